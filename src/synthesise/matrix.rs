//! The framework matrix with the reason for every empty cell, and the balance sheet of audits.
//!
//! An empty cell means one of four things, and they are never mixed up: papers of the row were read and say nothing (silent); no paper
//! belongs to the row; a paper that does could not be read; a filter left out what there is. A row that could be there has its line even
//! where no paper belongs to it: every area, every kind of paper, every year between the first and the last.

use super::SynthesisError;
use super::cross::{counts, cross};
use super::narrow::Narrowed;
use super::settings::Settings;
use crate::model::cross::{Balance, Columns, Cross, CrossRow, Rows, Weighed};
use crate::model::evidence::{AreaCoverage, AreaState};
use crate::model::learning::Narrowing;
use crate::model::paper::PaperKind;
use crate::model::records::Records;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Years between the first and the last that are filled in; a date misread by centuries does not make a thousand empty rows.
const MOST_YEARS: i32 = 60;

/// Rows against columns over these records within a narrowing. Quotations are looked for within the narrowing alone, and no findings
/// are made.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn matrix(
    records: &impl Records,
    settings: &Settings,
    by: Rows,
    of: Columns,
    narrowing: &Narrowing,
) -> Result<Cross, SynthesisError> {
    let coverage = areas(records, settings, by)?;
    let whole = if narrowing.is_all() { cross } else { counts };
    let mut whole = whole(records, &coverage, by, of, &Narrowing::default())?;
    fill(&mut whole, records.sources());
    if narrowing.is_all() {
        return Ok(whole);
    }
    let part = cross(&Narrowed::new(records, narrowing.clone()), &coverage, by, of, narrowing)?;
    Ok(within(whole, part, narrowing))
}

/// What is known of each area, where areas are the rows.
fn areas(records: &impl Records, settings: &Settings, by: Rows) -> Result<Vec<AreaCoverage>, SynthesisError> {
    if by == Rows::Area { super::coverage_of(records, settings) } else { Ok(Vec::new()) }
}

/// The rows and columns of the whole with the cells of a part of it. What the whole has and the part has not was left out.
fn within(whole: Cross, part: Cross, narrowing: &Narrowing) -> Cross {
    let wanted = |id: &str| {
        narrowing.themes.is_empty() || whole.of != Columns::Theme || narrowing.themes.iter().any(|t| t == id)
    };
    let keys: BTreeMap<&str, usize> = whole.rows.iter().enumerate().map(|(i, r)| (r.key.as_str(), i)).collect();
    let in_part: BTreeMap<&str, &CrossRow> = part.rows.iter().map(|r| (r.key.as_str(), r)).collect();
    let rows = whole
        .rows
        .iter()
        .map(|row| match in_part.get(row.key.as_str()) {
            Some(found) if found.state == AreaState::Evidence => (*found).clone(),
            _ => {
                let state = if row.state == AreaState::Evidence { AreaState::Excluded } else { row.state };
                CrossRow { papers: 0, passages: 0, strengths: 0, challenges: 0, mixed: 0, state, ..row.clone() }
            }
        })
        .collect();
    let cells: BTreeMap<_, _> = part
        .cells
        .into_iter()
        .filter_map(|((row, column), cell)| Some(((*keys.get(part.rows[row].key.as_str())?, column), cell)))
        .collect();
    let mut excluded: BTreeSet<(usize, usize)> =
        whole.cells.keys().filter(|at| !cells.contains_key(at)).copied().collect();
    for column in (0..whole.columns.len()).filter(|&c| !wanted(&whole.columns[c].0)) {
        excluded.extend((0..whole.rows.len()).map(|row| (row, column)));
    }
    Cross { rows, cells, excluded, ..whole }
}

