//! A span's way down the structure tree, with the place of table cells among all cells of their table.
//!
//! Cells without text have no span, so a cell's column cannot be told from the spans alone: the table's element is read whole.

use crate::model::page::{Tag, TagCell, TagKind};
use pdfboss_core::{Dict, Document, ObjRef, Object, StructureTree};
use pdfboss_text::{StandardType, TextSpan};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Most cells of all tables of a file whose places are worked out; beyond it cells have no place.
const MAX_CELLS: usize = 500_000;

/// Elements between a table and its rows, or a row and its cells, are followed this deep.
const MAX_DEPTH: usize = 6;

/// Columns beyond this are no table's.
const MAX_COLUMNS: u32 = 512;

/// The places of the cells of the tables that were met so far.
#[derive(Default)]
pub(super) struct Tables {
    known: RefCell<BTreeMap<u32, BTreeMap<u32, TagCell>>>,
    cells: RefCell<usize>,
}

impl Tables {
    /// The tags of a span, outermost first.
    pub(super) fn tags(&self, span: &TextSpan, document: &Document, tree: Option<&StructureTree>) -> Vec<Tag> {
        let (Some(structure), Some(tree)) = (&span.structure, tree) else { return Vec::new() };
        let mut out: Vec<Tag> = Vec::new();
        let mut table = None;
        for step in &structure.path {
            let Some(kind) = kind(step.standard_type) else { continue };
            let cell = match kind {
                TagKind::Table => {
                    table = Some(step.object);
                    None
                }
                TagKind::HeaderCell | TagKind::DataCell => {
                    table.and_then(|table| self.place(table, step.object.num, document, tree))
                }
                _ => None,
            };
            out.push(Tag { kind, element: step.object.num, cell });
        }
        out
    }

    fn place(&self, table: ObjRef, cell: u32, document: &Document, tree: &StructureTree) -> Option<TagCell> {
        if let Some(places) = self.known.borrow().get(&table.num) {
            return places.get(&cell).copied();
        }
        let mut walk =
            Walk { document, tree, left: MAX_CELLS.saturating_sub(*self.cells.borrow()), places: BTreeMap::new() };
        let mut rows = Vec::new();
        walk.rows(&Object::Ref(table), 0, &mut rows);
        walk.lay_out(rows);
        *self.cells.borrow_mut() += walk.places.len();
        let place = walk.places.get(&cell).copied();
        self.known.borrow_mut().insert(table.num, walk.places);
        place
    }
}

/// A cell before its column is known: element, rows and columns that it covers.
type Extent = (u32, u32, u32);

struct Walk<'a> {
    document: &'a Document,
    tree: &'a StructureTree,
    left: usize,
    places: BTreeMap<u32, TagCell>,
}

impl Walk<'_> {
    /// Children of an element with their objects and types.
    fn children(&self, element: &Object) -> Vec<(Option<ObjRef>, String, Object)> {
        let Ok(resolved) = self.document.resolve(element) else { return Vec::new() };
        let Some(kids) = resolved.as_dict().and_then(|d| d.get("K")).cloned() else { return Vec::new() };
        let list = match self.document.resolve(&kids) {
            Ok(Object::Array(list)) => list,
            _ => vec![kids],
        };
        let mut out = Vec::new();
        for kid in list.into_iter().take(self.left) {
            let reference = kid.as_ref();
            if let Ok(object) = self.document.resolve(&kid)
                && let Some(name) = object.as_dict().and_then(|d| d.get_name("S"))
            {
                out.push((reference, self.tree.mapped_type(&name.0), kid));
            }
        }
        out
    }

    fn rows(&mut self, element: &Object, depth: usize, rows: &mut Vec<Vec<Extent>>) {
        for (_, kind, child) in self.children(element) {
            if self.left == 0 {
                return;
            }
            match kind.as_str() {
                "TR" => {
                    let mut cells = Vec::new();
                    self.cells(&child, 0, &mut cells);
                    rows.push(cells);
                }
                "Table" | "TD" | "TH" => {}
                _ if depth < MAX_DEPTH => self.rows(&child, depth + 1, rows),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &Object, depth: usize, cells: &mut Vec<Extent>) {
        for (reference, kind, child) in self.children(row) {
            if self.left == 0 {
                return;
            }
            match kind.as_str() {
                "TD" | "TH" => {
                    self.left -= 1;
                    let (rows, columns) = self.extent(&child);
                    cells.push((reference.map_or(0, |r| r.num), rows, columns));
                }
                "Table" | "TR" => {}
                _ if depth < MAX_DEPTH => self.cells(&child, depth + 1, cells),
                _ => {}
            }
        }
    }

    /// How many rows and columns a cell covers, by its own attributes.
    fn extent(&self, cell: &Object) -> (u32, u32) {
        let (mut rows, mut columns) = (1, 1);
        let Ok(object) = self.document.resolve(cell) else { return (rows, columns) };
        let Some(attributes) = object.as_dict().and_then(|d| d.get("A")).cloned() else { return (rows, columns) };
        let list = match self.document.resolve(&attributes) {
            Ok(Object::Array(list)) => list,
            Ok(other) => vec![other],
            Err(_) => return (rows, columns),
        };
        for entry in list.iter().take(16) {
            let Ok(entry) = self.document.resolve(entry) else { continue };
            let Some(dict) = entry.as_dict() else { continue };
            rows = covers(dict, "RowSpan").unwrap_or(rows);
            columns = covers(dict, "ColSpan").unwrap_or(columns);
        }
        (rows, columns)
    }

    /// Gives cells their columns: the first that no cell of a row above covers.
    fn lay_out(&mut self, rows: Vec<Vec<Extent>>) {
        // For each column, the first row that is free again.
        let mut free: Vec<u32> = Vec::new();
        for (row, cells) in rows.into_iter().enumerate() {
            let row = row as u32;
            let mut column = 0;
            for (element, high, wide) in cells {
                while free.get(column as usize).is_some_and(|until| *until > row) {
                    column += 1;
                }
                if column + wide > MAX_COLUMNS {
                    break;
                }
                let end = (column + wide) as usize;
                if free.len() < end {
                    free.resize(end, 0);
                }
                free[column as usize..end].fill(row.saturating_add(high));
                self.places.insert(element, TagCell { row, column, rows: high, columns: wide });
                column += wide;
            }
        }
    }
}

fn covers(attributes: &Dict, key: &str) -> Option<u32> {
    attributes.get_int(key).and_then(|n| u32::try_from(n).ok()).map(|n| n.clamp(1, MAX_COLUMNS))
}

fn kind(standard: StandardType) -> Option<TagKind> {
    Some(match standard {
        StandardType::H => TagKind::Heading(0),
        StandardType::H1 => TagKind::Heading(1),
        StandardType::H2 => TagKind::Heading(2),
        StandardType::H3 => TagKind::Heading(3),
        StandardType::H4 => TagKind::Heading(4),
        StandardType::H5 => TagKind::Heading(5),
        StandardType::H6 => TagKind::Heading(6),
        StandardType::P => TagKind::Paragraph,
        StandardType::L => TagKind::List,
        StandardType::LI => TagKind::Item,
        StandardType::Lbl => TagKind::Label,
        StandardType::Table => TagKind::Table,
        StandardType::TR => TagKind::Row,
        StandardType::TH => TagKind::HeaderCell,
        StandardType::TD => TagKind::DataCell,
        StandardType::Figure => TagKind::Figure,
        StandardType::Note => TagKind::Note,
        StandardType::TOC | StandardType::TOCI => TagKind::Contents,
        _ => return None,
    })
}
