//! Files say what they are and stay short; documents tell the truth.

use crate::harness::{Home, Run, files, project, remark, sample};
use sederunt::util::fs;
use std::path::PathBuf;

/// Lines from which a file is too long to be read.
const LONGEST: usize = 800;
/// Lines from which a file is worth a second look.
const LONG: usize = 400;

/// Words that belong to how a text came about, not to what it says; none stands in the project.
const NOT_OURS: [&str; 9] = [
    concat!("chat", "gpt"),
    concat!("clau", "de"),
    concat!("open", "ai"),
    concat!("language ", "model"),
    concat!("ai", "-generated"),
    concat!("as an ", "ai"),
    concat!("sub", "agent"),
    concat!("under ", "construction"),
    concat!("the ", "brief "),
];

/// Folders of whoever wrote a file, which nobody else has.
const PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/tmp", "/wt"), concat!("/ro", "ot/")];

fn text(path: &std::path::Path) -> String {
    fs::read_to_string(path).expect("it can be read")
}

fn below(path: &std::path::Path) -> String {
    path.strip_prefix(project()).expect("below the crate").display().to_string()
}

fn rust() -> Vec<PathBuf> {
    let mut out = files(&project().join("src"));
    out.extend(files(&project().join("tests")));
    out.extend(files(&project().join("benches")));
    out.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    out
}

/// Every text of the project that people read or write.
fn texts() -> Vec<PathBuf> {
    let mut out = rust();
    for folder in ["lexicon", "benches", "tests/golden", "src/render/templates", "corpus"] {
        out.extend(files(&project().join(folder)));
    }
    for file in [
        "README.md",
        "CHANGELOG.md",
        "Cargo.toml",
        "clippy.toml",
        ".ci/run",
        "index/README.md",
        "tests/suite/README.md",
    ] {
        out.push(project().join(file));
    }
    let readable = ["rs", "md", "toml", "csv", "snap", "html", "css", "typ", "py", "sh", "txt", "run"];
    out.retain(|p| {
        p.extension().is_none_or(|e| readable.contains(&e.to_string_lossy().as_ref()))
            && p.file_name().is_some_and(|n| n != "LICENSE")
    });
    out.sort();
    out.dedup();
    out
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut long = Vec::new();
    for path in rust() {
        let text = text(&path);
        let name = below(&path);
        assert!(text.starts_with("//! "), "{name} does not open with //!");
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{name} has {lines} lines");
        if lines > LONG {
            long.push(format!("{name} ({lines})"));
        }
    }
    if !long.is_empty() {
        remark(&format!("over {LONG} lines: {}", long.join(", ")));
    }
}

#[test]
fn every_folder_reads_as_its_table_of_contents() {
    for path in rust().into_iter().filter(|p| p.ends_with("mod.rs") && p.starts_with(project().join("src"))) {
        let contents = text(&path);
        let folder = path.parent().expect("a folder");
        for entry in fs::list(folder).expect("it can be listed") {
            let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
            let module =
                entry.is_dir() && entry.join("mod.rs").exists() || entry.extension().is_some_and(|e| e == "rs");
            // What only tests see is no part of the contents.
            let for_tests = contents.contains(&format!("#[cfg(test)]\nmod {name};"))
                || contents.contains(&format!("#[cfg(test)]\npub(crate) mod {name};"));
            if module && name != "mod" && !for_tests {
                let named = contents.lines().any(|l| {
                    l.starts_with("//!") && (l.contains(&format!("`{name}`")) || l.contains(&format!("`{name}.rs`")))
                });
                assert!(named, "{} does not name {name}", below(&path));
            }
        }
    }
    // The suite's contents are in its README.
    let contents = text(&project().join("tests/suite/README.md"));
    for path in files(&project().join("tests/suite")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name == "README.md" || contents.contains(&format!("`{name}`")), "tests/suite/README.md lacks {name}");
    }
}

