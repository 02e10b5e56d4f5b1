//! Sources with nearly the same text: a minute published twice, a report as Word and as PDF.
//!
//! Two sources are near-duplicates where at least nine tenths of the words of each stand in passages that the other has as well
//! (white space, case and punctuation apart). The first by name is the original. Candidates come from a shared rare passage, so
//! that the comparison does not grow with the square of the corpus.

use crate::model::source::SourceStatus;
use crate::store::{Builder, SourceInput};
use crate::util::hash::short_id;
use crate::util::text::{fold, word_count};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the words that both must have in common.
const COMMON: f64 = 0.9;

/// A passage that stands in more sources than this says nothing about copies.
const WIDESPREAD: usize = 12;

/// Sources with fewer words are not compared.
const MIN_WORDS: u64 = 80;

struct Words {
    passages: BTreeMap<String, u64>,
    all: u64,
}

/// Marks near-duplicates among sources that could be read.
pub(super) fn mark(mut sources: Vec<&mut SourceInput>, builder: &Builder) {
    sources.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
    let words: Vec<Option<Words>> = sources.iter().map(|source| words(source, builder)).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, words) in words.iter().enumerate() {
        for key in words.iter().flat_map(|w| w.passages.keys()) {
            holders.entry(key).or_default().push(i);
        }
    }
    let mut originals: Vec<Option<usize>> = vec![None; sources.len()];
    for later in 0..sources.len() {
        let Some(mine) = &words[later] else { continue };
        let candidates: BTreeSet<usize> = mine
            .passages
            .keys()
            .filter_map(|key| holders.get(key.as_str()))
            .filter(|sources| sources.len() <= WIDESPREAD)
            .flatten()
            .copied()
            .filter(|earlier| *earlier < later && originals[*earlier].is_none())
            .collect();
        originals[later] =
            candidates.into_iter().find(|earlier| words[*earlier].as_ref().is_some_and(|o| alike(mine, o)));
    }
    for (later, original) in originals.iter().enumerate() {
        if let Some(original) = original {
            let name = sources[*original].entry.name.clone();
            let entry = &mut sources[later].entry;
            let before = entry.reason.take().map(|r| format!("; also {r}")).unwrap_or_default();
            entry.status = SourceStatus::NearDuplicate;
            entry.reason = Some(format!("nearly the same text as {name}; it is searched, but counted once{before}"));
        }
    }
}

fn words(source: &SourceInput, builder: &Builder) -> Option<Words> {
    let key = source.key.as_ref().filter(|_| source.entry.words >= MIN_WORDS)?;
    let structured = builder.structured(&key.structure)?;
    let mut passages = BTreeMap::new();
    let mut all = 0;
    for passage in structured.papers.iter().flat_map(|p| &p.passages) {
        let words = word_count(&passage.text);
        all += words;
        *passages.entry(short_id(&[&fold(&passage.text)])).or_default() += words;
    }
    Some(Words { passages, all })
}

fn alike(a: &Words, b: &Words) -> bool {
    let common: u64 =
        a.passages.iter().map(|(key, words)| (*words).min(b.passages.get(key).copied().unwrap_or(0))).sum();
    common as f64 >= COMMON * a.all.max(b.all) as f64
}
