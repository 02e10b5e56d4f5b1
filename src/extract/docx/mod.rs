//! Reads Office Open XML text documents (ISO/IEC 29500), transitional and strict.
//!
//! | file | what it does |
//! |---|---|
//! | `styles` | styles with what they inherit |
//! | `numbering` | the numbers that lists print |
//! | `body` | paragraphs, notes and text boxes, with pages |
//! | `run` | the text of a paragraph |
//! | `table` | tables |
//! | `pages` | an estimate of the pages, where the file does not mark them |
//!
//! Deleted text of tracked changes and hidden text are not read; inserted text is. Pages are those of the word processor where it
//! left marks of where its pages ended; a file without a single mark is set roughly, and its pages are said to be estimates.

mod body;
mod numbering;
mod pages;
mod run;
mod styles;
mod table;

use super::line::{Line, Shape};
use super::package::Package;
use super::xml::Node;
use super::{ExtractError, Extractor, Settings, blocks_of, settle, stated};
use crate::model::block::Block;
use crate::model::extracted::{Attachment, Diagnostic, Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
use body::Reader;
use std::collections::BTreeSet;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "docx", version: 4, handles: |m| m == MediaType::Docx, extract };

/// Reads one document.
pub fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    let mut package = Package::open(bytes, settings)?;
    let main = package
        .relationships("")?
        .into_iter()
        .find(|r| r.kind == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |r| r.target);
    let mut diagnostics = Vec::new();
    let mut lose = |part: &str, damage: Option<String>| {
        if let Some(damage) = damage {
            let message = format!(
                "the part {part} is damaged ({damage}) and was read as far as possible: open the file in a word processor and \
                 save it anew"
            );
            diagnostics.push(Diagnostic { page: None, message, loses_text: true });
        }
    };
    let (mut document, damage) = package.xml(&main)?.ok_or_else(|| {
        ExtractError::new(format!("the file has no text part ({main}): open it in a word processor and save it anew"))
    })?;
    lose(&main, damage);
    let mut parts = Parts::default();
    for relationship in package.relationships(&main)? {
        let slot = match relationship.kind.as_str() {
            "styles" => &mut parts.styles,
            "numbering" => &mut parts.numbering,
            "footnotes" => &mut parts.footnotes,
            "endnotes" => &mut parts.endnotes,
            "settings" => &mut parts.settings,
            "theme" => &mut parts.theme,
            "header" | "footer" => {
                if let Some((root, damage)) = package.xml(&relationship.target)? {
                    lose(&relationship.target, damage);
                    parts.margins.push((relationship.id, root));
                }
                continue;
            }
            _ => continue,
        };
        if let Some((root, damage)) = package.xml(&relationship.target)? {
            lose(&relationship.target, damage);
            *slot = root;
        }
    }
    let (metadata, stated) = properties(&mut package)?;
    let (mut blocks, linked_parts, estimated) = paged(&mut document, &parts, stated);
    blocks.extend(furniture(&parts));
    if linked_parts > 0 {
        diagnostics.push(Diagnostic {
            page: None,
            message:
                "the document holds whole other documents as inserted files, which are not read: open it in a word \
                      processor and save it anew"
                    .to_owned(),
            loses_text: true,
        });
    }
    let attachments = embedded(&mut package, &main)?;
    let read = blocks_of(&EXTRACTOR, metadata, settle::settle(blocks));
    let engine = if estimated { format!("{}, pages estimated", read.engine) } else { read.engine.clone() };
    Ok(Extracted { engine, estimated_pages: estimated, attachments, diagnostics, ..read })
}

