//! The items of business of agendas and minutes, with what a minute says under each.

use super::similar::{covered, words};
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A paper's own reference, such as `PLB/24/02` or `24/00108`.
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"\b[A-Z]{2,8}/\d{1,4}(?:/\d{1,5})*\b|\b\d{2,4}/\d{4,6}\b"));

/// Items that every meeting has: whether they were minuted is no news.
const ROUTINE: [&str; 18] = [
    "welcome",
    "apolog",
    "sederunt",
    "declaration",
    "minute",
    "approval of minute",
    "previous minute",
    "introduction",
    "attendance",
    "present",
    "quorum",
    "agenda",
    "close",
    "aob",
    "aocb",
    "a o c b",
    "future items",
    "future meetings",
];
/// Words that say so wherever they stand.
const INSIDE: [&str; 7] = [
    "next meeting",
    "matters arising",
    "any other",
    "other business",
    "apologies",
    "declarations of",
    "dates of meeting",
];

/// How much of one title must stand in the other for them to be one item.
const ALIKE: f64 = 0.6;

/// An item of business.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) page: Option<u32>,
    /// What a minute says under it.
    pub(super) said: Vec<(Locator, String)>,
}

impl Item {
    fn new(title: &str, page: Option<u32>) -> Item {
        Item { title: title.trim().to_owned(), page, said: Vec::new() }
    }

    /// Whether it is one of those that every meeting has.
    pub(super) fn is_routine(&self) -> bool {
        let folded = fold(&self.title);
        ROUTINE.iter().any(|word| folded.starts_with(word)) || INSIDE.iter().any(|word| folded.contains(word))
    }
}

/// Whether two titles name one item: a common reference, or the words of one mostly in the other.
pub(super) fn same(a: &str, b: &str) -> bool {
    if !references(a).is_disjoint(&references(b)) {
        return true;
    }
    let (a, b) = (words(a), words(b));
    let small = a.len().min(b.len());
    let share = covered(&a, &b).max(covered(&b, &a));
    if small < 2 { share >= 1.0 } else { share >= ALIKE }
}

/// The reference numbers of papers in a text.
pub(super) fn references(text: &str) -> BTreeSet<String> {
    REFERENCE.find_iter(text).map(|m| m.as_str().to_owned()).collect()
}

/// The items of an agenda or a minute, in order; none of another paper.
pub(super) fn read(paper: &Paper) -> Vec<Item> {
    match paper.kind {
        PaperKind::Agenda => agenda(paper),
        PaperKind::Minute => minute(paper),
        _ => Vec::new(),
    }
}

/// Numbered paragraphs, numbered headings and table rows that begin with a number, by number.
fn agenda(paper: &Paper) -> Vec<Item> {
    let mut found: Vec<(u32, Item)> = Vec::new();
    let plain = |number: &str| number.trim_end_matches('.').parse::<u32>().ok().filter(|n| (1..200).contains(n));
    for heading in &paper.outline {
        if let Some(n) = heading.number.as_deref().and_then(plain) {
            found.push((n, Item::new(&heading.text, heading.page)));
        }
    }
    for passage in &paper.passages {
        if passage.kind == PassageKind::Row {
            let mut cells = passage.text.split(" | ");
            let (Some(n), Some(title)) = (cells.next().and_then(plain), cells.next()) else { continue };
            found.push((n, Item::new(title, passage.locator.page)));
        } else if let Some(n) = passage.locator.paragraph.as_deref().and_then(plain) {
            found.push((n, Item::new(&passage.text, passage.locator.page)));
        }
    }
    found.sort_by_key(|(n, _)| *n);
    let mut seen = BTreeSet::new();
    found.into_iter().map(|(_, item)| item).filter(|item| seen.insert(fold(&item.title))).collect()
}

/// The headings of a minute: the numbered ones, where there are any, with the passages below each.
fn minute(paper: &Paper) -> Vec<Item> {
    let numbered = paper.outline.iter().filter(|h| h.number.is_some()).count() > 1;
    let is_item = |text: &str| paper.outline.iter().any(|h| h.text == text && (!numbered || h.number.is_some()));
    let mut items: Vec<Item> =
        paper.outline.iter().filter(|h| !numbered || h.number.is_some()).map(|h| Item::new(&h.text, h.page)).collect();
    // A heading may come twice; passages stand under the last one that was passed.
    let mut at = 0;
    for passage in &paper.passages {
        let Some(heading) = passage.locator.section.iter().rev().find(|h| is_item(h)) else { continue };
        if let Some(next) = items[at..].iter().position(|i| i.title == heading.trim()) {
            at += next;
            items[at].said.push((passage.locator.clone(), passage.text.clone()));
        } else if let Some(any) = items.iter_mut().find(|i| i.title == heading.trim()) {
            any.said.push((passage.locator.clone(), passage.text.clone()));
        }
    }
    if items.iter().all(|i| i.said.is_empty()) { rows(&paper.passages) } else { items }
}

/// A minute set as a table: a row that opens with a number is an item, and its first words are the title.
fn rows(passages: &[Passage]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for passage in passages.iter().filter(|p| p.kind == PassageKind::Row) {
        let mut cells = passage.text.splitn(2, " | ");
        let (first, rest) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let number = first.trim().trim_end_matches('.');
        if !number.is_empty() && number.len() <= 4 && number.chars().all(|c| c.is_ascii_digit() || c == '.') {
            let title: Vec<&str> = rest.split_whitespace().take(8).collect();
            items.push(Item::new(&title.join(" "), passage.locator.page));
        }
        if let Some(item) = items.last_mut() {
            item.said.push((passage.locator.clone(), rest.to_owned()));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_one_item() {
        for (a, b, expected) in [
            (
                "Volunteering: learning from the network Tomasz Low",
                "Volunteering: learning from the network (PLB/24/07)",
                true,
            ),
            ("Budget report PLB/24/07", "Finance (PLB/24/07)", true),
            ("How the Board meets", "Consultation on local priorities", false),
            ("Workforce pledges Oral Kirsteen Auchterlonie. For information", "Workforce pledges", true),
        ] {
            assert_eq!(same(a, b), expected, "{a} / {b}");
        }
        assert!(Item::new("Welcome and apologies Chair", None).is_routine());
        assert!(Item::new("Date of next meeting: Thursday 5 September 2024, 10.00 am", None).is_routine());
        assert!(!Item::new("Governance review: terms of reference", None).is_routine());
    }
}
