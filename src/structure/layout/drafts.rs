//! Lines to drafts: the runs of lines that make a heading, paragraph or list item.

use super::lines::{Line, join};
use super::roles::{Kind, Role};
use crate::model::page::Rect;
use crate::util::lead_in::lead_in;
use crate::util::numbering::{self, Form};

/// How a draft starts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Start {
    /// A printed number, without its closing mark.
    Number { number: String, form: Form, closed: bool },
    /// A bullet.
    Bullet,
    /// Neither.
    Plain,
}

/// Lines that belong together, with what their looks say.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) start: Start,
    /// Length of a bold lead-in in characters.
    pub(super) lead_in: Option<u32>,
    pub(super) bold: bool,
    pub(super) size: f32,
    pub(super) bbox: Rect,
    /// The first line's left edge, bullets and numbers included.
    pub(super) left: f32,
    /// Left edge of the second line, where there is one.
    pub(super) hang: Option<f32>,
    pub(super) lines: usize,
    pub(super) page: u32,
    pub(super) last_page: u32,
    /// How much room the last line leaves, in points.
    pub(super) room: f32,
    /// Width of the first word in points.
    pub(super) first_word: f32,
    /// Free height above, over the size; infinite for the first of a page or cell.
    pub(super) gap: f32,
    /// What stands in the margin beside it, from top to bottom.
    pub(super) margin: Vec<String>,
    /// Words stand far apart in it, as in a row of a table.
    pub(super) gapped: bool,
    /// The element of the structure tree that it is.
    pub(super) role: Option<Role>,
}

impl Draft {
    /// Whether its words end as a sentence does.
    pub(super) fn ends(&self) -> bool {
        ends(&self.text)
    }
}

/// Whether text ends as a sentence does.
pub(super) fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', ':', ';'])
}

/// What the drafts of a region have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// Right edge that lines may reach.
    pub(super) right: f32,
    /// Usual distance of baselines over the font size.
    pub(super) pitch: f32,
    /// The page.
    pub(super) page: u32,
}

/// Longest number or label, in bytes, that may stand apart from its words.
const LABEL: usize = 12;

/// Drafts of the lines of one column or cell, in order: an element of the structure tree each where the lines name one, by their
/// looks otherwise.
pub(super) fn drafts(lines: &[Line], region: Region) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut above: Option<&Line> = None;
    for run in lines.chunk_by(|a, b| a.role == b.role) {
        match run[0].role {
            Some(role) => {
                let gap = above.map_or(f32::INFINITY, |l| (run[0].bbox.y0 - l.bbox.y1) / run[0].size.max(1.0));
                out.extend(element(run, region, gap, role));
            }
            None => out.extend(by_looks(run, region)),
        }
        above = run.last();
    }
    out
}

/// The drafts of one element: one, unless the looks say that the file's author broke lines within a paragraph instead of beginning
/// another: numbered or bulleted lines, or a line that ends early and is set in another weight or size than the next.
fn element(lines: &[Line], region: Region, gap: f32, role: Role) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut from = 0;
    for i in 1..=lines.len() {
        if i == lines.len()
            || matches!(role.kind, Kind::Paragraph | Kind::Item) && parts(&lines[from..i], &lines[i], region)
        {
            let gap = if from == 0 { gap } else { 0.0 };
            let own = draft(&lines[from..i], region, gap).map(|d| labelled(Draft { role: Some(role), ..d }));
            out.extend(own.map(split_bullets).unwrap_or_default());
            from = i;
        }
    }
    out
}

