//! Decisions of people applied to the tags of every build.
//!
//! A decision finds its passage in the papers of its title and date by fingerprint; where no passage has it, by the nearest first
//! words, if they are nearly the same. What finds no passage is listed, never dropped in silence.

use super::PipelineError;
use crate::config::Settings;
use crate::model::codebook::{Codebook, Facet};
use crate::model::paper::Paper;
use crate::model::records::Records;
use crate::model::review::{self, Decision, Review, Subject, Verdict, date_of, fingerprints, text_start};
use crate::model::tags::{Coded, Mention, PaperTags, PassageTags, Scope, Stance};
use crate::store::Store;
use crate::util::hash::short_id;
use crate::util::text::fold;
use std::path::Path;

/// The least likeness (Sørensen-Dice over letter pairs) of first words that are taken for the same passage.
const LIKE: f64 = 0.85;

/// How a decision found its passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// By its fingerprint: the same words.
    Same,
    /// By first words that are nearly the same.
    Near,
}

/// What became of the decisions of a build.
#[derive(Debug, Default)]
pub struct Reviewed {
    /// Decisions that found the same words.
    pub same: usize,
    /// Decisions that found nearly the same words.
    pub near: usize,
    /// Decisions that found no passage.
    pub lost: Vec<Decision>,
}

/// The decisions that people keep: those of the settings' file, or of `review.csv` in the working folder.
pub(super) fn read(settings: &Settings) -> Result<Review, PipelineError> {
    Ok(Review::read(settings.review.as_deref().unwrap_or(Path::new(review::FILE)))?)
}

/// What the tags depend on beside the program: the lexicon, and the decisions about tags where there are any.
pub(super) fn lexicon(fingerprint: &str, review: &Review) -> String {
    let rows: Vec<String> = review.decisions.iter().filter(|d| is_ours(d)).map(|d| format!("{d:?}")).collect();
    let decided =
        if rows.is_empty() { String::new() } else { short_id(&rows.iter().map(String::as_str).collect::<Vec<_>>()) };
    format!("{fingerprint}{decided}")
}

/// Applies the decisions to the tags of a paper.
pub(super) fn apply(review: &Review, paper: &Paper, tags: &mut PaperTags, codebook: &Codebook) {
    let ours: Vec<&Decision> = review.decisions.iter().filter(|d| is_ours(d) && is_of(d, paper)).collect();
    if ours.is_empty() {
        return;
    }
    let prints = fingerprints(&paper.passages);
    for decision in ours {
        if let Some((at, _)) = find(decision, paper, &prints)
            && let Some(tags) = tags.passages.get_mut(at)
        {
            decide(decision, tags, codebook);
        }
    }
}

/// What became of each decision in the papers of an index.
pub fn reviewed(store: &Store, review: &Review) -> Result<Reviewed, PipelineError> {
    let ours: Vec<&Decision> = review.decisions.iter().filter(|d| is_ours(d)).collect();
    let mut how: Vec<Option<Found>> = vec![None; ours.len()];
    if !ours.is_empty() {
        store.for_each(|record| {
            for paper in record.papers.iter().map(|p| &p.paper) {
                let prints = fingerprints(&paper.passages);
                for (decision, how) in ours.iter().zip(&mut how) {
                    if *how != Some(Found::Same) && is_of(decision, paper) {
                        *how = find(decision, paper, &prints).map(|(_, found)| found).or(*how);
                    }
                }
            }
            Ok::<(), PipelineError>(())
        })?;
    }
    Ok(Reviewed {
        same: how.iter().filter(|h| **h == Some(Found::Same)).count(),
        near: how.iter().filter(|h| **h == Some(Found::Near)).count(),
        lost: ours.iter().zip(&how).filter(|(_, how)| how.is_none()).map(|(d, _)| (*d).clone()).collect(),
    })
}

/// Decisions about actions belong to the register of actions.
fn is_ours(decision: &Decision) -> bool {
    decision.subject != Subject::ActionStatus
}

fn is_of(decision: &Decision, paper: &Paper) -> bool {
    fold(&decision.paper_title) == fold(&paper.title)
        && (decision.paper_date.is_empty() || decision.paper_date == date_of(paper))
}

fn find(decision: &Decision, paper: &Paper, prints: &[String]) -> Option<(usize, Found)> {
    if let Some(at) = prints.iter().position(|print| *print == decision.fingerprint) {
        return Some((at, Found::Same));
    }
    let wanted = fold(&decision.text_start);
    if wanted.is_empty() {
        return None;
    }
    let likeness = |at: usize| strsim::sorensen_dice(&wanted, &fold(&text_start(&paper.passages[at].text)));
    let best = (0..paper.passages.len())
        .map(|at| (likeness(at), at))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    (best.0 >= LIKE).then_some((best.1, Found::Near))
}

