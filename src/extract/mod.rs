//! Turns the bytes of one file into positioned text or blocks.
//!
//! | file | what it reads |
//! |---|---|
//! | [`pdf`] | PDF |
//! | [`docx`] | Office Open XML text documents |
//! | [`odt`] | OpenDocument text documents |
//! | [`doc`] | Word documents of the binary format; those before Word 97 through a converter that is installed |
//! | [`sheet`] | workbooks and separated values, as tables |
//! | [`eml`] | e-mail messages |
//! | [`msg`] | Outlook messages |
//! | [`rtf`] | Rich Text documents |
//! | [`html`] | web pages |
//! | [`markdown`] | Markdown |
//! | [`text`] | plain text |
//! | [`ocr`] | pages whose text cannot be relied on, read from their picture |
//! | `readability` | whether the text of a page is text |
//! | `line` | paragraphs with their type faces, shared by all of them |
//! | `decode` | bytes of unknown encoding to text |
//! | `package` | the zip container of office files and its limits |
//! | `xml` | a part of it as a bounded tree |
//! | `grid` | header rows and boxes, for the tables of all of them |
//! | `settle` | what is decided over all blocks: depths of lists, headings by type alone, broken paragraphs |
//!
//! An extractor is a pure function of bytes and settings and one line of [`EXTRACTORS`]. It never panics: what it cannot read
//! is an [`ExtractError`] with a remedy, what it can read only in part is a [`Diagnostic`](crate::model::extracted::Diagnostic).

mod decode;
pub mod doc;
pub mod docx;
pub mod eml;
mod grid;
pub mod html;
mod line;
pub mod markdown;
pub mod msg;
pub mod ocr;
pub mod odt;
mod package;
pub mod pdf;
mod readability;
pub mod rtf;
mod settle;
pub mod sheet;
pub mod text;
mod xml;

use crate::model::block::Block;
use crate::model::extracted::{Content, Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
use serde::{Deserialize, Serialize};

/// How files are read, and the limits of reading them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Largest size of a compressed file's parts when unpacked, together, in MiB. A board pack of 500 pages as DOCX unpacks to
    /// less than 20 MiB of text.
    pub max_unpacked_mib: u64,
    /// Which engine reads PDF.
    pub engine: pdf::Engine,
    /// Read a tagged PDF in the order its tags state.
    pub use_tags: bool,
    /// When pages are given to OCR.
    pub ocr: ocr::Ocr,
    /// Languages that OCR reads, by Tesseract's names for them, joined by `+`.
    pub ocr_language: String,
    /// Pages of one file that OCR reads at most; each takes some seconds.
    pub ocr_max_pages: usize,
    /// Time for one page of OCR, in seconds.
    pub ocr_seconds: u64,
    /// Pages of one PDF beyond which the rest is left out, and said so.
    pub max_pages: usize,
    /// Whether Word documents that the program does not read itself, those before Word 97, are given to a converter.
    pub converter: doc::Converter,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            max_unpacked_mib: 256,
            engine: pdf::Engine::Auto,
            use_tags: true,
            max_pages: 5000,
            converter: doc::Converter::Auto,
            ocr: ocr::Ocr::Auto,
            ocr_language: "eng".to_owned(),
            ocr_max_pages: 500,
            ocr_seconds: 60,
        }
    }
}

impl Settings {
    /// The same with all left out that can be done without, for a file of this format that took a reader down; `None` where
    /// nothing can be left out.
    pub fn cautious(&self, media_type: MediaType) -> Option<Settings> {
        let more = self.engine == pdf::Engine::Auto || self.ocr != ocr::Ocr::Never;
        (media_type == MediaType::Pdf && more && self.engine != pdf::Engine::PdfExtract).then(|| Settings {
            engine: pdf::Engine::Pdfboss,
            ocr: ocr::Ocr::Never,
            ..self.clone()
        })
    }
}

/// A reader of one or more formats.
pub struct Extractor {
    /// Name, as `sources.csv` prints it before the version.
    pub name: &'static str,
    /// Raised with every change that can change what is read; part of the key of a stored record.
    pub version: u32,
    /// Whether it reads this format.
    pub handles: fn(MediaType) -> bool,
    /// Reads one file.
    pub extract: fn(&[u8], &Settings) -> Result<Extracted, ExtractError>,
}

