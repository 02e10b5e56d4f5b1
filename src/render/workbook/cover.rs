//! The sheets that a reader meets first: cover, notes, and the meaning of every column.

use super::measures::{height, wrapped};
use super::sheet::{Content, HEADER_ROW, INDENT, on_page, printed};
use super::style::Styles;
use crate::model::date::PartialDate;
use crate::model::source::SourceStatus;
use crate::render::export::{RunInfo, Totals};
use crate::render::rows::Shape;
use crate::render::schema::Kind;
use crate::render::tables::Context;
use crate::util::plural::{count, join_and, thousands};
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Url, Worksheet, XlsxError};

/// The width of columns that hold sentences, in characters.
const WIDE: f64 = 76.0;

/// The cover: what this is, of which papers, how to get from here to a page, and what stands on which sheet.
pub(super) fn cover(
    run: &RunInfo,
    totals: &Totals,
    context: &Context<'_>,
    contents: &[Content],
    styles: &Styles,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("cover")?;
    let lines = lines(run, totals, context, contents);
    sheet.write_string_with_format(0, 0, &run.title, &styles.title)?;
    for (i, line) in lines.iter().enumerate() {
        let row = 1 + i as u32;
        sheet.write_string_with_format(row, 0, line, &styles.line)?;
        sheet.set_row_height(row, height(wrapped(line, WIDE)))?;
    }
    let top = 1 + lines.len() as u32;
    let fixed = [
        ("notes", "Notes", "How to read the tables, and what to keep in mind.", None),
        ("columns", "Columns", "The meaning of every column of every table.", None),
    ];
    let of_tables = contents.iter().map(|c| (c.sheet.as_str(), c.title, c.about, Some(c.rows)));
    let rows: Vec<_> = fixed.into_iter().chain(of_tables).collect();
    marked_up(&mut sheet, top, "contents", &["Contents", "Sheet", "What one row is", "Rows"], rows.len(), styles)?;
    for (i, (name, title, about, rows)) in rows.into_iter().enumerate() {
        let row = top + 1 + i as u32;
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(title);
        sheet.write_url_with_format(row, 0, url, &styles.link)?;
        sheet.write_string_with_format(row, 1, name, &styles.text)?;
        sheet.write_string_with_format(row, 2, about, &styles.text)?;
        sheet.set_row_height(row, height(wrapped(about, WIDE - INDENT)))?;
        if let Some(rows) = rows {
            sheet.write_number_with_format(row, 3, rows as f64, &styles.number)?;
        } else {
            sheet.write_blank(row, 3, &styles.number)?;
        }
    }
    for (column, width) in [(0, WIDE), (1, 28.0), (2, WIDE), (3, 11.0)] {
        sheet.set_column_width(column, width)?;
    }
    on_page(&mut sheet);
    Ok(sheet)
}

fn lines(run: &RunInfo, totals: &Totals, context: &Context<'_>, contents: &[Content]) -> Vec<String> {
    let entries = context.entries;
    let papers: u64 = entries.iter().map(|e| u64::from(e.papers)).sum();
    let passages: u64 = entries.iter().map(|e| u64::from(e.passages)).sum();
    let dates = match &totals.dates {
        Some((first, last)) if first == last => format!(", dated {}", plain(first)),
        Some((first, last)) => format!(", dated {} to {}", plain(first), plain(last)),
        None => String::new(),
    };
    let mut lines = vec![
        format!(
            "Made by {} from {}: {}, in which {} with {} were read{dates}.",
            run.tool,
            inputs(&run.inputs),
            count(entries.len() as u64, "file", "files"),
            count(papers, "paper", "papers"),
            count(passages, "passage", "passages"),
        ),
        format!("This is run {}: the same number stands for the same papers read in the same way.", run.digest),
    ];
    let lost = entries.iter().filter(|e| !matches!(e.status, SourceStatus::Ok)).count() as u64;
    if lost > 0 {
        lines.push(format!(
            "Not read, not read in full, or copies: {}. The sheet sources says which, why, and what to do.",
            count(lost, "file", "files")
        ));
    }
    lines.push(
        "To get to a page: open the sheet evidence, filter it by theme, area or stance, read the column text, \
         and click the cell in the column link."
            .to_owned(),
    );
    lines.push(
        "The file opens at its page. The links start from the folder that this workbook was written into; \
         move the papers with it."
            .to_owned(),
    );
    let further: Vec<String> =
        contents.windows(2).filter(|w| w[0].title == w[1].title).map(|w| w[1].sheet.clone()).collect();
    if !further.is_empty() {
        lines.push(format!(
            "Excel holds 1,048,576 rows a sheet. Further rows are on the sheets {}.",
            further.join(", ")
        ));
    }
    lines
}

