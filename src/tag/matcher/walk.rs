//! What is known of a text, and what has been found in it, while its terms are looked for.

use super::Hit;
use super::near::Kinds;
use super::word_table::WordTable;
use crate::tag::tokens::{Gap, Letters, Tokens};
use std::cell::RefCell;

thread_local! {
    /// The room that the last walk of this thread took: a paper has thousands of short texts.
    static ROOM: RefCell<(Known, Walk)> = RefCell::default();
}

/// What each word of a text is to the lexicon.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) words: Vec<Seen>,
    /// What words are besides, by their capitals, beginning or figures: the word, and a kind; in order.
    others: Vec<(u32, u32)>,
    /// All kinds of all words.
    kinds: Kinds,
    /// Room to find them in.
    room: Vec<(Letters, u32)>,
}

/// A word of a text as a walk sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) kind: u32,
    /// What stands before it.
    pub(super) gap: Gap,
    /// It has other kinds too.
    pub(super) has_others: bool,
}

impl Known {
    /// Adds a kind that a word has besides its own; words come in order.
    pub(super) fn add_other(&mut self, word: u32, kind: u32) {
        self.others.push((word, kind));
        self.kinds.add(kind);
    }

    /// Adds all words.
    pub(super) fn add_words(&mut self, tokens: &Tokens, table: &WordTable) {
        let kinds = table.kinds_of(tokens, &mut self.room);
        let words = kinds.zip(tokens.list()).map(|(kind, token)| Seen { kind, gap: token.gap, has_others: false });
        self.words.extend(words);
        self.words.iter().for_each(|seen| self.kinds.add(seen.kind));
        self.others.iter().for_each(|(word, _)| self.words[*word as usize].has_others = true);
    }

    /// Calls `take` with the kinds of a word.
    pub(super) fn each(&self, word: u32, mut take: impl FnMut(u32)) {
        self.any(word, |kind| {
            take(kind);
            false
        });
    }

    /// Whether a word has a kind that is so.
    pub(super) fn any(&self, word: u32, mut is: impl FnMut(u32) -> bool) -> bool {
        let seen = self.words[word as usize];
        is(seen.kind) || seen.has_others && self.others_of(word).any(|other| is(other.1))
    }

    fn others_of(&self, word: u32) -> impl Iterator<Item = &(u32, u32)> {
        let from = self.others.partition_point(|other| other.0 < word);
        self.others[from..].iter().take_while(move |other| other.0 == word)
    }

    /// All kinds of all words.
    pub(super) fn kinds(&self) -> &Kinds {
        &self.kinds
    }
}

/// What a walk over a text has found, and where it has yet to go on.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) hits: Vec<Hit>,
    /// Sides that NEAR and BEFORE terms are found by: the number of the term, the first and the last word.
    pub(super) sides: Vec<(u32, u32, u32)>,
    /// Words that may begin a term of several, each with its kind and the kind of what follows.
    pub(super) pairs: Vec<(u32, u32, u32)>,
    /// Of each pair what stands where it would be looked for first.
    pub(super) seconds: Vec<(u32, u32)>,
    /// Nodes that the next word may lead on from, each with the first word and the next.
    pub(super) open: Vec<(u32, u32, u32)>,
}

impl Walk {
    /// A walk over no words yet.
    pub(super) fn begin() -> (Known, Walk) {
        ROOM.take()
    }

    /// What was found, in order, nothing twice.
    pub(super) fn end(mut self, mut known: Known) -> Vec<Hit> {
        self.hits.sort_unstable();
        self.hits.dedup();
        let found = self.hits.clone();
        self.hits.clear();
        self.sides.clear();
        self.pairs.clear();
        self.seconds.clear();
        self.open.clear();
        known.words.clear();
        known.others.clear();
        known.kinds = Kinds::default();
        ROOM.set((known, self));
        found
    }
}
