//! The search command.

use super::args::Format;
use super::batch;
use super::printer::Printer;
use super::search_args::{Match, Search as Arguments, SortBy};
use super::search_view::{self as view, Shape};
use super::{Outcome, Session};
use crate::model::saved::SavedSearch;
use crate::pipeline;
use crate::query::{Hit, Matched, Matching, QueryError, Request, Search, Sort};
use crate::store::Store;
use crate::util::plural::count;
use anyhow::{Context as _, anyhow, bail};

/// Hits that are read before they are written, so that a million of them are neither a million writes nor held in memory.
const AT_A_TIME: usize = 500;

/// Characters of a query that are shown where it cannot be read: a line of a terminal.
const WIDEST: usize = 100;

pub(super) fn search(session: &Session, arguments: &Arguments, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let limit = limit(&arguments.limit)?;
    if arguments.batch.is_none() && arguments.out.is_some() {
        bail!("--out takes the results of a --batch; for one search write `sederunt search … --format csv > FILE`");
    }
    let written = written(session, arguments)?;
    let store = Store::open(&session.index)?;
    let complete = |saved: &SavedSearch| -> anyhow::Result<Request> { request(session, arguments, saved, limit) };
    if let (Some(queries), Some(out)) = (&arguments.batch, &arguments.out) {
        return batch::run(&store, queries, out, &written, &complete, printer);
    }
    let request = complete(&written)?;
    let mut search = Search::new(&store, &request).map_err(|error| pointed(error, &request.text))?;
    explained(&search).iter().for_each(|said| printer.say(said));
    let shape = match session.format {
        Some(Format::Json) => Shape::Json,
        Some(Format::Csv) => Shape::Csv,
        _ if arguments.group => Shape::Grouped,
        _ => Shape::Text,
    };
    if arguments.facets && shape == Shape::Csv {
        printer.say("A table of passages has no room for the counts that --facets makes: leave out --format, or write --format json.");
    }
    printer.data(&view::head(shape, &search, request.limit)?)?;
    let mut first = true;
    if arguments.group {
        let mut hits = search.by_ref().collect::<Result<Vec<Hit>, _>>()?;
        group(&mut hits);
        printer.data(&view::hits(shape, &hits, first)?)?;
    } else {
        loop {
            let hits = search.by_ref().take(AT_A_TIME).collect::<Result<Vec<Hit>, _>>()?;
            if hits.is_empty() {
                break;
            }
            printer.data(&view::hits(shape, &hits, first)?)?;
            first = false;
        }
    }
    printer.data(&view::tail(shape, &search))?;
    if search.total > 0 {
        return Ok(Outcome::Done);
    }
    printer.say("No passage matches.");
    search.advice.iter().for_each(|advice| printer.say(&format!("  {advice}")));
    Ok(Outcome::Nothing)
}

/// The error, with a mark under the place in the query where it cannot be read.
fn pointed(error: QueryError, query: &str) -> anyhow::Error {
    match error {
        QueryError::Syntax { position, .. } if !query.chars().any(char::is_control) && position <= WIDEST => {
            let shown: String = query.chars().take(WIDEST).collect();
            anyhow!("{error}\n  {shown}\n  {:>position$}", "^")
        }
        other => other.into(),
    }
}

/// The search as it was written: the one saved under a name, or the words and filters given.
fn written(session: &Session, arguments: &Arguments) -> anyhow::Result<SavedSearch> {
    let mut saved = match &arguments.saved {
        Some(name) => {
            let all = &session.settings.search;
            if all.iter().filter(|saved| saved.name == *name).count() > 1 {
                bail!("more than one search is saved as \"{name}\" in sederunt.toml; give each a name of its own");
            }
            let names = || all.iter().map(|saved| saved.name.as_str()).collect::<Vec<_>>().join(", ");
            let found = all.iter().find(|saved| saved.name == *name).cloned();
            found.with_context(|| match all.is_empty() {
                true => {
                    format!("no search is saved; write one into sederunt.toml, such as\n  [[search]]\n  name = \"{name}\"\n  query = \"carers AND respite\"\n  kind = \"minute\"")
                }
                false => format!("no search is saved as \"{name}\"; there are: {}", names()),
            })?
        }
        None => SavedSearch { query: arguments.query.join(" "), ..SavedSearch::default() },
    };
    arguments.filters.add_to(&mut saved);
    Ok(saved)
}

fn limit(given: &str) -> anyhow::Result<Option<usize>> {
    match given {
        "all" => Ok(None),
        number => match number.parse() {
            Ok(n) => Ok(Some(n)),
            Err(_) => bail!("--limit takes a number or \"all\", not \"{number}\""),
        },
    }
}

fn request(
    session: &Session,
    arguments: &Arguments,
    saved: &SavedSearch,
    limit: Option<usize>,
) -> anyhow::Result<Request> {
    Ok(Request {
        limit,
        sort: match arguments.sort {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Date => Sort::Date,
            SortBy::Source => Sort::Source,
        },
        matching: match arguments.matching {
            Match::Auto => Matching::Auto,
            Match::All => Matching::All,
            Match::Any => Matching::Any,
        },
        facets: arguments.facets,
        synonyms: if arguments.expand { pipeline::synonyms(&session.settings)? } else { Vec::new() },
        like: arguments.like.clone(),
        ..Request::of(saved)?
    })
}

/// What was done with the query that its words alone do not say.
pub(super) fn explained(search: &Search<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(concept) = &search.coded_as {
        out.push(format!(
            "No passage has these words. They name the {} \"{}\"; these passages state it.",
            concept.facet, concept.label
        ));
    }
    if let Matched::Some { words, with_all } = &search.matched {
        let all = match with_all {
            0 => "No passage has all of these words".to_owned(),
            n => format!("{} all of these words", count(*n, "passage has", "passages have")),
        };
        out.push(format!("{all}: {}. Those with most of them come first.", words.join(", ")));
    }
    if search.folded > 0 {
        let repeat = count(search.folded, "passage repeats", "passages repeat");
        out.push(format!("{repeat} the words of another in a near-duplicate paper: shown with it, and counted once."));
    }
    out.extend(search.remarks.iter().map(ToString::to_string));
    for expanded in &search.expanded {
        out.push(format!(
            "Looked for beside \"{}\" (\"{}\"): {}",
            expanded.words,
            expanded.concept,
            expanded.added.join(", ")
        ));
    }
    out
}

/// Brings the hits of a paper together, papers in the order of their first hit.
fn group(hits: &mut [Hit]) {
    let mut order: Vec<String> = Vec::new();
    for hit in hits.iter() {
        if !order.contains(&hit.passage.paper_id) {
            order.push(hit.passage.paper_id.clone());
        }
    }
    hits.sort_by_key(|hit| order.iter().position(|paper| *paper == hit.passage.paper_id));
}
