//! Tables ruled across only: rows between horizontal lines, columns where no text stands.
//!
//! Three or more lines of one extent, one below the other, bound the rows. A column edge is a strip that (almost) no line of text
//! crosses over the whole height, the method of projection profiles. What has no second column is no table.

use super::grid::{Grid, GridCell};
use crate::model::page::{Rect, Ruling, Span};

/// Lines whose ends differ by less are of one extent, in points.
const SAME_END: f32 = 5.0;

/// Fewer lines bound no table.
const MIN_RULES: usize = 3;

/// Shorter lines are underlines and the rules of footnotes, in points.
const MIN_WIDTH: f32 = 140.0;

/// Narrowest strip between columns, over the font size.
const GUTTER: f32 = 0.45;

/// Share of the rows in which text may cross a strip: section rows and spanning headers.
const CROSSING: f32 = 0.12;

/// Share of the rows that have text in more than one column.
const FILLED: f32 = 0.6;

/// A run of text between gaps wider than a word space.
struct Run {
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
}

/// The tables of a page that are ruled across only. Lines inside `grids` belong to those.
pub(super) fn bands(rulings: &[Ruling], spans: &[(usize, &Span)], grids: &[Grid]) -> Vec<Grid> {
    let mut rules: Vec<&Ruling> = rulings
        .iter()
        .filter(|r| r.is_horizontal() && r.x1 - r.x0 >= MIN_WIDTH && r.x0.is_finite() && r.y0.is_finite())
        .filter(|r| !grids.iter().any(|g| inside(r, &g.bbox)))
        .collect();
    if rules.len() < MIN_RULES || rules.len() > 500 {
        return Vec::new();
    }
    rules.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut groups: Vec<Vec<&Ruling>> = Vec::new();
    for rule in rules {
        let same = |g: &Vec<&Ruling>| (g[0].x0 - rule.x0).abs() < SAME_END && (g[0].x1 - rule.x1).abs() < SAME_END;
        match groups.iter_mut().find(|g| same(g)) {
            Some(group) if group.last().is_some_and(|last| rule.y0 - last.y0 > 3.0) => group.push(rule),
            Some(_) => {}
            None => groups.push(vec![rule]),
        }
    }
    let runs = runs(spans);
    groups.iter().filter(|g| g.len() >= MIN_RULES).filter_map(|g| table(g, &runs)).collect()
}

fn inside(rule: &Ruling, bbox: &Rect) -> bool {
    rule.y0 >= bbox.y0 - 3.0 && rule.y0 <= bbox.y1 + 3.0 && rule.x0 >= bbox.x0 - 3.0 && rule.x1 <= bbox.x1 + 3.0
}

/// Upright text in runs, from top to bottom.
fn runs(spans: &[(usize, &Span)]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (_, span) in spans {
        if span.turn != 0 || span.struck || span.text.trim().is_empty() {
            continue;
        }
        let (x0, x1, y, size) = (span.bbox.x0, span.bbox.x1, span.baseline, span.size.max(1.0));
        match out.last_mut() {
            Some(last) if (last.y - y).abs() < 0.3 * size && x0 - last.x1 < 0.45 * size && x0 > last.x1 - size => {
                last.x1 = last.x1.max(x1);
            }
            _ => out.push(Run { x0, x1, y, size }),
        }
    }
    out.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    out
}

fn table(rules: &[&Ruling], runs: &[Run]) -> Option<Grid> {
    let (left, right) = (rules[0].x0, rules[0].x1);
    let within = |r: &&Run| r.x0 >= left - 6.0 && r.x1 <= right + 6.0;
    let mut ys: Vec<f32> = rules.iter().map(|r| r.y0).collect();
    let (top, bottom) = (*ys.first()?, *ys.last()?);
    let inner: Vec<&Run> = runs.iter().filter(within).filter(|r| r.y > top && r.y < bottom).collect();
    let gutters = gutters(&inner, &ys, left, right);
    if gutters.is_empty() {
        return None;
    }
    let mut edges = vec![left];
    edges.extend(gutters.iter().map(|(a, b)| (a + b) / 2.0));
    edges.push(right);
    let below: Vec<&Run> = runs.iter().filter(within).filter(|r| r.y > bottom).collect();
    if let Some(end) = open_row(&below, bottom, &edges) {
        ys.push(end);
    }
    let above: Vec<&Run> = inner.into_iter().chain(below).collect();
    let mut cells = Vec::new();
    let mut filled_rows = 0;
    for (r, pair) in ys.windows(2).enumerate() {
        let row: Vec<&&Run> = above.iter().filter(|run| run.y > pair[0] && run.y <= pair[1] + 1.0).collect();
        // Text over a column edge makes the cells on both sides one.
        let joined: Vec<bool> = edges[1..edges.len() - 1]
            .iter()
            .map(|e| row.iter().any(|run| run.x0 < e - 1.0 && run.x1 > e + 1.0))
            .collect();
        let mut c0 = 0;
        let mut filled = 0;
        for c1 in 1..edges.len() {
            if c1 < edges.len() - 1 && joined[c1 - 1] {
                continue;
            }
            let rect = Rect { x0: edges[c0], y0: pair[0], x1: edges[c1], y1: pair[1] };
            filled += usize::from(row.iter().any(|run| run.x0 >= rect.x0 - 2.0 && run.x0 < rect.x1));
            cells.push(GridCell { r0: r, r1: r + 1, c0, c1, rect });
            c0 = c1;
        }
        filled_rows += usize::from(filled > 1);
    }
    let rows = ys.len() - 1;
    let bbox = Rect { x0: left, y0: top, x1: right, y1: *ys.last()? };
    (filled_rows as f32 >= FILLED * rows as f32 && filled_rows >= 2).then_some(Grid { rows, edges, cells, bbox })
}

