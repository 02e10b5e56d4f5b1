//! One source, read: bytes to papers. A pure function, which runs inside a worker process.

use super::attachments::{self, Allowance};
use crate::extract::{self, ExtractError};
use crate::model::extracted::{Content, Diagnostic};
use crate::model::records::Structured;
use crate::model::source::MediaType;
use crate::structure;
use crate::util::text::word_count;

/// Reads a source: extracts it, sends pages without text to OCR, and finds its papers, those of embedded files after its own.
/// `alive` is called now and then while it takes long.
pub(super) fn read(
    bytes: &[u8],
    media_type: MediaType,
    sha256: &str,
    settings: &extract::Settings,
    alive: &dyn Fn(),
) -> Result<Structured, ExtractError> {
    file(bytes, media_type, sha256, settings, alive, 0, &mut Allowance::new(settings))
}

/// Tables within tables that are kept as tables.
const TABLES_DEEP: usize = 6;

/// Reads one file. `id` is its identity, `depth` the number of files around it.
fn file(
    bytes: &[u8],
    media_type: MediaType,
    id: &str,
    settings: &extract::Settings,
    alive: &dyn Fn(),
    depth: usize,
    allowance: &mut Allowance,
) -> Result<Structured, ExtractError> {
    let mut extracted = extract::extract(bytes, media_type, settings)?;
    extract::ocr::gate(bytes, media_type, &mut extracted, settings, alive);
    let attachments = std::mem::take(&mut extracted.attachments);
    let mut papers = structure::structure(&extracted, id);
    papers.iter_mut().flat_map(|paper| &mut paper.tables).for_each(|table| table.table.limit_depth(TABLES_DEEP));
    let (pages, page_notes) = match &extracted.content {
        Content::Pages(pages) => (Some(pages.len() as u32), extract::ocr::notes(pages)),
        Content::Blocks(_) => (papers.iter().filter_map(|p| p.last_page).max(), Vec::new()),
    };
    let count = |outcome| page_notes.iter().filter(|note| note.outcome() == outcome).count() as u32;
    let (unreadable_pages, ocr_pages) = (count("unreadable"), count("ocr"));
    let words = papers.iter().flat_map(|p| &p.passages).map(|p| word_count(&p.text)).sum();
    let mut whole = Structured {
        engine: extracted.engine,
        keywords: extracted.metadata.keywords,
        pages,
        unreadable_pages,
        ocr_pages,
        page_notes,
        words,
        papers,
        diagnostics: extracted.diagnostics,
    };
    attachments::add(&mut whole, attachments, id, depth, allowance, &|bytes, media_type, id, depth, allowance| {
        file(bytes, media_type, id, settings, alive, depth, allowance).map_err(|error| error.reason)
    });
    Ok(whole)
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
