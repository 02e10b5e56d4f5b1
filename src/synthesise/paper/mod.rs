//! The learning paper: purpose, coverage, themes, what worked, barriers, gaps, examples, sources.
//!
//! Every paragraph is the exact words of a source, a count that [`claims::count`](super::claims::count) makes again from the
//! filter beside it, or a fixed phrase.
//!
//! | file | what it writes |
//! |---|---|
//! | `survey` | the papers, the themes that lead, and the best example for each theme and area |
//! | `numbers` | every count of the paper, made in one pass |
//! | `phrases` | numbers in plain English |
//! | `choose` | which findings are quoted |
//! | `front` | purpose and coverage |
//! | `themes` | a section for each theme, and a table of the rest |
//! | `across` | what worked and what got in the way, over all themes |
//! | `back` | gaps, examples and sources |

mod across;
mod back;
mod choose;
mod front;
mod numbers;
mod phrases;
mod survey;
#[cfg(test)]
mod tests;
mod themes;

use super::SynthesisError;
use crate::model::codebook::Codebook;
use crate::model::evidence::{Citation, Synthesis};
use crate::model::learning::{Attribution, Claim, LearningPaper, Narrowing, Paragraph, ParagraphKind};
use crate::model::records::Records;
use choose::Chooser;
use numbers::Numbers;
use std::collections::BTreeSet;
use survey::Survey;

/// What the paper is called and how long its parts are.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperOptions {
    /// Title; one that says what was read where none is given.
    pub title: Option<String>,
    /// Most themes that have a section of their own, where the papers' own headings do not lead.
    pub themes: usize,
    /// Most quotations of a theme that say that something works.
    pub strengths: usize,
    /// Most quotations of a theme that say both.
    pub mixed: usize,
    /// Most quotations of a theme that say that something is hard.
    pub challenges: usize,
    /// A theme with fewer quotations than this is filled with what was done.
    pub at_least: usize,
    /// Most strengths, and most challenges, that are set out across the themes.
    pub concepts: usize,
    /// Most quotations for each of them.
    pub quotations: usize,
    /// Weight of a finding's score against its likeness to those already chosen (Carbonell and Goldstein, 1998), 0 to 1.
    pub relevance: f64,
    /// How alike two findings of one area are taken to be at least, 0 to 1.
    pub same_area: f64,
    /// Longest example in characters where the papers' own headings lead; longer ones are cut between sentences.
    pub own_example: u32,
    /// Longest example in characters elsewhere.
    pub example: u32,
    /// Most passages that a count cites; its filter finds the others.
    pub cited: usize,
}

impl Default for PaperOptions {
    fn default() -> PaperOptions {
        PaperOptions {
            title: None,
            themes: 7,
            strengths: 5,
            mixed: 2,
            challenges: 4,
            at_least: 4,
            concepts: 8,
            quotations: 2,
            relevance: 0.7,
            same_area: 0.5,
            own_example: 1600,
            example: 500,
            cited: 20,
        }
    }
}

/// What the writers of sections share.
struct Writing<'a> {
    codebook: &'a Codebook,
    synthesis: &'a Synthesis,
    survey: &'a Survey,
    numbers: &'a Numbers,
    options: &'a PaperOptions,
}

impl Writing<'_> {
    /// The nations whose areas are covered, by name.
    fn nations(&self) -> BTreeSet<&str> {
        self.synthesis
            .coverage
            .iter()
            .filter_map(|a| self.codebook.area(&a.area))
            .filter(|a| !a.is_nation)
            .map(|a| a.nation.as_str())
            .collect()
    }
}

/// Writes the learning paper in three passes over the records: papers and headings, examples, counts.
pub fn paper(
    records: &impl Records,
    synthesis: &Synthesis,
    options: &PaperOptions,
) -> Result<LearningPaper, SynthesisError> {
    let survey = survey::survey(records, synthesis, options)?;
    let numbers = Numbers::make(records, synthesis, &survey, options)?;
    let writing = Writing { codebook: records.codebook(), synthesis, survey: &survey, numbers: &numbers, options };
    let mut chooser = Chooser::default();
    let mut sections = vec![front::purpose(&writing), front::coverage(&writing, records.sources())];
    for group in &survey.groups {
        sections.push(themes::section(&writing, group, &mut chooser));
    }
    sections.extend(themes::others(&writing));
    sections.push(across::worked(&writing, &mut chooser));
    sections.push(across::barriers(&writing, &mut chooser));
    sections.push(back::gaps(&writing));
    sections.push(back::examples(&writing));
    sections.push(back::sources(&writing));
    let title = options.title.clone().unwrap_or_else(|| "Learning from the papers".to_owned());
    Ok(LearningPaper { title, sections, narrowing: Narrowing::default(), attribution: Attribution::default() })
}

/// A fixed phrase.
fn template(text: impl Into<String>) -> Paragraph {
    paragraph(ParagraphKind::Template, text.into(), Vec::new(), Vec::new())
}

/// A count with the filters that make it again.
fn counted(text: impl Into<String>, claims: Vec<Claim>, citations: Vec<Citation>) -> Paragraph {
    paragraph(ParagraphKind::Count, text.into(), citations, claims)
}

/// The words of a source.
fn quoted(text: impl Into<String>, label: Option<String>, citation: Citation) -> Paragraph {
    Paragraph { label, ..paragraph(ParagraphKind::Quotation, text.into(), vec![citation], Vec::new()) }
}

fn paragraph(kind: ParagraphKind, text: String, citations: Vec<Citation>, claims: Vec<Claim>) -> Paragraph {
    Paragraph { kind, text, label: None, citations, claims, group: None, example: None, finding: None }
}
