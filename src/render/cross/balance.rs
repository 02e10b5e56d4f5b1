//! The balance sheet: strengths against challenges, as a summary of audit reports sets them out.

use super::{Form, csv_text, json_text, padded, right, row_name};
use crate::model::cross::{Balance, Cross, Weighed};
use crate::render::error::RenderError;
use crate::util::plural::count;
use serde::Serialize;

/// Writes a balance sheet. The CSV has a row for each strength and challenge over all papers (its row cell empty), then for each
/// row of the sheet.
///
/// # Errors
///
/// Where it cannot be written.
pub fn balance(sheet: &Balance, form: Form) -> Result<String, RenderError> {
    match form {
        Form::Text => Ok(text(sheet)),
        Form::Csv => csv_text(rows(sheet)),
        Form::Json => json_text(&view(sheet)),
    }
}

fn text(sheet: &Balance) -> String {
    let mut out = format!("{} weighed.\n", count(u64::from(sheet.papers), "paper is", "papers are"));
    for (heading, list) in
        [("What the papers praise", &sheet.praised), ("What the papers find hard", &sheet.criticised)]
    {
        out.push_str(&format!("\n{heading}\n"));
        if list.is_empty() {
            out.push_str("  nothing\n");
        }
        let width = list.iter().map(|w| w.label.chars().count()).max().unwrap_or(0);
        for one in list {
            let share = right(&format!("{} of {}", one.papers, sheet.papers), 8);
            let quote = one.quote.replace(['\n', '\r'], " ");
            out.push_str(&format!("  {}  {share}  “{quote}” [{}]\n", padded(&one.label, width), one.citation.locator));
        }
    }
    let table = &sheet.strengths;
    let names: Vec<String> = (0..table.rows.len()).map(|row| row_name(table, row)).collect();
    let width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0).clamp(6, 50);
    out.push_str(&format!("\n{}  papers  strengths  challenges   both\n", padded("", width)));
    for (row, name) in names.iter().enumerate() {
        let row = &table.rows[row];
        let short: String = name.chars().take(width).collect();
        out.push_str(&format!(
            "{}  {}  {}  {}  {}\n",
            padded(&short, width),
            right(&row.papers.to_string(), 6),
            right(&row.strengths.to_string(), 9),
            right(&row.challenges.to_string(), 10),
            right(&row.mixed.to_string(), 5)
        ));
    }
    out.push_str(
        "\nUnder “strengths”, “challenges” and “both” stand passages; a share such as 2 of 3 counts papers.\n",
    );
    out
}

fn rows(sheet: &Balance) -> Vec<Vec<String>> {
    let by = sheet.strengths.by.as_str();
    let header = [by, "side", "concept", "label", "papers", "of_papers", "passages", "quote", "locator"];
    let mut out = vec![header.map(str::to_owned).to_vec()];
    for (side, list) in [("strength", &sheet.praised), ("challenge", &sheet.criticised)] {
        for one in list {
            out.push(vec![
                String::new(),
                side.to_owned(),
                one.id.clone(),
                one.label.clone(),
                one.papers.to_string(),
                sheet.papers.to_string(),
                one.passages.to_string(),
                one.quote.clone(),
                one.citation.locator.clone(),
            ]);
        }
    }
    for row in 0..sheet.strengths.rows.len() {
        for (side, table) in [("strength", &sheet.strengths), ("challenge", &sheet.challenges)] {
            for (column, (id, label)) in table.columns.iter().enumerate() {
                let Some(cell) = table.cells.get(&(row, column)) else { continue };
                out.push(vec![
                    row_name(table, row),
                    side.to_owned(),
                    id.clone(),
                    label.clone(),
                    cell.papers.to_string(),
                    table.rows[row].papers.to_string(),
                    cell.passages.to_string(),
                    cell.quote.clone(),
                    cell.citation.locator.clone(),
                ]);
            }
        }
    }
    out
}

/// The balance sheet as programs read it. Version 1.
#[derive(Serialize)]
struct BalanceView<'a> {
    version: u32,
    rows_are: &'static str,
    papers: u32,
    strengths: Vec<SideView<'a>>,
    challenges: Vec<SideView<'a>>,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    id: &'a str,
    label: &'a str,
    papers: u32,
    passages: u32,
    quote: &'a str,
    passage_id: &'a str,
    locator: &'a str,
}

#[derive(Serialize)]
struct RowView<'a> {
    row: &'a str,
    label: String,
    papers: u32,
    strength_passages: u32,
    challenge_passages: u32,
    mixed_passages: u32,
    strengths: Vec<SideView<'a>>,
    challenges: Vec<SideView<'a>>,
}

fn view(sheet: &Balance) -> BalanceView<'_> {
    fn side(one: &Weighed) -> SideView<'_> {
        SideView {
            id: &one.id,
            label: &one.label,
            papers: one.papers,
            passages: one.passages,
            quote: &one.quote,
            passage_id: &one.citation.passage_id,
            locator: &one.citation.locator,
        }
    }
    fn cells(table: &Cross, row: usize) -> Vec<SideView<'_>> {
        (0..table.columns.len())
            .filter_map(|column| {
                let cell = table.cells.get(&(row, column))?;
                let (id, label) = &table.columns[column];
                Some(SideView {
                    id,
                    label,
                    papers: cell.papers,
                    passages: cell.passages,
                    quote: &cell.quote,
                    passage_id: &cell.citation.passage_id,
                    locator: &cell.citation.locator,
                })
            })
            .collect()
    }
    let row = |i: usize| {
        let row = &sheet.strengths.rows[i];
        RowView {
            row: &row.key,
            label: row_name(&sheet.strengths, i),
            papers: row.papers,
            strength_passages: row.strengths,
            challenge_passages: row.challenges,
            mixed_passages: row.mixed,
            strengths: cells(&sheet.strengths, i),
            challenges: cells(&sheet.challenges, i),
        }
    };
    BalanceView {
        version: 1,
        rows_are: sheet.strengths.by.as_str(),
        papers: sheet.papers,
        strengths: sheet.praised.iter().map(side).collect(),
        challenges: sheet.criticised.iter().map(side).collect(),
        rows: (0..sheet.strengths.rows.len()).map(row).collect(),
    }
}
