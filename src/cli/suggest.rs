//! `sederunt suggest`: phrases that mark the passages without a theme.

use super::args::Format;
use super::printer::{self, Printer, STRONG};
use super::{Outcome, Session};
use crate::pipeline;
use crate::store::Store;
use crate::util::plural::count;
use clap::Args;

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// Most phrases to list
    #[arg(long, short = 'n', value_name = "N", default_value_t = 30)]
    limit: usize,
}

/// Most areas that the text names.
const MOST_AREAS: usize = 6;

pub(super) fn suggest(session: &Session, args: &Suggest, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let found = pipeline::suggest(&store, &session.settings, args.limit)?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "phrases": found }))? + "\n"
        }
        Some(Format::Csv) => {
            let mut out = csv::Writer::from_writer(Vec::new());
            let head = ["phrase", "score", "passages", "elsewhere", "papers", "areas", "example"];
            out.write_record(head.into_iter().chain(["area_names", "passage_ids", "example_2", "example_3"]))?;
            for s in &found {
                let numbers =
                    [s.score.to_string(), s.passages.to_string(), s.elsewhere.to_string(), s.papers.to_string()];
                let example = |n: usize| s.examples.get(n).map(|e| e.1.clone()).unwrap_or_default();
                let ids: Vec<&str> = s.examples.iter().map(|(id, _)| id.as_str()).collect();
                let cells = std::iter::once(s.phrase.clone()).chain(numbers).chain([s.areas.join("|"), example(0)]);
                out.write_record(cells.chain([s.area_names.join("|"), ids.join("|"), example(1), example(2)]))?;
            }
            printer::table(out)?
        }
        _ => found
            .iter()
            .map(|s| {
                let mut out = format!(
                    "{STRONG}{}{STRONG:#}  {} in {}, {} with a theme; score {}\n",
                    s.phrase,
                    count(s.passages, "passage", "passages"),
                    count(s.papers, "paper", "papers"),
                    s.elsewhere,
                    s.score
                );
                if !s.area_names.is_empty() {
                    let (first, rest) = s.area_names.split_at(s.area_names.len().min(MOST_AREAS));
                    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
                    out.push_str(&format!("  areas: {}{more}\n", first.join(", ")));
                }
                s.examples.iter().for_each(|(id, words)| out.push_str(&format!("  {id} {words}\n")));
                out
            })
            .collect(),
    };
    printer.data(&text)?;
    if found.is_empty() {
        printer.say("No phrase marks the passages without a theme.");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
