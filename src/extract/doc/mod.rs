//! Reads Word documents of the binary format of Word 97 to 2007 (MS-DOC).
//!
//! | file | what it does |
//! |---|---|
//! | `file` | the streams of a file, and where its parts are |
//! | `pieces` | the characters in order |
//! | `properties` | what is said of paragraphs, characters, rows and styles |
//! | `lists` | definitions of lists |
//! | `layout` | how paragraphs, letters and sections are set |
//! | `markup` | the document as the parts of a DOCX |
//! | `table` | paragraphs in cells and rows as tables |
//! | `convert` | older files, through a converter that is installed |
//!
//! The parts say the same in another notation, so that headings, numbers, notes, tracked changes and pages are those of the reader
//! of DOCX. A converter takes seconds to start; with this reader a folder with a few such files is read in a fraction of that,
//! and alike on every machine. Files of Word 95 and before, and damaged ones, are left to a converter.

mod convert;
mod file;
mod layout;
mod lists;
mod markup;
mod pieces;
mod properties;
mod table;

use super::{ExtractError, Extractor, Settings, blocks_of, docx, settle, xml};
use crate::model::extracted::{Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
pub use convert::Converter;
use file::File;
use markup::Writer;
use pieces::Text;
use properties::Property;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "doc", version: 3, handles: |m| m == MediaType::Doc, extract };

/// Numbers of what a summary says.
const TITLE: u32 = 2;
const AUTHOR: u32 = 4;
const PAGES: u32 = 14;

/// Reads one document.
///
/// # Errors
///
/// Where the file is protected, or is neither read here nor by a converter.
pub fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    if super::is_encrypted(bytes) {
        return Err(ExtractError::new(super::unsupported(bytes)));
    }
    match read(bytes, settings) {
        Ok(read) => Ok(read),
        Err(reason) if reason.contains("password") => {
            Err(ExtractError::new(format!("the document {reason}: open it, save it without one, and run again")))
        }
        Err(reason) => convert::extract(bytes, settings, &reason),
    }
}

