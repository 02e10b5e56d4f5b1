//! The words of the lexicon by kind: looked up once for every word of a text, so that it is made for that.
//!
//! Two forms that belong to the same classes, such as a noun and its plural, are one kind: what is found of a word is the number
//! of its kind, and the classes of a kind stand in one run of memory and are nowhere copied. Prefixes are tried only for words
//! whose first four letters begin one.

use super::forms::Forms;
use crate::tag::tokens::{Letters, Tokens};
use std::collections::{BTreeMap, HashMap};

/// The bit of a class in a mask.
pub(super) fn bit(class: u32) -> u64 {
    1 << (class & 63)
}

/// The kind of words that are in no term.
pub(super) const UNKNOWN: u32 = 0;

/// Kinds of words with their classes, and the words of each.
#[derive(Debug)]
pub(super) struct WordTable {
    /// The kinds of words.
    forms: Forms,
    /// Kinds that words have where they are written in capitals.
    capitals: Forms,
    /// Beginnings of words by their first four letters, with their kinds.
    prefixes: BTreeMap<[u8; 4], Vec<(String, u32)>>,
    heads: Heads,
    kinds: Vec<Kind>,
    /// Of each kind, in order.
    classes: Vec<u32>,
}

/// A kind of words: its classes begin here and end where those of the next begin.
#[derive(Debug, Clone, Copy)]
struct Kind {
    mask: u64,
    classes: u32,
}

impl WordTable {
    /// The table of forms, each of some classes by the number of the form.
    pub(super) fn new(forms: &[String], mut classes: Vec<(u32, u32)>) -> WordTable {
        let mut table = WordTable {
            forms: Forms::default(),
            capitals: Forms::default(),
            prefixes: BTreeMap::new(),
            heads: Heads::default(),
            kinds: Vec::new(),
            classes: Vec::new(),
        };
        table.add_kind(&[]);
        classes.sort_unstable();
        classes.dedup();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let kinds = classes.chunk_by(|a, b| a.0 == b.0).map(|of_form| {
            let own: Vec<u32> = of_form.iter().map(|(_, class)| *class).collect();
            let kind = known.get(&own).copied().unwrap_or_else(|| {
                let kind = table.add_kind(&own);
                known.insert(own, kind);
                kind
            });
            (forms[of_form[0].0 as usize].as_str(), kind)
        });
        let kinds: Vec<(&str, u32)> = kinds.collect();
        table.forms = Forms::new(kinds.into_iter());
        table
    }

    /// Adds a kind of words of these classes, in order, and returns its number.
    pub(super) fn add_kind(&mut self, classes: &[u32]) -> u32 {
        if self.kinds.is_empty() {
            self.kinds.push(Kind { mask: 0, classes: 0 });
        }
        // The last kind is none: it ends the classes of the one before.
        let kind = self.kinds.len() - 1;
        self.kinds[kind].mask = classes.iter().fold(0, |mask, class| mask | bit(*class));
        self.classes.extend(classes);
        self.kinds.push(Kind { mask: 0, classes: self.classes.len() as u32 });
        kind as u32
    }

    /// Sets the classes, in order, of words where they are written in capitals.
    pub(super) fn set_capitals(&mut self, words: &BTreeMap<String, Vec<u32>>) {
        let kinds: Vec<(&str, u32)> =
            words.iter().map(|(word, classes)| (word.as_str(), self.add_kind(classes))).collect();
        self.capitals = Forms::new(kinds.into_iter());
    }

    /// Adds the beginning of a kind's words, of four letters at least.
    pub(super) fn add_prefix(&mut self, stem: &str, kind: u32) {
        if let Some(head) = head(stem) {
            self.heads.insert(stem);
            self.prefixes.entry(head).or_default().push((stem.to_owned(), kind));
        }
    }

    /// The numbers of all kinds.
    pub(super) fn kinds(&self) -> std::ops::Range<u32> {
        0..self.kinds.len() as u32 - 1
    }

    /// The kind of each word of a text, [`UNKNOWN`] where no term holds it, with some room to find them in.
    pub(super) fn kinds_of<'a>(
        &'a self,
        tokens: &'a Tokens,
        room: &'a mut Vec<(Letters, u32)>,
    ) -> impl Iterator<Item = u32> + 'a {
        self.forms.all(tokens, room)
    }

    /// The kind that a word has where it is written in capitals, [`UNKNOWN`] where it has none.
    pub(super) fn kind_in_capitals(&self, tokens: &Tokens, word: usize) -> u32 {
        self.capitals.get(tokens, word)
    }

    /// The classes of a kind, in order.
    pub(super) fn classes(&self, kind: u32) -> &[u32] {
        let kind = kind as usize;
        &self.classes[self.kinds[kind].classes as usize..self.kinds[kind + 1].classes as usize]
    }

    /// Whether a kind is of a class.
    pub(super) fn is_of(&self, kind: u32, class: u32) -> bool {
        bit(class) & self.mask(kind) != 0 && self.classes(kind).binary_search(&class).is_ok()
    }

    /// The bits of a kind's classes.
    pub(super) fn mask(&self, kind: u32) -> u64 {
        self.kinds[kind as usize].mask
    }

    /// Whether a word may have a kind by its beginning; never `false` where it has.
    pub(super) fn may_have_stem(&self, letters: Letters) -> bool {
        self.heads.has(letters)
    }

    /// The kinds that a word has by its beginning.
    pub(super) fn by_stem(&self, word: &str) -> impl Iterator<Item = u32> {
        let stems = head(word).and_then(|head| self.prefixes.get(&head)).into_iter().flatten();
        stems.filter(|(stem, _)| word.starts_with(stem)).map(|(_, kind)| *kind)
    }
}

