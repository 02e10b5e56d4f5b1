//! The gate of readability, and OCR for the pages that do not pass it.
//!
//! | file | what it does |
//! |---|---|
//! | `tesseract` | the Tesseract program |
//! | `hocr` | what it writes |
//! | `page` | what it read, as spans of a page |
//!
//! A page whose file states no text that can be relied on is drawn at 300 dots an inch and given to Tesseract where that is
//! installed. What cannot be read then either is left out, marked as unreadable and said so, with what to do about it.

mod hocr;
mod page;
mod tesseract;

pub(super) use tesseract::Picture;

use super::readability::{self, Fault};
use super::{Settings, pdf};
use crate::model::extracted::{Content, Diagnostic, Extracted};
use crate::model::page::{Page, Readability};
use crate::model::source::{MediaType, PageNote};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// When pages are given to OCR.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ocr {
    /// Pages without text that can be relied on, where Tesseract is installed.
    #[default]
    Auto,
    /// No page.
    Never,
    /// Every page, whatever text it states.
    Always,
}

/// Pages in a row that may fail before the rest of a file is left alone.
const FAILURES: u32 = 3;

/// Words that OCR must find for a picture to count as one of text.
const WORDS_NEEDED: usize = 3;

/// The OCR program that would be used and its version, such as `tesseract 5.3.0`; `None` where there is none or it is not wanted.
/// Part of the key of a stored record, since another version may read other words.
pub fn engine(settings: &Settings) -> Option<String> {
    if settings.ocr == Ocr::Never {
        return None;
    }
    tesseract::version().map(|version| format!("tesseract {version}"))
}

/// Judges every page of what was extracted from `bytes`, reads by OCR those that cannot be relied on, and leaves out what cannot
/// be read. `alive` is called after each page of OCR, so that a caller with a clock can tell work from a hang.
pub fn gate(bytes: &[u8], media_type: MediaType, extracted: &mut Extracted, settings: &Settings, alive: &dyn Fn()) {
    let Content::Pages(pages) = &mut extracted.content else { return };
    let engine = engine(settings);
    let mut reader = Reader {
        renderer: None,
        failed: 0,
        left: settings.ocr_max_pages,
        settings,
        bytes: (media_type == MediaType::Pdf && engine.is_some()).then_some(bytes),
    };
    let mut helped = false;
    for page in pages.iter_mut() {
        let (fault, score) = readability::judge(page);
        page.score = Some(score);
        if fault.is_none() && settings.ocr != Ocr::Always {
            tidy(page);
            continue;
        }
        let read = reader.read(page);
        helped |= matches!(read, Read::Page(..));
        if reader.bytes.is_some() {
            alive();
        }
        let message = settle(page, fault, read);
        page.score = Some(score);
        extracted.diagnostics.extend(message.map(|(message, loses_text)| Diagnostic {
            page: Some(page.number),
            message,
            loses_text,
        }));
    }
    if let (true, Some(engine)) = (helped, engine) {
        extracted.engine = format!("{} + {engine}", extracted.engine);
    }
}

/// The pages that somebody may want to look at.
pub fn notes(pages: &[Page]) -> Vec<PageNote> {
    let note = |page: &Page| {
        let score = page.score.unwrap_or(100);
        let notable = page.readability != Readability::Stated || score < readability::WEAK;
        notable.then(|| PageNote { attachment: None, page: page.number, score, readability: page.readability })
    };
    pages.iter().filter_map(note).collect()
}

/// Takes characters out that stand for nothing.
fn tidy(page: &mut Page) {
    if page.unmapped > 0 {
        page.spans.retain(|span| !readability::is_garbage(span));
    }
}

