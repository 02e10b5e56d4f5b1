//! Printed lines of a table to rows, where no lines are drawn between all of them.
//!
//! A row begins where the free height is that between rows and not that between the lines of a cell. Where both are the same, a
//! line goes on with the row above as long as every cell that it fills had to break its words there: the first word would not
//! have fitted on the line above.

use super::drafts::ends;
use super::pieces::{Piece, PrintedLine, Sheet};

/// Lines that stand beside each other, whose baselines need not agree.
struct Cluster<'a> {
    top: f32,
    bottom: f32,
    lines: &'a [PrintedLine],
}

impl Cluster<'_> {
    fn pieces(&self) -> impl DoubleEndedIterator<Item = &Piece> {
        self.lines.iter().flat_map(|line| &line.pieces)
    }
}

/// The columns of a table.
pub(super) struct Columns<'a> {
    /// Their edges, one more than columns.
    pub(super) edges: &'a [f32],
    /// Where the text of each begins and ends at most.
    extents: Vec<(f32, f32)>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(edges: &'a [f32], lines: &[PrintedLine]) -> Columns<'a> {
        let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
        let mut extents = vec![(f32::INFINITY, f32::NEG_INFINITY); edges.len() - 1];
        for piece in lines.iter().flat_map(|l| &l.pieces) {
            if let Some(extent) = column(edges, piece).and_then(|c| extents.get_mut(c)) {
                *extent = (extent.0.min(piece.x0), extent.1.max(piece.x1));
            }
        }
        for c in 0..extents.len().saturating_sub(1) {
            let reach = extents[c + 1].0 - 1.6 * size;
            extents[c].1 = extents[c].1.max(reach);
        }
        Columns { edges, extents }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.extents.len()
    }

    /// The column in which a piece begins.
    fn begins(&self, piece: &Piece) -> usize {
        let at = piece.x0 + 0.5 * piece.size;
        self.edges.iter().rposition(|edge| *edge <= at).unwrap_or(0).min(self.count() - 1)
    }

    /// The column in which a piece stands; `None` where it reaches over an edge.
    pub(super) fn of(&self, piece: &Piece) -> Option<usize> {
        column(self.edges, piece)
    }
}

fn column(edges: &[f32], piece: &Piece) -> Option<usize> {
    let slack = 0.5 * piece.size;
    edges.windows(2).position(|c| piece.x0 >= c[0] - slack && piece.x1 <= c[1] + slack)
}

/// What tells rows of one table apart.
struct Spacing {
    /// Free height from which a row begins, where rows stand farther apart than lines.
    apart: Option<f32>,
    size: f32,
}

/// The heights between the rows of a table with these lines, from top to bottom. `rules` are the heights of drawn lines that
/// cross most of the table.
pub(super) fn breaks(sheet: &Sheet<'_>, lines: &[PrintedLine], columns: &Columns<'_>, rules: &[f32]) -> Vec<f32> {
    let clusters = clusters(lines);
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let ruled = |i: usize| -> Option<f32> {
        let (above, below) = (clusters[i - 1].bottom - 0.3 * size, clusters[i].top + 0.3 * size);
        rules.iter().copied().find(|y| *y > above && *y < below)
    };
    let goes_on: Vec<bool> = (0..clusters.len()).map(|i| i > 0 && continues(sheet, &clusters, i, columns)).collect();
    let spacing = spacing(sheet, &clusters, &goes_on, columns, size);
    let looks = |i: usize| starts(&clusters, i, goes_on[i], columns, &spacing);
    let written = Written::of(&clusters, columns);
    let judged = |i: usize| written.as_ref().and_then(|w| w.starts(i)).unwrap_or_else(|| looks(i));
    // Lines drawn between most rows are drawn between all.
    let drawn = (1..clusters.len()).filter(|i| ruled(*i).is_some()).count();
    let told = (1..clusters.len()).filter(|i| judged(*i)).count();
    let trusted = drawn * 2 > told || drawn >= 4 && drawn * 4 > told;
    let (first, last) = match (rules.first(), rules.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => (f32::INFINITY, f32::NEG_INFINITY),
    };
    let mut out = Vec::new();
    for i in 1..clusters.len() {
        let middle = (clusters[i - 1].bottom + clusters[i].top) / 2.0;
        let inside = trusted && middle > first && middle < last;
        match ruled(i) {
            Some(y) => out.push(y),
            None if !inside && judged(i) => out.push(middle),
            None => {}
        }
    }
    out
}

/// The order in which the cells of a table were written: most programs write a cell with all its lines, then the next to its
/// right, and step back to the left for the next row alone.
struct Written {
    /// For each cluster, the first and the last row that its pieces belong to, and the rightmost column that the last had
    /// reached before.
    rows: Vec<(usize, usize, usize)>,
}

