//! The names in an index folder: what of a folder is an index, and what else may lie there.

use super::fs;
use std::path::{Path, PathBuf};

/// Folders that every index has once it was built.
const FOLDERS: [&str; 2] = ["records", "tantivy"];

/// Files beside the manifests, the first of which every index has.
const FILES: [&str; 2] = ["build.lock", "seen.json"];

/// Whether a folder holds an index, by its folders and its manifest or lock.
pub fn is_index(folder: &Path) -> bool {
    FOLDERS.iter().all(|name| folder.join(name).is_dir())
        && ["manifest.json", FILES[0]].iter().any(|name| folder.join(name).is_file())
}

/// Whether what has this name in an index folder is part of the index.
pub fn is_part(name: &str) -> bool {
    let is_manifest = name == "manifest.json" || name.starts_with("manifest-") && name.ends_with(".json");
    is_manifest || FOLDERS.contains(&name) || FILES.contains(&name) || name.starts_with(".tmp")
}

/// What lies in an index folder: the parts of the index, and everything else.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub fn contents(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), fs::FsError> {
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| is_part(&name.to_string_lossy()));
    Ok(fs::list(folder)?.into_iter().partition(named))
}
