//! The learning paper: summary, purpose, coverage, themes, what worked and what did not, asks, limits, gaps, examples, sources.
//!
//! Every paragraph is the exact words of a source, a count that [`claims::count`](super::claims::count) makes again from the
//! filter beside it, or a fixed phrase.
//!
//! | file | what it writes |
//! |---|---|
//! | `overview` | one pass over the records for all but the counts |
//! | `survey` | the papers, and the themes that lead |
//! | `found` | the best example for each theme and area |
//! | `numbers` | every count of the paper, made in one pass |
//! | `phrases` | numbers in plain English |
//! | `plan` | which findings are quoted, and where |
//! | `choose` | a finding as paragraphs |
//! | `front` | purpose and coverage |
//! | `areas` | areas by the paper's own themes |
//! | `summary` | the page that stands first |
//! | `themes` | a section for each theme, and a table of the rest |
//! | `across` | what worked, what was mixed and what got in the way, over all themes |
//! | `voices` | what to sustain, what is asked of whom, and the limits of the evidence |
//! | `changes` | what changed since an earlier paper or build |
//! | `courses` | trends over time and the balance of audits |
//! | `gaps` | where the papers are silent |
//! | `back` | examples and sources |

mod across;
mod areas;
mod back;
mod changes;
mod choose;
mod courses;
mod found;
mod front;
mod gaps;
mod numbers;
mod overview;
mod phrases;
mod plan;
mod summary;
mod survey;
#[cfg(test)]
mod tests;
mod themes;
mod voices;

pub use changes::{Earlier, Quoted};
pub use overview::{Overview, View, Viewer, overview};
pub use plan::weight;

use super::SynthesisError;
use super::brief::Brief;
use super::claims::{Filter, Unit};
use super::settings::Settings;
use crate::model::codebook::Codebook;
use crate::model::evidence::{Citation, Synthesis};
use crate::model::learning::{
    Attribution, Claim, LearningPaper, Narrowing, Paragraph, ParagraphKind, Section, SectionKind,
};
use crate::model::records::Records;
use numbers::Numbers;
use plan::Plan;
use std::collections::{BTreeMap, BTreeSet};
use survey::Survey;

/// What the paper is called and how long its parts are.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperOptions {
    /// Title; one that says what was read where none is given.
    pub title: Option<String>,
    /// Most themes that have a section of their own, where the papers' own headings do not lead.
    pub themes: usize,
    /// Themes of the reader's own choice, see [`Brief`].
    pub brief: Option<Brief>,
    /// How the body says whose words a quotation is.
    pub attribution: Attribution,
    /// The part of the corpus that it speaks of. The records given to [`paper`] must be those of this narrowing.
    pub narrowing: Narrowing,
    /// An earlier paper or build to compare with.
    pub earlier: Option<Earlier>,
    /// Quotations that each theme has at least, where it has so many findings; one of what works and one of what is hard are among
    /// them, where it has such.
    pub at_least: usize,
    /// Most quotations of a theme.
    pub per_theme: usize,
    /// Words of all quotations of all themes together, over up to 600 passages: about three pages. A larger corpus has more to say:
    /// the words grow with the root of the passages, to three times as many at most.
    pub theme_words: u64,
    /// Most quotations of what worked across the themes, and their words: about a page.
    pub worked: usize,
    /// See `worked`.
    pub worked_words: u64,
    /// Most quotations that say both.
    pub mixed: usize,
    /// Most quotations of what got in the way across the themes, and their words: about a page.
    pub barriers: usize,
    /// See `barriers`.
    pub barriers_words: u64,
    /// Most quotations of what is planned across the themes, beside those that stand under them, and their words: less than a page.
    pub planned: usize,
    /// See `planned`.
    pub planned_words: u64,
    /// Most quotations of what to sustain, of what is asked and of limits, each.
    pub voices: usize,
    /// Most strengths, and most challenges, in the tables across the themes.
    pub concepts: usize,
    /// Longest example in characters where the papers' own headings lead; longer ones are cut between sentences.
    pub own_example: u32,
    /// Longest example in characters elsewhere.
    pub example: u32,
    /// Most passages that a count cites; its filter finds the others.
    pub cited: usize,
    /// The weights by which quotations are chosen.
    pub settings: Settings,
}

