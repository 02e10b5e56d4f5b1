//! Which nation a text is about, as far as its words tell.

use super::data::{Nation, PlaceRow, RowKind};
use super::scan::{Candidate, Role, Scanner};
use super::window::{Window, capital};
use super::words;
use std::collections::BTreeMap;

/// Points for each nation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence([u32; 5]);

/// The most that one name may add to a paper's score, so that a word used on every page does not decide alone.
const MOST: u32 = 4;

impl Evidence {
    pub(super) fn of(self, nation: Nation) -> u32 {
        self.0[nation as usize]
    }

    fn add(&mut self, nation: Nation, points: u32) {
        self.0[nation as usize] += points;
    }

    /// The nation with at least two points and half as many again as any other.
    pub(super) fn decide(self) -> Option<Nation> {
        let best = Nation::ALL.into_iter().max_by_key(|n| (self.of(*n), std::cmp::Reverse(*n)))?;
        let second = Nation::ALL.into_iter().filter(|n| *n != best).map(|n| self.of(n)).max().unwrap_or(0);
        (self.of(best) >= 2 && 2 * self.of(best) >= 3 * second).then_some(best)
    }
}

/// The nation that a name speaks for by itself, and whether it does more than name an area.
pub(super) fn speaks(
    scanner: &Scanner,
    rows: &[PlaceRow],
    body_nations: &[Option<Nation>],
    text: &str,
    candidate: Candidate,
) -> Option<(Nation, bool)> {
    let elsewhere = |n: Nation| n == Nation::Elsewhere;
    let mut found = None;
    let mut firm = false;
    for role in scanner.roles(candidate) {
        let nation = match *role {
            Role::Cue(nation) => Some(nation),
            Role::Body(i) => body_nations[i],
            Role::Council(i) => rows[i].nation.filter(|_| !rows[i].doubt.shared),
            Role::Place(i) => match rows[i].kind {
                RowKind::Area | RowKind::Nation => {
                    let doubt = rows[i].doubt;
                    rows[i].nation.filter(|_| !(doubt.shared || doubt.person || doubt.word || doubt.adjective))
                }
                _ => None,
            },
            Role::NotAPlace => None,
        };
        let bare = matches!(*role, Role::Place(i) if rows[i].kind == RowKind::Area);
        firm |= nation.is_some() && !bare;
        found = found.or(nation);
    }
    let nation = found?;
    let window = Window::new(text, candidate.start, candidate.end);
    // "Victoria Smith", "Ms Virginia", "Illinois Road": a forename or a street tells nothing.
    let surname = window.touches_after() && capital(window.after) && words::FORENAMES.contains(&window.name());
    let street = window.touches_after() && words::STREETS.contains(&window.after);
    if window.inside_a_word() || street || (elsewhere(nation) && surname) { None } else { Some((nation, firm)) }
}

/// The evidence of one passage, and that of its names that do more than name an area: each name counts each time.
pub(super) fn passage(
    scanner: &Scanner,
    rows: &[PlaceRow],
    body_nations: &[Option<Nation>],
    text: &str,
    names: &[Candidate],
) -> (Evidence, Evidence) {
    let (mut all, mut firm) = (Evidence::default(), Evidence::default());
    for candidate in names {
        if let Some((nation, is_firm)) = speaks(scanner, rows, body_nations, text, *candidate) {
            all.add(nation, 1);
            firm.add(nation, u32::from(is_firm));
        }
    }
    (all, firm)
}

/// The evidence of a paper, gathered text by text.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    names: BTreeMap<(Nation, usize), u32>,
    /// The same without bare areas.
    firm: BTreeMap<(Nation, usize), u32>,
    settlements: BTreeMap<(Nation, usize), u32>,
    postcodes: Evidence,
}

