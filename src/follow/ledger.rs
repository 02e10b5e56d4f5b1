//! The ledger: the same action over the meetings of a body, and what is known of it on a day.
//!
//! Two namings are one action where the wordings are alike (Dice 0.75, or the shorter one covered to 0.8 with three words or more),
//! where an earlier one is named in front of a matter arising, and never where both stand in one list. Owners that share nobody
//! ask for more likeness. A status that words state stands; otherwise a later paper on the subject delivers a promised paper, a
//! date that has passed is overdue, and an action that later minutes pass over has no later mention.

use super::bodies::PaperFacts;
use super::similar::{covered, dice, subject, words};
use super::status::stated;
use super::titles::Shelf;
use crate::model::action::{Action, ActionKind, ActionStatus};
use crate::model::date::PartialDate;
use crate::model::locator::Locator;
use crate::model::paper::PaperKind;
use crate::util::hash::short_id;
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Later minutes that pass over an action are named as far as so many, the latest.
const MOST_MINUTES: usize = 12;

static PROMISES_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:produce|prepare|bring|draft|report|provide|present|submit|compile|write|publish|deliver)\b.*\b(?:report|paper|evaluation|update|summary|review|analysis|options|offer|note|terms of reference|presentation|briefing|plan|proposals?|strategy)\b|\breport (?:on|back)\b",
    )
});

/// A naming of an action with all that joins it to others.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) paper_id: String,
    pub(super) source: String,
    pub(super) locator: Locator,
    /// The list it stands in, by paper.
    pub(super) list: (String, u32),
    pub(super) meeting: Option<PartialDate>,
    pub(super) body: String,
    pub(super) key: String,
    pub(super) item: String,
    pub(super) action: String,
    pub(super) owner: String,
    pub(super) owner_name: Vec<String>,
    pub(super) due_printed: String,
    pub(super) due: Option<PartialDate>,
    pub(super) progress: String,
    pub(super) kind: ActionKind,
    pub(super) opens: bool,
    pub(super) looks_back: bool,
    pub(super) subject: String,
}

/// An action with its namings so far.
struct Line {
    first: Entry,
    lists: BTreeSet<(String, u32)>,
    /// Words of every wording so far.
    wordings: Vec<BTreeSet<String>>,
    meetings: BTreeSet<PartialDate>,
    progress: String,
    /// The meeting that the progress was told to.
    told: Option<PartialDate>,
}

/// Joins namings into actions and says how each stands. `entries` are in the order of sources; `as_of` is the day that is asked
/// about, by default the day of the body's latest paper.
pub(super) fn keep(mut entries: Vec<Entry>, shelf: &Shelf<'_>, as_of: Option<PartialDate>) -> Vec<Action> {
    let papers = shelf.papers;
    let order: BTreeMap<&str, usize> = papers.iter().enumerate().map(|(i, p)| (p.paper_id.as_str(), i)).collect();
    if let Some(day) = as_of {
        entries.retain(|e| e.meeting.is_none_or(|m| m.earliest() <= day.latest()));
    }
    entries.sort_by_key(|e| (e.meeting, order.get(e.paper_id.as_str()).copied()));
    let mut lines: Vec<Line> = Vec::new();
    // The lines of each body that have a word: no other can be alike.
    let mut with: BTreeMap<String, BTreeMap<String, BTreeSet<usize>>> = BTreeMap::new();
    for entry in entries {
        let held = with.entry(entry.key.clone()).or_default();
        let own = words(&entry.action);
        let about = words(&entry.subject);
        let best = near(held, &own, &about)
            .map(|i| (likeness(&lines[i], &entry, &own, &about), i))
            .filter(|(score, _)| *score > 0.0)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let at = match best {
            Some((_, at)) => at,
            None if entry.opens => lines.len(),
            None => continue,
        };
        if entry.opens {
            own.iter().for_each(|word| {
                held.entry(word.clone()).or_default().insert(at);
            });
        }
        match lines.get_mut(at) {
            Some(line) => line.add(entry, own),
            None => lines.push(Line::new(entry, own)),
        }
    }
    let mut actions: Vec<Action> = lines.into_iter().map(|line| line.close(shelf, as_of)).collect();
    let place = |a: &Action| order.get(a.paper_id.as_str()).copied();
    // A stable sort keeps the order of print within a paper.
    actions.sort_by_key(place);
    number(&mut actions);
    actions
}

