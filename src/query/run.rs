//! Runs a search.

use super::advice::{Advice, advise, misspelt, read_as_words};
use super::ast::{Leaf, Node};
use super::coded;
use super::collect::{First, Found, Placed, Words};
use super::compile::Compiler;
use super::error::{QueryError, Unknown};
use super::expand::{Expanded, expand};
use super::facets::{Counter, Facets};
use super::filter::{everything, excluding, of_request, unscored};
use super::like;
use super::parse::{Parsed, parse};
use super::plain::plain;
use super::request::{Also, Hit, Matched, Matching, Request, Results, Sort};
use super::several::Least;
use super::snippet::Snippets;
use super::undated::left_out;
use super::unread::unread;
use crate::model::codebook::Concept;
use crate::model::records::Records;
use crate::store::{Store, StoredPassage, guarded};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query};

/// Hits whose passages are read together, where there is no limit: few at first, so that something is seen at once, then so many that
/// most blocks of stored passages are unpacked once for several hits.
const FIRST_READ: usize = 32;
const MOST_READ: usize = 1 << 14;

/// Where fewer passages than fill a page have all the words of a plain query, those that have some of them are given too.
const PAGE: u64 = 10;

/// Searches an index. Nothing is found in silence: without a match the advice says why.
pub fn search(store: &Store, request: &Request) -> Result<Results, QueryError> {
    let mut search = Search::new(store, request)?;
    let hits = search.by_ref().collect::<Result<Vec<Hit>, QueryError>>()?;
    Ok(search.results(hits))
}

/// A search that was run: its figures are known, and its hits are read one by one, so that any number of them takes no memory.
pub struct Search<'a> {
    store: &'a Store,
    /// See [`Results::total`].
    pub total: u64,
    /// See [`Results::matched`].
    pub matched: Matched,
    /// See [`Results::facets`].
    pub facets: Option<Facets>,
    /// See [`Results::expanded`].
    pub expanded: Vec<Expanded>,
    /// See [`Results::coded_as`].
    pub coded_as: Option<Concept>,
    /// See [`Results::advice`].
    pub advice: Vec<Advice>,
    /// See [`Results::remarks`].
    pub remarks: Vec<Advice>,
    /// See [`Results::folded`].
    pub folded: u64,
    found: VecDeque<Placed>,
    /// Matches with the same words in near-duplicates.
    shared: BTreeMap<Words, Vec<DocAddress>>,
    /// Passages of the next hits.
    ahead: BTreeMap<DocAddress, StoredPassage>,
    /// How many to read next.
    at_a_time: usize,
    snippets: Snippets,
    scored: bool,
}

/// A query that was asked.
struct Asked<'q> {
    /// Without the filters beside it.
    query: Box<dyn Query>,
    found: Found,
    facets: Option<Facets>,
    matched: Matched,
    leaves: Vec<&'q Leaf>,
}

/// Asks queries of one request.
struct Asker<'a> {
    store: &'a Store,
    filters: Vec<Box<dyn Query>>,
    sort: Sort,
    limit: Option<usize>,
    facets: bool,
}

impl Asker<'_> {
    /// Collects what a query finds among what the filters let through. `least` is that of the query, where it has one.
    fn ask(
        &self,
        query: &dyn Query,
        sort: Sort,
        least: Option<Arc<Least>>,
    ) -> Result<(Found, Option<Facets>), QueryError> {
        let query = filtered(query.box_clone(), &self.filters);
        collect(self.store, &*query, sort, self.limit, self.facets, least.unwrap_or_default())
    }

    /// Asks a query whose matches have all that it asks for.
    fn asked<'q>(
        &self,
        query: Box<dyn Query>,
        least: Option<Arc<Least>>,
        leaves: Vec<&'q Leaf>,
    ) -> Result<Asked<'q>, QueryError> {
        let (found, facets) = self.ask(&*query, self.sort, least)?;
        Ok(Asked { query, found, facets, matched: Matched::All, leaves })
    }
}

