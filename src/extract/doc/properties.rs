//! Properties of paragraphs, characters and table rows: lists of changes, found by the place of a character's bytes.

use super::file::{File, Part, place_at, u16_at, u32_at};
use super::layout::{Set, take};

/// Bytes of a page of properties.
const PAGE: usize = 512;

/// Runs of characters with the same properties, by where they begin.
#[derive(Debug, Default)]
pub(super) struct Runs<T> {
    runs: Vec<(u32, u32, usize)>,
    properties: Vec<T>,
}

impl<T> Runs<T> {
    /// The number of the properties of the character at this place.
    pub(super) fn find(&self, place: u32) -> Option<usize> {
        let after = self.runs.partition_point(|(from, ..)| *from <= place);
        let (_, to, properties) = *self.runs.get(after.checked_sub(1)?)?;
        (place < to).then_some(properties)
    }

    /// The properties of this number.
    pub(super) fn get(&self, number: Option<usize>) -> Option<&T> {
        self.properties.get(number?)
    }

    /// Reads every page that a list of pages names. Each entry takes `entry` bytes, the first of which says where its list is.
    fn read(file: &File, part: Part, entry: usize, read: impl Fn(&[u8]) -> Option<T>) -> Runs<T> {
        let mut out = Runs { runs: Vec::new(), properties: Vec::new() };
        let list = file.part(part);
        let pages = list.len().saturating_sub(4) / 8;
        for page in 0..pages {
            let number = u32_at(list, (pages + 1) * 4 + page * 4).unwrap_or(0) as usize & 0x3f_ffff;
            let Some(page) = file.text.get(number * PAGE..(number + 1) * PAGE) else { continue };
            let count = usize::from(page[PAGE - 1]);
            for i in 0..count {
                let (Some(from), Some(to)) = (u32_at(page, i * 4), u32_at(page, i * 4 + 4)) else { break };
                let Some(at) = page.get((count + 1) * 4 + i * entry) else { break };
                if let Some(properties) = read(page.get(usize::from(*at) * 2..).filter(|_| *at > 0).unwrap_or(&[])) {
                    out.runs.push((from, to, out.properties.len()));
                    out.properties.push(properties);
                }
            }
        }
        out.runs.sort_unstable();
        out
    }
}

/// What is said of a paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    /// How many tables it stands in.
    pub(super) depth: u32,
    /// Its mark ends a row, of the outermost table or of one inside.
    pub(super) ends_row: bool,
    /// Its mark ends a cell of an inner table.
    pub(super) ends_inner_cell: bool,
    /// The list it is in, from 1; 0 for none in spite of the style.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    /// Level of a heading from 0; 9 for body text in spite of the style.
    pub(super) outline: Option<u8>,
    pub(super) page_break: Option<bool>,
    pub(super) row: Row,
    /// How it is set.
    pub(super) set: Set,
}

/// What is said of a row at its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Row {
    pub(super) is_header: bool,
    /// Edges of its cells from left to right: one more than there are cells.
    pub(super) edges: Vec<i16>,
    /// Whether each cell goes on from the one above, or begins a run of such cells.
    pub(super) merged: Vec<Merged>,
}

/// How a cell is merged with its neighbours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Merged {
    /// It goes on from the cell to its left.
    pub(super) left: bool,
    /// It goes on from the cell above.
    pub(super) above: bool,
    /// It begins a run of merged cells downwards.
    pub(super) starts: bool,
}

/// What is said of characters.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Characters {
    pub(super) deleted: bool,
    pub(super) hidden: Option<bool>,
    pub(super) bold: Option<bool>,
    /// In half points.
    pub(super) size: Option<u16>,
    pub(super) style: Option<u16>,
    pub(super) font: Option<u16>,
    pub(super) capitals: Option<bool>,
    /// A character that stands for something else, such as a note's mark.
    pub(super) special: bool,
    /// A character of a symbol font.
    pub(super) symbol: Option<u16>,
}

/// The properties of every paragraph.
pub(super) fn paragraphs(file: &File) -> Runs<Paragraph> {
    Runs::read(file, Part::ParagraphRuns, 13, |bytes| {
        let list = match *bytes.first().unwrap_or(&0) {
            0 => bytes.get(2..2 + usize::from(*bytes.get(1).unwrap_or(&0)) * 2),
            words => bytes.get(1..usize::from(words) * 2),
        };
        let mut out = Paragraph::default();
        if let Some(list) = list.filter(|list| list.len() >= 2) {
            out.style = u16_at(list, 0)?;
            out.change(&list[2..]);
        }
        Some(out)
    })
}

/// The properties of every run of characters.
pub(super) fn characters(file: &File) -> Runs<Characters> {
    Runs::read(file, Part::CharacterRuns, 1, |bytes| {
        let mut out = Characters::default();
        out.change(bytes.get(1..1 + usize::from(*bytes.first().unwrap_or(&0))).unwrap_or_default());
        Some(out)
    })
}

impl Paragraph {
    /// Takes over a list of changes.
    pub(super) fn change(&mut self, list: &[u8]) {
        for (name, value) in changes(list) {
            let is_on = value.first().is_some_and(|v| *v != 0);
            match name {
                0x2416 if is_on => self.depth = self.depth.max(1),
                0x6649 => self.depth = u32_at(value, 0).unwrap_or(0).min(8),
                0x2417 | 0x244c => self.ends_row |= is_on,
                0x244b => self.ends_inner_cell = is_on,
                0x460b => self.list = u16_at(value, 0),
                0x260a => self.level = value.first().copied(),
                0x2640 => self.outline = value.first().copied(),
                0x2407 => self.page_break = Some(is_on),
                0x3404 => self.row.is_header = is_on,
                0xd608 => self.row.define(value),
                _ => take(&mut self.set, name, value),
            }
        }
    }
}

