//! The changes command: what a build brought.

use super::args::Format;
use super::printer::Printer;
use super::{Outcome, Session};
use crate::pipeline::changes::{self, Changes, Shift};
use crate::store::{Manifest, Store, StoreError};
use crate::util::plural::count;
use anyhow::{anyhow, bail};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What a build brought.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A manifest that was kept, to compare with [default: that of the build before]
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
}

pub(super) fn run(session: &Session, arguments: &Arguments, printer: &mut Printer) -> anyhow::Result<Outcome> {
    if session.format == Some(Format::Csv) {
        bail!("changes are no single table; use --format json, or compare two exports");
    }
    let store = Store::open(&session.index)?;
    let earlier = match &arguments.since {
        Some(path) => Manifest::read(path).map_err(|error| since(path, error))?,
        None => match store.earlier()? {
            Some(earlier) => earlier,
            None => {
                printer.say("There is no build before this one to compare with: everything in the index is new.");
                return Ok(Outcome::Nothing);
            }
        },
    };
    let changes = changes::changes(&store, &earlier, &session.settings)?;
    match session.format {
        Some(Format::Json) => printer.data(&(serde_json::to_string_pretty(&view(&changes))? + "\n"))?,
        _ => printer.data(&text(&changes))?,
    }
    Ok(Outcome::Done)
}

/// Why a file that was given is not compared with: it is the user's, so that no build mends it.
fn since(path: &Path, error: StoreError) -> anyhow::Error {
    let path = path.display();
    let advice = "--since takes a manifest.json that was kept from an earlier build's index folder";
    match error {
        StoreError::Corrupt { .. } => anyhow!("{path} is no manifest of a build; {advice}"),
        StoreError::Older { .. } | StoreError::Newer { .. } => {
            anyhow!("{path} was written by another version of sederunt and cannot be compared; {advice}")
        }
        StoreError::Fs(error) => anyhow!("{error}; {advice}"),
        other => other.into(),
    }
}

/// Names that are printed for reading; the rest is counted.
const MOST_NAMES: usize = 20;

fn text(changes: &Changes) -> String {
    if changes.is_none() {
        return "Nothing has changed.\n".to_owned();
    }
    let mut out = String::new();
    let mut list = |head: &str, names: Vec<String>| {
        if !names.is_empty() {
            out.push_str(&format!("{head}: {}\n", count(names.len() as u64, "file", "files")));
            names.iter().take(MOST_NAMES).for_each(|name| out.push_str(&format!("  {name}\n")));
            if names.len() > MOST_NAMES {
                out.push_str(&format!("  and {} more\n", names.len() - MOST_NAMES));
            }
        }
    };
    list("New", changes.new.clone());
    list("Changed", changes.changed.clone());
    list("Tagged anew", changes.retagged.clone());
    list("Vanished", changes.vanished.clone());
    list("Moved", changes.moved.iter().map(|(from, to)| format!("{from} -> {to}")).collect());
    for (head, papers) in [("New papers", &changes.papers.new), ("Vanished papers", &changes.papers.vanished)] {
        if !papers.is_empty() {
            out.push_str(&format!("\n{head}: {}\n", papers.len()));
            papers.iter().take(MOST_NAMES).for_each(|(source, title)| out.push_str(&format!("  {title} ({source})\n")));
        }
    }
    out.push_str(&format!("\nPassages: {} new, {} vanished\n", changes.new_passages, changes.vanished_passages));
    let shifts = [
        ("Themes", &changes.themes),
        ("Areas", &changes.areas),
        ("Challenges", &changes.challenges),
        ("Strengths", &changes.strengths),
    ];
    if !changes.retagged.is_empty() && shifts.iter().all(|(_, shifts)| shifts.is_empty()) {
        out.push_str("No theme, area, challenge or strength came or went.\n");
    }
    for (head, shifts) in shifts {
        if !shifts.is_empty() {
            out.push_str(&format!("{head}:\n"));
            shifts.iter().for_each(|shift| out.push_str(&format!("  {}\n", line(shift))));
        }
    }
    for search in &changes.searches {
        let hits = count(search.hits.len() as u64, "new hit", "new hits");
        out.push_str(&format!("\nSearch \"{}\" ({}): {hits}\n", search.name, search.query));
        for hit in &search.hits {
            out.push_str(&format!("  {}\n    {}\n", hit.citation, hit.snippet.text.replace('\n', " ")));
        }
    }
    if !changes.unknown.is_empty() {
        out.push_str(
            "\nWhat these files held before is no longer kept, so all of it counts as new or is not counted:\n",
        );
        changes.unknown.iter().for_each(|name| out.push_str(&format!("  {name}\n")));
    }
    out
}

fn line(shift: &Shift) -> String {
    match (shift.came, shift.went) {
        (came, 0) => format!("{}: {came} more", shift.label),
        (0, went) => format!("{}: {went} fewer", shift.label),
        (came, went) => format!("{}: {came} came, {went} went", shift.label),
    }
}

/// The changes as programs read them. Version 1.
fn view(changes: &Changes) -> serde_json::Value {
    let papers = |papers: &[(String, String)]| -> Vec<serde_json::Value> {
        papers.iter().map(|(source, title)| json!({ "source": source, "title": title })).collect()
    };
    let shifts = |shifts: &[Shift]| -> Vec<serde_json::Value> {
        shifts.iter().map(|s| json!({ "label": s.label, "came": s.came, "went": s.went })).collect()
    };
    let moved = changes.moved.iter().map(|(from, to)| json!({ "from": from, "to": to }));
    let searches = changes.searches.iter().map(|search| {
        let hits = search.hits.iter();
        let hits: Vec<_> = hits
            .map(|hit| json!({ "passage_id": hit.passage.id, "locator": hit.citation, "text": hit.passage.text }))
            .collect();
        json!({ "name": search.name, "query": search.query, "new_hits": hits })
    });
    json!({
        "version": 1,
        "new": changes.new,
        "changed": changes.changed,
        "tagged_anew": changes.retagged,
        "vanished": changes.vanished,
        "moved": moved.collect::<Vec<_>>(),
        "new_papers": papers(&changes.papers.new),
        "vanished_papers": papers(&changes.papers.vanished),
        "new_passages": changes.new_passages,
        "vanished_passages": changes.vanished_passages,
        "themes": shifts(&changes.themes),
        "areas": shifts(&changes.areas),
        "challenges": shifts(&changes.challenges),
        "strengths": shifts(&changes.strengths),
        "searches": searches.collect::<Vec<_>>(),
        "unknown": changes.unknown,
    })
}