impl<'a> Search<'a> {
    /// Runs a search.
    pub fn new(store: &'a Store, request: &Request) -> Result<Search<'a>, QueryError> {
        guarded(store.dir(), || Search::run(store, request))
    }

    fn run(store: &'a Store, request: &Request) -> Result<Search<'a>, QueryError> {
        let mut compiler = Compiler::new(store)?;
        let mut filters = of_request(store, request)?;
        let parsed = parse(&request.text)?;
        let (mut node, mut like_leaves, mut expanded) = (parsed.node.clone(), Vec::new(), Vec::new());
        if let Some(id) = &request.like {
            let (address, passage) = store.stored_as(id)?.ok_or_else(|| unknown_passage(id))?;
            filters.others.push(excluding(store, id, store.copies(address)?.map(Words::of)));
            like_leaves = like::leaves(&mut compiler, &passage.text)?;
        }
        if !request.synonyms.is_empty() {
            node = node.map(|written| {
                let (wider, added) = expand(written, &request.synonyms, &mut compiler.stemmed.clone());
                expanded = added;
                wider
            });
        }
        let has_words = request.like.is_some() || node.as_ref().is_some_and(|node| !node.leaves().is_empty());
        let sort = match request.sort {
            Sort::Relevance if !has_words => Sort::Source,
            sort => sort,
        };
        let asker = Asker { store, filters: filters.all(), sort, limit: request.limit, facets: request.facets };
        let asked = match (&node, &parsed.node) {
            _ if request.like.is_some() => {
                let leaves: Vec<&Leaf> = like_leaves.iter().collect();
                let query = compiler.any_of(&leaves, false)?;
                asker.asked(query, Some(compiler.least.clone()), leaves)?
            }
            (Some(wider), Some(typed)) if !expanded.is_empty() => widened(&asker, &mut compiler, typed, wider)?,
            (Some(_), _) => choose(&asker, &mut compiler, &parsed, request)?,
            (None, _) => asker.asked(everything(), None, Vec::new())?,
        };
        let Asked { query, mut found, mut facets, matched, leaves } = asked;
        let mut coded_as = None;
        if let (0, Some(node)) = (found.total(), &node) {
            for (concept, carriers) in coded::concepts(store, node) {
                let sort = if sort == Sort::Relevance { Sort::Source } else { sort };
                let (other, counts) = asker.ask(&*carriers, sort, None)?;
                if other.total() > 0 {
                    (found, facets, coded_as) = (other, counts, Some(concept.clone()));
                    break;
                }
            }
        }
        let total = found.total();
        let advice = match total {
            0 => advise(store, &mut compiler, node.as_ref(), &asker.filters)?,
            _ => Vec::new(),
        };
        let matched = if coded_as.is_some() { Matched::All } else { matched };
        let mut remarks = match matched {
            Matched::Some { with_all: 0, .. } if total > 0 => misspelt(store, &mut compiler, &leaves)?,
            _ => Vec::new(),
        };
        remarks.extend(read_as_words(&parsed, &request.text, &matched));
        if parsed.node.is_some() && has_words && !request.synonyms.is_empty() && expanded.is_empty() {
            remarks.push(Advice::NothingAdded);
        }
        remarks.extend(left_out(&mut compiler, node.as_ref().filter(|_| request.like.is_none()), &*query, &filters)?);
        if let (Some(node), true) = (&node, asker.filters.is_empty()) {
            remarks.extend(unread(&mut compiler, node));
        }
        Ok(Search {
            store,
            total,
            folded: found.folded(),
            matched,
            facets,
            expanded,
            advice,
            remarks,
            scored: sort == Sort::Relevance && coded_as.is_none(),
            coded_as,
            found: found.hits.into(),
            shared: found.shared,
            ahead: BTreeMap::new(),
            at_a_time: request.limit.unwrap_or(FIRST_READ).clamp(1, MOST_READ),
            snippets: Snippets::new(&leaves, compiler.exact.clone(), compiler.stemmed.clone()),
        })
    }

    /// The figures with these hits.
    pub fn results(self, hits: Vec<Hit>) -> Results {
        let Search { total, folded, matched, facets, expanded, coded_as, advice, remarks, .. } = self;
        Results { total, folded, matched, facets, expanded, hits, coded_as, advice, remarks }
    }

    fn hit(&mut self, (score, address, words): Placed) -> Result<Hit, QueryError> {
        let passage = self.passage(address)?;
        let mut also = Vec::new();
        for copy in words.and_then(|words| self.shared.get(&words)).into_iter().flatten().filter(|at| **at != address) {
            let source = self.store.source_of(*copy)?.map(|entry| entry.name.clone()).unwrap_or_default();
            also.push(Also { citation: self.store.stored(*copy)?.locator.cite(&source), source });
        }
        also.sort_by(|a, b| a.source.cmp(&b.source));
        let source = self.store.source_of(address)?.map(|entry| entry.name.clone()).unwrap_or_default();
        let (snippet, why) = self.snippets.of(&passage, &source);
        Ok(Hit {
            citation: passage.locator.cite(&source),
            snippet,
            why,
            also,
            source,
            score: if self.scored { score } else { 0.0 },
            passage,
        })
    }

    /// The passage of a hit, which is read together with those of the hits after it.
    fn passage(&mut self, address: DocAddress) -> Result<StoredPassage, QueryError> {
        if let Some(known) = self.ahead.remove(&address) {
            return Ok(known);
        }
        let next = self.found.iter().map(|(_, address, _)| *address).take(self.at_a_time - 1);
        let mut wanted: Vec<DocAddress> = std::iter::once(address).chain(next).collect();
        wanted.sort_unstable();
        self.at_a_time = (self.at_a_time * 4).min(MOST_READ);
        let read = self.store.stored_all(&wanted)?;
        self.ahead = wanted.into_iter().zip(read).collect();
        match self.ahead.remove(&address) {
            Some(passage) => Ok(passage),
            None => Ok(self.store.stored(address)?),
        }
    }
}

impl Iterator for Search<'_> {
    type Item = Result<Hit, QueryError>;

    fn next(&mut self) -> Option<Result<Hit, QueryError>> {
        let placed = self.found.pop_front()?;
        let dir = self.store.dir();
        Some(guarded(dir, || self.hit(placed)))
    }
}

fn unknown_passage(id: &str) -> Unknown {
    Unknown { what: "passage".to_owned(), given: id.to_owned(), nearest: Vec::new() }
}

/// Asks the query as it is written, or for passages with some of its words; see [`Matching`].
fn choose<'q>(
    asker: &Asker<'_>,
    compiler: &mut Compiler<'_>,
    parsed: &'q Parsed,
    request: &Request,
) -> Result<Asked<'q>, QueryError> {
    let plain = plain(parsed, &request.text).filter(|_| request.matching != Matching::All);
    let ask_all = |compiler: &mut Compiler<'_>, node: &Node, leaves: Vec<&'q Leaf>| {
        compiler.least = Arc::default();
        let query = compiler.query(node, true)?;
        asker.asked(query, Some(compiler.least.clone()), leaves)
    };
    let Some(node) = &parsed.node else { return asker.asked(everything(), None, Vec::new()) };
    let Some(plain) = plain else { return ask_all(compiler, node, node.leaves()) };
    let content = match plain.leaves.as_slice() {
        [one] => Node::Leaf((*one).clone()),
        several => Node::And(several.iter().map(|leaf| Node::Leaf((*leaf).clone())).collect()),
    };
    let words = plain.leaves.len();
    let with_all = if request.matching == Matching::Any && words > 1 || plain.is_question {
        // Hardly ever is this what is given in the end.
        let all = compiler.query(&content, true)?;
        count(asker.store, &*filtered(all, &asker.filters))?
    } else {
        let asked = ask_all(compiler, &content, plain.leaves.clone())?;
        let total = asked.found.total();
        // Two words are a name as a rule, and a passage with one of them is about something else.
        let enough = words < 2 || total >= PAGE || words == 2 && total > 0;
        if enough || total == 0 && !coded::concepts(asker.store, node).is_empty() {
            return Ok(asked);
        }
        total
    };
    let is_named = with_all == 0 && !plain.is_question && !coded::concepts(asker.store, node).is_empty();
    if is_named || plain.is_question && words < 2 && with_all > 0 {
        return ask_all(compiler, &content, plain.leaves);
    }
    let words = plain.leaves.iter().map(|leaf| leaf.bare().to_owned()).collect();
    let query = compiler.any_of(&plain.leaves, plain.is_question)?;
    let asked = asker.asked(query, Some(compiler.least.clone()), plain.leaves)?;
    Ok(Asked { matched: Matched::Some { words, with_all }, ..asked })
}

