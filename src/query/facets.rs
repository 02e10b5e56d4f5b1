//! How many of the passages that match have each theme, area, challenge, strength, kind of paper, issuing body and year.

use super::collect::{Words, copies};
use super::filter::UNDATED;
use super::resolve::shown_before;
use crate::model::codebook::{Codebook, Facet};
use crate::util::text::name_key;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// The passages with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The value, as a filter takes it.
    pub value: String,
    /// What people call it.
    pub label: String,
    /// Passages that match and have it.
    pub passages: u64,
}

/// Counts of the passages that match, each list from the most to the least, then by value. Each count is what the same search
/// with the value as one more filter gives as its total (a year as `date:2021`, undated papers as `date:none`); the same words in
/// near-duplicate papers count as one in both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By theme.
    pub themes: Vec<FacetCount>,
    /// By area.
    pub areas: Vec<FacetCount>,
    /// By challenge.
    pub challenges: Vec<FacetCount>,
    /// By strength.
    pub strengths: Vec<FacetCount>,
    /// By kind of paper.
    pub kinds: Vec<FacetCount>,
    /// By the body that issued the paper.
    pub bodies: Vec<FacetCount>,
    /// By year of the paper's date.
    pub years: Vec<FacetCount>,
}

impl Facets {
    /// Each list under the name of its filter.
    pub fn lists(&self) -> [(&'static str, &[FacetCount]); 7] {
        [
            ("theme", &self.themes),
            ("area", &self.areas),
            ("challenge", &self.challenges),
            ("strength", &self.strengths),
            ("kind", &self.kinds),
            ("issuer", &self.bodies),
            ("year", &self.years),
        ]
    }
}

/// The fields that are counted, in the order of [`Facets::lists`] without the year.
const FIELDS: [&str; 6] = ["theme", "place", "challenge", "strength", "kind", "issuer"];

/// Passages with one value.
#[derive(Debug, Default)]
struct Tally {
    /// Those whose words no near-duplicate can share.
    single: u64,
    /// The words of the others, some more than once.
    shared: Vec<Words>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.single += other.single;
        self.shared.extend(other.shared);
    }

    /// How many there are, those with the same words in near-duplicates counted as one.
    fn count(mut self) -> u64 {
        self.shared.sort_unstable();
        self.shared.dedup();
        self.single + self.shared.len() as u64
    }
}

/// Tallies by value.
type Tallies = BTreeMap<String, Tally>;

/// Tallies for each field and then for years, passages of undated papers under [`UNDATED`].
#[derive(Debug, Default)]
pub(super) struct Counts([Tallies; FIELDS.len()], Tallies);

impl Counts {
    /// The counts with their labels.
    pub(super) fn facets(self, codebook: &Codebook) -> Facets {
        let Counts([themes, areas, challenges, strengths, kinds, bodies], years) = self;
        let of = |facet| move |id: &str| codebook.label(facet, id).to_owned();
        let own = |value: &str| value.to_owned();
        let mut years = list(years, &|year| if year == UNDATED { "undated".to_owned() } else { year.to_owned() });
        // The newest first, and what has no year last.
        years.sort_by(|a, b| (a.value == UNDATED).cmp(&(b.value == UNDATED)).then_with(|| b.value.cmp(&a.value)));
        Facets {
            themes: list(themes, &of(Facet::Theme)),
            areas: list(areas, &|code| codebook.area_name(code).to_owned()),
            challenges: list(challenges, &of(Facet::Challenge)),
            strengths: list(strengths, &of(Facet::Strength)),
            kinds: list(kinds, &own),
            bodies: list(one_spelling(bodies), &own),
            years,
        }
    }
}

fn list(tallies: Tallies, label: &dyn Fn(&str) -> String) -> Vec<FacetCount> {
    let counted = tallies.into_iter().map(|(value, tally)| (value, tally.count())).filter(|(_, count)| *count > 0);
    let mut out: Vec<FacetCount> =
        counted.map(|(value, passages)| FacetCount { label: label(&value), value, passages }).collect();
    out.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.value.cmp(&b.value)));
    out
}

/// Names that differ in case and punctuation alone, under one of them.
fn one_spelling(tallies: Tallies) -> Tallies {
    let mut names: BTreeMap<String, (String, Tally)> = BTreeMap::new();
    for (name, tally) in tallies {
        match names.entry(name_key(&name)) {
            Entry::Vacant(entry) => {
                entry.insert((name, tally));
            }
            Entry::Occupied(mut entry) => {
                let (known, sum) = entry.get_mut();
                sum.add(tally);
                if shown_before(&name, known) {
                    *known = name;
                }
            }
        }
    }
    names.into_values().collect()
}

/// Counts while passages are collected.
pub(super) struct Counter;

