//! Running heads, feet and page numbers: what repeats in the margins, and what the file marks as such.

use super::lines::Line;
use super::page::Item;
use super::roles::Kind;
use crate::util::text::fold;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Share of the page's height at the top and at the foot in which furniture stands.
const ZONE: f32 = 0.115;

/// Size over the body's from which a line at the top of several pages is a title that is printed again, as on slides: running
/// heads are set no larger than the text.
const TITLE: f32 = 1.3;

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:[-–—|\s]*(?:p\s*a\s*g\s*e)?[\s.:]*(\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?[-–—|\s]*|(\d{1,4})\s*\|\s*p\s*a\s*g\s*e)$",
    )
    .expect("a fixed pattern")
});

/// One page's items with its size.
pub(super) struct PageItems {
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) items: Vec<Item>,
    /// What was taken out.
    pub(super) furniture: Vec<String>,
    /// The page number that is printed on it.
    pub(super) printed: Option<u32>,
}

/// Takes furniture out of the pages' items.
///
/// A line is furniture where the file marks it so (unless the file marks most of its text so), where it stands in the top or
/// bottom margin and the same words (digits apart) stand at the same height on enough other pages, or where it is a lone page
/// number at the outer edge.
pub(super) fn take_out(pages: &mut [PageItems]) {
    let trust_marks = marks_are_sane(pages);
    let repeated = repeated(pages);
    let body = body(pages);
    for page in pages.iter_mut() {
        let height = page.height;
        let trust_marks = trust_marks && !marks_body(page);
        let (top, bottom) = outermost(&page.items, height);
        let mut kept = Vec::new();
        for (index, item) in std::mem::take(&mut page.items).into_iter().enumerate() {
            let Item::Line(line) = &item else {
                kept.push(item);
                continue;
            };
            let number = page_number(&line.text);
            let margin = zone(line, height).is_some();
            let alone = number.is_some() && margin && (Some(index) == top || Some(index) == bottom);
            let again = zone(line, height)
                .is_some_and(|z| repeated.get(&(z, key(&line.text))).is_some_and(|at| near(at, line.bbox.y0)));
            let headed = line.role.is_some_and(|role| matches!(role.kind, Kind::Heading(_)));
            let titles = headed || zone(line, height) == Some(0) && line.size >= TITLE * body;
            if trust_marks && line.artifact || alone || again && !titles {
                page.printed = page.printed.or(number).or_else(|| if margin { last_number(&line.text) } else { None });
                page.furniture.push(line.text.clone());
            } else {
                kept.push(item);
            }
        }
        page.items = kept;
    }
}

/// The size of most of the text, in tables and outside.
fn body(pages: &[PageItems]) -> f32 {
    fn count(items: &[Item], sizes: &mut BTreeMap<i32, usize>) {
        for item in items {
            match item {
                Item::Line(line) => *sizes.entry((line.size * 2.0).round() as i32).or_default() += line.text.len(),
                Item::Table(table) => table.cells.iter().for_each(|cell| count(&cell.items, sizes)),
            }
        }
    }
    let mut sizes = BTreeMap::new();
    pages.iter().for_each(|page| count(&page.items, &mut sizes));
    sizes.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(0.0, |(size, _)| size as f32 / 2.0)
}

fn marks_are_sane(pages: &[PageItems]) -> bool {
    let (mut marked, mut all) = (0usize, 0usize);
    for line in pages.iter().flat_map(|p| &p.items).filter_map(Item::line) {
        all += line.text.len();
        marked += if line.artifact { line.text.len() } else { 0 };
    }
    marked * 2 < all
}

/// Whether a quarter of a page's text is marked as furniture though it stands in neither margin: then the marks are wrong.
fn marks_body(page: &PageItems) -> bool {
    fn letters(item: &Item) -> usize {
        match item {
            Item::Line(line) => line.text.len(),
            Item::Table(table) => table.cells.iter().flat_map(|cell| &cell.items).map(letters).sum(),
        }
    }
    let inside = |line: &&Line| line.artifact && zone(line, page.height).is_none();
    let marked: usize = page.items.iter().filter_map(Item::line).filter(inside).map(|l| l.text.len()).sum();
    marked > 80 && marked * 4 > page.items.iter().map(letters).sum()
}

