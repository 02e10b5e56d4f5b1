//! Passages that have any of several words, best those that have most of them.
//!
//! BM25 alone adds up words: a heading that repeats one rare word outranks a paragraph that has five of the query. Here the sum is
//! multiplied by the share of the query that a passage covers, each word weighted by its rarity, and by a factor that keeps
//! fragments of two or three words from winning by their shortness. Words that stand together in the query and in the passage
//! add to it. The factors were set by their meaning before the judged queries of `tests/data/queries.tsv` were first run; the
//! figures are in `benches/README.md`.

use super::rounded::round;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// What a word that stands in a heading or a title alone covers of the query.
const AROUND: Score = 0.6;
/// Words of a passage at which shortness takes half of its score.
const SHORT: Score = 3.0;

/// One word of the query.
#[derive(Debug)]
pub(super) struct Part {
    /// The word in the passage itself.
    pub(super) own: Box<dyn Query>,
    /// The word in what surrounds the passage.
    pub(super) around: Box<dyn Query>,
    /// Its share of the query's meaning.
    pub(super) worth: Score,
}

/// See the module.
#[derive(Debug)]
pub(super) struct AnyOf {
    pub(super) parts: Vec<Part>,
    /// Pairs of words that stand together; they add to a score and match nothing by themselves.
    pub(super) together: Vec<Box<dyn Query>>,
    /// The field whose length is the passage's.
    pub(super) length: Field,
}

impl Clone for AnyOf {
    fn clone(&self) -> AnyOf {
        let part = |p: &Part| Part { own: p.own.box_clone(), around: p.around.box_clone(), worth: p.worth };
        AnyOf {
            parts: self.parts.iter().map(part).collect(),
            together: self.together.iter().map(|query| query.box_clone()).collect(),
            length: self.length,
        }
    }
}

impl Query for AnyOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            parts.push((part.own.weight(scoring)?, part.around.weight(scoring)?, part.worth));
        }
        let together = self.together.iter().map(|query| query.weight(scoring)).collect::<Result<_, _>>()?;
        Ok(Box::new(AnyOfWeight { parts, together, length: self.length, scored: scoring.is_scoring_enabled() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.own.query_terms(visitor));
    }
}

/// A word in the passage, in what surrounds it, and what it is worth.
type Word<T> = (Box<T>, Box<T>, Score);

struct AnyOfWeight {
    parts: Vec<Word<dyn Weight>>,
    together: Vec<Box<dyn Weight>>,
    length: Field,
    scored: bool,
}

impl Weight for AnyOfWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for (own, around, worth) in &self.parts {
            let around: Box<dyn Scorer> =
                if self.scored { around.scorer(reader, boost)? } else { Box::new(EmptyScorer) };
            parts.push((own.scorer(reader, boost)?, around, *worth));
        }
        let bonus: &[Box<dyn Weight>] = if self.scored { &self.together } else { &[] };
        let together = bonus.iter().map(|weight| weight.scorer(reader, boost)).collect::<Result<_, _>>()?;
        let whole = parts.iter().map(|(_, _, worth)| worth).sum::<Score>().max(Score::MIN_POSITIVE);
        let doc = parts.iter().map(|(own, ..)| own.doc()).min().unwrap_or(TERMINATED);
        let lengths = reader.get_fieldnorms_reader(self.length)?;
        Ok(Box::new(AnyOfScorer { parts, together, whole, lengths, doc }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new_with_string("any of the words".to_owned(), 0.0))
    }
}

struct AnyOfScorer {
    parts: Vec<Word<dyn Scorer>>,
    together: Vec<Box<dyn Scorer>>,
    whole: Score,
    lengths: FieldNormReader,
    doc: DocId,
}

impl AnyOfScorer {
    fn settle(&mut self) -> DocId {
        self.doc = self.parts.iter().map(|(own, ..)| own.doc()).min().unwrap_or(TERMINATED);
        self.doc
    }
}

impl DocSet for AnyOfScorer {
    fn advance(&mut self) -> DocId {
        for (own, ..) in &mut self.parts {
            if own.doc() == self.doc {
                own.advance();
            }
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (own, ..) in &mut self.parts {
            if own.doc() < target {
                own.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().map(|(own, ..)| own.size_hint()).max().unwrap_or(0)
    }
}

/// The score that a scorer gives a document; `None` where it does not match.
fn at(scorer: &mut dyn Scorer, doc: DocId) -> Option<Score> {
    if scorer.doc() < doc {
        scorer.seek(doc);
    }
    (scorer.doc() == doc).then(|| scorer.score())
}

impl Scorer for AnyOfScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let (mut sum, mut covered) = (0.0, 0.0);
        for (own, around, worth) in &mut self.parts {
            let near = at(around.as_mut(), doc);
            let here = (own.doc() == doc).then(|| own.score());
            sum += here.unwrap_or(0.0) + near.unwrap_or(0.0);
            covered += match (here, near) {
                (Some(_), _) => *worth,
                (None, Some(_)) => *worth * AROUND,
                (None, None) => 0.0,
            };
        }
        for pair in &mut self.together {
            sum += at(pair.as_mut(), doc).unwrap_or(0.0);
        }
        let words = self.lengths.fieldnorm(doc) as Score;
        round(sum * (covered / self.whole) * (words / (words + SHORT)))
    }
}
