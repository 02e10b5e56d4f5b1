//! The tags of an index looked at again: why a passage has them, what an edited lexicon would change, what the codebook may lack.

use super::PipelineError;
use crate::config::Settings;
use crate::model::explanation::Explanation;
use crate::model::records::Records;
use crate::model::tags::PaperTags;
use crate::store::Store;
use crate::synthesise;
pub use crate::synthesise::Suggestion;
use crate::tag::Tagger;
pub use crate::tag::{Issue, IssueKind};
use crate::util::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A passage that was asked for, with why it has its tags.
#[derive(Debug)]
pub struct Explained {
    /// Where it stands.
    pub citation: String,
    /// The paper's title.
    pub paper_title: String,
    /// Why it has its tags by the lexicon as it is now.
    pub explanation: Explanation,
}

/// Most passages that are explained at once.
pub const MOST_EXPLAINED: usize = 5;

/// Explains the passages whose id begins with `wanted` or whose text holds its words, in the order of the index; of many the first
/// [`MOST_EXPLAINED`], and how many there are.
pub fn why(store: &Store, settings: &Settings, wanted: &str) -> Result<(Vec<Explained>, usize), PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let is_id = wanted.len() >= 6 && wanted.len() <= 16 && wanted.chars().all(|c| c.is_ascii_hexdigit());
    let words = fold(wanted);
    let (mut out, mut found) = (Vec::new(), 0);
    store.for_each(|record| {
        for paper in &record.papers {
            for (position, passage) in paper.paper.passages.iter().enumerate() {
                let asked = if is_id {
                    passage.id.starts_with(&wanted.to_ascii_lowercase())
                } else {
                    !words.is_empty() && fold(&passage.text).contains(&words)
                };
                if !asked {
                    continue;
                }
                found += 1;
                if out.len() < MOST_EXPLAINED
                    && let Some(explanation) = tagger.explain(&paper.paper, position)
                {
                    out.push(Explained {
                        citation: passage.locator.cite(&record.entry.name),
                        paper_title: paper.paper.title.clone(),
                        explanation,
                    });
                }
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    Ok((out, found))
}

/// What may be wrong with the lexicon; with an index also the terms that none of its papers holds.
pub fn lexicon_issues(settings: &Settings, store: Option<&Store>) -> Result<Vec<Issue>, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let mut out = tagger.issues();
    if let Some(store) = store {
        let mut fired = Vec::new();
        store.for_each(|record| {
            record.papers.iter().for_each(|paper| tagger.count_fired(&paper.paper, &mut fired));
            Ok::<(), PipelineError>(())
        })?;
        out.extend(tagger.never_fired(&fired));
    }
    Ok(out)
}

/// What an edited lexicon would change for one concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// Facet.
    pub facet: String,
    /// Concept.
    pub concept: String,
    /// Passages that have it by the lexicon as it is.
    pub before: u64,
    /// Passages that would have it.
    pub after: u64,
    /// Passages that would gain it.
    pub added: u64,
    /// Passages that would lose it.
    pub removed: u64,
    /// First passages that would gain (`+`) or lose (`-`) it.
    pub examples: Vec<(char, String)>,
}

/// What an edited lexicon would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Passages looked through.
    pub passages: u64,
    /// The concepts that would change, in the order of facet and concept.
    pub concepts: Vec<Shift>,
}

/// Examples of each sign that a trial shows for a concept.
const EXAMPLES: usize = 2;

/// Tags every paper of an index twice, by the lexicon as it is and with an edited file or folder in its place.
pub fn try_lexicon(store: &Store, settings: &Settings, edited: &Path) -> Result<Trial, PipelineError> {
    let before = Tagger::load(settings.lexicon.as_deref())?;
    let after = if edited.is_dir() {
        Tagger::load(Some(edited))?
    } else {
        Tagger::load_with(settings.lexicon.as_deref(), edited)?
    };
    let mut changes: BTreeMap<(String, String), Shift> = BTreeMap::new();
    let mut passages = 0;
    store.for_each(|record| {
        for paper in record.papers.iter().map(|p| &p.paper) {
            let (old, new) = (before.tag(paper), after.tag(paper));
            for (at, passage) in paper.passages.iter().enumerate() {
                passages += 1;
                let (old, new) = (concepts(&old, at), concepts(&new, at));
                for key in old.union(&new) {
                    let change = changes.entry(key.clone()).or_default();
                    let (had, has) = (old.contains(key), new.contains(key));
                    change.before += u64::from(had);
                    change.after += u64::from(has);
                    change.added += u64::from(has && !had);
                    change.removed += u64::from(had && !has);
                    let sign = if has { '+' } else { '-' };
                    if had != has && change.examples.iter().filter(|e| e.0 == sign).count() < EXAMPLES {
                        let words: String = passage.text.chars().take(120).collect();
                        change.examples.push((sign, format!("{} {words}", passage.id)));
                    }
                }
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    changes.retain(|_, change| change.added + change.removed > 0);
    let concepts = changes.into_iter().map(|((facet, concept), change)| Shift { facet, concept, ..change }).collect();
    Ok(Trial { passages, concepts })
}

fn concepts(tags: &PaperTags, at: usize) -> BTreeSet<(String, String)> {
    let mentions = tags.passages.get(at).map(|p| &p.mentions[..]).unwrap_or_default();
    mentions.iter().map(|m| (m.facet.as_str().to_owned(), m.concept.clone())).collect()
}

/// Phrases that mark the passages without a theme, best first.
pub fn suggest(store: &Store, most: usize) -> Result<Vec<Suggestion>, PipelineError> {
    Ok(synthesise::suggest(store, most)?)
}
