//! sederunt turns folders of public-sector papers into evidence that can be searched, counted, cited and put before a board.
//!
//! # The flow
//!
//! ```text
//! source -> extract -> structure -> tag -> store -> { query | follow | synthesise } -> render
//! ```
//!
//! Data goes one way. A stage imports [`model`] and [`util`] only, so no stage knows another; `query` alone may also see
//! `store`. [`pipeline`] is the only module that knows the order. [`config`] gathers the settings that the stages and the
//! pipeline's workers own and the types of their values. [`cli`] sits on top: it sees `pipeline`, `config` and, to search an
//! index and to say what it holds, `query` and `store`; every other stage only through what the pipeline hands on.
//! `tests/suite/layering.rs` reads the imports and fails on anything else.
//!
//! | module | what it does |
//! |---|---|
//! | [`model`] | the values that pass between stages: locators, pages, blocks, papers, passages, mentions, findings, records |
//! | [`util`] | text folding, hashing, dates, file access: helpers that know nothing of papers |
//! | [`source`] | finds files, knows their type and identity |
//! | [`extract`] | bytes to positioned text (PDF) or to blocks (DOCX, HTML, Markdown, text) |
//! | [`structure`] | pages to lines, paragraphs, headings, lists, tables; a file to the papers bound in it |
//! | [`tag`] | the lexicon, and every mention and stance it finds in a passage |
//! | [`store`] | the record files, the full-text index and the manifest that ties them |
//! | [`query`] | searches of the index |
//! | [`follow`] | what joins papers over time, such as improvement plans |
//! | [`synthesise`] | findings, the framework matrix, coverage and the learning paper's content |
//! | [`verify`] | whether a written paper still says what its sources say |
//! | [`render`] | tables and papers as CSV, JSON, Markdown, HTML and Word |
//! | [`pipeline`] | the order of the stages: build, export, paper |
//! | [`config`] | `sederunt.toml` and the settings of every stage |
//! | [`cli`] | arguments, progress and messages |
//!
//! # What never happens
//!
//! - A file is never dropped in silence: every file found has a line in `sources.csv` with its outcome and the reason.
//! - A sentence of a learning paper is never anything but a quotation, a count, or a fixed phrase of the template, and each
//!   quotation and count names its passages.
//! - An unknown position is never guessed: it is `None`, and an empty cell.
//! - The order of work, the number of threads and the order of files on disk never change an exported byte.
//! - A stage never reads a clock, the network or a random number.
//! - Nothing outside [`cli`] writes to standard output or standard error, and nothing outside [`util::fs`] opens a file by
//!   `std::fs`.

pub mod cli;
pub mod config;
pub mod extract;
pub mod follow;
pub mod model;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod source;
pub mod store;
pub mod structure;
pub mod synthesise;
pub mod tag;
pub mod util;
pub mod verify;
