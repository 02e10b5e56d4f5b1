//! What owners are to do: the sentences of a paragraph that say it, and the time they set.

use super::due;
use super::people::owners::split;
use crate::util::pattern;
use crate::util::sentence::sentences;
use regex::Regex;
use std::sync::LazyLock;

pub(super) static CUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?ix)\b(?:will|would|shall|should|must|undertook|undertakes|awaited|outstanding|required|pursue|liaise
        |(?:is|are|was|were|be|been|still|needs?|needed|agreed|asked|requested|invited|instructed|offered|volunteered|remitted|happy|and|also|not)\s+to\b
        |to\s+(?:be|contact|write|meet|check|ask|arrange|report|send|circulate|prepare|bring|follow|provide|speak|find|look|consider|obtain|organise|discuss|draft|review|attend|update|progress|chase|investigate|confirm|raise|email|invite|produce|submit|share|take|get|order|purchase|issue|publish)\b
        |it\s+(?:was|is)\s+(?:further\s+|also\s+|unanimously\s+)?(?:agreed|suggested|proposed|decided)|agreed\s+that|be\s+followed|follow(?:ed)?\s+up)",
    )
});
static AGREED: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"^(?:(?i:it\s+was\s+(?:\w+\s+)?(?:agreed|decided|suggested|proposed))\s+(?i:to|that)\s+|.*\b(?:asked|requested|invited|instructed)\s+(?:[Tt]he\s+)?(?:[A-Z][\w'’&-]*\s+){1,6}to\s+)",
    )
});
/// What binds somebody, where [`CUE`] may only tell what somebody thinks would be.
static AGREES: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:agreed (?:to|that)|(?:asked|requested|invited|suggested|decided|proposed) (?:to|that)|undertook|offered to|followed up|will)\b",
    )
});

/// Somebody or something "to" be dealt with, with no verb before it.
static DIRECTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?:^|[;:]\s+|\.\s+)(?:[A-Z][\w/&]*|all|members|directors|officers|a|the|an)(?:\s+[\w/&-]+){0,3}?\s+to\s+(?P<do>[a-z]+)",
    )
});

/// The sentences that say what owners are to do: those that name an owner and a deed, and, where some owner is not named, the
/// last one with a deed, as owners stand beside the end of a paragraph.
pub(super) fn deed(text: &str, owner: &str) -> Option<Deed> {
    let all: Vec<&str> = sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect();
    let owners = split(owner);
    let names = |sentence: &str, owner: &str| {
        sentence.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(|w| w == owner)
            || owner.contains(' ') && sentence.contains(owner)
    };
    let cued: Vec<usize> = (0..all.len())
        .filter(|i| CUE.is_match(all[*i]) || directs(all[*i]) || owners.iter().any(|o| tells(all[*i], o)))
        .collect();
    let mut chosen: Vec<usize> = cued.iter().copied().filter(|i| owners.iter().any(|o| names(all[*i], o))).collect();
    let covered = owners.iter().all(|o| chosen.iter().any(|i| names(all[*i], o)));
    if !covered {
        // The most binding sentence, and the last of several such.
        chosen.extend(cued.iter().max_by_key(|i| (binding(all[**i]), **i)));
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

/// How much a sentence binds: agreement, what somebody will do, or somebody "to" do something, before what should or might be.
fn binding(sentence: &str) -> bool {
    AGREES.is_match(sentence) || directs(sentence)
}

/// Whether something is "to" be done by somebody, with no verb before it: `all directors to send some`.
fn directs(sentence: &str) -> bool {
    let no_verb = ["the", "a", "an", "this", "that", "their", "his", "her", "its", "our", "be"];
    DIRECTS.captures_iter(sentence).any(|caps| !no_verb.contains(&&caps["do"]))
}

/// Whether a sentence tells what an owner is to do: `RB to revise the draft`.
fn tells(sentence: &str, owner: &str) -> bool {
    ["to", "will", "would"].iter().any(|w| {
        let words = format!("{owner} {w} ");
        sentence.match_indices(&words).any(|(at, _)| !sentence[..at].ends_with(char::is_alphanumeric))
    })
}

/// Whether a text tells what one of the owners is to do.
pub(super) fn is_told(text: &str, owner: &str) -> bool {
    split(owner).iter().any(|o| tells(text, o))
}

/// The last sentence that tells what one of the owners is to do.
pub(super) fn told(text: &str, owner: &str) -> Option<Deed> {
    let owners = split(owner);
    let all = sentences(text);
    let found = all.iter().rev().map(|(a, b)| &text[*a..*b]).find(|s| owners.iter().any(|o| tells(s, o)))?;
    Some(plainly(found))
}

/// The deeds of several owners apart, where each is told in a sentence of their own: `RD to bring the figures. SK to invite the
/// fire service.` Empty where they are not.
pub(super) fn apart(text: &str, owner: &str) -> Vec<(String, Deed)> {
    let owners = split(owner);
    let all: Vec<&str> = sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect();
    let own = |owner: &String| {
        let opens =
            |s: &&&str| ["to", "will", "would", "agreed to"].iter().any(|w| s.starts_with(&format!("{owner} {w} ")));
        all.iter().find(opens).map(|s| (owner.clone(), plainly(s)))
    };
    let told: Vec<(String, Deed)> = owners.iter().filter_map(own).collect();
    if owners.len() > 1 && told.len() == owners.len() { told } else { Vec::new() }
}

/// What is to be done, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) text: String,
    pub(super) due: String,
}

impl Deed {
    /// The text as it stands.
    pub(super) fn of(text: &str) -> Deed {
        Deed { text: text.to_owned(), due: due::phrase(text).unwrap_or_default() }
    }
}

/// A sentence without the words that only say it was agreed.
fn plainly(sentence: &str) -> Deed {
    let mut text = sentence;
    if let Some(found) = AGREED.find(text) {
        text = &text[found.end()..];
    }
    Deed { text: text.to_owned(), due: due::phrase(text).unwrap_or_default() }
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
}
