//! The lexicon's words for one another, as a search takes them.

use super::PipelineError;
use crate::config::Settings;
use crate::query::Synonyms;
use crate::tag::Tagger;

/// Terms that name the same concept, from the lexicon that builds use.
///
/// # Errors
///
/// Where the lexicon cannot be read.
pub fn synonyms(settings: &Settings) -> Result<Vec<Synonyms>, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    Ok(tagger.synonyms().into_iter().map(|(concept, terms)| Synonyms { concept, terms }).collect())
}
