//! The paper as data, and how a file carries it.
//!
//! Markdown and HTML carry it in a comment at the end, a Word file in a custom XML part, which Word keeps when it saves. In a comment
//! angle brackets are written as JSON escapes, so no words of a paper can end it.

use super::{VerifyError, docx};
use crate::model::learning::{Attribution, CountTable, Narrowing};
use crate::util::text::collapse;
use serde::Deserialize;
use std::path::Path;

const BEGIN: &str = "<!-- sederunt paper ";
const END: &str = " -->";

/// A format of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Word.
    Docx,
    /// JSON.
    Json,
}

impl Form {
    /// The format that a file's ending says.
    ///
    /// # Errors
    ///
    /// Where it is none that papers are written in.
    pub fn of(path: &Path) -> Result<Form, VerifyError> {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            "md" | "markdown" => Ok(Form::Markdown),
            "html" | "htm" => Ok(Form::Html),
            "docx" => Ok(Form::Docx),
            "json" => Ok(Form::Json),
            _ => Err(VerifyError::Form(path.display().to_string())),
        }
    }
}

/// A paper as `paper.json` has it.
#[derive(Debug, Clone, Deserialize)]
pub struct Ledger {
    /// Title.
    pub title: String,
    /// The part of the corpus that it speaks of.
    #[serde(default)]
    pub narrowing: Narrowing,
    /// How quotations are attributed.
    #[serde(default)]
    pub attribution: Attribution,
    /// Sections in order.
    pub(super) sections: Vec<LedgerSection>,
    /// The tables behind its figures, such as the heat map; none in a paper that an earlier version wrote.
    #[serde(default)]
    pub(super) figures: Vec<CountTable>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct LedgerSection {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) heading: String,
    pub(super) paragraphs: Vec<LedgerParagraph>,
    #[serde(default)]
    pub(super) tables: Vec<CountTable>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct LedgerParagraph {
    pub(super) text: String,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) citations: Vec<LedgerCitation>,
    #[serde(default)]
    pub(super) also: Vec<LedgerCitation>,
    #[serde(default)]
    pub(super) claims: Vec<crate::model::learning::Claim>,
    #[serde(default)]
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) example: Option<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct LedgerCitation {
    pub(super) passage_id: String,
    pub(super) locator: String,
    #[serde(default)]
    pub(super) source: String,
}

impl LedgerParagraph {
    pub(super) fn is_quotation(&self) -> bool {
        self.kind == "quotation"
    }

    /// What stands before its words: the number of its example, where it has one, and its label.
    pub(super) fn lead(&self) -> Option<String> {
        let label = self.label.as_deref().map(collapse);
        match (self.example, label) {
            (Some(n), Some(label)) => Some(format!("Example {n}, {label}")),
            (Some(n), None) => Some(format!("Example {n}")),
            (None, label) => label,
        }
    }
}

impl Ledger {
    /// Names of the sources that it cites, each once.
    pub fn sources(&self) -> std::collections::BTreeSet<&str> {
        self.paragraphs().flat_map(|(_, p)| p.citations.iter().chain(&p.also)).map(|c| c.source.as_str()).collect()
    }

    /// The words of its quotations, the examples left out.
    pub fn quotations(&self) -> Vec<String> {
        let body = self.sections.iter().filter(|s| !matches!(s.kind.as_str(), "examples" | "changes"));
        body.flat_map(|s| &s.paragraphs).filter(|p| p.is_quotation()).map(|p| p.text.clone()).collect()
    }

    /// Areas that have an example, by name as printed.
    pub fn example_areas(&self) -> std::collections::BTreeSet<&str> {
        let examples = self.sections.iter().filter(|s| s.kind == "examples").flat_map(|s| &s.paragraphs);
        examples.filter_map(|p| p.label.as_deref()).collect()
    }

    /// Every filter that a number in it was counted by.
    pub fn filters(&self) -> Vec<&str> {
        let cells = self.tables().flat_map(|t| &t.rows).flatten();
        let of_cells = cells.filter_map(|c| c.claim.as_ref());
        self.paragraphs().flat_map(|(_, p)| &p.claims).chain(of_cells).map(|c| c.filter.as_str()).collect()
    }

    /// Every table of counts, those behind figures last.
    pub(super) fn tables(&self) -> impl Iterator<Item = &CountTable> {
        self.sections.iter().flat_map(|s| &s.tables).chain(&self.figures)
    }

    /// Paragraphs with their numbers as people see them.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (String, &LedgerParagraph)> {
        let back = |s: &LedgerSection| matches!(s.kind.as_str(), "examples" | "register" | "studies" | "sources");
        let mut counts = (0_u32, b'A');
        self.sections.iter().flat_map(move |section| {
            let number = if back(section) {
                counts.1 += 1;
                char::from(counts.1 - 1).to_string()
            } else {
                counts.0 += 1;
                counts.0.to_string()
            };
            section.paragraphs.iter().enumerate().map(move |(i, p)| (format!("{number}.{}", i + 1), p))
        })
    }
}

/// Puts the ledger into a file that was just written.
///
/// # Errors
///
/// Where a Word file cannot be opened again.
pub fn embed(bytes: Vec<u8>, form: Form, json: &str) -> Result<Vec<u8>, VerifyError> {
    match form {
        Form::Json => Ok(bytes),
        Form::Docx => docx::embed(&bytes, json),
        Form::Markdown | Form::Html => {
            let compact: serde_json::Value =
                serde_json::from_str(json).map_err(|error| VerifyError::Damaged(error.to_string()))?;
            let line = compact.to_string().replace('<', "\\u003c").replace('>', "\\u003e");
            let mut bytes = bytes;
            bytes.extend_from_slice(format!("\n{BEGIN}{line}{END}\n").as_bytes());
            Ok(bytes)
        }
    }
}

/// The ledger of a file.
pub(super) fn read(bytes: &[u8], form: Form) -> Result<Ledger, VerifyError> {
    let json = match form {
        Form::Json => String::from_utf8_lossy(bytes).into_owned(),
        Form::Docx => docx::ledger(bytes)?,
        Form::Markdown | Form::Html => {
            let text = String::from_utf8_lossy(bytes);
            let (_, rest) = text.rsplit_once(BEGIN).ok_or(VerifyError::NoLedger)?;
            rest.split_once(END).ok_or(VerifyError::NoLedger)?.0.to_owned()
        }
    };
    serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| VerifyError::Damaged(error.to_string()))
}

/// The text of a file without the comment that carries the ledger.
pub(super) fn without(text: &str) -> &str {
    text.rsplit_once(BEGIN).map_or(text, |(before, _)| before)
}
