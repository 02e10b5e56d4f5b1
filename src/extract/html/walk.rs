//! Elements to blocks.

use super::region::{Region, Regions};
use super::table;
use crate::extract::line::{Face, Line, Shape};
use crate::extract::text;
use crate::model::block::{Block, BlockKind};
use crate::util::numbering::{letters, roman};
use scraper::{ElementRef, Html, Node};

/// Elements nested deeper than this give their words without their structure.
const MAX_DEPTH: usize = 150;

/// The blocks of a page.
pub(super) fn document(page: &Html) -> Vec<Block> {
    let regions = Regions::new(page);
    let mut walk = Walk::new(&regions);
    walk.children(page.root_element());
    walk.flush();
    walk.out
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    /// Kind of number; `None` for bullets.
    kind: Option<u8>,
    next: u32,
}

/// Reads elements in order.
pub(super) struct Walk<'a> {
    regions: &'a Regions<'a>,
    pub(super) out: Vec<Block>,
    line: Line,
    shape: Shape,
    number: Option<String>,
    face: Face,
    lists: Vec<List>,
    /// In the main part of the page.
    inside: bool,
    furniture: bool,
    pub(super) depth: usize,
}

impl<'a> Walk<'a> {
    fn new(regions: &'a Regions<'a>) -> Walk<'a> {
        Walk {
            regions,
            out: Vec::new(),
            line: Line::default(),
            shape: Shape::Plain,
            number: None,
            face: Face::default(),
            lists: Vec::new(),
            inside: false,
            furniture: false,
            depth: 0,
        }
    }

    /// Ends the block that is being read.
    pub(super) fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.is_blank() {
            return;
        }
        let shape = if self.furniture { Shape::Furniture } else { self.shape };
        let number = self.number.take();
        self.out.extend(line.blocks(shape, number.as_deref()));
        // What follows in the same item is a paragraph of its own.
        if matches!(self.shape, Shape::Item(_)) {
            self.shape = Shape::Plain;
        }
    }

    pub(super) fn children(&mut self, element: ElementRef<'a>) {
        if self.depth >= MAX_DEPTH {
            let words: String = element.text().collect::<Vec<_>>().join(" ");
            self.line.push(&words, self.face);
            return;
        }
        self.depth += 1;
        for node in element.children() {
            match node.value() {
                Node::Text(text) => self.line.push(text, self.face),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(node) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
        self.depth -= 1;
    }

    fn element(&mut self, element: ElementRef<'a>) {
        match self.regions.of(element, self.inside) {
            Region::Dropped => {}
            Region::Furniture if !self.furniture && !is_title(element) => {
                self.flush();
                self.furniture = true;
                self.known(element);
                self.flush();
                self.furniture = false;
            }
            _ => {
                let was_inside = self.inside;
                self.inside |= self.regions.is_main(element);
                self.known(element);
                self.inside = was_inside;
            }
        }
    }

    fn known(&mut self, element: ElementRef<'a>) {
        let name = element.value().name();
        match name {
            "br" => self.line.line_break(),
            "hr" => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                // The one heading that may stand in a page's head is its title.
                let furniture = self.furniture;
                self.furniture &= level > 1;
                self.block_as(element, Shape::Heading(level));
                self.furniture = furniture;
            }
            "ul" | "ol" | "menu" | "dir" => self.list(element, name),
            "li" => self.item(element),
            "dl" => self.definitions(element),
            "pre" | "listing" | "xmp" => {
                self.flush();
                if self.furniture {
                    self.children(element);
                    self.flush();
                } else {
                    self.out.extend(text::blocks(&element.text().collect::<String>()));
                }
            }
            "table" => {
                self.flush();
                if self.furniture {
                    self.children(element);
                    self.flush();
                } else {
                    table::read(self, element);
                }
            }
            "b" | "strong" | "th" | "dt" => self.in_face(element, true),
            "sup" if is_note_call(element) => {}
            "rt" | "rp" | "img" => {}
            "td" => {
                self.children(element);
                self.line.push(" ", self.face);
            }
            _ if is_inline(name) => {
                let bold = element.attr("style").is_some_and(|style| {
                    let style = style.replace(' ', "").to_lowercase();
                    style.contains("font-weight:bold") || style.contains("font-weight:700")
                });
                self.in_face(element, bold || self.face.bold);
            }
            _ => {
                self.flush();
                self.children(element);
                self.flush();
            }
        }
    }

    fn in_face(&mut self, element: ElementRef<'a>, bold: bool) {
        let face = self.face;
        self.face.bold = bold;
        self.children(element);
        self.face = face;
    }

    fn block_as(&mut self, element: ElementRef<'a>, shape: Shape) {
        self.flush();
        let before = std::mem::replace(&mut self.shape, shape);
        self.children(element);
        self.flush();
        self.shape = before;
    }

    fn list(&mut self, element: ElementRef<'a>, name: &str) {
        self.flush();
        let kind = element.attr("type").and_then(|t| t.bytes().next());
        let kind = (name == "ol").then(|| kind.filter(|k| b"aAiI1".contains(k)).unwrap_or(b'1'));
        let next = element.attr("start").and_then(|n| n.trim().parse().ok()).unwrap_or(1);
        self.lists.push(List { kind, next });
        self.children(element);
        self.flush();
        self.lists.pop();
    }

    fn item(&mut self, element: ElementRef<'a>) {
        self.flush();
        // The depth counts lists of bullets and letters; whole numbers at the outermost level are numbered paragraphs.
        let above = self.lists.len().saturating_sub(1);
        let numbered = self.lists.first().is_some_and(|list| list.kind == Some(b'1'));
        let depth = (if numbered { above.saturating_sub(1) } else { above }).min(8) as u8;
        let before = self.shape;
        self.shape = Shape::Item(depth);
        self.number = None;
        if let Some(list) = self.lists.last_mut()
            && let Some(kind) = list.kind
        {
            if let Some(value) = element.attr("value").and_then(|n| n.trim().parse().ok()) {
                list.next = value;
            }
            let n = list.next;
            list.next = n.saturating_add(1);
            self.number = Some(match kind {
                b'a' => letters(n),
                b'A' => letters(n).to_uppercase(),
                b'i' => roman(n),
                b'I' => roman(n).to_uppercase(),
                _ => n.to_string(),
            });
            if kind == b'1' && above == 0 {
                self.shape = Shape::Plain;
            }
        }
        self.children(element);
        self.flush();
        self.number = None;
        self.shape = before;
    }

    /// A term runs into its description, as a lead-in does.
    fn definitions(&mut self, element: ElementRef<'a>) {
        self.flush();
        let groups = element.child_elements().flat_map(|e| {
            let wrapped = e.value().name() == "div";
            let inner: Vec<ElementRef<'a>> = if wrapped { e.child_elements().collect() } else { vec![e] };
            inner
        });
        let mut term = String::new();
        for part in groups {
            match part.value().name() {
                "dt" => {
                    if !term.is_empty() {
                        self.line.push(&term, Face { bold: true, size: 0 });
                        self.flush();
                    }
                    term = crate::util::text::collapse(&part.text().collect::<String>());
                }
                "dd" => {
                    if !term.is_empty() {
                        let colon = if term.ends_with(':') { " " } else { ": " };
                        self.line.push(&std::mem::take(&mut term), Face { bold: true, size: 0 });
                        self.line.push(colon, Face::default());
                    }
                    self.children(part);
                    self.flush();
                }
                _ => self.element(part),
            }
        }
        if !term.is_empty() {
            self.line.push(&term, Face { bold: true, size: 0 });
            self.flush();
        }
    }

    /// The blocks of a table cell, read apart from what surrounds the table.
    pub(super) fn cell(&mut self, element: ElementRef<'a>) -> Vec<Block> {
        let mut walk = Walk::new(self.regions);
        walk.inside = self.inside;
        walk.depth = self.depth + 1;
        walk.face.bold = element.value().name() == "th";
        walk.children(element);
        walk.flush();
        walk.out.retain(|block| block.kind != BlockKind::Furniture);
        walk.out
    }
}

fn is_title(element: ElementRef<'_>) -> bool {
    element.value().name() == "h1"
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "output"
            | "q"
            | "ruby"
            | "rb"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "o:p"
            | "slot"
    )
}

/// A raised number that leads to a note.
fn is_note_call(element: ElementRef<'_>) -> bool {
    let words: String = element.text().collect();
    let number = words.trim().trim_matches(['[', ']', '(', ')']);
    !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && (element.descendent_elements().any(|e| e.value().name() == "a")
            || element.ancestors().filter_map(ElementRef::wrap).take(1).any(|e| e.value().name() == "a"))
}
