//! Searches of the index: words, phrases and filters to passages with their citations.
//!
//! A word is found in any of its forms and its exact form ranks higher. Words beside each other must all be there. A word counts
//! for a passage when it stands in the passage's text or in the sentence that introduces its list; headings above it and the
//! paper's title can supply the other words of a query, never all of them, so that counts count what passages say.
//!
//! | file | what stands in it |
//! |---|---|
//! | `advice` | [`Advice`]: what a search that found nothing can say |
//! | `ast` | a query as it was written |
//! | `coded` | a query that is the name of a challenge, a strength or a theme |
//! | `collect` | exact counts and the best hits in an order that never depends on how the index was built |
//! | `compile` | a query as the full-text index takes it |
//! | `error` | [`QueryError`] |
//! | `filter` | filters as the full-text index takes them |
//! | `parse` | reading a query |
//! | `request` | [`Request`], [`Results`] |
//! | `resolve` | from people's words to the codebook's names |
//! | `rounded` | scores whose sums do not depend on their order |
//! | `run` | [`search`] |
//! | `snippet` | the part of a passage that shows why it was found |

mod advice;
mod ast;
mod coded;
mod collect;
mod compile;
mod error;
mod filter;
mod parse;
#[cfg(test)]
mod parse_tests;
mod request;
mod resolve;
mod rounded;
mod run;
mod snippet;
#[cfg(test)]
mod tests;

pub use advice::Advice;
pub use error::{QueryError, Unknown};
pub use request::{Hit, Request, Results, Sort};
pub use resolve::{resolve_concept, resolve_date, resolve_kind, resolve_place};
pub use run::search;
pub use snippet::Snippet;
