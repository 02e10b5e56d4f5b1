//! Actions and decisions from running text: initials in the margin, `ACTION: name`, `Decision:`, `RESOLVED that`, `It was agreed
//! that X would`.
//!
//! A minute that keeps its actions apart (in tables, lists, a margin) repeats them in its text, so plain sentences are read for
//! actions only where nothing else marks them.

use super::due;
use super::people::is_name;
use super::people::owners::{Roster, looks_like_owner, split};
use super::sighting::{Found, Sighting, is_matters_arising};
use crate::model::action::ActionKind;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::sentence::sentences;
use crate::util::text::{char_len, char_slice, fold};
use regex::Regex;
use std::sync::LazyLock;

static CUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:will|would|shall|should|must|undertook|undertakes|awaited|outstanding|required|pursue|liaise
        |(?:is|are|was|were|be|been|still|needs?|needed|agreed|asked|requested|invited|instructed|offered|volunteered|remitted|happy|and|also|not)\s+to\b
        |to\s+(?:be|contact|write|meet|check|ask|arrange|report|send|circulate|prepare|bring|follow|provide|speak|find|look|consider|obtain|organise|discuss|draft|review|attend|update|progress|chase|investigate|confirm|raise|email|invite|produce|submit|share|take|get|order|purchase|issue|publish)\b
        |it\s+(?:was|is)\s+(?:further\s+|also\s+|unanimously\s+)?(?:agreed|suggested|proposed|decided)|agreed\s+that|be\s+followed|follow(?:ed)?\s+up)",
    )
    .expect("a fixed pattern")
});
static AGREED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?i:it\s+was\s+(?:\w+\s+)?(?:agreed|decided|suggested|proposed))\s+(?i:to|that)\s+|.*\b(?:asked|requested|invited|instructed)\s+(?:[Tt]he\s+)?(?:[A-Z][\w'’&-]*\s+){1,6}to\s+)")
        .expect("a fixed pattern")
});
/// What binds somebody, where [`CUE`] may only tell what somebody thinks would be.
static AGREES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:agreed (?:to|that)|(?:asked|requested|invited|suggested|decided|proposed) (?:to|that)|undertook|offered to|followed up|will)\b")
        .expect("a fixed pattern")
});
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[.;:!?)]\s+|\n)(?:\*+)?(?:ACTIONS?|Actions?|Action\s+[Pp]oint|AP)\s*(?:\d+(?:\.\d+)*)?\s*(?:[:–—]|-\s|\bby:)\s*(.+)$").expect("a fixed pattern")
});
static DECISION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[a-z]+\s+)?(?:decision|decided|outcome)s?\s*(?:\d+)?\s*:\s*(.+)$").expect("a fixed pattern")
});
static RESOLVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:.*?\b(?i:it\s+was|be\s+it|and|was|the\s+\w+)\s+)?(?:RESOLVED|Resolved|(?i:it\s+was\s+(?:unanimously\s+)?resolved))\b[\s:,]*(?:that\b|to\b)?\s*(.*)$")
        .expect("a fixed pattern")
});
static AGREED_THAT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:.*?\b)?(?i:it\s+was\s+(?:further\s+|also\s+|then\s+|unanimously\s+)?agreed\s+(?:by\s+all\s+(?:members\s+)?(?:present\s+)?)?that)\s+(?P<who>[A-Z][\w.'’\-]*(?:\s+(?:and\s+)?[A-Z][\w.'’\-]*){0,4}|(?:the|The)\s+[A-Z]?\w+(?:\s\w+)?)\s+(?P<do>(?:will|would|should|shall|to|both|bioth)\b.*)$",
    )
    .expect("a fixed pattern")
});
static UNDERTAKES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[,;]\s+|\b(?:and|that|however|but)\s+)(?P<who>(?:Cllr\s+|Councillor\s+|Mr\s+|Mrs\s+|Ms\s+|Dr\s+)?[A-Z][\w'’\-]*(?:\s+[A-Z][\w'’\-]*){0,2}(?:\s+and\s+[A-Z][\w'’\-]*(?:\s+[A-Z][\w'’\-]*)?)?|[Tt]he\s+(?:Chair|Secretary|Treasurer|Clerk|Convener|Vice\s+Chair)|[Oo]ur\s+(?:chair|secretary|treasurer))\s+(?P<do>(?:will|agreed\s+to|undertook\s+to|offered\s+to|is\s+to|are\s+to|was\s+asked\s+to|were\s+asked\s+to|to)\s+[a-z].*)$",
    )
    .expect("a fixed pattern")
});

