//! Which words may lead on from where a walk stands.

use super::sieve::Sieve;
use super::trie::Trie;
use super::word_table::Members;

/// The kinds of words by which each node of a trie is left, in one sieve.
#[derive(Debug)]
pub(super) struct Onward {
    sieve: Sieve,
    places: usize,
}

impl Onward {
    /// The ways on from each node but the root and those after it, whose words are known in pairs.
    pub(super) fn new<E: Ord + Copy>(trie: &Trie<E>, members: &Members) -> Onward {
        let first = trie.edges(trie.way(Trie::<E>::ROOT)).len() as u32 + 1;
        let mut ways = Vec::new();
        for node in first..trie.len() {
            for (class, _) in trie.edges(trie.way(node)) {
                ways.extend(members.kinds(class).iter().map(|kind| Onward::number(node, *kind)));
            }
        }
        let places = ways.len().max(1);
        let mut sieve = Sieve::default();
        sieve.add(places, ways.into_iter());
        Onward { sieve, places }
    }

    /// Whether a word of this kind may lead on from a node; never `false` where one does.
    pub(super) fn may_lead(&self, node: u32, kind: u32) -> bool {
        self.sieve.may_hold(0, self.places, Onward::number(node, kind))
    }

    fn number(node: u32, kind: u32) -> u32 {
        node.wrapping_mul(0x9e37_79b1) ^ kind
    }
}
