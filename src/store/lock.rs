//! The builder's lock: the operating system holds it, so that it ends with the process however that ends.

use crate::store::StoreError;
use crate::util::fs;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

const NAME: &str = "build.lock";

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct BuildLock {
    _file: File,
}

impl BuildLock {
    /// Takes the lock of an index folder, or says who has it.
    pub(super) fn take(dir: &Path) -> Result<BuildLock, StoreError> {
        let path = dir.join(NAME);
        let mut file = fs::open_or_create(&path)?;
        match file.try_lock() {
            Ok(()) => {
                // The number is for the message to a second builder alone, so a failure to write it stops nothing.
                let _ = file.set_len(0);
                let _ = file.seek(SeekFrom::Start(0));
                let _ = writeln!(file, "{}", std::process::id());
                Ok(BuildLock { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                Err(StoreError::Locked { path: dir.to_owned(), who: holder(&mut file, &path) })
            }
            Err(TryLockError::Error(source)) => Err(fs::FsError { action: "lock", path, source }.into()),
        }
    }
}

/// The holder's process number as it wrote it, and its start: the time the file was written.
fn holder(file: &mut File, path: &Path) -> String {
    let mut pid = String::new();
    // Some systems refuse to read a locked file; then the message goes without the number.
    let _ = file.take(20).read_to_string(&mut pid);
    let since = fs::modified(path).ok().and_then(|time| jiff::Timestamp::try_from(time).ok()).map(|time| {
        let time = time.as_second();
        let whole = jiff::Timestamp::from_second(time).unwrap_or_default();
        whole.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
    });
    match (pid.trim(), since) {
        ("", _) => String::new(),
        (pid, Some(since)) => format!(" (process {pid}, since {since})"),
        (pid, None) => format!(" (process {pid})"),
    }
}
