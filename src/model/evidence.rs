//! What `synthesise` makes of records: findings, the framework matrix and coverage.

use crate::model::tags::{ClaimType, Stance};
use serde::{Deserialize, Serialize};

/// A passage by its id, with all that a citation needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The passage.
    pub passage_id: String,
    /// The paper it stands in.
    pub paper_id: String,
    /// The source's name.
    pub source: String,
    /// The citation as text, see [`crate::model::locator::Locator::cite`].
    pub locator: String,
    /// Page, for a link.
    pub page: Option<u32>,
}

/// A passage that supports a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Where it stands.
    pub citation: Citation,
    /// The area it speaks of, by GSS code, where one is known.
    pub area: Option<String>,
    /// Its own wording.
    pub text: String,
}

/// One claim with every passage that supports it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Sixteen hexadecimal digits: a hash of theme and the first support.
    pub id: String,
    /// Theme id.
    pub theme: String,
    /// Whether it says that something works or is hard.
    pub stance: Stance,
    /// What it claims.
    pub claim: ClaimType,
    /// The wording that is quoted: the first support's text.
    pub text: String,
    /// Challenge ids, in codebook order.
    pub challenges: Vec<String>,
    /// Strength ids, in codebook order.
    pub strengths: Vec<String>,
    /// Areas by code, each once.
    pub areas: Vec<String>,
    /// Supports: the quoted one first, then by source order.
    pub support: Vec<Support>,
    /// What ranks it within its theme and stance; higher first.
    pub score: f64,
}

/// A cell of the framework matrix that has evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// GSS code of the area.
    pub area: String,
    /// Theme id.
    pub theme: String,
    /// Passages, each once.
    pub passages: u32,
    /// Papers, each once.
    pub papers: u32,
    /// Passages by stance.
    pub strengths: u32,
    /// Passages by stance.
    pub challenges: u32,
    /// Passages by stance.
    pub mixed: u32,
    /// Passages whose own words (or lead-in) name the theme.
    pub direct: u32,
    /// Passages that have the theme from a heading alone.
    pub by_heading: u32,
    /// The best quotation.
    pub quote: String,
    /// Where it stands.
    pub citation: Citation,
}

/// What is known of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaState {
    /// At least one passage with a theme.
    Evidence,
    /// Named, but no passage with a theme.
    Silent,
    /// No paper names it.
    NoPaper,
    /// The papers that would name it cannot be read.
    Unreadable,
    /// Left out by a filter.
    Excluded,
}

impl AreaState {
    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            AreaState::Evidence => "evidence",
            AreaState::Silent => "silent",
            AreaState::NoPaper => "no paper",
            AreaState::Unreadable => "unreadable",
            AreaState::Excluded => "excluded by filter",
        }
    }
}

/// An area with what the corpus holds of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaCoverage {
    /// GSS code.
    pub area: String,
    /// Papers that have a passage on it.
    pub papers: u32,
    /// Passages on it.
    pub passages: u32,
    /// Themes with at least one passage.
    pub themes: u32,
    /// Challenge concepts with at least one passage.
    pub challenges: u32,
    /// What is known.
    pub state: AreaState,
}

/// A challenge or strength with what supports it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConceptSummary {
    /// Concept id.
    pub id: String,
    /// Passages, each once.
    pub passages: u32,
    /// Papers, each once.
    pub papers: u32,
    /// Areas by code, each once.
    pub areas: Vec<String>,
    /// The best quotation.
    pub quote: String,
    /// Where it stands.
    pub citation: Citation,
}

/// A theme's totals over the corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThemeTotals {
    /// Theme id.
    pub theme: String,
    /// Passages, each once.
    pub passages: u32,
    /// Papers, each once.
    pub papers: u32,
    /// Areas by code, nations left out.
    pub areas: Vec<String>,
    /// Passages by stance.
    pub strengths: u32,
    /// Passages by stance.
    pub challenges: u32,
    /// Passages by stance.
    pub mixed: u32,
}

/// All that `synthesise` makes of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Synthesis {
    /// By theme in codebook order, then stance, then score.
    pub findings: Vec<Finding>,
    /// By area code, then theme in codebook order.
    pub matrix: Vec<MatrixCell>,
    /// Every area of the nations that the corpus names, by code.
    pub coverage: Vec<AreaCoverage>,
    /// Challenges by number of areas, then passages, then codebook order.
    pub challenges: Vec<ConceptSummary>,
    /// Strengths in the same order.
    pub strengths: Vec<ConceptSummary>,
    /// Themes in codebook order, those without a passage left out.
    pub themes: Vec<ThemeTotals>,
}
