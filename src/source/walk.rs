//! The files below the paths that were given.

use super::names::{full, full_of_new, path_name};
use super::{Candidate, Settings};
use crate::model::source::SourceStatus;
use crate::util::index_folder::{is_index, is_part};
use crate::util::plural::count;
use crate::util::written;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A file of patterns, as in `.gitignore`, for what stands in a folder and is no part of its corpus.
const IGNORE_FILE: &str = ".sederuntignore";

/// Why an index is no part of a corpus.
const INDEX: &str = "an index lies here: what sederunt writes into it is not read as papers";

/// Every file once, in the order of the paths and of names within each. The index that is being built into is listed as left out
/// also before it is there, so that the second build finds what the first one found.
pub(super) fn candidates(paths: &[PathBuf], settings: &Settings, index: Option<&Path>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let index = index.map(full_of_new);
    let mut seen = BTreeSet::new();
    for path in paths {
        match path.metadata() {
            Err(error) => {
                let reason = match error.kind() {
                    io::ErrorKind::NotFound => {
                        "there is no such file or folder: check the spelling, and that the drive is connected"
                            .to_owned()
                    }
                    _ => io_reason(&error),
                };
                out.push(failed(path.clone(), path.clone(), path.to_string_lossy().into_owned(), reason));
            }
            Ok(meta) if meta.is_dir() => walk(path, settings, index.as_deref(), &mut seen, &mut out),
            Ok(_) => {
                let root = full(path).parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
                let name = path.file_name().map_or_else(String::new, |name| path_name(Path::new(name)));
                push(path.clone(), root, name, &mut seen, &mut out);
            }
        }
    }
    out
}

fn walk(
    root: &Path,
    settings: &Settings,
    index: Option<&Path>,
    seen: &mut BTreeSet<PathBuf>,
    out: &mut Vec<Candidate>,
) {
    let mut walker = ignore::WalkBuilder::new(root);
    let own = index.map(Path::to_owned);
    walker.filter_entry(move |entry| {
        let folder = || entry.path().parent().is_some_and(|at| is_index(at) || own.as_deref() == Some(&full(at)));
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || name != written::NOTE && !(is_part(&name) && folder())
    });
    walker.standard_filters(false).hidden(!settings.hidden).follow_links(false).sort_by_file_name(Ord::cmp);
    let entries: Vec<Result<ignore::DirEntry, ignore::Error>> = walker.build().collect();
    let asks = |entry: &ignore::DirEntry| {
        entry.file_type().is_some_and(|kind| kind.is_dir()) && entry.path().join(IGNORE_FILE).is_file()
    };
    // What is left out has to be told from what is kept, which takes a second walk; most folders have no such file.
    let kept: Option<BTreeSet<PathBuf>> = entries.iter().flatten().any(asks).then(|| {
        walker.add_custom_ignore_filename(IGNORE_FILE);
        walker.build().flatten().map(ignore::DirEntry::into_path).collect()
    });
    let folders = entries.iter().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    let others = folders.filter(|entry| is_index(entry.path())).map(|entry| full(entry.path()));
    let top = full(root);
    for index in others.chain(index.map(Path::to_owned)) {
        if let (Ok(below), true) = (index.strip_prefix(&top), seen.insert(index.clone())) {
            let name = if below == Path::new("") { index.file_name().map_or(below, Path::new) } else { below };
            out.push(skipped(root.join(below), root.to_owned(), path_name(name), INDEX));
        }
    }
    let mut own = Own { root, known: BTreeMap::new(), found: BTreeMap::new() };
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && own.wrote(entry.path()) => {}
            Ok(entry) => {
                let kind = entry.file_type();
                if entry.depth() == 0 || kind.is_some_and(|k| k.is_dir()) {
                    continue;
                }
                let name = path_name(entry.path().strip_prefix(root).unwrap_or(entry.path()));
                let location = entry.into_path();
                if kept.as_ref().is_some_and(|kept| !kept.contains(&location)) {
                    out.push(skipped(location, root.to_owned(), name, "left out, as a .sederuntignore file here asks"));
                } else if kind.is_some_and(|k| k.is_symlink()) {
                    let reason =
                        "a link, and links are not followed: put the file itself into the folder, or give its path";
                    out.push(skipped(location, root.to_owned(), name, reason));
                } else if kind.is_some_and(|k| !k.is_file()) {
                    out.push(skipped(location, root.to_owned(), name, "not a regular file (a pipe, socket or device)"));
                } else {
                    push(location, root.to_owned(), name, seen, out);
                }
            }
            Err(error) => {
                let location = error_path(&error).unwrap_or_else(|| root.to_owned());
                let name = match location.strip_prefix(root) {
                    Ok(inner) if inner != Path::new("") => path_name(inner),
                    _ => location.to_string_lossy().into_owned(),
                };
                let reason = error.io_error().map_or_else(|| error.to_string(), io_reason);
                out.push(failed(location, root.to_owned(), name, reason));
            }
        }
    }
    out.extend(own.lines());
}

