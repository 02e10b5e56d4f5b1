//! Sources with nearly the same text: a minute published twice, a report as Word and as PDF.
//!
//! Two sources are near-duplicates where at least nine tenths of the words of each stand in passages that the other has as well
//! (white space, case and punctuation apart). The first by name is the original. Candidates come from a shared rare passage, so
//! that the comparison does not grow with the square of the corpus.

use crate::model::source::SourceStatus;
use crate::store::{Builder, SourceInput, Wording};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Share of the words that both must have in common.
const COMMON: f64 = 0.9;

/// A passage that stands in more sources than this says nothing about copies.
const WIDESPREAD: usize = 12;

/// Sources with fewer words are not compared.
const MIN_WORDS: u64 = 80;

/// The wording of each source that is long enough to be compared.
pub(super) fn wordings(sources: &[&mut SourceInput], builder: &Builder) -> Vec<Option<Wording>> {
    sources
        .par_iter()
        .map(|source| {
            let key = source.key.as_ref().filter(|_| source.entry.words >= MIN_WORDS)?;
            builder.wording(&key.structure)
        })
        .collect()
}

/// Marks near-duplicates among sources that could be read, given by name with their wordings.
pub(super) fn mark(sources: &mut [&mut SourceInput], wordings: &[Option<Wording>]) {
    // Who holds a passage: pairs of its hash and the source, sorted, since a map of every passage of a large corpus is many times
    // the size.
    let mut holders: Vec<(u64, u32)> = Vec::new();
    for (i, wording) in (0..).zip(wordings) {
        holders.extend(wording.iter().flat_map(|w| &w.passages).map(|(hash, _)| (*hash, i)));
    }
    holders.sort_unstable();
    let mut originals: Vec<Option<usize>> = vec![None; sources.len()];
    for later in 0..sources.len() {
        let Some(mine) = &wordings[later] else { continue };
        let candidates: BTreeSet<usize> = mine
            .passages
            .iter()
            .map(|(hash, _)| {
                let from = holders.partition_point(|(held, _)| held < hash);
                let long = holders[from..].iter().take(WIDESPREAD + 1).take_while(|(held, _)| held == hash).count();
                &holders[from..from + long]
            })
            .filter(|held| held.len() <= WIDESPREAD)
            .flatten()
            .map(|(_, source)| *source as usize)
            .filter(|earlier| *earlier < later && originals[*earlier].is_none())
            .collect();
        originals[later] =
            candidates.into_iter().find(|earlier| wordings[*earlier].as_ref().is_some_and(|o| alike(mine, o)));
    }
    for (later, original) in originals.iter().enumerate() {
        let name = original.map(|original| sources[original].entry.name.clone());
        let entry = &mut sources[later].entry;
        entry.original.clone_from(&name);
        if let Some(name) = name {
            let before = entry.reason.take().map(|r| format!("; also {r}")).unwrap_or_default();
            entry.status = SourceStatus::NearDuplicate;
            entry.reason = Some(format!("nearly the same text as {name}; it is searched, but counted once{before}"));
        }
    }
}

fn alike(a: &Wording, b: &Wording) -> bool {
    let in_b = |hash: &u64| b.passages.binary_search_by_key(hash, |(known, _)| *known).map_or(0, |at| b.passages[at].1);
    let common: u64 = a.passages.iter().map(|(hash, words)| u64::from((*words).min(in_b(hash)))).sum();
    let words = |wording: &Wording| wording.passages.iter().map(|(_, words)| u64::from(*words)).sum::<u64>();
    common as f64 >= COMMON * words(a).max(words(b)) as f64
}
