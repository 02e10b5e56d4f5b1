//! The paper with its numbers: what the templates see.

use super::Setting;
use super::heat::{Heat, heat};
use crate::model::evidence::Citation;
use crate::model::learning::{LearningPaper, Paragraph, Section, SectionKind};
use crate::model::source::SourceEntry;
use crate::render::link::Links;
use serde::Serialize;
use std::collections::BTreeMap;

/// All that a template can name.
#[derive(Serialize)]
pub(super) struct View<'a> {
    title: &'a str,
    style: &'static str,
    sections: Vec<SectionView<'a>>,
    /// Cited passages in the order of their numbers.
    citations: Vec<CitationView<'a>>,
    heat: Option<Heat>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    number: usize,
    kind: &'static str,
    id: &'a str,
    heading: &'a str,
    groups: Vec<GroupView<'a>>,
}

/// Paragraphs that stand under one heading within the section, or under none.
#[derive(Serialize)]
struct GroupView<'a> {
    heading: Option<&'a str>,
    paragraphs: Vec<ParagraphView<'a>>,
}

#[derive(Serialize)]
struct ParagraphView<'a> {
    number: String,
    kind: &'static str,
    text: &'a str,
    label: Option<&'a str>,
    citations: Vec<CitationView<'a>>,
    /// The numbers of the citations, runs drawn together: `3, 5-9`.
    cited: String,
}

#[derive(Serialize, Clone)]
struct CitationView<'a> {
    number: usize,
    locator: &'a str,
    link: Option<String>,
}

/// Numbers sections, paragraphs and citations, each in the order of the paper.
pub(super) fn view<'a>(
    paper: &'a LearningPaper,
    setting: &Setting<'_>,
    links: Option<&Links>,
    style: &'static str,
) -> View<'a> {
    let mut register = Register { numbers: BTreeMap::new(), list: Vec::new(), sources: setting.sources, links };
    let sections = paper.sections.iter().enumerate().map(|(i, s)| section(i + 1, s, &mut register)).collect();
    View { title: &paper.title, style, sections, citations: register.list, heat: heat(paper, setting) }
}

fn section<'a>(number: usize, section: &'a Section, register: &mut Register<'a, '_>) -> SectionView<'a> {
    let mut groups: Vec<GroupView<'a>> = Vec::new();
    for (i, paragraph) in section.paragraphs.iter().enumerate() {
        let heading = paragraph.group.as_deref();
        if groups.last().is_none_or(|g| g.heading != heading) {
            groups.push(GroupView { heading, paragraphs: Vec::new() });
        }
        let made = self::paragraph(format!("{number}.{}", i + 1), paragraph, register);
        if let Some(group) = groups.last_mut() {
            group.paragraphs.push(made);
        }
    }
    let kind = section.kind.as_str();
    debug_assert!(section.kind != SectionKind::Theme || !section.id.is_empty());
    SectionView { number, kind, id: &section.id, heading: &section.heading, groups }
}

fn paragraph<'a>(number: String, paragraph: &'a Paragraph, register: &mut Register<'a, '_>) -> ParagraphView<'a> {
    let citations: Vec<CitationView<'a>> = paragraph.citations.iter().map(|c| register.number(c)).collect();
    let mut numbers: Vec<usize> = citations.iter().map(|c| c.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    ParagraphView {
        number,
        kind: paragraph.kind.as_str(),
        text: &paragraph.text,
        label: paragraph.label.as_deref(),
        citations,
        cited: runs(&numbers),
    }
}

/// Gives each cited passage one number.
struct Register<'a, 'b> {
    numbers: BTreeMap<&'a str, usize>,
    list: Vec<CitationView<'a>>,
    sources: &'b [SourceEntry],
    links: Option<&'b Links>,
}

impl<'a> Register<'a, '_> {
    fn number(&mut self, citation: &'a Citation) -> CitationView<'a> {
        let next = self.list.len() + 1;
        let number = *self.numbers.entry(&citation.passage_id).or_insert(next);
        if number == next {
            let entry = self.sources.iter().find(|e| e.name == citation.source);
            let link = self.links.zip(entry).map(|(links, entry)| links.to(entry, citation.page));
            self.list.push(CitationView { number, locator: &citation.locator, link });
        }
        self.list[number - 1].clone()
    }
}

/// `3, 5-9` of sorted numbers.
fn runs(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &n in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => parts.push((n, n)),
        }
    }
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn runs_of_numbers_are_drawn_together() {
        assert_eq!(super::runs(&[1, 2, 4, 6, 7, 8]), "1, 2, 4, 6–8");
        assert_eq!(super::runs(&[]), "");
    }
}
