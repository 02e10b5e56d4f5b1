//! Exact counts and the best hits, in an order that never depends on how the index was built.

use super::several::Least;
use crate::query::Sort;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// What a hit is sorted by, smallest first.
type Rank = [u64; 4];

/// Counts every match and keeps the first ones.
pub(super) struct First {
    pub(super) sort: Sort,
    pub(super) limit: Option<usize>,
    /// See [`Store::source_positions`](crate::store::Store).
    pub(super) sources: Vec<Arc<[u32]>>,
    /// What the query is told of the scores that are still wanted.
    pub(super) least: Arc<Least>,
}

/// The first hits with their scores, in order, and the number of all.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) total: u64,
    pub(super) hits: Vec<(Score, DocAddress)>,
}

/// A hit with its rank; the score goes along as bits.
type Ranked = (Rank, u32, DocAddress);

pub(super) struct SegmentFirst {
    segment: SegmentOrdinal,
    limit: usize,
    columns: Columns,
    total: u64,
    best: BinaryHeap<Ranked>,
    /// The lowest score that can still be among the first; what is below it needs no rank.
    least: Arc<Least>,
}

/// What the ranks of a segment's passages are read from.
enum Columns {
    Relevance { passage: Arc<dyn ColumnValues<u64>> },
    Source(Box<Place>),
}

/// Where a passage stands in the order of sources.
struct Place {
    sources: Arc<[u32]>,
    record: Option<StrColumn>,
    order: Arc<dyn ColumnValues<u64>>,
    passage: Arc<dyn ColumnValues<u64>>,
    /// Dates, where they come first.
    date: Option<Column<u64>>,
}

impl Place {
    fn rank(&self, doc: DocId) -> Rank {
        let date = self.date.as_ref().map(|date| date.first(doc).unwrap_or(0));
        let record = self.record.as_ref().and_then(|column| column.ords().first(doc));
        let source = record.and_then(|record| self.sources.get(record as usize)).copied().unwrap_or(u32::MAX);
        let date = date.map_or(0, |date| u64::MAX - date);
        [date, u64::from(source), self.order.get_val(doc), self.passage.get_val(doc)]
    }
}

impl Columns {
    fn rank(&self, doc: DocId, score: Score) -> Rank {
        match self {
            // Scores are never negative, so their bits sort as they do.
            Columns::Relevance { passage } => [u64::MAX - u64::from(score.to_bits()), passage.get_val(doc), 0, 0],
            Columns::Source(place) => place.rank(doc),
        }
    }
}

impl Collector for First {
    type Fruit = Found;
    type Child = SegmentFirst;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentFirst> {
        let fast = reader.fast_fields();
        let passage = fast.column_first_or_default("passage")?;
        let columns = match self.sort {
            Sort::Relevance => Columns::Relevance { passage },
            Sort::Date | Sort::Source => Columns::Source(Box::new(Place {
                sources: self.sources.get(segment as usize).cloned().unwrap_or_default(),
                record: fast.str("record")?,
                order: fast.column_first_or_default("order")?,
                passage,
                date: if self.sort == Sort::Date { fast.column_opt("date_from")? } else { None },
            })),
        };
        let limit = self.limit.unwrap_or(usize::MAX);
        Ok(SegmentFirst { segment, limit, columns, total: 0, best: BinaryHeap::new(), least: Arc::clone(&self.least) })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<(u64, Vec<Ranked>)>) -> Result<Found, TantivyError> {
        let mut all = Vec::new();
        let mut total = 0;
        for (matches, best) in segments {
            total += matches;
            all.extend(best);
        }
        all.sort_unstable();
        all.truncate(self.limit.unwrap_or(usize::MAX));
        let hits = all.into_iter().map(|(_, score, address)| (Score::from_bits(score), address)).collect();
        Ok(Found { total, hits })
    }
}

impl SegmentCollector for SegmentFirst {
    type Fruit = (u64, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.limit == 0 {
            return;
        }
        let score = score.max(0.0);
        if score < self.least.get() {
            return;
        }
        let ranked = (self.columns.rank(doc, score), score.to_bits(), DocAddress::new(self.segment, doc));
        if self.best.len() < self.limit {
            self.best.push(ranked);
        } else if let Some(mut last) = self.best.peek_mut()
            && ranked < *last
        {
            *last = ranked;
        }
        if matches!(self.columns, Columns::Relevance { .. })
            && self.best.len() == self.limit
            && let Some((_, last, _)) = self.best.peek()
        {
            self.least.raise(Score::from_bits(*last));
        }
    }

    fn harvest(self) -> (u64, Vec<Ranked>) {
        (self.total, self.best.into_vec())
    }
}