impl Written {
    /// `None` where lines and not cells were written one after the other, or where the order is none.
    fn of(clusters: &[Cluster<'_>], columns: &Columns<'_>) -> Option<Written> {
        let mut order: Vec<(&Piece, usize, usize)> = Vec::new();
        for (i, cluster) in clusters.iter().enumerate() {
            order.extend(cluster.pieces().map(|p| (p, i, columns.begins(p))));
        }
        order.sort_by_key(|(piece, _, _)| piece.first);
        let mut rows = vec![(usize::MAX, 0, 0); clusters.len()];
        let (mut row, mut up, mut back, mut lowest) = (0, 0, 0, 0);
        for (at, (_, cluster, column)) in order.iter().enumerate() {
            if let Some((_, before, left)) = at.checked_sub(1).map(|b| order[b]) {
                if *column < left {
                    row += 1;
                    back += usize::from(*cluster < lowest);
                    lowest = before.max(lowest);
                } else if *column > left && *cluster < before {
                    up += 1;
                }
            }
            let own = &mut rows[*cluster];
            *own = (own.0.min(row), own.1.max(row), own.2.max(*column));
        }
        (up > 0 && up * 8 >= row && back * 8 <= row).then_some(Written { rows })
    }

    /// Whether the cluster begins a row; `None` where a row of one cell may stand above it.
    fn starts(&self, i: usize) -> Option<bool> {
        let (above, here) = (self.rows[i - 1], self.rows[i]);
        if above.1 < here.0 {
            return Some(true);
        }
        if above.2 == 0 && above.0 == above.1 && here.2 > 0 {
            return None;
        }
        Some(false)
    }
}

fn clusters(lines: &[PrintedLine]) -> Vec<Cluster<'_>> {
    let mut out: Vec<Cluster<'_>> = Vec::new();
    let mut from = 0;
    for (i, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(last) if line.top < last.bottom - 0.15 * line.size => {
                last.bottom = last.bottom.max(line.bottom);
                last.top = last.top.min(line.top);
                last.lines = &lines[from..=i];
            }
            _ => {
                from = i;
                out.push(Cluster { top: line.top, bottom: line.bottom, lines: &lines[i..=i] });
            }
        }
    }
    out
}

/// Whether every cell that the lines at `i` fill goes on with the lines above.
fn continues(sheet: &Sheet<'_>, clusters: &[Cluster<'_>], i: usize, columns: &Columns<'_>) -> bool {
    let above = |c: usize| clusters[i - 1].pieces().rev().find(|p| columns.of(p) == Some(c));
    clusters[i].pieces().all(|piece| {
        let Some(c) = columns.of(piece) else { return false };
        let Some(before) = above(c) else { return false };
        let text = sheet.text(piece);
        if is_figure(&text) && is_figure(&sheet.text(before)) || before.bold != piece.bold {
            return false;
        }
        if text.starts_with(char::is_lowercase) {
            return true;
        }
        let (left, right) = columns.extents[c];
        let first = text.split(' ').next().unwrap_or("").chars().count() as f32;
        let first = first * (piece.x1 - piece.x0) / text.chars().count().max(1) as f32;
        let room = (right - left) - (before.x1 - before.x0);
        room < first + 0.2 * piece.size && !(columns.count() > 2 && ends(&sheet.text(before)) && right - left < 90.0)
    })
}

/// The free height that begins a row, where continued lines and new rows differ in it.
fn spacing(sheet: &Sheet<'_>, clusters: &[Cluster<'_>], goes_on: &[bool], columns: &Columns<'_>, size: f32) -> Spacing {
    let gap = |i: usize| clusters[i].top - clusters[i - 1].bottom;
    let median = |mut gaps: Vec<f32>| {
        gaps.sort_by(f32::total_cmp);
        gaps.get(gaps.len() / 2).copied()
    };
    let low = |i: &usize| {
        goes_on[*i] && clusters[*i].pieces().next().is_some_and(|p| sheet.text(p).starts_with(char::is_lowercase))
    };
    let own: Vec<usize> = (1..clusters.len()).filter(low).collect();
    let new: Vec<usize> =
        (1..clusters.len()).filter(|i| !goes_on[*i] && filled(&clusters[*i], columns) * 2 > columns.count()).collect();
    let within = median(own.iter().map(|i| gap(*i)).collect());
    let between = median(new.iter().map(|i| gap(*i)).collect());
    let apart = match (within, between) {
        (Some(within), Some(between)) if between > within + 0.15 * size => Some((within + between) / 2.0),
        _ => None,
    };
    Spacing { apart, size }
}

fn filled(cluster: &Cluster<'_>, columns: &Columns<'_>) -> usize {
    let mut seen = vec![false; columns.count()];
    cluster.pieces().filter_map(|p| columns.of(p)).for_each(|c| seen[c] = true);
    seen.into_iter().filter(|s| *s).count()
}

/// Whether the lines at `i` begin a row.
fn starts(clusters: &[Cluster<'_>], i: usize, goes_on: bool, columns: &Columns<'_>, spacing: &Spacing) -> bool {
    let (above, here) = (&clusters[i - 1], &clusters[i]);
    let gap = here.top - above.bottom;
    let spans = |c: &Cluster<'_>| c.pieces().any(|p| columns.of(p).is_none());
    let first = here.pieces().any(|p| columns.of(p) == Some(0));
    let count = filled(here, columns);
    if spans(here) || spans(above) {
        return true;
    }
    // The lines of a header stand close together, whatever columns they fill.
    let bold = |c: &Cluster<'_>| c.pieces().all(|p| p.bold);
    if bold(above) && bold(here) && i <= 3 && gap < 0.5 * spacing.size && !goes_on {
        return count == columns.count() && filled(above, columns) == columns.count();
    }
    if !first && count < 2 {
        return false;
    }
    match spacing.apart {
        Some(apart) => gap > apart,
        None => !goes_on && (first || count * 2 > columns.count()),
    }
}

/// Whether a cell holds a figure: a number, an amount, a share, a date or a dash for none.
pub(super) fn is_figure(text: &str) -> bool {
    if matches!(text, "-" | "–" | "—" | "n/a" | "N/A" | "nil" | "Nil" | "tbc" | "TBC") {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    all <= 16 && digits > 0 && digits * 10 >= all * 3
}
