//! A page to its items in reading order: lines of text, and tables with the items in their cells.

use super::aligned;
use super::bands;
use super::cuts;
use super::grid::{Grid, grids};
use super::lines::{Line, lines};
use super::refine;
use super::tagged::TableTag;
use crate::model::page::{Page, Rect, Span};

/// Tables within tables are followed this deep.
const MAX_NESTING: usize = 4;

/// A line, or a table.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Line(Line),
    Table(RawTable),
}

impl Item {
    /// The line, where it is one.
    pub(super) fn line(&self) -> Option<&Line> {
        match self {
            Item::Line(line) => Some(line),
            Item::Table(_) => None,
        }
    }

    /// Box around it.
    pub(super) fn bbox(&self) -> Rect {
        match self {
            Item::Line(line) => line.bbox,
            Item::Table(table) => table.bbox,
        }
    }
}

/// A table of one page.
#[derive(Debug, Clone)]
pub(super) struct RawTable {
    pub(super) bbox: Rect,
    /// x of the column edges, one more than columns.
    pub(super) edges: Vec<f32>,
    /// The edges are drawn, and not read from where text stands.
    pub(super) drawn: bool,
    pub(super) rows: usize,
    /// Cells in row order, then column order.
    pub(super) cells: Vec<RawCell>,
    /// The table's element, where it is read by its tags; rows then count from the table's first, on whatever page.
    pub(super) tag: Option<TableTag>,
}

/// A cell with what stands in it.
#[derive(Debug, Clone)]
pub(super) struct RawCell {
    pub(super) r0: usize,
    pub(super) r1: usize,
    pub(super) c0: usize,
    pub(super) c1: usize,
    pub(super) rect: Rect,
    /// The file calls it a header.
    pub(super) header: bool,
    pub(super) items: Vec<Item>,
}

/// The items of a page in reading order. Content order leads; a page whose stream jumps about is read by the white space on it.
pub(super) fn items(page: &Page) -> Vec<Item> {
    let hidden_only = page.spans.iter().all(|s| s.invisible);
    let spans: Vec<(usize, &Span)> = page
        .spans
        .iter()
        .enumerate()
        .filter(|(_, s)| (!s.invisible || hidden_only) && s.bbox.x0.is_finite() && s.baseline.is_finite())
        .collect();
    let mut grids: Vec<Grid> = grids(&page.rulings).into_iter().map(|g| refine::refined(g, &spans)).collect();
    let rules = bands::rules(&page.rulings, &grids);
    grids.extend(bands::grids(&rules, &spans, &grids));
    grids.extend(aligned::headed(&rules, &spans, &grids));
    grids.extend(aligned::grids(&rules, &spans, &grids));
    let grids: Vec<Grid> = grids.into_iter().map(|g| refine::crowned(g, &spans)).collect();
    let homes = homes(&grids, &spans);
    let mut items: Vec<Item> = region(None, &grids, &spans, &homes, 0).into_iter().map(|(_, item)| item).collect();
    if jumps_about(&items) {
        items = cuts::ordered(items);
    }
    items
}

/// A cell of a grid: where a span, or a whole grid, stands.
type Home = Option<(usize, usize)>;

struct Homes {
    /// The smallest cell that holds each span, beside the spans.
    spans: Vec<Home>,
    /// The smallest cell of another grid that holds each grid.
    grids: Vec<Home>,
}

