//! One source, read: bytes to papers. A pure function, which runs inside a worker process.

use super::attachments::{self, Allowance};
use crate::extract::{self, ExtractError};
use crate::model::extracted::{Content, Diagnostic, Extracted};
use crate::model::page::Page;
use crate::model::records::Structured;
use crate::model::source::MediaType;
use crate::structure;
use crate::util::text::word_count;

/// Share of a page that pictures cover from which a page without text counts as a picture of text.
const PICTURE_SHARE: f32 = 0.25;

/// Share of characters without Unicode from which a page counts as unreadable.
const UNMAPPED_SHARE: f32 = 0.25;

/// Reads a source: extracts it and finds its papers, those of embedded files after its own.
pub(super) fn read(
    bytes: &[u8],
    media_type: MediaType,
    sha256: &str,
    settings: &extract::Settings,
) -> Result<Structured, ExtractError> {
    file(bytes, media_type, sha256, settings, 0, &mut Allowance::new(settings))
}

/// Reads one file. `id` is its identity, `depth` the number of files around it.
fn file(
    bytes: &[u8],
    media_type: MediaType,
    id: &str,
    settings: &extract::Settings,
    depth: usize,
    allowance: &mut Allowance,
) -> Result<Structured, ExtractError> {
    let mut extracted = extract::extract(bytes, media_type, settings)?;
    let unreadable = unreadable_pages(&extracted);
    extracted.diagnostics.extend(unreadable);
    let attachments = std::mem::take(&mut extracted.attachments);
    let papers = structure::structure(&extracted, id);
    let pages = match &extracted.content {
        Content::Pages(pages) => Some(pages.len() as u32),
        Content::Blocks(_) => papers.iter().filter_map(|p| p.last_page).max(),
    };
    let words = papers.iter().flat_map(|p| &p.passages).map(|p| word_count(&p.text)).sum();
    let mut whole = Structured { engine: extracted.engine, pages, words, papers, diagnostics: extracted.diagnostics };
    attachments::add(&mut whole, attachments, id, depth, allowance, &|bytes, media_type, id, depth, allowance| {
        file(bytes, media_type, id, settings, depth, allowance).map_err(|error| error.reason)
    });
    Ok(whole)
}

/// Pages whose text cannot be read.
fn unreadable_pages(extracted: &Extracted) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if let Content::Pages(pages) = &extracted.content {
        for page in pages {
            let glyphs = page.glyphs();
            let message = if glyphs == 0 && picture_share(page) > PICTURE_SHARE {
                "is a picture without text; run text recognition (OCR) over the file and build again"
            } else if page.unmapped as f32 > UNMAPPED_SHARE * glyphs as f32 && glyphs > 0 {
                "has letters that the file does not explain; print it to a new PDF, or run text recognition (OCR) over it"
            } else {
                continue;
            };
            out.push(Diagnostic { page: Some(page.number), message: message.to_owned(), loses_text: true });
        }
    }
    out
}

fn picture_share(page: &Page) -> f32 {
    let area = page.width * page.height;
    if area <= 0.0 {
        return 0.0;
    }
    page.images.iter().map(|i| i.width().max(0.0) * i.height().max(0.0)).sum::<f32>() / area
}

/// The reasons for which text of a source is missing, in one sentence: pages with the same message together. `None` where
/// nothing is missing.
pub(super) fn reason(diagnostics: &[Diagnostic]) -> Option<String> {
    let mut groups: Vec<(&str, Vec<u32>)> = Vec::new();
    for diagnostic in diagnostics.iter().filter(|d| d.loses_text) {
        match groups.iter_mut().find(|(message, _)| *message == diagnostic.message) {
            Some((_, pages)) => pages.extend(diagnostic.page),
            None => groups.push((&diagnostic.message, diagnostic.page.into_iter().collect())),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(message, mut pages)| {
            pages.sort_unstable();
            pages.dedup();
            match pages.as_slice() {
                [] => format!("it {message}").replace("it only", "only"),
                [page] => format!("page {page} {message}"),
                _ => format!("pages {}: each {message}", ranges(&pages)),
            }
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// `3, 7-9`.
fn ranges(pages: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => parts.push((*page, *page)),
        }
    }
    let words: Vec<String> =
        parts.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_name_their_pages_once() {
        let said = |page, message: &str| Diagnostic { page, message: message.into(), loses_text: true };
        let all = [said(Some(4), "is a picture"), said(Some(2), "is a picture"), said(Some(3), "is a picture")];
        assert_eq!(reason(&all).as_deref(), Some("pages 2-4: each is a picture"));
        assert_eq!(reason(&all[..1]).as_deref(), Some("page 4 is a picture"));
        assert_eq!(reason(&[]), None);
    }
}
