//! Trends over time, and the balance of strengths and challenges in audits.

use super::{Writing, phrases, section, template};
use crate::model::codebook::{Codebook, Facet};
use crate::model::cross::{Columns, Course, Cross, Rows, Trend};
use crate::model::date::PartialDate;
use crate::model::learning::{Cell, Claim, CountTable, Narrowing, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::model::records::{RecordError, Records, SourceRecord};
use crate::model::source::SourceEntry;
use crate::synthesise::claims::{self, Filter, Key, Unit};
use crate::synthesise::cross::Counting;
use crate::synthesise::narrow::Narrowed;
use crate::synthesise::{SynthesisError, fold, trends as courses};
use crate::util::plural::thousands;
use std::collections::BTreeSet;

/// Rows of a table of the paper; the whole of it is an export.
const MOST: usize = 30;
const HEADING: &str = "What is new, growing and fading";

/// Papers that each of two periods must have for a share of them to say anything.
const FEWEST: u32 = 3;

/// Themes by period, where the papers span two years or more; else by the rounds of papers of one day each, where there are enough.
/// Those that did not change are left to `sederunt trends`.
pub(super) fn trends(writing: &Writing<'_>, [years, rounds]: &[Cross; 2]) -> Option<Section> {
    let enough = |t: &Cross| courses(t, None).first().is_some_and(|t| t.earlier.1.min(t.later.1) >= FEWEST);
    match !enough(years) && enough(rounds) {
        true => section_of(writing, rounds, Key::Round),
        false => section_of(writing, years, Key::Year),
    }
}

fn section_of(writing: &Writing<'_>, table: &Cross, key: Key) -> Option<Section> {
    let dated: Vec<&str> = table.rows.iter().map(|r| r.key.as_str()).filter(|k| !k.is_empty()).collect();
    let trends = courses(table, None);
    if trends.is_empty() {
        return None;
    }
    if trends.iter().any(|t| t.earlier.1.min(t.later.1) < FEWEST) {
        let text = "One of the two periods has too few papers to say what is new, growing or fading.";
        return Some(section(SectionKind::Trends, HEADING, vec![template(text)]));
    }
    let changed: Vec<&Trend> = trends.iter().filter(|t| t.course != Course::Steady).collect();
    let (earlier, later) = dated.split_at(dated.len() / 2);
    let period = |keys: &[&str]| match keys {
        [one] => printed(one),
        [first, .., last] => format!("{} to {}", printed(first), printed(last)),
        [] => String::new(),
    };
    let cell = |(n, of): (u32, u32), keys: &[&str], theme: &str| {
        let filter = Filter::all(Unit::Papers).with(Key::Theme, [theme]).with(key, keys.iter().copied());
        Cell { text: format!("{n} of {of}"), claim: Some(Claim { filter: filter.to_string(), value: u64::from(n) }) }
    };
    let row = |trend: &&Trend| {
        vec![
            Cell { text: writing.codebook.label(Facet::Theme, &trend.id).to_owned(), claim: None },
            cell(trend.earlier, earlier, &trend.id),
            cell(trend.later, later, &trend.id),
            Cell { text: trend.course.as_str().to_owned(), claim: None },
        ]
    };
    let table = CountTable {
        id: "table-trends".into(),
        caption:
            "Themes that are new, growing, fading or gone: papers that speak of each, of all dated papers of the period"
                .into(),
        header: vec!["Theme".into(), period(earlier), period(later), "Course".into()],
        rows: changed.iter().take(MOST).map(row).collect(),
    };
    let mut made = section(
        SectionKind::Trends,
        HEADING,
        vec![template(format!(
            "A theme grows or fades where the share of the papers that speak of it changes by a fifth of all papers or more. Which \
             papers are here changes from year to year, and so does what they speak of. {}",
            if changed.is_empty() { "No theme changed so much." } else { "Themes that changed less are left out." }
        ))],
    );
    if !changed.is_empty() {
        made.tables.push(table);
    }
    Some(made)
}

/// A year, or a day in plain English.
fn printed(key: &str) -> String {
    let parts: Vec<i16> = key.split('-').filter_map(|part| part.parse().ok()).collect();
    let date = match parts.as_slice() {
        [year, month, day] => PartialDate::ymd(*year, *month as u8, *day as u8),
        [year, month] => PartialDate::ym(*year, *month as u8),
        _ => None,
    };
    date.map_or_else(|| key.to_owned(), |date| phrases::date(&date))
}

/// Strengths against challenges of audit reports, by area where they name areas and by year where they span several.
pub(super) fn balance(writing: &Writing<'_>, records: &impl Records) -> Result<Option<Section>, SynthesisError> {
    let kind = PaperKind::AuditReport.as_str();
    let narrowing = Narrowing { kinds: vec![kind.to_owned()], ..Narrowing::default() };
    let audits = Narrowed::new(records, narrowing.clone());
    // Sources without an audit are not read again.
    let of: BTreeSet<&str> =
        writing.survey.papers.iter().filter(|p| p.kind == PaperKind::AuditReport).map(|p| p.source.as_str()).collect();
    if of.is_empty() {
        return Ok(None);
    }
    let audits = Chosen { records: &audits, of };
    let counting = |by| Counting::new(by, Columns::Theme, false);
    let new = || vec![counting(Rows::Area), counting(Rows::Body), counting(Rows::Year)];
    let counted = fold(&audits, new, |counted, record| {
        counted.iter_mut().for_each(|one| one.see(&record, audits.codebook()));
    })?;
    let kinds = [
        (Key::Area, "Passages of audit reports by area"),
        (Key::Body, "Passages of audit reports by body"),
        (Key::Year, "Passages of audit reports by year"),
    ];
    let mut tables = Vec::new();
    for (counted, (key, caption)) in counted.into_iter().zip(kinds) {
        let table = counted.finish(audits.codebook(), &writing.synthesis.coverage, &narrowing);
        tables.extend(balance_table(&table, key, caption));
    }
    if tables.is_empty() {
        return Ok(None);
    }
    fill(&mut tables, &audits)?;
    let text = "Audit reports say in one place what works and what is hard. These tables set the one against the other. They count \
                passages that are on a theme.";
    let mut made = section(SectionKind::Balance, "Strengths and challenges in audit reports", vec![template(text)]);
    made.tables = tables;
    Ok(Some(made))
}

/// Records of some sources alone.
struct Chosen<'a, R> {
    records: &'a R,
    of: BTreeSet<&'a str>,
}

