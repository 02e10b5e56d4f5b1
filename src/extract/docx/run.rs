//! The text of a paragraph: runs, fields, breaks, symbols, and what hangs on them.

use super::body::{Field, Reader, alternative};
use super::pages;
use super::styles::{Style, size};
use crate::extract::line::{Face, Line};
use crate::extract::xml::Node;
use crate::model::block::Block;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Its words; several pieces where the author broke the page in the midst of them.
    pub(super) pieces: Vec<Piece>,
    /// Text boxes anchored in it.
    pub(super) boxes: Vec<Block>,
    face: Face,
}

/// Words of a paragraph between page breaks that the author put in.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) line: Line,
    /// Page of its first and last words.
    pub(super) first_page: Option<u32>,
    pub(super) last_page: u32,
    /// The author broke the page before it.
    pub(super) new_sheet: bool,
}

impl Paragraph {
    pub(super) fn new(style: &Style) -> Paragraph {
        let mut paragraph = Paragraph { pieces: vec![Piece::default()], ..Paragraph::default() };
        paragraph.set_style(style);
        paragraph
    }

    /// Goes on in another style: what a paragraph does whose mark was deleted, so that the next one's words follow its own.
    pub(super) fn set_style(&mut self, style: &Style) {
        self.face = Face { bold: style.bold.unwrap_or(false), size: style.size.unwrap_or(0) };
    }

    /// The piece that is being read.
    pub(super) fn piece(&mut self) -> &mut Piece {
        if self.pieces.is_empty() {
            self.pieces.push(Piece::default());
        }
        let last = self.pieces.len() - 1;
        &mut self.pieces[last]
    }
}

impl<'a> Reader<'a> {
    /// Adds the runs below `node` to the paragraph.
    pub(super) fn runs(&mut self, node: &'a Node, into: &mut Paragraph) {
        for child in node.nodes() {
            match child.name.as_str() {
                "w:r" => self.run(child, into),
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:fldSimple" | "w:dir"
                | "w:bdo" | "w:rubyBase" => self.runs(child, into),
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.runs(content, into);
                    }
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(child) {
                        self.runs(choice, into);
                    }
                }
                "m:oMath" | "m:oMathPara" => self.add(&child.text(), into.face, into),
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &'a Node, into: &mut Paragraph) {
        let mut face = into.face;
        if let Some(properties) = run.child("w:rPr") {
            if properties.switch("w:vanish") == Some(true) {
                // Hidden text; its fields and breaks still count.
                for child in run.nodes() {
                    self.field(child);
                }
                return;
            }
            let style = properties.val("w:rStyle").map(|id| self.styles.resolve(id)).unwrap_or_default();
            face.bold = properties.switch("w:b").or(style.bold).unwrap_or(face.bold);
            face.size = size(properties).or(style.size).unwrap_or(face.size);
        }
        self.pieces(run, face, into);
    }

    fn pieces(&mut self, run: &'a Node, face: Face, into: &mut Paragraph) {
        for piece in run.nodes() {
            match piece.name.as_str() {
                "w:t" => self.add(&piece.text(), face, into),
                "w:tab" | "w:ptab" => self.add(" ", face, into),
                "w:br" => match piece.attr("w:type") {
                    Some("page") => {
                        self.author_break();
                        self.add(" ", face, into);
                    }
                    Some("column") => self.add(" ", face, into),
                    _ => into.piece().line.line_break(),
                },
                "w:cr" => into.piece().line.line_break(),
                "w:noBreakHyphen" => self.add("-", face, into),
                "w:sym" => self.add(symbol(piece).encode_utf8(&mut [0; 4]), face, into),
                "w:lastRenderedPageBreak" => self.rendered_break(),
                pages::MARK => self.estimated_page(piece),
                "w:footnoteReference" => self.call_note(piece.attr("w:id").unwrap_or_default(), false),
                "w:endnoteReference" => self.call_note(piece.attr("w:id").unwrap_or_default(), true),
                "w:fldChar" | "w:instrText" => self.field(piece),
                "w:drawing" | "w:pict" | "w:object" => self.text_boxes(piece, into),
                "w:ruby" => self.runs(piece, into),
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(piece) {
                        self.pieces(choice, face, into);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds words that are shown.
    fn add(&mut self, text: &str, face: Face, into: &mut Paragraph) {
        if self.fields.iter().any(|field| !field.result) {
            return;
        }
        if !text.trim().is_empty() {
            self.fresh_page = false;
            if self.tables == 0 && std::mem::take(&mut self.new_sheet) {
                if !into.piece().line.is_blank() {
                    into.pieces.push(Piece::default());
                }
                into.piece().new_sheet = true;
            }
            let page = self.page;
            let piece = into.piece();
            piece.first_page.get_or_insert(page);
            piece.last_page = page;
        }
        into.piece().line.push(text, face);
    }

    /// Follows fields: their instructions are not shown, their results are.
    fn field(&mut self, piece: &Node) {
        match (piece.name.as_str(), piece.attr("w:fldCharType")) {
            ("w:fldChar", Some("begin")) if self.fields.len() < 64 => self.fields.push(Field::default()),
            ("w:fldChar", Some("separate")) => {
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            ("w:fldChar", Some("end")) => {
                self.fields.pop();
            }
            ("w:instrText", _) => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&piece.text());
                }
            }
            _ => {}
        }
    }

    /// The text boxes in a drawing, in order; a box inside a box is read with it.
    fn text_boxes(&mut self, node: &'a Node, into: &mut Paragraph) {
        for child in node.nodes() {
            match child.name.as_str() {
                "w:txbxContent" => {
                    // Fields do not reach into a box from outside.
                    let fields = std::mem::take(&mut self.fields);
                    self.fill(child, &mut into.boxes);
                    self.fields = fields;
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(child) {
                        self.text_boxes(choice, into);
                    }
                }
                _ => self.text_boxes(child, into),
            }
        }
    }
}

/// A character of a symbol font as what it shows.
fn symbol(piece: &Node) -> char {
    let code = piece.attr("w:char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or(0x20);
    match code & 0xff {
        0xb7 | 0xa7 | 0x6c | 0x6e if code >= 0xf000 => '•',
        0xfc | 0xfe if code >= 0xf000 => '✓',
        0xfb | 0xfd if code >= 0xf000 => '✗',
        0xa8 | 0x6f if code >= 0xf000 => '☐',
        0xe0 if code >= 0xf000 => '→',
        _ => char::from_u32(code).unwrap_or(' '),
    }
}
