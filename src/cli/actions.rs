//! The register of actions: what bodies agreed, who has it, by when, and how it stands.

use super::args::Format;
use super::printer::{self, Printer, STRONG};
use super::{Outcome, Session};
use crate::model::action::{Action, ActionKind, ActionStatus};
use crate::model::date::PartialDate;
use crate::pipeline::Wanted;
use crate::query;
use crate::store::Store;
use crate::util::plural::{count, join_and};
use crate::util::text::fold;
use anyhow::{anyhow, bail};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;

/// Which actions, and on which day.
#[derive(Debug, Args)]
pub(super) struct Actions {
    /// Only actions of this body; part of its name is enough (may be given again)
    #[arg(long, value_name = "BODY")]
    body: Vec<String>,
    /// Only actions of this owner, by name or initials (may be given again)
    #[arg(long, value_name = "OWNER")]
    owner: Vec<String>,
    /// Only actions that stand so, such as open, overdue or "carried forward" (may be given again)
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// Only these kinds: action, decision, recommendation, "corrective action" [default: all but decisions]
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only actions due in this year, month or day (2024, 2024-06 or 2024-06-30)
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Only actions due on this day or earlier
    #[arg(long, value_name = "DATE", conflicts_with = "due")]
    due_by: Option<String>,
    /// How things stood on this day; later papers count as not yet written [default: each body's latest paper]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

/// The arguments as they can be used.
struct Filter {
    bodies: Vec<String>,
    owners: Vec<String>,
    statuses: Vec<ActionStatus>,
    kinds: Vec<ActionKind>,
    due: Option<PartialDate>,
    due_by: Option<PartialDate>,
}

const KINDS: [ActionKind; 4] =
    [ActionKind::Action, ActionKind::Decision, ActionKind::Recommendation, ActionKind::CorrectiveAction];

pub(super) fn actions(session: &Session, asked: &Actions, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let date = |given: &Option<String>| given.as_deref().map(query::resolve_date).transpose();
    let as_of = date(&asked.as_of)?;
    let filter = Filter {
        bodies: asked.body.iter().map(|b| fold(b)).collect(),
        owners: asked.owner.iter().map(|o| fold(o)).collect(),
        statuses: named(&asked.status, "status", ActionStatus::ALL.map(|s| (s.as_str(), s)).as_slice())?,
        kinds: named(&asked.kind, "kind", KINDS.map(|k| (k.as_str(), k)).as_slice())?,
        due: date(&asked.due)?,
        due_by: date(&asked.due_by)?,
    };
    let store = Store::open(&session.index)?;
    let followed = super::review::followed(session, &store, as_of, Wanted::All, printer)?;
    known(&asked.body, &filter.bodies, "body", followed.actions.iter().map(|a| a.body.as_str()))?;
    let shown: Vec<&Action> = followed.actions.iter().filter(|a| filter.lets(a)).collect();
    let text = match session.format {
        Some(Format::Json) => serde_json::to_string_pretty(&register(&shown, as_of))? + "\n",
        Some(Format::Csv) => csv(&shown)?,
        _ => table(&shown, as_of),
    };
    printer.data(&text)?;
    if !shown.is_empty() {
        return Ok(Outcome::Done);
    }
    printer.say("No action matches.");
    if followed.actions.is_empty() {
        printer.say("  No minute, tracker or review in the index names one.");
    } else {
        let all = count(followed.actions.len() as u64, "action or decision", "actions and decisions");
        printer.say(&format!("  without the filters: {all}"));
    }
    Ok(Outcome::Nothing)
}

/// The values that were named; a name that is not known is answered with all there are.
fn named<T: Copy>(given: &[String], what: &str, all: &[(&str, T)]) -> anyhow::Result<Vec<T>> {
    let find = |name: &String| {
        let found = all.iter().find(|(known, _)| fold(known) == fold(name)).map(|(_, value)| *value);
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        found.ok_or_else(|| anyhow!("there is no {what} \"{name}\"; there are {}", join_and(&names)))
    };
    given.iter().map(find).collect()
}

/// Fails for a body that has no action at all, and says which have.
fn known<'a>(
    given: &[String],
    folded: &[String],
    what: &str,
    all: impl Iterator<Item = &'a str>,
) -> anyhow::Result<()> {
    let mut names: Vec<&str> = all.filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    for (printed, wanted) in given.iter().zip(folded) {
        if !names.iter().any(|name| fold(name).contains(wanted.as_str())) {
            let named: Vec<String> = names.iter().take(12).map(|n| format!("\"{n}\"")).collect();
            bail!("no {what} \"{printed}\" has actions in the index; there are {}", join_and(&named));
        }
    }
    Ok(())
}

