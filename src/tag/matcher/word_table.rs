//! The words of the lexicon by kind: looked up once for every word of a text, so that it is made for that.
//!
//! Two forms that belong to the same classes, such as a noun and its plural, are one kind: what is found of a word is the number
//! of its kind, and the classes of a kind stand in one run of memory and are nowhere copied. Prefixes are tried only for words
//! whose first two letters begin one.

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
    /// The kinds of forms of at most sixteen bytes.
    short: Short,
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
            short: Short::for_words(forms.len()),
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
            if form.len() <= LONGEST {
                table.short.insert(Letters::of(form.as_bytes()), kind);
            } else {
                table.long.insert(form.clone(), kind);
            }
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
            self.heads.insert(stem.as_bytes());
            self.prefixes.entry(head).or_default().push((stem.to_owned(), kind));
        }
    }

    /// The numbers of all kinds.
    pub(super) fn kinds(&self) -> std::ops::Range<u32> {
        0..self.kinds.len() as u32 - 1
    }

    /// The kind of a word of a text, [`UNKNOWN`] where no term holds it.
    pub(super) fn kind(&self, tokens: &Tokens, word: usize) -> u32 {
        let token = &tokens.list()[word];
        if token.length() <= LONGEST {
            self.short.kind(token.letters)
        } else {
            self.long.get(tokens.word(word)).copied().unwrap_or(UNKNOWN)
        }
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

    /// The kinds that a word has where it is written in capitals.
    pub(super) fn in_capitals(&self, word: &str) -> impl Iterator<Item = u32> {
        self.capitals.get(word).into_iter().flatten().copied()
    }

    /// Whether a word may have a kind by its beginning, or be figures; never `false` where it is so.
    pub(super) fn may_have_others(&self, letters: Letters) -> bool {
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

/// Bytes of the longest words that are told apart by their [`Letters`].
const LONGEST: usize = 16;

/// The kinds of words by their letters: a hash table with open addressing, so that most words are found in one place of the
/// memory. What is looked up comes from outside, but what stands in the table does not, so no text can make a search in it long.
#[derive(Debug)]
struct Short {
    /// [`Short::FREE`] where nothing stands, of which there is always one.
    slots: Vec<(Letters, u32)>,
}

impl Short {
    const FREE: (Letters, u32) = (Letters([0; 2]), UNKNOWN);

    /// A table with room for so many words.
    fn for_words(words: usize) -> Short {
        Short { slots: vec![Short::FREE; words + words / 2 + 1] }
    }

    /// The place of these letters, or the free one in which they would stand.
    fn place(&self, letters: Letters) -> usize {
        let Letters([low, high]) = letters;
        let mixed = u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd6e8_feb8_6659_fd93);
        let hash = (mixed as u64) ^ (mixed >> 64) as u64;
        let mut at = ((u128::from(hash) * self.slots.len() as u128) >> 64) as usize;
        loop {
            let Letters(here) = self.slots[at].0;
            // No word begins with a zero.
            if here == letters.0 || here[0] == 0 {
                return at;
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
    }

    fn insert(&mut self, letters: Letters, kind: u32) {
        let at = self.place(letters);
        self.slots[at] = (letters, kind);
    }

    fn kind(&self, letters: Letters) -> u32 {
        self.slots[self.place(letters)].1
    }
}

/// Pairs of letters that some prefix or figures begin with, a bit for each.
#[derive(Debug)]
struct Heads([u64; 1 << 10]);

impl Default for Heads {
    fn default() -> Heads {
        let mut heads = Heads([0; 1 << 10]);
        (0..=u8::MAX).for_each(|second| (b'0'..=b'9').for_each(|digit| heads.insert(&[digit, second])));
        heads
    }
}

impl Heads {
    fn insert(&mut self, word: &[u8]) {
        let number = usize::from(Letters::of(word).first_two());
        self.0[number / 64] |= 1 << (number % 64);
    }

    fn has(&self, letters: Letters) -> bool {
        let number = usize::from(letters.first_two());
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
        let (capitals, prefix) = (table.add_kind(&[2]), table.add_kind(&[4, 5]));
        table.add_capitals("it".to_owned(), capitals);
        table.add_prefix("shar", prefix);
        table.add_prefix("interdisciplinarity", prefix);
        let tokens = Tokens::of("bus buses road interdisciplinarity busses");
        let [bus, buses, road, long, none] = [0, 1, 2, 3, 4].map(|word| table.kind(&tokens, word));
        assert_eq!((table.classes(bus), buses), (&[1, 3][..], bus));
        assert_eq!(table.mask(bus), bit(1) | bit(3));
        assert_eq!((table.classes(road), table.classes(long)), (&[3][..], &[4][..]));
        assert_eq!((table.classes(capitals), table.classes(prefix)), (&[2][..], &[4, 5][..]));
        let by_stem = |word: &str| -> Vec<u32> {
            table
                .may_have_others(Letters::of(word.as_bytes()))
                .then(|| table.by_stem(word))
                .into_iter()
                .flatten()
                .collect()
        };
        assert_eq!(
            (table.in_capitals("it").collect::<Vec<_>>(), table.in_capitals("its").count()),
            (vec![capitals], 0)
        );
        assert_eq!(
            (by_stem("sharing"), by_stem("sha"), by_stem("she"), by_stem("interdisciplinarity")),
            (vec![prefix], vec![], vec![], vec![prefix])
        );
        assert_eq!((none, table.classes(UNKNOWN)), (UNKNOWN, &[][..]));
        assert_eq!(WordTable::new(&[], Vec::new()).kind(&tokens, 0), UNKNOWN);
    }
}
