//! Tables by their tags: the cells of one element, gathered over the pages on which it stands.

use super::headers;
use super::page::RawTable;
use super::tables::{self, append};
use super::tagged::TableTag;
use crate::model::block::{Block, Cell, Row, Table};
use crate::util::text::fold;
use std::collections::BTreeMap;

/// Most blocks that merged cells may repeat in one table; beyond it a carried cell is left empty.
const MAX_CARRIED: usize = 20_000;

/// The words of blocks, for telling a header that is printed again.
fn words(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(|b| fold(&b.text)).collect()
}

/// Takes out the rows of later pages that print the first rows of the table again: producers that tag a page as it is printed tag
/// its header anew.
fn drop_repeated(rows: &mut BTreeMap<usize, (Row, bool)>) {
    let said: Vec<(usize, Option<u32>, Vec<String>)> = rows
        .iter()
        .map(|(at, (row, _))| (*at, row.page, row.cells.iter().map(|c| fold(&c.text())).collect()))
        .collect();
    let Some((_, first, head)) = said.first() else { return };
    if head.iter().filter(|w| !w.is_empty()).count() < 2 {
        return;
    }
    let mut following = 0;
    for (i, (at, page, words)) in said.iter().enumerate().skip(1) {
        // The rows after a header's first are its own as long as they say the same.
        following = match said.get(following).filter(|(_, _, own)| page > first && own == words && following < i) {
            Some(_) => following + 1,
            None if page > first && words == head => 1,
            None => 0,
        };
        if following > 0 {
            rows.remove(at);
        }
    }
}

/// A cell with its blocks.
struct Gathered {
    rows: (usize, usize),
    columns: (usize, usize),
    header: bool,
    blocks: Vec<Block>,
    page: u32,
    last_page: u32,
}

/// The cells of a table that were met so far, by row and column.
pub(super) struct Gathering {
    pub(super) tag: TableTag,
    cells: BTreeMap<(usize, usize), Gathered>,
}

impl Gathering {
    /// The cells of one page.
    pub(super) fn new(raw: &RawTable, tag: TableTag, page: u32, pitch: f32) -> Gathering {
        let mut gathering = Gathering { tag, cells: BTreeMap::new() };
        for cell in &raw.cells {
            let blocks = tables::cell_blocks(cell, page, pitch, true);
            let own = Gathered {
                rows: (cell.r0, cell.r1),
                columns: (cell.c0, cell.c1),
                header: cell.header,
                blocks,
                page,
                last_page: page,
            };
            gathering.put((cell.r0, cell.c0), own);
        }
        gathering
    }

    /// Adds what stands of the same table on a later page: a cell that the page's end cut is made whole.
    pub(super) fn extend(&mut self, later: Gathering) {
        for (at, cell) in later.cells {
            self.put(at, cell);
        }
    }

    fn put(&mut self, at: (usize, usize), cell: Gathered) {
        match self.cells.get_mut(&at) {
            // A header that is printed again on a later page under the same tag.
            Some(own) if cell.page > own.page && words(&own.blocks) == words(&cell.blocks) => {}
            Some(own) => {
                own.last_page = cell.last_page;
                append(&mut own.blocks, cell.blocks);
            }
            None => {
                self.cells.insert(at, cell);
            }
        }
    }

    /// The table: rows without text left out, merged cells carried down.
    pub(super) fn table(self) -> Table {
        let mut rows: BTreeMap<usize, (Row, bool)> = BTreeMap::new();
        for (row, _) in self.cells.iter().filter(|(_, c)| !c.blocks.is_empty()).map(|((row, c), _)| (*row, c)) {
            rows.entry(row).or_insert_with(|| (Row::default(), true));
        }
        let mut carried = 0;
        for cell in self.cells.into_values() {
            for (index, (row, headed)) in rows.range_mut(cell.rows.0..cell.rows.1.max(cell.rows.0 + 1)) {
                let first = *index == cell.rows.0;
                let mut blocks = cell.blocks.clone();
                if first {
                    row.page = Some(row.page.map_or(cell.page, |p| p.min(cell.page)));
                    row.last_page = Some(row.last_page.map_or(cell.last_page, |p| p.max(cell.last_page)));
                    *headed &= cell.header || cell.blocks.is_empty();
                } else {
                    carried += blocks.len();
                    if carried > MAX_CARRIED {
                        blocks.clear();
                    }
                }
                row.cells.push(Cell {
                    column: cell.columns.0 as u32,
                    columns: (cell.columns.1 - cell.columns.0).max(1) as u32,
                    carried: !first,
                    blocks,
                });
            }
        }
        drop_repeated(&mut rows);
        let marked = rows.values().take_while(|(_, headed)| *headed).count();
        let mut table = Table { columns: self.tag.columns, ..Table::default() };
        table.rows = rows.into_values().map(|(row, _)| row).collect();
        for row in &mut table.rows {
            row.cells.sort_by_key(|c| c.column);
        }
        // Producers that tag every cell as a header say nothing by it.
        let sane = marked > 0 && marked < table.rows.len() && (marked <= 3 || marked * 3 <= table.rows.len());
        table.header_rows = if sane { headers::settled(&table, marked as u32) } else { headers::header_rows(&table) };
        table
    }
}
