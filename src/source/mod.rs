//! Finds the files of a corpus and gives each its name, type and identity.
//!
//! | file | what it does |
//! |---|---|
//! | [`media`] | the format of a file by its bytes, then by its name |
//! | `names` | names that people cite: short, unique, the same on every machine |
//! | `seen` | files known by size and time, so that their bytes need not be read again |
//! | `walk` | the files below the paths that were given |
//!
//! What becomes of a file:
//!
//! - Hidden files and folders (a name that starts with a full stop, and so `.DS_Store` and `.git`) are not part of a corpus
//!   unless [`Settings::hidden`] asks for them. Ignore files such as `.gitignore` are not obeyed: a corpus is no code tree.
//! - Files that a `.sederuntignore` file in the folder or above names (patterns as in `.gitignore`) are listed as skipped.
//! - Links inside a folder are listed as skipped, so that a corpus never reaches out of its folder; a link that is itself given
//!   as a path is followed.
//! - An index, whether it is the one that is being built or another, is listed as skipped in one line; papers that lie in its
//!   folder are read.
//! - Tables and papers that the program wrote itself are listed in one line for each folder, by the note beside them
//!   ([`written`](crate::util::written)); one that is itself given as a path is read.
//! - Lock files of word processors (`~$report.docx`) and folder settings (`Thumbs.db`, `desktop.ini`) are listed as skipped.
//! - An empty file is listed as `no-text`; a file that cannot be read or is over the size limit as `failed`.
//! - Every other file is a [`Source`], whatever its format: what no extractor reads has [`MediaType::Other`].

pub mod media;
mod names;
mod seen;
mod walk;

pub use seen::Seen;

use crate::model::source::{MediaType, Source, SourceEntry, SourceStatus};
use crate::util::{fs, hash};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Which files are taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Take hidden files and folders too.
    pub hidden: bool,
    /// Largest file that is read, in MiB.
    pub max_file_mib: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { hidden: false, max_file_mib: 512 }
    }
}

/// A file or path that did not become a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name a source would have; for a path that does not exist, the path as given.
    pub name: String,
    /// Where it is on this machine.
    pub location: PathBuf,
    /// Size in bytes, 0 where unknown.
    pub bytes: u64,
    /// `failed`, `skipped` or `no-text`.
    pub status: SourceStatus,
    /// What is wrong and what to do about it.
    pub reason: String,
}

impl Problem {
    /// Its line in the manifest.
    pub fn into_entry(self) -> SourceEntry {
        let media_type = media::by_name(&self.name).unwrap_or(MediaType::Other);
        let entry = SourceEntry::new(&self.name, &self.location, media_type, self.bytes);
        SourceEntry { status: self.status, reason: Some(self.reason), ..entry }
    }
}

/// What stands at the given paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Files that can be opened, by name.
    pub sources: Vec<Source>,
    /// Files that cannot, and paths that do not exist, by name.
    pub problems: Vec<Problem>,
}

/// A file on its way to becoming a source.
struct Candidate {
    location: PathBuf,
    /// Folder that was given, or the folder of the file that was given.
    root: PathBuf,
    name: String,
    /// Already known not to become one.
    problem: Option<(SourceStatus, String)>,
}