/// Ids of content; the same words agreed twice by one meeting are told apart by their order.
fn number(actions: &mut [Action]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for action in actions {
        let date = action.meeting_date.map(|d| d.to_string()).unwrap_or_default();
        let parts = ["action", &fold(&action.body), &fold(&action.action), &date];
        let n = seen.entry(parts.join("\n")).or_default();
        action.id = short_id(&[parts[0], parts[1], parts[2], parts[3], &n.to_string()]);
        *n += 1;
    }
}

/// The lines that share enough words with a naming to be like it: half of its own, half of its subject, or three of theirs (see
/// [`likeness`], which asks for more).
fn near(
    held: &BTreeMap<String, BTreeSet<usize>>,
    own: &BTreeSet<String>,
    about: &BTreeSet<String>,
) -> impl Iterator<Item = usize> {
    let enough = |words: &BTreeSet<String>| {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for line in words.iter().filter_map(|word| held.get(word)).flatten() {
            *shared.entry(*line).or_default() += 1;
        }
        let least = words.len().div_ceil(2).min(3);
        shared.into_iter().filter(move |(_, n)| *n >= least).map(|(line, _)| line)
    };
    enough(own).chain(enough(about)).collect::<BTreeSet<usize>>().into_iter()
}

/// How sure it is that a naming is of this action; 0 where it is not. `own` are the words of the naming, `about` of its subject.
fn likeness(line: &Line, entry: &Entry, own: &BTreeSet<String>, about: &BTreeSet<String>) -> f64 {
    if line.lists.contains(&entry.list) || line.first.kind != entry.kind {
        return 0.0;
    }
    let same_paper = line.lists.iter().any(|(paper, _)| *paper == entry.list.0);
    let exact = line.wordings.iter().any(|w| w == own);
    let owners_differ = !line.first.owner_name.is_empty()
        && !entry.owner_name.is_empty()
        && !line.first.owner_name.iter().any(|n| entry.owner_name.contains(n));
    let mut best: f64 = 0.0;
    for wording in &line.wordings {
        let alike = dice(wording, own);
        let (small, large) = if wording.len() <= own.len() { (wording, own) } else { (own, wording) };
        let enough = small.len() >= 4 || small.len() >= 3 && small.len() * 2 >= large.len();
        let inside = if enough { covered(small, large) } else { 0.0 };
        let floor = if owners_differ { 0.9 } else { 0.75 };
        if alike >= floor || inside >= floor.max(0.8) && (!same_paper || inside > 0.95) {
            best = best.max(alike.max(inside * 0.95));
        }
        // A matter arising names in front what it is about.
        if entry.looks_back && !same_paper && about.len() >= 2 && covered(about, wording) >= 0.75 {
            best = best.max(0.7 * covered(about, wording) + 0.01 * about.len().min(20) as f64);
        }
    }
    if same_paper && !exact && best < 0.9 { 0.0 } else { best }
}

impl Line {
    fn new(first: Entry, own: BTreeSet<String>) -> Line {
        Line {
            lists: [first.list.clone()].into(),
            wordings: vec![own],
            meetings: first.meeting.into_iter().collect(),
            progress: first.progress.clone(),
            told: first.meeting,
            first,
        }
    }

    fn add(&mut self, entry: Entry, own: BTreeSet<String>) {
        self.lists.insert(entry.list);
        self.meetings.extend(entry.meeting);
        if entry.opens {
            self.wordings.push(own);
        }
        if !entry.progress.is_empty() && (entry.meeting >= self.told || self.progress.is_empty()) {
            self.progress = entry.progress;
            self.told = entry.meeting;
        }
        let first = &mut self.first;
        if first.owner.is_empty() {
            (first.owner, first.owner_name) = (entry.owner, entry.owner_name);
        }
        if first.due_printed.is_empty() {
            (first.due_printed, first.due) = (entry.due_printed, entry.due);
        }
    }

