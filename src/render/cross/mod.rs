//! The framework matrix, trends and the balance sheet as text for reading, CSV for a spreadsheet and JSON for programs.
//!
//! | file | what it does |
//! |---|---|
//! | `matrix` | rows against columns: counts, 0 or 1, quotations, or a list of cells |
//! | `trends` | what is new, growing and fading |
//! | `balance` | strengths against challenges |

mod balance;
mod matrix;
mod trends;

pub use balance::balance;
pub use matrix::matrix;
pub use trends::{Periods, trends};

use super::error::RenderError;
use crate::model::cross::{Cross, Rows};
use crate::util::formula::neutral;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For reading.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For programs. Version 1.
    Json,
}

/// What stands in the cells of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The number of passages.
    Counts,
    /// 1 where there is a passage, 0 where papers were read and are silent.
    Binary,
    /// The best quotation.
    Quotes,
    /// A row for each cell, with all that is known of it.
    List,
}

/// A row's name as people read it.
fn row_name(table: &Cross, row: usize) -> String {
    let row = &table.rows[row];
    match (row.label.is_empty(), table.by) {
        (false, _) => row.label.clone(),
        (true, Rows::Body) => "(no body named)".to_owned(),
        (true, _) => "(no date)".to_owned(),
    }
}

/// Rows as RFC 4180 has them, with cells that a spreadsheet would run made text.
fn csv_text(rows: Vec<Vec<String>>) -> Result<String, RenderError> {
    let failed = |reason: String| RenderError::Package { reason };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutral(cell).into_owned())).map_err(|e| failed(e.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| failed(e.to_string()))
}

fn json_text(value: &impl serde::Serialize) -> Result<String, RenderError> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// The text filled with spaces to a width, in characters.
fn padded(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(spaces))
}

/// The text after as many spaces as make a width.
fn right(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(text.chars().count());
    format!("{}{text}", " ".repeat(spaces))
}
