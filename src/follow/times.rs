//! Times that a promise sets, wherever they stand in a sentence.
//!
//! Wider than the times of actions (`due`): a promise may name a year, a quarter or a season, and one sentence may set several.

use super::due;
use crate::model::date::PartialDate;
use crate::util::pattern;
use regex::Regex;
use std::sync::LazyLock;

const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:19|20)\d\d(?:[/-]\d\d)?";
    let day = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?";
    let part = r"(?:the\s+)?(?:(?:end|middle|beginning|start|close)\s+(?:of\s+)?|early\s+|mid[\s-]+|late\s+)?";
    pattern::fixed(&format!(
        r"\b(?:(?P<by>[Bb]y|[Bb]efore|no\s+later\s+than)\s+(?P<a>{part}(?:{day})?(?:{MONTHS})\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+{year}\b)?|{part}{year}\b|(?:the\s+)?(?:spring|summer|autumn|winter)(?:\s+(?:of\s+)?{year}\b)?|(?:the\s+)?next\s+(?:\w+\s+){{0,2}}?meeting)
          |(?:in|at|on|for|during|until|from|and|,)\s+(?P<in>{part}(?:{day})?(?:{MONTHS})\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+{year}\b)?|(?:the\s+)?(?:spring|summer|autumn|winter)\s+(?:of\s+)?{year}\b|Q[1-4]\b(?:\s+{year}\b)?|(?:the\s+)?(?:first|second|third|fourth|last)\s+quarter(?:\s+of)?(?:\s+{year}\b)?|(?:the\s+|its\s+|our\s+)?next\s+(?:\w+\s+){{0,2}}?meeting|(?P<y>{year}))\b)"
    ).replace("\n          ", ""))
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"\b(?:19|20)\d\d"));

/// A time as printed, with its place in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) printed: String,
}

/// Every time of a text, in order.
pub(super) fn find(text: &str) -> Vec<Time> {
    TIME.captures_iter(text)
        .filter_map(|caps| {
            let whole = caps.get(0)?;
            let printed = match (caps.name("by"), caps.name("in")) {
                // "By" and what follows it says more than the date: it is kept.
                (Some(by), _) => &text[by.start()..whole.end()],
                (None, time) => time?.as_str(),
            };
            let printed = printed.strip_prefix("the ").unwrap_or(printed).to_owned();
            Some(Time { start: whole.start(), end: whole.end(), printed })
        })
        .collect()
}

/// The first and the last day that a printed time can mean, seen from a meeting.
///
/// A quarter may be one of the calendar or of a financial year that begins in April: it reaches over both. A season is that of the
/// Met Office (spring from March to May).
pub(super) fn range(
    printed: &str,
    meeting: Option<PartialDate>,
    next: Option<PartialDate>,
) -> Option<(PartialDate, PartialDate)> {
    let span = |year: i16, from: u8, months: u8| -> Option<(PartialDate, PartialDate)> {
        let last = i16::from(from - 1) + i16::from(months) - 1;
        let end = PartialDate::ym(year + last / 12, (last % 12) as u8 + 1)?;
        Some((PartialDate::ymd(year, from, 1)?, day(end.latest()?)?))
    };
    let long = long_span(printed);
    let Some((from, months)) = long else {
        let due = due::resolve(printed, meeting, next, false)?;
        return Some((day(due.earliest()?)?, day(due.latest()?)?));
    };
    let year = YEAR.find(printed).and_then(|y| y.as_str().parse::<i16>().ok());
    match (year, meeting.and_then(|m| m.earliest().map(|day| (m.year, day)))) {
        (Some(year), _) => span(year, from, months),
        // The first one that does not end before the meeting.
        (None, Some((year, day))) => (year - 1..=year + 1)
            .filter_map(|y| span(y, from, months))
            .find(|(_, end)| end.latest().is_some_and(|end| end >= day)),
        (None, None) => None,
    }
}

/// The first month of a quarter or a season, and how many months it may cover.
fn long_span(printed: &str) -> Option<(u8, u8)> {
    let folded = crate::util::text::fold(printed);
    let seasons = [("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12)];
    if let Some((_, from)) = seasons.into_iter().find(|(name, _)| folded.contains(name)) {
        return Some((from, 3));
    }
    let quarters =
        [("q1", "first quarter"), ("q2", "second quarter"), ("q3", "third quarter"), ("q4", "fourth quarter")];
    let at = quarters.iter().position(|(short, long)| folded.contains(short) || folded.contains(long))?;
    Some((at as u8 * 3 + 1, 6))
}

fn day(date: jiff::civil::Date) -> Option<PartialDate> {
    PartialDate::ymd(date.year(), date.month() as u8, date.day() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_may_set_several_times() {
        let printed = |text: &str| find(text).into_iter().map(|t| t.printed).collect::<Vec<_>>().join("|");
        for (text, expected) in [
            ("to be reported to the Board in March 2022", "March 2022"),
            ("progress reporting to the Board by March 2022.", "by March 2022"),
            ("the outcome will be reported to the Board in 2022.", "2022"),
            ("in June 2023 and December 2023", "June 2023|December 2023"),
            ("to the committee on 7 March 2024", "7 March 2024"),
            ("will come to the next Board meeting; it may be late", ""),
            ("will be tabled at the next Board meeting", "next Board meeting"),
            ("published in spring 2025, with notes in Q3", "spring 2025|Q3"),
            ("by the end of 2025", "by the end of 2025"),
            ("submitted by March 15, 2024", "by March 15, 2024"),
        ] {
            assert_eq!(printed(text), expected, "{text}");
        }
    }

    #[test]
    fn times_reach_over_all_that_they_can_mean() {
        let june = PartialDate::ymd(2024, 6, 6);
        let range = |text: &str| super::range(text, june, None).map(|(a, b)| format!("{a} {b}")).unwrap_or_default();
        assert_eq!(range("March 2025"), "2025-03-01 2025-03-31");
        assert_eq!(range("2025"), "2025-01-01 2025-12-31");
        assert_eq!(range("Q3"), "2024-07-01 2024-12-31");
        assert_eq!(range("Q4 2024"), "2024-10-01 2025-03-31");
        assert_eq!(range("winter 2024"), "2024-12-01 2025-02-28");
        assert_eq!(range("by the end of 2025"), "2025-01-01 2025-12-31");
    }
}