impl Default for PaperOptions {
    fn default() -> PaperOptions {
        PaperOptions {
            title: None,
            themes: 7,
            brief: None,
            attribution: Attribution::Counted,
            narrowing: Narrowing::default(),
            earlier: None,
            at_least: 3,
            per_theme: 24,
            theme_words: 1350,
            worked: 26,
            worked_words: 500,
            mixed: 8,
            barriers: 16,
            barriers_words: 400,
            planned: 14,
            planned_words: 350,
            voices: 16,
            concepts: 22,
            own_example: 1600,
            example: 500,
            cited: 20,
            settings: Settings::default(),
        }
    }
}

/// Passages of a small corpus, see [`PaperOptions::theme_words`].
const FEW: u64 = 600;
/// How many times the words of a small corpus' themes those of a large one have at most.
const MOST_GROWTH: f64 = 3.0;

impl PaperOptions {
    /// Words of all quotations of all themes together, over so many passages.
    fn theme_words_of(&self, passages: u64) -> u64 {
        let growth = (passages as f64 / FEW as f64).sqrt().clamp(1.0, MOST_GROWTH);
        (self.theme_words as f64 * growth) as u64
    }
}

/// What the writers of sections share.
struct Writing<'a> {
    codebook: &'a Codebook,
    synthesis: &'a Synthesis,
    survey: &'a Survey,
    numbers: &'a Numbers,
    options: &'a PaperOptions,
    plan: &'a Plan,
    /// Numbers of the examples by passage.
    examples: &'a BTreeMap<String, u32>,
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

/// A learning paper, with what was counted for it.
pub struct Written {
    /// The paper.
    pub paper: LearningPaper,
    /// Counts by what was asked for.
    pub counts: BTreeMap<Filter, u64>,
}

/// Writes the learning paper of what was found in the records; its counts are made in one more pass over them.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn paper(records: &impl Records, overview: &Overview, options: &PaperOptions) -> Result<Written, SynthesisError> {
    let Overview { synthesis, survey, periods, audits } = overview;
    let audits = courses::balance_tables(audits);
    let trends = courses::trends(records.codebook(), periods);
    let tables = audits.iter().chain(trends.iter().flat_map(|section| &section.tables));
    let numbers = Numbers::make(records, synthesis, survey, options, courses::filters(tables))?;
    let plan = Plan::make(synthesis, survey, options, numbers.value(&Filter::all(Unit::Passages)));
    let examples = back::number(records.codebook(), survey);
    let writing = Writing {
        codebook: records.codebook(),
        synthesis,
        survey,
        numbers: &numbers,
        options,
        plan: &plan,
        examples: &examples,
    };
    let mut sections = vec![summary::section_of(&writing), front::purpose(&writing)];
    sections.push(front::coverage(&writing, records.sources()));
    sections.extend(changes::section_of(&writing, records)?);
    for (at, group) in survey.groups.iter().enumerate() {
        sections.push(themes::section(&writing, group, &plan.themes[at]));
    }
    sections.extend(themes::others(&writing));
    sections.push(across::worked(&writing));
    sections.extend(across::mixed(&writing));
    sections.push(across::barriers(&writing));
    sections.extend(across::planned(&writing));
    sections.extend(voices::sustain(&writing));
    sections.extend(voices::asks(&writing));
    sections.extend(trends);
    sections.extend(courses::balance(&writing, audits));
    sections.push(voices::limits(&writing));
    sections.push(gaps::gaps(&writing));
    sections.push(back::examples(&writing));
    sections.push(back::sources(&writing, &sections));
    let briefed = options.brief.as_ref().and_then(|brief| brief.title.clone());
    let title = options.title.clone().or(briefed).unwrap_or_else(|| "Learning from the papers".to_owned());
    let (narrowing, attribution, areas) = (options.narrowing.clone(), options.attribution, areas::table(&writing));
    Ok(Written { paper: LearningPaper { title, sections, narrowing, attribution, areas }, counts: numbers.values() })
}

/// A section without tables.
fn section(kind: SectionKind, heading: &str, paragraphs: Vec<Paragraph>) -> Section {
    Section { kind, id: kind.as_str().to_owned(), heading: heading.to_owned(), paragraphs, tables: Vec::new() }
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
    let (also, label, group) = (Vec::new(), None, None);
    Paragraph { kind, text, label, citations, also, claims, group, example: None, finding: None }
}
