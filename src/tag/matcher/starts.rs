//! Where terms begin: by their only word, or by their first two.

use super::End;
use super::sieve::{Sieve, hash};
use super::trie::Trie;
use super::word_table::{Members, WordTable};

/// What each kind of word begins, alone and with a second word.
///
/// What belongs to a first word stands together, because a few words make up most of a text: theirs stays near the processor.
#[derive(Debug)]
pub(super) struct Starts {
    /// One more ends the last.
    runs: Vec<Run>,
    /// Nodes of terms of one word.
    ends: Vec<u32>,
    /// The pairs that some term begins with, each run by first kind.
    sieve: Sieve,
    /// Second kinds with nodes that they lead to, each run a hash table with open addressing; [`FREE`] where nothing stands.
    seconds: Vec<(u32, u32)>,
}

/// What a kind begins: its ends and its second words begin here and end where those of the next begin.
#[derive(Debug, Clone, Copy)]
struct Run {
    ends: u32,
    seconds: u32,
}

const FREE: (u32, u32) = (u32::MAX, 0);

impl Starts {
    /// What begins a term of the trie.
    pub(super) fn new(trie: &Trie<End>, words: &WordTable, members: &Members) -> Starts {
        let root = trie.way(Trie::<End>::ROOT);
        let mut starts = Starts { runs: Vec::new(), ends: Vec::new(), sieve: Sieve::default(), seconds: Vec::new() };
        let mut seconds: Vec<(u32, u32)> = Vec::new();
        for kind in words.kinds() {
            starts.runs.push(Run { ends: starts.ends.len() as u32, seconds: starts.seconds.len() as u32 });
            seconds.clear();
            for node in words.classes(kind).iter().filter_map(|class| trie.step(root, *class)) {
                starts.ends.extend((!trie.ends(node).is_empty()).then_some(node));
                for (class, node) in trie.edges(trie.way(node)) {
                    seconds.extend(members.kinds(class).iter().map(|second| (*second, node)));
                }
            }
            starts.add(&seconds);
        }
        starts.runs.push(Run { ends: starts.ends.len() as u32, seconds: starts.seconds.len() as u32 });
        starts
    }

    /// Adds the run of a kind.
    fn add(&mut self, seconds: &[(u32, u32)]) {
        if seconds.is_empty() {
            return;
        }
        let from = self.seconds.len();
        let size = (seconds.len() + seconds.len() / 4 + 1).next_power_of_two();
        self.seconds.resize(from + size, FREE);
        let run = &mut self.seconds[from..];
        for second in seconds {
            let mut at = hash(second.0) & (size - 1);
            while run[at] != FREE {
                at = (at + 1) & (size - 1);
            }
            run[at] = *second;
        }
        self.sieve.add(size, seconds.iter().map(|second| second.0));
    }

    /// The nodes that end terms of one word of this kind.
    pub(super) fn ends(&self, kind: u32) -> &[u32] {
        &self.ends[self.runs[kind as usize].ends as usize..self.runs[kind as usize + 1].ends as usize]
    }

    /// Whether words of these two kinds may lead anywhere; never `false` where they do.
    pub(super) fn may_begin(&self, one: u32, two: u32) -> bool {
        let (from, to) = self.run(one);
        from < to && self.sieve.may_hold(from, to - from, two)
    }

    /// The nodes that words of these two kinds lead to.
    pub(super) fn after(&self, one: u32, two: u32) -> impl Iterator<Item = u32> {
        let (from, to) = self.run(one);
        let run = &self.seconds[from..to];
        let first = hash(two) & run.len().wrapping_sub(1);
        let (before, after) = run.split_at(first.min(run.len()));
        let found = after.iter().chain(before).take_while(|second| **second != FREE);
        found.filter(move |second| second.0 == two).map(|second| second.1)
    }

    fn run(&self, kind: u32) -> (usize, usize) {
        (self.runs[kind as usize].seconds as usize, self.runs[kind as usize + 1].seconds as usize)
    }
}
