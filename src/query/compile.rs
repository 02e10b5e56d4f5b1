//! A query as the full-text index takes it.

use super::ast::{Leaf, LeafKind, Node, TextField};
use super::error::QueryError;
use super::filter::{everything, of_key, unscored};
use super::forms::{forms, spelt_like};
use super::place::Place;
use super::rounded::Rounded;
use super::several::{Least, Part, Rule, Several};
use crate::store::{EXACT, Fields, STEMMED, Store};
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::query::{BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, Query, TermSetQuery};
use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Score, Term};

/// What a word is worth by where it stands. A stem in the text is 1; the others were set by their meaning (a heading says what a
/// passage is about, a title what many are) and wait for judged queries.
pub(super) const STEM: Score = 1.0;
pub(super) const AS_WRITTEN: Score = 0.5;
pub(super) const LEAD: Score = 0.5;
pub(super) const SECTION: Score = 0.4;
pub(super) const TITLE: Score = 0.3;
/// Where a word stands beside the passages alone: enough to be found, after every passage that says it.
pub(super) const BESIDE: Score = 0.1;
/// A phrase beside the stem's 1: rarer already by its statistics.
const PHRASE: Score = 1.5;
/// Every word of a prefix, and every near spelling, counts alike.
const PREFIX: Score = 1.0;
/// Beginnings of words that are written together, apart or with a hyphen: co-ordination, coordination.
const JOINED: [&str; 14] =
    ["co", "re", "pre", "non", "multi", "inter", "anti", "semi", "post", "sub", "mid", "under", "e", "on"];

/// Where a leaf without a field may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// In the passage's text and the sentence that introduces its list.
    Text,
    /// There and in what it is the first passage after: a heading, the paper's title, the source's name, a running head.
    Passage,
    /// There, in the headings above it and in the paper's title.
    Surroundings,
}

/// Compiles the parts of one search.
pub(super) struct Compiler<'a> {
    pub(super) store: &'a Store,
    pub(super) exact: TextAnalyzer,
    pub(super) stemmed: TextAnalyzer,
    /// What the newest query made is told of the scores that are still wanted.
    pub(super) least: Arc<Least>,
    /// Forms of stems that were looked up.
    known: BTreeMap<String, Vec<(String, u64)>>,
}

/// The words an analyser makes of a text.
pub(super) fn words(analyser: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    analyser.token_stream(text).process(&mut |token| out.push(token.text.clone()));
    out
}

