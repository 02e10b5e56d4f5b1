//! The commands for decisions about tags: what an analyst changed in a table becomes rows of `review.csv`.

use super::args::Format;
use super::printer::{Printer, STRONG};
use super::{Outcome, Session};
use crate::model::action::Followed;
use crate::model::date::PartialDate;
use crate::model::review::{self, Decision, Review};
use crate::pipeline::{self, Changed, Changes, Found, PaperOptions, Reviewed, Wanted};
use crate::store::Store;
use crate::util::fs;
use crate::util::plural::count;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

/// What to do with decisions.
#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    /// Turn what was edited in the workbook or a table into decisions
    #[command(after_help = "Examples:\n  sederunt review import out/evidence.xlsx --dry-run\n  \
        sederunt review import out/evidence.xlsx --who \"A. Analyst\"\n  \
        sederunt review import passages.csv --into decisions/review.csv --yes\n\n\
        Edit themes, challenges, strengths, organisations, places or stance in the sheet passages, or status in the sheet actions. \
        What changed is shown before anything is written; rows that this index does not know are refused.")]
    Import(Import),
}

/// Where edits come from and where decisions go.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The edited evidence.xlsx, passages.csv or actions.csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// File that keeps the decisions [default: the file the settings name as `review`, else review.csv]
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Who decided, as it is to stand in the file
    #[arg(long, value_name = "NAME", default_value = "")]
    who: String,
    /// When, as it is to stand in the file
    #[arg(long, value_name = "DATE", default_value = "")]
    when: String,
    /// Show what would be written, and write nothing
    #[arg(long, short = 'n', conflicts_with = "yes")]
    dry_run: bool,
    /// Write without asking
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn review(session: &Session, command: &ReviewCommand, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let ReviewCommand::Import(import) = command;
    let store = Store::open(&session.index)?;
    let into = import.into.as_deref().unwrap_or_else(|| file(session));
    let mut review = Review::read(into)?;
    let changes = pipeline::returned_changes(&store, &import.file, &import.who, &import.when, &review)?;
    review.faults.iter().for_each(|fault| printer.warn(fault));
    anyhow::ensure!(
        review.faults.is_empty(),
        "{} has rows that mean nothing; mend or remove them first, since they would be lost",
        into.display()
    );
    match session.format {
        Some(Format::Json) => printer.data(&(serde_json::to_string_pretty(&view(&changes))? + "\n"))?,
        Some(Format::Csv) => {
            let decisions = changes.changes.iter().flat_map(|c| c.decisions.iter().cloned()).collect();
            printer.data(&Review { decisions, faults: Vec::new() }.to_csv())?;
        }
        _ => printer.data(&text(&changes))?,
    }
    changes.refused.iter().for_each(|why| printer.warn(why));
    let ended = if changes.refused.is_empty() { Outcome::Done } else { Outcome::SomeFailed };
    let decisions: Vec<_> = changes.changes.into_iter().flat_map(|c| c.decisions).collect();
    if decisions.is_empty() {
        printer.say(&format!("Nothing was changed in {}.", count(changes.rows, "row", "rows")));
        return Ok(ended);
    }
    let all = count(decisions.len() as u64, "decision", "decisions");
    let shown = into.display();
    if import.dry_run {
        printer.say(&format!("{all}; nothing is written, since this is a dry run."));
    } else if import.yes || agreed(printer, &format!("Write {all} to {shown}? [y/N] ")) {
        review.add(decisions);
        if let Some(folder) = into.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        fs::replace(into, review.to_csv().as_bytes())?;
        printer.say(&format!("Wrote {all} to {shown}, which now holds {}.", review.decisions.len()));
        printer.say("Tags hold from the next build on, the status of an action from the next export on.");
    } else {
        printer.say(&format!("{all}; nothing is written. Add --yes to write without being asked."));
    }
    Ok(ended)
}

/// Where the decisions stand that builds and exports read.
fn file(session: &Session) -> &Path {
    session.settings.review.as_deref().unwrap_or(Path::new(review::FILE))
}

