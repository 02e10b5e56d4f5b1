//! The part of a passage that shows why it was found, cut on sentence bounds.

use super::ast::{Leaf, LeafKind, TextField};
use super::compile::words;
use super::near::{counted, runs};
use crate::store::StoredPassage;
use crate::util::sentence::sentences;
use crate::util::text::char_len;
use std::collections::BTreeMap;
use tantivy::tokenizer::TextAnalyzer;

/// Longest snippet in bytes: about three lines of a terminal. A longer sentence is cut between words.
const LONGEST: usize = 320;

/// A part of a passage's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, exactly as they stand in the passage.
    pub text: String,
    /// Where the words of the query stand in it, start and end in Unicode characters, in order, none overlapping.
    pub highlights: Vec<(u32, u32)>,
    /// The passage begins before it.
    pub cut_before: bool,
    /// The passage goes on after it.
    pub cut_after: bool,
}

/// Where a part of a query was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In the passage's text.
    Text,
    /// In the sentence that introduces its list.
    LeadIn,
    /// In a heading above it.
    Heading,
    /// In the paper's title.
    Title,
    /// In what is printed in the paper beside its passages, such as a running head.
    Beside,
    /// In the source's name.
    Name,
}

impl Where {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Where::Text => "text",
            Where::LeadIn => "lead-in",
            Where::Heading => "heading",
            Where::Title => "title",
            Where::Beside => "heading or running head",
            Where::Name => "file name",
        }
    }
}

/// A part of a query that a passage has, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The part as it was written.
    pub words: String,
    /// Where it was found first, the text before what surrounds it.
    pub place: Where,
    /// The words as they stand there, where they are others than in the query.
    pub stands_as: Option<String>,
}

/// A leaf of the query as it is looked for in a text.
struct Wanted {
    kind: WantedKind,
    written: String,
    field: Option<TextField>,
}

enum WantedKind {
    Stem(String),
    Prefix(String),
    Fuzzy(String, u8),
    Phrase(Vec<String>),
    Near(BTreeMap<String, u32>, u32),
}

/// Makes snippets for one query.
pub(super) struct Snippets {
    wanted: Vec<Wanted>,
    exact: TextAnalyzer,
    stemmed: TextAnalyzer,
}

/// A word of a passage.
#[derive(Clone)]
struct Word {
    start: usize,
    end: usize,
    exact: String,
    stem: String,
    /// The leaf it belongs to.
    leaf: Option<usize>,
}

impl Snippets {
    pub(super) fn new(leaves: &[&Leaf], mut exact: TextAnalyzer, mut stemmed: TextAnalyzer) -> Snippets {
        let mut wanted = Vec::new();
        for leaf in leaves {
            let kind = match &leaf.kind {
                LeafKind::Word(word) => {
                    let mut stems = words(&mut stemmed, word);
                    match stems.len() {
                        1 => stems.pop().map(WantedKind::Stem),
                        _ => Some(WantedKind::Phrase(words(&mut exact, word))),
                    }
                }
                LeafKind::Prefix(start) => {
                    let mut parts = words(&mut exact, start);
                    parts.pop().map(WantedKind::Prefix)
                }
                LeafKind::Fuzzy(word, distance) => {
                    words(&mut exact, word).pop().map(|word| WantedKind::Fuzzy(word, *distance))
                }
                LeafKind::Phrase(text, 0) => Some(WantedKind::Phrase(words(&mut exact, text))),
                LeafKind::Phrase(text, apart) => Some(WantedKind::Near(counted(words(&mut exact, text)), *apart)),
            };
            wanted.extend(kind.map(|kind| Wanted { kind, written: leaf.bare().to_owned(), field: leaf.field }));
        }
        Snippets { wanted, exact, stemmed }
    }

    /// The snippet of a passage, and where each part of the query stands in it.
    pub(super) fn of(&mut self, passage: &StoredPassage, source: &str) -> (Snippet, Vec<Why>) {
        let text = passage.text.as_str();
        let mut found = self.words(text);
        for (leaf, wanted) in self.wanted.iter().enumerate() {
            if !matches!(wanted.field, Some(TextField::Title | TextField::Section | TextField::Owner)) {
                mark(&mut found, leaf, &wanted.kind);
            }
        }
        let why = self.why(passage, source, &found);
        found.retain(|word| word.leaf.is_some());
        let (start, end) = window(text, &found);
        let mut highlights: Vec<(u32, u32)> = Vec::new();
        for word in found.iter().filter(|word| word.start >= start && word.end <= end) {
            let from = char_len(&text[start..word.start]);
            let to = from + char_len(&text[word.start..word.end]);
            match highlights.last_mut() {
                // Where every character is a word, those of one word follow upon each other.
                Some((_, end)) if *end == from => *end = to,
                _ => highlights.push((from, to)),
            }
        }
        let text_of = text[start..end].to_owned();
        let snippet = Snippet { text: text_of, highlights, cut_before: start > 0, cut_after: end < text.len() };
        (snippet, why)
    }

