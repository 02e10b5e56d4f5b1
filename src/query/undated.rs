//! Papers without a date that a filter by date leaves out, which nobody sees unless it is said.

use super::advice::Advice;
use super::ast::{FilterKey, Node};
use super::collect::{Words, copies};
use super::compile::Compiler;
use super::error::QueryError;
use super::filter::{Filters, everything, undated};
use super::run::filtered;
use crate::store::{Store, paper_of};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use tantivy::collector::{Collector, DocSetCollector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// What filters by date leave out of a search for want of a date; `None` where they leave out nothing. `asked` is the query that was
/// asked, without the filters beside it, and `node` what it was made of.
pub(super) fn left_out(
    compiler: &mut Compiler<'_>,
    node: Option<&Node>,
    asked: &dyn Query,
    filters: &Filters,
) -> Result<Option<Advice>, QueryError> {
    let store = compiler.store;
    let inside = node.is_some_and(by_date);
    if filters.dates.is_empty() && !inside || all_dated(store)? {
        return Ok(None);
    }
    let mut others: Vec<Box<dyn Query>> = filters.others.iter().map(|filter| filter.box_clone()).collect();
    others.push(undated());
    let mut found = HashSet::new();
    let query = if inside {
        if filters.dates.is_empty() {
            // What one side of an OR finds without a date is not left out.
            found = store.collect(&*filtered(asked.box_clone(), &others), &DocSetCollector)?;
        }
        match node.and_then(without_dates) {
            Some(rest) => compiler.query(&rest, true)?,
            None => everything(),
        }
    } else {
        asked.box_clone()
    };
    let sources = store.source_positions()?.to_vec();
    let (papers, passages) = store.collect(&*filtered(query, &others), &Papers { sources, found: Arc::new(found) })?;
    Ok((passages > 0).then_some(Advice::Undated { papers, passages }))
}

/// Whether a filter by date narrows it.
fn by_date(node: &Node) -> bool {
    match node {
        Node::Filter { key: FilterKey::Date | FilterKey::Since | FilterKey::Until, .. } => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(by_date),
        Node::Filter { .. } | Node::Leaf(_) | Node::Not(_) => false,
    }
}

/// It without the filters by date that narrow it; `None` where every passage meets what is left.
fn without_dates(node: &Node) -> Option<Node> {
    match node {
        one if !by_date(one) => Some(one.clone()),
        Node::And(parts) => {
            let mut left: Vec<Node> = parts.iter().filter_map(without_dates).collect();
            match left.len() {
                0 | 1 => left.pop(),
                _ => Some(Node::And(left)),
            }
        }
        Node::Or(parts) => parts.iter().map(without_dates).collect::<Option<Vec<_>>>().map(Node::Or),
        Node::Filter { .. } | Node::Leaf(_) | Node::Not(_) => None,
    }
}

/// Whether every passage has a date, which costs nothing to know.
fn all_dated(store: &Store) -> Result<bool, QueryError> {
    for segment in store.searcher().segment_readers() {
        let dates = segment.fast_fields().column_opt::<u64>("date_from").map_err(|error| store.failed(&error))?;
        if !dates.is_some_and(|dates| dates.get_cardinality().is_full()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Counts papers and passages, the same words in near-duplicates as one.
struct Papers {
    sources: Vec<Arc<[u32]>>,
    /// What is not counted.
    found: Arc<HashSet<DocAddress>>,
}

/// A paper by its source and its place in it.
type Paper = (u32, u64);

#[derive(Default)]
struct Seen {
    papers: BTreeSet<Paper>,
    passages: u64,
    /// Passages that share their words, each with its number and its paper.
    shared: BTreeMap<Words, (u64, Paper)>,
}

impl Seen {
    fn share(&mut self, number: u64, paper: Paper) {
        let known = self.shared.entry(Words::of(number)).or_insert((number, paper));
        *known = (*known).min((number, paper));
    }
}

struct SegmentPapers {
    segment: SegmentOrdinal,
    found: Arc<HashSet<DocAddress>>,
    sources: Arc<[u32]>,
    record: Option<StrColumn>,
    order: Arc<dyn ColumnValues<u64>>,
    copies: Option<Column<u64>>,
    seen: Seen,
}

impl Collector for Papers {
    type Fruit = (u64, u64);
    type Child = SegmentPapers;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentPapers> {
        Ok(SegmentPapers {
            segment,
            found: Arc::clone(&self.found),
            sources: self.sources.get(segment as usize).cloned().unwrap_or_default(),
            record: reader.fast_fields().str("record")?,
            order: reader.fast_fields().column_first_or_default("order")?,
            copies: copies(reader)?,
            seen: Seen::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Seen>) -> Result<(u64, u64), TantivyError> {
        let mut all = Seen::default();
        for segment in segments {
            all.papers.extend(segment.papers);
            all.passages += segment.passages;
            segment.shared.into_values().for_each(|(number, paper)| all.share(number, paper));
        }
        let passages = all.passages + all.shared.len() as u64;
        all.papers.extend(all.shared.into_values().map(|(_, paper)| paper));
        Ok((all.papers.len() as u64, passages))
    }
}

impl SegmentCollector for SegmentPapers {
    type Fruit = Seen;

    fn collect(&mut self, doc: DocId, _: Score) {
        if self.found.contains(&DocAddress::new(self.segment, doc)) {
            return;
        }
        let record = self.record.as_ref().and_then(|column| column.ords().first(doc));
        let source = record.and_then(|record| self.sources.get(record as usize)).copied().unwrap_or(u32::MAX);
        let paper = (source, paper_of(self.order.get_val(doc)));
        match self.copies.as_ref().and_then(|copies| copies.first(doc)) {
            Some(number) => self.seen.share(number, paper),
            None => {
                self.seen.passages += 1;
                self.seen.papers.insert(paper);
            }
        }
    }

    fn harvest(self) -> Seen {
        self.seen
    }
}

#[cfg(test)]
mod tests {
    use crate::model::date::PartialDate;
    use crate::query::testing::{ask, cites, store};
    use crate::query::{Request, resolve_date, search};
    use crate::store::fixture::Made;

    #[test]
    fn papers_that_a_filter_leaves_out_for_want_of_a_date_are_counted() {
        let row = |text: &'static str| [text, "", "", ""];
        let dated =
            Made::new("a.txt", "A", PartialDate::ymd(2020, 10, 5), &[row("Ferries sailed."), row("Buses too.")]);
        let none = Made::new(
            "b.txt",
            "B",
            None,
            &[row("Ferries sailed in winter."), row("Ferries are boats."), row("Buses.")],
        );
        let copy = Made { name: "c.txt".to_owned(), title: "C".to_owned(), ..none.clone() }.copy_of("b.txt");
        let (_dir, store) = store(&[dated, none, copy, Made::new("d.txt", "D", None, &[row("Ferries sailed.")])]);
        let said = |request: &Request| -> Vec<String> {
            let results = search(&store, request).unwrap();
            results.remarks.iter().map(ToString::to_string).collect()
        };
        let left =
            |what: &str| vec![format!("left out for want of a date: {what}; date:none finds papers without a date")];
        let since = |text: &str| Request { since: resolve_date("2020").ok(), ..ask(text) };
        assert_eq!(said(&since("ferries")), left("3 passages of 2 papers"));
        assert_eq!(said(&since("buses")), left("1 passage of 1 paper"));
        // Where nothing is found too, and for a question.
        assert_eq!(said(&Request { since: resolve_date("2021").ok(), ..ask("winter") }), left("1 passage of 1 paper"));
        assert_eq!(said(&since("What did they say about boats?")), left("1 passage of 1 paper"));
        for text in [
            "ferries date:2020",
            "ferries since:2020",
            "ferries (date:2020 kind:report)",
            "date:2020 ferries date:..2021",
        ] {
            assert_eq!(said(&ask(text)), left("3 passages of 2 papers"), "{text}");
        }
        assert_eq!(said(&ask("date:2020 OR winter")), left("3 passages of 2 papers"));
        for text in ["ferries", "ferries NOT date:2020", "sailed date:none", "trams date:2020"] {
            assert_eq!(said(&ask(text)), Vec::<String>::new(), "{text}");
        }
        assert_eq!(cites(&store, &ask("sailed date:none")).len(), 2);
        assert_eq!(cites(&store, &ask("sailed NOT date:None")).len(), 1);
    }
}
