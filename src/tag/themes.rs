//! Themes of passages and headings: what a passage is about, not every subject that it names in passing.
//!
//! Each theme gathers the weights of its terms. A term counts once with its full weight, and a little more where it is said again;
//! inside the title of an office or committee it counts a quarter. What opens the passage (its list's stem, the nearest heading,
//! the paper's title) adds half a term to a theme that the passage names itself. A long passage must say more of a theme than a
//! short one, and of many themes the weightiest stand.

use super::lexicon::Entry;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use std::collections::BTreeMap;
use std::ops::Range;

/// Weight that a heading's phrase gains for each word beyond its first: what says more decides.
const PER_WORD: f32 = 0.25;
/// The share of its weight that a term adds when it is said again, and how often that counts.
const AGAIN: (f32, u32) = (0.25, 2);
/// What is left of a term's weight inside the title of an office or committee.
const IN_TITLE: f32 = 0.25;
/// What a theme gains from each thing that stands over the passage and names it, and the most it gains.
const FROM_ABOVE: (f32, f32) = (0.5, 0.75);
/// Words up to which a passage is short, and beyond which it is as long as counts.
const LENGTHS: (usize, usize) = (55, 120);
/// How many times a short passage's threshold a long one needs.
const LONG: f32 = 1.5;
/// The least share of the weightiest theme's sum that another needs.
const LEAST_SHARE: f32 = 0.45;
/// The sum beyond which a theme outweighs others no more.
const WEIGHTIEST: f32 = 3.0;
/// Themes of a short and of a long passage.
const MOST: (usize, usize) = (3, 4);

/// What bears on a passage's themes beside its own terms.
#[derive(Debug, Default)]
pub(super) struct Surroundings<'a> {
    /// Words of the passage.
    pub(super) words: usize,
    /// Runs of words that are titles of offices and committees.
    pub(super) titles: &'a [Range<u32>],
    /// Themes that stem, heading or paper title name; one may stand several times.
    pub(super) above: &'a [u16],
}

/// What one theme gathered in a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gathered {
    /// The theme.
    pub(super) theme: u16,
    /// Weights of its terms.
    pub(super) terms: f32,
    /// What stands over the passage adds.
    pub(super) above: f32,
    /// What it needs.
    pub(super) needed: f32,
    /// Whether the passage is about it.
    pub(super) outcome: Outcome,
}

/// Whether a passage is about a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is.
    Given,
    /// Too little is said of it.
    Short,
    /// Much more is said of another.
    Outweighed,
    /// Others are said more of, and they are as many as a passage has.
    Crowded,
}

/// The themes that a passage is about, in the lexicon's order.
pub(super) fn reached(rules: &Rules, themes: &[Entry], hits: &[Hit], around: &Surroundings<'_>) -> Vec<u16> {
    let gathered = gather(rules, themes, hits, around).into_iter();
    let mut out: Vec<u16> = gathered.filter(|g| g.outcome == Outcome::Given).map(|g| g.theme).collect();
    out.sort_unstable();
    out
}

/// What every theme with a term gathered, the weightiest first.
pub(super) fn gather(rules: &Rules, themes: &[Entry], hits: &[Hit], around: &Surroundings<'_>) -> Vec<Gathered> {
    let long = (around.words.clamp(LENGTHS.0, LENGTHS.1) - LENGTHS.0) as f32 / (LENGTHS.1 - LENGTHS.0) as f32;
    let longer = 1.0 + (LONG - 1.0) * long;
    let mut found: Vec<Gathered> = sums(rules, hits, around.titles)
        .into_iter()
        .map(|(theme, terms)| {
            let above = around.above.iter().filter(|above| **above == theme).count() as f32;
            let above = (above * FROM_ABOVE.0).min(FROM_ABOVE.1);
            let needed = threshold(themes, theme) * longer;
            let outcome = if terms + above >= needed { Outcome::Given } else { Outcome::Short };
            Gathered { theme, terms, above, needed, outcome }
        })
        .collect();
    found.sort_by(|a, b| (b.terms + b.above).total_cmp(&(a.terms + a.above)).then(a.theme.cmp(&b.theme)));
    let most = if long > 0.5 { MOST.1 } else { MOST.0 };
    let mut best: f32 = 0.0;
    let mut given = 0;
    for theme in found.iter_mut().filter(|g| g.outcome == Outcome::Given) {
        let sum = theme.terms + theme.above;
        best = best.max(sum.min(WEIGHTIEST));
        if sum < best * LEAST_SHARE {
            theme.outcome = Outcome::Outweighed;
        } else if given == most {
            theme.outcome = Outcome::Crowded;
        } else {
            given += 1;
        }
    }
    found
}

