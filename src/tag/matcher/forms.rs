//! Numbers by the letters of words.

use crate::tag::tokens::{Letters, Tokens};
use std::collections::HashMap;

/// Bytes of the longest words that are told apart by their [`Letters`].
const LONGEST: usize = 16;

/// A number for each of some words, nought for all others.
///
/// Words of at most sixteen bytes, which nearly all are, stand in a hash table with open addressing, so that most are found in one
/// place of the memory. What is looked up comes from outside, but what stands in the table does not, so no text can make a search
/// in it long.
#[derive(Debug)]
pub(super) struct Forms {
    /// Zeros where nothing stands, as at least one place is: no word begins with a zero.
    short: Vec<(Letters, u32)>,
    long: HashMap<String, u32>,
}

impl Default for Forms {
    fn default() -> Forms {
        Forms::new(std::iter::empty())
    }
}

impl Forms {
    /// Words, each once, with their numbers.
    pub(super) fn new<'a>(words: impl ExactSizeIterator<Item = (&'a str, u32)>) -> Forms {
        let places = words.len() + words.len() / 2 + 1;
        let mut forms = Forms { short: vec![(Letters([0; 2]), 0); places], long: HashMap::new() };
        for (word, number) in words {
            if word.len() <= LONGEST {
                let letters = Letters::of(word.as_bytes());
                let place = forms.place(letters);
                forms.short[place] = (letters, number);
            } else {
                forms.long.insert(word.to_owned(), number);
            }
        }
        forms
    }

    /// The numbers of all words of a text. `firsts` is room for what stands at the first place of each: all are asked for before any
    /// is looked at, so that the memory brings many at a time.
    pub(super) fn all<'a>(
        &'a self,
        tokens: &'a Tokens,
        firsts: &'a mut Vec<(Letters, u32)>,
    ) -> impl Iterator<Item = u32> + 'a {
        firsts.clear();
        firsts.extend(tokens.list().iter().map(|token| self.short[self.first_place(token.letters)]));
        (0..).zip(tokens.list()).zip(firsts).map(|((at, token), (letters, number))| {
            let is_found = *letters == token.letters && token.length() <= LONGEST;
            if is_found { *number } else { self.get(tokens, at) }
        })
    }

    /// The number of a word of a text.
    pub(super) fn get(&self, tokens: &Tokens, word: usize) -> u32 {
        let token = &tokens.list()[word];
        if token.length() <= LONGEST {
            self.short[self.place(token.letters)].1
        } else {
            self.long.get(tokens.word(word)).copied().unwrap_or_default()
        }
    }

    /// The place of these letters, or the free one in which they would stand.
    fn place(&self, letters: Letters) -> usize {
        let mut at = self.first_place(letters);
        loop {
            let Letters(here) = self.short[at].0;
            if here == letters.0 || here[0] == 0 {
                return at;
            }
            at = if at + 1 == self.short.len() { 0 } else { at + 1 };
        }
    }

    /// Where these letters stand if nothing else does.
    fn first_place(&self, letters: Letters) -> usize {
        let Letters([low, high]) = letters;
        let mixed = u128::from(low ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xd6e8_feb8_6659_fd93);
        let hash = (mixed as u64) ^ (mixed >> 64) as u64;
        ((u128::from(hash) * self.short.len() as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_lengths_are_found_and_no_others() {
        let words: Vec<String> =
            (0..2000u32).map(|n| "abcdefghijklmnopqrst"[..n as usize % 20 + 1].to_owned() + &n.to_string()).collect();
        let forms = Forms::new(words.iter().map(|word| (word.as_str(), word.len() as u32)));
        let text = words.join(" ");
        let tokens = Tokens::of(&text);
        let mut firsts = Vec::new();
        let all: Vec<u32> = forms.all(&tokens, &mut firsts).collect();
        for (at, word) in words.iter().enumerate() {
            assert_eq!((forms.get(&tokens, at), all[at]), (word.len() as u32, word.len() as u32), "{word}");
        }
        let others = Tokens::of("b0 abcdefghijklmnop abcdefghijklmnopqrst \u{133}");
        assert!((0..others.list().len()).all(|at| forms.get(&others, at) == 0));
        assert_eq!(Forms::new(std::iter::empty()).get(&tokens, 0), 0);
    }
}
