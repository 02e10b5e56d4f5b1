//! Tables that no drawn lines enclose: text in columns that stand under each other.
//!
//! Lines whose pieces stand apart are gathered into blocks; what hardly any piece of a block crosses are its columns. A block
//! counts as a table where its text was written row by row and something shows that the columns belong together: a bold header,
//! a column of figures, a drawn line across. Two columns of running text are written one after the other; addresses, signatures,
//! contents lists, labels with their values and numbered paragraphs have none of those signs, or are told by their look. A bold
//! line that names at least three columns needs no wide gaps under it (see [`headed`]): all below stands where its names begin.

use super::bands::Rule;
use super::grid::{Grid, GridCell};
use super::pieces::{Piece, PrintedLine, Sheet};
use super::rows::{self, Columns, is_figure};
use crate::model::page::{Rect, Span};
use crate::util::numbering;

/// Gap, over the size, that makes a line one of several columns.
const WIDE: f32 = 1.0;

/// Free width of a gap between columns, over the size.
const CORRIDOR: f32 = 0.55;

/// Free height, over the size, that parts what stands above from what stands below.
const APART: f32 = 2.4;

/// More lines than this on a page are no text to look for tables in.
const MAX_LINES: usize = 400;

/// Tables of a page outside those found by their lines.
pub(super) fn grids(rules: &[Rule], spans: &[(usize, &Span)], taken: &[Grid]) -> Vec<Grid> {
    let free = |s: &Span| {
        let (x, y) = (s.bbox.x0 + 1.0, s.baseline - 0.3 * s.size);
        !taken.iter().any(|g| y > g.bbox.y0 && y < g.bbox.y1 && x > g.bbox.x0 - 2.0 && x < g.bbox.x1 + 2.0)
    };
    let sheet = Sheet::new(spans, free);
    if sheet.lines.len() > MAX_LINES || sheet.lines.iter().filter(|l| is_wide(l)).count() < 3 {
        return Vec::new();
    }
    let left = sheet.lines.iter().map(PrintedLine::x0).fold(f32::INFINITY, f32::min);
    let right = sheet.lines.iter().map(PrintedLine::x1).fold(0.0, f32::max);
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..=sheet.lines.len() {
        let parted = i == sheet.lines.len()
            || is_running(&sheet, &sheet.lines[i], right - left)
            || is_running(&sheet, &sheet.lines[i - 1], right - left)
            || sheet.lines[i].top - sheet.lines[i - 1].bottom > APART * sheet.lines[i].size
            || taken.iter().any(|g| g.bbox.y0 > sheet.lines[i - 1].top && g.bbox.y1 < sheet.lines[i].bottom);
        if parted {
            find(&sheet, from, i, rules, &mut out, 0);
            from = i;
        }
    }
    out
}

/// Gap, over the size, between the names of columns in a header.
const NAMES: f32 = 0.45;

