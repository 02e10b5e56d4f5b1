//! Cells of the sheets of a Microsoft workbook, through calamine.

use super::grid::Merged;
use super::{Value, XLS, XLSX, gather, shown};
use crate::extract::package::Package;
use crate::extract::xml::Node;
use crate::extract::{ExtractError, Settings, stated};
use crate::model::extracted::{Extracted, FileMetadata};
use crate::util::text::collapse;
use calamine::{Data, DataRef, Dimensions, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx, XlsxError};
use std::io::Cursor;

/// Reads an Office Open XML workbook, cell by cell.
pub(super) fn xlsx(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    Package::check(bytes, settings)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => {
            ExtractError::new("protected by a password: open it, save it without one, and run again")
        }
        error => damaged(&error.to_string()),
    })?;
    let metadata = properties(bytes, settings)?;
    let sheets = sheets(book.sheets_metadata());
    gather(&XLSX, metadata, &sheets, |name, left| {
        let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let mut cells = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
        let mut out = Vec::new();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| error.to_string())? {
            let style = cells.styles().get(style);
            let format = style.and_then(|s| s.number_format.as_ref()).map(|f| f.format_code.as_str());
            let bold = style.and_then(|s| s.font.as_ref()).is_some_and(calamine::Font::is_bold);
            let (text, words) = match cell.get_value() {
                DataRef::String(text) => (text.clone(), true),
                DataRef::SharedString(text) => ((*text).to_owned(), true),
                DataRef::Int(n) => (shown::number(*n as f64, format), false),
                DataRef::Float(n) => (shown::number(*n, format), false),
                DataRef::DateTime(date) => (shown::date(date, format), false),
                DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => (iso(date), false),
                DataRef::Bool(yes) => (truth(*yes), false),
                DataRef::Error(_) | DataRef::Empty => continue,
            };
            let (row, column) = cell.get_position();
            if !text.trim().is_empty() {
                out.push(Value { row, column, text, words, bold });
            }
            if out.len() > left {
                break;
            }
        }
        Ok((out, ranges(&merged)))
    })
}

/// Reads a legacy binary workbook.
pub(super) fn xls(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => {
            ExtractError::new("protected by a password: open it, save it without one, and run again")
        }
        error => damaged(&error.to_string()),
    })?;
    let sheets = sheets(book.sheets_metadata());
    gather(&XLS, FileMetadata::default(), &sheets, |name, left| {
        let range = book.worksheet_range(name).map_err(|error| error.to_string())?;
        let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        Ok((values(&range, left), ranges(&merged)))
    })
}

fn damaged(error: &str) -> ExtractError {
    ExtractError::new(format!(
        "the workbook is damaged or cut short ({error}): fetch it again, or open it and save it anew"
    ))
}

/// Names of the worksheets, and whether they are shown.
fn sheets(sheets: &[Sheet]) -> Vec<(String, bool)> {
    let of_cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    of_cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
}

fn values(range: &calamine::Range<Data>, left: usize) -> Vec<Value> {
    let (top, start) = range.start().unwrap_or_default();
    let cells = range.used_cells().filter_map(|(row, column, data)| {
        let (text, words) = match data {
            Data::String(text) => (text.clone(), true),
            Data::Int(n) => (shown::number(*n as f64, None), false),
            Data::Float(n) => (shown::number(*n, None), false),
            Data::DateTime(date) => (shown::date(date, None), false),
            Data::DateTimeIso(date) | Data::DurationIso(date) => (iso(date), false),
            Data::Bool(yes) => (truth(*yes), false),
            Data::Error(_) | Data::Empty => return None,
        };
        let row = top.checked_add(u32::try_from(row).ok()?)?;
        let column = start.checked_add(u32::try_from(column).ok()?)?;
        (!text.trim().is_empty()).then_some(Value { row, column, text, words, bold: false })
    });
    cells.take(left.saturating_add(1)).collect()
}

fn ranges(merged: &[Dimensions]) -> Vec<Merged> {
    merged.iter().map(|m| Merged { first: m.start, last: m.end }).collect()
}

/// A day without the midnight that files write after it.
fn iso(date: &str) -> String {
    date.strip_suffix("T00:00:00").unwrap_or(date).replace('T', " ")
}

fn truth(yes: bool) -> String {
    if yes { "TRUE" } else { "FALSE" }.to_owned()
}

/// What the workbook says about itself.
fn properties(bytes: &[u8], settings: &Settings) -> Result<FileMetadata, ExtractError> {
    let mut package = Package::open(bytes, settings)?;
    let core = package.xml("docProps/core.xml")?.map(|(root, _)| root).unwrap_or_default();
    let text = |root: &Node, name: &str| root.child(name).map(|n| collapse(&n.text())).filter(|t| !t.is_empty());
    Ok(FileMetadata {
        keywords: stated([text(&core, "dc:subject"), text(&core, "cp:keywords")]),
        title: text(&core, "dc:title"),
        author: text(&core, "dc:creator"),
        created: text(&core, "dcterms:created"),
        producer: None,
        published: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::package::pack;
    use crate::model::extracted::Content;

    fn book(sheet: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let workbook = format!(
            "<workbook xmlns='{main}' xmlns:r='{rel}'><sheets><sheet name='Plan' sheetId='1' r:id='rId1'/>\
             <sheet name='Lists' sheetId='2' state='hidden' r:id='rId2'/></sheets></workbook>"
        );
        let relations = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
             <Relationship Id='rId1' Type='{rel}/worksheet' Target='worksheets/sheet1.xml'/>\
             <Relationship Id='rId2' Type='{rel}/worksheet' Target='worksheets/sheet2.xml'/></Relationships>"
        );
        let sheet = format!("<worksheet xmlns='{main}'><sheetData>{sheet}</sheetData></worksheet>");
        let root = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
             <Relationship Id='rId1' Type='{rel}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        );
        pack(&[
            ("_rels/.rels", root.as_str()),
            ("xl/workbook.xml", workbook.as_str()),
            ("xl/_rels/workbook.xml.rels", relations.as_str()),
            ("xl/worksheets/sheet1.xml", sheet.as_str()),
            ("xl/worksheets/sheet2.xml", sheet.as_str()),
        ])
    }

    fn cell(at: &str, text: &str) -> String {
        format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>")
    }

    #[test]
    fn sheets_are_headings_with_tables_and_hidden_ones_are_named() {
        let rows = format!(
            "<row r='1'>{}{}</row><row r='2'>{}<c r='B2'><v>3</v></c></row><row r='1048576'>{}</row>",
            cell("A1", "Action"),
            cell("B1", "Count"),
            cell("A2", "Share data"),
            cell("XFD1048576", "far away")
        );
        let read = xlsx(&book(&rows), &Settings::default()).unwrap();
        assert!(read.diagnostics[0].message.contains("Lists"));
        let Content::Blocks(blocks) = read.content else { panic!("blocks") };
        assert_eq!(blocks[0].text, "Plan");
        let table = blocks[1].table().unwrap();
        assert_eq!((table.rows[1].cells[1].text().as_str(), table.header_rows), ("3", 1));
        assert_eq!(blocks[2].text, "far away");
    }

    #[test]
    fn wrecks_are_refused_and_never_panic() {
        let whole = book("<row r='1'><c r='A1'><v>1</v></c></row>");
        for cut in (0..whole.len()).step_by(23) {
            let mut flipped = whole.clone();
            flipped[cut] ^= 0x5a;
            for read in [xlsx, xls] {
                let _ = read(&whole[..cut], &Settings::default());
                let _ = read(&flipped, &Settings::default());
            }
        }
    }
}
