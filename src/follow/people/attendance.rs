//! Who was at a meeting: from tables, lists and lines of its minute.
//!
//! A label tells how people took part (`Present`, `Apologies`, `In attendance`), as the head of a table row, the first words of a
//! paragraph, or the heading above. Names are unified over the minutes of a body: a name with an initial for its first name is
//! that of the one person with the same surname and initial whose name is printed in full elsewhere.

use super::entry::{Person, entry};
use super::lists;
use super::name::{initials, stands_for};
use crate::model::action::{AttendanceStatus, Attendee};
use crate::model::block::{Block, BlockKind, Row, Table};
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static APOLOGIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\bapologies(?:\s+for\s+(?:absence|non-attendance))?(?:\s+(?:were|was|had|have|has|been|also))*(?:\s+(?:received|tendered|submitted|intimated|noted|given|recorded|accepted|made))?\s+(?:from|by|on behalf of)\s*:?\s+([^.;]*(?:[.;][^.;]*)*)",
    )
});

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?ix)^\s*(?:\d+\.?\s+)?(?:
            (?P<a>(?:members?\s+)?apologies(?:\s+for\s+absence)?(?:\s+received)?|absent(?:\s+with\s+apologies)?)
          | (?P<i>(?:also\s+)?in\s+attendance|also\s+(?:present|attending)|attending(?:\s+for\s+(?:agenda\s+)?items?)?
                 |invited|by\s+invitation|observers?|officers\s+(?:present|in\s+attendance|attending)|guests?)
          | (?P<p>(?:(?:committee|board|council|voting|elected)\s+)?(?:members?\s+)?present(?:\s+were)?|attendees|attendance|sederunt|members\s+attending|attended(?:\s+by)?)
        )\b\s*(?:\([^)]*\))?\s*(?P<m>[:–—-])?\s*",
    )
});

static INTRODUCED: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"((?:[A-Z][\w'’-]+\.?\s+){1,4}[A-Z][\w'’-]+)\s+\(([A-Z][A-Za-z]{1,4})\)"));

/// The label at the start of a text, and where the words after it begin; whether a mark closes it.
fn label(text: &str) -> Option<(AttendanceStatus, usize, bool)> {
    let caps = LABEL.captures(text)?;
    let status = if caps.name("a").is_some() {
        AttendanceStatus::Apologies
    } else if caps.name("i").is_some() {
        AttendanceStatus::InAttendance
    } else {
        AttendanceStatus::Present
    };
    Some((status, caps.get(0).map_or(0, |m| m.end()), caps.name("m").is_some()))
}

/// The status that a heading or row head gives to all below it.
fn heading(text: &str) -> Option<AttendanceStatus> {
    let (status, end, _) = label(text)?;
    let rest = fold(&text[end..]);
    // "Present", "Apologies for absence", "Apologies and substitutes", but no sentence.
    (rest.split_whitespace().count() <= 3).then_some(status)
}

/// The people of a minute, in the order of print; nobody twice with the same status.
pub(in crate::follow) fn read(source: &str, paper: &Paper) -> Vec<Attendee> {
    if paper.kind != PaperKind::Minute {
        return Vec::new();
    }
    let mut found: Vec<(AttendanceStatus, Person)> = Vec::new();
    let mut tables: BTreeSet<&str> = BTreeSet::new();
    for table in &paper.tables {
        if from_table(&table.table, table.section.last(), &mut found) {
            tables.insert(&table.id);
        }
    }
    // A label alone in its paragraph heads the paragraphs that follow it.
    let mut open: Option<AttendanceStatus> = None;
    let split: Vec<Passage> = paper.passages.iter().flat_map(labelled).collect();
    for passage in &split {
        if passage.locator.table.as_ref().is_some_and(|id| tables.contains(id.as_str())) {
            continue;
        }
        let text = passage.text.as_str();
        let section = passage.locator.section.last().map(String::as_str);
        let below = section.and_then(heading);
        if let Some((status, end, marked)) = label(text) {
            let rest = text[end..].trim();
            if rest.is_empty() {
                open = Some(status);
                continue;
            }
            let run_in = rest.starts_with(char::is_uppercase) && !is_sentence(rest);
            if (marked || run_in) && add(status, rest, &mut found) {
                open = Some(status);
                continue;
            }
        }
        if let Some(caps) = APOLOGIES.captures(text) {
            let names = caps.get(1).map_or("", |m| m.as_str());
            let first = names.split(". ").next().unwrap_or(names);
            if add(AttendanceStatus::Apologies, first, &mut found) {
                continue;
            }
        }
        // "Minute taker: A Name" heads something else.
        let other =
            text.split_once(':').is_some_and(|(head, _)| head.split_whitespace().count() <= 3 && !head.contains(','));
        let status = if other { None } else { below.or(open) };
        match status {
            Some(status) if passage.kind != PassageKind::Row && !is_sentence(text) && add(status, text, &mut found) => {
            }
            _ => open = None,
        }
    }
    let mut seen = BTreeSet::new();
    found
        .into_iter()
        .filter(|(status, person)| seen.insert((*status, fold(&person.name))))
        .map(|(status, person)| Attendee {
            paper_id: paper.id.clone(),
            source: source.to_owned(),
            body: paper.body.clone().unwrap_or_default(),
            meeting_date: paper.date.as_ref().map(|d| d.date),
            status,
            initials: if person.initials.is_empty() { initials(&person.name) } else { person.initials },
            person: person.name,
            role: person.role,
            organisation: person.organisation,
            for_person: person.for_person,
        })
        .collect()
}

