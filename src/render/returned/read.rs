//! A workbook or CSV file to rows.

use super::{Returned, ReturnedRow};
use crate::model::review::delimiter;
use crate::util::formula::restored;
use crate::util::fs::{self, FsError};
use crate::util::text::by_line_feeds;
use calamine::{Data, Reader};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// How far down a sheet its header is looked for.
const HEADER_WITHIN: usize = 20;

/// A file that cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened.
    #[error(transparent)]
    File(#[from] FsError),
    /// It is no workbook.
    #[error("{file} cannot be read as a workbook ({reason}); save it as .xlsx, .ods or .csv")]
    Workbook {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// It has neither passages nor actions.
    #[error(
        "{0} has no table with a column passage_id or action_id; give the workbook, passages.csv or actions.csv that sederunt wrote"
    )]
    NoTable(String),
}

/// Reads the tables `passages` and `actions` of a file.
///
/// # Errors
///
/// Where the file cannot be opened or holds neither.
pub fn read(path: &Path) -> Result<Returned, ReadError> {
    let name = path.display().to_string();
    let bytes = fs::read(path)?;
    let mut returned = Returned::default();
    // Both sorts of workbook are zip files.
    if bytes.starts_with(b"PK") {
        workbook(bytes, &name, &mut returned)?;
    } else {
        separated(&String::from_utf8_lossy(&bytes), &mut returned);
    }
    if returned.passages.is_empty() && returned.actions.is_empty() {
        return Err(ReadError::NoTable(name));
    }
    Ok(returned)
}

fn workbook(bytes: Vec<u8>, name: &str, returned: &mut Returned) -> Result<(), ReadError> {
    let failed =
        |error: &dyn std::fmt::Display| ReadError::Workbook { file: name.to_owned(), reason: error.to_string() };
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| failed(&e))?;
    for sheet in book.sheet_names() {
        // Other tables have these ids as well; an edit there would be an edit of a copy.
        let table = sheet.split('_').next().unwrap_or_default().to_lowercase();
        if table != "passages" && table != "actions" {
            continue;
        }
        let range = book.worksheet_range(&sheet).map_err(|e| failed(&e))?;
        let (top, _) = range.start().unwrap_or_default();
        let mut header: Option<Vec<String>> = None;
        for (i, row) in range.rows().enumerate() {
            let row: Vec<String> = row.iter().map(text).collect();
            match &header {
                None if row.iter().any(|cell| is_id(cell)) => header = Some(row.iter().map(|c| name_of(c)).collect()),
                None if i > HEADER_WITHIN => break,
                None => {}
                Some(header) => {
                    let place = format!("sheet {sheet}, row {}", top as usize + i + 1);
                    put(header, row.iter().map(String::as_str), place, returned);
                }
            }
        }
    }
    Ok(())
}

fn text(cell: &Data) -> String {
    match cell {
        // No date is compared.
        Data::Empty | Data::Error(_) | Data::DateTime(_) | Data::DateTimeIso(_) => String::new(),
        other => other.to_string(),
    }
}

fn separated(text: &str, returned: &mut Returned) {
    let text = by_line_feeds(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) if header.iter().any(is_id) => header.iter().map(name_of).collect(),
        _ => return,
    };
    for record in reader.records().flatten() {
        let place = format!("line {}", record.position().map_or(0, csv::Position::line));
        put(&header, record.iter(), place, returned);
    }
}

fn is_id(cell: &str) -> bool {
    matches!(name_of(cell).as_str(), "passage_id" | "action_id")
}

fn name_of(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// Keeps a row with the table that its first id names; rows without an id are left out.
fn put<'a>(header: &[String], cells: impl Iterator<Item = &'a str>, place: String, returned: &mut Returned) {
    let cells: BTreeMap<String, String> =
        header.iter().cloned().zip(cells.map(|cell| restored(cell).trim().to_owned())).collect();
    let id = |column: &str| cells.get(column).is_some_and(|id| !id.is_empty());
    let row = |cells| ReturnedRow { place, cells };
    if id("action_id") {
        returned.actions.push(row(cells));
    } else if id("passage_id") {
        returned.passages.push(row(cells));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_is_read_whatever_parts_its_cells() {
        let mut returned = Returned::default();
        separated("\u{feff}Passage_ID;text;themes\r\nq1;'=1+1;digital|housing\r\n;;\r\n", &mut returned);
        assert_eq!(returned.passages.len(), 1);
        let row = &returned.passages[0];
        assert_eq!((row.place.as_str(), row.cells["text"].as_str()), ("line 2", "=1+1"));
        let mut none = Returned::default();
        separated("a,b\n1,2\n", &mut none);
        assert_eq!(none, Returned::default());
    }
}
