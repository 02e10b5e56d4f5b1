//! Passages with their mentions as JSON Lines: one object a passage, the words raw.
//!
//! The field names are the column names of `passages.csv` and `mentions.csv`; the types are our own, apart from the model, so
//! that the model can change without changing a file that others read. A field whose value is not known is left out.

use super::error::RenderError;
use crate::model::records::TaggedPaper;
use crate::model::tags::{Coded, PassageTags};
use crate::util::fs;
use serde::Serialize;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A JSON Lines file that is being written.
pub(super) struct Lines {
    file: BufWriter<File>,
    path: PathBuf,
}

#[derive(Serialize)]
struct PassageLine<'a> {
    passage_id: &'a str,
    paper_id: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<&'a str>,
    section: &'a [String],
    kind: &'static str,
    stance: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stem: Option<&'a str>,
    order: usize,
    paper_title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper_date: Option<String>,
    mentions: Vec<MentionLine<'a>>,
    statements: Vec<StatementLine<'a>>,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    facet: &'static str,
    concept: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    surface: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
    scope: &'static str,
    rule: &'a str,
}

#[derive(Serialize)]
struct StatementLine<'a> {
    statement_id: &'a str,
    start: u32,
    end: u32,
    stance: &'static str,
    claim: &'static str,
    themes: Vec<CodedLine<'a>>,
    areas: Vec<CodedLine<'a>>,
    challenges: &'a [String],
    strengths: &'a [String],
}

#[derive(Serialize)]
struct CodedLine<'a> {
    id: &'a str,
    scope: &'static str,
}

impl Lines {
    /// Makes the file.
    pub(super) fn create(path: &Path) -> Result<Lines, RenderError> {
        Ok(Lines { file: BufWriter::new(fs::create(path)?), path: path.to_owned() })
    }

    /// Writes a paper's passages.
    pub(super) fn paper(&mut self, source: &str, tagged: &TaggedPaper) -> Result<(), RenderError> {
        let paper = &tagged.paper;
        let none = PassageTags::default();
        for (order, passage) in paper.passages.iter().enumerate() {
            let tags = tagged.tags.passages.get(order).unwrap_or(&none);
            let line = PassageLine {
                passage_id: &passage.id,
                paper_id: &paper.id,
                source,
                page: passage.locator.page,
                paragraph: passage.locator.paragraph.as_deref(),
                section: &passage.locator.section,
                kind: passage.kind.as_str(),
                stance: tags.stance.as_str(),
                text: &passage.text,
                stem: passage.stem.as_deref(),
                order: order + 1,
                paper_title: &paper.title,
                paper_date: paper.date.as_ref().map(|d| d.date.to_string()),
                mentions: mentions(tags),
                statements: statements(tags),
            };
            let mut bytes = serde_json::to_vec(&line)?;
            bytes.push(b'\n');
            let path = &self.path;
            self.file.write_all(&bytes).map_err(|source| RenderError::Write { path: path.clone(), source })?;
        }
        Ok(())
    }

    /// Writes what is left and names the file.
    pub(super) fn finish(mut self) -> Result<PathBuf, RenderError> {
        match self.file.flush() {
            Ok(()) => Ok(self.path),
            Err(source) => Err(RenderError::Write { path: self.path, source }),
        }
    }
}

fn mentions(tags: &PassageTags) -> Vec<MentionLine<'_>> {
    tags.mentions
        .iter()
        .map(|m| MentionLine {
            facet: m.facet.as_str(),
            concept: &m.concept,
            code: m.code.as_deref(),
            surface: &m.surface,
            start: m.span.map(|s| s.0),
            end: m.span.map(|s| s.1),
            scope: m.scope.as_str(),
            rule: &m.rule,
        })
        .collect()
}

fn statements(tags: &PassageTags) -> Vec<StatementLine<'_>> {
    tags.statements
        .iter()
        .map(|s| StatementLine {
            statement_id: &s.id,
            start: s.start,
            end: s.end,
            stance: s.stance.as_str(),
            claim: s.claim.as_str(),
            themes: coded(&s.themes),
            areas: coded(&s.areas),
            challenges: &s.challenges,
            strengths: &s.strengths,
        })
        .collect()
}

fn coded(codes: &[Coded]) -> Vec<CodedLine<'_>> {
    codes.iter().map(|c| CodedLine { id: &c.id, scope: c.scope.as_str() }).collect()
}
