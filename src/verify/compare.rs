//! What is seen in a paper against its ledger.

use super::Report;
use super::ledger::{Ledger, LedgerCitation, LedgerParagraph};
use super::numbers::numbers;
use super::tables;
use super::visible::{Heading, Seen, Visible};
use crate::util::text::collapse;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Paragraphs that are looked through for the next that agrees.
const AHEAD: usize = 60;
/// Words in a hundred that a changed sentence shares with what it was.
const ALIKE: usize = 50;

pub(super) fn compare(ledger: &Ledger, visible: &Visible, report: &mut Report) {
    let ours: Vec<(String, &LedgerParagraph)> = ledger.paragraphs().collect();
    let seen = &visible.paragraphs;
    let places = Places::new(ledger, visible);
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < seen.len() {
        match (ours.get(i), seen.get(j)) {
            (Some((number, own)), Some(there)) if same(own, there) => {
                cited(number, own, there, report);
                attributed(number, own, there, report);
                places.check(i, number, there, report);
                (i, j) = (i + 1, j + 1);
            }
            (Some((_, own)), Some(there)) => {
                let later = seen[j..].iter().take(AHEAD).position(|s| same(own, s));
                let earlier = ours[i..].iter().take(AHEAD).position(|(_, o)| same(o, there));
                let (past_own, past_seen) = match (later, earlier) {
                    (Some(n), m) if m.is_none_or(|m| n <= m) => (0, n),
                    (_, Some(n)) => (n, 0),
                    _ => (1, 1),
                };
                gone.extend(i..i + past_own);
                new.extend((j..j + past_seen).map(|j| (i, j)));
                (i, j) = (i + past_own, j + past_seen);
            }
            (own, there) => {
                gone.extend(own.map(|_| i));
                new.extend(there.map(|_| (i, j)));
                (i, j) = (i + usize::from(own.is_some()), j + usize::from(there.is_some()));
            }
        }
    }
    // What is not as it was is what was changed, where it has the number or half of the words of one of ours nearby; or else it is new.
    for (near, j) in new {
        let there = &seen[j];
        let close = |at: &&usize| at.abs_diff(near) <= AHEAD;
        let by_number = gone.iter().filter(close).find(|at| there.number.as_ref() == Some(&ours[**at].0));
        let by_words = || {
            let shared = |at: &&usize| (shared(&ours[**at].1.text, &there.words), Reverse(**at));
            gone.iter().filter(close).filter(|at| shared(at).0 >= ALIKE).max_by_key(shared)
        };
        let alike = by_number.filter(|at| shared(&ours[**at].1.text, &there.words) >= ALIKE);
        match alike.or_else(by_words).or(by_number).copied() {
            Some(at) => {
                gone.retain(|other| *other != at);
                let (number, own) = &ours[at];
                changed(number, own, there, report);
                places.check(at, number, there, report);
            }
            None => added(there, report),
        }
    }
    report.removed += gone.len() as u64;
    tables::compare(ledger, visible, report);
}

/// Words in a hundred that two texts share, of those of the longer.
fn shared(one: &str, other: &str) -> usize {
    let counted = |text: &str| -> BTreeMap<String, usize> {
        let mut words = BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
        words
    };
    let (one, other) = (counted(one), counted(other));
    let longer = one.values().sum::<usize>().max(other.values().sum::<usize>()).max(1);
    let both: usize = one.iter().filter_map(|(word, n)| Some((*n).min(*other.get(word)?))).sum();
    both * 100 / longer
}

/// The heading of section and group that stands over each paragraph, as it was written and as it is seen.
struct Places {
    own: Vec<(String, Option<String>)>,
    seen: Vec<(String, Option<String>)>,
}

impl Places {
    /// Headings that somebody added are passed over, so that they may stand among ours.
    fn new(ledger: &Ledger, visible: &Visible) -> Places {
        let mut own: Vec<(String, Option<String>)> = Vec::new();
        for section in &ledger.sections {
            // A paragraph without a group of its own goes on beneath the last that there was.
            let mut group = None;
            for paragraph in &section.paragraphs {
                group = paragraph.group.as_deref().map(collapse).or(group);
                own.push((collapse(&section.heading), group.clone()));
            }
        }
        let sections: BTreeSet<String> = ledger.sections.iter().map(|s| collapse(&s.heading)).collect();
        let groups: BTreeSet<String> = own.iter().filter_map(|(_, group)| group.clone()).collect();
        let mut now = (String::new(), None);
        let mut seen = vec![now.clone()];
        for heading in &visible.headings {
            match heading {
                Heading::Section(words) if sections.contains(words) => now = (words.clone(), None),
                Heading::Group(words) if groups.contains(words) => now.1 = Some(words.clone()),
                _ => {}
            }
            seen.push(now.clone());
        }
        Places { own, seen }
    }

    /// A paragraph of ours must stand beneath its own headings. What is wrong is said once for each heading.
    fn check(&self, at: usize, number: &str, there: &Seen, report: &mut Report) {
        let (own, seen) = (&self.own[at], &self.seen[there.after]);
        let missing = if own.0 != seen.0 {
            &own.0
        } else if own.1 != seen.1 {
            own.1.as_ref().unwrap_or(&own.0)
        } else {
            return;
        };
        let problem = format!("no longer stands under the heading “{missing}”, which was changed, moved or taken out.");
        if !report.problems.iter().any(|known| known.ends_with(&problem)) {
            report.problems.push(format!("Paragraph {number}: it {problem}"));
        }
    }
}

