//! Data goes one way: the imports of every module are read, and any that `src/lib.rs` does not allow is refused.

use crate::harness::{files, project};
use sederunt::util::fs;
use std::path::Path;

/// Every module of the crate and what it may import besides itself, as `src/lib.rs` says under "The flow".
const ALLOWED: [(&str, &[&str]); 16] = [
    ("util", &[]),
    ("model", &["util"]),
    ("source", STAGE),
    ("extract", STAGE),
    ("structure", STAGE),
    ("tag", STAGE),
    ("store", STAGE),
    ("query", &["model", "util", "store"]),
    ("follow", STAGE),
    ("synthesise", STAGE),
    ("render", STAGE),
    ("verify", STAGE),
    // Of stages and of the pipeline's workers it may name their settings alone; see the second test.
    (
        "config",
        &[
            "model",
            "util",
            "source",
            "extract",
            "structure",
            "tag",
            "store",
            "follow",
            "synthesise",
            "render",
            "pipeline",
        ],
    ),
    (
        "pipeline",
        &[
            "model",
            "util",
            "config",
            "source",
            "extract",
            "structure",
            "tag",
            "store",
            "query",
            "follow",
            "synthesise",
            "render",
            "verify",
        ],
    ),
    // A search needs the index open and the query; all other stages are reached through the pipeline.
    ("cli", &["model", "util", "config", "pipeline", "store", "query"]),
    ("main", &["cli"]),
];

const STAGE: &[&str] = &["model", "util"];

/// A path that a file names from the root of the crate: its line, from 1, and its segments.
type Import = (usize, Vec<String>);

/// Every path below the crate's root in a file's code, however it is written: `crate::a::b`, `use crate::{a, b::c}`, or as many
/// `super::` as lead to the root from a module `depth` deep.
fn imports(text: &str, depth: usize) -> Vec<Import> {
    let code = blanked(text);
    let mut out = Vec::new();
    let up = "super::".repeat(depth);
    for root in ["crate::", "sederunt::", up.as_str()].into_iter().filter(|root| !root.is_empty()) {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let mut found = Vec::new();
            tree(&code[at + root.len()..], &mut Vec::new(), &mut found);
            let known = |path: &Vec<String>| root != up || ALLOWED.iter().any(|(name, _)| path[0] == *name);
            out.extend(found.into_iter().filter(known).map(|path| (line, path)));
        }
    }
    out
}

/// Reads one tree of a `use`, or a path in an expression; gives what is left of the text.
fn tree<'a>(text: &'a str, above: &mut Vec<String>, out: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = tree(rest, above, out).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(more) => return more.trim_start().strip_prefix('}').unwrap_or(more),
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    above.push(name.to_owned());
    match rest.strip_prefix("::") {
        Some(more) if more.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') => {
            rest = tree(more, above, out);
        }
        _ => {
            out.push(above.clone());
            if let Some(more) = rest.strip_prefix(" as ") {
                rest = more.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            }
        }
    }
    above.pop();
    rest
}

/// The text with comments made blank, so that places in it stay.
fn blanked(text: &str) -> String {
    let blank = |line: &str| match line.trim_start().starts_with("//") {
        true => String::new(),
        false => line.split(" // ").next().unwrap_or_default().to_owned(),
    };
    text.lines().map(blank).collect::<Vec<_>>().join("\n")
}

/// The module a file of `src` belongs to, and how many modules deep its own stands.
fn place(file: &Path) -> (String, usize) {
    let parts: Vec<String> = file.with_extension("").iter().map(|p| p.to_string_lossy().into_owned()).collect();
    let deep = parts.len() - usize::from(parts.last().is_some_and(|p| p == "mod"));
    (parts[0].clone(), deep)
}

/// Every file of `src` but the root, with its text.
fn sources() -> Vec<(String, usize, String, String)> {
    let src = project().join("src");
    let rust = files(&src).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.map(|path| {
        let below = path.strip_prefix(&src).expect("below src");
        let (module, depth) = place(below);
        (module, depth, below.display().to_string(), fs::read_to_string(&path).expect("it can be read"))
    })
    .filter(|(module, ..)| module != "lib")
    .collect()
}

#[test]
fn no_module_imports_what_it_may_not() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for (module, depth, file, text) in sources() {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            panic!("src/{file}: the module {module} has no line in ALLOWED, nor in the map of src/lib.rs");
        };
        for (line, path) in imports(&text, depth) {
            read += 1;
            if path[0] != module && !allowed.contains(&path[0].as_str()) {
                wrong.push(format!("src/{file}, line {line}: {module} may not import {}", path.join("::")));
            }
        }
    }
    assert!(read > 300, "only {read} imports were read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn config_names_nothing_of_a_stage_but_its_settings() {
    // `ocr` is the type of a setting that the command line can set as well, handed on by `config`.
    let stages: Vec<&str> =
        ALLOWED.iter().map(|(name, _)| *name).filter(|n| !["util", "config", "model"].contains(n)).collect();
    let mut named = Vec::new();
    for (_, _, file, text) in sources().into_iter().filter(|(module, ..)| module == "config") {
        for (at, _) in blanked(&text).match_indices("::") {
            let code = blanked(&text);
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let before = code[..at].rsplit(|c| !word(c)).next().unwrap_or_default();
            let after = code[at + 2..].split(|c| !word(c)).next().unwrap_or_default();
            if stages.contains(&before) || before == "worker" {
                assert!(["Settings", "worker", "ocr"].contains(&after), "src/{file}: {before}::{after}");
                named.push(before.to_owned());
            }
        }
    }
    assert!(named.len() >= 4, "{named:?}");
}

#[test]
fn the_map_of_the_crate_lists_every_module() {
    let map = fs::read_to_string(&project().join("src/lib.rs")).expect("it can be read");
    for (name, _) in ALLOWED.iter().filter(|(name, _)| *name != "main") {
        assert!(map.contains(&format!("//! | [`{name}`] |")), "{name} has no line in the map");
        assert!(map.contains(&format!("pub mod {name};")), "{name} is no module");
    }
    let modules = map.matches("pub mod ").count();
    assert_eq!(modules, ALLOWED.len() - 1, "a module has no line in ALLOWED");
}

#[test]
fn imports_are_read_however_they_are_written() {
    let text = "use crate::{a, b::{c, d as e},\n  f::g};\n// crate::not::this\nfn x() { crate::h::i(); super::super::store::x(); }\n";
    let found: Vec<String> =
        imports(text, 2).into_iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect();
    assert_eq!(found, ["1 a", "1 b::c", "1 b::d", "1 f::g", "4 h::i", "4 store::x"]);
}
