//! Trends: what is new, growing and fading, with the number of papers that could have said it.

use super::{Form, csv_text, json_text, padded, right};
use crate::model::cross::{Cross, Trend};
use crate::render::error::RenderError;
use crate::util::plural::count;
use serde::Serialize;

/// The two periods that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// Where the later begins: a year or a day; `None` where there are not two.
    pub split: Option<String>,
}

/// Writes what became of each column of a table by year or round, and its papers period by period.
///
/// # Errors
///
/// Where it cannot be written.
pub fn trends(table: &Cross, made: &[Trend], periods: &Periods, form: Form) -> Result<String, RenderError> {
    match form {
        Form::Text => Ok(text(table, made, periods)),
        Form::Csv => csv_text(sheet(table, made)),
        Form::Json => json_text(&view(table, made, periods)),
    }
}

fn label<'a>(table: &'a Cross, id: &'a str) -> &'a str {
    table.columns.iter().find(|c| c.0 == id).map_or(id, |c| c.1.as_str())
}

fn dated(table: &Cross) -> impl Iterator<Item = usize> + '_ {
    (0..table.rows.len()).filter(|&i| !table.rows[i].key.is_empty())
}

fn undated(table: &Cross) -> u32 {
    table.rows.iter().filter(|r| r.key.is_empty()).map(|r| r.papers).sum()
}

fn text(table: &Cross, made: &[Trend], periods: &Periods) -> String {
    let Some(first) = made.first() else { return String::new() };
    let split = periods.split.as_deref().unwrap_or("the middle");
    let mut out = format!(
        "{} dated before {split}, {} from then on.",
        capital(count(u64::from(first.earlier.1), "paper", "papers")),
        count(u64::from(first.later.1), "paper", "papers"),
    );
    match undated(table) {
        0 => {}
        1 => out.push_str(" 1 paper has no date and is in neither period."),
        n => out.push_str(&format!(" {n} papers have no date and are in neither period.")),
    }
    out.push_str("\n\n");
    let width = made.iter().map(|t| label(table, &t.id).chars().count()).max().unwrap_or(0);
    let share = |(n, of): (u32, u32)| right(&format!("{n} of {of}"), 9);
    let courses = made.iter().map(|t| t.course.as_str().len()).max().unwrap_or(0);
    for trend in made {
        out.push_str(&format!(
            "{}  {}  {}  then {}\n",
            padded(trend.course.as_str(), courses),
            padded(label(table, &trend.id), width),
            share(trend.earlier),
            share(trend.later).trim_start()
        ));
    }
    out.push_str("\nNumbers are papers that speak of it, of all papers of the period.\n");
    out
}

fn capital(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A line for each column of the table: its course, both periods, then the papers of every year or round.
fn sheet(table: &Cross, made: &[Trend]) -> Vec<Vec<String>> {
    let rows: Vec<usize> = dated(table).collect();
    let mut header: Vec<String> = [table.of.as_str(), "label", "course", "earlier", "earlier_of", "later", "later_of"]
        .map(str::to_owned)
        .to_vec();
    for &row in &rows {
        let key = &table.rows[row].key;
        header.extend([key.clone(), format!("{key}_of")]);
    }
    let mut out = vec![header];
    for trend in made {
        let column = table.columns.iter().position(|c| c.0 == trend.id).unwrap_or(0);
        let mut line = vec![trend.id.clone(), label(table, &trend.id).to_owned(), trend.course.as_str().to_owned()];
        line.extend([trend.earlier.0, trend.earlier.1, trend.later.0, trend.later.1].map(|n| n.to_string()));
        for &row in &rows {
            let papers = table.cells.get(&(row, column)).map_or(0, |c| c.papers);
            line.extend([papers.to_string(), table.rows[row].papers.to_string()]);
        }
        out.push(line);
    }
    out
}

/// Trends as programs read them. Version 1.
#[derive(Serialize)]
struct TrendsView<'a> {
    version: u32,
    columns: &'static str,
    split: Option<&'a str>,
    undated_papers: u32,
    trends: Vec<TrendView<'a>>,
}

#[derive(Serialize)]
struct TrendView<'a> {
    id: &'a str,
    label: &'a str,
    course: &'static str,
    earlier: Share,
    later: Share,
    periods: Vec<PeriodView<'a>>,
}

#[derive(Serialize)]
struct Share {
    papers: u32,
    of: u32,
}

#[derive(Serialize)]
struct PeriodView<'a> {
    period: &'a str,
    papers: u32,
    of: u32,
    passages: u32,
}

fn view<'a>(table: &'a Cross, made: &'a [Trend], periods: &'a Periods) -> TrendsView<'a> {
    let one = |trend: &'a Trend| {
        let column = table.columns.iter().position(|c| c.0 == trend.id).unwrap_or(0);
        let period = |row: usize| {
            let cell = table.cells.get(&(row, column));
            PeriodView {
                period: &table.rows[row].key,
                papers: cell.map_or(0, |c| c.papers),
                of: table.rows[row].papers,
                passages: cell.map_or(0, |c| c.passages),
            }
        };
        TrendView {
            id: &trend.id,
            label: label(table, &trend.id),
            course: trend.course.as_str(),
            earlier: Share { papers: trend.earlier.0, of: trend.earlier.1 },
            later: Share { papers: trend.later.0, of: trend.later.1 },
            periods: dated(table).map(period).collect(),
        }
    };
    TrendsView {
        version: 1,
        columns: table.of.as_str(),
        split: periods.split.as_deref(),
        undated_papers: undated(table),
        trends: made.iter().map(one).collect(),
    }
}
