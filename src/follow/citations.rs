//! Numbered citations of a research digest, and the studies they stand for.
//!
//! A digest lists its studies under numbers and cites them as `(3)`, `[1, 4]`, `(2-4)` or by a superscript. A number in brackets
//! is a citation only in a paper that has such a list: numbered entries, from 1 on, at its end or under a heading of sources. A
//! year, a percentage, a sum and a number that follows "paragraph" or "table" are no citations. Where the list has no entry of a
//! cited number the title stays empty, so that the gap can be seen.

use crate::model::action::Reference;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::text::{collapse, fold};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?x)
        [(\[]\s*(?P<list>\d{1,3}(?:\s*(?:[,;&–-]|and)\s*\d{1,3})*)\s*[)\]]
      | (?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:\s?[,⁻–]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)",
    )
});

/// A cell that holds nothing but numbers and the marks between them.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"^[\s\d()\[\].,;&–-]+$"));

/// Words before a number in brackets that make it something else, and units behind a raised figure.
const NOT_CITED: [&str; 12] =
    ["section", "paragraph", "para", "table", "figure", "appendix", "annex", "item", "chapter", "step", "km", "m"];

/// Headings under which studies are listed.
const LISTS: [&str; 8] =
    ["studies", "references", "sources", "bibliography", "research studies", "literature", "endnotes", "notes"];

/// The fewest studies that make a list.
const FEWEST: usize = 2;

/// Every citation of a paper with the study it stands for, in order of passages, each number once a passage.
pub(super) fn read(paper: &Paper) -> Vec<Reference> {
    let (titles, listed) = studies(paper);
    if titles.len() < FEWEST {
        return Vec::new();
    }
    let most = titles.keys().last().copied().unwrap_or(0);
    let mut cited: Vec<(&Passage, u32)> = Vec::new();
    for passage in paper.passages.iter().filter(|p| !listed.contains(p.id.as_str())) {
        cited.extend(numbers(passage, most).into_iter().map(|n| (passage, n)));
    }
    // A list that nothing cites is a list of something else.
    let known = cited.iter().filter(|(_, n)| titles.contains_key(n)).count();
    if known < FEWEST && paper.kind != PaperKind::ResearchDigest {
        return Vec::new();
    }
    let one = |(passage, number): (&Passage, u32)| Reference {
        paper_id: paper.id.clone(),
        passage_id: passage.id.clone(),
        number,
        cited_title: titles.get(&number).cloned().unwrap_or_default(),
    };
    cited.into_iter().map(one).collect()
}

/// The studies by number, and the passages that are entries of their list.
fn studies(paper: &Paper) -> (BTreeMap<u32, String>, BTreeSet<&str>) {
    let named = |heading: &str| {
        let folded = fold(heading);
        LISTS.iter().any(|name| folded == *name || folded.ends_with(&format!(" {name}")))
    };
    // Entries are passages or headings with plain numbers; a list begins where its heading stands, or else with the last 1.
    let sections: BTreeSet<&str> =
        paper.passages.iter().filter_map(|p| p.locator.section.iter().find(|h| named(h))).map(String::as_str).collect();
    let in_list = |passage: &Passage| passage.locator.section.iter().any(|h| sections.contains(h.as_str()));
    let mut titles: BTreeMap<u32, String> = BTreeMap::new();
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    let from_heading = !sections.is_empty() || paper.outline.iter().any(|h| named(&h.text));
    let mut begun = false;
    let mut heading_at = 0;
    for passage in &paper.passages {
        let under = passage.locator.section.last().map_or("", String::as_str);
        // Headings that stand before this passage and are entries themselves.
        if let Some(at) = paper.outline[heading_at..].iter().position(|h| h.text == under) {
            for heading in &paper.outline[heading_at..=heading_at + at] {
                begun |= named(&heading.text);
                if begun && let Some(n) = heading.number.as_deref().and_then(plain) {
                    titles.entry(n).or_insert_with(|| title(&heading.text));
                }
            }
            heading_at += at + 1;
        }
        begun |= in_list(passage);
        let number = passage.locator.paragraph.as_deref().and_then(plain);
        let entry = passage.kind != PassageKind::Row && (begun || !from_heading);
        if let Some(n) = number.filter(|_| entry) {
            if !begun && n == 1 {
                // Without a heading, the last list that begins with 1 is the list of studies.
                titles.clear();
                listed.clear();
            }
            if let std::collections::btree_map::Entry::Vacant(free) = titles.entry(n) {
                free.insert(title(&passage.text));
                listed.insert(&passage.id);
            }
        }
    }
    for heading in &paper.outline[heading_at.min(paper.outline.len())..] {
        if begun && let Some(n) = heading.number.as_deref().and_then(plain) {
            titles.entry(n).or_insert_with(|| title(&heading.text));
        }
    }
    if !from_heading && paper.kind != PaperKind::ResearchDigest {
        titles.clear();
    }
    // Numbers that begin with 1 and leave few gaps make a list; others are paragraphs.
    let dense = titles.contains_key(&1) && titles.keys().last().is_some_and(|last| titles.len() * 2 > *last as usize);
    if dense { (titles, listed) } else { (BTreeMap::new(), BTreeSet::new()) }
}

