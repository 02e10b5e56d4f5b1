//! One pass over the records: candidates for findings, and every tally.

use super::SynthesisError;
use super::quality;
use super::settings::Settings;
use super::tally::{Seen, Tally};
use crate::model::codebook::Codebook;
use crate::model::evidence::Citation;
use crate::model::paper::Passage;
use crate::model::records::{Records, TaggedPaper};
use crate::model::tags::{ClaimType, Stance, Statement};
use crate::util::text::char_slice;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A statement that may become a finding.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The statement's id.
    pub(super) id: String,
    /// Its words, without the lead-in.
    pub(super) text: String,
    pub(super) citation: Citation,
    pub(super) stance: Stance,
    pub(super) claim: ClaimType,
    /// Areas by code, nations left out.
    pub(super) areas: Vec<String>,
    /// A nation that it speaks for as a whole.
    pub(super) nation: Option<String>,
    pub(super) challenges: Vec<String>,
    pub(super) strengths: Vec<String>,
    /// What it is worth alone, see [`quality::alone`].
    pub(super) worth: f64,
    /// Position in the corpus.
    pub(super) order: u64,
}

/// What a pass over the records leaves.
pub(super) struct Gathered {
    /// By theme id.
    pub(super) candidates: BTreeMap<String, Vec<Arc<Candidate>>>,
    pub(super) tally: Tally,
}

/// Streams the records once.
pub(super) fn gather(records: &impl Records, settings: &Settings) -> Result<Gathered, SynthesisError> {
    let mut gathered = Gathered { candidates: BTreeMap::new(), tally: Tally::default() };
    let mut order = 0;
    super::each(records, |record| {
        for tagged in &record.papers {
            gathered.paper(&record.entry.name, tagged, records.codebook(), settings, &mut order);
        }
        Ok(())
    })?;
    for candidates in gathered.candidates.values_mut() {
        keep_best(candidates, settings.candidates_per_theme);
    }
    Ok(gathered)
}

impl Gathered {
    fn paper(&mut self, source: &str, tagged: &TaggedPaper, codebook: &Codebook, settings: &Settings, order: &mut u64) {
        let paper = &tagged.paper;
        self.tally.begin_paper();
        if let Some(area) = &tagged.tags.area {
            self.tally.name_area(area);
        }
        for (passage, tags) in paper.passages.iter().zip(&tagged.tags.passages) {
            let citation = cite(source, &paper.id, passage);
            let mut seen = Vec::with_capacity(tags.statements.len());
            for (i, statement) in tags.statements.iter().enumerate() {
                let text = quotation(passage, statement);
                let usable = quality::quotable(text, passage.kind, paper.kind);
                let worth = quality::alone(text, statement.stance, statement.claim, i == 0, settings);
                seen.push(Seen { statement, text, worth: if usable { worth } else { worth - 10.0 } });
                *order += 1;
                if usable && may_be_found(statement) {
                    self.keep(statement, text, &citation, worth, *order, codebook, settings);
                }
            }
            self.tally.passage(&citation, &tags.mentions, &seen);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one candidate")]
    fn keep(
        &mut self,
        statement: &Statement,
        text: &str,
        citation: &Citation,
        worth: f64,
        order: u64,
        codebook: &Codebook,
        settings: &Settings,
    ) {
        if statement.themes.is_empty() {
            return;
        }
        let is_nation = |code: &str| codebook.area(code).is_some_and(|a| a.is_nation);
        let codes = || statement.areas.iter().map(|a| a.id.as_str());
        let candidate = Arc::new(Candidate {
            id: statement.id.clone(),
            text: text.to_owned(),
            citation: citation.clone(),
            stance: statement.stance,
            claim: statement.claim,
            areas: codes().filter(|code| !is_nation(code)).map(str::to_owned).collect(),
            nation: codes().find(|code| is_nation(code)).map(str::to_owned),
            challenges: statement.challenges.clone(),
            strengths: statement.strengths.clone(),
            worth,
            order,
        });
        for theme in &statement.themes {
            let list = self.candidates.entry(theme.id.clone()).or_default();
            list.push(Arc::clone(&candidate));
            if list.len() >= settings.candidates_per_theme.saturating_mul(2) {
                keep_best(list, settings.candidates_per_theme);
            }
        }
    }
}

/// Asks, aims and caveats have their own places; a neutral statement needs an effect or an activity.
fn may_be_found(statement: &Statement) -> bool {
    match statement.claim {
        ClaimType::Ask | ClaimType::Aim | ClaimType::Caveat => false,
        ClaimType::Effect | ClaimType::Activity => true,
        ClaimType::Context => statement.stance != Stance::Neutral,
    }
}

/// Best first; equals in the order of the corpus.
fn keep_best(candidates: &mut Vec<Arc<Candidate>>, most: usize) {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.order.cmp(&b.order)));
    candidates.truncate(most);
}

/// The citation of a passage.
pub(super) fn cite(source: &str, paper_id: &str, passage: &Passage) -> Citation {
    Citation {
        passage_id: passage.id.clone(),
        paper_id: paper_id.to_owned(),
        source: source.to_owned(),
        locator: passage.locator.cite(source),
        page: passage.locator.source_page(),
    }
}

/// A statement's words without the lead-in that names where they come from.
pub(super) fn quotation<'a>(passage: &'a Passage, statement: &Statement) -> &'a str {
    let start = statement.start.max(after_lead_in(passage));
    let text = char_slice(&passage.text, start, statement.end).trim();
    if text.is_empty() { char_slice(&passage.text, statement.start, statement.end).trim() } else { text }
}

/// Where the words begin that follow the lead-in and its separator, in characters; 0 without a lead-in.
pub(super) fn after_lead_in(passage: &Passage) -> u32 {
    let Some(lead_in) = passage.lead_in else { return 0 };
    let rest = passage.text.chars().skip(lead_in as usize);
    let separator =
        rest.take_while(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−' | ':' | '|' | '*' | '.' | ';'));
    lead_in + separator.count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::testing::{passage, statement};

    #[test]
    fn a_quotation_leaves_the_lead_in_out() {
        let mut of = passage("Angus – A lot of work was done. More will be.");
        of.lead_in = Some(5);
        let first = statement(&of, 0, 31);
        assert_eq!(quotation(&of, &first), "A lot of work was done.");
        let second = statement(&of, 32, 45);
        assert_eq!(quotation(&of, &second), "More will be.");
    }
}
