//! A paragraph as the lines that it is broken into.

use super::format::{Format, Formats, Leading, Letters, local};
use crate::extract::docx::body::alternative;
use crate::extract::xml::Node;
use std::collections::BTreeMap;

/// Points in a unit of drawings.
const EMU: f32 = 1.0 / 12700.0;

/// Width in points below which no line is broken: what is narrower is a fault of the file.
const NARROWEST: f32 = 12.0;

/// A character of the document: which text of the part it stands in, counted from the part's start, and where in that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) text: usize,
    pub(super) offset: usize,
}

/// What an author's break asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Page,
    Column,
}

/// A line, or something else that no page end cuts in two.
#[derive(Debug, Clone, Default)]
pub(super) struct Slice {
    /// Height in points.
    pub(super) height: f32,
    /// How much of it is white at its foot, which may hang over the end of a page.
    pub(super) slack: f32,
    /// The first characters in it; several where cells stand side by side.
    pub(super) starts: Vec<Place>,
    /// What follows it.
    pub(super) turn: Option<Turn>,
}

/// A paragraph with its lines.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) format: Format,
    pub(super) style: String,
    pub(super) slices: Vec<Slice>,
}

/// What the paragraph above asks of the white below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    pub(super) after: f32,
    contextual: bool,
    style: String,
}

impl Above {
    pub(super) fn new(set: &Set) -> Above {
        Above { after: set.format.after, contextual: set.format.contextual, style: set.style.clone() }
    }

    /// White between it and the next paragraph.
    pub(super) fn gap(&self, next: &Set, adds: bool) -> f32 {
        let same = self.style == next.style;
        let after = if same && self.contextual { 0.0 } else { self.after };
        let before = if same && next.format.contextual { 0.0 } else { next.format.before };
        if adds { after + before } else { after.max(before) }
    }
}

struct Glyph {
    what: What,
    width: f32,
    height: f32,
    place: Option<Place>,
}

impl Glyph {
    /// One that no character of the text stands for.
    fn bare(what: What, width: f32, height: f32) -> Glyph {
        Glyph { what, width, height, place: None }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Letter,
    /// A line may end behind it.
    Gap,
    Tab,
    Line,
    Turn(Turn),
}

/// Breaks paragraphs into lines.
pub(super) struct Setter<'a> {
    pub(super) formats: Formats<'a>,
    /// Footnotes by their id.
    notes: BTreeMap<&'a str, &'a Node>,
    /// Texts that were met so far.
    texts: usize,
}

