//! Reads OpenDocument text documents (ISO/IEC 26300).
//!
//! | file | what it does |
//! |---|---|
//! | `styles` | styles with what they inherit |
//! | `lists` | the numbers that lists and headings print |
//! | `body` | headings, paragraphs, lists and notes |
//! | `table` | tables |
//!
//! Deleted text of tracked changes stands outside the text in this format and is not read; neither are comments and hidden
//! text. Pages are known where the marks of soft page breaks that LibreOffice leaves and the breaks of the author make as many as
//! the file counts itself. Often the marks are too few (8 of 19 in a pack of 24 pages), and then none is stated: a page that is off
//! by ten is worse.

mod body;
mod lists;
pub(super) mod styles;
mod table;

use super::line::{Line, Shape};
use super::package::Package;
use super::xml::Node;
use super::{ExtractError, Extractor, Settings, blocks_of, settle, stated};
use crate::model::block::{Block, BlockKind};
use crate::model::extracted::{Diagnostic, Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
use body::Reader;
use std::collections::BTreeSet;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "odt", version: 2, handles: |m| m == MediaType::Odt, extract };

/// Reads one document.
pub fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    let mut package = Package::open(bytes, settings)?;
    refuse_locked(&mut package)?;
    let (content, damage) = package.xml("content.xml")?.ok_or_else(|| {
        ExtractError::new(
            "the file has no text part (content.xml): open it in the program that made it and save it anew",
        )
    })?;
    let styles = package.xml("styles.xml")?.map(|(root, _)| root).unwrap_or_default();
    let mut diagnostics = Vec::new();
    if let Some(damage) = damage {
        let message = format!(
            "the text part is damaged ({damage}) and was read as far as possible: open the file in a word processor and save \
             it anew"
        );
        diagnostics.push(Diagnostic { page: None, message, loses_text: true });
    }
    let mut reader = Reader::new(&content, &styles);
    let mut blocks = reader.document();
    // The marks of pages are believed where they make as many as the program that wrote the file counted.
    if page_count(&mut package)? != Some(reader.page) {
        without_pages(&mut blocks);
    }
    blocks.extend(furniture(&content, &styles));
    let metadata = metadata(&mut package)?;
    Ok(Extracted { diagnostics, ..blocks_of(&EXTRACTOR, metadata, settle::settle(blocks)) })
}

/// How many pages the file says that it has.
fn page_count(package: &mut Package<'_>) -> Result<Option<u32>, ExtractError> {
    let Some((root, _)) = package.xml("meta.xml")? else { return Ok(None) };
    let statistic = root.child("office:meta").and_then(|meta| meta.child("meta:document-statistic"));
    Ok(statistic.and_then(|s| s.attr("meta:page-count")).and_then(|count| count.parse().ok()))
}

/// Takes the pages out of blocks and what stands in them.
fn without_pages(blocks: &mut [Block]) {
    for block in blocks {
        (block.page, block.last_page) = (None, None);
        if let BlockKind::Table(table) = &mut block.kind {
            for row in &mut table.rows {
                (row.page, row.last_page) = (None, None);
                row.cells.iter_mut().for_each(|cell| without_pages(&mut cell.blocks));
            }
        }
    }
}

/// Refuses a package with encrypted parts.
pub(super) fn refuse_locked(package: &mut Package<'_>) -> Result<(), ExtractError> {
    match package.xml("META-INF/manifest.xml")? {
        Some((manifest, _)) if manifest.nodes().any(|entry| entry.child("manifest:encryption-data").is_some()) => {
            Err(ExtractError::new("protected by a password: open it, save it without one, and run again"))
        }
        _ => Ok(()),
    }
}

/// Each line of headers and footers once.
fn furniture(content: &Node, styles: &Node) -> Vec<Block> {
    const PLACES: [&str; 4] = ["style:header", "style:footer", "style:header-first", "style:footer-first"];
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let masters = styles.child("office:master-styles");
    let margins = masters.into_iter().flat_map(Node::nodes).flat_map(Node::nodes);
    for margin in margins.filter(|node| PLACES.contains(&node.name.as_str())) {
        for block in Reader::new(content, styles).container(margin) {
            let text = collapse(&block.table().map_or_else(|| block.text.clone(), |t| t.header().join(" ")));
            if !text.is_empty() && seen.insert(text.clone()) {
                out.extend(Line::plain(&text).blocks(Shape::Furniture, None));
            }
        }
    }
    out
}

