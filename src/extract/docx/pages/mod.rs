//! Where the pages of a document end that does not say so: an estimate from an approximate layout.
//!
//! A word processor leaves marks of where its pages ended when it saved a file; other programs leave none, and the file states
//! only how it wants to be set. Here it is set roughly: lines are broken by the widths of common type faces and put on pages of
//! the stated size, with the author's breaks, the spaces between paragraphs, rows of tables, notes and pictures. What comes out
//! is an estimate: the pages of Word and LibreOffice differ from each other by a line here and there as well, and it is marked
//! as one wherever pages are shown. Measured against LibreOffice and Word in `benches/README.md`.
//!
//! | file | what it does |
//! |---|---|
//! | `metrics` | widths and heights of type faces |
//! | `format` | how a paragraph is set |
//! | `lines` | a paragraph as lines |
//! | `rows` | a table as rows |
//! | `flow` | lines and rows on pages |

mod flow;
mod format;
mod lines;
mod metrics;
mod rows;

use super::Parts;
use crate::extract::xml::{Child, Node};
use flow::{Begin, Item, Sheet};
use format::{Formats, points};
use lines::{Place, Setter};

/// The element that is put before the first character of each page; its attribute is the page's number.
pub(super) const MARK: &str = "estimate:page";

/// The attribute of a mark.
pub(super) const NUMBER: &str = "number";

/// A4, with the margins that Word gives a new document; what stands where a file states no size.
const PAGE: (f32, f32, f32) = (595.3, 841.9, 72.0);

/// Where the pages of a document begin.
pub(super) struct Estimate {
    marks: Vec<(Place, u32)>,
    /// Number of pages.
    pub(super) pages: u32,
}

/// Sets a document.
pub(super) fn estimate(root: &Node, parts: &Parts) -> Estimate {
    let mut layout = Layout {
        setter: Setter::new(Formats::read(parts), &parts.footnotes),
        parts,
        sheets: Vec::new(),
        section: 0,
        items: Vec::new(),
    };
    layout.survey(root);
    let sheet = layout.sheet();
    let body = root.child("w:body").unwrap_or(root);
    for child in root.nodes() {
        // Whatever stands before the body is counted, and nothing behind it.
        if std::ptr::eq(child, body) {
            break;
        }
        layout.setter.skip(child);
    }
    layout.fill(body);
    let (marks, pages) = flow::fill(&layout.items, sheet, layout.setter.formats.adds_spaces);
    Estimate { marks, pages }
}

impl Estimate {
    /// Puts a mark before the first character of each page but the first.
    pub(super) fn mark(self, document: &mut Node) {
        insert(document, &mut self.marks.into_iter().peekable(), &mut 0);
    }
}

struct Layout<'a> {
    setter: Setter<'a>,
    parts: &'a Parts,
    sheets: Vec<(Sheet, Begin)>,
    section: usize,
    items: Vec<Item>,
}

impl<'a> Layout<'a> {
    /// Reads the sections, each of which states its page at its end.
    fn survey(&mut self, node: &'a Node) {
        let mut sections = Vec::new();
        sections_of(node, &mut sections);
        // A section without a header of a kind has that of the one before.
        let mut running: [Option<&str>; 4] = [None; 4];
        for properties in sections {
            let sheet = self.read(properties, &mut running);
            self.sheets.push(sheet);
        }
    }