/// Asks a query with what was added to it: passages that meet it as it was typed come first, in the order they have without what
/// was added, and all others score less.
fn widened<'q>(
    asker: &Asker<'_>,
    compiler: &mut Compiler<'_>,
    typed: &Node,
    wider: &'q Node,
) -> Result<Asked<'q>, QueryError> {
    let all = compiler.query(wider, true)?;
    let leaves = wider.leaves();
    if asker.sort != Sort::Relevance {
        return asker.asked(all, None, leaves);
    }
    compiler.least = Arc::default();
    let query = compiler.query(typed, true)?;
    let rest: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, all.box_clone()), (Occur::MustNot, unscored(query.box_clone()))];
    let first =
        Asker { filters: asker.filters.iter().map(|filter| filter.box_clone()).collect(), facets: false, ..*asker };
    let (mut found, _) = first.ask(&*query, asker.sort, Some(compiler.least.clone()))?;
    // Of what is added, copies of what was found before are no hits.
    let room = asker.limit.map(|limit| match limit.saturating_sub(found.hits.len()) {
        0 => 0,
        room => room.saturating_add(found.shared.len()),
    });
    let others = Asker { limit: room, ..first };
    let (mut added, _) = others.ask(&BooleanQuery::new(rest), asker.sort, None)?;
    added.hits.retain(|(_, _, words)| words.is_none_or(|words| !found.shared.contains_key(&words)));
    if let (Some((least, ..)), Some((most, ..))) = (found.hits.last(), added.hits.first())
        && *most > 0.0
        && most >= least
    {
        let worth = least / most / 2.0;
        added.hits.iter_mut().for_each(|(score, ..)| *score *= worth);
    }
    found.single += added.single;
    found.hits.append(&mut added.hits);
    found.hits.truncate(asker.limit.unwrap_or(usize::MAX));
    added.shared.into_iter().for_each(|(words, places)| found.shared.entry(words).or_default().extend(places));
    let facets = match asker.facets {
        true => Asker { limit: Some(0), facets: true, ..others }.ask(&*all, Sort::Source, None)?.1,
        false => None,
    };
    Ok(Asked { query: all, found, facets, matched: Matched::All, leaves })
}

/// A query with filters beside it.
pub(super) fn filtered(query: Box<dyn Query>, filters: &[Box<dyn Query>]) -> Box<dyn Query> {
    if filters.is_empty() {
        return query;
    }
    let all = std::iter::once(query).chain(filters.iter().map(|filter| filter.box_clone()));
    Box::new(BooleanQuery::intersection(all.collect()))
}

fn collect(
    store: &Store,
    query: &dyn Query,
    sort: Sort,
    limit: Option<usize>,
    facets: bool,
    least: Arc<Least>,
) -> Result<(Found, Option<Facets>), QueryError> {
    let first = First { sort, limit, sources: store.source_positions()?.to_vec(), least };
    if facets {
        let (found, counts) = store.collect(query, &(first, Counter))?;
        return Ok((found, Some(counts.facets(store.codebook()))));
    }
    Ok((store.collect(query, &first)?, None))
}

pub(super) fn count(store: &Store, query: &dyn Query) -> Result<u64, QueryError> {
    Ok(collect(store, query, Sort::Source, Some(0), false, Arc::default())?.0.total())
}
