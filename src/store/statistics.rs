//! The figures that BM25 rests on, counted over passages that are alive.
//!
//! Tantivy's own figures count deleted documents until a merge drops them, and estimate lengths when one does, so the same
//! corpus would rank differently after another history of builds. These depend on the living documents alone.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// Sums of the lengths of each field, made at first need.
#[derive(Debug, Default)]
pub(super) struct Lengths(Mutex<BTreeMap<u32, u64>>);

/// The figures of one view of the index.
pub(crate) struct LiveStatistics<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) lengths: &'a Lengths,
}

impl Bm25StatisticsProvider for LiveStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let mut known = self.lengths.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = known.get(&field.field_id()) {
            return Ok(*sum);
        }
        let mut sum = 0;
        for segment in self.searcher.segment_readers() {
            // A field whose lengths are not kept counts as one word everywhere.
            let Some(norms) = segment.fieldnorms_readers().get_field(field)? else {
                sum += u64::from(segment.num_docs());
                continue;
            };
            sum += segment.doc_ids_alive().map(|doc| u64::from(norms.fieldnorm(doc))).sum::<u64>();
        }
        known.insert(field.field_id(), sum);
        Ok(sum)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut sum = 0;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(term.field())?;
            sum += match segment.alive_bitset() {
                None => u64::from(inverted.doc_freq(term)?),
                Some(alive) => match inverted.read_postings(term, IndexRecordOption::Basic)? {
                    Some(postings) => u64::from(postings.doc_freq_given_deletes(alive)),
                    None => 0,
                },
            };
        }
        Ok(sum)
    }
}
