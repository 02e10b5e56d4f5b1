//! What joins papers over time: actions from meeting to meeting, attendance, plans.
//!
//! | file | what it does |
//! |---|---|
//! | `plan`, `editions` | the rows of improvement plans, read by the meaning of the headers; editions compared row by row |
//! | `headers` | what a column header means |
//! | `people` | who was at a meeting, and whom owners of actions stand for |
//! | `sighting` | an action as one paper names it |
//! | `tables`, `columns`, `prose`, `marks`, `plain` | the forms that minutes keep actions in |
//! | `deeds`, `decisions` | what owners are to do, and what was decided, in running text |
//! | `due` | printed times as dates |
//! | `bodies` | which papers belong to one body, and when it meets |
//! | `items`, `agendas` | items of business; agendas against minutes |
//! | `recommendations` | what papers ask of a body, and what it decided |
//! | `promises`, `times` | promises to report, checked against later papers |
//! | `citations` | numbered citations of a digest and its studies |
//! | `register` | what a learning paper takes from all this |
//! | `ledger`, `status`, `similar` | the same action over many meetings, and how it stands |
//! | `titles` | the papers of each body by date, and which are about a subject |

mod agendas;
mod bodies;
mod citations;
mod columns;
mod decisions;
mod deeds;
mod due;
mod editions;
mod headers;
mod items;
mod ledger;
mod marks;
mod people;
mod plain;
mod plan;
mod promises;
mod prose;
mod recommendations;
mod register;
mod sighting;
mod similar;
mod status;
mod tables;
mod times;
mod titles;

pub use register::{register, studies};

use crate::model::action::{Action, Attendee, Followed, Reference};
use crate::model::date::PartialDate;
use crate::model::paper::Paper;
use crate::model::plan::PlanRow;
use crate::model::records::{Part, RecordError, Records, SourceRecord};
use crate::model::source::SourceEntry;
use bodies::{Meetings, PaperFacts};
use ledger::Entry;
use people::owners::{self, Roster};
use sighting::{Found, Sighting};
use std::collections::BTreeMap;
use titles::Shelf;

/// All that joins the papers of a corpus over time, by source, paper and position.
///
/// `as_of` is the day on which actions and promises are looked at; later papers count as not yet written. Without it, each body is
/// looked at on the day of its latest paper, so that the same corpus gives the same ledger on any day.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn run(records: &impl Records, as_of: Option<PartialDate>, wanted: Wanted) -> Result<Followed, RecordError> {
    let sources: Vec<&SourceEntry> = records.sources().iter().collect();
    let all = records.fold(
        &sources,
        || Reading::new(wanted),
        |read, record| {
            read.see(&record);
            Ok::<(), RecordError>(())
        },
    )?;
    Ok(all.settle(as_of))
}

/// What is to be made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Everything.
    #[default]
    All,
    /// Actions and references: what a learning paper takes.
    Paper,
}

/// What is kept of the papers as they stream past, one entry a paper in each list that is wanted.
#[derive(Default)]
pub struct Reading {
    wanted: Wanted,
    papers: Vec<PaperFacts>,
    seen: Vec<Vec<Sighting>>,
    people: Vec<Vec<Attendee>>,
    /// People who own actions though no list names them.
    introduced: Vec<Vec<Attendee>>,
    asked: Vec<Vec<recommendations::Asked>>,
    made: Vec<Vec<promises::Made>>,
    items: Vec<Vec<items::Item>>,
    references: Vec<Reference>,
    plan: Vec<PlanRow>,
    meetings: BTreeMap<String, Meetings>,
}

impl Reading {
    /// Nothing read yet.
    pub fn new(wanted: Wanted) -> Reading {
        Reading { wanted, ..Reading::default() }
    }

    /// Reads a source.
    pub fn see(&mut self, record: &SourceRecord<'_>) {
        for (facts, tagged) in bodies::facts(record).into_iter().zip(&record.papers) {
            self.paper(&record.entry.name, facts, &tagged.paper);
        }
    }

    fn paper(&mut self, source: &str, facts: PaperFacts, paper: &Paper) {
        let date = facts.date;
        let present = people::attendance::read(source, paper);
        let meetings = self.meetings.entry(facts.key.clone()).or_default();
        meetings.read(paper);
        let introduced = people::attendance::introduced(paper, &present);
        let known: Vec<Attendee> = present.iter().cloned().chain(introduced.iter().cloned()).collect();
        self.seen.push(sightings(paper, &Roster::new(known)));
        self.introduced.push(introduced);
        self.people.push(present);
        self.references.extend(citations::read(paper));
        self.papers.push(facts);
        if self.wanted == Wanted::Paper {
            return;
        }
        self.asked.push(recommendations::read(paper));
        let rows = self.plan.len();
        plan::read(source, paper, &mut self.plan);
        let mut made = promises::read(paper, date);
        promises::place(&mut made, &self.plan[rows..]);
        self.made.push(made);
        self.items.push(items::read(paper));
    }