/// A passage cut where a sentence begins with another label: `Present: A Low. Also present: B High`.
fn labelled(passage: &Passage) -> Vec<Passage> {
    let mut out = vec![passage.clone()];
    if label(&passage.text).is_none() {
        return out;
    }
    let mut start = 0;
    let cuts = passage.text.match_indices(['.', ';', '\n']).map(|(at, mark)| at + mark.len());
    for at in cuts {
        let rest = passage.text[at..].trim_start();
        if label(rest).is_some_and(|(_, _, marked)| marked) {
            let from = passage.text.len() - rest.len();
            if let Some(last) = out.last_mut() {
                last.text = passage.text[start..at].trim_end_matches(['.', ';', '\n']).to_owned();
            }
            out.push(Passage { text: rest.to_owned(), lead_in: None, ..passage.clone() });
            start = from;
        }
    }
    out
}

/// People who are not on a list but are introduced with their initials: `Kat Heron (KH) was welcomed`. They own actions, though
/// nothing says how they took part.
pub(in crate::follow) fn introduced(paper: &Paper, present: &[Attendee]) -> Vec<Attendee> {
    if paper.kind != PaperKind::Minute {
        return Vec::new();
    }
    let mut found: Vec<Attendee> = Vec::new();
    for caps in paper.passages.iter().flat_map(|p| INTRODUCED.captures_iter(&p.text)) {
        let (name, letters) = (super::name::strip_rank(caps[1].trim()).1.to_owned(), &caps[2]);
        // Words before the name may have capitals too: the shortest run that the letters stand for is the name.
        let words: Vec<&str> = name.split_whitespace().collect();
        let own = (2..=words.len()).map(|n| words[words.len() - n..].join(" ")).find(|run| stands_for(letters, run));
        let known = |name: &str| present.iter().chain(&found).any(|p| p.person == name);
        let Some(own) = own.filter(|own| !known(own)) else { continue };
        found.push(Attendee {
            paper_id: paper.id.clone(),
            source: String::new(),
            body: String::new(),
            meeting_date: None,
            status: AttendanceStatus::InAttendance,
            person: own,
            initials: letters.to_owned(),
            role: String::new(),
            organisation: String::new(),
            for_person: String::new(),
        });
    }
    found
}

/// Adds the people of a text; whether there were any.
fn add(status: AttendanceStatus, text: &str, found: &mut Vec<(AttendanceStatus, Person)>) -> bool {
    let people = lists::people(text);
    let any = !people.is_empty();
    found.extend(people.into_iter().map(|p| (status, p)));
    any
}

/// Running text, not a list: a verb of minutes stands in it.
fn is_sentence(text: &str) -> bool {
    let words = format!(" {} ", fold(text));
    [
        " was ",
        " were ",
        " welcomed ",
        " opened ",
        " noted ",
        " agreed ",
        " reported ",
        " advised ",
        " had ",
        " has ",
        " will ",
        " chaired ",
        " there ",
    ]
    .iter()
    .any(|w| words.contains(w))
}

