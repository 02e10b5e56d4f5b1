//! The words of the lexicon by kind: looked up once for every word of a text, so that it is made for that.
//!
//! Two forms that belong to the same classes, such as a noun and its plural, are one kind: what is found of a word is the number
//! of its kind, and the classes of a kind stand in one run of memory and are nowhere copied. Prefixes are tried only for words
//! whose first two letters begin one.

use crate::tag::tokens::{Tokens, packed};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// The bit of a class in a mask.
pub(super) fn bit(class: u32) -> u64 {
    1 << (class & 63)
}

/// The kind of words that are in no term.
pub(super) const UNKNOWN: u32 = 0;

/// Kinds of words with their classes, and the words of each.
#[derive(Debug)]
pub(super) struct WordTable {
    /// The kinds of forms of at most sixteen bytes, by those bytes.
    short: HashMap<u128, u32, BuildHasherDefault<Mixer>>,
    /// The kinds of longer forms.
    long: HashMap<String, u32>,
    /// Kinds of words that are written in capitals.
    capitals: BTreeMap<String, Vec<u32>>,
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
            short: HashMap::with_capacity_and_hasher(forms.len(), BuildHasherDefault::default()),
            long: HashMap::new(),
            capitals: BTreeMap::new(),
            prefixes: BTreeMap::new(),
            heads: Heads::default(),
            kinds: Vec::new(),
            classes: Vec::new(),
        };
        table.add_kind(&[]);
        classes.sort_unstable();
        classes.dedup();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        for of_form in classes.chunk_by(|a, b| a.0 == b.0) {
            let own: Vec<u32> = of_form.iter().map(|(_, class)| *class).collect();
            let kind = known.get(&own).copied().unwrap_or_else(|| {
                let kind = table.add_kind(&own);
                known.insert(own, kind);
                kind
            });
            let form = &forms[of_form[0].0 as usize];
            match packed(form) {
                Some(key) => table.short.insert(key, kind),
                None => table.long.insert(form.clone(), kind),
            };
        }
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

    /// Adds a word that has a kind where it is written in capitals.
    pub(super) fn add_capitals(&mut self, word: String, kind: u32) {
        self.capitals.entry(word).or_default().push(kind);
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

    /// The kind of a word of a text, [`UNKNOWN`] where no term holds it.
    pub(super) fn kind(&self, tokens: &Tokens, word: usize) -> u32 {
        let kind = match tokens.packed(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(tokens.word(word)),
        };
        kind.copied().unwrap_or(UNKNOWN)
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

    /// The kinds that a word has by its capitals or its beginning, put at the end of `out`.
    pub(super) fn others(&self, word: &str, capitals: bool, out: &mut Vec<u32>) {
        if capitals {
            out.extend(self.capitals.get(word).into_iter().flatten());
        }
        if self.heads.has(word)
            && let Some(stems) = head(word).and_then(|head| self.prefixes.get(&head))
        {
            out.extend(stems.iter().filter(|(stem, _)| word.starts_with(stem)).map(|(_, kind)| *kind));
        }
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

/// Mixes one number. What is looked up comes from outside, but what stands in the table does not, so no text can make a search
/// in it long.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
    }

    fn write_u128(&mut self, number: u128) {
        let (low, high) = (number as u64, (number >> 64) as u64);
        let mixed = u128::from(self.0 ^ low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd6e8_feb8_6659_fd93);
        self.0 = (mixed as u64) ^ (mixed >> 64) as u64;
    }
}

/// Pairs of letters that some prefix begins with.
#[derive(Debug)]
struct Heads(Vec<bool>);

impl Default for Heads {
    fn default() -> Heads {
        Heads(vec![false; 1 << 16])
    }
}

impl Heads {
    fn number(word: &str) -> Option<usize> {
        word.as_bytes().get(..2).map(|two| usize::from(two[0]) << 8 | usize::from(two[1]))
    }

    fn insert(&mut self, word: &str) {
        if let Some(number) = Heads::number(word) {
            self.0[number] = true;
        }
    }

    fn has(&self, word: &str) -> bool {
        Heads::number(word).is_some_and(|number| self.0[number])
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
        let (capitals, prefix) = (table.add_kind(&[2]), table.add_kind(&[4, 5]));
        table.add_capitals("it".to_owned(), capitals);
        table.add_prefix("shar", prefix);
        let tokens = Tokens::of("bus buses road interdisciplinarity busses");
        let [bus, buses, road, long, none] = [0, 1, 2, 3, 4].map(|word| table.kind(&tokens, word));
        assert_eq!((table.classes(bus), buses), (&[1, 3][..], bus));
        assert_eq!(table.mask(bus), bit(1) | bit(3));
        assert_eq!((table.classes(road), table.classes(long)), (&[3][..], &[4][..]));
        assert_eq!((table.classes(capitals), table.classes(prefix)), (&[2][..], &[4, 5][..]));
        let others = |word: &str, capitals: bool| {
            let mut out = Vec::new();
            table.others(word, capitals, &mut out);
            out
        };
        assert_eq!((others("it", false), others("it", true)), (vec![], vec![capitals]));
        assert_eq!(
            (others("sharing", false), others("sha", false), others("she", false)),
            (vec![prefix], vec![], vec![])
        );
        assert_eq!((none, table.classes(UNKNOWN)), (UNKNOWN, &[][..]));
        assert_eq!(WordTable::new(&[], Vec::new()).kind(&tokens, 0), UNKNOWN);
    }
}