/// How many items of a list one decision takes in.
const MOST_ITEMS: usize = 30;

/// Reads margins, marked actions and decisions of a minute; then, where nothing marked an action, its sentences.
pub(super) fn read(paper: &Paper, roster: &Roster, found: &mut Found) {
    if paper.kind != PaperKind::Minute {
        return;
    }
    let list = found.list();
    let mut marked = !found.sightings.is_empty();
    let mut before: Option<&Passage> = None;
    for (at, passage) in paper.passages.iter().enumerate() {
        if let Some(decision) = decision(passage, &paper.passages[at + 1..]) {
            let mut one = Sighting::new(passage.locator.clone(), list, decision);
            one.kind = ActionKind::Decision;
            one.item = item(passage);
            found.sightings.push(one);
        }
        if passage.kind == PassageKind::Row && passage.locator.table.is_some() && passage.margin.is_empty() {
            continue;
        }
        marked |= margin(passage, list, roster, found) || explicit(passage, before, list, roster, found);
        before = Some(passage);
    }
    if !marked {
        for passage in paper.passages.iter().filter(|p| p.kind != PassageKind::Row && p.locator.table.is_none()) {
            plain(passage, list, roster, found);
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
fn margin(passage: &Passage, list: u32, roster: &Roster, found: &mut Found) -> bool {
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
    let action = deed(body, &owner).unwrap_or_else(|| Deed::of(body));
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

/// The sentences that say what owners are to do: those that name an owner and a deed, and, where some owner is not named, the
/// last one with a deed, as owners stand beside the end of a paragraph.
pub(super) fn deed(text: &str, owner: &str) -> Option<Deed> {
    let all: Vec<&str> = sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect();
    let owners = split(owner);
    let names = |sentence: &str, owner: &str| {
        sentence.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(|w| w == owner)
            || owner.contains(' ') && sentence.contains(owner)
    };
    let cued: Vec<usize> = (0..all.len()).filter(|i| CUE.is_match(all[*i])).collect();
    let mut chosen: Vec<usize> = cued.iter().copied().filter(|i| owners.iter().any(|o| names(all[*i], o))).collect();
    let covered = owners.iter().all(|o| chosen.iter().any(|i| names(all[*i], o)));
    if !covered {
        chosen.extend(cued.iter().rev().find(|i| AGREES.is_match(all[**i])).or(cued.last()));
    }
    if chosen.is_empty() {
        // No sentence says it outright: a short text is the action as it stands.
        return match all.len() {
            0 => None,
            1 | 2 => Some(Deed::of(&all.join(" "))),
            n => Some(Deed::of(all[n - 1])),
        };
    }
    chosen.sort_unstable();
    chosen.dedup();
    let text = chosen.iter().map(|i| all[*i]).collect::<Vec<_>>().join(" ");
    Some(match chosen.as_slice() {
        [_] => plainly(&text),
        _ => Deed::of(&text),
    })
}

/// What is to be done, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) text: String,
    pub(super) due: String,
}

impl Deed {
    /// The text as it stands.
    fn of(text: &str) -> Deed {
        Deed { text: text.to_owned(), due: due::phrase(text).unwrap_or_default() }
    }
}

/// A sentence without the words that only say it was agreed, and without its time and what follows that, which stand in a field
/// of their own.
fn plainly(sentence: &str) -> Deed {
    let mut text = sentence;
    if let Some(found) = AGREED.find(text) {
        text = &text[found.end()..];
    }
    let mut time = String::new();
    if let Some((at, printed)) = due::span(text) {
        time = printed;
        if text[..at].split_whitespace().count() >= 4 {
            text = text[..at].trim_end_matches([' ', ',', ';']);
        }
    }
    Deed { text: text.to_owned(), due: time }
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
                || matches!(who, "All" | "Chair" | "Clerk" | "Secretary" | "Treasurer"))
        {
            return (who.to_owned(), Some(what.trim().to_owned()));
        }
    }
    // "Write to the council (KC)", "Write to the council - KC".
    for (open, close) in [("(", ")"), ("[", "]"), (" - ", ""), (" – ", "")] {
        if let Some((what, who)) = rest.rsplit_once(open)
            && let Some(who) = who.trim().strip_suffix(close)
            && looks_like_owner(who)
            && who.split_whitespace().count() <= 4
        {
            return (who.to_owned(), Some(what.trim().to_owned()));
        }
    }
    (String::new(), Some(rest.to_owned()))
}

/// What a passage says was decided, where it says so by a mark; `after` is what follows it.
fn decision(passage: &Passage, after: &[Passage]) -> Option<String> {
    let text = passage.text.trim();
    let words = DECISION.captures(text).map(|c| c[1].to_owned()).or_else(|| {
        let caps = RESOLVED.captures(text)?;
        let folded = fold(text);
        // "Resolved" in running text tells of a matter that went away; the word in capitals, or at the start, decides.
        let decides = text.contains("RESOLVED")
            || text.starts_with("Resolved")
            || ["it was resolved", "unanimously resolved"].iter().any(|w| folded.contains(w))
            || folded == "and resolved";
        decides.then(|| caps[1].trim_start_matches([' ', ':']).trim_end().to_owned())
    })?;
    if words.split_whitespace().count() <= 2 {
        // "Resolved:" alone leads to the words of the next paragraph.
        let next = after.first().filter(|_| text.ends_with(':') || words.is_empty())?;
        return Some(next.text.clone());
    }
    let first = sentences(&words).first().map(|(a, b)| words[*a..*b].to_owned())?;
    if !first.ends_with(':') {
        return Some(first);
    }
    // A list of what was decided belongs to the sentence that leads to it.
    let listed = after.iter().take(MOST_ITEMS).take_while(|p| p.stem.is_some() || p.kind == PassageKind::Item);
    let items: Vec<&str> = listed.map(|p| p.text.as_str()).collect();
    Some(format!("{first} {}", items.join(" ")).trim().to_owned())
}

/// `It was agreed that TS would write`, `SW agreed to report`: actions of somebody known.
fn plain(passage: &Passage, list: u32, roster: &Roster, found: &mut Found) {
    for (start, end) in sentences(&passage.text) {
        let sentence = &passage.text[start..end];
        let caps = AGREED_THAT.captures(sentence).or_else(|| UNDERTAKES.captures(sentence));
        let Some(caps) = caps else { continue };
        let who = caps["who"]
            .trim_start_matches("the ")
            .trim_start_matches("The ")
            .trim_start_matches("our ")
            .trim_start_matches("Our ");
        let known = roster.knows(&who.replace(" and ", "/"));
        if !known {
            continue;
        }
        let mut one = Sighting::new(passage.locator.clone(), list, sentence);
        one.owner = who.to_owned();
        one.item = passage.locator.section.last().cloned().unwrap_or_default();
        one.due_printed = due::phrase(sentence).unwrap_or_default();
        found.sightings.push(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deed_is_the_sentence_that_says_it() {
        for (text, owner, expected) in [
            ("IK had reminded them. HL would expedite.", "HL", "HL would expedite."),
            (
                "They were to pay. A meeting was to be held. RA and GD to meet the council.",
                "RA|GD",
                "RA and GD to meet the council.",
            ),
            (
                "JS agreed to check the posters. Members were told. The bin is to be followed up.",
                "JS|GD",
                "JS agreed to check the posters. The bin is to be followed up.",
            ),
            ("was an extension feasible?", "KC", "was an extension feasible?"),
        ] {
            assert_eq!(deed(text, owner).map(|d| d.text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn marks_of_actions() {
        let roster = Roster::default();
        assert_eq!(owner_and_deed("KC to write to them", &roster), ("KC".into(), Some("write to them".into())));
        assert_eq!(owner_and_deed("KC", &roster), ("KC".into(), None));
        assert_eq!(owner_and_deed("Write to them (KC/GD)", &roster), ("KC/GD".into(), Some("Write to them".into())));
    }
}
