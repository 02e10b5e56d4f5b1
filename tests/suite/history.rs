//! Builds over time: after any history the index answers as one that was built at once, and says what changed.

use crate::harness::{Home, Run, Table};
use sederunt::util::fs;
use std::collections::BTreeMap;

/// SplitMix64, so that the same history runs everywhere.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

const WORDS: [&str; 40] = [
    "board",
    "funding",
    "data",
    "sharing",
    "volunteers",
    "partners",
    "community",
    "council",
    "support",
    "carers",
    "housing",
    "transport",
    "budget",
    "review",
    "agreed",
    "noted",
    "report",
    "progress",
    "plan",
    "local",
    "services",
    "health",
    "young",
    "people",
    "meeting",
    "risk",
    "audit",
    "evidence",
    "groups",
    "ferries",
    "schools",
    "islands",
    "response",
    "recovery",
    "poverty",
    "income",
    "training",
    "digital",
    "access",
    "grants",
];

/// A made-up paper.
pub(crate) fn paper(number: u64) -> String {
    let mut numbers = Numbers(number);
    let mut out = format!("# Report {} on {}\n\n", number % 7, WORDS[numbers.below(40) as usize]);
    for paragraph in 0..4 + numbers.below(5) {
        out.push_str(&format!("{}. ", paragraph + 1));
        for _ in 0..6 + numbers.below(30) {
            // Squared, so that some words are common and some are rare.
            let at = numbers.below(40) * numbers.below(40) / 40;
            out.push_str(WORDS[at as usize]);
            out.push(' ');
        }
        out.push_str("in Angus.\n\n");
    }
    out
}

/// Fifty queries of every kind as a batch.
fn fifty() -> String {
    let mut numbers = Numbers(50);
    let mut out = "query\n".to_owned();
    for i in 0..50 {
        let mut word = || WORDS[numbers.below(40) as usize];
        let (a, b, c) = (word(), word(), word());
        out.push_str(&match i % 7 {
            0 => a.to_owned(),
            1 => format!("{a} {b}"),
            2 => format!("{a} OR {b}"),
            3 => format!("\"\"\"{a} {b}\"\"~6\""),
            4 => format!("{a} NOT {b}"),
            5 => format!("What did the report say about {a} and {b} for {c}?"),
            _ => format!("{}* {b} {c}", &a[..3]),
        });
        out.push('\n');
    }
    out
}

/// What fifty queries print over an index.
fn answers(home: &Home, index: &str) -> String {
    let out = format!("{index}-results.csv");
    let batch = ["search", "--batch", "fifty.csv", "--out", &out, "--limit", "25", "--match", "auto"];
    Run::new(home).index(index).args(batch).ok();
    home.text(&out)
}

#[test]
fn fifty_queries_print_the_same_after_any_history() {
    let home = Home::new();
    home.put("fifty.csv", fifty());
    let mut there: BTreeMap<u64, ()> = BTreeMap::new();
    let mut numbers = Numbers(2026);
    for step in 0..7 {
        for _ in 0..12 {
            let number = numbers.below(40);
            let path = format!("papers/{number:02}.md");
            if there.remove(&number).is_some() {
                fs::remove_file(&home.path(&path)).expect("removed");
            } else {
                home.put(&path, paper(number));
                there.insert(number, ());
            }
        }
        home.put("papers/always.md", paper(1000 + step));
        Run::new(&home).index("grown").args(["build", "papers"]).ok();
    }
    Run::new(&home).index("fresh").args(["build", "papers"]).ok();
    let (grown, fresh) = (answers(&home, "grown"), answers(&home, "fresh"));
    assert!(Table::parse(&fresh).rows.len() > 300);
    assert!(grown == fresh, "the same queries print other bytes after a history of builds");
    assert_eq!(home.text("grown/manifest.json"), home.text("fresh/manifest.json"));
    for index in ["grown", "fresh"] {
        Run::new(&home).index(index).args(["export", &format!("{index}-out")]).ok();
    }
    assert_eq!(home.text("grown-out/passages.csv"), home.text("fresh-out/passages.csv"));
    assert_eq!(home.text("grown-out/mentions.csv"), home.text("fresh-out/mentions.csv"));
}

