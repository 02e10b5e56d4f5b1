//! Fifty changes to a real paper in each of its four formats: a word, a number, a page, a count, a citation. Each must be found, and
//! the paper as it was written must pass.
//!
//! The counts are taken from the paper as it was written, so that what is tested is whether a change in what people see is found; that
//! counts are made again from the records is tested with the other tests of `verify`.

use crate::harness::{Home, Run, files, project, sample};
use regex::Regex;
use sederunt::store::Store;
use sederunt::verify::{Form, Recount, Report, check, read};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

/// Changes that are made in each format.
const CHANGES: usize = 50;

/// The parts of a file that people see, by name; all but a Word file have one.
fn parts(bytes: &[u8], form: Form) -> Vec<(String, Vec<u8>)> {
    if form != Form::Docx {
        return vec![(String::new(), bytes.to_vec())];
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a Word file is a package");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("a part");
            let mut part = Vec::new();
            file.read_to_end(&mut part).expect("a part can be read");
            (file.name().expect("a name").into_owned(), part)
        })
        .collect()
}

fn whole(parts: &[(String, Vec<u8>)], form: Form) -> Vec<u8> {
    if form != Form::Docx {
        return parts[0].1.clone();
    }
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part begins");
        out.write_all(part).expect("a part is written");
    }
    out.finish().expect("the package ends").into_inner()
}

