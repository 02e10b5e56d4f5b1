//! Headings, paragraphs, lists, notes and text boxes in reading order.

use super::lists::{Counters, Label, Lists};
use super::styles::Styles;
use super::table;
use crate::extract::line::{Face, Line, Shape};
use crate::extract::xml::{Child, Node};
use crate::model::block::Block;
use std::collections::BTreeMap;

/// Most spaces that one mark may stand for.
const MAX_SPACES: usize = 200;

/// The list that is being read.
#[derive(Debug, Clone, Default)]
struct List {
    style: String,
    counters: Counters,
}

/// Walks the text and makes blocks of it.
pub(super) struct Reader<'a> {
    styles: Styles,
    lists: Lists,
    root: &'a Node,
    new_sheet: bool,
    /// Tables around what is being read.
    pub(super) tables: usize,
    /// Notes called from the block that is being read.
    notes: Vec<Block>,
    /// How far the lists of each style have counted, for those that go on with them.
    counted: BTreeMap<String, Counters>,
    /// The same for lists that are gone on with by name.
    named: BTreeMap<String, Counters>,
}

/// A paragraph that is being read.
struct Paragraph {
    line: Line,
    boxes: Vec<Block>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(content: &'a Node, styles: &Node) -> Reader<'a> {
        let text = content.child("office:body").and_then(|b| b.child("office:text"));
        Reader {
            styles: Styles::read(content, styles),
            lists: Lists::read(content, styles),
            root: text.unwrap_or(content),
            new_sheet: false,
            tables: 0,
            notes: Vec::new(),
            counted: BTreeMap::new(),
            named: BTreeMap::new(),
        }
    }

    /// The blocks of the text.
    pub(super) fn document(&mut self) -> Vec<Block> {
        let root = self.root;
        self.container(root)
    }

    /// The blocks of a text, section, cell, note, text box or header.
    pub(super) fn container(&mut self, node: &'a Node) -> Vec<Block> {
        let mut out = Vec::new();
        self.fill(node, &mut out);
        out
    }

    fn fill(&mut self, container: &'a Node, out: &mut Vec<Block>) {
        for node in container.nodes() {
            match node.name.as_str() {
                "text:h" => {
                    let level = node.attr("text:outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1).max(1);
                    let header = node.attr("text:is-list-header") == Some("true");
                    let label = if header { None } else { self.lists.heading(usize::from(level) - 1) };
                    let number = match label {
                        Some(Label::Digits(number) | Label::Letters(number)) => Some(number),
                        Some(Label::Bullet) | None => None,
                    };
                    self.paragraph(node, Shape::Heading(level), number.as_deref(), out);
                }
                "text:p" => self.paragraph(node, Shape::Plain, None, out),
                "text:list" => {
                    self.list(node, &List::default(), 0, out);
                }
                "text:section" | "text:numbered-paragraph" | "draw:text-box" => self.fill(node, out),
                "text:table-of-content"
                | "text:alphabetical-index"
                | "text:illustration-index"
                | "text:table-index" => {
                    let from = out.len();
                    if let Some(body) = node.child("text:index-body") {
                        self.fill(body, out);
                    }
                    for block in &mut out[from..] {
                        block.kind = crate::model::block::BlockKind::Furniture;
                    }
                }
                "text:index-title" => self.fill(node, out),
                "table:table" => {
                    let new_sheet = std::mem::take(&mut self.new_sheet) || self.table_breaks(node);
                    let from = out.len();
                    out.extend(table::read(self, node));
                    if let Some(block) = out.get_mut(from) {
                        block.new_sheet |= new_sheet && self.tables == 0;
                    }
                }
                "draw:frame" | "draw:g" => self.boxes(node, out),
                _ => {}
            }
            if self.tables == 0 {
                out.append(&mut self.notes);
            }
        }
    }

    fn table_breaks(&self, node: &Node) -> bool {
        let style = node.attr("table:style-name").unwrap_or_default();
        self.styles.resolve("table", style).break_before == Some(true)
    }

    /// `above` is the list around this one, `depth` how many there are.
    fn list(&mut self, node: &'a Node, above: &List, depth: usize, out: &mut Vec<Block>) -> Counters {
        let style = node.attr("text:style-name").map_or_else(|| above.style.clone(), str::to_owned);
        let style = if style.is_empty() { self.style_of_items(node) } else { style };
        let known = node.attr("text:continue-list").and_then(|id| self.named.get(id));
        let goes_on = node.attr("text:continue-numbering") == Some("true");
        let counters = match (known, depth) {
            (Some(known), _) => *known,
            (None, 0) if goes_on => self.counted.get(&style).copied().unwrap_or_default(),
            (None, 0) => Counters::default(),
            (None, _) => above.counters,
        };
        let mut list = List { style, counters };
        for item in node.nodes().filter(|n| n.name == "text:list-item" || n.name == "text:list-header") {
            let mut first = item.name == "text:list-item";
            let start = item.attr("text:start-value").and_then(|s| s.parse().ok());
            for child in item.nodes() {
                match child.name.as_str() {
                    "text:list" => list.counters = self.list(child, &list, depth + 1, out),
                    "text:p" | "text:h" => {
                        let label = if std::mem::take(&mut first) {
                            self.lists.next(&list.style, depth, &mut list.counters, start)
                        } else {
                            None
                        };
                        let heading = (child.name == "text:h")
                            .then(|| child.attr("text:outline-level").and_then(|l| l.parse().ok()).unwrap_or(1));
                        let (shape, number) = shape(label, depth, heading);
                        self.paragraph(child, shape, number.as_deref(), out);
                    }
                    _ => {}
                }
            }
        }
        if depth == 0 {
            self.counted.insert(list.style.clone(), list.counters);
        }
        if let Some(id) = node.attr("xml:id") {
            self.named.insert(id.to_owned(), list.counters);
        }
        list.counters
    }

    /// The list style that the paragraphs of a list name themselves.
    fn style_of_items(&self, list: &Node) -> String {
        let paragraph = list.nodes().flat_map(Node::nodes).find(|n| n.name == "text:p" || n.name == "text:h");
        let style = paragraph.and_then(|p| p.attr("text:style-name")).unwrap_or_default();
        self.styles.resolve("paragraph", style).list.unwrap_or_default()
    }

    fn paragraph(&mut self, node: &'a Node, shape: Shape, number: Option<&str>, out: &mut Vec<Block>) {
        let style = self.styles.resolve("paragraph", node.attr("text:style-name").unwrap_or_default());
        if self.tables == 0 && style.break_before == Some(true) {
            self.new_sheet = true;
        }
        let mut paragraph = Paragraph { line: Line::default(), boxes: Vec::new() };
        if !style.is_hidden() {
            self.runs(node, style.face(Face::default()), &mut paragraph);
        }
        let Paragraph { line, boxes } = paragraph;
        let shape = match shape {
            _ if style.contents => Shape::Furniture,
            Shape::Plain if style.title => Shape::Heading(1),
            shape => shape,
        };
        let from = out.len();
        out.extend(line.blocks(shape, number));
        out.extend(boxes);
        if let Some(block) = out.get_mut(from)
            && self.tables == 0
        {
            block.new_sheet = std::mem::take(&mut self.new_sheet);
        }
        if style.break_after == Some(true) && self.tables == 0 {
            self.new_sheet = true;
        }
    }

    /// Adds the words below `node` to the paragraph.
    fn runs(&mut self, node: &'a Node, face: Face, into: &mut Paragraph) {
        for child in &node.children {
            let piece = match child {
                Child::Text(text) => {
                    into.line.push(text, face);
                    continue;
                }
                Child::Node(piece) => piece,
            };
            match piece.name.as_str() {
                "text:span" => {
                    let style = self.styles.resolve("text", piece.attr("text:style-name").unwrap_or_default());
                    if !style.is_hidden() {
                        self.runs(piece, style.face(face), into);
                    }
                }
                "text:s" => {
                    let count = piece.attr("text:c").and_then(|c| c.parse().ok()).unwrap_or(1usize);
                    into.line.push(&" ".repeat(count.min(MAX_SPACES)), face);
                }
                "text:tab" => into.line.push(" ", face),
                "text:line-break" => into.line.line_break(),
                "text:note" => self.note(piece),
                "text:ruby" => {
                    if let Some(base) = piece.child("text:ruby-base") {
                        self.runs(base, face, into);
                    }
                }
                "draw:frame" | "draw:g" | "draw:custom-shape" | "draw:rect" => self.boxes(piece, &mut into.boxes),
                "office:annotation"
                | "office:annotation-end"
                | "text:tracked-changes"
                | "text:hidden-text"
                | "text:hidden-paragraph"
                | "text:bibliography-mark" => {}
                name if name.starts_with("text:") => self.runs(piece, face, into),
                _ => {}
            }
        }
    }

    /// The text boxes in a frame, in order.
    fn boxes(&mut self, node: &'a Node, out: &mut Vec<Block>) {
        for child in node.nodes() {
            match child.name.as_str() {
                "draw:text-box" => self.fill(child, out),
                "draw:frame" | "draw:g" => self.boxes(child, out),
                "text:p" => self.paragraph(child, Shape::Plain, None, out),
                _ => {}
            }
        }
    }

    /// Keeps a note for the end of the block that calls it.
    fn note(&mut self, node: &'a Node) {
        let number = node.child("text:note-citation").map(|n| n.text().trim().to_owned()).filter(|n| !n.is_empty());
        let Some(body) = node.child("text:note-body") else { return };
        let waiting = std::mem::take(&mut self.notes);
        let (new_sheet, tables) = (std::mem::take(&mut self.new_sheet), self.tables);
        // What stands in a note stays together, as in a cell.
        self.tables += 1;
        let mut blocks = Vec::new();
        self.fill(body, &mut blocks);
        (self.new_sheet, self.tables, self.notes) = (new_sheet, tables, waiting);
        let texts: Vec<String> = blocks.into_iter().map(|block| block.text).filter(|text| !text.is_empty()).collect();
        self.notes.extend(Line::plain(&texts.join(" ")).blocks(Shape::Note, number.as_deref()));
    }
}

/// What an item is, and its number.
fn shape(label: Option<Label>, depth: usize, heading: Option<u8>) -> (Shape, Option<String>) {
    let depth = depth.min(8) as u8;
    let item = |plain: Shape| heading.map_or(plain, |level| Shape::Heading(level.max(1)));
    match label {
        None => (item(Shape::Plain), None),
        Some(Label::Bullet) => (item(Shape::Item(depth)), None),
        Some(Label::Digits(number)) => (item(Shape::Plain), Some(number)),
        Some(Label::Letters(number)) => (item(Shape::Item(depth)), Some(number)),
    }
}
