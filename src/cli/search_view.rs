//! How results of a search are printed.

use super::printer::{self, STRONG};
use crate::query::{Also, Facets, Hit, Matched, Search, Snippet, Why};
use crate::util::plural::count;
use serde::Serialize;

/// A way to print results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// For reading.
    Text,
    /// For reading, the hits of a paper under its title.
    Grouped,
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// What stands before the hits.
pub(super) fn head(shape: Shape, search: &Search<'_>, limit: Option<usize>) -> anyhow::Result<String> {
    Ok(match shape {
        Shape::Text | Shape::Grouped if search.total == 0 => String::new(),
        Shape::Text | Shape::Grouped => {
            let mut out = count(search.total, "passage", "passages");
            match limit.filter(|limit| (*limit as u64) < search.total) {
                Some(0) => out.push_str(", none of them printed"),
                Some(limit) => out.push_str(&format!(", the first {limit}")),
                None => {}
            }
            out.push_str("\n\n");
            out.push_str(&search.facets.as_ref().map(facets).unwrap_or_default());
            out
        }
        Shape::Csv => {
            let mut out = csv::Writer::from_writer(Vec::new());
            out.write_record(HEADER)?;
            printer::table(out)?
        }
        Shape::Json => {
            let view = HeadView::of(search);
            let text = serde_json::to_string_pretty(&view)?;
            format!("{},\n  \"hits\": [", text.trim_end().trim_end_matches('}').trim_end())
        }
    })
}

/// The hits, `first` where none stands before them.
pub(super) fn hits(shape: Shape, hits: &[Hit], first: bool) -> anyhow::Result<String> {
    let mut out = String::new();
    let mut paper = "";
    match shape {
        Shape::Text => hits.iter().for_each(|hit| text_of(hit, false, &mut out)),
        Shape::Grouped => {
            for hit in hits {
                if hit.passage.paper_id != paper {
                    paper = &hit.passage.paper_id;
                    out.push_str(&format!(
                        "{STRONG}{}{STRONG:#} ({})\n\n",
                        hit.passage.paper_title,
                        kind_and_date(hit)
                    ));
                }
                text_of(hit, true, &mut out);
            }
        }
        Shape::Csv => {
            let mut rows = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
            for hit in hits {
                rows.write_record(record(hit))?;
            }
            out = printer::table(rows)?;
        }
        Shape::Json => {
            for (i, hit) in hits.iter().enumerate() {
                out.push_str(if first && i == 0 { "\n    " } else { ",\n    " });
                out.push_str(&serde_json::to_string_pretty(&HitView::of(hit))?.replace('\n', "\n    "));
            }
        }
    }
    Ok(out)
}

/// What stands after the hits.
pub(super) fn tail(shape: Shape, search: &Search<'_>) -> String {
    match shape {
        Shape::Json if search.total == 0 => "]\n}\n".to_owned(),
        Shape::Json => "\n  ]\n}\n".to_owned(),
        _ => String::new(),
    }
}

fn kind_and_date(hit: &Hit) -> String {
    let date = hit.passage.date.map(|d| format!(", {d}")).unwrap_or_default();
    format!("{}{date}", hit.passage.paper_kind.as_str())
}

fn text_of(hit: &Hit, under_title: bool, out: &mut String) {
    out.push_str(&format!("{STRONG}{}{STRONG:#}\n", hit.citation));
    if !under_title {
        out.push_str(&format!("  {} ({})\n", hit.passage.paper_title, kind_and_date(hit)));
    }
    out.push_str(&format!("  {}\n", snippet(&hit.snippet)));
    let elsewhere: Vec<String> = hit.why.iter().filter_map(why).collect();
    if !elsewhere.is_empty() {
        out.push_str(&format!("  [{}]\n", elsewhere.join("; ")));
    }
    if !hit.also.is_empty() {
        out.push_str(&format!("  [the same words in {}]\n", citations(&hit.also).join("; ")));
    }
    out.push('\n');
}

/// Where the same words stand too.
fn citations(also: &[Also]) -> Vec<&str> {
    also.iter().map(|copy| copy.citation.as_str()).collect()
}

/// What a reader cannot see in the snippet: a word that stands elsewhere, or in another form.
fn why(why: &Why) -> Option<String> {
    match (why.place.as_str(), &why.stands_as) {
        ("text", None) => None,
        ("text", Some(form)) => Some(format!("{} as \"{form}\"", why.words)),
        (place, _) => Some(format!("{} in the {place}", why.words)),
    }
}

/// Most values of a facet that are printed for reading.
const MOST_VALUES: usize = 8;