#[test]
fn no_text_speaks_of_how_it_was_made_or_of_one_machine() {
    for path in texts() {
        let text = text(&path);
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let word = NOT_OURS.iter().chain(&PATHS).find(|word| lower.contains(*word));
            assert!(word.is_none(), "{}, line {}: {:?}", below(&path), number + 1, word);
        }
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = text(&project().join("Cargo.toml"));
    let (mut inside, mut explained, mut seen) = (false, false, 0);
    for line in manifest.lines() {
        match line {
            _ if line.starts_with('[') => (inside, explained) = (line == "[dependencies]", false),
            "" => explained = false,
            _ if line.starts_with('#') => explained = true,
            // serde stands under what its users say of it.
            _ if inside && !line.starts_with(' ') && !line.starts_with(']') => {
                seen += 1;
                assert!(explained, "Cargo.toml: no comment above {line}");
            }
            _ => {}
        }
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn the_documents_stand_where_they_are_looked_for() {
    for file in [
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "index/README.md",
        "lexicon/README.md",
        "corpus/README.md",
        "benches/README.md",
        ".ci/run",
        ".github/paper.png",
    ] {
        assert!(project().join(file).is_file(), "{file}");
    }
    let changes = text(&project().join("CHANGELOG.md"));
    assert!(changes.contains(&format!("## [{}]", env!("CARGO_PKG_VERSION"))) || changes.contains("## [Unreleased]"));
    let readme = text(&project().join("README.md"));
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let local = !link.contains("://") && !link.starts_with('#');
        assert!(!local || project().join(link).exists(), "README.md links to {link}, which is not there");
    }
    for command in ["cargo run --release -- run corpus --out out", "cargo test"] {
        assert!(readme.contains(&format!("```sh\n{command}\n```")), "README.md does not give: {command}");
    }
}

/// The README's blocks marked `console`: a command after `$ `, then what it prints; a line `...` leaves out what stands there.
fn sessions() -> Vec<(String, String)> {
    let readme = text(&project().join("README.md"));
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .flat_map(|block| block.split("$ ").skip(1))
        .map(|one| one.split_once('\n').unwrap_or((one, "")))
        .map(|(command, output)| (command.to_owned(), output.trim_end().to_owned()))
        .collect()
}

/// Asserts that the parts between lines `...` stand in the output in this order.
fn agrees(command: &str, shown: &str, real: &str) {
    let tidy = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let real = tidy(real);
    let mut from = 0;
    for part in format!("\n{shown}\n").split("\n...\n") {
        let part = tidy(part.trim_matches('\n'));
        match real[from..].find(&part) {
            Some(at) => from += at + part.len(),
            None => panic!("README.md: `{command}` prints\n{real}\nand not\n{part}"),
        }
    }
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let sessions = sessions();
    assert!(sessions.len() >= 6, "{}", sessions.len());
    for (command, shown) in sessions {
        let words = words(&command);
        let home = Home::new();
        let ran = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            // The run itself: its talk, in a folder where nothing was built before.
            ["sederunt", "run", ..] => {
                let corpus = project().join("corpus");
                let mut every = files(&corpus);
                every.push(corpus.join(".sederuntignore"));
                home.copy(&corpus, "corpus", &every);
                Run::new(&home).args(&words[1..]).ok().err
            }
            ["sederunt", ..] => {
                let status = match shown.as_str() {
                    shown if shown.starts_with("error:") => 2,
                    shown if shown.starts_with("No passage matches") => 1,
                    _ => 0,
                };
                let ran = Run::new(sample()).args(&words[1..]).exits(status);
                ran.out + &ran.err
            }
            ["head", count, file] => {
                let lines = count.trim_start_matches('-').parse().expect("a number of lines");
                let text = sample().text(file);
                text.trim_start_matches('\u{feff}').lines().take(lines).collect::<Vec<_>>().join("\n")
            }
            other => panic!("README.md shows a command that is not tested: {other:?}"),
        };
        agrees(&command, &shown, &ran);
    }
}

#[test]
fn the_readme_shows_the_help_of_the_program() {
    let readme = text(&project().join("README.md"));
    let block =
        readme.split("```text\nUsage: ").nth(1).and_then(|rest| rest.split("```").next()).expect("a usage block");
    let help = Run::new(&Home::new()).args(["--help"]).ok().out;
    let usage = help.split("Usage: ").nth(1).expect("usage");
    let usage = usage.split("\nExamples:").next().expect("the part above the examples");
    assert_eq!(block.trim(), usage.trim(), "README.md: the usage block is not what --help prints");
    for command in ["run", "build", "search", "export", "paper", "status", "completions", "man"] {
        assert!(block.contains(&format!("  {command} ")), "{command}");
        Run::new(&Home::new()).args([command, "--help"]).ok().gives("Example");
    }
}

/// The words of a command line, with single and double quotes.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut word, mut quote, mut open) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        match (c, quote) {
            ('"' | '\'', None) => (quote, open) = (Some(c), true),
            (c, Some(q)) if c == q => quote = None,
            (' ', None) => {
                if open || !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                    open = false;
                }
            }
            (c, _) => word.push(c),
        }
    }
    if open || !word.is_empty() {
        out.push(word);
    }
    out
}
