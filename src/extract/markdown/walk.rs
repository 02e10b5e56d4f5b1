//! Events to blocks.

use crate::extract::line::{Face, Line, Shape};
use crate::extract::{grid, html, settle, text};
use crate::model::block::{Block, BlockKind, Cell, Row};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A line above a rule that is longer than this is a paragraph, whatever CommonMark says.
const LONGEST_HEADING: usize = 120;

/// The blocks of a piece of Markdown. `depth` counts the tables that it lies in.
pub(super) fn blocks(markdown: &str, depth: usize) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut walk = Walk { nested: depth > 0, ..Walk::default() };
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        walk.event(event, &markdown[range]);
    }
    walk.flush();
    walk.out.append(&mut walk.notes);
    walk.out
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    row: Row,
}

#[derive(Default)]
struct Walk {
    out: Vec<Block>,
    notes: Vec<Block>,
    line: Line,
    shape: Option<Shape>,
    number: Option<String>,
    bold: usize,
    struck: usize,
    /// Next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Label of the note that is being read.
    note: Option<String>,
    table: Option<Table>,
    /// Text of a code or HTML block.
    raw: Option<String>,
    term: String,
    /// A rule stands directly above.
    after_rule: bool,
    /// That rule made a heading of the line above it.
    by_rule: bool,
    /// Inside a cell of a drawn table.
    nested: bool,
}

impl Walk {
    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, source),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => match &mut self.raw {
                Some(raw) => raw.push(' '),
                None => self.line.soft_break(),
            },
            Event::HardBreak => self.line.line_break(),
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.out.extend(html::fragment(&html)),
            },
            Event::InlineHtml(html) => {
                if html.to_lowercase().starts_with("<br") {
                    self.line.line_break();
                }
            }
            Event::Rule => {
                self.flush();
                self.after_rule = true;
                self.by_rule = false;
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
        }
    }

    fn words(&mut self, words: &str) {
        match &mut self.raw {
            Some(raw) => raw.push_str(words),
            None if self.struck > 0 => {}
            None => self.line.push(words, Face { bold: self.bold > 0, size: 0 }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Heading { level, .. } => {
                self.flush();
                self.shape = Some(Shape::Heading(level_number(level)));
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) | Tag::HtmlBlock => {
                self.flush();
                self.raw = Some(String::new());
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.note = Some(label.to_string());
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::DefinitionListDefinition => {
                self.flush();
                if !self.term.is_empty() {
                    let colon = if self.term.ends_with(':') { " " } else { ": " };
                    self.line.push(&std::mem::take(&mut self.term), Face { bold: true, size: 0 });
                    self.line.push(colon, Face::default());
                }
            }
            Tag::Paragraph if !self.line.is_blank() => {
                // The first paragraph of a description runs on from its term.
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::DefinitionList | Tag::DefinitionListTitle => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: &str) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Heading(_) => self.heading(source),
            TagEnd::CodeBlock => {
                let raw = self.raw.take().unwrap_or_default();
                let mut read = text::blocks(&raw);
                self.out.append(&mut read);
            }
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                self.out.extend(html::fragment(&raw));
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                // A number alone on its line belongs to the paragraph below.
                if let Some(number) = self.number.take() {
                    let mut lone = Block::new(BlockKind::Paragraph, "");
                    lone.number = Some(number);
                    lone.prominence = 0.0;
                    self.out.push(lone);
                }
                self.shape = None;
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            TagEnd::DefinitionListTitle => self.term = self.take_text(),
            TagEnd::TableCell => self.cell(),
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    let row = std::mem::take(&mut table.row);
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                let rows = self.table.take().map(|table| table.rows).unwrap_or_default();
                // A head of empty cells is only there because the format asks for one.
                let empty = rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.blocks.is_empty()));
                let rows = if empty { rows.into_iter().skip(1).collect() } else { rows };
                self.out.extend(grid::table(rows, usize::from(!empty)).map(grid::blocks).unwrap_or_default());
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::DefinitionListDefinition => self.flush(),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let above = self.lists.len().saturating_sub(1);
        let numbered = self.lists.first().is_some_and(Option::is_some);
        let depth = (if numbered { above.saturating_sub(1) } else { above }).min(8) as u8;
        self.shape = Some(Shape::Item(depth));
        self.number = None;
        if let Some(Some(next)) = self.lists.last_mut() {
            self.number = Some(next.to_string());
            *next = next.saturating_add(1);
            if above == 0 {
                self.shape = Some(Shape::Plain);
            }
        }
    }

    fn cell(&mut self) {
        let line = std::mem::take(&mut self.line);
        if let Some(table) = &mut self.table {
            let column = table.row.cells.len() as u32;
            let blocks = line.blocks(Shape::Plain, None);
            table.row.cells.push(Cell { column, columns: 1, carried: false, blocks });
        }
    }

    /// A heading by underline may be a paragraph above a rule.
    fn heading(&mut self, source: &str) {
        let by_rule = !source.trim_start().starts_with('#');
        let first = self.out.len();
        self.flush();
        self.shape = None;
        for block in &mut self.out[first..] {
            let sentence = settle::unquoted(&block.text).ends_with(['.', ';', ',', ':'])
                || block.text.chars().count() > LONGEST_HEADING;
            if by_rule && sentence && matches!(block.kind, BlockKind::Heading(_)) {
                block.kind = BlockKind::Paragraph;
            }
        }
        self.after_rule = by_rule;
        self.by_rule = by_rule && self.out.len() > first;
    }

    fn take_text(&mut self) -> String {
        let blocks = std::mem::take(&mut self.line).blocks(Shape::Note, None);
        blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join(" ")
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.is_blank() {
            return;
        }
        if let Some(label) = &self.note {
            let number = label.clone();
            self.notes.extend(line.blocks(Shape::Note, Some(&number)));
            return;
        }
        let after_rule = std::mem::take(&mut self.after_rule);
        let shape = self.shape.take().unwrap_or(Shape::Plain);
        let number = self.number.take();
        let mut read = line.blocks(shape, number.as_deref());
        // A number of its own below a rule is the number of a page.
        if after_rule && !self.nested && shape == Shape::Plain && number.is_none() && read.len() == 1 {
            let digits = |text: &str| text.len() <= 4 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            if digits(&read[0].text) && read[0].number.is_none() {
                read[0].kind = BlockKind::Furniture;
                // So the rule above it ended a page and underlined nothing.
                if self.by_rule
                    && let Some(last) = self.out.last_mut()
                {
                    last.kind = BlockKind::Paragraph;
                }
            }
        }
        self.out.append(&mut read);
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
