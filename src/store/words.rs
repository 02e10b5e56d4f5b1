//! What a word is to the full-text index.
//!
//! A word is a run of letters and digits with the marks on them. Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without
//! spaces, and Korean joins endings to its nouns: there each character, with its marks, is a word, and what is written together in a query
//! is looked for as those characters in a row. So a word is found wherever it stands in a line, at the price of finding it across
//! the bounds of others; pairs of characters would miss words of one, and a dictionary would have to know every name.

use crate::util::spelling::canonical;
use crate::util::text::is_unspaced;
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};
use unicode_normalization::char::is_combining_mark;

/// Takes a text apart into words.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    token: Token,
}

/// The words of a text.
pub(super) struct WordStream<'a> {
    text: &'a str,
    /// Where the next is looked for.
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

/// Whether a character is part of a word: a mark is where it stands on one.
fn is_of_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let rest = &self.text[self.at..];
        let Some((skipped, first)) = rest.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
            self.at = self.text.len();
            return false;
        };
        let start = self.at + skipped;
        let rest = &self.text[start..];
        let alone = is_unspaced(first);
        let goes_on = |c: char| match alone {
            true => is_combining_mark(c),
            false => is_of_word(c) && !is_unspaced(c),
        };
        let after = rest.char_indices().skip(1).find(|(_, c)| !goes_on(*c));
        let length = after.map_or(rest.len(), |(at, _)| at);
        // A letter with its accent apart is the letter with the accent, which is folded away.
        let mut before = first;
        for c in rest[..length].chars() {
            let accent = is_combining_mark(c) && before < '\u{250}';
            if !accent {
                self.token.text.push(c);
                before = c;
            }
        }
        self.at = start + length;
        (self.token.offset_from, self.token.offset_to) = (start, self.at);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Brings the spellings of a word to one.
#[derive(Debug, Clone)]
pub(super) struct OneSpelling;

/// See [`OneSpelling`].
#[derive(Debug, Clone)]
pub(super) struct Respelt<T>(T);

impl TokenFilter for OneSpelling {
    type Tokenizer<T: Tokenizer> = Respelt<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Respelt<T> {
        Respelt(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for Respelt<T> {
    type TokenStream<'a> = RespeltStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        RespeltStream(self.0.token_stream(text))
    }
}

/// See [`OneSpelling`].
pub(super) struct RespeltStream<T>(T);

impl<T: TokenStream> TokenStream for RespeltStream<T> {
    fn advance(&mut self) -> bool {
        let more = self.0.advance();
        if more && let Some(word) = canonical(&self.0.token().text) {
            self.0.token_mut().text = word;
        }
        more
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{EXACT, STEMMED};

    fn words(analyser: &str, text: &str) -> Vec<(String, String)> {
        let mut analyser = crate::store::schema::analysers().get(analyser).unwrap();
        let mut out = Vec::new();
        analyser.token_stream(text).process(&mut |token| {
            out.push((token.text.clone(), text[token.offset_from..token.offset_to].to_owned()));
        });
        out
    }

    fn exact(text: &str) -> Vec<String> {
        words(EXACT, text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_script_without_spaces_is_taken_character_by_character() {
        assert_eq!(exact("AI戦略2024の東京都"), ["ai", "戦", "略", "2024", "の", "東", "京", "都"]);
        assert_eq!(exact("서울시는 좋다"), ["서", "울", "시", "는", "좋", "다"]);
        assert_eq!(exact("ที่ประชุม"), ["ที่", "ป", "ร", "ะ", "ชุ", "ม"]);
        assert_eq!(exact("co-operate, R&D's £5"), ["co", "operate", "r", "d", "s", "5"]);
        // Marks belong to their letters: Hindi words stay whole, accents apart are folded as accents on letters are.
        assert_eq!(exact("हिन्दी भाषा"), ["हिन्दी", "भाषा"]);
        assert_eq!(words(EXACT, "Cafe\u{301}s"), [("cafes".to_owned(), "Cafe\u{301}s".to_owned())]);
        assert!(exact("\u{301} — …").is_empty());
        // However long a line is, it is found.
        assert_eq!(exact(&"東".repeat(500)).len(), 500);
    }

    #[test]
    fn both_analysers_make_the_same_words() {
        for text in ["Organize the centers", "東京 and Thai ประชุม", "x\u{301}\u{301} y", ""] {
            let offsets = |name| words(name, text).into_iter().map(|(_, at)| at).collect::<Vec<_>>();
            assert_eq!(offsets(EXACT), offsets(STEMMED));
        }
        let stems = |text| words(STEMMED, text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(stems("organize organising organization organisational"), ["organis"; 4]);
        assert_eq!(stems("organ organic")[0], "organ");
    }
}
