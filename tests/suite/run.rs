//! The main job: `run corpus --out out` writes every output, and each sentence of the paper leads back to its page.

use crate::harness::{Home, Run, Table, files, project, sample, shared};
use sederunt::util::fs;
use std::collections::{BTreeMap, BTreeSet};

/// The tables of the output contract, version 1, and their columns in order. The themes' columns of the two wide matrices
/// follow the lexicon and are left out here.
const TABLES: [(&str, &str); 23] = [
    (
        "sources.csv",
        "source, sha256, media_type, bytes, pages, papers, passages, words, status, reason, engine, \
         unreadable_pages, ocr_pages",
    ),
    ("papers.csv", "paper_id, source, title, kind, body, date, area_code, area_name, first_page, last_page, passages"),
    ("outline.csv", "paper_id, source, page, level, number, text"),
    ("tables.csv", "table_id, paper_id, source, first_page, last_page, columns, rows, header"),
    (
        "evidence.csv",
        "statement_id, theme, theme_label, area_code, area_name, stance, claim, scope, challenge, strength, text, \
         evidence_type, body, paper_title, paper_date, page, ref, link",
    ),
    (
        "passages.csv",
        "passage_id, paper_id, source, page, paragraph, section, kind, stance, themes, challenges, places, \
         organisations, text, strengths, order, stem, ref, paper_title, paper_date",
    ),
    ("mentions.csv", "passage_id, facet, concept, code, surface, start, end, scope, rule"),
    (
        "matrix.csv",
        "area_code, area_name, theme, passages, papers, strengths, challenges, quote, locator, mixed, direct, by_heading",
    ),
    ("matrix_wide.csv", "area_code, area_name"),
    ("matrix_binary.csv", "area_code, area_name"),
    ("findings.csv", "finding_id, theme, stance, text, areas, papers, passages, area_codes, passage_ids, locator"),
    ("challenges.csv", "challenge, label, passages, papers, areas, area_codes, quote, locator"),
    ("strengths.csv", "strength, label, passages, papers, areas, area_codes, quote, locator"),
    (
        "actions.csv",
        "action_id, paper_id, source, page, meeting_date, item, action, owner, due_printed, due, status, progress, \
         first_seen, last_seen, times_seen, body, kind, owner_name, related",
    ),
    (
        "plan.csv",
        "paper_id, source, page, theme, action, progress, reporting, owner, due, status, row, edition, change",
    ),
    (
        "promises.csv",
        "promise_id, paper_id, source, page, ref, text, to_body, due_printed, due_from, due_to, outcome, kept_by",
    ),
    ("recommendations.csv", "paper_id, source, page, ref, body, text, decision, decided_in"),
    ("figures.csv", "passage_id, number, unit, of_what, base, area_code, year"),
    ("attendance.csv", "paper_id, source, meeting_date, status, person, role, organisation, for_person"),
    ("citations.csv", "paper_id, passage_id, number, cited_title"),
    ("coverage.csv", "area_code, area_name, papers, passages, themes, challenges, state, took_part"),
    ("bases.csv", "paper_id, source, page, ref, text, number, of_what, kind"),
    ("finding_support.csv", "finding_id, passage_id, area_code, paper_id, variant"),
];

/// What stands beside the tables.
const OTHERS: [&str; 13] = [
    "agenda_check.csv",
    "attendance_by_organisation.csv",
    "pages.csv",
    "furniture.csv",
    "codebook.csv",
    "evidence.jsonl",
    "evidence.xlsx",
    "datapackage.json",
    "csv-metadata.json",
    "paper.md",
    "paper.docx",
    "paper.html",
    "paper.json",
];

const KINDS: [&str; 19] = [
    "summary", "purpose", "coverage", "theme", "worked", "mixed", "barriers", "planned", "sustain", "asks", "changes",
    "trends", "balance", "gaps", "limits", "examples", "register", "studies", "sources",
];

