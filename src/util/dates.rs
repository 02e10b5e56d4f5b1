//! Dates in running English, as papers print them.

use regex::Regex;
use std::sync::LazyLock;

/// A date found in text. A part that is not printed is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedDate {
    /// Year, where printed.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let weekday = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?";
    [
        // 5th October 2020, 28 February, Tuesday 1st of April, 2014
        format!(r"(?i)\b{weekday}(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{MONTHS})\b\.?,?(?:\s+(?P<y>(?:19|20)\d\d)\b)?"),
        // October 5, 2020
        format!(r"(?i)\b{weekday}(?P<m>{MONTHS})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s+(?P<y>(?:19|20)\d\d)\b)"),
        // 2020-10-05
        r"\b(?P<y>(?:19|20)\d\d)-(?P<mn>\d\d)-(?P<d>\d\d)\b".to_owned(),
        // 05/10/2020, 5.10.20: day first, as in Britain
        r"\b(?P<d>\d{1,2})[/.](?P<mn>\d{1,2})[/.](?P<y>(?:(?:19|20)\d\d)|\d\d)\b".to_owned(),
        // August 2020
        format!(r"(?i)\b(?P<m>{MONTHS})\.?,?\s+(?P<y>(?:19|20)\d\d)\b"),
    ]
    .iter()
    .map(|form| Regex::new(form).expect("a fixed pattern"))
    .collect()
});

/// Every date in `text`, in order, none overlapping; the fuller reading wins. A lone month or year is not a date.
pub fn find(text: &str) -> Vec<PrintedDate> {
    let mut found: Vec<PrintedDate> = Vec::new();
    for form in FORMS.iter() {
        for caps in form.captures_iter(text) {
            let whole = caps.get(0).expect("group 0");
            if found.iter().any(|f| whole.start() < f.end && f.start < whole.end()) {
                continue;
            }
            let number = |name: &str| caps.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
            let month = match caps.name("m") {
                Some(word) => month(word.as_str()),
                None => number("mn").and_then(|n| u8::try_from(n).ok()),
            };
            let day = number("d").and_then(|n| u8::try_from(n).ok());
            let year = number("y").map(|y| if y < 100 { 2000 + y } else { y });
            if month.is_some_and(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=31).contains(&d)) {
                found.push(PrintedDate { year, month, day, start: whole.start(), end: whole.end() });
            }
        }
    }
    found.sort_by_key(|f| f.start);
    found
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: u8) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(month).checked_sub(1)?).copied()
}

/// The number of a month's English name or its first three letters.
pub fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head: String = word.to_lowercase().chars().take(3).collect();
    NAMES.iter().position(|n| *n == head).map(|i| i as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn read(text: &str) -> Vec<(Option<i16>, Option<u8>, Option<u8>)> {
        find(text).into_iter().map(|d| (d.year, d.month, d.day)).collect()
    }

    #[test]
    fn forms_that_papers_print() {
        assert_eq!(read("Meeting, 5th October, 10am"), [(None, Some(10), Some(5))]);
        assert_eq!(read("on Thursday 30th January 2025 at 10.00"), [(Some(2025), Some(1), Some(30))]);
        assert_eq!(
            read("October 5, 2020 and 05/11/2020"),
            [(Some(2020), Some(10), Some(5)), (Some(2020), Some(11), Some(5))]
        );
        assert_eq!(read("AUGUST 2020"), [(Some(2020), Some(8), None)]);
        assert_eq!(read("2008-07-08, 1.4.14"), [(Some(2008), Some(7), Some(8)), (Some(2014), Some(4), Some(1))]);
        assert!(read("it may 20 times, section 3.10.2").is_empty());
    }
}
