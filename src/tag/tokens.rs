//! Text as folded words with their places in the original.
//!
//! A word is a run of letters and digits, in lower case, without accents. Hyphens, slashes and quotation marks stand between words
//! without parting them; a comma or bracket parts them lightly and a stop wholly. `&` is the word "and"; a possessive `'s` is
//! dropped; `1,587` and `3.5` are one word; web addresses have no words.

use super::run::Run;
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
    /// Its first sixteen folded letters.
    pub(super) letters: Letters,
    /// Written in capitals, a closing plural `s` apart: `LOIP`, `TSIs`.
    pub(super) capitals: bool,
    /// A sum of money of ten thousand or more, in figures.
    pub(super) sum: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// The first sixteen bytes of a folded word as two numbers, the first byte in the lowest place; zeros after the last.
///
/// No word holds a zero, so that words of at most sixteen bytes are the same where their numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(pub(super) [u64; 2]);

impl Letters {
    /// The letters of a folded word.
    pub(super) fn of(word: &[u8]) -> Letters {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(word).for_each(|(byte, own)| *byte = *own);
        let letters = u128::from_le_bytes(bytes);
        Letters([letters as u64, (letters >> 64) as u64])
    }

    /// The first byte.
    pub(super) fn first(self) -> u8 {
        self.0[0] as u8
    }
}

impl Token {
    /// Bytes of its folded letters.
    pub(super) fn length(&self) -> usize {
        (self.to - self.from) as usize
    }
}

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The letters of all words, one after the other, in UTF-8.
    folded: Vec<u8>,
    list: Vec<Token>,
}

impl Tokens {
    /// The words of `text`.
    pub(super) fn of(text: &str) -> Tokens {
        let mut tokens =
            Tokens { folded: Vec::with_capacity(text.len() + 16), list: Vec::with_capacity(text.len() / 5) };
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
        std::str::from_utf8(&self.folded[token.from as usize..token.to as usize]).unwrap_or_default()
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
        while let Some(byte) = bytes.get(at) {
            match SIGNS[usize::from(*byte)] {
                Sign::Within => at += 1,
                Sign::Parts(own) => {
                    gap = gap.max(own);
                    at += 1;
                }
                Sign::Word => {
                    if let Some(length) = matches!(byte, b'h' | b'w').then(|| address(text, at)).flatten() {
                        gap = gap.max(Gap::Comma);
                        at += length;
                        continue;
                    }
                    let start = at;
                    at = self.read_word(text, at, gap);
                    if byte.is_ascii_digit() && text[..start].trim_end_matches(' ').ends_with(['£', '$', '€']) {
                        let is_large = is_large_sum(&text[start..at], &text[at..]);
                        self.list.last_mut().into_iter().for_each(|token| token.sum = is_large);
                    }
                    gap = Gap::None;
                }
                Sign::And => {
                    self.push("and", at, at + 1, gap);
                    gap = Gap::None;
                    at += 1;
                }
                Sign::Other => {
                    let c = next_char(text, at);
                    if starts_word(c) {
                        at = self.read_any(text, at, gap);
                        gap = Gap::None;
                    } else {
                        gap = gap.max(gap_of(c, text, at));
                        at += c.len_utf8();
                    }
                }
            }
        }
    }

    /// Reads the word that begins at `start` with a plain letter or digit, and returns where it ends.
    fn read_word(&mut self, text: &str, start: usize, gap: Gap) -> usize {
        let bytes = text.as_bytes();
        let head = Run::of(&bytes[start..]);
        let tail = if head.length == Run::LONGEST { Run::of(&bytes[start + head.length..]) } else { Run::NONE };
        let end = start + head.length + tail.length;
        if tail.length == Run::LONGEST || !parts(&bytes[end..]) {
            return self.read_any(text, start, gap);
        }
        let from = self.folded.len();
        let letters = u128::from(tail.letters) << 64 | u128::from(head.letters);
        self.folded.extend_from_slice(&letters.to_le_bytes());
        self.folded.truncate(from + end - start);
        let in_capitals = head.upper | tail.upper > 0 && {
            let count = |head: u64, tail: u64| head.count_ones() + tail.count_ones();
            capitals(count(head.upper, tail.upper), count(head.lower, tail.lower), bytes[end - 1].is_ascii_lowercase())
        };
        self.finish(from, start, end, in_capitals, gap, Letters([head.letters, tail.letters]));
        end
    }