/// Whether `line` is no part of the paragraph of `run`, although one element holds both.
fn parts(run: &[Line], line: &Line, region: Region) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    // Paragraphs that one element holds stand apart all the same.
    let apart = line.baseline - last.baseline > 1.5 * region.pitch.max(1.0) * last.size.max(line.size);
    if apart && line.turn == 0 && last.turn == 0 && ends(&last.text) && !line.text.starts_with(char::is_lowercase) {
        return true;
    }
    let marked = |l: &Line| {
        numbering::bullet(&l.text).is_some_and(|rest| !rest.is_empty())
            || numbering::leading(&l.text).is_some_and(|n| n.closed && !n.rest.is_empty())
    };
    let aligned = line.bbox.x0 <= first.bbox.x0 + 0.5 * line.size;
    if marked(line) && aligned && (ends(&last.text) || marked(first) || !full(last, line, region)) {
        return true;
    }
    let words = |l: &Line| l.text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let heading = run.iter().all(|l| l.bold) && !line.bold && line.bold_prefix == 0
        || run.iter().all(|l| !l.bold && l.bold_prefix == 0) && line.bold
        || (last.size - line.size).abs() >= 0.15 * last.size;
    heading && line.turn == 0 && words(last) && words(line) && !full(last, line, region)
}

/// A draft whose label the file names, its number told from its words even where its print alone would not.
fn labelled(draft: Draft) -> Draft {
    let words = || draft.text.split_once(' ').filter(|(label, rest)| label.chars().count() <= 8 && !rest.is_empty());
    let Some((label, rest)) = words().filter(|_| draft.role.is_some_and(|r| r.labelled) && draft.start == Start::Plain)
    else {
        return draft;
    };
    let label = numbering::strip(label);
    let start = if label == "o" || !label.chars().any(char::is_alphanumeric) {
        Start::Bullet
    } else {
        Start::Number { number: label.to_owned(), form: Form::Decimal(1), closed: false }
    };
    Draft { text: rest.to_owned(), start, lead_in: None, ..draft }
}

/// Drafts of lines that no element holds.
fn by_looks(lines: &[Line], region: Region) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut from = 0;
    for i in 1..=lines.len() {
        if i == lines.len() || breaks(&lines[from..i], &lines[i], region, &out) {
            let gap = match from.checked_sub(1).map(|b| &lines[b]) {
                Some(before) if lines[from].bbox.y0 >= before.bbox.y0 => {
                    (lines[from].bbox.y0 - before.bbox.y1) / lines[from].size.max(1.0)
                }
                _ => f32::INFINITY,
            };
            out.extend(draft(&lines[from..i], region, gap).map(split_bullets).unwrap_or_default());
            from = i;
        }
    }
    out
}

/// Whether `line` begins a new draft after `run`.
fn breaks(run: &[Line], line: &Line, region: Region, before: &[Draft]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let size = last.size.max(line.size).max(1.0);
    let step = (line.baseline - last.baseline) / size;
    if line.turn != last.turn || step < -0.3 {
        return true;
    }
    if line.turn != 0 {
        return false;
    }
    let same_look = (last.size - line.size).abs() < 0.08 * size && last.bold == line.bold;
    if step > 1.32 * region.pitch.max(1.0) {
        return true;
    }
    if (last.size - line.size).abs() >= 0.08 * size && line.text.chars().count() > 3 {
        return true;
    }
    if numbering::bullet(&line.text).is_some() {
        return !(line.text.starts_with(['-', '–', '—']) && !ends(&last.text) && full(last, line, region));
    }
    if let Some(number) = numbering::leading(&line.text) {
        return begins_number(run, &number, line, region, before);
    }
    let listed = numbering::bullet(&first.text).is_some() || numbering::leading(&first.text).is_some();
    if listed && line.bbox.x0 > first.bbox.x0 + 4.0 && !line.bold && step <= 1.15 * region.pitch {
        return false;
    }
    if last.bold && !line.bold && line.bold_prefix == 0 {
        return !full(last, line, region) || run.iter().all(|l| l.bold) && ends(&last.text);
    }
    if !last.bold && line.bold && last.bold_prefix < last.text.chars().count() as u32 {
        return !full(last, line, region) || ends(&last.text);
    }
    if line.bbox.x0 < first.bbox.x0 - 0.8 * size {
        return true;
    }
    if same_look && last.bold && step <= 1.32 * region.pitch {
        return false;
    }
    // A line that stops early before "Apologies: …", or after the semicolon of an item, was broken on purpose.
    if !full(last, line, region) && (opens_with_label(&line.text) || ends_item(&last.text)) {
        return true;
    }
    let capital = line.text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "“‘\"'(".contains(c));
    let indented = run.len() > 1 && line.bbox.x0 > last.bbox.x0 + 1.2 * size && ends(&last.text) && capital;
    let stops = ends(&last.text) || stops_early(last, line, region) || !same_line_flow(last, line);
    indented || capital && !full(last, line, region) && stops
}