fn plain(number: &str) -> Option<u32> {
    number
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.'))
        .parse()
        .ok()
        .filter(|n| (1..1000).contains(n))
}

/// A study's title: the entry's words, without marks of setting that a text may carry.
fn title(text: &str) -> String {
    let text = collapse(&text.replace("**", "").replace('\\', ""));
    text.trim_end_matches('*').trim().to_owned()
}

/// The numbers that a passage cites, each once, in order of print.
fn numbers(passage: &Passage, most: u32) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let mut add = |n: u32| {
        if n >= 1 && n <= most.saturating_mul(2).max(9) && !found.contains(&n) {
            found.push(n);
        }
    };
    for caps in MARK.captures_iter(&passage.text) {
        let whole = caps.get(0).map_or(0..0, |m| m.range());
        let before = passage.text[..whole.start].trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        if NOT_CITED.contains(&fold(word).as_str()) {
            continue;
        }
        let printed = match caps.name("sup") {
            Some(raised) => raised.as_str().chars().map(lowered).collect(),
            None => caps["list"].to_owned(),
        };
        expand(&printed).into_iter().for_each(&mut add);
    }
    // In a table the numbers may stand alone under a header that says what they are.
    for (i, (header, start)) in passage.columns.iter().enumerate() {
        let folded = fold(header);
        let says = ["study", "studies", "source", "sources", "reference", "references", "evidence", "research"];
        if !folded.split(' ').any(|w| says.contains(&w)) {
            continue;
        }
        let end = passage.columns.get(i + 1).map_or(u32::MAX, |(_, next)| *next);
        let cell = crate::util::text::char_slice(&passage.text, *start, end);
        let cell = cell.trim_end_matches([' ', '|']);
        if BARE.is_match(cell) {
            cell.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).for_each(&mut add);
        }
    }
    found
}

fn lowered(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁻' => '-',
        '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - 0x2070, 10).unwrap_or(c),
        other => other,
    }
}

/// The numbers of `1, 4` and of the range `2-4`.
fn expand(list: &str) -> Vec<u32> {
    let mut out = Vec::new();
    for part in list.replace("and", ",").split([',', ';', '&']) {
        let ends: Vec<u32> = part.split(['-', '–']).filter_map(|n| n.trim().parse().ok()).collect();
        match ends.as_slice() {
            [a, b] if a < b && b - a < 20 => out.extend(*a..=*b),
            _ => out.extend(ends),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cites(text: &str) -> Vec<u32> {
        let passage = Passage {
            id: "p".into(),
            kind: PassageKind::Paragraph,
            text: text.into(),
            locator: crate::model::locator::Locator::default(),
            lead_in: None,
            stem: None,
            columns: Vec::new(),
            margin: Vec::new(),
        };
        numbers(&passage, 8)
    }

    #[test]
    fn marks_of_citations() {
        assert_eq!(cites("It was valued (2). Rules helped (1, 4) [3]."), [2, 1, 4, 3]);
        assert_eq!(cites("as three found (2-4) and (5 and 7)"), [2, 3, 4, 5, 7]);
        assert_eq!(cites("raised figures¹ and more²,³"), [1, 2, 3]);
        assert!(cites("a fall (33%) in (2019), section (2), an area of 4 km²").is_empty());
    }
}
