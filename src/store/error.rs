//! What can go wrong with the index folder, each with the path and a way out.

use crate::util::fs::FsError;
use std::path::PathBuf;

/// An index that cannot be opened, read or built.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no index.
    #[error("there is no index in {}; run `sederunt build FOLDER` first, with the folder of your papers", path.display())]
    Missing {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was written by a program that is newer than this one.
    #[error(
        "the index in {} has format {found} and this sederunt reads format {wanted}; use a newer sederunt, or build into \
         another folder with --index", path.display()
    )]
    Newer {
        /// The index folder.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format this program reads.
        wanted: u32,
    },
    /// The index was written by an older program.
    #[error("the index in {} was written by an older sederunt; run `sederunt build FOLDER`, with the folder of your papers, to renew it", path.display())]
    Older {
        /// The index folder.
        path: PathBuf,
    },
    /// Another process is building.
    #[error(
        "another build{who} is at work on {}; wait until it ends, or build into another folder with --index",
        path.display()
    )]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// Its process and start where they are known, such as ` (process 4711, since 2026-01-31 10:00:00 UTC)`.
        who: String,
    },
    /// A file of the index does not hold what was written.
    #[error("{} is damaged ({reason}); run `sederunt doctor --repair`, or `sederunt doctor` to see what else is", path.display())]
    Corrupt {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk is full.
    #[error("no space is left on the disk of {}, or a limit on its use is reached; the index is as it was before. Make room and run `sederunt build` again", path.display())]
    DiskFull {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file operation failed for another reason.
    #[error("{0}; check that the index folder exists, is on a disk that works and may be written by you")]
    Fs(FsError),
    /// The full-text index failed for another reason.
    #[error("the full-text index in {} failed: {reason}; run `sederunt doctor --repair`", path.display())]
    FullText {
        /// The full-text index's folder.
        path: PathBuf,
        /// What it said.
        reason: String,
    },
    /// The caller promised a record that was never put, or one for two sources.
    #[error("the record of {source_name} {reason}; this is a fault of sederunt, please report it")]
    Record {
        /// The source's name.
        source_name: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl From<FsError> for StoreError {
    fn from(error: FsError) -> StoreError {
        if is_full(error.source.kind()) { StoreError::DiskFull { path: error.path } } else { StoreError::Fs(error) }
    }
}

impl StoreError {
    /// What is wrong with a file, without the way out, for a list of such files.
    pub fn finding(&self) -> String {
        match self {
            StoreError::Corrupt { path, reason } => format!("{} is damaged: {reason}", path.display()),
            StoreError::FullText { path, reason } => {
                format!("the full-text index in {} failed: {reason}", path.display())
            }
            StoreError::Older { path } => format!("the index in {} was written by an older sederunt", path.display()),
            other => other.to_string(),
        }
    }

    /// The error for something that the full-text index reported about this folder.
    pub(crate) fn full_text(path: &std::path::Path, error: &tantivy::TantivyError) -> StoreError {
        use tantivy::TantivyError as T;
        use tantivy::directory::error::OpenReadError;
        let path = path.to_owned();
        let reason = brief(&error.to_string());
        if ["No space left", "StorageFull", "not enough space", "File too large", "uota exceeded"]
            .iter()
            .any(|words| reason.contains(words))
        {
            return StoreError::DiskFull { path };
        }
        match error {
            T::OpenReadError(OpenReadError::IoError { io_error, filepath }) if is_access(io_error) => {
                let source = io_error.kind().into();
                StoreError::Fs(FsError { action: "read", path: path.join(filepath), source })
            }
            T::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                StoreError::Corrupt { path: path.join(file), reason: "it is not there".to_owned() }
            }
            // What tantivy says of bytes is for programmers, and names a file by its debugging form.
            T::DataCorruption(_) | T::OpenReadError(_) | T::IncompatibleIndex(_) | T::DeserializeError(_) => {
                let reason = "a file in it does not hold what was written".to_owned();
                StoreError::Corrupt { path, reason }
            }
            _ => StoreError::FullText { path, reason },
        }
    }
}

/// Whether the disk or the part of it that may be used is full.
fn is_full(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind as K;
    matches!(kind, K::StorageFull | K::QuotaExceeded | K::FileTooLarge)
}

/// Whether the operating system refused, so that the bytes are not to blame.
fn is_access(error: &std::io::Error) -> bool {
    use std::io::ErrorKind as K;
    !matches!(error.kind(), K::NotFound | K::InvalidData | K::UnexpectedEof | K::InvalidInput | K::Other)
}

/// The first line of a message, and no more of it than a line holds: tantivy quotes whole files.
fn brief(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    match line.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