/// Tables under a bold line that names their columns: each line below begins where a name does or further in, and ends before the
/// next name.
pub(super) fn headed(rules: &[Rule], spans: &[(usize, &Span)], taken: &[Grid]) -> Vec<Grid> {
    let free = |s: &Span| {
        let (x, y) = (s.bbox.x0 + 1.0, s.baseline - 0.3 * s.size);
        !taken.iter().any(|g| y > g.bbox.y0 && y < g.bbox.y1 && x > g.bbox.x0 - 2.0 && x < g.bbox.x1 + 2.0)
    };
    let bold = spans.iter().filter(|(_, s)| s.bold && !s.text.trim().is_empty()).count();
    if bold < 3 {
        return Vec::new();
    }
    let sheet = Sheet::parted(spans, free, NAMES);
    if sheet.lines.len() > MAX_LINES {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut i = 0;
    while i < sheet.lines.len() {
        let found = names(&sheet.lines[i]).and_then(|starts| under(&sheet, i, &starts, rules));
        i = match found {
            Some((to, grid)) => {
                out.push(grid);
                to
            }
            None => i + 1,
        };
    }
    out
}

/// Where the columns begin that a bold line names.
fn names(line: &PrintedLine) -> Option<Vec<f32>> {
    let apart = line.pieces.windows(2).filter(|p| p[1].x0 - p[0].x1 >= 2.0 * line.size).count();
    (line.pieces.len() >= 3 && apart >= 1 && line.pieces.iter().all(|p| p.bold))
        .then(|| line.pieces.iter().map(|p| p.x0).collect())
}

/// The table whose header is the line `from`, with the line after its last.
fn under(sheet: &Sheet<'_>, from: usize, starts: &[f32], rules: &[Rule]) -> Option<(usize, Grid)> {
    let column = |p: &Piece| starts.iter().rposition(|start| *start <= p.x0 + 2.0);
    let fits = |p: &Piece| column(p).is_some_and(|c| starts.get(c + 1).is_none_or(|next| p.x1 <= next - 1.0));
    let to = (from + 1..sheet.lines.len())
        .find(|i| {
            let (above, line) = (&sheet.lines[*i - 1], &sheet.lines[*i]);
            line.top - above.bottom > 2.0 * APART * line.size || !line.pieces.iter().all(fits)
        })
        .unwrap_or(sheet.lines.len());
    let below = &sheet.lines[from + 1..to];
    // The names stand over their columns where most of these begin under them, more than once.
    let begins = |start: &f32| below.iter().filter(|l| l.pieces.iter().any(|p| (p.x0 - start).abs() < 2.5)).count();
    let several = below.iter().filter(|l| l.pieces.len() > 1).count();
    let counts: Vec<usize> = starts.iter().map(begins).collect();
    if several < 2 || counts.contains(&0) || counts.iter().filter(|n| **n > 1).count() < 3.min(starts.len()) {
        return None;
    }
    let lines = &sheet.lines[from..to];
    let (_, right) = extent(lines);
    let mut edges: Vec<f32> = starts.iter().map(|x| x - 2.0).collect();
    edges.push(right + 2.0);
    let columns = Columns::new(&edges, lines);
    let (top, bottom) = (lines[0].top - 1.0, lines[lines.len() - 1].bottom + 1.0);
    let across: Vec<f32> = rules.iter().map(|r| r.y).filter(|y| *y > top && *y < bottom).collect();
    let mut ys = vec![top];
    ys.extend(rows::breaks(sheet, lines, &columns, &across));
    ys.push(bottom);
    let rows = Rows { sheet, lines, columns: &columns, ys: &ys };
    let cells: Vec<Vec<String>> =
        (0..ys.len() - 1).map(|r| (0..columns.count()).map(|c| rows.cell(r, c)).collect()).collect();
    let full = cells.iter().filter(|row| row.iter().filter(|c| !c.is_empty()).count() > 1).count();
    (full >= 3 && full * 10 >= cells.len() * 6 && !rows.is_form(&cells) && rows.by_rows(full))
        .then(|| (to, grid(lines, &edges, &ys)))
}

/// Whether a line has pieces far apart.
fn is_wide(line: &PrintedLine) -> bool {
    line.pieces.windows(2).any(|p| p[1].x0 - p[0].x1 >= WIDE * line.size)
}

/// Whether a line is one of running text: one piece over most of the page's width, or a number or bullet and such a piece.
fn is_running(sheet: &Sheet<'_>, line: &PrintedLine, width: f32) -> bool {
    match line.pieces.as_slice() {
        [one] => one.x1 - one.x0 > 0.75 * width,
        [mark, rest] => rest.x1 - rest.x0 > 0.6 * width && is_mark(&sheet.text(mark)),
        _ => false,
    }
}

/// Finds tables among the lines `from..to`.
fn find(sheet: &Sheet<'_>, mut from: usize, mut to: usize, rules: &[Rule], out: &mut Vec<Grid>, depth: usize) {
    let lines = &sheet.lines;
    while from < to && !is_wide(&lines[from]) {
        from += 1;
    }
    while from < to && lines[to - 1].pieces.len() == 1 && !is_tail(&lines[from..to]) {
        to -= 1;
    }
    if lines[from..to].iter().filter(|l| is_wide(l)).count() < 2 || depth > 12 {
        return;
    }
    let whole = table(sheet, from, to, rules);
    // The likeliest place between two things: before a line that stands alone at the left, or where most height is free.
    let weight = |i: usize| {
        let (above, here) = (&lines[i - 1], &lines[i]);
        let alone = here.pieces.len() == 1 && here.x0() < lines[from].x0() + 2.0 * here.size;
        let title = here.pieces.iter().all(|p| p.bold) && !above.pieces.iter().all(|p| p.bold);
        (here.top - above.bottom) / here.size + 0.4 * f32::from(u8::from(alone)) + 0.3 * f32::from(u8::from(title))
    };
    let best = (from + 1..to).max_by(|a, b| weight(*a).total_cmp(&weight(*b)));
    let mut parts = Vec::new();
    if let Some(at) = best.filter(|at| weight(*at) > if whole.is_some() { 0.9 } else { 0.5 }) {
        find(sheet, from, at, rules, &mut parts, depth + 1);
        find(sheet, at, to, rules, &mut parts, depth + 1);
    }
    // One table or several: what tells more cells apart.
    let told = |grid: &Grid| grid.rows * (grid.columns() - 1);
    match whole {
        Some(grid) if parts.iter().map(told).sum::<usize>() <= told(&grid) => out.push(grid),
        _ => out.extend(parts),
    }
}

/// Whether the last line may belong to the row above: it stands close under it, in the place of one of its pieces.
fn is_tail(lines: &[PrintedLine]) -> bool {
    let [.., above, last] = lines else { return false };
    let Some(piece) = last.pieces.first() else { return false };
    last.top - above.bottom < 0.6 * last.size
        && lines.iter().rev().skip(1).take(6).any(|l| {
            is_wide(l)
                && l.pieces.iter().any(|p| (p.x0 - piece.x0).abs() < 3.0 && piece.x1 - piece.x0 < p.x1 - p.x0 + 60.0)
        })
}

/// The table that the lines `from..to` make, where they make one.
fn table(sheet: &Sheet<'_>, from: usize, to: usize, rules: &[Rule]) -> Option<Grid> {
    let mut lines = &sheet.lines[from..to];
    let inner = corridors(lines, false);
    if inner.is_empty() {
        return None;
    }
    let (x0, x1) = extent(lines);
    let mut edges = vec![x0 - 2.0];
    edges.extend(&inner);
    edges.push(x1 + 2.0);
    // Lines of a header that stand above the first line of several pieces.
    let mut above = from;
    while above > 0 {
        let (line, next) = (&sheet.lines[above - 1], &sheet.lines[above]);
        let piece = line.pieces.first().filter(|_| line.pieces.len() == 1);
        let own = piece.is_some_and(|p| p.x0 > edges[1] && edges.windows(2).any(|c| p.x0 >= c[0] && p.x1 <= c[1]));
        if !own || next.top - line.bottom > 0.5 * line.size || from - above >= 3 {
            break;
        }
        above -= 1;
    }
    lines = &sheet.lines[above..to];
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let (top, bottom) = (lines[0].top, lines[lines.len() - 1].bottom);
    let across: Vec<f32> = rules
        .iter()
        .filter(|r| r.y > top - 1.5 * size && r.y < bottom + 1.5 * size)
        .filter(|r| r.x1.min(x1) - r.x0.max(x0) > 0.6 * (x1 - x0))
        .map(|r| r.y)
        .collect();
    let columns = Columns::new(&edges, lines);
    let mut ys = vec![top - 1.0];
    ys.extend(rows::breaks(sheet, lines, &columns, &across));
    ys.push(bottom + 1.0);
    let rows = Rows { sheet, lines, columns: &columns, ys: &ys };
    if !rows.is_table(!across.is_empty()) {
        return None;
    }
    Some(grid(lines, &edges, &ys))
}

fn extent(lines: &[PrintedLine]) -> (f32, f32) {
    let x0 = lines.iter().map(PrintedLine::x0).fold(f32::INFINITY, f32::min);
    (x0, lines.iter().map(PrintedLine::x1).fold(0.0, f32::max))
}

/// The grid of a table with these column and row edges; a piece that reaches over an edge joins the cells beside it.
pub(super) fn grid(lines: &[PrintedLine], edges: &[f32], ys: &[f32]) -> Grid {
    let rows = ys.len() - 1;
    let mut cells = Vec::new();
    for row in 0..rows {
        let band = || lines.iter().flat_map(|l| &l.pieces).filter(|p| p.y > ys[row] && p.y <= ys[row + 1]);
        let mut from = 0;
        for column in 1..edges.len() {
            let crossed = column + 1 < edges.len()
                && band().any(|p| p.x0 < edges[column] - 0.5 * p.size && p.x1 > edges[column] + 0.5 * p.size);
            if !crossed {
                let rect = Rect { x0: edges[from], y0: ys[row], x1: edges[column], y1: ys[row + 1] };
                cells.push(GridCell { r0: row, r1: row + 1, c0: from, c1: column, rect });
                from = column;
            }
        }
    }
    let bbox = Rect { x0: edges[0], y0: ys[0], x1: edges[edges.len() - 1], y1: ys[rows] };
    Grid { rows, edges: edges.to_vec(), cells, bbox, drawn: false }
}

/// The middle of each stretch that hardly any piece crosses and that has text on both sides in a good part of the lines. Where
/// the table is `known` to be one, lines of one piece cross what they like: they run over several columns.
pub(super) fn corridors(lines: &[PrintedLine], known: bool) -> Vec<f32> {
    let wide: Vec<&PrintedLine> = lines.iter().filter(|l| is_wide(l)).collect();
    let allowed = (wide.len() / 8).max(usize::from(wide.len() > 3));
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let (x0, x1) = extent(lines);
    let counted = lines.iter().filter(|l| !known || l.pieces.len() > 1);
    let mut ends: Vec<(f32, i32)> = counted.flat_map(|l| &l.pieces).flat_map(|p| [(p.x0, 1), (p.x1, -1)]).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut out = Vec::new();
    let (mut over, mut open) = (0, None::<(f32, i32)>);
    for (x, step) in ends {
        let before = over;
        over += step;
        let free = |n: i32| n as usize <= allowed;
        if free(over) && !free(before) {
            open = Some((x, over));
        } else if !free(over)
            && free(before)
            && let Some((from, _)) = open.take()
            && x - from >= CORRIDOR * size
            && from > x0
            && x < x1
            && beside(&wide, from, x) * 10 >= wide.len() * 4
        {
            out.push((from + x) / 2.0);
        }
    }
    out
}

/// How many lines have text on both sides of a stretch and none in it.
fn beside(lines: &[&PrintedLine], from: f32, to: f32) -> usize {
    let both = |l: &&&PrintedLine| l.pieces.windows(2).any(|p| p[0].x1 <= from + 1.0 && p[1].x0 >= to - 1.0);
    lines.iter().filter(both).count()
}

/// Rows of what may be a table.
pub(super) struct Rows<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) lines: &'a [PrintedLine],
    pub(super) columns: &'a Columns<'a>,
    pub(super) ys: &'a [f32],
}

