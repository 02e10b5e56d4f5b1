//! The tags of an index looked at again: why a passage has them, what may be wrong with the lexicon, what the codebook may lack.

use super::{PipelineError, reviewing};
use crate::config::Settings;
use crate::model::codebook::Facet;
use crate::model::explanation::Explanation;
use crate::model::paper::Passage;
use crate::model::records::Records;
use crate::model::review::{Decision, Subject, Verdict};
use crate::store::Store;
use crate::synthesise;
pub use crate::synthesise::Suggestion;
use crate::tag::Tagger;
pub use crate::tag::{Issue, IssueKind};
use crate::util::text::fold;
use serde::Serialize;

/// A passage that was asked for, with why it has its tags.
#[derive(Debug)]
pub struct Explained {
    /// Where it stands.
    pub citation: String,
    /// The paper's title.
    pub paper_title: String,
    /// Why it has its tags by the lexicon as it is now; its tags are those after the decisions of people.
    pub explanation: Explanation,
    /// What people decided about it.
    pub decided: Vec<Decided>,
}

/// A decision about a passage that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// What it is about: a facet, or `stance`.
    pub facet: String,
    /// The concept or stance.
    pub concept: String,
    /// `rejected by A. Analyst, review.csv line 4`
    pub said: String,
}

/// What `why` found.
#[derive(Debug, Default)]
pub struct Why {
    /// Passages in the order of the index; of many the first [`MOST_EXPLAINED`].
    pub explained: Vec<Explained>,
    /// How many there are.
    pub found: usize,
    /// The index was tagged with another lexicon than the one in use.
    pub other_lexicon: bool,
}

/// Most passages that are explained at once.
pub const MOST_EXPLAINED: usize = 5;

/// Explains the passages whose id begins with `wanted`, and where there is none, those whose text holds its words.
pub fn why(store: &Store, settings: &Settings, wanted: &str) -> Result<Why, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let file = reviewing::file(settings);
    let decisions = reviewing::search(store, &reviewing::read(settings)?, tagger.codebook(), file)?;
    let asked = Asked { tagger: &tagger, decisions: decisions.as_ref(), file: &file.display().to_string() };
    let could_be_id = wanted.len() >= 6 && wanted.len() <= 16 && wanted.chars().all(|c| c.is_ascii_hexdigit());
    let id = wanted.to_ascii_lowercase();
    // From the beginning of a word, so that the last may be typed in part.
    let words = format!(" {}", fold(wanted));
    let mut out = Why::default();
    if could_be_id {
        out = asked.look(store, |passage| passage.id.starts_with(&id))?;
    }
    // "decade" and "facade" are words as well.
    if out.found == 0 && !words.trim().is_empty() {
        out = asked.look(store, |passage| format!(" {}", fold(&passage.text)).contains(&words))?;
    }
    out.other_lexicon = store.manifest().lexicon != tagger.fingerprint();
    Ok(out)
}

/// What explains passages.
struct Asked<'a> {
    tagger: &'a Tagger,
    decisions: Option<&'a reviewing::Search>,
    /// The file of decisions.
    file: &'a str,
}

impl Asked<'_> {
    fn look(&self, store: &Store, is_asked: impl Fn(&Passage) -> bool) -> Result<Why, PipelineError> {
        let (mut out, mut source) = (Why::default(), 0);
        store.for_each(|record| {
            for (number, paper) in record.papers.iter().enumerate() {
                for (position, passage) in paper.paper.passages.iter().enumerate().filter(|(_, p)| is_asked(p)) {
                    out.found += 1;
                    if out.explained.len() < MOST_EXPLAINED
                        && let Some(mut explanation) = self.tagger.explain(&paper.paper, position)
                    {
                        out.explained.push(Explained {
                            citation: passage.locator.cite(&record.entry.name),
                            paper_title: paper.paper.title.clone(),
                            decided: self.decided((source, number, position), &mut explanation),
                            explanation,
                        });
                    }
                }
            }
            source += 1;
            Ok::<(), PipelineError>(())
        })?;
        Ok(out)
    }

    /// Applies what people decided about a passage, and says it.
    fn decided(&self, (source, paper, passage): (usize, usize, usize), explanation: &mut Explanation) -> Vec<Decided> {
        let decisions = self.decisions.map(|search| search.of_passage(source, paper, passage)).unwrap_or_default();
        reviewing::decide::decide_all(decisions.iter().copied(), &mut explanation.tags, self.tagger.codebook());
        let said = |decision: &&Decision| {
            let verdict = match (decision.verdict, decision.subject) {
                (Verdict::Keep, _) => "kept".to_owned(),
                (Verdict::Reject, _) => "rejected".to_owned(),
                (Verdict::Add, Subject::Stance) => "set".to_owned(),
                (Verdict::Add, _) => "added".to_owned(),
                (Verdict::Merge, _) => format!("read as {}", decision.to_concept),
            };
            let by = if decision.who.is_empty() { String::new() } else { format!(" by {}", decision.who) };
            let note = if decision.note.is_empty() { String::new() } else { format!(" ({})", decision.note) };
            Decided {
                facet: decision.subject.as_str().to_owned(),
                concept: match decision.subject {
                    Subject::Concept(Facet::Place) => self.tagger.codebook().area_name(&decision.concept).to_owned(),
                    _ => decision.concept.clone(),
                },
                said: format!("{verdict}{by}, {} line {}{note}", self.file, decision.line),
            }
        };
        decisions.iter().map(said).collect()
    }
}

/// What may be wrong with the lexicon; with an index also the terms that none of its papers holds.
pub fn lexicon_issues(settings: &Settings, store: Option<&Store>) -> Result<Vec<Issue>, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let mut out = tagger.issues();
    if let Some(store) = store {
        let mut fired = Vec::new();
        store.for_each(|record| {
            record.papers.iter().for_each(|paper| tagger.count_fired(&paper.paper, &mut fired));
            Ok::<(), PipelineError>(())
        })?;
        out.extend(tagger.never_fired(&fired));
    }
    Ok(out)
}

/// Phrases that mark the passages without a theme, best first.
pub fn suggest(store: &Store, settings: &Settings, most: usize) -> Result<Vec<Suggestion>, PipelineError> {
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let knowing =
        synthesise::Knowing { says: &|text| tagger.makes_statement(text), has: &|phrase| tagger.has_term(phrase) };
    Ok(synthesise::suggest(store, most, &knowing)?)
}
