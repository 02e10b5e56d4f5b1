//! Passages that share rare words with a given one.
//!
//! As tantivy's more-like-this, but for one thing: that one weighs words by counts that include deleted passages, so the same
//! passage would be like others after another history of builds. The words are chosen here by counts of what is alive.

use super::ast::{Leaf, LeafKind};
use super::compile::{Compiler, words};
use super::error::QueryError;
use super::plain::is_function;
use crate::util::text::is_unspaced;
use std::collections::BTreeMap;

/// Most words that are looked for: the rarest of a passage say what it is about.
const MOST_WORDS: usize = 16;

/// The words of a text that say most about it, rarest first, as parts of a query.
pub(super) fn leaves(compiler: &mut Compiler<'_>, text: &str) -> Result<Vec<Leaf>, QueryError> {
    let mut analyser = compiler.stemmed.clone();
    let mut counts: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for word in words(&mut compiler.exact.clone(), text) {
        let short = word.chars().count() < 3 && !word.starts_with(is_unspaced);
        if short || is_function(&word) {
            continue;
        }
        if let Some(stem) = words(&mut analyser, &word).pop() {
            counts.entry(stem).or_insert((word, 0)).1 += 1;
        }
    }
    let mut ranked = Vec::with_capacity(counts.len());
    for (stem, (word, times)) in counts {
        // A word that stands in this passage alone finds no other.
        if compiler.frequency(&stem)? > 1 {
            let weight = compiler.rarity(std::slice::from_ref(&stem))? * (1.0 + f64::from(times).ln() as f32);
            ranked.push((weight, word));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ranked.truncate(MOST_WORDS);
    let leaf = |word: String| Leaf { kind: LeafKind::Word(word.clone()), field: None, written: word };
    Ok(ranked.into_iter().map(|(_, word)| leaf(word)).collect())
}
