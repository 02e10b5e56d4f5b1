//! The ledger of the sample corpus: three meeting rounds in which every status occurs, against what its writers expect.

use crate::harness::{Row, Table, project, sample};
use sederunt::util::fs;
use std::collections::BTreeSet;

fn expected(name: &str) -> Vec<Row> {
    let path = project().join("corpus/source").join(name);
    Table::parse(&fs::read_to_string(&path).expect("the expectation is there")).rows
}

/// The words of a text, folded.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Share of the expected words that stand in the text.
fn covered(expected: &str, text: &str) -> f64 {
    let (expected, text) = (words(expected), words(text));
    expected.intersection(&text).count() as f64 / expected.len().max(1) as f64
}

#[test]
fn the_ledger_is_the_expected_ledger() {
    let actions: Vec<Row> =
        sample().table("out/actions.csv").rows.into_iter().filter(|row| row["source"].starts_with("board/")).collect();
    let expected = expected("expected-ledger.csv");
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut wrong = Vec::new();
    for want in &expected {
        let found = actions
            .iter()
            .enumerate()
            .filter(|(i, row)| {
                !used.contains(i) && row["kind"] == want["kind"] && row["first_seen"] == want["first_seen"]
            })
            .max_by(|a, b| {
                covered(&want["action"], &a.1["action"]).total_cmp(&covered(&want["action"], &b.1["action"]))
            })
            .filter(|(_, row)| covered(&want["action"], &row["action"]) > 0.9);
        let Some((at, got)) = found else {
            wrong.push(format!("{} is not there: {}", want["id"], want["action"]));
            continue;
        };
        used.insert(at);
        for column in ["owner", "owner_name", "due_printed", "due", "last_seen"] {
            if got[column] != want[column] {
                wrong.push(format!("{} {column} is \"{}\", not \"{}\"", want["id"], got[column], want[column]));
            }
        }
        if got["status"] != want["status"] && (want["also_accept"].is_empty() || got["status"] != want["also_accept"]) {
            wrong.push(format!("{} is {}, not {} ({})", want["id"], got["status"], want["status"], want["why"]));
        }
    }
    for (i, row) in actions.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        wrong.push(format!("row {} is one too many: {}", i + 1, row["action"]));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let statuses: BTreeSet<&str> = actions.iter().map(|row| row["status"].as_str()).collect();
    assert_eq!(statuses.len(), 10, "every status occurs: {statuses:?}");
}
