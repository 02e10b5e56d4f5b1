//! A paper as one plain text, for formats that point at characters: its headings and passages in order, each a block of its own,
//! with a blank line between them.

use crate::model::paper::Paper;
use crate::util::text::char_len;

/// The text of a paper, and where its passages begin in it.
pub(super) struct PaperText {
    /// The text: LF line ends, one at its end.
    pub(super) text: String,
    /// For each passage, the place of its first character, counted in Unicode characters.
    pub(super) starts: Vec<u32>,
}

impl PaperText {
    /// The text of a paper. A passage opens with its printed number where it has one; the number is no part of the passage.
    pub(super) fn of(paper: &Paper) -> PaperText {
        let mut out = PaperText { text: String::new(), starts: Vec::with_capacity(paper.passages.len()) };
        let mut at = out.push(&paper.title, 0);
        at = out.end(at);
        let mut above: &[String] = &[];
        for passage in &paper.passages {
            let section = &passage.locator.section;
            let shared = above.iter().zip(section).take_while(|(a, b)| a == b).count();
            for heading in &section[shared..] {
                at = out.push(heading, at);
                at = out.end(at);
            }
            above = section;
            if let Some(number) = &passage.locator.paragraph {
                at = out.push(number, at);
                at = out.push(" ", at);
            }
            out.starts.push(at);
            // A line feed alone ends a line in these formats; other ends would move every place after them.
            at = out.push(&passage.text, at);
            at = out.end(at);
        }
        out
    }

    fn push(&mut self, text: &str, at: u32) -> u32 {
        self.text.extend(text.chars().map(plain));
        at + char_len(text)
    }

    fn end(&mut self, at: u32) -> u32 {
        self.push("\n\n", at)
    }
}

/// One character for one, so that no place moves: line ends that are no line feed become spaces, and so does what XML forbids.
pub(super) fn plain(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}