impl<'a> Compiler<'a> {
    pub(super) fn new(store: &'a Store) -> Result<Compiler<'a>, QueryError> {
        let (exact, stemmed) = (store.analyser(EXACT)?, store.analyser(STEMMED)?);
        Ok(Compiler { store, exact, stemmed, least: Arc::default(), known: BTreeMap::new() })
    }

    /// The whole query: every part wherever it may stand, and at least one word in the passage itself, unless what it asks for
    /// is met without a word, as by one side of an OR. With `anchored` false that last condition is left out.
    pub(super) fn query(&mut self, node: &Node, anchored: bool) -> Result<Box<dyn Query>, QueryError> {
        let parts = match node {
            Node::And(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let leaves: Vec<&Leaf> = parts.iter().filter_map(Node::as_leaf).collect();
        let is_flat = parts.iter().all(|part| matches!(part, Node::Leaf(_) | Node::Filter { .. } | Node::Not(_)));
        if anchored && is_flat && !leaves.is_empty() {
            let mut clauses = vec![(Occur::Must, self.several(&leaves)?)];
            for part in parts {
                match part {
                    Node::Not(part) => clauses.push((Occur::MustNot, self.node(part, Reach::Text)?)),
                    Node::Filter { .. } => clauses.push((Occur::Must, self.node(part, Reach::Text)?)),
                    _ => {}
                }
            }
            return Ok(match clauses.len() {
                1 => clauses.swap_remove(0).1,
                _ => Box::new(BooleanQuery::new(clauses)),
            });
        }
        if let (true, Node::Or(parts)) = (anchored, node)
            && let Some(leaves) = parts.iter().map(Node::as_leaf).collect::<Option<Vec<&Leaf>>>()
        {
            return self.either(&leaves);
        }
        let tree = self.node(node, Reach::Surroundings)?;
        if !anchored {
            return Ok(tree);
        }
        let mut anchors = self.anchors(parts)?;
        if anchors.is_empty() {
            return Ok(tree);
        }
        if let Some(wordless) = node.wordless() {
            anchors.push(self.node(&wordless, Reach::Text)?);
        }
        Ok(Box::new(BooleanQuery::intersection(vec![tree, unscored(Box::new(BooleanQuery::union(anchors)))])))
    }

    /// For each of these parts that asks for words the passages that meet it with a word in themselves.
    fn anchors(&mut self, parts: &[Node]) -> Result<Vec<Box<dyn Query>>, QueryError> {
        let mut out: Vec<Box<dyn Query>> = Vec::new();
        for part in parts {
            match part {
                Node::Leaf(leaf) => out.push(self.leaf(leaf, Reach::Passage)?),
                Node::Or(parts) => out.extend(self.anchors(parts)?),
                Node::And(inner) => {
                    let own = self.anchors(inner)?;
                    if !own.is_empty() {
                        let whole = self.node(part, Reach::Surroundings)?;
                        out.push(Box::new(BooleanQuery::intersection(vec![whole, Box::new(BooleanQuery::union(own))])));
                    }
                }
                Node::Filter { .. } | Node::Not(_) => {}
            }
        }
        Ok(out)
    }

    fn node(&mut self, node: &Node, reach: Reach) -> Result<Box<dyn Query>, QueryError> {
        Ok(match node {
            Node::Leaf(leaf) => self.leaf(leaf, reach)?,
            Node::Filter { key, value } => of_key(self.store, *key, value)?,
            Node::Or(parts) if parts.iter().all(|part| part.as_leaf().is_some()) => {
                let leaves = parts.iter().filter_map(Node::as_leaf);
                let parts: Result<Vec<Part>, QueryError> = leaves.map(|leaf| self.part(leaf, reach)).collect();
                self.any(parts?)
            }
            Node::Or(parts) => {
                let parts: Result<Vec<_>, _> = parts.iter().map(|part| self.node(part, reach)).collect();
                Box::new(BooleanQuery::union(parts?))
            }
            Node::Not(part) => self.all(&[Node::Not(part.clone())], reach)?,
            Node::And(parts) => self.all(parts, reach)?,
        })
    }

    fn all(&mut self, parts: &[Node], reach: Reach) -> Result<Box<dyn Query>, QueryError> {
        let mut clauses = Vec::new();
        for part in parts {
            clauses.push(match part {
                // What a title says does not rule out the passages that do not say it.
                Node::Not(part) => (Occur::MustNot, self.node(part, Reach::Text)?),
                part => (Occur::Must, self.node(part, reach)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, everything()));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// One leaf. What is added to the score where it stands as written matches nothing more.
    pub(super) fn leaf(&mut self, leaf: &Leaf, reach: Reach) -> Result<Box<dyn Query>, QueryError> {
        let part = self.part(leaf, reach)?;
        Ok(self.any(vec![part]))
    }

    fn part(&mut self, leaf: &Leaf, reach: Reach) -> Result<Part, QueryError> {
        let own = self.alternatives(leaf, reach)?;
        Ok(Part { own, around: Vec::new(), extra: self.as_written(leaf)?, worth: 1.0 })
    }

    /// Passages with any of these, as a part of a larger query.
    fn any(&self, parts: Vec<Part>) -> Box<dyn Query> {
        let length = self.store.fields().exact;
        Box::new(Several { parts, rule: Rule::Sum, together: Vec::new(), length, least: Arc::default() })
    }

    /// The places where a leaf may be found.
    pub(super) fn alternatives(&mut self, leaf: &Leaf, reach: Reach) -> Result<Vec<Place>, QueryError> {
        let Fields { lead, beside, .. } = *self.store.fields();
        if let Some(field) = self.stems_of(leaf.field) {
            return Ok(self.stemmed_leaf(leaf, field, STEM)?.into_iter().collect());
        }
        let mut out = self.text(leaf)?;
        if leaf.field.is_some() {
            return Ok(out);
        }
        // Without positions the lead-in sentence takes words alone.
        if let LeafKind::Word(word) = &leaf.kind
            && self.exactly(word).len() == 1
        {
            out.extend(self.stemmed_leaf(leaf, lead, LEAD)?);
        }
        if reach != Reach::Text {
            out.extend(self.stemmed_leaf(leaf, beside, BESIDE)?);
        }
        if reach == Reach::Surroundings {
            out.extend(self.surroundings(leaf)?);
        }
        Ok(out)
    }

    /// The field of stems that is meant; `None` for the passages' texts, which have words.
    pub(super) fn stems_of(&self, field: Option<TextField>) -> Option<Field> {
        let fields = self.store.fields();
        match field? {
            TextField::Title => Some(fields.title),
            TextField::Section => Some(fields.section),
            TextField::Owner => Some(fields.owner),
            TextField::Body => None,
        }
    }

    /// A word in the passage's text just as it was written, which adds to the score of its stem there.
    pub(super) fn as_written(&mut self, leaf: &Leaf) -> Result<Vec<Place>, QueryError> {
        let LeafKind::Word(word) = &leaf.kind else { return Ok(Vec::new()) };
        let in_text = matches!(leaf.field, None | Some(TextField::Body));
        match self.exactly(word).as_slice() {
            [one] if in_text => {
                let place = self.word_in(self.store.fields().exact, one, AS_WRITTEN)?;
                Ok(place.into_iter().collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// A leaf in headings and title.
    pub(super) fn surroundings(&mut self, leaf: &Leaf) -> Result<Vec<Place>, QueryError> {
        let Fields { title, section, .. } = *self.store.fields();
        if leaf.field.is_some() {
            return Ok(Vec::new());
        }
        let places = [self.stemmed_leaf(leaf, section, SECTION)?, self.stemmed_leaf(leaf, title, TITLE)?];
        Ok(places.into_iter().flatten().collect())
    }

    /// A leaf in the passage's text.
    fn text(&mut self, leaf: &Leaf) -> Result<Vec<Place>, QueryError> {
        let field = self.store.fields().exact;
        let mut out = Vec::new();
        match &leaf.kind {
            LeafKind::Word(word) => match self.exactly(word).as_slice() {
                [one] => {
                    out.extend(self.stem_of(word, STEM)?);
                    for start in JOINED {
                        if let Some(rest) = one.strip_prefix(start).filter(|rest| rest.len() >= 4) {
                            out.extend(self.phrase_in(field, &[start.to_owned(), rest.to_owned()], 0, STEM)?);
                        }
                    }
                }
                several => {
                    out.extend(self.phrase_in(field, several, 0, PHRASE)?);
                    if let [start, rest] = several
                        && JOINED.contains(&start.as_str())
                    {
                        out.extend(self.stem_of(&format!("{start}{rest}"), STEM)?);
                    }
                }
            },
            LeafKind::Phrase(text, slop) => {
                let phrase = self.exactly(text);
                out.extend(self.quoted_in(field, &phrase, *slop, PHRASE)?);
            }
            LeafKind::Prefix(start) => {
                let words = self.exactly(start);
                out.push(self.prefix_in(field, &words, PREFIX));
            }
            LeafKind::Fuzzy(word, distance) => {
                let parts = self.exactly(word);
                out.extend(self.fuzzy(field, &parts, *distance)?);
            }
        }
        Ok(out)
    }

    /// A word's stem in the passage's text.
    fn stem_of(&mut self, word: &str, worth: Score) -> Result<Option<Place>, QueryError> {
        match self.stems(word).as_slice() {
            [stem] => self.stem_in_text(stem, worth),
            _ => Ok(None),
        }
    }

    /// A leaf in a field of stems.
    fn stemmed_leaf(&mut self, leaf: &Leaf, field: Field, worth: Score) -> Result<Option<Place>, QueryError> {
        match &leaf.kind {
            LeafKind::Word(text) => {
                let stems = self.stems(text);
                self.phrase_in(field, &stems, 0, worth)
            }
            LeafKind::Phrase(text, slop) => {
                let stems = self.stems(text);
                self.quoted_in(field, &stems, *slop, worth)
            }
            // The beginning of a word is not stemmed; its last part may be, so this can miss a heading, never invent one.
            LeafKind::Prefix(start) => {
                let words = self.exactly(start);
                Ok(Some(self.prefix_in(field, &words, worth)))
            }
            LeafKind::Fuzzy(word, distance) => self.fuzzy_stem(field, word, *distance),
        }
    }

    /// The words of a quotation, beside each other in their order or, with others between them, in any.
    fn quoted_in(
        &mut self,
        field: Field,
        words: &[String],
        slop: u32,
        worth: Score,
    ) -> Result<Option<Place>, QueryError> {
        match slop {
            0 => self.phrase_in(field, words, 0, worth),
            apart => self.near_in(field, words, apart, worth),
        }
    }

    fn fuzzy(&mut self, field: Field, words: &[String], distance: u8) -> Result<Option<Place>, QueryError> {
        match words {
            [one] => {
                let query = FuzzyTermQuery::new(Term::from_field_text(field, one), distance, true);
                Ok(Some(Place::of_query(Rounded::boxed(query, PREFIX))))
            }
            // A spelling that may differ has no place in a run of words.
            several => self.phrase_in(field, several, 0, PREFIX),
        }
    }

    /// A word that may be spelt otherwise in a field of stems. A letter can change how much the stemmer cuts off, so the stems of
    /// the texts' words that are spelt like it are looked for too.
    fn fuzzy_stem(&mut self, field: Field, word: &str, distance: u8) -> Result<Option<Place>, QueryError> {
        let (stems, exact) = (self.stems(word), self.exactly(word));
        let ([stem], [word]) = (stems.as_slice(), exact.as_slice()) else {
            return self.fuzzy(field, &stems, distance);
        };
        let near = spelt_like(self.store, self.store.fields().exact, word, distance);
        let near = near.map_err(|error| self.store.failed(&error))?;
        let terms: Vec<Term> = near
            .keys()
            .filter_map(|word| self.stems(word).pop())
            .map(|stem| Term::from_field_text(field, &stem))
            .collect();
        let itself = FuzzyTermQuery::new(Term::from_field_text(field, stem), distance, true);
        let either = BooleanQuery::union(vec![Box::new(TermSetQuery::new(terms)), Box::new(itself)]);
        Ok(Some(Place::of_query(Rounded::boxed(ConstScoreQuery::new(Box::new(either), 1.0), PREFIX))))
    }

    /// The words of the passages' texts with this stem; see [`forms`].
    pub(super) fn forms(&mut self, stem: &str) -> Result<&[(String, u64)], QueryError> {
        if !self.known.contains_key(stem) {
            let found = forms(self.store, &mut self.stemmed, stem).map_err(|error| self.store.failed(&error))?;
            self.known.insert(stem.to_owned(), found);
        }
        Ok(self.known.get(stem).map_or(&[], Vec::as_slice))
    }
}
