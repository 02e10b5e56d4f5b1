//! One pass over the words of a text for every term of the lexicon.
//!
//! Terms are a trie over classes of words. Each word of the text is looked up once, and the trie is walked from those that begin
//! a term with the word after them. Time is linear in the text for terms of bounded length; nothing is read twice.
//!
//! Nearly every walk would lead nowhere. So the pairs of words that begin some term are known beforehand, and a sieve of their
//! bits sets most pairs of a text aside; another one, of the words that lead on from each node, sets aside most of what is left.
//! What is found of a NEAR or BEFORE is dropped at once where no word of the text begins its other side. Of the classes of a word
//! and of the ways on from a node the shorter list is gone through and the longer searched: "the" was in 280 classes of the
//! shipped lexicon when this was written, and most nodes that lead on do so by one class.
//!
//! | file | what it does |
//! |---|---|
//! | `word_table` | a word to the classes that it is in |
//! | `forms` | numbers by the letters of words |
//! | `starts` | the pairs of words that begin a term |
//! | `onward` | the words that lead on from a node |
//! | `sieve` | bits that set most of these aside |
//! | `trie` | terms as paths over classes |
//! | `near` | the two sides of a gap |
//! | `walk` | what is known of a text and found in it |

mod forms;
mod near;
mod onward;
mod sieve;
mod starts;
mod trie;
mod walk;
mod word_table;

