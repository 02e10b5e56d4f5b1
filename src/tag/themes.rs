//! Themes of passages and headings: weights against thresholds.

use super::lexicon::Entry;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use super::tokens::Tokens;
use std::collections::BTreeMap;

/// Weight that a heading's phrase gains for each word beyond its first: what says more decides.
const PER_WORD: f32 = 0.25;

/// The themes whose different terms together reach the threshold.
pub(super) fn reached(rules: &Rules, themes: &[Entry], hits: &[Hit]) -> Vec<u16> {
    let mut sums: BTreeMap<u16, BTreeMap<u32, f32>> = BTreeMap::new();
    for hit in hits {
        let rule = rules.rule(hit);
        if let Role::Theme(theme) = rule.role {
            sums.entry(theme).or_default().insert(hit.rule, rule.weight);
        }
    }
    let threshold = |theme: u16| themes.get(theme as usize).map_or(1.0, |entry| entry.threshold);
    sums.into_iter()
        .filter(|(theme, sum)| sum.values().sum::<f32>() >= threshold(*theme))
        .map(|(theme, _)| theme)
        .collect()
}

/// The one theme that a heading names: the greatest weight, then the first in the text.
pub(super) fn of_heading(rules: &Rules, themes: &[Entry], heading: &str) -> Option<(u16, String)> {
    let tokens = Tokens::of(heading);
    let hits = rules.find(&tokens, heading);
    let mut best: Option<(f32, u32, u16, String)> = None;
    for theme in reached(rules, themes, &hits) {
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
