//! The date of a paper, as printed. What the file states for its publication is used only where nothing is printed.

use super::describe::is_heading;
use crate::model::block::{Block, BlockKind};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::extracted::FileMetadata;
use crate::model::paper::{Paper, PaperKind};
use crate::util::dates::{self, PrintedDate};
use crate::util::text::fold;

/// The paper's date: the date in the likeliest line at its head, else one that stands alone at its end. Dates in running
/// sentences and in items of an agenda are not the paper's.
pub(super) fn date(blocks: &[Block], kind: PaperKind) -> Option<PaperDate> {
    let meets = matches!(kind, PaperKind::Minute | PaperKind::Agenda);
    let mut days: Vec<(PrintedDate, String)> = Vec::new();
    let mut best: Option<(i32, PrintedDate, String)> = None;
    let tail = blocks.iter().rev().take(4).filter(|b| b.table().is_none() && b.text.split_whitespace().count() <= 6);
    let lines = head_lines(blocks, if meets { 30 } else { 18 });
    let lines = lines.into_iter().map(|(line, weight)| (likelihood(&line, meets) + weight, line));
    for (score, line) in lines.chain(tail.map(|b| (0, b.text.clone()))) {
        let Some(found) = dates::find(&line).into_iter().find(|d| d.month.is_some()) else { continue };
        let score = score + if found.year.is_some() { 2 } else { 0 };
        if score >= 0 && found.day.is_some() {
            days.push((found.clone(), line.clone()));
        }
        if score >= 0 && best.as_ref().is_none_or(|(most, _, _)| score > *most) {
            best = Some((score, found, line));
        }
    }
    let (_, mut found, mut line) = best?;
    // A day in the month that the likeliest line gives says more than the month.
    if found.day.is_none()
        && let Some((day, whole)) = days.into_iter().find(|(d, _)| d.year == found.year && d.month == found.month)
    {
        (found, line) = (day, whole);
    }
    Some(PaperDate {
        date: PartialDate { year: found.year.unwrap_or(0), month: found.month, day: found.day },
        printed: line[found.start..found.end].to_owned(),
        implied_year: found.year.is_none(),
    })
}

/// How likely a line is to give the paper's own date.
fn likelihood(line: &str, meets: bool) -> i32 {
    let folded = format!(" {} ", fold(line));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(&format!(" {w} ")));
    let label = has(&["date", "date of meeting", "meeting date", "held on", "dated"]);
    let meeting = has(&["meeting", "held"]) && meets;
    let published = has(&["published", "publication", "updated", "report date"]) && !meets;
    let day = has(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
    let other = has(&[
        "next meeting",
        "previous",
        "minute of",
        "minutes of the",
        "between",
        "since",
        "until",
        "deadline",
        "re",
    ]) || meets && has(&["issued", "published", "posted", "dear"]);
    2 * i32::from(label || meeting || published) + (1 + i32::from(meets)) * i32::from(day) - 4 * i32::from(other)
}

/// Short lines at the head of a paper with what their looks add to them; of tables, the rows that label a date.
fn head_lines(blocks: &[Block], words: usize) -> Vec<(String, i32)> {
    let page = blocks.first().and_then(|b| b.page);
    let mut out = Vec::new();
    for block in blocks.iter().take(16).take_while(|b| b.page == page) {
        match block.table() {
            Some(table) => {
                for row in table.rows.iter().take(10) {
                    let first = row.cells.first().map(|c| fold(&c.text())).unwrap_or_default();
                    if ["date", "meeting", "held", "published"].iter().any(|w| first.starts_with(w)) {
                        out.push((
                            row.cells.iter().map(|c| c.text().replace('\n', " ")).collect::<Vec<_>>().join(" "),
                            1,
                        ));
                        continue;
                    }
                    // A cell that says when the meeting is: a day with its year, and the time.
                    let when = |text: &str| {
                        let folded = fold(text);
                        let timed =
                            folded.split(' ').any(|w| w == "am" || w == "pm" || w.ends_with("am") || w.ends_with("pm"));
                        timed && dates::find(text).iter().any(|d| d.day.is_some() && d.year.is_some())
                    };
                    out.extend(
                        row.cells.iter().map(|c| c.text().replace('\n', " ")).filter(|t| when(t)).map(|t| (t, 1)),
                    );
                }
            }
            None if matches!(block.kind, BlockKind::Item { .. }) || block.number.is_some() => {}
            None if block.text.split_whitespace().count() <= words => {
                out.push((block.text.clone(), 2 * i32::from(is_heading(block) || block.bold)));
            }
            None => {}
        }
    }
    out
}

