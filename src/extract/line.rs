//! A paragraph on its way to becoming a block: characters with their type face, as DOCX, HTML and Markdown give them.

use crate::model::block::{Block, BlockKind};
use crate::util::lead_in::lead_in;
use crate::util::numbering::{self, Form};
use crate::util::text::is_invisible;

/// Depth of an item whose list is known by its printed marks alone; `settle` works it out.
pub(super) const DEPTH_UNKNOWN: u8 = u8::MAX;

/// Stands where a line ends for want of room; it is white space.
const SOFT_BREAK: char = '\u{2028}';

/// Longest label, in characters.
const LONGEST_LABEL: usize = 40;

/// How characters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// Bold.
    pub(super) bold: bool,
    /// Font size in half points, 0 where unknown.
    pub(super) size: u16,
}

/// What the format says that a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph.
    Plain,
    /// An item of a list at this depth.
    Item(u8),
    /// A footnote or endnote.
    Note,
    /// Running heads, menus, contents.
    Furniture,
}

/// Text with its faces. A line feed is a line break that the author put in.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    chars: Vec<(char, Face)>,
}

impl Line {
    /// A line of one face.
    pub(super) fn plain(text: &str) -> Line {
        let mut line = Line::default();
        line.push(text, Face::default());
        line
    }

    /// Adds words; a line feed among them is white space.
    pub(super) fn push(&mut self, text: &str, face: Face) {
        self.chars.extend(text.chars().map(|c| (if c == '\n' { ' ' } else { c }, face)));
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self) {
        self.chars.push(('\n', Face::default()));
    }

    /// Adds a break that means nothing but before a label, such as the end of a line of Markdown.
    pub(super) fn soft_break(&mut self) {
        // A word that was parted at the end of a line goes on in the next.
        if self.chars.pop_if(|(c, _)| *c == '\u{ad}').is_some() {
            return;
        }
        self.chars.push((SOFT_BREAK, Face::default()));
    }

    /// Adds another line.
    pub(super) fn append(&mut self, other: Line) {
        self.chars.extend(other.chars);
    }

    /// Nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        self.chars.iter().all(|(c, _)| c.is_whitespace() || is_invisible(*c))
    }

    /// The blocks that it makes: one as a rule, several where line breaks part a heading or numbered lines, none where it is
    /// blank. `number` is what the format itself prints before the text.
    pub(super) fn blocks(self, shape: Shape, number: Option<&str>) -> Vec<Block> {
        let mut out = Vec::new();
        for (i, part) in self.parts().into_iter().enumerate() {
            let shape = match shape {
                Shape::Heading(_) if i > 0 => Shape::Plain,
                _ => shape,
            };
            let number = if i == 0 { number } else { None };
            out.extend(block(&part, shape, number));
        }
        out
    }

    /// Pieces between line breaks, as far as the breaks mean something: a line in capitals or wholly bold above other text is
    /// a heading, and a line that starts with a bullet or a closed number begins anew.
    fn parts(self) -> Vec<Vec<(char, Face)>> {
        let mut parts: Vec<Vec<(char, Face)>> = Vec::new();
        // Bullets in a row on one line are items whose line breaks were lost.
        let first = self.chars.iter().map(|(c, _)| *c).find(|c| !c.is_whitespace());
        let glyph = first.filter(|c| matches!(c, '•' | '▪' | '●' | '◦' | '\u{f0b7}'));
        let mut chars = self.chars;
        for i in 1..chars.len() {
            if Some(chars[i].0) == glyph && chars[i - 1].0 == ' ' {
                chars[i - 1].0 = '\n';
            }
        }
        for i in 0..chars.len() {
            if chars[i].0 == SOFT_BREAK && is_labelled(&chars[i + 1..]) {
                chars[i].0 = '\n';
            }
        }
        for piece in chars.split(|(c, _)| *c == '\n') {
            let piece = collapse(piece);
            if piece.is_empty() {
                continue;
            }
            let text: String = piece.iter().map(|(c, _)| *c).collect();
            let marked = is_labelled(&piece)
                || numbering::bullet(&text).is_some()
                || numbering::leading(&text).is_some_and(|n| n.closed);
            match parts.last_mut() {
                Some(last) if !marked && (stands_out(&piece) || !stands_out(last)) => {
                    last.push((' ', piece[0].1));
                    last.extend(piece);
                }
                _ => parts.push(piece),
            }
        }
        parts
    }
}

/// Whether characters begin with a bold label and a colon, as in `**Date:** 12 August`.
fn is_labelled(chars: &[(char, Face)]) -> bool {
    let start = chars.iter().take_while(|(c, _)| c.is_whitespace()).count();
    let bold: Vec<char> =
        chars[start..].iter().take(LONGEST_LABEL).take_while(|(_, face)| face.bold).map(|(c, _)| *c).collect();
    let rest = &chars[start + bold.len()..];
    let colon = bold.last() == Some(&':') || rest.first().is_some_and(|(c, _)| *c == ':');
    let words = rest.iter().take_while(|(c, _)| *c != '\n').any(|(c, _)| c.is_alphanumeric());
    bold.iter().any(|c| c.is_alphabetic()) && colon && words
}

/// Single spaces, trimmed, invisible characters dropped.
fn collapse(chars: &[(char, Face)]) -> Vec<(char, Face)> {
    let mut out: Vec<(char, Face)> = Vec::with_capacity(chars.len());
    let mut gap = false;
    for (c, face) in chars {
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else if !is_invisible(*c) {
            if gap {
                out.push((' ', *face));
                gap = false;
            }
            out.push((*c, *face));
        }
    }
    out
}

