//! Reads Office Open XML text documents (ISO/IEC 29500), transitional and strict.
//!
//! | file | what it does |
//! |---|---|
//! | `package` | the zip container and its limits |
//! | `xml` | a part as a bounded tree |
//! | `styles` | styles with what they inherit |
//! | `numbering` | the numbers that lists print |
//! | `body` | paragraphs, notes and text boxes, with pages |
//! | `run` | the text of a paragraph |
//! | `table` | tables |
//!
//! Deleted text of tracked changes and hidden text are not read; inserted text is. Pages are known only where the word
//! processor left marks of where its pages ended; without a single mark every page is `None`.

mod body;
mod numbering;
mod package;
mod run;
mod styles;
mod table;
mod xml;

use super::line::{Line, Shape};
use super::{ExtractError, Extractor, Settings, blocks_of, settle};
use crate::model::block::Block;
use crate::model::extracted::{Diagnostic, Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
use body::Reader;
use package::Package;
use std::collections::BTreeSet;
use xml::Node;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "docx", version: 1, handles: |m| m == MediaType::Docx, extract };

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
    let (document, damage) = package.xml(&main)?.ok_or_else(|| {
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
            "header" | "footer" => {
                if let Some((root, damage)) = package.xml(&relationship.target)? {
                    lose(&relationship.target, damage);
                    parts.margins.push(root);
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
    let mut reader = Reader::new(&document, &parts);
    let mut blocks = reader.document();
    blocks.extend(furniture(&parts));
    if reader.linked_parts > 0 {
        diagnostics.push(Diagnostic {
            page: None,
            message:
                "the document holds whole other documents as inserted files, which are not read: open it in a word \
                      processor and save it anew"
                    .to_owned(),
            loses_text: true,
        });
    }
    let metadata = metadata(&mut package)?;
    let names = package.names();
    let embedded = names.iter().filter_map(|name| name.strip_prefix("word/embeddings/"));
    let attachments = embedded.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Ok(Extracted { attachments, diagnostics, ..blocks_of(&EXTRACTOR, metadata, settle::settle(blocks)) })
}

/// The parts beside the text.
#[derive(Debug, Default)]
struct Parts {
    styles: Node,
    numbering: Node,
    footnotes: Node,
    endnotes: Node,
    /// Headers and footers.
    margins: Vec<Node>,
}

/// Each line of headers and footers once.
fn furniture(parts: &Parts) -> Vec<Block> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for root in &parts.margins {
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

fn metadata(package: &mut Package<'_>) -> Result<FileMetadata, ExtractError> {
    let mut metadata = FileMetadata::default();
    let text = |root: &Node, name: &str| root.child(name).map(|n| collapse(&n.text())).filter(|t| !t.is_empty());
    if let Some((root, _)) = package.xml("docProps/core.xml")? {
        metadata.title = text(&root, "dc:title");
        metadata.author = text(&root, "dc:creator");
        metadata.created = text(&root, "dcterms:created");
    }
    if let Some((root, _)) = package.xml("docProps/app.xml")? {
        metadata.producer = text(&root, "Application");
    }
    Ok(metadata)
}