impl Gathered {
    pub(super) fn add(
        &mut self,
        scanner: &Scanner,
        rows: &[PlaceRow],
        body_nations: &[Option<Nation>],
        text: &str,
        names: &[Candidate],
    ) {
        for candidate in names {
            if let Some((nation, firm)) = speaks(scanner, rows, body_nations, text, *candidate) {
                *self.names.entry((nation, candidate.name)).or_default() += 1;
                if firm {
                    *self.firm.entry((nation, candidate.name)).or_default() += 1;
                }
            }
            for role in scanner.roles(*candidate) {
                if let Role::Place(i) = *role
                    && let Some(nation) = rows[i].nation
                    && !rows[i].doubt.person
                    && !rows[i].doubt.word
                    && (rows[i].kind == RowKind::Settlement || rows[i].doubt.shared)
                {
                    let window = Window::new(text, candidate.start, candidate.end);
                    if !(window.touches_after() && words::STREETS.contains(&window.after)) {
                        *self.settlements.entry((nation, i)).or_default() += 1;
                    }
                }
            }
        }
        postcodes(text, &mut self.postcodes);
    }

    /// The nation that a paper is about. Where its cues, councils and bodies all speak for somewhere outside the United Kingdom, three
    /// points or more, bare names of areas do not outvote them: two places may share such a name. Against a single name two points are
    /// enough, since it is no evidence for itself.
    pub(super) fn nation(&self) -> Option<Nation> {
        let mut firm = self.postcodes;
        for ((nation, _), count) in &self.firm {
            firm.add(*nation, (*count).min(MOST));
        }
        let abroad = Nation::ALL.into_iter().all(|n| (n == Nation::Elsewhere) == (firm.of(n) > 0));
        let bare = self.names.keys().filter(|(nation, _)| *nation != Nation::Elsewhere).count();
        if abroad && firm.of(Nation::Elsewhere) >= if bare > 1 { 3 } else { 2 } {
            Some(Nation::Elsewhere)
        } else {
            self.evidence().decide()
        }
    }

    /// Points: a name up to four, a settlement or shared name one, a postcode one.
    fn evidence(&self) -> Evidence {
        let mut out = self.postcodes;
        for ((nation, _), count) in &self.names {
            out.add(*nation, (*count).min(MOST));
        }
        for (nation, _) in self.settlements.keys() {
            out.add(*nation, 1);
        }
        out
    }
}

/// Counts postcodes by nation; an area that crosses a border counts for none.
fn postcodes(text: &str, out: &mut Evidence) {
    let mut previous = "";
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if inward(word)
            && let Some(area) = outward(previous)
        {
            match area {
                a if words::SCOTTISH_POSTCODES.contains(&a) => out.add(Nation::Scotland, 1),
                a if words::WELSH_POSTCODES.contains(&a) => out.add(Nation::Wales, 1),
                "BT" => out.add(Nation::NorthernIreland, 1),
                a if words::BORDER_POSTCODES.contains(&a) => {}
                _ => out.add(Nation::England, 1),
            }
        }
        previous = word;
    }
}

fn inward(word: &str) -> bool {
    matches!(word.as_bytes(), [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

/// The letters of a postcode's first half.
fn outward(word: &str) -> Option<&str> {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &word[letters..];
    let digits = rest.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && rest.len() <= 2
        && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    (matches!(letters, 1 | 2) && digits).then(|| &word[..letters])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_tell_the_nation() {
        let mut out = Evidence::default();
        postcodes("57 Edgehill Road, G11 7HZ and (EH1 1AA), TD14 5SX; ME14 1XQ. Item A1 3.", &mut out);
        assert_eq!((out.of(Nation::Scotland), out.of(Nation::England)), (2, 1));
        assert_eq!(out.decide(), Some(Nation::Scotland));
    }

    #[test]
    fn close_scores_decide_nothing() {
        assert_eq!(Evidence([3, 3, 0, 0, 0]).decide(), None);
        assert_eq!(Evidence([1, 0, 0, 0, 0]).decide(), None);
        assert_eq!(Evidence([0, 0, 0, 0, 9]).decide(), Some(Nation::Elsewhere));
    }
}
