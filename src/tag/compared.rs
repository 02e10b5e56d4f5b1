//! Figures held against others: against a target ("61% ... against a target of 95%"), or against what they were ("from 18 weeks to
//! 9"). Which of two figures is the better depends on what is measured: less waiting, more attendance. Where that is not known,
//! nothing is said.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::reading::Sentence;
use super::rules::Role;
use super::tokens::Gap;
use super::trend::Trend;
use crate::util::pattern;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Words between what is measured and the figure after it, where it is held against a target and where it changed.
const REACH: (usize, usize) = (3, 12);
/// Bytes between a figure and the target that it is held against.
const FAR: usize = 100;

/// A figure with its sign, size and unit, whose names end in this letter.
fn figure(name: &str) -> String {
    format!(
        r"(?P<sign{name}>[£$€])?(?P<n{name}>\d+(?:,\d{{3}})*(?:\.\d+)?)\s?(?P<size{name}>(?:k|m|bn|thousand|million|billion)\b)?\s?(?P<unit{name}>%|(?:per cent|percent|(?:minute|hour|day|week|month)s?)\b)?"
    )
}

// A target with its figure, and what holds another one against it.
static TARGET: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(
        r"(?i)(?:\b(?:against|versus|compared (?:with|to)|short of|below)|\()\s?(?:[a-z'’-]+ ){{0,4}}?(?:target|standard|goal|benchmark)s?(?: for (?:the )?[a-z]+)?(?P<joint>\s?(?:of|was|is|:|=|\()?\s?){}",
        figure("A")
    ))
});
static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(&format!(r"(?i){}(?P<after>\s?[a-z/–-]*)", figure("A"))));
// What a figure was, and what it is.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    let about = "(?:(?:about|around|over|nearly|some|just|only) )?";
    pattern::fixed(&format!(
        r"(?i)\bfrom {about}{}(?: in \d{{4}}(?:[/-]\d\d)?| last year)?,? to {about}{}",
        figure("A"),
        figure("B")
    ))
});
// What says that a span of time is one that somebody waits.
static WAITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(r"(?i)\b(?:took|takes?|taken|taking|waits?|waited|waiting|within|times?|turnaround|delays?)\b")
});
static OPEN: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"(?i)\b(?:opening|open|contact|teaching|running)\b"));
static CHANGED: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"(?i)\b(?:went|gone|goes|moved|changed|shifted|improved|worsened)\b"));
// What follows a number that is a day or a rank.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(r"(?i)^(?:st|nd|rd|th|[/–-]|\s?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)$")
});

