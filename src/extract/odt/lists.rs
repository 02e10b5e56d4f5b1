//! List styles, and the numbers they print.

use crate::extract::xml::Node;
use crate::util::numbering::{letters, roman, strip};
use std::collections::BTreeMap;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;

#[derive(Debug, Clone, Default)]
struct Level {
    /// `1`, `a`, `A`, `i`, `I`; empty for bullets and levels that print nothing.
    format: String,
    bullet: bool,
    start: u32,
    /// How many levels the number shows.
    shown: usize,
}

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// Digits, such as `4.13`.
    Digits(String),
    /// Letters or Roman numerals.
    Letters(String),
}

/// How far a list has counted at each level.
pub(super) type Counters = [Option<u32>; LEVELS];

/// Every list style of a document, and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, [Level; LEVELS]>,
    outline: Option<[Level; LEVELS]>,
    headings: Counters,
}

impl Lists {
    /// Reads the list styles of both parts.
    pub(super) fn read(content: &Node, styles: &Node) -> Lists {
        let mut out = Lists::default();
        let groups = [
            styles.child("office:styles"),
            styles.child("office:automatic-styles"),
            content.child("office:automatic-styles"),
        ];
        for node in groups.into_iter().flatten().flat_map(Node::nodes) {
            match (node.name.as_str(), node.attr("style:name")) {
                ("text:list-style", Some(name)) => {
                    out.styles.insert(name.to_owned(), levels(node));
                }
                ("text:outline-style", _) => out.outline = Some(levels(node)),
                _ => {}
            }
        }
        out
    }

    /// Counts an item at this level (from 0) and gives its label. `start` is a number that the item itself asks for.
    pub(super) fn next(&self, style: &str, level: usize, counters: &mut Counters, start: Option<u32>) -> Option<Label> {
        count(self.styles.get(style)?, level, counters, start)
    }

    /// Counts a heading of this level (from 0) by the outline's own numbering.
    pub(super) fn heading(&mut self, level: usize) -> Option<Label> {
        count(self.outline.as_ref()?, level, &mut self.headings, None)
    }
}

fn count(levels: &[Level; LEVELS], level: usize, counters: &mut Counters, start: Option<u32>) -> Option<Label> {
    let level = level.min(LEVELS - 1);
    for deeper in counters.iter_mut().skip(level + 1) {
        *deeper = None;
    }
    counters[level] = match (start, counters[level]) {
        (Some(start), _) => Some(start),
        (None, Some(count)) => Some(count.saturating_add(1)),
        (None, None) => Some(levels[level].start),
    };
    let own = &levels[level];
    if own.bullet {
        return Some(Label::Bullet);
    }
    if own.format.is_empty() {
        return None;
    }
    let first = (level + 1).saturating_sub(own.shown.max(1));
    let parts: Vec<String> = (first..=level)
        .filter(|at| !levels[*at].format.is_empty())
        .map(|at| number(&levels[at].format, counters[at].unwrap_or(levels[at].start)))
        .collect();
    let printed = parts.join(".");
    let printed = strip(&printed).to_owned();
    Some(if own.format == "1" { Label::Digits(printed) } else { Label::Letters(printed) })
}

fn levels(node: &Node) -> [Level; LEVELS] {
    let mut out: [Level; LEVELS] = Default::default();
    for level in node.nodes() {
        let Some(at) =
            level.attr("text:level").and_then(|l| l.parse::<usize>().ok()).filter(|l| (1..=LEVELS).contains(l))
        else {
            continue;
        };
        let whole = |name: &str| level.attr(name).and_then(|n| n.parse::<u32>().ok());
        out[at - 1] = Level {
            format: level.attr("style:num-format").unwrap_or_default().to_owned(),
            bullet: level.name.ends_with("-bullet") || level.name.ends_with("-image"),
            start: whole("text:start-value").unwrap_or(1),
            shown: whole("text:display-levels").unwrap_or(1) as usize,
        };
    }
    out
}

fn number(format: &str, n: u32) -> String {
    match format {
        "a" => letters(n),
        "A" => letters(n).to_uppercase(),
        "i" => roman(n),
        "I" => roman(n).to_uppercase(),
        _ => n.to_string(),
    }
}
