//! Reads Markdown: CommonMark with tables, footnotes, definition lists and front matter, and the grid tables of pandoc.
//!
//! | file | what it does |
//! |---|---|
//! | `front` | the title and date of a YAML or TOML front matter |
//! | `grid` | tables drawn with `+---+` |
//! | `walk` | events to blocks |
//!
//! A board paper holds no program text: indented and fenced blocks are read as plain text. HTML inside the page is read as
//! HTML. Text that is struck out is left out, as it is in tracked changes.

mod front;
mod grid;
mod walk;

use super::{ExtractError, Extractor, Settings, blocks_of, decode, settle};
use crate::model::extracted::Extracted;
use crate::model::source::MediaType;

/// The extractor.
pub const EXTRACTOR: Extractor =
    Extractor { name: "markdown", version: 1, handles: |m| m == MediaType::Markdown, extract };

/// Reads one file.
pub fn extract(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let text = decode::text(bytes, None).replace("\r\n", "\n").replace('\r', "\n");
    let (metadata, text) = front::split(&text);
    let mut blocks = Vec::new();
    for piece in grid::pieces(text) {
        match piece {
            grid::Piece::Prose(prose) => blocks.extend(walk::blocks(&prose, 0)),
            grid::Piece::Table(rows, header) => blocks.extend(grid::blocks(&rows, header)),
        }
    }
    Ok(blocks_of(&EXTRACTOR, metadata, settle::settle(settle::rejoin(blocks))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::{Block, BlockKind};
    use crate::model::extracted::Content;

    fn read(text: &str) -> Vec<Block> {
        match extract(text.as_bytes(), &Settings::default()).unwrap().content {
            Content::Blocks(blocks) => blocks,
            Content::Pages(_) => panic!("Markdown has blocks"),
        }
    }

    fn brief(text: &str) -> Vec<(String, String)> {
        read(text).into_iter().map(|b| (b.number.unwrap_or_default(), b.text)).collect()
    }

    fn pairs(want: &[(&str, &str)]) -> Vec<(String, String)> {
        want.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect()
    }

    #[test]
    fn front_matter_is_metadata() {
        let read =
            extract(b"---\ntitle: \"Minutes\"\ndate: 2024-02-06\n---\n\n## Present\n", &Settings::default()).unwrap();
        assert_eq!(read.metadata.title.as_deref(), Some("Minutes"));
        assert_eq!(read.metadata.published.as_deref(), Some("2024-02-06"));
        assert!(matches!(read.content, Content::Blocks(b) if b.len() == 1 && b[0].kind == BlockKind::Heading(2)));
    }

    #[test]
    fn lists_lead_ins_and_hard_breaks() {
        let text = "1.  MATTERS ARISING\\\n    These were moved\n\na)  **Night buses**: some\n    more ~~less~~ & x\n\n\
                    <!-- -->\n\n3.  Third\n\n* top\n  * inner\n";
        let want = [
            ("1", "MATTERS ARISING"),
            ("", "These were moved"),
            ("a", "Night buses: some more & x"),
            ("3", "Third"),
            ("", "top"),
            ("", "inner"),
        ];
        assert_eq!(brief(text), pairs(&want));
        let blocks = read(text);
        assert_eq!(blocks[2].lead_in, Some(11));
        assert_eq!(blocks[5].kind, BlockKind::Item { depth: 1 });
    }

    #[test]
    fn sentences_above_a_rule_are_no_headings_and_lone_numbers_join() {
        let blocks = read(
            "It would be held in\nOctober, if the Members\n---\n2\n\n2.\n\nDisposal of Land\n\n(a)\n\nCirculated, a copy\n",
        );
        assert_eq!(
            (&blocks[0].kind, blocks[0].text.as_str()),
            (&BlockKind::Paragraph, "It would be held in October, if the Members")
        );
        assert_eq!(blocks[1].kind, BlockKind::Furniture);
        assert_eq!((blocks[2].number.as_deref(), blocks[2].text.as_str()), (Some("2"), "Disposal of Land"));
        assert_eq!((blocks[3].number.as_deref(), blocks[3].text.as_str()), (Some("a"), "Circulated, a copy"));
    }

    #[test]
    fn tables_of_both_kinds_and_notes() {
        let piped = read("| Area | Papers |\n|---|---|\n| Fife | 2[^1] |\n\n[^1]: Two drafts.\n");
        assert_eq!(piped[0].table().map(|t| (t.header_rows, t.columns, t.rows.len())), Some((1, 2, 2)));
        assert_eq!((&piped[1].kind, piped[1].number.as_deref()), (&BlockKind::Note, Some("1")));
        let grid = read(
            "+------+-----+\n| Area | No. |\n+======+=====+\n| Fife | one |\n|      | two |\n+------+-----+\n\nEnd.\n",
        );
        let table = grid[0].table().unwrap();
        assert_eq!((table.header_rows, table.rows[1].cells[1].text().as_str()), (1, "one two"));
        assert_eq!(grid[1].text, "End.");
    }
}
