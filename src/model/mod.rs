//! The values that pass between stages.
//!
//! | file | what stands in it |
//! |---|---|
//! | [`source`] | a file of the corpus, its media type and what became of it |
//! | [`page`] | what a page-based format gives: spans of text, rulings and images with their positions |
//! | [`block`] | headings, paragraphs, items and tables, free of layout |
//! | [`extracted`] | the seam between `extract` and `structure` |
//! | [`paper`] | a paper with its outline, tables and passages: the seam between `structure` and `tag` |
//! | [`locator`] | where a thing stands, as people cite it |
//! | [`date`] | dates as printed, whole or partial |
//! | [`codebook`] | facets, concepts and areas |
//! | [`tags`] | mentions, statements, stance and claim type: what `tag` adds to a paper |
//! | [`explanation`] | why a passage has its tags |
//! | [`review`] | decisions of people about tags, and the file `review.csv` that keeps them |
//! | [`records`] | what the store holds of a source, and the reader that later stages stream it through |
//! | [`saved`] | a search as people write it down: in a settings file or a row of a batch |
//! | [`memory`] | records held in memory, for callers that have no index |
//! | [`cross`] | tables of what is said by area, body, year or kind against theme, challenge or strength |
//! | [`evidence`] | findings, matrix and coverage: what `synthesise` makes |
//! | [`plan`] | rows of an improvement plan: what `follow` makes |
//! | [`action`] | actions, attendance and what else `follow` reads of meetings |
//! | [`vocabulary`] | the lexicon as a table, as it travels to other programs and back |
//! | [`learning`] | the learning paper: the seam between `synthesise` and `render` |

pub mod action;
pub mod block;
pub mod codebook;
pub mod cross;
pub mod date;
pub mod evidence;
pub mod explanation;
pub mod extracted;
pub mod learning;
pub mod locator;
pub mod memory;
pub mod page;
pub mod paper;
pub mod plan;
pub mod records;
pub mod review;
pub mod saved;
pub mod source;
pub mod tags;
pub mod vocabulary;
