//! One table of the workbook, over as many sheets as its rows need.
//!
//! Excel holds 1,048,576 rows and 65,530 links a sheet, 32,767 characters a cell and 2,080 a link. Rows beyond go to a further
//! sheet; a link beyond is left out and the words stay; a cell beyond is cut and says so, a list after a whole value. Links are
//! what the writer keeps in memory, so that the whole workbook has a bound of them too.

use super::extents::Extent;
use super::links::{in_words, target};
use super::measures::{height, width, wrapped};
use super::style::{HOTTEST, Styles};
use crate::render::error::RenderError;
use crate::render::rows::{Rows, Shape};
use crate::render::schema::Kind;
use crate::util::formula::neutral;
use crate::util::plural::{count, thousands};
use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormatType, DataValidation, ExcelDateTime, Format, Table, TableColumn,
    TableStyle, Url, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;
use std::path::PathBuf;

/// The row of the header, from 0: above it stand the title, what a row is, and the way back.
pub(super) const HEADER_ROW: u32 = 3;
/// What the indent takes of a column of words, in digits.
pub(super) const INDENT: f64 = 1.5;
/// Tables that are wider than so many digits are printed on A3.
const WIDEST_ON_A4: f64 = 200.0;
const MOST_CHARACTERS: usize = 32_767;
const LONGEST_LINK: usize = 2_000;
/// Rows of a sheet whose empty cells are written too, so that the line below a row runs through.
const LINED_ROWS: u64 = 50_000;

/// Columns of one word that people correct and give back: their cells offer the words to choose from.
const EDITED: [(&str, &str); 2] = [("passages", "stance"), ("actions", "status")];

/// A table that is being written.
pub(super) struct BookTable {
    title: &'static str,
    about: &'static str,
    kinds: Vec<Kind>,
    widths: Vec<f64>,
    linked: Option<usize>,
    /// What it may still keep in memory.
    room: Room,
    parts: Vec<Part>,
    /// The part that takes the next row.
    current: usize,
    styles: Styles,
    /// Cells that were longer than Excel holds.
    pub(super) cut: u64,
    /// Links that were too many.
    pub(super) unlinked: u64,
}

/// What a table may keep in memory until the workbook is saved, as the writer does with these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Cells that lead to a page.
    pub(super) links: u64,
    /// Rows whose height is stated. Excel finds the height of wrapped text by itself, other programs do not all.
    pub(super) heights: u64,
}

struct Part {
    name: String,
    sheet: Worksheet,
    extent: Extent,
    rows: u64,
    written: u64,
}

/// A line of the contents on the cover.
pub(super) struct Content {
    pub(super) sheet: String,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) rows: u64,
}

impl BookTable {
    /// Makes the sheets for so many rows.
    pub(super) fn open(
        workbook: &mut Workbook,
        shape: &Shape,
        (rows, most_rows): (u64, u64),
        room: Room,
        styles: &Styles,
    ) -> Result<BookTable, XlsxError> {
        let kinds: Vec<Kind> = shape.fields.iter().map(|f| f.kind).collect();
        let widths = shape.fields.iter().map(|f| width(f.kind, &f.name)).collect();
        let linked = shape.table.linked.and_then(|name| shape.fields.iter().position(|f| f.name == name));
        let mut parts = Vec::new();
        let sheets = rows.div_ceil(most_rows).max(1);
        for number in 1..=sheets {
            let name = if number == 1 { shape.table.name.to_owned() } else { format!("{}_{number}", shape.table.name) };
            let rows = rows.saturating_sub((number - 1) * most_rows).min(most_rows);
            let mut sheet = workbook.new_worksheet_with_constant_memory()?;
            sheet.set_name(&name)?;
            let part = if sheets > 1 { format!(" (part {number} of {sheets})") } else { String::new() };
            let extent = head(&mut sheet, shape, &part, &name, rows, styles)?;
            parts.push(Part { name, sheet, extent, rows, written: 0 });
        }
        let (title, about) = (shape.table.title, shape.table.about);
        let styles = styles.clone();
        Ok(BookTable { title, about, kinds, widths, linked, room, parts, current: 0, styles, cut: 0, unlinked: 0 })
    }

    /// What the cover says of it.
    pub(super) fn contents(&self) -> Vec<Content> {
        let line = |part: &Part| Content {
            sheet: part.name.clone(),
            title: self.title,
            about: self.about,
            rows: part.written,
        };
        self.parts.iter().map(line).collect()
    }

    /// The marked-up table of each of its sheets, by name, with its extent.
    pub(super) fn extents(&self) -> impl Iterator<Item = (String, Extent)> {
        self.parts.iter().map(|part| (marked_up_as(&part.name), part.extent.clone()))
    }

    /// Its sheets in order.
    pub(super) fn into_sheets(self) -> impl Iterator<Item = Worksheet> {
        self.parts.into_iter().map(|part| part.sheet)
    }

