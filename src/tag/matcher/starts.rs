//! Where terms begin: by their only word, or by their first two.

use super::End;
use super::sieve::{Sieve, place};
use super::trie::{Reached, Trie};
use super::word_table::{Members, WordTable};

/// What each kind of word begins, alone and with a second word.
///
/// What belongs to a first word stands together, because a few words make up most of a text: theirs stays near the processor.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// One more ends the last.
    runs: Vec<Run>,
    /// What words end alone.
    ends: Vec<End>,
    /// The pairs that some term begins with, each run by first kind.
    sieve: Sieve,
    /// Second kinds, each with where the nodes that it leads to begin; each run a hash table with open addressing, [`FREE`] where
    /// nothing stands.
    seconds: Vec<(u32, u32)>,
    /// The nodes that pairs lead to, those of a pair together.
    reached: Vec<Reached>,
}

/// What a kind begins: its ends and its second words begin here and end where those of the next begin.
#[derive(Debug, Clone, Copy)]
struct Run {
    ends: u32,
    seconds: u32,
}

const FREE: (u32, u32) = (u32::MAX, 0);

/// The place of a second kind in a run, or the free one in which it would stand. A third of a run is free, so that the search ends.
fn slot(run: &[(u32, u32)], kind: u32) -> usize {
    let mut at = place(kind, run.len());
    while run[at] != FREE && run[at].0 != kind {
        at = if at + 1 == run.len() { 0 } else { at + 1 };
    }
    at
}

impl Starts {
    /// What begins a term of the trie.
    pub(super) fn new(trie: &Trie<End>, words: &WordTable, members: &Members) -> Starts {
        let root = trie.way(Trie::<End>::ROOT);
        let mut starts = Starts::default();
        let mut seconds: Vec<(u32, Reached)> = Vec::new();
        for kind in words.kinds() {
            starts.runs.push(Run { ends: starts.ends.len() as u32, seconds: starts.seconds.len() as u32 });
            seconds.clear();
            for node in words.classes(kind).iter().filter_map(|class| trie.step(root, *class)) {
                starts.ends.extend(trie.ends(node));
                for (class, node) in trie.edges(trie.way(node)) {
                    let reached = trie.reached(node);
                    seconds.extend(members.kinds(class).iter().map(|second| (*second, reached)));
                }
            }
            starts.add(&mut seconds);
        }
        starts.runs.push(Run { ends: starts.ends.len() as u32, seconds: starts.seconds.len() as u32 });
        starts
    }

    /// Adds the run of a kind.
    fn add(&mut self, seconds: &mut [(u32, Reached)]) {
        if seconds.is_empty() {
            return;
        }
        seconds.sort_unstable();
        let pairs = || seconds.chunk_by(|a, b| a.0 == b.0);
        let (from, count) = (self.seconds.len(), pairs().count());
        let size = count + count / 2 + 1;
        self.seconds.resize(from + size, FREE);
        let run = &mut self.seconds[from..];
        for pair in pairs() {
            run[slot(run, pair[0].0)] = (pair[0].0, self.reached.len() as u32);
            self.reached.extend(pair.iter().map(|(_, reached)| *reached));
            self.reached.last_mut().into_iter().for_each(Reached::close);
        }
        self.sieve.add(size, pairs().map(|pair| pair[0].0));
    }

    /// What a word of this kind ends alone.
    pub(super) fn ends(&self, kind: u32) -> &[End] {
        &self.ends[self.runs[kind as usize].ends as usize..self.runs[kind as usize + 1].ends as usize]
    }

    /// Whether words of these two kinds may lead anywhere; never `false` where they do.
    pub(super) fn may_begin(&self, one: u32, two: u32) -> bool {
        let (from, to) = self.run(one);
        from < to && self.sieve.may_hold(from, to - from, two)
    }

    /// What stands at the place where the second kind would be, behind a first that begins anything.
    pub(super) fn first_place(&self, one: u32, two: u32) -> (u32, u32) {
        let (from, to) = self.run(one);
        self.seconds[from + place(two, to - from)]
    }

    /// The nodes that words of these two kinds lead to, behind a first that begins anything. `first` stands at their first place.
    pub(super) fn after(&self, one: u32, two: u32, first: (u32, u32)) -> &[Reached] {
        if first.0 == two {
            return self.together(first.1);
        }
        let (from, to) = self.run(one);
        let run = &self.seconds[from..to];
        let found = run[slot(run, two)];
        if found == FREE { &[] } else { self.together(found.1) }
    }

    /// The nodes of a pair, of which this is the first.
    fn together(&self, first: u32) -> &[Reached] {
        let reached = &self.reached[first as usize..];
        &reached[..reached.iter().position(|reached| reached.is_last()).map_or(0, |last| last + 1)]
    }

    fn run(&self, kind: u32) -> (usize, usize) {
        (self.runs[kind as usize].seconds as usize, self.runs[kind as usize + 1].seconds as usize)
    }
}
