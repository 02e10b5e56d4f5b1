//! Outline, tables and passages of a paper.

use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::locator::Locator;
use crate::model::paper::{Heading, PaperTable, Passage, PassageKind};
use crate::util::hash::short_id;
use crate::util::sentence::sentences;
use crate::util::text::{char_len, fold};
use std::collections::BTreeMap;

/// A row with more words than this is cited cell by cell.
const ROW_WORDS: usize = 60;

/// A first cell of at most this many words is the head of its row.
const ROW_HEAD_WORDS: usize = 8;

/// What stands in a paper.
#[derive(Default)]
pub(super) struct Content {
    pub(super) outline: Vec<Heading>,
    pub(super) tables: Vec<PaperTable>,
    pub(super) passages: Vec<Passage>,
    pub(super) furniture: Vec<(Option<u32>, String)>,
}

/// Reads a paper's blocks.
pub(super) fn content(blocks: &[Block], sha256: &str, ordinal: u32) -> Content {
    let mut reader = Reader { sha256, ordinal: ordinal.to_string(), ..Reader::default() };
    for block in blocks {
        reader.block(block, &Place::default());
    }
    reader.out
}

/// Where in a table a block stands.
#[derive(Clone, Default)]
struct Place {
    table: Option<String>,
    row: Option<u32>,
    column: Option<String>,
}

