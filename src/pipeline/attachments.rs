//! Files embedded in a source: a portfolio's reports, the attachments of a message, documents within a document.
//!
//! An embedded file of a format that is read gives further papers of the same source, whose locators say in which file they
//! stand. What cannot be read is named in a diagnostic, never passed over. Depth, number and size are bounded over the whole of
//! a source, so that a file cannot grow without end by holding itself.

use crate::extract;
use crate::model::extracted::{Attachment, Diagnostic};
use crate::model::paper::Paper;
use crate::model::records::Structured;
use crate::model::source::MediaType;
use crate::source::media;
use crate::util::hash::short_id;
use crate::util::text::{fold, word_count};

/// How deep files may be nested: a report in a message in a message.
const MAX_DEPTH: usize = 3;

/// Most embedded files that one source may have.
const MAX_FILES: usize = 200;

/// Most words on the page that a portfolio shows to programs that cannot open it.
const COVER_WORDS: u64 = 80;

/// What may still be read of a source's embedded files.
pub(super) struct Allowance {
    bytes: u64,
    files: usize,
}

impl Allowance {
    /// The allowance of one source.
    pub(super) fn new(settings: &extract::Settings) -> Allowance {
        Allowance { bytes: settings.max_unpacked_mib.saturating_mul(1 << 20), files: MAX_FILES }
    }
}

/// Reads one file, whose attachments are then read by this module again. `depth` counts the files around it.
pub(super) type ReadFile<'a> = &'a dyn Fn(&[u8], MediaType, &str, usize, &mut Allowance) -> Result<Structured, String>;

/// Adds what stands in the attachments to what was read of the file that holds them. `id` is that file's identity, `depth` the
/// number of files around it.
pub(super) fn add(
    whole: &mut Structured,
    attachments: Vec<Attachment>,
    id: &str,
    depth: usize,
    allowance: &mut Allowance,
    read: ReadFile<'_>,
) {
    let mut found: Vec<Paper> = Vec::new();
    for (i, attachment) in attachments.into_iter().enumerate() {
        let Attachment { name, content } = attachment;
        let inner = content.and_then(|bytes| {
            if depth >= MAX_DEPTH {
                return Err("it is nested too deeply".to_owned());
            }
            let size = bytes.len() as u64;
            if allowance.files == 0 || size > allowance.bytes {
                return Err("there are too many embedded files, or they are too large".to_owned());
            }
            allowance.files -= 1;
            allowance.bytes -= size;
            let own = short_id(&["attachment", id, &i.to_string(), &name]);
            read(&bytes, media::detect(&bytes, &name), &own, depth + 1, allowance)
        });
        let mut lose = |message| whole.diagnostics.push(Diagnostic { page: None, message, loses_text: true });
        match inner {
            Ok(inner) => {
                if let Some(reason) = super::read::reason(&inner.diagnostics) {
                    lose(format!("holds the embedded file {name}, of which not all was read: {reason}"));
                } else if inner.papers.is_empty() {
                    lose(format!("holds the embedded file {name}, in which there is no text"));
                }
                whole.pages = match (whole.pages, inner.pages) {
                    (None, None) => None,
                    (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
                };
                whole.words += inner.words;
                whole.unreadable_pages += inner.unreadable_pages;
                whole.ocr_pages += inner.ocr_pages;
                whole.page_notes.extend(inner.page_notes.into_iter().map(|mut note| {
                    note.attachment = within(note.attachment.take(), &name);
                    note
                }));
                found.extend(inner.papers.into_iter().map(|paper| moved(paper, &name)));
            }
            Err(reason) => lose(format!(
                "holds the embedded file {name}, which was not read ({reason}); save it beside it and build again"
            )),
        }
    }
    if !found.is_empty() && is_cover(&whole.papers) {
        whole.words = found.iter().flat_map(|p| &p.passages).map(|p| word_count(&p.text)).sum();
        whole.papers.clear();
    }
    whole.papers.extend(found);
    for (ordinal, paper) in whole.papers.iter_mut().enumerate() {
        paper.ordinal = ordinal as u32;
    }
}

/// A paper as one of the file that holds its own.
fn moved(mut paper: Paper, name: &str) -> Paper {
    paper.attachment = within(paper.attachment.take(), name);
    for passage in &mut paper.passages {
        passage.locator.attachment = within(passage.locator.attachment.take(), name);
    }
    paper
}

/// The way to a file in the embedded file of this name, or to that file itself.
fn within(inner: Option<String>, name: &str) -> Option<String> {
    Some(inner.map_or_else(|| name.to_owned(), |inner| format!("{name} > {inner}")))
}

/// Whether papers are nothing but the page that tells people with what program to open the portfolio.
fn is_cover(papers: &[Paper]) -> bool {
    let words = || {
        papers.iter().flat_map(|p| &p.passages).map(|p| p.text.as_str()).chain(papers.iter().map(|p| p.title.as_str()))
    };
    let all = fold(&words().collect::<Vec<_>>().join(" "));
    let count: u64 = papers.iter().flat_map(|p| &p.passages).map(|p| word_count(&p.text)).sum();
    count <= COVER_WORDS && (all.contains("acrobat") || all.contains("adobe reader")) && all.contains("open")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::read::read;

    fn message(name: &str, inner: &str) -> String {
        format!(
            "From: a@b.org\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{name}\"\n\n--{name}\n\
             Content-Type: text/plain\n\nPlease read what is attached.\n--{name}\nContent-Type: application/octet-stream\n\
             Content-Disposition: attachment; filename=\"{name}.eml\"\n\n{inner}\n--{name}--\n"
        )
    }

    #[test]
    fn nested_files_are_cited_by_their_way_and_bounded() {
        let settings = extract::Settings::default();
        let two = message("b", &message("c", "From: x@y.org\nSubject: Last\nMIME-Version: 1.0\n\nThe words."));
        let got = read(two.as_bytes(), MediaType::Eml, "sha", &settings, &|| {}).expect("a message");
        let ways: Vec<_> = got.papers.iter().map(|p| p.attachment.as_deref()).collect();
        assert_eq!(ways, [None, Some("b.eml"), Some("b.eml > c.eml")]);
        let last = got.papers[2].passages.last().expect("words");
        assert_eq!(last.locator.cite("a.eml"), "a.eml [embedded b.eml > c.eml]");
        let ids: std::collections::BTreeSet<_> = got.papers.iter().map(|p| &p.id).collect();
        assert_eq!((ids.len(), got.papers[2].ordinal), (3, 2));
        let deep = (0..6)
            .fold("From: x@y.org\nMIME-Version: 1.0\n\nEnd.".to_owned(), |inner, i| message(&format!("n{i}"), &inner));
        let got = read(deep.as_bytes(), MediaType::Eml, "sha", &settings, &|| {}).expect("a message");
        assert!(super::super::read::reason(&got.diagnostics).is_some_and(|r| r.contains("nested too deeply")));
    }
}
