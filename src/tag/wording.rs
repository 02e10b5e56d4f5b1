//! A passage's words, read once: what its themes, its statements and its section's subject all begin with.

use super::lexicon::Entry;
use super::matcher::Hit;
use super::rules::Rules;
use super::substance::{self, Substance};
use super::themes::{self, Gathered, Surroundings};
use super::titles;
use super::tokens::Tokens;
use crate::model::paper::Passage;
use std::ops::Range;

/// The words of a passage with what the lexicon finds in them.
#[derive(Debug)]
pub(super) struct Wording {
    pub(super) tokens: Tokens,
    /// Hits that stand.
    pub(super) hits: Vec<Hit>,
    pub(super) substance: Substance,
    /// Themes by its own words and what stands over it alone, in order.
    pub(super) own: Vec<u16>,
    titles: Vec<Range<u32>>,
    above: Vec<u16>,
}

impl Wording {
    /// Reads a passage below things that name the themes of `above`.
    pub(super) fn of(rules: &Rules, themes: &[Entry], passage: &Passage, above: Vec<u16>) -> Wording {
        let tokens = Tokens::of(&passage.text);
        let hits = rules.find(&tokens, &passage.text);
        let substance = substance::of(&passage.text, &tokens, &hits, rules);
        let titles = titles::spans(&passage.text, &tokens);
        let mut wording = Wording { tokens, hits, substance, own: Vec::new(), titles, above };
        wording.own = wording.reached(rules, themes, &[]);
        wording
    }

    /// The themes that it is about, in order, where section and paper add these gains.
    pub(super) fn reached(&self, rules: &Rules, themes: &[Entry], gains: &[f32]) -> Vec<u16> {
        if self.substance <= Substance::Row {
            return Vec::new();
        }
        themes::reached(&self.gather(rules, themes, gains))
    }

    /// What every theme with a term gathers, whatever the passage's substance.
    pub(super) fn gather(&self, rules: &Rules, themes: &[Entry], gains: &[f32]) -> Vec<Gathered> {
        let around =
            Surroundings { words: self.tokens.list().len(), titles: &self.titles, above: &self.above, gains };
        themes::gather(rules, themes, &self.hits, &around)
    }

    /// Runs of words that are titles of offices and committees.
    pub(super) fn titles(&self) -> &[Range<u32>] {
        &self.titles
    }
}
