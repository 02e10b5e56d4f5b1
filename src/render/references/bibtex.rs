//! A paper as a BibTeX entry.

use super::Entry;
use std::fmt::Write;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn entry(entry: &Entry<'_>) -> String {
    // BibTeX wants author and year of a report; without them it is cited as something else.
    let report = entry.is_report() && entry.body.is_some() && entry.date.is_some();
    let mut out = format!("@{}{{{},\n", if report { "techreport" } else { "misc" }, entry.key);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    // Second braces keep the capitals of a title, and a body from being taken for a person.
    field("title", &format!("{{{}}}", escaped(entry.title)));
    if let Some(body) = entry.body {
        let body = format!("{{{}}}", escaped(body));
        field("author", &body);
        if report {
            field("institution", &body);
        }
    }
    field(if report { "type" } else { "howpublished" }, entry.kind.as_str());
    if let Some(date) = entry.date {
        field("year", &date.year.to_string());
        field("date", &date.to_string());
    }
    if let Some(pages) = &entry.pages {
        field("pages", &pages.replace('-', "--"));
    }
    field("note", &escaped(&entry.held));
    field("file", &format!(":{}:{}", entry.link, entry.media_type));
    if let Some(month) = entry.date.and_then(|d| d.month) {
        let _ = writeln!(out, "  month = {},", MONTHS[usize::from(month).clamp(1, 12) - 1]);
    }
    out.push_str("}\n\n");
    out
}

/// The characters that TeX would act on, as words.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
