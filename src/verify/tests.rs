//! Fifty changes to small papers, each of which must be found, and papers without a change, in which nothing may be.

use super::*;
use crate::model::codebook::Codebook;
use crate::model::locator::Locator;
use crate::model::memory::MemoryRecords;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::records::TaggedPaper;
use crate::model::source::{MediaType, SourceEntry, SourceStatus};
use crate::model::tags::PaperTags;

const WORDS: [&str; 3] = [
    "Volunteers delivered 3,000 food parcels each week in 12 villages.",
    "Boards met online and decided quicker than before.",
    "The number of volunteers was hard to manage for a small team of 4.",
];

fn records() -> MemoryRecords {
    let passage = |(i, text): (usize, &&str)| Passage {
        id: format!("id{i}"),
        kind: PassageKind::Paragraph,
        text: (*text).to_owned(),
        locator: Locator { page: Some(i as u32 + 2), paragraph: Some(format!("4.{}", i + 1)), ..Locator::default() },
        lead_in: None,
        stem: None,
        columns: Vec::new(),
        margin: Vec::new(),
    };
    let paper = Paper {
        id: "paper".into(),
        ordinal: 0,
        attachment: None,
        title: "Returns".into(),
        kind: PaperKind::Report,
        body: None,
        date: None,
        first_page: Some(1),
        last_page: Some(9),
        outline: Vec::new(),
        tables: Vec::new(),
        passages: WORDS.iter().enumerate().map(passage).collect(),
        furniture: Vec::new(),
    };
    let entry = SourceEntry {
        name: "a.pdf".into(),
        location: "a.pdf".into(),
        sha256: "0".into(),
        media_type: MediaType::Pdf,
        bytes: 1,
        status: SourceStatus::Ok,
        reason: None,
        original: None,
        engine: None,
        keywords: None,
        pages: Some(9),
        unreadable_pages: 0,
        page_notes: Vec::new(),
        ocr_pages: 0,
        papers: 1,
        passages: 3,
        words: 30,
        has_record: true,
        repeats: Vec::new(),
    };
    let mut records = MemoryRecords::new(Codebook::default());
    records.insert(entry, vec![TaggedPaper { paper, tags: PaperTags::default() }]);
    records
}

fn locator(i: usize) -> String {
    format!("a.pdf p. {}, para 4.{}", i + 2, i + 1)
}

fn json() -> String {
    let citation =
        |i: usize| serde_json::json!({"passage_id": format!("id{i}"), "source": "a.pdf", "locator": locator(i)});
    let quote = |i: usize| serde_json::json!({"kind": "quotation", "text": WORDS[i], "citations": [citation(i)], "label": "Fife"});
    serde_json::json!({
        "title": "Learning",
        "sections": [{
            "kind": "theme", "id": "theme-a", "heading": "Volunteers", "paragraphs": [
                {"kind": "count", "text": "3 passages in 1 paper speak about volunteers.", "citations": [citation(0), citation(1)],
                 "claims": [{"filter": "passages theme=a", "value": 3}, {"filter": "papers theme=a", "value": 1}]},
                quote(0), quote(1), quote(2),
            ],
            "tables": [{"id": "t", "caption": "Strengths", "header": ["Strength", "Passages"],
                "rows": [[{"text": "Joint working", "claim": null}, {"text": "2", "claim": {"filter": "passages strength=j", "value": 2}}],
                         [{"text": "Trust", "claim": null}, {"text": "1", "claim": {"filter": "passages strength=t", "value": 1}}]]}],
        }],
        "figures": [{"id": "figure-areas", "caption": "Areas", "header": ["Area", "State", "Papers", "Passages", "Themes"],
            "rows": [[{"text": "Fife"}, {"text": "evidence"}, {"text": "1"}, {"text": "3"}, {"text": "5"}],
                     [{"text": "Moray"}, {"text": "no paper"}, {"text": "0"}, {"text": "0"}, {"text": "0"}]]}],
    })
    .to_string()
}

fn markdown() -> String {
    let mut out =
        "# Learning\n\n## 1. Volunteers\n\n**1.1** 3 passages in 1 paper speak about volunteers. [1, 2]\n\n".to_owned();
    for (i, words) in WORDS.iter().enumerate() {
        out.push_str(&format!("> **1.{}** **Fife:** “{words}” [{}]\n\n", i + 2, i + 1));
    }
    out.push_str("**Table 1. Strengths**\n\n| Strength | Passages |\n|---|---:|\n| Joint working | 2 |\n| Trust | 1 |\n\n### Areas\n\n| Area | State | Papers | Passages | Themes |\n\
                   |---|---|---:|---:|---:|\n| Fife | evidence | 1 | 3 | 5 |\n| Moray | no paper | 0 | 0 | 0 |\n\n## Citations\n\n");
    (0..3).for_each(|i| out.push_str(&format!("{}. [{}](a.pdf#page={})\n", i + 1, locator(i), i + 2)));
    with_ledger(out, Form::Markdown)
}

fn html() -> String {
    let mut out = "<main><section><h2>Volunteers</h2><div class=\"para count\" id=\"p1.1\"><a class=\"n\">1.1</a><p>3 passages in 1 paper \
                   speak about volunteers.</p><details><ul>"
        .to_owned();
    (0..2).for_each(|i| out.push_str(&format!("<li>{}</li>", locator(i))));
    out.push_str("</ul></details></div>");
    for (i, words) in WORDS.iter().enumerate() {
        out.push_str(&format!(
            "<figure id=\"p1.{}\"><blockquote><p>{words}</p></blockquote><figcaption><strong>Fife</strong><cite>{}</cite></figcaption></figure>",
            i + 2,
            locator(i)
        ));
    }
    out.push_str(
        "<table><caption>Table 1. Strengths</caption><tr><th>Strength</th><th>Passages</th></tr><tr><th>Joint working</th><td>2</td></tr><tr><th>Trust</th><td>1</td></tr></table><svg class=\"map\"><g><title>Fife: 3 passages</title><text>Fife</text><text class=\"num\">3</text></g><g><title>Moray: no paper</title><text>Moray</text><text class=\"num\">–</text></g></svg><table><tr><th>Area</th><th>State</th><th>Papers</th><th>Passages</th><th>Themes</th></tr><tr><th>Fife</th><td>evidence</td><td>1</td><td>3</td><td>5</td></tr><tr><th>Moray</th><td>no paper</td><td>0</td><td>0</td><td>0</td></tr></table></section></main>",
    );
    with_ledger(out, Form::Html)
}

