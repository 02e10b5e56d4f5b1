//! What can be wrong with a lexicon file, in words that name the place and the remedy.

use crate::tag::places::{BadRow, GazetteerError};
use crate::util::faults;
use crate::util::fs::FsError;

/// A lexicon that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file or folder could not be read.
    #[error("the lexicon cannot be read: {0}; check the file or folder that was given")]
    File(#[from] FsError),
    /// A line of a file is not as it must be.
    #[error("{file}, line {line}: {problem}; {remedy}")]
    Line {
        /// File name.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: String,
    },
    /// Several lines are not as they must be.
    #[error("{}", faults::told(.0))]
    Several(Vec<LexiconError>),
    /// A row of the gazetteer's files is not as it must be.
    #[error(transparent)]
    Row(#[from] BadRow),
    /// A file in the lexicon folder whose name means nothing.
    #[error("{file} is not a lexicon file; {remedy}")]
    UnknownFile {
        /// File name.
        file: String,
        /// What to do.
        remedy: String,
    },
}

impl LexiconError {
    /// One error of all that were found; none where none was.
    pub(super) fn all(faults: Vec<LexiconError>) -> Result<(), LexiconError> {
        if faults.is_empty() { Ok(()) } else { Err(LexiconError::of(faults)) }
    }

    /// One error of several.
    pub(in crate::tag) fn of(faults: impl IntoIterator<Item = LexiconError>) -> LexiconError {
        let mut flat = Vec::new();
        for fault in faults {
            match fault {
                LexiconError::Several(more) => flat.extend(more),
                one => flat.push(one),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { LexiconError::Several(flat) }
    }
}

impl From<GazetteerError> for LexiconError {
    fn from(error: GazetteerError) -> LexiconError {
        LexiconError::of(error.0.into_iter().map(LexiconError::Row))
    }
}
