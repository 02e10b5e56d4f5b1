//! The paper as a Word document (Office Open XML, ISO/IEC 29500 transitional), written part by part.
//!
//! | file | what it does |
//! |---|---|
//! | `xml` | runs, fields and links |
//! | `notes` | footnotes and endnotes with links to the passages |
//! | `tables` | captioned tables |
//!
//! The numbers of sections and paragraphs are those of a list that hangs on the styles, so that they follow when somebody adds or
//! takes out a paragraph; until then they are the same as in the other formats. The contents are a field with its entries already in
//! it: their links work at once, and page numbers, which only a word processor knows, come when it updates the field, as it is asked to
//! do on opening.
//! There is no date in the file: the same paper gives the same bytes.
//!
//! Styles, numbering and settings are files in `render/templates/docx`. The parts are written here and not by a crate: docx-rs 0.4
//! has no endnotes, no numbers that hang on styles, no language of the document, and puts the time into its core properties.

mod notes;
mod tables;
#[cfg(test)]
mod tests;
mod xml;

use super::view::{ParagraphView, SectionView, View};
use crate::render::error::RenderError;
use notes::Notes;
use std::io::{Cursor, Write};
use xml::{NAMESPACES, PROLOGUE, TAB, bookmark, field, internal_link, paragraph, run, strong, text};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = include_str!("../../templates/docx/content-types.xml");
const STYLES: &str = include_str!("../../templates/docx/styles.xml");
const NUMBERING: &str = include_str!("../../templates/docx/numbering.xml");
const SETTINGS: &str = include_str!("../../templates/docx/settings.xml");

/// Writes the document.
pub(super) fn document(view: &View<'_>) -> Result<Vec<u8>, RenderError> {
    let mut writing =
        Writing { footnotes: Notes::footnotes(), endnotes: Notes::endnotes(), tables: 0, body: String::new() };
    writing.paper(view);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", relationships(PACKAGE, "")),
        ("docProps/core.xml", core(view.title)),
        ("docProps/app.xml", APP.to_owned()),
        (
            "word/document.xml",
            format!("{PROLOGUE}<w:document {NAMESPACES}><w:body>{}{SHEET}</w:body></w:document>", writing.body),
        ),
        ("word/_rels/document.xml.rels", relationships(DOCUMENT, "")),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/footnotes.xml", writing.footnotes.part()),
        ("word/_rels/footnotes.xml.rels", relationships(&[], &writing.footnotes.links.relationships())),
        ("word/endnotes.xml", writing.endnotes.part()),
        ("word/_rels/endnotes.xml.rels", relationships(&[], &writing.endnotes.links.relationships())),
        ("word/header1.xml", margin("hdr", "Header", &run("", view.title))),
        ("word/footer1.xml", margin("ftr", "Footer", &page_of_pages())),
    ];
    pack(&parts)
}

/// The parts in one container, every one with the same, oldest possible time.
fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, RenderError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |reason: String| RenderError::Package { reason };
    for (name, part) in parts {
        out.start_file(*name, options).map_err(|e| failed(e.to_string()))?;
        out.write_all(part.as_bytes()).map_err(|e| failed(e.to_string()))?;
    }
    Ok(out.finish().map_err(|e| failed(e.to_string()))?.into_inner())
}

/// The document as it grows.
struct Writing {
    footnotes: Notes,
    endnotes: Notes,
    tables: usize,
    body: String,
}

impl Writing {
    fn paper(&mut self, view: &View<'_>) {
        self.body.push_str(&paragraph("Title", "", &run("", view.title)));
        let summaries = view.sections.iter().take_while(|s| s.kind == "summary").count();
        for (i, section) in view.sections.iter().enumerate() {
            if i == summaries {
                self.contents(view);
            }
            self.section(i, section);
            if let (Some(heat), "coverage") = (&view.heat, section.kind) {
                self.body.push_str(&paragraph("Heading2", "", &run("", "Where the evidence comes from")));
                self.table(&tables::heat(heat));
            }
        }
        if view.sections.len() == summaries {
            self.contents(view);
        }
        if let Some(map) = &view.map {
            let place = place(view.sections.len());
            let title = bookmark(view.sections.len(), &place, &run("", AREAS));
            self.body.push_str(&paragraph("AppendixHeading", "", &title));
            self.table(&tables::areas(map));
        }
    }