/// 0 for the top margin, 1 for the bottom one.
fn zone(line: &Line, height: f32) -> Option<u8> {
    if height <= 0.0 {
        None
    } else if line.bbox.y1 < ZONE * height {
        Some(0)
    } else if line.bbox.y0 > (1.0 - ZONE) * height {
        Some(1)
    } else {
        None
    }
}

/// The words with every run of digits as `#`.
fn key(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push(c);
        }
    }
    if out.is_empty() { text.to_owned() } else { out }
}

fn near(heights: &[f32], y: f32) -> bool {
    heights.iter().filter(|h| (**h - y).abs() <= 8.0).count() >= 2
}

/// Heights of the lines that stand in the margins of enough pages.
fn repeated(pages: &[PageItems]) -> BTreeMap<(u8, String), Vec<f32>> {
    let mut seen: BTreeMap<(u8, String), Vec<f32>> = BTreeMap::new();
    for page in pages {
        for line in page.items.iter().filter_map(Item::line) {
            if let Some(zone) = zone(line, page.height) {
                seen.entry((zone, key(&line.text))).or_default().push(line.bbox.y0);
            }
        }
    }
    // Two pages are enough in a short file; in a longer one a heading may stand twice at a page's head by chance.
    let enough = if pages.len() <= 5 { 2 } else { 3 };
    seen.retain(|(_, key), heights| heights.len() >= enough && (key != "#" || heights.len() >= 2));
    seen
}

/// Indices of the topmost and the lowest line.
fn outermost(items: &[Item], height: f32) -> (Option<usize>, Option<usize>) {
    let lines = || items.iter().enumerate().filter_map(|(i, item)| item.line().map(|l| (i, l)));
    let top = lines().filter(|(_, l)| zone(l, height) == Some(0)).min_by(|a, b| a.1.bbox.y0.total_cmp(&b.1.bbox.y0));
    let bottom = lines().filter(|(_, l)| zone(l, height) == Some(1)).max_by(|a, b| a.1.bbox.y1.total_cmp(&b.1.bbox.y1));
    (top.map(|(i, _)| i), bottom.map(|(i, _)| i))
}

/// The number of a line that is nothing but a page number.
fn page_number(text: &str) -> Option<u32> {
    let found = PAGE_NUMBER.captures(text.trim())?;
    let words = found.get(1).or(found.get(2))?.as_str();
    match words.parse() {
        Ok(n) => Some(n),
        Err(_) => roman(words),
    }
}

fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut total = 0i64;
    for (i, v) in values.iter().enumerate() {
        let sign = if values.get(i + 1).is_some_and(|next| next > v) { -1 } else { 1 };
        total += sign * i64::from(*v);
    }
    u32::try_from(total).ok()
}

/// The page number in a foot such as `Improvement plan | Page 3 of 12` or `Annual report 7`.
fn last_number(text: &str) -> Option<u32> {
    static OF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\bpage\s+(\d{1,4})\b").expect("a fixed pattern"));
    OF.captures(text).and_then(|c| c[1].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::{Rect, Span};
    use crate::structure::layout::lines::lines;

    #[test]
    fn page_numbers_as_papers_print_them() {
        for (text, number) in
            [("3", 3), ("Page 3 of 40", 3), ("- 12 -", 12), ("4 | P a g e", 4), ("iv", 4), ("Page 7", 7)]
        {
            assert_eq!(page_number(text), Some(number), "{text}");
        }
        for text in ["3 items", "May 2020", "1.1", ""] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }

    #[test]
    fn marks_over_a_page_s_text_are_not_believed() {
        let line = |text: &str, y: f32| {
            let bbox = Rect { x0: 50.0, y0: y, x1: 300.0, y1: y + 10.0 };
            let span =
                Span { text: text.into(), bbox, baseline: y + 8.0, size: 10.0, artifact: true, ..Span::default() };
            Item::Line(lines([&span]).remove(0))
        };
        let page = |lines: Vec<Item>| PageItems {
            number: 1,
            width: 600.0,
            height: 800.0,
            items: lines,
            furniture: Vec::new(),
            printed: None,
        };
        let words =
            "The words of a paragraph that someone marked as an artifact by mistake, long enough to matter here.";
        assert!(marks_body(&page(vec![line(words, 300.0), line(words, 320.0)])));
        assert!(!marks_body(&page(vec![line("A running head", 20.0), line("7", 780.0)])));
    }
}
