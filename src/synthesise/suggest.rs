//! What the codebook may lack: phrases that mark the passages without a theme.
//!
//! A phrase is one to three words that neither begin nor end with a word of grammar or paperwork. It is scored by how much more often
//! it stands in passages without a theme than in the others (log-likelihood, Dunning 1993, over passages that hold it). Forms of one
//! phrase are counted together; a phrase inside a longer one that is as frequent gives way to it.
//!
//! Passages without a statement (procedure, lists of names, figures) are left out, and so are copies: a source that is nearly
//! another, and words that stood in a passage before. No phrase is listed that the lexicon has, or that is a name of a person or a
//! date and nothing else: words that are never written with a small letter, titles, days and months.

use crate::model::codebook::Facet;
use crate::model::records::{RecordError, Records};
use crate::util::hash::short_id;
use crate::util::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words of the longest phrase.
const LONGEST: usize = 3;
/// Passages and papers that a phrase must stand in.
const LEAST: (u64, usize) = (3, 2);
/// Examples that are shown.
const EXAMPLES: usize = 3;
/// Words of a passage beyond which it is too short to lack a theme.
const SHORTEST: usize = 6;
/// Words of grammar and of procedure, at which no phrase begins or ends.
const GRAMMAR: [&str; 102] = [
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by",
    "can", "could", "did", "do", "does", "each", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if",
    "in", "into", "is", "it", "its", "may", "more", "most", "must", "new", "no", "not", "of", "on", "one", "or",
    "other", "our", "out", "over", "s", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them",
    "there", "these", "they", "this", "those", "to", "two", "under", "up", "was", "we", "were", "what", "when",
    "where", "which", "who", "will", "with", "would", "you", "your", "i", "mr", "mrs", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "last", "say", "said", "says", "year", "years",
];

/// Words of orders and paperwork, which name no subject at the edge of a phrase.
const FORMAL: [&str; 46] = [
    "accordance",
    "advised",
    "agenda",
    "agreed",
    "amended",
    "annex",
    "appendix",
    "attached",
    "concerning",
    "contact",
    "copy",
    "dated",
    "details",
    "discussed",
    "document",
    "email",
    "enclosed",
    "following",
    "further",
    "herein",
    "hereby",
    "item",
    "items",
    "meeting",
    "meetings",
    "minute",
    "minutes",
    "namely",
    "noted",
    "paper",
    "papers",
    "paragraph",
    "provision",
    "provisions",
    "pursuant",
    "regarding",
    "relating",
    "report",
    "reported",
    "reports",
    "respectively",
    "section",
    "sections",
    "subsection",
    "thereof",
    "update",
];

/// Words of dates, and those that stand before a person's name.
const DATES_AND_TITLES: [&str; 34] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "councillor",
    "councillors",
    "cllr",
    "cllrs",
    "ms",
    "miss",
    "dr",
    "professor",
    "prof",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "provost",
];

/// What the caller knows of passages and phrases.
pub struct Knowing<'a> {
    /// Whether a passage makes a statement, rather than keep a record of procedure, names or figures.
    pub says: &'a dyn Fn(&str) -> bool,
    /// Whether the lexicon has a phrase.
    pub has: &'a dyn Fn(&str) -> bool,
}

/// A phrase that may be a theme, or a term of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The phrase in its commonest form.
    pub phrase: String,
    /// How much it marks passages without a theme.
    pub score: f64,
    /// Passages without a theme that hold it.
    pub passages: u64,
    /// Passages with a theme that hold it.
    pub elsewhere: u64,
    /// Papers that hold it in passages without a theme.
    pub papers: u64,
    /// GSS codes of areas that those passages name.
    pub areas: Vec<String>,
    /// First passages, as id and words.
    pub examples: Vec<(String, String)>,
    /// The names of those areas.
    pub area_names: Vec<String>,
}

#[derive(Default)]
struct Tally {
    without: u64,
    with: u64,
    forms: BTreeMap<String, u64>,
    papers: BTreeSet<String>,
    areas: BTreeSet<String>,
    examples: Vec<(String, String)>,
}