#[derive(Default)]
struct Reader<'a> {
    sha256: &'a str,
    ordinal: String,
    out: Content,
    /// Open headings with their levels and numbers.
    section: Vec<(u8, String, Option<String>)>,
    /// The last sentence before a list, and the printed number it stands under.
    stem: Option<String>,
    number: Option<String>,
    seen: BTreeMap<String, u32>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, place: &Place) {
        match &block.kind {
            BlockKind::Furniture => self.out.furniture.push((block.page, block.text.clone())),
            BlockKind::Heading(level) => self.heading(*level, block),
            BlockKind::Table(table) => self.table(table, block, place),
            BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Note => self.text(block, place),
        }
    }

    fn heading(&mut self, level: u8, block: &Block) {
        self.section.retain(|(l, _, _)| *l < level);
        self.section.push((level, block.text.clone(), block.number.clone()));
        self.out.outline.push(Heading {
            level,
            number: block.number.clone(),
            text: block.text.clone(),
            page: block.page,
        });
        self.stem = block.text.trim_end().ends_with(':').then(|| block.text.clone());
        self.number = None;
    }

    fn text(&mut self, block: &Block, place: &Place) {
        if block.text.is_empty() {
            return;
        }
        let listed = matches!(block.kind, BlockKind::Item { .. });
        let below = |number: &str| number.chars().next().is_some_and(char::is_alphabetic);
        let paragraph = match (&block.number, &self.number) {
            // "(a)" under 4.2 is 4.2(a).
            (Some(own), Some(above)) if listed && below(own) => Some(format!("{above}({own})")),
            (Some(own), _) => Some(own.clone()),
            (None, Some(above)) if listed => Some(above.clone()),
            (None, _) => self.heading_number(),
        };
        let kind = match block.kind {
            BlockKind::Note => PassageKind::Note,
            BlockKind::Item { .. } => PassageKind::Item,
            _ => PassageKind::Paragraph,
        };
        let stem = if listed || block.number.is_some() { self.stem.clone() } else { None };
        let locator = Locator { paragraph, ..self.locator(block.page, block.last_page, place) };
        self.push(Passage {
            id: String::new(),
            kind,
            text: block.text.clone(),
            locator,
            lead_in: block.lead_in,
            stem,
            columns: place.column.iter().map(|c| (c.clone(), 0)).collect(),
            margin: block.margin.clone(),
        });
        if !listed {
            self.number = block.number.clone();
        }
        let opens_list = block.text.trim_end().ends_with(':');
        if opens_list {
            self.stem = sentences(&block.text).last().map(|(a, b)| block.text[*a..*b].to_owned());
        } else if !listed && !in_numbered_list(block) {
            self.stem = None;
        }
    }

    /// The number of the heading above, where it is a paragraph's own ("3.5 Mobilising communities", then the text).
    fn heading_number(&self) -> Option<String> {
        self.section.last().and_then(|(_, _, number)| number.clone()).filter(|n| n.contains('.'))
    }

    fn locator(&self, page: Option<u32>, last_page: Option<u32>, place: &Place) -> Locator {
        Locator {
            attachment: None,
            page,
            last_page: last_page.filter(|l| Some(*l) != page),
            estimated: false,
            section: self.section.iter().map(|(_, text, _)| text.clone()).collect(),
            paragraph: None,
            table: place.table.clone(),
            row: place.row,
        }
    }

    /// Adds a passage, giving it its id; one without words is left out.
    fn push(&mut self, passage: Passage) {
        let key = fold(&passage.text);
        if key.is_empty() {
            return;
        }
        let occurrence = self.seen.entry(key.clone()).or_default();
        let id = short_id(&["passage", self.sha256, &self.ordinal, &key, &occurrence.to_string()]);
        *occurrence += 1;
        self.out.passages.push(Passage { id, ..passage });
    }

    fn table(&mut self, table: &Table, block: &Block, place: &Place) {
        let index = self.out.tables.len();
        let words: String = table.rows.iter().flat_map(|r| &r.cells).map(Cell::text).collect::<Vec<_>>().join("\n");
        let id = short_id(&["table", self.sha256, &self.ordinal, &index.to_string(), &fold(&words)]);
        self.out.tables.push(PaperTable {
            id: id.clone(),
            page: block.page,
            last_page: block.last_page,
            section: self.section.iter().map(|(_, text, _)| text.clone()).collect(),
            table: table.clone(),
        });
        let header = table.header();
        let grouped = is_grouped(table);
        let depth = self.section.len();
        let outer = self.section.last().map_or(0, |(level, _, _)| *level);
        let saved = (self.stem.take(), self.number.take());
        let mut under: Option<String> = None;
        for (n, row) in table.body().iter().enumerate() {
            self.section.truncate(depth);
            if let Some(words) = section_row(table, row) {
                under = Some(words);
                continue;
            }
            self.section.extend(under.iter().map(|words| (outer.saturating_add(1), words.clone(), None)));
            let at = Place { table: Some(id.clone()), row: place.row.or(Some(n as u32 + 1)), column: None };
            let mut cells: Vec<&Cell> = row.cells.iter().filter(|c| !c.blocks.is_empty()).collect();
            if grouped && let Some(first) = cells.first().filter(|c| c.column == 0) {
                self.section.push((outer.saturating_add(1), first.text().replace('\n', " "), None));
                cells.remove(0);
            }
            cells.retain(|c| !c.carried);
            self.row(row, &cells, &header, &at);
        }
        self.section.truncate(depth);
        (self.stem, self.number) = saved;
    }

    fn row(&mut self, row: &Row, cells: &[&Cell], header: &[String], at: &Place) {
        let texts: Vec<String> = cells.iter().map(|c| c.text()).collect();
        let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
        let name = |cell: &Cell| header.get(cell.column as usize).cloned().unwrap_or_default();
        let structured = cells.iter().any(|c| has_structure(c));
        if structured || words > ROW_WORDS {
            let short = |text: &String| text.split_whitespace().count() <= ROW_HEAD_WORDS;
            let (brief, long): (Vec<_>, Vec<_>) =
                cells.iter().zip(&texts).partition(|(cell, text)| short(text) && !has_structure(cell));
            // Short cells stand together, before the long ones or after them as the row begins.
            let brief_leads = brief.first().map(|(c, _)| c.column) < long.first().map(|(c, _)| c.column);
            if brief_leads {
                self.brief(row, &brief, header, at);
            }
            for (cell, text) in long {
                let at = Place { column: Some(name(cell)).filter(|n| !n.is_empty()), ..at.clone() };
                if has_structure(cell) {
                    for block in &cell.blocks {
                        self.block(block, &at);
                    }
                } else {
                    self.cell(row, cell, text, &at);
                }
            }
            if !brief_leads {
                self.brief(row, &brief, header, at);
            }
            return;
        }
        self.joined(row, cells, &texts, header, at);
    }

    /// The short cells of a row with long ones.
    fn brief(&mut self, row: &Row, brief: &[(&&Cell, &String)], header: &[String], at: &Place) {
        match brief {
            [(cell, text)] => self.cell(row, cell, text, at),
            _ => {
                let (cells, texts): (Vec<&Cell>, Vec<String>) = brief.iter().map(|(c, t)| (**c, (*t).clone())).unzip();
                self.joined(row, &cells, &texts, header, at);
            }
        }
    }

    /// Cells of a row as one passage.
    fn joined(&mut self, row: &Row, cells: &[&Cell], texts: &[String], header: &[String], at: &Place) {
        let name = |cell: &Cell| header.get(cell.column as usize).cloned().unwrap_or_default();
        let mut text = String::new();
        let mut columns = Vec::new();
        for (cell, part) in cells.iter().zip(texts) {
            if !text.is_empty() {
                text.push_str(" | ");
            }
            columns.push((name(cell), char_len(&text)));
            text.push_str(&part.replace('\n', " "));
        }
        let head = texts
            .first()
            .filter(|t| cells.len() > 1 && t.split_whitespace().count() <= ROW_HEAD_WORDS)
            .map(|t| char_len(t));
        let locator = self.locator(row.page, row.last_page, at);
        let margin = cells.iter().flat_map(|c| &c.blocks).flat_map(|b| b.margin.iter().cloned()).collect();
        let (id, kind) = (String::new(), PassageKind::Row);
        self.push(Passage { id, kind, text, locator, lead_in: head, stem: None, columns, margin });
    }

    fn cell(&mut self, row: &Row, cell: &Cell, text: &str, at: &Place) {
        let page = cell.blocks.first().and_then(|b| b.page).or(row.page);
        let last_page = cell.blocks.last().and_then(|b| b.last_page).or(row.last_page);
        let locator = self.locator(page, last_page, at);
        let columns = at.column.iter().map(|c| (c.clone(), 0)).collect();
        let lead_in = cell.blocks.first().and_then(|b| b.lead_in);
        let margin = cell.blocks.iter().flat_map(|b| b.margin.iter().cloned()).collect();
        let (id, kind, text) = (String::new(), PassageKind::Row, text.to_owned());
        self.push(Passage { id, kind, text, locator, lead_in, stem: None, columns, margin });
    }
}

