//! `paper.json`: the paper for programs, with its own types and its own version.

use super::Setting;
use super::heat::heat;
use super::tiles::tile_map;
use crate::model::evidence::Citation;
use crate::model::learning::{Attribution, CountTable, LearningPaper, Narrowing};
use crate::render::error::RenderError;
use serde::Serialize;

/// Version of the layout; a rename or a changed meaning makes the next one, an added key does not.
pub const PAPER_VERSION: u32 = 1;

#[derive(Serialize)]
struct PaperJson<'a> {
    version: u32,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    narrowing: Option<&'a Narrowing>,
    attribution: Attribution,
    sections: Vec<SectionJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<CountTable>,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    kind: &'static str,
    id: &'a str,
    heading: &'a str,
    paragraphs: Vec<ParagraphJson<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tables: &'a [CountTable],
}

#[derive(Serialize)]
struct ParagraphJson<'a> {
    text: &'a str,
    kind: &'static str,
    citations: Vec<CitationJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<CitationJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'a str>,
}

#[derive(Serialize)]
struct CitationJson<'a> {
    passage_id: &'a str,
    paper_id: &'a str,
    source: &'a str,
    locator: &'a str,
    page: Option<u32>,
}

#[derive(Serialize)]
struct ClaimJson<'a> {
    filter: &'a str,
    value: u64,
}

fn cited(citations: &[Citation]) -> Vec<CitationJson<'_>> {
    citations
        .iter()
        .map(|c| CitationJson {
            passage_id: &c.passage_id,
            paper_id: &c.paper_id,
            source: &c.source,
            locator: &c.locator,
            page: c.page,
        })
        .collect()
}

/// Writes the paper as JSON, keys in a fixed order, two spaces a level and a line end at the close. For a quotation, `text` is
/// the words of the source and nothing else; `label` and `group` stand only where they are known. `figures` are the tables behind the heat
/// map and the map of areas, which the other formats show.
pub fn json(paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
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
                citations: cited(&p.citations),
                also: cited(&p.also),
                claims: p.claims.iter().map(|c| ClaimJson { filter: &c.filter, value: c.value }).collect(),
                label: p.label.as_deref(),
                group: p.group.as_deref(),
                example: p.example,
                finding: p.finding.as_deref(),
            })
            .collect(),
        tables: &section.tables,
    });
    let heat = heat(paper, setting).map(|heat| heat.table());
    let map = tile_map(paper, setting, String::new()).map(|map| map.table());
    let figures = heat.into_iter().chain(map).collect();
    let paper = PaperJson {
        version: PAPER_VERSION,
        title: &paper.title,
        narrowing: (!paper.narrowing.is_all()).then_some(&paper.narrowing),
        attribution: paper.attribution,
        sections: sections.collect(),
        figures,
    };
    let mut text = serde_json::to_string_pretty(&paper)?;
    text.push('\n');
    Ok(text)
}
