//! Recommendations put to a body, and what its minute decided.
//!
//! A paper asks in one of four ways: "The Board is recommended to:" with items below, the same with the words behind it, a heading
//! "Recommendations" with items or a table below, and "It is recommended that". The minute of the same body and day is then read
//! under the item that names the paper. What it says of a numbered recommendation decides; then what it says in the
//! recommendation's own words; then what it says of all of them; then the verb that opens the recommendation. Where no minute of
//! that meeting is held the decision stays empty.

use super::bodies::PaperFacts;
use super::headers::{Meaning, meaning};
use super::items::{Item, references, same};
use super::similar::{covered, words};
use crate::model::action::Recommendation;
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::util::pattern;
use crate::util::sentence::sentences;
use crate::util::text::{char_slice, fold, word_count};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:[Rr]ecommendations?(?:\(s\))?\s*:?\s*)?(?:[Tt]he\s+|[Tt]hat\s+(?:the\s+)?)?(?P<body>[A-Z][\w’',&()-]*(?:\s+[\w’',&()-]+){0,8}?)\s+(?:is|are)\s+(?:therefore\s+|also\s+|hereby\s+|respectfully\s+)?(?:recommended|asked|invited|requested)\s+to\b\s*(?P<rest>.*)$",
    )
});
static THAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:[Ii]t is|[Ww]e|[Oo]fficers)\s*(?:therefore\s+)?(?:recommended|recommend)\s+that\s+(?:the\s+(?P<body>[A-Z][\w ’'&-]*?(?:Board|Committee|Council|Cabinet|Group|Partnership|Forum|Executive))\b)?\s*(?P<rest>.*)$",
    )
});
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"(?i)^(?:summary of |officer |our )?recommendations?(?:\(s\))?:?$"));
/// What opens a recommendation: bodies are asked to do these.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:to\s+)?(?:note|agree|approve|endorse|consider|adopt|support|ask|invite|authorise|delegate|recommend|accept|receive|remit|instruct|confirm|appoint|nominate|commend|comment|review|discuss|welcome|determine|ratify|partners to|replace|set out|keep|offer|establish|ensure|publish|provide)\b",
    )
});
static SECOND: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r",?;?\s+and\s+to\s+"));
static BY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\brecommendations?\s+(?P<n>[(]?(?:[ivx]{1,4}|\d{1,2}(?:\.\d+)*|[a-h]|R\d+)[)]?(?:(?:\s*,\s*|\s+and\s+|\s*(?:to|-|–)\s*)[(]?(?:[ivx]{1,4}|\d{1,2}(?:\.\d+)*|[a-h]|R\d+)[)]?)*)(?:\W|$)",
    )
});
static ALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:the|all|both|its|these)\s+(?:the\s+)?(?:\w+\s+)?recommendations?\b|\brecommendations?\s+(?:in|of|set out|contained|as)\b|\bas recommended\b|\brecommendations?\s+(?:were|was|be|is|are)\s+(?:\w+\s+)?(?:agreed|approved|accepted|endorsed|adopted)",
    )
});

/// Verbs of minutes, from the most telling.
static DECISIONS: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    [
        ("deferred", r"\bdefer(?:red|ral)?\b|\bcontinued (?:to|until)\b|\bpostponed\b|\bheld over\b|\bwithdrawn\b|\bcarried over\b"),
        ("amended", r"\bamend(?:ed|ment|ments|ing)?\b|\bsubject to\b|\bwith the (?:words?|addition|exception|change)|\bwords? .{1,80} added\b|\bas revised\b|\baccepted in part\b|\bpartially accepted\b|\bin principle\b"),
        ("agreed", r"\b(?:agreed?|approved?|endorsed?|accepted|adopted?|resolved|supported|ratified|authorised|confirmed|carried)\b"),
        ("noted", r"\b(?:noted?|received|welcomed|considered|discussed)\b"),
    ]
    .into_iter()
    .map(|(word, pattern)| (word, pattern::fixed(&format!("(?i){pattern}"))))
    .collect()
});

/// How much of a recommendation must stand in a sentence of the minute.
const ALIKE: f64 = 0.6;

/// A recommendation as its paper makes it.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    locator: Locator,
    body: String,
    text: String,
    number: String,
    /// The answer printed beside it, where there is one.
    response: String,
}

