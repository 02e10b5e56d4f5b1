//! The words of terms in order: which sequences of classes of words lead where, and what ends there.

use super::word_table::bit;
use std::collections::VecDeque;
use std::ops::Range;

/// Sequences that share their first words share their nodes.
#[derive(Debug)]
pub(super) struct Trie<E> {
    /// The nodes by their distance from the root, so that edge `n` of all leads to node `n + 1`.
    nodes: Vec<Node>,
    /// The class of each edge, in order within its node.
    edges: Vec<u32>,
    /// Where the ends of each node begin; those of the next end them.
    runs: Vec<u32>,
    ends: Vec<E>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The bits of the classes of its edges.
    mask: u64,
    /// Its edges begin here and end where those of the next node begin.
    edges: u32,
}

/// The edges that lead on from a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// The bits of their classes.
    pub(super) mask: u64,
    first: u32,
    last: u32,
}

/// A node as a walk arrives at it, with what it needs to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reached(u32);

impl Reached {
    const ENDS: u32 = 1 << 31;
    const LEADS_ON: u32 = 1 << 30;
    const LAST: u32 = 1 << 29;

    pub(super) fn node(self) -> u32 {
        self.0 & !(Reached::ENDS | Reached::LEADS_ON | Reached::LAST)
    }

    /// Whether a sequence ends there.
    pub(super) fn ends(self) -> bool {
        self.0 & Reached::ENDS != 0
    }

    /// Whether a sequence goes on from there.
    pub(super) fn leads_on(self) -> bool {
        self.0 & Reached::LEADS_ON != 0
    }

    /// Makes it the last of those that stand together.
    pub(super) fn close(&mut self) {
        self.0 |= Reached::LAST;
    }

    pub(super) fn is_last(self) -> bool {
        self.0 & Reached::LAST != 0
    }
}

impl<E: Ord + Copy> Trie<E> {
    /// The trie of sequences, each a range of `words`, and what each ends.
    pub(super) fn new(words: &[u32], mut sequences: Vec<(Range<usize>, E)>) -> Trie<E> {
        let mut trie = Trie { nodes: Vec::new(), edges: Vec::new(), runs: Vec::new(), ends: Vec::new() };
        // In order, those that share their first words stand together.
        sequences.sort_unstable_by(|a, b| (&words[a.0.clone()], a.1).cmp(&(&words[b.0.clone()], b.1)));
        // The sequences that pass through each node to come, and its distance from the root.
        let mut waiting = VecDeque::from([(0..sequences.len(), 0)]);
        while let Some((through, depth)) = waiting.pop_front() {
            let mut node = Node { mask: 0, edges: trie.edges.len() as u32 };
            let before = trie.ends.len();
            trie.runs.push(before as u32);
            let ending = sequences[through.clone()].iter().take_while(|(own, _)| own.len() == depth);
            trie.ends.extend(ending.map(|(_, end)| *end));
            let mut at = through.start + trie.ends.len() - before;
            while at < through.end {
                let class = words[sequences[at].0.start + depth];
                let same = sequences[at..through.end].partition_point(|(own, _)| words[own.start + depth] == class);
                trie.edges.push(class);
                node.mask |= bit(class);
                waiting.push_back((at..at + same, depth + 1));
                at += same;
            }
            trie.nodes.push(node);
        }
        trie.nodes.push(Node { mask: 0, edges: trie.edges.len() as u32 });
        trie.runs.push(trie.ends.len() as u32);
        trie
    }

    /// The node at which every sequence begins.
    pub(super) const ROOT: u32 = 0;

    /// The way on from a node.
    pub(super) fn way(&self, node: u32) -> Way {
        let (here, next) = (self.nodes[node as usize], self.nodes[node as usize + 1]);
        Way { mask: here.mask, first: here.edges, last: next.edges }
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// A node with whether anything ends there or goes on.
    pub(super) fn reached(&self, node: u32) -> Reached {
        let ends = if self.ends(node).is_empty() { 0 } else { Reached::ENDS };
        Reached(node | ends | if self.nodes[node as usize].mask == 0 { 0 } else { Reached::LEADS_ON })
    }

    /// What ends at a node, in order.
    pub(super) fn ends(&self, node: u32) -> &[E] {
        &self.ends[self.runs[node as usize] as usize..self.runs[node as usize + 1] as usize]
    }

    /// The edges of a way: each with its class, in order, and the node that it leads to.
    pub(super) fn edges(&self, way: Way) -> impl ExactSizeIterator<Item = (u32, u32)> {
        let classes = &self.edges[way.first as usize..way.last as usize];
        classes.iter().enumerate().map(move |(at, class)| (*class, way.first + at as u32 + 1))
    }

    /// The node that a class leads to.
    pub(super) fn step(&self, way: Way, class: u32) -> Option<u32> {
        let classes = &self.edges[way.first as usize..way.last as usize];
        classes.binary_search(&class).ok().map(|at| way.first + at as u32 + 1)
    }
}
