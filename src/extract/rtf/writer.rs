//! What the tokens of a Rich Text document build.

use crate::extract::grid;
use crate::extract::line::{Face, Line, Shape};
use crate::model::block::{Block, Cell, Row};
use crate::model::extracted::FileMetadata;
use crate::util::text::collapse;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::BTreeMap;

/// Most cells of a row.
const MAX_CELLS: usize = 512;

/// Deepest table in a table; what is deeper is read as part of that.
const MAX_TABLES: usize = 8;

/// Where text goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Into {
    #[default]
    Body,
    /// Headers and footers.
    Margin,
    Note,
    Title,
    Author,
    /// The name of a style.
    Style,
    Nowhere,
}

/// What a group inherits and may change.
#[derive(Debug, Clone, Copy)]
struct State {
    into: Into,
    face: Face,
    hidden: bool,
    /// Characters that stand for a Unicode one in old programs, and are passed over behind it.
    replaced: u32,
    /// The style that is being defined.
    style: i32,
    /// The group began with `\*`: what is not known in it is not shown.
    optional: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Building {
    cell: Vec<Block>,
    row: Vec<Cell>,
    rows: Vec<Row>,
}

impl Building {
    fn end_cell(&mut self) {
        if self.row.len() < MAX_CELLS {
            let column = self.row.len() as u32;
            self.row.push(Cell { column, columns: 1, carried: false, blocks: std::mem::take(&mut self.cell) });
        }
    }

    fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.rows.push(Row { cells: std::mem::take(&mut self.row), ..Row::default() });
        }
    }

    /// The table as blocks, and what stands in a cell that does not end.
    fn finish(mut self) -> Vec<Block> {
        self.end_row();
        let mut out = grid::table(self.rows, 0).map(grid::blocks).unwrap_or_default();
        out.append(&mut self.cell);
        out
    }
}

/// Builds blocks.
pub(super) struct Writer {
    states: Vec<State>,
    state: State,
    encoding: &'static Encoding,
    /// Bytes whose characters are still to be decoded.
    bytes: Vec<u8>,
    /// Half of a character beyond the first 65,536.
    half: Option<u16>,
    /// Characters that are still to be passed over.
    pass: u32,
    line: Line,
    level: Option<u8>,
    /// Tables around the paragraph.
    depth: usize,
    new_sheet: bool,
    tables: Vec<Building>,
    margin: Line,
    note: Line,
    name: String,
    headings: BTreeMap<i32, u8>,
    notes: Vec<Block>,
    margins: Vec<Block>,
    blocks: Vec<Block>,
    metadata: FileMetadata,
    title: String,
    author: String,
}

impl Writer {
    pub(super) fn new() -> Writer {
        let face = Face { bold: false, size: 24 };
        Writer {
            states: Vec::new(),
            state: State { into: Into::Body, face, hidden: false, replaced: 1, style: 0, optional: false },
            encoding: WINDOWS_1252,
            bytes: Vec::new(),
            half: None,
            pass: 0,
            line: Line::default(),
            level: None,
            depth: 0,
            new_sheet: false,
            tables: Vec::new(),
            margin: Line::default(),
            note: Line::default(),
            name: String::new(),
            headings: BTreeMap::new(),
            notes: Vec::new(),
            margins: Vec::new(),
            blocks: Vec::new(),
            metadata: FileMetadata::default(),
            title: String::new(),
            author: String::new(),
        }
    }

    /// Nothing is read here.
    pub(super) fn skipped(&self) -> bool {
        self.state.into == Into::Nowhere
    }

    pub(super) fn open(&mut self) {
        self.flush();
        self.pass = 0;
        self.states.push(self.state);
        self.state.optional = false;
    }

