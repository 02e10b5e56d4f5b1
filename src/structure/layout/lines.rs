//! Spans to lines: what stands on one baseline, with the spaces that gaps stand for.

use super::roles::{self, Role};
use crate::model::page::{Rect, Span};
use crate::util::text::is_invisible;

/// Gap between two spans, over the font size, from which a space is read. A word space is about a quarter of the size; kerning
/// stays under a tenth.
const SPACE_GAP: f32 = 0.15;

/// Gap, over the font size, from which the next span does not belong to the running text before it.
const WIDE_GAP: f32 = 1.5;

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its words, trimmed, single spaces.
    pub(super) text: String,
    /// How many characters at the start of the text are bold.
    pub(super) bold_prefix: u32,
    /// Every letter is bold.
    pub(super) bold: bool,
    /// Box around its spans.
    pub(super) bbox: Rect,
    /// Baseline of its largest text.
    pub(super) baseline: f32,
    /// Size of its largest text.
    pub(super) size: f32,
    /// Every span is marked as furniture by the file.
    pub(super) artifact: bool,
    /// Turned text.
    pub(super) turn: u16,
    /// Where wide gaps stand: the byte offset in the text after the gap and the x where the text goes on.
    pub(super) gaps: Vec<(usize, f32)>,
    /// Width of its first word in points.
    pub(super) first_word: f32,
    /// What stands in the margin beside it.
    pub(super) margin: Vec<String>,
    /// The element of the structure tree that it belongs to.
    pub(super) role: Option<Role>,
    /// The heading of the structure tree that all of its words belong to; its role only where heading tags are believed.
    pub(super) heading: Option<Role>,
    plain_seen: bool,
}

impl Line {
    fn open(span: &Span) -> Line {
        Line {
            bbox: span.bbox,
            baseline: span.baseline,
            size: span.size,
            artifact: true,
            bold: true,
            turn: span.turn,
            heading: roles::heading(span),
            ..Line::default()
        }
    }

    fn holds(&self, span: &Span) -> bool {
        if span.turn != self.turn {
            return false;
        }
        if self.turn != 0 {
            // Turned text: its lines stand beside each other, so the boxes decide.
            return span.bbox.x0 < self.bbox.x1 && self.bbox.x0 < span.bbox.x1
                || span.bbox.y0 < self.bbox.y1 && self.bbox.y0 < span.bbox.y1;
        }
        let size = self.size.max(span.size);
        let small = self.size.min(span.size);
        let same_baseline = (span.baseline - self.baseline).abs() < 0.25 * size.max(1.0);
        // Raised or lowered small text, such as the "nd" of "22nd", stays close behind what it belongs to.
        let raised = small < 0.85 * size
            && (span.baseline - self.baseline).abs() < 0.6 * size
            && (span.bbox.x0 - self.bbox.x1).abs() < 0.4 * size;
        (same_baseline || raised) && span.bbox.x0 > self.bbox.x1 - 0.6 * size
    }

    fn push(&mut self, span: &Span) {
        let mut gap =
            !self.text.is_empty() && span.bbox.x0 - self.bbox.x1 > SPACE_GAP * self.size.min(span.size).max(1.0);
        if !self.text.is_empty() && span.bbox.x0 - self.bbox.x1 > WIDE_GAP * self.size {
            let at = self.text.trim_end().len();
            self.gaps.push((at + usize::from(at > 0), span.bbox.x0));
        }
        for c in span.text.chars() {
            if c.is_whitespace() {
                gap = !self.text.is_empty();
            } else if !is_invisible(c) {
                if gap && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
                gap = false;
                self.text.push_str(ligature(c).unwrap_or(c.encode_utf8(&mut [0; 4])));
            }
        }
        if gap && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        if self.heading.is_some() && !span.text.trim().is_empty() && roles::heading(span) != self.heading {
            self.heading = None;
        }
        let letters = span.text.chars().any(char::is_alphabetic);
        // Spaces and marks between bold runs do not end a bold start; plain letters do.
        self.plain_seen |= letters && !span.bold;
        if span.bold && !self.plain_seen {
            self.bold_prefix = self.text.trim_end().chars().count() as u32;
        }
        self.bold &= span.bold || !span.text.chars().any(char::is_alphanumeric);
        self.artifact &= span.artifact || span.text.trim().is_empty();
        if span.size > self.size {
            self.baseline = span.baseline;
            self.size = span.size;
        }
        self.bbox = self.bbox.union(&span.bbox);
    }

    fn close(mut self) -> Option<Line> {
        self.text.truncate(self.text.trim_end().len());
        if self.text.is_empty() {
            return None;
        }
        self.bold_prefix = self.bold_prefix.min(self.text.chars().count() as u32);
        self.bold &= self.text.chars().any(char::is_alphanumeric);
        self.gaps.retain(|(at, _)| *at < self.text.len());
        let chars = self.text.chars().count().max(1) as f32;
        let first = self.text.split(' ').next().unwrap_or("").chars().count() as f32;
        self.first_word = self.bbox.width() * first / chars;
        Some(self)
    }
}

