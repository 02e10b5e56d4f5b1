//! Editions of one improvement plan compared row by row.
//!
//! Two papers are editions of one plan where a third of the shorter one's rows, and two rows at least, stand in the other in the
//! same words. Editions follow one another by date; a plan that is held twice (as Word and as PDF) is one edition. A row is that
//! of the next edition with the likest action, under the same theme where there is one; it has *progressed* where what is said
//! of it changed, is *unchanged* where nothing did, was *reworded* where its action did, and is *new* or *gone* otherwise.

use super::similar::{dice, words};
use super::status::stated;
use crate::model::action::ActionStatus;
use crate::model::date::PartialDate;
use crate::model::plan::{PlanChange, PlanRow};
use crate::util::pattern;
use crate::util::text::{fold, word_count};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How alike the actions of two rows under one theme must be.
const REWORDED: f64 = 0.5;
/// The same under different themes, and the share of rows that makes two papers editions of one plan.
const ELSEWHERE: f64 = 0.7;
const SHARED: usize = 3;
/// A longer text about progress tells of many things: what it says of completion is not the row's status.
const SHORT: u64 = 30;

static COLOURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:(?P<b>blue)|(?P<g>green|on[ -]track|on target|on schedule)|(?P<a>amber|yellow|at risk|some (?:delay|slippage)|minor (?:delay|slippage)|slightly behind)|(?P<r>red|off[ -]track|off target|significant (?:delay|slippage)|behind schedule|overdue|delayed)|(?P<n>not (?:yet )?(?:started|begun)|to be started))\b",
    )
});
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^\W*(?:now |fully |action |work )?(?:complete|completed|done|closed|achieved|delivered|finished)\b|\b(?:action|work|this) (?:is |has been |now )+(?:complete|completed|done|closed|finished)\b",
    )
});
static INITIAL: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"^\s*([BRAG])\s*$"));

/// What is known of the paper that a row stands in.
pub(super) struct Edition {
    pub(super) paper_id: String,
    pub(super) date: Option<PartialDate>,
}

/// What the editions of plans say to one another.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// The later editions of a plan by its paper, next first.
    pub(super) later: BTreeMap<String, Vec<String>>,
    /// The actions of the edition before of which an edition says something new, folded, by its paper.
    pub(super) told: BTreeMap<String, Vec<String>>,
}

/// The status that a row's own words state, in the words of the output contract; empty where they state none.
///
/// A printed status decides, then the reporting cell, then a short progress cell. RAG words mean what they mean: green is on
/// track, amber at risk, red off track, blue complete.
pub(super) fn status(printed: &str, reporting: &str, progress: &str) -> String {
    let of = |text: &str| stated(text).map(|s: ActionStatus| s.as_str().to_owned());
    let colour = |text: &str| {
        let caps = COLOURS.captures(text)?;
        let word = [("b", "complete"), ("g", "on track"), ("a", "at risk"), ("r", "off track"), ("n", "not started")];
        word.into_iter().find(|(name, _)| caps.name(name).is_some()).map(|(_, status)| status.to_owned())
    };
    if !printed.is_empty() {
        let letter = INITIAL.captures(printed).map(|c| match &c[1] {
            "B" => "complete".to_owned(),
            "G" => "on track".to_owned(),
            "A" => "at risk".to_owned(),
            _ => "off track".to_owned(),
        });
        return of(printed).or_else(|| colour(printed)).or(letter).unwrap_or_else(|| fold(printed));
    }
    let short = |text: &str| if word_count(text) <= SHORT { text.to_owned() } else { String::new() };
    of(&short(reporting)).or_else(|| of_progress(&short(progress))).or_else(|| not_begun(progress)).unwrap_or_default()
}

/// What a cell of progress says of its action. That some part of the work was closed or completed says nothing of the whole, so
/// completion must open the cell or be said of the action.
fn of_progress(progress: &str) -> Option<String> {
    let status = stated(progress)?;
    (status != ActionStatus::Complete || WHOLE.is_match(progress)).then(|| status.as_str().to_owned())
}

/// A progress cell that opens by saying that nothing was done.
fn not_begun(progress: &str) -> Option<String> {
    let folded = fold(progress);
    let opens = ["not begun", "not started", "not yet begun", "not yet started", "no progress"];
    opens.iter().any(|w| folded.starts_with(w)).then(|| "not started".to_owned())
}

/// Sets edition and change of every row.
pub(super) fn compare(rows: &mut [PlanRow], papers: &[Edition]) -> Series {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        places.entry(row.paper_id.as_str()).or_default().push(i);
    }
    // Papers with rows, by date and then in the order of sources.
    let mut held: Vec<(Option<PartialDate>, usize, Vec<usize>)> = Vec::new();
    for (at, paper) in papers.iter().enumerate() {
        if let Some(rows) = places.get(paper.paper_id.as_str()) {
            held.push((paper.date, at, rows.clone()));
        }
    }
    held.sort_by_key(|(date, at, _)| (*date, *at));
    let wordings: Vec<BTreeSet<String>> =
        held.iter().map(|(_, _, at)| at.iter().map(|i| fold(&rows[*i].action)).collect()).collect();
    let related = |a: usize, b: usize| {
        let shared = wordings[a].intersection(&wordings[b]).count();
        shared >= 2 && shared * SHARED >= wordings[a].len().min(wordings[b].len())
    };
    // Series of editions: each paper joins the first series that holds a relative.
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in 0..held.len() {
        match groups.iter_mut().find(|s| s.iter().any(|j| related(i, *j))) {
            Some(found) => found.push(i),
            None => groups.push(vec![i]),
        }
    }
    let mut series = Series::default();
    let mut changes: Vec<(usize, PlanChange)> = Vec::new();
    for members in groups {
        let dates: BTreeSet<PartialDate> = members.iter().filter_map(|i| held[*i].0).collect();
        for (n, i) in members.iter().enumerate() {
            let (date, at, own) = &held[*i];
            let edition = match date {
                Some(date) => date.to_string(),
                None => format!("undated {}", n + 1),
            };
            own.iter().for_each(|row| rows[*row].edition.clone_from(&edition));
            let Some(date) = date else { continue };
            let with = |day: Option<&PartialDate>| {
                day.and_then(|day| members.iter().find(|j| held[**j].0 == Some(*day))).map(|j| held[*j].2.clone())
            };
            if let Some(before) = with(dates.range(..*date).next_back()) {
                let told = series.told.entry(papers[*at].paper_id.clone()).or_default();
                changes.extend(changed(rows, &before, own, told));
            }
            if let Some(after) = with(dates.iter().find(|d| *d > date)) {
                changes.extend(gone(rows, own, &after));
            }
            let follow = members.iter().filter(|j| held[**j].0.is_some_and(|d| d > *date));
            series
                .later
                .insert(papers[*at].paper_id.clone(), follow.map(|j| papers[held[*j].1].paper_id.clone()).collect());
        }
    }
    for (row, change) in changes {
        rows[row].change.push(change);
    }
    series
}

