//! Promises to report, or to do something by a time, and what became of them.
//!
//! A promise is a sentence that looks ahead, says that something will come before a body (`to be reported to the Board`) or that
//! somebody will do something, and sets a time; in the reporting column of a plan the time alone is enough. Each time is a promise
//! of its own, so a cell may hold several. Actions of a minute that stand in its tables and lists are followed in the ledger.
//!
//! A promise is looked for among the later papers and agenda items of the body it was made to: a title on its subject, or, where it
//! has no subject of its own ("a further report"), a later edition of the plan that made it.

use super::bodies::{Meetings, PaperFacts};
use super::headers::{Meaning, meaning};
use super::items::Item;
use super::ledger::name;
use super::similar::{covered, subject, words};
use super::times;
use super::titles::{About, Shelf, rank};
use crate::model::action::{Outcome, Promise};
use crate::model::date::PartialDate;
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::plan::PlanRow;
use crate::util::hash::short_id;
use crate::util::pattern;
use crate::util::sentence::sentences;
use crate::util::text::{char_slice, fold};
use jiff::ToSpan;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Verbs of reporting, which need no body beside them.
static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?ix)\b(?:(?:to|will|would|shall)\s+(?:also\s+|then\s+|next\s+)?be\s+(?:formally\s+|further\s+)?(?:reported|presented|submitted|tabled|brought|resubmitted)
        |(?:will|would|to)\s+(?:also\s+|then\s+|next\s+)?(?:report|present|submit|table)\b
        |subject\s+(?:to|of)\s+(?:an?\s+)?(?:\w+\s+){0,3}?(?:report|reporting|update)\b)",
    )
});
/// Verbs that promise something to a body only where the body stands beside them.
static COMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?ix)\b(?:(?:to|will|would|shall)\s+(?:also\s+|then\s+|next\s+)?(?:be\s+(?:made|provided|considered|given|shared|returned|discussed|taken|held)|come|return|go|bring|provide|take\s+place|give|update|make)\b)",
    )
});
/// What somebody binds themselves to do by a time.
static BINDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"\b(?:[Ww]e|[Tt]he (?:[A-Z]?\w+ ){0,3}?(?:[Bb]oard|[Cc]ouncil|[Cc]ommittee|[Pp]artnership|[Tt]rust|[Ss]ervice|[Gg]roup|[Tt]eam|[Ss]ecretariat|[Gg]overnment)|[Pp]artners|[Mm]embers)\s+(?:will|shall|have agreed to|has agreed to|undertake to|commit to)\s+\w+",
    )
});
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"\b(?:to|at|before)\s+(?:the\s+|its\s+|our\s+)?(?P<b>(?:(?:[A-Z][\w&’'-]+|and|of|for)\s+){0,6}?(?:Board|Committee|Council|Cabinet|Group|Partnership|Forum|Executive|Meeting|Trust|Panel|Assembly|Governors|Members|members)|(?:next\s+)?(?:\w+\s+)?meeting)\b",
    )
});

/// How many days before its time a paper can already be what was promised.
const EARLY: i64 = 62;

/// Words of promising, and of bodies, that say nothing of what is promised.
const EMPTY: [&str; 40] = [
    "reported",
    "presented",
    "submitted",
    "tabled",
    "brought",
    "made",
    "come",
    "subject",
    "standalone",
    "reporting",
    "back",
    "again",
    "committee",
    "council",
    "cabinet",
    "partnership",
    "executive",
    "meeting",
    "by",
    "end",
    "early",
    "late",
    "spring",
    "summer",
    "autumn",
    "winter",
    "considered",
    "given",
    "provided",
    "outcome",
    "paper",
    "annual",
    "take",
    "place",
    "version",
    "intention",
    "regular",
    "work",
    "action",
    "actions",
];

/// A promise as one paper makes it.
#[derive(Debug, Clone)]
pub(super) struct Made {
    locator: Locator,
    text: String,
    to_body: String,
    due_printed: String,
    about: BTreeSet<String>,
    /// The action of the plan row that it stands in.
    action: String,
    /// Where an edition that follows this paper is itself the report.
    of_series: bool,
}