/// Finds and identifies every file below `paths`, sorted by name. A file reached by two paths is one source. Never fails: what
/// goes wrong with one file is a [`Problem`]. The bytes of files that are `known` by their size and time are not read. `index` is
/// the folder that the corpus is built into, which is no part of it.
pub fn find(paths: &[PathBuf], settings: &Settings, known: &Seen, index: Option<&Path>) -> Found {
    let mut candidates = walk::candidates(paths, settings, index);
    names::make_unique(&mut candidates);
    let outcomes: Vec<Result<Source, Problem>> =
        candidates.into_par_iter().map(|candidate| identify(candidate, settings, known)).collect();
    let mut found = Found::default();
    for outcome in outcomes {
        match outcome {
            Ok(source) => found.sources.push(source),
            Err(problem) => found.problems.push(problem),
        }
    }
    found.sources.sort_by(|a, b| a.name.cmp(&b.name));
    found.problems.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The bytes of a source, as they were when it was found; the error is a reason for its line in the manifest.
pub fn read(source: &Source, settings: &Settings) -> Result<Vec<u8>, String> {
    let bytes = read_capped(&source.location, settings)?;
    if hash::sha256_hex(&bytes) != source.sha256 {
        return Err("the file changed while the corpus was being read: run the command again".to_owned());
    }
    Ok(bytes)
}

/// For each source the position of the source with the same bytes that comes first by name, `None` for that first one and for
/// sources without a double.
pub fn duplicates(sources: &[Source]) -> Vec<Option<usize>> {
    let mut originals: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, source) in sources.iter().enumerate() {
        let original = originals.entry(&source.sha256).or_insert(i);
        if source.name < sources[*original].name {
            *original = i;
        }
    }
    let original = |(i, source): (usize, &Source)| originals.get(source.sha256.as_str()).copied().filter(|o| *o != i);
    sources.iter().enumerate().map(original).collect()
}

fn identify(candidate: Candidate, settings: &Settings, known: &Seen) -> Result<Source, Problem> {
    let Candidate { location, name, problem, .. } = candidate;
    let metadata = location.metadata().ok();
    let size = metadata.as_ref().filter(|metadata| metadata.is_file()).map_or(0, std::fs::Metadata::len);
    let fail =
        |status, reason| Err(Problem { name: name.clone(), location: location.clone(), bytes: size, status, reason });
    if let Some((status, reason)) = problem {
        return fail(status, reason);
    }
    if let Some((sha256, media_type)) =
        metadata.as_ref().and_then(|metadata| known.identity(&location, metadata, settings))
    {
        return Ok(Source { sha256, media_type, bytes: size, location, name });
    }
    match read_capped(&location, settings) {
        Err(reason) => fail(SourceStatus::Failed, reason),
        Ok(bytes) if bytes.is_empty() => {
            fail(SourceStatus::NoText, "the file is empty (0 bytes): fetch it again from where it came from".to_owned())
        }
        Ok(bytes) => Ok(Source {
            sha256: hash::sha256_hex(&bytes),
            media_type: media::detect(&bytes, &name),
            bytes: bytes.len() as u64,
            location,
            name,
        }),
    }
}

