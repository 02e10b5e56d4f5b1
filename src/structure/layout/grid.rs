//! Rulings to grids: the cells that drawn lines enclose.
//!
//! Lines that touch form one grid. Every elementary box between neighbouring columns and rows of lines is joined with its
//! neighbour where no line parts them, which gives merged cells their extent (the lattice method, as in Tabula and Camelot, with
//! nesting by containment added).

use crate::model::page::{Rect, Ruling};

/// How far apart lines may be and still touch, in points: borders of double lines leave gaps of a little over 2 points where
/// they cross, and a table within a cell stands some 2.5 points off its borders.
const TOUCH: f32 = 2.3;

/// Lines closer than this are one edge: double borders, and header edges drawn a little beside the body's.
const SAME_EDGE: f32 = 6.0;

/// Equal lines closer than this, three or more in a row, are a shading: no text fits between them, in points.
const HATCH: f32 = 7.5;

/// Share of an edge that must be drawn for it to part two cells.
const DRAWN: f32 = 0.5;

/// More lines than this on a page are a drawing, not tables; what they enclose is read as plain text.
const MAX_LINES: usize = 4000;

/// More boxes than this are a drawing too.
const MAX_BOXES: usize = 20_000;

/// A cell: rows `r0..r1` and columns `c0..c1` of its grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GridCell {
    pub(super) r0: usize,
    pub(super) r1: usize,
    pub(super) c0: usize,
    pub(super) c1: usize,
    pub(super) rect: Rect,
}

/// A grid of cells, in row order, then column order.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) rows: usize,
    pub(super) edges: Vec<f32>,
    pub(super) cells: Vec<GridCell>,
    pub(super) bbox: Rect,
    /// Lines are drawn between its columns.
    pub(super) drawn: bool,
}

impl Grid {
    /// Number of columns.
    pub(super) fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }
}

/// A line with its fixed coordinate and its extent.
#[derive(Debug, Clone, Copy)]
struct Segment {
    at: f32,
    from: f32,
    to: f32,
}

/// Every grid on a page, the topmost first. Grids of one cell (a frame around text) are left out.
pub(super) fn grids(rulings: &[Ruling]) -> Vec<Grid> {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for r in rulings {
        if ![r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite()) {
            continue;
        }
        if r.is_horizontal() {
            across.push(Segment { at: r.y0, from: r.x0, to: r.x1 });
        } else {
            down.push(Segment { at: r.x0, from: r.y0, to: r.y1 });
        }
    }
    let (across, down) = (without_hatching(merged(across)), without_hatching(merged(down)));
    if across.is_empty() || down.len() < 2 || across.len() + down.len() > MAX_LINES {
        return Vec::new();
    }
    let mut out: Vec<Grid> = Vec::new();
    for (across, down) in components(&across, &down) {
        if let Some(grid) = lattice(&across, &down) {
            out.extend(split(grid));
        }
    }
    out.retain(|g| g.cells.len() > 1);
    out.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    out
}

/// Joins segments that lie on one line and meet.
fn merged(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Segment> = Vec::new();
    for segment in segments {
        let join = out
            .iter_mut()
            .rev()
            .take_while(|last| segment.at - last.at <= 1.0)
            .find(|last| segment.from <= last.to + TOUCH && last.from <= segment.to + TOUCH);
        match join {
            Some(last) => {
                last.from = last.from.min(segment.from);
                last.to = last.to.max(segment.to);
            }
            None => out.push(segment),
        }
    }
    out
}

/// Lines without those inside a run of equal ones too close together for text between them: the strips of a shaded cell.
fn without_hatching(segments: Vec<Segment>) -> Vec<Segment> {
    let mut inside = vec![false; segments.len()];
    for i in 0..segments.len() {
        let next = |from: usize| {
            let here = segments[from];
            segments[from + 1..]
                .iter()
                .position(|s| s.at - here.at > 2.5 && (s.from - here.from).abs() < 2.0 && (s.to - here.to).abs() < 2.0)
                .map(|offset| from + 1 + offset)
                .filter(|j| segments[*j].at - here.at < HATCH)
        };
        let Some(second) = next(i) else { continue };
        if next(second).is_some() {
            inside[second] = true;
        }
    }
    segments.into_iter().zip(inside).filter(|(_, inside)| !inside).map(|(s, _)| s).collect()
}

