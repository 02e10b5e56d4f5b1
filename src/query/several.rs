//! Passages with all or with any of several words.
//!
//! With any of them, BM25 alone adds up words: a heading that repeats one rare word outranks a paragraph that has five of the query.
//! There the sum is multiplied by the share of the query that a passage covers, each word weighted by its rarity, and by a factor
//! that keeps fragments of two or three words from winning by their shortness. Words that stand together in the query and in the
//! passage add to it. The factors were set by their meaning before the judged queries of `tests/data/queries.tsv` were first run;
//! the figures are in `benches/README.md`.
//!
//! Of a common word's passages hardly any is among the first. What a passage can reach is known from its rarest figures, so one that
//! cannot reach the last of the first ones any more is counted, and its score is not worked out.

use super::place::{Place, Prepared};
use super::scorer::{SeveralScorer, Word};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader};

/// The lowest score that is still among the first, told by what collects to what scores. A score of zero stands for any below it.
#[derive(Debug, Default)]
pub(super) struct Least(AtomicU32);

impl Least {
    /// So many hits as are wanted have this score or more.
    pub(super) fn raise(&self, score: Score) {
        // Scores are never negative, so their bits sort as they do.
        self.0.fetch_max(score.to_bits(), Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> Score {
        Score::from_bits(self.0.load(Ordering::Relaxed))
    }
}

/// One word of the query.
#[derive(Clone)]
pub(super) struct Part {
    /// The word in the passage itself.
    pub(super) own: Vec<Place>,
    /// The word in what surrounds the passage.
    pub(super) around: Vec<Place>,
    /// What adds to the score of a passage that has the word, and matches nothing more.
    pub(super) extra: Vec<Place>,
    /// Its share of the query's meaning.
    pub(super) worth: Score,
}

/// Two words of the query that stand together; they add to a score and match nothing by themselves.
#[derive(Clone)]
pub(super) struct Pair {
    /// Position of the first of them.
    pub(super) first: usize,
    /// Both together.
    pub(super) place: Place,
}

/// How many of the words a passage must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Each in itself or in what surrounds it, and one in itself at least. The score is the sum.
    All,
    /// One in itself at least. The score is the sum.
    Sum,
    /// One in itself at least. The score is what the module says.
    Any,
}

/// See the module. Nothing else may add to its score where it is told the least.
#[derive(Clone)]
pub(super) struct Several {
    pub(super) parts: Vec<Part>,
    pub(super) rule: Rule,
    pub(super) together: Vec<Pair>,
    /// The field whose length is the passage's.
    pub(super) length: Field,
    pub(super) least: Arc<Least>,
}

impl fmt::Debug for Several {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {} words", self.rule, self.parts.len())
    }
}

impl Query for Several {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let prepare =
            |places: &[Place]| places.iter().map(|place| place.prepare(scoring)).collect::<tantivy::Result<Vec<_>>>();
        let mut words = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let (own, around, extra) = (prepare(&part.own)?, prepare(&part.around)?, prepare(&part.extra)?);
            words.push(PreparedPart { own, around, extra, worth: part.worth });
        }
        let mut together = Vec::with_capacity(self.together.len());
        for pair in &self.together {
            together.push((pair.first, pair.place.prepare(scoring)?));
        }
        Ok(Box::new(SeveralWeight {
            words,
            rule: self.rule,
            together,
            length: self.length,
            scored: scoring.is_scoring_enabled(),
            least: Arc::clone(&self.least),
        }))
    }
}

struct PreparedPart {
    own: Vec<Prepared>,
    around: Vec<Prepared>,
    extra: Vec<Prepared>,
    worth: Score,
}

struct SeveralWeight {
    words: Vec<PreparedPart>,
    rule: Rule,
    together: Vec<(usize, Prepared)>,
    length: Field,
    scored: bool,
    least: Arc<Least>,
}

impl Weight for SeveralWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        // A query that is multiplied as a whole would be another scale than that of the least.
        debug_assert!(boost == 1.0 || self.least.get() == 0.0, "nothing multiplies a part of a query");
        let lists = |places: &[Prepared], wanted: bool| {
            let wanted = places.iter().filter(|_| wanted);
            wanted.map(|place| place.list(reader, self.scored)).collect::<tantivy::Result<Vec<_>>>()
        };
        // What surrounds a passage matters to what matches where all words are asked for, and to the score.
        let surrounded = self.scored || self.rule == Rule::All && self.words.len() > 1;
        let mut words = Vec::with_capacity(self.words.len());
        for part in &self.words {
            let own = lists(&part.own, true)?;
            let (around, extra) = (lists(&part.around, surrounded)?, lists(&part.extra, self.scored)?);
            words.push(Word::new(own, around, extra, part.worth));
        }
        let mut together = Vec::new();
        for (first, pair) in self.together.iter().filter(|_| self.scored) {
            together.push((*first, pair.list(reader, true)?));
        }
        let lengths = reader.get_fieldnorms_reader(self.length)?;
        let least = self.scored.then(|| Arc::clone(&self.least));
        Ok(Box::new(SeveralScorer::new(words, self.rule, together, lengths, least)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new_with_string("several words".to_owned(), 0.0))
    }
}
