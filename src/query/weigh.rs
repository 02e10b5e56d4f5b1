//! What the words of a query are worth: passages with all, with either or with most of them.

use super::ast::{Leaf, LeafKind};
use super::compile::{Compiler, Reach};
use super::error::QueryError;
use super::place::Place;
use super::plain::{DECISION, Role, role};
use super::several::{Pair, Part, Rule, Several};
use std::sync::Arc;
use tantivy::Score;
use tantivy::query::Query;

/// Two words of a question that stand together, beside a stem's 1, and the most words between them.
const TOGETHER: Score = 0.5;
const APART: u32 = 3;
/// Most words that two hyphenated ones may be together: the library keeps every way to fill the gaps between them.
const MOST_TOGETHER: usize = 8;
/// What a word that frames a question is worth beside one that says what it is about.
const FRAMING: Score = 0.15;
const DECIDING: Score = 0.25;

impl Compiler<'_> {
    /// Passages with all of these leaves; see [`Rule::All`].
    pub(super) fn several(&mut self, leaves: &[&Leaf]) -> Result<Box<dyn Query>, QueryError> {
        self.ruled(leaves, Rule::All)
    }

    /// Passages with any of these leaves; see [`Rule::Sum`].
    pub(super) fn either(&mut self, leaves: &[&Leaf]) -> Result<Box<dyn Query>, QueryError> {
        self.ruled(leaves, Rule::Sum)
    }

    fn ruled(&mut self, leaves: &[&Leaf], rule: Rule) -> Result<Box<dyn Query>, QueryError> {
        let mut parts = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let own = self.alternatives(leaf, Reach::Passage)?;
            parts.push(Part { own, around: self.surroundings(leaf)?, extra: self.as_written(leaf)?, worth: 1.0 });
        }
        Ok(self.query_of(parts, rule, Vec::new()))
    }

    fn query_of(&mut self, parts: Vec<Part>, rule: Rule, together: Vec<Pair>) -> Box<dyn Query> {
        self.least = Arc::default();
        let least = Arc::clone(&self.least);
        Box::new(Several { parts, rule, together, length: self.store.fields().exact, least })
    }

    /// Passages with any of these words, best those that have most; see [`Rule::Any`].
    pub(super) fn any_of(&mut self, leaves: &[&Leaf], is_question: bool) -> Result<Box<dyn Query>, QueryError> {
        let mut parts = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let stems = match &leaf.kind {
                LeafKind::Word(word) => self.stems(word),
                _ => Vec::new(),
            };
            let role = match stems.as_slice() {
                [stem] if is_question => role(stem),
                _ => Role::Content,
            };
            let (share, own, around, extra) = match role {
                Role::Decision => (DECIDING, self.in_text(&DECISION, DECIDING)?, Vec::new(), Vec::new()),
                Role::Frame => {
                    let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
                    (FRAMING, self.in_text(&stems, FRAMING)?, Vec::new(), Vec::new())
                }
                Role::Content => {
                    let own = self.alternatives(leaf, Reach::Text)?;
                    (1.0, own, self.surroundings(leaf)?, self.as_written(leaf)?)
                }
            };
            parts.push(Part { own, around, extra, worth: share * self.rarity(&stems)? });
        }
        let mut together = Vec::new();
        for (first, pair) in leaves.windows(2).enumerate() {
            let both = self.exactly(&format!("{} {}", pair[0].written, pair[1].written));
            if both.len() <= MOST_TOGETHER {
                let place = self.phrase_in(self.store.fields().exact, &both, APART, TOGETHER)?;
                together.extend(place.map(|place| Pair { first, place }));
            }
        }
        Ok(self.query_of(parts, Rule::Any, together))
    }

    /// Stems in the passages' texts.
    fn in_text(&mut self, stems: &[&str], worth: Score) -> Result<Vec<Place>, QueryError> {
        let mut out = Vec::with_capacity(stems.len());
        for stem in stems {
            out.extend(self.stem_in_text(stem, worth)?);
        }
        Ok(out)
    }
}
