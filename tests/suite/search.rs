//! Searching: from the question to page and paragraph, and never silence.

use crate::harness::{Home, Ran, Run, Table, sample, shared};

fn found(arguments: &[&str]) -> Ran {
    Run::new(sample()).args(["search"]).args(arguments).ok()
}

#[test]
fn a_phrase_and_a_place_give_page_and_paragraph() {
    let ran = found(&["\"community groups\"", "--place", "Moray"]);
    ran.gives("board/2024-06-06-board-pack.pdf p. 7, para 3.2").gives("Volunteers ran warm spaces within days");
    found(&["\"small grants\"", "--until", "2023"]).gives("board/2024-03-07-board-pack.pdf p. 3, row 10");
}

#[test]
fn filters_narrow_and_can_stand_alone() {
    let all = found(&["--place", "Inverclyde", "--limit", "all", "--format", "csv"]);
    let all = Table::parse(&all.out);
    let reports = found(&["--place", "Inverclyde", "--kind", "audit report", "--limit", "all", "--format", "csv"]);
    let reports = Table::parse(&reports.out);
    assert!(reports.rows.len() < all.rows.len() && !reports.rows.is_empty());
    assert!(reports.rows.iter().all(|row| row["paper_kind"] == "audit report"));
    let some = found(&["--place", "Inverclyde", "--limit", "3", "--format", "csv"]);
    assert_eq!(Table::parse(&some.out).rows.len(), 3);
}