impl Rows<'_> {
    fn pieces(&self, row: usize) -> impl Iterator<Item = &Piece> {
        let (from, to) = (self.ys[row], self.ys[row + 1]);
        self.lines.iter().flat_map(|l| &l.pieces).filter(move |p| p.y > from && p.y <= to)
    }

    fn cell(&self, row: usize, column: usize) -> String {
        let own = self.pieces(row).filter(|p| self.columns.of(p) == Some(column));
        own.map(|p| self.sheet.text(p)).collect::<Vec<_>>().join(" ")
    }

    /// Whether they are a table's. `ruled`: lines are drawn across it, or around it.
    pub(super) fn is_table(&self, ruled: bool) -> bool {
        let (rows, columns) = (self.ys.len() - 1, self.columns.count());
        let cells: Vec<Vec<String>> = (0..rows).map(|r| (0..columns).map(|c| self.cell(r, c)).collect()).collect();
        let full = |row: &Vec<String>| row.iter().filter(|c| !c.is_empty()).count();
        let several = cells.iter().filter(|row| full(row) > 1).count();
        if several < if ruled { 2 } else { 3 } || several * 10 < rows * 6 || !self.by_rows(several) {
            return false;
        }
        let column = |c: usize| cells.iter().map(move |row| row[c].as_str()).filter(|t| !t.is_empty());
        let marks = column(0).all(is_mark);
        if columns < 2 + usize::from(marks) || self.is_form(&cells) || is_contents(&cells, marks) {
            return false;
        }
        let labels = column(0).filter(|t| t.ends_with(':')).count();
        if labels * 2 > column(0).count() {
            return false;
        }
        let figures = (1..columns).any(|c| {
            let all = column(c).skip(1).count();
            all >= 2 && column(c).skip(1).filter(|t| is_figure(t)).count() * 10 >= all * 6
        });
        let filled = full(&cells[0]);
        let headed = filled > 1 && filled + 1 >= columns && self.is_headed();
        ruled && (several >= 3 || figures || headed) || figures && several >= 3 || headed && several >= 3
    }

    /// The first row is bold and the others are not.
    fn is_headed(&self) -> bool {
        let bold = |row: usize| self.pieces(row).all(|p| p.bold);
        let rest = 1..self.ys.len() - 1;
        bold(0) && rest.clone().filter(|r| self.pieces(*r).any(|p| p.bold)).count() * 2 <= rest.count().max(1)
    }

    /// Whether the text was written row by row: it steps from a column to one on its right about as often as rows have two.
    fn by_rows(&self, several: usize) -> bool {
        let mut order: Vec<(usize, f32, usize)> = self
            .lines
            .iter()
            .flat_map(|l| &l.pieces)
            .filter_map(|p| self.columns.of(p).map(|c| (p.first, p.y, c)))
            .collect();
        order.sort_by_key(|(first, _, _)| *first);
        let steps = order.windows(2).filter(|p| p[1].2 > p[0].2).count();
        steps * 10 >= several * 6
    }

    /// Lines to write on.
    fn is_form(&self, cells: &[Vec<String>]) -> bool {
        cells.iter().flatten().filter(|c| c.contains("___") || c.contains("....") || c.contains("……")).count() > 1
    }
}

