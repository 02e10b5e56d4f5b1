//! The passages of a minute in order, with the marked lines that a reader took for headings put back among them.
//!
//! "ACTION: KC to write" and "RESOLVED that the report be noted" are often set bold on a line of their own, as headings are. They
//! are no headings: what follows them belongs to the item above.

use super::decisions::{DECISION, RESOLVED};
use super::people::owners::Roster;
use super::prose::MARKED;
use crate::model::locator::Locator;
use crate::model::paper::{Heading, Paper, Passage, PassageKind};
use crate::util::text::word_count;

/// Whether a heading is a marked line: an action, or a decision with its words.
fn is_marked(text: &str) -> bool {
    MARKED.is_match(text) || (DECISION.is_match(text) || RESOLVED.is_match(text)) && word_count(text) > 3
}

/// The passages of a minute as they are read for actions: marked headings among them, owners that stand in a paragraph of their
/// own in the margin of the one before.
pub(super) fn passages(paper: &Paper, roster: &Roster) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::with_capacity(paper.passages.len());
    let mut next = 0;
    // The section of the last heading that is one.
    let mut section: Vec<String> = Vec::new();
    for passage in &paper.passages {
        let under = passage.locator.section.last();
        if let Some(at) = under.and_then(|h| paper.outline[next..].iter().position(|o| o.text == *h)) {
            for heading in &paper.outline[next..=next + at] {
                put(paper, heading, roster, &mut section, &mut out);
            }
            next += at + 1;
        }
        let mut own = passage.clone();
        if under.is_some_and(|h| is_marked(h) || roster.knows(h)) {
            own.locator.section.clone_from(&section);
        } else {
            section.clone_from(&own.locator.section);
        }
        match out.last_mut() {
            Some(before) if own.kind == PassageKind::Paragraph && takes_owner(before, &own.text, roster) => {
                before.margin.push(own.text.trim().to_owned());
            }
            _ => out.push(own),
        }
    }
    for heading in &paper.outline[next..] {
        put(paper, heading, roster, &mut section, &mut out);
    }
    out
}

/// A marked heading becomes a passage; any other is the section from here on.
fn put(paper: &Paper, heading: &Heading, roster: &Roster, section: &mut Vec<String>, out: &mut Vec<Passage>) {
    if let Some(before) = out.last_mut().filter(|before| takes_owner(before, &heading.text, roster)) {
        before.margin.push(heading.text.trim().to_owned());
        return;
    }
    if !is_marked(&heading.text) {
        *section = vec![heading.text.clone()];
        return;
    }
    out.push(Passage {
        id: String::new(),
        kind: PassageKind::Paragraph,
        text: heading.text.clone(),
        locator: Locator {
            page: heading.page,
            section: section.clone(),
            paragraph: heading.number.clone(),
            attachment: paper.attachment.clone(),
            ..Locator::default()
        },
        lead_in: None,
        stem: None,
        columns: Vec::new(),
        margin: Vec::new(),
    });
}

/// Whether a line is nothing but the initials of people known here, so that it stands in the margin of the paragraph before.
fn takes_owner(before: &Passage, line: &str, roster: &Roster) -> bool {
    let text = line.trim();
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    before.margin.is_empty()
        && before.locator.table.is_none()
        && text.chars().count() <= 24
        && letters().filter(|c| c.is_uppercase()).count() * 2 > letters().count()
        && !text.contains(['.', ':', '('])
        && roster.knows(text)
}