    fn write(&mut self, cells: &[&str], link: &str) -> Result<(), XlsxError> {
        if self.parts[self.current].written == self.parts[self.current].rows && self.current + 1 < self.parts.len() {
            self.current += 1;
        }
        let part = &mut self.parts[self.current];
        let row = HEADER_ROW + 1 + part.written as u32;
        let lined = part.written < LINED_ROWS;
        let mut lines = 1;
        for (i, kind) in self.kinds.iter().copied().enumerate() {
            let column = i as u16;
            let cell = cells.get(i).copied().unwrap_or_default();
            if cell.is_empty() {
                // The line below a row runs through cells that hold nothing.
                if lined {
                    part.sheet.write_blank(row, column, &self.styles.number)?;
                }
                continue;
            }
            let said = if kind == Kind::Link { Cow::Owned(in_words(cell)) } else { Cow::Borrowed(cell) };
            if self.room.heights > 0 && !one_line(&said, kind) {
                // What stands beside the words is cut to the eye, so that the rows of one paper are not all as high as its title.
                let most = match kind {
                    Kind::Words => u32::MAX,
                    Kind::List | Kind::Name => 5,
                    _ => 3,
                };
                lines = lines.max(wrapped(&said, self.widths[i] - INDENT).min(most));
            }
            if self.linked == Some(i) && !link.is_empty() {
                if self.room.links > 0 && link.len() <= LONGEST_LINK {
                    self.room.links -= 1;
                    let (text, _) = fitting(&said, kind);
                    let url = Url::new(target(link)).set_text(text.as_ref());
                    part.sheet.write_url_with_format(row, column, url, &self.styles.link)?;
                    continue;
                }
                self.unlinked += 1;
            }
            self.cut += u64::from(put(&mut part.sheet, row, column, &said, kind, &self.styles)?);
        }
        if lines > 1 {
            self.room.heights -= 1;
            part.sheet.set_row_height(row, height(lines))?;
        }
        part.written += 1;
        Ok(())
    }
}

impl Rows for BookTable {
    fn take(&mut self, cells: &[&str], link: &str) -> Result<(), RenderError> {
        self.write(cells, link).map_err(failed)
    }

    fn finish(&mut self) -> Result<Option<PathBuf>, RenderError> {
        Ok(None)
    }
}

fn failed(error: XlsxError) -> RenderError {
    RenderError::Workbook { path: PathBuf::from(super::FILE), reason: error.to_string() }
}

/// The name of the marked-up table of a sheet: Excel does not take every name for a table that it takes for a sheet.
fn marked_up_as(sheet: &str) -> String {
    format!("table_{sheet}")
}

/// What stands above the rows: title, meaning, the way back, and the header of the marked-up table, whose extent is given back to
/// be put right in the end.
fn head(
    sheet: &mut Worksheet,
    shape: &Shape,
    part: &str,
    name: &str,
    rows: u64,
    styles: &Styles,
) -> Result<Extent, XlsxError> {
    sheet.write_string_with_format(0, 0, format!("{}{part}", shape.table.title), &styles.title)?;
    let said = match rows {
        0 => format!("{} There are none in these papers.", shape.table.about),
        _ => format!("{} This sheet has one table with {}.", shape.table.about, count(rows, "row", "rows")),
    };
    sheet.write_string_with_format(1, 0, said, &styles.plain)?;
    sheet.write_url_with_format(2, 0, Url::new("internal:cover!A1").set_text("Back to the cover"), &styles.way)?;
    let columns: Vec<TableColumn> = shape
        .fields
        .iter()
        .map(|field| TableColumn::new().set_header(&field.name).set_header_format(styles.header_of(field.kind)))
        .collect();
    let last_row = HEADER_ROW + rows.max(1) as u32;
    let last_column = columns.len().saturating_sub(1) as u16;
    let table = Table::new().set_name(marked_up_as(name)).set_columns(&columns).set_style(TableStyle::Light1);
    sheet.add_table(HEADER_ROW, 0, HEADER_ROW + 1, last_column, &table)?;
    let mut lines = 1;
    let mut across = 0.0;
    for (i, field) in shape.fields.iter().enumerate() {
        let width = width(field.kind, &field.name);
        sheet.set_column_width(i as u16, width)?;
        across += width;
        // Bold letters, the indent, and the filter's button beside them.
        lines = lines.max(wrapped(&field.name, width - 3.0).min(4));
    }
    sheet.set_row_height(HEADER_ROW, height(lines))?;
    if matches!(shape.table.name, "matrix_wide" | "matrix_binary") && last_column >= 2 {
        let heat = ConditionalFormat2ColorScale::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Percentile, 95)
            .set_minimum_color("FFFFFF")
            .set_maximum_color(HOTTEST);
        sheet.add_conditional_format(HEADER_ROW + 1, 2, last_row, last_column, &heat)?;
        sheet.set_freeze_panes(HEADER_ROW + 1, 2)?;
    } else {
        sheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
    }
    for (i, field) in shape.fields.iter().enumerate() {
        if let (Kind::Choice(words), true) = (field.kind, EDITED.contains(&(shape.table.name, field.name.as_str()))) {
            let choice = DataValidation::new()
                .allow_list_strings(words)?
                .set_error_title("Not one of the words")?
                .set_error_message("Choose one of the words of the list, so that review import can take it over.")?;
            sheet.add_data_validation(HEADER_ROW + 1, i as u16, last_row, i as u16, &choice)?;
        }
    }
    printed(sheet)?;
    if across > WIDEST_ON_A4 {
        sheet.set_paper_size(A3);
    }
    Ok(Extent::new(HEADER_ROW, last_row, last_column))
}

