//! Figures that a passage states as evidence, and the bases and limits that a paper states for its own evidence.
//!
//! A figure is a sum of money, a share, or a count of a thing that the words after it name; it comes from statements of what is or
//! was, not from aims and requests. A base is a count of what evidence is made of ("29 partnerships", "21 reports") in a sentence
//! that says that something rests on it ("draws on", "responded", "interviewed"). A limit is a sentence that is a caveat.

use crate::model::paper::Passage;
use crate::model::tags::{Base, ClaimType, Figure, Statement};
use crate::util::pattern;
use crate::util::text::char_slice;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Figures of one passage at most: a passage with more is a table in disguise.
const MOST: usize = 12;

static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)(?P<sign>[£$€])\s?(?P<n>\d+(?:,\d+)*(?:\.\d+)?)\s?(?P<size>m|bn|k|million|billion|thousand)?\b",
    )
});
static SHARE: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"(?i)\b(?P<n>\d+(?:\.\d+)?)\s?(?:%|per cent\b|percent\b)"));
// The year of "rose from 12 in 2018" is none.
static RATIO: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?P<n>\d+|one|two|three|four) (?P<unit>in \d{1,3}|in (?:two|three|four|five|six|seven|eight|nine|ten))\b",
    )
});
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(r"(?:^|[\s(])(?P<n>\d{1,3}(?:,\d{3})+|\d+)\+?\s+(?P<what>(?:[a-z][a-z'’-]+\s){0,2}[a-z][a-z'’-]+)")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern::fixed(r"\b(?P<y>(?:19|20)\d\d(?:\s?[/-]\s?(?:20)?\d\d)?)\b"));
static EVIDENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(concat!(
        r"(?i)\b(?P<n>\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all)\s+(?P<what>(?:[\w'’-]+\s+){0,5}?",
        r"(?:partnerships?|reports?|responses?|respondents|organisations|interviews|audits?|councils|CPPs|BVARs|surveys?|",
        r"participants|returns|submissions|replies|studies|inspections|questionnaires|workshops|focus groups|households|",
        r"businesses|case studies|conversations|members|areas|visits|leaders|trusts|TSIs|papers|plans|LOIPs|boards))\b"
    ))
});
static RESTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(concat!(
        r"(?i)\b(?:draws? on|drawn from|drawing on|based on|respond(?:ed|ing)|responses? (?:from|were|was|received)|replied|",
        r"took part|taken part|participated|interviewed|surveyed|sampled?|analys(?:ed|is of)|reviewed|examined|engaged with|input from|",
        r"spoke (?:to|with)|heard from|visited|received from|submitted by|completed by|findings (?:from|of)|evidence from|",
        r"fed back|contributed|covers|across all|attended by)\b"
    ))
});

/// Words that say when or how often, not what is counted.
const TIME: [&str; 22] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "times",
    "pm", "am", "st", "nd", "rd", "th", "per", "and", "to",
];
/// Words that end the name of what is counted.
const ENDS: [&str; 30] = [
    "was", "were", "is", "are", "has", "have", "had", "in", "on", "at", "by", "for", "from", "with", "to", "and", "or",
    "but", "who", "which", "that", "since", "during", "compared", "against", "per", "as", "of", "the", "a",
];
/// Words before a number that make it the number of a thing.
const NUMBERED: [&str; 19] = [
    "para",
    "paragraph",
    "section",
    "item",
    "page",
    "pages",
    "no",
    "number",
    "version",
    "appendix",
    "annex",
    "figure",
    "table",
    "phase",
    "stage",
    "year",
    "level",
    "band",
    "recommendation",
];

/// The figures of a passage.
pub(super) fn figures(passage: &Passage, statements: &[Statement]) -> Vec<Figure> {
    let mut out = Vec::new();
    for statement in statements.iter().filter(|s| !matches!(s.claim, ClaimType::Aim | ClaimType::Ask)) {
        let text = char_slice(&passage.text, statement.start, statement.end);
        let year = YEAR.captures(text).map(|c| c["y"].to_owned()).unwrap_or_default();
        let area = match &statement.areas[..] {
            [one] => Some(one.id.clone()),
            _ => None,
        };
        // Of two readings of the same digits the first kind stands. No more of a kind is read than a passage has.
        let shares = [&SHARE, &RATIO].into_iter().flat_map(|kind| shares(text, kind).take(MOST));
        let mut found: Vec<(usize, Figure)> =
            sums(text).take(MOST).chain(shares).chain(counts(text).take(MOST)).collect();
        found.sort_by_key(|(at, _)| *at);
        found.dedup_by_key(|(at, _)| *at);
        out.extend(found.into_iter().map(|(_, figure)| Figure { year: year.clone(), area: area.clone(), ..figure }));
    }
    out.truncate(MOST);
    out
}

