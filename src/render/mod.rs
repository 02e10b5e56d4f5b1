//! Tables and papers as files: CSV, JSON Lines, JSON, Markdown and HTML.
//!
//! | file | what it does |
//! |---|---|
//! | [`tables`] | every table of the output contract, streamed from the records |
//! | `csv` | one CSV file: byte order mark, line ends, text that a spreadsheet would run |
//! | `link` | the way from the export folder to a page of a source |
//! | `jsonl` | passages with their mentions as JSON Lines, nothing neutralised |
//! | `error` | [`RenderError`] |
//! | [`paper`] | the learning paper as Markdown, HTML and JSON |

mod csv;
mod error;
mod jsonl;
mod link;
pub mod paper;
pub mod tables;

pub use error::RenderError;
pub use tables::{TableOptions, export};
