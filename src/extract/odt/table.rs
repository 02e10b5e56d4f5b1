//! Tables: spans, merged cells, header rows.

use super::body::{BREAK, Reader};
use crate::extract::grid::{self, Carried};
use crate::extract::xml::Node;
use crate::model::block::{Block, Cell, Row};

/// Widest table that is read; wider spans are cut.
const MAX_COLUMNS: u32 = 512;

/// The table as a block, or the blocks of a box.
pub(super) fn read<'a>(reader: &mut Reader<'a>, node: &'a Node) -> Vec<Block> {
    let mut rows = Vec::new();
    collect(node, false, &mut rows);
    let mut carried = Carried::default();
    let mut out: Vec<Row> = Vec::new();
    let mut marked = 0;
    // Columns that a cell above covers, with how many rows it still reaches down.
    let mut covered: Vec<u32> = Vec::new();
    for (row, header) in rows {
        if row.name == BREAK {
            reader.page += 1;
            continue;
        }
        if header && marked == out.len() {
            marked += 1;
        }
        let first = reader.page;
        let read = read_row(reader, row, out.last(), &mut carried, &mut covered);
        out.push(Row { page: Some(first), last_page: Some(reader.page), ..read });
    }
    grid::table(out, marked).map(grid::blocks).unwrap_or_default()
}

fn read_row<'a>(
    reader: &mut Reader<'a>,
    row: &'a Node,
    above: Option<&Row>,
    carried: &mut Carried,
    covered: &mut Vec<u32>,
) -> Row {
    let mut out = Row::default();
    let mut column = 0;
    for node in row.nodes() {
        if column >= MAX_COLUMNS {
            break;
        }
        let number = |name: &str| {
            node.attr(name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).clamp(1, MAX_COLUMNS - column)
        };
        let repeated = number("table:number-columns-repeated");
        match node.name.as_str() {
            "table:covered-table-cell" => {
                for at in column..column + repeated {
                    let reaches = covered.get_mut(at as usize).filter(|left| **left > 0);
                    if let Some(left) = reaches {
                        *left -= 1;
                        if let Some(from) = above.and_then(|row| row.cells.iter().find(|cell| cell.column == at)) {
                            out.cells.push(carried.cell(from));
                        }
                    }
                }
                column += repeated;
            }
            "table:table-cell" => {
                let columns = number("table:number-columns-spanned");
                let rows = node.attr("table:number-rows-spanned").and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
                if covered.len() < (column + columns) as usize {
                    covered.resize((column + columns) as usize, 0);
                }
                covered[column as usize] = rows.saturating_sub(1);
                reader.tables += 1;
                let blocks = reader.container(node);
                reader.tables -= 1;
                out.cells.push(Cell { column, columns, carried: false, blocks });
                // The cells that it covers to its right come as covered cells of their own.
                column += repeated;
            }
            _ => {}
        }
    }
    out
}

/// Rows in order with whether they are headers, through the groups around them.
fn collect<'a>(node: &'a Node, header: bool, out: &mut Vec<(&'a Node, bool)>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "table:table-row" | BREAK => out.push((child, header)),
            "table:table-header-rows" => collect(child, true, out),
            "table:table-rows" | "table:table-row-group" => collect(child, header, out),
            _ => {}
        }
    }
}
