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
    let together = |from: u32, to: u32| {
        let between = (from + 1..=to).filter_map(|at| tokens.list().get(at as usize));
        between.into_iter().all(|token| token.gap == Gap::None)
    };
    let mut out = Vec::new();
    for direction in hits.iter().filter(is_direction) {
        let parted = |from: u32, to: u32| hits.iter().filter(is_direction).any(|d| d.first > from && d.last < to);
        let before = || {
            let subject = |hit: &&Hit| {
                hit.last < direction.first
                    && direction.first - hit.last - 1 <= REACH.0
                    && together(hit.last, direction.first)
                    && !parted(hit.last, direction.first)
            };
            hits.iter().filter(is_measured).find(subject)
        };
        let after = || {
            let object = |hit: &&Hit| {
                hit.first > direction.last
                    && hit.first - direction.last - 1 <= REACH.1
                    && together(direction.last, hit.first)
                    && !parted(direction.last, hit.first)
            };
            hits.iter().filter(is_measured).find(object)
        };
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
