//! Paragraph and text styles with what they inherit.

use crate::extract::line::Face;
use crate::extract::xml::Node;
use std::collections::BTreeMap;

/// Longest chain of styles based on styles.
const MAX_CHAIN: usize = 20;

/// What a style says, or what it comes to with all it is based on.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Style {
    bold: Option<bool>,
    /// Size in half points.
    size: Option<u16>,
    hidden: Option<bool>,
    pub(in crate::extract) break_before: Option<bool>,
    pub(in crate::extract) break_after: Option<bool>,
    /// List style of its paragraphs.
    pub(in crate::extract) list: Option<String>,
    /// The document's title.
    pub(in crate::extract) title: bool,
    /// An entry of a table of contents.
    pub(in crate::extract) contents: bool,
    parent: Option<String>,
}

impl Style {
    /// The face of its words, where it stands on `outer`.
    pub(in crate::extract) fn face(&self, outer: Face) -> Face {
        Face { bold: self.bold.unwrap_or(outer.bold), size: self.size.unwrap_or(outer.size) }
    }

    /// Its words are not shown.
    pub(in crate::extract) fn is_hidden(&self) -> bool {
        self.hidden == Some(true)
    }
}

/// Every style of a document, by family and name.
#[derive(Debug, Default)]
pub(in crate::extract) struct Styles {
    by_name: BTreeMap<(String, String), Style>,
}

impl Styles {
    /// Reads the styles of both parts; those of the text win.
    pub(in crate::extract) fn read(content: &Node, styles: &Node) -> Styles {
        let mut out = Styles::default();
        let groups = [
            styles.child("office:styles"),
            styles.child("office:automatic-styles"),
            content.child("office:automatic-styles"),
        ];
        for node in groups.into_iter().flatten().flat_map(Node::nodes) {
            let family = node.attr("style:family").unwrap_or_default().to_owned();
            let name = match node.name.as_str() {
                "style:style" => node.attr("style:name").unwrap_or_default(),
                "style:default-style" => "",
                _ => continue,
            };
            out.by_name.insert((family, name.to_owned()), read(node));
        }
        out
    }

    /// The style with everything it is based on, down to the family's default; an unknown one says what the default says.
    pub(in crate::extract) fn resolve(&self, family: &str, name: &str) -> Style {
        let mut out = Style::default();
        let mut next = Some(name.to_owned());
        for _ in 0..MAX_CHAIN {
            let key = (family.to_owned(), next.clone().unwrap_or_default());
            if let Some(style) = self.by_name.get(&key) {
                out.bold = out.bold.or(style.bold);
                out.size = out.size.or(style.size);
                out.hidden = out.hidden.or(style.hidden);
                out.break_before = out.break_before.or(style.break_before);
                out.break_after = out.break_after.or(style.break_after);
                out.list = out.list.or_else(|| style.list.clone());
                out.title |= style.title;
                out.contents |= style.contents;
                next = style.parent.clone().filter(|_| next.is_some());
            } else {
                next = None;
            }
            if key.1.is_empty() {
                break;
            }
        }
        out
    }
}

fn read(node: &Node) -> Style {
    let name = node.attr("style:name").unwrap_or_default();
    let mut style = Style {
        parent: node.attr("style:parent-style-name").map(str::to_owned),
        list: node.attr("style:list-style-name").map(str::to_owned).filter(|l| !l.is_empty()),
        title: name == "Title",
        contents: name.starts_with("Contents_20_") && name != "Contents_20_Heading",
        ..Style::default()
    };
    // A style that names a page layout begins a page of it.
    style.break_before = node.attr("style:master-page-name").filter(|m| !m.is_empty()).map(|_| true);
    if let Some(properties) = node.child("style:paragraph-properties") {
        let page = |name: &str| properties.attr(name).map(|v| v == "page");
        style.break_before = style.break_before.or_else(|| page("fo:break-before"));
        style.break_after = page("fo:break-after");
    }
    if let Some(properties) = node.child("style:text-properties") {
        style.bold = properties.attr("fo:font-weight").map(|w| w == "bold" || w.parse::<u32>().is_ok_and(|n| n >= 600));
        style.size = properties.attr("fo:font-size").and_then(points);
        style.hidden = properties.attr("text:display").map(|d| d == "none");
    }
    if let Some(properties) = node.child("style:table-properties") {
        style.hidden = properties.attr("table:display").map(|d| d == "false");
    }
    style
}

/// Half points of a size such as `12pt`; a share of the size around it is unknown here.
fn points(size: &str) -> Option<u16> {
    let points: f32 = size.strip_suffix("pt")?.trim().parse().ok()?;
    (points > 0.0 && points < 1000.0).then_some((points * 2.0).round() as u16)
}
