//! The papers as references for Zotero and other reference managers: one entry a paper, with its body as the author.
//!
//! | file | what it does |
//! |---|---|
//! | `bibtex` | `papers.bib` |
//! | `ris` | `papers.ris` |
//! | `csl` | `papers.csl.json`: CSL-JSON |

mod bibtex;
mod csl;
mod ris;

use super::error::RenderError;
use super::tables::{Context, Place};
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::model::records::Records;
use crate::util::fs;
use crate::util::text::fold;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A format of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bibtex,
    Ris,
    CslJson,
}

impl Style {
    fn file(self) -> &'static str {
        match self {
            Style::Bibtex => "papers.bib",
            Style::Ris => "papers.ris",
            Style::CslJson => "papers.csl.json",
        }
    }
}

/// What a reference says of a paper.
struct Entry<'a> {
    /// Unlike that of every other paper, and the same in every export.
    key: String,
    title: &'a str,
    kind: PaperKind,
    body: Option<&'a str>,
    date: Option<PartialDate>,
    /// Pages of the file: `3-9`.
    pages: Option<String>,
    /// Where it is, for people: the file's name, and the file within it.
    held: String,
    media_type: &'static str,
    /// The way from the folder of the references to the file.
    link: &'a str,
}

impl Entry<'_> {
    /// The paper is a report of some sort, not a meeting's agenda or minute.
    fn is_report(&self) -> bool {
        !matches!(self.kind, PaperKind::Agenda | PaperKind::Minute | PaperKind::Other)
    }
}

/// Writes the references of all papers.
pub(super) fn write(
    records: &impl Records,
    context: &Context<'_>,
    style: Style,
    dir: &Path,
) -> Result<PathBuf, RenderError> {
    let path = dir.join(style.file());
    let failed = |source: io::Error| RenderError::Write { path: path.clone(), source };
    let mut out = BufWriter::new(fs::create(&path)?);
    let mut first = true;
    records.for_each(|record| -> Result<(), RenderError> {
        let file = context.links.to(record.entry, None);
        for tagged in &record.papers {
            let place = Place { entry: record.entry, paper: tagged, file: &file };
            let entry = entry(&place);
            let text = match style {
                Style::Bibtex => bibtex::entry(&entry),
                Style::Ris => ris::entry(&entry),
                Style::CslJson => format!("{}{}", if first { "[\n" } else { ",\n" }, csl::entry(&entry)?),
            };
            first = false;
            out.write_all(text.as_bytes()).map_err(failed)?;
        }
        Ok(())
    })?;
    let end = match (style, first) {
        (Style::CslJson, true) => "[]\n",
        (Style::CslJson, false) => "\n]\n",
        _ => "",
    };
    out.write_all(end.as_bytes()).and_then(|()| out.flush()).map_err(failed)?;
    Ok(path)
}

fn entry<'a>(place: &'a Place<'_>) -> Entry<'a> {
    let paper = &place.paper.paper;
    let date = paper.date.as_ref().map(|d| d.date);
    let held = match &paper.attachment {
        Some(inner) => format!("{} [embedded {inner}]", place.entry.name),
        None => place.entry.name.clone(),
    };
    Entry {
        key: key(&paper.title, date, &paper.id),
        title: &paper.title,
        kind: paper.kind,
        body: paper.body.as_deref(),
        date,
        pages: match (paper.first_page, paper.last_page) {
            (Some(first), Some(last)) if last > first => Some(format!("{first}-{last}")),
            (Some(first), _) => Some(first.to_string()),
            _ => None,
        },
        held,
        media_type: place.entry.media_type.as_str(),
        link: place.file,
    }
}

/// A key that can be typed: the first long word of the title, the year, and the start of the paper's id.
fn key(title: &str, date: Option<PartialDate>, id: &str) -> String {
    let folded = fold(title);
    let word = folded.split(' ').find(|w| w.len() > 3 && w.is_ascii()).unwrap_or("paper");
    let year = date.map(|d| d.year.to_string()).unwrap_or_default();
    format!("{word}{year}-{}", id.get(..8).unwrap_or(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Entry<'static> {
        Entry {
            key: key("The Annual {Audit} 100% & more", PartialDate::ym(2020, 8), "0123456789abcdef"),
            title: "The Annual {Audit} 100% & more",
            kind: PaperKind::AuditReport,
            body: Some("Board and Council"),
            date: PartialDate::ym(2020, 8),
            pages: Some("3-9".into()),
            held: "pack 1.pdf".into(),
            media_type: "application/pdf",
            link: "../pack%201.pdf",
        }
    }

    #[test]
    fn a_paper_becomes_an_entry_in_each_format() {
        let bibtex = bibtex::entry(&example());
        assert!(bibtex.starts_with("@techreport{annual2020-01234567,\n"), "{bibtex}");
        assert!(bibtex.contains("title = {{The Annual \\{Audit\\} 100\\% \\& more}}"), "{bibtex}");
        assert!(bibtex.contains("month = aug"), "{bibtex}");
        let ris = ris::entry(&example());
        assert!(ris.starts_with("TY  - RPRT\r\nTI  - The Annual"), "{ris}");
        assert!(ris.contains("PY  - 2020\r\nDA  - 2020/08//\r\n") && ris.ends_with("ER  - \r\n\r\n"), "{ris}");
        let csl: serde_json::Value = serde_json::from_str(&csl::entry(&example()).unwrap()).unwrap();
        assert_eq!(csl["issued"]["date-parts"], serde_json::json!([[2020, 8]]));
        assert_eq!(csl["author"][0]["literal"], "Board and Council");
    }
}