fn contract() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    TABLES.iter().map(|(name, columns)| (*name, columns.split(',').map(str::trim).collect()))
}

#[test]
fn every_output_is_there_with_exactly_its_columns() {
    let home = sample();
    let allowed: BTreeSet<&str> = contract().map(|(name, _)| name).chain(OTHERS).chain(["tables"]).collect();
    for (name, columns) in contract() {
        let table = home.table(&format!("out/{name}"));
        if name.starts_with("matrix_") {
            assert_eq!(table.header[..2], columns, "{name}");
            assert_eq!(table.header.len(), 2 + 27, "{name}: one column a theme of the lexicon");
        } else {
            // More columns may follow on the right.
            assert_eq!(table.header[..columns.len().min(table.header.len())], columns, "{name}");
        }
    }
    for name in OTHERS {
        assert!(fs::size(&home.path(&format!("out/{name}"))).is_some_and(|bytes| bytes > 0), "{name}");
    }
    for path in fs::list(&home.path("out")).expect("the folder is there") {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        // The note by which the folder is known as the program's own is no output.
        let is_note = name == sederunt::util::written::NOTE;
        assert!(is_note || allowed.contains(name.as_str()), "{name} is no part of the contract");
    }
    // Each table that was found has its cells in a file of its own.
    let tables = home.table("out/tables.csv");
    assert_eq!(tables.rows.len(), files(&home.path("out/tables")).len());
    for row in &tables.rows {
        let cells = home.table(&format!("out/tables/{}.csv", row["table_id"]));
        assert_eq!(cells.header.len().to_string(), row["columns"]);
    }
}

#[test]
fn the_list_above_is_the_written_contract() {
    let Some(path) = shared("outputs.md") else { return };
    let text = fs::read_to_string(&path).expect("it can be read");
    let written: BTreeMap<String, Vec<String>> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
            let (names, _, columns) = (cells.next()?, cells.next()?, cells.next()?);
            Some((names.replace('*', ""), columns.to_owned()))
        })
        .filter(|(names, _)| names.contains(".csv"))
        .flat_map(|(names, columns)| {
            let end = columns.find(['.', ';', ':']).unwrap_or(columns.len());
            let columns: Vec<String> = columns[..end].split(", ").map(str::to_owned).collect();
            let names: Vec<String> = names.split(", ").map(str::to_owned).collect();
            names.into_iter().map(move |name| {
                let mut columns = columns.clone();
                if columns[0] == "challenge (or strength)" {
                    columns[0] = name.trim_end_matches("s.csv").to_owned();
                }
                columns.retain(|c| c != "one column a theme");
                (name, columns)
            })
        })
        .collect();
    assert_eq!(written.len(), contract().count(), "{:?}", written.keys());
    for (name, columns) in contract() {
        // Further columns stand on the right of those that are promised.
        assert_eq!(columns[..written[name].len()], written[name], "{name}");
    }
}

#[test]
fn every_file_of_the_corpus_is_listed_with_its_outcome() {
    let home = sample();
    let corpus = project().join("corpus");
    let on_disk: Vec<String> =
        files(&corpus).iter().map(|path| path.strip_prefix(&corpus).expect("below it").display().to_string()).collect();
    let table = home.table("out/sources.csv");
    let listed: Vec<&str> = table.rows.iter().map(|row| row["source"].as_str()).collect();
    assert_eq!(listed, on_disk);
    for row in &table.rows {
        let source = row["source"].as_str();
        let wanted = match source {
            "README.md" => "skipped",
            _ if source.starts_with("source/") => "skipped",
            "community/scanned-letter-2024-02.pdf" => "no-text",
            "plan/firthside-improvement-plan-2024-08.pdf" => "near-duplicate",
            _ => "ok",
        };
        assert_eq!(row["status"], wanted, "{source}");
        assert_eq!(row["reason"].is_empty(), wanted == "ok", "{source}: {}", row["reason"]);
        assert_eq!(row["passages"] != "0", ["ok", "near-duplicate"].contains(&wanted), "{source}");
    }
}

