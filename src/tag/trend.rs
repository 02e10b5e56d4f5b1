//! What rose or fell, and whether that is good: attendance that fell is a difficulty, waiting times that fell are a success.
//!
//! A direction alone says nothing. It is joined to the thing measured: the first one before a verb ("complaints about noise rose"),
//! with no other direction between, or the nearest after a noun or adjective ("a rise in complaints", "fewer crimes").

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use super::tokens::{Gap, Tokens};

/// Words between what is measured and the direction after it, and before it.
const REACH: (u32, u32) = (8, 4);

/// A thing measured with its direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trend {
    /// First word.
    pub(super) first: u32,
    /// Last word, included.
    pub(super) last: u32,
    /// Where the direction begins.
    pub(super) direction: u32,
    /// It is a change for the better.
    pub(super) good: bool,
    /// The terms that say so.
    pub(super) rule: String,
}

/// What rose or fell in a sentence with these hits.
pub(super) fn trends(rules: &Rules, tokens: &Tokens, hits: &[Hit]) -> Vec<Trend> {
    let cue = |hit: &Hit| match rules.rule(hit).role {
        Role::Cue(cue) => Some(cue),
        _ => None,
    };
    let is_direction = |hit: &&Hit| matches!(cue(hit), Some(Cue::Rise | Cue::Fall));
    let is_measured = |hit: &&Hit| matches!(cue(hit), Some(Cue::HighIsGood | Cue::LowIsGood));
    // One after the other in reach, without a comma or another direction between.
    let joined = |one: &Hit, other: &Hit, reach: u32| {
        let between = || tokens.list().iter().skip(one.last as usize + 1).take((other.first - one.last) as usize);
        let parts = |hit: &Hit| hit.first > one.last && hit.last < other.first;
        other.first > one.last
            && other.first - one.last - 1 <= reach
            && between().all(|token| token.gap == Gap::None)
            && !hits.iter().filter(is_direction).any(parts)
    };
    let mut out = Vec::new();
    for direction in hits.iter().filter(is_direction) {
        let before = || hits.iter().filter(is_measured).find(|hit| joined(hit, direction, REACH.0));
        let after = || hits.iter().filter(is_measured).find(|hit| joined(direction, hit, REACH.1));
        let found = match tokens.word(direction.last as usize) {
            "in" | "of" | "fewer" => after(),
            // "The hub has reduced delays" says what was done; "reduced delays" may be hoped for.
            "reduced" | "increased" if direction.last > direction.first => before().or_else(after),
            _ => before(),
        };
        let Some(measured) = found else { continue };
        let rises = cue(direction) == Some(Cue::Rise);
        out.push(Trend {
            first: measured.first.min(direction.first),
            last: measured.last.max(direction.last),
            direction: direction.first,
            good: rises == (cue(measured) == Some(Cue::HighIsGood)),
            rule: format!("{} + {}", rules.rule(measured).text, rules.rule(direction).text),
        });
    }
    out
}
