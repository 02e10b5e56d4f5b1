//! Tables and papers as files: CSV, JSON Lines, JSON, Markdown, HTML and Word.
//!
//! | file | what it does |
//! |---|---|
//! | [`tables`] | every table of the output contract, streamed from the records |
//! | [`cross`] | the framework matrix, trends and the balance sheet as text, CSV and JSON |
//! | `csv` | one CSV file: byte order mark, line ends, text that a spreadsheet would run |
//! | `link` | the way from the export folder to a page of a source |
//! | `jsonl` | passages with their mentions as JSON Lines, nothing neutralised |
//! | `error` | [`RenderError`] |
//! | [`paper`] | the learning paper as Markdown, HTML and JSON |

pub mod cross;
mod csv;
mod error;
mod jsonl;
mod link;
pub mod paper;
pub mod tables;

pub use error::RenderError;
pub use tables::{TableOptions, export};
