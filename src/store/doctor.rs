//! What is wrong with an index folder, also with one that cannot be opened, and taking out what is damaged.

use crate::store::{Store, StoreError};
use crate::util::fs;
use std::path::{Path, PathBuf};

/// The state of an index folder.
#[derive(Debug)]
pub enum Health {
    /// Every byte is as it was written.
    Sound {
        /// Passages it holds.
        passages: u64,
        /// Records that were read.
        records: u64,
    },
    /// There is no index, or it was written by another version: nothing to repair.
    Other(StoreError),
    /// Files that do not hold what was written, each with what is wrong.
    Damaged(Vec<StoreError>),
}

/// Reads every byte of an index.
pub fn examine(dir: &Path) -> Health {
    let checked = Store::open(dir).and_then(|store| {
        let found = store.check()?;
        Ok((found, store.manifest().passages(), store.manifest().records.iter().flatten().count() as u64))
    });
    match checked {
        Ok((found, passages, records)) if found.is_empty() => Health::Sound { passages, records },
        Ok((found, ..)) => Health::Damaged(found),
        Err(error @ (StoreError::Corrupt { .. } | StoreError::FullText { .. })) => Health::Damaged(vec![error]),
        Err(error) => Health::Other(error),
    }
}

/// Takes out the record files that are damaged, so that the next build makes them again; the full-text index and the manifests a
/// build repairs by itself. Gives the files that were removed.
pub fn remove_damaged(dir: &Path, found: &[StoreError]) -> Result<Vec<PathBuf>, StoreError> {
    let records = dir.join("records");
    let mut removed = Vec::new();
    for error in found {
        if let StoreError::Corrupt { path, .. } = error
            && path.starts_with(&records)
            && path.is_file()
        {
            fs::remove_file(path)?;
            removed.push(path.clone());
        }
    }
    Ok(removed)
}
