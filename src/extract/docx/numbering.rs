//! Numbering definitions, and the numbers they print (ISO/IEC 29500-1, 17.9).

use crate::extract::xml::Node;
use crate::util::numbering::{letters, roman, strip};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a multi-level list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    /// Restarts after this level (from 1); 0 never, `None` after any higher level.
    restart: Option<u32>,
    /// All numbers in its text are printed as digits.
    digits: bool,
    style: Option<String>,
}

impl Level {
    fn prints_digits(&self) -> bool {
        matches!(self.format.as_str(), "decimal" | "decimalZero" | "ordinal" | "decimalEnclosedCircle") || self.digits
    }
}

#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// A list style that holds the levels instead.
    style_link: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Instance {
    list: String,
    /// Starts and levels that differ from the abstract list's.
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet at this depth.
    Bullet(u8),
    /// Digits, such as `4.13`; at a depth where they stand below bullets or letters.
    Digits(String, Option<u8>),
    /// Letters or Roman numerals at this depth.
    Letters(String, u8),
    /// Words with a number, such as `Appendix A`.
    Words(String),
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, Abstract>,
    instances: BTreeMap<String, Instance>,
    /// Abstract list of each list style.
    by_style: BTreeMap<String, String>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    started: BTreeSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(root: &Node) -> Numbering {
        let mut numbering = Numbering::default();
        for node in root.nodes() {
            match (node.name.as_str(), node.attr("w:abstractNumId"), node.attr("w:numId")) {
                ("w:abstractNum", Some(id), _) => {
                    let mut list =
                        Abstract { style_link: node.val("w:numStyleLink").map(str::to_owned), ..Abstract::default() };
                    for level in node.nodes().filter(|n| n.name == "w:lvl") {
                        if let Some(at) = level_index(level) {
                            list.levels[at] = read_level(level);
                        }
                    }
                    if let Some(style) = node.val("w:styleLink") {
                        numbering.by_style.insert(style.to_owned(), id.to_owned());
                    }
                    numbering.lists.insert(id.to_owned(), list);
                }
                ("w:num", _, Some(id)) => {
                    let mut instance = Instance {
                        list: node.val("w:abstractNumId").unwrap_or_default().to_owned(),
                        ..Instance::default()
                    };
                    for change in node.nodes().filter(|n| n.name == "w:lvlOverride") {
                        let Some(at) = level_index(change) else { continue };
                        if let Some(start) = change.val("w:startOverride").and_then(|s| s.parse().ok()) {
                            instance.starts.insert(at, start);
                        }
                        if let Some(level) = change.child("w:lvl") {
                            instance.levels.insert(at, read_level(level));
                        }
                    }
                    numbering.instances.insert(id.to_owned(), instance);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The level of an instance that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, instance: &str, style: &str) -> Option<u8> {
        let levels = self.levels(self.instances.get(instance)?)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style)).map(|at| at as u8)
    }

    /// Counts one paragraph of this instance and level and gives its label. `None` where nothing is printed.
    pub(super) fn next(&mut self, instance_id: &str, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let instance = self.instances.get(instance_id)?.clone();
        let levels = self.levels(&instance)?;
        let counters = self.counters.entry(instance.list.clone()).or_default();
        for deeper in at + 1..LEVELS {
            if levels[deeper].restart.is_none_or(|after| after != 0 && at < after as usize) {
                counters[deeper] = None;
            }
        }
        let first_use = self.started.insert((instance_id.to_owned(), at));
        let start = instance.starts.get(&at).copied();
        counters[at] = match (counters[at], start) {
            (_, Some(start)) if first_use => Some(start),
            (Some(count), _) => Some(count.saturating_add(1)),
            (None, start) => Some(start.unwrap_or(levels[at].start)),
        };
        for higher in 0..at {
            counters[higher].get_or_insert(instance.starts.get(&higher).copied().unwrap_or(levels[higher].start));
        }
        label(&levels, counters, at)
    }

    /// The levels of an instance with its own changes.
    fn levels(&self, instance: &Instance) -> Option<[Level; LEVELS]> {
        let mut list = self.lists.get(&instance.list)?;
        if let Some(linked) = list.style_link.as_ref().and_then(|style| self.by_style.get(style)) {
            list = self.lists.get(linked)?;
        }
        let mut levels = list.levels.clone();
        for (at, level) in &instance.levels {
            levels[*at] = level.clone();
        }
        Some(levels)
    }
}

fn level_index(node: &Node) -> Option<usize> {
    node.attr("w:ilvl")?.parse().ok().filter(|at| *at < LEVELS)
}

fn read_level(node: &Node) -> Level {
    let number = |name: &str| node.val(name).and_then(|n| n.parse().ok());
    Level {
        format: node.val("w:numFmt").unwrap_or("decimal").to_owned(),
        text: node.val("w:lvlText").unwrap_or_default().to_owned(),
        start: number("w:start").unwrap_or(0),
        restart: number("w:lvlRestart"),
        digits: node.switch("w:isLgl") == Some(true),
        style: node.val("w:pStyle").map(str::to_owned),
    }
}

fn label(levels: &[Level; LEVELS], counters: &[Option<u32>; LEVELS], at: usize) -> Option<Label> {
    let level = &levels[at];
    let depth = levels[..at].iter().filter(|l| !l.prints_digits()).count() as u8;
    if level.format == "bullet" {
        return Some(Label::Bullet(depth));
    }
    if level.format == "none" && !level.text.contains('%') {
        return None;
    }
    let mut printed = String::new();
    let mut rest = level.text.chars();
    while let Some(c) = rest.next() {
        match rest.as_str().chars().next().and_then(|d| d.to_digit(10)) {
            Some(n @ 1..=9) if c == '%' => {
                rest.next();
                let of = n as usize - 1;
                let format = if level.digits { "decimal" } else { levels[of].format.as_str() };
                printed.push_str(&number(format, counters[of].unwrap_or(levels[of].start)));
            }
            _ => printed.push(c),
        }
    }
    let number = strip(&printed);
    if number.is_empty() {
        return None;
    }
    let longest_word = number.split(|c: char| !c.is_alphabetic()).map(str::len).max().unwrap_or(0);
    Some(if number.contains(char::is_whitespace) || longest_word > 8 {
        Label::Words(number.to_owned())
    } else if level.prints_digits() || number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.') {
        Label::Digits(number.to_owned(), (depth > 0).then_some(depth))
    } else {
        Label::Letters(number.to_owned(), depth)
    })
}

