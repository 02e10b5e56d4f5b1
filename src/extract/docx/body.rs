//! Paragraphs, notes and text boxes in reading order, with pages.

use super::numbering::{Label, Numbering};
use super::run::{Paragraph, Piece};
use super::styles::{self, Style, Styles};
use super::table;
use super::{Parts, pages};
use crate::extract::line::{Line, Shape};
use crate::extract::xml::Node;
use crate::model::block::{Block, BlockKind};
use crate::util::numbering::roman;
use std::collections::BTreeMap;

/// A heading style on more than this many characters is a paragraph in disguise.
const LONGEST_HEADING: usize = 250;

/// A field such as a table of contents whose end is still to come.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    /// Past the instruction: what follows is shown.
    pub(super) result: bool,
}

/// Walks one part and makes blocks of it.
pub(super) struct Reader<'a> {
    pub(super) styles: Styles,
    numbering: Numbering,
    root: &'a Node,
    footnotes: BTreeMap<String, &'a Node>,
    endnotes: BTreeMap<String, &'a Node>,
    /// Printed numbers given so far to footnotes and endnotes.
    note_counts: (u32, u32),
    /// Notes called from the block that is being read.
    pending_notes: Vec<Block>,
    /// Reading a note: calls inside it lead nowhere.
    in_note: bool,
    pub(super) fields: Vec<Field>,
    /// Page that is being read, from 1.
    pub(super) page: u32,
    /// Pages are known or estimated.
    pub(super) rendered: bool,
    /// They are estimated.
    pub(super) estimated: bool,
    /// The last thing read was a break put in by the author, which the rendered mark after it repeats.
    pub(super) fresh_page: bool,
    /// The author broke the page, and no words have stood on the new one yet.
    pub(super) new_sheet: bool,
    /// A paragraph whose mark was deleted: its words belong to the next one.
    unfinished: Option<Paragraph>,
    /// Tables around what is being read.
    pub(super) tables: usize,
    /// Kinds of section breaks in order; a section states its own kind at its end.
    sections: Vec<bool>,
    section: usize,
    /// Inserted files that are not read.
    pub(super) linked_parts: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(root: &'a Node, parts: &'a Parts) -> Reader<'a> {
        let mut sections = Vec::new();
        survey(root, &mut sections);
        Reader {
            styles: Styles::read(&parts.styles),
            numbering: Numbering::read(&parts.numbering),
            root,
            footnotes: notes(&parts.footnotes),
            endnotes: notes(&parts.endnotes),
            note_counts: (0, 0),
            pending_notes: Vec::new(),
            in_note: false,
            fields: Vec::new(),
            page: 1,
            rendered: false,
            estimated: false,
            fresh_page: false,
            new_sheet: false,
            unfinished: None,
            tables: 0,
            sections,
            section: 0,
            linked_parts: 0,
        }
    }

    /// The blocks of the main part.
    pub(super) fn document(&mut self) -> Vec<Block> {
        let root = self.root;
        self.container(root.child("w:body").unwrap_or(root))
    }

    /// The blocks of a body, cell, note, text box or header.
    pub(super) fn container(&mut self, node: &'a Node) -> Vec<Block> {
        let mut out = Vec::new();
        self.fill(node, &mut out);
        out.append(&mut self.pending_notes);
        out
    }

    /// The same without the notes, which wait for the end of the block at the outermost level.
    pub(super) fn fill(&mut self, container: &'a Node, out: &mut Vec<Block>) {
        let outer = self.unfinished.take();
        for node in container.nodes() {
            match node.name.as_str() {
                "w:p" => self.paragraph(node, out),
                "w:tbl" => self.table(node, out),
                "w:sdt" => {
                    if let Some(content) = node.child("w:sdtContent") {
                        self.fill(content, out);
                    }
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" => self.fill(node, out),
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(node) {
                        self.fill(choice, out);
                    }
                }
                "w:altChunk" => self.linked_parts += 1,
                _ => {}
            }
            if container.name == "w:body" {
                out.append(&mut self.pending_notes);
            }
        }
        if let Some(left) = std::mem::replace(&mut self.unfinished, outer) {
            self.finish(left, Shape::Plain, None, None, out);
        }
    }

    fn table(&mut self, node: &'a Node, out: &mut Vec<Block>) {
        let new_sheet = std::mem::take(&mut self.new_sheet);
        let first = out.len();
        out.extend(table::read(self, node));
        match out.get_mut(first) {
            Some(block) if self.tables == 0 => {
                block.new_sheet |= new_sheet;
                self.new_sheet = false;
            }
            _ => self.new_sheet |= new_sheet,
        }
    }

    fn paragraph(&mut self, node: &'a Node, out: &mut Vec<Block>) {
        let empty = Node::default();
        let properties = node.child("w:pPr").unwrap_or(&empty);
        let style_id = properties.val("w:pStyle");
        let style = self.styles.paragraph(style_id);
        // In a cell Word moves the row at most, and marks it where it did.
        let breaks = properties.switch("w:pageBreakBefore").or(style.page_break);
        if self.tables == 0 && breaks == Some(true) {
            self.author_break();
        }
        let in_contents = self.in_contents();
        let mut paragraph = match self.unfinished.take() {
            Some(mut before) => {
                before.set_style(&style);
                before
            }
            None => Paragraph::new(&style),
        };
        self.runs(node, &mut paragraph);
        let in_contents = in_contents || self.in_contents();
        if mark_deleted(properties) {
            self.unfinished = Some(paragraph);
        } else {
            let label = self.label(properties, &style, style_id);
            let (shape, number, words) = shape(properties, &style, label, in_contents);
            self.finish(paragraph, shape, number.as_deref(), words.as_deref(), out);
        }
        if properties.child("w:sectPr").is_some() {
            self.section += 1;
            if self.sections.get(self.section).copied().unwrap_or(true) {
                self.author_break();
            }
        }
    }

    /// Makes blocks of a paragraph that has been read. `words` are what numbering prints before it.
    fn finish(
        &mut self,
        paragraph: Paragraph,
        shape: Shape,
        number: Option<&str>,
        words: Option<&str>,
        out: &mut Vec<Block>,
    ) {
        let (mut number, mut words) = (number, words);
        for piece in paragraph.pieces {
            let Piece { line, first_page, last_page, new_sheet } = piece;
            let line = match words.take_if(|_| !line.is_blank()) {
                Some(words) => prefixed(words, line),
                None => line,
            };
            let page = self.rendered.then_some(first_page.unwrap_or(self.page));
            let first = out.len();
            for mut block in line.blocks(shape, number.take()) {
                if matches!(block.kind, BlockKind::Heading(_)) && block.text.chars().count() > LONGEST_HEADING {
                    block.kind = BlockKind::Paragraph;
                }
                block.page = page;
                block.last_page = self.rendered.then_some(last_page.max(page.unwrap_or(1)));
                out.push(block);
            }
            if let Some(block) = out.get_mut(first) {
                block.new_sheet |= new_sheet;
            }
        }
        out.extend(paragraph.boxes);
    }

    /// What numbering prints before a paragraph; counts it.
    fn label(&mut self, properties: &Node, style: &Style, style_id: Option<&str>) -> Option<Label> {
        let (own, own_level) = styles::numbering(properties);
        let instance = own.or_else(|| style.numbering.0.clone())?;
        let by_style = || style_id.and_then(|id| self.numbering.level_of_style(&instance, id));
        let level = own_level.or_else(by_style).or(style.numbering.1).unwrap_or(0);
        self.numbering.next(&instance, level)
    }

    /// Reads the note that a reference calls. It is kept for the end of the block.
    pub(super) fn call_note(&mut self, id: &str, end: bool) {
        let note = if end { self.endnotes.remove(id) } else { self.footnotes.remove(id) };
        let Some(note) = note.filter(|_| !self.in_note) else { return };
        let number = if end {
            self.note_counts.1 += 1;
            roman(self.note_counts.1)
        } else {
            self.note_counts.0 += 1;
            self.note_counts.0.to_string()
        };
        self.in_note = true;
        let mut blocks = Vec::new();
        let waiting = std::mem::take(&mut self.pending_notes);
        self.fill(note, &mut blocks);
        self.pending_notes = waiting;
        self.in_note = false;
        let texts: Vec<String> = blocks.into_iter().map(|block| block.text).filter(|text| !text.is_empty()).collect();
        for mut block in Line::plain(&texts.join(" ")).blocks(Shape::Note, Some(&number)) {
            block.page = self.rendered.then_some(self.page);
            block.last_page = block.page;
            self.pending_notes.push(block);
        }
    }

    /// A break that the author put in.
    pub(super) fn author_break(&mut self) {
        self.new_sheet = true;
        if !self.fresh_page {
            self.page += 1;
            self.fresh_page = true;
        }
    }

    /// A mark of where a page ended when the file was last saved.
    pub(super) fn rendered_break(&mut self) {
        if self.estimated {
            return;
        }
        if !std::mem::take(&mut self.fresh_page) {
            self.page += 1;
        }
    }

    /// A mark of where a page begins by the estimate.
    pub(super) fn estimated_page(&mut self, mark: &Node) {
        if let Some(page) = mark.attr(pages::NUMBER).and_then(|n| n.parse().ok()) {
            self.page = page;
            self.fresh_page = false;
        }
    }

    fn in_contents(&self) -> bool {
        self.fields.iter().any(|field| field.instruction.trim_start().starts_with("TOC"))
    }
}