/// The promises of a paper of this date, in order of print.
pub(super) fn read(paper: &Paper, meeting: Option<PartialDate>) -> Vec<Made> {
    if paper.kind == PaperKind::Agenda {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for passage in &paper.passages {
        for part in parts(paper, passage) {
            for (from, to) in sentences(part.text) {
                let sentence = &part.text[from..to];
                for one in promises(sentence, &part, passage, meeting) {
                    if seen.insert((fold(&one.text), one.due_printed.clone())) {
                        found.push(one);
                    }
                }
            }
        }
    }
    found
}

/// A piece of text with what its column says of it.
struct Part<'a> {
    text: &'a str,
    /// It stands in a column of reporting.
    reporting: bool,
    action: &'a str,
    minute: bool,
}

/// A paragraph, or the cells of a row.
fn parts<'a>(paper: &Paper, passage: &'a Passage) -> Vec<Part<'a>> {
    let minute = paper.kind == PaperKind::Minute;
    if passage.kind != PassageKind::Row {
        return vec![Part { text: &passage.text, reporting: false, action: "", minute }];
    }
    // The actions of a minute's tables are followed in the ledger.
    if minute && passage.columns.len() > 1 {
        return Vec::new();
    }
    let plan = paper.kind == PaperKind::ImprovementPlan;
    let cell = |i: usize| {
        let end = passage.columns.get(i + 1).map_or(u32::MAX, |(_, next)| *next);
        char_slice(&passage.text, passage.columns[i].1, end).trim_end_matches([' ', '|'])
    };
    let means = |wanted: Meaning| (0..passage.columns.len()).find(|i| meaning(&passage.columns[*i].0) == Some(wanted));
    let action = means(Meaning::Action).map_or("", cell);
    let mut out: Vec<Part<'a>> = Vec::new();
    for i in 0..passage.columns.len() {
        let reporting = plan && meaning(&passage.columns[i].0) == Some(Meaning::Reporting);
        // What is to be done is no promise; what is said of it is.
        if meaning(&passage.columns[i].0) != Some(Meaning::Action) {
            out.push(Part { text: cell(i), reporting, action, minute });
        }
    }
    if passage.columns.is_empty() {
        // Cells without headers: each is read by itself.
        out.extend(passage.text.split(" | ").map(|text| Part { text, reporting: plan, action: "", minute }));
    }
    out
}

fn promises(sentence: &str, part: &Part<'_>, passage: &Passage, meeting: Option<PartialDate>) -> Vec<Made> {
    let body = BODY.captures(sentence).map(|c| c["b"].trim().to_owned()).unwrap_or_default();
    let looks_ahead = REPORTS.find(sentence).or_else(|| COMES.find(sentence).filter(|_| !body.is_empty()));
    let binds = || BINDS.find(sentence).filter(|_| !part.minute);
    let from = match (looks_ahead, part.reporting) {
        (Some(found), _) => found.start(),
        (None, true) => 0,
        (None, false) => match binds() {
            Some(found) => found.start(),
            None => return Vec::new(),
        },
    };
    let only_by = looks_ahead.is_none() && !part.reporting;
    let found: Vec<times::Time> = times::find(sentence)
        .into_iter()
        .filter(|t| {
            t.end > from
                && (!only_by
                    || t.printed.to_lowercase().starts_with("by ")
                    || t.printed.to_lowercase().starts_with("before "))
        })
        .collect();
    // "By 2022" said of a time before the paper was written tells of the past.
    let ahead = |due: Option<(PartialDate, PartialDate)>| match (due, meeting) {
        (Some((_, to)), Some(day)) => to.latest() >= day.earliest(),
        _ => true,
    };
    let mut bare = sentence.to_owned();
    for time in found.iter().rev() {
        bare.replace_range(time.start..time.end, " ");
    }
    let bare = BODY.replace_all(&bare, " ").into_owned();
    let about: BTreeSet<String> = subject(&bare).into_iter().filter(|w| !empty(w)).collect();
    found
        .into_iter()
        .filter_map(|time| {
            ahead(times::range(&time.printed, meeting, None)).then(|| Made {
                locator: passage.locator.clone(),
                text: sentence.to_owned(),
                to_body: body.clone(),
                due_printed: time.printed,
                about: about.clone(),
                action: part.action.to_owned(),
                of_series: about.is_empty() || !part.action.is_empty(),
            })
        })
        .collect()
}

