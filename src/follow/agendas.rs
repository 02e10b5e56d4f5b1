//! Agendas against minutes: what was planned and not minuted, what was minuted and not planned, and whether the next meeting that
//! was announced was held.
//!
//! Only papers that are held can be compared: a meeting of which one of the two is missing is listed as such, never as a gap.

use super::bodies::{Meetings, PaperFacts};
use super::items::{Item, same};
use crate::model::action::{AgendaCheck, AgendaLine};
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the agendas and minutes of every body. `items` runs beside `papers`.
pub(super) fn check(
    papers: &[PaperFacts],
    items: &[Vec<Item>],
    meetings: &BTreeMap<String, Meetings>,
) -> Vec<AgendaLine> {
    let mut bodies: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, paper) in papers.iter().enumerate() {
        bodies.entry(&paper.key).or_default().push(at);
    }
    let mut out = Vec::new();
    for (key, own) in bodies {
        let of = |kind: PaperKind| own.iter().copied().filter(move |at| papers[*at].kind == kind);
        if of(PaperKind::Agenda).chain(of(PaperKind::Minute)).next().is_none() {
            continue;
        }
        let days: BTreeSet<PartialDate> =
            of(PaperKind::Agenda).chain(of(PaperKind::Minute)).filter_map(|at| papers[at].date).collect();
        for day in &days {
            // The same minute may be held twice: the first stands for both.
            let on = |kind: PaperKind| of(kind).find(|at| papers[*at].date == Some(*day));
            match (on(PaperKind::Agenda), on(PaperKind::Minute)) {
                (Some(agenda), Some(minute)) => {
                    let each = [
                        (agenda, minute, AgendaCheck::PlannedNotMinuted),
                        (minute, agenda, AgendaCheck::MinutedNotPlanned),
                    ];
                    for (from, other, check) in each {
                        let missing = items[from].iter().filter(|item| {
                            !item.is_routine() && !items[other].iter().any(|there| is_there(item, there))
                        });
                        if !items[other].is_empty() {
                            out.extend(missing.map(|item| {
                                line(&papers[from], Some(*day), check, &item.title, item.page, cite(&papers[other]))
                            }));
                        }
                    }
                }
                (Some(agenda), None) => {
                    out.push(line(&papers[agenda], Some(*day), AgendaCheck::MinuteNotHeld, "", None, String::new()));
                }
                (None, Some(minute)) => {
                    out.push(line(&papers[minute], Some(*day), AgendaCheck::AgendaNotHeld, "", None, String::new()));
                }
                (None, None) => {}
            }
        }
        if let Some(meetings) = meetings.get(key) {
            out.extend(announced(papers, &own, meetings));
        }
    }
    out
}

/// Whether an item stands in the other paper: by its title, or by what is said under a heading.
fn is_there(item: &Item, there: &Item) -> bool {
    same(&item.title, &there.title)
}

/// Every meeting that a minute or agenda announced, and whether it took place.
fn announced(papers: &[PaperFacts], own: &[usize], meetings: &Meetings) -> Vec<AgendaLine> {
    let last = own.iter().filter_map(|at| papers[*at].date).max();
    let mut out = Vec::new();
    for (day, said) in meetings.announcements() {
        let Some(by) = own.iter().map(|at| &papers[*at]).find(|p| p.paper_id == said.paper_id) else { continue };
        let held = own.iter().map(|at| &papers[*at]).find(|p| p.date == Some(day));
        let (check, against) = match held {
            Some(paper) => (AgendaCheck::MeetingHeld, cite(paper)),
            None if meetings.is_cancelled(day) => (AgendaCheck::MeetingCancelled, String::new()),
            None if last.is_some_and(|last| last > day) => (AgendaCheck::MeetingNotFound, String::new()),
            None => (AgendaCheck::NoLaterPaper, String::new()),
        };
        out.push(line(by, Some(day), check, "", said.page, against));
    }
    out
}

fn line(
    paper: &PaperFacts,
    day: Option<PartialDate>,
    check: AgendaCheck,
    item: &str,
    page: Option<u32>,
    against: String,
) -> AgendaLine {
    AgendaLine {
        body: paper.body.clone(),
        meeting_date: day,
        check,
        item: item.to_owned(),
        paper_id: paper.paper_id.clone(),
        source: paper.source.clone(),
        page,
        against,
    }
}

fn cite(paper: &PaperFacts) -> String {
    super::ledger::name(paper)
}