/// The phrases that most mark the passages without a theme, best first.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn suggest(records: &impl Records, most: usize, knowing: &Knowing<'_>) -> Result<Vec<Suggestion>, RecordError> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut without, mut with) = (0u64, 0u64);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut small: BTreeSet<String> = BTreeSet::new();
    records.for_each(|record| {
        if record.entry.original.is_some() {
            return Ok::<(), RecordError>(());
        }
        for paper in &record.papers {
            for (passage, tags) in paper.paper.passages.iter().zip(&paper.tags.passages) {
                let folded = fold(&passage.text);
                let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
                let themed = tags.mentions.iter().any(|m| m.facet == Facet::Theme);
                if words.len() < SHORTEST
                    || !seen.insert(short_id(&[&folded]))
                    || !themed && !(knowing.says)(&passage.text)
                {
                    continue;
                }
                let is_small = |word: &&str| word.starts_with(char::is_lowercase);
                // What stands in an address or a path says nothing of how a word is written.
                let parts = passage.text.split_whitespace().filter(|part| !part.contains(['/', '@']));
                let split = parts.flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
                for word in split.filter(is_small) {
                    if !small.contains(word) {
                        small.insert(word.to_owned());
                    }
                }
                *(if themed { &mut with } else { &mut without }) += 1;
                for (key, form) in phrases(&words) {
                    let tally = tallies.entry(key).or_default();
                    if themed {
                        tally.with += 1;
                        continue;
                    }
                    tally.without += 1;
                    *tally.forms.entry(form).or_default() += 1;
                    tally.papers.insert(paper.paper.id.clone());
                    tally.areas.extend(
                        tags.mentions.iter().filter(|m| m.facet == Facet::Place).filter_map(|m| m.code.clone()),
                    );
                    if tally.examples.len() < EXAMPLES {
                        tally.examples.push((passage.id.clone(), passage.text.chars().take(160).collect()));
                    }
                }
            }
        }
        Ok::<(), RecordError>(())
    })?;
    let codebook = records.codebook();
    let is_name = |phrase: &str| {
        phrase.split(' ').all(|w| !small.contains(w) || DATES_AND_TITLES.contains(&w) || GRAMMAR.contains(&w))
    };
    let mut out: Vec<(String, Suggestion)> = tallies
        .into_iter()
        .filter(|(_, t)| t.without >= LEAST.0 && t.papers.len() >= LEAST.1)
        .filter_map(|(key, t)| {
            let score = likelihood(t.without, without, t.with, with)?;
            let phrase = t.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?.0.clone();
            let suggestion = Suggestion {
                phrase,
                score: (score * 100.0).round() / 100.0,
                passages: t.without,
                elsewhere: t.with,
                papers: t.papers.len() as u64,
                area_names: t.areas.iter().map(|code| codebook.area_name(code).to_owned()).collect(),
                areas: t.areas.into_iter().collect(),
                examples: t.examples,
            };
            Some((key, suggestion))
        })
        .collect();
    out.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(b.0.len().cmp(&a.0.len())).then(a.0.cmp(&b.0)));
    let mut kept: Vec<(String, Suggestion)> = Vec::new();
    for (key, suggestion) in out {
        let inside = |(longer, other): &(String, Suggestion)| {
            (contains(longer, &key) || contains(&key, longer)) && other.passages * 10 >= suggestion.passages * 8
        };
        if kept.len() < most
            && !kept.iter().any(inside)
            && !is_name(&suggestion.phrase)
            && !(knowing.has)(&suggestion.phrase)
        {
            kept.push((key, suggestion));
        }
    }
    Ok(kept.into_iter().map(|(_, suggestion)| suggestion).collect())
}

fn contains(longer: &str, shorter: &str) -> bool {
    format!(" {longer} ").contains(&format!(" {shorter} "))
}

/// The phrases of a passage, each once: stems as the key, with the form that stands there.
fn phrases(words: &[&str]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let is_word = |w: &str| w.len() > 2 && w.chars().all(|c| c.is_alphabetic());
    for first in 0..words.len() {
        for length in 1..=LONGEST.min(words.len() - first) {
            let phrase = &words[first..first + length];
            let ends = [phrase[0], phrase[length - 1]];
            if ends.iter().any(|w| GRAMMAR.contains(w) || FORMAL.contains(w) || !is_word(w))
                || phrase.iter().any(|w| w.contains(|c: char| c.is_ascii_digit()))
            {
                continue;
            }
            let key: Vec<String> = phrase.iter().map(|w| stem(w)).collect();
            out.entry(key.join(" ")).or_insert_with(|| phrase.join(" "));
        }
    }
    out
}

/// A word without its commonest endings, so that forms of one word count together.
fn stem(word: &str) -> String {
    for tail in ["ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"] {
        if let Some(stem) = word.strip_suffix(tail)
            && stem.len() > 3
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// Dunning's log-likelihood; `None` where the phrase is no more frequent in the first set than in the second.
fn likelihood(a: u64, of_a: u64, b: u64, of_b: u64) -> Option<f64> {
    let (a, of_a, b, of_b) = (a as f64, of_a as f64, b as f64, of_b as f64);
    if of_a == 0.0 || of_b > 0.0 && a / of_a <= b / of_b {
        return None;
    }
    let part = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    let share = (a + b) / (of_a + of_b);
    Some(2.0 * (part(a, of_a * share) + part(b, of_b * share)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_one_phrase_and_grammar_ends_none() {
        let found = phrases(&["bird", "scarers", "in", "the", "fields"]);
        assert_eq!(found.get("bird scarer").map(String::as_str), Some("bird scarers"));
        assert!(found.keys().all(|key| !key.starts_with("the") && !key.ends_with(" in")));
    }

    #[test]
    fn what_is_as_frequent_everywhere_marks_nothing() {
        assert_eq!(likelihood(10, 100, 10, 100), None);
        assert!(likelihood(10, 100, 1, 100) > likelihood(5, 100, 1, 100));
    }
}