/// The folders and files that were read, the first three of many.
fn inputs(inputs: &[String]) -> String {
    let mut named: Vec<String> = inputs.iter().take(3).cloned().collect();
    match inputs.len() {
        0 => return "papers".to_owned(),
        1..=3 => {}
        more => named.push(format!("{} more", more - 3)),
    }
    join_and(&named)
}

/// A date in words: `5 October 2020`, `August 2020`, `2020`.
fn plain(date: &PartialDate) -> String {
    let pattern = match (date.month, date.day) {
        (Some(_), Some(_)) => "%-d %B %Y",
        (Some(_), None) => "%B %Y",
        _ => "%Y",
    };
    date.earliest().map_or_else(|| date.to_string(), |day| day.strftime(pattern).to_string())
}

/// The notes.
pub(super) fn notes(cut: u64, unlinked: u64, styles: &Styles) -> Result<Worksheet, XlsxError> {
    let mut notes = vec![
        ("Empty cells", "An empty cell means that the value is not known or does not apply; it never stands for 0.".to_owned()),
        (
            "Silence",
            "In the matrices 0 means that papers about the area were read and do not speak of the theme. \
             An empty cell means that there was nothing to read. Silence is not absence."
                .to_owned(),
        ),
        (
            "Counts",
            "Counts say how much was written, not how much was done. In the sheet evidence a statement on two themes or two \
             areas has a row for each: count different ids in the column statement_id, not rows."
                .to_owned(),
        ),
        (
            "Words",
            "The columns text and quote hold the exact words of the papers. Themes, difficulties and strengths were found by \
             lists of terms and rules, which miss some things and take some for others: read the words before you use a number."
                .to_owned(),
        ),
        ("Lists", "Where a cell holds several values, a bar (|) parts them.".to_owned()),
        (
            "Dates",
            "A date of which only the month or the year is printed is written as far as it is known: 2020-08, 2020. \
             Whole dates are dates that Excel can sort and group."
                .to_owned(),
        ),
        (
            "Colour",
            "In the sheet matrix_wide a darker cell has a higher number. The number stands in the cell, so nothing is said by \
             colour alone."
                .to_owned(),
        ),
        (
            "Links",
            "A link opens the file, and a PDF at its page where your PDF reader takes page numbers from links; \
             where it does not, go to the page in the column page. A paragraph that runs over the end of a page is on the page \
             where it begins."
                .to_owned(),
        ),
        (
            "Corrections",
            "You can correct themes, challenges, strengths, organisations, places and stance in the sheet passages, and status in \
             the sheet actions, save the file and run: sederunt review import evidence.xlsx. It shows what would change first."
                .to_owned(),
        ),
    ];
    if cut > 0 {
        notes.push((
            "Long cells",
            format!(
                "{} longer than Excel holds (32,767 characters) and cut; the CSV files hold all.",
                were(cut, "cell")
            ),
        ));
    }
    if unlinked > 0 {
        notes.push((
            "Links left out",
            format!(
                "Excel holds 65,530 links a sheet, and a workbook with very many opens slowly; {} left out. The column link of \
                 evidence.csv has them all.",
                were(unlinked, "link")
            ),
        ));
    }
    let mut sheet = Worksheet::new();
    sheet.set_name("notes")?;
    opening(&mut sheet, "Notes", "How to read the tables, and what to keep in mind.", styles)?;
    marked_up(&mut sheet, HEADER_ROW, "notes", &["Note", "On", "What it says"], notes.len(), styles)?;
    for (i, (on, said)) in notes.iter().enumerate() {
        let row = HEADER_ROW + 1 + i as u32;
        sheet.write_number_with_format(row, 0, (i + 1) as f64, &styles.number)?;
        sheet.write_string_with_format(row, 1, *on, &styles.text)?;
        sheet.write_string_with_format(row, 2, said, &styles.text)?;
        sheet.set_row_height(row, height(wrapped(said, 100.0 - INDENT)))?;
    }
    for (column, width) in [(0, 9.0), (1, 18.0), (2, 100.0)] {
        sheet.set_column_width(column, width)?;
    }
    Ok(sheet)
}

