//! Searches of the index: words, phrases and filters to passages with their citations.
//!
//! A word is found in any of its forms and its exact form ranks higher. Words beside each other must all be there, unless hardly
//! a passage has them all or the query is a question: then passages with most of them come first. A word counts
//! for a passage when it stands in the passage's text or in the sentence that introduces its list; headings above it and the
//! paper's title can supply the other words of a query. Words that stand in a heading, a title, a running head or a file name
//! alone are found once: at the passage they stand before, after every passage that says them.
//!
//! | file | what stands in it |
//! |---|---|
//! | `advice` | [`Advice`]: what a search that found nothing can say |
//! | `ast` | a query as it was written |
//! | `coded` | a query that is the name of a challenge, a strength or a theme |
//! | `collect` | exact counts and the best hits in an order that never depends on how the index was built |
//! | `compile` | a query as the full-text index takes it |
//! | `error` | [`QueryError`] |
//! | `expand` | words that stand for one another |
//! | `facets` | [`Facets`]: counts of what matches |
//! | `filter` | filters as the full-text index takes them |
//! | `forms` | the words of the index that are forms of one word |
//! | `like` | passages like a given one |
//! | `near` | words near each other |
//! | `parse` | reading a query |
//! | `place` | where a part of a query is looked for, and what it is worth there |
//! | `plain` | a query that is nothing but words, and what of it carries the meaning |
//! | `request` | [`Request`], [`Results`] |
//! | `resolve` | from people's words to the codebook's names |
//! | `rounded` | scores whose sums do not depend on their order |
//! | `run` | [`search`], [`Search`] |
//! | `scorer` | those passages in one segment |
//! | `several` | passages with all or any of several words, best those with most |
//! | `snippet` | the part of a passage that shows why it was found |
//! | `undated` | papers without a date that a filter by date leaves out |
//! | `unread` | files that a query names and that could not be read |
//! | `weigh` | what the words of a query are worth |
//! | `window` | where a part of a query stands, some thousand passages at a time |

mod advice;
mod ast;
mod coded;
mod collect;
mod compile;
#[cfg(test)]
mod copies_tests;
mod error;
#[cfg(test)]
mod exact_tests;
mod expand;
mod facets;
mod filter;
mod forms;
mod like;
mod near;
mod parse;
#[cfg(test)]
mod parse_tests;
mod place;
mod plain;
#[cfg(test)]
mod reach_tests;
mod request;
mod resolve;
mod rounded;
mod run;
mod scorer;
#[cfg(test)]
mod scripts_tests;
mod several;
mod snippet;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod undated;
mod unread;
mod weigh;
mod window;

pub use advice::Advice;
pub use error::{QueryError, Unknown};
pub use expand::{Expanded, Synonyms};
pub use facets::{FacetCount, Facets};
pub use request::{Also, Hit, Matched, Matching, Request, Results, Sort};
pub use resolve::{resolve_concept, resolve_date, resolve_kind, resolve_place};
pub use run::{Search, search};
pub use snippet::{Snippet, Where, Why};
