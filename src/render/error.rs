//! What can go wrong when outputs are written.

use crate::model::records::RecordError;
use crate::util::fs::FsError;
use std::path::PathBuf;

/// An output that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A file or folder could not be made.
    #[error(transparent)]
    File(#[from] FsError),
    /// A file could not be written to the end.
    #[error("cannot write {}: {source}; check the free space and the permissions of the folder", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A workbook could not be written.
    #[error("cannot write {}: {reason}; check the free space and the permissions of the folder", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A format that this build leaves out.
    #[error("this sederunt was built without Parquet; build it again with: cargo install --path . --features parquet")]
    NotBuiltIn,
    /// A record could not be read back.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A template could not be filled.
    #[error("the template {name} cannot be filled: {reason}")]
    Template {
        /// The template.
        name: String,
        /// What is wrong, with the line.
        reason: String,
    },
    /// The parts of a document could not be packed.
    #[error("the document cannot be packed: {reason}")]
    Package {
        /// What is wrong.
        reason: String,
    },
    /// A value could not be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}