#[test]
fn results_for_programs_parse_and_agree() {
    let arguments = ["volunteers", "--theme", "community-mobilisation", "--limit", "5", "--format"];
    let json = found(&[&arguments[..], &["json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["version"], 1);
    let hits = json["hits"].as_array().expect("hits");
    assert_eq!(hits.len(), 5);
    assert!(json["total"].as_u64() >= Some(5));
    let csv = found(&[&arguments[..], &["csv"]].concat());
    let csv = Table::parse(&csv.out);
    let locators: Vec<&str> = csv.rows.iter().map(|row| row["locator"].as_str()).collect();
    assert_eq!(locators, hits.iter().map(|h| h["locator"].as_str().expect("a locator")).collect::<Vec<_>>());
    assert!(hits.iter().all(|h| h["text"].as_str().expect("a text").contains(h["snippet"].as_str().expect("one"))));
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let wrong = |arguments: &[&str]| Run::new(sample()).args(["search"]).args(arguments).exits(2);
    wrong(&["x", "--place", "Inverclyd"]).says("there is no place \"Inverclyd\"; did you mean \"Inverclyde\"?");
    wrong(&["x", "--theme", "fundng"]).says("funding-resources");
    wrong(&["x", "--kind", "minuet"]).says("did you mean \"minute\"?");
    wrong(&["x", "--since", "2024-13"]).says("2024-13");
    wrong(&["x", "--limit", "few"]).says("--limit takes a number or \"all\"");
}

#[test]
fn what_cannot_be_done_is_said_with_a_way_out() {
    let wrong = |arguments: &[&str]| Run::new(sample()).args(["search"]).args(arguments).exits(2);
    wrong(&["x", "--limit", "-1"]).says("--limit takes a number or \"all\", not \"-1\"");
    wrong(&["kind:zebra"]).says("a paper is one of agenda, minute, report");
    wrong(&["strength:zebra"]).says("`sederunt search --facets` counts passages by each strength");
    found(&["funding", "--facets", "--format", "csv", "-n", "1"]).says("no room for the counts");
    found(&["funding", "-n", "0"]).gives(", none of them printed");
}

#[test]
fn a_batch_may_be_parted_by_semicolons_and_written_into_a_new_folder() {
    let home = Home::new();
    home.put("papers/a.md", "# Minute\n\nThe board heard about ferries, and of \"boats; ships\".\n");
    home.put("queries.csv", "query;kind\nferries;minute\n\"\"\"boats; ships\"\"\";\n");
    Run::new(&home).args(["build", "papers"]).ok();
    Run::new(&home).args(["search", "--batch", "queries.csv", "--out", "new/found.csv"]).ok();
    let found = Table::parse(&home.text("new/found.csv"));
    let queries: Vec<&str> = found.rows.iter().map(|row| row["query"].as_str()).collect();
    assert_eq!(queries, ["ferries", "\"boats; ships\""]);
    assert!(found.rows.iter().all(|row| row["total"] == "1"));
}

#[test]
fn a_query_that_cannot_be_read_says_where() {
    let wrong = |query: &str| Run::new(sample()).args(["search", query]).exits(2);
    wrong("\"open (phrase").says("at character 1: this quotation mark is never closed");
    wrong("(carer OR").says("at character 8: OR wants something on both sides").says("\n  (carer OR\n         ^");
}

#[test]
fn a_word_that_nobody_wrote_and_a_file_that_nobody_could_read_are_named() {
    found(&["volunteers fundng"]).says("fundng stands in no passage; did you mean funding");
    found(&["letter"])
        .says("community/scanned-letter-2024-02.pdf has these words in its name and could not be searched");
    assert!(!found(&["volunteers"]).err.contains("could not be searched"));
}

#[test]
fn the_index_folder_can_be_named() {
    let home = Home::new();
    home.put("a/one.md", "# Minute\n\nThe board heard about ferries.\n");
    home.put("b/two.md", "# Minute\n\nThe board heard about buses.\n");
    Run::new(&home).index("ia").args(["build", "a"]).ok();
    Run::new(&home).index("ib").args(["build", "b"]).ok();
    Run::new(&home).index("ia").args(["search", "ferries"]).ok().gives("one.md");
    Run::new(&home).index("ib").args(["search", "ferries"]).exits(1);
}

#[test]
fn the_name_of_a_challenge_finds_what_states_it_in_other_words() {
    let home = Home::new();
    home.put(
        "a.md",
        "# Report\n\nIn Fife, constraints caused by GDPR kept the partners from telling each other more.\n",
    );
    Run::new(&home).args(["build", "a.md"]).ok();
    let ran = Run::new(&home).args(["search", "data sharing", "--place", "Fife"]).ok().gives("a.md");
    ran.says("No passage has these words").says("\"Data and information sharing\"");
    let ran = Run::new(&home).args(["search", "data sharing", "--format", "json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["coded_as"]["id"], "data-sharing");
    Run::new(&home).args(["search", "data sharing", "--place", "Angus"]).exits(1);
}

#[test]
fn data_sharing_in_south_lanarkshire_is_found_on_the_seeds() {
    let Some(seeds) = shared("seeds") else { return };
    let home = Home::new();
    Run::new(&home).args(["build".into(), seeds.join("cpib-2020-10-05-pack.pdf")]).ok();
    let ran = Run::new(&home).args(["search", "data sharing", "--place", "South Lanarkshire"]).ok();
    ran.gives("cpib-2020-10-05-pack.pdf p. 15, para 15").gives("Information sharing has been effective");
    let ran = Run::new(&home).args(["search", "\"data sharing\"", "--place", "South Lanarkshire"]).ok();
    ran.gives("cpib-2020-10-05-pack.pdf p. 15, para 15");
}

#[test]
fn a_file_is_named_by_the_keywords_that_its_author_gave_it() {
    let home = Home::new();
    home.put(
        "papers/page.html",
        "<html><head><title>Report</title><meta name=keywords content='ferries; timetable'></head><body><p>The board met.</p></body></html>",
    );
    home.put("papers/note.md", "# Note\n\nThe ferry did not sail.\n");
    Run::new(&home).args(["build", "papers"]).ok();
    let ran = Run::new(&home).args(["search", "ferries"]).ok();
    assert!(ran.err.contains("page.html has these words among the keywords"), "{}", ran.err);
    assert!(ran.out.contains("did not sail") && !ran.out.contains("The board met"), "{}", ran.out);
    let ran = Run::new(&home).args(["search", "\"winter timetable\""]).any_status().1;
    assert!(!ran.err.contains("page.html"), "{}", ran.err);
}

#[test]
fn an_owner_of_several_words_is_found_by_them() {
    let home = Home::new();
    home.put(
        "actions.md",
        "# Actions\n\n| Action | Owner | Due |\n|---|---|---|\n| Write to the partners | Jane Brown | May 2024 |\n\
         | Count the ferries | Co-ordination Group | June 2024 |\n| Paint the pier | John Smith/Ann Gray | June 2024 |\n",
    );
    home.put("queries.csv", "query\n\"owner:\"\"Jane Brown\"\"\"\nowner:Co-ordination\nferries\n");
    Run::new(&home).args(["build", "actions.md"]).ok();
    let search = |query: &str| Run::new(&home).args(["search", query]).ok();
    search("owner:\"Jane Brown\"").gives("Write to the partners");
    search("owner:\"jane brown\"~2").gives("Write to the partners");
    search("owner:Co-ordination").gives("Count the ferries");
    search("owner:Co-ord*").gives("Count the ferries");
    search("owner:Smith/Ann").gives("Paint the pier");
    Run::new(&home).args(["search", "owner:\"Jane Smith\""]).exits(1);
    Run::new(&home).args(["search", "--batch", "queries.csv", "--out", "found.csv"]).ok();
}

/// A paper that is long enough for near-duplicates to be told.
fn long(title: &str, last: &str) -> String {
    let paragraphs: Vec<String> = (1..=12)
        .map(|n| format!("{n}. The board heard how the ferries of harbour number {n} fared in the winter and what the crews asked for."))
        .collect();
    format!("# {title}\n\n{}\n\n{last}\n", paragraphs.join("\n\n"))
}

#[test]
fn near_duplicates_count_once_in_every_figure_and_that_is_said() {
    let home = Home::new();
    home.put("papers/a.md", long("Ferries in winter", "Agreed."));
    home.put("papers/b.md", long("Ferries in winter, 3 May 2021", "Agreed, with notes."));
    home.put("queries.csv", "query\nferries harbour\n");
    home.put("sederunt.toml", "[[search]]\nname = \"boats\"\nquery = \"ferries harbour\"\n");
    Run::new(&home).args(["build", "papers"]).ok();
    let ask = |more: &[&str]| {
        let ran = Run::new(&home).args(["search", "--facets", "--format", "json"]).args(more).ok();
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("JSON")
    };
    let all = ask(&["ferries harbour", "--limit", "all"]);
    assert_eq!((&all["total"], &all["folded"]), (&12.into(), &12.into()));
    assert_eq!(all["hits"].as_array().map(Vec::len), Some(12));
    assert_eq!(ask(&["--saved", "boats"])["total"], 12);
    let said = Run::new(&home).args(["search", "ferries harbour"]).ok();
    said.gives("12 passages, the first 10").says("12 passages repeat the words of another in a near-duplicate paper");
    Run::new(&home).args(["search", "--batch", "queries.csv", "--out", "found.csv", "--limit", "all"]).ok();
    let batch = Table::parse(&home.text("found.csv"));
    assert!(batch.rows.len() == 12 && batch.rows.iter().all(|row| row["total"] == "12"));
    assert!(batch.rows[0]["note"].contains("12 passages repeat"));
    // The copy alone has a date, so its passages are those of the year; each count is that of its filter.
    for facet in ["year", "kind", "issuer"] {
        for value in all["facets"][facet].as_array().expect("a list") {
            let key = if facet == "year" { "date" } else { facet };
            let again = ask(&["ferries harbour", &format!("{key}:\"{}\"", value["value"].as_str().expect("a value"))]);
            assert_eq!(again["total"], value["passages"], "{facet} {value}");
        }
    }
    let dated = Run::new(&home).args(["search", "ferries harbour", "--since", "2021"]).ok();
    dated.gives("b.md").says("left out for want of a date: 12 passages of 1 paper");
}