/// Adds the rows that no paper belongs to.
fn fill(table: &mut Cross, sources: &[SourceEntry]) {
    let missing: Vec<String> = match table.by {
        Rows::Kind => PaperKind::ALL.iter().map(|k| k.as_str().to_owned()).collect(),
        Rows::Year => years(table),
        Rows::Area | Rows::Body | Rows::Round => return,
    };
    let unread: Vec<String> = sources
        .iter()
        .filter(|e| matches!(e.status, SourceStatus::Failed | SourceStatus::NoText))
        .map(|e| format!(" {} ", fold(&e.name)))
        .collect();
    let known: BTreeSet<String> = table.rows.iter().map(|r| r.key.clone()).collect();
    let mut rows: Vec<(Option<usize>, CrossRow)> =
        std::mem::take(&mut table.rows).into_iter().enumerate().map(|(i, row)| (Some(i), row)).collect();
    for key in missing.into_iter().filter(|key| !known.contains(key)) {
        // A file that could not be read and has the row's name in its own is the nearest we come to knowing.
        let named = unread.iter().any(|name| name.contains(&format!(" {} ", fold(&key))));
        let state = if named { AreaState::Unreadable } else { AreaState::NoPaper };
        let label = key.clone();
        rows.push((
            None,
            CrossRow { key, label, papers: 0, passages: 0, strengths: 0, challenges: 0, mixed: 0, state },
        ));
    }
    rows.sort_by(|(_, a), (_, b)| (a.key.is_empty(), &a.key).cmp(&(b.key.is_empty(), &b.key)));
    let moved: BTreeMap<usize, usize> =
        rows.iter().enumerate().filter_map(|(to, (from, _))| Some(((*from)?, to))).collect();
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table.cells = std::mem::take(&mut table.cells)
        .into_iter()
        .filter_map(|((row, column), cell)| Some(((*moved.get(&row)?, column), cell)))
        .collect();
}

fn years(table: &Cross) -> Vec<String> {
    let known: Vec<i32> = table.rows.iter().filter_map(|r| r.key.parse().ok()).collect();
    match (known.iter().min(), known.iter().max()) {
        (Some(&first), Some(&last)) => (first.max(last - MOST_YEARS)..=last).map(|y| format!("{y:04}")).collect(),
        _ => Vec::new(),
    }
}

/// Strengths against challenges within a narrowing. A paper counts once for a strength, however often it states it.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn balance(
    records: &impl Records,
    settings: &Settings,
    by: Rows,
    narrowing: &Narrowing,
) -> Result<Balance, SynthesisError> {
    let coverage = areas(records, settings, by)?;
    let records = Narrowed::new(records, narrowing.clone());
    let table = |by, of| cross(&records, &coverage, by, of, narrowing);
    // A paper has one kind, so papers of all kinds add up.
    let praised = table(Rows::Kind, Columns::Strength)?;
    let criticised = table(Rows::Kind, Columns::Challenge)?;
    let mut sheet = Balance {
        papers: praised.rows.iter().map(|r| r.papers).sum(),
        praised: weighed(&praised),
        criticised: weighed(&criticised),
        strengths: table(by, Columns::Strength)?,
        challenges: table(by, Columns::Challenge)?,
    };
    for side in [&mut sheet.strengths, &mut sheet.challenges] {
        keep_evidence(side);
    }
    Ok(sheet)
}

/// Takes out the rows that no paper belongs to: a balance has two sides or none.
fn keep_evidence(table: &mut Cross) {
    let keep: Vec<usize> = (0..table.rows.len()).filter(|&i| table.rows[i].state == AreaState::Evidence).collect();
    let moved: BTreeMap<usize, usize> = keep.iter().enumerate().map(|(to, &from)| (from, to)).collect();
    table.rows = keep.iter().map(|&i| table.rows[i].clone()).collect();
    table.cells = std::mem::take(&mut table.cells)
        .into_iter()
        .filter_map(|((row, column), cell)| Some(((*moved.get(&row)?, column), cell)))
        .collect();
}