/// A numbered paragraph stays under a stem only where it is an item by its number: `1`, `2`, not `4.2`.
fn in_numbered_list(block: &Block) -> bool {
    block.number.as_deref().is_some_and(|n| !n.contains('.'))
}

/// Whether the first column groups rows: a cell of it is carried down.
fn is_grouped(table: &Table) -> bool {
    table.columns > 2
        && table
            .body()
            .iter()
            .any(|r| r.cells.first().is_some_and(|c| c.column == 0 && c.carried && !c.blocks.is_empty()))
}

/// The words of a row that parts a table into sections: alone in their row, short, and at its head.
fn section_row(table: &Table, row: &Row) -> Option<String> {
    let mut filled = row.cells.iter().filter(|c| !c.blocks.is_empty() && !c.carried);
    let (first, more) = (filled.next()?, filled.next());
    let words = first.text().replace('\n', " ");
    let heads = table.columns > 2 && more.is_none() && first.column == 0 && table.header_rows > 0;
    (heads && words.split_whitespace().count() <= 12 && !has_structure(first)).then_some(words)
}

/// Whether a cell holds more than running text: headings, lists of paragraphs, a table.
fn has_structure(cell: &Cell) -> bool {
    cell.blocks.len() > 3 || cell.blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_) | BlockKind::Table(_)))
}
