//! Gives the marked-up tables of a finished workbook their true extents.
//!
//! The writer keeps an entry in memory for every cell of a table that it marks up, written or not: 4 GB where a workbook holds two
//! million passages. So each table is marked up over its header and first row alone, and the two places of its part that state
//! the extent are put right afterwards. All other parts of the file are copied as they are, without being packed again.

use super::BookError;
use crate::render::error::RenderError;
use crate::util::fs;
use rust_xlsxwriter::cell_range;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use zip::result::ZipResult;
use zip::{ZipArchive, ZipWriter};

/// The folder of the parts that describe tables.
const TABLES: &str = "xl/tables/";

/// Where a table stands: as it was marked up, and as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    marked: String,
    whole: String,
}

impl Extent {
    /// Of a table whose header stands in this row, all rows and columns from 0.
    pub(super) fn new(header: u32, last_row: u32, last_column: u16) -> Extent {
        let down_to = |row| cell_range(header, 0, row, last_column);
        Extent { marked: down_to(header + 1), whole: down_to(last_row) }
    }
}

/// Copies a workbook to its place, with the extents of the tables of these names.
pub(super) fn settle(written: File, extents: &BTreeMap<String, Extent>, path: &Path) -> Result<(), BookError> {
    let failed = |source: std::io::Error| RenderError::Write { path: path.to_owned(), source };
    let to = BufWriter::new(fs::create(path).map_err(RenderError::from)?);
    let mut to = copied(written, extents, to).map_err(|e| failed(e.into()))?;
    Ok(to.flush().map_err(failed)?)
}

fn copied<W: Write + std::io::Seek>(written: File, extents: &BTreeMap<String, Extent>, to: W) -> ZipResult<W> {
    let mut from = ZipArchive::new(BufReader::new(written))?;
    let mut to = ZipWriter::new(to);
    for i in 0..from.len() {
        let mut part = from.by_index(i)?;
        let file = part.name()?.into_owned();
        if !file.starts_with(TABLES) {
            to.raw_copy_file(part)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        if let Some(extent) = name(&text).and_then(|name| extents.get(name)) {
            text = settled(&text, extent);
        }
        to.start_file(file, part.options())?;
        to.write_all(text.as_bytes())?;
    }
    to.finish()
}

/// The name of the table that a part describes.
fn name(part: &str) -> Option<&str> {
    part.split_once(" displayName=\"")?.1.split('"').next()
}

/// A part with the extent put right, of the table and of its filter. Quotation marks in the names of columns are escaped, so that
/// nothing else reads like an extent.
fn settled(part: &str, extent: &Extent) -> String {
    part.replace(&format!(" ref=\"{}\"", extent.marked), &format!(" ref=\"{}\"", extent.whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_its_filter_reach_to_the_last_row_and_words_stay() {
        let part = r#"<table id="1" name="table_x" displayName="table_x" ref="A4:AB5"><autoFilter ref="A4:AB5"/>
            <tableColumn id="1" name=" ref=&quot;A4:AB5&quot;"/></table>"#;
        let extent = Extent::new(3, 1_048_575, 27);
        assert_eq!(name(part), Some("table_x"));
        assert_eq!(
            settled(part, &extent),
            r#"<table id="1" name="table_x" displayName="table_x" ref="A4:AB1048576"><autoFilter ref="A4:AB1048576"/>
            <tableColumn id="1" name=" ref=&quot;A4:AB5&quot;"/></table>"#
        );
        assert_eq!(Extent::new(3, 4, 0).marked, Extent::new(3, 4, 0).whole);
    }
}