    /// Reads the word that begins at `start`, whatever it is made of, and returns where it ends.
    fn read_any(&mut self, text: &str, start: usize, gap: Gap) -> usize {
        let from = self.folded.len();
        let mut at = start;
        let (mut upper, mut lower, mut last_lower) = (0u32, 0u32, false);
        let mut after = 0;
        while at < text.len() {
            let c = next_char(text, at);
            if starts_word(c) {
                last_lower = c.is_lowercase();
                upper += u32::from(c.is_uppercase());
                lower += u32::from(last_lower);
                if c.is_ascii() {
                    self.folded.push(c.to_ascii_lowercase() as u8);
                } else {
                    let plain = c.nfkd().filter(|d| d.is_alphanumeric()).flat_map(char::to_lowercase);
                    plain.for_each(|c| self.folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
                }
            } else if !is_invisible(c) && !joins(c, text, at) {
                break;
            } else if matches!(c, '\'' | '\u{2019}') && possessive(&text[at + c.len_utf8()..]) {
                after = c.len_utf8() + 1;
                break;
            }
            at += c.len_utf8();
        }
        let letters = Letters::of(&self.folded[from..]);
        self.finish(from, start, at, capitals(upper, lower, last_lower), gap, letters);
        at + after
    }

    fn push(&mut self, word: &str, start: usize, end: usize, gap: Gap) {
        let from = self.folded.len();
        self.folded.extend_from_slice(word.as_bytes());
        self.finish(from, start, end, false, gap, Letters::of(word.as_bytes()));
    }

    fn finish(&mut self, from: usize, start: usize, end: usize, capitals: bool, gap: Gap, letters: Letters) {
        let to = self.folded.len() as u32;
        self.list.push(Token {
            start: start as u32,
            end: end as u32,
            from: from as u32,
            to,
            letters,
            capitals,
            sum: false,
            gap,
        });
    }
}

/// Whether a word that ends in a letter or digit is parted from what follows, as far as its first two bytes show.
fn parts(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b'.' | b',', after @ ..] => !after.first().is_some_and(u8::is_ascii_digit),
        [byte, ..] => matches!(byte, b' '..=b'~' | b'\n') && *byte != b'\'',
    }
}

/// What a byte of a text may be, where no word is open.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// A word begins with it.
    Word,
    /// It is the word "and".
    And,
    /// It parts nothing.
    Within,
    Parts(Gap),
    /// It wants a look at its character, or at what stands around it.
    Other,
}

static SIGNS: [Sign; 256] = signs();

const fn signs() -> [Sign; 256] {
    let mut signs = [Sign::Other; 256];
    let mut byte = 0;
    while byte < 128u8 {
        signs[byte as usize] = match byte {
            b'-' => Sign::Other,
            b'&' => Sign::And,
            b',' | b':' | b'(' | b')' | b'[' | b']' => Sign::Parts(Gap::Comma),
            b'.' | b'!' | b'?' | b';' | b'|' | b'\n' => Sign::Parts(Gap::Stop),
            _ if byte.is_ascii_alphanumeric() => Sign::Word,
            _ => Sign::Within,
        };
        byte += 1;
    }
    signs
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

/// The gap that a hyphen makes, or a sign that is not ASCII.
fn gap_of(c: char, text: &str, at: usize) -> Gap {
    match c {
        '\u{2013}' | '\u{2014}' => Gap::Comma,
        '\u{2022}' | '\u{2026}' => Gap::Stop,
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
    fn letters_of_a_word_as_numbers() {
        let text = "a Sixteen-letters Abcdefghijklmnop abcdefghijklmnopq r\u{ea}ve don't 1,500 partners' & ABCDEFGH abcdefghi end";
        let tokens = Tokens::of(text);
        for (i, token) in tokens.list().iter().enumerate() {
            assert_eq!(token.letters, Letters::of(tokens.word(i).as_bytes()), "{}", tokens.word(i));
            assert_eq!(token.length(), tokens.word(i).len());
        }
        assert_eq!(Letters::of(b"abcdefghi"), Letters([u64::from_le_bytes(*b"abcdefgh"), u64::from(b'i')]));
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
