//! What joins papers over time: actions from meeting to meeting, attendance, plans.
//!
//! | file | what it does |
//! |---|---|
//! | [`plan`] | the rows of improvement plans, read from their tables by the meaning of the headers |
//! | `headers` | what a column header means |
//! | `people` | who was at a meeting, and whom owners of actions stand for |
//! | `sighting` | an action as one paper names it |
//! | `tables`, `columns`, `prose` | the forms that minutes keep actions in |
//! | `due` | printed times as dates |
//! | `bodies` | which papers belong to one body, and when it meets |
//! | `ledger`, `status`, `similar` | the same action over many meetings, and how it stands |

mod bodies;
mod columns;
mod due;
mod headers;
mod ledger;
mod people;
pub mod plan;
mod prose;
mod sighting;
mod similar;
mod status;
mod tables;

use crate::model::action::{Attendee, Followed};
use crate::model::date::PartialDate;
use crate::model::paper::Paper;
use crate::model::records::{RecordError, Records};
use bodies::{Meetings, PaperFacts};
use ledger::Entry;
use people::owners::{self, Roster};
use sighting::{Found, Sighting};
use std::collections::BTreeMap;

/// Actions and attendance of the corpus, by source, paper and position.
///
/// `as_of` is the day on which actions are looked at; later papers count as not yet written. Without it, each body is looked at on
/// the day of its latest paper, so that the same corpus gives the same ledger on any day.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn run(records: &impl Records, as_of: Option<PartialDate>) -> Result<Followed, RecordError> {
    let mut papers: Vec<PaperFacts> = Vec::new();
    let mut seen: Vec<(usize, Sighting)> = Vec::new();
    let mut people: BTreeMap<usize, Vec<Attendee>> = BTreeMap::new();
    let mut meetings: BTreeMap<String, Meetings> = BTreeMap::new();
    records.for_each(|record| -> Result<(), RecordError> {
        for (facts, tagged) in bodies::facts(&record).into_iter().zip(&record.papers) {
            let at = papers.len();
            let present = people::attendance::read(&record.entry.name, &tagged.paper);
            meetings.entry(facts.key.clone()).or_default().read(&tagged.paper);
            seen.extend(sightings(&tagged.paper, &present).into_iter().map(|s| (at, s)));
            people.insert(at, present);
            papers.push(facts);
        }
        Ok(())
    })?;
    let joined = bodies::join_keys(&mut papers);
    let mut of_body: BTreeMap<String, Meetings> = BTreeMap::new();
    for (key, read) in meetings {
        of_body.entry(joined.get(&key).cloned().unwrap_or(key)).or_default().join(read);
    }
    unify(&mut people, &papers);
    let mut rosters: BTreeMap<String, Vec<Attendee>> = BTreeMap::new();
    for (at, present) in &people {
        rosters.entry(papers[*at].key.clone()).or_default().extend(present.iter().cloned());
    }
    let rosters: BTreeMap<String, Roster> = rosters.into_iter().map(|(key, all)| (key, Roster::new(all))).collect();
    let mut entries = Vec::with_capacity(seen.len());
    for (at, sighting) in seen {
        let paper = &papers[at];
        let own = Roster::new(people.get(&at).cloned().unwrap_or_default());
        let next = sighting.meeting.or(paper.date).and_then(|d| of_body.get(&paper.key).and_then(|m| m.next(d)));
        entries.push(entry(sighting, paper, &own, rosters.get(&paper.key), next));
    }
    let attendance = people.into_values().flatten().collect();
    let actions = ledger::keep(entries, &papers, as_of);
    Ok(Followed { actions, attendance, ..Followed::default() })
}

/// What one paper says of actions.
fn sightings(paper: &Paper, present: &[Attendee]) -> Vec<Sighting> {
    let mut found = Found::default();
    tables::read(paper, &mut found);
    columns::read(paper, &mut found);
    prose::read(paper, &Roster::new(present.to_vec()), &mut found);
    found.sightings
}

/// Names of people unified over the minutes of each body.
fn unify(people: &mut BTreeMap<usize, Vec<Attendee>>, papers: &[PaperFacts]) {
    let mut of_body: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in people.keys() {
        of_body.entry(&papers[*at].key).or_default().push(*at);
    }
    for places in of_body.into_values() {
        let mut all: Vec<Attendee> = Vec::new();
        let mut counts = Vec::new();
        for at in &places {
            let own = people.remove(at).unwrap_or_default();
            counts.push(own.len());
            all.extend(own);
        }
        people::attendance::unify(&mut all);
        let mut rest = all.into_iter();
        for (at, count) in places.iter().zip(counts) {
            people.insert(*at, rest.by_ref().take(count).collect());
        }
    }
}

fn entry(
    sighting: Sighting,
    paper: &PaperFacts,
    own: &Roster,
    of_body: Option<&Roster>,
    next: Option<PartialDate>,
) -> Entry {
    let meeting = sighting.meeting.or(paper.date);
    let mut owner_name: Vec<String> = Vec::new();
    for owner in owners::split(&sighting.owner) {
        let mut names = own.resolve(&owner);
        if names.is_empty() {
            names = of_body.map(|r| r.resolve(&owner)).unwrap_or_default();
        }
        names.retain(|n| !owner_name.contains(n));
        owner_name.extend(names);
    }
    let due = due::resolve(&sighting.due_printed, meeting, next, sighting.american);
    Entry {
        paper_id: paper.paper_id.clone(),
        source: paper.source.clone(),
        list: (paper.paper_id.clone(), sighting.list),
        locator: sighting.locator,
        meeting,
        body: paper.body.clone(),
        key: paper.key.clone(),
        item: sighting.item,
        action: sighting.action,
        owner: sighting.owner,
        owner_name,
        due_printed: sighting.due_printed,
        due,
        progress: sighting.progress,
        kind: sighting.kind,
        opens: sighting.opens,
        looks_back: sighting.looks_back,
        subject: sighting.subject,
    }
}
