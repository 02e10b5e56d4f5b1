//! The tags of an index looked at again: why a passage has them.

use super::PipelineError;
use crate::config::Settings;
use crate::model::explanation::Explanation;
use crate::model::records::Records;
use crate::store::Store;
use crate::tag::Tagger;
use crate::util::text::fold;

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
