//! A paper with its outline, tables and passages: what `structure` gives `tag`, and what the store keeps.

use crate::model::block::Table;
use crate::model::date::PaperDate;
use crate::model::locator::Locator;
use serde::{Deserialize, Serialize};

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// What a meeting will deal with.
    Agenda,
    /// What a meeting did.
    Minute,
    /// A report put to a body.
    Report,
    /// A report by auditors, inspectors or reviewers.
    AuditReport,
    /// Actions with progress, owners or dates.
    ImprovementPlan,
    /// A summary of several studies.
    ResearchDigest,
    /// A paper that gathers what many areas report.
    LearningPaper,
    /// A strategy or plan of outcomes.
    Strategy,
    /// None of these.
    Other,
}

impl PaperKind {
    /// Every kind, in the order of the output contract.
    pub const ALL: [PaperKind; 9] = [
        PaperKind::Agenda,
        PaperKind::Minute,
        PaperKind::Report,
        PaperKind::AuditReport,
        PaperKind::ImprovementPlan,
        PaperKind::ResearchDigest,
        PaperKind::LearningPaper,
        PaperKind::Strategy,
        PaperKind::Other,
    ];

    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            PaperKind::Agenda => "agenda",
            PaperKind::Minute => "minute",
            PaperKind::Report => "report",
            PaperKind::AuditReport => "audit report",
            PaperKind::ImprovementPlan => "improvement plan",
            PaperKind::ResearchDigest => "research digest",
            PaperKind::LearningPaper => "learning paper",
            PaperKind::Strategy => "strategy",
            PaperKind::Other => "other",
        }
    }

    /// The kind with these words.
    pub fn from_words(words: &str) -> Option<PaperKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == words)
    }
}

/// A heading of the paper's outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 is the highest.
    pub level: u8,
    /// Printed number, without its closing full stop.
    pub number: Option<String>,
    /// The words.
    pub text: String,
    /// Page it stands on.
    pub page: Option<u32>,
}

/// A table of the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperTable {
    /// Id, made of source, paper, position and words.
    pub id: String,
    /// First page.
    pub page: Option<u32>,
    /// Last page.
    pub last_page: Option<u32>,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// Its rows and cells.
    pub table: Table,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// A paragraph, numbered or not.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A footnote or endnote.
    Note,
}

impl PassageKind {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            PassageKind::Paragraph => "paragraph",
            PassageKind::Item => "item",
            PassageKind::Row => "row",
            PassageKind::Note => "note",
        }
    }
}

/// The smallest text that can be cited alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Sixteen hexadecimal digits: a hash of source, paper ordinal, normalised text and occurrence.
    pub id: String,
    /// What it is.
    pub kind: PassageKind,
    /// Its words. A row's cells are joined by ` | `.
    pub text: String,
    /// Where it stands.
    pub locator: Locator,
    /// Length in Unicode characters of a lead-in at the start of the text ("**Angus** - A lot of work"), without its separator.
    /// For a row, the row head.
    pub lead_in: Option<u32>,
    /// The sentence that introduces the list the item belongs to.
    pub stem: Option<String>,
    /// The column headers over a row's cells, with each cell's start in the text in Unicode characters.
    pub columns: Vec<(String, u32)>,
    /// What is printed in the margin beside it, see [`crate::model::block::Block::margin`].
    pub margin: Vec<String>,
}

/// One document inside a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Sixteen hexadecimal digits: a hash of source and ordinal.
    pub id: String,
    /// Position in the source, from 0.
    pub ordinal: u32,
    /// The file embedded in the source that holds it, as [`Locator::attachment`] has it. Pages are then pages of that file.
    #[serde(default)]
    pub attachment: Option<String>,
    /// Title as printed.
    pub title: String,
    /// What it is.
    pub kind: PaperKind,
    /// The body that issued it or met.
    pub body: Option<String>,
    /// Meeting or publication date.
    pub date: Option<PaperDate>,
    /// First page.
    pub first_page: Option<u32>,
    /// Last page.
    pub last_page: Option<u32>,
    /// Headings in order.
    pub outline: Vec<Heading>,
    /// Tables in order.
    pub tables: Vec<PaperTable>,
    /// Passages in order.
    pub passages: Vec<Passage>,
    /// Running heads, feet and page numbers that were taken out, with their pages.
    pub furniture: Vec<(Option<u32>, String)>,
}
