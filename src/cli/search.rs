//! The search command and how its results are printed.

use super::args::{Format, Search, SortBy};
use super::printer::{Printer, STRONG};
use super::{Outcome, Session};
use crate::query::{self, Hit, Request, Results, Snippet, Sort};
use crate::store::Store;
use crate::util::plural::count;
use anyhow::bail;
use serde::Serialize;

pub(super) fn search(session: &Session, search: &Search, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let request = request(search)?;
    let store = Store::open(&session.index)?;
    let results = query::search(&store, &request)?;
    let text = match session.format {
        Some(Format::Json) => serde_json::to_string_pretty(&view(&results))? + "\n",
        Some(Format::Csv) => csv(&results)?,
        _ => text(&results),
    };
    if let Some(concept) = &results.coded_as {
        printer.say(&format!(
            "No passage has these words. They name the {} \"{}\"; these passages state it.",
            concept.facet, concept.label
        ));
    }
    printer.data(&text)?;
    if results.total > 0 {
        return Ok(Outcome::Done);
    }
    printer.say("No passage matches.");
    results.advice.iter().for_each(|advice| printer.say(&format!("  {advice}")));
    Ok(Outcome::Nothing)
}

fn request(search: &Search) -> anyhow::Result<Request> {
    let limit = match search.limit.as_str() {
        "all" => None,
        number => match number.parse() {
            Ok(n) => Some(n),
            Err(_) => bail!("--limit takes a number or \"all\", not \"{number}\""),
        },
    };
    let date = |given: &Option<String>| given.as_deref().map(query::resolve_date).transpose();
    let request = Request {
        text: search.query.clone().unwrap_or_default(),
        themes: search.theme.clone(),
        places: search.place.clone(),
        challenges: search.challenge.clone(),
        strengths: search.strength.clone(),
        kinds: search.kind.iter().map(|k| query::resolve_kind(k)).collect::<Result<_, _>>()?,
        since: date(&search.since)?,
        until: date(&search.until)?,
        limit,
        sort: match search.sort {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Date => Sort::Date,
            SortBy::Source => Sort::Source,
        },
        ..Request::default()
    };
    Ok(request)
}

fn text(results: &Results) -> String {
    if results.total == 0 {
        return String::new();
    }
    let mut out = String::new();
    let shown = results.hits.len() as u64;
    out.push_str(&count(results.total, "passage", "passages"));
    if shown < results.total {
        out.push_str(&format!(", the first {shown}"));
    }
    out.push_str("\n\n");
    for hit in &results.hits {
        let date = hit.passage.date.map(|d| format!(", {d}")).unwrap_or_default();
        out.push_str(&format!("{STRONG}{}{STRONG:#}\n", hit.citation));
        out.push_str(&format!("  {} ({}{date})\n", hit.passage.paper_title, hit.passage.paper_kind.as_str()));
        out.push_str(&format!("  {}\n\n", snippet(&hit.snippet)));
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

/// Results as programs read them. Version 1.
#[derive(Serialize)]
struct ResultsView<'a> {
    version: u32,
    total: u64,
    hits: Vec<HitView<'a>>,
    coded_as: Option<CodedView<'a>>,
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
    section: String,
    stance: &'a str,
    score: f32,
    snippet: &'a str,
    text: &'a str,
}

fn hit_view(hit: &Hit) -> HitView<'_> {
    let passage = &hit.passage;
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
        section: passage.locator.section.join(" > "),
        stance: passage.stance.as_str(),
        score: hit.score,
        snippet: &hit.snippet.text,
        text: &passage.text,
    }
}

fn view(results: &Results) -> ResultsView<'_> {
    ResultsView {
        version: 1,
        total: results.total,
        hits: results.hits.iter().map(hit_view).collect(),
        coded_as: results.coded_as.as_ref().map(|concept| CodedView {
            facet: concept.facet.as_str(),
            id: &concept.id,
            label: &concept.label,
        }),
        advice: results.advice.iter().map(ToString::to_string).collect(),
    }
}

fn csv(results: &Results) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for hit in &results.hits {
        out.serialize(hit_view(hit))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}
