//! Reads workbooks (XLSX, XLS, ODS) and files of separated values (CSV) as tables.
//!
//! | file | what it does |
//! |---|---|
//! | `workbook` | cells of the sheets of a Microsoft workbook |
//! | `open` | cells of the sheets of an OpenDocument spreadsheet |
//! | `separated` | cells of a file of separated values |
//! | `shown` | numbers and dates as people see them |
//! | `grid` | cells to titles and tables |
//!
//! A sheet is a heading with its name and the tables in it. Hidden sheets are not read, as hidden text is not, and are named in a
//! diagnostic. Only cells with something in them cost anything, so that a sheet that is formatted down to its last row is no
//! larger than its words.

mod grid;
mod open;
mod separated;
mod shown;
mod workbook;

use super::line::{Face, Line, Shape};
use super::{ExtractError, Extractor, Settings, blocks_of, settle};
use crate::model::block::Block;
use crate::model::extracted::{Diagnostic, Extracted, FileMetadata};
use crate::model::source::MediaType;
use grid::Merged;

/// The reader of XLSX.
pub const XLSX: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Xlsx, extract: workbook::xlsx };

/// The reader of XLS.
pub const XLS: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Xls, extract: workbook::xls };

/// The reader of ODS.
pub const ODS: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Ods, extract: open::extract };

/// The reader of CSV.
pub const CSV: Extractor = Extractor { name: "csv", version: 1, handles: |m| m == MediaType::Csv, extract: csv };

/// Most cells with something in them that one file may have; beyond them the rest is left out, and said so.
const MAX_CELLS: usize = 400_000;

/// Reads one file of separated values.
fn csv(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let (cells, diagnostics) = separated::cells(bytes);
    let blocks = settle::settle(grid::blocks(cells, &[]));
    Ok(Extracted { diagnostics, ..blocks_of(&CSV, FileMetadata::default(), blocks) })
}

/// The cells of one sheet, at most one more than so many, and its merged ranges; the error is what is wrong with it.
type ReadSheet = Result<(Vec<Value>, Vec<Merged>), String>;

/// Reads the sheets that are shown within the limit and names the others. `sheets` are their names and whether they are shown.
fn gather(
    extractor: &Extractor,
    metadata: FileMetadata,
    sheets: &[(String, bool)],
    mut cells: impl FnMut(&str, usize) -> ReadSheet,
) -> Result<Extracted, ExtractError> {
    let mut blocks = Vec::new();
    let mut diagnostics = Vec::new();
    let mut lose = |message: String| diagnostics.push(Diagnostic { page: None, message, loses_text: true });
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets.iter().partition(|(_, shown)| *shown);
    let mut left = MAX_CELLS;
    for (name, _) in shown {
        match cells(name, left) {
            Ok((mut values, merged)) => {
                if values.len() > left {
                    values.truncate(left);
                    lose(format!(
                        "has more than {MAX_CELLS} cells; what stands further down in the sheet {} or after it was not read",
                        name
                    ));
                }
                left -= values.len();
                let read = grid::blocks(values, &merged);
                if !read.is_empty() {
                    blocks.extend(heading(name));
                    blocks.extend(read);
                }
            }
            Err(error) => lose(format!("has a sheet that could not be read ({}: {error}); save the file anew", name)),
        }
        if left == 0 {
            break;
        }
    }
    if !hidden.is_empty() {
        let names: Vec<&str> = hidden.iter().map(|(name, _)| name.as_str()).collect();
        lose(format!("has hidden sheets that were not read ({}); unhide them to have them read", names.join(", ")));
    }
    Ok(Extracted { diagnostics, ..blocks_of(extractor, metadata, settle::settle(blocks)) })
}

/// The name of a sheet as a heading, unless the program made it up.
fn heading(name: &str) -> Vec<Block> {
    let own = name.trim().to_lowercase();
    let given = ["sheet", "table", "tabelle"].iter().find_map(|word| own.strip_prefix(word));
    if given.is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit())) {
        return Vec::new();
    }
    let mut line = Line::default();
    line.push(name, Face { bold: true, size: 0 });
    line.blocks(Shape::Heading(1), None)
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    row: u32,
    column: u32,
    text: String,
    /// Words, not a number or date.
    words: bool,
    bold: bool,
}
