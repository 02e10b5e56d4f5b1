//! White space, folding and character offsets.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A table in text as its lines are to be counted, by line feeds: without a byte order mark, and with line feeds alone at the ends of
/// lines. A reader of CSV ends a row at the carriage return and would name the line above.
pub fn by_line_feeds(table: &str) -> Cow<'_, str> {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    if table.contains("\r\n") { table.replace("\r\n", "\n").into() } else { table.into() }
}

/// White space runs to single spaces, trimmed; soft hyphens, byte order marks and zero-width characters dropped.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else if !is_invisible(c) {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

/// Characters that paint nothing and mean nothing in a paper.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}') || (c.is_control() && !c.is_whitespace())
}

/// Whether a character belongs to a script that is written without spaces between words, or, as Korean, joins endings to them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        // Thai and Lao, Burmese, Khmer, and the Tai scripts.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}'
        // Chinese, Japanese and Korean, their half-width forms, and the further planes of Chinese.
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{3ffff}')
}

/// The key under which two texts count as the same words: compatibility forms composed, lower case, letters and digits only,
/// single spaces between words.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        // The last plain character may be one with what follows it; none is one with what stands before it.
        let alone = if plain < rest.len() { plain.saturating_sub(1) } else { plain };
        rest[..alone].bytes().for_each(|byte| push_folded(char::from(byte.to_ascii_lowercase()), &mut out));
        rest = &rest[alone..];
        let odd = rest.char_indices().skip(1).find(|(_, c)| c.is_ascii()).map_or(rest.len(), |(at, _)| at);
        rest[..odd].nfkc().flat_map(char::to_lowercase).for_each(|c| push_folded(c, &mut out));
        rest = &rest[odd..];
    }
    out.truncate(out.trim_end().len());
    out
}

/// The key under which two names are the same: as [`fold`], and `&` is the word.
pub fn name_key(name: &str) -> String {
    fold(&name.replace('&', " and "))
}

fn push_folded(c: char, out: &mut String) {
    if c.is_alphanumeric() {
        out.push(c);
    } else if c != '\'' && c != '\u{2019}' && !is_invisible(c) && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Number of Unicode characters.
pub fn char_len(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The part of `text` from character `start` to character `end`.
pub fn char_slice(text: &str, start: u32, end: u32) -> &str {
    // Most texts have no other characters than those of one byte, which need no counting.
    if text.is_ascii() {
        let at = |n: u32| text.len().min(n as usize);
        return &text[at(start)..at(end.max(start))];
    }
    let mut offsets = text.char_indices().map(|(i, _)| i).chain(std::iter::once(text.len()));
    let from = offsets.nth(start as usize).unwrap_or(text.len());
    let to = match end.checked_sub(start) {
        None | Some(0) => from,
        Some(n) => offsets.nth(n as usize - 1).unwrap_or(text.len()),
    };
    &text[from..to]
}

/// Number of words: runs of letters, digits and what joins them.
pub fn word_count(text: &str) -> u64 {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collapse_and_fold() {
        assert_eq!(collapse("  Data\u{ad} and\n\u{a0}evidence "), "Data and evidence");
        assert_eq!(fold("Co-ordination & “Trust” — the ﬁrst’s"), "co ordination trust the firsts");
        // Taken by runs it is what it is as a whole.
        for text in [
            "e\u{301}te\u{301} 2\u{20e3}",
            "\u{301}a\u{328}\u{301}",
            "½ Å\u{f3}k ’x",
            "",
            "日a\u{3099}か\u{3099}",
            "İI",
        ] {
            let whole: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
            assert_eq!(fold(text).replace(' ', ""), whole, "{text}");
        }
    }

    #[test]
    fn slices_count_characters() {
        assert_eq!(char_slice("£5 – née", 3, 4), "–");
        assert_eq!(char_slice("abc", 1, 9), "bc");
        assert_eq!(char_slice("abc", 2, 2), "");
        assert_eq!((char_slice("abc", 2, 1), char_slice("née", 2, 1), char_slice("abc", 7, 9)), ("", "", ""));
    }
}