    fn read(&mut self, properties: &'a Node, running: &mut [Option<&'a str>; 4]) -> (Sheet, Begin) {
        let length = |node: Option<&Node>, name: &str| node.and_then(|n| n.attr(name)).and_then(points);
        let size = properties.child("w:pgSz");
        let (wide, high) = (length(size, "w:w").unwrap_or(PAGE.0), length(size, "w:h").unwrap_or(PAGE.1));
        let margins = properties.child("w:pgMar");
        let margin = |name: &str, otherwise: f32| length(margins, name).unwrap_or(otherwise);
        let text = wide - margin("w:left", PAGE.2) - margin("w:right", PAGE.2) - margin("w:gutter", 0.0);
        for reference in properties.nodes() {
            let kind = match reference.name.as_str() {
                "w:headerReference" => 0,
                "w:footerReference" => 1,
                _ => continue,
            };
            let first = match reference.attr("w:type") {
                Some("first") => 2,
                Some("even") => continue,
                _ => 0,
            };
            running[kind + first] = reference.attr("r:id");
        }
        let own_first = properties.switch("w:titlePg") == Some(true);
        let mut height = |first: usize| {
            let mut part = |which: Option<&str>| {
                let node = self.parts.margins.iter().find(|(id, _)| Some(id.as_str()) == which).map(|(_, node)| node);
                node.map_or(0.0, |node| self.setter.height(node, text))
            };
            let (header, footer) = (part(running[first]), part(running[1 + first]));
            // A negative margin stands as it is, whatever the header holds.
            let side = |margin: f32, edge: f32, holds: f32| {
                if margin < 0.0 || holds == 0.0 { margin.abs() } else { margin.max(edge + holds) }
            };
            let top = side(margin("w:top", PAGE.2), margin("w:header", 36.0), header);
            let bottom = side(margin("w:bottom", PAGE.2), margin("w:footer", 36.0), footer);
            (high - top - bottom).max(36.0)
        };
        let sheet_height = height(0);
        let first = if own_first { height(2) } else { sheet_height };
        let columns = properties.child("w:cols");
        let count = columns.and_then(|c| c.attr("w:num")).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).clamp(1, 12);
        let space = length(columns, "w:space").unwrap_or(36.0).max(0.0);
        let width = ((text - space * (count - 1) as f32) / count as f32).max(36.0);
        let begin = match properties.val("w:type") {
            Some("continuous") => Begin::Continuous,
            Some("nextColumn") => Begin::Column,
            Some("evenPage") => Begin::Even,
            Some("oddPage") => Begin::Odd,
            _ => Begin::Page,
        };
        (Sheet { width, height: sheet_height, first, columns: count }, begin)
    }

    /// The pages of the section that is being set.
    fn sheet(&self) -> Sheet {
        let blank = PAGE.1 - 2.0 * PAGE.2;
        let otherwise = Sheet { width: PAGE.0 - 2.0 * PAGE.2, height: blank, first: blank, columns: 1 };
        self.sheets.get(self.section).map_or(otherwise, |(sheet, _)| *sheet)
    }

    fn fill(&mut self, container: &'a Node) {
        for node in container.nodes() {
            match node.name.as_str() {
                "w:p" => {
                    let set = self.setter.paragraph(node, self.sheet().width);
                    self.items.push(Item::Paragraph(set));
                    if node.child("w:pPr").is_some_and(|p| p.child("w:sectPr").is_some()) {
                        self.section += 1;
                        let begin = self.sheets.get(self.section).map_or(Begin::Page, |(_, begin)| *begin);
                        self.items.push(Item::Section(self.sheet(), begin));
                    }
                }
                "w:tbl" => {
                    let width = self.sheet().width;
                    self.items.push(Item::Table(rows::set(&mut self.setter, node, width, 0)));
                }
                "w:sdt" | "w:sdtContent" | "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag" => self.fill(node),
                _ => self.setter.skip(node),
            }
        }
    }
}

fn sections_of<'a>(node: &'a Node, out: &mut Vec<&'a Node>) {
    for child in node.nodes() {
        match child.name.as_str() {
            "w:sectPr" => out.push(child),
            "w:sectPrChange" | "w:pPrChange" => {}
            _ => sections_of(child, out),
        }
    }
}