/// The weight of each theme's terms.
fn sums(rules: &Rules, hits: &[Hit], titles: &[Range<u32>]) -> BTreeMap<u16, f32> {
    let mut terms: BTreeMap<(u16, u32), (f32, u32)> = BTreeMap::new();
    for hit in hits.chunk_by(|a, b| (a.first, a.last) == (b.first, b.last)).flat_map(|same| heaviest(rules, same)) {
        let rule = rules.rule(hit);
        let Role::Theme(theme) = rule.role else { continue };
        let titled = titles.iter().any(|title| title.start <= hit.first && hit.last < title.end);
        let weight = if titled { rule.weight * IN_TITLE } else { rule.weight };
        let (most, times) = terms.entry((theme, hit.rule)).or_insert((0.0, 0));
        *most = most.max(weight);
        *times += u32::from(!titled);
    }
    let mut out = BTreeMap::new();
    for ((theme, _), (weight, times)) in terms {
        *out.entry(theme).or_insert(0.0) += weight + weight * AGAIN.0 * times.saturating_sub(1).min(AGAIN.1) as f32;
    }
    out
}

/// Of hits on the same words the heaviest of each theme: words count once, however many terms name them ("budget", "budgets").
fn heaviest<'h>(rules: &Rules, same: &'h [Hit]) -> Vec<&'h Hit> {
    let mut out: Vec<&Hit> = Vec::new();
    for hit in same {
        let rule = rules.rule(hit);
        match out.iter_mut().find(|kept| rules.rule(kept).role == rule.role) {
            Some(kept) if rules.rule(kept).weight < rule.weight => *kept = hit,
            Some(_) => {}
            None => out.push(hit),
        }
    }
    out
}

/// The sum that a theme needs in a short text.
fn threshold(themes: &[Entry], theme: u16) -> f32 {
    themes.get(theme as usize).map_or(1.0, |entry| entry.threshold)
}

/// Every theme that a title or heading with these hits names.
pub(super) fn named(rules: &Rules, themes: &[Entry], hits: &[Hit]) -> Vec<u16> {
    let sums = sums(rules, hits, &[]).into_iter();
    sums.filter(|(theme, sum)| *sum >= threshold(themes, *theme)).map(|(theme, _)| theme).collect()
}

/// Of the themes that a heading names the one that it is of: the greatest weight, then the first in the text.
pub(super) fn of_heading(rules: &Rules, named: &[u16], hits: &[Hit]) -> Option<(u16, String)> {
    let mut best: Option<(f32, u32, u16, String)> = None;
    for theme in named.iter().copied() {
        let own: Vec<&Hit> = hits.iter().filter(|hit| rules.rule(hit).role == Role::Theme(theme)).collect();
        let weight: f32 = own.iter().map(|hit| rules.rule(hit).weight + PER_WORD * (hit.last - hit.first) as f32).sum();
        let Some(first) = own.first().map(|hit| hit.first) else { continue };
        let better = best.as_ref().is_none_or(|(most, at, ..)| weight > *most || weight == *most && first < *at);
        if better {
            let heaviest = own.iter().max_by(|a, b| {
                let key = |hit: &Hit| (rules.rule(hit).weight, hit.last - hit.first);
                key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal).then(b.first.cmp(&a.first))
            });
            best = heaviest.map(|hit| (weight, first, theme, rules.rule(hit).text.clone()));
        }
    }
    best.map(|(.., theme, text)| (theme, text))
}
