//! Tables whose rows are parted by drawn lines and whose columns are parted by white space alone.
//!
//! Lines across of the same extent, one above the other, bound bands; a band is a row. Columns are read from the ends of the
//! pieces that the lines are drawn in, where they are drawn cell by cell, and otherwise from the stretches that hardly any text
//! crosses.

use super::aligned;
use super::grid::Grid;
use super::pieces::{Piece, PrintedLine, Sheet};
use super::rows::{self, Columns};
use crate::model::page::{Ruling, Span};

/// How far the ends of lines of one table may lie apart, in points.
const SAME_END: f32 = 6.0;

/// Shortest line, in points, that can be one of a table's.
const SHORTEST: f32 = 100.0;

/// More lines than this on a page are a drawing.
const MAX_LINES: usize = 600;

/// A line across with the places where pieces of it meet.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) y: f32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    joints: Vec<f32>,
}

/// Tables of a page outside those that are drawn in full.
pub(super) fn grids(rules: &[Rule], spans: &[(usize, &Span)], drawn: &[Grid]) -> Vec<Grid> {
    if rules.len() < 2 || rules.len() > MAX_LINES {
        return Vec::new();
    }
    let mut out: Vec<(usize, Grid)> = Vec::new();
    let mut left = rules.to_vec();
    while let Some(first) = left.first().cloned() {
        let alike = |r: &Rule| (r.x0 - first.x0).abs() < SAME_END && (r.x1 - first.x1).abs() < SAME_END;
        let (stack, rest): (Vec<Rule>, Vec<Rule>) = left.into_iter().partition(alike);
        left = rest;
        let (from, to) = (first.x0 - SAME_END, first.x1 + SAME_END);
        let sheet = Sheet::new(spans, |s| s.bbox.x0 >= from && s.bbox.x0 < to);
        let pieces: Vec<Piece> = sheet.lines.iter().flat_map(|l| l.pieces.iter().copied()).collect();
        for part in parts(stack, &pieces) {
            out.extend(grid(&part, &sheet, &pieces).map(|g| (part.len(), g)));
        }
    }
    // Of tables that overlap the one with most lines counts: the others are frames.
    out.sort_by_key(|(lines, _)| std::cmp::Reverse(*lines));
    let mut out: Vec<Grid> = out.into_iter().map(|(_, g)| g).collect();
    out.retain(|g| !drawn.iter().any(|d| d.bbox.y0 < g.bbox.y1 && g.bbox.y0 < d.bbox.y1));
    let mut kept: Vec<Grid> = Vec::new();
    for grid in out {
        let clear = |k: &Grid| {
            k.bbox.y1 <= grid.bbox.y0 + 1.0
                || grid.bbox.y1 <= k.bbox.y0 + 1.0
                || k.bbox.x1 < grid.bbox.x0
                || grid.bbox.x1 < k.bbox.x0
        };
        if kept.iter().all(clear) {
            kept.push(grid);
        }
    }
    kept
}

/// Lines across, topmost first, pieces that meet joined.
pub(super) fn rules(rulings: &[Ruling], drawn: &[Grid]) -> Vec<Rule> {
    let mut pieces: Vec<&Ruling> = rulings
        .iter()
        .filter(|r| [r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite()) && r.is_horizontal() && r.x1 - r.x0 > 4.0)
        .filter(|r| !drawn.iter().any(|g| r.y0 >= g.bbox.y0 - 2.0 && r.y0 <= g.bbox.y1 + 2.0))
        .collect();
    if pieces.len() > 4 * MAX_LINES {
        return Vec::new();
    }
    pieces.sort_by(|a, b| (a.y0 / 1.5).round().total_cmp(&(b.y0 / 1.5).round()).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Rule> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if (piece.y0 - last.y).abs() <= 1.5 && piece.x0 <= last.x1 + 2.0 => {
                if piece.x0 >= last.x1 - 2.0 && piece.x1 > last.x1 {
                    last.joints.push((piece.x0 + last.x1) / 2.0);
                }
                last.x1 = last.x1.max(piece.x1);
            }
            _ => out.push(Rule { y: piece.y0, x0: piece.x0, x1: piece.x1, joints: Vec::new() }),
        }
    }
    out.retain(|r| r.x1 - r.x0 >= SHORTEST);
    out.sort_by(|a, b| a.y.total_cmp(&b.y));
    out
}

