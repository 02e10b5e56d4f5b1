//! The learning paper as people get it: the Word document read again, templates of one's own, and the tables at the prompt.

use crate::harness::{Home, Run, Table, golden, sample};
use sederunt::util::fs;
use std::collections::BTreeSet;

/// The sample's Word document, read by the program as if somebody had sent it.
fn reread() -> Home {
    let home = Home::new();
    home.put("papers/paper.docx", fs::read(&sample().path("out/paper.docx")).expect("the paper was written"));
    Run::new(&home).args(["run", "papers", "--out", "out"]).ok();
    home
}

#[test]
fn the_word_document_reads_again_with_headings_numbers_notes_and_tables() {
    let home = reread();
    let paper = sample().json("out/paper.json");
    let sections = paper["sections"].as_array().expect("sections");
    let headings: Vec<String> = home.table("out/outline.csv").rows.into_iter().map(|r| r["text"].clone()).collect();
    let passages = home.table("out/passages.csv");
    let normal = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = passages.rows.iter().map(|r| normal(&r["text"])).collect();
    let (mut body, mut quotations) = (0, 0);
    for section in sections {
        let heading = section["heading"].as_str().expect("a heading");
        assert!(headings.iter().any(|h| h.contains(heading)), "{heading} is not in {headings:?}");
        let paragraphs = section["paragraphs"].as_array().expect("paragraphs");
        let appendix = matches!(section["kind"].as_str(), Some("examples" | "register" | "studies" | "sources"))
            || paragraphs.is_empty();
        body += usize::from(!appendix);
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let text = normal(paragraph["text"].as_str().expect("a text"));
            let Some(at) = texts.iter().position(|t| t.contains(&text)) else { panic!("not in the document: {text}") };
            if paragraph["kind"] == "quotation" {
                quotations += 1;
            }
            // The first that has these words is the paragraph itself, unless an earlier one says the same.
            let number = &passages.rows[at]["paragraph"];
            if !appendix && texts.iter().filter(|t| t.contains(&text)).count() == 1 {
                assert_eq!(*number, format!("{body}.{}", i + 1), "{text}");
            }
        }
    }
    let notes: Vec<&String> = passages.rows.iter().filter(|r| r["kind"] == "note").map(|r| &r["text"]).collect();
    assert!(quotations > 50 && notes.len() >= quotations, "{quotations} quotations, {} notes", notes.len());
    assert!(notes.iter().any(|n| n.contains("moray-community-planning-review-2024-05.pdf p. 1, para ")), "{notes:?}");
    let tables = home.table("out/tables.csv");
    assert!(tables.rows.iter().any(|r| r["header"].starts_with("Area|State|Papers") && r["rows"] == "32"));
}

#[test]
fn every_format_has_every_quotation_and_the_same_numbers() {
    let home = sample();
    let paper = home.json("out/paper.json");
    let (markdown, html) = (home.text("out/paper.md"), home.text("out/paper.html"));
    for section in paper["sections"].as_array().expect("sections") {
        let heading = section["heading"].as_str().expect("a heading");
        assert!(markdown.contains(heading) || heading.contains('|'), "{heading}");
        for paragraph in section["paragraphs"].as_array().expect("paragraphs") {
            let words = paragraph["text"].as_str().expect("a text");
            let first: String = words.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
            assert!(markdown.contains(first.trim()) && html.contains(first.trim()), "{words}");
        }
    }
    let numbers = |text: &str, open: &str, close: &str| -> BTreeSet<String> {
        text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).map(str::to_owned).collect()
    };
    let in_html: BTreeSet<String> = numbers(&html, "id=\"p", "\"").into_iter().filter(|id| id.contains('.')).collect();
    let in_markdown: BTreeSet<String> =
        numbers(&markdown, "**", "**").into_iter().filter(|n| in_html.contains(n)).collect();
    assert_eq!(in_html, in_markdown);
}

#[test]
fn the_paper_of_the_sample_is_the_one_that_was_read() {
    let text = sample().text("out/paper.md");
    // The record at the end is made of ids, which follow from the bytes of the files.
    let seen = text.split("<!-- sederunt paper").next().unwrap_or_default();
    golden("paper", seen.trim_end());
}

#[test]
fn templates_are_written_changed_and_filled() {
    let home = sample();
    let own = Home::new();
    let into = own.path("mine").display().to_string();
    Run::new(home).args(["paper", "--write-templates", &into]).ok().says("README.md says how to change them");
    Run::new(home).args(["paper", "--write-templates", &into]).exits(2).says("holds the templates already");
    let out = own.path("paper.html").display().to_string();
    let template = own.path("mine/paper.html").display().to_string();
    Run::new(home).args(["paper", "--template", &template, "--out", &out]).ok();
    let built_in = own.path("built-in.html").display().to_string();
    Run::new(home).args(["paper", "--out", &built_in]).ok();
    assert_eq!(
        own.text("paper.html"),
        own.text("built-in.html"),
        "the templates that are written are those that are used"
    );
    let word = own.path("paper.docx").display().to_string();
    Run::new(home).args(["paper", "--template", &template, "--out", &word]).exits(2).says("a template makes text");
    own.put("list.txt", "{% for s in sections %}{{ s.number }} {{ s.heading }}\n{% endfor %}");
    let list = own.path("list.txt").display().to_string();
    Run::new(home).args(["paper", "--template", &list]).ok().gives("1 ");
    own.put("wrong.md", "# {{ title }}\n{{ titel }}\n");
    let wrong = own.path("wrong.md").display().to_string();
    Run::new(home).args(["paper", "--template", &wrong]).exits(2).says("line 2").says("2 | {{ titel }}");
}

