//! Which papers belong to one body, and when that body meets.

use crate::model::date::PartialDate;
use crate::model::paper::{Paper, PaperKind};
use crate::model::records::SourceRecord;
use crate::util::dates;
use crate::util::pattern;
use crate::util::text::{char_slice, collapse, fold};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:next|future|forthcoming)\s+(?:\w+\s+){0,3}?meetings?\b|\bdates?\s+of\s+(?:\w+\s+){0,2}?meetings?\b|\bfuture\s+items\b|\bmeeting\s+dates\b",
    )
});

/// How much of a paper's opening is kept to know it by, in Unicode characters.
const OPENING: u32 = 900;

/// What is kept of a paper once its source has streamed past.
#[derive(Debug, Clone)]
pub(super) struct PaperFacts {
    pub(super) source: String,
    pub(super) paper_id: String,
    pub(super) title: String,
    pub(super) opening: String,
    pub(super) kind: PaperKind,
    pub(super) date: Option<PartialDate>,
    /// The body as printed, and the key that its papers share.
    pub(super) body: String,
    pub(super) key: String,
}

/// The papers of a source, with the body and date that papers bound together share where one of them has none.
pub(super) fn facts(record: &SourceRecord<'_>) -> Vec<PaperFacts> {
    let papers = || record.papers.iter().map(|p| &p.paper);
    let named = |kind: PaperKind| papers().find(|p| p.kind == kind && p.body.as_deref().is_some_and(is_proper));
    let shared = named(PaperKind::Agenda)
        .or_else(|| named(PaperKind::Minute))
        .or_else(|| papers().find(|p| p.body.as_deref().is_some_and(is_proper)));
    let bound = papers().count() > 1;
    let meeting = papers().find(|p| p.kind == PaperKind::Agenda).and_then(|p| p.date.as_ref()).map(|d| d.date);
    papers()
        .map(|paper| {
            let own = paper.body.clone().filter(|b| is_proper(b));
            let body = own
                .or_else(|| shared.filter(|_| bound).and_then(|p| p.body.clone()))
                .or_else(|| paper.body.clone())
                .unwrap_or_default();
            let key = match fold(&body) {
                empty if empty.is_empty() => format!("source {}", record.entry.name),
                key => key.strip_prefix("the ").map(str::to_owned).unwrap_or(key),
            };
            PaperFacts {
                source: record.entry.name.clone(),
                paper_id: paper.id.clone(),
                title: paper.title.clone(),
                opening: opening(paper),
                kind: paper.kind,
                date: paper.date.as_ref().map(|d| d.date).or(meeting),
                body,
                key,
            }
        })
        .collect()
}

/// A name, not a word such as `Board` that every report uses of its own.
fn is_proper(body: &str) -> bool {
    fold(body).split(' ').filter(|w| *w != "the").count() > 1
}

fn opening(paper: &Paper) -> String {
    let mut out = String::new();
    for passage in paper.passages.iter().take(12) {
        out.push_str(&passage.text);
        out.push(' ');
        if out.len() > OPENING as usize * 2 {
            break;
        }
    }
    char_slice(&out, 0, OPENING).to_owned()
}

/// Gives bodies whose name begins with another's the other's key: "Improvement Board Advisory Board" is that of "Improvement
/// Board".
pub(super) fn join_keys(papers: &mut [PaperFacts]) -> BTreeMap<String, String> {
    let keys: BTreeSet<String> = papers.iter().map(|p| p.key.clone()).collect();
    let mut joined = BTreeMap::new();
    for key in &keys {
        let shorter = keys
            .iter()
            .filter(|k| k.split(' ').count() > 2 && key.len() > k.len() && key.starts_with(&format!("{k} ")))
            .min_by_key(|k| k.len());
        joined.insert(key.clone(), shorter.unwrap_or(key).clone());
    }
    for paper in papers {
        if let Some(key) = joined.get(&paper.key) {
            paper.key.clone_from(key);
        }
    }
    joined
}

/// Days on which a body met or means to meet.
#[derive(Debug, Clone, Default)]
pub(super) struct Meetings {
    planned: BTreeSet<PartialDate>,
    cancelled: BTreeSet<PartialDate>,
    /// Who announced a day first.
    announced: BTreeMap<PartialDate, Announcement>,
}

/// Where a meeting was announced.
#[derive(Debug, Clone)]
pub(super) struct Announcement {
    pub(super) paper_id: String,
    pub(super) page: Option<u32>,
}

impl Meetings {
    /// Adds the meeting of a paper, and the meetings that it announces or calls off.
    pub(super) fn read(&mut self, paper: &Paper) {
        if !matches!(paper.kind, PaperKind::Minute | PaperKind::Agenda) {
            return;
        }
        let own = paper.date.as_ref().map(|d| d.date);
        self.planned.extend(own.filter(|d| d.day.is_some()));
        let said = |page| Announcement { paper_id: paper.id.clone(), page };
        for passage in &paper.passages {
            let page = passage.locator.page;
            if passage.locator.section.last().is_some_and(|h| NEXT.is_match(h)) {
                self.announce(&passage.text, own, &said(page));
            } else if let Some(at) = NEXT.find(&passage.text) {
                // The cells of a row say different things.
                self.announce(passage.text[at.end()..].split(" | ").next().unwrap_or_default(), own, &said(page));
            }
        }
        // A minute set as a table may hold its dates in cells that passages join.
        for heading in paper.outline.iter().filter(|h| NEXT.is_match(&h.text)) {
            self.announce(&heading.text, own, &said(heading.page));
        }
    }

    /// Every day that was announced, with the paper that did so first.
    pub(super) fn announcements(&self) -> impl Iterator<Item = (PartialDate, &Announcement)> {
        self.announced.iter().map(|(day, said)| (*day, said))
    }

    /// Whether a meeting was called off.
    pub(super) fn is_cancelled(&self, day: PartialDate) -> bool {
        self.cancelled.contains(&day)
    }

    /// Takes in the meetings of the same body under another name.
    pub(super) fn join(&mut self, other: Meetings) {
        self.planned.extend(other.planned);
        self.cancelled.extend(other.cancelled);
        for (day, said) in other.announced {
            self.announced.entry(day).or_insert(said);
        }
    }

    fn announce(&mut self, text: &str, own: Option<PartialDate>, said: &Announcement) {
        let text = collapse(text);
        let found = dates::find(&text);
        for (i, date) in found.iter().enumerate() {
            let (Some(month), Some(day)) = (date.month, date.day) else { continue };
            let whole = match date.year {
                Some(year) => PartialDate::ymd(year, month, day),
                None => super::due::following(own, |year| PartialDate::ymd(year, month, day)),
            };
            let Some(whole) = whole.filter(|d| own.is_none_or(|own| *d > own)) else { continue };
            let end = found.get(i + 1).map_or(text.len(), |next| next.start);
            let note = text[date.end..end].to_lowercase();
            self.announced.entry(whole).or_insert_with(|| said.clone());
            if note.contains("cancel") || note.contains("postponed") {
                self.cancelled.insert(whole);
            } else {
                self.planned.insert(whole);
            }
        }
    }

    /// The first meeting after a day that is not called off.
    pub(super) fn next(&self, after: PartialDate) -> Option<PartialDate> {
        self.planned.iter().copied().find(|d| *d > after && !self.cancelled.contains(d))
    }
}
