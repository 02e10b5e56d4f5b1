//! Owners in the margin: the initials or names that minutes print to the right of a paragraph.
//!
//! They stand on the paragraph's last line, on any of its lines, or alone on a line between. Read as text they would end up inside
//! sentences ("still to be drawn up. GD/IK"), so they are taken out of the lines and kept beside them.

use super::furniture::PageItems;
use super::lines::Line;
use super::page::{Item, RawCell, RawTable};

/// Fewer of them in a file are no column.
const MIN_NOTES: usize = 3;

/// Share of the page's width right of which the column may begin.
const FROM: f32 = 0.6;

/// How far from the median edge a note of the column may stand, in points.
const SPREAD: f32 = 12.0;

/// How far a note may begin left of the others, where initials of several owners are centred, in points.
const CENTRED: f32 = 45.0;

/// Share of the other lines that may reach into the column; more, and it is none.
const CROSSED: f32 = 0.12;

/// The edge that the notes of a column share.
#[derive(Debug, Clone, Copy)]
enum Column {
    /// They begin from here on.
    From(f32),
    /// They end here.
    To(f32),
}

impl Column {
    fn holds(self, x0: f32, x1: f32) -> bool {
        match self {
            Column::From(edge) => x0 >= edge,
            Column::To(edge) => (x1 - edge).abs() <= SPREAD,
        }
    }
}

/// Distance of baselines over the size that parts two paragraphs of a cell.
const PARTED: f32 = 1.7;

/// Takes the margin notes of a file out of its lines, and those beside long cells out of the last column of tables.
pub(super) fn take_out(pages: &mut [PageItems]) {
    for item in pages.iter_mut().flat_map(|page| &mut page.items) {
        if let Item::Table(table) = item {
            beside_cells(table);
        }
    }
    let Some(column) = column(pages) else { return };
    for page in pages.iter_mut() {
        let mut alone: Vec<Line> = Vec::new();
        let mut kept: Vec<Item> = Vec::new();
        for item in std::mem::take(&mut page.items) {
            match item {
                Item::Line(line)
                    if line.turn == 0
                        && line.bbox.x0 > FROM * page.width
                        && column.holds(line.bbox.x0, line.bbox.x1)
                        && is_note(&line.text) =>
                {
                    alone.push(line);
                }
                Item::Line(mut line) => {
                    cut(&mut line, column);
                    kept.push(Item::Line(line));
                }
                table @ Item::Table(_) => kept.push(table),
            }
        }
        for note in alone {
            attach(&mut kept, note);
        }
        page.items = kept;
    }
}

/// Gives the initials in the last cell of a row to the lines that they stand beside, where another cell of the row holds several
/// paragraphs: they are the owners of one of them each.
fn beside_cells(table: &mut RawTable) {
    let last = table.cells.iter().map(|c| c.c1).max().unwrap_or(0);
    let lines = |cell: &RawCell| cell.items.iter().filter_map(Item::line).count();
    let parted = |cell: &RawCell| {
        let lines: Vec<&Line> = cell.items.iter().filter_map(Item::line).collect();
        lines.windows(2).any(|l| l[1].baseline - l[0].baseline > PARTED * l[0].size.max(l[1].size))
    };
    for at in 0..table.cells.len() {
        let cell = &table.cells[at];
        let notes = !cell.items.is_empty()
            && cell.items.iter().all(|i| i.line().is_some_and(|l| is_note(&l.text) && is_initials(&l.text)));
        if cell.c1 != last || !notes {
            continue;
        }
        let row = cell.r0;
        let long = (0..table.cells.len())
            .filter(|i| *i != at && table.cells[*i].r0 == row && table.cells[*i].c1 <= table.cells[at].c0)
            .max_by_key(|i| lines(&table.cells[*i]))
            .filter(|i| lines(&table.cells[*i]) > 2 * lines(&table.cells[at]) && parted(&table.cells[*i]));
        if let Some(long) = long {
            let notes = std::mem::take(&mut table.cells[at].items);
            for note in notes.into_iter().filter_map(|item| item.line().cloned()) {
                attach(&mut table.cells[long].items, note);
            }
        }
    }
}

