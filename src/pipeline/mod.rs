//! The order of the stages. This is the only module that knows it.
//!
//! | file | what it does |
//! |---|---|
//! | `agree`, `coded`, `matched` | the tags measured against what people coded, their table read, and its passages found |
//! | `attachments` | files embedded in a source |
//! | [`build`](mod@build) | a corpus to an index |
//! | [`changes`] | what a build brought |
//! | `coding` | why a passage has its tags, and what another lexicon would give it |
//! | `decided` | decisions of people about actions |
//! | `lexicon` | the lexicon to other programs and back, and places from published gazetteers |
//! | `maker` | one source to its record |
//! | `near` | sources with nearly the same text |
//! | [`outputs`] | an index to tables and a learning paper |
//! | [`plan`] | what a build would do, and why |
//! | `read` | one source to papers |
//! | `repeats` | papers that stand in more than one source |
//! | `reviewing` | decisions of people applied to the tags |
//! | `trial` | what an edited lexicon would change |
//! | `synonyms` | the lexicon's words for one another, as a search takes them |
//! | [`verify`](mod@verify) | a written paper against its sources |
//! | [`worker`] | reading in processes of their own, within limits |

mod agree;
mod attachments;
pub mod build;
pub mod changes;
mod coded;
mod coding;
mod decided;
mod lexicon;
mod maker;
mod matched;
mod near;
pub mod outputs;
pub mod plan;
mod read;
mod repeats;
mod reviewing;
mod synonyms;
mod trial;
pub mod verify;
pub mod worker;

pub use agree::{Agreement, Difference, Line, Measured, agree};
pub use build::{BuildOutcome, build};
pub use coding::{Decided, Explained, Issue, IssueKind, MOST_EXPLAINED, Suggestion, Why, lexicon_issues, suggest, why};
pub use lexicon::{
    Imported, LexiconFormat, PlacesWanted, Size, Vocabulary, files_of_lexicon, import_places, lexicon_table,
    read_lexicon, written_lexicon,
};
pub use outputs::{
    Change, Changes, CsvOptions, ExportFormat, ExportOptions, Form, Found, ImportedCode, PaperFormat, PaperOptions,
    Show, Template, balance, export, followed, found_for_paper, imported_codes, learning_paper, lexicon_files, matrix,
    narrowed_synthesis, returned_changes, set_paper, set_paper_by, synthesis, tables, trends, weight, write_papers,
    write_templates,
};
pub use reviewing::{Changed, Reviewed};
pub use synonyms::synonyms;
pub use trial::{Example, Shift, Trial, try_lexicon};

pub use crate::follow::Wanted;
pub use crate::synthesise::{Brief, Earlier};
pub use crate::verify::{Form as Carrier, Report};
pub use verify::{Depth, files_of, quoted_in, verify};

use crate::config::Settings;
use std::path::PathBuf;

/// What a run needs to know besides its input.
#[derive(Clone)]
pub struct Context<'a> {
    /// The settings of every stage.
    pub settings: &'a Settings,
    /// The program that workers run; `None` reads in this process.
    pub program: Option<PathBuf>,
    /// Sources read at a time; 0 is one a processor.
    pub jobs: usize,
    /// Hears how far the run is.
    pub progress: &'a dyn Progress,
}

/// Hears how far a run is. Called from several threads.
pub trait Progress: Sync {
    /// A step begins: what it is in plain words, and of how many parts it is made where that is known.
    fn begin(&self, step: &str, parts: Option<u64>);
    /// One part of the step is done.
    fn advance(&self);
    /// The step is over.
    fn end(&self);
}

/// Hears nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _step: &str, _parts: Option<u64>) {}
    fn advance(&self) {}
    fn end(&self) {}
}

/// A run that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// None of the paths holds a file.
    #[error("there is no file to read in {0}; give a folder of papers, or the files themselves")]
    NothingFound(String),
    /// OCR is asked for every page, and there is no program for it.
    #[error(
        "OCR of every page was asked for, but Tesseract is not installed (the package tesseract-ocr); install it, or use --ocr auto"
    )]
    NoOcr,
    /// The lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] crate::tag::LexiconError),
    /// The table of places cannot be added to.
    #[error(transparent)]
    Places(#[from] crate::tag::places::GazetteerError),
    /// A file from outside is not what was said.
    #[error("{0}")]
    Foreign(String),
    /// The decisions of people cannot be read.
    #[error(transparent)]
    Review(#[from] crate::model::review::ReviewError),
    /// The index cannot be used.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// A search failed.
    #[error(transparent)]
    Query(#[from] crate::query::QueryError),
    /// The coded table cannot be read.
    #[error("{0} cannot be read as coded passages: {1}")]
    Coded(String, String),
    /// A record cannot be read back.
    #[error(transparent)]
    Record(#[from] crate::model::records::RecordError),
    /// The synthesis failed.
    #[error(transparent)]
    Synthesis(#[from] crate::synthesise::SynthesisError),
    /// A table that people edited cannot be read.
    #[error(transparent)]
    Returned(#[from] crate::render::returned::ReadError),
    /// A paper cannot be verified at all.
    #[error(transparent)]
    Verify(#[from] crate::verify::VerifyError),
    /// What a paper is to be compared with is something else.
    #[error("{0} is not {1} ({2})")]
    NotEarlier(String, &'static str, String),
    /// There is no folder to read everything anew into.
    #[error("no temporary folder could be made: {0}")]
    NoPlace(String),
    /// A paper that was just made does not hold: a fault of ours, so that nothing is written.
    #[error(
        "the paper does not agree with its sources and was not written; this is a fault in sederunt, please report it: {0}"
    )]
    Unsound(String),
    /// Output could not be written.
    #[error(transparent)]
    Render(#[from] crate::render::RenderError),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] crate::util::fs::FsError),
    /// The threads could not be started.
    #[error("no threads could be started: {0}")]
    Threads(String),
}
