//! Which rows of a table are its header.

use super::drafts::{ends, next};
use super::rows::is_figure;
use crate::model::block::{BlockKind, Cell, Row, Table};
use crate::util::numbering;

/// A cell with more words than this is no name of a column.
const MAX_WORDS: usize = 25;

/// How many rows at the top are headers.
pub(super) fn header_rows(table: &Table) -> u32 {
    settled(table, by_looks(table))
}

/// The same where something says that `count` rows are: too many where the first row is one of the rows below or a section of the
/// table stands last, too few where a title or a unit stands above the names, or merged cells reach further down.
pub(super) fn settled(table: &Table, count: u32) -> u32 {
    let spanned = table.header_by_spans();
    if count <= 1 && spanned == 0 && (is_like_below(table) || count == 1 && is_long(&table.rows[0])) {
        return 0;
    }
    let mut count = count.max(spanned) as usize;
    let rows = &table.rows;
    let named = |rows: &[Row]| rows.iter().any(|row| own(row).count() > 1);
    while count > 1 && own(&rows[count - 1]).count() == 1 && named(&rows[..count - 1]) && !below_span(table, count - 1)
    {
        count -= 1;
    }
    if count > 0 && count + 2 <= rows.len() && !named(&rows[..count]) && names_columns(&rows[count]) {
        count += 1;
    }
    count as u32
}

/// Cells of a row that say something of their own.
fn own(row: &Row) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|c| !c.carried && !c.blocks.is_empty())
}

/// Whether a row goes on with merged cells of the row above, so that it is no section.
fn below_span(table: &Table, row: usize) -> bool {
    table.rows[row].cells.iter().any(|c| c.carried)
}

/// Whether a row holds short names, and figures only as years.
fn names_columns(row: &Row) -> bool {
    let year = |text: &str| text.len() <= 9 && text.starts_with("20");
    let mut cells = own(row).map(Cell::text).peekable();
    let several = own(row).count() > 1;
    several
        && cells.peek().is_some()
        && cells.all(|text| text.split_whitespace().count() <= 8 && !ends(&text) && (!is_figure(&text) || year(&text)))
}

fn is_long(row: &Row) -> bool {
    own(row).any(|c| c.text().split_whitespace().count() > MAX_WORDS)
}

/// Whether the first row is of a kind with those below: its number is followed by theirs, or it has a label with a colon in the
/// column where they have one.
fn is_like_below(table: &Table) -> bool {
    let (Some(first), [second, ..]) = (table.rows.first(), table.rows.get(1..).unwrap_or_default()) else {
        return false;
    };
    let number = |row: &Row| {
        let cell = row.cells.first()?;
        let block = cell.blocks.first()?;
        Some(numbering::strip(block.number.as_deref().unwrap_or(&block.text)).to_owned())
    };
    if let (Some(a), Some(b)) = (number(first), number(second))
        && a.starts_with(|c: char| c.is_ascii_digit())
        && next(&a, &b)
    {
        return true;
    }
    first.cells.iter().filter(|c| c.text().trim_end().ends_with(':')).any(|label| {
        let below = table.rows[1..].iter().filter_map(|row| row.cells.iter().find(|c| c.column == label.column));
        let (labels, all) = below.fold((0, 0), |(labels, all), c| {
            (labels + usize::from(c.text().contains(':')), all + usize::from(!c.blocks.is_empty()))
        });
        labels * 2 > all
    })
}

/// How many rows at the top look like headers: bold rows above plain ones, or a first row of short labels above longer text. A bold
/// cell that spans the table is a section of it, and no header unless a header follows.
fn by_looks(table: &Table) -> u32 {
    // A header cell that spans two header rows is carried into the second.
    let bold = |row: &Row| {
        let mut own = row.cells.iter().filter(|c| !c.blocks.is_empty() && !c.carried).peekable();
        own.peek().is_some() && own.all(|c| c.blocks.iter().all(|b| b.bold || matches!(b.kind, BlockKind::Heading(_))))
    };
    let filled = |row: &Row| row.cells.iter().filter(|c| !c.blocks.is_empty()).count();
    let head = table.rows.iter().take(3).take_while(|row| bold(row)).count();
    if table.rows.len() < 2 {
        return 0;
    }
    if head > 0 && head < table.rows.len() {
        // A label column that is bold all the way down makes every row of two cells look like a header.
        let sections = table.rows[..head].iter().rev().take_while(|row| filled(row) < 2).count();
        return (head - sections) as u32;
    }
    let words = |row: &Row| -> Vec<usize> { row.cells.iter().map(|c| c.text().split_whitespace().count()).collect() };
    let first = words(&table.rows[0]);
    let labels = first.len() == table.columns as usize
        && first.len() > 1
        && first.iter().all(|n| (1..=5).contains(n))
        && table.rows[0].cells.iter().all(|c| !ends(&c.text()) && !c.text().chars().any(|c| c.is_ascii_digit()));
    let below: usize = table.rows[1..].iter().flat_map(&words).sum();
    let cells_below: usize = table.rows[1..].iter().map(|r| r.cells.len()).sum();
    u32::from(labels && below > 6 * cells_below.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::Block;

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |(column, text): (usize, &&str)| {
            let blocks = if text.is_empty() { Vec::new() } else { vec![Block::new(BlockKind::Paragraph, *text)] };
            Cell { column: column as u32, columns: 1, carried: false, blocks }
        };
        let row =
            |cells: &&[&str]| Row { cells: cells.iter().enumerate().map(cell).collect(), page: None, last_page: None };
        Table { rows: rows.iter().map(row).collect(), header_rows: 0, columns: rows[0].len() as u32 }
    }

    #[test]
    fn a_first_row_like_the_others_is_no_header() {
        assert_eq!(settled(&table(&[&["2.1", "Note the forecast"], &["2.2", "Agree the changes"]]), 1), 0);
        assert_eq!(settled(&table(&[&["Date:", "3 May"], &["Venue:", "Town Hall"]]), 1), 0);
        assert_eq!(settled(&table(&[&["Date", "Venue"], &["3 May", "Town Hall"]]), 1), 1);
    }

    #[test]
    fn a_unit_above_the_names_makes_two_rows_and_a_section_below_them_none() {
        let unit = table(&[
            &["", "All figures in £m", ""],
            &["Service", "Budget", "Actual"],
            &["Roads", "1.0", "2.0"],
            &["Parks", "3.0", "4.0"],
        ]);
        assert_eq!(settled(&unit, 1), 2);
        let section = table(&[&["Project", "Year", "Sum"], &["Roads", "", ""], &["Bridge", "2024", "1.0"]]);
        assert_eq!(settled(&section, 2), 1);
    }
}
