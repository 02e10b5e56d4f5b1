//! Papers that stand in more than one source, or twice in one: a report and the pack that it was bound into, a paper and its appendix
//! as a file of its own.
//!
//! Two papers hold one another where at least half of the words of the shorter stand in long passages that the other has as well (white
//! space, case and punctuation apart). Of what both hold the copy in the longer paper counts, since it has what stands around it; an
//! agenda comes last, whatever its length, since nothing in it is evidence. A standing sentence that two papers share, and no more, is said by both.

use crate::model::paper::{Paper, PaperKind};
use crate::model::source::{Repeat, SourceStatus};
use crate::store::{Builder, SourceInput, Wording};
use crate::util::hash::short_id;
use crate::util::text::{fold, word_count};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a passage that hardly stand in two papers by chance.
const LONG: u32 = 10;
/// Words in long passages that two sources have in common before their papers are compared.
const COMMON: u32 = 80;
/// Share of the words of the shorter paper by which one holds the other.
const HOLDS: f64 = 0.5;
/// Share of the words of a paper by which all of it is a copy, as with sources that are nearly the same.
const WHOLE: f64 = 0.9;
/// A passage that stands in more sources or papers than this says nothing about copies.
const WIDESPREAD: usize = 12;

/// Marks in each source what stands in another, or earlier in itself, and counts there. Sources come by name, with their wordings; a
/// near-duplicate counts for nothing anyway.
pub(super) fn mark(sources: &mut [&mut SourceInput], wordings: &[Option<Wording>], builder: &Builder) {
    sources.iter_mut().for_each(|source| source.entry.repeats.clear());
    let counts = |i: u32| sources[i as usize].entry.status != SourceStatus::NearDuplicate;
    let counted = (0..).zip(wordings).filter(|(i, _)| counts(*i)).filter_map(|(i, w)| Some((i, w.as_ref()?)));
    let alike: Vec<u32> = alike(counted).into_iter().collect();
    let key = |i: u32| sources[i as usize].key.as_ref();
    let read: Vec<(u32, Vec<Paper>)> =
        alike.par_iter().filter_map(|&i| Some((i, builder.structured(&key(i)?.structure)?.papers))).collect();
    let papers: Vec<Held<'_>> =
        read.iter().flat_map(|(i, list)| list.iter().map(|paper| Held::of(*i, paper))).collect();
    for (source, repeat) in repeats(&papers) {
        sources[source as usize].entry.repeats.push(repeat);
    }
}

/// Sources that have so much in common with another that one may hold a paper of it.
fn alike<'a>(wordings: impl Iterator<Item = (u32, &'a Wording)>) -> BTreeSet<u32> {
    let mut holders: Vec<(u64, u32, u32)> = Vec::new();
    for (i, wording) in wordings {
        let long = wording.passages.iter().filter(|(_, words)| *words >= LONG);
        holders.extend(long.map(|(hash, words)| (*hash, i, *words)));
    }
    holders.sort_unstable();
    let mut common: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for held in holders.chunk_by(|a, b| a.0 == b.0).filter(|held| (2..=WIDESPREAD).contains(&held.len())) {
        for (at, (_, a, words)) in held.iter().enumerate() {
            for (_, b, others) in &held[at + 1..] {
                *common.entry((*a, *b)).or_default() += words.min(others);
            }
        }
    }
    common.into_iter().filter(|(_, words)| *words >= COMMON).flat_map(|((a, b), _)| [a, b]).collect()
}

/// A paper with the hashes and words of its long passages.
struct Held<'a> {
    source: u32,
    id: &'a str,
    agenda: bool,
    /// Words of all its passages.
    words: u32,
    passages: Vec<Long<'a>>,
}

#[derive(Clone, Copy)]
struct Long<'a> {
    id: &'a str,
    hash: u64,
    words: u32,
}