fn empty(word: &str) -> bool {
    static STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| words(&EMPTY.join(" ")));
    STEMS.contains(word) || word.chars().all(|c| c.is_ascii_digit())
}

/// Gives promises that stand in a plan the action of their row, where their passage does not tell it.
pub(super) fn place(made: &mut [Made], plan: &[PlanRow]) {
    for one in made.iter_mut().filter(|one| one.action.is_empty()) {
        let row = plan.iter().find(|row| row.reporting.contains(&one.text) || row.progress.contains(&one.text));
        if let Some(row) = row {
            one.action.clone_from(&row.action);
            one.of_series = true;
        }
    }
}

/// What a promise is checked against.
pub(super) struct Evidence<'a> {
    pub(super) shelf: &'a Shelf<'a>,
    /// The items of agendas and minutes, beside the papers.
    pub(super) items: &'a [Vec<Item>],
    /// The later editions of a plan, by paper.
    pub(super) editions: &'a BTreeMap<String, Vec<String>>,
    /// Actions of which an edition says something new, folded, by its paper.
    pub(super) told: &'a BTreeMap<String, Vec<String>>,
    pub(super) meetings: &'a BTreeMap<String, Meetings>,
    pub(super) as_of: Option<PartialDate>,
}

/// The promises of a paper with what became of each.
pub(super) fn settle(at: usize, made: Vec<Made>, evidence: &Evidence<'_>) -> Vec<Promise> {
    if made.is_empty() {
        return Vec::new();
    }
    let papers = evidence.shelf.papers;
    let paper = &papers[at];
    let editions = evidence.editions.get(&paper.paper_id).map(Vec::as_slice).unwrap_or_default();
    let seen = |day: Option<PartialDate>| match (evidence.as_of, day) {
        (Some(limit), Some(day)) => day.earliest() <= limit.latest(),
        _ => true,
    };
    // Later papers of the body, and later editions of the plan wherever they were published.
    let is_later = |i: &usize| {
        let date = papers[*i].date;
        date.is_some() && date > paper.date && seen(date)
    };
    let own = evidence.shelf.of_body(&paper.key);
    let after = own.partition_point(|i| papers[*i].date <= paper.date);
    let mut later: Vec<usize> = own[after..].iter().copied().filter(is_later).collect();
    if !editions.is_empty() {
        let elsewhere = |i: &usize| {
            let other = &papers[*i];
            other.key != paper.key && editions.contains(&other.paper_id)
        };
        later.extend((0..papers.len()).filter(|i| elsewhere(i) && is_later(i)));
        later.sort_by_key(|i| rank(papers, *i));
    }
    let next = paper.date.and_then(|d| evidence.meetings.get(&paper.key).and_then(|m| m.next(d)));
    made.into_iter()
        .enumerate()
        .map(|(n, made)| {
            let due = times::range(&made.due_printed, paper.date, next);
            let about = evidence.shelf.about(&made.about);
            let found =
                later.iter().find(|i| in_time(&papers[**i], due) && keeps(&made, &about, **i, editions, evidence));
            let (outcome, kept_by) = match found {
                Some(i) => {
                    let by = &papers[*i];
                    let late = by.date.zip(due).is_some_and(|(date, (_, to))| date.earliest() > to.latest());
                    (if late { Outcome::Late } else { Outcome::Kept }, name(by))
                }
                None => (missing(due, &later, evidence), String::new()),
            };
            let order = n.to_string();
            Promise {
                id: short_id(&["promise", &paper.paper_id, &fold(&made.text), &made.due_printed, &order]),
                paper_id: paper.paper_id.clone(),
                source: paper.source.clone(),
                locator: made.locator,
                text: made.text,
                to_body: made.to_body,
                due_printed: made.due_printed,
                due_from: due.map(|(from, _)| from),
                due_to: due.map(|(_, to)| to),
                outcome,
                kept_by,
            }
        })
        .collect()
}

/// A paper that comes long before the time is not yet what was promised for it.
fn in_time(paper: &PaperFacts, due: Option<(PartialDate, PartialDate)>) -> bool {
    let early = |from: PartialDate| from.earliest().map(|day| day.saturating_sub(EARLY.days()));
    match (paper.date, due) {
        (Some(date), Some((from, _))) => date.latest() >= early(from),
        _ => true,
    }
}

