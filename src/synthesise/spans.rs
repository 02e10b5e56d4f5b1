//! What of a passage is quoted as one piece: a statement, or a concession and what it concedes.
//!
//! "Partners met weekly. However, no plan followed." says two things that each mislead alone. A sentence that opens by taking back
//! part of the one before it is never parted from it; and one that opens with "This" or "They" is quoted with what it points to, or not
//! at all.

use super::gather::quotation;
use super::reads;
use super::tally::together;
use crate::model::paper::{Passage, PassageKind};
use crate::model::tags::{ClaimType, Coded, Stance, Statement};
use crate::util::pattern;
use crate::util::text::{char_slice, word_count};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Openings that take back part of the sentence before.
static CONCEDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:however|nevertheless|nonetheless|but|yet|even so|that said|having said (?:this|that)|despite (?:this|that|these)|in spite of (?:this|that)|although (?:this|that|these)|though (?:this|that)|while (?:this|that|these)|whilst (?:this|that|these)|on the other hand|conversely)\b",
    )
});

/// Words that a sentence may have together with the one before it on which it hangs.
const TOGETHER: u64 = 70;

/// One or several statements of a passage that are quoted together.
pub(super) struct Span<'a> {
    /// The statement that it is for.
    pub(super) own: &'a Statement,
    /// Position of that among the statements of the passage.
    pub(super) at: usize,
    /// Where its words begin: with the sentence before, where its own cannot be understood without.
    pub(super) start: u32,
    /// Where they end.
    pub(super) end: u32,
    /// It hangs on a sentence that cannot be quoted with it.
    pub(super) hangs: bool,
    pub(super) stance: Stance,
    pub(super) claim: ClaimType,
    pub(super) themes: BTreeSet<&'a str>,
    pub(super) areas: &'a [Coded],
    pub(super) challenges: BTreeSet<&'a str>,
    pub(super) strengths: BTreeSet<&'a str>,
}

/// The statements of a passage in order; concessions are joined to what they concede, and a sentence that hangs on the one before it
/// begins with that, where both are about the same areas.
pub(super) fn spans<'a>(passage: &Passage, statements: &'a [Statement]) -> Vec<Span<'a>> {
    let mut made: Vec<Span<'a>> = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        let words = quotation(passage, statement);
        let same = |areas: &[Coded]| areas.iter().map(|a| &a.id).eq(statement.areas.iter().map(|a| &a.id));
        match made.last_mut() {
            Some(last) if CONCEDES.is_match(words) && same(last.areas) => {
                last.end = end(words, statement);
                last.stance = together(last.stance, reads::stance(words, statement.stance));
                if claim_rank(statement.claim) < claim_rank(last.claim) {
                    last.claim = statement.claim;
                }
                last.themes.extend(statement.themes.iter().map(|t| t.id.as_str()));
                last.challenges.extend(statement.challenges.iter().map(String::as_str));
                last.strengths.extend(statement.strengths.iter().map(String::as_str));
            }
            last => {
                let (mut start, mut hangs) = (statement.start, reads::hangs(words));
                let mut stance = reads::stance(words, statement.stance);
                if let Some(last) =
                    last.filter(|l| hangs && !l.hangs && passage.kind != PassageKind::Row && same(l.areas))
                {
                    let both = word_count(char_slice(&passage.text, last.start, statement.end));
                    if both <= TOGETHER {
                        (start, hangs) = (last.start, false);
                        stance = together(last.stance, stance);
                    }
                }
                made.push(Span {
                    own: statement,
                    at,
                    start,
                    end: end(words, statement),
                    hangs,
                    stance,
                    claim: reads::claim(words, statement.claim),
                    themes: statement.themes.iter().map(|t| t.id.as_str()).collect(),
                    areas: &statement.areas,
                    challenges: statement.challenges.iter().map(String::as_str).collect(),
                    strengths: statement.strengths.iter().map(String::as_str).collect(),
                });
            }
        }
    }
    made
}

/// Where a statement ends: before a closing mark of a quotation that began in an earlier one.
fn end(words: &str, statement: &Statement) -> u32 {
    statement.end - u32::from(words.ends_with('”') && !words.contains('“'))
}

/// A result says more of the whole than what was done, and that more than what is wished.
fn claim_rank(claim: ClaimType) -> u8 {
    match claim {
        ClaimType::Effect => 0,
        ClaimType::Activity => 1,
        ClaimType::Context => 2,
        ClaimType::Aim => 3,
        ClaimType::Ask => 4,
        ClaimType::Caveat => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::testing::{passage, statement};

    #[test]
    fn a_concession_stays_with_what_it_concedes() {
        let of = passage("Partners met weekly. However, no plan followed. A plan is due.");
        let statements = [statement(&of, 0, 20), statement(&of, 21, 47), statement(&of, 48, 62)];
        let spans = spans(&of, &statements);
        let words: Vec<_> = spans.iter().map(|s| char_slice(&of.text, s.start, s.end)).collect();
        assert_eq!(words, ["Partners met weekly. However, no plan followed.", "A plan is due."]);
    }

    #[test]
    fn a_closing_mark_without_its_opening_is_left_out() {
        let of = passage("“Staff came. Nobody left.” They said “thanks.”");
        let statements = [statement(&of, 0, 12), statement(&of, 13, 25), statement(&of, 26, 46)];
        let spans = spans(&of, &statements);
        let words: Vec<_> = spans.iter().map(|s| char_slice(&of.text, s.start.max(13), s.end)).collect();
        assert_eq!(words[1], "Nobody left.");
        assert!(words[2].ends_with('”'));
    }

    #[test]
    fn a_sentence_that_hangs_on_another_begins_with_it() {
        let of = passage("They meet weekly. A hub opened. This cut the wait.");
        let statements = [statement(&of, 0, 17), statement(&of, 18, 31), statement(&of, 32, 50)];
        let spans = spans(&of, &statements);
        let words: Vec<_> = spans.iter().map(|s| char_slice(&of.text, s.start, s.end)).collect();
        assert_eq!(words, ["They meet weekly.", "A hub opened.", "A hub opened. This cut the wait."]);
        assert_eq!(spans.iter().map(|s| s.hangs).collect::<Vec<_>>(), [true, false, false]);
    }
}