fn homes(grids: &[Grid], spans: &[(usize, &Span)]) -> Homes {
    let area = |r: &Rect| r.width() * r.height();
    let smallest = |x: f32, y: f32, below: f32, not: Option<usize>| -> Home {
        let mut best: Option<(f32, usize, usize)> = None;
        for (g, grid) in grids.iter().enumerate() {
            if Some(g) == not || x < grid.bbox.x0 || x > grid.bbox.x1 || y < grid.bbox.y0 || y > grid.bbox.y1 {
                continue;
            }
            for (c, cell) in grid.cells.iter().enumerate() {
                let r = &cell.rect;
                let size = area(r);
                if x >= r.x0 && x <= r.x1 && y >= r.y0 && y <= r.y1 && size < below && best.is_none_or(|b| size < b.0) {
                    best = Some((size, g, c));
                }
            }
        }
        best.map(|(_, g, c)| (g, c))
    };
    let middle = |s: &Span| {
        let x = (s.bbox.x0 + s.bbox.x1) / 2.0;
        // A long run that starts in a cell belongs there even if it pokes out of it.
        (
            x.min(s.bbox.x0 + 4.0 * s.size),
            if s.turn == 0 { s.baseline - 0.3 * s.size } else { (s.bbox.y0 + s.bbox.y1) / 2.0 },
        )
    };
    Homes {
        spans: spans
            .iter()
            .map(|(_, s)| {
                let (x, y) = middle(s);
                smallest(x, y, f32::INFINITY, None)
            })
            .collect(),
        grids: grids
            .iter()
            .enumerate()
            .map(|(g, grid)| {
                let (x, y) = ((grid.bbox.x0 + grid.bbox.x1) / 2.0, (grid.bbox.y0 + grid.bbox.y1) / 2.0);
                // The cell must hold the whole grid, so a grid is never its own grandparent.
                smallest(x, y, f32::INFINITY, Some(g)).filter(|(o, c)| {
                    let r = &grids[*o].cells[*c].rect;
                    area(r) > area(&grid.bbox) && grid.bbox.y0 >= r.y0 - 2.0 && grid.bbox.y1 <= r.y1 + 2.0
                })
            })
            .collect(),
    }
}

/// What stands in one cell (or on the page outside all grids), each item with the place of its first span in the stream.
fn region(home: Home, grids: &[Grid], spans: &[(usize, &Span)], homes: &Homes, depth: usize) -> Vec<(usize, Item)> {
    let mut out: Vec<(usize, Item)> = Vec::new();
    if depth < MAX_NESTING {
        for (g, grid) in grids.iter().enumerate() {
            if homes.grids[g] == home {
                out.extend(table(g, grid, grids, spans, homes, depth));
            }
        }
    }
    out.sort_by_key(|(first, _)| *first);
    // Text before a table, between two tables, and after the last is gathered into lines on its own.
    let mut own: Vec<(usize, &Span)> =
        spans.iter().zip(&homes.spans).filter(|(_, h)| **h == home).map(|(s, _)| *s).collect();
    let bounds: Vec<usize> = out.iter().map(|(first, _)| *first).chain([usize::MAX]).collect();
    for bound in bounds {
        let rest = own.split_off(own.partition_point(|(i, _)| *i < bound));
        let first = own.first().map(|(i, _)| *i);
        let part = std::mem::replace(&mut own, rest);
        out.extend(lines(part.iter().map(|(_, s)| *s)).into_iter().map(|l| (first.unwrap_or(0), Item::Line(l))));
    }
    out.sort_by_key(|(first, _)| *first);
    out
}

fn table(
    g: usize,
    grid: &Grid,
    grids: &[Grid],
    spans: &[(usize, &Span)],
    homes: &Homes,
    depth: usize,
) -> Vec<(usize, Item)> {
    let mut first = usize::MAX;
    let mut cells = Vec::new();
    for (c, cell) in grid.cells.iter().enumerate() {
        let items = region(Some((g, c)), grids, spans, homes, depth + 1);
        if let Some((at, _)) = items.first() {
            first = first.min(*at);
        }
        cells.push(RawCell {
            r0: cell.r0,
            r1: cell.r1,
            c0: cell.c0,
            c1: cell.c1,
            rect: cell.rect,
            header: false,
            items: items.into_iter().map(|(_, item)| item).collect(),
        });
    }
    let filled = cells.iter().filter(|c| !c.items.is_empty()).count();
    if filled == 0 {
        return Vec::new();
    }
    if filled == 1 || grid.columns() == 1 {
        // A box, or boxes on each other: a frame around running text.
        return cells.into_iter().flat_map(|c| c.items).map(|item| (first, item)).collect();
    }
    vec![(
        first,
        Item::Table(RawTable {
            bbox: grid.bbox,
            edges: grid.edges.clone(),
            drawn: grid.drawn,
            rows: grid.rows,
            cells,
            tag: None,
        }),
    )]
}

/// Whether the stream's order is no reading order: many lines stand above the line before them without a new column to explain
/// it.
pub(super) fn jumps_about(items: &[Item]) -> bool {
    let boxes: Vec<Rect> = items.iter().map(Item::bbox).collect();
    let mut jumps = 0;
    for pair in boxes.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let overlap = a.x1.min(b.x1) - a.x0.max(b.x0);
        if b.y1 < a.y0 && overlap > 0.3 * a.width().min(b.width()) {
            jumps += 1;
        }
    }
    jumps * 5 > boxes.len().max(10)
}
