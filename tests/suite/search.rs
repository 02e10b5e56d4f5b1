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
