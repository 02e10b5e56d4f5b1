//! The characters of a document in order, each with the place of its bytes, by which its properties are found.

use super::file::{File, Part, place_at, u16_at, u32_at};

/// Most characters of a document; the text of a library of reports.
const MOST: usize = 50 << 20;

/// The characters of all stories, one after another.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// UTF-16 units; those of half a pair stand beside each other.
    pub(super) units: Vec<u16>,
    /// Where the bytes of each stand.
    pub(super) places: Vec<u32>,
}

impl Text {
    /// Puts the pieces together; `None` where the file does not say how.
    pub(super) fn read(file: &File) -> Option<Text> {
        let part = file.part(Part::Pieces);
        let mut at = 0;
        // Before the table of pieces stand properties of pieces that were saved in haste.
        while part.get(at)? == &1 {
            at += 3 + usize::from(u16_at(part, at + 1)?);
        }
        let length = place_at(part, at + 1).filter(|_| part.get(at) == Some(&2))?;
        let table = part.get(at + 5..(at + 5).checked_add(length)?.min(part.len()))?;
        let pieces = table.len().checked_sub(4)? / 12;
        let mut text = Text::default();
        for piece in 0..pieces {
            let (from, to) = (place_at(table, piece * 4)?, place_at(table, piece * 4 + 4)?);
            let place = u32_at(table, (pieces + 1) * 4 + piece * 8 + 2)?;
            let count = to.checked_sub(from)?.min(MOST.saturating_sub(text.units.len()));
            let narrow = place & 0x4000_0000 != 0;
            let start = if narrow { (place & 0x3fff_ffff) / 2 } else { place & 0x3fff_ffff };
            let width = if narrow { 1 } else { 2 };
            let bytes = file.text.get(start as usize..).unwrap_or_default();
            let bytes = bytes.get(..count * width).unwrap_or(bytes);
            match narrow {
                true => text.units.extend(bytes.iter().map(|byte| windows(*byte))),
                false => text.units.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]))),
            }
            text.places.extend((0..(bytes.len() / width) as u32).map(|i| start + i * width as u32));
        }
        Some(text)
    }
}

/// A byte of a narrow piece as a UTF-16 unit: Windows 1252, whose characters all have one.
fn windows(byte: u8) -> u16 {
    match byte {
        0x80..=0x9f => {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.encode_utf16().next().unwrap_or(u16::from(b' '))
        }
        _ => u16::from(byte),
    }
}