    fn close(self, shelf: &Shelf<'_>, as_of: Option<PartialDate>) -> Action {
        let as_of = as_of.or_else(|| shelf.latest(&self.first.key));
        let last = self.meetings.last().copied();
        let (status, related) = self.status(shelf, as_of, last);
        let Line { first, meetings, progress, .. } = self;
        Action {
            id: String::new(),
            paper_id: first.paper_id,
            source: first.source,
            locator: first.locator,
            meeting_date: first.meeting,
            item: first.item,
            action: first.action,
            owner: first.owner,
            owner_name: first.owner_name,
            due_printed: first.due_printed,
            due: first.due,
            status,
            progress: if fold(&progress) == "new" { String::new() } else { progress },
            first_seen: meetings.first().copied(),
            last_seen: last,
            times_seen: meetings.len().max(1) as u32,
            body: first.body,
            kind: first.kind,
            related,
        }
    }

    /// How the action stands, and what bears that out.
    fn status(
        &self,
        shelf: &Shelf<'_>,
        as_of: Option<PartialDate>,
        last: Option<PartialDate>,
    ) -> (ActionStatus, Vec<String>) {
        if self.first.kind == ActionKind::Decision {
            return (ActionStatus::Decided, Vec::new());
        }
        let stated = stated(&self.progress);
        if let Some(status) = stated.filter(|s| *s != ActionStatus::CarriedForward) {
            return (status, Vec::new());
        }
        if let Some(paper) = self.delivered_by(shelf, as_of) {
            return (ActionStatus::Delivered, vec![name(paper)]);
        }
        if let Some(status) = stated {
            return (status, Vec::new());
        }
        let minutes = shelf.minutes(&self.first.key).into_iter().flatten().rev();
        let after = minutes.take_while(|day| Some(**day) > last);
        let seen = after.filter(|d| as_of.is_none_or(|day| d.earliest() <= day.latest())).take(MOST_MINUTES);
        let mut later: Vec<String> = seen.map(|d| format!("not named in the minute of {d}")).collect();
        later.reverse();
        let passed = match (self.first.due.and_then(|d| d.latest()), as_of.and_then(|d| d.earliest())) {
            (Some(due), Some(day)) => Some(due < day),
            _ => None,
        };
        match passed {
            Some(true) => (ActionStatus::Overdue, later),
            Some(false) => (ActionStatus::Open, later),
            None if later.is_empty() => (ActionStatus::Open, later),
            None => (ActionStatus::NoLaterMention, later),
        }
    }

    /// The first later paper of the body that is about what the action promised to write.
    fn delivered_by<'p>(&self, shelf: &Shelf<'p>, as_of: Option<PartialDate>) -> Option<&'p PaperFacts> {
        let text = &self.first.action;
        if !PROMISES_PAPER.is_match(text) {
            return None;
        }
        let subject = subject(text);
        if subject.len() < 2 {
            return None;
        }
        let about = shelf.about(&subject);
        let later = |at: &&usize| {
            let paper = &shelf.papers[**at];
            !matches!(paper.kind, PaperKind::Minute | PaperKind::Agenda)
                && paper.date.is_some_and(|d| self.first.meeting.is_some_and(|m| d.earliest() > m.latest()))
                && as_of.is_none_or(|day| paper.date.is_some_and(|d| d.earliest() <= day.latest()))
        };
        let own = shelf.of_body(&self.first.key).iter().filter(later);
        own.copied().find(|at| about.is(*at)).map(|at| &shelf.papers[at])
    }
}

/// A paper as people cite it.
pub(super) fn name(paper: &PaperFacts) -> String {
    match paper.date {
        Some(date) => format!("{} ({date}, {})", paper.title, paper.source),
        None => format!("{} ({})", paper.title, paper.source),
    }
}
