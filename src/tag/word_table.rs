//! The words of the lexicon with the classes they belong to: looked up once for every word of a text, so that it is made for that.
//!
//! Letters and classes stand each in one run of memory, and what is found of a word is a number: a common word is in hundreds of
//! classes, which are nowhere copied. Prefixes are tried only for words whose first two letters begin one.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::ops::Range;

/// The bit of a class in a mask.
pub(super) fn bit(class: u32) -> u128 {
    1 << (class & 127)
}

/// Forms of words, and beginnings of words, with their classes.
#[derive(Debug)]
pub(super) struct WordTable {
    letters: String,
    /// A power of two of slots.
    slots: Vec<Slot>,
    /// What is known of each form; one more ends the last.
    forms: Vec<Form>,
    /// Of each form, in order.
    classes: Vec<u32>,
    /// Of each form, the nodes that its classes lead to at the beginning of a term.
    roots: Vec<u32>,
    /// Classes of words that are written in capitals.
    capitals: BTreeMap<String, Vec<u32>>,
    /// Beginnings by their first four letters.
    prefixes: BTreeMap<[u8; 4], Vec<(String, u32)>>,
    heads: Heads,
}

/// A form: its classes begin here and end where those of the next begin; so do its roots.
#[derive(Debug, Clone, Copy)]
struct Form {
    mask: u128,
    classes: u32,
    roots: u32,
}

/// Where a form's letters stand; empty where `length` is 0.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    letters: u32,
    form: u32,
    length: u32,
}

impl WordTable {
    /// The table of forms, each of some classes by the number of the form.
    pub(super) fn new(forms: &[String], mut classes: Vec<(u32, u32)>) -> WordTable {
        let mut table = WordTable {
            letters: String::new(),
            slots: vec![Slot::default(); (forms.len() * 2 + 2).next_power_of_two()],
            forms: Vec::with_capacity(forms.len() + 1),
            classes: Vec::new(),
            roots: Vec::new(),
            capitals: BTreeMap::new(),
            prefixes: BTreeMap::new(),
            heads: Heads::default(),
        };
        classes.sort_unstable();
        classes.dedup();
        let mut from = 0;
        for (number, form) in (0u32..).zip(forms) {
            let own = classes[from..].iter().take_while(|(form, _)| *form == number).map(|(_, class)| *class);
            let start = table.classes.len() as u32;
            table.classes.extend(own);
            from += table.classes.len() - start as usize;
            let mask = table.classes[start as usize..].iter().fold(0, |mask, class| mask | bit(*class));
            table.forms.push(Form { mask, classes: start, roots: 0 });
            let (at, hash) = (table.slot(form), hash(form));
            let (letters, length) = (table.letters.len() as u32, form.len() as u32);
            table.slots[at] = Slot { hash: (hash >> 32) as u32, letters, form: number, length };
            table.letters.push_str(form);
        }
        table.forms.push(Form { mask: 0, classes: table.classes.len() as u32, roots: 0 });
        table
    }

    /// Adds a class of a word that is written in capitals.
    pub(super) fn add_capitals(&mut self, word: String, id: u32) {
        self.capitals.entry(word).or_default().push(id);
    }

    /// Adds the beginning of a class's words, of four letters at least.
    pub(super) fn add_prefix(&mut self, stem: &str, id: u32) {
        if let Some(head) = head(stem) {
            self.heads.insert(stem);
            self.prefixes.entry(head).or_default().push((stem.to_owned(), id));
        }
    }

    /// Tells the table where each class leads to at the beginning of a term, 0 where no term begins so.
    pub(super) fn lead(&mut self, roots: &[u32]) {
        self.roots.clear();
        for form in 0..self.forms.len() {
            self.forms[form].roots = self.roots.len() as u32;
            if let Some(next) = self.forms.get(form + 1) {
                let own = &self.classes[self.forms[form].classes as usize..next.classes as usize];
                self.roots.extend(own.iter().map(|class| roots[*class as usize]).filter(|root| *root != 0));
            }
        }
    }

    /// The number of a form.
    pub(super) fn form(&self, word: &str) -> Option<u32> {
        let slot = &self.slots[self.slot(word)];
        (slot.length != 0).then_some(slot.form)
    }

    /// The classes of a form, in order.
    pub(super) fn classes(&self, form: u32) -> &[u32] {
        let form = form as usize;
        &self.classes[self.forms[form].classes as usize..self.forms[form + 1].classes as usize]
    }

    /// The bits of a form's classes.
    pub(super) fn mask(&self, form: u32) -> u128 {
        self.forms[form as usize].mask
    }

    /// Where a form leads to at the beginning of a term.
    pub(super) fn roots(&self, form: u32) -> &[u32] {
        let form = form as usize;
        &self.roots[self.forms[form].roots as usize..self.forms[form + 1].roots as usize]
    }

    /// The classes that a word has by its capitals or its beginning, put at the end of `out`.
    pub(super) fn others(&self, word: &str, capitals: bool, out: &mut Vec<u32>) {
        if capitals {
            out.extend(self.capitals.get(word).into_iter().flatten());
        }
        if self.heads.has(word)
            && let Some(stems) = head(word).and_then(|head| self.prefixes.get(&head))
        {
            out.extend(stems.iter().filter(|(stem, _)| word.starts_with(stem)).map(|(_, id)| *id));
        }
    }

    /// The slot of a form, or the empty one where it belongs.
    fn slot(&self, word: &str) -> usize {
        let hash = hash(word);
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let slot = &self.slots[at];
            let letters: Range<usize> = slot.letters as usize..(slot.letters + slot.length) as usize;
            if slot.length == 0 || slot.hash == (hash >> 32) as u32 && self.letters[letters] == *word {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// The hash of Fowler, Noll and Vo, eight letters at a time. What is looked up comes from outside, but what stands in the table
/// does not, so no text can make a chain long.
#[derive(Debug, Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        // The table reads the low bits; fold the high ones in.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.0 = (self.0 ^ u64::from_le_bytes(eight)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        }
    }
}

fn hash(word: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.write(word.as_bytes());
    hash.finish()
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
        let forms = ["bus".to_owned(), "road".to_owned()];
        let mut table = WordTable::new(&forms, vec![(0, 3), (1, 3), (0, 1), (0, 3)]);
        table.add_capitals("it".to_owned(), 2);
        table.add_prefix("shar", 4);
        table.lead(&[0, 7, 0, 0, 0]);
        let bus = table.form("bus").unwrap();
        assert_eq!((table.classes(bus), table.roots(bus)), (&[1, 3][..], &[7][..]));
        assert_eq!(table.mask(bus), bit(1) | bit(3));
        let road = table.form("road").unwrap();
        assert_eq!((table.classes(road), table.roots(road)), (&[3][..], &[][..]));
        let others = |word: &str, capitals: bool| {
            let mut out = Vec::new();
            table.others(word, capitals, &mut out);
            out
        };
        assert_eq!((others("it", false), others("it", true)), (vec![], vec![2]));
        assert_eq!((others("sharing", false), others("sha", false), others("she", false)), (vec![4], vec![], vec![]));
        assert!(table.form("").is_none() && table.form("busses").is_none());
        assert!(WordTable::new(&[], Vec::new()).form("bus").is_none());
    }
}