    fn why(&mut self, passage: &StoredPassage, source: &str, found: &[Word]) -> Vec<Why> {
        let mut around: Option<Vec<(Where, Vec<Word>)>> = None;
        let mut out = Vec::new();
        for leaf in 0..self.wanted.len() {
            let in_text: Vec<&Word> = found.iter().filter(|word| word.leaf == Some(leaf)).collect();
            let written = self.wanted[leaf].written.clone();
            if let Some(first) = in_text.first() {
                let stands = &passage.text[first.start..first.end];
                let is_word = matches!(self.wanted[leaf].kind, WantedKind::Stem(_) | WantedKind::Fuzzy(..));
                let same = written.to_lowercase().contains(&stands.to_lowercase());
                let stands_as = (is_word && !same).then(|| stands.to_owned());
                out.push(Why { words: written, place: Where::Text, stands_as });
                continue;
            }
            let places = match &around {
                Some(known) => known,
                None => {
                    let lead = passage.stem.iter().map(|text| (Where::LeadIn, self.words(text)));
                    let mut made: Vec<(Where, Vec<Word>)> = lead.collect();
                    for heading in passage.locator.section.iter().rev() {
                        made.push((Where::Heading, self.words(heading)));
                    }
                    made.push((Where::Title, self.words(&passage.paper_title)));
                    for printed in &passage.beside {
                        made.push((Where::Beside, self.words(printed)));
                    }
                    made.push((Where::Name, self.words(source)));
                    around.insert(made)
                }
            };
            let mut copy: Vec<(Where, Vec<Word>)> = places.clone();
            let place = copy.iter_mut().find_map(|(place, words)| {
                mark(words, leaf, &self.wanted[leaf].kind);
                words.iter().any(|word| word.leaf.is_some()).then_some(*place)
            });
            out.extend(place.map(|place| Why { words: written, place, stands_as: None }));
        }
        out
    }

    fn words(&mut self, text: &str) -> Vec<Word> {
        let mut out = Vec::new();
        self.exact.token_stream(text).process(&mut |token| {
            let (start, end) = (token.offset_from, token.offset_to);
            out.push(Word { start, end, exact: token.text.clone(), stem: String::new(), leaf: None });
        });
        let mut next = out.iter_mut();
        self.stemmed.token_stream(text).process(&mut |token| {
            if let Some(word) = next.next() {
                word.stem.clone_from(&token.text);
            }
        });
        out
    }
}

/// Marks the words that belong to a leaf, those of an earlier leaf left as they are.
fn mark(words: &mut [Word], leaf: usize, wanted: &WantedKind) {
    match wanted {
        WantedKind::Stem(stem) => {
            words.iter_mut().filter(|word| word.stem == *stem).for_each(|word| word.leaf = word.leaf.or(Some(leaf)));
        }
        WantedKind::Fuzzy(wanted, distance) => {
            let near = |word: &Word| strsim::osa_distance(&word.exact, wanted) <= usize::from(*distance);
            words.iter_mut().filter(|word| near(word)).for_each(|word| word.leaf = word.leaf.or(Some(leaf)));
        }
        WantedKind::Prefix(start) => {
            let same = words.iter_mut().filter(|word| word.exact.starts_with(start.as_str()));
            same.for_each(|word| word.leaf = word.leaf.or(Some(leaf)));
        }
        WantedKind::Phrase(phrase) => {
            for first in (0..words.len()).filter(|_| !phrase.is_empty()) {
                let Some(run) = words.get_mut(first..first + phrase.len()) else { break };
                if run.iter().zip(phrase).all(|(word, part)| word.exact == *part) {
                    run.iter_mut().for_each(|word| word.leaf = word.leaf.or(Some(leaf)));
                }
            }
        }
        WantedKind::Near(wanted, apart) => {
            let order: Vec<&String> = wanted.keys().collect();
            let places =
                words.iter().zip(0..).filter_map(|(word, at)| Some((at, order.binary_search(&&word.exact).ok()?)));
            let places: Vec<(u32, usize)> = places.collect();
            let times: Vec<u32> = wanted.values().copied().collect();
            for (first, last) in runs(&places, &times, *apart) {
                for (at, _) in &places[first..=last] {
                    let word = &mut words[*at as usize];
                    word.leaf = word.leaf.or(Some(leaf));
                }
            }
        }
    }
}

/// The best run of sentences that is short enough: most leaves, then most words, then the earliest. Where no sentence that was
/// found is short enough, the words around the first found one.
fn window(text: &str, found: &[Word]) -> (usize, usize) {
    if text.len() <= LONGEST {
        return (0, text.len());
    }
    let bounds = sentences(text);
    let mut best: Option<((usize, usize), (usize, usize))> = None;
    for (i, (start, _)) in bounds.iter().enumerate() {
        for (_, end) in bounds[i..].iter().take_while(|(_, end)| end - start <= LONGEST) {
            let inside = found.iter().filter(|word| word.start >= *start && word.end <= *end);
            let mut leaves: Vec<Option<usize>> = inside.map(|word| word.leaf).collect();
            let words = leaves.len();
            leaves.sort();
            leaves.dedup();
            let worth = (leaves.len(), words);
            // Without words of the query the first sentences are as good as any: as many as fit.
            let better = best.is_none_or(|(known, (from, _))| worth > known || (worth == known && from == *start));
            if better {
                best = Some((worth, (*start, *end)));
            }
        }
    }
    match best {
        Some((worth, range)) if worth.1 > 0 || found.is_empty() => range,
        _ => around(text, found.first().map_or(0, |word| word.start)),
    }
}

/// The words around a place, as many as fit.
fn around(text: &str, at: usize) -> (usize, usize) {
    let mut start = at.saturating_sub(LONGEST / 3);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    if start > 0 {
        start = text[start..at].find(char::is_whitespace).map_or(at, |gap| start + gap);
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let mut end = (start + LONGEST).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() {
        // A single word longer than the whole snippet is cut through.
        end = text[start..end].rfind(char::is_whitespace).filter(|gap| *gap > 0).map_or(end, |gap| start + gap);
    }
    (start, end)
}