/// Parts a stack of rules where running text stands between two of them: a run over most of the width.
fn parts(stack: Vec<Rule>, runs: &[Piece]) -> Vec<Vec<Rule>> {
    let mut out: Vec<Vec<Rule>> = Vec::new();
    for rule in stack {
        let anew = out.last().and_then(|p| p.last()).is_none_or(|last| {
            let wide =
                runs.iter().filter(|r| r.y > last.y && r.y < rule.y && r.x1 - r.x0 > 0.7 * (rule.x1 - rule.x0)).count();
            wide > 1 || rule.y - last.y > 600.0 || !agree(last, &rule)
        });
        match out.last_mut() {
            Some(part) if !anew => part.push(rule),
            _ => out.push(vec![rule]),
        }
    }
    // One line is enough where it is drawn in the pieces of at least three columns.
    out.retain(|p| p.len() >= 2 || p[0].joints.len() >= 2);
    out
}

/// Whether two lines that are both drawn in pieces are drawn in the same ones.
fn agree(a: &Rule, b: &Rule) -> bool {
    let found = |x: &f32| b.joints.iter().any(|y| (x - y).abs() < SAME_END);
    a.joints.is_empty() || b.joints.is_empty() || a.joints.iter().any(found)
}

fn grid(rules: &[Rule], sheet: &Sheet<'_>, pieces: &[Piece]) -> Option<Grid> {
    let (first, last) = (rules.first()?, rules.last()?);
    let (x0, x1) = (first.x0, first.x1);
    let inside: Vec<Piece> = pieces.iter().filter(|r| r.y > first.y && r.y < last.y).copied().collect();
    let own: Vec<PrintedLine> =
        sheet.lines.iter().filter(|l| l.pieces.iter().any(|p| p.y > first.y && p.y < last.y)).cloned().collect();
    let inner = columns(rules, &inside, &own, x0, x1);
    if inner.is_empty() {
        return None;
    }
    let drawn = rules.iter().any(|r| !r.joints.is_empty());
    let mut edges = vec![x0];
    edges.extend(&inner);
    edges.push(x1);
    // The header often stands above the first line, and the last row below the last one.
    let top = outside(pieces, &edges, first.y, true, drawn).unwrap_or(first.y);
    let bottom = outside(pieces, &edges, last.y, false, drawn).unwrap_or(last.y);
    let within = |l: &&PrintedLine| l.pieces.iter().any(|p| p.y > top && p.y <= bottom);
    let from = sheet.lines.iter().position(|l| within(&l))?;
    let to = sheet.lines.iter().rposition(|l| within(&l))?;
    let lines = &sheet.lines[from..=to];
    let across: Vec<f32> = rules.iter().map(|r| r.y).collect();
    let mut ys = vec![top];
    let breaks = rows::breaks(sheet, lines, &Columns::new(&edges, lines), &across);
    ys.extend(breaks.into_iter().filter(|y| *y > top + 1.0 && *y < bottom - 1.0));
    ys.push(bottom);
    if ys.len() < 3 {
        return None;
    }
    let filled = |row: usize| {
        let stands = |c: &&[f32]| {
            let mut own = pieces.iter().filter(|r| r.y > ys[row] && r.y <= ys[row + 1]);
            own.any(|r| r.x0 < c[1] - 1.0 && r.x1 > c[0] + 1.0)
        };
        edges.windows(2).filter(stands).count()
    };
    let rows = ys.len() - 1;
    let several = (0..rows).filter(|row| filled(*row) > 1).count();
    let empty = (0..rows).filter(|row| filled(*row) == 0).count();
    if several < 2 || several * 2 < rows - empty {
        return None;
    }
    Some(aligned::grid(lines, &edges, &ys))
}

/// Places between columns: what no text crosses, or hardly any of the lines that have several pieces, and where the lines across
/// are drawn piece by piece. A column without text is none.
fn columns(rules: &[Rule], inside: &[Piece], lines: &[PrintedLine], x0: f32, x1: f32) -> Vec<f32> {
    let mut out = free(rules, inside, x0, x1);
    let voted = aligned::corridors(lines, true);
    if rules.len() > 2 && voted.len() > out.len() {
        out = voted;
    }
    let between = |a: f32, b: f32| inside.iter().any(|p| p.x0 > a.min(b) - 1.0 && p.x1 < a.max(b) + 1.0);
    for rule in rules {
        for joint in rule.joints.iter().filter(|x| **x > x0 + 8.0 && **x < x1 - 8.0) {
            let crossed = inside.iter().filter(|p| p.x0 < joint - 0.5 * p.size && p.x1 > joint + 0.5 * p.size).count();
            if crossed * 8 <= inside.len() && out.iter().chain([&x0, &x1]).all(|e| between(*e, *joint)) {
                out.push(*joint);
            }
        }
    }
    out.sort_by(f32::total_cmp);
    out
}

