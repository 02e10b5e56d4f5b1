//! Which words a source has, in short: enough to tell near-duplicates without reading the records of a whole corpus.

use crate::model::records::Structured;
use crate::util::hash::short_id;
use crate::util::text::{fold, word_count};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The passages of a source, each a hash of its folded text with the number of its words (those of all its occurrences), by hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Hash and words.
    pub passages: Vec<(u64, u32)>,
}

impl Wording {
    /// The wording of what was read of a source.
    pub(super) fn of(structured: &Structured) -> Wording {
        let mut passages: BTreeMap<u64, u32> = BTreeMap::new();
        for passage in structured.papers.iter().flat_map(|paper| &paper.passages) {
            let hash = u64::from_str_radix(&short_id(&[&fold(&passage.text)]), 16).unwrap_or_default();
            *passages.entry(hash).or_default() += word_count(&passage.text) as u32;
        }
        Wording { passages: passages.into_iter().collect() }
    }
}
