//! Decisions of minutes: `RESOLVED that`, `Decision:`, and lists below such words.

use super::sighting::{Found, Sighting, locate};
use crate::model::action::ActionKind;
use crate::model::block::{Cell, Row};
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::sentence::sentences;
use crate::util::text::{fold, word_count};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static DECISION: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"(?i)^(?:[a-z]+\s+)?(?:decision|decided|outcome)s?\s*(?:\d+)?\s*:\s*(.+)$"));
pub(super) static RESOLVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:.*?\b(?i:it\s+was|be\s+it|and|was|the\s+\w+)\s+)?(?:RESOLVED|Resolved|(?i:it\s+was\s+(?:unanimously\s+)?resolved))\b[\s:,]*(?:unanimously\b[\s:,]*)?(?:that\b|to\b)?\s*(.*)$",
    )
});

/// A heading that says only that what follows was decided.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(r"^(?:RESOLVED|Resolved|DECISIONS?|Decisions?|AGREED)\W*(?:that|THAT|unanimously)?\W*$")
});
/// What a body agreed, before a list of it.
static AGREED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:The\s+)?(?:Committee|Council|Board|Cabinet|Partnership|Executive|Panel|Trust|Members|Joint\s+\w+)\s+(?:unanimously\s+|thereafter\s+|therefore\s+)?(?:agreed|resolved|decided|approved|AGREED|RESOLVED)\s*(?:to|that)?\s*[:;][-–—]?$",
    )
});

/// A number within a paragraph, before one of the things that were decided.
static INLINE: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"(?:^|\s)\((?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3}|ix|x)\)\s+"));

/// How many items of a list are read as what one resolution decided.
const MOST_ITEMS: usize = 30;

/// How a body disposed of a matter, in a cell of its own.
static DISPOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:[\w ]{0,60}?\b)?(?:adopted|carried|passed|approved|received|referred|referral|withdrawn|lost|defeated|deferred|laid over|noted|agreed|endorsed|rejected|refused|granted|concurred|report back|not pursued|struck out|reconsidered)\b",
    )
});

/// The longest words of a disposition.
const MOST_WORDS: u64 = 20;

/// Reads tables that set a matter beside its disposition: `Rezoning, 971 Main Street | ADOPTED`.
pub(super) fn tables(paper: &Paper, found: &mut Found) {
    if paper.kind != PaperKind::Minute {
        return;
    }
    for table in &paper.tables {
        let header: Vec<String> = table.table.header().iter().map(|h| fold(h)).collect();
        let body = table.table.body();
        let says = |column: u32| {
            let texts: Vec<String> =
                body.iter().filter_map(|r| cell(r, column)).map(Cell::text).filter(|t| !t.is_empty()).collect();
            let short = texts.iter().all(|t| word_count(t) <= MOST_WORDS);
            let disposed = texts.iter().filter(|t| DISPOSED.is_match(t)).count();
            let named = header.get(column as usize).is_some_and(|h| {
                matches!(h.as_str(), "disposition" | "outcome" | "resolution" | "result" | "decision")
            });
            // Without a header, capitals tell a disposition from a remark.
            let loud = texts.iter().all(|t| t.lines().next().is_some_and(|l| l == l.to_uppercase()));
            !texts.is_empty() && short && (named || loud) && disposed * 2 > texts.len()
        };
        let Some(at) = (1..table.table.columns).rev().find(|column| says(*column)) else { continue };
        let list = found.list();
        for (n, row) in body.iter().enumerate() {
            let Some(disposition) = cell(row, at).map(Cell::text).filter(|t| !t.is_empty()) else { continue };
            let others = row.cells.iter().filter(|c| c.column < at && !c.carried);
            let Some(matter) = others.max_by_key(|c| word_count(&c.text())) else { continue };
            let Some(first) = matter.blocks.first() else { continue };
            let place = locate(paper, first, &table.id, n as u32 + 1, &table.section);
            let words = format!("{}: {}", matter.text().replace('\n', " "), disposition.replace('\n', " "));
            let mut one = Sighting::new(place, list, words);
            one.kind = ActionKind::Decision;
            one.item = table.section.last().cloned().unwrap_or_default();
            found.sightings.push(one);
        }
    }
}

fn cell(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|c| c.column == column && !c.carried)
}

/// Reads the decisions of a minute, in order; every item of a resolution is a decision of its own.
pub(super) fn read(passages: &[Passage], list: u32, item: impl Fn(&Passage) -> String, found: &mut Found) {
    let mut taken = 0;
    for (at, passage) in passages.iter().enumerate() {
        if at < taken {
            continue;
        }
        let first = |passage: &Passage| {
            let under = passage.locator.section.last();
            under.is_some_and(|h| HEADING.is_match(h))
                && at.checked_sub(1).is_none_or(|before| passages[before].locator.section != passage.locator.section)
        };
        let below = HEADING.is_match(passage.text.trim()) && passages.get(at + 1).is_some();
        let decided: Vec<(usize, String)> = if below {
            // A line that says only "Decision": the paragraph after it says what, or leads to a list.
            let next = passages[at + 1].text.trim();
            let items = listed(at, passages);
            match (items.is_empty(), AGREED.is_match(next)) {
                (false, _) => items,
                (true, true) => Vec::new(),
                (true, false) => vec![(at + 1, next.to_owned())],
            }
        } else if AGREED.is_match(passage.text.trim()) {
            listed(at, passages)
        } else if first(passage) {
            let here = &passage.locator.section;
            let mut all = vec![(at, passage.text.clone())];
            let rest = passages.iter().enumerate().skip(at + 1).take(MOST_ITEMS);
            let numbered = passage.locator.paragraph.is_some() || passage.kind == PassageKind::Item;
            all.extend(
                rest.take_while(|(_, p)| numbered && p.locator.section == *here && p.locator.paragraph.is_some())
                    .map(|(i, p)| (i, p.text.clone())),
            );
            all
        } else {
            decision(at, passages)
        };
        for (from, text) in decided {
            taken = from + 1;
            for part in parts(&text) {
                let mut one = Sighting::new(passages[from].locator.clone(), list, part);
                one.kind = ActionKind::Decision;
                one.item = item(passage);
                found.sightings.push(one);
            }
        }
    }
}

