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

pub(super) fn suggest(session: &Session, args: &Suggest, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let found = pipeline::suggest(&store, args.limit)?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "phrases": found }))? + "\n"
        }
        Some(Format::Csv) => {
            let mut out = csv::Writer::from_writer(Vec::new());
            out.write_record(["phrase", "score", "passages", "elsewhere", "papers", "areas", "example"])?;
            for s in &found {
                let numbers =
                    [s.score.to_string(), s.passages.to_string(), s.elsewhere.to_string(), s.papers.to_string()];
                let example = s.examples.first().map(|e| e.1.clone()).unwrap_or_default();
                let cells = std::iter::once(s.phrase.clone()).chain(numbers).chain([s.areas.join("|"), example]);
                out.write_record(cells)?;
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