/// What the program wrote itself below a folder.
struct Own<'a> {
    root: &'a Path,
    /// What is noted in each folder.
    known: BTreeMap<PathBuf, BTreeSet<String>>,
    /// Number of such files by the folder with the note.
    found: BTreeMap<PathBuf, u64>,
}

impl Own<'_> {
    /// Whether it wrote a file, which is counted then.
    fn wrote(&mut self, file: &Path) -> bool {
        for folder in file.ancestors().skip(1) {
            let names = self.known.entry(folder.to_owned()).or_insert_with(|| written::names(folder));
            if file.strip_prefix(folder).is_ok_and(|below| written::is_noted(names, below)) {
                *self.found.entry(folder.to_owned()).or_default() += 1;
                return true;
            }
            if folder == self.root {
                break;
            }
        }
        false
    }

    /// A line for each folder with such files.
    fn lines(self) -> impl Iterator<Item = Candidate> {
        let Own { root, found, .. } = self;
        found.into_iter().map(move |(folder, files)| {
            let below = folder.strip_prefix(root).unwrap_or(&folder).to_owned();
            let top = full(root);
            let name = if below == Path::new("") { top.file_name().map_or(below.as_path(), Path::new) } else { &below };
            let files = count(files, "file that sederunt wrote lies", "files that sederunt wrote lie");
            let reason = format!("{files} here, not read as papers: give the path of one to have it read all the same");
            skipped(folder, root.to_owned(), path_name(name), &reason)
        })
    }
}

fn push(location: PathBuf, root: PathBuf, name: String, seen: &mut BTreeSet<PathBuf>, out: &mut Vec<Candidate>) {
    if !seen.insert(full(&location)) {
        return;
    }
    match litter(&name) {
        Some(reason) => out.push(skipped(location, root, name, reason)),
        None => out.push(Candidate { location, root, name, problem: None }),
    }
}

/// Files that programs leave in folders of documents, with the reason why they are not read.
fn litter(name: &str) -> Option<&'static str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if file.starts_with("~$") || file.starts_with(".~lock.") || file.starts_with("~WRL") {
        return Some("a lock file that a word processor leaves while a document is open: it holds no text");
    }
    if ["thumbs.db", "desktop.ini", ".ds_store"].contains(&file.to_lowercase().as_str()) {
        return Some("a settings file of the file manager: it holds no text");
    }
    if file.starts_with("._") || name.split('/').any(|part| part == "__MACOSX") {
        return Some("a side file that macOS writes beside a document: it holds no text");
    }
    None
}

fn skipped(location: PathBuf, root: PathBuf, name: String, reason: &str) -> Candidate {
    Candidate { location, root, name, problem: Some((SourceStatus::Skipped, reason.to_owned())) }
}

fn failed(location: PathBuf, root: PathBuf, name: String, reason: String) -> Candidate {
    Candidate { location, root, name, problem: Some((SourceStatus::Failed, reason)) }
}

fn error_path(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        _ => None,
    }
}

/// What an error of the operating system means for a person who has a file that is not read.
pub(super) fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not read it: ask its owner for leave, or copy it".to_owned(),
        io::ErrorKind::NotFound => "it went away while the corpus was being read: run the command again".to_owned(),
        _ => format!("it cannot be read ({error}): check the drive, or copy the file and try again"),
    }
}