/// The blocks with their pages, the number of inserted files that were not read, and whether the pages are an estimate: where no
/// mark says where a page ended, or where the marks give another number of pages than the file states and the estimate gives that.
fn paged(document: &mut Node, parts: &Parts, stated: Option<u32>) -> (Vec<Block>, u32, bool) {
    let read = |document: &Node, estimated| {
        let mut reader = Reader::new(document, parts);
        (reader.rendered, reader.estimated) = (true, estimated);
        let blocks = reader.document();
        (blocks, reader.linked_parts, reader.page)
    };
    let estimate = if body::is_rendered(document) {
        let (blocks, linked_parts, pages) = read(document, false);
        let other = stated.filter(|stated| *stated != pages).map(|_| pages::estimate(document, parts));
        match other.filter(|estimate| Some(estimate.pages) == stated) {
            Some(estimate) => estimate,
            None => return (blocks, linked_parts, false),
        }
    } else {
        pages::estimate(document, parts)
    };
    estimate.mark(document);
    let (blocks, linked_parts, _) = read(document, true);
    (blocks, linked_parts, true)
}

/// The parts beside the text.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) styles: Node,
    pub(super) numbering: Node,
    pub(super) footnotes: Node,
    pub(super) endnotes: Node,
    pub(super) settings: Node,
    pub(super) theme: Node,
    /// Headers and footers, by the names that sections call them.
    pub(super) margins: Vec<(String, Node)>,
}

/// The blocks of a document whose parts were made by the reader of another format, and whether its pages are an estimate. `stated`
/// is the number of pages that the file states.
pub(super) fn of_parts(document: &mut Node, parts: &Parts, stated: Option<u32>) -> (Vec<Block>, bool) {
    let (mut blocks, _, estimated) = paged(document, parts, stated);
    blocks.extend(furniture(parts));
    (blocks, estimated)
}

/// Each line of headers and footers once.
fn furniture(parts: &Parts) -> Vec<Block> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (_, root) in &parts.margins {
        for block in Reader::new(root, parts).container(root) {
            let text = match block.table() {
                Some(table) => table.rows.iter().flat_map(|r| &r.cells).map(|c| c.text()).collect::<Vec<_>>().join(" "),
                None => block.text,
            };
            let text = collapse(&text);
            if !text.is_empty() && seen.insert(text.clone()) {
                out.extend(Line::plain(&text).blocks(Shape::Furniture, None));
            }
        }
    }
    out
}

/// Documents that the text holds as objects. The data behind charts belong to their charts and are none.
fn embedded(package: &mut Package<'_>, main: &str) -> Result<Vec<Attachment>, ExtractError> {
    let mut out = Vec::new();
    for relationship in package.relationships(main)? {
        if matches!(relationship.kind.as_str(), "package" | "oleObject") {
            let content = match package.part(&relationship.target) {
                Ok(Some(bytes)) => Ok(bytes),
                Ok(None) => continue,
                Err(error) => Err(error.reason),
            };
            out.push(Attachment::new(&relationship.target, out.len() + 1, content));
        }
    }
    Ok(out)
}