#[test]
fn a_batch_answers_as_single_searches_do() {
    let home = Home::new();
    (0..6).for_each(|number| home.put(&format!("papers/{number}.md"), paper(number)));
    Run::new(&home).args(["build", "papers"]).ok();
    home.put("queries.csv", "name,query,source\nfirst,funding,\nsecond,\"data OR board\",3.md\nnone,zebra,\n");
    let ran = Run::new(&home).args(["search", "--batch", "queries.csv", "--out", "all.csv", "--limit", "7"]).ok();
    ran.says("1 query found nothing").says("row 4: zebra");
    let all = Table::parse(&home.text("all.csv"));
    for (name, arguments) in [("first", vec!["funding"]), ("second", vec!["data OR board", "--source", "3.md"])] {
        let single = Run::new(&home).args(["search", "--limit", "7", "--format", "csv"]).args(arguments).ok();
        let single = Table::parse(&single.out);
        let rows: Vec<_> = all.rows.iter().filter(|row| row["name"] == name).collect();
        assert_eq!(rows.len(), single.rows.len());
        for (row, alone) in rows.iter().zip(&single.rows) {
            assert!(alone.iter().all(|(column, value)| row[column] == *value), "{row:?} {alone:?}");
        }
    }
    assert!(all.rows.iter().any(|row| row["name"] == "none" && row["note"].contains("zebra stands in no passage")));
    home.put("mixed.csv", "name,query,theme\nbad,\"data (\",\nworse,data,sailing\ngood,data,\n");
    let mixed = Run::new(&home).args(["search", "--batch", "mixed.csv", "--out", "mixed-out.csv"]).exits(3);
    mixed.says("2 queries could not be asked").says("row 2: data (").says("there is no theme \"sailing\"");
    let answered = Table::parse(&home.text("mixed-out.csv"));
    assert!(answered.rows.iter().any(|row| row["name"] == "good" && row["rank"] == "1"));
    assert!(answered.the("name", "bad")["note"].contains("this bracket is never closed"));
    home.put("wrong.csv", "querry\nx\n");
    let wrong = Run::new(&home).args(["search", "--batch", "wrong.csv", "--out", "x.csv"]).exits(2);
    wrong.says("there is no column \"querry\"");
}

