//! Gaps, examples and sources.

use super::numbers::{breadth, cells, named};
use super::phrases::{self, are, have, in_sentence};
use super::survey::PaperLine;
use super::{Writing, counted, quoted, template};
use crate::model::learning::{Paragraph, Section, SectionKind};
use crate::synthesise::claims::{Filter, Unit};
use crate::util::plural::{count, join_and};
use std::collections::BTreeSet;

/// Where the papers are silent, for the themes that lead and the areas that contribute to them.
pub(super) fn gaps(writing: &Writing<'_>) -> Section {
    let areas = contributing(writing);
    let mut paragraphs = vec![template(
        "A gap means that no paper read here says anything. It does not mean that nothing is done there.",
    )];
    paragraphs.extend(pairs(writing, areas.len() as u64));
    paragraphs.extend(silent(writing, &areas));
    paragraphs.extend(single(writing));
    paragraphs.extend(unnamed(writing));
    Section {
        kind: SectionKind::Gaps,
        id: "gaps".into(),
        heading: "Where the papers are silent".into(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// Areas, nations left out, that have a passage on one of the leading themes.
fn contributing<'a>(writing: &'a Writing<'_>) -> BTreeSet<&'a str> {
    let codes = writing.survey.groups.iter().flat_map(|g| g.examples.keys().map(String::as_str));
    codes.filter(|code| !writing.codebook.area(code).is_some_and(|a| a.is_nation)).collect()
}

fn pairs(writing: &Writing<'_>, areas: u64) -> Option<Paragraph> {
    let filter = cells(writing.survey);
    let (themes, filled) = (writing.survey.groups.len() as u64, writing.numbers.value(&filter));
    let all = themes * areas;
    if all == 0 {
        return None;
    }
    let none = all.saturating_sub(filled);
    let text = format!(
        "{} and {} make {}; {filled} {} a passage and {none} {} none.",
        count(themes, "theme", "themes"),
        count(areas, "area", "areas"),
        count(all, "pair", "pairs"),
        have(filled),
        have(none)
    );
    Some(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()))
}

/// For each theme, the areas that others speak of and it does not.
fn silent(writing: &Writing<'_>, areas: &BTreeSet<&str>) -> Vec<Paragraph> {
    let mut made = Vec::new();
    for group in &writing.survey.groups {
        let missing: Vec<&str> = areas.iter().copied().filter(|code| !group.examples.contains_key(*code)).collect();
        if missing.is_empty() {
            continue;
        }
        let text = format!(
            "On {}, there is no passage from {}.",
            in_sentence(&group.label),
            join_and(&names(writing, &missing))
        );
        let filter = group.filter.over(Unit::Cells);
        made.push(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()));
    }
    made
}

/// Themes that rest on one paper or one area, where there are more.
fn single(writing: &Writing<'_>) -> Vec<Paragraph> {
    let mut made = Vec::new();
    for group in &writing.survey.groups {
        let [_, papers, areas] = breadth(&group.filter);
        for (filter, what, more) in
            [(papers, "paper", writing.survey.papers.len() > 1), (areas, "area", contributing(writing).len() > 1)]
        {
            if more && writing.numbers.value(&filter) == 1 {
                let text = format!("Only 1 {what} speaks about {}.", in_sentence(&group.label));
                made.push(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()));
            }
        }
    }
    made
}

/// The areas of each nation that no paper names.
fn unnamed(writing: &Writing<'_>) -> Vec<Paragraph> {
    let sentence = |nation: &str| {
        let filter: Filter = named(nation, "no");
        let codes = writing.numbers.areas(&filter);
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let n = codes.len() as u64;
        (n > 0).then(|| {
            let areas = count(n, "area", "areas");
            let list = join_and(&names(writing, &codes));
            counted(
                format!("{areas} of {nation} {} named in no paper: {list}.", are(n)),
                vec![writing.numbers.claim(&filter)],
                Vec::new(),
            )
        })
    };
    writing.nations().into_iter().filter_map(sentence).collect()
}

/// Names in alphabetical order.
fn names(writing: &Writing<'_>, codes: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = codes.iter().map(|code| writing.codebook.area_name(code).to_owned()).collect();
    names.sort();
    names
}

/// One example for each theme and area that has one, areas in alphabetical order.
pub(super) fn examples(writing: &Writing<'_>) -> Section {
    let mut paragraphs = Vec::new();
    for group in &writing.survey.groups {
        let mut list: Vec<(&str, &super::survey::Example)> =
            group.examples.iter().map(|(code, e)| (writing.codebook.area_name(code), e)).collect();
        list.sort_by_key(|(name, _)| *name);
        for (name, example) in list {
            let mut paragraph = quoted(&example.text, Some(name.to_owned()), example.citation.clone());
            paragraph.group = Some(group.label.clone());
            paragraphs.push(paragraph);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(template("No passage on a theme names an area."));
    }
    let heading = "Examples by theme and area".to_owned();
    Section { kind: SectionKind::Examples, id: "examples".into(), heading, paragraphs, tables: Vec::new() }
}

/// The papers that were read, with all that is needed to find them.
pub(super) fn sources(writing: &Writing<'_>) -> Section {
    let mut paragraphs: Vec<Paragraph> = writing.survey.papers.iter().map(|paper| template(reference(paper))).collect();
    if paragraphs.is_empty() {
        paragraphs.push(template("No paper was read."));
    }
    Section {
        kind: SectionKind::Sources,
        id: "sources".into(),
        heading: "Sources".into(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// `Title. Minute, Body, 28 February 2020. pack.pdf, pp. 2-5.`
fn reference(paper: &PaperLine) -> String {
    let title = if paper.title.trim().is_empty() { "Untitled paper" } else { paper.title.trim() };
    let mut about = vec![phrases::capital(paper.kind.as_str())];
    about.extend(paper.body.clone());
    about.push(paper.date.as_ref().map_or_else(|| "no date".to_owned(), phrases::date));
    let pages = match paper.pages {
        Some((first, last)) if last > first => format!(", pp. {first}-{last}"),
        Some((first, _)) => format!(", p. {first}"),
        None => String::new(),
    };
    format!("{}. {}. {}{pages}.", title.trim_end_matches('.'), about.join(", "), paper.source)
}
