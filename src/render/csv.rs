//! One CSV file, as a spreadsheet will open it.
//!
//! RFC 4180: commas, CRLF after every record, quotes only where they are needed. A byte order mark stands first unless it is
//! left out, because Excel reads a file without one in the machine's old code page.
//!
//! A cell that a spreadsheet could run as a formula gets an apostrophe in front, see [`neutral`]. The raw words are in
//! `evidence.jsonl`.

use super::error::RenderError;
use super::rows::Rows;
use crate::util::formula::neutral;
use crate::util::fs;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What begins every file unless it is left out.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How CSV files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Leave out the byte order mark that tells Excel the file is UTF-8.
    pub no_bom: bool,
    /// What parts the cells of a row.
    pub delimiter: u8,
}

impl Default for CsvOptions {
    fn default() -> CsvOptions {
        CsvOptions { no_bom: false, delimiter: b',' }
    }
}

/// A CSV file that is being written.
pub(super) struct CsvFile {
    writer: csv::Writer<BufWriter<File>>,
    path: PathBuf,
    width: usize,
}

impl CsvFile {
    /// Makes the file and writes its header.
    pub(super) fn create(path: &Path, columns: &[&str], options: CsvOptions) -> Result<CsvFile, RenderError> {
        let mut file = BufWriter::new(fs::create(path)?);
        if !options.no_bom {
            file.write_all(BYTE_ORDER_MARK).map_err(|source| RenderError::Write { path: path.to_owned(), source })?;
        }
        let writer = csv::WriterBuilder::new()
            .delimiter(options.delimiter)
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(file);
        let mut sheet = CsvFile { writer, path: path.to_owned(), width: columns.len() };
        sheet.take(columns, "")?;
        Ok(sheet)
    }

    fn failed(&self, error: csv::Error) -> RenderError {
        RenderError::Write { path: self.path.clone(), source: error.into() }
    }
}

impl Rows for CsvFile {
    /// Writes a record, neutralised; one that is too short is filled with empty cells.
    fn take(&mut self, cells: &[&str], _link: &str) -> Result<(), RenderError> {
        debug_assert!(cells.len() <= self.width, "{}: {} cells", self.path.display(), cells.len());
        for cell in cells {
            let written = self.writer.write_field(neutral(cell).as_ref());
            written.map_err(|e| self.failed(e))?;
        }
        for _ in cells.len()..self.width {
            let written = self.writer.write_field("");
            written.map_err(|e| self.failed(e))?;
        }
        let ended = self.writer.write_record(None::<&[u8]>);
        ended.map_err(|e| self.failed(e))
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, RenderError> {
        match self.writer.flush() {
            Ok(()) => Ok(Some(self.path.clone())),
            Err(source) => Err(RenderError::Write { path: self.path.clone(), source }),
        }
    }
}

/// A list inside a cell, joined by `|`. A bar inside a part becomes `/`, so that the parts can be told apart again.
pub(super) fn list<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.as_ref().replace('|', "/")).collect();
    parts.join("|")
}

/// A number, or nothing where it is not known.
pub(super) fn known<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_mark_header_and_line_ends() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.csv");
        let mut sheet = CsvFile::create(&path, &["a", "b"], CsvOptions::default()).unwrap();
        sheet.take(&["say \"hi\", all"], "").unwrap();
        sheet.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{feff}a,b\r\n\"say \"\"hi\"\", all\",\r\n");
    }

    #[test]
    fn lists_can_be_split_again() {
        assert_eq!(list(["a|b", "c"]), "a/b|c");
    }
}