#[test]
fn a_build_says_before_what_it_will_do_and_after_what_it_brought() {
    let home = Home::new();
    for number in 0..4 {
        home.put(&format!("papers/{number}.md"), paper(number));
    }
    home.put("sederunt.toml", "[[search]]\nname = \"boats\"\nquery = \"ferries timetable\"\n");
    Run::new(&home).args(["build", "papers"]).ok();
    Run::new(&home).args(["changes"]).exits(1).says("no build before this one");
    home.put("papers/0.md", format!("{}\nThe ferries timetable was agreed in Angus.\n", paper(0)));
    home.put("papers/renamed.md", paper(1));
    home.put("papers/empty.md", "");
    home.put("papers/new.md", "# Note\n\nVolunteers came to the hall.\n");
    for gone in ["papers/1.md", "papers/2.md"] {
        fs::remove_file(&home.path(gone)).expect("removed");
    }
    let plan = Run::new(&home).args(["build", "--plan", "--format", "csv"]).ok();
    let plan = Table::parse(&plan.out);
    let step =
        |source: &str| (plan.the("source", source)["step"].clone(), plan.the("source", source)["reason"].clone());
    assert_eq!(step("0.md"), ("read".into(), "its bytes have changed".into()));
    assert_eq!(step("renamed.md"), ("move".into(), "it was 1.md".into()));
    assert_eq!(step("1.md"), ("remove".into(), "it is renamed.md now".into()));
    assert_eq!(step("2.md"), ("remove".into(), "the file is no longer there".into()));
    assert_eq!(step("3.md").0, "keep");
    assert_eq!(step("new.md"), ("read".into(), "it is new".into()));
    Run::new(&home).args(["search", "timetable"]).exits(1);
    Run::new(&home).args(["build"]).ok().says("2 read anew");
    let json = Run::new(&home).args(["changes", "--format", "json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["new"], serde_json::json!(["empty.md", "new.md"]));
    assert_eq!(json["changed"], serde_json::json!(["0.md"]));
    assert_eq!(json["vanished"], serde_json::json!(["2.md"]));
    assert_eq!(json["moved"], serde_json::json!([{ "from": "1.md", "to": "renamed.md" }]));
    assert_eq!(json["new_passages"], 2);
    let hits = json["searches"][0]["new_hits"].as_array().expect("hits");
    assert_eq!((json["searches"][0]["name"].as_str(), hits.len()), (Some("boats"), 1));
    assert!(hits[0]["text"].as_str().expect("a text").contains("timetable"));
    Run::new(&home).args(["changes"]).ok().gives("1 new hit").gives("Note (new.md)");
    Run::new(&home).args(["search", "--saved", "boats"]).ok().gives("0.md");
    Run::new(&home).args(["search", "--saved", "boots"]).exits(2).says("there are: boats");
    // A changed lexicon tags again and reads nothing.
    home.put("lexicon/strengths.toml", format!("# ours\n{}", include_str!("../../lexicon/strengths.toml")));
    let plan = Run::new(&home).args(["--lexicon", "lexicon", "build", "--plan"]).ok();
    plan.gives("tag: 0.md (the lexicon has changed)").gives("keep: no files");
    Run::new(&home).args(["--lexicon", "lexicon", "build"]).ok().says("0 read anew");
}

#[test]
fn a_file_that_only_looks_unchanged_is_read_on_request() {
    let home = Home::new();
    home.put("papers/a.md", "# Note\n\nThe board heard of ferries.\n");
    let path = home.path("papers/a.md");
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
    let touch = || {
        let file = std::fs::OpenOptions::new().append(true).open(&path).expect("opened");
        file.set_modified(old).expect("its time is set");
    };
    touch();
    Run::new(&home).args(["build", "papers"]).ok();
    home.put("papers/a.md", "# Note\n\nThe board heard of tractors\n");
    touch();
    Run::new(&home).args(["build"]).ok().says("Nothing has changed");
    Run::new(&home).args(["build", "--rehash"]).ok().says("1 read anew");
    Run::new(&home).args(["search", "tractor"]).ok();
}

#[test]
fn an_index_is_no_part_of_the_corpus_it_lies_in() {
    // In a folder of the corpus, as is the default, and in the corpus's own folder.
    for (index, corpus) in [("in/index", "in"), ("in", "in")] {
        let home = Home::new();
        (0..3).for_each(|number| home.put(&format!("in/{number}.md"), paper(number)));
        Run::new(&home).index(index).args(["build", corpus]).ok().says("3 read anew").says("1 file: skipped");
        Run::new(&home).index(index).args(["build", corpus]).ok().says("Nothing has changed");
        let list = Run::new(&home).index(index).args(["status"]).ok();
        list.gives("an index lies here").gives(" in 4 files");
        // Another index there is left out too.
        Run::new(&home).index("in/second").args(["build", corpus]).ok().says("3 read anew").says("2 files: skipped");
        Run::new(&home).index("in/second").args(["build", corpus]).ok().says("Nothing has changed");
    }
}

#[test]
fn what_was_written_into_the_corpus_is_not_read_back() {
    let home = Home::new();
    (0..2).for_each(|number| home.put(&format!("{number}.md"), paper(number)));
    home.put("queries/queries.csv", "query\nfunding\n");
    Run::new(&home).args(["run", ".", "--out", "out"]).ok();
    Run::new(&home).args(["search", "--batch", "queries/queries.csv", "--out", "queries/found.csv"]).ok();
    Run::new(&home).args(["paper", "--out", "mine/paper.docx"]).ok();
    Run::new(&home).args(["matrix", "--out", "mine/matrix.csv"]).ok();
    Run::new(&home).args(["run", ".", "--out", "out"]).ok().says("0 read anew").says("4 files: skipped");
    let sources = home.table("out/sources.csv");
    let lines: Vec<(&str, &str)> =
        sources.rows.iter().map(|row| (row["source"].as_str(), row["status"].as_str())).collect();
    let skipped = ["index", "mine", "out", "queries"].map(|name| (name, "skipped"));
    let read = [("0.md", "ok"), ("1.md", "ok"), ("queries/queries.csv", "ok")];
    assert_eq!(lines, [&read[..2], &skipped[..], &read[2..]].concat());
    assert!(sources.the("source", "mine")["reason"].starts_with("2 files that sederunt wrote lie here"));
    Run::new(&home).args(["build", "."]).ok().says("Nothing has changed");
    Run::new(&home).index("other").args(["build", "mine/paper.docx"]).ok().says("1 read anew");
}

#[test]
fn a_batch_keeps_its_queries_its_remarks_and_its_blank_rows_apart() {
    let home = Home::new();
    (0..6).for_each(|number| home.put(&format!("papers/{number}.md"), paper(number)));
    Run::new(&home).args(["build", "papers"]).ok();
    home.put("q.csv", "name,query,source\nblank,,\nsome,funding budget ferries training zebra,\nfilter,,3.md\n");
    let queries = home.text("q.csv");
    let batch = |out| Run::new(&home).args(["search", "-n", "3", "--batch", "q.csv", "--out", out]);
    batch("q.csv").exits(2).says("would be overwritten");
    assert_eq!(home.text("q.csv"), queries);
    batch("r.csv").ok().says("1 row is blank").says("row 2");
    let table = Table::parse(home.text("r.csv").trim_start_matches('\u{feff}'));
    assert!(table.the("name", "blank")["note"].starts_with("the row is blank"));
    let first = |name: &str| table.rows.iter().find(|row| row["name"] == name).expect("a row");
    assert!(first("some")["note"].contains("No passage has all of these words"));
    assert_eq!(first("filter")["rank"], "1");
    Run::new(&home).args(["search", "funding", "--out", "r.csv"]).exits(2).says("--format csv");
    let missing = Run::new(&home).args(["search", "--batch", "none.csv", "--out", "r.csv"]).exits(2);
    assert_eq!(missing.err.matches("there is no such file").count(), 1, "{}", missing.err);
    let nowhere = Run::new(&home).args(["search", "--batch", "q.csv", "--out", "q.csv/r.csv"]).exits(2);
    assert_eq!(nowhere.err.matches("q.csv").count(), 1, "{}", nowhere.err);
    Run::new(&home).args(["search", "--saved", "boats"]).exits(2).says("name = \"boats\"");
    home.put("sederunt.toml", "[[search]]\nname = \"boats\"\nkind = \"report\"\n[[search]]\nname = \"boats\"\n");
    Run::new(&home).args(["search", "--saved", "boats"]).exits(2).says("more than one search is saved");
    Run::new(&home).args(["changes", "--since", "sederunt.toml"]).exits(2).says("is no manifest of a build");
}

#[test]
fn a_copy_is_new_and_tags_alone_are_told_apart_from_text() {
    let home = Home::new();
    home.put("papers/b.md", paper(1));
    home.put("papers/broken.pdf", "%PDF-1.4\nbroken");
    Run::new(&home).args(["build", "papers"]).any_status();
    home.put("papers/a.md", paper(1));
    let plan = Table::parse(&Run::new(&home).args(["build", "--plan", "--format", "csv"]).ok().out);
    assert_eq!(plan.the("source", "a.md")["reason"], "a copy of b.md, which was read before");
    let (_, built) = Run::new(&home).args(["build"]).any_status();
    let step = plan.the("source", "broken.pdf")["step"].clone();
    assert_eq!(step == "read", built.err.contains("1 read anew"), "{step}: {}", built.err);
    let changes = |arguments: &[&str]| -> serde_json::Value {
        let ran = Run::new(&home).args(["changes", "--format", "json"]).args(arguments).ok();
        serde_json::from_str(&ran.out).expect("JSON")
    };
    let copied = changes(&[]);
    assert_eq!((&copied["new"], &copied["moved"]), (&serde_json::json!(["a.md"]), &serde_json::json!([])));
    assert_eq!((&copied["vanished"], &copied["new_passages"]), (&serde_json::json!([]), &serde_json::json!(0)));
    fs::remove_file(&home.path("papers/a.md")).expect("removed");
    Run::new(&home).args(["build"]).any_status();
    let gone = changes(&[]);
    assert_eq!((&gone["vanished"], &gone["moved"]), (&serde_json::json!(["a.md"]), &serde_json::json!([])));
    home.put("lexicon/strengths.toml", format!("# ours\n{}", include_str!("../../lexicon/strengths.toml")));
    Run::new(&home).args(["--lexicon", "lexicon", "build"]).any_status();
    let tagged = changes(&[]);
    assert_eq!((&tagged["tagged_anew"], &tagged["changed"]), (&serde_json::json!(["b.md"]), &serde_json::json!([])));
    Run::new(&home).args(["changes"]).ok().gives("Tagged anew: 1 file").gives("challenge or strength came or went");
}
