//! One passage with all that was found in it: its lead-in, its sentences, and where its words stand.

use super::matcher::Hit;
use super::places::{OrganisationHit, PlaceHit};
use super::tokens::Tokens;
use crate::model::codebook::Facet;
use crate::model::paper::Passage;
use crate::model::tags::{Mention, Scope};
use crate::util::sentence;
use std::ops::Range;

/// Words from which a lead-in may be a sentence, and verbs that make it one.
const LEAST_SAID: usize = 3;
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "had", "remains", "remain", "does", "do", "did", "can", "cannot",
    "needs", "need",
];
/// Words of the longest sentence that is read whole.
const LONGEST_SENTENCE: usize = 400;

/// One passage with all that was found in it, before it is put in the model's words.
pub(super) struct Found<'p> {
    pub(super) passage: &'p Passage,
    pub(super) tokens: Tokens,
    pub(super) hits: Vec<Hit>,
    /// Themes that it is about: they reached their threshold, and no others outweighed them or crowded them out.
    pub(super) reached: Vec<u16>,
    /// The theme that a heading gives it, with the term that names it.
    pub(super) charted: Option<(u16, String)>,
    pub(super) places: Vec<PlaceHit>,
    pub(super) bodies: Vec<OrganisationHit>,
    /// Where the lead-in ends, in bytes; 0 without one.
    pub(super) lead_end: usize,
    pub(super) chars: Chars,
}

impl Found<'_> {
    /// Where words `first` to `last` stand, in bytes.
    pub(super) fn bytes(&self, first: u32, last: u32) -> (usize, usize) {
        let list = self.tokens.list();
        (list[first as usize].start as usize, list[last as usize].end as usize)
    }

    pub(super) fn mention(
        &self,
        facet: Facet,
        concept: &str,
        code: Option<String>,
        at: Range<usize>,
        rule: String,
    ) -> Mention {
        let scope = if at.end <= self.lead_end { Scope::LeadIn } else { Scope::Direct };
        let span = Some((self.chars.of_byte(at.start), self.chars.of_byte(at.end)));
        let surface = self.passage.text.get(at).unwrap_or("").to_owned();
        Mention { facet, concept: concept.to_owned(), code, surface, span, scope, rule }
    }

    /// The sentences; a row's cells are apart. The lead-in is one of them where it says something, where it stands in a column of
    /// strengths or difficulties (`takes_sides`), and where nothing follows it.
    pub(super) fn sentences(&self, takes_sides: bool) -> Vec<(usize, usize)> {
        let text = &self.passage.text;
        let after =
            text[self.lead_end..].trim_start_matches([' ', '-', '\u{2013}', '\u{2014}', ':', '.', '|', '\u{a0}']);
        let start = if after.is_empty() { 0 } else { text.len() - after.len() };
        let lead = self.lead().filter(|lead| !after.is_empty() && (takes_sides || self.is_said(*lead)));
        let mut out = Vec::from_iter(lead);
        let mut from = start;
        for part in text[start..].split(" | ") {
            out.extend(sentence::sentences(part).into_iter().map(|(a, b)| (from + a, from + b)));
            from += part.len() + 3;
        }
        out.into_iter().flat_map(|at| self.parts(at)).collect()
    }

    /// The lead-in.
    fn lead(&self) -> Option<(usize, usize)> {
        let lead = self.passage.text[..self.lead_end].trim_end();
        (!lead.is_empty()).then_some((0, lead.len()))
    }

    /// Whether a lead-in is a sentence that says something ("Recruitment remains difficult.") and not a label.
    fn is_said(&self, (start, end): (usize, usize)) -> bool {
        let mut words = self.tokens.within(start, end);
        let enough = self.passage.text[start..end].ends_with('.') && words.len() >= LEAST_SAID;
        enough && words.any(|at| VERBS.contains(&self.tokens.word(at)))
    }

    /// A run of words without an end is read in parts, so that no text makes the work on one sentence long.
    fn parts(&self, (start, end): (usize, usize)) -> Vec<(usize, usize)> {
        let words = self.tokens.within(start, end);
        if words.len() <= LONGEST_SENTENCE {
            return vec![(start, end)];
        }
        let begins: Vec<usize> =
            words.step_by(LONGEST_SENTENCE).map(|i| self.tokens.list()[i].start as usize).collect();
        let ends = begins[1..].iter().copied().chain([end]);
        begins.iter().copied().zip(ends).map(|(a, b)| (a, a + self.passage.text[a..b].trim_end().len())).collect()
    }

    /// The header over the cell of a row that holds this byte.
    pub(super) fn header(&self, at: usize) -> Option<&str> {
        let at = self.chars.of_byte(at);
        self.passage.columns.iter().rev().find(|(_, start)| *start <= at).map(|(header, _)| header.as_str())
    }
}

/// Bytes to Unicode characters and back.
pub(super) struct Chars(Option<Vec<u32>>);

impl Chars {
    pub(super) fn of(text: &str) -> Chars {
        if text.is_ascii() {
            return Chars(None);
        }
        Chars(Some(text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()))
    }

    /// The number of the character that begins at this byte.
    pub(super) fn of_byte(&self, byte: usize) -> u32 {
        match &self.0 {
            None => byte as u32,
            Some(starts) => starts.partition_point(|start| (*start as usize) < byte) as u32,
        }
    }

    /// The byte at which this character begins; the end of the text beyond the last.
    pub(super) fn byte(&self, text: &str, character: u32) -> usize {
        match &self.0 {
            None => (character as usize).min(text.len()),
            Some(starts) => starts.get(character as usize).map_or(text.len(), |start| *start as usize),
        }
    }
}
