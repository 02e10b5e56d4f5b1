//! What a search that found nothing can say.

use super::ast::{Leaf, LeafKind, Node};
use super::compile::{Compiler, Reach};
use super::error::QueryError;
use super::forms::spelt_like;
use super::parse::{Parsed, in_capitals};
use super::plain::plain;
use super::request::Matched;
use super::run::{count, filtered};
use crate::store::Store;
use crate::util::plural;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
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
    /// An operator in small letters, which was read as a word.
    ReadAsWord {
        /// As it is written to be one.
        operator: &'static str,
    },
    /// Other words were asked for and the lexicon has none.
    NothingAdded,
    /// A part of the query has a mark that stands for nothing there.
    NoWildcard {
        /// The part as it was written.
        words: String,
        /// What the mark does and what to write instead.
        remedy: &'static str,
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
    /// Papers that no filter by date lets through, since they have none.
    Undated {
        /// Number of papers.
        papers: u64,
        /// Their passages that match but for the date.
        passages: u64,
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
            Advice::ReadAsWord { operator } => {
                write!(f, "{} was read as a word; write {operator} in capitals to join parts of the query", operator.to_lowercase())
            }
            Advice::NothingAdded => f.write_str("nothing was added to the query: the lexicon has no other words for these"),
            Advice::NoWildcard { words, remedy } => write!(f, "{words}: {remedy}"),
            Advice::Unread { source, reason } => {
                write!(f, "{source} has these words in its name and could not be searched: {reason}")
            }
            Advice::Keywords { source } => {
                write!(f, "{source} has these words among the keywords that its author gave it; search with source:")
            }
            Advice::MoreUnread { files } => {
                write!(f, "and {} more; `sederunt status` lists them", plural::count(*files, "file", "files"))
            }
            Advice::Undated { papers, passages } => write!(
                f,
                "left out for want of a date: {} of {}; date:none finds papers without a date",
                passages_of(passages),
                plural::count(*papers, "paper", "papers")
            ),
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
                out.extend(nowhere(store, compiler, leaf)?);
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
            out.extend(nowhere(store, compiler, leaf)?);
        }
    }
    Ok(out)
}

/// Operators of a query that stand in it as words and would make a difference in capitals: a question has such words anyway, and of
/// words that must all be there "and" says nothing more.
pub(super) fn read_as_words(parsed: &Parsed, text: &str, matched: &Matched) -> Vec<Advice> {
    let (is_plain, is_question) = plain(parsed, text).map_or((false, false), |plain| (true, plain.is_question));
    let mut found = BTreeSet::new();
    if let (false, Some(node)) = (is_question, &parsed.node) {
        between(node, &mut found);
    }
    if is_plain && *matched == Matched::All {
        found.remove("AND");
    }
    found.into_iter().map(|operator| Advice::ReadAsWord { operator }).collect()
}

fn between(node: &Node, found: &mut BTreeSet<&'static str>) {
    match node {
        Node::And(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let operator = match part.as_leaf() {
                    Some(Leaf { kind: LeafKind::Word(word), field: None, .. }) => in_capitals(word),
                    _ => None,
                };
                let joins = operator == Some("NOT") || at > 0;
                found.extend(operator.filter(|_| joins && at + 1 < parts.len()));
                between(part, found);
            }
        }
        Node::Or(parts) => parts.iter().for_each(|part| between(part, found)),
        Node::Not(part) => between(part, found),
        Node::Leaf(_) | Node::Filter { .. } => {}
    }
}

fn nowhere(store: &Store, compiler: &mut Compiler<'_>, leaf: &Leaf) -> Result<Vec<Advice>, QueryError> {
    let nearest = nearest(store, compiler, leaf)?;
    let words = leaf.to_string();
    let wildcard = no_wildcard(&leaf.kind).map(|remedy| Advice::NoWildcard { words: words.clone(), remedy });
    Ok(std::iter::once(Advice::Nowhere { words, nearest }).chain(wildcard).collect())
}

/// What to say of a mark that stands for letters elsewhere and not here.
fn no_wildcard(kind: &LeafKind) -> Option<&'static str> {
    match kind {
        LeafKind::Phrase(text, _) if text.contains('*') => {
            Some("a star does nothing between quotation marks; write the words without them, such as data shar*")
        }
        LeafKind::Word(text) | LeafKind::Phrase(text, _) | LeafKind::Prefix(text) | LeafKind::Fuzzy(text, _)
            if text.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('?') =>
        {
            Some(
                "a question mark stands for no letter; write how the word begins, such as shar*, or a near spelling, such as shering~1",
            )
        }
        _ => None,
    }
}

/// Words of the index that look like a word it does not have where it was looked for: at most two letters apart, likest first, then
/// most frequent. A stem is given as its most frequent form.
fn nearest(store: &Store, compiler: &mut Compiler<'_>, leaf: &Leaf) -> Result<Vec<String>, QueryError> {
    let LeafKind::Word(written) = &leaf.kind else { return Ok(Vec::new()) };
    let stems = compiler.stems_of(leaf.field);
    let (exact, looked_for) =
        (compiler.exactly(written), if stems.is_some() { compiler.stems(written) } else { Vec::new() });
    let [word] = exact.as_slice() else { return Ok(Vec::new()) };
    let looked_for = looked_for.first().unwrap_or(word);
    let distance = if looked_for.chars().count() < 5 { 1 } else { 2 };
    let like = |field, word: &str| spelt_like(store, field, word, distance).map_err(|error| store.failed(&error));
    let text = store.fields().exact;
    let mut near: BTreeMap<String, u64> = like(stems.unwrap_or(text), looked_for)?;
    if let Some(field) = stems {
        // A letter can change how much the stemmer cuts off.
        for stem in like(text, word)?.keys().filter_map(|word| compiler.stems(word).pop()).collect::<Vec<_>>() {
            let passages = compiler.frequency_in(field, &stem)?;
            near.extend((passages > 0).then_some((stem, passages)));
        }
    }
    near.remove(looked_for);
    let mut ranked: Vec<(f64, u64, String)> = Vec::with_capacity(near.len());
    for (term, passages) in near {
        let forms = if stems.is_some() { compiler.forms(&term)? } else { &[] };
        let shown = forms.iter().rev().max_by_key(|(_, passages)| passages).map_or(term, |(form, _)| form.clone());
        ranked.push((strsim::jaro_winkler(&shown, word), passages, shown));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    Ok(ranked.into_iter().take(NEAREST).map(|(_, _, term)| term).collect())
}