/// The recommendations of a paper, in order of print.
pub(super) fn read(paper: &Paper) -> Vec<Asked> {
    if matches!(paper.kind, PaperKind::Minute | PaperKind::Agenda) {
        return Vec::new();
    }
    let mut found: Vec<Asked> = Vec::new();
    // The body that the words before a list ask, while its items follow.
    let mut open: Option<(String, Vec<String>)> = None;
    for passage in &paper.passages {
        let text = passage.text.trim();
        let under = passage.locator.section.last().is_some_and(|h| HEADING.is_match(h.trim()));
        if let Some((body, rest)) = asks(text) {
            if rest.is_empty() || rest == ":" || rest == "that:" {
                open = Some((body, passage.locator.section.clone()));
                continue;
            }
            open = None;
            // An item of a list tells whom others ask; a paper asks in a paragraph.
            if passage.kind == PassageKind::Item && !under {
                continue;
            }
            for part in SECOND.split(rest.trim_start_matches(':').trim()) {
                push(passage, &body, part, "", &mut found);
            }
            continue;
        }
        let by_stem = passage.stem.as_deref().and_then(stem_asks);
        if passage.kind == PassageKind::Row {
            if under || open.is_some() {
                row(passage, open.as_ref().map_or("", |(body, _)| body), &mut found);
            }
            continue;
        }
        let goes_on = open.as_ref().is_some_and(|(_, section)| *section == passage.locator.section)
            && (passage.kind == PassageKind::Item || passage.locator.paragraph.is_some() || VERB.is_match(text));
        match (by_stem, &open) {
            (Some(body), _) => push(passage, &body, text, "", &mut found),
            (None, Some((body, _))) if goes_on => {
                let body = body.clone();
                push(passage, &body, text, "", &mut found);
            }
            _ => {
                open = None;
                if under && VERB.is_match(text) && word_count(text) > 2 {
                    push(passage, "", text, "", &mut found);
                }
            }
        }
    }
    found
}

/// The body that a sentence asks, and the words behind it.
fn asks(text: &str) -> Option<(String, &str)> {
    let caps = ASKS.captures(text).or_else(|| THAT.captures(text))?;
    let body = caps.name("body").map_or("", |m| m.as_str()).trim();
    // "Each partnership that is asked to" is no body that decides, nor is a sentence about somebody.
    let rest = caps.name("rest").map_or("", |m| m.as_str()).trim();
    (body.split_whitespace().count() <= 7).then(|| (body.to_owned(), rest))
}

fn stem_asks(stem: &str) -> Option<String> {
    let last = sentences(stem).last().map(|(a, b)| &stem[*a..*b])?;
    asks(last.trim()).map(|(body, _)| body)
}

/// A row of a table of recommendations: its number, what is asked, and the answer.
fn row(passage: &Passage, body: &str, found: &mut Vec<Asked>) {
    let other = |header: &str| {
        !fold(header).contains("recommend")
            && matches!(
                meaning(header),
                Some(Meaning::Action | Meaning::Progress | Meaning::Reporting | Meaning::Theme)
            )
    };
    // The rows of a plan that follows the recommendations are not put to anybody.
    if passage.columns.iter().any(|(header, _)| other(header)) {
        return;
    }
    let cells: Vec<&str> = passage.text.split(" | ").map(str::trim).collect();
    let named = |words: &[&str]| {
        (0..passage.columns.len())
            .find(|i| {
                let folded = fold(&passage.columns[*i].0);
                folded.split(' ').any(|w| words.contains(&w))
            })
            .map(|i| {
                let end = passage.columns.get(i + 1).map_or(u32::MAX, |(_, next)| *next);
                char_slice(&passage.text, passage.columns[i].1, end).trim_end_matches([' ', '|'])
            })
    };
    let text = named(&["recommendation", "recommendations"])
        .or_else(|| cells.iter().copied().find(|c| VERB.is_match(c) && word_count(c) > 2));
    let Some(text) = text.filter(|t| word_count(t) > 2) else { return };
    let response = named(&["response", "responses", "accepted", "reply"]).unwrap_or_default();
    push(passage, body, text, response, found);
}

fn push(passage: &Passage, body: &str, text: &str, response: &str, found: &mut Vec<Asked>) {
    let text = text.trim().trim_end_matches([';', '.', ',']).trim();
    let text = text.strip_suffix("; and").or(text.strip_suffix(", and")).or(text.strip_suffix(" and")).unwrap_or(text);
    let text = text.trim_end_matches([';', ',']).trim();
    if word_count(text) < 2 {
        return;
    }
    let cell = passage.text.split(" | ").next().unwrap_or_default();
    let number = match (&passage.locator.paragraph, passage.kind) {
        (_, PassageKind::Row) if word_count(cell) == 1 && cell.chars().count() <= 6 => cell.to_owned(),
        (Some(number), _) => number.clone(),
        _ => String::new(),
    };
    found.push(Asked {
        locator: passage.locator.clone(),
        body: body.to_owned(),
        text: text.to_owned(),
        number,
        response: response.to_owned(),
    });
}

