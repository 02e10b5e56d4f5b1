//! What joins papers over time, on the sample corpus and the seed papers: plans, promises, recommendations, agendas, citations
//! and the register of actions.

use crate::harness::{Home, Row, Run, Table, project, sample, shared};
use sederunt::util::fs;
use std::collections::{BTreeMap, BTreeSet};

fn expected(name: &str) -> Vec<Row> {
    Table::parse(&fs::read_to_string(&project().join("corpus/source").join(name)).expect("it is there")).rows
}

fn rows(name: &str) -> Vec<Row> {
    sample().table(&format!("out/{name}.csv")).rows
}

#[test]
fn promises_are_checked_against_later_papers() {
    let mut given: Vec<[String; 5]> = rows("promises")
        .into_iter()
        .map(|r| ["source", "text", "due_printed", "outcome", "kept_by"].map(|c| r[c].clone()))
        .collect();
    let mut wanted: Vec<[String; 5]> = expected("expected-promises.csv")
        .into_iter()
        .map(|r| ["source", "text", "due_printed", "outcome", "kept_by"].map(|c| r[c].clone()))
        .collect();
    given.sort();
    wanted.sort();
    assert_eq!(given, wanted);
    let outcomes: BTreeSet<String> = wanted.into_iter().map(|[_, _, _, outcome, _]| outcome).collect();
    assert_eq!(outcomes.len(), 4, "every outcome occurs: {outcomes:?}");
}

#[test]
fn editions_of_a_plan_are_compared_row_by_row() {
    let plan = rows("plan");
    let of = |source: &str| -> BTreeMap<String, Row> {
        plan.iter().filter(|r| r["source"] == source).map(|r| (r["action"].clone(), r.clone())).collect()
    };
    let february = of("plan/firthside-improvement-plan-2024-02.pdf");
    let august = of("plan/firthside-improvement-plan-2024-08.docx");
    let mut seen = BTreeSet::new();
    for want in expected("expected-plan.csv") {
        let (old, new, change) = (&want["action_february"], &want["action_august"], &want["change"]);
        let row = if change == "gone" { &february[old] } else { &august[new] };
        assert_eq!(&row["change"], change, "{old}{new}");
        assert_eq!(row["theme"], want["theme"]);
        seen.insert(change.clone());
    }
    assert_eq!(seen.len(), 5, "every change occurs: {seen:?}");
    assert_eq!(february.values().next().unwrap()["edition"], "2024-02-22");
}

#[test]
fn recommendations_meet_their_decisions() {
    let given = rows("recommendations");
    let decision = |source: &str, opens: &str| -> String {
        let row = given.iter().find(|r| r["source"] == source && r["text"].starts_with(opens));
        row.unwrap_or_else(|| panic!("{source}: {opens} is not there"))["decision"].clone()
    };
    let (march, june) = ("board/2024-03-07-board-pack.pdf", "board/2024-06-06-board-pack.pdf");
    assert_eq!(decision(march, "note the findings of the survey"), "agreed");
    assert_eq!(decision(march, "ask the Scottish Government"), "amended");
    assert_eq!(decision(march, "agree the improvement offer"), "agreed");
    assert_eq!(decision(june, "note what worked"), "noted");
    assert_eq!(decision(june, "agree that a common set"), "agreed");
    // No minute of the last meeting is held.
    assert_eq!(decision("board/2024-09-05-board-pack.pdf", "note what the events changed"), "");
    let amended = given.iter().find(|r| r["decision"] == "amended" && r["source"] == march).unwrap();
    assert_eq!(amended["decided_in"], "board/2024-06-06-board-pack.pdf p. 4");
}

