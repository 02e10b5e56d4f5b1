//! Runs a search.

use super::advice::{Advice, advise, misspelt, read_as_words};
use super::ast::{Leaf, Node};
use super::coded;
use super::collect::{First, Found};
use super::compile::Compiler;
use super::error::{QueryError, Unknown};
use super::expand::{Expanded, expand};
use super::facets::{Counter, Facets};
use super::filter::{everything, excluding, of_request, unscored};
use super::like;
use super::parse::parse;
use super::plain::plain;
use super::request::{Hit, Matched, Matching, Request, Results, Sort};
use super::several::Least;
use super::snippet::Snippets;
use super::unread::unread;
use crate::model::codebook::Concept;
use crate::model::records::Records;
use crate::model::source::SourceStatus;
use crate::store::{Store, StoredPassage, guarded};
use crate::util::hash::short_id;
use crate::util::text::fold;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, Score};

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
    found: VecDeque<(Score, DocAddress)>,
    /// Passages of the next hits.
    ahead: BTreeMap<DocAddress, StoredPassage>,
    /// How many to read next.
    at_a_time: usize,
    snippets: Snippets,
    scored: bool,
    /// Hits that were read to fold copies into them.
    read: VecDeque<Hit>,
    /// How many hits to give where copies are folded; `None` gives each as it comes.
    fold: Option<usize>,
}