    pub(super) fn close(&mut self) {
        self.flush();
        self.pass = 0;
        let Some(outer) = self.states.pop() else { return };
        let inner = std::mem::replace(&mut self.state, outer);
        if inner.into != outer.into {
            match inner.into {
                Into::Margin => self.end_margin(),
                Into::Note => {
                    let note = std::mem::take(&mut self.note);
                    self.notes.extend(note.blocks(Shape::Note, None));
                }
                _ => {}
            }
        }
        if inner.into == Into::Style {
            let name = std::mem::take(&mut self.name).to_lowercase();
            let level =
                name.trim().trim_end_matches(';').trim().strip_prefix("heading").and_then(|n| n.trim().parse().ok());
            if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
                self.headings.insert(inner.style, level);
            }
        }
    }

    pub(super) fn byte(&mut self, byte: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    pub(super) fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.state.optional = true,
            b'~' => self.add(" "),
            b'_' => self.add("-"),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    pub(super) fn word(&mut self, word: &str, value: Option<i32>) {
        self.flush();
        let on = value != Some(0);
        match word {
            "ansicpg" => {
                let label = format!("windows-{}", value.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "uc" => self.state.replaced = value.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).min(16),
            "u" => self.unicode(value.unwrap_or(0)),
            "plain" => {
                self.state.face = Face { bold: false, size: 24 };
                self.state.hidden = false;
            }
            "b" => self.state.face.bold = on,
            "fs" => self.state.face.size = value.and_then(|n| u16::try_from(n).ok()).unwrap_or(24).min(3000),
            "v" | "deleted" => self.state.hidden = on,
            "par" | "sect" => self.end_paragraph(),
            "line" => match self.state.into {
                Into::Body => self.line.line_break(),
                _ => self.add(" "),
            },
            "tab" => self.add("\t"),
            "page" | "sbkpage" => self.new_sheet = true,
            "pard" => {
                self.depth = 0;
                self.level = None;
            }
            "intbl" => self.depth = self.depth.max(1),
            "itap" => self.depth = value.and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(MAX_TABLES),
            "outlinelevel" => self.level = value.and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 9).map(|n| n + 1),
            "s" if self.state.into == Into::Style => self.state.style = value.unwrap_or(0),
            "s" => self.level = self.level.or(self.headings.get(&value.unwrap_or(0)).copied()),
            "cell" | "nestcell" | "row" | "nestrow" if self.state.into == Into::Body => {
                let depth = if word.starts_with("nest") { self.depth.max(2) } else { 1 };
                self.paragraph(depth);
                let table = self.tables.last_mut();
                match (word, table) {
                    ("cell" | "nestcell", Some(table)) => table.end_cell(),
                    (_, Some(table)) => table.end_row(),
                    (_, None) => {}
                }
            }
            "emdash" => self.add("—"),
            "endash" => self.add("–"),
            "lquote" => self.add("‘"),
            "rquote" => self.add("’"),
            "ldblquote" => self.add("“"),
            "rdblquote" => self.add("”"),
            "bullet" => self.add("•"),
            "emspace" | "enspace" | "qmspace" => self.add(" "),
            _ => self.destination(word),
        }
    }

    /// A word that says what its group is.
    fn destination(&mut self, word: &str) {
        let into = match word {
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => Into::Margin,
            "footnote" | "annotation" if self.state.into == Into::Body => Into::Note,
            "stylesheet" => Into::Style,
            "info" => Into::Nowhere,
            "title" => Into::Title,
            "author" => Into::Author,
            // Text boxes stand in a group that old programs do not know.
            "shptxt" => Into::Body,
            "shpinst" | "shp" | "nesttableprops" => return self.state.optional = false,
            "fonttbl" | "colortbl" | "filetbl" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl"
            | "generator" | "pict" | "objdata" | "object" | "themedata" | "colorschememapping" | "datastore"
            | "latentstyles" | "xmlnstbl" | "fldinst" | "template" | "bkmkstart" | "bkmkend" | "nonshppict" | "sp"
            | "operator" | "company" | "doccomm" | "keywords" | "subject" | "pgptbl" | "listpicture" | "blipuid"
            | "mmathPr" | "userprops" | "nonesttables" | "atnid" | "atnauthor" => Into::Nowhere,
            // The rest of a group that may be left out, which nobody here knows.
            _ if self.state.optional => Into::Nowhere,
            _ => return,
        };
        self.state.optional = false;
        self.state.into = into;
    }

    fn unicode(&mut self, value: i32) {
        let unit = (value & 0xffff) as u16;
        self.pass = self.state.replaced;
        let decoded = match (self.half.take(), unit) {
            (_, 0xd800..=0xdbff) => return self.half = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            _ => char::from_u32(u32::from(unit)),
        };
        let mut buffer = [0; 4];
        self.add(decoded.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut buffer));
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let text = self.encoding.decode_without_bom_handling(&bytes).0;
            self.add_text(&text);
        }
    }

    fn add(&mut self, text: &str) {
        self.flush();
        self.add_text(text);
    }

    fn add_text(&mut self, text: &str) {
        if self.state.hidden {
            return;
        }
        let face = self.state.face;
        match self.state.into {
            Into::Body => self.line.push(text, face),
            Into::Margin => self.margin.push(text, face),
            Into::Note => self.note.push(text, face),
            Into::Style => self.name.push_str(text),
            Into::Title => self.title.push_str(text),
            Into::Author => self.author.push_str(text),
            Into::Nowhere => {}
        }
    }

    fn end_margin(&mut self) {
        let margin = std::mem::take(&mut self.margin);
        for block in margin.blocks(Shape::Furniture, None) {
            if !self.margins.iter().any(|known| known.text == block.text) {
                self.margins.push(block);
            }
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        match self.state.into {
            Into::Body => self.paragraph(self.depth),
            Into::Margin => self.end_margin(),
            Into::Note => self.note.push(" ", Face::default()),
            _ => {}
        }
    }

    /// Ends a paragraph that has so many tables around it.
    fn paragraph(&mut self, depth: usize) {
        let line = std::mem::take(&mut self.line);
        let shape = self.level.map_or(Shape::Plain, Shape::Heading);
        let made = line.blocks(shape, None);
        // An empty paragraph outside keeps rows apart that are one table all the same.
        if depth > 0 || !made.is_empty() {
            self.nest(depth);
        }
        match self.tables.last_mut() {
            Some(table) => table.cell.extend(made),
            None => {
                let first = self.blocks.len();
                self.blocks.extend(made);
                if let Some(block) = self.blocks.get_mut(first) {
                    block.new_sheet = std::mem::take(&mut self.new_sheet);
                }
                self.blocks.append(&mut self.notes);
            }
        }
    }

    /// Ends or begins tables until so many are open.
    fn nest(&mut self, depth: usize) {
        while self.tables.len() > depth {
            let made = self.tables.pop().map(Building::finish).unwrap_or_default();
            match self.tables.last_mut() {
                Some(outer) => outer.cell.extend(made),
                None => self.blocks.extend(made),
            }
        }
        self.tables.resize_with(depth, Building::default);
    }

    /// What the document says about itself, and its blocks.
    pub(super) fn finish(mut self) -> (FileMetadata, Vec<Block>) {
        self.flush();
        self.state.into = Into::Body;
        self.paragraph(self.depth);
        self.nest(0);
        self.end_margin();
        self.blocks.append(&mut self.notes);
        self.blocks.append(&mut self.margins);
        let said = |text: &str| Some(collapse(text)).filter(|t| !t.is_empty());
        self.metadata.title = said(&self.title);
        self.metadata.author = said(&self.author);
        (self.metadata, self.blocks)
    }
}