/// The places in a part where something can be changed, and what it is changed to.
fn places(name: &str, text: &str, form: Form) -> Vec<(usize, usize, String)> {
    // What the file carries of itself is not seen.
    let end = text.find("<!-- sederunt paper ").unwrap_or(text.len());
    let (words, pages) = match form {
        Form::Markdown => (r"“[^”\n]*?\b([a-z]{6,})\b", r"(?m)^\d+\. \[[^\]]* p\\?\. (\d+)"),
        Form::Html => (r"<blockquote>[^<]*?\b([a-z]{6,})\b", r"<cite>(?:<a[^>]*>)?[^<]* p\. (\d+)"),
        Form::Json => {
            (r#""text": ?"[^"\\]*?\b([a-z]{6,})\b[^"]*",\s*"kind": ?"quotation""#, r#""locator": ?"[^"]* p\. (\d+)"#)
        }
        Form::Docx if name == "word/document.xml" => (r"<w:t[^>]*>“[^<]*?\b([a-z]{6,})\b", r"$^"),
        Form::Docx if name == "word/footnotes.xml" => (r"$^", r"<w:t[^>]*>[^<]*?p\. (\d+)"),
        Form::Docx => return Vec::new(),
    };
    let counts = match form {
        Form::Docx => r"<w:t[^>]*>(\d+) passages? in ",
        Form::Html => r"<p>(\d+) passages? in ",
        Form::Json => r#""text": ?"(\d+) passages? in "#,
        Form::Markdown => r"\*\* (\d+) passages? in ",
    };
    let more = |digits: &str| (digits.parse::<u64>().expect("digits") + 7).to_string();
    let mut made = Vec::new();
    for (pattern, number) in [(words, false), (pages, true), (counts, true)] {
        for found in Regex::new(pattern).expect("a pattern").captures_iter(&text[..end]) {
            let group = found.get(1).expect("a group");
            let new = if number { more(group.as_str()) } else { "perhaps".to_owned() };
            made.push((group.start(), group.end(), new));
        }
    }
    made
}

/// What else a reader may be misled by: a number of a figure, whose words they are, a heading, a sentence that says what is not there, a
/// date of a source. Each is a pattern whose first group is changed, and what it is changed to; a number grows.
const OTHERS: [(Form, &str, &str); 27] = [
    (Form::Markdown, r"\n\| Moray \| (\d+) \|", ""),
    (Form::Markdown, r"\n\| Fife \| (no paper) \|", "evidence"),
    (Form::Markdown, r"\n\| Inverclyde \| evidence \| (\d+) \|", ""),
    (Form::Markdown, r"\*\*(Moray|Example \d+, Moray):\*\* “", "Angus"),
    (Form::Markdown, r"\*\*Example (\d+):\*\* “", ""),
    (Form::Markdown, r"(\*\*Example \d+:\*\* )“", ""),
    (Form::Markdown, r"\n### (What is hard)", "What is easy"),
    (Form::Markdown, r"\n## 1\. (Summary)", "Results"),
    (Form::Markdown, r"nothing is said of ([A-Z]\w+)", "Fife"),
    (Form::Markdown, r"named in no paper: (Aberdeen City)", "Moray"),
    (Form::Markdown, r"Audit report, \d* ?(March|May) 2024", "June"),
    (Form::Html, r#"<th scope="row">Moray</th><td>(\d+)"#, ""),
    (Form::Html, r#"<th scope="row">Fife</th><td class="word">(no paper)"#, "evidence"),
    (Form::Html, r"<title>Moray: (\d+) passages", ""),
    (Form::Html, r#"<title>Moray: .*? num">(\d+)<"#, ""),
    (Form::Html, r#"<text class="row"[^>]*>Moray</text>\s*<rect[^>]*><text[^>]*>(\d+)<"#, ""),
    (Form::Html, r"<figcaption><strong>(?:<a[^>]*>)?Example (\d+)", ""),
    (Form::Html, r"<figcaption>(<strong>.*?</strong>)", ""),
    (Form::Html, r"<h3>(What is hard)", "What is easy"),
    (Form::Html, r"nothing is said of ([A-Z]\w+)", "Fife"),
    (Form::Html, r"Audit report, \d* ?(March|May) 2024", "June"),
    (Form::Docx, r"<w:t[^>]*>Example (\d+): </w:t>", ""),
    (Form::Docx, r"<w:t[^>]*>(Example \d+: )</w:t>", ""),
    (Form::Docx, r"<w:t[^>]*>(What is hard)</w:t>", "What is easy"),
    (Form::Docx, r"<w:t[^>]*>(no paper)</w:t>", "evidence"),
    (Form::Docx, r"nothing is said of ([A-Z]\w+)", "Fife"),
    (Form::Docx, r"Audit report, \d* ?(March|May) 2024", "June"),
];

/// Each of the other changes that a format has.
fn others(text: &str, form: Form) -> Vec<(usize, usize, String)> {
    let end = text.find("<!-- sederunt paper ").unwrap_or(text.len());
    let of = OTHERS.iter().filter(|(of, ..)| *of == form);
    of.map(|(_, pattern, to)| {
        let found = Regex::new(pattern).expect("a pattern").captures(&text[..end]);
        let group = found.and_then(|found| found.get(1)).unwrap_or_else(|| panic!("{form:?}: {pattern} is nowhere"));
        let new = match group.as_str().parse::<u64>() {
            Ok(n) => (n + 7).to_string(),
            Err(_) => (*to).to_owned(),
        };
        (group.start(), group.end(), new)
    })
    .collect()
}

#[test]
fn fifty_changes_are_found_in_each_format() {
    let home = Home::new();
    let corpus = project().join("corpus");
    home.copy(&corpus, "corpus", &files(&corpus));
    Run::new(&home).args(["build", "corpus", "--ocr", "never"]).ok();
    let store = Store::open(&home.path("index")).expect("the index opens");
    // A part of the corpus makes a short paper, which is read often here.
    let write = |file: &str| {
        Run::new(&home).args(["paper", "--place", "Moray", "--place", "Inverclyde", "--out", file]).ok();
    };
    write("paper.json");
    let values = claims(&home.json("paper.json"));
    for (ending, form) in [("md", Form::Markdown), ("html", Form::Html), ("json", Form::Json), ("docx", Form::Docx)] {
        let file = format!("paper.{ending}");
        write(&file);
        let bytes = sederunt::util::fs::read(&home.path(&file)).expect("the paper was written");
        let verified = |bytes: &[u8]| -> Report {
            let (ledger, mut report) = read(bytes, form).expect("the paper carries its record");
            let recount = Recount { values: values.clone(), ..Recount::default() };
            check(&ledger, &store, &recount, &mut report).expect("the records can be read");
            report
        };
        let report = verified(&bytes);
        assert!(report.passed() && report.edited.is_empty() && report.removed == 0, "{ending}: {:?}", report.problems);
        let own = parts(&bytes, form);
        let mut list = Vec::new();
        for (part, (name, content)) in own.iter().enumerate() {
            let text = String::from_utf8_lossy(content);
            list.extend(places(name, &text, form).into_iter().map(|place| (part, place)));
        }
        assert!(list.len() >= CHANGES, "{ending}: {} places", list.len());
        // Places from all over the paper, not only from its beginning.
        let step = list.len() as f64 / CHANGES as f64;
        for n in 0..CHANGES {
            let (part, (start, end, new)) = &list[(n as f64 * step) as usize];
            let mut changed = own.clone();
            let text = String::from_utf8_lossy(&own[*part].1).into_owned();
            changed[*part].1 = format!("{}{new}{}", &text[..*start], &text[*end..]).into_bytes();
            let near = &text[text.floor_char_boundary(start.saturating_sub(60))..*end];
            assert!(!verified(&whole(&changed, form)).passed(), "{ending}: {near} → {new} was not found");
        }
    }
}

#[test]
fn what_else_misleads_is_found_in_the_sample_paper() {
    for (ending, form) in [("md", Form::Markdown), ("html", Form::Html), ("docx", Form::Docx)] {
        let bytes = sederunt::util::fs::read(&sample().path(&format!("out/paper.{ending}"))).expect("a paper");
        let own = parts(&bytes, form);
        let part = own.iter().position(|(name, _)| form != Form::Docx || name == "word/document.xml");
        let part = part.expect("a part that people read");
        let text = String::from_utf8_lossy(&own[part].1).into_owned();
        for (start, end, new) in others(&text, form) {
            let mut changed = own.clone();
            changed[part].1 = format!("{}{new}{}", &text[..start], &text[end..]).into_bytes();
            let (_, report) = read(&whole(&changed, form), form).expect("the paper carries its record");
            let near = &text[text.floor_char_boundary(start.saturating_sub(60))..end];
            assert!(!report.passed(), "{ending}: {near} → {new} was not found");
        }
    }
}

/// The counts that the paper states, by filter.
fn claims(value: &serde_json::Value) -> BTreeMap<String, u64> {
    let mut made = BTreeMap::new();
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(filter), Some(n)) = (fields.get("filter").and_then(|f| f.as_str()), fields.get("value")) {
                made.extend(n.as_u64().map(|n| (filter.to_owned(), n)));
            }
            fields.values().for_each(|field| made.extend(claims(field)));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|item| made.extend(claims(item))),
        _ => {}
    }
    made
}