/// Reads a file of Word 97 or later; the error is what kept it from being read, as a clause.
fn read(bytes: &[u8], settings: &Settings) -> Result<Extracted, String> {
    let file = File::open(bytes, settings.max_unpacked_mib.saturating_mul(1 << 20))?;
    let text = Text::read(&file).ok_or("is damaged (the order of its text is lost)")?;
    let writer = Writer::new(&file, text);
    let tree = |text: &str| xml::parse(text.as_bytes()).map(|(root, _)| root).map_err(|error| error.reason);
    let mut document = tree(&writer.document())?;
    let mut parts = docx::Parts {
        styles: tree(&markup::styles(&properties::styles(&file), &layout::fonts(&file)))?,
        numbering: tree(&lists::numbering(&file))?,
        footnotes: tree(&writer.notes(false))?,
        endnotes: tree(&writer.notes(true))?,
        ..docx::Parts::default()
    };
    for (name, margin) in writer.margins() {
        parts.margins.push((name, tree(&margin)?));
    }
    let says = properties::summary(&file.summary);
    let words = |number| match says(number) {
        Some(Property::Words(bytes)) => {
            let text = collapse(super::decode::text(&bytes, None).trim_matches('\0'));
            Some(text).filter(|text| !text.is_empty())
        }
        _ => None,
    };
    let pages = match says(PAGES) {
        Some(Property::Number(pages)) => Some(pages),
        _ => None,
    };
    let (blocks, estimated) = docx::of_parts(&mut document, &parts, pages);
    let metadata = FileMetadata { title: words(TITLE), author: words(AUTHOR), ..FileMetadata::default() };
    let read = blocks_of(&EXTRACTOR, metadata, settle::settle(blocks));
    let engine = if estimated { format!("{}, pages estimated", read.engine) } else { read.engine.clone() };
    Ok(Extracted { engine, estimated_pages: estimated, ..read })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::{Block, BlockKind};
    use crate::model::extracted::Content;
    use std::io::{Cursor, Write};

    /// Where the text, and the two pages of properties, stand in a made file.
    const TEXT: usize = 0x800;
    const RUNS: usize = 0xa00;
    const PARAGRAPHS: usize = 0xc00;

    /// A list of runs and where the properties of each stand, as a page.
    fn page(bounds: &[u32], entry: usize, properties: &[Vec<u8>]) -> Vec<u8> {
        let mut page = vec![0_u8; 512];
        for (i, bound) in bounds.iter().enumerate() {
            page[i * 4..i * 4 + 4].copy_from_slice(&bound.to_le_bytes());
        }
        let mut at = 256;
        for (i, bytes) in properties.iter().enumerate() {
            page[bounds.len() * 4 + i * entry] = (at / 2) as u8;
            page[at..at + bytes.len()].copy_from_slice(bytes);
            at += bytes.len() + bytes.len() % 2;
        }
        page[511] = properties.len() as u8;
        page
    }

    /// A file with this text in one narrow piece. Paragraphs are given with their list of changes, runs likewise, each with the number
    /// of its characters.
    fn made(text: &[u8], paragraphs: &[(u32, Vec<u8>)], runs: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut stream = vec![0_u8; 0xe00];
        let mut table = Vec::new();
        stream[..2].copy_from_slice(&0xa5ec_u16.to_le_bytes());
        stream[2..4].copy_from_slice(&0xc1_u16.to_le_bytes());
        stream[0x4c..0x50].copy_from_slice(&(text.len() as u32).to_le_bytes());
        stream[TEXT..TEXT + text.len()].copy_from_slice(text);
        let mut part = |number: usize, bytes: Vec<u8>, stream: &mut Vec<u8>| {
            let at = 0x9a + number * 8;
            stream[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            stream[at + 4..at + 8].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
            table.extend(bytes);
        };
        let mut pieces = vec![2, 16, 0, 0, 0, 0, 0, 0, 0];
        pieces.extend((text.len() as u32).to_le_bytes());
        pieces.extend([0, 0]);
        pieces.extend((0x4000_0000 | (TEXT as u32 * 2)).to_le_bytes());
        pieces.extend([0, 0]);
        part(33, pieces, &mut stream);
        for (number, at, entry, list) in [(13, PARAGRAPHS, 13, paragraphs), (12, RUNS, 1, runs)] {
            let mut bounds = vec![TEXT as u32];
            for (length, _) in list {
                bounds.push(bounds.last().unwrap() + length);
            }
            let lists: Vec<Vec<u8>> = list.iter().map(|(_, list)| list.clone()).collect();
            stream[at..at + 512].copy_from_slice(&page(&bounds, entry, &lists));
            let mut plc: Vec<u8> = [bounds[0], *bounds.last().unwrap()].iter().flat_map(|b| b.to_le_bytes()).collect();
            plc.extend((at as u32 / 512).to_le_bytes());
            part(number, plc, &mut stream);
        }
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/WordDocument").unwrap().write_all(&stream).unwrap();
        file.create_stream("/0Table").unwrap().write_all(&table).unwrap();
        file.into_inner().into_inner()
    }

    /// Properties of a paragraph: style 0 and these changes.
    fn paragraph(changes: &[&[u8]]) -> Vec<u8> {
        let mut list = vec![0, 0];
        changes.iter().for_each(|change| list.extend_from_slice(change));
        list.resize(list.len() + (list.len() + 1) % 2, 0);
        std::iter::once(list.len().div_ceil(2) as u8).chain(list).collect()
    }

    fn run(changes: &[u8]) -> Vec<u8> {
        std::iter::once(changes.len() as u8).chain(changes.iter().copied()).collect()
    }

    const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
    const ROW_END: &[u8] = &[0x17, 0x24, 1];
    const HEADING: &[u8] = &[0x40, 0x26, 0];
    const DELETED: &[u8] = &[0x00, 0x08, 1];

    fn sample() -> Vec<u8> {
        let text = b"Data sharing\rPartners agreed\x97now notthen.\rArea\x07Angus\x07\x07";
        made(
            text,
            &[
                (13, paragraph(&[HEADING])),
                (29, paragraph(&[])),
                (5, paragraph(&[IN_TABLE])),
                (6, paragraph(&[IN_TABLE])),
                (1, paragraph(&[IN_TABLE, ROW_END])),
            ],
            &[(33, run(&[])), (3, run(DELETED)), (18, run(&[]))],
        )
    }

    fn blocks(file: &[u8]) -> Vec<Block> {
        match read(file, &Settings::default()).unwrap().content {
            Content::Blocks(blocks) => blocks,
            Content::Pages(_) => panic!("a Word document has blocks"),
        }
    }

    #[test]
    fn headings_text_and_tables_are_read_and_deleted_words_are_not() {
        let blocks = blocks(&sample());
        assert_eq!((&blocks[0].kind, blocks[0].text.as_str()), (&BlockKind::Heading(1), "Data sharing"));
        assert_eq!(blocks[1].text, "Partners agreed\u{2014}now then.");
        let table = blocks[2].table().unwrap();
        let cells: Vec<String> = table.rows[0].cells.iter().map(|cell| cell.text()).collect();
        assert_eq!(cells, ["Area", "Angus"]);
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let file = sample();
        let settings = Settings { converter: Converter::Never, ..Settings::default() };
        for at in (0..file.len()).filter(|at| file[*at] != 0) {
            for wrong in [0, 0x7f, 0xff] {
                let mut damaged = file.clone();
                damaged[at] = wrong;
                let _ = extract(&damaged, &settings);
            }
        }
        for end in (0..file.len()).step_by(97) {
            let _ = extract(&file[..end], &settings);
        }
    }

    #[test]
    fn a_password_is_named_and_what_is_no_document_is_left_to_a_converter() {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(extract(&locked, &Settings::default()).unwrap_err().reason.contains("password"));
        let settings = Settings { converter: Converter::Never, ..Settings::default() };
        let refused = extract(b"\xD0\xCF\x11\xE0", &settings).unwrap_err().reason;
        assert!(refused.contains("save it as DOCX or PDF"), "{refused}");
    }
}
