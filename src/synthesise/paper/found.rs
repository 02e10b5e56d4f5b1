//! The best example for each theme and area, and what the areas of a theme state most widely.

use super::PaperOptions;
use super::survey::Group;
use crate::model::evidence::Citation;
use crate::model::paper::{Paper, Passage};
use crate::model::records::Part;
use crate::model::tags::{PassageTags, Scope, Statement};
use crate::synthesise::claims;
use crate::synthesise::gather::{after_lead_in, cite, quotation, unnumbered};
use crate::synthesise::tally::{Seen, join};
use crate::util::text::{char_len, char_slice};
use std::collections::{BTreeMap, BTreeSet};

/// Strengths, and challenges, of a theme that its opening names.
const WIDEST: usize = 2;

/// The words of a passage for one theme and area.
pub(super) struct Example {
    pub(super) text: String,
    pub(super) citation: Citation,
    worth: f64,
}

/// What the passages of a theme give.
#[derive(Default)]
pub(super) struct Found {
    members: BTreeSet<String>,
    examples: BTreeMap<String, Example>,
    stated: [BTreeMap<String, Stated>; 2],
}

/// How widely a strength or challenge is stated within a theme.
#[derive(Default)]
struct Stated {
    areas: BTreeSet<String>,
    passages: u64,
}

/// Themes whose examples are looked for.
pub(super) struct Finder {
    groups: Vec<Group>,
    /// Positions of the themes that have a concept of the codebook, and of those made of a heading.
    by_theme: BTreeMap<String, Vec<usize>>,
    by_heading: BTreeMap<String, Vec<usize>>,
    /// Longest example in characters.
    longest: u32,
}

impl Finder {
    pub(super) fn new(groups: Vec<Group>, options: &PaperOptions) -> Finder {
        let (mut by_theme, mut by_heading): (BTreeMap<String, Vec<usize>>, BTreeMap<String, Vec<usize>>) =
            Default::default();
        for (at, group) in groups.iter().enumerate() {
            match group.headings.as_slice() {
                [] => group.concepts.iter().for_each(|id| by_theme.entry(id.clone()).or_default().push(at)),
                own => own.iter().for_each(|words| by_heading.entry(words.clone()).or_default().push(at)),
            }
        }
        let longest = if by_heading.is_empty() { options.example } else { options.own_example };
        Finder { groups, by_theme, by_heading, longest }
    }

    /// Whether headings make a difference.
    pub(super) fn asks_for_headings(&self) -> bool {
        !self.by_heading.is_empty()
    }

    /// Nothing found yet.
    pub(super) fn part(&self) -> Vec<Found> {
        self.groups.iter().map(|_| Found::default()).collect()
    }

