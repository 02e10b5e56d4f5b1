//! File access that names the path in every error. `std::fs` is refused elsewhere by clippy.
#![allow(clippy::disallowed_methods)]

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file operation that failed.
#[derive(Debug)]
pub struct FsError {
    /// What was tried, such as `read`.
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

impl std::fmt::Display for FsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} {}: ", self.action, self.path.display())?;
        match self.source.kind() {
            io::ErrorKind::NotFound => f.write_str("there is no such file or folder"),
            io::ErrorKind::PermissionDenied => f.write_str("permission is denied"),
            io::ErrorKind::IsADirectory => f.write_str("it is a folder"),
            io::ErrorKind::NotADirectory => f.write_str("a part of its path is a file, not a folder"),
            io::ErrorKind::InvalidData => f.write_str("it is not text in UTF-8"),
            _ => write!(f, "{}", self.source),
        }
    }
}

// What the operating system said is part of the message, and so no cause beside it.
impl std::error::Error for FsError {}

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

/// Writes a file, not in one step: for files that nobody else reads yet.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    named("write", path, std::fs::write(path, bytes))
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

/// Size of a file in bytes, `None` where there is no such file.
pub fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
}

/// When a file was last written.
pub fn modified(path: &Path) -> Result<std::time::SystemTime, FsError> {
    named("read", path, std::fs::metadata(path).and_then(|m| m.modified()))
}

/// Opens a file for reading and writing and leaves its bytes as they are; makes it where it is not there.
pub fn open_or_create(path: &Path) -> Result<std::fs::File, FsError> {
    let mut options = std::fs::OpenOptions::new();
    named("open", path, options.read(true).write(true).create(true).truncate(false).open(path))
}

/// Replaces a file in one step: readers see the old bytes or the new ones, and the new ones are on disk when it returns.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let file = write_beside(path, bytes)?;
    named("write", path, file.as_file().sync_all())?;
    persist(file, path)?;
    sync_folder(folder_of(path))
}

/// Replaces a file in one step without waiting for the disk. Until [`sync`] is called on it, a power cut may leave it empty or
/// cut short, so its reader must be able to tell.
pub fn replace_unsynced(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    persist(write_beside(path, bytes)?, path)
}

/// Waits until the bytes of a file are on disk.
pub fn sync(path: &Path) -> Result<(), FsError> {
    named("write", path, std::fs::File::open(path).and_then(|file| file.sync_all()))
}

/// Waits until the names in a folder are on disk. Only Unix systems need it and offer it.
pub fn sync_folder(path: &Path) -> Result<(), FsError> {
    if cfg!(unix) { sync(path) } else { Ok(()) }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn write_beside(path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, FsError> {
    let mut builder = tempfile::Builder::new();
    // Temporary files are for their owner alone; these become ordinary files, for whom the user's mask lets read them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // The error of the temporary file names that file, which nobody asked for.
    let made = builder.tempfile_in(folder_of(path)).map_err(|error| io::Error::from(error.kind()));
    let mut file = named("write", path, made)?;
    named("write", path, file.write_all(bytes))?;
    Ok(file)
}

fn persist(file: tempfile::NamedTempFile, path: &Path) -> Result<(), FsError> {
    file.persist(path).map_err(|error| FsError { action: "write", path: path.to_owned(), source: error.error })?;
    Ok(())
}
