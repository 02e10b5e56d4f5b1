//! Scores whose sums do not depend on their order.
//!
//! Floating-point sums change in their last bits with the order of the summands, and the full-text index adds in an order that
//! depends on its segments. Each summand is therefore rounded to a multiple of 1/4096: such sums are exact in 32 bits up to 4096,
//! so the same passage has the same score, bit for bit, after any history of builds.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

const STEP: Score = 4096.0;

/// A score as the nearest multiple whose sums are exact. Scores are never negative, so cutting off is rounding down, which takes
/// one instruction where the mathematical function takes a call.
pub(super) fn round(score: Score) -> Score {
    (score * STEP + 0.5) as u32 as Score / STEP
}

/// A query whose scores are multiplied and then rounded.
#[derive(Debug)]
pub(super) struct Rounded {
    query: Box<dyn Query>,
    boost: Score,
}

impl Rounded {
    pub(super) fn boxed(query: impl Query, boost: Score) -> Box<dyn Query> {
        Box::new(Rounded { query: Box::new(query), boost })
    }
}

impl Clone for Rounded {
    fn clone(&self) -> Rounded {
        Rounded { query: self.query.box_clone(), boost: self.boost }
    }
}

impl Query for Rounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RoundedWeight { weight: self.query.weight(scoring)?, boost: self.boost }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct RoundedWeight {
    weight: Box<dyn Weight>,
    boost: Score,
}

impl Weight for RoundedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.weight.scorer(reader, boost * self.boost)?;
        // The index looks for empty scorers by their type to leave whole segments out.
        if scorer.is::<EmptyScorer>() { Ok(scorer) } else { Ok(Box::new(RoundedScorer(scorer))) }
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.weight.count(reader)
    }
}

struct RoundedScorer(Box<dyn Scorer>);

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.0.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.0.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        round(self.0.score())
    }
}