impl<'a> Setter<'a> {
    pub(super) fn new(formats: Formats<'a>, footnotes: &'a Node) -> Setter<'a> {
        let notes = footnotes.nodes().filter(|n| matches!(n.attr("w:type"), None | Some("normal")));
        let notes = notes.filter_map(|n| Some((n.attr("w:id")?, n))).collect();
        Setter { formats, notes, texts: 0 }
    }

    /// Goes past an element that is not set.
    pub(super) fn skip(&mut self, node: &Node) {
        if node.name == "w:t" {
            self.texts += 1;
        }
        for child in node.nodes() {
            self.skip(child);
        }
    }

    /// Sets a paragraph in a column of this width.
    pub(super) fn paragraph(&mut self, node: &'a Node, width: f32) -> Set {
        let properties = node.child("w:pPr");
        let format = self.formats.paragraph(properties);
        let mut glyphs = Vec::new();
        self.walk(node, format.letters, width, &mut glyphs);
        // A paragraph without words is as high as its mark.
        let mut mark = format.letters;
        if let Some(own) = properties.and_then(|p| p.child("w:rPr")) {
            self.formats.run(&mut mark, own);
        }
        let slices = break_lines(&glyphs, &format, mark, width, self.formats.tab);
        let style = properties.and_then(|p| p.val("w:pStyle")).unwrap_or_default().to_owned();
        Set { format, style, slices }
    }

    /// Height of the paragraphs of a part beside the text, such as a header or a note.
    pub(super) fn height(&mut self, node: &'a Node, width: f32) -> f32 {
        let texts = self.texts;
        let mut height = 0.0;
        let mut above: Option<Above> = None;
        for paragraph in node.nodes().filter(|n| n.name == "w:p") {
            let set = self.paragraph(paragraph, width);
            height += above.map_or(set.format.before, |above| above.gap(&set, self.formats.adds_spaces));
            height += set.slices.iter().map(|s| s.height).sum::<f32>();
            above = Some(Above::new(&set));
        }
        self.texts = texts;
        height + above.map_or(0.0, |above| above.after)
    }

    fn walk(&mut self, node: &'a Node, letters: Letters, width: f32, into: &mut Vec<Glyph>) {
        for child in node.nodes() {
            match child.name.as_str() {
                "w:r" => self.run(child, letters, width, into),
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:fldSimple" | "w:dir"
                | "w:bdo" | "w:ruby" | "w:rubyBase" | "w:sdt" | "w:sdtContent" => {
                    self.walk(child, letters, width, into);
                }
                "mc:AlternateContent" => {
                    let choice = alternative(child);
                    for part in child.nodes() {
                        if choice.is_some_and(|c| std::ptr::eq(c, part)) {
                            self.walk(part, letters, width, into);
                        } else {
                            self.skip(part);
                        }
                    }
                }
                _ => self.skip(child),
            }
        }
    }

    fn run(&mut self, run: &'a Node, mut letters: Letters, width: f32, into: &mut Vec<Glyph>) {
        if let Some(properties) = run.child("w:rPr") {
            self.formats.run(&mut letters, properties);
        }
        self.pieces(run, letters, width, into);
    }

    fn pieces(&mut self, run: &'a Node, letters: Letters, width: f32, into: &mut Vec<Glyph>) {
        let height = letters.face.line * letters.size;
        for piece in run.nodes() {
            match piece.name.as_str() {
                _ if letters.hidden => self.skip(piece),
                "w:t" => {
                    let text = self.texts;
                    self.texts += 1;
                    for (offset, c) in piece.text().chars().enumerate() {
                        let shown = if letters.capitals { c.to_uppercase().next().unwrap_or(c) } else { c };
                        let width = letters.face.width(shown, letters.bold) * letters.size;
                        let what = if matches!(c, ' ' | '-' | '–' | '—' | '\u{2009}' | '\u{200b}') {
                            What::Gap
                        } else {
                            What::Letter
                        };
                        into.push(Glyph { what, width, height, place: Some(Place { text, offset }) });
                    }
                }
                "w:tab" | "w:ptab" => into.push(Glyph::bare(What::Tab, 0.0, height)),
                "w:br" => match piece.attr("w:type") {
                    Some("page") => into.push(Glyph::bare(What::Turn(Turn::Page), 0.0, height)),
                    Some("column") => into.push(Glyph::bare(What::Turn(Turn::Column), 0.0, height)),
                    _ => into.push(Glyph::bare(What::Line, 0.0, height)),
                },
                "w:cr" => into.push(Glyph::bare(What::Line, 0.0, height)),
                "w:noBreakHyphen" | "w:sym" => into.push(Glyph::bare(What::Letter, 0.5 * letters.size, height)),
                "w:footnoteReference" => {
                    let note = self.notes.get(piece.attr("w:id").unwrap_or_default());
                    let high = note.copied().map_or(0.0, |note| self.height(note, width));
                    into.push(Glyph::bare(What::Letter, 0.4 * letters.size, height + high));
                }
                "w:drawing" | "w:pict" | "w:object" => {
                    self.skip(piece);
                    if let Some((across, high)) = extent(piece, 0) {
                        into.push(Glyph::bare(What::Letter, across.min(width), high.max(height)));
                    }
                }
                "mc:AlternateContent" => {
                    let choice = alternative(piece);
                    for part in piece.nodes() {
                        if choice.is_some_and(|c| std::ptr::eq(c, part)) {
                            self.pieces(part, letters, width, into);
                        } else {
                            self.skip(part);
                        }
                    }
                }
                _ => self.skip(piece),
            }
        }
    }
}

