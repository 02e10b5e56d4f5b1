//! NEAR and BEFORE: two phrases of a sentence with few words between them.
//!
//! Of its two sides a term is looked for by the one that is likely to be rarer; only around that one is the other looked for.

use super::Hit;
use super::sieve::Sieve;
use super::walk::{Known, Walk};
use super::word_table::{Members, WordTable};
use crate::tag::lexicon::words::Sequence;
use crate::tag::tokens::{Gap, Tokens};
use std::ops::Range;

/// A term of two sides.
#[derive(Debug)]
pub(super) struct Near {
    /// The number of its rule.
    pub(super) rule: u32,
    /// The most words between.
    pub(super) gap: u32,
    /// The left side stands first.
    pub(super) ordered: bool,
    /// It is found by its right side, and the other is its left one.
    pub(super) by_right: bool,
    /// The sequences of the side that it is not found by.
    pub(super) other: Vec<Sequence>,
}

/// Kinds of words, of which some share a bit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kinds([u64; 4]);

impl Kinds {
    pub(super) fn add(&mut self, kind: u32) {
        self.0[kind as usize / 64 % 4] |= 1 << (kind % 64);
    }

    /// Whether both may hold the same kind; never `false` where they do.
    fn may_meet(&self, other: &Kinds) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }
}

/// All terms of two sides.
#[derive(Debug)]
pub(super) struct Nears {
    list: Vec<Near>,
    /// Of each term the kinds of words that begin its other side, roughly.
    begins: Vec<Kinds>,
    /// The same, nearly exactly; the set of a term begins where its run does.
    begun_by: Sieve,
    runs: Vec<usize>,
}

impl Nears {
    pub(super) fn new(list: Vec<Near>, members: &Members) -> Nears {
        let mut nears = Nears { list, begins: Vec::new(), begun_by: Sieve::default(), runs: vec![0] };
        let mut end = 0;
        for near in &nears.list {
            let first = near.other.iter().filter_map(|sequence| sequence.first());
            let kinds: Vec<u32> = first.flat_map(|class| members.kinds(*class)).copied().collect();
            let mut begins = Kinds::default();
            kinds.iter().for_each(|kind| begins.add(*kind));
            nears.begins.push(begins);
            let places = 3 * kinds.len() + 1;
            nears.begun_by.add(places, kinds.into_iter());
            end += places;
            nears.runs.push(end);
        }
        nears
    }

    /// Whether a text of these kinds may hold the other side of a term; never `false` where it does.
    pub(super) fn may_meet(&self, number: u32, kinds: &Kinds) -> bool {
        self.begins[number as usize].may_meet(kinds)
    }

    /// Puts the hits of NEAR and BEFORE terms to those of the walk: each left side with the nearest right side in reach.
    pub(super) fn join(&self, text: &Text<'_>, walk: &mut Walk) {
        let Walk { sides, hits, .. } = walk;
        sides.sort_unstable();
        let mut others: Vec<(u32, u32)> = Vec::new();
        for same in sides.chunk_by(|a, b| a.0 == b.0) {
            others.clear();
            same.iter().for_each(|(number, first, last)| self.around(text, *number, *first, *last, &mut others));
            if others.is_empty() {
                continue;
            }
            others.sort_unstable();
            others.dedup();
            let near = &self.list[same[0].0 as usize];
            let own: Vec<(u32, u32)> = same.iter().map(|(_, first, last)| (*first, *last)).collect();
            let (lefts, rights) = if near.by_right { (&others, &own) } else { (&own, &others) };
            let longest = rights.iter().map(|(from, to)| to - from).max().unwrap_or(0);
            hits.extend(lefts.iter().filter_map(|(first, last)| {
                let behind = rights.partition_point(|(from, _)| from + longest + near.gap + 1 < *first);
                let within = rights[behind..].partition_point(|(from, _)| *from <= last + near.gap + 1);
                nearest(near, (*first, *last), &rights[behind..behind + within], text.tokens)
            }));
        }
    }

    /// The places of the other side of a term in reach of one side, put at the end of `out`.
    fn around(&self, text: &Text<'_>, number: u32, first: u32, last: u32, out: &mut Vec<(u32, u32)>) {
        let near = &self.list[number as usize];
        let (from, to) = (self.runs[number as usize], self.runs[number as usize + 1]);
        let mut among = |words: Range<u32>| {
            for at in words.start..words.end.min(text.tokens.list().len() as u32) {
                if text.known.any(at, |kind| self.begun_by.may_hold(from, to - from, kind)) {
                    out.extend(near.other.iter().filter_map(|one| text.last_of(one, at)).map(|last| (at, last)));
                }
            }
        };
        if !(near.ordered && near.by_right) {
            among(last + 1..last + 2 + near.gap);
        }
        if !near.ordered || near.by_right {
            let longest = near.other.iter().map(Vec::len).max().unwrap_or(0) as u32;
            among(first.saturating_sub(near.gap + longest)..first);
        }
    }
}

/// A left side with the nearest right side in reach, of these that may be.
fn nearest(near: &Near, (first, last): (u32, u32), rights: &[(u32, u32)], tokens: &Tokens) -> Option<Hit> {
    let in_reach = rights.iter().filter_map(|(from, to)| {
        let gap = if *from > last {
            from - last - 1
        } else if *to < first && !near.ordered {
            first - to - 1
        } else {
            return None;
        };
        let (low, high) = (first.min(*from), last.max(*to));
        let whole = &tokens.list()[low as usize + 1..=high as usize];
        (gap <= near.gap && whole.iter().all(|token| token.gap != Gap::Stop)).then_some((gap, low, high))
    });
    in_reach.min().map(|(_, first, last)| Hit { first, last, rule: near.rule, apart: true })
}

/// A text in which the other sides of terms are looked for.
pub(super) struct Text<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) known: &'a Known,
    pub(super) words: &'a WordTable,
    /// The class of a comma.
    pub(super) comma: Option<u32>,
}

impl Text<'_> {
    /// The last word of a sequence that begins at a word.
    fn last_of(&self, sequence: &Sequence, first: u32) -> Option<u32> {
        let mut at = first;
        let mut over_comma = false;
        for (i, class) in sequence.iter().enumerate() {
            if Some(*class) == self.comma {
                over_comma = true;
                continue;
            }
            if i > 0 {
                at += 1;
                let wanted = if over_comma { Gap::Comma } else { Gap::None };
                if self.tokens.list().get(at as usize)?.gap != wanted {
                    return None;
                }
            }
            over_comma = false;
            if !self.known.any(at, |kind| self.words.is_of(kind, *class)) {
                return None;
            }
        }
        Some(at)
    }
}
