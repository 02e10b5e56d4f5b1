//! Tables, and pages laid out by tables.

use super::walk::Walk;
use crate::extract::grid::{self, Carried};
use crate::model::block::{Cell, Row};
use scraper::ElementRef;

/// Widest table that is read; wider spans are cut.
const MAX_COLUMNS: u32 = 512;

/// Deepest nesting at which a table is read as one; below it its words are read in order.
const MAX_TABLES: usize = 60;

/// Adds the table, or its blocks where it only lays out a page.
pub(super) fn read<'a>(walk: &mut Walk<'a>, element: ElementRef<'a>) {
    if walk.depth > MAX_TABLES || is_layout(element) {
        for (row, _) in rows(element) {
            for cell in cells(row) {
                walk.children(cell);
                walk.flush();
            }
        }
        return;
    }
    for caption in element.child_elements().filter(|e| e.value().name() == "caption") {
        walk.children(caption);
        walk.flush();
    }
    let mut out: Vec<Row> = Vec::new();
    let mut spans: Vec<(u32, Cell)> = Vec::new();
    let mut carried = Carried::default();
    let mut marked = 0;
    for (row, in_head) in rows(element) {
        let cells = cells(row);
        let header = in_head || !cells.is_empty() && cells.iter().all(|c| c.value().name() == "th");
        if header && marked == out.len() {
            marked += 1;
        }
        out.push(read_row(walk, cells, &mut spans, &mut carried));
    }
    if let Some(table) = grid::table(out, marked) {
        walk.out.extend(grid::blocks(table));
    }
}

/// One row, with the cells that reach down into it.
fn read_row<'a>(
    walk: &mut Walk<'a>,
    cells: Vec<ElementRef<'a>>,
    spans: &mut Vec<(u32, Cell)>,
    carried: &mut Carried,
) -> Row {
    let mut row = Row::default();
    for (left, cell) in spans.iter_mut() {
        *left -= 1;
        row.cells.push(carried.cell(cell));
    }
    spans.retain(|(left, _)| *left > 0);
    let mut column = 0;
    for element in cells {
        let span = |name: &str, most: u32| {
            element.attr(name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).min(most)
        };
        let columns = span("colspan", MAX_COLUMNS).max(1);
        // 0 means to the end of the table.
        let down = match span("rowspan", 65_534) {
            0 => u32::MAX,
            rows => rows,
        };
        while let Some(taken) =
            row.cells.iter().find(|c| c.carried && (c.column..c.column + c.columns).contains(&column))
        {
            column = taken.column + taken.columns;
        }
        if column >= MAX_COLUMNS {
            break;
        }
        let cell = Cell { column, columns, carried: false, blocks: walk.cell(element) };
        if down > 1 {
            spans.push((down - 1, cell.clone()));
        }
        row.cells.push(cell);
        column += columns;
    }
    row.cells.sort_by_key(|cell| cell.column);
    row
}

/// The rows of this table, not of tables inside it, with whether they stand in its head.
fn rows(table: ElementRef<'_>) -> Vec<(ElementRef<'_>, bool)> {
    let mut out = Vec::new();
    for part in table.child_elements() {
        match part.value().name() {
            "tr" => out.push((part, false)),
            "thead" | "tbody" | "tfoot" => {
                let head = part.value().name() == "thead";
                out.extend(part.child_elements().filter(|e| e.value().name() == "tr").map(|row| (row, head)));
            }
            _ => {}
        }
    }
    out
}

fn cells(row: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    row.child_elements().filter(|e| matches!(e.value().name(), "td" | "th")).collect()
}

/// A table that only places things on the page: it says so, has one column, or holds headings or tables without any header
/// cell or border of its own.
fn is_layout(table: ElementRef<'_>) -> bool {
    if matches!(table.attr("role"), Some("presentation" | "none")) {
        return true;
    }
    let rows = rows(table);
    let widest = rows.iter().map(|(row, _)| cells(*row).len()).max().unwrap_or(0);
    let headed = rows.iter().any(|(row, head)| *head || cells(*row).iter().any(|c| c.value().name() == "th"))
        || table.child_elements().any(|e| e.value().name() == "caption");
    if headed {
        return false;
    }
    if widest <= 1 {
        return true;
    }
    let bordered = table.attr("border").is_some_and(|b| b.trim() != "0");
    let holds = |names: &[&str]| table.descendent_elements().skip(1).any(|e| names.contains(&e.value().name()));
    // One row without a header is a page's columns; an agenda has many.
    !bordered && (holds(&["h1", "h2", "h3", "h4", "table"]) || rows.len() == 1)
}