fn same(own: &LedgerParagraph, there: &Seen) -> bool {
    let words = collapse(&own.text);
    // Where a label is not set apart, it stands before the words.
    words == there.words
        || own.lead().is_some_and(|label| !own.is_quotation() && there.words == format!("{label}: {words}"))
}

/// What says whose words they are must be what was written, whether it is kept apart from the words or not.
fn attributed(number: &str, own: &LedgerParagraph, there: &Seen, report: &mut Report) {
    let lead = own.lead();
    let within = || !own.is_quotation() && there.label.is_none() && there.words != collapse(&own.text);
    if lead == there.label || within() {
        return;
    }
    let named = |label: &Option<String>| label.as_ref().map_or("nobody".to_owned(), |label| format!("“{label}”"));
    report.problems.push(format!(
        "Paragraph {number}: it is attributed to {}, and was written as of {}.",
        named(&there.label),
        named(&lead)
    ));
}

/// The citations that are seen must be those of the ledger, and so must those of what says the same in other words.
fn cited(number: &str, own: &LedgerParagraph, there: &Seen, report: &mut Report) {
    if let Some((first, of)) = there.first {
        let counted = own.claims.iter().find(|c| c.filter.split(' ').next() == Some("passages")).map(|c| c.value);
        if first != own.citations.len() as u64 || counted != Some(of) {
            report.problems.push(format!(
                "Paragraph {number}: it says that it cites the first {first} of {of} passages, and was written with {} of {}.",
                own.citations.len(),
                counted.unwrap_or_default()
            ));
        }
    }
    let problem = places(&own.citations, &there.cites).or_else(|| places(&own.also, &there.also));
    report.problems.extend(problem.map(|problem| format!("Paragraph {number}: {problem}")));
}

/// What is wrong with citations that are seen: no more and no fewer than those of the ledger may be. A file that is named once may go
/// unnamed for the places in it that follow.
fn places(own: &[LedgerCitation], there: &str) -> Option<String> {
    if own.is_empty() && there.is_empty() {
        return None;
    }
    if there.is_empty() {
        return Some("its citation is missing.".to_owned());
    }
    let mut left: Vec<(String, &str)> = own.iter().map(|c| (collapse(&c.locator), c.source.as_str())).collect();
    let text = there.split_once("passages: ").map_or(there, |(_, rest)| rest);
    let mut file = "";
    for token in text.trim_end_matches(['.', ' ']).split("; ") {
        let token = token.trim().trim_end_matches('.');
        let full = |(locator, source): &(String, &str)| {
            locator == token
                || *source == file
                    && locator.strip_prefix(source).is_some_and(|rest| rest.trim_start_matches([',', ' ']) == token)
        };
        match left.iter().position(full) {
            Some(at) => file = left.remove(at).1,
            None => return Some(format!("it cites what it did not cite when it was written: {}.", shortened(token))),
        }
    }
    left.first().map(|(locator, _)| format!("it no longer cites {locator}."))
}

fn changed(number: &str, own: &LedgerParagraph, there: &Seen, report: &mut Report) {
    if own.is_quotation() {
        let part = there.quoted && !there.words.is_empty() && collapse(&own.text).contains(&there.words);
        if part {
            cited(number, own, there, report);
            attributed(number, own, there, report);
        } else {
            report.problems.push(format!(
                "Paragraph {number}: the words “{}” are not those that it quotes: “{}”.",
                shortened(&there.words),
                shortened(&own.text)
            ));
        }
    } else if own.kind == "count" && numbers(&own.text) != numbers(&there.words) {
        report.problems.push(format!(
            "Paragraph {number}: the counts were changed; it says “{}”, and was written as “{}”.",
            shortened(&there.words),
            shortened(&own.text)
        ));
    } else if there.words.contains(&collapse(&own.text)) || shared(&own.text, &there.words) < ALIKE {
        // Sentences that somebody put beside ours or in its place are theirs.
        if own.kind == "count" && !there.cites.is_empty() {
            cited(number, own, there, report);
        }
        report.edited.push(shortened(&there.words));
    } else {
        report.problems.push(format!(
            "Paragraph {number}: a fixed sentence was changed; it says “{}”, and was written as “{}”.",
            shortened(&there.words),
            shortened(&own.text)
        ));
    }
}

/// What somebody added: a quotation with a citation cannot be told from one of ours that was moved, and is a problem where none of ours
/// has its words.
fn added(there: &Seen, report: &mut Report) {
    if there.quoted && !there.cites.is_empty() {
        report.problems.push(format!(
            "The quotation “{}” was added with a citation that this paper did not have; verify it by hand or mark it as your own.",
            shortened(&there.words)
        ));
    } else if !there.words.is_empty() {
        report.edited.push(shortened(&there.words));
    }
}

/// At most so many words that a message can be read.
pub(super) fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() <= 24 { words.join(" ") } else { format!("{} …", words[..24].join(" ")) }
}
