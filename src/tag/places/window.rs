//! The words on either side of a name.

use super::words;

/// A name in its text with its neighbours. A neighbour is a run of letters, digits, hyphens and apostrophes; the gap is
/// what stands between it and the name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) before: &'a str,
    pub(super) before_gap: &'a str,
    pub(super) after: &'a str,
    pub(super) after_gap: &'a str,
    /// Followed by `'s`.
    pub(super) possessive: bool,
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}' | '\u{2011}')
}

/// The last word of `text` and what follows it.
pub(super) fn last_word(text: &str) -> (&str, &str) {
    let trimmed = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start =
        trimmed.rfind(|c: char| !in_word(c)).map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
    (&trimmed[start..], &text[trimmed.len()..])
}

/// The first word of `text` and what stands before it.
pub(super) fn first_word(text: &str) -> (&str, &str) {
    let at = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let rest = &text[at..];
    let end = rest.find(|c: char| !in_word(c)).unwrap_or(rest.len());
    (rest[..end].trim_end_matches(['-', '\'', '\u{2019}']), &text[..at])
}

/// Whether a word of a list stands as listed, or in capitals.
pub(super) fn listed(list: &[&str], word: &str) -> bool {
    list.contains(&word)
        || (word.len() > 1 && !word.contains(char::is_lowercase) && list.iter().any(|w| w.eq_ignore_ascii_case(word)))
}

/// Begins with a capital.
pub(super) fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

impl<'a> Window<'a> {
    pub(super) fn new(text: &'a str, start: usize, end: usize) -> Window<'a> {
        let (before, before_gap) = last_word(nearby_before(text, start));
        let tail = &text[end..];
        let mark = ["'s", "\u{2019}s", "'S", "\u{2019}S"].into_iter().find(|m| tail.starts_with(m));
        let tail = &tail[mark.map_or(0, str::len)..];
        let (after, after_gap) = first_word(nearby_after(tail));
        Window { text, start, end, before, before_gap, after, after_gap, possessive: mark.is_some() }
    }

    /// The name itself.
    pub(super) fn name(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// The neighbour before stands directly before.
    pub(super) fn touches_before(&self) -> bool {
        self.before_gap == " " && !self.before.is_empty()
    }

    /// The neighbour after stands directly after.
    pub(super) fn touches_after(&self) -> bool {
        self.after_gap == " " && !self.possessive && !self.after.is_empty()
    }

    /// The word before the word before.
    pub(super) fn second_before(&self) -> &'a str {
        let text = nearby_before(self.text, self.start);
        let cut = text.len() - self.before_gap.len() - self.before.len();
        let (word, gap) = last_word(&text[..cut]);
        if gap.contains(['.', '!', '?', '\n']) { "" } else { word }
    }

    /// The capitalised words that follow directly, four at most: the rest of a body's name.
    pub(super) fn capitals_after(&self) -> Vec<&'a str> {
        let mut out = Vec::new();
        let mut rest = nearby_after(&self.text[self.end..]);
        while out.len() < 4 && !self.possessive {
            let (word, gap) = first_word(rest);
            if gap != " " || !capital(word) {
                break;
            }
            out.push(word);
            rest = &rest[gap.len() + word.len()..];
        }
        out
    }

    /// Part of a web or mail address, a longer hyphenated name, or a word with an apostrophe.
    pub(super) fn inside_a_word(&self) -> bool {
        self.inside_a_word_beside(false, false)
    }

    /// The same where what a hyphen joins before or after is known to be a name of its own.
    pub(super) fn inside_a_word_beside(&self, before: bool, after: bool) -> bool {
        let (head, tail) = (&self.text[..self.start], &self.text[self.end..]);
        let mut next = tail.chars();
        let joined_after = match next.next() {
            Some('-' | '\u{2011}') => !after && !self.suffixed() && next.next().is_some_and(char::is_uppercase),
            Some('_' | '@' | '#' | '\\') => true,
            Some('.') => next.next().is_some_and(char::is_alphanumeric),
            _ => false,
        };
        let mut previous = head.chars().rev();
        let joined_before = match previous.next() {
            Some('-' | '\u{2011}' | '\'' | '\u{2019}') => {
                !before && previous.next().is_some_and(char::is_alphabetic) && !self.prefixed()
            }
            Some('_' | '@' | '#' | '.' | '\\') => true,
            _ => false,
        };
        let near = nearby_before(self.text, self.start);
        let run = near.rfind(char::is_whitespace).map_or(near, |i| &near[i..]);
        joined_after || joined_before || run.contains("://") || run.contains("www.") || run.contains('@')
    }

