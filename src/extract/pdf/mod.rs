//! PDF: two engines behind one seam, pages with positions out.
//!
//! | file | what it does |
//! |---|---|
//! | `pdfboss` | the first engine |
//! | `annotations` | form fields, text boxes and stamps, which that engine leaves out |
//! | `mend` | files whose table of objects is wrong, written anew |
//! | `shapes` | borders and bullets that are drawn as shapes |
//! | `tags` | a span's way down the structure tree |
//! | `second` | the second opinion on pages the first cannot read |
//! | `quality` | which of two readings of a page is the better |
//! | `render` | pages as pictures, for OCR |
//!
//! Nothing outside this folder knows an engine's types. A second opinion is asked for where the first engine fails, gives a page
//! without text though text is drawn on it, leaves more than 2 % of a page's characters without Unicode, or gives letters that
//! make no words. Each page is read on its own: one that an engine breaks down on costs that page and that engine alone.

mod annotations;
mod mend;
mod pdfboss;
mod quality;
mod render;
mod second;
mod shapes;
mod tags;

pub(super) use render::Renderer;

use crate::extract::{ExtractError, Extractor, Settings};
use crate::model::extracted::{Attachment, Content, Diagnostic, Extracted, FileMetadata};
use crate::model::page::Page;
use crate::model::source::MediaType;
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The reader of PDF.
pub const EXTRACTOR: Extractor = Extractor { name: "pdf", version: 4, handles: |m| m == MediaType::Pdf, extract };

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
            let second = guarded(|| second::Opened::open(bytes))
                .flatten()
                .ok_or_else(|| ExtractError::new("pdf-extract cannot open this PDF; try --engine auto"))?;
            Ok(alone(&second, Vec::new()))
        }
        Engine::Pdfboss => guarded(|| pdfboss::Opened::open(bytes, settings.use_tags))
            .unwrap_or_else(|| Err(UNREADABLE.to_owned()))
            .map(|first| read(&first, bytes, settings))
            .map_err(ExtractError::new),
        Engine::Auto => automatic(bytes, settings),
    }
}

/// The first engine, on the file mended where it finds no pages in it, then the second one.
fn automatic(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    let open = |bytes: &[u8]| {
        guarded(|| pdfboss::Opened::open(bytes, settings.use_tags)).unwrap_or_else(|| Err(UNREADABLE.to_owned()))
    };
    let reason = match open(bytes) {
        Ok(first) if first.page_count() > 0 => return Ok(read(&first, bytes, settings)),
        Ok(_) => None,
        Err(reason) => Some(reason),
    };
    if let Some(mended) = mend::mended(bytes)
        && let Ok(first) = open(&mended)
        && first.page_count() > 0
    {
        return Ok(read(&first, &mended, settings));
    }
    match guarded(|| second::Opened::open(bytes)).flatten() {
        Some(second) if second.page_count() > 0 => Ok(alone(&second, Vec::new())),
        _ => Err(ExtractError::new(reason.unwrap_or_else(|| NO_PAGES.to_owned()))),
    }
}

/// What is said of a file that the first engine breaks down on.
const UNREADABLE: &str = "the reader broke down on it; print it to a new PDF";

/// What is said of a file without pages.
const NO_PAGES: &str = "the PDF has no pages; check that the right file was saved, and that it is whole";

/// What is said of a page on which an engine broke down.
const BROKEN: &str = "could not be read; print the file to a new PDF";

/// Runs a piece of an engine; a panic in it is `None`. What the panic left half done is not used again but for caches, which
/// both engines fill in one step.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
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
        let (mut page, misses_text) = match guarded(|| first.page(index)).unwrap_or_else(|| Err(BROKEN.to_owned())) {
            Ok(read) => {
                diagnostics.extend(read.diagnostics);
                (read.page, read.misses_text)
            }
            Err(message) => {
                diagnostics.push(Diagnostic { page: Some(index as u32 + 1), message, loses_text: true });
                (Page { number: index as u32 + 1, ..Page::default() }, true)
            }
        };
        if settings.engine == Engine::Auto && (misses_text || quality::wants_second_opinion(&page)) {
            let other = second.get_or_insert_with(|| guarded(|| second::Opened::open(bytes)).flatten());
            let read = other.as_ref().and_then(|o| guarded(|| o.page(index)).flatten());
            if let Some(read) = read.filter(|read| quality::is_better(read, &page)) {
                diagnostics.retain(|d| d.page != Some(page.number));
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
    let embedded = first.embedded().into_iter().enumerate();
    let attachments = embedded.map(|(i, (name, content))| Attachment::new(&name, i + 1, content)).collect();
    Extracted {
        engine: if helped { format!("{} + {}", pdfboss::NAME, second::NAME) } else { pdfboss::NAME.to_owned() },
        metadata: first.metadata(),
        content: Content::Pages(pages),
        estimated_pages: false,
        bookmarks: first.bookmarks(),
        attachments,
        diagnostics,
    }
}

fn alone(second: &second::Opened, mut diagnostics: Vec<Diagnostic>) -> Extracted {
    let mut pages = Vec::new();
    for index in 0..second.page_count() {
        pages.push(guarded(|| second.page(index)).flatten().unwrap_or_else(|| {
            diagnostics.push(Diagnostic { page: Some(index as u32 + 1), message: BROKEN.to_owned(), loses_text: true });
            Page { number: index as u32 + 1, ..Page::default() }
        }));
    }
    Extracted {
        engine: second::NAME.to_owned(),
        metadata: FileMetadata::default(),
        content: Content::Pages(pages),
        estimated_pages: false,
        bookmarks: Vec::new(),
        attachments: Vec::new(),
        diagnostics,
    }
}