/// Sums of money, each with where its number stands.
fn sums(text: &str) -> impl Iterator<Item = (usize, Figure)> {
    MONEY.captures_iter(text).map(move |c| {
        let size = match c.name("size").map(|m| m.as_str().to_lowercase()).as_deref() {
            Some("m" | "million") => " million",
            Some("bn" | "billion") => " billion",
            Some("k" | "thousand") => " thousand",
            _ => "",
        };
        let of_what = phrase(text, &c, &['.', ';', '|']).0;
        figure(&c, Figure { unit: format!("{}{size}", &c["sign"]), of_what, ..Figure::default() })
    })
}

/// Shares of a hundred, or of another number ("one in five").
fn shares(text: &str, kind: &Regex) -> impl Iterator<Item = (usize, Figure)> {
    kind.captures_iter(text).filter(move |c| is_whole(text, c)).map(move |c| {
        let (of_what, base) = phrase(text, &c, &[';', '|']);
        let unit = c.name("unit").map_or("%", |unit| unit.as_str()).to_owned();
        figure(&c, Figure { unit, of_what, base, ..Figure::default() })
    })
}

/// Whether a share is no part of other numbers ("1,500 in 12 areas", "12 in 2,018") and less than what it is a share of ("40 in 12
/// months").
fn is_whole(text: &str, share: &Captures<'_>) -> bool {
    let Some(whole) = share.get(0) else { return false };
    let is_digit = |c: char| c.is_ascii_digit();
    let before = text[..whole.start()].strip_suffix([',', '.']).is_some_and(|head| head.ends_with(is_digit));
    let after = text[whole.end()..].strip_prefix(',').is_some_and(|tail| tail.starts_with(is_digit));
    let of: Option<u64> = share.name("unit").and_then(|unit| unit.as_str().get(3..)?.parse().ok());
    let is_less = |of| share["n"].parse::<u64>().map_or(true, |n| n < of);
    !before && !after && of.is_none_or(is_less)
}

/// Counts of things.
fn counts(text: &str) -> impl Iterator<Item = (usize, Figure)> {
    COUNT.captures_iter(text).filter_map(move |c| {
        let what: Vec<&str> = c["what"].split_whitespace().take_while(|w| !ENDS.contains(w)).collect();
        let what = named(what);
        let first = *what.first()?;
        let before = text[..start(&c)].split_whitespace().next_back().unwrap_or("");
        let before = before.trim_end_matches('.').to_lowercase();
        let part_of_ratio = before == "in" && c["n"].len() < 3;
        let bare_year = c["n"].len() == 4 && (c["n"].starts_with("19") || c["n"].starts_with("20"));
        let part_of_number = matches!(first, "million" | "billion" | "percent");
        let numbers = bare_year || part_of_ratio || part_of_number || NUMBERED.contains(&before.as_str());
        let counted = Figure { of_what: what.join(" "), ..Figure::default() };
        (!numbers && !TIME.contains(&first)).then(|| figure(&c, counted))
    })
}

/// A figure with the number that was found, and where that stands.
fn figure(captures: &Captures<'_>, found: Figure) -> (usize, Figure) {
    (start(captures), Figure { number: captures["n"].to_owned(), ..found })
}

/// The bases and limits of a passage.
pub(super) fn bases(passage: &Passage, statements: &[Statement]) -> Vec<Base> {
    let mut out = Vec::new();
    let rests = |text: &str| RESTS.is_match(text);
    let below = passage.stem.as_deref().is_some_and(rests);
    for statement in statements {
        let text = char_slice(&passage.text, statement.start, statement.end);
        if statement.claim == ClaimType::Caveat {
            out.push(Base { text: text.to_owned(), number: String::new(), of_what: String::new(), caveat: true });
        }
        if !below && !rests(text) {
            continue;
        }
        for c in EVIDENCE.captures_iter(text) {
            let (number, what) = (&c["n"], c["what"].trim());
            if number.len() == 4 && number.starts_with("20")
                || number.eq_ignore_ascii_case("all") && what.contains("our")
            {
                continue;
            }
            out.push(Base {
                text: text.to_owned(),
                number: number.to_owned(),
                of_what: what.to_owned(),
                caveat: false,
            });
        }
    }
    out
}

fn start(captures: &Captures<'_>) -> usize {
    captures.name("n").map_or(0, |n| n.start())
}

