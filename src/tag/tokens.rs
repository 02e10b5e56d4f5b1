//! Text as folded words with their places in the original.
//!
//! A word is a run of letters and digits, in lower case, without accents. Hyphens, slashes and quotation marks stand between words
//! without parting them; a comma or bracket parts them lightly and a stop wholly. `&` is the word "and"; a possessive `'s` is
//! dropped; `1,587` and `3.5` are one word; web addresses have no words.

use crate::util::text::is_invisible;
use unicode_normalization::UnicodeNormalization;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// White space, a hyphen, a slash or a quotation mark.
    None,
    /// A comma, colon, bracket or dash.
    Comma,
    /// A full stop, semicolon, question mark, bar or line break.
    Stop,
}

/// One word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First byte in the original.
    pub(super) start: u32,
    /// Byte after the last in the original.
    pub(super) end: u32,
    /// First byte in the folded text.
    from: u32,
    /// Byte after the last in the folded text.
    to: u32,
    /// Written in capitals, a closing plural `s` apart: `LOIP`, `TSIs`.
    pub(super) capitals: bool,
    /// A sum of money of ten thousand or more, in figures.
    pub(super) sum: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    folded: String,
    list: Vec<Token>,
}

impl Tokens {
    /// The words of `text`.
    pub(super) fn of(text: &str) -> Tokens {
        let mut tokens = Tokens { folded: String::with_capacity(text.len()), list: Vec::with_capacity(text.len() / 5) };
        tokens.read(text);
        tokens
    }

    /// Every word, in order.
    pub(super) fn list(&self) -> &[Token] {
        &self.list
    }

    /// The folded letters of word `index`.
    pub(super) fn word(&self, index: usize) -> &str {
        let token = &self.list[index];
        &self.folded[token.from as usize..token.to as usize]
    }

    /// The folded letters of word `index` as a number, as [`packed`] has them.
    pub(super) fn packed(&self, index: usize) -> Option<u128> {
        let token = &self.list[index];
        let (from, length) = (token.from as usize, (token.to - token.from) as usize);
        // Within the text, sixteen bytes are read at once and those of the next words cut off.
        match self.folded.as_bytes()[from..].first_chunk::<16>() {
            Some(bytes) if (1..=16).contains(&length) => {
                Some(u128::from_le_bytes(*bytes) & (u128::MAX >> (128 - 8 * length)))
            }
            _ => packed(self.word(index)),
        }
    }

    /// The range of words that begin within these bytes of the original.
    pub(super) fn within(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self.list.partition_point(|t| (t.start as usize) < start);
        let last = self.list.partition_point(|t| (t.start as usize) < end);
        first..last.max(first)
    }

    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut gap = Gap::Stop;
        let mut at = 0;
        while at < bytes.len() {
            let c = next_char(text, at);
            if let Some(length) = matches!(c, 'h' | 'w').then(|| address(text, at)).flatten() {
                at += length;
                gap = gap.max(Gap::Comma);
            } else if starts_word(c) {
                let start = at;
                at = self.read_word(text, start, gap);
                if c.is_ascii_digit() && text[..start].trim_end_matches(' ').ends_with(['£', '$', '€']) {
                    let is_large = is_large_sum(&text[start..at], &text[at..]);
                    self.list.last_mut().into_iter().for_each(|token| token.sum = is_large);
                }
                gap = Gap::None;
            } else if c == '&' {
                self.push("and", at, at + 1, false, gap);
                gap = Gap::None;
                at += 1;
            } else {
                gap = gap.max(gap_of(c, text, at));
                at += c.len_utf8();
            }
        }
    }

    /// Reads the word that begins at `start` and returns where it ends.
    fn read_word(&mut self, text: &str, start: usize, gap: Gap) -> usize {
        let from = self.folded.len();
        let mut at = start;
        let (mut upper, mut lower, mut last_lower) = (0u32, 0u32, false);
        while at < text.len() {
            // Plain letters and digits, which are nearly all, are taken by the run.
            let run = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            let (mut length, mut capital, mut small, mut last) = (0, 0u32, 0u32, 0u8);
            for byte in run {
                (length, last) = (length + 1, *byte);
                capital += u32::from(byte.is_ascii_uppercase());
                small += u32::from(byte.is_ascii_lowercase());
            }
            if length > 0 {
                let begins = self.folded.len();
                self.folded.push_str(&text[at..at + length]);
                if capital > 0 {
                    self.folded[begins..].make_ascii_lowercase();
                }
                (upper, lower, last_lower) = (upper + capital, lower + small, last.is_ascii_lowercase());
                at += length;
                continue;
            }
            let c = next_char(text, at);
            if starts_word(c) {
                last_lower = c.is_lowercase();
                upper += u32::from(c.is_uppercase());
                lower += u32::from(last_lower);
                self.folded.extend(c.nfkd().filter(|d| d.is_alphanumeric()).flat_map(char::to_lowercase));
            } else if !is_invisible(c) && !joins(c, text, at) {
                break;
            } else if matches!(c, '\'' | '\u{2019}') && possessive(&text[at + c.len_utf8()..]) {
                self.finish(from, start, at, capitals(upper, lower, last_lower), gap);
                return at + c.len_utf8() + 1;
            }
            at += c.len_utf8();
        }
        self.finish(from, start, at, capitals(upper, lower, last_lower), gap);
        at
    }

    fn push(&mut self, word: &str, start: usize, end: usize, capitals: bool, gap: Gap) {
        let from = self.folded.len();
        self.folded.push_str(word);
        self.finish(from, start, end, capitals, gap);
    }

    fn finish(&mut self, from: usize, start: usize, end: usize, capitals: bool, gap: Gap) {
        let to = self.folded.len() as u32;
        self.list.push(Token {
            start: start as u32,
            end: end as u32,
            from: from as u32,
            to,
            capitals,
            sum: false,
            gap,
        });
    }
}