impl Row {
    fn define(&mut self, value: &[u8]) {
        let cells = usize::from(*value.first().unwrap_or(&0));
        let edge = |i| u16_at(value, 1 + i * 2).map(u16::cast_signed);
        self.edges = (0..=cells).map_while(edge).collect();
        let flags = |i| u16_at(value, 1 + (cells + 1) * 2 + i * 20).unwrap_or(0);
        self.merged = (0..cells)
            .map(flags)
            .map(|f| Merged { left: f & 3 == 2, starts: f & 0x40 != 0, above: f & 0x60 == 0x20 })
            .collect();
    }
}

impl Characters {
    /// Takes over a list of changes.
    pub(super) fn change(&mut self, list: &[u8]) {
        for (name, value) in changes(list) {
            // 0x80 is as the style says, 0x81 the opposite of it, which is on nearly always.
            let switch = value.first().filter(|v| **v != 0x80).map(|v| *v != 0);
            match name {
                0x0800 => self.deleted = switch == Some(true),
                0x083c => self.hidden = switch,
                0x0835 => self.bold = switch,
                0x0855 => self.special = switch == Some(true),
                0x4a43 => self.size = u16_at(value, 0),
                0x4a4f => self.font = u16_at(value, 0),
                0x083b => self.capitals = switch,
                0x4a30 => self.style = u16_at(value, 0),
                0x6a09 => self.symbol = u16_at(value, 2),
                _ => {}
            }
        }
    }
}

/// The changes of a list, each a name and its value, as far as they can be told apart.
pub(super) fn changes(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let name = u16_at(list, at)?;
        at += 2;
        let (skip, length) = match name >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            // Definitions of tables outgrew the byte that says how long they are.
            _ if name == 0xd608 || name == 0xd606 => (2, usize::from(u16_at(list, at)?).saturating_sub(1)),
            _ => match *list.get(at)? {
                255 if name == 0xc615 => {
                    let deleted = usize::from(*list.get(at + 1)?);
                    let added = usize::from(*list.get(at + 2 + deleted * 4)?);
                    (1, 2 + deleted * 4 + added * 3)
                }
                length => (1, usize::from(length)),
            },
        };
        let value = list.get(at + skip..at + skip + length)?;
        at += skip + length;
        Some((name, value))
    })
}

/// A style of the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub(super) name: String,
    /// The built-in style it is, by its number: 1 to 9 are headings.
    pub(super) built_in: u16,
    pub(super) is_paragraph: bool,
    pub(super) based_on: Option<u16>,
    pub(super) paragraph: Paragraph,
    pub(super) characters: Characters,
}

/// The styles by their numbers; `None` for numbers without one.
pub(super) fn styles(file: &File) -> Vec<Option<Style>> {
    let sheet = file.part(Part::Styles);
    let read = || -> Option<Vec<Option<Style>>> {
        let header = usize::from(u16_at(sheet, 0)?);
        let (count, base) = (u16_at(sheet, 2)?, usize::from(u16_at(sheet, 4)?));
        let mut at = 2 + header;
        let mut out = Vec::new();
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at) else { break };
            at += 2;
            let Some(bytes) = sheet.get(at..at + usize::from(length)) else { break };
            out.push(style(bytes, base));
            at += usize::from(length);
        }
        Some(out)
    };
    read().unwrap_or_default()
}

fn style(bytes: &[u8], base: usize) -> Option<Style> {
    let built_in = u16_at(bytes, 0)? & 0xfff;
    let (kind, based_on) = (u16_at(bytes, 2)? & 0xf, u16_at(bytes, 2)? >> 4);
    let length = usize::from(u16_at(bytes, base)?);
    let name: Vec<u16> = (0..length).map_while(|i| u16_at(bytes, base + 2 + i * 2)).collect();
    let mut style = Style {
        name: String::from_utf16_lossy(&name),
        built_in,
        is_paragraph: kind == 1,
        based_on: Some(based_on).filter(|style| *style != 0xfff),
        ..Style::default()
    };
    let mut at = base + 2 + (length + 1) * 2;
    // A paragraph style has a list for paragraphs, which begins with the style's own number, before that for characters.
    for of_paragraph in if kind == 1 { &[true, false][..] } else { &[false] } {
        let list = u16_at(bytes, at).and_then(|length| bytes.get(at + 2..at + 2 + usize::from(length)));
        let Some(list) = list else { break };
        match of_paragraph {
            true => style.paragraph.change(list.get(2..).unwrap_or_default()),
            false => style.characters.change(list),
        }
        at += 2 + list.len() + list.len() % 2;
    }
    Some(style)
}

/// A number of a summary, or words; the places of both are counted from the section's start.
pub(super) fn summary(bytes: &[u8]) -> impl Fn(u32) -> Option<Property> + '_ {
    move |wanted| {
        let section = bytes.get(place_at(bytes, 44)?..)?;
        let count = place_at(section, 4)?.min(256);
        let entry = (0..count).find(|i| u32_at(section, 8 + i * 8) == Some(wanted))?;
        let value = section.get(place_at(section, 12 + entry * 8)?..)?;
        let length = place_at(value, 4)?;
        match u32_at(value, 0)? {
            3 => Some(Property::Number(u32_at(value, 4)?)),
            30 => Some(Property::Words(value.get(8..8_usize.checked_add(length)?)?.to_vec())),
            _ => None,
        }
    }
}

/// What a summary says.
pub(super) enum Property {
    Number(u32),
    Words(Vec<u8>),
}
