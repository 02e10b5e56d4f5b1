//! Whether a learning paper still says what its sources say.
//!
//! Every paper carries itself as data (its *ledger*): `paper.json` is one, the other formats hold one where no reader sees it. A paper
//! is verified in two steps: what can be read in the file against its ledger, so that a changed word, number or citation is found; and
//! the ledger against the sources, so that a quotation that is not there, or a count that does not come out again, is found.
//!
//! | file | what it does |
//! |---|---|
//! | `ledger` | the paper as data, and how a file carries it |
//! | `docx` | paragraphs, notes and tables of a Word file, and the ledger within it |
//! | `visible` | what a reader of the file sees: paragraphs with their citations, rows of tables |
//! | `compare` | what is seen against the ledger |
//! | `tables` | tables and pictures that are seen against those of the ledger |
//! | `labels` | labels of quotations against what they cite |
//! | `sources` | the ledger against records: quotations, citations, counts |
//! | `numbers` | numbers in a sentence |
//!
//! # What never happens
//!
//! - A paper is never changed by being verified.
//! - A sentence that somebody added is never taken for one of ours: without a citation it is listed, with one it is checked.

mod compare;
mod docx;
mod labels;
mod ledger;
mod numbers;
mod sources;
mod tables;
#[cfg(test)]
mod tests;
mod visible;

pub use ledger::{Form, Ledger, embed};
pub use sources::{Recount, check};

/// Why a file cannot be verified at all.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is in no format that sederunt writes.
    #[error("{0} does not end in .md, .html, .docx or .json, so it is no paper that sederunt wrote")]
    Form(String),
    /// It carries no ledger.
    #[error(
        "this file carries no record of its counts and citations, so it cannot be verified; it was not written by `sederunt paper`, or \
         another program dropped the record when it saved the file. Verify the file as it was written, or its .json"
    )]
    NoLedger,
    /// What it carries cannot be read.
    #[error("the record of counts and citations that the file carries cannot be read: {0}")]
    Damaged(String),
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Quotations that were looked up.
    pub quotations: u64,
    /// Citations that were followed.
    pub citations: u64,
    /// Counts that were made again.
    pub counts: u64,
    /// What is wrong, in the order of the paper, each in a sentence.
    pub problems: Vec<String>,
    /// Sentences that somebody added or changed and that cite nothing: they are theirs, not ours.
    pub edited: Vec<String>,
    /// Paragraphs of ours that are no longer there.
    pub removed: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Reads a paper and compares what is seen in it with its ledger. The ledger is then to be checked against the sources by [`check`].
///
/// # Errors
///
/// Where the file carries no ledger, or one that cannot be read.
pub fn read(bytes: &[u8], form: Form) -> Result<(Ledger, Report), VerifyError> {
    let ledger = ledger::read(bytes, form)?;
    let mut report = Report::default();
    if form != Form::Json {
        compare::compare(&ledger, &visible::read(bytes, form)?, &mut report);
    }
    Ok((ledger, report))
}