use super::lexicon::term::Term;
use super::lexicon::words::{Sequence, WordRule, Words};
use super::tokens::{Gap, Tokens};
use near::{Near, Nears, Text};
use onward::Onward;
use starts::Starts;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;
use trie::{Reached, Trie};
use walk::{Known, Walk};
use word_table::{Members, UNKNOWN, WordTable, bit};

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
    onward: Onward,
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
        let onward = Onward::new(&trie, &members);
        Matcher { words: table, special, starts, onward, trie, nears: Nears::new(nears, &members) }
    }

    /// Every place where a rule fires, by first word, then last, then rule; overlaps included, none twice.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let (mut known, mut walk) = Walk::begin();
        self.look_up(tokens, &mut known);
        let text =
            Text { tokens, known: &known, words: &self.words, comma: self.special.comma.map(|(class, _)| class) };
        // Step by step for all words, so that the processor fetches what is far in its memory for many at a time.
        self.begin(&known, &mut walk);
        walk.seconds.extend(walk.pairs.iter().map(|(_, one, two)| self.starts.first_place(*one, *two)));
        for at in 0..walk.pairs.len() {
            let (first, one, two) = walk.pairs[at];
            for reached in self.starts.after(one, two, walk.seconds[at]) {
                match self.special.comma {
                    Some((_, comma)) if comma == two => walk.open.push((reached.node(), first, first + 1)),
                    _ => self.arrive(&text, *reached, first, first + 1, &mut walk),
                }
            }
        }
        while let Some((node, first, at)) = walk.open.pop() {
            self.follow(&text, node, first, at, &mut walk);
        }
        self.nears.join(&text, &mut walk);
        walk.end(known)
    }

    /// Takes the terms of one word, and the words that may begin a longer one.
    fn begin(&self, known: &Known, walk: &mut Walk) {
        // What is put there stays or not: whether it does cannot be foretold, and to wait for it costs more.
        let add = |pairs: &mut Vec<_>, first, one, two| {
            let kept = pairs.len() + usize::from(self.starts.may_begin(one, two));
            pairs.push((first, one, two));
            pairs.truncate(kept);
        };
        for (first, seen) in (0u32..).zip(&known.words) {
            let next = known.words.get(first as usize + 1);
            match next {
                Some(next) if next.gap == Gap::None && !seen.has_others && !next.has_others => {
                    self.end(self.starts.ends(seen.kind), known, first, first, walk);
                    add(&mut walk.pairs, first, seen.kind, next.kind);
                }
                _ => known.each(first, |one| {
                    self.end(self.starts.ends(one), known, first, first, walk);
                    match (next.map(|next| next.gap), self.special.comma) {
                        (Some(Gap::None), _) => known.each(first + 1, |two| add(&mut walk.pairs, first, one, two)),
                        (Some(Gap::Comma), Some((_, comma))) => add(&mut walk.pairs, first, one, comma),
                        _ => {}
                    }
                }),
            }
        }
    }

    /// Goes on from a node by word `at`.
    fn follow(&self, text: &Text<'_>, node: u32, first: u32, at: u32, walk: &mut Walk) {
        let way = self.trie.way(node);
        text.known.each(at, |kind| {
            let mask = self.words.mask(kind);
            if mask & way.mask == 0 {
                return;
            }
            let (own, edges) = (self.words.classes(kind), self.trie.edges(way));
            if edges.len() <= own.len() {
                for (class, node) in edges {
                    if bit(class) & mask != 0 && own.binary_search(&class).is_ok() {
                        self.arrive(text, self.trie.reached(node), first, at, walk);
                    }
                }
                return;
            }
            for class in own.iter().filter(|class| bit(**class) & way.mask != 0) {
                if let Some(node) = self.trie.step(way, *class) {
                    self.arrive(text, self.trie.reached(node), first, at, walk);
                }
            }
        });
    }

    /// What ends at a node, and whether the next word leads on from it.
    fn arrive(&self, text: &Text<'_>, reached: Reached, first: u32, at: u32, walk: &mut Walk) {
        let (node, next) = (reached.node(), at + 1);
        if reached.ends() {
            self.end(self.trie.ends(node), text.known, first, at, walk);
        }
        if !reached.leads_on() {
            return;
        }
        match text.known.words.get(next as usize).map(|seen| seen.gap) {
            Some(Gap::None) if text.known.any(next, |kind| self.onward.may_lead(node, kind)) => {
                walk.open.push((node, first, next));
            }
            Some(Gap::Comma) => walk.open.extend(self.over_comma(node).map(|beyond| (beyond, first, next))),
            _ => {}
        }
    }

    /// The node beyond a comma, where a term has one there.
    fn over_comma(&self, node: u32) -> Option<u32> {
        let (way, (comma, _)) = (self.trie.way(node), self.special.comma?);
        self.trie.step(way, comma)
    }

    fn end(&self, ends: &[End], known: &Known, first: u32, last: u32, walk: &mut Walk) {
        for end in ends {
            match *end {
                End::Rule(rule) => walk.hits.push(Hit { first, last, rule, apart: false }),
                End::Side(near) if self.nears.may_meet(near, known.kinds()) => walk.sides.push((near, first, last)),
                End::Side(_) => {}
            }
        }
    }

    fn look_up(&self, tokens: &Tokens, known: &mut Known) {
        let list = tokens.list();
        let shouted = LazyCell::new(|| list.len() > 3 && list.iter().filter(|t| t.capitals).count() * 2 > list.len());
        for (at, token) in list.iter().enumerate() {
            let mut add = |kind: u32| known.add_other(at as u32, kind);
            if token.capitals && (token.length() >= SHORTEST_SHOUTED || !*shouted) {
                let kind = self.words.kind_in_capitals(tokens, at);
                if kind != UNKNOWN {
                    add(kind);
                }
            }
            if self.words.may_have_stem(token.letters) {
                self.words.by_stem(tokens.word(at)).for_each(&mut add);
            }
            if token.letters.first().is_ascii_digit() {
                let sum = self.special.sum.filter(|_| token.sum);
                self.special.number.into_iter().chain(sum).for_each(&mut add);
            }
        }
        known.add_words(tokens, &self.words);
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
    let mut capitals: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (id, rule) in held() {
        match rule {
            WordRule::Forms(_) => {}
            WordRule::Capitals(word) => {
                let both = [word.clone(), format!("{word}s")];
                both.into_iter().for_each(|word| capitals.entry(word).or_default().push(id));
            }
            WordRule::Prefix(stem) => {
                let kind = table.add_kind(&[id]);
                table.add_prefix(stem, kind);
            }
            WordRule::Number(_) => special.number = Some(table.add_kind(&[id])),
            WordRule::Sum => special.sum = Some(table.add_kind(&[id])),
            WordRule::Comma => special.comma = Some((id, table.add_kind(&[id]))),
        }
    }
    table.set_capitals(&capitals);
    (table, special)
}

#[cfg(test)]
mod tests;