fn number(format: &str, n: u32) -> String {
    match format {
        "lowerLetter" => letters(n),
        "upperLetter" => letters(n).to_uppercase(),
        "lowerRoman" => roman(n),
        "upperRoman" => roman(n).to_uppercase(),
        "decimalZero" => format!("{n:02}"),
        "bullet" | "none" => String::new(),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::xml::parse;

    const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:start w:val='4'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>\
        <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='(%3)'/></w:lvl>\
        <w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/></w:lvlOverride>\
        </w:num></w:numbering>";

    #[test]
    fn counts_restarts_and_overrides() {
        let mut lists = Numbering::read(&parse(LISTS.as_bytes()).unwrap().0);
        let digits = |n: &str| Some(Label::Digits(n.to_owned(), None));
        assert_eq!(lists.next("1", 0), digits("4"));
        assert_eq!(lists.next("1", 1), digits("4.1"));
        assert_eq!(lists.next("1", 2), Some(Label::Letters("i".to_owned(), 0)));
        assert_eq!(lists.next("1", 2), Some(Label::Letters("ii".to_owned(), 0)));
        assert_eq!(lists.next("1", 3), Some(Label::Bullet(1)));
        assert_eq!(lists.next("1", 1), digits("4.2"));
        assert_eq!(lists.next("1", 2), Some(Label::Letters("i".to_owned(), 0)));
        assert_eq!(lists.next("2", 0), digits("9"));
        assert_eq!(lists.next("2", 0), digits("10"));
        assert_eq!(lists.next("7", 0), None);
    }
}
