//! The streams of a Word 97 to 2007 binary file and where its parts are (MS-DOC).

use cfb::CompoundFile;
use std::io::{Cursor, Read};
use std::ops::Range;

/// What begins the information block of every such file.
const MAGIC: u16 = 0xa5ec;
/// The version of Word 97; older files are built otherwise.
const WORD_97: u16 = 0x00c1;
/// Where the offsets and lengths of parts begin.
const PARTS: usize = 0x9a;

/// A part in the table stream, by its place in the information block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    FootnoteCalls = 2,
    Footnotes = 3,
    Sections = 6,
    Headers = 11,
    CharacterRuns = 12,
    ParagraphRuns = 13,
    Fonts = 15,
    Pieces = 33,
    Anchors = 40,
    EndnoteCalls = 46,
    Endnotes = 47,
    Boxes = 56,
    Lists = 73,
    ListUses = 74,
}

/// An opened file.
pub(super) struct File {
    /// The stream of the text.
    pub(super) text: Vec<u8>,
    /// The stream of what describes it.
    pub(super) table: Vec<u8>,
    /// What the file says about itself, as it stands.
    pub(super) summary: Vec<u8>,
    /// Where the main text, footnotes, headers, endnotes and text boxes stand among all characters.
    pub(super) stories: Stories,
}

/// Runs of characters, counted from the beginning of the main text.
#[derive(Debug, Clone, Default)]
pub(super) struct Stories {
    pub(super) main: Range<usize>,
    pub(super) footnotes: Range<usize>,
    pub(super) headers: Range<usize>,
    pub(super) endnotes: Range<usize>,
    pub(super) boxes: Range<usize>,
}

/// A number of two bytes; `None` beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

/// A number of four bytes; `None` beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// A number of four bytes as a place.
pub(super) fn place_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|n| n as usize)
}

impl File {
    /// Opens a file. The error is what kept it from being read, as a clause.
    pub(super) fn open(bytes: &[u8], limit: u64) -> Result<File, String> {
        let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|error| format!("is damaged ({error})"))?;
        let mut left = limit;
        let mut stream = |name: &str| -> Option<Vec<u8>> {
            let mut out = Vec::new();
            container.open_stream(name).ok()?.take(left).read_to_end(&mut out).ok()?;
            left = left.saturating_sub(out.len() as u64);
            Some(out)
        };
        let text = stream("/WordDocument").ok_or("holds no Word document")?;
        let damaged = || "is damaged (its information block is cut short)".to_owned();
        let (magic, version) = (u16_at(&text, 0).ok_or_else(damaged)?, u16_at(&text, 2).ok_or_else(damaged)?);
        if magic != MAGIC || version < WORD_97 {
            return Err("is of a version before Word 97".to_owned());
        }
        let flags = u16_at(&text, 0x0a).ok_or_else(damaged)?;
        if flags & 0x0100 != 0 {
            return Err("is protected by a password".to_owned());
        }
        let table = stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" });
        let table = table.ok_or("is damaged (it has no table stream)")?;
        let summary = stream("/\u{5}SummaryInformation").unwrap_or_default();
        let mut end = 0_usize;
        let mut story = |at: usize| -> Result<Range<usize>, String> {
            let from = end;
            end = end.saturating_add(u32_at(&text, at).filter(|n| *n < 1 << 30).ok_or_else(damaged)? as usize);
            Ok(from..end)
        };
        let (main, footnotes, headers) = (story(0x4c)?, story(0x50)?, story(0x54)?);
        // Between them stand macros, which no version writes, and comments, which are no part of the text.
        story(0x58)?;
        story(0x5c)?;
        let (endnotes, boxes) = (story(0x60)?, story(0x64)?);
        Ok(File { text, table, summary, stories: Stories { main, footnotes, headers, endnotes, boxes } })
    }

    /// Where a part begins and ends in the table stream; `None` where the file has none.
    pub(super) fn range(&self, part: Part) -> Option<Range<usize>> {
        let at = PARTS + part as usize * 8;
        let (from, length) = (place_at(&self.text, at)?, place_at(&self.text, at + 4)?);
        (length > 0).then(|| from..from.saturating_add(length).min(self.table.len()))
    }

    /// The bytes of a part, empty where the file has none.
    pub(super) fn part(&self, part: Part) -> &[u8] {
        self.range(part).and_then(|range| self.table.get(range)).unwrap_or_default()
    }

    /// The places that a list of places and entries of `size` bytes begins with: one more than it has entries.
    pub(super) fn places(&self, part: Part, size: usize) -> Vec<usize> {
        let bytes = self.part(part);
        let entries = bytes.len().saturating_sub(4) / (4 + size);
        (0..=entries).map_while(|i| place_at(bytes, i * 4)).collect()
    }
}