/// Width and height of a picture that takes part in the flow of the text; `None` for one that floats over it.
fn extent(node: &Node, depth: usize) -> Option<(f32, f32)> {
    if depth > 6 {
        return None;
    }
    for child in node.nodes() {
        let found = match local(&child.name) {
            "inline" => size(child),
            "anchor" if child.nodes().any(|n| local(&n.name) == "wrapTopAndBottom") => size(child),
            "anchor" => None,
            "shape" | "rect" => shape(child.attr("style").unwrap_or_default()),
            _ => extent(child, depth + 1),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn size(drawing: &Node) -> Option<(f32, f32)> {
    let extent = drawing.nodes().find(|n| local(&n.name) == "extent")?;
    let length = |name: &str| extent.attr(name).and_then(|v| v.parse::<f32>().ok()).filter(|v| v.is_finite());
    Some(((length("cx")? * EMU).clamp(0.0, 1584.0), (length("cy")? * EMU).clamp(0.0, 1584.0)))
}

/// The size that the style of an old drawing states, unless it floats.
fn shape(style: &str) -> Option<(f32, f32)> {
    let value = |name: &str| style.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix(':'));
    let length = |name: &str| value(name)?.trim().strip_suffix("pt")?.parse::<f32>().ok().filter(|v| v.is_finite());
    if value("position") == Some("absolute") {
        return None;
    }
    Some((length("width")?.clamp(0.0, 1584.0), length("height")?.clamp(0.0, 1584.0)))
}

fn break_lines(glyphs: &[Glyph], format: &Format, mark: Letters, width: f32, tab: f32) -> Vec<Slice> {
    let mut out = Vec::new();
    let limit = (width - format.left - format.right).max(NARROWEST);
    let mut x = first_indent(format, mark, tab);
    // Where the line began, and behind which character it may end.
    let (mut start, mut gap) = (0, None);
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = &glyphs[at];
        match glyph.what {
            What::Line => {
                out.push(slice(&glyphs[start..=at], format, mark, None));
                (start, gap, x) = (at + 1, None, 0.0);
            }
            What::Turn(turn) => {
                // A break alone at a paragraph's start takes no room.
                let alone = at == 0;
                let mut last = slice(&glyphs[start..=at], format, mark, Some(turn));
                if alone {
                    (last.height, last.slack) = (0.0, 0.0);
                }
                out.push(last);
                (start, gap, x) = (at + 1, None, 0.0);
            }
            What::Tab => {
                x = next_stop(x + format.left, format, tab) - format.left;
                gap = Some(at);
            }
            What::Gap | What::Letter => {
                let over = x + glyph.width > limit + 0.01;
                // White space hangs over the end of a line.
                if over && glyph.what == What::Letter && at > start {
                    let next = gap.map_or(at, |gap: usize| gap + 1);
                    out.push(slice(&glyphs[start..next], format, mark, None));
                    (start, gap, x, at) = (next, None, 0.0, next);
                    continue;
                }
                x += glyph.width;
                if glyph.what == What::Gap {
                    gap = Some(at);
                }
            }
        }
        at += 1;
    }
    let turned = out.last().is_some_and(|last| last.turn.is_some());
    if start < glyphs.len() || !turned {
        out.push(slice(&glyphs[start..], format, mark, None));
    }
    out
}

/// Where the words of the first line start, over the other lines.
fn first_indent(format: &Format, mark: Letters, tab: f32) -> f32 {
    if !format.labelled {
        return format.first;
    }
    // The number, and a tab behind it: to the hanging edge, or to the next stop.
    let label = format.first + 1.2 * mark.size;
    if label <= 0.0 { 0.0 } else { next_stop(label + format.left, format, tab) - format.left }
}

/// The next tab stop behind `x`, both from the left edge of the column.
fn next_stop(x: f32, format: &Format, tab: f32) -> f32 {
    let own = format.tabs.iter().copied().find(|stop| *stop > x + 0.1);
    let hanging = (format.first < 0.0 && format.left > x + 0.1).then_some(format.left);
    own.or(hanging).unwrap_or_else(|| ((x + 0.1) / tab).floor() * tab + tab)
}

fn slice(glyphs: &[Glyph], format: &Format, mark: Letters, turn: Option<Turn>) -> Slice {
    let natural = glyphs.iter().map(|g| g.height).fold(0.0, f32::max);
    let natural = if natural > 0.0 { natural } else { mark.face.line * mark.size };
    let (height, slack) = match format.leading {
        Leading::Times(times) => {
            // Whole twentieths of a point, as word processors count.
            let twips = |points: f32| (points * 20.0 + 0.01).floor() / 20.0;
            let height = twips(twips(natural + 0.025) * times);
            (height, (height - natural).max(0.0))
        }
        Leading::AtLeast(least) => (natural.max(least), 0.0),
        Leading::Exactly(height) => (height, 0.0),
    };
    let starts = glyphs.iter().find_map(|g| g.place).into_iter().collect();
    Slice { height, slack, starts, turn }
}
