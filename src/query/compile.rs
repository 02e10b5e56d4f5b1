//! A query as the full-text index takes it.

use super::any::{AnyOf, Part};
use super::ast::{Leaf, LeafKind, Node, TextField};
use super::error::QueryError;
use super::filter::{everything, of_key, unscored};
use super::plain::{DECISION, Role, role};
use super::rounded::Rounded;
use crate::store::{EXACT, STEMMED, Store};
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, EmptyQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Score, Term};

/// What a word is worth by where it stands. A stem in the text is 1; the others were set by their meaning (a heading says what a
/// passage is about, a title what many are) and wait for judged queries.
const STEM: Score = 1.0;
const AS_WRITTEN: Score = 0.5;
const LEAD: Score = 0.5;
const SECTION: Score = 0.4;
const TITLE: Score = 0.3;
/// Where a word stands beside the passages alone: enough to be found, after every passage that says it.
const BESIDE: Score = 0.1;
/// A phrase beside the stem's 1: rarer already by its statistics.
const PHRASE: Score = 1.5;
/// Every word of a prefix, and every near spelling, counts alike.
const PREFIX: Score = 1.0;
/// Two words of a question that stand together, beside a stem's 1, and the most words between them.
const TOGETHER: Score = 0.5;
const APART: u32 = 3;
/// What a word that frames a question is worth beside one that says what it is about.
const FRAMING: Score = 0.15;
const DECIDING: Score = 0.25;

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
    store: &'a Store,
    pub(super) exact: TextAnalyzer,
    pub(super) stemmed: TextAnalyzer,
}

/// The words an analyser makes of a text.
pub(super) fn words(analyser: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    analyser.token_stream(text).process(&mut |token| out.push(token.text.clone()));
    out
}

impl<'a> Compiler<'a> {
    pub(super) fn new(store: &'a Store) -> Result<Compiler<'a>, QueryError> {
        Ok(Compiler { store, exact: store.analyser(EXACT)?, stemmed: store.analyser(STEMMED)? })
    }

    /// The whole query: every part wherever it may stand, and at least one word in the passage itself. With `anchored` false that
    /// last condition is left out.
    pub(super) fn query(&mut self, node: &Node, anchored: bool) -> Result<Box<dyn Query>, QueryError> {
        if let Node::Leaf(leaf) = node
            && anchored
        {
            let own = self.leaf(leaf, Reach::Passage);
            return Ok(match self.surroundings(leaf) {
                around if around.is_empty() => own,
                around => {
                    let optional = around.into_iter().map(|query| (Occur::Should, query));
                    Box::new(BooleanQuery::new(std::iter::once((Occur::Must, own)).chain(optional).collect()))
                }
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
        let fields = self.store.fields();
        let mut alternatives = match leaf.field {
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
        };
        match alternatives.len() {
            1 => alternatives.pop().unwrap_or_else(|| Box::new(EmptyQuery)),
            _ => Box::new(BooleanQuery::union(alternatives)),
        }
    }

    /// A leaf in headings and title.
    fn surroundings(&mut self, leaf: &Leaf) -> Vec<Box<dyn Query>> {
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
                    let mut out = vec![
                        self.stemmed_leaf(leaf, fields.body, STEM),
                        term(fields.exact, one, IndexRecordOption::WithFreqs, AS_WRITTEN),
                    ];
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
    fn stemmed_leaf(&mut self, leaf: &Leaf, field: Field, boost: Score) -> Box<dyn Query> {
        match &leaf.kind {
            LeafKind::Word(text) => phrase(field, &words(&mut self.stemmed, text), 0, boost),
            LeafKind::Phrase(text, slop) => phrase(field, &words(&mut self.stemmed, text), *slop, boost),
            // The beginning of a word is not stemmed; its last part may be, so this can miss a heading, never invent one.
            LeafKind::Prefix(start) => prefix(field, &words(&mut self.exact, start), boost),
            LeafKind::Fuzzy(word, distance) => fuzzy(field, &words(&mut self.stemmed, word), *distance),
        }
    }
}

impl Compiler<'_> {
    /// Passages with any of these words, best those that have most; see [`AnyOf`].
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
            let own = match role {
                Role::Decision => {
                    let stems =
                        DECISION.iter().map(|stem| term(fields.body, stem, IndexRecordOption::WithFreqs, DECIDING));
                    Box::new(BooleanQuery::union(stems.collect()))
                }
                Role::Frame => self.stemmed_leaf(leaf, fields.body, FRAMING),
                Role::Content => self.leaf(leaf, Reach::Text),
            };
            let around = if role == Role::Content { self.surroundings(leaf) } else { Vec::new() };
            let share = match role {
                Role::Content => 1.0,
                Role::Frame => FRAMING,
                Role::Decision => DECIDING,
            };
            let worth = share * self.rarity(&stems)?;
            parts.push(Part { own, around: Box::new(BooleanQuery::union(around)), worth });
        }
        let mut together = Vec::new();
        for pair in leaves.windows(2) {
            let both = format!("{} {}", pair[0].written, pair[1].written);
            together.push(phrase(fields.exact, &words(&mut self.exact, &both), APART, TOGETHER));
        }
        Ok(Box::new(AnyOf { parts, together, length: fields.body }))
    }

    /// Passages whose text has this stem.
    pub(super) fn frequency(&self, stem: &str) -> Result<u64, QueryError> {
        let term = Term::from_field_text(self.store.fields().body, stem);
        Ok(self.store.statistics().doc_freq(&term).map_err(|error| self.store.failed(&error))?)
    }

    /// How rare the rarest of these stems is in the passages' texts, as BM25 counts it.
    pub(super) fn rarity(&self, stems: &[String]) -> Result<Score, QueryError> {
        let all = self.store.searcher().num_docs() as Score;
        let mut most: Score = 1.0;
        for stem in stems {
            let with = self.frequency(stem)? as Score;
            most = most.max((1.0 + (all - with + 0.5) / (with + 0.5)).ln());
        }
        Ok(most)
    }
}

fn fuzzy(field: Field, words: &[String], distance: u8) -> Box<dyn Query> {
    match words {
        [one] => Rounded::boxed(FuzzyTermQuery::new(Term::from_field_text(field, one), distance, true), PREFIX),
        // A spelling that may differ has no place in a run of words.
        several => phrase(field, several, 0, PREFIX),
    }
}

fn term(field: Field, word: &str, detail: IndexRecordOption, boost: Score) -> Box<dyn Query> {
    Rounded::boxed(TermQuery::new(Term::from_field_text(field, word), detail), boost)
}

fn phrase(field: Field, words: &[String], slop: u32, boost: Score) -> Box<dyn Query> {
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
