//! `paper.json`: the paper for programs, with its own types and its own version.

use crate::model::learning::LearningPaper;
use crate::render::error::RenderError;
use serde::Serialize;

/// Version of the layout; a rename or a changed meaning makes the next one, an added key does not.
pub const PAPER_VERSION: u32 = 1;

#[derive(Serialize)]
struct PaperJson<'a> {
    version: u32,
    title: &'a str,
    sections: Vec<SectionJson<'a>>,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    kind: &'static str,
    id: &'a str,
    heading: &'a str,
    paragraphs: Vec<ParagraphJson<'a>>,
}

#[derive(Serialize)]
struct ParagraphJson<'a> {
    text: &'a str,
    kind: &'static str,
    citations: Vec<CitationJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
}

#[derive(Serialize)]
struct CitationJson<'a> {
    passage_id: &'a str,
    locator: &'a str,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    filter: &'a str,
    value: u64,
}

/// Writes the paper as JSON, keys in a fixed order, two spaces a level and a line end at the close. For a quotation, `text` is
/// the words of the source and nothing else; `label` and `group` stand only where they are known.
pub fn json(paper: &LearningPaper) -> Result<String, RenderError> {
    let sections = paper.sections.iter().map(|section| SectionJson {
        kind: section.kind.as_str(),
        id: &section.id,
        heading: &section.heading,
        paragraphs: section
            .paragraphs
            .iter()
            .map(|p| ParagraphJson {
                text: &p.text,
                kind: p.kind.as_str(),
                citations: p
                    .citations
                    .iter()
                    .map(|c| CitationJson { passage_id: &c.passage_id, locator: &c.locator })
                    .collect(),
                claims: p.claims.iter().map(|c| ClaimJson { filter: &c.filter, value: c.value }).collect(),
                label: p.label.as_deref(),
                group: p.group.as_deref(),
            })
            .collect(),
    });
    let paper = PaperJson { version: PAPER_VERSION, title: &paper.title, sections: sections.collect() };
    let mut text = serde_json::to_string_pretty(&paper)?;
    text.push('\n');
    Ok(text)
}