/// The stretches that no text crosses.
fn free(rules: &[Rule], pieces: &[Piece], x0: f32, x1: f32) -> Vec<f32> {
    // A title over the whole table stands alone in its band and parts nothing.
    let alone = |run: &Piece| {
        let above = rules.iter().rev().find(|r| r.y < run.y).map_or(f32::NEG_INFINITY, |r| r.y);
        let below = rules.iter().find(|r| r.y >= run.y).map_or(f32::INFINITY, |r| r.y);
        pieces.iter().filter(|r| r.y > above && r.y <= below).count() == 1
    };
    let pieces: Vec<Piece> = pieces.iter().filter(|p| !alone(p)).copied().collect();
    let Some(size) = pieces.iter().map(|p| p.size).reduce(f32::max) else { return Vec::new() };
    let mut edges: Vec<(f32, f32)> = pieces.iter().map(|p| (p.x0, p.x1)).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<f32> = Vec::new();
    let mut reach = f32::NEG_INFINITY;
    for (from, to) in edges {
        if from - reach >= 0.6 * size && reach > x0 + size && from < x1 - 0.5 * size {
            out.push((from + reach) / 2.0);
        }
        reach = reach.max(to);
    }
    out
}

/// The far edge of a row that stands outside the lines: text in at least two columns right above the first or below the last.
/// Where columns are drawn, the row below the last line may be as high as the page.
fn outside(runs: &[Piece], edges: &[f32], y: f32, above: bool, drawn: bool) -> Option<f32> {
    let size = runs.iter().map(|r| r.size).fold(0.0, f32::max).min(14.0);
    let reach = if above {
        6.0
    } else if drawn {
        60.0
    } else {
        2.0
    };
    let mut near: Vec<&Piece> = runs
        .iter()
        .filter(|r| if above { r.y < y + 1.0 && r.y > y - reach * size } else { r.y > y && r.y < y + reach * size })
        .collect();
    near.sort_by(|a, b| if above { b.y.total_cmp(&a.y) } else { a.y.total_cmp(&b.y) });
    let mut far: Option<f32> = None;
    let mut columns: Vec<usize> = Vec::new();
    let mut last = y;
    for run in near {
        if (run.y - last).abs() > if above || !drawn { 1.8 } else { 2.4 } * size {
            break;
        }
        let Some(column) = edges.windows(2).position(|c| run.x0 >= c[0] - 2.0 && run.x1 <= c[1] + 2.0) else { break };
        if !columns.contains(&column) {
            columns.push(column);
        }
        last = run.y;
        far = Some(if above { run.y - 1.1 * run.size } else { run.y + 0.4 * run.size });
    }
    far.filter(|_| columns.len() > 1 && columns.len() * 2 >= edges.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Rect;

    fn span(text: &str, x0: f32, baseline: f32) -> Span {
        let x1 = x0 + 5.0 * text.len() as f32;
        let bbox = Rect { x0, y0: baseline - 8.0, x1, y1: baseline + 2.0 };
        Span { text: text.into(), bbox, baseline, size: 10.0, ..Span::default() }
    }

    #[test]
    fn lines_across_and_white_space_make_a_table() {
        let spans = [
            span("Area", 10., 12.),
            span("Budget", 200., 12.),
            span("Roads", 10., 32.),
            span("12.0", 200., 32.),
            span("Schools", 10., 52.),
            span("7.5", 200., 52.),
        ];
        let numbered: Vec<(usize, &Span)> = spans.iter().enumerate().collect();
        let rule = |y: f32| Ruling { x0: 0., y0: y, x1: 300., y1: y };
        let found = grids(&rules(&[rule(18.), rule(38.), rule(58.)], &[]), &numbered, &[]);
        assert_eq!(found.iter().map(|g| (g.rows, g.columns())).collect::<Vec<_>>(), [(3, 2)]);
        assert!(grids(&rules(&[rule(18.)], &[]), &numbered, &[]).is_empty());
    }
}
