//! Actions and decisions from running text: initials in the margin, `ACTION: name`, `Decision:`, `RESOLVED that`, `It was agreed
//! that X would`.
//!
//! A minute that keeps its actions apart (in tables, lists, a margin) repeats them in its text, so plain sentences are read for
//! actions only where nothing else marks them.

use super::columns::is_label;
use super::deeds::{CUE, Deed, deed, is_told, told};
use super::due;
use super::people::is_name;
use super::people::owners::{Roster, looks_like_owner};
use super::plain::{plain, unowned};
use super::sighting::{Found, Sighting, is_matters_arising};
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::sentence::sentences;
use crate::util::text::{char_len, char_slice};
use regex::Regex;
use std::sync::LazyLock;

pub(super) static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?:^|[.;:!?)]\s+|\n)(?:\*+)?(?:ACTIONS?|Actions?|Action\s+[Pp]oint|AP)\s*(?:(?:[Nn]o\.?\s*)?[A-Z]{0,4}\d[\w./]*)?\s*(?:[:–—]|-\s|\bby:)\s*(.+)$",
    )
});
/// An owner in brackets behind the words that say what to do: `(Action: KC)`, `[ACTION – GD/RB]`.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(r"[(\[]\s*(?:ACTIONS?|Actions?|AP)\b\s*(?:by\b)?\s*[:–—-]*\s*(?P<who>[^()\[\]]{1,60})[)\]]\.?")
});

/// Reads margins, marked actions and decisions of a minute; then, where nothing marked an action, its sentences.
pub(super) fn read(paper: &Paper, roster: &Roster, found: &mut Found) {
    if paper.kind != PaperKind::Minute {
        return;
    }
    let list = found.list();
    let mut marked = !found.sightings.is_empty();
    let mut passages = super::marks::passages(paper, roster);
    mend_margins(&mut passages, roster);
    super::decisions::read(&passages, list, item, found);
    let mut before: Option<&Passage> = None;
    // The section below a label such as "Agreed actions:", while its items follow.
    let mut labelled: Option<&[String]> = None;
    for passage in &passages {
        if is_label(&passage.text) {
            labelled = Some(&passage.locator.section);
            continue;
        }
        let item = passage.kind == PassageKind::Item || passage.locator.paragraph.is_some();
        labelled = labelled.filter(|section| item && *section == passage.locator.section);
        if passage.kind == PassageKind::Row && passage.locator.table.is_some() && passage.margin.is_empty() {
            continue;
        }
        marked |= margin(passage, before, list, roster, found)
            || bracketed(passage, before, list, found)
            || explicit(passage, before, list, roster, found)
            || labelled.is_some() && passage.locator.table.is_none() && one_of_list(passage, list, roster, found);
        before = Some(passage);
    }
    if !marked {
        for passage in passages.iter().filter(|p| p.kind != PassageKind::Row && p.locator.table.is_none()) {
            plain(passage, list, roster, found);
            unowned(passage, list, found);
        }
    }
}

/// Gives the second half of an owner that stands one line low back to the paragraph above.
///
/// The margin holds it where the paragraph above has an owner that nobody is known by, and the paragraph below begins its margin
/// with more such words before people who are known.
fn mend_margins(passages: &mut [Passage], roster: &Roster) {
    for at in 1..passages.len() {
        let (above, below) = passages.split_at_mut(at);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else { continue };
        // Initials are people, whether or not a list names them.
        let initials = |line: &str| {
            let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
            words.peek().is_some()
                && words.all(|w| (2..=4).contains(&w.len()) && w.chars().all(|c| c.is_ascii_uppercase()))
        };
        let known = |line: &String| roster.knows(line) || initials(line);
        let unknown = |line: &String| looks_like_owner(line) && !known(line);
        let Some(last) = above.margin.last_mut().filter(|line| unknown(line)) else { continue };
        let low = below.margin.iter().take_while(|line| unknown(line)).count();
        if low > 0 && below.margin[low..].iter().any(known) {
            for line in below.margin.drain(..low) {
                last.push(' ');
                last.push_str(&line);
            }
        }
    }
}

/// The item of business of a passage: the headings above it, and its run-in heading.
fn item(passage: &Passage) -> String {
    let heading = passage.locator.section.last().cloned().unwrap_or_default();
    match lead(passage) {
        Some((lead, _)) if heading.is_empty() => lead,
        Some((lead, _)) => format!("{heading}: {lead}"),
        None => heading,
    }
}