fn with_ledger(text: String, form: Form) -> String {
    String::from_utf8(embed(text.into_bytes(), form, &json()).unwrap()).unwrap()
}

fn verified(text: &str, form: Form) -> Report {
    let (ledger, mut report) = read(text.as_bytes(), form).unwrap();
    let values =
        [("passages theme=a", 3), ("papers theme=a", 1), ("passages strength=j", 2), ("passages strength=t", 1)];
    let recount = Recount {
        values: values.map(|(filter, n)| (filter.to_owned(), n)).into_iter().collect(),
        ..Recount::default()
    };
    check(&ledger, &records(), &recount, &mut report).unwrap();
    report
}

/// What stands in a form and what it is changed to: words, numbers, pages, counts, citations.
fn changes(form: Form) -> Vec<(&'static str, &'static str)> {
    let mut list = vec![
        ("delivered", "received"),
        ("3,000", "8,000"),
        ("12 villages", "13 villages"),
        ("online", "weekly"),
        ("quicker", "slower"),
        ("was hard", "was not hard"),
        ("small team of 4", "small team of 5"),
        ("food parcels each", "food each"),
        ("p. 2, para 4.1", "p. 3, para 4.1"),
        ("p. 3, para 4.2", "p. 33, para 4.2"),
        ("p. 4, para 4.3", "p. 4, para 4.4"),
        ("a.pdf p. 4", "b.pdf p. 4"),
    ];
    match form {
        Form::Json => list.extend([
            ("3 passages in", "5 passages in"),
            ("in 1 paper", "in 2 papers"),
            ("\"value\":3", "\"value\":4"),
            ("\"text\":\"2\"", "\"text\":\"3\""),
        ]),
        Form::Markdown => list.extend([
            ("3 passages in", "5 passages in"),
            ("in 1 paper", "in 2 papers"),
            ("” [1]", "” [2]"),
            ("” [3]", "” [1]"),
            ("” [2]", "” [2, 3]"),
            ("” [3]", "”"),
            ("| Trust | 1 |", "| Trust | 2 |"),
            ("| Strength |", "| Challenge |"),
            ("1. Strengths**", "1. Challenges**"),
            ("| Moray | no paper |", "| Moray | evidence |"),
            ("evidence | 1 | 3", "evidence | 1 | 4"),
            ("**Fife:** “", "**Moray:** “"),
            ("**Fife:** “", "“"),
            ("## 1. Volunteers", "## 1. Transport"),
            ("speak about volunteers", "speak about transport"),
        ]),
        _ => list.extend([
            ("3 passages in", "5 passages in"),
            ("in 1 paper", "in 2 papers"),
            ("<td>2</td>", "<td>4</td>"),
            ("<td>no paper", "<td>evidence"),
            ("Fife: 3 passages", "Fife: 4 passages"),
            ("\"num\">3<", "\"num\">4<"),
            ("\"num\">–<", "\"num\">4<"),
            ("<text>Fife", "<text>Moray"),
            ("<strong>Fife</strong>", "<strong>Moray</strong>"),
            ("<strong>Fife</strong>", ""),
            ("<h2>Volunteers", "<h2>Transport"),
            ("speak about volunteers", "speak about transport"),
        ]),
    }
    list
}

#[test]
fn papers_that_nobody_changed_pass() {
    for (text, form) in [(json(), Form::Json), (markdown(), Form::Markdown), (html(), Form::Html)] {
        let report = verified(&text, form);
        assert_eq!((report.problems, report.edited, report.removed), (Vec::new(), Vec::new(), 0), "{form:?}");
        assert_eq!((report.quotations, report.counts), (3, 4), "{form:?}");
    }
}

#[test]
fn each_change_is_found() {
    let mut made = 0;
    for (text, form) in [(json(), Form::Json), (markdown(), Form::Markdown), (html(), Form::Html)] {
        for (from, to) in changes(form) {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{form:?}: {from} is not there");
            assert!(!verified(&changed, form).passed(), "{form:?}: {from} → {to} was not found");
            made += 1;
        }
    }
    assert!(made >= 50, "{made} changes");
}

#[test]
fn what_people_add_is_listed_and_what_they_take_out_is_no_fault() {
    let text = markdown();
    let added = text.replacen("**Table 1", "The board should read this twice.\n\n**Table 1", 1);
    let report = verified(&added, Form::Markdown);
    assert_eq!(
        (report.problems.len(), report.edited.as_slice()),
        (0, &["The board should read this twice.".to_owned()][..])
    );
    let start = text.find("> **1.3**").unwrap();
    let end = start + text[start..].find("\n\n").unwrap() + 2;
    let report = verified(&format!("{}{}", &text[..start], &text[end..]), Form::Markdown);
    assert_eq!((report.problems, report.removed), (Vec::new(), 1));
    assert!(matches!(read(b"# A paper\n", Form::Markdown), Err(VerifyError::NoLedger)));
    assert!(Form::of(std::path::Path::new("paper.txt")).is_err());
}