    /// A field of contents with an entry for each section.
    fn contents(&mut self, view: &View<'_>) {
        // The summary has the first page to itself.
        let new_page = view.sections.first().is_some_and(|s| s.kind == "summary");
        let new_page = if new_page { "<w:pageBreakBefore/>" } else { "" };
        let mut out = paragraph("TOCHeading", new_page, &run("", "Contents"));
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-1\" \\t \
                     \"Appendix Heading,1\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        let sections = view.sections.iter().map(|s| (s.appendix, s.number.as_str(), s.heading));
        let areas = view.map.iter().map(|map| (true, map.appendix.as_str(), AREAS));
        let entries: Vec<_> = sections.chain(areas).collect();
        for (i, (appendix, number, heading)) in entries.iter().enumerate() {
            let number = match appendix {
                true => run("", &format!("Appendix {number}: ")),
                false => format!("{}{TAB}", run("", &format!("{number}."))),
            };
            let entry = internal_link(&place(i), &format!("{number}{}", run("", heading)));
            out.push_str(&paragraph("TOC1", "", &format!("{}{entry}", if i == 0 { begin } else { "" })));
        }
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        if entries.is_empty() {
            out.push_str(&format!("<w:p>{begin}{end}</w:p>"));
        } else {
            out.push_str(&format!("<w:p>{end}</w:p>"));
        }
        let gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>\
                       </w:sdtPr>";
        self.body.push_str(&format!("<w:sdt>{gallery}<w:sdtContent>{out}</w:sdtContent></w:sdt>"));
    }

    fn section(&mut self, position: usize, section: &SectionView<'_>) {
        let (heading, list) = if section.appendix { ("AppendixHeading", 2) } else { ("Heading1", 1) };
        let title = bookmark(position, &place(position), &run("", section.heading));
        self.body.push_str(&paragraph(heading, "", &title));
        for group in &section.groups {
            if let Some(words) = group.heading {
                self.body.push_str(&paragraph("Heading2", "", &run("", words)));
            }
            for one in &group.paragraphs {
                self.paragraph(one, section.appendix, list);
            }
        }
        for table in &section.tables {
            self.table(&tables::counts(table));
        }
    }

    fn paragraph(&mut self, one: &ParagraphView<'_>, appendix: bool, list: u8) {
        let mut runs = one.label.as_deref().map(|label| strong(&format!("{label}: "))).unwrap_or_default();
        let style = if one.is_quotation() {
            runs.push_str(&run("", &format!("“{}”", one.text)));
            "Quote"
        } else {
            runs.push_str(&run("", one.text));
            if appendix { "AppendixParagraph" } else { "NumberedParagraph" }
        };
        if !one.citations.is_empty() {
            let notes = if one.is_quotation() { &mut self.footnotes } else { &mut self.endnotes };
            runs.push_str(&notes.call(&one.citations, &one.also, one.of));
        }
        let numbered = format!(
            "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"{list}\"/></w:numPr><w:ind w:left=\"1021\" w:right=\"284\" \
             w:hanging=\"794\"/>"
        );
        self.body.push_str(&paragraph(style, if one.is_quotation() { &numbered } else { "" }, &runs));
    }

    fn table(&mut self, grid: &tables::Grid<'_>) {
        self.tables += 1;
        self.body.push_str(&tables::write(grid, self.tables));
    }
}

/// The heading over the table of council areas.
const AREAS: &str = "What was read about each council area";

/// The name of a section's place.
fn place(section: usize) -> String {
    format!("_Toc{:08}", section + 1)
}

/// A4, upright, one set of headers for all pages but the first, whose title stands on it anyway.
const SHEET: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"default\" \
                     r:id=\"footer\"/><w:footerReference w:type=\"first\" r:id=\"footer\"/><w:endnotePr><w:numFmt \
                     w:val=\"lowerRoman\"/></w:endnotePr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" \
                     w:right=\"1276\" w:bottom=\"1276\" w:left=\"1276\" w:header=\"680\" w:footer=\"624\" w:gutter=\"0\"/><w:cols \
                     w:space=\"708\"/><w:titlePg/></w:sectPr>";

fn page_of_pages() -> String {
    format!("{}{}{}{}", run("", "Page "), field("PAGE", "1"), run("", " of "), field("NUMPAGES", "1"))
}

fn margin(element: &str, style: &str, runs: &str) -> String {
    format!("{PROLOGUE}<w:{element} {NAMESPACES}>{}</w:{element}>", paragraph(style, "", runs))
}

fn core(title: &str) -> String {
    format!(
        "{PROLOGUE}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>sederunt</dc:creator>\
         <dc:language>en-GB</dc:language></cp:coreProperties>",
        text(title)
    )
}

const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
                   xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>sederunt\
                   </Application></Properties>";

/// Id, type and target of a relationship within the package.
type Relation = (&'static str, &'static str, &'static str);

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &[Relation] = &[
    (
        "document",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "word/document.xml",
    ),
    (
        "core",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    (
        "app",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        "docProps/app.xml",
    ),
];
const DOCUMENT: &[Relation] = &[
    ("styles", "styles", "styles.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("settings", "settings", "settings.xml"),
    ("footnotes", "footnotes", "footnotes.xml"),
    ("endnotes", "endnotes", "endnotes.xml"),
    ("header", "header", "header1.xml"),
    ("footer", "footer", "footer1.xml"),
];

fn relationships(inner: &[Relation], outer: &str) -> String {
    let mut out =
        format!("{PROLOGUE}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in inner {
        let kind = if kind.starts_with("http") { (*kind).to_owned() } else { format!("{OFFICE}{kind}") };
        out.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    }
    out.push_str(outer);
    out.push_str("</Relationships>");
    out
}