/// Groups of lines that touch, each with at least two across and two down. Where a page's end cuts a row, one line across is
/// enough for three down that reach as far as each other: the row is open there.
fn components(across: &[Segment], down: &[Segment]) -> Vec<(Vec<Segment>, Vec<Segment>)> {
    let mut group: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, a) in across.iter().enumerate() {
        for (j, d) in down.iter().enumerate() {
            let meet = d.at >= a.from - TOUCH && d.at <= a.to + TOUCH && a.at >= d.from - TOUCH && a.at <= d.to + TOUCH;
            if meet {
                union(&mut group, i, across.len() + j);
            }
        }
    }
    let roots: Vec<usize> = (0..group.len()).map(|i| find(&mut group, i)).collect();
    let mut seen: Vec<usize> = roots.clone();
    seen.sort_unstable();
    seen.dedup();
    let pick = |root: usize, all: &[Segment], base: usize| -> Vec<Segment> {
        all.iter().enumerate().filter(|(i, _)| roots[base + i] == root).map(|(_, s)| *s).collect()
    };
    seen.into_iter()
        .map(|root| (pick(root, across, 0), pick(root, down, across.len())))
        .filter(|(a, d)| a.len() >= 2 && d.len() >= 2 || a.len() == 1 && is_open(&a[0], d))
        .collect()
}

/// Whether lines down end on one line across and reach equally far to the same side of it.
fn is_open(across: &Segment, down: &[Segment]) -> bool {
    let alike = |end: fn(&Segment) -> f32| down.iter().all(|d| (end(d) - end(&down[0])).abs() <= TOUCH);
    let meets = |end: f32| (end - across.at).abs() <= TOUCH;
    down.len() >= 3
        && alike(|d| d.from)
        && alike(|d| d.to)
        && meets(down[0].from) != meets(down[0].to)
        && down[0].to - down[0].from > 12.0
        && down.iter().all(|d| d.at >= across.from - TOUCH && d.at <= across.to + TOUCH)
}

fn find(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

fn union(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(group, a), find(group, b));
    group[a.max(b)] = a.min(b);
}

/// Positions of lines, those that are the same edge joined.
fn edges(segments: &[Segment], low: f32, high: f32, same: f32) -> Vec<f32> {
    let mut at: Vec<f32> = segments.iter().map(|s| s.at).collect();
    at.extend([low, high]);
    at.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    let mut run: Vec<f32> = Vec::new();
    for value in at {
        if run.last().is_some_and(|last| value - last > same) {
            out.push(run.iter().sum::<f32>() / run.len() as f32);
            run.clear();
        }
        run.push(value);
    }
    if !run.is_empty() {
        out.push(run.iter().sum::<f32>() / run.len() as f32);
    }
    out
}

fn lattice(across: &[Segment], down: &[Segment]) -> Option<Grid> {
    let fold = |v: &mut dyn Iterator<Item = f32>, low: bool| {
        v.fold(if low { f32::INFINITY } else { f32::NEG_INFINITY }, |a, b| if low { a.min(b) } else { a.max(b) })
    };
    let left = fold(&mut across.iter().map(|s| s.from).chain(down.iter().map(|s| s.at)), true);
    let right = fold(&mut across.iter().map(|s| s.to).chain(down.iter().map(|s| s.at)), false);
    let top = fold(&mut down.iter().map(|s| s.from).chain(across.iter().map(|s| s.at)), true);
    let bottom = fold(&mut down.iter().map(|s| s.to).chain(across.iter().map(|s| s.at)), false);
    let xs = edges(down, left, right, SAME_EDGE);
    let ys = edges(across, top, bottom, 3.0);
    let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    if columns == 0 || rows == 0 || columns * rows > MAX_BOXES {
        return None;
    }
    let drawn = |segments: &[Segment], at: f32, near: f32, from: f32, to: f32| {
        let covered: f32 = segments
            .iter()
            .filter(|s| (s.at - at).abs() <= near)
            .map(|s| (s.to.min(to) - s.from.max(from)).max(0.0))
            .fold(0.0, f32::max);
        covered >= DRAWN * (to - from)
    };
    let mut group: Vec<usize> = (0..columns * rows).collect();
    for r in 0..rows {
        for c in 0..columns {
            let here = r * columns + c;
            if c + 1 < columns && !drawn(down, xs[c + 1], SAME_EDGE, ys[r], ys[r + 1]) {
                union(&mut group, here, here + 1);
            }
            if r + 1 < rows && !drawn(across, ys[r + 1], 3.0, xs[c], xs[c + 1]) {
                union(&mut group, here, here + columns);
            }
        }
    }
    let mut cells: Vec<GridCell> = Vec::new();
    let roots: Vec<usize> = (0..group.len()).map(|i| find(&mut group, i)).collect();
    let mut at: Vec<Option<usize>> = vec![None; roots.len()];
    for r in 0..rows {
        for c in 0..columns {
            let root = roots[r * columns + c];
            match at[root] {
                Some(i) => {
                    let cell: &mut GridCell = &mut cells[i];
                    cell.r1 = cell.r1.max(r + 1);
                    cell.c0 = cell.c0.min(c);
                    cell.c1 = cell.c1.max(c + 1);
                }
                None => {
                    at[root] = Some(cells.len());
                    cells.push(GridCell { r0: r, r1: r + 1, c0: c, c1: c + 1, rect: Rect::default() });
                }
            }
        }
    }
    for cell in &mut cells {
        cell.rect = Rect { x0: xs[cell.c0], y0: ys[cell.r0], x1: xs[cell.c1], y1: ys[cell.r1] };
    }
    cells.sort_by_key(|c| (c.r0, c.c0));
    Some(Grid { rows, bbox: Rect { x0: left, y0: top, x1: right, y1: bottom }, edges: xs, cells, drawn: true })
}

