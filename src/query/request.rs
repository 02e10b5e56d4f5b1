//! What a search is asked and what it answers.

use crate::model::codebook::Concept;
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::query::{Advice, Snippet};
use crate::store::StoredPassage;

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; source order where the query has no words.
    #[default]
    Relevance,
    /// Newest paper first, undated papers last, then source order.
    Date,
    /// By the source's name, then as the source runs.
    Source,
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
    /// BM25 over the fields, 0 without words. Comparable within one search alone.
    pub score: f32,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// Passages that match, however many are given.
    pub total: u64,
    /// The first of them in the order asked for.
    pub hits: Vec<Hit>,
    /// No passage has the words of the query; they are the name of this concept, and the passages are those that carry it.
    pub coded_as: Option<Concept>,
    /// Where nothing matches: why, and what would. Never empty then.
    pub advice: Vec<Advice>,
}
