//! Trends over time, and the balance of strengths and challenges in audits.

use super::{Writing, phrases, section, template};
use crate::model::codebook::{Codebook, Facet};
use crate::model::cross::{Course, Cross, Rows, Trend};
use crate::model::date::PartialDate;
use crate::model::learning::{Cell, Claim, CountTable, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::trends as courses;

/// Rows of a table of the paper; the whole of it is an export.
const MOST: usize = 30;
const HEADING: &str = "What is new, growing and fading";

/// Themes by period, where the papers span two years or more; else by the rounds of papers of one day each, where there are enough.
/// Those that did not change are left to `sederunt trends`.
pub(super) fn trends(codebook: &Codebook, [years, rounds]: &[Cross; 2]) -> Option<Section> {
    let enough = |t: &Cross| courses(t, None).first().is_some_and(|t| t.course != Course::TooFew);
    match !enough(years) && enough(rounds) {
        true => section_of(codebook, rounds, Key::Round),
        false => section_of(codebook, years, Key::Year),
    }
}

fn section_of(codebook: &Codebook, table: &Cross, key: Key) -> Option<Section> {
    let dated: Vec<&str> = table.rows.iter().map(|r| r.key.as_str()).filter(|k| !k.is_empty()).collect();
    let trends = courses(table, None);
    if trends.is_empty() {
        return None;
    }
    if trends.iter().any(|t| t.course == Course::TooFew) {
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
            Cell { text: codebook.label(Facet::Theme, &trend.id).to_owned(), claim: None },
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
            "A theme is new, growing, fading or gone where the share of the papers that speak of it changes by a fifth of all papers \
             or more, and two papers or more speak of it. Which papers are here changes from year to year, and so does what they speak of. {}",
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

/// Strengths against challenges of audit reports, by area where they name areas and by year where they span several: tables whose cells
/// are yet to be counted.
pub(super) fn balance_tables(audits: &[Cross; 3]) -> Vec<CountTable> {
    let kinds = [
        (Key::Area, "Passages of audit reports by area"),
        (Key::Body, "Passages of audit reports by body"),
        (Key::Year, "Passages of audit reports by year"),
    ];
    audits.iter().zip(kinds).filter_map(|(table, (key, caption))| balance_table(table, key, caption)).collect()
}

/// What is to be counted for the cells of tables.
pub(super) fn filters<'a>(tables: impl Iterator<Item = &'a CountTable>) -> Vec<Filter> {
    let cells = tables.flat_map(|t| &t.rows).flatten();
    cells.filter_map(|cell| cell.claim.as_ref()?.filter.parse().ok()).collect()
}

/// The tables with their counts.
pub(super) fn balance(writing: &Writing<'_>, mut tables: Vec<CountTable>) -> Option<Section> {
    if tables.is_empty() {
        return None;
    }
    for cell in tables.iter_mut().flat_map(|t| &mut t.rows).flatten() {
        let filter = cell.claim.as_ref().and_then(|claim| claim.filter.parse().ok());
        if let Some(filter) = filter {
            *cell = writing.numbers.cell(&filter);
        }
    }
    let text = "Audit reports say in one place what works and what is hard. These tables set the one against the other. They count \
                passages that are on a theme.";
    let mut made = section(SectionKind::Balance, "Strengths and challenges in audit reports", vec![template(text)]);
    made.tables = tables;
    Some(made)
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