/// Parts a grid where two tables stand directly on each other: no inner edge of the rows above is an edge of the rows below.
fn split(grid: Grid) -> Vec<Grid> {
    let inner = |r: usize| -> Vec<usize> {
        let mut edges: Vec<usize> =
            grid.cells.iter().filter(|c| c.r0 <= r && r < c.r1).map(|c| c.c0).filter(|c| *c > 0).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    let mut cuts = vec![0];
    let mut above: Vec<usize> = Vec::new();
    for r in 0..grid.rows {
        let here = inner(r);
        let spanned = grid.cells.iter().any(|c| c.r0 < r && r < c.r1);
        if !above.is_empty() && !here.is_empty() && !spanned && !above.iter().any(|e| here.contains(e)) {
            cuts.push(r);
            above = here;
        } else if !here.is_empty() {
            above = here;
        }
    }
    cuts.push(grid.rows);
    cuts.windows(2).map(|w| part(&grid, w[0], w[1])).collect()
}

/// Rows `from..to` of a grid, with the columns that no cell of theirs uses taken out.
fn part(grid: &Grid, from: usize, to: usize) -> Grid {
    let mut cells: Vec<GridCell> = grid.cells.iter().filter(|c| c.r0 >= from && c.r1 <= to).copied().collect();
    let mut used: Vec<usize> = cells.iter().flat_map(|c| [c.c0, c.c1]).collect();
    used.sort_unstable();
    used.dedup();
    let place = |edge: usize| used.iter().position(|u| *u == edge).unwrap_or(0);
    let mut bbox = cells.first().map_or(grid.bbox, |c| c.rect);
    for cell in &mut cells {
        bbox = bbox.union(&cell.rect);
        cell.r0 -= from;
        cell.r1 -= from;
        cell.c0 = place(cell.c0);
        cell.c1 = place(cell.c1);
    }
    Grid { rows: to - from, edges: used.iter().map(|u| grid.edges[*u]).collect(), cells, bbox, drawn: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(y: f32, x0: f32, x1: f32) -> Ruling {
        Ruling { x0, y0: y, x1, y1: y }
    }

    fn v(x: f32, y0: f32, y1: f32) -> Ruling {
        Ruling { x0: x, y0, x1: x, y1 }
    }

    #[test]
    fn a_merged_cell_spans_its_rows() {
        let rulings =
            [h(0., 0., 100.), h(20., 50., 100.), h(40., 0., 100.), v(0., 0., 40.), v(50., 0., 40.), v(100., 0., 40.)];
        let grids = grids(&rulings);
        assert_eq!(grids.len(), 1);
        let spans: Vec<_> = grids[0].cells.iter().map(|c| (c.r0, c.r1, c.c0, c.c1)).collect();
        assert_eq!(spans, [(0, 2, 0, 1), (0, 1, 1, 2), (1, 2, 1, 2)]);
    }

    #[test]
    fn tables_that_stand_on_each_other_are_parted_and_frames_left_out() {
        let mut rulings = vec![h(0., 0., 100.), h(20., 0., 100.), h(40., 0., 100.), v(0., 0., 40.), v(100., 0., 40.)];
        rulings.extend([v(30., 0., 20.), v(60., 20., 40.)]);
        assert_eq!(grids(&rulings).iter().map(|g| g.columns()).collect::<Vec<_>>(), [2, 2]);
        assert!(grids(&[h(0., 0., 9.), h(9., 0., 9.), v(0., 0., 9.), v(9., 0., 9.)]).is_empty());
    }

    #[test]
    fn a_table_within_a_cell_is_a_grid_of_its_own() {
        let mut rulings =
            vec![h(0., 0., 200.), h(100., 0., 200.), v(0., 0., 100.), v(150., 0., 100.), v(200., 0., 100.)];
        rulings.extend([h(10., 10., 140.), h(50., 10., 140.), v(10., 10., 50.), v(70., 10., 50.), v(140., 10., 50.)]);
        assert_eq!(grids(&rulings).len(), 2);
    }
}