/// Lines of `spans`, in the order the spans come. Blank spans, the second drawing of a text that is drawn twice to look bold,
/// and struck-out text are left out.
pub(super) fn lines<'a>(spans: impl IntoIterator<Item = &'a Span>) -> Vec<Line> {
    let mut out = Vec::new();
    let mut current: Option<Line> = None;
    let mut last: Option<&Span> = None;
    for span in spans {
        if span.struck || span.text.is_empty() {
            continue;
        }
        if span.text.trim().is_empty() {
            // A lone space parts words, but never begins a line nor fills a gap.
            if let Some(line) = current.as_mut()
                && line.holds(span)
                && !line.text.ends_with(' ')
            {
                line.text.push(' ');
            }
            continue;
        }
        if last.is_some_and(|l| drawn_again(l, span)) {
            continue;
        }
        last = Some(span);
        match current.as_mut() {
            Some(line) if line.holds(span) => line.push(span),
            _ => {
                out.extend(current.take().and_then(Line::close));
                let mut line = Line::open(span);
                line.push(span);
                current = Some(line);
            }
        }
    }
    out.extend(current.and_then(Line::close));
    out
}

fn drawn_again(first: &Span, second: &Span) -> bool {
    let close = 0.12 * first.size.max(1.0);
    first.text == second.text
        && (first.bbox.x0 - second.bbox.x0).abs() < close
        && (first.baseline - second.baseline).abs() < close
}

fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// Joins `next` to `text`, mending a word that is broken by a hyphen at the line's end. A hyphen stays where the word is one
/// that has it anyway: before a capital or a digit, or after a part that is hyphenated already.
pub(super) fn join(text: &mut String, next: &str) {
    let next = next.trim();
    if text.is_empty() || next.is_empty() {
        text.push_str(next);
        return;
    }
    let begins_low = next.chars().next().is_some_and(char::is_lowercase);
    if let Some(stem) = text.strip_suffix(['-', '\u{2010}', '\u{ad}'])
        && stem.ends_with(char::is_alphabetic)
    {
        let broken = stem.rsplit(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
        if begins_low && !broken.contains('-') && !keeps_hyphen(broken, next) {
            text.truncate(stem.len());
        }
        text.push_str(next);
        return;
    }
    if !text.ends_with(['/', '\u{2013}']) || text.ends_with(" \u{2013}") || text.ends_with(" /") {
        text.push(' ');
    }
    text.push_str(next);
}

/// First parts after which a hyphen belongs to the word more often than to the line.
const HYPHENATED: [&str; 36] = [
    "co",
    "self",
    "non",
    "well",
    "multi",
    "cross",
    "long",
    "short",
    "high",
    "low",
    "part",
    "full",
    "third",
    "second",
    "first",
    "year",
    "place",
    "community",
    "person",
    "anti",
    "pre",
    "post",
    "inter",
    "mid",
    "one",
    "two",
    "three",
    "on",
    "follow",
    "face",
    "in",
    "trauma",
    "user",
    "evidence",
    "needs",
    "locality",
];

fn keeps_hyphen(broken: &str, next: &str) -> bool {
    let first = broken.to_lowercase();
    let second: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    HYPHENATED.contains(&first.as_str())
        || second.len() < 2
        || matches!(second.as_str(), "and" | "or" | "to" | "the" | "based")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, x0: f32, x1: f32, baseline: f32, bold: bool) -> Span {
        Span {
            text: text.into(),
            bbox: Rect { x0, y0: baseline - 8.0, x1, y1: baseline + 2.0 },
            baseline,
            size: 10.0,
            bold,
            ..Span::default()
        }
    }

    #[test]
    fn fragments_join_and_gaps_part_words() {
        let spans = [
            span("Police Sco", 0.0, 50.0, 10.0, true),
            span("tland", 50.1, 75.0, 10.0, true),
            span("spoke", 78.0, 100.0, 10.0, false),
            span("next", 0.0, 20.0, 22.0, false),
        ];
        let lines = lines(&spans);
        assert_eq!(lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["Police Scotland spoke", "next"]);
        assert_eq!(lines[0].bold_prefix, 15);
        assert!(!lines[0].bold);
    }

    #[test]
    fn hyphens_at_line_ends() {
        let joined = |a: &str, b: &str| {
            let mut text = a.to_owned();
            join(&mut text, b);
            text
        };
        assert_eq!(joined("improve-", "ment"), "improvement");
        assert_eq!(joined("co-", "ordinate"), "co-ordinate");
        assert_eq!(joined("community-", "led"), "community-led");
        assert_eq!(joined("Covid-", "19"), "Covid-19");
        assert_eq!(joined("and/", "or"), "and/or");
        assert_eq!(joined("one", "two"), "one two");
    }
}
