//! What was known of files when they were last read, so that those that have not changed need not be read to be recognised.
//!
//! A file of the same path, size and time of change is taken for the same file, as `make` and `rsync` take it. One that changed as
//! late as this list was written may have changed again within the same tick of the file system's clock and is read.

use super::Settings;
use crate::model::source::{MediaType, Source};
use crate::util::fs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The coarsest tick of file systems in use (FAT).
const TICK: Duration = Duration::from_secs(2);

/// Files by where they are. An empty one knows nothing, so that every file is read.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    files: BTreeMap<PathBuf, Known>,
    /// Files that changed from then on are not trusted.
    before: Option<SystemTime>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    size: u64,
    changed: SystemTime,
    sha256: String,
    media_type: MediaType,
}

/// The list as a file.
#[derive(Serialize, Deserialize)]
struct Kept {
    program: String,
    files: Vec<(PathBuf, Known)>,
}

/// The program whose list it is: another one may tell media types differently.
const PROGRAM: &str = concat!("sederunt ", env!("CARGO_PKG_VERSION"));

impl Seen {
    /// Reads the list that a build left; one that is not there or cannot be read is empty.
    pub fn load(path: &Path) -> Seen {
        let read = || -> Option<Seen> {
            let kept: Kept = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
            let written = fs::modified(path).ok()?;
            let known = kept.program == PROGRAM;
            known.then(|| Seen { files: kept.files.into_iter().collect(), before: written.checked_sub(TICK) })
        };
        read().unwrap_or_default()
    }

    /// Whether it is the list of just these sources and tells each of them without reading it.
    pub fn is_of(&self, sources: &[Source], settings: &Settings) -> bool {
        let is_known = |source: &Source| {
            let known = source.location.metadata().ok().and_then(|m| self.identity(&source.location, &m, settings));
            known.is_some_and(|(sha256, _)| sha256 == source.sha256)
        };
        self.files.len() == sources.len() && sources.iter().all(is_known)
    }

    /// Writes the list of these sources. Those whose time cannot be told are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn keep(path: &Path, sources: &[Source]) -> Result<(), fs::FsError> {
        let known = |source: &Source| {
            let metadata = source.location.metadata().ok().filter(|m| m.len() == source.bytes)?;
            let changed = metadata.modified().ok()?;
            let (sha256, media_type) = (source.sha256.clone(), source.media_type);
            Some((source.location.clone(), Known { size: source.bytes, changed, sha256, media_type }))
        };
        let kept = Kept { program: PROGRAM.to_owned(), files: sources.iter().filter_map(known).collect() };
        let bytes = serde_json::to_vec(&kept).unwrap_or_default();
        fs::replace(path, &bytes)
    }

    /// The hash and the media type of a file that has not changed.
    pub(super) fn identity(&self, path: &Path, now: &Metadata, settings: &Settings) -> Option<(String, MediaType)> {
        let known = self.files.get(path)?;
        let changed = now.modified().ok()?;
        let is_same = known.size == now.len() && known.changed == changed && self.before.is_some_and(|t| changed < t);
        let is_read = now.len() <= settings.max_file_mib.saturating_mul(1 << 20);
        (is_same && is_read).then(|| (known.sha256.clone(), known.media_type))
    }
}
