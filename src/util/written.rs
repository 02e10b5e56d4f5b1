//! The note that the program leaves beside what it writes, so that its own tables and papers are never read as papers of a corpus.

use super::fs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Name of the note in each folder that something was written into.
pub const NOTE: &str = ".sederunt-written";

/// What stands above the names.
const HEAD: &str =
    "# sederunt wrote these files and does not read them as papers. Take a name out to have its file read.\n";

/// Notes files of a folder. A file in a folder below stands for all of the first folder on the way to it, which is the program's own.
///
/// # Errors
///
/// Where the note cannot be written.
pub fn note(folder: &Path, files: &[PathBuf]) -> Result<(), fs::FsError> {
    let mut names = names(folder);
    let before = names.len();
    for file in files {
        let mut parts = file.strip_prefix(folder).unwrap_or(file).iter().map(|part| part.to_string_lossy());
        if let Some(first) = parts.next() {
            names.insert(if parts.next().is_some() { format!("{first}/") } else { first.into_owned() });
        }
    }
    if names.len() == before {
        return Ok(());
    }
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    fs::replace(&folder.join(NOTE), format!("{HEAD}{lines}").as_bytes())
}

/// Notes one file.
///
/// # Errors
///
/// Where the note cannot be written.
pub fn note_one(file: &Path) -> Result<(), fs::FsError> {
    let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name: Vec<PathBuf> = file.file_name().map(PathBuf::from).into_iter().collect();
    note(folder, &name)
}

/// What is noted in a folder: names of files, and those of folders with a slash at their end. Empty where there is no note.
pub fn names(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(&folder.join(NOTE)).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// Whether a path below a folder is among the names noted there.
pub fn is_noted(names: &BTreeSet<String>, below: &Path) -> bool {
    let mut parts = below.iter().map(|part| part.to_string_lossy());
    let Some(first) = parts.next() else { return false };
    names.contains(first.as_ref()) && parts.next().is_none() || names.contains(&format!("{first}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_known_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        note(dir.path(), &[at("b.csv"), at("tables/t1.csv"), at("tables/t2.csv")]).unwrap();
        note_one(&at("a paper.md")).unwrap();
        let names = names(dir.path());
        assert_eq!(names.iter().collect::<Vec<_>>(), ["a paper.md", "b.csv", "tables/"]);
        for (name, noted) in
            [("b.csv", true), ("tables/t9.csv", true), ("c.csv", false), ("b.csv/x", false), ("x/b.csv", false)]
        {
            assert_eq!(is_noted(&names, Path::new(name)), noted, "{name}");
        }
        assert!(super::names(&at("nowhere")).is_empty());
    }
}
