//! What `synthesise` makes of records: findings, the framework matrix and coverage.

use crate::model::paper::PaperKind;
use crate::model::tags::{ClaimType, Stance};
use crate::util::text::fold;
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

/// What sort of evidence a paper is, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceType {
    /// Auditors, inspectors or reviewers looked.
    Audit,
    /// People were asked in the same words.
    Survey,
    /// Studies, and digests of them.
    Research,
    /// What partners or areas sent in.
    PartnerReturn,
    /// What was said at a meeting.
    Minute,
    /// What is planned, with progress.
    Plan,
    /// Any other paper.
    Report,
}

impl EvidenceType {
    /// The sort that a paper of this kind and title is; a survey is known by its title.
    pub fn of(kind: PaperKind, title: &str) -> EvidenceType {
        if fold(title).split(' ').any(|word| matches!(word, "survey" | "surveys" | "questionnaire")) {
            return EvidenceType::Survey;
        }
        match kind {
            PaperKind::AuditReport => EvidenceType::Audit,
            PaperKind::LearningPaper => EvidenceType::PartnerReturn,
            PaperKind::ResearchDigest => EvidenceType::Research,
            PaperKind::Minute => EvidenceType::Minute,
            PaperKind::ImprovementPlan | PaperKind::Strategy => EvidenceType::Plan,
            PaperKind::Agenda | PaperKind::Report | PaperKind::Other => EvidenceType::Report,
        }
    }

    /// The words of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceType::Audit => "audit",
            EvidenceType::Survey => "survey",
            EvidenceType::Research => "research",
            EvidenceType::PartnerReturn => "partner return",
            EvidenceType::Minute => "minute",
            EvidenceType::Plan => "plan",
            EvidenceType::Report => "report",
        }
    }
}

/// What ranks a finding, each part already weighted; their sum is [`Finding::score`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// It speaks for a whole nation on the strength of audit, survey or research, or for three areas or more.
    pub tier: f64,
    /// Breadth over areas.
    pub areas: f64,
    /// Breadth over papers.
    pub papers: f64,
    /// Likeness to what the theme says as a whole.
    pub centrality: f64,
    /// How well the sentence stands alone.
    pub alone: f64,
    /// Figures and names.
    pub specificity: f64,
    /// It says that something works or is hard.
    pub stance: f64,
    /// It states a result.
    pub claim: f64,
    /// It compares, judges or says what followed.
    pub lesson: f64,
    /// It opens its passage.
    pub position: f64,
    /// How new its newest paper is.
    pub recency: f64,
}

impl Score {
    /// Names and values of the parts, in order.
    pub fn parts(&self) -> [(&'static str, f64); 11] {
        [
            ("tier", self.tier),
            ("areas", self.areas),
            ("papers", self.papers),
            ("centrality", self.centrality),
            ("alone", self.alone),
            ("specificity", self.specificity),
            ("stance", self.stance),
            ("claim", self.claim),
            ("lesson", self.lesson),
            ("position", self.position),
            ("recency", self.recency),
        ]
    }

    /// The sum of the parts.
    pub fn total(&self) -> f64 {
        self.parts().iter().map(|(_, value)| value).sum()
    }
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
    /// What the score is made of.
    pub parts: Score,
    /// The weightiest sort of evidence among its supports.
    pub evidence: EvidenceType,
    /// What it speaks for in its own printed words, such as `21 audit reports` or `most councils`.
    pub basis: Option<String>,
    /// Several areas have exactly these words, which may be those of whoever gathered them.
    pub identical: bool,
    /// It is a sentence by which a paper sums up its own examples: it adds no support, and these examples, if any, bear it out.
    pub sums_up: Option<Vec<Citation>>,
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

/// What a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// What somebody should do.
    Ask,
    /// What people want to keep.
    Sustain,
    /// A limit of the evidence.
    Caveat,
    /// What a paper rests on, such as the number of partnerships that took part.
    Base,
}

/// A sentence that is no finding but has its own place in a learning paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Its words, those of the source.
    pub text: String,
    /// Where it stands.
    pub citation: Citation,
    /// Areas by code, nations left out.
    pub areas: Vec<String>,
    /// Themes, in codebook order.
    pub themes: Vec<String>,
    /// For an ask, of whom something is asked, as printed; `None` where nobody is named.
    pub whom: Option<String>,
    /// What it is worth as a quotation.
    pub worth: f64,
}

/// How much of a theme one area gives, and how many of its findings rest on one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concentration {
    /// Theme id.
    pub theme: String,
    /// The area that gives most passages, by code.
    pub area: String,
    /// Passages of that area.
    pub passages: u32,
    /// Passages of all areas, an area and a passage together counting once.
    pub of: u32,
    /// Findings that rest on one area.
    pub single: u32,
    /// Findings of any area.
    pub findings: u32,
}

/// The new-information curve: how many codes had not been met before, run after run of papers or areas in order (Guest, Namey and
/// Chen, 2020).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saturation {
    /// What is drawn one after another: `areas` or `papers`.
    pub unit: String,
    /// Number of the first that make the base.
    pub base: u32,
    /// Number in a run.
    pub run: u32,
    /// Number in the last run, which has what is left.
    #[serde(default)]
    pub last: u32,
    /// Codes in the base.
    pub base_codes: u32,
    /// New codes in each run after the base.
    pub new_codes: Vec<u32>,
    /// Largest share of new codes, in percent of those of the base, at which nothing new is said to come.
    pub threshold: u32,
    /// How many had been drawn when the share fell to the threshold and stayed there; `None` where it never did.
    pub reached_at: Option<u32>,
}

impl Saturation {
    /// Whether so many new codes are within the threshold.
    pub fn adds_little(&self, new: u32) -> bool {
        u64::from(new) * 100 <= u64::from(self.threshold) * u64::from(self.base_codes)
    }
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
    /// By kind, best first.
    pub remarks: Vec<Remark>,
    /// For each theme with areas, in codebook order.
    pub concentration: Vec<Concentration>,
    /// Whether more of the same would still say something new.
    pub saturation: Saturation,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_survey_is_known_by_its_title() {
        let of = |kind, title| EvidenceType::of(kind, title).as_str();
        assert_eq!(of(PaperKind::Report, "Residents’ Survey 2024"), "survey");
        assert_eq!(of(PaperKind::Report, "Land surveyor's update"), "report");
        assert_eq!(of(PaperKind::LearningPaper, "Learning"), "partner return");
    }
}
