//! By when: the printed time of an action as a date, where it can be told.
//!
//! A month or day without a year is the first one that does not lie before the meeting that set it: June after a meeting in
//! February is that June, March after one in December is next year's. "Next meeting" is the next one known. A quarter is left
//! alone, as its year may begin in January or in April.

use crate::model::date::PartialDate;
use crate::util::dates;
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::sync::LazyLock;

const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(&format!(r"(?i)\b(?P<m>{MONTHS})\b\.?,?(?:\s*(?:of\s+)?'?(?P<y>(?:19|20)?\d\d)\b)?"))
});
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)?\d\d)\b"));
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"\bnext (?:\w+ ){0,2}?meeting\b|^next (?:board|committee|council)$"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"\b(?:19|20)\d\d\b"));

/// Times in running text, with the word that leads to them.
static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?";
    pattern::fixed(&format!(
        r"(?ix)\b(?:
            (?P<by>(?:by|before|no\s+later\s+than|until)\s+(?:the\s+)?(?:(?:end|middle|beginning|start|close)\s+(?:of\s+)?)?
               (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?(?:{day})?(?:{MONTHS})\b(?:,?\s+(?:19|20)\d\d\b)?)
          | (?P<next>(?:by|before)\s+(?:the\s+)?next\s+(?:\w+\s+){{0,2}}?meeting)
          | (?:at|to|for)\s+(?:the\s+|our\s+|its\s+|their\s+)?(?P<meet>next\s+(?:\w+\s+){{0,2}}?meeting)
          | (?:in|at\s+the\s+end\s+of|on|during)\s+(?:early\s+|mid\s*-?\s*|late\s+)?(?P<in>(?:{day})?(?:{MONTHS})\b(?:,?\s+(?:19|20)\d\d\b)?|Q[1-4]\b(?:\s+(?:19|20)\d\d(?:[/-]\d\d)?)?)
        )"
    ))
});

/// The time that running text sets, as printed; the last one, as the time stands behind the deed.
pub(super) fn phrase(text: &str) -> Option<String> {
    span(text).map(|(_, printed)| printed)
}

/// Where that time begins, the word that leads to it included, and its words: a bare month loses its "in".
pub(super) fn span(text: &str) -> Option<(usize, String)> {
    let caps = PHRASE.captures_iter(text).last()?;
    let found =
        caps.name("by").or_else(|| caps.name("next")).or_else(|| caps.name("meet")).or_else(|| caps.name("in"))?;
    Some((caps.get(0)?.start(), found.as_str().to_owned()))
}

/// The date that a printed time means, seen from a meeting. `next` is the next meeting known; `american` reads `2/3/2024` as the
/// third of February.
pub(super) fn resolve(
    printed: &str,
    meeting: Option<PartialDate>,
    next: Option<PartialDate>,
    american: bool,
) -> Option<PartialDate> {
    let text = fold(printed);
    if NEXT.is_match(&text) {
        return next;
    }
    if text.contains("ongoing") || text.contains("tbc") {
        return None;
    }
    if let Some(date) = numeric(printed, american) {
        return Some(date);
    }
    let whole = dates::find(printed).into_iter().find(|d| d.day.is_some() && d.month.is_some());
    if let Some(found) = whole {
        let (month, day) = (found.month?, found.day?);
        return match found.year {
            Some(year) => PartialDate::ymd(year, month, day),
            None => following(meeting, |year| PartialDate::ymd(year, month, day)),
        };
    }
    let ends = ["end ", "end of", "close of"].iter().any(|w| text.contains(w));
    let found = MONTH.captures_iter(printed).find(|c| {
        // "may" in lower case is a verb.
        c.name("m")
            .is_some_and(|m| !m.as_str().starts_with(char::is_lowercase) || !m.as_str().eq_ignore_ascii_case("may"))
    });
    if let Some(caps) = found {
        let month = dates::month(&caps["m"])?;
        let make = |year: i16| PartialDate::ym(year, month);
        let date = match caps.name("y").and_then(|y| y.as_str().parse::<i16>().ok()) {
            Some(year) => make(if year < 100 { 2000 + year } else { year }),
            None => following(meeting, make),
        }?;
        return if ends { last_day(date) } else { Some(date) };
    }
    let year = YEAR.find_iter(printed).filter_map(|y| y.as_str().parse().ok()).last()?;
    let spread = text.contains("financial") || printed.contains('/') || text.contains(" q") || text.starts_with('q');
    (!spread).then_some(PartialDate { year, month: None, day: None })
}

/// `28/2/2024` and, where the middle can be no month or the column is American, `2/28/2024`.
fn numeric(printed: &str, american: bool) -> Option<PartialDate> {
    let caps = NUMERIC.captures(printed)?;
    let part = |i: usize| caps[i].parse::<u8>().ok();
    let (a, b) = (part(1)?, part(2)?);
    let year: i16 = caps[3].parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    if american || b > 12 { PartialDate::ymd(year, a, b) } else { PartialDate::ymd(year, b, a) }
}

/// Whether a column of times is written month first: some day in it can be no month.
pub(super) fn is_american<'a>(column: impl IntoIterator<Item = &'a str>) -> bool {
    column.into_iter().any(|text| NUMERIC.captures(text).is_some_and(|c| c[2].parse::<u8>().is_ok_and(|b| b > 12)))
}

/// The first of the dates that does not end before the meeting.
pub(super) fn following(
    meeting: Option<PartialDate>,
    make: impl Fn(i16) -> Option<PartialDate>,
) -> Option<PartialDate> {
    let meeting = meeting?;
    let day = meeting.earliest()?;
    (meeting.year..=meeting.year + 4).filter_map(make).find(|d| d.latest().is_some_and(|end| end >= day))
}

fn last_day(date: PartialDate) -> Option<PartialDate> {
    let end = date.latest()?;
    PartialDate::ymd(end.year(), end.month() as u8, end.day() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_dates() {
        let february = PartialDate::ymd(2020, 2, 28);
        let december = PartialDate::ymd(2023, 12, 7);
        let next = PartialDate::ymd(2024, 3, 7);
        for (printed, meeting, expected) in [
            ("June", february, "2020-06"),
            ("March", december, "2024-03"),
            ("February", february, "2020-02"),
            ("Next meeting", december, "2024-03-07"),
            ("before the next meeting", december, "2024-03-07"),
            ("By end March 2024", december, "2024-03-31"),
            ("by end of September", february, "2020-09-30"),
            ("6 June 2024", december, "2024-06-06"),
            ("31 July", february, "2020-07-31"),
            ("28/2/24", december, "2024-02-28"),
            ("2/28/2024", december, "2024-02-28"),
            ("2022", december, "2022"),
            ("Q3", december, ""),
            ("Ongoing", december, ""),
            ("2022/23", december, ""),
        ] {
            let date = resolve(printed, meeting, next, false).map(|d| d.to_string()).unwrap_or_default();
            assert_eq!(date, expected, "{printed}");
        }
    }

    #[test]
    fn times_in_running_text() {
        for (text, expected) in [
            ("to draft a response by 31 July 2024 with help", Some("by 31 July 2024")),
            ("and report back in August.", Some("August")),
            ("and to report in Q3.", Some("Q3")),
            ("send it before the next meeting.", Some("before the next meeting")),
            ("share it by end September 2024.", Some("by end September 2024")),
            ("write to the council", None),
        ] {
            assert_eq!(phrase(text).as_deref(), expected, "{text}");
        }
    }
}