#[test]
fn agendas_are_held_against_minutes() {
    let lines = rows("agenda_check");
    let is = |check: &str, date: &str| -> Vec<String> {
        let found = lines.iter().filter(|r| r["check"] == check && r["meeting_date"] == date && !r["body"].is_empty());
        found.map(|r| r["item"].clone()).collect()
    };
    assert_eq!(is("minuted, not planned", "2024-06-06"), ["Consultation on local priorities"]);
    assert!(is("planned, not minuted", "2024-03-07").is_empty());
    assert_eq!(is("next meeting held", "2024-09-05").len(), 1);
    assert_eq!(is("next meeting cancelled", "2024-04-25").len(), 1);
    assert_eq!(is("no later paper", "2024-12-05").len(), 1);
    assert_eq!(is("minute not held", "2024-09-05").len(), 1);
}

#[test]
fn every_citation_of_a_digest_finds_its_study() {
    let cited = rows("citations");
    let numbers: BTreeSet<&str> = cited.iter().map(|r| r["number"].as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8"].into());
    assert!(cited.iter().all(|r| !r["cited_title"].is_empty()));
    assert!(cited.iter().any(|r| r["number"] == "5" && r["cited_title"].starts_with("Six hours a week.")));
}

#[test]
fn the_digest_of_the_seed_pack_is_resolved() {
    let Some(seeds) = shared("seeds") else { return };
    let home = Home::new();
    let pack = seeds.join("cpib-2020-10-05-pack.pdf");
    Run::new(&home).args(["run"]).args([pack]).args(["--out", "out", "--ocr", "never"]).ok();
    let cited = home.table("out/citations.csv").rows;
    let titles: BTreeMap<&str, &str> =
        cited.iter().map(|r| (r["number"].as_str(), r["cited_title"].as_str())).collect();
    assert_eq!(titles.len(), 8, "{titles:?}");
    assert!(titles["1"].starts_with("OSCR") && titles["8"].starts_with("Voice of Carers"), "{titles:?}");
    // As many as a person counts in the text.
    assert_eq!(cited.len(), 16);
}

#[test]
fn the_register_is_filtered_and_dated() {
    let actions = |arguments: &[&str]| Run::new(sample()).args(["actions"]).args(arguments);
    let table = |arguments: &[&str]| Table::parse(&actions(arguments).args(["--format", "csv"]).ok().out);
    let board = ["--body", "learning board"];
    let all = table(&board);
    assert!(all.rows.iter().all(|r| r["kind"] != "decision" && r["body"] == "Partnership Learning Board"));
    let overdue = table(&["--body", "learning board", "--status", "overdue", "--status", "paused"]);
    assert!(
        !overdue.rows.is_empty() && overdue.rows.iter().all(|r| r["status"] == "overdue" || r["status"] == "paused")
    );
    let owned = table(&["--owner", "Graeme Lindertis"]);
    assert!(!owned.rows.is_empty() && owned.rows.iter().all(|r| r["owner"].contains("GL")));
    assert_eq!(table(&["--owner", "gl"]).rows.len(), owned.rows.len());
    let due = table(&["--due", "2024-09"]);
    assert!(!due.rows.is_empty() && due.rows.iter().all(|r| r["due"].starts_with("2024-09")));
    // On an earlier day what came later is not yet known.
    let then = table(&["--body", "learning board", "--as-of", "2024-03-07"]);
    assert!(!then.rows.is_empty() && then.rows.iter().all(|r| r["last_seen"].as_str() <= "2024-03-07"));
    assert!(then.rows.len() < all.rows.len());
    actions(&["--status", "late"]).exits(2).says("there is no status \"late\"");
    actions(&["--body", "nobody"]).exits(2).says("Partnership Learning Board");
    actions(&["--owner", "nobody"]).exits(1).says("No action matches.");
    actions(&board).ok().gives("Anjali Strachan /");
    let json: serde_json::Value = serde_json::from_str(&actions(&["--format", "json"]).ok().out).expect("it is JSON");
    assert_eq!(json["total"].as_u64(), json["actions"].as_array().map(|a| a.len() as u64));
}

#[test]
fn the_paper_ends_with_a_register() {
    let paper = sample().text("out/paper.md");
    assert!(paper.contains("Register of actions"), "the register is a section");
    assert!(paper.contains("Arrange a practice exchange between island partnerships"));
}