fn facets(facets: &Facets) -> String {
    let mut out = String::new();
    for (name, list) in facets.lists().into_iter().filter(|(_, list)| !list.is_empty()) {
        let shown = list.iter().take(MOST_VALUES).map(|value| format!("{} {}", value.label, value.passages));
        let mut line = shown.collect::<Vec<_>>().join(", ");
        if list.len() > MOST_VALUES {
            line.push_str(&format!(" and {} more", list.len() - MOST_VALUES));
        }
        out.push_str(&format!("{name:>10}: {line}\n"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The snippet with the words that were looked for set off.
fn snippet(snippet: &Snippet) -> String {
    let mut out = String::new();
    if snippet.cut_before {
        out.push_str("… ");
    }
    let mut highlights = snippet.highlights.iter().peekable();
    for (i, c) in snippet.text.chars().enumerate() {
        let i = i as u32;
        if highlights.peek().is_some_and(|(start, _)| *start == i) {
            out.push_str(&STRONG.render().to_string());
        }
        out.push(if c == '\n' { ' ' } else { c });
        if highlights.peek().is_some_and(|(_, end)| *end == i + 1) {
            out.push_str(&STRONG.render_reset().to_string());
            highlights.next();
        }
    }
    if snippet.cut_after {
        out.push_str(" …");
    }
    out
}

/// The columns of a hit.
pub(super) const HEADER: [&str; 17] = [
    "passage_id",
    "paper_id",
    "source",
    "page",
    "paragraph",
    "locator",
    "paper_title",
    "paper_kind",
    "paper_date",
    "section",
    "stance",
    "score",
    "snippet",
    "text",
    "why",
    "also",
    "issuer",
];

/// A hit as a row.
pub(super) fn record(hit: &Hit) -> [String; HEADER.len()] {
    let passage = &hit.passage;
    let why: Vec<String> = hit.why.iter().map(|why| format!("{}: {}", why.words, why.place.as_str())).collect();
    [
        passage.id.clone(),
        passage.paper_id.clone(),
        hit.source.clone(),
        passage.locator.page.map(|page| page.to_string()).unwrap_or_default(),
        passage.locator.paragraph.clone().unwrap_or_default(),
        hit.citation.clone(),
        passage.paper_title.clone(),
        passage.paper_kind.as_str().to_owned(),
        passage.date.map(|date| date.to_string()).unwrap_or_default(),
        passage.locator.section.join(" > "),
        passage.stance.as_str().to_owned(),
        hit.score.to_string(),
        hit.snippet.text.clone(),
        passage.text.clone(),
        why.join("; "),
        citations(&hit.also).join("; "),
        passage.body.clone().unwrap_or_default(),
    ]
}

/// Results as programs read them, without the hits, which follow as `hits`. Version 1.
#[derive(Serialize)]
struct HeadView<'a> {
    version: u32,
    total: u64,
    /// Passages beside the total that have the words of one of it in a near-duplicate paper.
    folded: u64,
    /// `all` words of the query, or `some`.
    matched: &'static str,
    /// The words that were looked for where passages have some of them, and how many have all.
    words: Option<&'a [String]>,
    with_all: Option<u64>,
    coded_as: Option<CodedView<'a>>,
    expanded: Vec<ExpandedView<'a>>,
    facets: Option<serde_json::Map<String, serde_json::Value>>,
    advice: Vec<String>,
}

/// The concept that the words of a search name, where no passage has the words themselves.
#[derive(Serialize)]
struct CodedView<'a> {
    facet: &'a str,
    id: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct ExpandedView<'a> {
    words: &'a str,
    concept: &'a str,
    added: &'a [String],
}

impl<'a> HeadView<'a> {
    fn of(search: &'a Search<'_>) -> HeadView<'a> {
        let (matched, words, with_all) = match &search.matched {
            Matched::All => ("all", None, None),
            Matched::Some { words, with_all } => ("some", Some(words.as_slice()), Some(*with_all)),
        };
        let coded_as = search.coded_as.as_ref().map(|concept| CodedView {
            facet: concept.facet.as_str(),
            id: &concept.id,
            label: &concept.label,
        });
        let expanded = search.expanded.iter();
        HeadView {
            version: 1,
            total: search.total,
            folded: search.folded,
            matched,
            words,
            with_all,
            coded_as,
            expanded: expanded
                .map(|e| ExpandedView { words: &e.words, concept: &e.concept, added: &e.added })
                .collect(),
            facets: search.facets.as_ref().map(facet_view),
            advice: search.advice.iter().chain(&search.remarks).map(ToString::to_string).collect(),
        }
    }
}

fn facet_view(facets: &Facets) -> serde_json::Map<String, serde_json::Value> {
    let mut out = serde_json::Map::new();
    for (name, list) in facets.lists() {
        let values = list
            .iter()
            .map(|value| serde_json::json!({ "value": value.value, "label": value.label, "passages": value.passages }));
        out.insert(name.to_owned(), values.collect());
    }
    out
}

#[derive(Serialize)]
struct HitView<'a> {
    passage_id: &'a str,
    paper_id: &'a str,
    source: &'a str,
    page: Option<u32>,
    paragraph: Option<&'a str>,
    locator: &'a str,
    paper_title: &'a str,
    paper_kind: &'a str,
    paper_date: Option<String>,
    issuer: Option<&'a str>,
    section: String,
    stance: &'a str,
    score: f32,
    snippet: &'a str,
    highlights: &'a [(u32, u32)],
    text: &'a str,
    why: Vec<WhyView<'a>>,
    also: Vec<&'a str>,
}

#[derive(Serialize)]
struct WhyView<'a> {
    words: &'a str,
    place: &'a str,
    stands_as: Option<&'a str>,
}

impl<'a> HitView<'a> {
    fn of(hit: &'a Hit) -> HitView<'a> {
        let passage = &hit.passage;
        let why = hit.why.iter();
        HitView {
            passage_id: &passage.id,
            paper_id: &passage.paper_id,
            source: &hit.source,
            page: passage.locator.page,
            paragraph: passage.locator.paragraph.as_deref(),
            locator: &hit.citation,
            paper_title: &passage.paper_title,
            paper_kind: passage.paper_kind.as_str(),
            paper_date: passage.date.map(|d| d.to_string()),
            issuer: passage.body.as_deref(),
            section: passage.locator.section.join(" > "),
            stance: passage.stance.as_str(),
            score: hit.score,
            snippet: &hit.snippet.text,
            highlights: &hit.snippet.highlights,
            text: &passage.text,
            why: why
                .map(|w| WhyView { words: &w.words, place: w.place.as_str(), stands_as: w.stands_as.as_deref() })
                .collect(),
            also: citations(&hit.also),
        }
    }
}
