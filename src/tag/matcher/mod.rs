//! One pass over the words of a text for every term of the lexicon.
//!
//! Terms are a trie over classes of words. Each word of the text is looked up once, and the trie is walked from those that begin
//! a term with the word after them. Time is linear in the text for terms of bounded length; nothing is read twice.
//!
//! Nearly every walk would lead nowhere. So the pairs of words that begin some term are known beforehand, and a sieve of their
//! bits sets most pairs of a text aside; and each way on from a node carries a mask of its classes, as each word of the text does:
//! where they share no bit, no edge is looked at. Where they do, the shorter of the two lists is gone through and the longer
//! searched: "the" was in 280 classes of the shipped lexicon when this was written, and most nodes that lead on do so by one class.
//!
//! | file | what it does |
//! |---|---|
//! | `word_table` | a word to the classes that it is in |
//! | `starts` | the pairs of words that begin a term |
//! | `sieve` | bits that set most pairs aside |
//! | `trie` | terms as paths over classes |
//! | `near` | the two sides of a gap |

mod near;
mod sieve;
mod starts;
mod trie;
mod word_table;

use super::lexicon::term::Term;
use super::lexicon::words::{Sequence, WordRule, Words};
use super::tokens::{Gap, Tokens};
use near::{Near, Nears, Text};
use starts::Starts;
use std::ops::Range;
use trie::{Trie, Way};
use word_table::{Members, WordTable, bit};

/// A rule found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// First word.
    pub(super) first: u32,
    /// Last word, included.
    pub(super) last: u32,
    /// Which rule, by the number it was added under.
    pub(super) rule: u32,
    /// Its words stand apart (NEAR, BEFORE).
    pub(super) apart: bool,
}

/// What a node of the trie ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Rule(u32),
    /// The side that a NEAR or BEFORE is found by.
    Side(u32),
}

/// Terms as they come in: their sequences in one run of memory, and what each ends.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: Vec<u32>,
    /// Of each sequence its words and what it ends.
    sequences: Vec<(Range<usize>, End)>,
    /// Terms with a gap, each with its left and its right side.
    nears: Vec<(Near, Vec<Sequence>)>,
}

impl Terms {
    /// Adds a term under the number of its rule.
    pub(super) fn add(&mut self, rule: u32, term: &Term) {
        match term {
            Term::Words(sequences) => self.add_all(sequences, End::Rule(rule)),
            Term::Near { left, right, gap, ordered } => {
                let (gap, ordered) = (*gap as u32, *ordered);
                let near = Near { rule, gap, ordered, by_right: false, other: right.clone() };
                self.nears.push((near, left.clone()));
            }
        }
    }

    fn add_all(&mut self, sequences: &[Sequence], end: End) {
        for sequence in sequences {
            let start = self.words.len();
            self.words.extend(sequence);
            self.sequences.push((start..self.words.len(), end));
        }
    }

    /// Chooses the side that each term with a gap is found by, and adds it.
    fn choose_sides(&mut self, words: &Words) -> Vec<Near> {
        let rates = rates(words, self);
        // Each further word makes a phrase rarer.
        let of_sequence =
            |s: &Sequence| s.iter().map(|word| rates[*word as usize]).min().unwrap_or(0) >> (3 * (s.len() - 1));
        let rate = |side: &[Sequence]| side.iter().map(of_sequence).sum::<u64>();
        let nears = std::mem::take(&mut self.nears);
        let chosen = (0u32..).zip(nears).map(|(number, (mut near, mut by))| {
            if rate(&near.other) < rate(&by) {
                std::mem::swap(&mut near.other, &mut by);
                near.by_right = true;
            }
            self.add_all(&by, End::Side(number));
            near
        });
        chosen.collect()
    }
}

/// Uses of a word in the lexicon that make it a common one.
const COMMON: u64 = 1000;

/// How common the words of each rule are likely to be in a text: as common as their forms are in the lexicon.
fn rates(words: &Words, terms: &Terms) -> Vec<u64> {
    let mut uses = vec![0u64; words.rules().len()];
    let sides = terms.nears.iter().flat_map(|(near, left)| near.other.iter().chain(left).flatten());
    terms.words.iter().chain(sides).for_each(|word| uses[*word as usize] += 1);
    let mut of_forms = vec![0u64; words.forms().len()];
    for (rule, uses) in words.rules().iter().zip(&uses) {
        if let WordRule::Forms(forms) | WordRule::Number(forms) = rule {
            forms.iter().for_each(|form| of_forms[*form as usize] += uses);
        }
    }
    let rate = |rule: &WordRule| match rule {
        WordRule::Forms(forms) | WordRule::Number(forms) => forms.iter().map(|form| of_forms[*form as usize]).sum(),
        WordRule::Capitals(_) => 0,
        WordRule::Prefix(_) | WordRule::Sum => COMMON,
        WordRule::Comma => u64::MAX,
    };
    words.rules().iter().map(rate).collect()
}

