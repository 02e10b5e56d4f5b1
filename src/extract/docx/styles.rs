//! Paragraph, character and table styles with what they inherit.

use crate::extract::xml::Node;
use std::collections::BTreeMap;

/// Longest chain of styles based on styles.
const MAX_CHAIN: usize = 20;

/// What a style says, or what it comes to with all it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Heading level by its name or outline level, from 1.
    pub(super) heading: Option<u8>,
    /// An entry of a table of contents.
    pub(super) contents: bool,
    /// Numbering instance and level.
    pub(super) numbering: (Option<String>, Option<u8>),
    /// Bold.
    pub(super) bold: Option<bool>,
    /// Size in half points.
    pub(super) size: Option<u16>,
    /// First rows of tables are bold.
    pub(super) bold_first_row: bool,
    /// Begins a new page.
    pub(super) page_break: Option<bool>,
    based_on: Option<String>,
}

/// Every style of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    default_paragraph: Style,
    default_size: Option<u16>,
}

impl Styles {
    pub(super) fn read(root: &Node) -> Styles {
        let mut styles = Styles::default();
        let defaults = root.child("w:docDefaults").and_then(|d| d.child("w:rPrDefault")).and_then(|d| d.child("w:rPr"));
        // Without any size Word takes ten points.
        styles.default_size = defaults.and_then(size).or(Some(20));
        let mut default_id = None;
        for node in root.nodes().filter(|node| node.name == "w:style") {
            let Some(id) = node.attr("w:styleId") else { continue };
            let is_default = matches!(node.attr("w:default"), Some("1" | "true" | "on"));
            if is_default && node.attr("w:type") == Some("paragraph") {
                default_id = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), read(id, node));
        }
        styles.default_paragraph = default_id.map(|id| styles.resolve(&id)).unwrap_or_default();
        styles
    }

    /// The style with everything it is based on; an unknown one says nothing.
    pub(super) fn resolve(&self, id: &str) -> Style {
        let mut out = Style::default();
        let mut next = Some(id.to_owned());
        for _ in 0..MAX_CHAIN {
            let Some(style) = next.and_then(|id| self.by_id.get(&id)) else { break };
            out.heading = out.heading.or(style.heading);
            out.contents |= style.contents;
            out.numbering.0 = out.numbering.0.or_else(|| style.numbering.0.clone());
            out.numbering.1 = out.numbering.1.or(style.numbering.1);
            out.bold = out.bold.or(style.bold);
            out.size = out.size.or(style.size);
            out.page_break = out.page_break.or(style.page_break);
            out.bold_first_row |= style.bold_first_row;
            next = style.based_on.clone();
        }
        // Level 0 stands for a style that says it is body text.
        out.heading = out.heading.filter(|level| *level > 0);
        out
    }

    /// What a paragraph has that names this style or none; sizes are never unknown.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        let mut style = id.map_or_else(|| self.default_paragraph.clone(), |id| self.resolve(id));
        style.size = style.size.or(self.default_paragraph.size).or(self.default_size);
        style
    }
}

fn read(id: &str, node: &Node) -> Style {
    let mut style = Style { based_on: node.val("w:basedOn").map(str::to_owned), ..Style::default() };
    let name = node.val("w:name").unwrap_or(id).trim().to_lowercase();
    style.heading = heading_by_name(&name).or_else(|| heading_by_name(&id.to_lowercase()));
    style.contents = name.starts_with("toc ") || name == "table of figures" || name.starts_with("contents ");
    if let Some(properties) = node.child("w:pPr") {
        style.heading = style.heading.or_else(|| outline_level(properties));
        style.numbering = numbering(properties);
        style.page_break = properties.switch("w:pageBreakBefore");
    }
    if let Some(properties) = node.child("w:rPr") {
        style.bold = properties.switch("w:b");
        style.size = size(properties);
    }
    style.bold_first_row = node.nodes().any(|part| {
        part.name == "w:tblStylePr"
            && part.attr("w:type") == Some("firstRow")
            && part.child("w:rPr").and_then(|r| r.switch("w:b")) == Some(true)
    });
    style
}

/// `heading 2`, `heading2` and `title`; Word stores these names in English in every language.
fn heading_by_name(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(1);
    }
    let level = name.strip_prefix("heading")?.trim_start_matches(['_', ' ', '-']);
    level.parse().ok().filter(|level| (1..=9).contains(level))
}

/// The heading level of paragraph properties: 0 where they say body text.
pub(super) fn outline_level(properties: &Node) -> Option<u8> {
    let level: u8 = properties.val("w:outlineLvl")?.parse().ok()?;
    Some(if level < 9 { level + 1 } else { 0 })
}

/// The numbering instance and level of paragraph properties.
pub(super) fn numbering(properties: &Node) -> (Option<String>, Option<u8>) {
    let Some(numbering) = properties.child("w:numPr") else { return (None, None) };
    let level = numbering.val("w:ilvl").and_then(|level| level.parse().ok());
    (numbering.val("w:numId").map(str::to_owned), level)
}

/// The size in half points of run properties.
pub(super) fn size(properties: &Node) -> Option<u16> {
    properties.val("w:sz").and_then(|size| size.parse::<f32>().ok()).map(|size| size.clamp(0.0, 3000.0) as u16)
}
