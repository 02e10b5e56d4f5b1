//! Every name by its first word, and the names of a text that are found so.

use super::data::{BodyRow, Nation, PlaceRow, RowKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

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

/// Every name of a text, by start and then the longest first; they may overlap.
#[derive(Debug)]
pub(in crate::tag) struct Names(pub(super) Vec<Candidate>);

/// Finds names: exact initial capitals, or the whole name in capitals; `&` and "and", straight and curly apostrophes alike.
#[derive(Debug)]
pub(super) struct Scanner {
    /// The names that begin with each first word, empty where a name begins with a sign: where they stand in `names`.
    heads: HashMap<String, Range<usize>>,
    /// The first bytes of the names, which set nearly all words of a text aside.
    begins: Vec<bool>,
    names: Vec<String>,
    roles: Vec<Vec<Role>>,
}

/// The letters and digits that a text begins with.
fn head(text: &str) -> &str {
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    if text.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return &text[..plain];
    }
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// The name with "and" and "&" in every combination, the first of them at least.
fn conjoined(name: &str) -> BTreeSet<String> {
    const MOST: usize = 4;
    let parts: Vec<&str> = name.split(" & ").flat_map(|part| part.split(" and ")).collect();
    let joints = parts.len() - 1;
    let mut out = BTreeSet::from([name.to_owned()]);
    for choice in 0..1_usize << joints.min(MOST) {
        let mut made = parts[0].to_owned();
        for (at, part) in parts[1..].iter().enumerate() {
            made.push_str(if choice >> at.min(MOST - 1) & 1 == 1 { " & " } else { " and " });
            made.push_str(part);
        }
        out.insert(made);
    }
    out
}

/// An area's name with its point of the compass shortened: "N Ayrshire", "N. Ayrshire".
fn pointed(name: &str) -> impl Iterator<Item = String> {
    let point = ["North ", "South ", "East ", "West "].into_iter().find(|point| name.starts_with(point));
    let forms = point.map(|point| ["", "."].map(|stop| format!("{}{stop} {}", &point[..1], &name[point.len()..])));
    forms.into_iter().flatten()
}

/// The ways a name is printed.
fn surfaces(name: &str) -> BTreeSet<String> {
    let mut out = conjoined(name);
    for (from, to) in [("'", "\u{2019}"), ("\u{2019}", "'"), ("-", "\u{2011}"), ("St ", "St. ")] {
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
    pub(super) fn new(places: &[PlaceRow], bodies: &[BodyRow]) -> Scanner {
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
                for short in pointed(name).filter(|_| row.kind == RowKind::Area) {
                    add(&short, role);
                }
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
        // In order, names of one first word do not always stand together: "St Ninians" parts "St" from "St.".
        let mut all: Vec<(String, Vec<Role>)> = names.into_iter().collect();
        all.sort_by(|a, b| (head(&a.0), &a.0).cmp(&(head(&b.0), &b.0)));
        let (names, roles): (Vec<String>, Vec<Vec<Role>>) = all.into_iter().unzip();
        let mut heads: HashMap<String, Range<usize>> = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            heads.entry(head(name).to_owned()).or_insert(at..at).end = at + 1;
        }
        let mut begins = vec![false; 256];
        names.iter().filter_map(|name| name.as_bytes().first()).for_each(|byte| begins[usize::from(*byte)] = true);
        Scanner { heads, begins, names, roles }
    }

    pub(super) fn roles(&self, candidate: Candidate) -> &[Role] {
        &self.roles[candidate.name]
    }

    /// Every name of a text that begins and ends with a word, by start and then the longest first; they may overlap.
    pub(super) fn all(&self, text: &str) -> Vec<Candidate> {
        let mut out = Vec::new();
        let mut start = 0;
        while let Some(first) = text[start..].chars().next() {
            let rest = &text[start..];
            let word = head(rest);
            let named = self.begins[usize::from(rest.as_bytes()[0])].then(|| self.heads.get(word)).flatten();
            for name in named.into_iter().flat_map(Clone::clone) {
                let after = rest.strip_prefix(self.names[name].as_str());
                if after.is_some_and(|after| !after.starts_with(char::is_alphanumeric)) {
                    out.push(Candidate { start, end: start + self.names[name].len(), name });
                }
            }
            start += word.len().max(first.len_utf8());
        }
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
