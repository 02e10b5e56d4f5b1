//! How alike two wordings are, by the words that carry meaning.

use crate::util::text::fold;
use std::collections::BTreeSet;

/// Words that carry none, and the words of every action.
const EMPTY: [&str; 62] = [
    "a", "an", "the", "of", "to", "and", "or", "for", "in", "on", "at", "by", "with", "from", "as", "that", "this",
    "these", "those", "it", "its", "is", "are", "was", "were", "be", "been", "will", "would", "should", "shall", "has",
    "have", "had", "not", "but", "their", "they", "he", "she", "we", "our", "his", "her", "who", "which", "how",
    "what", "into", "about", "across", "between", "all", "also", "any", "if", "than", "then", "agreed", "board",
    "members", "meeting",
];

/// Words of promising papers, which the paper itself does not repeat.
const PROMISING: [&str; 31] = [
    "produce",
    "bring",
    "report",
    "prepare",
    "submit",
    "draft",
    "provide",
    "present",
    "paper",
    "short",
    "update",
    "summary",
    "summarising",
    "summarise",
    "further",
    "progress",
    "future",
    "write",
    "compile",
    "develop",
    "deliver",
    "full",
    "final",
    "next",
    "recommendation",
    "chair",
    "ask",
    "share",
    "consider",
    "review",
    "understand",
];

/// The meaning-bearing words of a text, cut to a common stem.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|w| w.len() > 1 && !EMPTY.contains(w)).map(stem).collect()
}

/// What a promised paper is about.
pub(super) fn subject(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|w| w.len() > 1 && !EMPTY.contains(w) && !PROMISING.contains(w)).map(stem).collect()
}

/// The words of a text with the letters that its runs of two to four words can be cut to: `cp` for community planning.
pub(super) fn with_acronyms(text: &str) -> BTreeSet<String> {
    let mut out = words(text);
    let folded = fold(text);
    let letters: Vec<char> = folded.split(' ').filter_map(|w| w.chars().next()).collect();
    for n in 2..=4 {
        out.extend(letters.windows(n).map(|run| run.iter().collect::<String>()));
    }
    out
}

/// Plural and participle endings off; enough to make `audits` and `audit`, `reviews` and `review` one.
fn stem(word: &str) -> String {
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 4);
    if word.ends_with("ss") {
        return word.to_owned();
    }
    cut("ies")
        .map(|rest| format!("{rest}y"))
        .or_else(|| cut("ing").map(str::to_owned))
        .or_else(|| cut("ed").map(str::to_owned))
        .or_else(|| cut("es").filter(|r| r.ends_with(['s', 'x', 'h'])).map(str::to_owned))
        .or_else(|| cut("s").map(str::to_owned))
        .or_else(|| cut("e").map(str::to_owned))
        .unwrap_or_else(|| word.to_owned())
}

/// Share of `part` that stands in `whole`, 0 to 1.
pub(super) fn covered(part: &BTreeSet<String>, whole: &BTreeSet<String>) -> f64 {
    if part.is_empty() {
        return 0.0;
    }
    part.intersection(whole).count() as f64 / part.len() as f64
}

/// Dice's measure of two sets of words, 0 to 1 (Dice 1945).
pub(super) fn dice(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_thing_are_alike() {
        let a = words("Test a one-page risk register with three partnerships");
        let b =
            words("It was agreed to test a one-page risk register with three partnerships and report back in August.");
        assert!(covered(&a, &b) > 0.9);
        assert!(dice(&a, &words("Write to partners about data")) < 0.2);
        assert!(
            covered(
                &subject("Bring a short evaluation of the listening events to the Board"),
                &words("Evaluation of the listening events")
            ) > 0.9
        );
    }
}