impl<R: Records> Records for Chosen<'_, R> {
    fn sources(&self) -> &[SourceEntry] {
        self.records.sources()
    }

    fn codebook(&self) -> &Codebook {
        self.records.codebook()
    }

    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError> {
        if self.of.contains(entry.name.as_str()) { self.records.record(entry) } else { Ok(None) }
    }
}

/// Counts the cells, all in one pass.
fn fill(tables: &mut [CountTable], records: &impl Records) -> Result<(), SynthesisError> {
    let mut cells: Vec<&mut Cell> =
        tables.iter_mut().flat_map(|t| &mut t.rows).flatten().filter(|cell| cell.claim.is_some()).collect();
    let filters: Vec<Filter> = cells.iter().filter_map(|c| c.claim.as_ref()?.filter.parse().ok()).collect();
    for (cell, counted) in cells.iter_mut().zip(claims::count(records, &filters, 0)?) {
        cell.text = thousands(counted.value);
        if let Some(claim) = &mut cell.claim {
            claim.value = counted.value;
        }
    }
    Ok(())
}

fn balance_table(table: &Cross, key: Key, caption: &str) -> Option<CountTable> {
    let themes: Vec<&str> = table.columns.iter().map(|c| c.0.as_str()).collect();
    let row = |i: usize| {
        let row = &table.rows[i];
        if row.key.is_empty() || !table.cells.keys().any(|(r, _)| *r == i) {
            return None;
        }
        let mut cells = vec![Cell { text: row.label.clone(), claim: None }];
        for stance in ["strength", "challenge", "mixed"] {
            // A passage on two themes counts once: the filter counts it, not the sum of the cells.
            let filter = Filter::all(Unit::Passages)
                .with(Key::Kind, [PaperKind::AuditReport.as_str()])
                .with(key, [row.key.as_str()])
                .with(Key::Theme, themes.iter().copied())
                .with(Key::Stance, [stance]);
            cells.push(Cell { text: String::new(), claim: Some(Claim { filter: filter.to_string(), value: 0 }) });
        }
        Some(cells)
    };
    let rows: Vec<Vec<Cell>> = (0..table.rows.len()).filter_map(row).take(MOST).collect();
    let head = match table.by {
        Rows::Area => "Area",
        Rows::Body => "Body",
        Rows::Kind => "Kind",
        Rows::Year | Rows::Round => "Date",
    };
    (!rows.is_empty()).then(|| CountTable {
        id: format!("table-balance-{}", caption.rsplit(' ').next().unwrap_or_default()),
        caption: caption.to_owned(),
        header: [head, "Something works", "Something is hard", "Both"].map(str::to_owned).to_vec(),
        rows,
    })
}