impl Sentence<'_> {
    /// What its figures say to be better or worse than it ought to be, or was.
    pub(super) fn compared(&self) -> Vec<Trend> {
        let targets = TARGET.captures_iter(self.text).filter_map(|found| self.against(&found));
        targets.chain(CHANGE.captures_iter(self.text).filter_map(|found| self.change(&found))).collect()
    }

    /// The last figure of the same unit before a target that is not far.
    fn against(&self, target: &Captures) -> Option<Trend> {
        let (whole, wanted) = (target.get(0)?, Figure::of(target, "A")?);
        // "By 2040 (target 2045)" tells years, and "Goal 3 (target 3.4)" its number.
        if wanted.unit.is_none() && (wanted.is_year() || target["joint"].trim().is_empty()) {
            return None;
        }
        let before = &self.text[..whole.start()];
        // No number is begun in its middle.
        let near = (before.len().saturating_sub(FAR)..).find(|at| *at == 0 || before[..].is_char_boundary(*at))?;
        let from = if near == 0 { 0 } else { near + before[near..].find(' ')? };
        let figures = FIGURE.captures_iter(&before[from..]).filter_map(|found| {
            let at = from + found.get(0)?.start();
            let figure = Figure::of(&found, "A").filter(|figure| figure.unit == wanted.unit)?;
            let is_part = before[..at].ends_with(|c: char| c.is_alphanumeric() || "/-–.,".contains(c));
            let is_date = figure.unit.is_none() && (figure.is_year() || DATE.is_match(&found["after"]));
            (!is_part && !is_date).then(|| (at, figure, found["after"].trim() == "of"))
        });
        let (at, figure, is_share) = figures.last()?;
        // A share of complaints may be of those that were answered in time; what fell by more is better.
        let is_more = is_share || before[..at].ends_with(" by ");
        let low = match self.low_is_good(at, REACH.0) {
            Some(low) => low && !is_more,
            None if figure.is_time() => self.is_waited(at)?,
            None => false,
        };
        let good = figure.number == wanted.number || (figure.number > wanted.number) != low;
        self.trend(at..whole.end(), good, "held against a target")
    }

    fn change(&self, found: &Captures) -> Option<Trend> {
        let whole = found.get(0)?.range();
        let (mut was, mut is) = (Figure::of(found, "A")?, Figure::of(found, "B")?);
        (was.unit, is.unit) = (was.unit.or(is.unit), is.unit.or(was.unit));
        // Ages, times of day and years are told so too.
        let is_said = was.unit.is_some() || CHANGED.is_match(&self.text[..whole.start]);
        if was.unit != is.unit || was.number == is.number || was.is_year() && is.is_year() || !is_said {
            return None;
        }
        let low = self.low_is_good(whole.start, REACH.1);
        let low = low.or_else(|| if is.is_time() { self.is_waited(whole.start) } else { None })?;
        self.trend(whole, (is.number < was.number) == low, "from one figure to another")
    }

    fn trend(&self, bytes: Range<usize>, good: bool, rule: &str) -> Option<Trend> {
        let words = self.tokens.within(self.start + bytes.start, self.start + bytes.end);
        let (first, last) = (words.start as u32, words.end as u32);
        // A web address has no words.
        (first < last).then(|| Trend { first, last: last - 1, direction: first, good, rule: rule.to_owned() })
    }

    /// Whether the less the better of what is measured in reach before this byte, where the lexicon knows it.
    fn low_is_good(&self, byte: usize, reach: usize) -> Option<bool> {
        let at = self.tokens.within(0, self.start + byte).end;
        let joined = |hit: &&Hit| {
            let last = hit.last as usize;
            let between = self.tokens.list().get(last + 1..=at).unwrap_or_default();
            last < at && last + reach >= at && between.iter().all(|token| token.gap == Gap::None)
        };
        let mut low = self.hits.iter().rev().filter(joined).filter_map(|hit| match self.rules.rule(hit).role {
            Role::Cue(Cue::LowIsGood) => Some(true),
            Role::Cue(Cue::HighIsGood) => Some(false),
            _ => None,
        });
        low.next()
    }

    /// `true` where the words before this byte say that a span of time is one of waiting.
    fn is_waited(&self, byte: usize) -> Option<bool> {
        let before = &self.text[..byte];
        (WAITED.is_match(before) && !OPEN.is_match(before)).then_some(true)
    }
}

/// A figure with its unit.
#[derive(Debug, Clone, Copy)]
struct Figure {
    number: f64,
    unit: Option<Unit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Money,
    Share,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}

impl Figure {
    fn of(found: &Captures, name: &str) -> Option<Figure> {
        let group = |group: &str| found.name(&format!("{group}{name}")).map(|m| m.as_str().to_lowercase());
        let size = match group("size").as_deref() {
            Some("k" | "thousand") => 1e3,
            Some("m" | "million") => 1e6,
            Some("bn" | "billion") => 1e9,
            _ => 1.0,
        };
        let unit = match (group("sign"), group("unit").as_deref()) {
            (Some(_), _) => Some(Unit::Money),
            (None, None) => None,
            (None, Some(unit)) if unit.starts_with("mi") => Some(Unit::Minutes),
            (None, Some(unit)) if unit.starts_with("mo") => Some(Unit::Months),
            (None, Some(unit)) if unit.starts_with('h') => Some(Unit::Hours),
            (None, Some(unit)) if unit.starts_with('d') => Some(Unit::Days),
            (None, Some(unit)) if unit.starts_with('w') => Some(Unit::Weeks),
            (None, Some(_)) => Some(Unit::Share),
        };
        Some(Figure { number: group("n")?.replace(',', "").parse::<f64>().ok()? * size, unit })
    }

    fn is_time(self) -> bool {
        !matches!(self.unit, None | Some(Unit::Money | Unit::Share))
    }

    fn is_year(self) -> bool {
        self.unit.is_none() && (1900.0..2100.0).contains(&self.number)
    }
}
