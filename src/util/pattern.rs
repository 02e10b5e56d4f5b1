//! Patterns over English text that are matched by automata, whatever signs stand in the text.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// A fixed pattern. `\b` stands between letters and digits of ASCII: with boundaries of Unicode the automaton gives up at the first
/// curly quotation mark, and what it falls back to took half of the time of a learning paper. `\w` is a letter or digit of the Latin
/// alphabet, accents and all, and `\d` a digit of ASCII: with all scripts of the world the automata were so large that those that look
/// for the beginning of a match took 40 % of the time of a paper on real papers.
///
/// # Panics
///
/// Where the pattern cannot be read: it stands in the program, and its first use shows it.
pub fn fixed(pattern: &str) -> Regex {
    Regex::new(&latin(pattern)).expect("a fixed pattern")
}

/// A pattern that somebody wrote into a lexicon: without regard to capitals, and with the letters and boundaries of [`fixed`].
///
/// # Errors
///
/// Where it cannot be read, or would take more than a megabyte.
pub fn written(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&latin(pattern)).case_insensitive(true).size_limit(1 << 20).build()
}

/// Several patterns of a lexicon as one, for whether any of them is there at all; `None` where that would take too much memory.
pub fn any_written<'a>(patterns: impl Iterator<Item = &'a str>) -> Option<Regex> {
    let any: Vec<String> = patterns.map(|pattern| format!("(?:{pattern})")).collect();
    written(&any.join("|")).ok()
}

/// Several fixed patterns that are looked for in one pass.
///
/// # Panics
///
/// As [`fixed`].
pub fn fixed_set(patterns: &[String]) -> RegexSet {
    let patterns = patterns.iter().map(|pattern| latin(pattern));
    RegexSetBuilder::new(patterns).dfa_size_limit(AUTOMATON).build().expect("fixed patterns")
}

/// Bytes that the automaton of a set may take in each thread; with less it is thrown away and begun again all the time.
const AUTOMATON: usize = 32 << 20;

/// The letters of Latin-1 and Latin Extended-A, with accents that stand apart, digits and the underscore.
const LETTER: &str = r"0-9A-Za-z_\u{C0}-\u{17F}\u{300}-\u{344}";

fn latin(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\w", &format!("[{LETTER}]"))
        .replace(r"\W", &format!("[^{LETTER}]"))
        .replace(r"\d", "[0-9]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_beside_any_sign() {
        let pattern = fixed(r"(?i)\bboards?\b");
        assert!(pattern.is_match("the ‘Board’s’ report") && pattern.is_match("boards—all"));
        assert!(!pattern.is_match("skateboard") && !pattern.is_match("boarding"));
        assert!(fixed(r"^\w+ \w+$").is_match("Bòrd Ŵyn") && !fixed(r"\W").is_match("Bo\u{300}rd"));
        assert_eq!(fixed(r"[\w’]+-[^\W\d]").find("“Mhòr’s-a1").unwrap().as_str(), "Mhòr’s-a");
        let set = fixed_set(&[r"^The\b".to_owned(), r"\bplan\b".to_owned()]);
        assert_eq!(set.matches("The ‘plan’").iter().collect::<Vec<_>>(), [0, 1]);
    }
}
