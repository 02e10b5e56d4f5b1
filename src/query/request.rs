//! What a search is asked and what it answers.

use crate::model::codebook::Concept;
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::model::saved::SavedSearch;
use crate::query::error::QueryError;
use crate::query::resolve::{resolve_date, resolve_kind};
use crate::query::{Advice, Expanded, Facets, Snippet, Synonyms, Why};
use crate::store::StoredPassage;

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first, equals in source order; source order alone where the query has no words.
    #[default]
    Relevance,
    /// Newest paper first, undated papers last, then source order.
    Date,
    /// By the source's name, then as the source runs.
    Source,
}

/// How many of the words of a plain query a passage must have. Quotations, operators and fields always mean what they say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Matching {
    /// All of them; some of them where the query reads as a question, or where hardly a passage has all.
    #[default]
    Auto,
    /// All of them.
    All,
    /// Any of them, passages with most of them first.
    Any,
}

/// A search. Values of one filter are alternatives; every filter that has values must hold.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The query; with none, every passage that the filters let through.
    pub text: String,
    /// Themes, by id or label.
    pub themes: Vec<String>,
    /// Areas, by GSS code or name.
    pub places: Vec<String>,
    /// Challenges, by id or label.
    pub challenges: Vec<String>,
    /// Strengths, by id or label.
    pub strengths: Vec<String>,
    /// Organisations, by id or label.
    pub organisations: Vec<String>,
    /// Bodies that issued the paper, by name.
    pub issuers: Vec<String>,
    /// Pages, each a number or a run such as `4..9`.
    pub pages: Vec<String>,
    /// Sources, by a part of their name.
    pub sources: Vec<String>,
    /// Kinds of paper.
    pub kinds: Vec<PaperKind>,
    /// Papers that may be of this date or later. A paper dated "2020" may be of any day of 2020; undated papers are left out.
    pub since: Option<PartialDate>,
    /// Papers that may be of this date or earlier.
    pub until: Option<PartialDate>,
    /// Most hits to give; `None` for all. The total is exact either way.
    pub limit: Option<usize>,
    /// Their order.
    pub sort: Sort,
    /// How many words of a plain query must be there.
    pub matching: Matching,
    /// Count the passages that match by theme, area and so on.
    pub facets: bool,
    /// Words that stand for one another; a word of the query that is among them is looked for by the others too.
    pub synonyms: Vec<Synonyms>,
    /// Passages that share rare words with the one of this id, in place of a query.
    pub like: Option<String>,
}

impl Request {
    /// A search that was written down.
    ///
    /// # Errors
    ///
    /// Where its kinds of paper or its dates mean nothing.
    pub fn of(saved: &SavedSearch) -> Result<Request, QueryError> {
        let date = |given: &Option<String>| given.as_deref().map(resolve_date).transpose();
        Ok(Request {
            text: saved.query.clone(),
            themes: saved.theme.clone(),
            places: saved.place.clone(),
            challenges: saved.challenge.clone(),
            strengths: saved.strength.clone(),
            organisations: saved.organisation.clone(),
            issuers: saved.issuer.clone(),
            pages: saved.page.clone(),
            sources: saved.source.clone(),
            kinds: saved.kind.iter().map(|kind| resolve_kind(kind)).collect::<Result<_, _>>()?,
            since: date(&saved.since)?,
            until: date(&saved.until)?,
            ..Request::default()
        })
    }
}

/// A passage that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The passage with its paper.
    pub passage: StoredPassage,
    /// The source's name.
    pub source: String,
    /// Where it stands, see [`Locator::cite`](crate::model::locator::Locator::cite).
    pub citation: String,
    /// The part that shows why it was found.
    pub snippet: Snippet,
    /// Where each part of the query was found.
    pub why: Vec<Why>,
    /// The same words in near-duplicate papers, which are folded into this hit, by source.
    pub also: Vec<Also>,
    /// BM25 over the fields, 0 without words. Comparable within one search alone.
    pub score: f32,
}

/// The words of a hit in a near-duplicate paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// The source's name.
    pub source: String,
    /// Where they stand, see [`Locator::cite`](crate::model::locator::Locator::cite).
    pub citation: String,
}

/// What the passages that are given have of the query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Matched {
    /// All that it asks for.
    #[default]
    All,
    /// Some of its words, those with most of them first.
    Some {
        /// The words that were looked for.
        words: Vec<String>,
        /// Passages that have all of them.
        with_all: u64,
    },
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// Passages that match, however many are given; the same words in near-duplicate papers count as one.
    pub total: u64,
    /// Passages that match and are folded into one of the total, whose words they have.
    pub folded: u64,
    /// What they have of the query.
    pub matched: Matched,
    /// Counts of the passages that match, where they were asked for.
    pub facets: Option<Facets>,
    /// What was looked for beside the words of the query.
    pub expanded: Vec<Expanded>,
    /// The first of them in the order asked for.
    pub hits: Vec<Hit>,
    /// No passage has the words of the query; they are the name of this concept, and the passages are those that carry it.
    pub coded_as: Option<Concept>,
    /// Where nothing matches: why, and what would. Never empty then.
    pub advice: Vec<Advice>,
    /// Words of the query that no passage has where passages have others of them, and files that it names and that gave no text.
    pub remarks: Vec<Advice>,
}