/// Strips that text crosses in few rows only, from left to right.
fn gutters(runs: &[&Run], ys: &[f32], left: f32, right: f32) -> Vec<(f32, f32)> {
    let rows = ys.len() - 1;
    let row_of = |y: f32| ys.partition_point(|edge| *edge < y).saturating_sub(1).min(rows - 1);
    let size = runs.iter().map(|r| r.size).fold(0.0, f32::max).max(6.0);
    let width = (right - left).ceil().clamp(0.0, 5000.0) as usize;
    let mut crossed: Vec<Vec<bool>> = vec![vec![false; width + 1]; rows];
    for run in runs {
        let row = &mut crossed[row_of(run.y)];
        let from = (run.x0 - left).floor().clamp(0.0, width as f32) as usize;
        let to = (run.x1 - left).ceil().clamp(0.0, width as f32) as usize;
        row[from..=to].fill(true);
    }
    let allowed = (CROSSING * rows as f32).floor() as usize;
    let free: Vec<bool> = (0..=width).map(|x| crossed.iter().filter(|row| row[x]).count() <= allowed).collect();
    let mut out: Vec<(f32, f32)> = Vec::new();
    let mut start = None;
    for (x, is_free) in free.iter().chain(std::iter::once(&false)).enumerate() {
        match (is_free, start) {
            (true, None) => start = Some(x),
            (false, Some(from)) => {
                // The margins at both sides are no gutters.
                if from > 0 && x <= width && (x - from) as f32 >= GUTTER * size {
                    out.push((left + from as f32, left + x as f32));
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Where a last row ends that no line closes because the page does: text under the last line that keeps to the columns.
fn open_row(below: &[&Run], bottom: f32, edges: &[f32]) -> Option<f32> {
    let first = below.first()?;
    if first.y - bottom > 3.0 * first.size {
        return None;
    }
    let column = |run: &Run| edges.partition_point(|e| *e <= run.x0 + 1.0);
    let mut columns: Vec<usize> =
        below.iter().filter(|r| (r.y - first.y).abs() < 0.5 * first.size).map(|r| column(r)).collect();
    columns.dedup();
    if columns.len() < 2 {
        return None;
    }
    let mut end = first.y;
    for run in below {
        let crosses = edges[1..edges.len() - 1].iter().any(|e| run.x0 < e - 1.0 && run.x1 > e + 1.0);
        if crosses || run.y - end > 2.5 * run.size {
            break;
        }
        end = end.max(run.y);
    }
    Some(end + 0.3 * first.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(y: f32) -> Ruling {
        Ruling { x0: 0.0, y0: y, x1: 300.0, y1: y }
    }

    fn span(x0: f32, x1: f32, y: f32) -> Span {
        Span {
            text: "words".into(),
            bbox: Rect { x0, y0: y - 8.0, x1, y1: y + 2.0 },
            baseline: y,
            size: 10.0,
            ..Span::default()
        }
    }

    #[test]
    fn columns_stand_between_strips_without_text() {
        let rulings = [rule(0.0), rule(20.0), rule(40.0), rule(60.0)];
        let spans: Vec<Span> =
            [12.0, 32.0, 52.0].iter().flat_map(|y| [span(0.0, 80.0, *y), span(120.0, 290.0, *y)]).collect();
        let numbered: Vec<(usize, &Span)> = spans.iter().enumerate().collect();
        let found = bands(&rulings, &numbered, &[]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rows, found[0].columns(), found[0].cells.len()), (3, 2, 6));
    }

    #[test]
    fn ruled_paragraphs_are_no_table() {
        let rulings = [rule(0.0), rule(20.0), rule(40.0)];
        let spans = [span(0.0, 280.0, 12.0), span(0.0, 280.0, 32.0)];
        let numbered: Vec<(usize, &Span)> = spans.iter().enumerate().collect();
        assert!(bands(&rulings, &numbered, &[]).is_empty());
    }
}
