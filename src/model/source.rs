//! A file of the corpus: its identity, its type and what became of it.

use crate::model::page::Readability;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The formats that are told apart. What has no extractor is listed as skipped, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaType {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML text document.
    Docx,
    /// Legacy binary Word document.
    Doc,
    /// OpenDocument text document.
    Odt,
    /// Office Open XML workbook.
    Xlsx,
    /// Legacy binary Excel workbook.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Values separated by commas, semicolons or tabs.
    Csv,
    /// E-mail message with its attachments.
    Eml,
    /// Outlook message with its attachments.
    Msg,
    /// Rich Text document.
    Rtf,
    /// HTML page.
    Html,
    /// Markdown text.
    Markdown,
    /// Plain text.
    Text,
    /// Anything else.
    Other,
}

impl MediaType {
    /// The registered media type, as `sources.csv` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            MediaType::Doc => "application/msword",
            MediaType::Odt => "application/vnd.oasis.opendocument.text",
            MediaType::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            MediaType::Xls => "application/vnd.ms-excel",
            MediaType::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            MediaType::Csv => "text/csv",
            MediaType::Eml => "message/rfc822",
            MediaType::Msg => "application/vnd.ms-outlook",
            MediaType::Rtf => "application/rtf",
            MediaType::Html => "text/html",
            MediaType::Markdown => "text/markdown",
            MediaType::Text => "text/plain",
            MediaType::Other => "application/octet-stream",
        }
    }
}

/// A file found in the corpus, not yet opened by an extractor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name people see and cite: the path below the folder that was given, with `/` between its parts.
    pub name: String,
    /// Where the bytes are on this machine. Never part of an id and never exported.
    pub location: PathBuf,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Format by content, then by name.
    pub media_type: MediaType,
    /// Size in bytes.
    pub bytes: u64,
}

/// What became of a source. Every status but [`SourceStatus::Ok`] comes with a reason that a person can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceStatus {
    /// Read in full.
    Ok,
    /// The same bytes as another source.
    Duplicate,
    /// Nearly the same text as another source; it is read, and said so.
    NearDuplicate,
    /// Read, but pages or parts of it could not be.
    Partial,
    /// Opened, but there is no text in it to read.
    NoText,
    /// Could not be opened or read.
    Failed,
    /// Not read, because its format has no extractor.
    Skipped,
}

impl SourceStatus {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            SourceStatus::Ok => "ok",
            SourceStatus::Duplicate => "duplicate",
            SourceStatus::NearDuplicate => "near-duplicate",
            SourceStatus::Partial => "partial",
            SourceStatus::NoText => "no-text",
            SourceStatus::Failed => "failed",
            SourceStatus::Skipped => "skipped",
        }
    }
}

/// A page that somebody may want to look at: the file does not state its text, or what it states hardly reads as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageNote {
    /// The file embedded in the source that has the page, as a locator names it.
    pub attachment: Option<String>,
    /// The page, from 1.
    pub page: u32,
    /// See [`Page::score`](crate::model::page::Page::score).
    pub score: u8,
    /// Where its text came from.
    pub readability: Readability,
}

impl PageNote {
    /// The word of the output contract.
    pub fn outcome(&self) -> &'static str {
        match self.readability {
            Readability::Stated => "weak",
            Readability::Recognised { .. } => "ocr",
            Readability::Unreadable => "unreadable",
        }
    }

    /// Mean confidence of OCR in percent.
    pub fn confidence(&self) -> Option<u8> {
        match self.readability {
            Readability::Recognised { confidence } => Some(confidence),
            Readability::Stated | Readability::Unreadable => None,
        }
    }
}

/// One line of the manifest: a source and its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// See [`Source::name`].
    pub name: String,
    /// See [`Source::location`].
    pub location: PathBuf,
    /// See [`Source::sha256`]; empty where the bytes could not be read.
    pub sha256: String,
    /// See [`Source::media_type`].
    pub media_type: MediaType,
    /// See [`Source::bytes`].
    pub bytes: u64,
    /// What became of it.
    pub status: SourceStatus,
    /// Why, for every status but `ok`.
    pub reason: Option<String>,
    /// Name of the source that has nearly the same text, for a near-duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The extractor and its version, such as `pdfboss 2.16.1`.
    pub engine: Option<String>,
    /// The subject and keywords that the author gave the file, which no passage need hold.
    #[serde(default)]
    pub keywords: Option<String>,
    /// Pages, where the format has pages.
    pub pages: Option<u32>,
    /// Pages among them whose text could not be read.
    #[serde(default)]
    pub unreadable_pages: u32,
    /// Pages among them that were read from their picture by OCR.
    #[serde(default)]
    pub ocr_pages: u32,
    /// Pages that somebody may want to look at, in order.
    #[serde(default)]
    pub page_notes: Vec<PageNote>,
    /// Papers found in it.
    pub papers: u32,
    /// Passages found in it.
    pub passages: u32,
    /// Words in its passages.
    pub words: u64,
    /// Whether the store holds a record for it (duplicates, failures and skipped files have none).
    pub has_record: bool,
    /// What of its papers stands in another paper as well and is counted there, in the order of its papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<Repeat>,
}

/// Passages of a paper that stand word for word in another, which they are counted in: the paper's copy in a pack, or its appendix as a
/// file of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// Id of the paper.
    pub paper: String,
    /// All of the paper is a copy, but for a tenth of its words at most.
    pub whole: bool,
    /// Ids of the passages, ascending; none where all of the paper is a copy.
    pub passages: Vec<String>,
}

impl SourceEntry {
    /// Mean confidence of OCR over the pages that it read, in percent.
    pub fn ocr_confidence(&self) -> Option<u8> {
        let each: Vec<u32> = self.page_notes.iter().filter_map(|note| note.confidence().map(u32::from)).collect();
        let count = u32::try_from(each.len()).ok().filter(|count| *count > 0)?;
        u8::try_from((each.iter().sum::<u32>() + count / 2) / count).ok()
    }

    /// The line of a file of which nothing but this is known yet: `ok`, without a reason, and nothing found in it.
    pub fn new(name: &str, location: &Path, media_type: MediaType, bytes: u64) -> SourceEntry {
        SourceEntry {
            name: name.to_owned(),
            location: location.to_owned(),
            sha256: String::new(),
            media_type,
            bytes,
            status: SourceStatus::Ok,
            reason: None,
            original: None,
            engine: None,
            keywords: None,
            pages: None,
            unreadable_pages: 0,
            ocr_pages: 0,
            page_notes: Vec::new(),
            papers: 0,
            passages: 0,
            words: 0,
            has_record: false,
            repeats: Vec::new(),
        }
    }

    /// The line of a source that was found and is yet to be read.
    pub fn of(source: &Source) -> SourceEntry {
        let entry = SourceEntry::new(&source.name, &source.location, source.media_type, source.bytes);
        SourceEntry { sha256: source.sha256.clone(), ..entry }
    }
}