#[test]
fn a_matrix_says_why_a_cell_is_empty() {
    let cell = |arguments: &[&str], row: &str, theme: &str| {
        let out = Run::new(sample()).args(["matrix", "--show", "list", "--format", "csv"]).args(arguments).ok().out;
        let rows = Table::parse(&out).rows;
        let found = rows.into_iter().find(|r| r["area_name"] == row && r["theme"] == theme).expect("the cell");
        (found["state"].clone(), found["passages"].clone())
    };
    assert_eq!(cell(&[], "Fife", "funding-resources"), ("no paper".into(), String::new()));
    assert_eq!(cell(&[], "South Lanarkshire", "culture-leisure"), ("silent".into(), "0".into()));
    let (state, passages) = cell(&[], "Moray", "funding-resources");
    assert!(state == "evidence" && passages != "0");
    let filtered = cell(&["--kind", "minute"], "West Lothian", "children-young-people");
    assert_eq!(filtered, ("excluded by filter".into(), String::new()));
    let years = Run::new(sample()).args(["matrix", "--rows", "year", "--columns", "challenge"]).ok();
    years.gives("2024").gives("Governance and accountability");
    let binary = Run::new(sample()).args(["matrix", "--show", "binary", "--format", "csv"]).ok().out;
    let binary = Table::parse(&binary);
    assert_eq!(binary.the("area_name", "Moray")["funding-resources"], "1");
    assert_eq!(binary.the("area_name", "Fife")["funding-resources"], "no paper");
}

#[test]
fn trends_have_denominators_and_a_balance_has_two_sides() {
    Run::new(sample()).args(["trends", "--by", "round"]).ok().gives("growing").gives(" of ").gives("has no date");
    let csv = Run::new(sample()).args(["trends", "--by", "round", "--split", "2024-06-01", "--format", "csv"]).ok().out;
    let table = Table::parse(&csv);
    for row in &table.rows {
        let n = |column: &str| row[column].parse::<u32>().expect("a number");
        assert!(n("earlier") <= n("earlier_of") && n("later") <= n("later_of"), "{row:?}");
    }
    let day = Run::new(sample()).args(["trends", "--split", "2024-06-06"]).ok();
    day.gives("dated before 2024-06-06").gives(" of 11");
    Run::new(sample()).args(["trends", "--split", "1990"]).exits(1).says("--split can name another date");
    Run::new(sample()).args(["trends", "--until", "2023-12-31"]).exits(1).says("do not lie in two periods");
    let balance = Run::new(sample()).args(["balance"]).ok().gives("What the papers praise").gives(" of 2").out;
    assert!(balance.contains("Inverclyde") && !balance.contains("Stirling"), "{balance}");
    Run::new(sample()).args(["balance", "--kind", "strategy"]).exits(1).says("No paper of that kind");
    let json = Run::new(sample()).args(["balance", "--format", "json"]).ok().out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["papers"], 2);
}

#[test]
fn an_appendix_as_a_file_of_its_own_counts_once() {
    let areas = ["Angus", "Fife", "Moray", "Stirling", "Falkirk", "Midlothian", "Highland", "Inverclyde"];
    let example = |(i, area): (usize, &&str)| {
        let n = (i + 2) * 110;
        format!(
            "{area} - Volunteers of the community groups delivered {n} food parcels in the first {i} weeks with partners in {area}."
        )
    };
    let examples: Vec<String> = areas.iter().enumerate().map(example).collect();
    let appendix = format!("Examples from partnerships\n\n{}\n", examples.join("\n\n"));
    let before = "The partnerships were asked in May what had worked, and eight of them sent what is gathered in the appendix below.";
    let report = format!("Learning from partnerships\n\n{before}\n\n{appendix}");
    let passages = |files: &[(&str, &str)]| {
        let home = Home::new();
        files.iter().for_each(|(name, text)| home.put(name, text));
        Run::new(&home).args(["run", "papers", "--out", "out"]).ok();
        Run::new(&home).args(["verify", "out/paper.html"]).ok();
        let paper = home.json("out/paper.json");
        let sections = paper["sections"].as_array().expect("sections");
        let coverage = sections.iter().find(|s| s["kind"] == "coverage").expect("coverage");
        let texts = coverage["paragraphs"].as_array().expect("paragraphs").iter().filter_map(|p| p["text"].as_str());
        let once = texts.filter(|text| text.contains("counted once")).count();
        let themes: u64 =
            home.table("out/matrix.csv").rows.iter().map(|r| r["passages"].parse::<u64>().expect("a number")).sum();
        (themes, once)
    };
    let alone = passages(&[("papers/report.txt", &report)]);
    let both = passages(&[("papers/report.txt", &report), ("papers/appendix.txt", &appendix)]);
    assert!(alone.0 >= areas.len() as u64, "{alone:?}");
    assert_eq!((both.0, alone.1, both.1), (alone.0, 0, 1));
}