/// The words of a name: a verb after the first word ends it ("volunteers registered").
fn named(words: Vec<&str>) -> Vec<&str> {
    let verb = |w: &&str| w.ends_with("ing") || w.ends_with("ed") || *w == "came";
    let end = words.iter().skip(1).position(verb).map_or(words.len(), |at| at + 1);
    words.into_iter().take(end).collect()
}

/// What the words after a number name, as far as one of these signs, and what they are a share of: "of inpatients in England" is a
/// share of inpatients.
fn phrase(text: &str, number: &Captures<'_>, ends: &[char]) -> (String, String) {
    let rest = number.get(0).and_then(|whole| text[whole.end()..].split(ends).next()).unwrap_or("");
    if rest.trim_start().starts_with([')', ',', '(', ':', '.']) {
        return (String::new(), String::new());
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    // No phrase ends in a word that leads on.
    let clean = |words: &[&str]| {
        let end = words.iter().rposition(|w| !ENDS.contains(w)).map_or(0, |at| at + 1);
        words[..end].join(" ").trim_matches(|c: char| !c.is_alphanumeric() && c != ')').trim_end_matches(')').to_owned()
    };
    let reach = |words: &[&str]| {
        let end = words.iter().skip(1).position(|w| ENDS.contains(w) && *w != "of" && *w != "the" || w.ends_with(','));
        end.map_or(words.len().min(7), |at| (at + 2).min(7)).min(words.len())
    };
    match words.first() {
        Some(&"of") => {
            let end = reach(&words[1..]);
            let base = clean(&words[1..=end.min(words.len() - 1)]);
            let after = &words[(end + 1).min(words.len())..];
            (clean(&after[..after.len().min(6)]), base)
        }
        Some(_) => (clean(&words[..reach(&words)]), String::new()),
        None => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::tags::ClaimType;
    use crate::tag::gold::paper;
    use crate::tag::tagger::Tagger;

    #[test]
    fn figures_have_number_unit_and_what_they_count() {
        let tagger = Tagger::load(None).unwrap();
        let text = "Over 2,000 volunteers came forward. The grant was £1.9m in 2023/24. 56% of inpatients were in acute beds. \
                    See para 4 of the report. It will reach 50 households.";
        let tags = tagger.tag(&paper(&[(text, &[], None, None)])).passages.remove(0);
        let read: Vec<(&str, &str, &str)> =
            tags.figures.iter().map(|f| (f.number.as_str(), f.unit.as_str(), f.year.as_str())).collect();
        assert_eq!(read, [("2,000", "", ""), ("1.9", "£ million", "2023/24"), ("56", "%", "")]);
        assert_eq!(tags.figures[0].of_what, "volunteers");
        assert!(tags.figures[2].base.starts_with("inpatients"), "{:?}", tags.figures[2]);
        let text = "It spent £4m on buses across Kent and £2m.";
        let figures = tagger.tag(&paper(&[(text, &[], None, None)])).passages.remove(0).figures;
        assert_eq!(figures[0].of_what, "on buses across Kent");
    }

    #[test]
    fn a_sentence_may_state_several_figures_of_one_kind() {
        let tagger = Tagger::load(None).unwrap();
        let text = "Grants of £5m went to roads and £3m to schools. It was 40% of homes in Fife and 30% in Moray; one in five \
                    waited and two in ten left. Cases rose from 12 in 2018 to 15, by 40 in 12 months, with 1,500 in 12 areas. \
                    Rent fell by £9, to £7.";
        let figures = tagger.tag(&paper(&[(text, &[], None, None)])).passages.remove(0).figures;
        let read: Vec<(&str, &str)> = figures.iter().map(|f| (f.number.as_str(), f.unit.as_str())).collect();
        let [million, in_five, in_ten] = ["£ million", "in five", "in ten"];
        let others = [("40", "%"), ("30", "%"), ("one", in_five), ("two", in_ten), ("9", "£"), ("7", "£")];
        assert_eq!(read, [&[("5", million), ("3", million)], &others[..]].concat());
    }

    #[test]
    fn bases_and_limits() {
        let tagger = Tagger::load(None).unwrap();
        let text = "The findings draw on 21 reports and a survey to which 29 partnerships responded. It is too early to say more.";
        let tags = tagger.tag(&paper(&[(text, &[], None, None)])).passages.remove(0);
        let read: Vec<(&str, &str)> = tags.bases.iter().map(|b| (b.number.as_str(), b.of_what.as_str())).collect();
        assert_eq!(read, [("21", "reports"), ("29", "partnerships"), ("", "")]);
        assert!(tags.bases[2].caveat);
        assert_eq!(tags.statements[1].claim, ClaimType::Caveat);
    }
}
