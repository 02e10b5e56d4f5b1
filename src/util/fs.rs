//! File access that names the path in every error. `std::fs` is refused elsewhere by clippy.
#![allow(clippy::disallowed_methods)]

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file operation that failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {source}", path.display())]
pub struct FsError {
    /// What was tried, such as `read`.
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    #[source]
    pub source: io::Error,
}

fn named<T>(action: &'static str, path: &Path, result: io::Result<T>) -> Result<T, FsError> {
    result.map_err(|source| FsError { action, path: path.to_owned(), source })
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, FsError> {
    named("read", path, std::fs::read(path))
}

/// The text of a UTF-8 file.
pub fn read_to_string(path: &Path) -> Result<String, FsError> {
    named("read", path, std::fs::read_to_string(path))
}

/// Opens a file for reading.
pub fn open(path: &Path) -> Result<std::fs::File, FsError> {
    named("open", path, std::fs::File::open(path))
}

/// Opens a file for writing, emptied.
pub fn create(path: &Path) -> Result<std::fs::File, FsError> {
    named("write", path, std::fs::File::create(path))
}

/// Makes a folder and those above it.
pub fn create_dir_all(path: &Path) -> Result<(), FsError> {
    named("create the folder", path, std::fs::create_dir_all(path))
}

/// Removes a file; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<(), FsError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => named("remove", path, other),
    }
}

/// Removes a folder with all in it; one that is not there is no error.
pub fn remove_dir_all(path: &Path) -> Result<(), FsError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => named("remove", path, other),
    }
}

/// Names of the entries of a folder, sorted.
pub fn list(path: &Path) -> Result<Vec<PathBuf>, FsError> {
    let entries = named("list", path, std::fs::read_dir(path))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(named("list", path, entry)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Replaces a file in one step: readers see the old bytes or the new ones, and the new ones are on disk when it returns.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = named("write", path, tempfile::NamedTempFile::new_in(folder))?;
    named("write", path, file.write_all(bytes))?;
    named("write", path, file.as_file().sync_all())?;
    file.persist(path).map_err(|error| FsError { action: "write", path: path.to_owned(), source: error.error })?;
    Ok(())
}