/// The columns over all rows, those of most papers first, then of most passages, then in codebook order.
fn weighed(table: &Cross) -> Vec<Weighed> {
    let mut made: Vec<Weighed> = Vec::new();
    for (column, (id, label)) in table.columns.iter().enumerate() {
        let cells = || (0..table.rows.len()).filter_map(move |row| table.cells.get(&(row, column)));
        let Some(best) = cells().reduce(|best, cell| if cell.worth > best.worth { cell } else { best }) else {
            continue;
        };
        made.push(Weighed {
            id: id.clone(),
            label: label.clone(),
            papers: cells().map(|c| c.papers).sum(),
            passages: cells().map(|c| c.passages).sum(),
            quote: best.quote.clone(),
            citation: best.citation.clone(),
        });
    }
    made.sort_by_key(|row| std::cmp::Reverse((row.papers, row.passages)));
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::AreaState::{Evidence, Excluded, NoPaper, Silent};
    use crate::synthesise::testing;

    fn made(by: Rows, of: Columns, narrowing: Narrowing) -> Cross {
        let records = testing::records();
        matrix(&records, &Settings::default(), by, of, &narrowing).unwrap()
    }

    fn state(table: &Cross, row: &str, column: &str) -> AreaState {
        let row = table.rows.iter().position(|r| r.label == row).unwrap();
        table.state(row, table.columns.iter().position(|c| c.0 == column).unwrap())
    }

    #[test]
    fn what_a_filter_leaves_out_is_not_silence() {
        let whole = made(Rows::Area, Columns::Theme, Narrowing::default());
        assert_eq!(state(&whole, "Fife", "digital"), Evidence);
        let one =
            Narrowing { themes: vec!["digital".into()], places: vec!["S12000015".into()], ..Narrowing::default() };
        let table = made(Rows::Area, Columns::Theme, one);
        assert_eq!(state(&table, "Fife", "digital"), Evidence);
        assert_eq!(state(&table, "Fife", "community-mobilisation"), Excluded);
        assert_eq!(state(&table, "Angus", "digital"), Excluded);
        let challenges = made(Rows::Area, Columns::Challenge, Narrowing::default());
        assert!((0..challenges.columns.len()).any(|c| challenges.state(0, c) == Silent));
    }

    #[test]
    fn kinds_without_a_paper_have_a_row_that_says_so() {
        let table = made(Rows::Kind, Columns::Theme, Narrowing::default());
        assert_eq!(table.rows.len(), PaperKind::ALL.len());
        assert_eq!(state(&table, "minute", "digital"), NoPaper);
        assert_eq!(state(&table, "learning paper", "digital"), Evidence);
        let none = made(Rows::Kind, Columns::Theme, Narrowing { kinds: vec!["minute".into()], ..Narrowing::default() });
        assert_eq!(state(&none, "learning paper", "digital"), Excluded);
    }

    #[test]
    fn years_between_the_first_and_the_last_have_a_row() {
        let mut table = made(Rows::Year, Columns::Theme, Narrowing::default());
        let mut later = table.rows[0].clone();
        (later.key, later.label) = ("2023".into(), "2023".into());
        table.rows.push(later);
        let unread =
            SourceEntry { status: SourceStatus::NoText, ..testing::entry("report 2022.pdf", SourceStatus::NoText) };
        fill(&mut table, &[unread]);
        let states: Vec<_> = table.rows.iter().map(|r| (r.key.as_str(), r.state)).collect();
        assert_eq!(
            states,
            [("2020", Evidence), ("2021", NoPaper), ("2022", AreaState::Unreadable), ("2023", Evidence)]
        );
        assert!(table.cells.keys().all(|(row, _)| *row == 0));
    }

    #[test]
    fn a_balance_has_both_sides_of_the_same_rows() {
        let records = testing::records();
        let sheet = balance(&records, &Settings::default(), Rows::Area, &Narrowing::default()).unwrap();
        assert_eq!(sheet.papers, 1);
        assert_eq!(sheet.strengths.rows, sheet.challenges.rows);
        assert!(sheet.criticised.iter().any(|w| w.id == "digital-access" && w.papers == 1));
        let row = sheet.strengths.rows.iter().find(|r| r.label == "Shetland Islands").unwrap();
        assert_eq!((row.papers, row.challenges), (1, 2));
    }
}