/// The column of a file's margin notes, where it has one: most short names to the right of a wide gap, or alone on the right, share
/// their left or their right edge, and few other lines reach it.
fn column(pages: &[PageItems]) -> Option<Column> {
    let mut notes: Vec<(f32, f32)> = Vec::new();
    let mut ends: Vec<f32> = Vec::new();
    for page in pages {
        let from = FROM * page.width;
        for item in &page.items {
            let Item::Line(line) = item else { continue };
            match line.gaps.last() {
                Some((at, x)) if *x > from && is_note(&line.text[*at..]) => {
                    notes.push((*x, line.bbox.x1));
                    ends.push(line.bbox.x1 - trailing(line, *at));
                }
                _ if line.bbox.x0 > from && is_note(&line.text) => notes.push((line.bbox.x0, line.bbox.x1)),
                _ => ends.push(line.bbox.x1),
            }
        }
    }
    let median = |edge: fn(&(f32, f32)) -> f32| {
        let mut edges: Vec<f32> = notes.iter().map(edge).collect();
        edges.sort_by(f32::total_cmp);
        edges.get(edges.len() / 2).copied()
    };
    let (left, right) = (median(|n| n.0)?, median(|n| n.1)?);
    let shares = |edge: fn(&(f32, f32)) -> f32, at: f32, spread: f32| {
        notes.iter().filter(|n| (edge(n) - at).abs() <= spread).count()
    };
    let free = |edge: f32| (ends.iter().filter(|x| **x > edge).count() as f32) < CROSSED * ends.len() as f32;
    let enough = |n: usize| n >= MIN_NOTES && n * 10 >= notes.len() * 6;
    let first = notes.iter().map(|n| n.0).filter(|x| (x - left).abs() < CENTRED).fold(left, f32::min);
    if enough(shares(|n| n.0, left, CENTRED)) && free(first + 5.0) {
        return Some(Column::From(first - 3.0));
    }
    // Text may reach as far as right-aligned initials do: they stand on short last lines.
    enough(shares(|n| n.1, right, SPREAD)).then_some(Column::To(right))
}

/// Width of the part of a line from a byte on, by its share of the characters.
fn trailing(line: &Line, at: usize) -> f32 {
    line.bbox.width() * line.text[at..].chars().count() as f32 / line.text.chars().count().max(1) as f32
}

/// Whether words can be owners: up to four names or initials, or the head of such a column.
fn is_note(text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split(['/', ' ', ',', '&']).filter(|w| !w.is_empty()).collect();
    !words.is_empty()
        && words.len() <= 4
        && text.chars().count() <= 28
        && !text.ends_with(['.', ';', ':', '?'])
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || "'’-.".contains(c))
                || matches!(*w, "and" | "all" | "whom")
        })
}

/// Whether words are initials and nothing else.
fn is_initials(text: &str) -> bool {
    text.split(['/', ' ', ',', '&']).all(|w| w.len() <= 4 && !w.contains(char::is_lowercase))
}

/// Takes the part of a line that stands in the column out of its text.
fn cut(line: &mut Line, column: Column) {
    let Some((at, x)) = line.gaps.iter().copied().find(|(_, x)| column.holds(*x, line.bbox.x1)) else { return };
    let note = line.text[at..].trim().to_owned();
    if !is_note(&note) || matches!(column, Column::To(_)) && !is_initials(&note) {
        return;
    }
    let width = trailing(line, at);
    line.text.truncate(at);
    line.text.truncate(line.text.trim_end().len());
    line.gaps.retain(|(_, gap)| *gap < x);
    line.bbox.x1 = (line.bbox.x1 - width).min(x).max(line.bbox.x0);
    line.bold_prefix = line.bold_prefix.min(line.text.chars().count() as u32);
    line.margin.push(note);
}

/// Gives a note that stands alone to the line nearest to it, that above it where two are as near.
fn attach(items: &mut Vec<Item>, note: Line) {
    let distance = |line: &Line| {
        let apart = note.baseline - line.baseline;
        if apart >= -0.3 * note.size { apart.abs() } else { apart.abs() * 1.5 }
    };
    let nearest = items
        .iter_mut()
        .filter_map(|item| match item {
            Item::Line(line) if line.turn == 0 => Some(line),
            _ => None,
        })
        .min_by(|a, b| distance(a).total_cmp(&distance(b)));
    match nearest {
        Some(line) if distance(line) < 4.0 * note.size => line.margin.push(note.text),
        _ => items.push(Item::Line(note)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_note;

    #[test]
    fn owners_and_what_is_none() {
        for owner in ["GD", "GD/IK", "KC/GD/IK", "Work Strand Leads", "Chair", "AS/EM", "Action", "N. Garvock"] {
            assert!(is_note(owner), "{owner}");
        }
        for text in ["p. 3", "12", "the end.", "Agenda Item 2", "a long run of words that goes on", ""] {
            assert!(!is_note(text), "{text}");
        }
    }
}
