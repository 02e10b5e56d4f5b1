//! What the tests share: a folder to run in, the program, its tables, and one run of the sample corpus.

use assert_cmd::Command;
use sederunt::util::fs;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The crate's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder beside the crate with papers that are not part of it. `None`, with the reason printed, where it is not there.
pub(crate) fn shared(below: &str) -> Option<PathBuf> {
    let path = project().parent()?.join("shared").join(below);
    if path.exists() {
        return Some(path);
    }
    skipped(&format!("../shared/{below} is not here"));
    None
}

/// Says that a test was left out; written past the capture of the test runner, so that it is seen.
pub(crate) fn skipped(reason: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "skipped {test}: {reason}");
}

/// Says what is worth knowing though no test fails, in the same way.
pub(crate) fn remark(what: &str) {
    let _ = writeln!(std::io::stderr(), "note: {what}");
}

/// A folder to run in.
pub(crate) struct Home {
    path: PathBuf,
    /// Removes the folder at the end; the shared runs are kept under `target/`.
    _guard: Option<TempDir>,
}

impl Home {
    /// An empty folder that is gone at the end of the test.
    pub(crate) fn new() -> Home {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        Home { path: dir.path().to_owned(), _guard: Some(dir) }
    }

    /// An empty folder that outlives the test, for runs that several tests read.
    fn kept(name: &str) -> Home {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::remove_dir_all(&path).expect("the folder of the last run can be removed");
        fs::create_dir_all(&path).expect("the folder can be made");
        Home { path, _guard: None }
    }

    /// A path in the folder.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.path.join(below)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn put(&self, below: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::replace_unsynced(&path, bytes.as_ref()).expect("the file can be written");
    }

    /// Copies files of a folder into one of the same name here, in the order given.
    pub(crate) fn copy(&self, from: &Path, to: &str, files: &[PathBuf]) {
        for file in files {
            let below = file.strip_prefix(from).expect("the file is in the folder");
            self.put(&format!("{to}/{}", below.display()), fs::read(file).expect("the file can be read"));
        }
    }

    /// The text of a file.
    pub(crate) fn text(&self, below: &str) -> String {
        fs::read_to_string(&self.path(below)).expect("the file can be read")
    }

    /// A table of an export.
    pub(crate) fn table(&self, below: &str) -> Table {
        Table::read(&self.path(below))
    }

    /// A JSON file.
    pub(crate) fn json(&self, below: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(below)).expect("the file is JSON")
    }
}

/// Every file below a folder, sorted; hidden ones are left out, as the program does.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in fs::list(folder).expect("the folder can be listed") {
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out
}

/// A table of an export, header and rows.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// The same rows cell by cell, for tables in which two columns have one name.
    pub(crate) cells: Vec<Vec<String>>,
}

/// A row by its columns' names.
pub(crate) type Row = BTreeMap<String, String>;

impl Table {
    fn read(path: &Path) -> Table {
        let text = fs::read_to_string(path).expect("the table is there");
        let text = text.strip_prefix('\u{feff}').expect("the byte order mark stands first");
        Table::parse(text)
    }

    /// Parses CSV without a byte order mark.
    pub(crate) fn parse(text: &str) -> Table {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let cells: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("a whole record").iter().map(str::to_owned).collect())
            .collect();
        let rows = cells.iter().map(|row| header.iter().cloned().zip(row.iter().cloned()).collect()).collect();
        Table { header, rows, cells }
    }

    /// The one row whose column holds this value.
    pub(crate) fn the(&self, column: &str, value: &str) -> &Row {
        let mut found = self.rows.iter().filter(|row| row[column] == value);
        let row = found.next().unwrap_or_else(|| panic!("no row has {column} {value}"));
        assert!(found.next().is_none(), "several rows have {column} {value}");
        row
    }
}

/// A run of the program that is being put together.
pub(crate) struct Run {
    command: Command,
}

impl Run {
    /// The program, in this folder and with no settings but those that stand in it. It finds no other program, such as one for
    /// text recognition, so that results do not depend on what a machine has.
    pub(crate) fn new(home: &Home) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sederunt"));
        command.current_dir(&home.path).env("PATH", "");
        Run { command }
    }

    /// The programs of this machine can be found after all.
    pub(crate) fn with_tools(mut self) -> Run {
        self.command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        self
    }

    /// The index folder, where it is not `index`.
    pub(crate) fn index(mut self, folder: &str) -> Run {
        self.command.args(["--index", folder]);
        self
    }

    /// Arguments.
    pub(crate) fn args<S: AsRef<std::ffi::OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Run {
        self.command.args(arguments);
        self
    }

    /// Runs it and asserts success.
    pub(crate) fn ok(self) -> Ran {
        self.exits(0)
    }

    /// Runs it and asserts the exit status.
    pub(crate) fn exits(self, status: i32) -> Ran {
        let shown = format!("{:?}", self.command);
        let (found, ran) = self.any_status();
        assert_eq!(found, status, "{shown}\n{}{}", ran.out, ran.err);
        ran
    }

    /// Runs it and gives the exit status, asserting that it did not panic.
    pub(crate) fn any_status(mut self) -> (i32, Ran) {
        let output = self.command.output().expect("the program starts");
        let ran = Ran {
            out: String::from_utf8(output.stdout).expect("data is UTF-8"),
            err: String::from_utf8(output.stderr).expect("talk is UTF-8"),
        };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        (output.status.code().unwrap_or(-1), ran)
    }
}

/// What a run said.
pub(crate) struct Ran {
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Ran {
    /// Asserts that the talk has these words.
    pub(crate) fn says(self, words: &str) -> Ran {
        assert!(self.err.contains(words), "\"{words}\" is not in:\n{}", self.err);
        self
    }

    /// Asserts that the data has these words.
    pub(crate) fn gives(self, words: &str) -> Ran {
        assert!(self.out.contains(words), "\"{words}\" is not in:\n{}", self.out);
        self
    }
}

/// The folder in which `run corpus --out out` ran once, without OCR, whose words depend on the machine; tests read it and write nothing.
pub(crate) fn sample() -> &'static Home {
    static HOME: OnceLock<Home> = OnceLock::new();
    HOME.get_or_init(|| {
        let home = Home::kept("sample");
        let corpus = project().join("corpus");
        let mut every = files(&corpus);
        every.push(corpus.join(".sederuntignore"));
        home.copy(&corpus, "corpus", &every);
        Run::new(&home).args(["run", "corpus", "--out", "out", "--ocr", "never"]).ok();
        home
    })
}

/// The folder in which the real papers were read once, where they are there.
pub(crate) fn real_papers() -> Option<&'static Home> {
    static HOME: OnceLock<Home> = OnceLock::new();
    let papers = shared("papers")?;
    Some(HOME.get_or_init(|| {
        let home = Home::kept("papers");
        Run::new(&home).args(["run", &papers.to_string_lossy(), "--out", "out", "--ocr", "never"]).ok();
        home
    }))
}

/// Asserts a text against the file of this name in `tests/golden`, ids left out: they follow from the bytes.
pub(crate) fn golden(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(project().join("tests/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