fn all_bold(chars: &[(char, Face)]) -> bool {
    let mut letters = chars.iter().filter(|(c, _)| c.is_alphanumeric()).peekable();
    letters.peek().is_some() && letters.all(|(_, face)| face.bold)
}

/// Wholly bold, or in capitals with at least four letters.
fn stands_out(chars: &[(char, Face)]) -> bool {
    let letters = || chars.iter().map(|(c, _)| *c).filter(|c| c.is_alphabetic());
    all_bold(chars) || letters().count() >= 4 && letters().all(|c| !c.is_lowercase())
}

/// The size of most of the characters.
fn usual_size(chars: &[(char, Face)]) -> u16 {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for (_, face) in chars {
        match counts.iter_mut().find(|(size, _)| *size == face.size) {
            Some((_, n)) => *n += 1,
            None => counts.push((face.size, 1)),
        }
    }
    counts.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(0, |(size, _)| size)
}

fn block(chars: &[(char, Face)], shape: Shape, number: Option<&str>) -> Option<Block> {
    let text: String = chars.iter().map(|(c, _)| *c).collect();
    let mut rest = text.as_str();
    let mut number = number.map(str::to_owned);
    let mut shape = shape;
    if !matches!(shape, Shape::Note | Shape::Furniture) {
        if number.is_none()
            && let Some(words) = numbering::bullet(rest)
        {
            rest = words;
            if shape == Shape::Plain {
                shape = Shape::Item(DEPTH_UNKNOWN);
            }
        }
        let heading = matches!(shape, Shape::Heading(_));
        let typed = numbering::leading(rest).or_else(|| numbering::bare(rest).filter(|_| heading));
        // "7.3 – Progress reports" behind a bullet names another paragraph; the item has no number of its own.
        let listed = matches!(shape, Shape::Item(_));
        let typed = typed.filter(|typed| {
            let after = rest.trim_start().get(typed.number.len()..).unwrap_or("");
            !listed || !after.trim_start().starts_with(['–', '—', '-'])
        });
        if let Some(typed) = typed.filter(|typed| number.is_none() && (typed.closed || !typed.rest.is_empty())) {
            shape = match (typed.form, shape) {
                (Form::Decimal(_) | Form::Mixed, Shape::Plain) | (Form::Decimal(2..), Shape::Item(_)) => Shape::Plain,
                (Form::Letter | Form::Roman, Shape::Plain) => Shape::Item(DEPTH_UNKNOWN),
                _ => shape,
            };
            number = Some(typed.number.to_owned());
            rest = typed.rest;
        }
    }
    // A drawn line, such as one to sign on, says nothing.
    let drawn = rest.chars().count() > 2
        && rest.chars().all(|c| matches!(c, '_' | '-' | '=' | '*' | '~' | '–' | '—' | '.' | ' '));
    if (rest.is_empty() || drawn) && number.is_none() {
        return None;
    }
    // `rest` is the end of `text`.
    let chars = &chars[chars.len() - rest.chars().count()..];
    let kind = match shape {
        Shape::Heading(level) => BlockKind::Heading(level.clamp(1, 9)),
        Shape::Plain => BlockKind::Paragraph,
        Shape::Item(depth) => BlockKind::Item { depth },
        Shape::Note => BlockKind::Note,
        Shape::Furniture => BlockKind::Furniture,
    };
    let mut block = Block::new(kind, rest);
    block.number = number;
    block.bold = all_bold(chars);
    block.prominence = f32::from(usual_size(chars));
    if matches!(shape, Shape::Plain | Shape::Item(_)) {
        let bold = chars.iter().take_while(|(c, face)| face.bold || c.is_whitespace()).count();
        block.lead_in = lead_in(rest, bold as u32);
    }
    Some(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Face = Face { bold: true, size: 24 };
    const BODY: Face = Face { bold: false, size: 22 };

    #[test]
    fn numbers_bullets_and_lead_ins_are_told_from_the_words() {
        let mut line = Line::default();
        line.push(" b)\t", BODY);
        line.push("Night buses", BOLD);
        line.push(": McGills  had & ", BODY);
        let blocks = line.blocks(Shape::Plain, None);
        assert_eq!(blocks[0].number.as_deref(), Some("b"));
        assert_eq!(blocks[0].text, "Night buses: McGills had &");
        assert_eq!(blocks[0].lead_in, Some(11));
        assert_eq!(blocks[0].kind, BlockKind::Item { depth: DEPTH_UNKNOWN });
        let paragraph = Line::plain("1.1 The Board").blocks(Shape::Item(0), None).remove(0);
        assert_eq!((paragraph.kind, paragraph.number.as_deref()), (BlockKind::Paragraph, Some("1.1")));
        assert!(Line::plain(" \u{a0}\n").blocks(Shape::Plain, None).is_empty());
    }

    #[test]
    fn line_breaks_part_headings_and_numbered_lines_only() {
        let mut line = Line::default();
        for text in ["MATTERS ARISING", "These were moved", "as correct", "(a) one", "(b) two"] {
            line.push(text, BODY);
            line.line_break();
        }
        let texts: Vec<String> = line.blocks(Shape::Plain, Some("2")).into_iter().map(|b| b.text).collect();
        assert_eq!(texts, ["MATTERS ARISING", "These were moved as correct", "one", "two"]);
    }
}