/// The run-in heading of a passage, and the words after it.
fn lead(passage: &Passage) -> Option<(String, String)> {
    let text = passage.text.as_str();
    if let Some(n) = passage.lead_in.filter(|n| *n > 0 && *n < char_len(text)) {
        let rest = char_slice(text, n, u32::MAX);
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '.'));
        return Some((char_slice(text, 0, n).trim().trim_end_matches(':').to_owned(), rest.to_owned()));
    }
    let cut = [" - ", " – ", " — ", ": "].iter().filter_map(|m| text.find(m).map(|at| (at, m.len()))).min()?;
    let (head, rest) = (&text[..cut.0], &text[cut.0 + cut.1..]);
    let short = head.split_whitespace().count() <= 12
        && !head.contains(". ")
        && head.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (short && !rest.trim().is_empty() && !CUE.is_match(head)).then(|| (head.trim().to_owned(), rest.trim().to_owned()))
}

/// An action beside which owners stand in the margin, or whose text ends in known initials; whether there was one. In a section
/// of matters arising, a paragraph without owner may still tell how an earlier action stands.
fn margin(passage: &Passage, before: Option<&Passage>, list: u32, roster: &Roster, found: &mut Found) -> bool {
    let mut owners: Vec<String> = Vec::new();
    let mut dates: Vec<String> = Vec::new();
    for line in &passage.margin {
        if looks_like_owner(line) && due::resolve(line, None, None, false).is_none() {
            match owners.last_mut() {
                Some(last) if last.ends_with(['/', ',', '&']) => {
                    last.push(' ');
                    last.push_str(line);
                }
                _ => owners.push(line.trim().to_owned()),
            }
        } else if line.chars().any(|c| c.is_ascii_digit()) {
            dates.push(line.trim().to_owned());
        }
    }
    let mut text = passage.text.clone();
    if owners.is_empty()
        && let Some((rest, owner)) = trailing_owner(&passage.text, roster)
    {
        text = rest;
        owners.push(owner);
    }
    let section = passage.locator.section.last().map_or("", String::as_str);
    let looks_back = is_matters_arising(section);
    let named = Passage { text: text.clone(), ..passage.clone() };
    let lead = lead(&named);
    if owners.is_empty() {
        if let Some((subject, rest)) = lead.filter(|_| looks_back) {
            let mut one = Sighting::new(passage.locator.clone(), list, text);
            (one.opens, one.looks_back, one.subject, one.progress) = (false, true, subject, rest);
            found.sightings.push(one);
        }
        return false;
    }
    let owner = owners.join("|");
    let body = lead.as_ref().map_or(text.as_str(), |(_, rest)| rest.as_str());
    // The owner may stand beside the last lines of an item whose deed is told in the paragraph above.
    let above = before
        .filter(|b| b.margin.is_empty() && b.locator.section == passage.locator.section && !is_told(body, &owner))
        .and_then(|b| told(&b.text, &owner));
    let action = above.or_else(|| deed(body, &owner)).unwrap_or_else(|| Deed::of(body));
    let mut one = Sighting::new(passage.locator.clone(), list, action.text);
    one.item = item(&named);
    one.due_printed = if dates.is_empty() { action.due } else { dates.join("|") };
    one.owner = owner;
    if looks_back {
        one.looks_back = true;
        one.progress = body.to_owned();
        one.subject = lead.map(|(subject, _)| subject).unwrap_or_default();
    }
    found.sightings.push(one);
    true
}

/// Initials of somebody known behind the last sentence.
fn trailing_owner(text: &str, roster: &Roster) -> Option<(String, String)> {
    let (_, end) = *sentences(text).last()?;
    let tail_at = text[..end].rfind(['.', '!', '?']).map(|i| i + 1)?;
    let tail = text[tail_at..end].trim();
    let letters = tail.split(['/', ' ', '&', ',']).filter(|w| !w.is_empty());
    let all = letters.clone().count() > 0
        && letters.clone().all(|w| (2..=4).contains(&w.len()) && w.chars().filter(|c| c.is_uppercase()).count() >= 2);
    (all && tail.len() < 24 && roster.knows(tail)).then(|| (text[..tail_at].trim().to_owned(), tail.to_owned()))
}

