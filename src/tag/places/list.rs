//! Names that stand in a list, and lists that name bodies: "the Universities of Glasgow and Edinburgh".

use super::data::{Doubt, Nation, RowKind};
use super::judge::Passage;
use super::scan::Role;
use super::window::{Window, last_word};
use super::words as w;
use std::ops::Range;

/// The names joined to this one by commas, "and", "or" and "&", itself among them.
pub(super) fn span(passage: &Passage<'_>, at: usize) -> Range<usize> {
    let joined = |a: usize| {
        let gap = passage.text[passage.names[a].end..passage.names[a + 1].start].trim();
        matches!(gap, "," | "and" | "or" | "&" | ", and" | ", or")
    };
    let (mut first, mut last) = (at, at);
    while first > 0 && joined(first - 1) {
        first -= 1;
    }
    while last + 1 < passage.names.len() && joined(last) {
        last += 1;
    }
    first..last + 1
}

/// Whether the list that a name stands in names bodies: "Universities of Glasgow and Edinburgh", "Fife and Orkney Health Boards",
/// "NHS Fife, Highland and Orkney" where each of these has its board.
pub(super) fn of_bodies(passage: &Passage<'_>, at: usize) -> bool {
    let span = span(passage, at);
    if span.len() < 2 {
        return false;
    }
    let window = |i: usize| Window::new(passage.text, passage.names[i].start, passage.names[i].end);
    let (first, last) = (window(span.start), window(span.end - 1));
    let headed = first.touches_before()
        && first.before == "of"
        && matches!(first.second_before(), "Universities" | "universities" | "Colleges" | "Bishops" | "Earls");
    let next = last.capitals_after();
    let tailed = matches!(next.as_slice(), ["Universities" | "Colleges" | "Airports" | "Prisons", ..])
        || matches!(
            next.as_slice(),
            ["Health", "Boards", ..] | ["City", "Region", "Deal", ..] | ["Region", "Deal", ..]
        );
    let board = |i: usize| {
        let name = format!("NHS {}", &passage.text[passage.names[i].start..passage.names[i].end]);
        passage.scanner.all(&name).iter().any(|c| {
            c.end == name.len() && c.start == 0 && passage.scanner.roles(*c).iter().any(|r| matches!(r, Role::Body(_)))
        })
    };
    // "NHS Orkney and Orkney": the second is the place.
    let own = |i: usize| first.name().ends_with(&passage.text[passage.names[i].start..passage.names[i].end]);
    let boards = || {
        first.name().starts_with("NHS ") && at > span.start && (span.start + 1..span.end).all(|i| board(i) && !own(i))
    };
    headed || tailed || boards()
}

impl Passage<'_> {
    /// A hyphen joins the name to the next one, both are places, and they are no surname of two parts: "Perth-Inverness line".
    pub(super) fn hyphenated(&self, at: usize) -> bool {
        let [here, next] = [at, at + 1].map(|i| self.names.get(i).copied());
        let (Some(here), Some(next)) = (here, next) else { return false };
        let person = |i: usize| {
            self.scanner.roles(self.names[i]).iter().any(|r| matches!(r, Role::Place(i) if self.rows[*i].doubt.person))
        };
        matches!(&self.text[here.end..next.start], "-" | "\u{2011}")
            && self.is_place(at)
            && self.is_place(at + 1)
            && !(person(at) && person(at + 1))
    }

    /// A list of doubtful names after a locative or "of", all places of the nation that the paper is about: "residents of Wick,
    /// Nairn and Tongue".
    pub(super) fn list_of_its_own(&self, at: usize, nation: Option<Nation>) -> bool {
        let span = span(self, at);
        let first = self.names[span.start];
        let (before, gap) = last_word(&self.text[..first.start]);
        let place = |i: usize| {
            let name = self.text[self.names[i].start..self.names[i].end].to_lowercase();
            !self.context.people.contains(&name)
                && self
                    .scanner
                    .roles(self.names[i])
                    .iter()
                    .any(|r| matches!(r, Role::Place(row) if self.rows[*row].nation == nation))
        };
        span.len() > 1
            && nation.is_some()
            && self.context.nation == nation
            && gap == " "
            && (w::STRONG_LOCATIVES.contains(&before) || matches!(before, "of" | "between" | "Between"))
            && span.into_iter().all(place)
    }

    /// A list holds an area that is nobody's name: "Aberdeenshire, Moray and Highland (2022)".
    pub(super) fn beside_an_area(&self, at: usize) -> bool {
        let doubtless = |r: &Role| matches!(r, Role::Place(i) if self.rows[*i].kind == RowKind::Area && self.rows[*i].doubt == Doubt::default());
        let span = span(self, at);
        span.len() > 1 && span.into_iter().any(|i| self.scanner.roles(self.names[i]).iter().any(doubtless))
    }

    /// Three areas of the nation or more in a list: "lessons from Moray, Angus and Highland" in a paper about England.
    pub(super) fn list_of_areas(&self, at: usize, nation: Nation) -> bool {
        let span = span(self, at);
        let area = |i: usize| {
            self.scanner.roles(self.names[i]).iter().any(|r| {
                matches!(r, Role::Place(row) if self.rows[*row].kind == RowKind::Area && self.rows[*row].nation == Some(nation))
            })
        };
        span.len() > 2 && span.into_iter().all(area)
    }
}
