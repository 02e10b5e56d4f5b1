//! PDF: two engines behind one seam, pages with positions out.
//!
//! | file | what it does |
//! |---|---|
//! | `pdfboss` | the first engine |
//! | `tags` | a span's way down the structure tree |
//! | `second` | the second opinion on pages the first cannot read |
//! | `quality` | which of two readings of a page is the better |
//!
//! Nothing outside this folder knows an engine's types. A second opinion is asked for where the first engine fails, gives a page
//! without text that has no picture to explain it, or leaves more than 2 % of a page's characters without Unicode.

mod pdfboss;
mod quality;
mod second;
mod tags;

use crate::extract::{ExtractError, Extractor, Settings};
use crate::model::extracted::{Content, Diagnostic, Extracted, FileMetadata};
use crate::model::page::Page;
use crate::model::source::MediaType;
use serde::{Deserialize, Serialize};

/// The reader of PDF.
pub const EXTRACTOR: Extractor = Extractor { name: "pdf", version: 2, handles: |m| m == MediaType::Pdf, extract };

/// Which engine reads PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// The first engine, and the second where a page asks for it.
    #[default]
    Auto,
    /// pdfboss alone.
    Pdfboss,
    /// pdf-extract alone.
    PdfExtract,
}

/// Reads a PDF.
///
/// # Errors
///
/// Where no engine can open the bytes, or the file is locked.
pub fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    match settings.engine {
        Engine::PdfExtract => {
            let second = second::Opened::open(bytes)
                .ok_or_else(|| ExtractError::new("pdf-extract cannot open this PDF; try --engine auto"))?;
            Ok(alone(&second, Vec::new()))
        }
        Engine::Pdfboss | Engine::Auto => match pdfboss::Opened::open(bytes, settings.use_tags) {
            // A damaged table of objects can hide every page from one engine and none from the other.
            Ok(first) if first.page_count() == 0 => match second::Opened::open(bytes) {
                Some(second) if settings.engine == Engine::Auto && second.page_count() > 0 => {
                    Ok(alone(&second, Vec::new()))
                }
                _ => Err(ExtractError::new("no page can be found in this PDF: it is damaged; print it to a new PDF")),
            },
            Ok(first) => Ok(read(&first, bytes, settings)),
            Err(reason) if settings.engine == Engine::Auto => match second::Opened::open(bytes) {
                Some(second) if second.page_count() > 0 => Ok(alone(&second, Vec::new())),
                _ => Err(ExtractError::new(reason)),
            },
            Err(reason) => Err(ExtractError::new(reason)),
        },
    }
}

fn read(first: &pdfboss::Opened, bytes: &[u8], settings: &Settings) -> Extracted {
    let mut pages = Vec::new();
    let mut diagnostics = Vec::new();
    let mut second: Option<Option<second::Opened>> = None;
    let mut helped = false;
    let count = first.page_count();
    let limit = count.min(settings.max_pages);
    if limit < count {
        diagnostics.push(Diagnostic {
            page: None,
            message: format!("only the first {limit} of {count} pages were read; raise extract.max-pages to read more"),
            loses_text: true,
        });
    }
    for index in 0..limit {
        let mut page = match first.page(index) {
            Ok((page, said)) => {
                diagnostics.extend(said);
                page
            }
            Err(message) => {
                diagnostics.push(Diagnostic { page: Some(index as u32 + 1), message, loses_text: true });
                Page { number: index as u32 + 1, ..Page::default() }
            }
        };
        if settings.engine == Engine::Auto && quality::wants_second_opinion(&page) {
            let other = second.get_or_insert_with(|| second::Opened::open(bytes));
            if let Some(read) = other.as_ref().and_then(|o| o.page(index))
                && quality::is_better(&read, &page)
            {
                page.spans = read.spans;
                page.unmapped = read.unmapped;
                if page.width == 0.0 {
                    (page.width, page.height) = (read.width, read.height);
                }
                helped = true;
            }
        }
        pages.push(page);
    }
    let mut attachments = Vec::new();
    for (name, data) in first.embedded() {
        if let Err(reason) = &data {
            diagnostics.push(Diagnostic {
                page: None,
                message: format!("the attached file {name} could not be taken out ({reason})"),
                loses_text: true,
            });
        }
        attachments.push(name);
    }
    Extracted {
        engine: if helped { format!("{} + {}", pdfboss::NAME, second::NAME) } else { pdfboss::NAME.to_owned() },
        metadata: first.metadata(),
        content: Content::Pages(pages),
        bookmarks: first.bookmarks(),
        attachments,
        diagnostics,
    }
}

fn alone(second: &second::Opened, mut diagnostics: Vec<Diagnostic>) -> Extracted {
    let mut pages = Vec::new();
    for index in 0..second.page_count() {
        pages.push(second.page(index).unwrap_or_else(|| {
            diagnostics.push(Diagnostic {
                page: Some(index as u32 + 1),
                message: "the page could not be read".into(),
                loses_text: true,
            });
            Page { number: index as u32 + 1, ..Page::default() }
        }));
    }
    Extracted {
        engine: second::NAME.to_owned(),
        metadata: FileMetadata::default(),
        content: Content::Pages(pages),
        bookmarks: Vec::new(),
        attachments: Vec::new(),
        diagnostics,
    }
}
