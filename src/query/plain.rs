//! A query that is nothing but words, as people type them: what of it carries the meaning, and whether it asks a question.
//!
//! "What did the board decide about parking?" has one word to look for, three that frame it and four that mean nothing. Function
//! words are passed over where other words are left. The words that frame a question ("decide", "discuss", "mention") count for
//! little, since passages that answer it use others; those that ask for a decision are met by the words minutes use for one.

use super::ast::{Leaf, LeafKind, Node};
use super::parse::Parsed;

/// Words that mean nothing by themselves, in lower case.
const FUNCTION_WORDS: &str = "\
    a about according after all also am an and any are around as at be because been before being between both but by can could did do does \
    doing done during each for from further get gets getting give given had has have having he her here him his how i if \
    in into is it its just list many may me might more most much must my no nor not of off often on once only or other our \
    ours out over own please regarding s shall she should so some such tell than that the their them then there these they \
    this those through to too toward towards under until up upon us was we were what when where whether which while who whom whose why \
    will with would yet you your yours t concerning";

/// Words that begin a question or a request.
const OPENINGS: &str = "what who whom whose when where why which how did does do is are was were has have had can could should would \
    will summarise summarize describe explain list tell give";

/// Stems of words that frame a question and stand in no particular answer.
const FRAME: &str = "\
    say said discuss mention talk think thought opinion view summar summaris describ explain conclus conclud meet group \
    particip member report point issu topic thing regard relat current main general introduc present propos suggest happen \
    becom mean detail state note reason told answer attitud believ convers argu";

/// Stems by which minutes state a decision; one asks for any of them.
pub(super) const DECISION: [&str; 8] = ["decid", "decis", "agre", "resolv", "resolut", "approv", "adopt", "endors"];

/// What a word of a plain query is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It says what is looked for.
    Content,
    /// It frames a question.
    Frame,
    /// It asks for a decision.
    Decision,
}

/// A plain query.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    /// The words that count, in order.
    pub(super) leaves: Vec<&'a Leaf>,
    /// It reads as a question, so that no passage can be expected to have all its words.
    pub(super) is_question: bool,
}

/// The query as a plain one; `None` where it has operators, fields, filters or more than words and quotations.
pub(super) fn plain<'a>(parsed: &'a Parsed, text: &str) -> Option<Plain<'a>> {
    let parts = match parsed.node.as_ref()? {
        Node::Leaf(leaf) => vec![leaf],
        Node::And(parts) => parts
            .iter()
            .map(|part| match part {
                Node::Leaf(leaf) => Some(leaf),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()?,
        _ => return None,
    };
    let is_plain = |leaf: &&Leaf| leaf.field.is_none() && matches!(leaf.kind, LeafKind::Word(_) | LeafKind::Phrase(..));
    // `AND` written out asks for all, whatever the words.
    if !parts.iter().all(is_plain) || parsed.asks_for_all {
        return None;
    }
    let is_question = is_question(text, parts.len());
    if !is_question && parts.iter().any(|leaf| matches!(leaf.kind, LeafKind::Phrase(..))) {
        return None;
    }
    let content: Vec<&Leaf> = parts.iter().copied().filter(|leaf| !is_function_word(leaf)).collect();
    Some(Plain { leaves: if content.is_empty() { parts } else { content }, is_question })
}

fn is_question(text: &str, words: usize) -> bool {
    let first = text.split_whitespace().next().map(bare).unwrap_or_default();
    let first = first.split(APOSTROPHES).next().unwrap_or_default();
    let asks = text.trim_end().ends_with('?');
    words >= 3 && (asks || words >= 4 && is_among(OPENINGS, first))
}

fn is_function_word(leaf: &Leaf) -> bool {
    match &leaf.kind {
        LeafKind::Word(word) => is_contracted(&bare(word)) && !is_acronym(word),
        _ => false,
    }
}

/// Whether a word is one of a list's.
fn is_among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// How an apostrophe is written.
const APOSTROPHES: [char; 2] = ['\'', '’'];

/// Whether a word in lower case means nothing by itself, alone or run together with another such as "what's" and "don't".
fn is_contracted(word: &str) -> bool {
    match word.split_once(APOSTROPHES) {
        Some((first, "t")) => first.strip_suffix('n').is_some_and(|verb| is_function(verb) || is_function(first)),
        Some((first, "s" | "re" | "ll" | "ve" | "d" | "m")) => is_function(first),
        _ => is_function(word),
    }
}

/// Whether a word in lower case means nothing by itself.
pub(super) fn is_function(word: &str) -> bool {
    is_among(FUNCTION_WORDS, word)
}

/// "IT" and "US" are names, "it" and "us" are not.
fn is_acronym(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase())
}

/// The word in lower case without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// What a word whose stem this is is for in a question.
pub(super) fn role(stem: &str) -> Role {
    if DECISION.contains(&stem) {
        Role::Decision
    } else if is_among(FRAME, stem) {
        Role::Frame
    } else {
        Role::Content
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;

    fn read(text: &str) -> Option<(Vec<String>, bool)> {
        plain(&parse(text).unwrap(), text)
            .map(|p| (p.leaves.iter().map(|leaf| leaf.written.clone()).collect(), p.is_question))
    }

    #[test]
    fn questions_lose_what_means_nothing() {
        let (words, question) = read("What did the board decide about parking in the High Street?").unwrap();
        assert_eq!((words.join(" ").as_str(), question), ("board decide parking High Street?", true));
        let (words, question) = read("What’s said of what they don't share?").unwrap();
        assert_eq!((words.join(" ").as_str(), question), ("said share?", true));
        assert_eq!(read("board's plans").unwrap().0, ["board's", "plans"]);
        let (words, question) = read("burden of data entry").unwrap();
        assert_eq!((words.join(" ").as_str(), question), ("burden data entry", false));
        assert_eq!(read("the").unwrap().0, ["the"]);
        assert_eq!(read("IT costs").unwrap().0, ["IT", "costs"]);
    }

    #[test]
    fn operators_quotations_and_filters_say_more_than_words() {
        for text in [
            "a OR b",
            "data AND sharing",
            "data&&sharing",
            "(data AND sharing)",
            "\"data sharing\" board",
            "title:board x",
            "shar* x",
            "board -data",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(read("What was said of \"data sharing\" by partners?").unwrap().1);
        // What stands between quotation marks joins nothing.
        assert!(read("What was said of \"this AND that\" by R&&D?").is_none());
        assert!(read("What was said of \"this AND that\" by partners?").unwrap().1);
    }
}
