//! Figures held against others: against a target ("61% ... against a target of 95%"), or against what they were ("from 18 weeks to
//! 9"). Which of two figures is the better depends on what is measured: less waiting, more attendance.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use super::tokens::Tokens;
use super::trend::Trend;
use crate::util::pattern;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Words between what is measured and the figure after it.
const REACH: u32 = 12;

const NUMBER: &str = r"\d+(?:,\d{3})*(?:\.\d+)?";
const UNIT: &str = r"%|per cent\b|percent\b|(?:minute|hour|day|week|month)s?\b";

// A figure, and with few words between the target that it is held against.
static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(
        r"(?i)\b(?P<n>{NUMBER})\s?(?P<u>{UNIT})?(?P<of> of )?[^.;|0-9]{{0,80}}?(?:\b(?:against|versus|compared (?:with|to)|short of|below)|\()\s?(?:[a-z'’-]+ ){{0,4}}?(?:target|standard|goal|benchmark)s?\b[^.;|0-9%]{{0,20}}?(?P<m>{NUMBER})\s?(?P<v>{UNIT})?"
    ))
});
// What a figure was, and what it is.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(
        r"(?i)\bfrom (?:(?:about|around|over|nearly|some|just) )?(?P<n>{NUMBER})\s?(?P<u>{UNIT})?(?: in \d{{4}}(?:[/-]\d\d)?| last year)?,? to (?:(?:about|around|over|nearly|some|just|only) )?(?P<m>{NUMBER})\s?(?P<v>{UNIT})?"
    ))
});

/// A sentence in which figures are compared.
pub(super) struct Sentence<'a> {
    pub(super) rules: &'a Rules,
    pub(super) text: &'a str,
    /// Where its text begins in the passage, in bytes.
    pub(super) start: usize,
    /// The words of the passage.
    pub(super) tokens: &'a Tokens,
    /// The hits within it.
    pub(super) hits: &'a [Hit],
}

impl Sentence<'_> {
    /// What its figures say to be better or worse than it ought to be, or was.
    pub(super) fn trends(&self) -> Vec<Trend> {
        let targets = AGAINST.captures_iter(self.text).filter_map(|found| {
            let pair = Pair::of(&found)?;
            let low = pair.is_time || found.name("of").is_none() && self.low_is_good(&found) == Some(true);
            let good = pair.first == pair.second || (pair.first > pair.second) != low;
            self.trend(&found, good, "held against a target")
        });
        let changes = BEFORE.captures_iter(self.text).filter_map(|found| {
            let pair = Pair::of(&found).filter(|pair| !pair.are_years && pair.first != pair.second)?;
            // What takes longer may do so for good reasons; what is no longer said to be measured may be anything.
            let falls = pair.second < pair.first;
            let low = self.low_is_good(&found).or((pair.is_time && falls).then_some(true))?;
            self.trend(&found, falls == low, "from one figure to another")
        });
        targets.chain(changes).collect()
    }

    fn trend(&self, found: &Captures, good: bool, rule: &str) -> Option<Trend> {
        let whole = found.get(0)?;
        let words = self.tokens.within(self.start + whole.start(), self.start + whole.end());
        let (first, last) = (words.start as u32, words.end.checked_sub(1)? as u32);
        Some(Trend { first, last, direction: first, good, rule: rule.to_owned() })
    }

    /// Whether the less the better of what is measured shortly before, where the lexicon knows it.
    fn low_is_good(&self, found: &Captures) -> Option<bool> {
        let at = self.tokens.within(0, self.start + found.get(0)?.start()).end as u32;
        let measured = self.hits.iter().rev().filter(|hit| hit.last < at && hit.last + REACH >= at);
        let mut low = measured.filter_map(|hit| match self.rules.rule(hit).role {
            Role::Cue(Cue::LowIsGood) => Some(true),
            Role::Cue(Cue::HighIsGood) => Some(false),
            _ => None,
        });
        low.next()
    }
}

/// Two figures of one kind.
struct Pair {
    first: f64,
    second: f64,
    /// They are spans of time.
    is_time: bool,
    /// They are years.
    are_years: bool,
}

impl Pair {
    fn of(found: &Captures) -> Option<Pair> {
        let number = |name: &str| found.name(name)?.as_str().replace(',', "").parse::<f64>().ok();
        let unit = |name: &str| found.name(name).map(|unit| kind(unit.as_str()));
        let (first, second) = (number("n")?, number("m")?);
        let (one, two) = (unit("u"), unit("v"));
        if one.is_some() && two.is_some() && one != two {
            return None;
        }
        let is_year = |number: f64| (1900.0..2100.0).contains(&number);
        let unit = one.or(two);
        let are_years = unit.is_none() && is_year(first) && is_year(second);
        Some(Pair { first, second, is_time: unit.is_some_and(|unit| unit != '%'), are_years })
    }
}

/// One sign for each unit: the first letters of minutes and months are the same.
fn kind(unit: &str) -> char {
    let unit = unit.to_lowercase();
    match unit.as_str() {
        "%" | "per cent" | "percent" => '%',
        "month" | "months" => 'M',
        other => other.chars().next().unwrap_or('%'),
    }
}
