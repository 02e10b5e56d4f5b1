//! Exact counts and the best hits, in an order that never depends on how the index was built.
//!
//! Passages of near-duplicate papers that have the same words count as one: a match with the best rank among those that match stands
//! for all, the original for its copies where they rank alike. A copy that matches where its original does not, as by a filter, counts by
//! itself, so that nothing is lost and each figure is what the same search with one more filter gives.

use super::several::Least;
use crate::query::Sort;
use std::collections::{BTreeMap, BinaryHeap};
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

/// The words that passages of near-duplicate papers share, by a number; see [`Words::of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Words(u64);

impl Words {
    /// The words of a passage by the number in its column, whose last bit tells a copy from the original.
    pub(super) fn of(number: u64) -> Words {
        Words(number & !1)
    }

    /// The numbers that passages with these words have.
    pub(super) fn numbers(self) -> [u64; 2] {
        [self.0, self.0 | 1]
    }
}

/// A hit: its score, where it is, and its words where a near-duplicate can share them.
pub(super) type Placed = (Score, DocAddress, Option<Words>);

/// What a query found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Matches whose words no near-duplicate can share.
    pub(super) single: u64,
    /// The other matches, by their words.
    pub(super) shared: BTreeMap<Words, Vec<DocAddress>>,
    /// The first hits, in order.
    pub(super) hits: Vec<Placed>,
}

impl Found {
    /// The number of all matches, those with the same words in near-duplicates counted as one.
    pub(super) fn total(&self) -> u64 {
        self.single + self.shared.len() as u64
    }

    /// Matches that are folded into others.
    pub(super) fn folded(&self) -> u64 {
        self.shared.values().map(|places| places.len() as u64 - 1).sum()
    }
}

/// A hit with its rank; the score goes along as bits.
type Ranked = (Rank, u32, DocAddress);

/// A match whose words a near-duplicate can share, with the number in its column.
type Shared = (u64, Ranked);

pub(super) struct SegmentFirst {
    segment: SegmentOrdinal,
    limit: usize,
    columns: Columns,
    copies: Option<Column<u64>>,
    single: u64,
    shared: Vec<Shared>,
    best: BinaryHeap<Ranked>,
    /// The lowest score that can still be among the first; what is below it needs no rank.
    least: Arc<Least>,
}

/// What the ranks of a segment's passages are read from: what comes first, and where the passage stands in the order of sources.
struct Columns {
    by_score: bool,
    /// Dates, where they come first.
    date: Option<Column<u64>>,
    sources: Arc<[u32]>,
    record: Option<StrColumn>,
    order: Arc<dyn ColumnValues<u64>>,
    passage: Arc<dyn ColumnValues<u64>>,
}

impl Columns {
    fn rank(&self, doc: DocId, score: Score) -> Rank {
        let first = match &self.date {
            // Scores are never negative, so their bits sort as they do.
            _ if self.by_score => u64::MAX - u64::from(score.to_bits()),
            Some(date) => u64::MAX - date.first(doc).unwrap_or(0),
            None => 0,
        };
        let record = self.record.as_ref().and_then(|column| column.ords().first(doc));
        let source = record.and_then(|record| self.sources.get(record as usize)).copied().unwrap_or(u32::MAX);
        [first, u64::from(source), self.order.get_val(doc), self.passage.get_val(doc)]
    }
}

/// The column that tells which passages can share their words with others; `None` where no passage of the segment can.
pub(super) fn copies(reader: &SegmentReader) -> tantivy::Result<Option<Column<u64>>> {
    reader.fast_fields().column_opt("copies")
}

impl Collector for First {
    type Fruit = Found;
    type Child = SegmentFirst;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentFirst> {
        let fast = reader.fast_fields();
        let columns = Columns {
            by_score: self.sort == Sort::Relevance,
            date: if self.sort == Sort::Date { fast.column_opt("date_from")? } else { None },
            sources: self.sources.get(segment as usize).cloned().unwrap_or_default(),
            record: fast.str("record")?,
            order: fast.column_first_or_default("order")?,
            passage: fast.column_first_or_default("passage")?,
        };
        Ok(SegmentFirst {
            segment,
            limit: self.limit.unwrap_or(usize::MAX),
            columns,
            copies: copies(reader)?,
            single: 0,
            shared: Vec::new(),
            best: BinaryHeap::new(),
            least: Arc::clone(&self.least),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<(u64, Vec<Shared>, Vec<Ranked>)>) -> Result<Found, TantivyError> {
        let mut found = Found::default();
        let (mut all, mut shared) = (Vec::new(), Vec::new());
        for (single, of_segment, best) in segments {
            found.single += single;
            shared.extend(of_segment);
            all.extend(best.into_iter().map(|ranked| (ranked, None)));
        }
        // The original comes before a copy of the same score or date.
        shared.sort_unstable_by_key(|(number, ranked)| (ranked.0[0], number & 1, *ranked));
        for (number, ranked) in shared {
            let words = Words::of(number);
            let places = found.shared.entry(words).or_default();
            if places.is_empty() && self.limit != Some(0) {
                all.push((ranked, Some(words)));
            }
            places.push(ranked.2);
        }
        all.sort_unstable();
        all.truncate(self.limit.unwrap_or(usize::MAX));
        let hit = |((_, score, address), words)| (Score::from_bits(score), address, words);
        found.hits = all.into_iter().map(hit).collect();
        Ok(found)
    }
}

impl SegmentCollector for SegmentFirst {
    type Fruit = (u64, Vec<Shared>, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        let score = score.max(0.0);
        let address = DocAddress::new(self.segment, doc);
        if let Some(number) = self.copies.as_ref().and_then(|copies| copies.first(doc)) {
            // Whichever of those with the same words stands for them is known when all are.
            let rank = if self.limit == 0 { Rank::default() } else { self.columns.rank(doc, score) };
            self.shared.push((number, (rank, score.to_bits(), address)));
            return;
        }
        self.single += 1;
        if self.limit == 0 || score < self.least.get() {
            return;
        }
        let ranked = (self.columns.rank(doc, score), score.to_bits(), address);
        if self.best.len() < self.limit {
            self.best.push(ranked);
        } else if let Some(mut last) = self.best.peek_mut()
            && ranked < *last
        {
            *last = ranked;
        }
        if self.columns.by_score
            && self.best.len() == self.limit
            && let Some((_, last, _)) = self.best.peek()
        {
            self.least.raise(Score::from_bits(*last));
        }
    }

    fn harvest(self) -> (u64, Vec<Shared>, Vec<Ranked>) {
        (self.single, self.shared, self.best.into_vec())
    }
}
