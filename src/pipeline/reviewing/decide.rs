//! One decision carried out on the tags of its passage: mentions, the sentences' codes, and stance.

use crate::model::codebook::{Codebook, Facet};
use crate::model::review::{Decision, Subject, Verdict};
use crate::model::tags::{Coded, Mention, PassageTags, Scope, Stance};

/// Decisions in the order in which they are carried out: that of the file, with those about stance last, since a tag that is added
/// may bring a stance with it.
pub(super) fn in_order<'d>(decisions: impl IntoIterator<Item = &'d Decision>) -> Vec<&'d Decision> {
    let mut out: Vec<&Decision> = decisions.into_iter().collect();
    out.sort_by_key(|decision| decision.subject == Subject::Stance);
    out
}

/// Carries out decisions in that order.
pub(in crate::pipeline) fn decide_all<'d>(
    decisions: impl IntoIterator<Item = &'d Decision>,
    tags: &mut PassageTags,
    codebook: &Codebook,
) {
    in_order(decisions).into_iter().for_each(|decision| decide(decision, tags, codebook));
}

pub(super) fn decide(decision: &Decision, tags: &mut PassageTags, codebook: &Codebook) {
    let facet = match decision.subject {
        Subject::Concept(facet) => facet,
        Subject::Stance => {
            if let Ok(stance) = Stance::meant(&decision.concept) {
                set_stance(tags, stance);
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

/// Whether a stance says what another says as well.
fn holds(stance: Stance, side: Stance) -> bool {
    stance == side || stance == Stance::Mixed
}

/// Gives a passage its stance, and its sentences one that does not contradict it: what they say against it falls, and where none
/// says it, the sentence that said something, else the first with a code, else the first, says it.
fn set_stance(tags: &mut PassageTags, stance: Stance) {
    tags.stance = stance;
    let statements = &mut tags.statements;
    let carrier = statements
        .iter()
        .position(|s| holds(s.stance, stance) && stance != Stance::Neutral)
        .or_else(|| statements.iter().position(|s| s.stance != Stance::Neutral))
        .or_else(|| {
            statements.iter().position(|s| !(s.themes.is_empty() && s.challenges.is_empty() && s.strengths.is_empty()))
        })
        .unwrap_or(0);
    match stance {
        Stance::Neutral => statements.iter_mut().for_each(|s| s.stance = Stance::Neutral),
        Stance::Strength | Stance::Challenge => {
            for (at, statement) in statements.iter_mut().enumerate() {
                if at == carrier || statement.stance == Stance::Mixed {
                    statement.stance = stance;
                } else if statement.stance != stance {
                    statement.stance = Stance::Neutral;
                }
            }
        }
        Stance::Mixed => {
            let says = |side| statements.iter().any(|s| holds(s.stance, side));
            if !(says(Stance::Strength) && says(Stance::Challenge))
                && let Some(statement) = statements.get_mut(carrier)
            {
                statement.stance = Stance::Mixed;
            }
        }
    }
}

/// Whether a mention is of this concept; a place is named by its code.
fn names(mention: &Mention, facet: Facet, concept: &str) -> bool {
    mention.facet == facet && (mention.concept == concept || mention.code.as_deref() == Some(concept))
}

pub(super) fn is_there(tags: &PassageTags, facet: Facet, concept: &str) -> bool {
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
    // failing them to the first, which then says so.
    let side = match facet {
        Facet::Challenge => Stance::Challenge,
        _ => Stance::Strength,
    };
    let any = tags.statements.iter().any(|s| holds(s.stance, side));
    if matches!(facet, Facet::Challenge | Facet::Strength) {
        if !any && let Some(first) = tags.statements.first_mut() {
            first.stance = with(first.stance, side);
        }
        tags.stance = with(tags.stance, side);
    }
    for statement in &mut tags.statements {
        match facet {
            Facet::Theme => statement.themes.push(coded()),
            Facet::Place => {
                statement.areas.push(coded());
                statement.areas.sort_by(|a, b| a.id.cmp(&b.id));
            }
            Facet::Challenge if holds(statement.stance, side) => statement.challenges.push(concept.to_owned()),
            Facet::Strength if holds(statement.stance, side) => statement.strengths.push(concept.to_owned()),
            _ => {}
        }
    }
}

/// A stance with another side to it.
fn with(stance: Stance, side: Stance) -> Stance {
    match stance {
        Stance::Neutral => side,
        stance if holds(stance, side) => stance,
        _ => Stance::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tags::{ClaimType, Statement};

    fn said(stances: &[Stance]) -> PassageTags {
        let statement = |stance| Statement {
            id: String::new(),
            start: 0,
            end: 1,
            stance,
            claim: ClaimType::default(),
            themes: Vec::new(),
            areas: Vec::new(),
            challenges: Vec::new(),
            strengths: Vec::new(),
        };
        PassageTags { statements: stances.iter().copied().map(statement).collect(), ..PassageTags::default() }
    }

    #[test]
    fn sentences_do_not_contradict_the_stance_that_was_decided() {
        use Stance::{Challenge, Mixed, Neutral, Strength};
        for (before, decided, after) in [
            (vec![Challenge, Neutral], Neutral, vec![Neutral, Neutral]),
            (vec![Strength, Challenge], Challenge, vec![Neutral, Challenge]),
            (vec![Neutral, Strength], Challenge, vec![Neutral, Challenge]),
            (vec![Neutral, Neutral], Strength, vec![Strength, Neutral]),
            (vec![Mixed, Strength], Strength, vec![Strength, Strength]),
            (vec![Strength, Challenge], Mixed, vec![Strength, Challenge]),
            (vec![Strength, Neutral], Mixed, vec![Mixed, Neutral]),
        ] {
            let mut tags = said(&before);
            set_stance(&mut tags, decided);
            assert_eq!(tags.stance, decided);
            assert_eq!(tags.statements.iter().map(|s| s.stance).collect::<Vec<_>>(), after, "{before:?} {decided:?}");
        }
    }
}
