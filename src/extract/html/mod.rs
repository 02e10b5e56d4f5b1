//! Reads web pages.
//!
//! | file | what it does |
//! |---|---|
//! | `region` | which parts of a page are its text and which are its furniture |
//! | `walk` | elements to blocks |
//! | `table` | tables, and pages laid out by tables |
//!
//! Nothing is fetched, no script runs, no style sheet is read: what a page shows only by them is not seen. A page has no page
//! numbers.

mod region;
mod table;
mod walk;

use super::{ExtractError, Extractor, Settings, blocks_of, decode, settle};
use crate::model::block::Block;
use crate::model::extracted::{Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::text::collapse;
use encoding_rs::Encoding;
use scraper::{ElementRef, Html};

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "html", version: 2, handles: |m| m == MediaType::Html, extract };

/// How far into a file its encoding is looked for, as browsers do (WHATWG HTML, 13.2.3.2), with room for long comments.
const PRESCAN: usize = 4096;

/// Reads one page.
pub fn extract(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let text = decode::text(bytes, declared(bytes));
    let page = Html::parse_document(&text);
    let blocks = walk::document(&page);
    Ok(blocks_of(&EXTRACTOR, metadata(&page), settle::settle(blocks)))
}

/// The blocks of a piece of HTML inside another format, not settled.
pub(super) fn fragment(text: &str) -> Vec<Block> {
    walk::document(&Html::parse_document(text))
}

/// The encoding that a page declares for itself.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let at = ["charset", "encoding"].iter().find_map(|word| {
        let after = &head[head.find(&format!("{word}="))? + word.len() + 1..];
        Some(after.trim_start_matches(['"', '\'', ' ']))
    })?;
    let label: String = at.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
    Encoding::for_label(label.as_bytes())
}

fn metadata(page: &Html) -> FileMetadata {
    let mut metadata = FileMetadata::default();
    let elements = page.root_element().descendent_elements();
    for element in elements {
        match element.value().name() {
            "title" if metadata.title.is_none() && !in_picture(element) => {
                metadata.title = Some(collapse(&element.text().collect::<String>())).filter(|t| !t.is_empty());
            }
            "meta" => {
                let name = element.attr("name").or(element.attr("property")).unwrap_or_default().to_lowercase();
                let slot = match name.as_str() {
                    "author" | "dc.creator" | "dcterms.creator" => &mut metadata.author,
                    "date"
                    | "dc.date"
                    | "dc.date.issued"
                    | "dcterms.date"
                    | "dcterms.issued"
                    | "article:published_time" => &mut metadata.published,
                    "dcterms.created" => &mut metadata.created,
                    "generator" => &mut metadata.producer,
                    "keywords" => &mut metadata.keywords,
                    _ => continue,
                };
                if slot.is_none() {
                    *slot = element.attr("content").map(collapse).filter(|value| !value.is_empty());
                }
            }
            _ => {}
        }
    }
    metadata
}

/// Pictures in a page have titles too.
fn in_picture(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == "svg")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::BlockKind;
    use crate::model::extracted::Content;

    fn read(html: &str) -> Vec<Block> {
        match extract(html.as_bytes(), &Settings::default()).unwrap().content {
            Content::Blocks(blocks) => blocks,
            Content::Pages(_) => panic!("a page has blocks"),
        }
    }

    #[test]
    fn the_encoding_may_be_declared() {
        let page = b"<html><head><meta charset=\"windows-1252\"><title>caf\xe9</title></head><body><p>x</body>";
        let read = extract(page, &Settings::default()).unwrap();
        assert_eq!(read.metadata.title.as_deref(), Some("café"));
    }

    #[test]
    fn text_is_told_from_furniture() {
        let blocks = read(
            "<body><nav><a>Home</a></nav><form><div class='cookie-banner'>We use cookies</div><main><h1>Minutes</h1>\
             <p>The <b>Board</b> agreed<br>to act.</p><script>x()</script></main></form><footer>Contact us</footer></body>",
        );
        let kept: Vec<_> = blocks.iter().filter(|b| b.kind != BlockKind::Furniture).map(|b| b.text.as_str()).collect();
        assert_eq!(kept, ["Minutes", "The Board agreed to act."]);
        assert!(blocks.iter().any(|b| b.kind == BlockKind::Furniture && b.text == "Contact us"));
    }

    #[test]
    fn lists_keep_their_numbers_and_depths() {
        let blocks = read(
            "<body><ol start=4><li>Four<ol type=a><li>one</li><li>two<ul><li>dot</ul></ol></li><li value=9>Nine</li></ol>\
             <dl><dt>Angus</dt><dd>A lot of work</dd></dl></body>",
        );
        let got: Vec<_> = blocks.iter().map(|b| (b.number.as_deref().unwrap_or("-"), b.text.as_str())).collect();
        let want =
            [("4", "Four"), ("a", "one"), ("b", "two"), ("-", "dot"), ("9", "Nine"), ("-", "Angus: A lot of work")];
        assert_eq!(got, want);
        assert_eq!(blocks[3].kind, BlockKind::Item { depth: 1 });
        assert_eq!(blocks[5].lead_in, Some(5));
    }

    #[test]
    fn tables_have_spans_and_headers() {
        let blocks = read(
            "<body><table><tr><th>Area</th><th colspan=2>Papers</th></tr><tr><td rowspan=2>Fife</td><td>1</td><td>2</td></tr>\
             <tr><td>3</td><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td></tr></table></body>",
        );
        let table = blocks[0].table().unwrap();
        assert_eq!((table.header_rows, table.columns, table.rows.len()), (1, 3, 3));
        assert_eq!(table.header(), ["Area", "Papers", "Papers"]);
        assert!(table.rows[2].cells[0].carried && table.rows[2].cells[0].text() == "Fife");
        assert_eq!(table.rows[2].cells[2].text(), "a | b\nc | d");
    }

    #[test]
    fn deep_nesting_and_odd_ends_are_read() {
        let deep = format!("{}words{}", "<div>".repeat(3_000), "</div>".repeat(9));
        assert_eq!(read(&deep)[0].text, "words");
        assert!(read("<table><tr><td rowspan=99999999 colspan=99999999>x").len() == 1);
        assert!(read("").is_empty());
    }
}
