//! The same bytes, whatever the number of threads, the folder, and the order in which files came to the disk.

use crate::harness::{Home, Run, files, project};
use sederunt::util::fs;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Papers of every format, and a pair of near-duplicates, few enough to be read several times.
const SOME: [&str; 7] = [
    "audit/moray-community-planning-review-2024-05.pdf",
    "community/locality-event-note-2024-05.txt",
    "community/scanned-letter-2024-02.pdf",
    "community/volunteering-briefing-2024-08.md",
    "plan/firthside-improvement-plan-2024-08.docx",
    "plan/firthside-improvement-plan-2024-08.pdf",
    "research/research-digest-2024-04.html",
];

/// Every file that a run in a fresh folder writes, by name.
fn written(papers: &[PathBuf], arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let home = Home::new();
    home.copy(&project().join("corpus"), "papers", papers);
    Run::new(&home).args(["run", "papers", "--out", "out"]).args(arguments).ok();
    let out = home.path("out");
    let name = |path: &PathBuf| path.strip_prefix(&out).expect("below the folder").display().to_string();
    files(&out).iter().map(|path| (name(path), fs::read(path).expect("it can be read"))).collect()
}

#[test]
fn exports_and_papers_are_the_same_bytes_from_any_run() {
    let papers: Vec<PathBuf> = SOME.iter().map(|name| project().join("corpus").join(name)).collect();
    let backwards: Vec<PathBuf> = papers.iter().rev().cloned().collect();
    let first = written(&papers, &["--jobs", "1"]);
    assert!(first.len() > 25 && first.contains_key("paper.html"), "{:?}", first.keys());
    for (what, other) in [
        ("a fresh index", written(&papers, &["--jobs", "1"])),
        ("two at a time", written(&papers, &["--jobs", "2"])),
        ("files made in another order", written(&backwards, &["--jobs", "2"])),
    ] {
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{what}");
        for (name, bytes) in &first {
            assert!(*bytes == other[name], "{what}: {name} differs");
        }
    }
}

#[test]
fn an_index_grown_step_by_step_exports_what_a_fresh_one_does() {
    let corpus = project().join("corpus");
    let papers: Vec<PathBuf> = SOME[..4].iter().map(|name| corpus.join(name)).collect();
    let fresh = written(&papers, &[]);
    let home = Home::new();
    home.copy(&corpus, "papers", &papers[..2]);
    home.put("papers/gone.txt", "MINUTE\n\n1. The board met in Fife and agreed the plan.\n");
    Run::new(&home).args(["build", "papers"]).ok();
    fs::remove_file(&home.path("papers/gone.txt")).expect("it can be removed");
    home.copy(&corpus, "papers", &papers);
    Run::new(&home).args(["run", "papers", "--out", "out"]).ok();
    for (name, bytes) in fresh {
        assert!(fs::read(&home.path(&format!("out/{name}"))).expect("it is there") == bytes, "{name} differs");
    }
}