fn were(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun} was") } else { format!("{} {noun}s were", thousands(n)) }
}

/// The meaning of every column.
pub(super) fn columns(shapes: &[Shape], styles: &Styles) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("columns")?;
    opening(&mut sheet, "Columns", "What every column of every table means.", styles)?;
    let rows: usize = shapes.iter().map(|s| s.fields.len()).sum();
    marked_up(&mut sheet, HEADER_ROW, "columns", &["Sheet", "Column", "What it holds", "Meaning"], rows, styles)?;
    let all = shapes.iter().flat_map(|shape| shape.fields.iter().map(move |field| (shape.table.name, field)));
    for (i, (table, field)) in all.enumerate() {
        let row = HEADER_ROW + 1 + i as u32;
        for (column, text) in [table, field.name.as_str(), &holds(field.kind), &field.about].into_iter().enumerate() {
            sheet.write_string_with_format(row, column as u16, text, &styles.text)?;
        }
        let lines = wrapped(&field.about, 80.0 - INDENT)
            .max(wrapped(&holds(field.kind), 40.0 - INDENT))
            .max(wrapped(&field.name, 26.0 - INDENT));
        sheet.set_row_height(row, height(lines))?;
    }
    for (column, width) in [(0, 28.0), (1, 26.0), (2, 40.0), (3, 80.0)] {
        sheet.set_column_width(column, width)?;
    }
    Ok(sheet)
}

fn holds(kind: Kind) -> String {
    match kind {
        Kind::Key => "an id".to_owned(),
        Kind::Name | Kind::Words => "words".to_owned(),
        Kind::List => "a list, parted by |".to_owned(),
        Kind::Count => "a whole number".to_owned(),
        Kind::Day => "a date".to_owned(),
        Kind::Date => "a date, month or year".to_owned(),
        Kind::Choice(words) => format!("one of: {}", words.join(", ")),
        Kind::Link => "a link".to_owned(),
    }
}

fn opening(sheet: &mut Worksheet, title: &str, about: &str, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, title, &styles.title)?;
    sheet.write_string_with_format(1, 0, about, &styles.plain)?;
    sheet.write_url_with_format(2, 0, Url::new("internal:cover!A1").set_text("Back to the cover"), &styles.way)?;
    sheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
    printed(sheet)
}

/// A marked-up table with so many rows below its header.
fn marked_up(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    headers: &[&str],
    rows: usize,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let header = |name: &str| if name == "Rows" { &styles.header_of_numbers } else { &styles.header };
    let columns: Vec<TableColumn> =
        headers.iter().map(|h| TableColumn::new().set_header(*h).set_header_format(header(h))).collect();
    let table = Table::new().set_name(format!("list_of_{name}")).set_columns(&columns).set_style(TableStyle::Light1);
    sheet.add_table(row, 0, row + rows.max(1) as u32, (headers.len() - 1) as u16, &table)?;
    Ok(())
}