    /// Looks at a passage under a folded heading, with its statements.
    pub(super) fn see(
        &self,
        found: &mut [Found],
        source: &str,
        paper: &Paper,
        (passage, tags): (&Passage, &PassageTags),
        heading: &str,
        seen: &[Seen<'_>],
    ) {
        let themes = tags.statements.iter().flat_map(|s| &s.themes).filter_map(|t| self.by_theme.get(&t.id));
        let mut at: Vec<usize> = themes.chain(self.by_heading.get(heading)).flatten().copied().collect();
        at.sort_unstable();
        at.dedup();
        if at.is_empty() {
            return;
        }
        let worth = |i: usize| seen[i].worth();
        for at in at {
            let (group, found) = (&self.groups[at], &mut found[at]);
            found.state(group, tags, heading);
            let mut best: BTreeMap<&str, usize> = BTreeMap::new();
            let mut put = |code, i: usize| {
                let at = best.entry(code).or_insert(i);
                if worth(i) > worth(*at) {
                    *at = i;
                }
            };
            if group.headings.is_empty() {
                for (i, s) in tags.statements.iter().enumerate().filter(|(_, s)| has(group, s, heading)) {
                    s.areas.iter().for_each(|a| put(&a.id, i));
                }
            } else {
                found.members.insert(passage.id.clone());
                for code in claims::places(tags, Some(Scope::LeadIn)) {
                    (0..tags.statements.len()).for_each(|i| put(code, i));
                }
            }
            for (code, i) in best {
                if found.examples.get(code).is_none_or(|e| worth(i) > e.worth) {
                    let text = excerpt(passage, tags, i, self.longest).to_owned();
                    let citation = cite(source, &paper.id, passage);
                    found.examples.insert(code.to_owned(), Example { text, citation, worth: worth(i) });
                }
            }
        }
    }

    /// The themes with what was found of them.
    pub(super) fn settle(self, found: Vec<Found>) -> Vec<Group> {
        let mut groups = self.groups;
        groups.iter_mut().zip(found).for_each(|(group, found)| found.settle(group));
        groups
    }
}

/// Whether a statement belongs to a theme, where its passage stands under `heading`.
fn has(group: &Group, statement: &Statement, heading: &str) -> bool {
    match group.headings.as_slice() {
        [] => statement.themes.iter().any(|t| group.concepts.contains(&t.id)),
        own => own.iter().any(|words| words == heading),
    }
}

impl Found {
    /// Counts the strengths and challenges that the statements of a passage state on the theme.
    fn state(&mut self, group: &Group, tags: &PassageTags, heading: &str) {
        let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
        for statement in &tags.statements {
            let stated = [&statement.strengths, &statement.challenges];
            if stated.iter().all(|ids| ids.is_empty()) || !has(group, statement, heading) {
                continue;
            }
            for (side, ids) in stated.into_iter().enumerate() {
                for id in ids {
                    seen.insert((side, id));
                    let areas = statement.areas.iter().map(|a| a.id.clone());
                    self.stated[side].entry(id.clone()).or_default().areas.extend(areas);
                }
            }
        }
        for (side, id) in seen {
            self.stated[side].entry(id.to_owned()).or_default().passages += 1;
        }
    }

    /// Gives a theme what was found of it, in order.
    fn settle(self, group: &mut Group) {
        (group.members, group.examples) = (self.members, self.examples);
        for (side, stated) in self.stated.into_iter().enumerate() {
            let mut list: Vec<(String, Stated)> = stated.into_iter().collect();
            list.sort_by(|(a, x), (b, y)| (y.areas.len(), y.passages).cmp(&(x.areas.len(), x.passages)).then(a.cmp(b)));
            group.widest[side] = list.into_iter().map(|(id, _)| id).take(WIDEST).collect();
        }
    }
}

impl Part for Found {
    fn join(&mut self, next: Found) {
        self.members.extend(next.members);
        for (code, example) in next.examples {
            // Of equals the first.
            if self.examples.get(&code).is_none_or(|known| example.worth > known.worth) {
                self.examples.insert(code, example);
            }
        }
        for (all, next) in self.stated.iter_mut().zip(next.stated) {
            join(all, next);
        }
    }
}

impl Part for Stated {
    fn join(&mut self, mut next: Stated) {
        self.areas.append(&mut next.areas);
        self.passages += next.passages;
    }
}

/// The passage without its lead-in where it is short enough; else the sentence `best` with as many of those after and before it
/// as fit. Of a table row, the statement alone.
fn excerpt<'a>(passage: &'a Passage, tags: &PassageTags, best: usize, longest: u32) -> &'a str {
    let begin = after_lead_in(passage);
    let whole = char_slice(&passage.text, begin, u32::MAX).trim();
    let statements = &tags.statements;
    if passage.text.contains(" | ") {
        return quotation(passage, &statements[best]);
    }
    if char_len(whole) <= longest {
        return unnumbered(whole);
    }
    let (mut first, mut last) = (best, best);
    let length = |first: usize, last: usize| statements[last].end.saturating_sub(statements[first].start.max(begin));
    loop {
        if last + 1 < statements.len() && length(first, last + 1) <= longest {
            last += 1;
        } else if first > 0 && length(first - 1, last) <= longest {
            first -= 1;
        } else {
            break;
        }
    }
    unnumbered(char_slice(&passage.text, statements[first].start.max(begin), statements[last].end).trim())
}