#[test]
fn ids_join_the_tables() {
    let home = sample();
    let ids = |table: &str, column: &str| -> BTreeSet<String> {
        home.table(&format!("out/{table}")).rows.iter().map(|row| row[column].clone()).collect()
    };
    let passages = ids("passages.csv", "passage_id");
    let papers = ids("papers.csv", "paper_id");
    assert_eq!(passages.len(), home.table("out/passages.csv").rows.len(), "passage ids are unique");
    assert_eq!(papers.len(), home.table("out/papers.csv").rows.len(), "paper ids are unique");
    for table in ["passages.csv", "outline.csv", "tables.csv", "plan.csv", "finding_support.csv"] {
        assert!(ids(table, "paper_id").is_subset(&papers), "{table}");
    }
    for table in ["mentions.csv", "finding_support.csv"] {
        assert!(ids(table, "passage_id").is_subset(&passages), "{table}");
    }
    let findings = ids("findings.csv", "finding_id");
    assert_eq!(ids("finding_support.csv", "finding_id"), findings);
}

#[test]
fn a_mention_stands_where_it_says() {
    let home = sample();
    let texts: BTreeMap<String, Vec<char>> = home
        .table("out/passages.csv")
        .rows
        .into_iter()
        .map(|row| {
            (row["passage_id"].clone(), row["text"].strip_prefix('\'').unwrap_or(&row["text"]).chars().collect())
        })
        .collect();
    let mut direct = 0;
    for row in home.table("out/mentions.csv").rows {
        if !["direct", "lead-in"].contains(&row["scope"].as_str()) {
            assert!(row["start"].is_empty() && row["end"].is_empty(), "{row:?}");
            continue;
        }
        let number = |column: &str| row[column].parse::<usize>().expect("a number");
        let found: String = texts[&row["passage_id"]][number("start")..number("end")].iter().collect();
        assert_eq!(found, row["surface"], "{row:?}");
        direct += 1;
    }
    assert!(direct > 500, "{direct}");
}

#[test]
fn the_paper_quotes_what_stands_there_and_counts_what_can_be_counted() {
    let home = sample();
    let texts: BTreeMap<String, String> = home
        .table("out/passages.csv")
        .rows
        .into_iter()
        .map(|row| (row["passage_id"].clone(), squeezed(&row["text"])))
        .collect();
    let paper = home.json("out/paper.json");
    assert_eq!(paper["version"], 1);
    assert!(paper["title"].as_str().is_some_and(|t| !t.is_empty()));
    let (mut quotations, mut counts, mut ids, mut kinds) = (0, 0, BTreeSet::new(), BTreeSet::new());
    for section in paper["sections"].as_array().expect("sections") {
        let kind = section["kind"].as_str().expect("a kind");
        assert!(KINDS.contains(&kind), "{kind}");
        kinds.insert(kind);
        assert!(ids.insert(section["id"].as_str().expect("an id")), "{} stands twice", section["id"]);
        assert!(section["heading"].as_str().is_some_and(|h| !h.is_empty()));
        for paragraph in section["paragraphs"].as_array().expect("paragraphs") {
            let text = paragraph["text"].as_str().expect("a text");
            let citations = paragraph["citations"].as_array().expect("citations");
            let claims = paragraph["claims"].as_array().expect("claims");
            for claim in claims {
                assert!(claim["filter"].as_str().is_some_and(|f| !f.is_empty()), "{text}");
                assert!(claim["value"].is_u64(), "{text}");
            }
            for citation in citations {
                let id = citation["passage_id"].as_str().expect("a passage");
                assert!(texts.contains_key(id), "{id} is no passage");
                assert!(citation["locator"].as_str().is_some_and(|l| !l.is_empty()));
            }
            match paragraph["kind"].as_str().expect("a kind") {
                "quotation" => {
                    quotations += 1;
                    assert!(!citations.is_empty(), "a quotation has a citation: {text}");
                    for citation in citations {
                        let cited = &texts[citation["passage_id"].as_str().expect("a passage")];
                        let words = squeezed(text.trim_end_matches('…').trim_start_matches('…'));
                        assert!(cited.contains(&words), "{words}\nis not in\n{cited}");
                    }
                }
                "count" => {
                    counts += 1;
                    assert!(!claims.is_empty(), "a count has a claim: {text}");
                }
                // Entries of the list of sources, and reasons of files, name dates and pages.
                "template" if ["sources", "coverage"].contains(&kind) => {}
                "template" => {
                    assert!(!text.chars().any(|c| c.is_ascii_digit()), "a fixed phrase counts nothing: {text}")
                }
                other => panic!("{other}"),
            }
        }
    }
    assert!(quotations > 50 && counts > 20, "{quotations} quotations, {counts} counts");
    for kind in ["purpose", "coverage", "theme", "worked", "barriers", "gaps", "examples", "sources"] {
        assert!(kinds.contains(kind), "no section is {kind}");
    }
}