impl<'a> Held<'a> {
    fn of(source: u32, paper: &'a Paper) -> Held<'a> {
        let hash = |text: &str| u64::from_str_radix(&short_id(&[&fold(text)]), 16).unwrap_or_default();
        let counted: Vec<u32> = paper.passages.iter().map(|p| word_count(&p.text) as u32).collect();
        let long = paper.passages.iter().zip(&counted).filter(|(_, words)| **words >= LONG);
        Held {
            source,
            id: &paper.id,
            agenda: paper.kind == PaperKind::Agenda,
            words: counted.iter().sum(),
            passages: long.map(|(p, words)| Long { id: &p.id, hash: hash(&p.text), words: *words }).collect(),
        }
    }
}

/// What counts elsewhere, by source, in the order of papers.
fn repeats(papers: &[Held<'_>]) -> Vec<(u32, Repeat)> {
    let mut order: Vec<usize> = (0..papers.len()).collect();
    order.sort_by_key(|&at| (papers[at].agenda, Reverse(papers[at].words), at));
    let mut having: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for at in order {
        let paper = &papers[at];
        let mut common: BTreeMap<usize, u32> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for long in paper.passages.iter().filter(|long| seen.insert(long.hash)) {
            for other in having.get(&long.hash).into_iter().flatten() {
                *common.entry(*other).or_default() += long.words;
            }
        }
        common.retain(|other, words| {
            let shorter = f64::from(paper.words.min(papers[*other].words));
            *words >= COMMON && f64::from(*words) >= HOLDS * shorter
        });
        let elsewhere = |long: &&Long<'_>| {
            having.get(&long.hash).is_some_and(|list| list.iter().any(|other| common.contains_key(other)))
        };
        let again: Vec<&Long<'_>> = paper.passages.iter().filter(elsewhere).collect();
        // Short passages, most of them headings and labels, go with the rest.
        let words = |list: &mut dyn Iterator<Item = &Long<'_>>| f64::from(list.map(|long| long.words).sum::<u32>());
        let whole = words(&mut again.iter().copied()) >= WHOLE * words(&mut paper.passages.iter());
        if !again.is_empty() {
            let mut passages: Vec<String> = again.iter().filter(|_| !whole).map(|long| long.id.to_owned()).collect();
            passages.sort();
            found.push((at, Repeat { paper: paper.id.to_owned(), whole, passages }));
        }
        if again.is_empty() || !whole {
            for long in &paper.passages {
                let list = having.entry(long.hash).or_default();
                if list.last() != Some(&at) && list.len() < WIDESPREAD {
                    list.push(at);
                }
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(at, repeat)| (papers[at].source, repeat)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(source: u32, agenda: bool, hashes: std::ops::Range<u64>) -> Held<'static> {
        let passages: Vec<_> = hashes.map(|hash| Long { id: "p", hash, words: 20 }).collect();
        Held { source, id: "paper", agenda, words: passages.len() as u32 * 20, passages }
    }

    fn marked(papers: &[Held<'_>]) -> Vec<(u32, bool, usize)> {
        repeats(papers).into_iter().map(|(source, r)| (source, r.whole, r.passages.len())).collect()
    }

    #[test]
    fn a_paper_and_its_appendix_count_once() {
        assert_eq!(marked(&[paper(0, false, 10..20), paper(1, false, 0..20)]), [(0, true, 0)]);
        // An unsplit pack that passes for an agenda leaves the count to the papers.
        assert_eq!(marked(&[paper(0, true, 0..40), paper(1, false, 0..20)]), [(0, false, 20)]);
    }

    #[test]
    fn the_same_paper_in_three_places_counts_once() {
        let papers = [paper(0, false, 0..20), paper(1, false, 0..20), paper(2, false, 0..21)];
        assert_eq!(marked(&papers), [(0, true, 0), (1, true, 0)]);
    }

    #[test]
    fn standing_sentences_are_said_by_both() {
        assert!(marked(&[paper(0, false, 0..20), paper(1, false, 15..40)]).is_empty());
    }
}