/// Whether the mark at a paragraph's end was deleted or moved away, so that the next paragraph goes on with its words.
fn mark_deleted(properties: &Node) -> bool {
    let mark = properties.child("w:rPr");
    mark.is_some_and(|m| m.child("w:del").is_some() || m.child("w:moveFrom").is_some())
}

/// What a paragraph is, its number, and words that numbering prints before it.
fn shape(
    properties: &Node,
    style: &Style,
    label: Option<Label>,
    in_contents: bool,
) -> (Shape, Option<String>, Option<String>) {
    if style.contents || in_contents {
        return (Shape::Furniture, None, None);
    }
    let heading = match styles::outline_level(properties) {
        Some(level) => Some(level).filter(|level| *level > 0),
        None => style.heading,
    };
    let shape = heading.map(Shape::Heading);
    match label {
        None => (shape.unwrap_or(Shape::Plain), None, None),
        Some(Label::Bullet(depth)) => (shape.unwrap_or(Shape::Item(depth)), None, None),
        Some(Label::Digits(number, None)) => (shape.unwrap_or(Shape::Plain), Some(number), None),
        Some(Label::Digits(number, Some(depth)) | Label::Letters(number, depth)) => {
            (shape.unwrap_or(Shape::Item(depth)), Some(number), None)
        }
        Some(Label::Words(words)) => (shape.unwrap_or(Shape::Plain), None, Some(words)),
    }
}