fn decide(decision: &Decision, tags: &mut PassageTags, codebook: &Codebook) {
    let facet = match decision.subject {
        Subject::Concept(facet) => facet,
        Subject::Stance => {
            let stances = [Stance::Strength, Stance::Challenge, Stance::Mixed, Stance::Neutral];
            if let Some(stance) = stances.into_iter().find(|s| s.as_str() == decision.concept)
                && matches!(decision.verdict, Verdict::Add | Verdict::Keep)
            {
                tags.stance = stance;
                if let [only] = &mut tags.statements[..] {
                    only.stance = stance;
                }
            }
            return;
        }
        Subject::ActionStatus => return,
    };
    match decision.verdict {
        Verdict::Reject => remove(tags, facet, &decision.concept),
        Verdict::Keep | Verdict::Add => add(tags, facet, &decision.concept, decision, codebook),
        Verdict::Merge => {
            if is_there(tags, facet, &decision.concept) {
                remove(tags, facet, &decision.concept);
                add(tags, facet, &decision.to_concept, decision, codebook);
            }
        }
    }
    tags.mentions.sort_by(|a, b| (a.facet, a.scope, a.span, &a.concept).cmp(&(b.facet, b.scope, b.span, &b.concept)));
}

/// Whether a mention is of this concept; a place is named by its code.
fn names(mention: &Mention, facet: Facet, concept: &str) -> bool {
    mention.facet == facet && (mention.concept == concept || mention.code.as_deref() == Some(concept))
}

fn is_there(tags: &PassageTags, facet: Facet, concept: &str) -> bool {
    tags.mentions.iter().any(|mention| names(mention, facet, concept))
}

fn remove(tags: &mut PassageTags, facet: Facet, concept: &str) {
    tags.mentions.retain(|mention| !names(mention, facet, concept));
    for statement in &mut tags.statements {
        match facet {
            Facet::Theme => statement.themes.retain(|coded| coded.id != concept),
            Facet::Place => statement.areas.retain(|coded| coded.id != concept),
            Facet::Challenge => statement.challenges.retain(|id| id != concept),
            Facet::Strength => statement.strengths.retain(|id| id != concept),
            Facet::Organisation => {}
        }
    }
}

fn add(tags: &mut PassageTags, facet: Facet, concept: &str, decision: &Decision, codebook: &Codebook) {
    if is_there(tags, facet, concept) {
        return;
    }
    let by = if decision.who.is_empty() { String::new() } else { format!(" by {}", decision.who) };
    let (name, code) = match facet {
        Facet::Place => (codebook.area_name(concept).to_owned(), Some(concept.to_owned())),
        _ => (concept.to_owned(), None),
    };
    tags.mentions.push(Mention {
        facet,
        concept: name,
        code,
        surface: String::new(),
        span: None,
        scope: Scope::Direct,
        rule: format!("review:{}{by}", decision.verdict.as_str()),
    });
    let coded = || Coded { id: concept.to_owned(), scope: Scope::Direct };
    // A theme or an area belongs to the passage as a whole; a challenge or strength to the sentences that are of its kind, and
    // failing them to the first.
    let of_kind = |stance: Stance| match facet {
        Facet::Challenge => matches!(stance, Stance::Challenge | Stance::Mixed),
        _ => matches!(stance, Stance::Strength | Stance::Mixed),
    };
    let any = tags.statements.iter().any(|s| of_kind(s.stance));
    for (i, statement) in tags.statements.iter_mut().enumerate() {
        match facet {
            Facet::Theme => statement.themes.push(coded()),
            Facet::Place => {
                statement.areas.push(coded());
                statement.areas.sort_by(|a, b| a.id.cmp(&b.id));
            }
            Facet::Challenge if of_kind(statement.stance) || !any && i == 0 => {
                statement.challenges.push(concept.to_owned())
            }
            Facet::Strength if of_kind(statement.stance) || !any && i == 0 => {
                statement.strengths.push(concept.to_owned())
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::review::fingerprint;
    use crate::store::fixture;

    fn decision(paper: &Paper, text: &str, verdict: Verdict, concept: &str, to: &str) -> Decision {
        Decision {
            fingerprint: fingerprint(text, 0),
            paper_title: paper.title.clone(),
            paper_date: date_of(paper),
            subject: Subject::Concept(Facet::Theme),
            concept: concept.to_owned(),
            verdict,
            to_concept: to.to_owned(),
            note: String::new(),
            who: "AB".to_owned(),
            when: String::new(),
            text_start: text_start(text),
        }
    }

    #[test]
    fn decisions_survive_a_change_of_words_and_are_applied() {
        let tagger = crate::tag::Tagger::load(None).unwrap();
        let text = "Volunteers delivered food parcels across the town during the winter months.";
        let paper = fixture::Made::new("a.pdf", "Returns", None, &[[text, "", "", ""]]).paper();
        let mut tags = tagger.tag(&paper);
        let review = Review {
            decisions: vec![
                decision(&paper, text, Verdict::Reject, "community-mobilisation", ""),
                decision(&paper, &text.replace("the town", "the towns"), Verdict::Add, "digital", ""),
            ],
            faults: Vec::new(),
        };
        let prints = fingerprints(&paper.passages);
        assert_eq!(find(&review.decisions[1], &paper, &prints).map(|f| f.1), Some(Found::Near));
        assert!(is_there(&tags.passages[0], Facet::Theme, "community-mobilisation"));
        apply(&review, &paper, &mut tags, tagger.codebook());
        assert!(!is_there(&tags.passages[0], Facet::Theme, "community-mobilisation"));
        assert!(is_there(&tags.passages[0], Facet::Theme, "digital"));
        assert!(find(&decision(&paper, "Other words altogether", Verdict::Add, "x", ""), &paper, &prints).is_none());
    }
}
