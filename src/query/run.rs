//! Runs a search.

use super::advice::Advice;
use super::ast::{Leaf, LeafKind, Node};
use super::coded;
use super::collect::{First, Found};
use super::compile::{Compiler, Reach, words};
use super::error::QueryError;
use super::filter::{everything, of_request};
use super::parse::parse;
use super::request::{Hit, Request, Results, Sort};
use super::snippet::Snippets;
use crate::store::{Store, guarded};
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query};

/// Most words of the index that are suggested for one that it does not have.
const NEAREST: usize = 3;

/// Searches an index. Nothing is found in silence: without a match the advice says why.
pub fn search(store: &Store, request: &Request) -> Result<Results, QueryError> {
    guarded(store.dir(), || search_unguarded(store, request))
}

fn search_unguarded(store: &Store, request: &Request) -> Result<Results, QueryError> {
    let node = parse(&request.text)?;
    let mut compiler = Compiler::new(store)?;
    let filters = of_request(store, request)?;
    let wanted = match &node {
        Some(node) => compiler.query(node, true)?,
        None => everything(),
    };
    let leaves = node.as_ref().map(Node::leaves).unwrap_or_default();
    let sort = match request.sort {
        Sort::Relevance if leaves.is_empty() => Sort::Source,
        sort => sort,
    };
    let mut found = collect(store, &filtered(wanted, &filters), sort, request.limit)?;
    let mut coded_as = None;
    if let (0, Some(node)) = (found.total, &node) {
        for (concept, carriers) in coded::concepts(store, node) {
            let sort = if sort == Sort::Relevance { Sort::Source } else { sort };
            let other = collect(store, &filtered(carriers, &filters), sort, request.limit)?;
            if other.total > 0 {
                (found, coded_as) = (other, Some(concept.clone()));
                break;
            }
        }
    }

    let mut snippets = Snippets::new(&leaves, compiler.exact.clone(), compiler.stemmed.clone());
    let mut hits = Vec::with_capacity(found.hits.len());
    for (score, address) in found.hits {
        let passage = store.stored(address)?;
        let source = store.source_of(address)?.map(|entry| entry.name.clone()).unwrap_or_default();
        hits.push(Hit {
            citation: passage.locator.cite(&source),
            snippet: snippets.of(&passage.text),
            source,
            score: if sort == Sort::Relevance && coded_as.is_none() { score } else { 0.0 },
            passage,
        });
    }
    let advice = match (found.total, &node) {
        (0, node) => advise(store, &mut compiler, node.as_ref(), &filters)?,
        _ => Vec::new(),
    };
    Ok(Results { total: found.total, hits, coded_as, advice })
}

/// A query with filters beside it.
fn filtered(query: Box<dyn Query>, filters: &[Box<dyn Query>]) -> Box<dyn Query> {
    if filters.is_empty() {
        return query;
    }
    let all = std::iter::once(query).chain(filters.iter().map(|filter| filter.box_clone()));
    Box::new(BooleanQuery::intersection(all.collect()))
}

fn collect(store: &Store, query: &dyn Query, sort: Sort, limit: Option<usize>) -> Result<Found, QueryError> {
    let sources = store.source_positions()?.to_vec();
    let collector = First { sort, limit, sources };
    let found = store.searcher().search_with_statistics_provider(query, &collector, &store.statistics());
    Ok(found.map_err(|error| store.failed(&error))?)
}

fn count(store: &Store, query: &dyn Query) -> Result<u64, QueryError> {
    Ok(collect(store, query, Sort::Source, Some(0))?.total)
}

/// Why nothing was found, and what would be.
fn advise(
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
            let alone = compiler.leaf(leaf, Reach::Passage);
            if count(store, &*alone)? == 0 {
                let nearest = nearest(store, compiler, leaf)?;
                out.push(Advice::Nowhere { words: leaf.to_string(), nearest });
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
