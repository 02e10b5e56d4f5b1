//! Reads Rich Text documents (RTF 1.9), as old word processors and case systems save them.
//!
//! | file | what it does |
//! |---|---|
//! | `tokens` | bytes to groups, control words and characters |
//! | `writer` | what they build: paragraphs, cells, notes |
//!
//! A document is read as one pass over its tokens, whose groups are kept on a bounded stack. Hidden and deleted text, pictures and
//! embedded objects are not read; headers and footers are furniture. Pages are not known.

mod tokens;
mod writer;

use super::{ExtractError, Extractor, Settings, blocks_of, settle};
use crate::model::extracted::{Diagnostic, Extracted};
use crate::model::source::MediaType;
use tokens::{Token, Tokens};
use writer::Writer;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "rtf", version: 1, handles: |m| m == MediaType::Rtf, extract };

/// Deepest groups in groups; Word itself writes less than a hundred.
const MAX_DEPTH: usize = 4000;

/// Reads one document.
///
/// # Errors
///
/// Where the bytes are no Rich Text, or its groups are nested beyond all sense.
pub fn extract(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let start = bytes.windows(5).take(64).position(|w| w == b"{\\rtf").ok_or_else(|| {
        ExtractError::new("this is no Rich Text document that can be read: open it and save it as DOCX or PDF")
    })?;
    let mut tokens = Tokens::new(&bytes[start..]);
    let mut writer = Writer::new();
    let mut depth = 0usize;
    while let Some(token) = tokens.next(writer.skipped()) {
        match token {
            Token::Open => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ExtractError::new(
                        "the document is nested too deeply to be read safely: open it, copy its text into a new document and save \
                         that",
                    ));
                }
                writer.open();
            }
            Token::Close => {
                writer.close();
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            Token::Word(word, value) => writer.word(word, value),
            Token::Symbol(symbol) => writer.symbol(symbol),
            Token::Byte(byte) => writer.byte(byte),
        }
    }
    let (metadata, blocks) = writer.finish();
    let mut read = blocks_of(&EXTRACTOR, metadata, settle::settle(blocks));
    if depth > 0 {
        read.diagnostics.push(Diagnostic {
            page: None,
            message: "the document ends too early and was read as far as it goes: fetch it again".to_owned(),
            loses_text: true,
        });
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::{Block, BlockKind};
    use crate::model::extracted::Content;

    fn read(text: &str) -> (Extracted, Vec<Block>) {
        let read = extract(text.as_bytes(), &Settings::default()).unwrap();
        let Content::Blocks(blocks) = read.content.clone() else { panic!("blocks") };
        (read, blocks)
    }

    #[test]
    fn words_headings_numbers_and_what_is_not_shown() {
        let (read, blocks) = read(
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}}\
             {\\info{\\title Night buses}{\\author A. Reid}}{\\header Board paper\\par}\
             \\pard\\s1\\b Purpose\\par\\pard\\plain {\\listtext 1.1\\tab}The Board\\'92s plan \\u8211? a caf\\'e9{\\v hidden}\
             {\\deleted gone} in {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt Angus}}.\\par\
             {\\*\\unknown nothing}{\\pict ffd8ffe0}\\page Second sheet\\par}",
        );
        assert_eq!(read.metadata.title.as_deref(), Some("Night buses"));
        assert_eq!(read.metadata.author.as_deref(), Some("A. Reid"));
        let found: Vec<_> = blocks.iter().map(|b| (&b.kind, b.number.as_deref(), b.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (&BlockKind::Heading(1), None, "Purpose"),
                (&BlockKind::Paragraph, Some("1.1"), "The Board’s plan – a café in Angus."),
                (&BlockKind::Paragraph, None, "Second sheet"),
                (&BlockKind::Furniture, None, "Board paper"),
            ]
        );
        assert!(blocks[2].new_sheet && read.diagnostics.is_empty());
    }

    #[test]
    fn rows_and_cells_make_a_table_and_notes_follow_their_paragraph() {
        let (_, blocks) = read(
            "{\\rtf1 \\trowd\\cellx1\\cellx2\\pard\\intbl{\\b Action}\\cell{\\b Owner}\\cell\\row\
             \\trowd\\pard\\intbl Share it\\par today\\cell AR\\cell\\row\\pard After.{\\footnote Of 32 areas.}\\par}",
        );
        let table = blocks[0].table().unwrap();
        assert_eq!((table.header_rows, table.columns, table.rows.len()), (1, 2, 2));
        assert_eq!(table.rows[1].cells[0].text(), "Share it\ntoday");
        assert_eq!((blocks[1].text.as_str(), &blocks[2].kind), ("After.", &BlockKind::Note));
    }

    #[test]
    fn a_table_within_a_cell_stays_there() {
        let (_, blocks) = read(
            "{\\rtf1 \\trowd\\pard\\intbl Before\\par\\pard\\intbl\\itap2 In\\nestcell Side\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}\
             Low\\nestcell Right\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}\
             \\pard\\intbl\\itap1 After\\cell Beside\\cell\\row\\trowd\\pard\\intbl a\\cell b\\cell\\row}",
        );
        let table = blocks[0].table().unwrap();
        assert_eq!(table.rows[0].cells[0].text(), "Before\nIn | Side\nLow | Right\nAfter");
        assert_eq!(table.rows[1].cells[1].text(), "b");
    }

    #[test]
    fn wrecks_end_in_a_reason_and_never_in_a_panic() {
        assert!(extract(&[b"{\\rtf1 ".as_slice(), &b"{".repeat(10_000)].concat(), &Settings::default()).is_err());
        assert!(extract(b"no rich text", &Settings::default()).is_err());
        let text =
            b"{\\rtf1\\ansi {\\b Bold\\'9}\\u-10179?\\u-8704?\\bin9999 x\\trowd\\cell\\row\\uc9\\u1 a{\\info{\\title x";
        for cut in 0..text.len() {
            let _ = extract(&text[..cut], &Settings::default());
            let mut flipped = text.to_vec();
            flipped[cut] ^= 0x15;
            let _ = extract(&flipped, &Settings::default());
        }
        assert!(!extract(text, &Settings::default()).unwrap().diagnostics.is_empty());
    }
}
