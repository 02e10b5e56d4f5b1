//! `evidence.xlsx`: every table as a sheet, with a cover, notes and the meaning of every column.
//!
//! It follows the guidance of the UK Government Analysis Function, "Releasing statistics in spreadsheets": a cover sheet and
//! notes, one marked-up table a sheet, the title in cell A1, headers that differ and stay in sight, no merged cells, no blank
//! rows, nothing said by colour alone. Rows are written to disk as they come, so that millions of them need no memory.
//!
//! | file | what it does |
//! |---|---|
//! | `cover` | cover, notes and the meaning of the columns |
//! | `sheet` | one table, over as many sheets as its rows need |
//! | `links` | the link of a cell, and its words |
//! | `measures` | widths of columns and heights of rows |
//! | `extents` | how far down the marked-up tables reach |
//! | `style` | how cells look |

mod cover;
mod extents;
mod links;
mod measures;
mod sheet;
mod style;

use super::error::RenderError;
use super::export::{RunInfo, Totals};
use super::rows::{Rows, Shape};
use super::tables::{self, Context};
use crate::model::records::Records;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use sheet::{BookTable, Room};
use std::collections::BTreeMap;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use style::Styles;

/// The name of the file.
pub(super) const FILE: &str = "evidence.xlsx";

/// Rows of a table on one sheet at most: Excel's limit of 1,048,576 without the lines above the table.
const MOST_ROWS: u64 = 1_048_576 - sheet::HEADER_ROW as u64 - 1;

/// Links and stated heights of a table at most: of links, what Excel holds on one sheet.
const ROOM: Room = Room { links: 65_530, heights: 20_000 };

/// Links and stated heights of the whole workbook at most. The writer keeps each until the end, 1 to 3 kB of it, and Excel is slow to
/// open a workbook with hundreds of thousands of links.
const ROOM_OF_ALL: Room = Room { links: 120_000, heights: 60_000 };

/// Writes the workbook. The rows of `totals` run beside `shapes`.
pub(super) fn write(
    records: &impl Records,
    context: &Context<'_>,
    shapes: &[Shape],
    totals: &Totals,
    run: &RunInfo,
    dir: &Path,
) -> Result<PathBuf, RenderError> {
    let path = dir.join(FILE);
    book(records, context, shapes, totals, run, MOST_ROWS, &path).map_err(|error| error.named(&path))?;
    Ok(path)
}

/// What can go wrong within the workbook; its path is added outside.
enum BookError {
    Render(RenderError),
    Xlsx(XlsxError),
}

impl BookError {
    fn named(self, path: &Path) -> RenderError {
        match self {
            BookError::Render(error) => error,
            BookError::Xlsx(error) => RenderError::Workbook { path: path.to_owned(), reason: error.to_string() },
        }
    }
}

impl From<XlsxError> for BookError {
    fn from(error: XlsxError) -> BookError {
        BookError::Xlsx(error)
    }
}

impl From<RenderError> for BookError {
    fn from(error: RenderError) -> BookError {
        BookError::Render(error)
    }
}

fn book(
    records: &impl Records,
    context: &Context<'_>,
    shapes: &[Shape],
    totals: &Totals,
    run: &RunInfo,
    most_rows: u64,
    path: &Path,
) -> Result<(), BookError> {
    let styles = Styles::new();
    let dir = path.parent().unwrap_or(Path::new(""));
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(run)?);
    // The rows of millions of passages are some gigabytes, and the system's folder for passing files is often memory.
    workbook.set_tempdir(dir)?;
    // A sheet may take more than 4 GB before it is packed; where none does, nothing of this is left in the end.
    workbook.use_zip_large_file(true);
    let mut tables = Vec::with_capacity(shapes.len());
    let mut room = ROOM_OF_ALL;
    for (shape, rows) in shapes.iter().zip(&totals.rows) {
        // Tables stand in the order in which people are likely to want them.
        let links = if shape.table.linked.is_some() { *rows } else { 0 };
        let given =
            Room { links: links.min(room.links).min(ROOM.links), heights: room.heights.min(ROOM.heights).min(*rows) };
        room = Room { links: room.links - given.links, heights: room.heights - given.heights };
        tables.push(BookTable::open(&mut workbook, shape, (*rows, most_rows), given, &styles)?);
    }
    tables::stream(records, context, &mut tables, |_| Ok(()))?;
    let mut cut = 0;
    let mut unlinked = 0;
    let mut contents = Vec::new();
    let mut extents = BTreeMap::new();
    let mut sheets: Vec<Worksheet> = Vec::new();
    for mut table in tables {
        table.finish()?;
        cut += table.cut;
        unlinked += table.unlinked;
        contents.extend(table.contents());
        extents.extend(table.extents());
        sheets.extend(table.into_sheets());
    }
    workbook.push_worksheet(cover::cover(run, totals, context, &contents, &styles)?);
    workbook.push_worksheet(cover::notes(cut, unlinked, &styles)?);
    workbook.push_worksheet(cover::columns(shapes, &styles)?);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    let written = tempfile::tempfile_in(dir).map_err(XlsxError::from)?;
    workbook.save_to_writer(BufWriter::new(&written))?;
    extents::settle(written, &extents, path)
}

/// The document's own properties. Its date is fixed, so that the same evidence is the same file.
fn properties(run: &RunInfo) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(&run.title).set_author(&run.tool).set_creation_datetime(&date))
}

#[cfg(test)]
mod tests;