impl Filter {
    fn lets(&self, action: &Action) -> bool {
        let body = fold(&action.body);
        let any = |wanted: &[String], is: &dyn Fn(&String) -> bool| wanted.is_empty() || wanted.iter().any(is);
        let decided = action.kind == ActionKind::Decision;
        let kind = if self.kinds.is_empty() {
            !decided || self.statuses.contains(&ActionStatus::Decided)
        } else {
            self.kinds.contains(&action.kind)
        };
        kind && any(&self.bodies, &|wanted| body.contains(wanted.as_str()))
            && any(&self.owners, &|wanted| is_owner(action, wanted))
            && (self.statuses.is_empty() || self.statuses.contains(&action.status))
            && self.due.is_none_or(|day| action.due.is_some_and(|due| within(due, day)))
            && self.due_by.is_none_or(|day| action.due.is_some_and(|due| due.latest() <= day.latest()))
    }
}

/// Whether the owner is somebody: a name or part of one, or initials as printed.
fn is_owner(action: &Action, wanted: &str) -> bool {
    let words = |text: &str| format!(" {} ", fold(text));
    let wanted = format!(" {wanted} ");
    words(&action.owner).contains(&wanted) || action.owner_name.iter().any(|name| words(name).contains(&wanted))
}

/// Whether a due date lies in a day, a month or a year.
fn within(due: PartialDate, asked: PartialDate) -> bool {
    due.earliest() >= asked.earliest() && due.latest() <= asked.latest()
}

/// The register as programs read it. Version 1.
#[derive(Serialize)]
struct RegisterView<'a> {
    version: u32,
    as_of: Option<String>,
    total: usize,
    by_status: BTreeMap<&'a str, usize>,
    actions: Vec<ActionView<'a>>,
}

/// An action as programs and spreadsheets read it: the columns of `actions.csv` and the place as people cite it.
#[derive(Serialize)]
struct ActionView<'a> {
    action_id: &'a str,
    paper_id: &'a str,
    source: &'a str,
    page: Option<u32>,
    meeting_date: String,
    item: &'a str,
    action: &'a str,
    owner: &'a str,
    due_printed: &'a str,
    due: String,
    status: &'a str,
    progress: &'a str,
    first_seen: String,
    last_seen: String,
    times_seen: u32,
    body: &'a str,
    kind: &'a str,
    owner_name: String,
    related: String,
    locator: String,
}

fn day(date: Option<PartialDate>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

fn view(action: &Action) -> ActionView<'_> {
    ActionView {
        action_id: &action.id,
        paper_id: &action.paper_id,
        source: &action.source,
        page: action.locator.page,
        meeting_date: day(action.meeting_date),
        item: &action.item,
        action: &action.action,
        owner: &action.owner,
        due_printed: &action.due_printed,
        due: day(action.due),
        status: action.status.as_str(),
        progress: &action.progress,
        first_seen: day(action.first_seen),
        last_seen: day(action.last_seen),
        times_seen: action.times_seen,
        body: &action.body,
        kind: action.kind.as_str(),
        owner_name: action.owner_name.join("|"),
        related: action.related.join("|"),
        locator: action.locator.cite(&action.source),
    }
}

fn by_status<'a>(actions: &[&'a Action]) -> BTreeMap<&'a str, usize> {
    let mut out = BTreeMap::new();
    for action in actions {
        *out.entry(action.status.as_str()).or_default() += 1;
    }
    out
}