/// What the file says about itself.
pub(super) fn metadata(package: &mut Package<'_>) -> Result<FileMetadata, ExtractError> {
    let Some((root, _)) = package.xml("meta.xml")? else { return Ok(FileMetadata::default()) };
    let meta = root.child("office:meta");
    let text = |name: &str| meta?.child(name).map(|n| collapse(&n.text())).filter(|t| !t.is_empty());
    Ok(FileMetadata {
        keywords: stated([text("dc:subject"), text("meta:keyword")]),
        title: text("dc:title"),
        author: text("meta:initial-creator").or_else(|| text("dc:creator")),
        created: text("meta:creation-date"),
        producer: text("meta:generator"),
        published: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::package::pack;
    use crate::model::extracted::Content;

    const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
        xmlns:x='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
        xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
        xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
        xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'";
    const STYLES: &str = "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/>\
        </style:style><style:style style:name='P' style:family='paragraph'><style:paragraph-properties \
        fo:break-before='page'/></style:style><x:list-style style:name='L'><x:list-level-style-number x:level='1' \
        style:num-format='1' style:num-suffix='.'/><x:list-level-style-number x:level='2' style:num-format='1' \
        x:display-levels='2'/></x:list-style>";

    fn file(body: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body>\
             <office:text>{body}</office:text></office:body></office:document-content>"
        );
        pack(&[("content.xml", &content)])
    }

    fn read(body: &str) -> Vec<Block> {
        match extract(&file(body), &Settings::default()).unwrap().content {
            Content::Blocks(blocks) => blocks,
            Content::Pages(_) => panic!("an ODT has blocks"),
        }
    }

    #[test]
    fn headings_runs_notes_and_deletions() {
        let blocks = read(
            "<x:tracked-changes><x:changed-region><x:deletion><x:p>gone</x:p></x:deletion></x:changed-region>\
             </x:tracked-changes><x:h x:outline-level='2'>Trust</x:h><x:p><x:span x:style-name='B'>Angus</x:span> -<x:s/>A lot \
             &amp; more<x:note x:note-class='footnote'><x:note-citation>1</x:note-citation><x:note-body><x:p>Of 29.</x:p>\
             </x:note-body></x:note> of work</x:p><x:p x:style-name='P'>Next sheet</x:p>",
        );
        assert_eq!(blocks[0].kind, BlockKind::Heading(2));
        assert_eq!((blocks[1].text.as_str(), blocks[1].lead_in), ("Angus - A lot & more of work", Some(5)));
        assert_eq!((&blocks[2].kind, blocks[2].number.as_deref()), (&BlockKind::Note, Some("1")));
        assert_eq!((blocks[3].new_sheet, blocks[3].page, blocks.len()), (true, None, 4));
    }

    #[test]
    fn lists_count_and_tables_span() {
        let blocks = read(
            "<x:list x:style-name='L'><x:list-item><x:p>One</x:p><x:list><x:list-item><x:p>Below</x:p></x:list-item></x:list>\
             </x:list-item></x:list><x:p>Between</x:p><x:list x:style-name='L' x:continue-numbering='true'><x:list-item>\
             <x:p>Two</x:p></x:list-item></x:list><table:table><table:table-header-rows><table:table-row><table:table-cell>\
             <x:p>Theme</x:p></table:table-cell><table:table-cell><x:p>Action</x:p></table:table-cell></table:table-row>\
             </table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned='2'><x:p>Data</x:p>\
             </table:table-cell><table:table-cell><x:p>Share</x:p></table:table-cell></table:table-row><table:table-row>\
             <table:covered-table-cell/><table:table-cell><x:p>Link</x:p></table:table-cell></table:table-row></table:table>",
        );
        let numbers: Vec<_> = blocks.iter().map(|b| b.number.as_deref().unwrap_or("-")).collect();
        assert_eq!(numbers, ["1", "1.1", "-", "2", "-"]);
        let table = blocks[4].table().unwrap();
        assert_eq!((table.header_rows, table.columns, table.rows.len()), (1, 2, 3));
        assert_eq!((table.rows[2].cells[0].carried, table.rows[2].cells[0].text().as_str()), (true, "Data"));
    }

    #[test]
    fn wrecks_are_refused_with_a_reason_and_never_panic() {
        assert!(extract(&pack(&[]), &Settings::default()).unwrap_err().reason.contains("no text part"));
        let whole = file("<x:p>Some words</x:p>");
        for cut in (0..whole.len()).step_by(17) {
            let _ = extract(&whole[..cut], &Settings::default());
            let mut flipped = whole.clone();
            flipped[cut] ^= 0x55;
            let _ = extract(&flipped, &Settings::default());
        }
    }
}
