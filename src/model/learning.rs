//! The learning paper as `synthesise` writes it and `render` sets it: sections of paragraphs, each a quotation, a count or a
//! fixed phrase, with its citations; and tables of counts.

use crate::model::date::PartialDate;
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
    /// What is planned, over all themes.
    Planned,
    /// What people want to keep.
    Sustain,
    /// What is asked, and of whom.
    Asks,
    /// What changed since an earlier paper.
    Changes,
    /// What is new, growing and fading from one period to the next.
    Trends,
    /// Strengths against challenges by area, body or year.
    Balance,
    /// Where the papers are silent.
    Gaps,
    /// Limits of the evidence.
    Limits,
    /// Examples by theme and area.
    Examples,
    /// Actions that are not known to be done.
    Register,
    /// The studies behind research that is quoted.
    Studies,
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
            SectionKind::Planned => "planned",
            SectionKind::Sustain => "sustain",
            SectionKind::Asks => "asks",
            SectionKind::Changes => "changes",
            SectionKind::Trends => "trends",
            SectionKind::Balance => "balance",
            SectionKind::Gaps => "gaps",
            SectionKind::Limits => "limits",
            SectionKind::Examples => "examples",
            SectionKind::Register => "register",
            SectionKind::Studies => "studies",
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
    /// A name put before a quotation, such as the area it comes from or `Example 12`; never part of the quotation.
    pub label: Option<String>,
    /// Where it can be checked. For a quotation, every passage listed has these words; the first is the one quoted.
    pub citations: Vec<Citation>,
    /// For a quotation, passages that say the same in other words.
    #[serde(default)]
    pub also: Vec<Citation>,
    /// The numbers in it.
    pub claims: Vec<Claim>,
    /// A heading within the section that the paragraph stands under (a theme within the examples).
    pub group: Option<String>,
    /// Its number among the examples by theme and area, from 1, by which other sections refer to it.
    #[serde(default)]
    pub example: Option<u32>,
    /// The finding that a quotation stands for, see [`crate::model::evidence::Finding::id`].
    #[serde(default)]
    pub finding: Option<String>,
}

/// A cell of a table: words, or a number with the filter whose count gives it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What is shown; empty where there is nothing to show.
    pub text: String,
    /// What makes the number again.
    pub claim: Option<Claim>,
}

impl Cell {
    /// Words that are not counted.
    pub fn words(text: &str) -> Cell {
        Cell { text: text.to_owned(), claim: None }
    }

    /// A number with the filter that makes it again.
    pub fn counted(filter: String, value: u32) -> Cell {
        Cell { text: value.to_string(), claim: Some(Claim { filter, value: value.into() }) }
    }
}

/// A table of counts, with its caption. The first cell of each row is its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTable {
    /// Unique within the paper, such as `table-trends`.
    pub id: String,
    /// What it shows, in a sentence.
    pub caption: String,
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
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
    /// Tables that stand after the paragraphs.
    #[serde(default)]
    pub tables: Vec<CountTable>,
}

/// How the body says whose words a quotation is. Citations stand in either case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// By the number of its example; the areas are named among the examples.
    #[default]
    Counted,
    /// By the name of the area.
    Named,
}

/// Which part of the corpus a paper speaks of; empty lists and `None` leave nothing out. Every count of the paper is a count within it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Narrowing {
    /// Theme ids: statements on one of them.
    pub themes: Vec<String>,
    /// GSS codes: statements on one of these areas.
    pub places: Vec<String>,
    /// Kinds of paper, in the words of the output contract.
    pub kinds: Vec<String>,
    /// Papers of this date or later; a paper without a date is left out.
    pub since: Option<PartialDate>,
    /// Papers of this date or earlier.
    pub until: Option<PartialDate>,
}

impl Narrowing {
    /// Nothing is left out.
    pub fn is_all(&self) -> bool {
        *self == Narrowing::default()
    }
}

/// The paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningPaper {
    /// Title.
    pub title: String,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Which part of the corpus it speaks of.
    #[serde(default)]
    pub narrowing: Narrowing,
    /// How quotations are attributed.
    #[serde(default)]
    pub attribution: Attribution,
    /// Passages by area and theme, where the themes are not the codebook's: areas in rows, the paper's own themes in columns.
    #[serde(default)]
    pub areas: Option<CountTable>,
}
