//! One automaton over every name, and the names of a text that it finds.

use super::GazetteerError;
use super::data::{BodyRow, Nation, PlaceRow, RowKind};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::collections::{BTreeMap, BTreeSet};

/// What a name may stand for; the numbers are rows of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Place(usize),
    /// The council of a place, as a body.
    Council(usize),
    Body(usize),
    Cue(Nation),
    NotAPlace,
}

/// A name that stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Index into [`Scanner::roles`].
    pub(super) name: usize,
}

/// Finds names: exact initial capitals, or the whole name in capitals; `&` and "and", straight and curly apostrophes alike.
#[derive(Debug)]
pub(super) struct Scanner {
    automaton: AhoCorasick,
    roles: Vec<Vec<Role>>,
}

/// The ways a name is printed.
fn surfaces(name: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::from([name.to_owned()]);
    for (from, to) in
        [(" and ", " & "), (" & ", " and "), ("'", "\u{2019}"), ("\u{2019}", "'"), ("-", "\u{2011}"), ("St ", "St. ")]
    {
        let more: Vec<String> = out.iter().filter(|s| s.contains(from)).map(|s| s.replace(from, to)).collect();
        out.extend(more);
    }
    if name.chars().filter(|c| c.is_alphabetic()).count() > 3 {
        let upper: Vec<String> = out.iter().map(|s| s.to_uppercase()).collect();
        out.extend(upper);
    }
    out
}

impl Scanner {
    pub(super) fn new(places: &[PlaceRow], bodies: &[BodyRow]) -> Result<Scanner, GazetteerError> {
        let mut names: BTreeMap<String, Vec<Role>> = BTreeMap::new();
        let mut add = |name: &str, role: Role| {
            for surface in surfaces(name) {
                let roles = names.entry(surface).or_default();
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
        };
        for (i, row) in places.iter().enumerate() {
            let role = match (row.kind, row.nation) {
                (RowKind::NotAPlace, _) | (RowKind::Cue, None) => Role::NotAPlace,
                (RowKind::Cue, Some(nation)) => Role::Cue(nation),
                _ => Role::Place(i),
            };
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                add(name, role);
            }
            for name in &row.bodies {
                add(name, Role::Council(i));
                if let Some(stem) = name.strip_suffix("Council") {
                    add(&format!("{stem}council"), Role::Council(i));
                }
            }
        }
        for (i, row) in bodies.iter().enumerate() {
            for name in std::iter::once(&row.label).chain(&row.aliases) {
                add(name, Role::Body(i));
            }
        }
        names.remove("");
        let (patterns, roles): (Vec<String>, Vec<Vec<Role>>) = names.into_iter().unzip();
        // A full table of steps reads 55 MB/s against 44, but is 30 MB that every run would have to make first.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().kind(kind).build(&patterns).map_err(|e| GazetteerError {
            file: "places.csv",
            line: 1,
            problem: format!("the names do not fit one automaton ({e})"),
            remedy: "Use fewer names".to_owned(),
        })?;
        Ok(Scanner { automaton, roles })
    }

    pub(super) fn roles(&self, candidate: Candidate) -> &[Role] {
        &self.roles[candidate.name]
    }

    /// Every name of a text that begins and ends with a word, by start and then the longest first; they may overlap.
    pub(super) fn all(&self, text: &str) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = self
            .automaton
            .find_overlapping_iter(text)
            .filter(|m| {
                !text[..m.start()].ends_with(char::is_alphanumeric)
                    && !text[m.end()..].starts_with(char::is_alphanumeric)
            })
            .map(|m| Candidate { start: m.start(), end: m.end(), name: m.pattern().as_usize() })
            .collect();
        out.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        out
    }

    /// The names that stand: from the left, the longest wins.
    pub(super) fn longest(all: &[Candidate]) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = Vec::new();
        for candidate in all {
            if out.last().is_none_or(|last| last.end <= candidate.start) {
                out.push(*candidate);
            }
        }
        out
    }
}