/// What the file says about itself, and the number of pages that it states.
fn properties(package: &mut Package<'_>) -> Result<(FileMetadata, Option<u32>), ExtractError> {
    let mut pages = None;
    let mut metadata = FileMetadata::default();
    let text = |root: &Node, name: &str| root.child(name).map(|n| collapse(&n.text())).filter(|t| !t.is_empty());
    if let Some((root, _)) = package.xml("docProps/core.xml")? {
        metadata.title = text(&root, "dc:title");
        metadata.author = text(&root, "dc:creator");
        metadata.created = text(&root, "dcterms:created");
        metadata.keywords = stated([text(&root, "dc:subject"), text(&root, "cp:keywords")]);
    }
    if let Some((root, _)) = package.xml("docProps/app.xml")? {
        metadata.producer = text(&root, "Application");
        pages = text(&root, "Pages").and_then(|n| n.parse().ok());
    }
    Ok((metadata, pages))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::package::pack;
    use crate::model::block::BlockKind;
    use crate::model::extracted::Content;

    const RELATIONS: &str = "<Relationships><Relationship Type='x/footnotes' Target='footnotes.xml'/></Relationships>";
    const NOTES: &str = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>Twenty-nine areas.</w:t></w:r></w:p></w:footnote>\
                         </w:footnotes>";

    fn read(body: &str) -> Vec<Block> {
        let document = format!("<w:document><w:body>{body}</w:body></w:document>");
        let file = pack(&[
            ("word/document.xml", &document),
            ("word/_rels/document.xml.rels", RELATIONS),
            ("word/footnotes.xml", NOTES),
        ]);
        match extract(&file, &Settings::default()).unwrap().content {
            Content::Blocks(blocks) => blocks,
            Content::Pages(_) => panic!("a DOCX has blocks"),
        }
    }

    #[test]
    fn deleted_text_is_gone_and_inserted_text_stays() {
        let blocks = read(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Angus</w:t></w:r><w:r><w:t> - Trust &amp; </w:t></w:r>\
             <w:del><w:r><w:delText>no </w:delText></w:r></w:del><w:ins><w:r><w:t>data</w:t></w:r></w:ins>\
             <w:r><w:footnoteReference w:id='2'/><w:tab/><w:t>shared</w:t></w:r></w:p>",
        );
        assert_eq!((blocks[0].text.as_str(), blocks[0].lead_in), ("Angus - Trust & data shared", Some(5)));
        assert_eq!((&blocks[1].kind, blocks[1].number.as_deref()), (&BlockKind::Note, Some("1")));
        assert_eq!(blocks[0].page, Some(1));
    }

    #[test]
    fn a_deleted_paragraph_mark_joins_and_a_page_break_parts() {
        let words = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
        let blocks = read(&format!(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}<w:r><w:br w:type='page'/></w:r>{}</w:p>\
             <w:p><w:pPr><w:sectPr/></w:pPr>{}</w:p><w:p>{}</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>",
            words("One "),
            words("whole"),
            words("Next sheet"),
            words("Its end"),
            words("Third"),
            words("Last"),
        ));
        let read: Vec<_> = blocks.iter().map(|b| (b.text.as_str(), b.new_sheet)).collect();
        assert_eq!(
            read,
            [("One whole", false), ("Next sheet", true), ("Its end", false), ("Third", true), ("Last", false)]
        );
    }

    #[test]
    fn pages_follow_rendered_breaks_and_repeat_none() {
        let blocks = read(
            "<w:p><w:r><w:t>one</w:t><w:br w:type='page'/></w:r></w:p>\
             <w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>\
             <w:p><w:r><w:t>still two</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t> and three</w:t></w:r></w:p>",
        );
        let pages: Vec<_> = blocks.iter().map(|b| (b.page, b.last_page)).collect();
        assert_eq!(pages, [(Some(1), Some(1)), (Some(2), Some(2)), (Some(2), Some(3))]);
    }

    #[test]
    fn merged_cells_are_carried_and_text_boxes_read_once() {
        let cell = |properties: &str, text: &str| {
            format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
        };
        let table = format!(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
            cell("", "Theme"),
            cell("<w:gridSpan w:val='2'/>", "Action"),
            cell("<w:vMerge w:val='restart'/>", "Data"),
            cell("", "Share"),
            cell("", "Done"),
            cell("<w:vMerge/>", ""),
            cell("", "Link"),
            cell("", "Open")
        );
        let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p>\
                     </w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r>\
                     </w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
        let blocks = read(&format!("{table}{boxed}"));
        let read = blocks[0].table().unwrap();
        assert_eq!((read.header_rows, read.columns), (1, 3));
        assert_eq!((read.rows[2].cells[0].carried, read.rows[2].cells[0].text().as_str()), (true, "Data"));
        assert_eq!(read.header(), ["Theme", "Action", "Action"]);
        assert_eq!(blocks[1..].iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["Box"]);
    }

    #[test]
    fn bombs_and_wrecks_are_refused_with_a_reason() {
        let bomb = pack(&[("word/document.xml", &" ".repeat(40 << 20))]);
        assert!(extract(&bomb, &Settings::default()).unwrap_err().reason.contains("unpacks to more"));
        assert!(extract(&bomb[..bomb.len() / 2], &Settings::default()).unwrap_err().reason.contains("damaged"));
        assert!(extract(&pack(&[]), &Settings::default()).unwrap_err().reason.contains("no text part"));
    }
}
