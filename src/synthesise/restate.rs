//! Which examples bear out a sentence by which a paper sums them up.
//!
//! A summary's words come from its examples and from nowhere else. A sentence is borne out by an example of the same paper that has
//! at least [`Settings::restates`](super::Settings::restates) of its content words, each weighted by how few of the examples have it.
//! Only examples that share one of the sentence's rarest words are looked at, so work grows with the sentences.

use super::words::stems;
use crate::model::evidence::Citation;
use crate::util::sentence::sentences;
use crate::util::text::word_count;
use std::collections::{BTreeMap, BTreeSet};

/// Most examples that are named for a sentence.
const MOST: usize = 4;
/// Words of a sentence that can be borne out by itself.
const WORDS: u64 = 8;
/// Most examples that are looked at for one word.
const LOOKED_AT: usize = 200;

/// The examples of a corpus with their words.
pub(super) struct Examples<'a> {
    examples: Vec<(&'a Citation, BTreeSet<String>)>,
    having: BTreeMap<String, Vec<usize>>,
}

impl<'a> Examples<'a> {
    /// Examples by citation and words.
    pub(super) fn new(examples: impl Iterator<Item = (&'a Citation, &'a str)>) -> Examples<'a> {
        let examples: Vec<_> =
            examples.map(|(citation, text)| (citation, stems(text).into_iter().collect::<BTreeSet<_>>())).collect();
        let mut having: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, (_, words)) in examples.iter().enumerate() {
            for word in words {
                having.entry(word.clone()).or_default().push(i);
            }
        }
        Examples { examples, having }
    }

    /// The examples of the paper that bear out a text as a whole, or else one of its sentences: a concession that stays whole is borne out by
    /// the example of either half.
    pub(super) fn bearing_out(&self, text: &str, paper_id: &str, threshold: f64) -> Vec<Citation> {
        let whole = self.of(text, paper_id, threshold);
        if !whole.is_empty() {
            return whole;
        }
        let mut seen = BTreeSet::new();
        let parts = sentences(text).into_iter().map(|(start, end)| &text[start..end]);
        let long = parts.filter(|part| part.len() < text.len() && word_count(part) >= WORDS);
        let found = long.flat_map(|part| self.of(part, paper_id, threshold));
        found.filter(|citation| seen.insert(citation.passage_id.clone())).take(MOST).collect()
    }

    /// The examples of the paper that bear a sentence out, best first.
    pub(super) fn of(&self, text: &str, paper_id: &str, threshold: f64) -> Vec<Citation> {
        let words: BTreeSet<String> = stems(text).into_iter().collect();
        let n = self.examples.len() as f64;
        let weight = |word: &str| (1.0 + n / (1.0 + self.having.get(word).map_or(0, Vec::len) as f64)).ln();
        let all: f64 = words.iter().map(|w| weight(w)).sum();
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for word in &words {
            for &i in self.having.get(word).into_iter().flatten().take(LOOKED_AT) {
                *shared.entry(i).or_default() += weight(word);
            }
        }
        let mut found: Vec<(f64, usize)> = shared
            .into_iter()
            .filter(|(i, _)| self.examples[*i].0.paper_id == paper_id)
            .map(|(i, weight)| (weight / all, i))
            .filter(|(share, _)| *share >= threshold)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut seen = BTreeSet::new();
        let mut distinct = found.into_iter().map(|(_, i)| self.examples[i].0);
        let mut made = Vec::new();
        while let (true, Some(citation)) = (made.len() < MOST, distinct.next()) {
            if seen.insert(&citation.passage_id) {
                made.push(citation.clone());
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation(id: &str) -> Citation {
        Citation { passage_id: id.into(), paper_id: "p".into(), source: "s".into(), locator: "s".into(), page: None }
    }

    #[test]
    fn a_summary_leads_to_its_examples_and_to_no_others() {
        let (a, b) = (citation("a"), citation("b"));
        let examples = Examples::new(
            [
                (&a, "Many elderly volunteers came forward, but had their own health to think of."),
                (&b, "Funding of food parcels was short."),
            ]
            .into_iter(),
        );
        let of = |text| examples.of(text, "p", 0.5).into_iter().map(|c| c.passage_id).collect::<Vec<_>>();
        assert_eq!(of("Elderly volunteers had concerns about their own health."), ["a"]);
        assert!(of("Boards met online and decided quicker.").is_empty());
        let both = "Elderly volunteers had concerns about their own health. However, boards met online in most of the areas that replied and \
                    decided quicker than they had before.";
        assert!(of(both).is_empty());
        let borne_out: Vec<_> = examples.bearing_out(both, "p", 0.5).into_iter().map(|c| c.passage_id).collect();
        assert_eq!(borne_out, ["a"]);
        assert!(examples.of("Elderly volunteers had concerns about their own health.", "q", 0.5).is_empty());
    }
}