/// Every extractor; the first that handles a format reads it.
pub const EXTRACTORS: &[Extractor] = &[
    pdf::EXTRACTOR,
    docx::EXTRACTOR,
    odt::EXTRACTOR,
    doc::EXTRACTOR,
    sheet::XLSX,
    sheet::XLS,
    sheet::ODS,
    sheet::CSV,
    eml::EXTRACTOR,
    msg::EXTRACTOR,
    rtf::EXTRACTOR,
    html::EXTRACTOR,
    markdown::EXTRACTOR,
    text::EXTRACTOR,
];

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ExtractError {
    /// What is wrong and what to do about it, in plain words.
    pub reason: String,
}

impl ExtractError {
    /// An error with this reason.
    pub fn new(reason: impl Into<String>) -> ExtractError {
        ExtractError { reason: reason.into() }
    }
}

/// Reads a file of a known format.
pub fn extract(bytes: &[u8], media_type: MediaType, settings: &Settings) -> Result<Extracted, ExtractError> {
    match extractor(media_type) {
        Some(extractor) => (extractor.extract)(bytes, settings),
        None => Err(ExtractError::new(unsupported(bytes))),
    }
}

/// The extractor of a format.
pub fn extractor(media_type: MediaType) -> Option<&'static Extractor> {
    EXTRACTORS.iter().find(|extractor| (extractor.handles)(media_type))
}

/// The version of a format's extractor, part of the key of a stored record. `None` where nothing reads the format.
pub fn engine_version(media_type: MediaType) -> Option<u32> {
    extractor(media_type).map(|extractor| extractor.version)
}

/// Why a file without an extractor is not read, and what to do about it.
pub fn unsupported(bytes: &[u8]) -> String {
    if is_encrypted(bytes) {
        return "protected by a password: open it, save it without one, and run again".to_owned();
    }
    let signatures: [(&[u8], &str); 8] = [
        (b"\x89PNG", "a picture: run text recognition over it and give the PDF"),
        (b"\xFF\xD8\xFF", "a picture: run text recognition over it and give the PDF"),
        (b"II*\0", "a picture: run text recognition over it and give the PDF"),
        (b"MM\0*", "a picture: run text recognition over it and give the PDF"),
        (b"GIF8", "a picture: run text recognition over it and give the PDF"),
        (b"PK\x03\x04", "a zip file, slides or another office file: unpack it, or save it as DOCX or PDF"),
        (OLE, "an old Office file that is no text document or workbook: save it as PDF"),
        (b"<?xml", "XML data: save what it says as HTML, DOCX or PDF"),
    ];
    match signatures.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        Some((_, what)) => format!("not read, {what}"),
        None => "not read: the format is not one of PDF, DOCX, ODT, RTF, XLSX, XLS, ODS, CSV, EML, MSG, HTML, \
             Markdown and plain text"
            .to_owned(),
    }
}

/// How the container of old Office files begins.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// Whether bytes are a new office file within an old container, which is how such files are locked.
fn is_encrypted(bytes: &[u8]) -> bool {
    holds(bytes, "EncryptedPackage")
}

/// Whether an old container has a stream of this name; entries of its directory are 128 bytes long.
fn holds(bytes: &[u8], stream: &str) -> bool {
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&wide))
}

/// What an author says of a file's subject in several places, as one line; nothing where all are empty.
fn stated(parts: [Option<String>; 2]) -> Option<String> {
    let parts: Vec<String> =
        parts.into_iter().flatten().map(|part| collapse(&part)).filter(|p| !p.is_empty()).collect();
    Some(parts.join("; ")).filter(|all| !all.is_empty())
}

/// Blocks as an extractor gives them back, with nothing else known.
fn blocks_of(extractor: &Extractor, metadata: FileMetadata, blocks: Vec<Block>) -> Extracted {
    Extracted {
        engine: format!("{} {}", extractor.name, extractor.version),
        metadata,
        content: Content::Blocks(blocks),
        estimated_pages: false,
        bookmarks: Vec::new(),
        attachments: Vec::new(),
        diagnostics: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_or_refused_with_advice() {
        for media_type in [MediaType::Pdf, MediaType::Docx, MediaType::Html, MediaType::Markdown, MediaType::Text] {
            assert!(engine_version(media_type).is_some());
        }
        let settings = Settings { converter: doc::Converter::Never, ..Settings::default() };
        let doc = extract(b"\xD0\xCF\x11\xE0", MediaType::Doc, &settings).unwrap_err();
        assert!(doc.reason.contains("save it as DOCX or PDF"));
        assert!(extract(b"\x89PNG", MediaType::Other, &settings).unwrap_err().reason.contains("picture"));
    }
}
