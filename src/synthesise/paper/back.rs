//! Examples and sources.

use super::survey::{PaperLine, Survey};
use super::{Writing, counted, phrases, quoted, section, template};
use crate::model::codebook::Codebook;
use crate::model::learning::{Paragraph, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::synthesise::claims::{Filter, Unit};
use crate::util::plural::count;
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Examples in the order in which they stand, with the names of their areas: theme by theme, areas in alphabetical order.
fn in_order<'a>(codebook: &'a Codebook, survey: &'a Survey) -> Vec<(&'a str, &'a str, &'a super::found::Example)> {
    let mut made = Vec::new();
    for group in &survey.groups {
        let mut list: Vec<_> =
            group.examples.iter().map(|(code, e)| (group.label.as_str(), codebook.area_name(code), e)).collect();
        list.sort_by_key(|(_, name, _)| *name);
        made.extend(list);
    }
    made
}

/// The number of the first example of each passage.
pub(super) fn number(codebook: &Codebook, survey: &Survey) -> BTreeMap<String, u32> {
    let mut numbers = BTreeMap::new();
    for (i, (_, _, example)) in in_order(codebook, survey).into_iter().enumerate() {
        numbers.entry(example.citation.passage_id.clone()).or_insert(i as u32 + 1);
    }
    numbers
}

/// One example for each theme and area that has one, areas in alphabetical order.
pub(super) fn examples(writing: &Writing<'_>) -> Section {
    let mut paragraphs = Vec::new();
    for (i, (label, name, example)) in in_order(writing.codebook, writing.survey).into_iter().enumerate() {
        let mut paragraph = quoted(&example.text, Some(name.to_owned()), example.citation.clone());
        paragraph.group = Some(label.to_owned());
        paragraph.example = Some(i as u32 + 1);
        paragraphs.push(paragraph);
    }
    if paragraphs.is_empty() {
        paragraphs.push(template("No passage on a theme names an area."));
    }
    section(SectionKind::Examples, "Examples by theme and area", paragraphs)
}

/// Papers that are all listed. A corpus with more has those listed that the paper cites: a list of 100,000 papers is read by nobody, and
/// was most of a file of 43 MB.
const LISTED: usize = 2_000;

/// The papers that were read, with all that is needed to find them; of very many, those that the sections cite.
pub(super) fn sources(writing: &Writing<'_>, sections: &[Section]) -> Section {
    let papers = &writing.survey.papers;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    if papers.len() <= LISTED {
        paragraphs.extend(papers.iter().map(|paper| template(reference(paper))));
    } else {
        let all = Filter::all(Unit::Papers);
        let text = format!(
            "Of {}, those that this paper cites are listed here. All stand in papers.csv, which `sederunt export` writes.",
            count(writing.numbers.value(&all), "paper", "papers")
        );
        paragraphs.push(counted(text, vec![writing.numbers.claim(&all)], Vec::new()));
        let cited: BTreeSet<&str> = sections
            .iter()
            .flat_map(|s| &s.paragraphs)
            .flat_map(|p| p.citations.iter().chain(&p.also))
            .map(|citation| citation.paper_id.as_str())
            .collect();
        let cited = papers.iter().filter(|paper| cited.contains(paper.id.as_str()));
        paragraphs.extend(cited.map(|paper| template(reference(paper))));
    }
    if paragraphs.is_empty() {
        paragraphs.push(template(match writing.options.narrowing.is_all() {
            true => "No paper was read.",
            false => "No paper that was read meets the filter.",
        }));
    }
    Section {
        kind: SectionKind::Sources,
        id: "sources".into(),
        heading: "Sources".into(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// `Title. Minute, Body, 28 February 2020. pack.pdf, pp. 2-5.`; the body is left out where the title names it.
fn reference(paper: &PaperLine) -> String {
    let title = if paper.title.trim().is_empty() { "Untitled paper" } else { paper.title.trim() };
    let kind = if paper.kind == PaperKind::Other { "paper" } else { paper.kind.as_str() };
    let mut about = vec![phrases::capital(kind)];
    about.extend(paper.body.clone().filter(|body| !fold(title).contains(&fold(body))));
    about.push(paper.date.as_ref().map_or_else(|| "no date".to_owned(), phrases::date));
    let roughly = if paper.estimated { "about " } else { "" };
    let pages = match paper.pages {
        Some((first, last)) if last > first => format!(", {roughly}pp. {first}-{last}"),
        Some((first, _)) => format!(", {roughly}p. {first}"),
        None => String::new(),
    };
    format!("{}. {}. {}{pages}.", title.trim_end_matches('.'), about.join(", "), paper.source)
}