/// White space made single.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn simple_claims_count_again() {
    let home = sample();
    // A near-duplicate is searched but counted once.
    let copies: BTreeSet<String> = home
        .table("out/sources.csv")
        .rows
        .into_iter()
        .filter(|row| row["status"] == "near-duplicate")
        .map(|row| row["source"].clone())
        .collect();
    let rows = |table: &str, copied: bool| -> usize {
        let table = home.table(&format!("out/{table}"));
        table.rows.iter().filter(|row| copied || !copies.contains(&row["source"])).count()
    };
    // So is a paper that another file holds as well.
    let manifest = home.json("index/manifest.json");
    let sources = manifest["sources"].as_array().expect("sources").iter();
    let repeats = sources.filter_map(|s| s.get("repeats").or_else(|| s["entry"].get("repeats"))?.as_array()).flatten();
    let whole: BTreeSet<String> =
        repeats.filter(|r| r["whole"] == true).map(|r| r["paper"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(whole.len(), 1, "the pack holds a paper that is there by itself");
    let repeated = |table: &str| home.table(table).rows.iter().filter(|row| whole.contains(&row["paper_id"])).count();
    let sizes: BTreeMap<&str, usize> = BTreeMap::from([
        ("sources", rows("sources.csv", true)),
        ("papers", rows("papers.csv", false) - repeated("out/papers.csv")),
        ("passages", rows("passages.csv", false) - repeated("out/passages.csv")),
    ]);
    let paper = home.json("out/paper.json");
    let mut seen = BTreeSet::new();
    for section in paper["sections"].as_array().expect("sections") {
        for paragraph in section["paragraphs"].as_array().expect("paragraphs") {
            for claim in paragraph["claims"].as_array().expect("claims") {
                let filter = claim["filter"].as_str().expect("a filter");
                if let Some(size) = sizes.get(filter) {
                    assert_eq!(claim["value"].as_u64(), Some(*size as u64), "{filter}");
                    seen.insert(filter.to_owned());
                }
            }
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn a_second_build_says_that_nothing_has_changed() {
    let home = Home::new();
    home.put("papers/note.txt", "MINUTE\n\n1. The board met in Fife and agreed the plan.\n");
    Run::new(&home).args(["build", "papers"]).ok().says("1 read anew");
    Run::new(&home).args(["build", "papers"]).ok().says("Nothing has changed since the last build");
    Run::new(&home).args(["build"]).ok().says("Nothing has changed since the last build");
    home.put("papers/more.txt", "MINUTE\n\n1. The board met in Angus and changed the plan.\n");
    Run::new(&home).args(["build", "papers"]).ok().says("Read 2 files").says("1 read anew");
    fs::remove_file(&home.path("papers/more.txt")).expect("it can be removed");
    Run::new(&home).args(["build", "papers"]).ok().says("Read 1 file");
    Run::new(&home).args(["search", "Angus"]).exits(1);
}

#[test]
fn exit_status_1_is_nothing_found() {
    Run::new(sample()).args(["search", "zebra"]).exits(1).says("No passage matches").says("zebra stands in no passage");
}

#[test]
fn exit_status_2_is_could_not_run() {
    let home = Home::new();
    Run::new(&home).args(["search", "x"]).exits(2).says("there is no index in index").says("sederunt build");
    Run::new(&home).args(["build"]).exits(2).says("say which papers to read");
    Run::new(&home).args(["nonsense"]).exits(2).says("Usage");
    Run::new(&home).args(["run", "no-such-folder"]).exits(2).says("no-such-folder").says("check the spelling");
    home.put("sederunt.toml", "jbos = 2\n");
    Run::new(&home).args(["status"]).exits(2).says("sederunt.toml, line 1").says("did you mean `jobs`?");
}

#[test]
fn a_mistyped_folder_leaves_the_index_as_it_is() {
    let home = Home::new();
    home.put("papers/note.txt", "MINUTE\n\n1. The board met in Fife and agreed the plan.\n");
    Run::new(&home).index("kept").args(["build", "papers"]).ok();
    Run::new(&home).index("kept").args(["build", "paprs"]).exits(2);
    Run::new(&home).index("kept").args(["search", "Fife"]).ok().gives("note.txt");
}

#[test]
fn exit_status_3_is_done_but_some_files_failed() {
    let home = Home::new();
    home.put("papers/good.txt", "MINUTE\n\n1. The board met in Fife and agreed the plan.\n");
    home.put("papers/bad.pdf", b"%PDF-1.7\nthis is no more than a beginning");
    let ran = Run::new(&home).args(["run", "papers", "--out", "out"]).exits(3).says("warning: bad.pdf: ");
    assert!(!ran.err.contains("error:"), "{}", ran.err);
    let sources = home.table("out/sources.csv");
    assert_eq!(sources.the("source", "bad.pdf")["status"], "failed");
    assert!(sources.the("source", "bad.pdf")["reason"].len() > 20);
    assert_eq!(sources.the("source", "good.txt")["status"], "ok");
    assert_eq!(home.table("out/passages.csv").rows.len(), 1, "the good file is read");
    assert!(home.text("out/paper.md").contains("bad.pdf"), "the paper says what was not read");
}

#[test]
fn status_export_and_paper_say_the_same_as_the_run() {
    let from = sample();
    let home = Home::new();
    let index = from.path("index").to_string_lossy().into_owned();
    let status = Run::new(&home).index(&index).args(["status", "--format", "json"]).ok();
    let status: serde_json::Value = serde_json::from_str(&status.out).expect("JSON");
    assert_eq!(status["sources"].as_array().expect("sources").len(), from.table("out/sources.csv").rows.len());
    let csv = Run::new(&home).index(&index).args(["status", "--format", "csv"]).ok();
    assert_eq!(Table::parse(&csv.out).rows.len(), from.table("out/sources.csv").rows.len());
    Run::new(&home).index(&index).args(["export", "out"]).ok();
    assert_eq!(home.text("out/passages.csv"), from.text("out/passages.csv"));
    Run::new(&home).index(&index).args(["export", "plain", "--no-bom"]).ok();
    assert_eq!(format!("\u{feff}{}", home.text("plain/passages.csv")), from.text("out/passages.csv"));
    let json = Run::new(&home).index(&index).args(["paper", "--format", "json"]).ok();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json.out).expect("JSON"), from.json("out/paper.json"));
    Run::new(&home).index(&index).args(["paper", "--title", "What we heard"]).ok().gives("# What we heard");
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let home = Home::new();
    Run::new(&home).args(["completions", "bash"]).ok().gives("sederunt");
    Run::new(&home).args(["man"]).ok().gives(".TH sederunt");
    Run::new(&home).args(["man", "--out", "man"]).ok();
    assert!(home.text("man/sederunt-search.1").contains("place"));
}
