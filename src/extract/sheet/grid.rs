//! Cells to blocks: lone cells are titles and notes, cells side by side are tables.
//!
//! A blank row alone does not end a table, as people leave one between groups of rows; a title, or a row of names below the blank
//! one, does.

use super::Value;
use crate::extract::grid::{self as tables, Carried};
use crate::extract::line::{Face, Line, Shape};
use crate::model::block::{Block, Cell, Row};
use std::collections::BTreeMap;

/// Longest cell that can name a column, in characters.
const LONGEST_NAME: usize = 80;

/// Widest table; columns beyond it are read as if they followed at once.
const MAX_COLUMNS: u32 = 16_384;

/// A merged range: first and last row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// The cells of one row, from left to right.
type Values = Vec<Value>;

/// The blocks of one sheet, not settled.
pub(super) fn blocks(values: Vec<Value>, merged: &[Merged]) -> Vec<Block> {
    let mut rows: BTreeMap<u32, Values> = BTreeMap::new();
    for value in values {
        rows.entry(value.row).or_default().push(value);
    }
    for row in rows.values_mut() {
        row.sort_by_key(|value| value.column);
        row.dedup_by_key(|value| value.column);
    }
    let spans: BTreeMap<(u32, u32), Merged> = merged.iter().map(|m| (m.first, *m)).collect();
    let mut out = Vec::new();
    let mut table: Vec<(u32, Values)> = Vec::new();
    let mut before = None;
    let rows: Vec<(u32, Values)> = rows.into_iter().collect();
    for (i, (number, row)) in rows.iter().enumerate() {
        let gap = before.is_some_and(|last: u32| number - last > 1);
        before = Some(*number);
        let next_gap = rows.get(i + 1).is_none_or(|(next, _)| next - number > 1);
        let lone = row.len() == 1;
        // A lone cell within rows is a section row; one that stands apart, or above a table, is a title.
        let title = lone && (table.is_empty() || gap && (next_gap || row[0].bold));
        if !table.is_empty() && (title || gap && names_columns(row)) {
            out.extend(make(std::mem::take(&mut table), &spans));
        }
        if title {
            out.extend(line(&row[0]).blocks(Shape::Plain, None));
        } else {
            table.push((*number, row.clone()));
        }
    }
    out.extend(make(table, &spans));
    out
}

fn line(value: &Value) -> Line {
    let mut line = Line::default();
    for (i, part) in value.text.lines().enumerate() {
        if i > 0 {
            line.line_break();
        }
        line.push(part, Face { bold: value.bold, size: 0 });
    }
    line
}

/// Whether a row names the columns below it: words in each cell, none twice, none a sentence.
fn names_columns(row: &[Value]) -> bool {
    let name = |value: &Value| {
        value.words && value.text.chars().count() <= LONGEST_NAME && !value.text.trim_end().ends_with(['.', ';', ','])
    };
    let twice = |i: usize| row[..i].iter().any(|other| other.text == row[i].text);
    row.len() > 1 && row.iter().all(name) && !(0..row.len()).any(twice)
}

/// Whether the first row of a table is its header: it names columns and either looks different from the rows below or has
/// figures or longer words below it.
fn has_header(rows: &[(u32, Values)]) -> bool {
    let Some(((_, first), below)) = rows.split_first() else { return false };
    if below.is_empty() || !names_columns(first) {
        return false;
    }
    let bold = |row: &Values| row.iter().all(|value| value.bold);
    let longest = first.iter().map(|value| value.text.chars().count()).max().unwrap_or(0);
    let others = || below.iter().flat_map(|(_, row)| row);
    bold(first) && !below.iter().any(|(_, row)| row.len() > 1 && bold(row))
        || others().any(|value| !value.words || value.text.chars().count() > 2 * longest.max(10))
        || below.len() > 2 && first.len() >= below.iter().map(|(_, row)| row.len()).max().unwrap_or(0)
}

fn make(rows: Vec<(u32, Values)>, spans: &BTreeMap<(u32, u32), Merged>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let marked = usize::from(has_header(&rows));
    let left = rows.iter().flat_map(|(_, row)| row).map(|value| value.column).min().unwrap_or(0);
    let right = rows.iter().flat_map(|(_, row)| row).map(|value| value.column).max().unwrap_or(0);
    let width = (right - left + 1).min(MAX_COLUMNS);
    let mut carried = Carried::default();
    // Merged ranges that reach down into the rows to come.
    let mut open: Vec<Merged> = Vec::new();
    let mut out: Vec<Row> = Vec::new();
    for (number, values) in rows {
        let mut row = Row::default();
        open.retain(|m| m.last.0 >= number);
        for m in &open {
            let column = m.first.1.saturating_sub(left);
            let from = out.last().and_then(|above| above.cells.iter().find(|cell| cell.column == column));
            if let Some(from) = from {
                row.cells.push(carried.cell(from));
            }
        }
        let lone = values.len() == 1 && row.cells.is_empty();
        for value in values {
            let column = (value.column - left).min(MAX_COLUMNS);
            let span = spans.get(&(value.row, value.column));
            let merged = span.map_or(1, |m| m.last.1.saturating_sub(m.first.1) + 1);
            // A lone cell in the midst of rows stands over all of them.
            let columns = if lone && column == 0 && !out.is_empty() { width } else { merged.clamp(1, width) };
            open.extend(span.filter(|m| m.last.0 > m.first.0));
            row.cells.push(Cell { column, columns, carried: false, blocks: line(&value).blocks(Shape::Plain, None) });
        }
        row.cells.sort_by_key(|cell| cell.column);
        out.push(row);
    }
    tables::table(out, marked).map(tables::blocks).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(rows: &[(u32, &[&str])]) -> Vec<Value> {
        let cell = |row: u32, column: usize, text: &str| Value {
            row,
            column: column as u32,
            text: text.to_owned(),
            words: !text.starts_with(|c: char| c.is_ascii_digit()),
            bold: false,
        };
        let cells = rows.iter().flat_map(|(row, texts)| {
            texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(move |(i, text)| cell(*row, i, text))
        });
        cells.collect()
    }

    #[test]
    fn titles_tables_and_section_rows() {
        let read = blocks(
            values(&[
                (0, &["Improvement plan"]),
                (2, &["Action", "Due"]),
                (3, &["Share data", "2024"]),
                (4, &["Partnership"]),
                (6, &["Link plans", "2025"]),
                (9, &["Source: the Board"]),
            ]),
            &[],
        );
        let table = read[1].table().unwrap();
        assert_eq!((read[0].text.as_str(), table.rows.len(), table.header_rows), ("Improvement plan", 4, 1));
        assert_eq!((table.rows[2].cells[0].columns, read[2].text.as_str()), (2, "Source: the Board"));
    }

    #[test]
    fn merged_cells_are_carried_down() {
        let merged = Merged { first: (1, 0), last: (2, 0) };
        let read = blocks(
            values(&[
                (0, &["Theme", "Action"]),
                (1, &["Data", "Share 1 thing with all the partners"]),
                (2, &["", "Link"]),
            ]),
            &[merged],
        );
        let table = read[0].table().unwrap();
        assert_eq!((table.rows[2].cells[0].carried, table.rows[2].cells[0].text().as_str()), (true, "Data"));
    }
}