    /// What all that was read comes to, see [`run`].
    pub fn settle(mut self, as_of: Option<PartialDate>) -> Followed {
        let joined = bodies::join_keys(&mut self.papers);
        let mut of_body: BTreeMap<String, Meetings> = BTreeMap::new();
        for (key, read) in std::mem::take(&mut self.meetings) {
            of_body.entry(joined.get(&key).cloned().unwrap_or(key)).or_default().join(read);
        }
        unify(&mut self.people, &self.papers);
        let seen = std::mem::take(&mut self.seen);
        let shelf = Shelf::new(&self.papers);
        let actions = self.actions(seen, &shelf, &of_body, as_of);
        if self.wanted == Wanted::Paper {
            return Followed { actions, references: self.references, ..Followed::default() };
        }
        let editions: Vec<editions::Edition> =
            self.papers.iter().map(|p| editions::Edition { paper_id: p.paper_id.clone(), date: p.date }).collect();
        let series = editions::compare(&mut self.plan, &editions);
        let evidence = promises::Evidence {
            shelf: &shelf,
            items: &self.items,
            editions: &series.later,
            told: &series.told,
            meetings: &of_body,
            as_of,
        };
        let mut promises = Vec::new();
        let mut asked = Vec::new();
        for (at, (made, put)) in self.made.into_iter().zip(self.asked).enumerate() {
            promises.extend(promises::settle(at, made, &evidence));
            asked.extend(recommendations::settle(at, put, &self.papers, &self.items));
        }
        Followed {
            actions,
            promises: promises::once(promises, &self.papers),
            recommendations: recommendations::once(asked, &self.papers),
            agendas: agendas::check(&self.papers, &self.items, &of_body),
            attendance: self.people.into_iter().flatten().collect(),
            references: self.references,
            plan: self.plan,
            lost: Vec::new(),
        }
    }

    /// The ledger of actions.
    fn actions(
        &self,
        seen: Vec<Vec<Sighting>>,
        shelf: &Shelf<'_>,
        of_body: &BTreeMap<String, Meetings>,
        as_of: Option<PartialDate>,
    ) -> Vec<Action> {
        let mut rosters: BTreeMap<&str, Vec<Attendee>> = BTreeMap::new();
        for (paper, present) in self.papers.iter().zip(&self.people) {
            rosters.entry(&paper.key).or_default().extend(present.iter().cloned());
        }
        let rosters: BTreeMap<&str, Roster> = rosters.into_iter().map(|(key, all)| (key, Roster::new(all))).collect();
        let mut entries = Vec::new();
        for (at, seen) in seen.into_iter().enumerate() {
            let paper = &self.papers[at];
            let own = Roster::new([self.people[at].as_slice(), &self.introduced[at]].concat());
            for sighting in seen {
                let meeting = sighting.meeting.or(paper.date);
                let next = meeting.and_then(|d| of_body.get(&paper.key).and_then(|m| m.next(d)));
                entries.push(entry(sighting, paper, &own, rosters.get(paper.key.as_str()), next));
            }
        }
        ledger::keep(entries, shelf, as_of)
    }
}

impl Part for Reading {
    fn join(&mut self, mut next: Reading) {
        self.papers.append(&mut next.papers);
        self.seen.append(&mut next.seen);
        self.people.append(&mut next.people);
        self.introduced.append(&mut next.introduced);
        self.asked.append(&mut next.asked);
        self.made.append(&mut next.made);
        self.items.append(&mut next.items);
        self.references.append(&mut next.references);
        self.plan.append(&mut next.plan);
        for (key, meetings) in next.meetings {
            self.meetings.entry(key).or_default().join(meetings);
        }
    }
}

/// What one paper says of actions.
fn sightings(paper: &Paper, known: &Roster) -> Vec<Sighting> {
    let mut found = Found::default();
    tables::read(paper, &mut found);
    columns::read(paper, &mut found);
    prose::read(paper, known, &mut found);
    decisions::tables(paper, &mut found);
    found.sightings
}

/// Names of people unified over the minutes of each body. `people` runs beside `papers`.
fn unify(people: &mut [Vec<Attendee>], papers: &[PaperFacts]) {
    let mut of_body: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, paper) in papers.iter().enumerate() {
        of_body.entry(&paper.key).or_default().push(at);
    }
    for places in of_body.into_values() {
        let mut all: Vec<Attendee> = Vec::new();
        let counts: Vec<usize> = places.iter().map(|at| people[*at].len()).collect();
        places.iter().for_each(|at| all.append(&mut people[*at]));
        people::attendance::unify(&mut all);
        let mut rest = all.into_iter();
        for (at, count) in places.iter().zip(counts) {
            people[*at] = rest.by_ref().take(count).collect();
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