/// Every term of the lexicon, ready to be looked for.
#[derive(Debug)]
pub(super) struct Matcher {
    words: WordTable,
    special: Special,
    starts: Starts,
    trie: Trie<End>,
    nears: Nears,
}

/// Kinds of what is no word of letters, where terms have it.
#[derive(Debug, Default)]
struct Special {
    /// Figures.
    number: Option<u32>,
    /// Large sums of money.
    sum: Option<u32>,
    /// The class of a comma, and its kind.
    comma: Option<(u32, u32)>,
}

/// What a walk over a text has found, and the ways by which it has yet to go on, each with its first word and the next.
#[derive(Debug)]
struct Walk {
    hits: Vec<Hit>,
    /// Sides that NEAR and BEFORE terms are found by: the number of the term, the first and the last word.
    sides: Vec<(u32, u32, u32)>,
    open: Vec<(Way, u32, u32)>,
}

impl Walk {
    fn with_capacity(words: usize) -> Walk {
        Walk { hits: Vec::with_capacity(words), sides: Vec::with_capacity(words), open: Vec::with_capacity(words) }
    }
}

/// What each word of a text is to the lexicon: mostly one kind, and others by its capitals, beginning or figures.
struct Known {
    kinds: Vec<u32>,
    /// Where the kinds of each word begin; those of the next end them.
    words: Vec<u32>,
}

impl Known {
    fn kinds(&self, word: usize) -> &[u32] {
        &self.kinds[self.words[word] as usize..self.words[word + 1] as usize]
    }
}

/// Words of two letters in a text that is all capitals may be any word: "IT" is "it".
const SHORTEST_SHOUTED: usize = 3;

impl Matcher {
    /// The matcher of terms whose words these are.
    pub(super) fn new(mut terms: Terms, words: &Words) -> Matcher {
        let nears = terms.choose_sides(words);
        let others = nears.iter().flat_map(|near| near.other.iter().flatten());
        let (table, special) = table(words, terms.words.iter().chain(others));
        let trie = Trie::new(&terms.words, terms.sequences);
        let members = Members::new(&table, words.rules().len());
        let starts = Starts::new(&trie, &table, &members);
        Matcher { words: table, special, starts, trie, nears: Nears::new(nears, &members) }
    }

    /// Every place where a rule fires, by first word, then last, then rule; overlaps included, none twice.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let known = self.look_up(tokens);
        let mut walk = Walk::with_capacity(known.words.len());
        for first in 0..tokens.list().len() {
            for kind in known.kinds(first) {
                for node in self.starts.ends(*kind) {
                    self.end(*node, first as u32, first as u32, &mut walk);
                }
            }
        }
        // Step by step for all words, so that the processor fetches what is far in its memory for many at a time.
        for (first, one, two) in self.pairs(&known, tokens) {
            for node in self.starts.after(one, two) {
                match self.special.comma {
                    Some((_, comma)) if comma == two => {
                        self.follow(self.trie.way(node), &known, first, first + 1, &mut walk)
                    }
                    _ => self.arrive(node, first, first + 1, &mut walk),
                }
            }
        }
        while let Some((way, first, at)) = walk.open.pop() {
            let Some(token) = tokens.list().get(at as usize) else { continue };
            let way = match token.gap {
                Gap::None => way,
                Gap::Comma => match self.over_comma(way) {
                    Some(beyond) => beyond,
                    None => continue,
                },
                Gap::Stop => continue,
            };
            self.follow(way, &known, first, at, &mut walk);
        }
        let Walk { mut hits, sides, .. } = walk;
        let comma = self.special.comma.map(|(class, _)| class);
        self.nears.join(&Text { tokens, known: &known, words: &self.words, comma }, sides, &mut hits);
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// The words that may begin a longer term, each with its kind and the kind of what follows it.
    fn pairs(&self, known: &Known, tokens: &Tokens) -> Vec<(u32, u32, u32)> {
        let mut out = Vec::with_capacity(known.words.len() / 2);
        for (first, token) in tokens.list().iter().skip(1).enumerate() {
            let seconds = match (token.gap, &self.special.comma) {
                (Gap::None, _) => known.kinds(first + 1),
                (Gap::Comma, Some((_, comma))) => std::slice::from_ref(comma),
                _ => continue,
            };
            for one in known.kinds(first) {
                let seconds = seconds.iter().filter(|two| self.starts.may_begin(*one, **two));
                out.extend(seconds.map(|two| (first as u32, *one, *two)));
            }
        }
        out
    }