/// Pairs of rows of two editions, likest first; no row twice.
fn pairs(rows: &[PlanRow], before: &[usize], after: &[usize]) -> Vec<(usize, usize)> {
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in before.iter().enumerate() {
        let own = words(&rows[*a].action);
        for (j, b) in after.iter().enumerate() {
            let alike = if fold(&rows[*a].action) == fold(&rows[*b].action) {
                2.0
            } else {
                let alike = dice(&own, &words(&rows[*b].action));
                let same_theme = fold(&rows[*a].theme) == fold(&rows[*b].theme);
                if alike < if same_theme { REWORDED } else { ELSEWHERE } {
                    continue;
                }
                alike
            };
            likely.push((alike, i, j));
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for (_, i, j) in likely {
        if !left.contains(&i) && !right.contains(&j) {
            left.insert(i);
            right.insert(j);
            out.push((before[i], after[j]));
        }
    }
    out
}

/// How the rows of an edition differ from those of the one before; the old actions of those that say something new go to `told`.
fn changed(rows: &[PlanRow], before: &[usize], after: &[usize], told: &mut Vec<String>) -> Vec<(usize, PlanChange)> {
    let paired: BTreeMap<usize, usize> = pairs(rows, before, after).into_iter().map(|(a, b)| (b, a)).collect();
    let same = |x: &str, y: &str| fold(x) == fold(y);
    let mut kind = |b: &usize| {
        let Some(a) = paired.get(b) else { return PlanChange::New };
        let (old, new) = (&rows[*a], &rows[*b]);
        if !same(&old.progress, &new.progress) {
            told.push(fold(&old.action));
        }
        if !same(&old.action, &new.action) {
            PlanChange::Reworded
        } else if same(&old.progress, &new.progress) && same(&old.status, &new.status) {
            PlanChange::Unchanged
        } else {
            PlanChange::Progressed
        }
    };
    after.iter().map(|b| (*b, kind(b))).collect()
}

/// The rows of an edition that the next one no longer has.
fn gone(rows: &[PlanRow], own: &[usize], after: &[usize]) -> Vec<(usize, PlanChange)> {
    let kept: BTreeSet<usize> = pairs(rows, own, after).into_iter().map(|(a, _)| a).collect();
    own.iter().filter(|row| !kept.contains(row)).map(|row| (*row, PlanChange::Gone)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_colours_become_a_status() {
        for (printed, reporting, progress, expected) in [
            ("Amber", "", "", "at risk"),
            ("G", "", "", "on track"),
            ("Complete", "", "", "complete"),
            ("", "Action complete.", "Agreed in June.", "complete"),
            ("", "", "Work is under way.", ""),
            ("", "", "Not begun. No lead has been found.", "not started"),
            ("Phase 2", "", "", "phase 2"),
        ] {
            assert_eq!(status(printed, reporting, progress), expected, "{printed}{reporting}{progress}");
        }
    }

    #[test]
    fn rows_are_followed_from_edition_to_edition() {
        let row = |paper: &str, action: &str, progress: &str| PlanRow {
            paper_id: paper.into(),
            theme: "Voice".into(),
            action: action.into(),
            progress: progress.into(),
            ..PlanRow::default()
        };
        let mut rows = vec![
            row("one", "Support each locality to write a plan", "Begun"),
            row("one", "Publish a guide", "Drafted"),
            row("one", "Choose no more than twelve measures", "Begun"),
            row("one", "Train new members", "None"),
            row("two", "Support each locality to write a plan", "Three written"),
            row("two", "Publish a guide", "Drafted"),
            row("two", "Choose no more than fifteen measures", "Begun"),
            row("two", "Appoint a co-ordinator", ""),
        ];
        let on = |paper: &str, month| Edition { paper_id: paper.into(), date: PartialDate::ym(2024, month) };
        let series = compare(&mut rows, &[on("two", 8), on("one", 2)]);
        let seen: Vec<String> = rows
            .iter()
            .map(|r| format!("{} {}", r.edition, r.change.iter().map(|c| c.as_str()).collect::<Vec<_>>().join("|")))
            .collect();
        assert_eq!(
            seen,
            [
                "2024-02 ",
                "2024-02 ",
                "2024-02 ",
                "2024-02 gone",
                "2024-08 progressed",
                "2024-08 unchanged",
                "2024-08 reworded",
                "2024-08 new"
            ]
        );
        assert_eq!(series.later["one"], ["two"]);
    }
}