/// The recommendations of a paper with what was decided. `items` runs beside `papers`.
pub(super) fn settle(at: usize, asked: Vec<Asked>, papers: &[PaperFacts], items: &[Vec<Item>]) -> Vec<Recommendation> {
    let paper = &papers[at];
    let minutes = || (0..papers.len()).filter(|i| papers[*i].kind == PaperKind::Minute);
    let of_meeting =
        |i: &usize| papers[*i].key == paper.key && papers[*i].date.is_some() && papers[*i].date == paper.date;
    // A paper that does not name its body is known by its reference number, in a minute of that day or a later one.
    let own = references(&format!("{} {}", paper.title, paper.opening));
    let refers = |item: &&Item| !references(&item.title).is_disjoint(&own);
    let by_reference = |i: &usize| papers[*i].date >= paper.date && items[*i].iter().any(|item| refers(&item));
    let minute = minutes().find(of_meeting).or_else(|| minutes().find(by_reference));
    let item = minute.and_then(|i| {
        items[i].iter().find(|item| same(&item.title, &paper.title)).or_else(|| items[i].iter().find(refers))
    });
    let said: Vec<(&Locator, &str)> = item
        .map(|item| item.said.as_slice())
        .unwrap_or_default()
        .iter()
        .flat_map(|(locator, text)| sentences(text).into_iter().map(move |(a, b)| (locator, &text[a..b])))
        .collect();
    asked
        .into_iter()
        .map(|asked| {
            let (decision, decided_in) = if !asked.response.is_empty() {
                (verb(&asked.response).unwrap_or("not found").to_owned(), asked.locator.cite(&paper.source))
            } else if let Some(i) = minute {
                match decide(&asked, &said) {
                    Some((word, locator)) => (word.to_owned(), locator.cite(&papers[i].source)),
                    None => ("not found".to_owned(), String::new()),
                }
            } else {
                (String::new(), String::new())
            };
            let proper = asked.body.split_whitespace().count() > 1;
            Recommendation {
                paper_id: paper.paper_id.clone(),
                source: paper.source.clone(),
                locator: asked.locator,
                body: if proper || paper.body.is_empty() { asked.body } else { paper.body.clone() },
                text: asked.text,
                decision,
                decided_in,
            }
        })
        .collect()
}

/// The decision that a sentence states.
fn verb(sentence: &str) -> Option<&'static str> {
    DECISIONS.iter().find(|(_, pattern)| pattern.is_match(sentence)).map(|(word, _)| *word)
}

/// What the minute says of a recommendation, and where.
fn decide<'a>(asked: &Asked, said: &[(&'a Locator, &str)]) -> Option<(&'static str, &'a Locator)> {
    let last = asked.number.rsplit(['(', '.']).next().unwrap_or_default().trim_end_matches(')').to_lowercase();
    // By number: the part of the sentence that names it decides.
    for (locator, sentence) in said {
        for part in clauses(sentence) {
            let named = BY_NUMBER.captures_iter(part).any(|c| numbers(&c["n"]).contains(&last));
            if !last.is_empty()
                && named
                && let Some(word) = verb(part).or_else(|| verb(sentence))
            {
                return Some((word, locator));
            }
        }
    }
    // A clause has its own verb, and its words count before those of the whole sentence.
    let parts = || said.iter().flat_map(|(locator, text)| clauses(text).into_iter().map(move |part| (*locator, part)));
    let own = words(&asked.text);
    for (locator, part) in parts().chain(said.iter().copied()) {
        if own.len() >= 3
            && covered(&own, &words(part)) >= ALIKE
            && let Some(word) = verb(part)
        {
            return Some((word, locator));
        }
    }
    for (locator, part) in parts() {
        if ALL.is_match(part)
            && !BY_NUMBER.is_match(part)
            && let Some(word) = verb(part)
        {
            return Some((word, locator));
        }
    }
    // "The Board noted the report": what was to be noted was noted. A deferral is of the whole item.
    let notes = fold(&asked.text).starts_with("note");
    parts().find_map(|(locator, part)| match verb(part)? {
        "deferred" => Some(("deferred", locator)),
        "noted" if notes => Some(("noted", locator)),
        _ => None,
    })
}

