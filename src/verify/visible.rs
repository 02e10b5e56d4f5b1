//! What a reader of the file sees: paragraphs with their citations, rows of tables.

use super::ledger::{Form, without};
use super::{VerifyError, docx};
use crate::util::text::collapse;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A paragraph as it is seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Its words, without number, label and citation.
    pub(super) words: String,
    /// The words stand in quotation marks of ours.
    pub(super) quoted: bool,
    /// The words of its citations, empty where it has none.
    pub(super) cites: String,
    /// The words of the citations of what says the same in other words.
    pub(super) also: String,
}

/// All that is seen.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) paragraphs: Vec<Seen>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Seen {
    /// A paragraph of which `quoted` is known, or else told by its quotation marks: a quotation ends with one, and a label before the
    /// first ends with a colon.
    pub(super) fn new(words: &str, cites: &str, quoted: Option<bool>) -> Seen {
        let words = collapse(words);
        let cites = collapse(cites);
        let (cites, also) = match cites.split_once("; in other words: ") {
            Some((cites, also)) => (cites.to_owned(), also.to_owned()),
            None => (cites, String::new()),
        };
        let inner = words
            .find('“')
            .filter(|at| *at == 0 || words[..*at].trim_end().ends_with(':'))
            .filter(|_| words.ends_with('”') && !cites.is_empty())
            .map(|at| words[at + '“'.len_utf8()..words.len() - '”'.len_utf8()].trim().to_owned());
        match (quoted, inner) {
            (None, Some(inner)) => Seen { words: inner, quoted: true, cites, also },
            (quoted, _) => Seen { words, quoted: quoted.unwrap_or(false), cites, also },
        }
    }
}

pub(super) fn read(bytes: &[u8], form: Form) -> Result<Visible, VerifyError> {
    match form {
        Form::Docx => docx::visible(bytes),
        Form::Html => Ok(html(without(&String::from_utf8_lossy(bytes)))),
        Form::Markdown | Form::Json => Ok(markdown(without(&String::from_utf8_lossy(bytes)))),
    }
}

/// A paragraph that begins with its number: `**1.2** words [3, 5–9]`, a quotation after `> `.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(> )?\*\*[0-9A-Z]+\.\d+\*\* (?:\*\*(.*?):\*\* )?(.*)$").expect("a fixed pattern"));
/// The numbers of citations at the end of a paragraph.
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(.*?) \[(?:the first \d+ of \d+ passages: )?([\d, –-]*)\]$").expect("a fixed pattern")
});
/// The numbers of those that say the same in other words, after them.
static ALSO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.*\]) \(in other words \[([\d, –-]*)\]\)$").expect("a fixed pattern"));
/// A line of the list of citations.
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d+)\. (?:\[(.*)\]\(.*\)|(.*))$").expect("a fixed pattern"));

fn markdown(text: &str) -> Visible {
    let (body, list) = text.rsplit_once("\n## Citations\n").unwrap_or((text, ""));
    let cited: BTreeMap<u64, String> = list
        .lines()
        .filter_map(|line| {
            let found = LISTED.captures(line.trim_end())?;
            let words = found.get(2).or(found.get(3))?.as_str();
            Some((found[1].parse().ok()?, unescaped(words)))
        })
        .collect();
    let mut seen = Visible::default();
    for line in body.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(row) = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
            seen.rows.push(cells(row));
            continue;
        }
        if line.starts_with('#') || line.starts_with("**Table ") {
            continue;
        }
        let Some(found) = NUMBERED.captures(line) else {
            seen.paragraphs.push(Seen::new(&unescaped(line.trim_start_matches("> ")), "", None));
            continue;
        };
        let (rest, also) = match ALSO.captures(&found[3]) {
            Some(parts) => (parts[1].to_owned(), parts[2].to_owned()),
            None => (found[3].to_owned(), String::new()),
        };
        let (words, numbers) = match CITED.captures(&rest) {
            Some(parts) => (parts[1].to_owned(), parts[2].to_owned()),
            None => (rest, String::new()),
        };
        let listed = |numbers: &str| {
            let of = |n: u64| cited.get(&n).map_or("a citation that is not in the list 0", String::as_str);
            collapse(&expanded(numbers).into_iter().map(of).collect::<Vec<_>>().join("; "))
        };
        let words = unescaped(&words);
        let quoted = found.get(1).is_some() && words.starts_with('“') && words.ends_with('”');
        let inner = words.trim_start_matches('“').strip_suffix('”').filter(|_| quoted).unwrap_or(&words);
        seen.paragraphs.push(Seen { words: collapse(inner), quoted, cites: listed(&numbers), also: listed(&also) });
    }
    seen
}

/// `3, 5–9` as numbers; a run of more than a thousand is a mistake.
fn expanded(numbers: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for part in numbers.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let mut ends = part.split(['–', '-']).map(|n| n.trim().parse::<u64>().unwrap_or(0));
        let first = ends.next().unwrap_or(0);
        let last = ends.next().unwrap_or(first);
        out.extend(first..=last.min(first + 1000));
    }
    out
}

/// Cells of a row between bars that no backslash precedes.
fn cells(row: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut letters = row.chars();
    while let Some(c) = letters.next() {
        match (c, out.last_mut()) {
            ('\\', Some(cell)) => cell.extend(letters.next()),
            ('|', _) => out.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            _ => {}
        }
    }
    out.into_iter().map(|cell| collapse(&cell)).collect()
}

/// The text without the backslashes before signs of Markdown.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' if letters.peek().is_some_and(|next| next.is_ascii_punctuation()) => out.extend(letters.next()),
            c => out.push(c),
        }
    }
    out
}

fn html(text: &str) -> Visible {
    let page = Html::parse_document(text);
    let select = |css: &str| Selector::parse(css).expect("a fixed selector");
    let (words, cites) = (select("blockquote, p"), select("cite, li"));
    let mut seen = Visible::default();
    // A paragraph of ours has its number as its id; whatever else stands in a section was added.
    for block in
        page.select(&select("main section figure, main section div.para, main section > p, main section > ul > li"))
    {
        let own = block.value().id().is_some_and(|id| id.starts_with('p') && id.contains('.'));
        if !own {
            seen.paragraphs.push(Seen::new(&text_of(block), "", None));
            continue;
        }
        let label = block.select(&select("p > strong")).next().map(text_of).unwrap_or_default();
        let body = block.select(&words).next().map(text_of).unwrap_or_default();
        let body = body.strip_prefix(&label).unwrap_or(&body).trim().to_owned();
        let cited: Vec<String> = block.select(&cites).map(text_of).collect();
        let also = block.select(&select("span.also")).next().map(text_of).unwrap_or_default();
        let also = also.strip_prefix("In other words: ").unwrap_or(&also).to_owned();
        let quoted = block.value().name() == "figure";
        seen.paragraphs.push(Seen { words: collapse(&body), quoted, cites: collapse(&cited.join("; ")), also });
    }
    let cell = select("th, td");
    for row in page.select(&select("tr")) {
        seen.rows.push(row.select(&cell).map(text_of).collect());
    }
    seen
}

fn text_of(element: ElementRef<'_>) -> String {
    collapse(&element.text().collect::<Vec<_>>().join(""))
}