    /// Goes on by word `at`.
    fn follow(&self, way: Way, known: &Known, first: u32, at: u32, walk: &mut Walk) {
        for kind in known.kinds(at as usize).iter().copied() {
            let mask = self.words.mask(kind);
            if mask & way.mask == 0 {
                continue;
            }
            let (own, edges) = (self.words.classes(kind), self.trie.edges(way));
            if edges.len() <= own.len() {
                for (class, node) in edges {
                    if bit(class) & mask != 0 && own.binary_search(&class).is_ok() {
                        self.arrive(node, first, at, walk);
                    }
                }
                continue;
            }
            for class in own.iter().filter(|class| bit(**class) & way.mask != 0) {
                if let Some(node) = self.trie.step(way, *class) {
                    self.arrive(node, first, at, walk);
                }
            }
        }
    }

    /// The way on over a comma, where a term has one there.
    fn over_comma(&self, way: Way) -> Option<Way> {
        let (comma, _) = self.special.comma.filter(|(comma, _)| bit(*comma) & way.mask != 0)?;
        Some(self.trie.way(self.trie.step(way, comma)?))
    }

    /// What ends at a node, and the way on from it.
    fn arrive(&self, node: u32, first: u32, at: u32, walk: &mut Walk) {
        self.end(node, first, at, walk);
        let way = self.trie.way(node);
        if way.mask != 0 {
            walk.open.push((way, first, at + 1));
        }
    }

    fn end(&self, node: u32, first: u32, last: u32, walk: &mut Walk) {
        for end in self.trie.ends(node) {
            match *end {
                End::Rule(rule) => walk.hits.push(Hit { first, last, rule, apart: false }),
                End::Side(near) => walk.sides.push((near, first, last)),
            }
        }
    }

    fn look_up(&self, tokens: &Tokens) -> Known {
        let list = tokens.list();
        let shouted = list.len() > 3 && list.iter().filter(|t| t.capitals).count() * 2 > list.len();
        let mut known = Known { kinds: Vec::with_capacity(list.len() + 8), words: Vec::with_capacity(list.len() + 1) };
        for (i, token) in list.iter().enumerate() {
            known.words.push(known.kinds.len() as u32);
            known.kinds.push(self.words.kind(tokens, i));
            let word = tokens.word(i);
            let capitals = token.capitals && !(shouted && word.len() < SHORTEST_SHOUTED);
            self.words.others(word, capitals, &mut known.kinds);
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                known.kinds.extend(self.special.number);
                known.kinds.extend(self.special.sum.filter(|_| token.sum));
            }
        }
        known.words.push(known.kinds.len() as u32);
        known
    }
}

/// What each word of a text may be, of the words that terms hold, by number.
fn table<'a>(words: &Words, held: impl Iterator<Item = &'a u32>) -> (WordTable, Special) {
    let mut is_held = vec![false; words.rules().len()];
    held.for_each(|id| is_held[*id as usize] = true);
    let held = || (0u32..).zip(words.rules()).filter(|(id, _)| is_held[*id as usize]);
    let forms = held().filter_map(|(id, rule)| match rule {
        WordRule::Forms(forms) | WordRule::Number(forms) => Some(forms.iter().map(move |form| (*form, id))),
        _ => None,
    });
    let mut table = WordTable::new(words.forms(), forms.flatten().collect());
    let mut special = Special::default();
    for (id, rule) in held() {
        if matches!(rule, WordRule::Forms(_)) {
            continue;
        }
        let kind = table.add_kind(&[id]);
        match rule {
            WordRule::Capitals(word) => {
                table.add_capitals(word.clone(), kind);
                table.add_capitals(format!("{word}s"), kind);
            }
            WordRule::Prefix(stem) => table.add_prefix(stem, kind),
            WordRule::Number(_) => special.number = Some(kind),
            WordRule::Sum => special.sum = Some(kind),
            WordRule::Comma => special.comma = Some((id, kind)),
            WordRule::Forms(_) => {}
        }
    }
    (table, special)
}

#[cfg(test)]
mod tests;
