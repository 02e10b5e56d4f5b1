//! Words near each other, in any order, with no more than so many others between them.
//!
//! The library's own phrases with gaps charge two words for one pair that is turned round, and keep every way to fill the gaps:
//! fifteen times the word "the" took half a gigabyte. Here the places of all words are gone through once, in order.

use std::collections::BTreeMap;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// The words of one field that must stand near each other, one at least.
#[derive(Debug, Clone)]
pub(super) struct Near {
    /// Each word with how often it is wanted.
    words: BTreeMap<Term, u32>,
    /// Most other words between them.
    apart: u32,
}

impl Near {
    pub(super) fn new(words: impl IntoIterator<Item = Term>, apart: u32) -> Near {
        Near { words: counted(words), apart }
    }
}

/// How often each of these is among them.
pub(super) fn counted<T: Ord>(words: impl IntoIterator<Item = T>) -> BTreeMap<T, u32> {
    let mut out = BTreeMap::new();
    words.into_iter().for_each(|word| *out.entry(word).or_default() += 1);
    out
}

/// The shortest runs of places with every word as often as it is wanted and no more than `apart` others between: positions in
/// `places` of the first and the last. A place is a position in a text, in order, with the number of the word that stands there.
pub(super) fn runs(places: &[(u32, usize)], wanted: &[u32], apart: u32) -> Vec<(usize, usize)> {
    let longest = wanted.iter().sum::<u32>().saturating_add(apart);
    let (mut have, mut missing) = (vec![0; wanted.len()], wanted.len());
    let (mut first, mut out) = (0, Vec::new());
    for (last, (end, word)) in places.iter().enumerate() {
        have[*word] += 1;
        missing -= usize::from(have[*word] == wanted[*word]);
        while missing == 0 {
            let (start, word) = places[first];
            have[word] -= 1;
            if have[word] < wanted[word] {
                missing += 1;
                if end - start < longest {
                    out.push((first, last));
                }
            }
            first += 1;
        }
    }
    out
}

impl Query for Near {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let similarity = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let terms: Vec<Term> = self.words.keys().cloned().collect();
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(NearWeight { near: self.clone(), similarity }))
    }
}

struct NearWeight {
    near: Near,
    similarity: Option<Bm25Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut words = Vec::with_capacity(self.near.words.len());
        let mut lengths = None;
        for term in self.near.words.keys() {
            let inverted = reader.inverted_index(term.field())?;
            match inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(postings) => words.push(postings),
                None => return Ok(Box::new(EmptyScorer)),
            }
            lengths = reader.fieldnorms_readers().get_field(term.field())?;
        }
        let mut scorer = NearScorer {
            words,
            wanted: self.near.words.values().copied().collect(),
            apart: self.near.apart,
            similarity: self.similarity.as_ref().map(|similarity| similarity.boost_by(boost)),
            lengths: lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            doc: 0,
            times: 0,
            places: Vec::new(),
            read: Vec::new(),
        };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new_with_string("words near each other".to_owned(), 0.0))
    }
}

struct NearScorer {
    words: Vec<SegmentPostings>,
    /// How often each word is wanted.
    wanted: Vec<u32>,
    apart: u32,
    similarity: Option<Bm25Weight>,
    lengths: FieldNormReader,
    doc: DocId,
    /// How often they stand near each other in it.
    times: u32,
    places: Vec<(u32, usize)>,
    /// Positions of one word.
    read: Vec<u32>,
}

impl NearScorer {
    /// The first match from `doc` on.
    fn settle(&mut self, mut doc: DocId) -> DocId {
        loop {
            let reached = self.words.iter_mut().map(|word| if word.doc() < doc { word.seek(doc) } else { word.doc() });
            match reached.max().unwrap_or(TERMINATED) {
                TERMINATED => {
                    self.doc = TERMINATED;
                    return TERMINATED;
                }
                farther if farther > doc => doc = farther,
                _ => {
                    self.times = self.times();
                    if self.times > 0 {
                        self.doc = doc;
                        return doc;
                    }
                    doc += 1;
                }
            }
        }
    }

    fn times(&mut self) -> u32 {
        self.places.clear();
        for (word, postings) in self.words.iter_mut().enumerate() {
            postings.positions(&mut self.read);
            self.places.extend(self.read.iter().map(|at| (*at, word)));
        }
        self.places.sort_unstable();
        runs(&self.places, &self.wanted, self.apart).len() as u32
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.settle(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self.doc {
            doc if doc >= target => doc,
            _ if target == TERMINATED => {
                self.doc = TERMINATED;
                TERMINATED
            }
            _ => self.settle(target),
        }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.words.iter().map(SegmentPostings::size_hint).min().unwrap_or(0)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        let length = self.lengths.fieldnorm_id(self.doc);
        self.similarity.as_ref().map_or(0.0, |similarity| similarity.score(length, self.times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_shortest_and_in_any_order() {
        let places = [(0, 0), (2, 1), (3, 0), (20, 1)];
        assert_eq!(runs(&places, &[1, 1], 1), [(0, 1), (1, 2)]);
        assert_eq!(runs(&places, &[1, 1], 0), [(1, 2)]);
        assert_eq!(runs(&places, &[1, 1], 16), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(runs(&places, &[2, 1], 1), [(0, 2)]);
        assert_eq!(runs(&places, &[3, 1], 100), []);
        assert_eq!(runs(&[], &[1], 5), []);
    }
}
