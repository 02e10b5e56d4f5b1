//! Names that stand in a list, and lists that name bodies: "the Universities of Glasgow and Edinburgh".

use super::data::{Doubt, Nation, PlaceRow, RowKind};
use super::judge::Passage;
use super::scan::{Candidate, Role};
use super::window::{Window, last_word};
use super::words as w;
use std::cell::OnceCell;
use std::ops::Range;

/// Names joined by commas, "and", "or" and "&", one alone among them. What is asked of all its names is found once, so that no list
/// makes the work on each of them long.
#[derive(Debug, Default)]
pub(super) struct List {
    names: Range<usize>,
    bodies: OnceCell<bool>,
    boards: OnceCell<bool>,
    own: OnceCell<bool>,
    doubtless: OnceCell<bool>,
    areas_of: OnceCell<Vec<Nation>>,
}

/// The lists of a text's names, in order; every name is in one.
pub(super) fn lists(text: &str, names: &[Candidate]) -> Vec<List> {
    let joined = |at: usize| {
        let gap = text[names[at - 1].end..names[at].start].trim();
        matches!(gap, "," | "and" | "or" | "&" | ", and" | ", or")
    };
    let mut out: Vec<List> = Vec::new();
    for at in 0..names.len() {
        match out.last_mut() {
            Some(list) if joined(at) => list.names.end = at + 1,
            _ => out.push(List { names: at..at + 1, ..List::default() }),
        }
    }
    out
}

/// Whether the list that a name stands in names bodies: "Universities of Glasgow and Edinburgh", "Fife and Orkney Health Boards",
/// "NHS Fife, Highland and Orkney" where each of these has its board.
pub(super) fn of_bodies(passage: &Passage<'_>, at: usize) -> bool {
    let list = passage.list(at);
    let span = list.names.clone();
    if span.len() < 2 {
        return false;
    }
    let name = |i: usize| &passage.text[passage.names[i].start..passage.names[i].end];
    let window = |i: usize| Window::new(passage.text, passage.names[i].start, passage.names[i].end);
    let bodies = || {
        let first = window(span.start);
        let headed = first.touches_before()
            && first.before == "of"
            && matches!(first.second_before(), "Universities" | "universities" | "Colleges" | "Bishops" | "Earls");
        let tailed = matches!(
            window(span.end - 1).capitals_after().as_slice(),
            ["Universities" | "Colleges" | "Airports" | "Prisons", ..]
                | ["Health", "Boards", ..]
                | ["City", "Region", "Deal", ..]
                | ["Region", "Deal", ..]
        );
        headed || tailed
    };
    let board = |i: usize| {
        let name = format!("NHS {}", name(i));
        passage.scanner.all(&name).iter().any(|c| {
            c.end == name.len() && c.start == 0 && passage.scanner.roles(*c).iter().any(|r| matches!(r, Role::Body(_)))
        })
    };
    // "NHS Orkney and Orkney": the second is the place.
    let own = |i: usize| name(span.start).ends_with(name(i));
    let boards = || name(span.start).starts_with("NHS ") && (span.start + 1..span.end).all(|i| board(i) && !own(i));
    *list.bodies.get_or_init(bodies) || at > span.start && *list.boards.get_or_init(boards)
}

impl Passage<'_> {
    /// The list that a name stands in.
    fn list(&self, at: usize) -> &List {
        &self.lists[self.lists.partition_point(|list| list.names.end <= at)]
    }

    /// A hyphen joins the name to the next one, both are places, and they are no surname of two parts: "Perth-Inverness line".
    pub(super) fn hyphenated(&self, at: usize) -> bool {
        let [here, next] = [at, at + 1].map(|i| self.names.get(i).copied());
        let (Some(here), Some(next)) = (here, next) else { return false };
        let person = |i: usize| self.names_row(i, |row| row.doubt.person);
        matches!(&self.text[here.end..next.start], "-" | "\u{2011}")
            && self.is_place(at)
            && self.is_place(at + 1)
            && !(person(at) && person(at + 1))
    }

    /// A list of doubtful names after a locative or "of", all places of the nation that the paper is about: "residents of Wick,
    /// Nairn and Tongue".
    pub(super) fn list_of_its_own(&self, at: usize, nation: Option<Nation>) -> bool {
        let list = self.list(at);
        let own = || {
            let span = list.names.clone();
            let (before, gap) = last_word(&self.text[..self.names[span.start].start]);
            let place = |i: usize| {
                let name = self.text[self.names[i].start..self.names[i].end].to_lowercase();
                !self.context.people.contains(&name) && self.names_row(i, |row| row.nation == nation)
            };
            span.len() > 1
                && gap == " "
                && (w::STRONG_LOCATIVES.contains(&before) || matches!(before, "of" | "between" | "Between"))
                && span.into_iter().all(place)
        };
        nation.is_some() && self.context.nation == nation && *list.own.get_or_init(own)
    }

    /// A list holds an area that is nobody's name: "Aberdeenshire, Moray and Highland (2022)".
    pub(super) fn beside_an_area(&self, at: usize) -> bool {
        let list = self.list(at);
        let doubtless = |row: &PlaceRow| row.kind == RowKind::Area && row.doubt == Doubt::default();
        let any = || list.names.len() > 1 && list.names.clone().any(|i| self.names_row(i, doubtless));
        *list.doubtless.get_or_init(any)
    }

    /// Three areas of the nation or more in a list: "lessons from Moray, Angus and Highland" in a paper about England.
    pub(super) fn list_of_areas(&self, at: usize, nation: Nation) -> bool {
        let list = self.list(at);
        let all_of = |nation: &Nation| {
            let area = |row: &PlaceRow| row.kind == RowKind::Area && row.nation == Some(*nation);
            list.names.clone().all(|i| self.names_row(i, area))
        };
        let nations = || Nation::ALL.into_iter().filter(all_of).collect();
        list.names.len() > 2 && list.areas_of.get_or_init(nations).contains(&nation)
    }

    /// Whether a name may be that of such a place.
    fn names_row(&self, at: usize, is: impl Fn(&PlaceRow) -> bool) -> bool {
        self.scanner.roles(self.names[at]).iter().any(|r| matches!(r, Role::Place(i) if is(&self.rows[*i])))
    }
}
