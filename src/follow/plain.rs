//! Actions that running text alone tells: `It was agreed that TS would write`, `SW agreed to report`, `the Clerk will ask`.

use super::due;
use super::people::owners::Roster;
use super::sighting::{Found, Sighting};
use crate::model::paper::Passage;
use crate::util::pattern;
use crate::util::sentence::sentences;
use regex::Regex;
use std::sync::LazyLock;

static AGREED_THAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?x)^(?:.*?\b)?(?i:it\s+was\s+(?:further\s+|also\s+|then\s+|unanimously\s+)?agreed\s+(?:by\s+all\s+(?:members\s+)?(?:present\s+)?)?that)\s+(?P<who>[A-Z][\w.'’\-]*(?:\s+(?:and\s+)?[A-Z][\w.'’\-]*){0,4}|(?:the|The)\s+[A-Z]?\w+(?:\s\w+)?)\s+(?P<do>(?:will|would|should|shall|to|both|bioth)\b.*)$",
    )
});
static UNDERTAKES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?x)(?:^|[,;]\s+|\b(?:and|that|however|but)\s+)(?P<who>(?:Cllr\s+|Councillor\s+|Mr\s+|Mrs\s+|Ms\s+|Dr\s+)?[A-Z][\w'’\-]*(?:\s+[A-Z][\w'’\-]*){0,2}(?:\s+and\s+[A-Z][\w'’\-]*(?:\s+[A-Z][\w'’\-]*)?)?|[Tt]he\s+(?:(?:Vice|Deputy|Depute|Assistant|Town|Parish|Honorary)[\s-]+)?(?:Chair(?:man|person|woman)?|Secretary|Treasurer|Clerk|Conven[eo]r|President|Mayor|Provost|Chief\s+Executive|(?:Head|Director)\s+of\s+[A-Z]\w+(?:\s+and\s+[A-Z]\w+|\s+[A-Z]\w+)?|[A-Z]\w+\s+(?:Manager|Officer))|[Oo]ur\s+(?:chair|secretary|treasurer))\s+(?P<do>(?:will|agreed\s+to|undertook\s+to|offered\s+to|is\s+to|are\s+to|was\s+asked\s+to|were\s+asked\s+to|to)\s+[a-z].*)$",
    )
});

static AGREED_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:it\s+was\s+(?:\w+\s+)?agreed|(?:the\s+)?(?:members|committee|council|board)\s+(?:\w+\s+)?agreed)\s+to\s+((?:contact|write|ask|arrange|report|send|circulate|prepare|bring|find|obtain|organise|draft|review|investigate|raise|email|invite|produce|submit|order|purchase|buy|issue|publish|seek|request|set\s+up|hold|apply|advertise|install|repair|replace)\b.*)$",
    )
});

/// `It was agreed that TS would write`, `SW agreed to report`: actions of somebody known.
pub(super) fn plain(passage: &Passage, list: u32, roster: &Roster, found: &mut Found) {
    for (start, end) in sentences(&passage.text) {
        let sentence = &passage.text[start..end];
        let caps = AGREED_THAT.captures(sentence).or_else(|| UNDERTAKES.captures(sentence));
        let Some(caps) = caps else { continue };
        let who = caps["who"]
            .trim_start_matches("the ")
            .trim_start_matches("The ")
            .trim_start_matches("our ")
            .trim_start_matches("Our ");
        // Offices and councillors need no list of those present.
        let office = ["Cllr ", "Councillor "].iter().any(|rank| who.starts_with(rank)) || is_office(who);
        if !office && !roster.knows(&who.replace(" and ", "/")) {
            continue;
        }
        let mut one = Sighting::new(passage.locator.clone(), list, sentence);
        one.owner = who.to_owned();
        one.item = passage.locator.section.last().cloned().unwrap_or_default();
        one.due_printed = due::phrase(sentence).unwrap_or_default();
        found.sightings.push(one);
    }
}

/// Whether words name an office that somebody holds.
fn is_office(who: &str) -> bool {
    let last = who.split_whitespace().last().unwrap_or_default();
    let held = [
        "Chair",
        "Chairman",
        "Chairperson",
        "Chairwoman",
        "Secretary",
        "Treasurer",
        "Clerk",
        "Convener",
        "Convenor",
        "President",
        "Mayor",
        "Provost",
        "Executive",
        "Manager",
        "Officer",
    ];
    held.contains(&last) || who.starts_with("Head of ") || who.starts_with("Director of ")
}

/// `It was agreed to ask for a quotation`: an action that names nobody. Read only where a minute marks nothing.
pub(super) fn unowned(passage: &Passage, list: u32, found: &mut Found) {
    for (start, end) in sentences(&passage.text) {
        let sentence = &passage.text[start..end];
        let Some(caps) = AGREED_TO.captures(sentence) else { continue };
        let mut one = Sighting::new(passage.locator.clone(), list, &caps[1]);
        one.item = passage.locator.section.last().cloned().unwrap_or_default();
        one.due_printed = due::phrase(sentence).unwrap_or_default();
        found.sightings.push(one);
    }
}
