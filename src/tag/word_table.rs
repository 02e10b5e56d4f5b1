//! The words of the lexicon with the classes they belong to: looked up once for every word of a text, so that it is made for that.
//!
//! Letters and classes stand each in one run of memory; a slot of sixteen bytes points into both. Prefixes are tried only for words
//! whose first two letters begin one.

use std::collections::BTreeMap;
use std::hash::Hasher;

/// Forms of words, and beginnings of words, with their classes.
#[derive(Debug, Default)]
pub(super) struct WordTable {
    /// Forms as they come in.
    forms: BTreeMap<String, Vec<Class>>,
    /// The same, made ready.
    words: Words,
    /// Beginnings by their first four letters.
    prefixes: BTreeMap<[u8; 4], Vec<(String, u32)>>,
    heads: Heads,
}

impl WordTable {
    /// Adds a form of a class; `capitals` holds it to words that are written in capitals.
    pub(super) fn add(&mut self, form: &str, id: u32, capitals: bool) {
        self.forms.entry(form.to_owned()).or_default().push(Class { id, capitals });
    }

    /// Adds the beginning of a class's words, of four letters at least.
    pub(super) fn add_prefix(&mut self, stem: &str, id: u32) {
        if let Some(head) = head(stem) {
            self.heads.insert(stem);
            self.prefixes.entry(head).or_default().push((stem.to_owned(), id));
        }
    }

    /// Makes it ready to be asked, once every form is in.
    pub(super) fn ready(&mut self) {
        self.words = Words::build(&std::mem::take(&mut self.forms));
    }

    /// The classes of a word, put at the end of `out`.
    pub(super) fn classes(&self, word: &str, capitals: bool, out: &mut Vec<u32>) {
        out.extend(self.words.classes(word).iter().filter(|c| !c.capitals || capitals).map(|c| c.id));
        if self.heads.has(word)
            && let Some(stems) = head(word).and_then(|head| self.prefixes.get(&head))
        {
            out.extend(stems.iter().filter(|(stem, _)| word.starts_with(stem)).map(|(_, id)| *id));
        }
    }
}

/// A class that a word belongs to.
#[derive(Debug, Clone, Copy)]
struct Class {
    id: u32,
    capitals: bool,
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

/// The forms of every word of the lexicon with their classes: letters and classes each in one run, slots that point into them.
#[derive(Debug, Default)]
struct Words {
    letters: String,
    classes: Vec<Class>,
    /// A power of two of slots; empty where `length` is 0.
    slots: Vec<Slot>,
}

/// A form: its letters and its classes.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u32,
    letters: u32,
    classes: u32,
    length: u16,
    count: u16,
}

impl Words {
    fn hash(word: &str) -> u64 {
        let mut hash = Fnv::default();
        hash.write(word.as_bytes());
        hash.finish()
    }

    /// The slot of a form, or the empty one where it belongs.
    fn find(&self, word: &str) -> usize {
        let hash = Words::hash(word);
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let slot = &self.slots[at];
            if slot.length == 0 || slot.hash == (hash >> 32) as u32 && self.of(slot) == word {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn of(&self, slot: &Slot) -> &str {
        &self.letters[slot.letters as usize..slot.letters as usize + slot.length as usize]
    }

    /// Adds forms with their classes at once: a form's classes stand together.
    fn build(forms: &BTreeMap<String, Vec<Class>>) -> Words {
        let mut words =
            Words { slots: vec![Slot::default(); (forms.len() * 3).next_power_of_two().max(2)], ..Words::default() };
        for (form, classes) in forms {
            let Ok(length) = u16::try_from(form.len()) else { continue };
            let at = words.find(form);
            let hash = (Words::hash(form) >> 32) as u32;
            let (letters, first) = (words.letters.len() as u32, words.classes.len() as u32);
            words.slots[at] = Slot { hash, letters, classes: first, length, count: classes.len() as u16 };
            words.letters.push_str(form);
            words.classes.extend(classes);
        }
        words
    }

    fn classes(&self, word: &str) -> &[Class] {
        if self.slots.is_empty() || word.is_empty() {
            return &[];
        }
        let slot = self.slots[self.find(word)];
        &self.classes[slot.classes as usize..slot.classes as usize + slot.count as usize]
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
        let mut table = WordTable::default();
        table.add("bus", 1, false);
        table.add("it", 2, true);
        table.add("bus", 3, false);
        table.add_prefix("shar", 4);
        table.ready();
        let classes = |word: &str, capitals: bool| {
            let mut out = Vec::new();
            table.classes(word, capitals, &mut out);
            out
        };
        assert_eq!(classes("bus", false), [1, 3]);
        assert_eq!((classes("it", false), classes("it", true)), (vec![], vec![2]));
        assert_eq!(
            (classes("sharing", false), classes("sha", false), classes("she", false)),
            (vec![4], vec![], vec![])
        );
        assert!(classes("", false).is_empty() && classes("busses", false).is_empty());
        let mut none = Vec::new();
        WordTable::default().classes("bus", false, &mut none);
        assert!(none.is_empty());
    }
}