    /// Hyphenated to a lower-case prefix: "non-Edinburgh".
    fn prefixed(&self) -> bool {
        let (word, _) = last_word(nearby_before(self.text, self.start));
        let prefix = !capital(word) || matches!(word, "Non" | "Pan" | "Cross");
        self.text[..self.start].ends_with(['-', '\u{2011}']) && prefix
    }

    /// Hyphenated to a word that says where something is or how far it goes: "Glasgow-based", "Fife-Wide".
    pub(super) fn suffixed(&self) -> bool {
        let tail = &self.text[self.end..];
        let word = first_word(nearby_after(tail)).0;
        tail.starts_with(['-', '\u{2011}'])
            && ["based", "wide", "led", "area"].iter().any(|suffix| word.eq_ignore_ascii_case(suffix))
    }

    /// The word before the name opens a sentence as no name does: "Meanwhile Stirling has buses".
    pub(super) fn opened(&self) -> bool {
        let text = nearby_before(self.text, self.start);
        let cut = text.len() - self.before_gap.len() - self.before.len();
        let (word, gap) = last_word(&text[..cut]);
        let first = word.is_empty() || gap.contains(['.', '!', '?', '\n', ':', ';', '\u{2022}']);
        let ends = |end: &str| self.before.len() > end.len() + 2 && self.before.ends_with(end);
        first && (words::OPENERS.contains(&self.before) || ["ly", "ing", "ed", "wise"].into_iter().any(ends))
    }

    /// The name begins a sentence, a line or the text.
    pub(super) fn begins(&self) -> bool {
        self.before.is_empty() || self.before_gap.contains(['.', '!', '?', '\n', ':', ';', '•'])
    }

    /// The whole text is the name, or the name leads it in: "Angus - A lot of work", "Angus: ...".
    pub(super) fn leads(&self) -> bool {
        let label = |c: char| !c.is_alphabetic();
        let near = nearby_before(self.text, self.start);
        let line = near.rsplit('\n').next().unwrap_or("");
        let first = (near.len() == self.start || line.len() < near.len()) && line.chars().all(label);
        let rest = nearby_after(&self.text[self.end..]).split('\n').next().unwrap_or("");
        let gap = rest.trim_start();
        first && (gap.is_empty() || (gap.starts_with(['-', '–', '—', ':', '|', '*', '(']) && !rest.starts_with('-')))
    }
}

/// Enough text before a position to see two words, however long the text.
fn nearby_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(80);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..at]
}

/// Enough text from its start to see a word or two.
fn nearby_after(text: &str) -> &str {
    let mut to = text.len().min(80);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &'static str, name: &str) -> Window<'static> {
        let start = text.find(name).unwrap();
        Window::new(text, start, start + name.len())
    }

    #[test]
    fn neighbours_and_gaps() {
        let w = window("work in Fife’s towns, — Perth, née", "Fife");
        assert_eq!((w.before, w.before_gap, w.after, w.after_gap, w.possessive), ("in", " ", "towns", " ", true));
        let w = window("£5 – Perth", "Perth");
        assert_eq!((w.before, w.before_gap, w.after), ("5", " – ", ""));
        assert_eq!(window("University of Perth", "Perth").second_before(), "University");
    }

    #[test]
    fn names_inside_words() {
        for text in ["see www.perth.org/Perth now", "a@x.Perth", "Smith-Perth", "Perth-Smith", "O'Perth"] {
            assert!(window(text, "Perth").inside_a_word(), "{text}");
        }
        for text in ["Perth-based", "non-Perth", "Perth.", "(Perth)", "Angus/Perth", "Dundee–Perth"] {
            assert!(!window(text, "Perth").inside_a_word(), "{text}");
        }
    }

    #[test]
    fn a_label_leads() {
        for text in ["Perth", "1. Perth - much", "**Perth**", "Perth: much", "- Perth – much"] {
            assert!(window(text, "Perth").leads(), "{text}");
        }
        assert!(!window("Perth is - well", "Perth").leads());
    }
}