/// Whether a cell holds no more than a number of a list or a bullet.
fn is_mark(text: &str) -> bool {
    let label = numbering::strip(text);
    numbering::bullet(text).is_some_and(str::is_empty)
        || text.chars().count() <= 6
            && label.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
            && (label.contains(|c: char| c.is_ascii_digit()) || label.chars().count() == 1 || label != text)
}

/// Whether the last column holds the pages of a list of contents, or the only one beside it the numbers of its lines.
fn is_contents(cells: &[Vec<String>], marks: bool) -> bool {
    let columns = cells.first().map_or(0, Vec::len);
    let pages: Vec<&str> =
        cells.iter().filter_map(|row| row.last()).map(String::as_str).filter(|t| !t.is_empty()).collect();
    let page = |t: &&str| t.rsplit(['-', '–', ' ']).next().and_then(|n| n.parse::<u32>().ok());
    let numbers: Vec<u32> = pages.iter().filter_map(page).collect();
    columns <= 2 + usize::from(marks)
        && numbers.len() + 1 >= pages.len()
        && numbers.len() >= 3
        && numbers.windows(2).all(|p| p[0] <= p[1])
        && numbers.last().is_some_and(|n| *n < 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, x0: f32, baseline: f32, bold: bool) -> Span {
        let bbox = Rect { x0, y0: baseline - 8.0, x1: x0 + 5.0 * text.len() as f32, y1: baseline + 2.0 };
        Span { text: text.into(), bbox, baseline, size: 10.0, bold, ..Span::default() }
    }

    fn found(spans: &[Span]) -> Vec<(usize, usize)> {
        let numbered: Vec<(usize, &Span)> = spans.iter().enumerate().collect();
        grids(&[], &numbered, &[]).iter().map(|g| (g.rows, g.columns())).collect()
    }

    #[test]
    fn figures_under_a_bold_header_are_a_table() {
        let mut spans = vec![span("Service", 10., 12., true), span("Budget", 200., 12., true)];
        for (i, (name, sum)) in [("Roads", "12.0"), ("Schools", "7.5"), ("Libraries", "3.1")].into_iter().enumerate() {
            let y = 26. + 14. * i as f32;
            spans.extend([span(name, 10., y, false), span(sum, 210., y, false)]);
        }
        assert_eq!(found(&spans), [(4, 2)]);
    }

    #[test]
    fn a_cell_of_several_lines_is_one_row() {
        let mut spans = vec![span("Ref", 10., 12., true), span("Action", 60., 12., true), span("Due", 300., 12., true)];
        for i in 0..3 {
            let y = 26. + 36. * i as f32;
            spans.push(span(&(i + 1).to_string(), 10., y, false));
            spans.push(span("The board asked for a further report on", 60., y, false));
            spans.push(span("what the pilot has shown.", 60., y + 12., false));
            spans.push(span("1 May 2024", 300., y, false));
        }
        assert_eq!(found(&spans), [(4, 3)]);
    }

    #[test]
    fn columns_of_text_lists_of_contents_and_labels_are_none() {
        let line = "words of running text that fill the line";
        let column = |x: f32| (0..6).map(move |i| span(line, x, 12. + 12. * i as f32, false));
        assert!(found(&column(10.).chain(column(230.)).collect::<Vec<_>>()).is_empty());
        let rows = |cells: [(&str, &str); 4]| -> Vec<Span> {
            let pair = |(i, (a, b)): (usize, (&str, &str))| {
                [span(a, 10., 12. + 14. * i as f32, false), span(b, 250., 12. + 14. * i as f32, false)]
            };
            cells.into_iter().enumerate().flat_map(pair).collect()
        };
        assert!(found(&rows([("Aims", "1"), ("Method", "3"), ("Findings", "4"), ("Next steps", "9")])).is_empty());
        let labels = [("To:", "Cabinet"), ("From:", "Chief Officer"), ("Date:", "3 May 2024"), ("Ref:", "24/0012")];
        assert!(found(&rows(labels)).is_empty());
    }
}