/// Whether a line begins with a label of at most three words, as "In attendance: …" does.
fn opens_with_label(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, rest)| {
        !rest.is_empty()
            && label.len() <= 30
            && label.split(' ').count() <= 3
            && label.starts_with(char::is_uppercase)
            && label.chars().all(|c| c.is_alphabetic() || " -/'’()".contains(c))
    })
}

/// Whether words end as an item of a list does that is not its last.
fn ends_item(text: &str) -> bool {
    let stem = [" and", " or"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
    stem.trim_end().ends_with(';')
}

/// Whether the next line's first word would not have fitted on this line, so that the break says nothing.
fn full(last: &Line, line: &Line, region: Region) -> bool {
    region.right - last.bbox.x1 < 1.25 * line.first_word + 0.6 * line.size
}

/// Whether a line leaves a good part of its width free, as the items of a list without bullets do; centred lines do so anyway.
fn stops_early(last: &Line, line: &Line, region: Region) -> bool {
    let aligned = (last.bbox.x0 - line.bbox.x0).abs() < 0.3 * line.size;
    let done = !last.text.ends_with(',') && !super::breaks_off_mid_sentence(&last.text);
    aligned
        && done
        && line.text.starts_with(char::is_uppercase)
        && region.right - last.bbox.x1 > 0.3 * (region.right - last.bbox.x0)
}

/// Whether a line that stops early may still run on: a short line in a ragged column.
fn same_line_flow(last: &Line, line: &Line) -> bool {
    last.bbox.x1 - last.bbox.x0 > 0.6 * (line.bbox.x1 - line.bbox.x0)
}

/// Whether a line that starts with a number begins a draft, rather than going on with words that happen to be a number.
fn begins_number(
    run: &[Line],
    number: &numbering::Numbered<'_>,
    line: &Line,
    region: Region,
    before: &[Draft],
) -> bool {
    let (first, last) = (&run[0], &run[run.len() - 1]);
    let follows = before
        .iter()
        .rev()
        .take(12)
        .any(|d| matches!(&d.start, Start::Number { number: n, .. } if next(n, number.number)))
        || numbering::leading(&first.text).is_some_and(|n| next(n.number, number.number))
        || matches!(number.number, "1" | "a" | "i" | "A");
    let aligned = line.bbox.x0 <= first.bbox.x0 + 0.5 * line.size || numbering::leading(&first.text).is_none();
    follows && aligned || ends(&last.text) || !full(last, line, region)
}

/// Whether `b` is the number after `a`: `1` and `2`, `3.9` and `3.10`, `a` and `b`, or a first level below (`3` and `3.1`).
pub(super) fn next(a: &str, b: &str) -> bool {
    let (head_a, tail_a) = a.rsplit_once('.').unwrap_or(("", a));
    let (head_b, tail_b) = b.rsplit_once('.').unwrap_or(("", b));
    if let (Ok(x), Ok(y)) = (tail_a.parse::<u32>(), tail_b.parse::<u32>()) {
        return head_a == head_b && y == x + 1
            || head_b == a && y == 1
            || head_b.is_empty() && head_a.parse::<u32>().is_ok_and(|h| y == h + 1);
    }
    let mut letters = (a.chars(), b.chars());
    match (letters.0.next(), letters.0.next(), letters.1.next(), letters.1.next()) {
        (Some(x), None, Some(y), None) => x as u32 + 1 == y as u32,
        _ => {
            let value = |s: &str| (1..40).find(|n| numbering::roman(*n) == s);
            matches!((value(a), value(b)), (Some(x), Some(y)) if y == x + 1)
        }
    }
}

fn draft(lines: &[Line], region: Region, gap: f32) -> Option<Draft> {
    let (first, last) = (lines.first()?, lines.last()?);
    let mut text = String::new();
    let mut bold_chars = 0;
    let mut bold_open = true;
    for line in lines {
        let before = text.chars().count() as u32;
        join(&mut text, &line.text);
        if bold_open && line.bold_prefix > 0 {
            bold_chars = before + u32::from(before > 0) + line.bold_prefix;
            bold_open = line.bold;
        } else {
            bold_open = false;
        }
    }
    let bold = lines.iter().all(|l| l.bold);
    let (start, stripped) = start(&text, bold);
    let cut = text.chars().count() as u32 - stripped.chars().count() as u32;
    let stripped = stripped.to_owned();
    let lead_in = if bold { None } else { lead_in(&stripped, bold_chars.saturating_sub(cut)) };
    let mut bbox = first.bbox;
    for line in lines {
        bbox = bbox.union(&line.bbox);
    }
    Some(Draft {
        text: stripped,
        start,
        lead_in,
        bold,
        size: lines.iter().map(|l| l.size).fold(0.0, f32::max),
        bbox,
        left: first.bbox.x0,
        hang: lines.get(1).map(|l| l.bbox.x0),
        lines: lines.len(),
        page: region.page,
        last_page: region.page,
        room: region.right - last.bbox.x1,
        first_word: first.first_word,
        gap,
        margin: lines.iter().flat_map(|l| l.margin.iter().cloned()).collect(),
        gapped: lines.iter().any(|l| l.gaps.iter().any(|(at, _)| *at > LABEL)),
        role: None,
    })
}

/// A draft whose text has bullets within it, as lists set in running lines have, as several.
fn split_bullets(draft: Draft) -> Vec<Draft> {
    const MARK: &str = " \u{2022} ";
    if !draft.text.contains(MARK) {
        return vec![draft];
    }
    let parts: Vec<String> = draft.text.split(MARK).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let mut out = Vec::new();
    for (i, text) in parts.into_iter().enumerate() {
        let mut part = Draft { text, ..draft.clone() };
        if i > 0 {
            part.start = Start::Bullet;
            part.lead_in = None;
        }
        out.push(part);
    }
    out
}

/// What a draft starts with, and the words after it. Bare numbers count for bold text only ("**3 Background**").
fn start(text: &str, bold: bool) -> (Start, &str) {
    if let Some(rest) = numbering::bullet(text) {
        return (Start::Bullet, rest);
    }
    // "3 | Revenue budget", "3a | Adult social care".
    if let Some((head, rest)) = text.split_once(" | ")
        && head.len() <= 4
        && head.starts_with(|c: char| c.is_ascii_digit())
        && head.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    {
        return (Start::Number { number: head.to_owned(), form: Form::Decimal(1), closed: false }, rest.trim_start());
    }
    let number = numbering::leading(text).or_else(|| if bold { numbering::bare(text) } else { None });
    match number {
        // A number printed twice ("3.4 3.4 The Board") is one number.
        Some(n) => {
            let rest = match numbering::leading(n.rest) {
                Some(again) if again.number == n.number => again.rest,
                _ => n.rest,
            };
            (Start::Number { number: n.number.to_owned(), form: n.form, closed: n.closed }, rest)
        }
        None => (Start::Plain, text),
    }
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn which_number_comes_next() {
        for (a, b) in [("1", "2"), ("3.9", "3.10"), ("a", "b"), ("3", "3.1"), ("iv", "v"), ("3.9", "4")] {
            assert!(next(a, b), "{a} {b}");
        }
        assert!(!next("1", "3") && !next("3.9", "4.1"));
    }
}