/// The letters of a word of at most sixteen bytes as a number. No word holds a zero byte, so no two are the same.
pub(super) fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(bytes))
}

fn next_char(text: &str, at: usize) -> char {
    match text.as_bytes()[at] {
        byte if byte < 128 => byte as char,
        _ => text[at..].chars().next().unwrap_or(' '),
    }
}

/// The length of a web address that begins here; its words are not the paper's.
fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    if !(rest.starts_with(b"http://") || rest.starts_with(b"https://") || rest.starts_with(b"www.")) {
        return None;
    }
    Some(rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len()))
}

fn starts_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

fn capitals(upper: u32, lower: u32, last_lower: bool) -> bool {
    upper >= 2 && (lower == 0 || lower == 1 && last_lower)
}

/// An apostrophe between letters, or a stop or comma between digits, is part of the word.
fn joins(c: char, text: &str, at: usize) -> bool {
    let after = text[at + c.len_utf8()..].chars().next();
    match c {
        '\'' | '\u{2019}' => after.is_some_and(char::is_alphabetic),
        '.' | ',' => after.is_some_and(|d| d.is_ascii_digit()) && text[..at].ends_with(|d: char| d.is_ascii_digit()),
        _ => false,
    }
}

/// Whether figures after a sign of money are ten thousand or more: by their digits before a decimal point, or by `k`, `m`, `bn` or
/// a large number's name with or after them.
fn is_large_sum(figures: &str, rest: &str) -> bool {
    let whole = figures.split('.').next().unwrap_or(figures);
    let names = |text: &str| {
        ["k", "m", "bn", "thousand", "million", "billion"]
            .iter()
            .any(|name| text.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric)))
    };
    whole.bytes().filter(u8::is_ascii_digit).count() >= 5
        || names(figures.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')))
        || names(rest.trim_start_matches(['\u{a0}', ' ']))
}

fn possessive(rest: &str) -> bool {
    rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric)
}

fn gap_of(c: char, text: &str, at: usize) -> Gap {
    match c {
        ',' | ':' | '(' | ')' | '[' | ']' | '\u{2013}' | '\u{2014}' => Gap::Comma,
        '.' | '!' | '?' | ';' | '|' | '\n' | '\u{2022}' | '\u{2026}' => Gap::Stop,
        '-' if text[..at].ends_with(' ') && text[at + 1..].starts_with(' ') => Gap::Comma,
        _ => Gap::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = Tokens::of(text);
        (0..tokens.list().len()).map(|i| tokens.word(i).to_owned()).collect()
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Co-ordination & R\u{ea}ve"), ["co", "ordination", "and", "reve"]);
        assert_eq!(words("people\u{2019}s don't partners' \u{fb01}rst"), ["people", "dont", "partners", "first"]);
        assert_eq!(words("1,587 and 3.5 per cent, 2020."), ["1587", "and", "35", "per", "cent", "2020"]);
        assert_eq!(words("see https://www.gov.uk/government/x, or www.a.uk now"), ["see", "or", "now"]);
        assert!(words("\u{2022} \u{2013} ...").is_empty());
    }

    #[test]
    fn letters_of_a_word_as_a_number() {
        let text = "a sixteen-letters abcdefghijklmnop abcdefghijklmnopq r\u{ea}ve end";
        let tokens = Tokens::of(text);
        for i in 0..tokens.list().len() {
            assert_eq!(tokens.packed(i), packed(tokens.word(i)), "{}", tokens.word(i));
        }
        assert_eq!((packed("ab"), packed("abcdefghijklmnopq")), (Some(0x6261), None));
    }

    #[test]
    fn places_in_the_original_and_gaps() {
        let text = "\u{a3}5 \u{2013} TSIs; data";
        let tokens = Tokens::of(text);
        let list = tokens.list();
        assert_eq!(&text[list[1].start as usize..list[1].end as usize], "TSIs");
        assert!(list[1].capitals && !list[2].capitals);
        assert_eq!([list[1].gap, list[2].gap], [Gap::Comma, Gap::Stop]);
        assert_eq!(tokens.within(list[1].start as usize, text.len()), 1..3);
    }
}
