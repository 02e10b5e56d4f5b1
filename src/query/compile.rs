//! A query as the full-text index takes it.

use super::ast::{Leaf, LeafKind, Node, TextField};
use super::error::QueryError;
use super::filter::{everything, of_key, unscored};
use super::rounded::Rounded;
use super::several::Least;
use crate::store::{EXACT, STEMMED, Store};
use std::sync::Arc;
use tantivy::query::{
    BooleanQuery, EmptyQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
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
        Ok(Compiler { store, exact, stemmed, least: Arc::default() })
    }

    /// The whole query: every part wherever it may stand, and at least one word in the passage itself. With `anchored` false that
    /// last condition is left out.
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
        let tree = self.node(node, Reach::Surroundings)?;
        let leaves = node.leaves();
        if !anchored || leaves.is_empty() {
            return Ok(tree);
        }
        let own: Vec<Box<dyn Query>> = leaves.into_iter().map(|leaf| self.leaf(leaf, Reach::Passage)).collect();
        let anchor = unscored(Box::new(BooleanQuery::union(own)));
        Ok(Box::new(BooleanQuery::intersection(vec![tree, anchor])))
    }

    fn node(&mut self, node: &Node, reach: Reach) -> Result<Box<dyn Query>, QueryError> {
        Ok(match node {
            Node::Leaf(leaf) => self.leaf(leaf, reach),
            Node::Filter { key, value } => of_key(self.store, *key, value)?,
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

    /// One leaf.
    pub(super) fn leaf(&mut self, leaf: &Leaf, reach: Reach) -> Box<dyn Query> {
        let mut all = self.alternatives(leaf, reach);
        all.extend(self.as_written(leaf));
        union(all)
    }

    /// The places where a leaf may be found; that it stands there as written adds to its score alone.
    pub(super) fn alternatives(&mut self, leaf: &Leaf, reach: Reach) -> Vec<Box<dyn Query>> {
        let fields = self.store.fields();
        match leaf.field {
            Some(TextField::Title) => vec![self.stemmed_leaf(leaf, fields.title, STEM)],
            Some(TextField::Section) => vec![self.stemmed_leaf(leaf, fields.section, STEM)],
            Some(TextField::Owner) => vec![self.stemmed_leaf(leaf, fields.owner, STEM)],
            Some(TextField::Body) => self.text(leaf),
            None => {
                let mut out = self.text(leaf);
                // Without positions the lead-in sentence takes words alone.
                if let LeafKind::Word(word) = &leaf.kind
                    && words(&mut self.exact, word).len() == 1
                {
                    out.push(self.stemmed_leaf(leaf, fields.lead, LEAD));
                }
                if reach != Reach::Text {
                    out.push(self.stemmed_leaf(leaf, fields.beside, BESIDE));
                }
                if reach == Reach::Surroundings {
                    out.extend(self.surroundings(leaf));
                }
                out
            }
        }
    }

    /// A word in the passage's text just as it was written. Its stem stands there too, so it matches nothing more.
    pub(super) fn as_written(&mut self, leaf: &Leaf) -> Option<Box<dyn Query>> {
        let LeafKind::Word(word) = &leaf.kind else { return None };
        let in_text = matches!(leaf.field, None | Some(TextField::Body));
        match words(&mut self.exact, word).as_slice() {
            [one] if in_text => Some(term(self.store.fields().exact, one, IndexRecordOption::WithFreqs, AS_WRITTEN)),
            _ => None,
        }
    }

    /// A leaf in headings and title.
    pub(super) fn surroundings(&mut self, leaf: &Leaf) -> Vec<Box<dyn Query>> {
        let fields = self.store.fields();
        match leaf.field {
            Some(_) => Vec::new(),
            None => {
                vec![self.stemmed_leaf(leaf, fields.section, SECTION), self.stemmed_leaf(leaf, fields.title, TITLE)]
            }
        }
    }

    /// A leaf in the passage's text.
    fn text(&mut self, leaf: &Leaf) -> Vec<Box<dyn Query>> {
        let fields = self.store.fields();
        match &leaf.kind {
            LeafKind::Word(word) => match words(&mut self.exact, word).as_slice() {
                [one] => {
                    let mut out = vec![self.stemmed_leaf(leaf, fields.body, STEM)];
                    let apart = JOINED.iter().filter_map(|start| Some((*start, one.strip_prefix(start)?)));
                    for (start, rest) in apart.filter(|(_, rest)| rest.len() >= 4) {
                        out.push(phrase(fields.exact, &[start.to_owned(), rest.to_owned()], 0, STEM));
                    }
                    out
                }
                several => {
                    let mut out = vec![phrase(fields.exact, several, 0, PHRASE)];
                    if let [start, rest] = several
                        && JOINED.contains(&start.as_str())
                    {
                        let joined = words(&mut self.stemmed, &format!("{start}{rest}"));
                        out.push(phrase(fields.body, &joined, 0, STEM));
                    }
                    out
                }
            },
            LeafKind::Phrase(text, slop) => vec![phrase(fields.exact, &words(&mut self.exact, text), *slop, PHRASE)],
            LeafKind::Prefix(start) => vec![prefix(fields.exact, &words(&mut self.exact, start), PREFIX)],
            LeafKind::Fuzzy(word, distance) => vec![fuzzy(fields.exact, &words(&mut self.exact, word), *distance)],
        }
    }

    /// A leaf in a field of stems.
    pub(super) fn stemmed_leaf(&mut self, leaf: &Leaf, field: Field, boost: Score) -> Box<dyn Query> {
        match &leaf.kind {
            LeafKind::Word(text) => phrase(field, &words(&mut self.stemmed, text), 0, boost),
            LeafKind::Phrase(text, slop) => phrase(field, &words(&mut self.stemmed, text), *slop, boost),
            // The beginning of a word is not stemmed; its last part may be, so this can miss a heading, never invent one.
            LeafKind::Prefix(start) => prefix(field, &words(&mut self.exact, start), boost),
            LeafKind::Fuzzy(word, distance) => fuzzy(field, &words(&mut self.stemmed, word), *distance),
        }
    }
}

/// Whether a word may be written apart or with a hyphen too, and is looked for so.
pub(super) fn is_joined(word: &str) -> bool {
    JOINED.iter().any(|start| word.strip_prefix(start).is_some_and(|rest| rest.len() >= 4))
}

/// Passages that any of these queries finds.
pub(super) fn union(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.swap_remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

fn fuzzy(field: Field, words: &[String], distance: u8) -> Box<dyn Query> {
    match words {
        [one] => Rounded::boxed(FuzzyTermQuery::new(Term::from_field_text(field, one), distance, true), PREFIX),
        // A spelling that may differ has no place in a run of words.
        several => phrase(field, several, 0, PREFIX),
    }
}

pub(super) fn term(field: Field, word: &str, detail: IndexRecordOption, boost: Score) -> Box<dyn Query> {
    Rounded::boxed(TermQuery::new(Term::from_field_text(field, word), detail), boost)
}

pub(super) fn phrase(field: Field, words: &[String], slop: u32, boost: Score) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [one] => term(field, one, IndexRecordOption::WithFreqs, boost),
        several => {
            let mut query = PhraseQuery::new(several.iter().map(|word| Term::from_field_text(field, word)).collect());
            query.set_slop(slop);
            Rounded::boxed(query, boost)
        }
    }
}

fn prefix(field: Field, words: &[String], boost: Score) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [one] => Rounded::boxed(FuzzyTermQuery::new_prefix(Term::from_field_text(field, one), 0, true), boost),
        several => {
            let terms = several.iter().map(|word| Term::from_field_text(field, word)).collect();
            Rounded::boxed(PhrasePrefixQuery::new(terms), boost)
        }
    }
}
