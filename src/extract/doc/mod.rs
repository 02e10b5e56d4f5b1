//! Reads Word documents of the binary format of Word 97 to 2007 (MS-DOC).
//!
//! | file | what it does |
//! |---|---|
//! | `file` | the streams of a file, and where its parts are |
//! | `pieces` | the characters in order |
//! | `properties` | what is said of paragraphs, characters, rows and styles |
//! | `lists` | definitions of lists |
//! | `markup` | the document as the parts of a DOCX |
//! | `table` | paragraphs in cells and rows as tables |
//! | `convert` | older files, through a converter that is installed |
//!
//! The parts say the same in another notation, so that headings, numbers, notes, tracked changes and pages are those of the reader
//! of DOCX. A converter takes seconds to start; with this reader a folder with a few such files is read in a fraction of that,
//! and alike on every machine. Files of Word 95 and before, and damaged ones, are left to a converter.

mod convert;
mod file;
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
        styles: tree(&markup::styles(&properties::styles(&file)))?,
        numbering: tree(&lists::numbering(&file))?,
        footnotes: tree(&writer.notes(false))?,
        endnotes: tree(&writer.notes(true))?,
        ..docx::Parts::default()
    };
    for margin in writer.margins() {
        parts.margins.push((String::new(), tree(&margin)?));
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

    #[test]
    fn a_password_is_named_and_what_is_no_document_is_left_to_a_converter() {
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(extract(&locked, &Settings::default()).unwrap_err().reason.contains("password"));
        let settings = Settings { converter: Converter::Never, ..Settings::default() };
        let refused = extract(b"\xD0\xCF\x11\xE0", &settings).unwrap_err().reason;
        assert!(refused.contains("save it as DOCX or PDF"), "{refused}");
    }
}