/// The bytes of a file within the size limit, or a reason.
fn read_capped(path: &Path, settings: &Settings) -> Result<Vec<u8>, String> {
    let file = fs::open(path).map_err(|error| walk::io_reason(&error.source))?;
    let limit = settings.max_file_mib.saturating_mul(1 << 20);
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| walk::io_reason(&error))?;
    if bytes.len() as u64 > limit {
        return Err(format!(
            "the file is larger than {} MiB: split it, or raise max-file-mib under [source] in sederunt.toml",
            settings.max_file_mib
        ));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, bytes: &[u8]) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::replace(path, bytes).unwrap();
    }

    fn names(found: &Found) -> Vec<&str> {
        found.sources.iter().map(|s| s.name.as_str()).collect()
    }

    #[test]
    fn every_file_is_a_source_or_a_problem() {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("b/two.txt", &b"words"[..]),
            ("a.md", b"# Words"),
            ("copy.txt", b"words"),
            ("empty.pdf", b""),
            ("~$a.docx", b"lock"),
            (".hidden.txt", b"hidden"),
            (".gitignore", b"*.txt"),
            ("photo.bin", &[0, 1, 2, 0, 3]),
        ] {
            write(&dir.path().join(name), bytes);
        }
        let missing = dir.path().join("nowhere");
        let found = find(
            &[dir.path().to_owned(), missing, dir.path().join("a.md")],
            &Settings::default(),
            &Seen::default(),
            None,
        );
        assert_eq!(names(&found), ["a.md", "b/two.txt", "copy.txt", "photo.bin"]);
        assert_eq!(found.sources[3].media_type, MediaType::Other);
        assert_eq!(duplicates(&found.sources), [None, None, Some(1), None]);
        let status: Vec<_> = found.problems.iter().map(|p| p.status).collect();
        assert_eq!(status, [SourceStatus::Failed, SourceStatus::NoText, SourceStatus::Skipped]);
        assert!(found.problems.iter().all(|p| !p.reason.is_empty()));
    }

    #[test]
    fn a_file_over_the_limit_or_changed_has_a_reason() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("big.txt");
        write(&path, &vec![b'a'; (1 << 20) + 1]);
        let small = Settings { max_file_mib: 1, ..Settings::default() };
        let found = find(std::slice::from_ref(&path), &small, &Seen::default(), None);
        assert!(found.sources.is_empty() && found.problems[0].reason.contains("larger than 1 MiB"));
        let found = find(std::slice::from_ref(&path), &Settings::default(), &Seen::default(), None);
        write(&path, b"changed");
        assert!(read(&found.sources[0], &Settings::default()).unwrap_err().contains("changed"));
    }

    #[test]
    fn names_that_clash_take_their_folder() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["east/pack.txt", "west/pack.txt", "west/other.txt"] {
            write(&dir.path().join(name), name.as_bytes());
        }
        let found =
            find(&[dir.path().join("east"), dir.path().join("west")], &Settings::default(), &Seen::default(), None);
        assert_eq!(names(&found), ["east/pack.txt", "other.txt", "west/pack.txt"]);
    }

    #[test]
    fn what_the_program_wrote_itself_is_no_paper() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let written = ["out/paper.md", "out/evidence.csv", "out/tables/t1.csv", "results.csv"];
        for name in written.into_iter().chain(["a.md", "out/minute.md", "tables/t1.csv", "other/paper.md"]) {
            write(&at(name), name.as_bytes());
        }
        crate::util::written::note(&at("out"), &written[..3].iter().map(|name| at(name)).collect::<Vec<_>>()).unwrap();
        crate::util::written::note_one(&at("results.csv")).unwrap();
        for hidden in [false, true] {
            let settings = Settings { hidden, ..Settings::default() };
            let found = find(&[dir.path().to_owned()], &settings, &Seen::default(), None);
            assert_eq!(names(&found), ["a.md", "other/paper.md", "out/minute.md", "tables/t1.csv"]);
            let said: Vec<_> = found.problems.iter().map(|p| (p.status, p.reason.as_str())).collect();
            assert!(said.iter().all(|(status, _)| *status == SourceStatus::Skipped) && said.len() == 2);
            assert!(
                said.iter().any(|(_, reason)| reason.starts_with("3 files that sederunt wrote lie here")),
                "{said:?}"
            );
        }
        let given = find(&[at("out/paper.md")], &Settings::default(), &Seen::default(), None);
        assert_eq!(names(&given), ["paper.md"]);
        // Below a folder that is given, a note above it counts for nothing that lies in a folder of its own.
        let below = find(&[at("out")], &Settings::default(), &Seen::default(), None);
        assert_eq!(names(&below), ["minute.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_listed_and_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("out.txt"), b"outside");
        write(&dir.path().join("corpus/in.txt"), b"inside");
        std::os::unix::fs::symlink(dir.path().join("out.txt"), dir.path().join("corpus/link.txt")).unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("corpus/loop")).unwrap();
        let found = find(&[dir.path().join("corpus")], &Settings::default(), &Seen::default(), None);
        assert_eq!(names(&found), ["in.txt"]);
        let problems: Vec<_> = found.problems.iter().map(|p| (p.name.as_str(), p.status)).collect();
        assert_eq!(problems, [("link.txt", SourceStatus::Skipped), ("loop", SourceStatus::Skipped)]);
    }
}
