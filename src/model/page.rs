//! What a page-based format gives: text, rulings and images with their positions.
//!
//! Units are points (1/72 inch). The origin is the top left corner of the page as it is shown (after its rotation), x grows to
//! the right and y grows downwards.

use serde::{Deserialize, Serialize};

/// An axis-aligned box, `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// Width in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The smallest box that holds both.
    pub fn union(&self, other: &Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Structure types of a tagged PDF that decide how a span is read (ISO 32000-1, 14.8.4), others left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TagKind {
    /// A heading; 0 is a heading without a level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// A list item.
    Item,
    /// The label of a list item.
    Label,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A header cell.
    HeaderCell,
    /// A data cell.
    DataCell,
    /// A footnote or endnote.
    Note,
    /// A picture, chart or drawing.
    Figure,
    /// An entry or the whole of a table of contents.
    Contents,
}

/// One step on a span's way down the structure tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// What the element is.
    pub kind: TagKind,
    /// The element's object number: spans with the same number belong to the same element.
    pub element: u32,
    /// Where a header or data cell stands in its table, where the file lets that be told.
    pub cell: Option<TagCell>,
}

/// The place of a cell in its table, cells and rows without text counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagCell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// How many columns it covers.
    pub columns: u32,
}

/// A run of text in one font on one baseline.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// The text in reading order.
    pub text: String,
    /// Box of the run: its advance across, ascent to descent down.
    pub bbox: Rect,
    /// The baseline's y.
    pub baseline: f32,
    /// Effective font size in points.
    pub size: f32,
    /// Drawn in a bold face.
    pub bold: bool,
    /// Drawn in an italic face.
    pub italic: bool,
    /// Struck out, as deleted text of printed tracked changes is.
    pub struck: bool,
    /// Drawn invisibly, as an OCR layer under a scan is.
    pub invisible: bool,
    /// The file marks it as furniture: a running head, a page number.
    pub artifact: bool,
    /// Clockwise quarter turns, in degrees, under which the run reads upright; 0 for ordinary text.
    pub turn: u16,
    /// Way down the structure tree, outermost first; empty where the file is not tagged.
    pub tags: Vec<Tag>,
}

/// A horizontal or vertical line drawn on the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ruling {
    /// Left or top end.
    pub x0: f32,
    /// Top end.
    pub y0: f32,
    /// Right or bottom end.
    pub x1: f32,
    /// Bottom end.
    pub y1: f32,
}

impl Ruling {
    /// True for a line that runs across the page.
    pub fn is_horizontal(&self) -> bool {
        (self.x1 - self.x0) >= (self.y1 - self.y0)
    }
}

/// One page as its engine read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Position in the file, from 1.
    pub number: u32,
    /// The label that the file gives the page, such as `iv`.
    pub label: Option<String>,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Text in the order the engine read it.
    pub spans: Vec<Span>,
    /// Lines drawn on the page.
    pub rulings: Vec<Ruling>,
    /// Boxes of the pictures on the page.
    pub images: Vec<Rect>,
    /// Characters without a Unicode meaning (U+FFFD or private use) among the text.
    pub unmapped: u32,
    /// Whether its text can be relied on.
    pub readability: Readability,
    /// How far the text that the file states reads as text, from 0 to 100; `None` until it is judged.
    pub score: Option<u8>,
}

/// Whether the text of a page can be relied on, and where it came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Readability {
    /// The file states its text, or it is blank.
    #[default]
    Stated,
    /// Read from its picture by OCR.
    Recognised {
        /// Mean confidence over its words as the OCR program gives it, in percent.
        confidence: u8,
    },
    /// What it says could not be read; text of it that made no sense is left out.
    Unreadable,
}

impl Page {
    /// Number of characters that are not white space.
    pub fn glyphs(&self) -> usize {
        self.spans.iter().map(|s| s.text.chars().filter(|c| !c.is_whitespace()).count()).sum()
    }
}