/// Gives dates without a year the year of the papers bound with them: the same day and month elsewhere decides, else the last
/// such day before the pack's meeting (its latest whole date); a date that stays without a year is dropped.
///
/// Where no paper has a whole date, the year in which the file was made decides, if the printed day of the week is right in it.
pub(super) fn imply_years(papers: &mut [Paper], created: Option<&str>) {
    let whole: Vec<PartialDate> =
        papers.iter().filter_map(|p| p.date.as_ref()).filter(|d| !d.implied_year).map(|d| d.date).collect();
    let meeting = whole.iter().copied().max();
    for paper in papers.iter_mut() {
        let Some(date) = paper.date.as_mut().filter(|d| d.implied_year) else { continue };
        let same = whole.iter().find(|w| w.month == date.date.month && w.day == date.date.day);
        let year = match (same, meeting) {
            (Some(same), _) => Some(same.year),
            (None, Some(meeting)) => {
                let this = PartialDate { year: meeting.year, ..date.date };
                Some(if this <= meeting { meeting.year } else { meeting.year - 1 })
            }
            (None, None) => created.and_then(|made| year_of_weekday(&date.printed, date.date, made)),
        };
        match year {
            Some(year) => date.date.year = year,
            None => paper.date = None,
        }
    }
}

/// The year nearest to when the file was made in which the day falls on the day of the week that is printed with it.
fn year_of_weekday(printed: &str, date: PartialDate, made: &str) -> Option<i16> {
    const DAYS: [(&str, jiff::civil::Weekday); 7] = [
        ("monday", jiff::civil::Weekday::Monday),
        ("tuesday", jiff::civil::Weekday::Tuesday),
        ("wednesday", jiff::civil::Weekday::Wednesday),
        ("thursday", jiff::civil::Weekday::Thursday),
        ("friday", jiff::civil::Weekday::Friday),
        ("saturday", jiff::civil::Weekday::Saturday),
        ("sunday", jiff::civil::Weekday::Sunday),
    ];
    let lower = printed.to_lowercase();
    let (_, weekday) = DAYS.iter().find(|(name, _)| lower.contains(name))?;
    let digits: String = made.chars().skip_while(|c| !c.is_ascii_digit()).take(4).collect();
    let made: i16 = digits.parse().ok().filter(|year| (1990..2100).contains(year))?;
    [made, made - 1, made + 1].into_iter().find(|year| {
        let day = PartialDate { year: *year, ..date }.earliest();
        date.day.is_some() && day.is_some_and(|day| day.weekday() == *weekday)
    })
}

/// The day that the file states for its publication.
pub(super) fn published(metadata: &FileMetadata) -> Option<PaperDate> {
    let stated = metadata.published.as_deref()?;
    // Of `2024-02-06T10:00:00Z` the day is enough.
    let day = stated.split('T').next().filter(|d| d.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(stated);
    let found = dates::find(day).into_iter().find(|d| d.year.is_some())?;
    let date = PartialDate { year: found.year?, month: found.month, day: found.day };
    Some(PaperDate { date, printed: day[found.start..found.end].to_owned(), implied_year: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_finds_the_year() {
        let date = PartialDate { year: 0, month: Some(11), day: Some(6) };
        assert_eq!(year_of_weekday("MONDAY 6 NOVEMBER", date, "2023-11-06T22:15:00Z"), Some(2023));
        assert_eq!(year_of_weekday("MONDAY 6 NOVEMBER", date, "D:20240105"), Some(2023));
        assert_eq!(year_of_weekday("6 NOVEMBER", date, "2023"), None);
    }
}
