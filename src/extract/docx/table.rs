//! Tables: spans, merged cells, header rows and the pages of rows.

use super::body::{Reader, alternative};
use crate::extract::grid::{self, Carried};
use crate::extract::xml::Node;
use crate::model::block::{Block, Cell, Row};

/// Widest table that is read; wider spans are cut.
const MAX_COLUMNS: u32 = 512;

/// The table as a block, or the blocks of a box.
pub(super) fn read<'a>(reader: &mut Reader<'a>, node: &'a Node) -> Vec<Block> {
    let mut rows = Vec::new();
    collect(node, "w:tr", &mut rows);
    let bold_first = bold_first_row(reader, node);
    let mut carried = Carried::default();
    let mut out: Vec<Row> = Vec::new();
    let mut marked = 0;
    for row in rows {
        let properties = row.child("w:trPr");
        if properties.is_some_and(|p| p.child("w:del").is_some()) {
            continue;
        }
        if properties.and_then(|p| p.switch("w:tblHeader")) == Some(true) && marked == out.len() {
            marked += 1;
        }
        let before = properties.and_then(|p| p.val("w:gridBefore")).and_then(|n| n.parse().ok()).unwrap_or(0);
        let mut read = read_row(reader, row, before, out.last(), &mut carried);
        if bold_first && out.is_empty() {
            read.cells.iter_mut().flat_map(|c| &mut c.blocks).for_each(|b| b.bold = true);
        }
        out.push(read);
    }
    grid::table(out, marked).map(grid::blocks).unwrap_or_default()
}

fn read_row<'a>(
    reader: &mut Reader<'a>,
    row: &'a Node,
    before: u32,
    above: Option<&Row>,
    carried: &mut Carried,
) -> Row {
    let mut cells = Vec::new();
    collect(row, "w:tc", &mut cells);
    // Every cell of a row that crosses a page has its own mark of the same page end.
    let mut start = reader.page;
    let fresh = reader.fresh_page;
    let mut end = start;
    let mut out = Row::default();
    let mut column = before.min(MAX_COLUMNS);
    for node in cells {
        let properties = node.child("w:tcPr");
        let span = properties.and_then(|p| p.val("w:gridSpan")).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
        let columns = span.clamp(1, MAX_COLUMNS);
        let goes_on = properties.and_then(|p| p.child("w:vMerge")).is_some_and(|m| m.attr("w:val") != Some("restart"));
        let from = above.and_then(|row| row.cells.iter().find(|cell| cell.column == column));
        reader.page = start;
        reader.fresh_page = fresh;
        reader.tables += 1;
        let mut blocks = Vec::new();
        reader.fill(node, &mut blocks);
        reader.tables -= 1;
        end = end.max(reader.page);
        // Where the row begins on a new page, the first words in it alone are marked.
        if let Some(page) = blocks.first().and_then(|b| b.page)
            && out.cells.iter().all(|cell| cell.blocks.is_empty())
        {
            start = start.max(page);
        }
        match from.filter(|_| goes_on) {
            Some(from) => out.cells.push(Cell { columns, ..carried.cell(from) }),
            None => out.cells.push(Cell { column, columns, carried: false, blocks }),
        }
        column += columns;
        if column > MAX_COLUMNS {
            break;
        }
    }
    reader.page = end;
    if reader.rendered {
        let own = || out.cells.iter().filter(|cell| !cell.carried).flat_map(|cell| &cell.blocks);
        out.page = own().filter_map(|b| b.page).min().or(Some(start));
        out.last_page = own().filter_map(|b| b.last_page).max().or(out.page);
    }
    out
}

/// Rows of a table or cells of a row, through whatever wraps them.
pub(super) fn collect<'a>(node: &'a Node, name: &str, out: &mut Vec<&'a Node>) {
    for child in node.nodes() {
        match child.name.as_str() {
            found if found == name => out.push(child),
            "w:sdt" => {
                if let Some(content) = child.child("w:sdtContent") {
                    collect(content, name, out);
                }
            }
            "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => collect(child, name, out),
            "mc:AlternateContent" => {
                if let Some(choice) = alternative(child) {
                    collect(choice, name, out);
                }
            }
            _ => {}
        }
    }
}

/// The table's style prints its first row bold, and the table uses that part of the style.
fn bold_first_row(reader: &Reader<'_>, node: &Node) -> bool {
    let Some(properties) = node.child("w:tblPr") else { return false };
    let look = properties.child("w:tblLook");
    let by_name = look.and_then(|l| l.attr("w:firstRow")).map(|v| matches!(v, "1" | "true" | "on"));
    let by_bits =
        look.and_then(|l| l.attr("w:val")).and_then(|v| u32::from_str_radix(v, 16).ok()).map(|v| v & 0x20 != 0);
    by_name.or(by_bits) == Some(true)
        && properties.val("w:tblStyle").is_some_and(|id| reader.styles.resolve(id).bold_first_row)
}
