//! What a search that found nothing can say.

use super::ast::{Leaf, LeafKind, Node};
use super::compile::{Compiler, Reach, words};
use super::error::QueryError;
use super::run::{count, filtered};
use crate::store::Store;
use crate::util::plural;
use std::collections::BTreeMap;
use std::fmt;
use tantivy::Term;
use tantivy::query::Query;

/// Most words of the index that are suggested for one that it does not have.
const NEAREST: usize = 3;

/// One thing to know about a search that found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// The index has no passage at all.
    Empty,
    /// Nothing matches, and there is nothing more to say.
    Nothing,
    /// All words of the query stand only in the headings over these passages or the titles of their papers.
    UnderHeadings {
        /// Number of passages.
        passages: u64,
    },
    /// What a part of the query alone would find, with the same filters.
    Alone {
        /// The part as it was written.
        words: String,
        /// Number of passages.
        passages: u64,
    },
    /// No passage of the index has this part of the query.
    Nowhere {
        /// The part as it was written.
        words: String,
        /// Words of the index that look like it, best first.
        nearest: Vec<String>,
    },
    /// A file whose name has the words of the query, and that gave no text.
    Unread {
        /// Its name.
        source: String,
        /// Why.
        reason: String,
    },
    /// A file whose keywords have the words of the query.
    Keywords {
        /// Its name.
        source: String,
    },
    /// Further ones of either kind.
    MoreUnread {
        /// Number of files.
        files: u64,
    },
    /// What the query would find without the filters beside it.
    WithoutFilters {
        /// Number of passages.
        passages: u64,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passages_of = |n: &u64| plural::count(*n, "passage", "passages");
        match self {
            Advice::Empty => f.write_str("the index holds no passages; run `sederunt build` with the folder of your papers"),
            Advice::Nothing => f.write_str("no passage has all of this together; leave out a word or a filter"),
            Advice::UnderHeadings { passages: 1 } => {
                f.write_str("1 passage stands under a heading or in a paper whose title has these words; search with section: or title:")
            }
            Advice::UnderHeadings { passages } => write!(
                f,
                "{} stand under a heading or in a paper whose title has these words; search with section: or title:",
                passages_of(passages)
            ),
            Advice::Alone { words, passages } => write!(f, "{words} alone: {}", passages_of(passages)),
            Advice::Nowhere { words, nearest } if nearest.is_empty() => write!(f, "{words} stands in no passage"),
            Advice::Nowhere { words, nearest } => {
                write!(f, "{words} stands in no passage; did you mean {}?", nearest.join(" or "))
            }
            Advice::Unread { source, reason } => {
                write!(f, "{source} has these words in its name and could not be searched: {reason}")
            }
            Advice::Keywords { source } => {
                write!(f, "{source} has these words among the keywords that its author gave it; search with source:")
            }
            Advice::MoreUnread { files } => {
                write!(f, "and {} more; `sederunt status` lists them", plural::count(*files, "file", "files"))
            }
            Advice::WithoutFilters { passages } => write!(f, "without the filters: {}", passages_of(passages)),
        }
    }
}

/// Why nothing was found, and what would be.
pub(super) fn advise(
    store: &Store,
    compiler: &mut Compiler<'_>,
    node: Option<&Node>,
    filters: &[Box<dyn Query>],
) -> Result<Vec<Advice>, QueryError> {
    if store.searcher().num_docs() == 0 {
        return Ok(vec![Advice::Empty]);
    }
    let mut out = Vec::new();
    if let Some(node) = node {
        let headings = compiler.query(node, false)?;
        match count(store, &*filtered(headings, filters))? {
            0 => {}
            passages => out.push(Advice::UnderHeadings { passages }),
        }
        let leaves = node.leaves();
        for leaf in &leaves {
            let alone = compiler.leaf(leaf, Reach::Passage)?;
            if count(store, &*alone)? == 0 {
                out.push(nowhere(store, compiler, leaf)?);
            } else if leaves.len() > 1 {
                let passages = count(store, &*filtered(alone, filters))?;
                out.push(Advice::Alone { words: leaf.to_string(), passages });
            }
        }
        if !filters.is_empty() {
            match count(store, &*compiler.query(node, true)?)? {
                0 => {}
                passages => out.push(Advice::WithoutFilters { passages }),
            }
        }
    }
    if out.is_empty() {
        out.push(Advice::Nothing);
    }
    Ok(out)
}

/// Words of a query that no passage has, with what else they may be.
pub(super) fn misspelt(
    store: &Store,
    compiler: &mut Compiler<'_>,
    leaves: &[&Leaf],
) -> Result<Vec<Advice>, QueryError> {
    let mut out = Vec::new();
    for leaf in leaves {
        let alone = compiler.leaf(leaf, Reach::Passage)?;
        if count(store, &*alone)? == 0 {
            out.push(nowhere(store, compiler, leaf)?);
        }
    }
    Ok(out)
}

fn nowhere(store: &Store, compiler: &mut Compiler<'_>, leaf: &Leaf) -> Result<Advice, QueryError> {
    let nearest = nearest(store, compiler, leaf)?;
    Ok(Advice::Nowhere { words: leaf.to_string(), nearest })
}

/// Words of the index that look like a word it does not have: at most two letters apart, likest first, then most frequent.
fn nearest(store: &Store, compiler: &mut Compiler<'_>, leaf: &Leaf) -> Result<Vec<String>, QueryError> {
    let LeafKind::Word(word) = &leaf.kind else { return Ok(Vec::new()) };
    let word = match words(&mut compiler.exact, word).as_slice() {
        [one] => one.clone(),
        _ => return Ok(Vec::new()),
    };
    let distance = if word.chars().count() < 5 { 1 } else { 2 };
    let field = store.fields().exact;
    let mut near: BTreeMap<String, u64> = BTreeMap::new();
    let mut look = || -> tantivy::Result<()> {
        let fuzzy = tantivy::query::FuzzyTermQuery::new(Term::from_field_text(field, &word), distance, true);
        let automaton = fuzzy.automaton()?;
        for segment in store.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    *near.entry(term.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        Ok(())
    };
    look().map_err(|error| store.failed(&error))?;
    let mut ranked: Vec<(f64, u64, String)> =
        near.into_iter().map(|(term, passages)| (strsim::jaro_winkler(&term, &word), passages, term)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    Ok(ranked.into_iter().take(NEAREST).map(|(_, _, term)| term).collect())
}
