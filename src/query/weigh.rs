//! What the words of a query are worth: passages with all or any of them, and the most that each can add to a score.

use super::ast::{Leaf, LeafKind};
use super::compile::Reach;
use super::compile::{AS_WRITTEN, BESIDE, Compiler, LEAD, SECTION, STEM, TITLE, is_joined, phrase, term, union, words};
use super::error::QueryError;
use super::plain::{DECISION, Role, role};
use super::several::{Part, Rule, Several};
use std::sync::Arc;
use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

/// Two words of a question that stand together, beside a stem's 1, and the most words between them.
const TOGETHER: Score = 0.5;
const APART: u32 = 3;
/// What a word that frames a question is worth beside one that says what it is about.
const FRAMING: Score = 0.15;
const DECIDING: Score = 0.25;

/// BM25's bound: a word counts so many times its rarity at most, however often it stands there.
const MOST_TIMES: Score = 2.2;

impl Compiler<'_> {
    /// Passages with all of these leaves; see [`Rule::All`].
    pub(super) fn several(&mut self, leaves: &[&Leaf]) -> Result<Box<dyn Query>, QueryError> {
        let mut parts = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let own = union(self.alternatives(leaf, Reach::Passage));
            let around = self.surroundings(leaf).into_iter().chain(self.as_written(leaf)).collect();
            let most = self.most(leaf, &[STEM, LEAD, BESIDE], &[AS_WRITTEN, SECTION, TITLE])?;
            parts.push(Part { own, around: union(around), worth: 1.0, most });
        }
        Ok(self.query_of(parts, Rule::All, Vec::new()))
    }

    fn query_of(&mut self, parts: Vec<Part>, rule: Rule, together: Vec<(Box<dyn Query>, Score)>) -> Box<dyn Query> {
        self.least = Arc::default();
        let least = Arc::clone(&self.least);
        Box::new(Several { parts, rule, together, length: self.store.fields().body, least })
    }

    /// The most that a word can score in the passage and around it, by what it is worth in each place; without bound for what is no
    /// plain word.
    fn most(&mut self, leaf: &Leaf, own: &[Score], around: &[Score]) -> Result<(Score, Score), QueryError> {
        let unknown = (Score::INFINITY, Score::INFINITY);
        let LeafKind::Word(word) = &leaf.kind else { return Ok(unknown) };
        let stem = match (words(&mut self.stemmed, word).as_slice(), words(&mut self.exact, word).as_slice()) {
            ([stem], [exact]) if leaf.field.is_none() && !is_joined(exact) => stem.clone(),
            _ => return Ok(unknown),
        };
        let fields = self.store.fields();
        let exact = words(&mut self.exact, word).pop().unwrap_or_default();
        // BM25 never gives more than so many times a word's rarity, however often it stands there.
        let bound = |compiler: &Self, field: Field, word: &str, worth: Score| -> Result<Score, QueryError> {
            Ok(worth * MOST_TIMES * compiler.rarity_in(field, word)?)
        };
        let (mut inside, mut outside) = (0.0, 0.0);
        for (field, worth) in [fields.body, fields.lead, fields.beside].into_iter().zip(own) {
            inside += bound(self, field, &stem, *worth)?;
        }
        for ((field, word), worth) in
            [(fields.exact, &exact), (fields.section, &stem), (fields.title, &stem)].into_iter().zip(around)
        {
            outside += bound(self, field, word, *worth)?;
        }
        Ok((inside, outside))
    }

    /// Passages with any of these words, best those that have most; see [`Rule::Any`].
    pub(super) fn any_of(&mut self, leaves: &[&Leaf], is_question: bool) -> Result<Box<dyn Query>, QueryError> {
        let fields = self.store.fields();
        let mut parts = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let stems = match &leaf.kind {
                LeafKind::Word(word) => words(&mut self.stemmed, word),
                _ => Vec::new(),
            };
            let role = match stems.as_slice() {
                [stem] if is_question => role(stem),
                _ => Role::Content,
            };
            let (own, around, most) = match role {
                Role::Decision => {
                    let stems =
                        DECISION.iter().map(|stem| term(fields.body, stem, IndexRecordOption::WithFreqs, DECIDING));
                    let mut most = 0.0;
                    for stem in DECISION {
                        most += DECIDING * MOST_TIMES * self.rarity_in(fields.body, stem)?;
                    }
                    (union(stems.collect()), Vec::new(), (most, 0.0))
                }
                Role::Frame => {
                    let most = self.most(leaf, &[FRAMING], &[])?;
                    (self.stemmed_leaf(leaf, fields.body, FRAMING), Vec::new(), most)
                }
                Role::Content => {
                    let around = self.surroundings(leaf).into_iter().chain(self.as_written(leaf)).collect();
                    let most = self.most(leaf, &[STEM, LEAD], &[AS_WRITTEN, SECTION, TITLE])?;
                    (union(self.alternatives(leaf, Reach::Text)), around, most)
                }
            };
            let share = match role {
                Role::Content => 1.0,
                Role::Frame => FRAMING,
                Role::Decision => DECIDING,
            };
            let worth = share * self.rarity(&stems)?;
            parts.push(Part { own, around: union(around), worth, most });
        }
        let mut together = Vec::new();
        for pair in leaves.windows(2) {
            let both = words(&mut self.exact, &format!("{} {}", pair[0].written, pair[1].written));
            let mut most = 0.0;
            for word in &both {
                most += TOGETHER * MOST_TIMES * self.rarity_in(fields.exact, word)?;
            }
            together.push((phrase(fields.exact, &both, APART, TOGETHER), most));
        }
        Ok(self.query_of(parts, Rule::Any, together))
    }

    /// Passages whose text has this stem.
    pub(super) fn frequency(&self, stem: &str) -> Result<u64, QueryError> {
        self.frequency_in(self.store.fields().body, stem)
    }

    fn frequency_in(&self, field: Field, word: &str) -> Result<u64, QueryError> {
        let term = Term::from_field_text(field, word);
        self.store.statistics().doc_freq(&term).map_err(|error| self.store.failed(&error).into())
    }

    /// How rare a word is in a field, as BM25 counts it.
    fn rarity_in(&self, field: Field, word: &str) -> Result<Score, QueryError> {
        let (all, with) = (self.store.searcher().num_docs() as Score, self.frequency_in(field, word)? as Score);
        Ok((1.0 + (all - with + 0.5) / (with + 0.5)).ln())
    }

    /// How rare the rarest of these stems is in the passages' texts, and one at least.
    pub(super) fn rarity(&self, stems: &[String]) -> Result<Score, QueryError> {
        let mut most: Score = 1.0;
        for stem in stems {
            most = most.max(self.rarity_in(self.store.fields().body, stem)?);
        }
        Ok(most)
    }
}
