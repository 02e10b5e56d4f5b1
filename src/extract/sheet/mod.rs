//! Reads workbooks (XLSX, XLS, ODS) and files of separated values (CSV) as tables.
//!
//! | file | what it does |
//! |---|---|
//! | `workbook` | cells of the sheets of a workbook |
//! | `separated` | cells of a file of separated values |
//! | `shown` | numbers and dates as people see them |
//! | `grid` | cells to titles and tables |
//!
//! A sheet is a heading with its name and the tables in it. Hidden sheets are not read, as hidden text is not, and are named in a
//! diagnostic. Only cells with something in them cost anything, so that a sheet that is formatted down to its last row is no
//! larger than its words.

mod grid;
mod separated;
mod shown;
mod workbook;

use super::{ExtractError, Extractor, Settings, blocks_of, settle};
use crate::model::extracted::{Extracted, FileMetadata};
use crate::model::source::MediaType;

/// The reader of XLSX.
pub const XLSX: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Xlsx, extract: workbook::xlsx };

/// The reader of XLS.
pub const XLS: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Xls, extract: workbook::xls };

/// The reader of ODS.
pub const ODS: Extractor =
    Extractor { name: "workbook", version: 1, handles: |m| m == MediaType::Ods, extract: workbook::ods };

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
