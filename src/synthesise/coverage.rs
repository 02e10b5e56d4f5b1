//! The choice of sentences that together say most of what is widely said.
//!
//! People who sum up returns keep what several of them say, in sentences that judge and compare, and say each thing once. So a
//! choice is worth the sum, over the word pairs it has, of the areas beyond the first that have the pair; each pair counts once
//! (budgeted coverage: Lin and Bilmes, 2011; concepts by document frequency: Gillick and Favre, 2009). The greedy choice by gain for its
//! length is within a constant of the best (Khuller, Moss and Naor, 1999), and gains only fall, so those that are out of date are worked
//! out again only when they come first (Minoux, 1978): about n log n in the sentences.

use super::settings::Choice;
use super::words::pairs;
use std::cmp::Ordering;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

/// A sentence that can be chosen.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    /// The areas or, without one, the paper that say it.
    pub(super) cases: Vec<&'a str>,
    /// What a unit of coverage is worth here: judgements over bare activity, breadth over a single remark.
    pub(super) factor: f64,
    /// Words.
    pub(super) length: u64,
}

/// What has been covered, over the pairs of one set of sentences.
pub(super) struct Coverage {
    /// The pairs of each sentence, each once.
    pairs: Vec<Vec<u32>>,
    weights: Vec<f64>,
    covered: Vec<bool>,
    choice: Choice,
}

/// A gain as it was last worked out.
struct Gain {
    value: f64,
    sentence: usize,
}

impl PartialEq for Gain {
    fn eq(&self, other: &Gain) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Gain {}
impl PartialOrd for Gain {
    fn partial_cmp(&self, other: &Gain) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Gain {
    /// Highest gain first, then the earlier sentence.
    fn cmp(&self, other: &Gain) -> Ordering {
        self.value.total_cmp(&other.value).then(other.sentence.cmp(&self.sentence))
    }
}

impl Coverage {
    /// Nothing covered yet.
    pub(super) fn new(sentences: &[Sentence<'_>], choice: &Choice) -> Coverage {
        let mut ids: HashMap<(String, String), u32> = HashMap::new();
        let mut cases: Vec<BTreeSet<&str>> = Vec::new();
        let mut of = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let mut own = BTreeSet::new();
            for pair in pairs(sentence.text) {
                let next = ids.len() as u32;
                let id = *ids.entry(pair).or_insert(next);
                if id == next {
                    cases.push(BTreeSet::new());
                }
                cases[id as usize].extend(sentence.cases.iter().copied());
                own.insert(id);
            }
            of.push(own.into_iter().collect());
        }
        let weights: Vec<f64> = cases.iter().map(|c| c.len().saturating_sub(1) as f64).collect();
        Coverage { pairs: of, covered: vec![false; weights.len()], weights, choice: choice.clone() }
    }

    /// Marks what a sentence says as said.
    pub(super) fn cover(&mut self, sentence: usize) {
        for &pair in &self.pairs[sentence] {
            self.covered[pair as usize] = true;
        }
    }

    /// What a sentence adds for its length. The power below one keeps short scraps from winning over whole thoughts.
    fn gain(&self, sentences: &[Sentence<'_>], i: usize) -> f64 {
        let open = self.pairs[i].iter().filter(|&&p| !self.covered[p as usize]);
        let new: f64 = open.map(|&p| self.weights[p as usize]).sum();
        // Where no pair is shared the factor alone decides, so that a corpus of one area is not summed up by chance.
        sentences[i].factor * (new + 0.01) / (sentences[i].length.max(1) as f64).powf(self.choice.length)
    }

    /// Chooses among `allowed` up to `most` sentences and `budget` words; gives them in the order of choice. A sentence whose turn comes
    /// may still be refused by `room`.
    pub(super) fn choose(
        &mut self,
        sentences: &[Sentence<'_>],
        allowed: impl Iterator<Item = usize>,
        most: usize,
        budget: u64,
        mut room: impl FnMut(usize) -> bool,
    ) -> Vec<usize> {
        let mut heap: BinaryHeap<Gain> =
            allowed.map(|sentence| Gain { value: self.gain(sentences, sentence), sentence }).collect();
        let (mut chosen, mut used) = (Vec::new(), 0);
        while chosen.len() < most && used < budget {
            let Some(top) = heap.pop() else { break };
            let value = self.gain(sentences, top.sentence);
            if heap.peek().is_some_and(|next| (Gain { value, sentence: top.sentence }) < *next) {
                heap.push(Gain { value, ..top });
                continue;
            }
            if used + sentences[top.sentence].length > budget + self.choice.slack || !room(top.sentence) {
                continue;
            }
            used += sentences[top.sentence].length;
            self.cover(top.sentence);
            chosen.push(top.sentence);
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, area: &'a str) -> Sentence<'a> {
        Sentence { text, cases: vec![area], factor: 1.0, length: text.split(' ').count() as u64 }
    }

    #[test]
    fn what_several_areas_say_is_chosen_once_and_first() {
        let sentences = [
            sentence("A new bus shelter was built.", "a"),
            sentence("Local groups delivered food parcels.", "a"),
            sentence("Volunteers of local groups delivered food parcels.", "b"),
            sentence("Small grants helped local groups.", "c"),
        ];
        let mut coverage = Coverage::new(&sentences, &Choice::default());
        let chosen = coverage.choose(&sentences, 0..4, 2, 100, |_| true);
        assert_eq!(chosen, [1, 3], "the second says nothing that the first does not");
        assert!(Coverage::new(&[], &Choice::default()).choose(&[], 0..0, 2, 100, |_| true).is_empty());
    }
}
