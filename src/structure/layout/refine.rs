//! Grids made whole by the text in and above them: rows that no lines part, and a unit of account above the header.

use super::aligned::{self, Rows};
use super::drafts::ends;
use super::grid::{Grid, GridCell};
use super::pieces::{PrintedLine, Sheet};
use super::rows::{self, Columns};
use crate::model::page::{Rect, Span};

/// A grid with the line that stands close above it over its columns of figures, such as a unit of account, as a row of its own.
pub(super) fn crowned(grid: Grid, spans: &[(usize, &Span)]) -> Grid {
    let (b, columns) = (grid.bbox, grid.columns());
    if columns < 3 {
        return grid;
    }
    let near = |s: &Span| s.baseline < b.y0 + 1.0 && s.baseline > b.y0 - 2.2 * s.size && s.bbox.x1 <= b.x1 + 4.0;
    let sheet = Sheet::new(spans, near);
    let Some(line) = sheet.lines.last() else { return grid };
    let [piece] = line.pieces.as_slice() else { return grid };
    let text = sheet.text(piece);
    let unit = text.chars().count() <= 40 && !piece.bold && !ends(&text);
    if !unit || piece.x0 < grid.edges[1] || b.y0 - line.bottom > 0.9 * line.size {
        return grid;
    }
    let y0 = line.top - 1.0;
    let mut cells = vec![
        GridCell { r0: 0, r1: 1, c0: 0, c1: 1, rect: Rect { x0: b.x0, y0, x1: grid.edges[1], y1: b.y0 } },
        GridCell { r0: 0, r1: 1, c0: 1, c1: columns, rect: Rect { x0: grid.edges[1], y0, x1: b.x1, y1: b.y0 } },
    ];
    cells.extend(grid.cells.iter().map(|c| GridCell { r0: c.r0 + 1, r1: c.r1 + 1, ..*c }));
    Grid { rows: grid.rows + 1, bbox: Rect { y0, ..b }, cells, ..grid }
}

/// A drawn grid whose rows are told apart by their text alone where no lines part them: a frame with a header, or lines between
/// columns only.
pub(super) fn refined(grid: Grid, spans: &[(usize, &Span)]) -> Grid {
    if grid.rows > 4 || grid.bbox.height() < 60.0 {
        return grid;
    }
    let (b, mut rows, mut cells) = (grid.bbox, 0, Vec::new());
    let sheet = Sheet::new(spans, |s| {
        s.baseline > b.y0 && s.baseline < b.y1 + 2.0 && s.bbox.x0 > b.x0 - 2.0 && s.bbox.x0 < b.x1
    });
    for row in 0..grid.rows {
        let own: Vec<&GridCell> = grid.cells.iter().filter(|c| c.r0 <= row && row < c.r1).collect();
        let whole = own.iter().all(|c| c.r1 - c.r0 == 1);
        if let Some(found) = Some(&own).filter(|_| whole).and_then(|own| within(&sheet, &grid, own)) {
            cells.extend(found.cells.iter().map(|c| GridCell { r0: c.r0 + rows, r1: c.r1 + rows, ..*c }));
            rows += found.rows;
            continue;
        }
        let moved = |c: &&GridCell| GridCell { r0: rows, r1: rows + c.r1 - c.r0, ..**c };
        cells.extend(own.iter().filter(|c| c.r0 == row).map(moved));
        rows += 1;
    }
    Grid { rows, cells, ..grid }
}

/// The rows that the text of one drawn row makes, in the columns of the grid.
fn within(sheet: &Sheet<'_>, grid: &Grid, row: &[&GridCell]) -> Option<Grid> {
    let (top, bottom) = (row.first()?.rect.y0, row.first()?.rect.y1);
    let inside = |l: &PrintedLine| l.pieces.iter().all(|p| p.y > top && p.y < bottom + 1.0);
    let from = sheet.lines.iter().position(&inside)?;
    let to = sheet.lines.iter().rposition(&inside)? + 1;
    let lines = &sheet.lines[from..to];
    let own: Vec<usize> = if row.len() == 1 {
        (0..grid.edges.len()).collect()
    } else {
        row.iter().map(|c| c.c0).chain([grid.columns()]).collect()
    };
    let edges: Vec<f32> = own.iter().map(|e| grid.edges[*e]).collect();
    if lines.len() < 3 || edges.len() < 3 {
        return None;
    }
    let columns = Columns::new(&edges, lines);
    let across = lines.iter().flat_map(|l| &l.pieces).filter(|p| columns.of(p).is_none()).count();
    if across * 8 > lines.len() {
        return None;
    }
    let mut ys = vec![top];
    ys.extend(rows::breaks(sheet, lines, &columns, &[]));
    ys.push(bottom);
    let rows = Rows { sheet, lines, columns: &columns, ys: &ys };
    if !rows.is_table(true) {
        return None;
    }
    let mut found = aligned::grid(lines, &edges, &ys);
    for cell in &mut found.cells {
        (cell.c0, cell.c1) = (own[cell.c0], own[cell.c1]);
    }
    Some(found)
}