/// The clauses of a sentence, each with its own verb.
fn clauses(sentence: &str) -> Vec<&str> {
    static CUT: LazyLock<Regex> = LazyLock::new(|| {
        pattern::fixed(r"(?:,|;|\band)\s+(?:(?:that\s+)?(?:agreed|noted|approved|deferred|asked|endorsed)\b)")
    });
    let mut out = Vec::new();
    let mut start = 0;
    for found in CUT.find_iter(sentence) {
        out.push(&sentence[start..found.start()]);
        start = found.start();
    }
    out.push(&sentence[start..]);
    out
}

/// The numbers of `i and ii`, `1 to 3`.
fn numbers(list: &str) -> Vec<String> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let clean = list.to_lowercase().replace(['(', ')'], "");
    let mut out: Vec<String> = Vec::new();
    let place = |n: &str| n.parse::<usize>().ok().or_else(|| ROMAN.iter().position(|r| *r == n).map(|i| i + 1));
    let ranges = clean.replace(" and ", ",").replace(" to ", "-").replace('–', "-");
    for part in ranges.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let ends: Vec<&str> = part.split('-').map(str::trim).collect();
        match ends.as_slice() {
            [a, b] if let (Some(from), Some(to)) = (place(a), place(b)) => {
                let roman = a.parse::<usize>().is_err();
                out.extend((from..=to.min(from + 30)).map(|n| match ROMAN.get(n - 1) {
                    Some(r) if roman => (*r).to_owned(),
                    _ => n.to_string(),
                }));
            }
            _ => out.push(part.to_owned()),
        }
    }
    out
}

/// A recommendation that a paper makes twice, or several copies of it make, is listed once.
pub(super) fn once(all: Vec<Recommendation>, papers: &[PaperFacts]) -> Vec<Recommendation> {
    let facts: BTreeMap<&str, &PaperFacts> = papers.iter().map(|p| (p.paper_id.as_str(), p)).collect();
    let mut seen = BTreeSet::new();
    let own = |one: &Recommendation| {
        // Papers of one day may both ask to note progress: the title tells them apart.
        let paper = facts.get(one.paper_id.as_str());
        (paper.map(|f| (f.key.clone(), f.date, fold(&f.title))), fold(&one.text))
    };
    all.into_iter().filter(|one| seen.insert(own(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(number: &str, text: &str, minute: &str) -> String {
        let asked = Asked {
            locator: Locator::default(),
            body: "Board".into(),
            text: text.into(),
            number: number.into(),
            response: String::new(),
        };
        let at = Locator::default();
        let said: Vec<(&Locator, &str)> = sentences(minute).into_iter().map(|(a, b)| (&at, &minute[a..b])).collect();
        decide(&asked, &said).map_or("not found", |(word, _)| word).to_owned()
    }

    #[test]
    fn who_is_asked_what() {
        for (text, expected) in [
            ("The Board is recommended to:", Some("Board|:")),
            ("The Board is recommended to note progress.", Some("Board|note progress.")),
            ("Members are asked to consider the options", Some("Members|consider the options")),
            ("Recommendation(s): Cabinet is asked to:", Some("Cabinet|:")),
            ("It is recommended that the Audit Committee approve the plan", Some("Audit Committee|approve the plan")),
            ("The improvement plan is being revised", None),
        ] {
            assert_eq!(asks(text).map(|(b, r)| format!("{b}|{r}")).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_minute_decided() {
        let minute = "The Board noted the findings and agreed recommendations i and ii. Recommendation iii was agreed with the words \"where it can\" added.";
        assert_eq!(decided("2.1(i)", "note the findings of the survey", minute), "agreed");
        assert_eq!(decided("2.1(iii)", "ask for notice of funding", minute), "amended");
        let minute = "Members discussed it. The Board noted what had worked and agreed recommendation ii.";
        assert_eq!(decided("2.1(i)", "note what worked and what did not", minute), "noted");
        assert_eq!(decided("2.1(ii)", "agree that measures be tested", minute), "agreed");
        assert_eq!(decided("2.1(ii)", "agree the offer", "The Board agreed the recommendations."), "agreed");
        assert_eq!(decided("1", "agree the offer", "The report was deferred to June."), "deferred");
        assert_eq!(decided("1", "agree the offer", "Members discussed the cost."), "not found");
        assert_eq!(numbers("(i) to (iii)"), ["i", "ii", "iii"]);
    }
}
