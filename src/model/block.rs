//! Headings, paragraphs, items and tables: what a document says once its layout is gone.

use serde::{Deserialize, Serialize};

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; level 1 is the highest.
    Heading(u8),
    /// A paragraph, numbered or not.
    Paragraph,
    /// An item of a list; depth 0 is the outermost list.
    Item {
        /// Nesting depth.
        depth: u8,
    },
    /// A table.
    Table(Table),
    /// A footnote or endnote.
    Note,
    /// A running head or foot, page number or other furniture: kept in the record, never evidence.
    Furniture,
}

/// One block. Text is trimmed, its white space is single spaces, and its hyphens at line ends are mended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The text without its printed number or bullet; empty for a table.
    pub text: String,
    /// The number as printed, without a closing full stop or bracket: `4.13`, `a`, `iv`. `None` for bullets and plain text.
    pub number: Option<String>,
    /// Length in Unicode characters of a run-in lead-in at the start of the text ("**Angus** - A lot of work"), without the
    /// separator that follows it.
    pub lead_in: Option<u32>,
    /// Page on which it begins.
    pub page: Option<u32>,
    /// Page on which it ends.
    pub last_page: Option<u32>,
    /// Font size over the document's body size, 1.0 where unknown; title and heading detection read it.
    pub prominence: f32,
    /// The whole block is bold.
    pub bold: bool,
    /// What is printed in the margin beside it, from top to bottom, such as the initials of an action's owner.
    pub margin: Vec<String>,
    /// The author put a page or section break before it. Where a format has no pages of its own, it is all that tells where
    /// a sheet begins.
    #[serde(default)]
    pub new_sheet: bool,
}

impl Block {
    /// A block with this kind and text and nothing else known.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Block {
        Block {
            kind,
            text: text.into(),
            number: None,
            lead_in: None,
            page: None,
            last_page: None,
            prominence: 1.0,
            bold: false,
            margin: Vec::new(),
            new_sheet: false,
        }
    }

    /// The same block on this page.
    pub fn on_page(mut self, page: Option<u32>) -> Block {
        self.page = page;
        self.last_page = page;
        self
    }

    /// The table, where the block is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// A table of one or more pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Rows in reading order, header rows included, a header that is printed again on a later page left out.
    pub rows: Vec<Row>,
    /// How many rows at the top are headers.
    pub header_rows: u32,
    /// Number of columns.
    pub columns: u32,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Cells from left to right. A column that a cell to the left or above covers has no cell of its own.
    pub cells: Vec<Cell>,
    /// Page on which the row begins.
    pub page: Option<u32>,
    /// Page on which it ends.
    pub last_page: Option<u32>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// First column it covers, from 0.
    pub column: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// The cell goes on from the row above (a merged or carried-down cell): its blocks repeat that cell's.
    pub carried: bool,
    /// What stands in it: paragraphs, items, tables within the cell.
    pub blocks: Vec<Block>,
}

impl Cell {
    /// The cell's words: its blocks' texts, numbers included, one a line; a table inside it row by row.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for block in &self.blocks {
            match &block.kind {
                BlockKind::Table(inner) => {
                    for row in &inner.rows {
                        let cells: Vec<String> = row.cells.iter().filter(|c| !c.carried).map(Cell::text).collect();
                        lines.push(cells.join(" | "));
                    }
                }
                BlockKind::Furniture => {}
                _ => match &block.number {
                    Some(number) => lines.push(format!("{number}. {}", block.text)),
                    None => lines.push(block.text.clone()),
                },
            }
        }
        lines.join("\n")
    }
}

impl Table {
    /// The header's words for each column, several header rows joined by a space; empty strings where there is no header.
    pub fn header(&self) -> Vec<String> {
        let mut names = vec![String::new(); self.columns as usize];
        for row in self.rows.iter().take(self.header_rows as usize) {
            for cell in &row.cells {
                let text = cell.text().replace('\n', " ");
                for column in cell.column..cell.column + cell.columns.max(1) {
                    if let Some(name) = names.get_mut(column as usize)
                        && !text.is_empty()
                        && *name != text
                    {
                        if !name.is_empty() {
                            name.push(' ');
                        }
                        name.push_str(&text);
                    }
                }
            }
        }
        names
    }

    /// How many rows at the top are a header by the way its cells are merged: names of groups that cover several columns, with the
    /// names of these columns under them and the other names reaching down beside them. 0 where the first row is not such a one.
    pub fn header_by_spans(&self) -> u32 {
        let [first, second, ..] = self.rows.as_slice() else { return 0 };
        let short = |cell: &Cell| cell.blocks.len() <= 1 && cell.text().split_whitespace().count() <= 10;
        let whole = |cell: &Cell| cell.columns >= self.columns;
        let group = |cell: &&Cell| cell.columns > 1 && !cell.blocks.is_empty();
        let under_group = |cell: &Cell| {
            first.cells.iter().filter(group).any(|g| g.column <= cell.column && cell.column < g.column + g.columns)
        };
        let reach = second.cells.iter().any(|c| c.carried && !c.blocks.is_empty());
        let names = second.cells.iter().filter(|c| !c.carried && !c.blocks.is_empty()).count();
        let sound = first.cells.iter().all(|c| short(c) && !c.carried && !whole(c))
            && second.cells.iter().all(|c| c.carried || c.blocks.is_empty() || short(c) && under_group(c));
        if self.rows.len() > 2 && sound && reach && names > 1 { 2 } else { 0 }
    }

    /// Puts words in the place of tables that stand more than so many tables deep, so that no value is nested without bound:
    /// what reads a record back follows 128 levels at most, of which a table takes nine.
    pub fn limit_depth(&mut self, levels: usize) {
        let cells = self.rows.iter_mut().flat_map(|row| &mut row.cells);
        for block in cells.flat_map(|cell| &mut cell.blocks) {
            let BlockKind::Table(inner) = &mut block.kind else { continue };
            if levels > 0 {
                inner.limit_depth(levels - 1);
                continue;
            }
            let words: Vec<String> =
                inner.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.carried).map(Cell::text).collect();
            block.text = crate::util::text::collapse(&words.join(" "));
            block.kind = BlockKind::Paragraph;
        }
    }

    /// Rows below the header.
    pub fn body(&self) -> &[Row] {
        &self.rows[(self.header_rows as usize).min(self.rows.len())..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_names_of_groups_make_a_header_of_two_rows() {
        let cell = |column, columns, text: &str, carried| Cell {
            column,
            columns,
            carried,
            blocks: vec![Block::new(BlockKind::Paragraph, text)],
        };
        let row = |cells| Row { cells, page: None, last_page: None };
        let body = || row(vec![cell(0, 1, "A long service", false), cell(1, 1, "1", false), cell(2, 1, "2", false)]);
        let head = row(vec![cell(0, 1, "Service", false), cell(1, 2, "Measures", false)]);
        let names = row(vec![cell(0, 1, "Service", true), cell(1, 1, "Baseline", false), cell(2, 1, "Target", false)]);
        let mut table = Table { rows: vec![head, names, body()], header_rows: 0, columns: 3 };
        assert_eq!(table.header_by_spans(), 2);
        table.rows[1] = body();
        assert_eq!(table.header_by_spans(), 0);
    }
}