fn prefixed(words: &str, line: Line) -> Line {
    let mut out = Line::plain(words);
    out.push(" ", Default::default());
    out.append(line);
    out
}

/// The alternative to read: the first choice with text in it, or the fallback; never both, since they say the same.
pub(super) fn alternative(node: &Node) -> Option<&Node> {
    let choices = || node.nodes().filter(|n| n.name == "mc:Choice" || n.name == "mc:Fallback");
    choices().find(|n| !n.text().trim().is_empty()).or_else(|| choices().next())
}

fn notes(root: &Node) -> BTreeMap<String, &Node> {
    let notes = root.nodes().filter(|n| matches!(n.attr("w:type"), None | Some("normal")));
    notes.filter_map(|n| Some((n.attr("w:id")?.to_owned(), n))).collect()
}

/// Whether the word processor marked where its pages ended.
pub(super) fn is_rendered(node: &Node) -> bool {
    node.nodes().any(|child| child.name == "w:lastRenderedPageBreak" || is_rendered(child))
}

/// Whether each section starts a new page.
fn survey(node: &Node, sections: &mut Vec<bool>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "w:sectPr" => sections.push(!matches!(child.val("w:type"), Some("continuous" | "nextColumn"))),
            "w:sectPrChange" | "w:pPrChange" => {}
            _ => survey(child, sections),
        }
    }
}