/// Whether a later paper is what was promised.
fn keeps(made: &Made, about: &About<'_>, at: usize, editions: &[String], evidence: &Evidence<'_>) -> bool {
    let paper = &evidence.shelf.papers[at];
    if made.of_series && editions.contains(&paper.paper_id) {
        let row = fold(&made.action);
        let told = evidence.told.get(&paper.paper_id).is_some_and(|rows| rows.contains(&row));
        return row.is_empty() || told;
    }
    if made.about.is_empty() {
        return false;
    }
    match paper.kind {
        PaperKind::Agenda | PaperKind::Minute => {
            let named = |item: &Item| {
                !item.is_routine() && made.about.len() >= 2 && covered(&made.about, &words(&item.title)) >= 0.66
            };
            evidence.items[at].iter().any(named)
        }
        _ => about.is(at),
    }
}

/// Not found where papers of that time are held, otherwise there is nothing to check against.
///
/// A month is checked once a paper of that month is held; a longer time only once it is nearly over.
fn missing(due: Option<(PartialDate, PartialDate)>, later: &[usize], evidence: &Evidence<'_>) -> Outcome {
    let last = later.iter().filter_map(|i| evidence.shelf.papers[*i].date).filter_map(|d| d.earliest()).max();
    let from = due.and_then(|(from, to)| {
        let month = to.latest()?.saturating_sub(30.days());
        Some(from.earliest()?.max(month))
    });
    match (last, from) {
        (Some(last), Some(from)) if last >= from => Outcome::NotFound,
        _ => Outcome::NoLaterPaper,
    }
}

/// A promise that several copies of one paper make is listed once: from a copy with pages, where there is one.
pub(super) fn once(promises: Vec<Promise>, papers: &[PaperFacts]) -> Vec<Promise> {
    let facts: BTreeMap<&str, &PaperFacts> = papers.iter().map(|p| (p.paper_id.as_str(), p)).collect();
    let key = |p: &Promise| {
        let paper = facts.get(p.paper_id.as_str());
        (paper.map(|f| (f.key.clone(), f.date)), fold(&p.text), p.due_printed.clone())
    };
    let mut best: BTreeMap<_, usize> = BTreeMap::new();
    for (i, promise) in promises.iter().enumerate() {
        best.entry(key(promise))
            .and_modify(|at| {
                if promises[*at].locator.page.is_none() && promise.locator.page.is_some() {
                    *at = i;
                }
            })
            .or_insert(i);
    }
    let kept: BTreeSet<usize> = best.into_values().collect();
    promises.into_iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, p)| p).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(text: &str, reporting: bool) -> Vec<String> {
        let part = Part { text, reporting, action: "", minute: false };
        let passage = Passage {
            id: String::new(),
            kind: PassageKind::Paragraph,
            text: text.into(),
            locator: Locator::default(),
            lead_in: None,
            stem: None,
            columns: Vec::new(),
            margin: Vec::new(),
        };
        sentences(text)
            .into_iter()
            .flat_map(|(a, b)| promises(&text[a..b], &part, &passage, PartialDate::ym(2021, 9)))
            .map(|m| format!("{}>{}", m.to_body, m.due_printed))
            .collect()
    }

    #[test]
    fn sentences_that_promise() {
        for (text, reporting, expected) in [
            (
                "The plan is to be reported to the Board in March 2022. A paper will be submitted to the Audit Committee by June 2022.",
                false,
                "Board>March 2022;Audit Committee>by June 2022",
            ),
            (
                "Action subject to standalone progress reporting to the Board by March 2022.",
                false,
                "Board>by March 2022",
            ),
            ("We will report on progress in May 2025.", false, ">May 2025"),
            ("Discussion to take place at the Board in December 2021.", true, "Board>December 2021"),
            ("The Council will publish the plan by 31 March 2022.", false, ">by 31 March 2022"),
            ("In October, an online event will take place with the business community.", false, ""),
            ("The Board met in June 2021.", false, ""),
            ("This was to be reported to the Board in March 2019.", false, ""),
        ] {
            assert_eq!(read_one(text, reporting).join(";"), expected, "{text}");
        }
    }
}