fn register<'a>(actions: &[&'a Action], as_of: Option<PartialDate>) -> RegisterView<'a> {
    RegisterView {
        version: 1,
        as_of: as_of.map(|d| d.to_string()),
        total: actions.len(),
        by_status: by_status(actions),
        actions: actions.iter().map(|a| view(a)).collect(),
    }
}

fn csv(actions: &[&Action]) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for action in actions {
        out.serialize(view(action))?;
    }
    printer::table(out)
}

/// Widths of the columns of the printed register, in characters.
const STATUS: usize = 24;
const DUE: usize = 10;
const OWNER: usize = 22;
const ACTION: usize = 58;

/// The register for reading: by body, what needs attention first.
fn table(actions: &[&Action], as_of: Option<PartialDate>) -> String {
    if actions.is_empty() {
        return String::new();
    }
    let mut bodies: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
    for action in actions {
        // A review names no body: its own file stands for it.
        let body = if action.body.is_empty() { &action.source } else { &action.body };
        bodies.entry(body).or_default().push(action);
    }
    let when = as_of.map_or("at its latest paper".to_owned(), |d| format!("on {d}"));
    let mut out = String::new();
    for (body, mut own) in bodies {
        own.sort_by_key(|a| (urgency(a.status), a.due.is_none(), a.due));
        let counts: Vec<String> = by_status(&own).into_iter().map(|(status, n)| format!("{n} {status}")).collect();
        let total = count(own.len() as u64, "action", "actions");
        out.push_str(&format!("{STRONG}{body}{STRONG:#}, {when}: {total} ({})\n\n", counts.join(", ")));
        out.push_str(&line(&["Status", "Due", "Owner", "Action"].map(str::to_owned)));
        for action in own {
            let owner = if action.owner_name.is_empty() {
                action.owner.clone()
            } else {
                // Several readings of one owner are all shown.
                action.owner_name.join(" / ")
            };
            let due = match action.due {
                Some(due) => due.to_string(),
                None => action.due_printed.clone(),
            };
            out.push_str(&line(&[action.status.as_str().to_owned(), due, owner, action.action.clone()]));
            let mut note = action.locator.cite(&action.source);
            if !action.progress.is_empty() {
                note = format!("{note}: {}", action.progress);
            } else if let Some(related) = action.related.last() {
                note = format!("{note}: {related}");
            }
            for part in wrapped(&note, ACTION) {
                out.push_str(&format!("{}{part}\n", " ".repeat(STATUS + DUE + OWNER + 6)));
            }
        }
        out.push('\n');
    }
    out
}

/// What needs somebody to act comes first.
fn urgency(status: ActionStatus) -> u8 {
    match status {
        ActionStatus::Overdue => 0,
        ActionStatus::NoLaterMention => 1,
        ActionStatus::CarriedForward => 2,
        ActionStatus::Open => 3,
        ActionStatus::Paused => 4,
        ActionStatus::MovedToOtherReporting => 5,
        ActionStatus::Superseded => 6,
        ActionStatus::Delivered => 7,
        ActionStatus::Complete => 8,
        ActionStatus::Decided => 9,
    }
}

/// A row, its cells wrapped within their columns.
fn line(cells: &[String; 4]) -> String {
    let widths = [STATUS, DUE, OWNER, ACTION];
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrapped(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for n in 0..height {
        let parts: Vec<String> = wrapped
            .iter()
            .zip(widths)
            .map(|(lines, width)| {
                let text = lines.get(n).map_or("", String::as_str);
                format!("{text}{}", " ".repeat(width.saturating_sub(text.chars().count())))
            })
            .collect();
        out.push_str(parts.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A text in lines of at most so many characters; a longer word stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("one line at least");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_within_others() {
        let june = PartialDate::ym(2024, 6).unwrap();
        let day = PartialDate::ymd(2024, 6, 30).unwrap();
        assert!(within(day, june) && !within(june, day));
    }

    #[test]
    fn lines_keep_their_width() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("", 7), [""]);
        assert!(line(&["open".into(), "2024-06".into(), "Ann Low".into(), "Write".into()]).starts_with("open "));
    }
}