pub(super) struct SegmentCounter {
    columns: Vec<Option<StrColumn>>,
    /// By the value's position in the segment's dictionary.
    counts: Vec<Vec<u64>>,
    date: Option<Column<u64>>,
    /// Passages by the number of their paper's year.
    years: Vec<u64>,
    /// Passages of undated papers.
    undated: u64,
    /// Tells which passages share their words with others.
    copies: Option<Column<u64>>,
    /// Those passages, with their words.
    shared: Vec<(DocId, Words)>,
    /// Passages that wait to be counted together, which reads each column in one go.
    waiting: Vec<DocId>,
    rows: Rows,
}

/// Room for the values of the passages that are counted together.
#[derive(Default)]
struct Rows {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Rows {
    /// The values that a column has for these passages.
    fn of(&mut self, column: &Column<u64>, docs: &[DocId]) -> &[u64] {
        self.docs.clear();
        self.rows.clear();
        column.row_ids_for_docs(docs, &mut self.docs, &mut self.rows);
        self.values.clear();
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
        &self.values
    }
}

/// Passages that are counted together.
const TOGETHER: usize = 1024;

/// Years that can be told: those of four digits.
const YEARS: usize = 10_000;

/// What the number of a day is divided by to give its year.
const DAYS: usize = 10_000;

/// Counts of a segment, or what kept them from being named.
type Named = Result<Counts, TantivyError>;

impl Collector for Counter {
    type Fruit = Counts;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let fast = reader.fast_fields();
        let columns = FIELDS.iter().map(|field| fast.str(field)).collect::<Result<Vec<_>, _>>()?;
        let counts = columns.iter().map(|c| vec![0; c.as_ref().map_or(0, |column| column.num_terms())]).collect();
        let date = fast.column_opt("date_from")?;
        let years = vec![0; if date.is_some() { YEARS } else { 0 }];
        Ok(SegmentCounter {
            columns,
            counts,
            date,
            years,
            undated: 0,
            copies: copies(reader)?,
            shared: Vec::new(),
            waiting: Vec::with_capacity(TOGETHER),
            rows: Rows::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Named>) -> Result<Counts, TantivyError> {
        let mut all = Counts::default();
        for segment in segments {
            let Counts(fields, years) = segment?;
            for (sum, counts) in all.0.iter_mut().chain([&mut all.1]).zip(fields.into_iter().chain([years])) {
                counts.into_iter().for_each(|(value, tally)| sum.entry(value).or_default().add(tally));
            }
        }
        Ok(all)
    }
}

impl SegmentCounter {
    fn count(&mut self) {
        for (column, counts) in self.columns.iter().zip(&mut self.counts) {
            let Some(column) = column else { continue };
            for ordinal in self.rows.of(column.ords(), &self.waiting) {
                if let Some(count) = counts.get_mut(*ordinal as usize) {
                    *count += 1;
                }
            }
        }
        let mut dated = 0;
        if let Some(date) = &self.date {
            for day in self.rows.of(date, &self.waiting) {
                dated += 1;
                if let Some(count) = self.years.get_mut(*day as usize / DAYS) {
                    *count += 1;
                }
            }
        }
        self.undated += self.waiting.len() as u64 - dated;
        self.waiting.clear();
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = Named;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let Some(number) = self.copies.as_ref().and_then(|copies| copies.first(doc)) {
            self.shared.push((doc, Words::of(number)));
            return;
        }
        self.waiting.push(doc);
        if self.waiting.len() == TOGETHER {
            self.count();
        }
    }

    fn harvest(mut self) -> Named {
        self.count();
        let mut out = Counts::default();
        let years = (0..).zip(&self.years).map(|(year, count)| (year_of(year), *count));
        for (year, single) in years.chain([(UNDATED.to_owned(), self.undated)]).filter(|(_, count)| *count > 0) {
            out.1.insert(year, Tally { single, shared: Vec::new() });
        }
        for (doc, words) in &self.shared {
            let day = self.date.as_ref().and_then(|date| date.first(*doc));
            let year = day.map_or_else(|| UNDATED.to_owned(), |day| year_of(day / DAYS as u64));
            out.1.entry(year).or_default().shared.push(*words);
        }
        for ((column, counts), named) in self.columns.iter().zip(&self.counts).zip(&mut out.0) {
            let Some(column) = column else { continue };
            let mut shared: BTreeMap<u64, Vec<Words>> = BTreeMap::new();
            for (doc, words) in &self.shared {
                column.ords().values_for_doc(*doc).for_each(|value| shared.entry(value).or_default().push(*words));
            }
            for (ordinal, single) in (0..).zip(counts) {
                let shared = shared.remove(&ordinal).unwrap_or_default();
                if *single > 0 || !shared.is_empty() {
                    let mut value = String::new();
                    column.ord_to_str(ordinal, &mut value)?;
                    named.insert(value, Tally { single: *single, shared });
                }
            }
        }
        Ok(out)
    }
}

fn year_of(year: u64) -> String {
    format!("{year:04}")
}
