//! Tables and papers as files: CSV, workbooks, Parquet, JSON, Markdown, HTML and Word, and what other programs exchange.
//!
//! | file | what it does |
//! |---|---|
//! | [`export`](mod@export) | what is exported, in which formats |
//! | `schema` | what every table is: columns, types, meaning, keys |
//! | [`tables`] | the rows of every table, streamed from the records |
//! | `rows` | rows on their way to a file, whatever its format |
//! | [`cross`] | the framework matrix, trends and the balance sheet as text, CSV and JSON |
//! | `csv` | one CSV file: byte order mark, line ends, text that a spreadsheet would run |
//! | `workbook` | `evidence.xlsx` |
//! | `package` | Data Package and CSV on the Web: the tables described for programs |
//! | `parquet` | one Parquet file, where the feature of that name is on |
//! | `jsonl` | passages with their mentions as JSON Lines, nothing neutralised |
//! | [`refi`] | REFI-QDA projects and codebooks, to other programs for qualitative analysis and back |
//! | [`lexicon`] | the lexicon as a spreadsheet, as SKOS Turtle and as JSON-LD, and back |
//! | `skos` | the codebook as SKOS |
//! | `annotations` | mentions as W3C Web Annotations |
//! | `references` | the papers for reference managers |
//! | `paper_text` | a paper as one plain text with the places of its passages |
//! | [`returned`] | tables that people edited, read back and compared |
//! | `link` | the way from the export folder to a page of a source |
//! | `error` | [`RenderError`] |
//! | [`paper`] | the learning paper as Markdown, HTML and JSON |

mod annotations;
pub mod cross;
mod csv;
mod error;
pub mod export;
mod jsonl;
pub mod lexicon;
mod link;
mod package;
pub mod paper;
mod paper_text;
#[cfg(feature = "parquet")]
mod parquet;
mod references;
pub mod refi;
pub mod returned;
mod rows;
mod schema;
mod skos;
pub mod tables;
#[cfg(test)]
mod testing;
mod workbook;

pub use csv::CsvOptions;
pub use error::RenderError;
pub use export::{ExportFormat, ExportOptions, Material, RunInfo, export};