/// Reads a table of attendance; whether it was one.
fn from_table(table: &Table, section: Option<&String>, found: &mut Vec<(AttendanceStatus, Person)>) -> bool {
    let header: Vec<String> = table.header().iter().map(|h| fold(h)).collect();
    let status = section.and_then(|s| heading(s));
    let name_column =
        header.iter().position(|h| matches!(h.as_str(), "name" | "names" | "member" | "members" | "attendee"));
    if let (Some(at), Some(status)) = (name_column, status) {
        let named =
            |words: &[&str]| header.iter().position(|h| words.iter().any(|w| h.split(' ').any(|part| part == *w)));
        let initials_at = named(&["initials", "initial"]);
        let body_at = named(&["organisation", "organization", "representing", "agency", "body", "partner"]);
        let role_at = named(&["role", "title", "position", "designation", "post"]);
        for row in table.body() {
            let cell = |at: Option<usize>| at.map(|at| cell_text(row, at)).unwrap_or_default();
            let Some(mut person) = entry(&cell(Some(at))) else { continue };
            if person.initials.is_empty() {
                person.initials = cell(initials_at);
            }
            if person.organisation.is_empty() {
                person.organisation = cell(body_at);
            }
            if person.role.is_empty() {
                person.role = cell(role_at);
            }
            found.push((status, person));
        }
        return true;
    }
    // Row heads that are labels.
    let mut any = false;
    let mut last: Option<AttendanceStatus> = None;
    for row in &table.rows {
        let head = cell_text(row, 0);
        let status = match heading(&head) {
            Some(status) => Some(status),
            None if head.is_empty() => last,
            None => None,
        };
        last = status;
        let Some(status) = status else { continue };
        for cell in row.cells.iter().filter(|c| c.column > 0 && !c.carried) {
            any |= add(status, &lines(&cell.blocks), found);
        }
    }
    any
}

fn cell_text(row: &Row, column: usize) -> String {
    row.cells.iter().find(|c| c.column as usize == column).map(|c| c.text().replace('\n', " ")).unwrap_or_default()
}

/// Blocks as lines, without numbers.
fn lines(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Furniture | BlockKind::Table(_)));
    texts.map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Gives every person of one body the fullest form of the name.
pub(in crate::follow) fn unify(people: &mut [Attendee]) {
    let full: BTreeSet<String> = people.iter().map(|p| p.person.clone()).filter(|n| !abbreviated(n)).collect();
    for person in people.iter_mut().filter(|p| abbreviated(&p.person)) {
        if let Some(name) = only(full.iter().filter(|name| abbreviates(&person.person, name))) {
            person.person.clone_from(name);
        }
    }
}

/// The one thing there is.
pub(in crate::follow) fn only<T>(mut things: impl Iterator<Item = T>) -> Option<T> {
    let first = things.next()?;
    things.next().is_none().then_some(first)
}

fn abbreviated(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|w| w.trim_end_matches('.').chars().count() <= 1)
}

/// Whether a short form (`D Milne`) can stand for a full name.
pub(in crate::follow) fn abbreviates(short: &str, full: &str) -> bool {
    let short: Vec<String> = short.split_whitespace().map(fold).collect();
    let full: Vec<String> = full.split_whitespace().map(fold).collect();
    match (short.as_slice(), full.as_slice()) {
        ([a, .., b], [c, .., d]) => b == d && c.starts_with(a.as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_lists() {
        let at = |text: &str| label(text).map(|(status, end, _)| (status.as_str(), text[end..].to_owned()));
        assert_eq!(at("Present: Ann Low"), Some(("present", "Ann Low".into())));
        assert_eq!(at("PRESENT Ann Low AL"), Some(("present", "Ann Low AL".into())));
        assert_eq!(at("Attending for Agenda Items"), Some(("in attendance", String::new())));
        assert_eq!(at("Presentation by officers"), None);
        assert_eq!(heading("Apologies for Absence"), Some(AttendanceStatus::Apologies));
        assert_eq!(heading("Welcome and apologies"), None);
    }

    #[test]
    fn a_short_name_is_the_one_it_can_be() {
        assert!(abbreviates("D Milne", "David Milne"));
        assert!(!abbreviates("D Milne", "Jane Milne"));
    }
}