/// `ACTION: KC to write`, `Action: KC` behind a sentence.
fn explicit(passage: &Passage, before: Option<&Passage>, list: u32, roster: &Roster, found: &mut Found) -> bool {
    let Some(caps) = MARKED.captures(&passage.text) else { return false };
    let (whole, rest) =
        (caps.get(0).map_or(0, |m| m.start()), caps[1].trim().trim_end_matches(['*', '.']).trim().to_owned());
    let mut one = Sighting::new(passage.locator.clone(), list, String::new());
    one.item = passage.locator.section.last().cloned().unwrap_or_default();
    let (owner, action) = owner_and_deed(&rest, roster);
    one.owner = owner;
    let action = match action {
        Some(action) => Deed::of(&action),
        // The owner alone: the deed stands before it.
        None => {
            let earlier = passage.text[..whole].trim();
            let text = if earlier.is_empty() { before.map_or("", |p| p.text.as_str()) } else { earlier };
            match deed(text, &one.owner) {
                Some(action) => action,
                None => return false,
            }
        }
    };
    (one.action, one.due_printed) = (action.text, action.due);
    found.sightings.push(one);
    true
}

/// Whether words can be the title of an office: `Director of Finance`, `Chief Executive`.
fn is_title(who: &str) -> bool {
    let words: Vec<&str> = who.split_whitespace().collect();
    let capital = |w: &&&str| w.starts_with(|c: char| c.is_uppercase());
    words.iter().filter(capital).count() > 1
        && words
            .iter()
            .all(|w| w.starts_with(|c: char| c.is_uppercase()) || matches!(*w, "of" | "and" | "for" | "the" | "&"))
}

/// Owners in brackets, each behind what is to be done; whether there were any.
fn bracketed(passage: &Passage, before: Option<&Passage>, list: u32, found: &mut Found) -> bool {
    let mut start = 0;
    let mut any = false;
    for caps in BRACKETED.captures_iter(&passage.text) {
        let (whole, who) = (caps.get(0).map_or(0..0, |m| m.range()), caps["who"].trim());
        let words = passage.text[start..whole.start].trim();
        start = whole.end;
        if !looks_like_owner(who) {
            continue;
        }
        let text = if words.is_empty() { before.map_or("", |p| p.text.as_str()) } else { words };
        let Some(action) = deed(text, who) else { continue };
        let mut one = Sighting::new(passage.locator.clone(), list, action.text);
        one.owner = who.to_owned();
        one.due_printed = action.due;
        one.item = item(passage);
        found.sightings.push(one);
        any = true;
    }
    any
}

/// An item of a list under "Agreed actions:".
fn one_of_list(passage: &Passage, list: u32, roster: &Roster, found: &mut Found) -> bool {
    let (owner, action) = owner_and_deed(passage.text.trim().trim_end_matches('.'), roster);
    let Some(action) = action.filter(|a| a.split_whitespace().count() > 1) else { return false };
    let mut one = Sighting::new(passage.locator.clone(), list, action);
    one.due_printed = due::phrase(&passage.text).unwrap_or_default();
    one.owner = owner;
    one.item = passage.locator.section.last().cloned().unwrap_or_default();
    found.sightings.push(one);
    true
}

/// Owner and deed of the words behind a mark; no deed where only an owner stands there.
fn owner_and_deed(rest: &str, roster: &Roster) -> (String, Option<String>) {
    if looks_like_owner(rest) && (roster.knows(rest) || rest.split_whitespace().count() <= 2) {
        return (rest.to_owned(), None);
    }
    // "KC to write", "All to note", "Cllr Low will ask".
    for mark in [" to ", " will ", " would ", ": ", " - ", " – "] {
        if let Some((who, what)) = rest.split_once(mark)
            && looks_like_owner(who)
            && (roster.knows(who)
                || who == who.to_uppercase()
                || is_name(who)
                || mark == " to " && is_title(who)
                || matches!(who, "All" | "Chair" | "Clerk" | "Secretary" | "Treasurer"))
        {
            return (who.to_owned(), Some(what.trim().to_owned()));
        }
    }
    // "Write to the council (KC)", "Write to the council - KC".
    for (open, close) in [("(", ")"), ("[", "]"), (" - ", ""), (" – ", "")] {
        if let Some((what, who)) = rest.rsplit_once(open)
            && let Some(who) = who.trim().strip_suffix(close)
            // "(KC, by 3 May)": the time is read by itself.
            && let who = who.split([',', ';']).next().unwrap_or(who).trim()
            && looks_like_owner(who)
            && who.split_whitespace().count() <= 4
        {
            return (who.to_owned(), Some(what.trim().to_owned()));
        }
    }
    (String::new(), Some(rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_actions() {
        let roster = Roster::default();
        assert_eq!(owner_and_deed("KC to write to them", &roster), ("KC".into(), Some("write to them".into())));
        assert_eq!(owner_and_deed("KC", &roster), ("KC".into(), None));
        assert_eq!(owner_and_deed("Write to them (KC/GD)", &roster), ("KC/GD".into(), Some("Write to them".into())));
    }
}
