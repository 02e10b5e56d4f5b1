//! Figures held against others: against a target ("61% ... against a target of 95%"), or against what they were ("from 18 weeks to
//! 9"). Which of two figures is the better depends on what is measured: less waiting, more attendance.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use super::tokens::Tokens;
use super::trend::Trend;
use crate::util::pattern;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Words between what is measured and the figure after it.
const REACH: u32 = 12;
/// Bytes between a figure and the target that it is held against.
const FAR: usize = 100;

const NUMBER: &str = r"\d+(?:,\d{3})*(?:\.\d+)?";
const UNIT: &str = r"%|per cent\b|percent\b|(?:minute|hour|day|week|month)s?\b";

// A target with its figure, and what holds another one against it.
static TARGET: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(
        r"(?i)(?:\b(?:against|versus|compared (?:with|to)|short of|below)|\()\s?(?:[a-z'’-]+ ){{0,4}}?(?:target|standard|goal|benchmark)s?\b(?P<joint>[^.;|0-9%]{{0,20}}?)(?P<n>{NUMBER})\s?(?P<u>{UNIT})?"
    ))
});
static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(&format!(r"(?i)\b(?P<n>{NUMBER})\s?(?P<u>{UNIT})?(?P<of>\sof\b)?")));
// What a figure was, and what it is.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
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
        let targets = TARGET.captures_iter(self.text).filter_map(|found| self.against(&found));
        targets.chain(CHANGE.captures_iter(self.text).filter_map(|found| self.change(&found))).collect()
    }

    /// The last figure of the same unit before a target that is not far.
    fn against(&self, target: &Captures) -> Option<Trend> {
        let (whole, wanted) = (target.get(0)?, Figure::of(target, "n", "u")?);
        // "By 2040 (target 2045)" tells years, and "Goal 3 (target 3.4)" its number.
        let is_number = wanted.unit.is_none() && (wanted.is_year() || target["joint"].trim().is_empty());
        if is_number {
            return None;
        }
        let from = (whole.start().saturating_sub(FAR)..).find(|at| self.text.is_char_boundary(*at))?;
        let before = FIGURE.captures_iter(&self.text[from..whole.start()]).filter_map(|found| {
            let figure = Figure::of(&found, "n", "u").filter(|figure| figure.unit == wanted.unit)?;
            Some((from + found.get(0)?.start(), figure, found.name("of").is_some()))
        });
        let (start, figure, is_share) = before.last()?;
        // A share of complaints may be of those that were answered in time; what fell by more is better.
        let is_more = is_share || self.text[..start].ends_with(" by ");
        let low = figure.is_time() || !is_more && self.low_is_good(start) == Some(true);
        let good = figure.number == wanted.number || (figure.number > wanted.number) != low;
        self.trend(start..whole.end(), good, "held against a target")
    }

    fn change(&self, found: &Captures) -> Option<Trend> {
        let whole = found.get(0)?.range();
        let (mut was, mut is) = (Figure::of(found, "n", "u")?, Figure::of(found, "m", "v")?);
        (was.unit, is.unit) = (was.unit.or(is.unit), is.unit.or(was.unit));
        if was.unit != is.unit || was.number == is.number || was.is_year() && is.is_year() {
            return None;
        }
        // What takes longer may do so for good reasons; what is not said to be measured may be anything.
        let falls = is.number < was.number;
        let low = self.low_is_good(whole.start).or((is.is_time() && falls).then_some(true))?;
        self.trend(whole, falls == low, "from one figure to another")
    }

    fn trend(&self, bytes: Range<usize>, good: bool, rule: &str) -> Option<Trend> {
        let words = self.tokens.within(self.start + bytes.start, self.start + bytes.end);
        let (first, last) = (words.start as u32, words.end.checked_sub(1)? as u32);
        Some(Trend { first, last, direction: first, good, rule: rule.to_owned() })
    }

    /// Whether the less the better of what is measured shortly before this byte, where the lexicon knows it.
    fn low_is_good(&self, byte: usize) -> Option<bool> {
        let at = self.tokens.within(0, self.start + byte).end as u32;
        let measured = self.hits.iter().rev().filter(|hit| hit.last < at && hit.last + REACH >= at);
        let mut low = measured.filter_map(|hit| match self.rules.rule(hit).role {
            Role::Cue(Cue::LowIsGood) => Some(true),
            Role::Cue(Cue::HighIsGood) => Some(false),
            _ => None,
        });
        low.next()
    }
}

/// A figure with its unit.
#[derive(Debug, Clone, Copy)]
struct Figure {
    number: f64,
    unit: Option<char>,
}

impl Figure {
    fn of(found: &Captures, number: &str, unit: &str) -> Option<Figure> {
        let number = found.name(number)?.as_str().replace(',', "").parse().ok()?;
        Some(Figure { number, unit: found.name(unit).map(|unit| kind(unit.as_str())) })
    }

    fn is_time(self) -> bool {
        self.unit.is_some_and(|unit| unit != '%')
    }

    fn is_year(self) -> bool {
        self.unit.is_none() && (1900.0..2100.0).contains(&self.number)
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
