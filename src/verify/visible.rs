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
    /// Its number, where it is written beside it.
    pub(super) number: Option<String>,
    /// What stands before its words and ends with a colon, or beneath them in HTML.
    pub(super) label: Option<String>,
    /// How many headings stand before it.
    pub(super) after: usize,
    /// The words stand in quotation marks of ours.
    pub(super) quoted: bool,
    /// The words of its citations, empty where it has none.
    pub(super) cites: String,
    /// The words of the citations of what says the same in other words.
    pub(super) also: String,
    /// How many passages it says that it cites, and of how many.
    pub(super) first: Option<(u64, u64)>,
}

/// All that is seen.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub(super) paragraphs: Vec<Seen>,
    /// Headings of sections and of groups, in order.
    pub(super) headings: Vec<Heading>,
    /// Rows of tables, with those that name the columns.
    pub(super) rows: Vec<Vec<String>>,
    /// Captions of tables, without their number.
    pub(super) captions: Vec<String>,
    /// Rows of numbers that are drawn.
    pub(super) drawn: Vec<Vec<String>>,
    /// Tiles of a map: title, mark and short name.
    pub(super) tiles: Vec<(String, String, String)>,
}

/// A heading as it is seen, without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heading {
    /// Of a section.
    Section(String),
    /// Of a group within one.
    Group(String),
}

impl Visible {
    /// Adds a paragraph beneath the headings seen so far.
    pub(super) fn add(&mut self, seen: Seen) {
        self.paragraphs.push(Seen { after: self.headings.len(), ..seen });
    }

    /// Adds the caption of a table.
    pub(super) fn caption(&mut self, words: &str) {
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^Table \d+\. ").expect("a fixed pattern"));
        self.captions.push(NUMBER.replace(&collapse(words), "").into_owned());
    }
}

impl Seen {
    /// A paragraph of which `quoted` is known, or else told by its quotation marks: a quotation ends with one, and a label before the
    /// first ends with a colon.
    pub(super) fn new(words: &str, cites: &str, quoted: Option<bool>) -> Seen {
        let words = collapse(words);
        let cites = collapse(cites);
        let first = first_of(&cites);
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
            (None, Some(inner)) => {
                let before = words.split('“').next().unwrap_or_default().trim().trim_end_matches(':');
                let label = (!before.is_empty()).then(|| before.to_owned());
                Seen { words: inner, quoted: true, label, cites, also, first, ..Seen::default() }
            }
            (quoted, _) => Seen { words, quoted: quoted.unwrap_or(false), cites, also, first, ..Seen::default() },
        }
    }
}

