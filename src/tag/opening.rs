//! What stands over a passage and sets its default: the stem of its list ("challenges include:"), the header of its column, the
//! nearest heading that says what kind of thing it opens.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use crate::model::tags::ClaimType;

/// Words between what opens a list and a word that denies it.
const DENIED: u32 = 4;

/// The default that a passage's sentences begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// Strengths (true) or challenges (false).
    strengths: Option<bool>,
    /// A list's stem sets it, not a heading: it holds for every item, whatever it claims.
    from_stem: bool,
    /// A column's header sets it: what the column holds takes its side, though asks and aims take none.
    from_header: bool,
    /// It comes from the sentence before, which this one illustrates.
    illustrates: bool,
    /// What a sentence claims that says nothing else.
    claim: Option<ClaimType>,
    /// The cue that set it.
    cue: String,
}

impl Opening {
    /// The default that a heading with these hits sets, where it says anything.
    pub(super) fn of(rules: &Rules, hits: &[Hit]) -> Option<Opening> {
        let mut opening = Opening::default();
        let (mut strengths, mut challenges) = (None, None);
        let is = |hit: &Hit, cues: &[Cue]| cues.iter().any(|cue| rules.rule(hit).role == Role::Cue(*cue));
        for hit in hits {
            // "No areas for improvement", "barriers have been removed": what follows is neither.
            let denies = |other: &Hit| {
                is(other, &[Cue::Negation, Cue::Denial]) && other.last < hit.first && hit.first - other.last <= DENIED
                    || is(other, &[Cue::Overcome]) && other.first > hit.last && other.first - hit.last <= DENIED
            };
            let rule = rules.rule(hit);
            match rule.role {
                Role::Cue(Cue::OpensStrengths | Cue::OpensChallenges) if hits.iter().any(denies) => {}
                Role::Cue(Cue::OpensStrengths) => strengths = Some(rule.text.clone()),
                Role::Cue(Cue::OpensChallenges) => challenges = Some(rule.text.clone()),
                Role::Cue(Cue::OpensAsks) => opening.claim = Some(ClaimType::Ask),
                Role::Cue(Cue::OpensAims) => opening.claim = Some(ClaimType::Aim),
                _ => {}
            }
        }
        match (strengths, challenges) {
            (Some(cue), None) if opening.claim.is_none() => (opening.strengths, opening.cue) = (Some(true), cue),
            (None, Some(cue)) if opening.claim.is_none() => (opening.strengths, opening.cue) = (Some(false), cue),
            (None, None) if opening.claim.is_none() => return None,
            // "What worked and what are the barriers": it speaks, and leaves the choice open.
            _ => {}
        }
        Some(opening)
    }

    /// The same words as the stem of a list.
    pub(super) fn as_stem(&self) -> Opening {
        Opening { from_stem: true, ..self.clone() }
    }

    /// The same words as the header of a column.
    pub(super) fn as_header(&self) -> Opening {
        Opening { from_header: true, ..self.clone() }
    }

    /// Whether it opens strengths or difficulties.
    pub(super) fn takes_sides(&self) -> bool {
        self.strengths.is_some()
    }

    /// Whether a list or column is one of strengths (true) or challenges (false), by its stem or header.
    pub(super) fn list_of_strengths(&self) -> Option<bool> {
        self.strengths.filter(|_| self.from_stem || self.from_header)
    }

    /// Whether a list is one of asks or aims, by its stem: what it holds has not come to pass.
    pub(super) fn list_of_wishes(&self) -> bool {
        self.from_stem && self.claim.is_some()
    }

    /// The polarity of a sentence that has none of its own. A heading speaks for what is or was, not for asks and aims.
    pub(super) fn default_for(&self, claim: ClaimType, turns: bool) -> Option<bool> {
        let factual = matches!(claim, ClaimType::Effect | ClaimType::Activity | ClaimType::Context);
        self.strengths.filter(|_| !turns && (self.from_stem || factual))
    }

    /// The claim of a sentence whose own words claim this.
    pub(super) fn claim_for(&self, own: ClaimType) -> ClaimType {
        match (own, self.claim) {
            (ClaimType::Context | ClaimType::Activity, Some(claim)) => claim,
            _ => own,
        }
    }

    /// The same opening after a sentence turned against it.
    pub(super) fn turned(&self) -> Opening {
        Opening { strengths: None, ..self.clone() }
    }

    /// What stands over a sentence that illustrates the one before ("For example, ..."): it can only illustrate what that said.
    pub(super) fn illustrating(&self, strengths: bool) -> Opening {
        Opening {
            strengths: Some(strengths),
            from_stem: true,
            illustrates: true,
            cue: "example".to_owned(),
            ..self.clone()
        }
    }

    /// Whether the sentence illustrates the one before, so that no turn of its own sets it free.
    pub(super) fn illustrates(&self) -> bool {
        self.illustrates
    }

    /// The rule it gives its sentences.
    pub(super) fn rule(&self) -> String {
        let from = if self.from_stem { "stem" } else { "heading" };
        format!("{from}:{}", self.cue)
    }
}