/// The kinds of each class.
pub(super) struct Members {
    /// Where the kinds of each class begin; those of the next end them.
    runs: Vec<u32>,
    kinds: Vec<u32>,
}

impl Members {
    /// The kinds of `classes` classes.
    pub(super) fn new(words: &WordTable, classes: usize) -> Members {
        let mut runs = vec![0; classes + 2];
        words.classes.iter().for_each(|class| runs[*class as usize + 2] += 1);
        for at in 1..runs.len() {
            runs[at] += runs[at - 1];
        }
        let mut kinds = vec![0; words.classes.len()];
        for kind in words.kinds() {
            for class in words.classes(kind) {
                // The run of a class begins one further until it is full.
                let at = &mut runs[*class as usize + 1];
                kinds[*at as usize] = kind;
                *at += 1;
            }
        }
        Members { runs, kinds }
    }

    /// The kinds of a class, in order.
    pub(super) fn kinds(&self, class: u32) -> &[u32] {
        &self.kinds[self.runs[class as usize] as usize..self.runs[class as usize + 1] as usize]
    }
}

/// Beginnings of four letters that some prefix has, a bit for each and for what shares it.
#[derive(Debug)]
struct Heads([u64; 1 << 10]);

impl Default for Heads {
    fn default() -> Heads {
        Heads([0; 1 << 10])
    }
}

impl Heads {
    fn number(letters: Letters) -> usize {
        ((letters.0[0] as u32).wrapping_mul(0x9e37_79b1) >> 16) as usize
    }

    fn insert(&mut self, word: &str) {
        let number = Heads::number(Letters::of(word.as_bytes()));
        self.0[number / 64] |= 1 << (number % 64);
    }

    fn has(&self, letters: Letters) -> bool {
        let number = Heads::number(letters);
        self.0[number / 64] >> (number % 64) & 1 == 1
    }
}

fn head(word: &str) -> Option<[u8; 4]> {
    word.as_bytes().get(..4).and_then(|bytes| bytes.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_capitals_and_beginnings() {
        let forms = ["bus", "road", "buses", "interdisciplinarity"].map(str::to_owned);
        let mut table = WordTable::new(&forms, vec![(0, 3), (1, 3), (0, 1), (0, 3), (2, 1), (2, 3), (3, 4)]);
        let prefix = table.add_kind(&[4, 5]);
        table.set_capitals(&BTreeMap::from([("it".to_owned(), vec![2, 6])]));
        table.add_prefix("shar", prefix);
        table.add_prefix("interdisciplinarity", prefix);
        let tokens = Tokens::of("bus buses road interdisciplinarity busses it");
        let kinds = |table: &WordTable| table.kinds_of(&tokens, &mut Vec::new()).collect::<Vec<u32>>();
        let [bus, buses, road, long, none, it] = kinds(&table)[..] else { panic!("six words") };
        assert_eq!((table.classes(bus), buses), (&[1, 3][..], bus));
        assert_eq!(table.mask(bus), bit(1) | bit(3));
        assert_eq!((table.classes(road), table.classes(long)), (&[3][..], &[4][..]));
        assert_eq!(
            (table.classes(table.kind_in_capitals(&tokens, 5)), table.classes(prefix)),
            (&[2, 6][..], &[4, 5][..])
        );
        assert_eq!((it, table.kind_in_capitals(&tokens, 0)), (UNKNOWN, UNKNOWN));
        let by_stem = |word: &str| -> Vec<u32> {
            table
                .may_have_stem(Letters::of(word.as_bytes()))
                .then(|| table.by_stem(word))
                .into_iter()
                .flatten()
                .collect()
        };
        assert_eq!(
            (by_stem("sharing"), by_stem("sha"), by_stem("she"), by_stem("interdisciplinarity")),
            (vec![prefix], vec![], vec![], vec![prefix])
        );
        assert_eq!((none, table.classes(UNKNOWN)), (UNKNOWN, &[][..]));
        assert_eq!(kinds(&WordTable::new(&[], Vec::new())), [UNKNOWN; 6]);
    }
}
