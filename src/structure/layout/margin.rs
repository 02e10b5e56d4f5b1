//! Owners in the margin: the initials or names that minutes print to the right of a paragraph.
//!
//! They stand on the paragraph's last line, on any of its lines, or alone on a line between. Read as text they would end up inside
//! sentences ("still to be drawn up. GD/IK"), so they are taken out of the lines and kept beside them.

use super::furniture::PageItems;
use super::lines::Line;
use super::page::Item;

/// Fewer of them in a file are no column.
const MIN_NOTES: usize = 3;

/// Share of the page's width right of which the column may begin.
const FROM: f32 = 0.6;

/// How far from the median left edge a note of the column may begin, in points.
const SPREAD: f32 = 45.0;

/// Share of the other lines that may reach into the column; more, and it is none.
const CROSSED: f32 = 0.12;

/// Takes the margin notes of a file out of its lines.
pub(super) fn take_out(pages: &mut [PageItems]) {
    let Some(column) = column(pages) else { return };
    for page in pages.iter_mut() {
        let mut alone: Vec<Line> = Vec::new();
        let mut kept: Vec<Item> = Vec::new();
        for item in std::mem::take(&mut page.items) {
            match item {
                Item::Line(line) if line.turn == 0 && line.bbox.x0 >= column && is_note(&line.text) => alone.push(line),
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

/// Where the column begins, where the file has one.
fn column(pages: &[PageItems]) -> Option<f32> {
    let mut starts: Vec<f32> = Vec::new();
    let mut ends: Vec<f32> = Vec::new();
    for page in pages {
        for item in &page.items {
            let Item::Line(line) = item else { continue };
            let from = FROM * page.width;
            let note = match line.gaps.last() {
                Some((at, x)) if *x > from && is_note(&line.text[*at..]) => Some((*x, line.bbox.x1 - trailing(line, *at))),
                _ if line.bbox.x0 > from && is_note(&line.text) => Some((line.bbox.x0, 0.0)),
                _ => None,
            };
            match note {
                Some((x, rest)) => {
                    starts.push(x);
                    ends.push(rest);
                }
                None => ends.push(line.bbox.x1),
            }
        }
    }
    starts.sort_by(f32::total_cmp);
    let median = *starts.get(starts.len() / 2)?;
    starts.retain(|x| (x - median).abs() < SPREAD);
    let column = starts.first()? - 3.0;
    let crossing = ends.iter().filter(|x| **x > column + 8.0).count();
    (starts.len() >= MIN_NOTES && (crossing as f32) < CROSSED * ends.len() as f32).then_some(column)
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
            w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "'’-.".contains(c))
                || matches!(*w, "and" | "all" | "whom")
        })
}

/// Takes the part of a line that stands in the column out of its text.
fn cut(line: &mut Line, column: f32) {
    let Some((at, x)) = line.gaps.iter().copied().find(|(_, x)| *x >= column) else { return };
    let note = line.text[at..].trim().to_owned();
    if !is_note(&note) {
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