/// What came of giving a page to OCR.
enum Read {
    /// It was not tried; what to do about it.
    Untried(&'static str),
    /// It failed.
    Failed(String),
    /// The page as it was read, with the mean confidence in percent.
    Page(Page, u8),
}

/// Decides between what the file states and what OCR read, and gives what is to be said about it.
fn settle(page: &mut Page, fault: Option<Fault>, read: Read) -> Option<(String, bool)> {
    let unreadable = |page: &mut Page| {
        page.readability = Readability::Unreadable;
        if fault == Some(Fault::Picture) {
            tidy(page);
        } else {
            page.spans.clear();
        }
    };
    match (fault, read) {
        (None, Read::Page(read, confidence)) if readability::is_confident(confidence) => {
            *page = read;
            Some((recognised(confidence), false))
        }
        (None, _) => {
            tidy(page);
            None
        }
        (Some(Fault::Picture), Read::Page(read, _)) if page::words(&read) < WORDS_NEEDED => {
            // A photograph, a map or a signature.
            tidy(page);
            Some(("shows a picture in which OCR found no text".to_owned(), false))
        }
        (Some(_), Read::Page(read, confidence)) if readability::is_confident(confidence) && page::words(&read) > 0 => {
            *page = read;
            Some((recognised(confidence), false))
        }
        (Some(fault), Read::Page(_, confidence)) => {
            unreadable(page);
            let advice = "OCR could make no sure sense of it either";
            Some((
                format!("{}, and {advice} (mean confidence {confidence} %); look at it yourself", fault.words()),
                true,
            ))
        }
        (Some(fault), Read::Failed(reason)) => {
            unreadable(page);
            Some((format!("{}, and OCR failed ({reason})", fault.words()), true))
        }
        (Some(fault), Read::Untried(remedy)) => {
            unreadable(page);
            Some((format!("{}; {remedy}", fault.words()), true))
        }
    }
}

fn recognised(confidence: u8) -> String {
    format!("was read by OCR, mean confidence {confidence} %")
}

/// Draws pages and gives them to Tesseract.
struct Reader<'a> {
    /// The bytes, where pages can be drawn and there is a Tesseract.
    bytes: Option<&'a [u8]>,
    renderer: Option<Result<pdf::Renderer, String>>,
    settings: &'a Settings,
    failed: u32,
    left: usize,
}

impl Reader<'_> {
    fn read(&mut self, page: &Page) -> Read {
        let Some(bytes) = self.bytes else {
            return Read::Untried(match self.settings.ocr {
                Ocr::Never => "build with --ocr auto to have it read by OCR",
                _ => "install Tesseract (the package tesseract-ocr) and build again to have it read by OCR",
            });
        };
        if self.failed >= FAILURES {
            return Read::Untried("OCR was given up after the pages before it failed");
        }
        if self.left == 0 {
            return Read::Untried("raise extract.ocr-max-pages to have it read by OCR");
        }
        self.left -= 1;
        match self.picture_of(bytes, page).and_then(|picture| self.recognise(page, &picture)) {
            Ok((page, confidence)) => {
                self.failed = 0;
                Read::Page(page, confidence)
            }
            Err(reason) => {
                self.failed += 1;
                Read::Failed(reason)
            }
        }
    }

    fn picture_of(&mut self, bytes: &[u8], page: &Page) -> Result<Picture, String> {
        match self.renderer.get_or_insert_with(|| pdf::Renderer::open(bytes)) {
            Ok(renderer) => renderer.draw(page.number as usize - 1),
            Err(reason) => Err(reason.clone()),
        }
    }

    /// Reads a picture; where little comes of it, its direction is asked for and it is read again upright.
    fn recognise(&self, page: &Page, picture: &Picture) -> Result<(Page, u8), String> {
        let patience = Duration::from_secs(self.settings.ocr_seconds);
        let language = &self.settings.ocr_language;
        let lines = tesseract::read(picture, language, patience)?;
        let (read, confidence) = page::from_lines(page, picture, &lines);
        if readability::is_confident(confidence) && page::words(&read) >= WORDS_NEEDED {
            return Ok((read, confidence));
        }
        let Some(turn) = tesseract::turn(picture, patience).filter(|turn| *turn != 0) else {
            return Ok((read, confidence));
        };
        let picture = picture.turned(turn);
        let lines = tesseract::read(&picture, language, patience)?;
        let (other, better) = page::from_lines(page, &picture, &lines);
        Ok(if better > confidence { (other, better) } else { (read, confidence) })
    }
}
