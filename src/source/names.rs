//! Names that people cite: short, unique, the same on every machine.

use super::Candidate;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A relative path as a name: `/` between its parts, composed letters (macOS stores them decomposed).
pub(super) fn path_name(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().nfc().collect()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

/// The path with links resolved, or as given where that fails.
pub(super) fn full(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// As [`full`], for a path of which the last parts need not be there yet.
pub(super) fn full_of_new(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (whole.canonicalize(), whole.parent(), whole.file_name()) {
        (Ok(full), ..) => full,
        (Err(_), Some(parent), Some(name)) => full_of_new(parent).join(name),
        _ => whole,
    }
}

/// Puts folders in front of names that clash: the folder that was given, then the folders above it for as long as names are
/// still the same. What cannot be told apart in this way is numbered.
pub(super) fn make_unique(candidates: &mut [Candidate]) {
    let plain: Vec<String> = candidates.iter().map(|c| c.name.clone()).collect();
    for folders in 1..=8 {
        let clashes = clashing(candidates);
        if clashes.is_empty() {
            return;
        }
        for i in clashes.into_iter().flatten() {
            let root = full(&candidates[i].root);
            let parts: Vec<&std::ffi::OsStr> = root
                .components()
                .filter_map(|part| match part {
                    Component::Normal(part) => Some(part),
                    _ => None,
                })
                .collect();
            let tail: PathBuf = parts[parts.len().saturating_sub(folders)..].iter().collect();
            candidates[i].name = path_name(&tail.join(&plain[i]));
        }
    }
    for group in clashing(candidates) {
        for (n, i) in group.into_iter().enumerate().skip(1) {
            candidates[i].name = format!("{} ({})", candidates[i].name, n + 1);
        }
    }
}

/// Positions that share a name, in groups.
fn clashing(candidates: &[Candidate]) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, candidate) in candidates.iter().enumerate() {
        by_name.entry(&candidate.name).or_default().push(i);
    }
    by_name.into_values().filter(|group| group.len() > 1).collect()
}