/// The numbers of "the first 20 of 279 passages".
fn first_of(text: &str) -> Option<(u64, u64)> {
    static FIRST: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\bthe first ([\d,]+) of ([\d,]+) passages").expect("a fixed pattern"));
    let found = FIRST.captures(text)?;
    let number = |at: usize| found[at].replace(',', "").parse().ok();
    Some((number(1)?, number(2)?))
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
    LazyLock::new(|| Regex::new(r"^(> )?\*\*([0-9A-Z]+\.\d+)\*\* (?:\*\*(.*?):\*\* )?(.*)$").expect("a fixed pattern"));
/// The numbers of citations at the end of a paragraph.
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(.*?) \[(?:the first \d+ of \d+ passages: )?([\d, –-]*)\]$").expect("a fixed pattern")
});
/// The numbers of those that say the same in other words, after them.
static ALSO: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.*\]) \(in other words \[([\d, –-]*)\]\)$").expect("a fixed pattern"));
/// The number before a section's heading.
static SECTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:Appendix [A-Z]+: |\d+\. )").expect("a fixed pattern"));
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
            let rule = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| matches!(b, b'-' | b':'));
            if !row.split('|').all(rule) {
                seen.rows.push(cells(row));
            }
            continue;
        }
        if let Some(heading) = line.strip_prefix("### ") {
            seen.headings.push(Heading::Group(collapse(&unescaped(heading))));
            continue;
        }
        if let Some(heading) = line.strip_prefix("## ") {
            let heading = collapse(&unescaped(heading));
            seen.headings.push(Heading::Section(SECTION.replace(&heading, "").into_owned()));
            continue;
        }
        if let Some(caption) = line.strip_prefix("**Table ") {
            seen.caption(&unescaped(&format!("Table {}", caption.trim_end_matches("**"))));
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let Some(found) = NUMBERED.captures(line) else {
            seen.add(Seen::new(&unescaped(line.trim_start_matches("> ")), "", None));
            continue;
        };
        let (rest, also) = match ALSO.captures(&found[4]) {
            Some(parts) => (parts[1].to_owned(), parts[2].to_owned()),
            None => (found[4].to_owned(), String::new()),
        };
        let first = first_of(&rest);
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
        seen.add(Seen {
            words: collapse(inner),
            number: Some(found[2].to_owned()),
            label: found.get(3).map(|label| collapse(&unescaped(label.as_str()))),
            quoted,
            cites: listed(&numbers),
            also: listed(&also),
            after: 0,
            first,
        });
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
        page.select(&select("main section > h2, main section > h3, main section figure, main section div.para, main section > p, main section > ul > li"))
    {
        match block.value().name() {
            "h2" => {
                let number = block.select(&select("span.n")).next().map(text_of).unwrap_or_default();
                let words = text_of(block);
                let words = words.strip_prefix(&number).unwrap_or(&words).trim().to_owned();
                seen.headings.push(Heading::Section(words));
                continue;
            }
            "h3" => {
                seen.headings.push(Heading::Group(text_of(block)));
                continue;
            }
            _ => {}
        }
        let own = block.value().id().is_some_and(|id| id.starts_with('p') && id.contains('.'));
        if !own {
            seen.add(Seen::new(&text_of(block), "", None));
            continue;
        }
        let quoted = block.value().name() == "figure";
        let name = if quoted { "figcaption > strong" } else { "div > p > strong" };
        let label = block.select(&select(name)).next().map(text_of).unwrap_or_default();
        let body = block.select(&words).next().map(text_of).unwrap_or_default();
        let body = body.strip_prefix(&label).unwrap_or(&body).trim().to_owned();
        let cited: Vec<String> = block.select(&cites).map(text_of).collect();
        let also = block.select(&select("span.also")).next().map(text_of).unwrap_or_default();
        let also = also.strip_prefix("In other words: ").unwrap_or(&also).to_owned();
        let first = block.select(&select("summary")).next().and_then(|summary| first_of(&text_of(summary)));
        let label = Some(label.trim_end_matches(':').to_owned()).filter(|label| !label.is_empty());
        seen.add(Seen {
            words: collapse(&body),
            number: block.value().id().and_then(|id| id.strip_prefix('p')).map(str::to_owned),
            label,
            quoted,
            cites: collapse(&cited.join("; ")),
            also,
            after: 0,
            first,
        });
    }
    drawn(&page, &mut seen);
    page.select(&select("caption")).for_each(|caption| seen.caption(&text_of(caption)));
    let cell = select("th, td");
    for row in page.select(&select("tr")) {
        seen.rows.push(row.select(&cell).map(text_of).collect());
    }
    seen
}

/// The numbers in pictures: rows of the heat map, of which the first names the columns, and the tiles of the map.
fn drawn(page: &Html, seen: &mut Visible) {
    let select = |css: &str| Selector::parse(css).expect("a fixed selector");
    let spaced = |element: ElementRef<'_>| collapse(&element.text().collect::<Vec<_>>().join(" "));
    for picture in page.select(&select("svg.heatmap")) {
        let mut rows = vec![vec!["Area".to_owned()]];
        for text in picture.select(&select("text")) {
            match (text.value().attr("class"), rows.last_mut()) {
                (Some("row"), _) => rows.push(vec![text_of(text)]),
                (_, Some(row)) => row.push(spaced(text)),
                _ => {}
            }
        }
        seen.drawn.append(&mut rows);
    }
    for tile in page.select(&select("svg.map g")) {
        let text = |css: &str| tile.select(&select(css)).next().map(text_of).unwrap_or_default();
        seen.tiles.push((text("title"), text("text.num"), text("text:not(.num)")));
    }
}

fn text_of(element: ElementRef<'_>) -> String {
    collapse(&element.text().collect::<Vec<_>>().join(""))
}