/// What a passage says was decided, where it says so by a mark, with the passages that say it.
fn decision(at: usize, passages: &[Passage]) -> Vec<(usize, String)> {
    let text = passages[at].text.trim();
    let words = DECISION.captures(text).map(|c| c[1].to_owned()).or_else(|| {
        let caps = RESOLVED.captures(text)?;
        let folded = fold(text);
        // "Resolved" in running text tells of a matter that went away; the word in capitals, or at the start, decides.
        let decides = text.contains("RESOLVED")
            || text.starts_with("Resolved")
            || ["it was resolved", "unanimously resolved"].iter().any(|w| folded.contains(w))
            || folded == "and resolved";
        decides.then(|| caps[1].trim_start_matches([' ', ':']).trim_end().to_owned())
    });
    let Some(words) = words else { return Vec::new() };
    let short = words.split_whitespace().count() <= 2;
    let first = sentences(&words).first().map_or("", |(a, b)| &words[*a..*b]);
    if !short && !first.ends_with(':') {
        // A list within the paragraph is decided in all its parts.
        let whole = if INLINE.find_iter(&words).count() > 1 { words.as_str() } else { first };
        return vec![(at, whole.to_owned())];
    }
    let listed = listed(at, passages);
    if !listed.is_empty() {
        return listed;
    }
    // "Resolved:" alone leads to the words of the next paragraph.
    let leads = text.ends_with(':') || words.is_empty();
    let next = passages.get(at + 1).filter(|_| leads);
    next.map(|p| (at + 1, p.text.clone())).into_iter().collect()
}

/// The items of the list that a passage leads to.
fn listed(at: usize, passages: &[Passage]) -> Vec<(usize, String)> {
    let text = passages[at].text.trim();
    let below = |p: &Passage| {
        let leads = |stem: &str| text.ends_with(stem) || stem.ends_with(text);
        p.stem.as_deref().is_some_and(|stem| leads(stem.trim())) || p.kind == PassageKind::Item
    };
    let after = passages.iter().enumerate().skip(at + 1).take(MOST_ITEMS);
    after.take_while(|(_, p)| below(p)).map(|(i, p)| (i, p.text.clone())).collect()
}

/// The parts of a decision that is a list in one paragraph: those behind its numbers, where it opens with one.
fn parts(text: &str) -> Vec<String> {
    let clean = |part: &str| {
        let part = part.trim().trim_end_matches([';', ',', '.']).trim();
        part.strip_suffix("; and")
            .or(part.strip_suffix(" and"))
            .unwrap_or(part)
            .trim_end_matches([';', ','])
            .trim()
            .to_owned()
    };
    let starts: Vec<(usize, usize)> = INLINE.find_iter(text).map(|m| (m.start(), m.end())).collect();
    let opens = starts.first().is_some_and(|(at, _)| text[..*at].split_whitespace().count() <= 2);
    if starts.len() < 2 || !opens {
        let whole = text.trim();
        return vec![whole.strip_suffix("; and").unwrap_or(whole).trim_end_matches([';', ',']).to_owned()];
    }
    (0..starts.len())
        .map(|i| clean(&text[starts[i].1..starts.get(i + 1).map_or(text.len(), |next| next.0)]))
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::locator::Locator;

    fn decided(paragraphs: &[(&str, Option<&str>)]) -> Vec<String> {
        let passages: Vec<Passage> = paragraphs
            .iter()
            .map(|(text, stem)| Passage {
                id: String::new(),
                kind: PassageKind::Paragraph,
                text: (*text).into(),
                locator: Locator::default(),
                lead_in: None,
                stem: stem.map(str::to_owned),
                columns: Vec::new(),
                margin: Vec::new(),
            })
            .collect();
        let mut found = Found::default();
        read(&passages, 1, |_| String::new(), &mut found);
        found.sightings.into_iter().map(|s| s.action).collect()
    }

    #[test]
    fn every_item_of_a_resolution_is_a_decision() {
        assert_eq!(
            decided(&[("It was RESOLVED unanimously that the report be noted.", None)]),
            ["the report be noted."]
        );
        assert_eq!(
            decided(&[
                ("RESOLVED that:", None),
                ("the findings be noted;", Some("RESOLVED that:")),
                ("the plan be approved.", Some("RESOLVED that:")),
                ("Members thanked the officers.", None)
            ]),
            ["the findings be noted", "the plan be approved."]
        );
        assert_eq!(
            decided(&[("RESOLVED that (1) the report be noted; and (2) a panel be set up.", None)]),
            ["the report be noted", "a panel be set up"]
        );
        assert_eq!(decided(&[("RESOLVED:", None), ("That the report be noted.", None)]), ["That the report be noted."]);
        assert!(decided(&[("The fault was resolved within a week.", None)]).is_empty());
    }
}
