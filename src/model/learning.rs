//! The learning paper as `synthesise` writes it and `render` sets it: sections of paragraphs, each a quotation, a count or a
//! fixed phrase, with its citations.

use crate::model::evidence::Citation;
use serde::{Deserialize, Serialize};

/// What a section is for. The order here is not the order in the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// One page that says it all.
    Summary,
    /// Why the paper was made and how to read it.
    Purpose,
    /// What was read, and what could not be.
    Coverage,
    /// One theme.
    Theme,
    /// What worked: stated effects.
    Worked,
    /// What worked in part.
    Mixed,
    /// What got in the way.
    Barriers,
    /// What people want to keep.
    Sustain,
    /// What is asked, and of whom.
    Asks,
    /// Where the papers are silent.
    Gaps,
    /// Limits of the evidence.
    Limits,
    /// Examples by theme and area.
    Examples,
    /// The papers that were read.
    Sources,
}

impl SectionKind {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            SectionKind::Summary => "summary",
            SectionKind::Purpose => "purpose",
            SectionKind::Coverage => "coverage",
            SectionKind::Theme => "theme",
            SectionKind::Worked => "worked",
            SectionKind::Mixed => "mixed",
            SectionKind::Barriers => "barriers",
            SectionKind::Sustain => "sustain",
            SectionKind::Asks => "asks",
            SectionKind::Gaps => "gaps",
            SectionKind::Limits => "limits",
            SectionKind::Examples => "examples",
            SectionKind::Sources => "sources",
        }
    }
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphKind {
    /// The words of a source.
    Quotation,
    /// A number that we counted.
    Count,
    /// A fixed phrase that says nothing of the sources.
    Template,
}

impl ParagraphKind {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            ParagraphKind::Quotation => "quotation",
            ParagraphKind::Count => "count",
            ParagraphKind::Template => "template",
        }
    }
}

/// A number in a paragraph and the filter whose count gives it again, such as `passages theme=digital stance=challenge`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What is counted, over what.
    pub filter: String,
    /// The number.
    pub value: u64,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its words. For a quotation, exactly those of the source.
    pub text: String,
    /// A name put before a quotation, such as the area it comes from; never part of the quotation.
    pub label: Option<String>,
    /// Where it can be checked.
    pub citations: Vec<Citation>,
    /// The numbers in it.
    pub claims: Vec<Claim>,
    /// A heading within the section that the paragraph stands under (a theme within the examples).
    pub group: Option<String>,
}

/// A cell of a table of counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountCell {
    /// What is printed: a number, or a word for why there is none.
    pub text: String,
    /// The number in it, where it can be counted again.
    pub claim: Option<Claim>,
}

/// A row of a table of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// What the row is about; the first column.
    pub heading: String,
    /// The other columns, as many as the table has headings for them.
    pub cells: Vec<CountCell>,
}

/// A table of counts that follows the paragraphs of its section, such as themes by year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTable {
    /// What the table shows, in one sentence; `Table 1` and so on is set before it.
    pub caption: String,
    /// Headings of all columns, that of the rows first.
    pub columns: Vec<String>,
    /// Rows in order.
    pub rows: Vec<CountRow>,
    /// What must be known to read it.
    pub note: Option<String>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// Unique within the paper, such as `theme-digital`.
    pub id: String,
    /// Heading.
    pub heading: String,
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Tables that follow them.
    #[serde(default)]
    pub tables: Vec<CountTable>,
}

/// The paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningPaper {
    /// Title.
    pub title: String,
    /// Sections in order.
    pub sections: Vec<Section>,
}