/// Excel's numbers of paper sizes.
const A4: u8 = 9;
const A3: u8 = 8;

/// Set for printing: A4 across with narrow margins, all columns on one page.
pub(super) fn on_page(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
}

/// The same, with the header again on every page.
pub(super) fn printed(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    on_page(sheet);
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    Ok(())
}

/// True of an id without words, which is copied rather than read and needs no second line.
fn one_line(text: &str, kind: Kind) -> bool {
    kind == Kind::Key && !text.contains(['-', ' '])
}

/// Writes a cell by its kind; true where it had to be cut.
pub(super) fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &str,
    kind: Kind,
    styles: &Styles,
) -> Result<bool, XlsxError> {
    match kind {
        Kind::Count => {
            if let Ok(number) = cell.parse::<u64>() {
                sheet.write_number_with_format(row, column, number as f64, &styles.number)?;
                return Ok(false);
            }
        }
        Kind::Day | Kind::Date => {
            if let Some(day) = whole_day(cell) {
                sheet.write_datetime_with_format(row, column, &day, &styles.day)?;
                return Ok(false);
            }
        }
        _ => {}
    }
    let (text, cut) = fitting(cell, kind);
    if one_line(&text, kind) && !matches!(neutral(&text), Cow::Owned(_)) {
        sheet.write_string_with_format(row, column, text.as_ref(), &styles.id)?;
        return Ok(cut);
    }
    let format: &Format = if matches!(neutral(&text), Cow::Owned(_)) { &styles.guarded } else { &styles.text };
    sheet.write_string_with_format(row, column, text.as_ref(), format)?;
    Ok(cut)
}

/// The day, where it is a whole one that Excel's calendar has.
fn whole_day(cell: &str) -> Option<ExcelDateTime> {
    let mut parts = cell.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if year < 1900 { None } else { ExcelDateTime::from_ymd(year, month, day).ok() }
}

/// The text, cut where it is longer than a cell holds. Excel counts in units of UTF-16.
fn fitting(cell: &str, kind: Kind) -> (Cow<'_, str>, bool) {
    if cell.len() <= MOST_CHARACTERS || cell.encode_utf16().count() <= MOST_CHARACTERS {
        return (Cow::Borrowed(cell), false);
    }
    // Room for what is said of the rest.
    let room = MOST_CHARACTERS - 80;
    let mut units = 0;
    let end = cell.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > room
    });
    let mut kept = &cell[..end.map_or(cell.len(), |(i, _)| i)];
    let rest = if kind == Kind::List {
        kept = &kept[..kept.rfind('|').unwrap_or(kept.len())];
        let more = cell[kept.len()..].matches('|').count() as u64;
        format!("|… and {} more, in the CSV file", thousands(more))
    } else {
        " … cut here: Excel holds no more; the rest is in the CSV file".to_owned()
    };
    (Cow::Owned(format!("{kept}{rest}")), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longer_than_a_cell_is_cut_after_a_whole_value() {
        let list = vec!["0123456789abcdef"; 3000].join("|");
        let (text, cut) = fitting(&list, Kind::List);
        assert!(cut && text.encode_utf16().count() <= MOST_CHARACTERS);
        let parts: Vec<&str> = text.split('|').collect();
        assert!(parts[..parts.len() - 1].iter().all(|p| *p == "0123456789abcdef"));
        let more: usize =
            parts[parts.len() - 1].chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        assert_eq!(parts.len() - 1 + more, 3000);
        let words = "é😀 ".repeat(20_000);
        let (text, cut) = fitting(&words, Kind::Words);
        assert!(cut && text.encode_utf16().count() <= MOST_CHARACTERS && text.ends_with("CSV file"));
        assert_eq!(fitting("short", Kind::Words), (Cow::Borrowed("short"), false));
    }

    #[test]
    fn only_whole_days_become_dates() {
        assert!(whole_day("2020-10-05").is_some());
        for cell in ["2020-10", "2020", "1845-01-01", "soon", "2020-02-31"] {
            assert!(whole_day(cell).is_none(), "{cell}");
        }
    }
}
