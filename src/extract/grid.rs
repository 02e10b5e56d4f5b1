//! What DOCX, HTML and Markdown tables have in common: header rows that are not marked, and boxes that are no tables.

use crate::model::block::{Block, BlockKind, Cell, Row, Table};

/// Most characters that merged cells may repeat in one table; beyond it a carried cell is left empty.
const MAX_CARRIED: usize = 1 << 21;

/// Repeats merged cells' blocks in the rows below, within a bound.
#[derive(Debug, Default)]
pub(super) struct Carried {
    spent: usize,
}

impl Carried {
    /// A cell that goes on from `above`.
    pub(super) fn cell(&mut self, above: &Cell) -> Cell {
        let size: usize = above.blocks.iter().map(|block| block.text.len() + 64).sum();
        self.spent = self.spent.saturating_add(size);
        let blocks = if self.spent <= MAX_CARRIED && !above.blocks.iter().any(|b| b.table().is_some()) {
            above.blocks.clone()
        } else {
            Vec::new()
        };
        Cell { column: above.column, columns: above.columns, carried: true, blocks }
    }
}

/// A finished table. `marked` is how many rows at the top the format itself calls headers; where it marks none, bold rows at
/// the top count, as long as the row below them is not bold as well.
pub(super) fn table(mut rows: Vec<Row>, marked: usize) -> Option<Table> {
    rows.retain(|row| !row.cells.is_empty());
    if rows.iter().all(|row| row.cells.iter().all(|cell| cell.blocks.is_empty())) {
        return None;
    }
    let columns: u32 =
        rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + cell.columns.max(1)).max().unwrap_or(0);
    let mut header_rows = marked.min(rows.len());
    if header_rows == 0 && rows.len() > 1 && columns > 1 {
        let bold = rows.iter().take_while(|row| is_bold(row)).count();
        // A title over all columns may stand above the header.
        let titled = rows[0].cells.len() == 1;
        header_rows = match bold {
            1 => 1,
            2 if titled && rows.len() > 2 => 2,
            _ => 0,
        };
    }
    if columns > 1 && rows.len() > 1 {
        // Heading styles in cells are there for their looks.
        for block in rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.blocks) {
            if matches!(block.kind, BlockKind::Heading(_)) {
                block.kind = BlockKind::Paragraph;
            }
        }
    }
    let mut table = Table { rows, header_rows: header_rows as u32, columns };
    if marked == 0 {
        table.header_rows = table.header_rows.max(table.header_by_spans());
    }
    Some(table)
}

/// The blocks of a table as they stand on the page: what is in a box of one cell, or a title that spans all columns and then
/// the table.
pub(super) fn blocks(mut table: Table) -> Vec<Block> {
    if let [row] = table.rows.as_slice()
        && row.cells.len() == 1
    {
        return table.rows.into_iter().flat_map(|r| r.cells).flat_map(|c| c.blocks).collect();
    }
    let titled = table.rows.len() > 1
        && table.columns > 1
        && is_bold(&table.rows[0])
        && matches!(table.rows[0].cells.as_slice(), [cell] if cell.columns == table.columns && cell.blocks.len() == 1);
    let mut out = Vec::new();
    if titled {
        let title = table.rows.remove(0);
        table.header_rows = table.header_rows.saturating_sub(1);
        out.extend(title.cells.into_iter().flat_map(|cell| cell.blocks));
    }
    out.push(block(table));
    out
}

fn is_bold(row: &Row) -> bool {
    let mut blocks = row.cells.iter().flat_map(|cell| &cell.blocks).filter(|b| !b.text.is_empty()).peekable();
    blocks.peek().is_some() && blocks.all(|b| b.bold || matches!(b.kind, BlockKind::Heading(_)))
}

/// A block for a table.
fn block(table: Table) -> Block {
    let page = table.rows.first().and_then(|row| row.page);
    let last = table.rows.last().and_then(|row| row.last_page);
    let mut block = Block::new(BlockKind::Table(table), "").on_page(page);
    block.last_page = last.or(page);
    block.prominence = 0.0;
    block
}
