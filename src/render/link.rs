//! The way from the export folder to a page of a source, as a relative URL reference (RFC 3986).

use crate::model::source::{MediaType, SourceEntry};
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// Makes links from one folder.
pub(super) struct Links {
    base: PathBuf,
}

impl Links {
    /// Links that start in this folder.
    pub(super) fn from(dir: &Path) -> Links {
        Links { base: plain(dir) }
    }

    /// The link to a source, at its page where the format has pages that a viewer can open: `../papers/pack%201.pdf#page=9`.
    pub(super) fn to(&self, entry: &SourceEntry, page: Option<u32>) -> String {
        at_page(&relative(&self.base, &plain(&entry.location)), entry.media_type, page)
    }
}

/// The link to a page of a file, where its format has pages that a viewer can open.
pub(super) fn at_page(file: &str, media_type: MediaType, page: Option<u32>) -> String {
    match (media_type, page) {
        (MediaType::Pdf, Some(page)) => format!("{file}#page={page}"),
        _ => file.to_owned(),
    }
}

/// The path from the root, without `.` and `..`; links of the file system are not followed.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// `to` as seen from the folder `from`, percent-encoded; a `file:` URL where the two share no root.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts: Vec<String> = Vec::new();
    if shared == 0 {
        parts.push("file://".to_owned());
    }
    parts.extend((shared..from.len()).map(|_| "..".to_owned()));
    parts.extend(to[shared..].iter().map(|part| encode(&part.as_os_str().to_string_lossy())));
    parts.join("/")
}

fn encode(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(location: &str, media_type: MediaType) -> SourceEntry {
        SourceEntry { has_record: true, ..SourceEntry::new("x", Path::new(location), media_type, 0) }
    }

    #[test]
    fn links_lead_from_the_folder_to_the_page() {
        let links = Links::from(Path::new("/home/a/out"));
        let at = |path, kind| links.to(&entry(path, kind), Some(9));
        assert_eq!(at("/home/a/papers/May #2 é.pdf", MediaType::Pdf), "../papers/May%20%232%20%C3%A9.pdf#page=9");
        assert_eq!(at("/home/a/x/../out/n.docx", MediaType::Docx), "n.docx");
        assert_eq!(Links::from(Path::new("out")).to(&entry("in/a.pdf", MediaType::Pdf), None), "../in/a.pdf");
    }
}