/// Puts the marks into the tree, parting the texts that a page end cuts.
fn insert(node: &mut Node, marks: &mut std::iter::Peekable<impl Iterator<Item = (Place, u32)>>, texts: &mut usize) {
    let mut at = 0;
    while at < node.children.len() {
        let Child::Node(child) = &mut node.children[at] else {
            at += 1;
            continue;
        };
        if child.name != "w:t" {
            insert(child, marks, texts);
            at += 1;
            continue;
        }
        let mut done = 0;
        while let Some((place, page)) = marks.next_if(|(place, _)| place.text <= *texts) {
            let mark = Child::Node(Node::with(MARK, NUMBER, page.to_string()));
            if place.offset <= done {
                node.children.insert(at, mark);
                at += 1;
            } else if let Child::Node(text) = &mut node.children[at] {
                let whole = text.text();
                let cut = whole.char_indices().nth(place.offset - done).map_or(whole.len(), |(byte, _)| byte);
                text.children = vec![Child::Text(whole[..cut].to_owned())];
                let mut rest = Node::with("w:t", "xml:space", "preserve".to_owned());
                rest.children.push(Child::Text(whole[cut..].to_owned()));
                node.children.insert(at + 1, mark);
                node.children.insert(at + 2, Child::Node(rest));
                at += 2;
                done = place.offset;
            }
        }
        *texts += 1;
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Settings;
    use crate::extract::package::pack;
    use crate::model::extracted::{Content, Extracted};

    const SECTION: &str = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1440' w:bottom='1440' w:left='1440' \
                           w:right='1440' w:header='708' w:footer='708'/></w:sectPr>";

    fn read(body: &str, stated: u32) -> Extracted {
        let document = format!("<w:document><w:body>{body}{SECTION}</w:body></w:document>");
        let pages = format!("<Properties><Pages>{stated}</Pages></Properties>");
        let file = pack(&[("word/document.xml", &document), ("docProps/app.xml", &pages)]);
        crate::extract::docx::extract(&file, &Settings::default()).unwrap()
    }

    fn pages(read: &Extracted) -> Vec<(Option<u32>, Option<u32>)> {
        match &read.content {
            Content::Blocks(blocks) => blocks.iter().map(|b| (b.page, b.last_page)).collect(),
            Content::Pages(_) => panic!("a DOCX has blocks"),
        }
    }

    fn paragraph(properties: &str, words: &str) -> String {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn lines_fill_pages_and_a_paragraph_goes_over_to_the_next() {
        // 698 points of text hold 60 lines of 10 points, which are 11.5 high.
        let mut body: String = (1..=58).map(|n| paragraph("", &format!("Paragraph {n}."))).collect();
        body += &paragraph("", &"Some forty more words of the same kind. ".repeat(8));
        let read = read(&body, 0);
        let pages = pages(&read);
        assert_eq!((pages[57], pages[58]), ((Some(1), Some(1)), (Some(1), Some(2))));
        assert!(read.estimated_pages && read.engine.ends_with("pages estimated"), "{}", read.engine);
    }

    #[test]
    fn a_heading_stays_with_its_text_and_a_break_begins_a_page() {
        let mut body: String = (1..=59).map(|n| paragraph("", &format!("Paragraph {n}."))).collect();
        body += &paragraph("<w:keepNext/>", "A heading");
        body += &paragraph("", "Its text.");
        body += &paragraph("<w:pageBreakBefore/>", "Another paper");
        body += "<w:p><w:r><w:t>Its end</w:t><w:br w:type='page'/></w:r></w:p>";
        body += &paragraph("", "The last one");
        let found: Vec<Option<u32>> = pages(&read(&body, 0))[58..].iter().map(|p| p.0).collect();
        assert_eq!(found, [Some(1), Some(2), Some(2), Some(3), Some(3), Some(4)]);
    }

    #[test]
    fn rows_of_tables_go_over_and_every_cell_knows_its_page() {
        let cell = |words: &str| format!("<w:tc>{}</w:tc>", paragraph("", words));
        let rows: String =
            (1..=70).map(|n| format!("<w:tr>{}{}</w:tr>", cell(&format!("Row {n}")), cell("Text beside it"))).collect();
        let read = read(&format!("<w:tbl>{rows}</w:tbl>"), 0);
        let Content::Blocks(blocks) = &read.content else { panic!("a DOCX has blocks") };
        let rows = &blocks[0].table().unwrap().rows;
        let (first, last) = (&rows[0], &rows[69]);
        assert_eq!((first.page, last.page, last.last_page), (Some(1), Some(2), Some(2)));
        assert_eq!(last.cells[1].blocks[0].page, Some(2));
    }

    #[test]
    fn marks_of_the_word_processor_are_believed_unless_the_file_itself_counts_other_pages() {
        let lines: String = (1..=100).map(|n| paragraph("", &format!("Paragraph {n}."))).collect();
        let marked = format!("{lines}<w:p><w:r><w:lastRenderedPageBreak/><w:t>Marked</w:t></w:r></w:p>{lines}");
        let with = |stated| {
            let read = read(&marked, stated);
            (pages(&read)[100].0, read.estimated_pages)
        };
        // Two by the mark, four by the estimate.
        assert_eq!(with(2), (Some(2), false));
        assert_eq!(with(3), (Some(2), false));
        assert_eq!(with(4), (Some(2), true));
    }
}