/// What joins the papers over time, with the statuses that people decided; decisions that find no action are said.
pub(super) fn followed(
    session: &Session,
    store: &Store,
    as_of: Option<PartialDate>,
    wanted: Wanted,
    printer: &Printer,
) -> anyhow::Result<Followed> {
    let followed = pipeline::followed(store, as_of, &kept(session, printer)?, wanted)?;
    followed.lost.iter().for_each(|lost| say_lost(lost, "action", file(session), printer));
    Ok(followed)
}

/// What one pass over the index finds for a learning paper, that among it.
pub(super) fn found_for_paper(
    session: &Session,
    store: &Store,
    options: &PaperOptions,
    wanted: Wanted,
    printer: &Printer,
) -> anyhow::Result<Found> {
    let review = if options.narrowing.is_all() { kept(session, printer)? } else { Review::default() };
    let found = pipeline::found_for_paper(store, options, wanted, &review)?;
    found.followed.iter().flat_map(|f| &f.lost).for_each(|lost| say_lost(lost, "action", file(session), printer));
    Ok(found)
}

/// Says what became of the decisions about tags of a build.
pub(super) fn say_reviewed(session: &Session, reviewed: &Reviewed, printer: &Printer) {
    let applied = reviewed.same + reviewed.near.len() + reviewed.moved;
    if applied + reviewed.lost.len() > 0 {
        let decisions = |n: usize| count(n as u64, "decision about tags", "decisions about tags");
        let mut said = format!("{} applied", decisions(applied - reviewed.idle));
        for (n, what) in [
            (reviewed.near.len(), "found passages whose words have changed"),
            (reviewed.moved, "found passages under another title or date"),
            (reviewed.idle, "had no effect, since the tags are so without them"),
        ] {
            if n > 0 {
                said.push_str(&format!("; {n} {what}"));
            }
        }
        printer.say(&format!("{said}."));
    }
    reviewed.wrong.iter().for_each(|fault| printer.warn(fault));
    for Changed { decision, words, place } in &reviewed.near {
        printer.warn(&format!(
            "{}, line {}: the decision to {} {} {} was made for \"{}\" and is applied to \"{words}\" ({place}); \
             remove the row if that is another passage",
            file(session).display(),
            decision.line,
            decision.verdict.as_str(),
            decision.subject.as_str(),
            decision.concept,
            decision.text_start
        ));
    }
    reviewed.lost.iter().for_each(|lost| say_lost(lost, "passage", file(session), printer));
}

/// Says of a decision of a file that there is no such `what` for it.
fn say_lost(lost: &Decision, what: &str, file: &Path, printer: &Printer) {
    printer.warn(&format!(
        "{}, line {}: the decision to {} {} {} finds no {what} that begins \"{}\" in {}",
        file.display(),
        lost.line,
        lost.verdict.as_str(),
        lost.subject.as_str(),
        lost.concept,
        lost.text_start,
        lost.paper_title
    ));
}

/// The decisions that hold in this folder; rows that mean nothing are said.
fn kept(session: &Session, printer: &Printer) -> anyhow::Result<Review> {
    let review = Review::read(file(session))?;
    review.faults.iter().for_each(|fault| printer.warn(fault));
    Ok(review)
}

/// Asks a person; without one the answer is no.
fn agreed(printer: &Printer, question: &str) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    printer.say(question);
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn text(changes: &Changes) -> String {
    let mut out = String::new();
    for change in &changes.changes {
        out.push_str(&format!("{STRONG}{}{STRONG:#}\n  {}\n", change.locator, change.text));
        for said in &change.said {
            out.push_str(&format!("    {said}\n"));
        }
    }
    out
}

/// The changes as programs read them. Version 1.
#[derive(Serialize)]
struct ChangesView<'a> {
    version: u32,
    rows: u64,
    changes: Vec<ChangeView<'a>>,
    refused: &'a [String],
}

#[derive(Serialize)]
struct ChangeView<'a> {
    locator: &'a str,
    text: &'a str,
    said: &'a [String],
}

fn view(changes: &Changes) -> ChangesView<'_> {
    let change = |c| -> ChangeView<'_> {
        let c: &pipeline::Change = c;
        ChangeView { locator: &c.locator, text: &c.text, said: &c.said }
    };
    ChangesView {
        version: 1,
        rows: changes.rows,
        changes: changes.changes.iter().map(change).collect(),
        refused: &changes.refused,
    }
}