/// A query that was asked.
struct Asked<'q> {
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
        query: Box<dyn Query>,
        sort: Sort,
        least: Option<Arc<Least>>,
    ) -> Result<(Found, Option<Facets>), QueryError> {
        let query = filtered(query, &self.filters);
        collect(self.store, &*query, sort, self.limit, self.facets, least.unwrap_or_default())
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
        let (mut node, mut like_leaves, mut expanded) = (parse(&request.text)?, Vec::new(), Vec::new());
        if let Some(id) = &request.like {
            let (_, passage) = store.passage(id)?.ok_or_else(|| unknown_passage(id))?;
            filters.push(excluding(store, id));
            like_leaves = like::leaves(&mut compiler, &passage.text)?;
        }
        let typed = node.clone();
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
        let copies = request.limit != Some(0)
            && store.sources().iter().any(|source| source.status == SourceStatus::NearDuplicate);
        // A hit has a copy or two; what is folded leaves room for others.
        let limit = request.limit.map(|limit| if copies { limit.saturating_mul(2).saturating_add(16) } else { limit });
        let asker = Asker { store, filters, sort, limit, facets: request.facets };
        let asked = match (&node, &typed) {
            _ if request.like.is_some() => {
                let leaves: Vec<&Leaf> = like_leaves.iter().collect();
                let query = compiler.any_of(&leaves, false)?;
                let (found, facets) = asker.ask(query, sort, Some(compiler.least.clone()))?;
                Asked { found, facets, matched: Matched::All, leaves }
            }
            (Some(wider), Some(typed)) if !expanded.is_empty() => widened(&asker, &mut compiler, typed, wider)?,
            (Some(node), _) => choose(&asker, &mut compiler, node, request)?,
            (None, _) => {
                let (found, facets) = asker.ask(everything(), sort, None)?;
                Asked { found, facets, matched: Matched::All, leaves: Vec::new() }
            }
        };
        let Asked { mut found, mut facets, matched, leaves } = asked;
        let mut coded_as = None;
        if let (0, Some(node)) = (found.total, &node) {
            for (concept, carriers) in coded::concepts(store, node) {
                let sort = if sort == Sort::Relevance { Sort::Source } else { sort };
                let (other, counts) = asker.ask(carriers, sort, None)?;
                if other.total > 0 {
                    (found, facets, coded_as) = (other, counts, Some(concept.clone()));
                    break;
                }
            }
        }
        let advice = match found.total {
            0 => advise(store, &mut compiler, node.as_ref(), &asker.filters)?,
            _ => Vec::new(),
        };
        let matched = if coded_as.is_some() { Matched::All } else { matched };
        let mut remarks = match matched {
            Matched::Some { with_all: 0, .. } if found.total > 0 => misspelt(store, &mut compiler, &leaves)?,
            _ => Vec::new(),
        };
        if let Some(node) = &typed {
            remarks.extend(read_as_words(node, &request.text, &matched));
            if has_words && !request.synonyms.is_empty() && expanded.is_empty() {
                remarks.push(Advice::NothingAdded);
            }
        }
        if let (Some(node), true) = (&node, asker.filters.is_empty()) {
            remarks.extend(unread(&mut compiler, node));
        }
        Ok(Search {
            store,
            total: found.total,
            matched,
            facets,
            expanded,
            advice,
            remarks,
            scored: sort == Sort::Relevance && coded_as.is_none(),
            coded_as,
            found: found.hits.into(),
            ahead: BTreeMap::new(),
            at_a_time: request.limit.unwrap_or(FIRST_READ).clamp(1, MOST_READ),
            snippets: Snippets::new(&leaves, compiler.exact.clone(), compiler.stemmed.clone()),
            read: VecDeque::new(),
            fold: copies.then(|| request.limit.unwrap_or(usize::MAX)),
        })
    }

    /// The figures with these hits.
    pub fn results(self, hits: Vec<Hit>) -> Results {
        let Search { total, matched, facets, expanded, coded_as, advice, remarks, .. } = self;
        Results { total, matched, facets, expanded, hits, coded_as, advice, remarks }
    }

    fn hit(&mut self, score: Score, address: DocAddress) -> Result<Hit, QueryError> {
        let passage = self.passage(address)?;
        let source = self.store.source_of(address)?.map(|entry| entry.name.clone()).unwrap_or_default();
        let (snippet, why) = self.snippets.of(&passage, &source);
        Ok(Hit {
            citation: passage.locator.cite(&source),
            snippet,
            why,
            also: Vec::new(),
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
        let next = self.found.iter().map(|(_, address)| *address).take(self.at_a_time - 1);
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

    /// Reads hits up to the limit and folds those into them that say the same in a near-duplicate paper.
    fn read_folded(&mut self, limit: usize) -> Result<(), QueryError> {
        let mut by_text: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        while let Some((score, address)) = self.found.pop_front() {
            let is_copy =
                self.store.source_of(address)?.is_some_and(|source| source.status == SourceStatus::NearDuplicate);
            if self.read.len() >= limit && !is_copy && by_text.values().all(|(_, of_copy)| !of_copy) {
                continue;
            }
            let hit = self.hit(score, address)?;
            let key = short_id(&[&fold(&hit.passage.text)]);
            match by_text.get(&key) {
                Some((at, of_copy)) if is_copy || *of_copy => self.read[*at].also.push(hit.citation),
                _ if self.read.len() < limit => {
                    by_text.insert(key, (self.read.len(), is_copy));
                    self.read.push_back(hit);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Iterator for Search<'_> {
    type Item = Result<Hit, QueryError>;

    fn next(&mut self) -> Option<Result<Hit, QueryError>> {
        if let Some(limit) = self.fold.take() {
            let dir = self.store.dir();
            if let Err(error) = guarded(dir, || self.read_folded(limit)) {
                return Some(Err(error));
            }
        }
        if let Some(hit) = self.read.pop_front() {
            return Some(Ok(hit));
        }
        let (score, address) = self.found.pop_front()?;
        let dir = self.store.dir();
        Some(guarded(dir, || self.hit(score, address)))
    }
}

fn unknown_passage(id: &str) -> Unknown {
    Unknown { what: "passage".to_owned(), given: id.to_owned(), nearest: Vec::new() }
}

/// Asks the query as it is written, or for passages with some of its words; see [`Matching`].
fn choose<'q>(
    asker: &Asker<'_>,
    compiler: &mut Compiler<'_>,
    node: &'q Node,
    request: &Request,
) -> Result<Asked<'q>, QueryError> {
    let plain = plain(node, &request.text).filter(|_| request.matching != Matching::All);
    let ask_all = |compiler: &mut Compiler<'_>, node: &Node| {
        compiler.least = Arc::default();
        let query = compiler.query(node, true)?;
        asker.ask(query, asker.sort, Some(compiler.least.clone()))
    };
    let Some(plain) = plain else {
        let (found, facets) = ask_all(compiler, node)?;
        return Ok(Asked { found, facets, matched: Matched::All, leaves: node.leaves() });
    };
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
        let (found, facets) = ask_all(compiler, &content)?;
        // Two words are a name as a rule, and a passage with one of them is about something else.
        let enough = words < 2 || found.total >= PAGE || words == 2 && found.total > 0;
        if enough || found.total == 0 && !coded::concepts(asker.store, node).is_empty() {
            return Ok(Asked { found, facets, matched: Matched::All, leaves: plain.leaves });
        }
        found.total
    };
    let is_named = with_all == 0 && !plain.is_question && !coded::concepts(asker.store, node).is_empty();
    if is_named || plain.is_question && words < 2 && with_all > 0 {
        let (found, facets) = ask_all(compiler, &content)?;
        return Ok(Asked { found, facets, matched: Matched::All, leaves: plain.leaves });
    }
    let words = plain.leaves.iter().map(|leaf| leaf.bare().to_owned()).collect();
    let query = compiler.any_of(&plain.leaves, plain.is_question)?;
    let (found, facets) = asker.ask(query, asker.sort, Some(compiler.least.clone()))?;
    Ok(Asked { found, facets, matched: Matched::Some { words, with_all }, leaves: plain.leaves })
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
        let (found, facets) = asker.ask(all, asker.sort, None)?;
        return Ok(Asked { found, facets, matched: Matched::All, leaves });
    }
    compiler.least = Arc::default();
    let query = compiler.query(typed, true)?;
    let rest: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, all.box_clone()), (Occur::MustNot, unscored(query.box_clone()))];
    let first =
        Asker { filters: asker.filters.iter().map(|filter| filter.box_clone()).collect(), facets: false, ..*asker };
    let (mut found, _) = first.ask(query, asker.sort, Some(compiler.least.clone()))?;
    let others = Asker { limit: asker.limit.map(|limit| limit.saturating_sub(found.hits.len())), ..first };
    let (mut added, _) = others.ask(Box::new(BooleanQuery::new(rest)), asker.sort, None)?;
    if let (Some((least, _)), Some((most, _))) = (found.hits.last(), added.hits.first())
        && *most > 0.0
        && most >= least
    {
        let worth = least / most / 2.0;
        added.hits.iter_mut().for_each(|(score, _)| *score *= worth);
    }
    found.total += added.total;
    found.hits.append(&mut added.hits);
    let facets = match asker.facets {
        true => Asker { limit: Some(0), facets: true, ..others }.ask(all, Sort::Source, None)?.1,
        false => None,
    };
    Ok(Asked { found, facets, matched: Matched::All, leaves })
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
    Ok(collect(store, query, Sort::Source, Some(0), false, Arc::default())?.0.total)
}
