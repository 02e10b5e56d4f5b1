//! Reads plain text, with what converters leave in it: `**bold**`, tags of HTML, tabs between cells.
//!
//! Blank lines part paragraphs. A line break inside a paragraph is the author's where the next word would still have fitted
//! into the width that the paragraph is wrapped at, or where the next line starts with a bullet or printed number; otherwise
//! it is only wrapping. Form feeds are page breaks, and only where there are some are pages known.

use super::line::{Face, Line, Shape};
use super::{ExtractError, Extractor, Settings, blocks_of, decode, grid, html, settle};
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::extracted::{Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::numbering::{self, Form};
use std::collections::BTreeSet;

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "text", version: 2, handles: |m| m == MediaType::Text, extract };

/// Lines longer than this are paragraphs that nobody wrapped.
const WIDEST_WRAP: usize = 140;

/// Longest numbered line that is taken for a heading.
const LONGEST_HEADING: usize = 90;

/// Reads one file.
pub fn extract(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let text = decode::text(bytes, None);
    Ok(blocks_of(&EXTRACTOR, FileMetadata::default(), settle::settle(settle::rejoin(blocks(&text)))))
}

/// The blocks of plain text, not settled.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\u{c}');
    let paged = text.contains('\u{c}');
    let whole = words_of(text);
    let mut out = Vec::new();
    for (page, part) in text.split('\u{c}').enumerate() {
        let first = out.len();
        let lines: Vec<&str> = part.lines().map(str::trim_end).collect();
        for group in lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty()) {
            read_group(group, &whole, &mut out);
        }
        for block in out.iter_mut().skip(first).filter(|_| paged) {
            block.page = Some(page as u32 + 1);
            block.last_page = block.page;
        }
    }
    numbered_headings(&mut out);
    out
}

/// Lines without a blank line between them.
fn read_group(group: &[&str], whole: &BTreeSet<String>, out: &mut Vec<Block>) {
    if let Some(rows) = tabbed(group, out.last().and_then(Block::table)) {
        add_rows(rows, out);
        return;
    }
    let width = group.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut paragraph = String::new();
    for (i, line) in group.iter().enumerate() {
        let words = line.trim();
        if let Some(level) = underline(words)
            && i > 0
        {
            emit(&mut paragraph, Shape::Heading(level), out);
            continue;
        }
        let underlined = group.get(i + 1).is_some_and(|next| underline(next.trim()).is_some());
        if i > 0 && (underlined || starts_anew(words) || is_deliberate(group[i - 1], words, width)) {
            emit(&mut paragraph, Shape::Plain, out);
        }
        wrap(&mut paragraph, words, whole);
    }
    emit(&mut paragraph, Shape::Plain, out);
}

/// Joins a line to those above it. A soft hyphen at the end of a line only says where a word was parted; a hyphen does where the whole text has
/// the word without it.
fn wrap(paragraph: &mut String, words: &str, whole: &BTreeSet<String>) {
    let letters = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
    } else if let Some(stem) = paragraph.strip_suffix('-') {
        let before = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if !before.is_empty() && whole.contains(&format!("{}{}", before.to_lowercase(), letters(words))) {
            paragraph.pop();
        }
    } else if !paragraph.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(words);
}

/// The words of a text that parts some at the ends of its lines, in lower case; of any other text, none are needed.
fn words_of(text: &str) -> BTreeSet<String> {
    if !text.lines().any(|line| line.trim_end().ends_with('-')) {
        return BTreeSet::new();
    }
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn emit(paragraph: &mut String, shape: Shape, out: &mut Vec<Block>) {
    out.extend(piece(&std::mem::take(paragraph), shape));
}

/// The blocks of one paragraph or cell.
fn piece(text: &str, shape: Shape) -> Vec<Block> {
    const TAGS: [&str; 7] = ["</p>", "</li>", "</td>", "<br>", "<br/>", "<br />", "</div>"];
    if TAGS.iter().any(|tag| text.contains(tag)) {
        return html::fragment(text);
    }
    let mut line = Line::default();
    let parts: Vec<&str> = text.split("**").collect();
    // An odd mark out is no mark.
    let paired = parts.len() % 2 == 1;
    for (i, part) in parts.iter().enumerate() {
        line.push(part, Face { bold: paired && i % 2 == 1, size: 0 });
        if !paired && i + 1 < parts.len() {
            line.push("**", Face::default());
        }
    }
    line.blocks(shape, None)
}

/// A bullet, a closed number, or a number of several levels starts a line.
fn starts_anew(line: &str) -> bool {
    let number = numbering::leading(line);
    numbering::bullet(line).is_some()
        || number.is_some_and(|n| (n.closed || matches!(n.form, Form::Decimal(2..))) && !n.rest.is_empty())
}

/// The break after `line` is the author's: the next word would have fitted, or nothing is wrapped at all.
fn is_deliberate(line: &str, next: &str, width: usize) -> bool {
    if width > WIDEST_WRAP {
        return true;
    }
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    // A few characters of play for text that was edited after wrapping.
    line.chars().count() + 1 + word + 4 < width && !line.ends_with(['-', '\u{ad}'])
}

/// The heading level of a line that underlines the one above.
fn underline(line: &str) -> Option<u8> {
    let first = line.chars().next()?;
    let level = match first {
        '=' => 1,
        '-' | '_' | '~' => 2,
        _ => return None,
    };
    (line.len() >= 3 && line.chars().all(|c| c == first)).then_some(level)
}

/// The cells of lines that are rows: two or more lines of which most have words on both sides of a tab, or any with a tab
/// below a table. A tab that only sets off a number or bullet parts no cells.
fn tabbed<'a>(group: &[&'a str], above: Option<&Table>) -> Option<Vec<Vec<&'a str>>> {
    let rows: Vec<Vec<&str>> = group.iter().map(|line| line.trim_end().split('\t').map(str::trim).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let set_off = |cell: &str| {
        numbering::bullet(cell).is_some_and(str::is_empty)
            || numbering::leading(&format!("{cell} A")).is_some_and(|n| n.rest == "A")
    };
    let parted = rows.iter().filter(|row| row.len() > 1 && !(row.len() == 2 && set_off(row[0]))).count();
    let enough = match above {
        Some(table) => parted == rows.len() && columns as u32 <= table.columns,
        None => rows.len() > 1 && parted * 3 >= rows.len() * 2,
    };
    (columns > 1 && parted > 0 && enough).then_some(rows)
}

/// Adds rows to the table above, or begins one.
fn add_rows(rows: Vec<Vec<&str>>, out: &mut Vec<Block>) {
    let cell = |(column, text): (usize, &str)| Cell {
        column: column as u32,
        columns: 1,
        carried: false,
        blocks: piece(text, Shape::Plain),
    };
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| Row { cells: row.into_iter().enumerate().map(cell).collect(), ..Row::default() })
        .collect();
    if let Some(BlockKind::Table(table)) = out.last_mut().map(|block| &mut block.kind) {
        table.columns = table.columns.max(rows.iter().map(|row| row.cells.len()).max().unwrap_or(0) as u32);
        table.rows.extend(rows);
    } else {
        let header = usize::from(has_header(&rows));
        out.extend(grid::table(rows, header).map(grid::blocks).unwrap_or_default());
    }
}

/// The first row names the columns: short words in every cell, and figures or far longer words below some of them.
fn has_header(rows: &[Row]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    let name = |text: &str| {
        !text.is_empty()
            && text.chars().count() <= 40
            && !text.ends_with(['.', ';', ','])
            && !text.contains(|c: char| c.is_ascii_digit())
    };
    let names: Vec<String> = first.cells.iter().map(Cell::text).collect();
    let differs = |cell: &Cell| {
        let text = cell.text();
        let above = names.get(cell.column as usize).map_or(0, |name| name.chars().count());
        text.starts_with(|c: char| c.is_ascii_digit()) || text.chars().count() > 3 * above.max(10)
    };
    names.len() > 1 && names.iter().all(|text| name(text)) && below.iter().flat_map(|row| &row.cells).any(differs)
}

/// A short line with a whole number above text that is numbered otherwise or not at all is a heading.
fn numbered_headings(blocks: &mut [Block]) {
    let short = |block: &Block| {
        block.kind == BlockKind::Paragraph
            && block.number.as_deref().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
            && block.text.chars().count() <= LONGEST_HEADING
            && block.text.starts_with(char::is_uppercase)
            && !block.text.ends_with(['.', ';', ',', ':'])
    };
    let likely: Vec<bool> = blocks.iter().map(short).collect();
    for i in 0..blocks.len().saturating_sub(1) {
        if likely[i] && !likely[i + 1] {
            blocks[i].kind = BlockKind::Heading(2);
            blocks[i].lead_in = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn wrapping_is_undone_and_the_authors_breaks_are_kept() {
        let text = "The board met on a cold day and agreed that\nthe plan should go to the next meeting in\nMay.\nPresent:\n\
                    Ann Reid\nBob Shaw\n- one point\n- another";
        assert_eq!(
            texts(text),
            [
                "The board met on a cold day and agreed that the plan should go to the next meeting in May.",
                "Present:",
                "Ann Reid",
                "Bob Shaw",
                "one point",
                "another"
            ]
        );
    }

    #[test]
    fn words_parted_at_the_end_of_a_line_are_made_whole() {
        let text =
            "Many residents of the part\u{ad}\nnership said that resi-\ndents want a long-\nterm plan for the town.";
        assert_eq!(
            texts(text),
            ["Many residents of the partnership said that residents want a long-term plan for the town."]
        );
    }

    #[test]
    fn pages_headings_and_tables() {
        let read = blocks("Aims\n====\n\n1. Summary\n\n1.1 The Board\nagreed.\u{c}Area\tPapers\nFife\t2\n");
        assert_eq!(read[0].kind, BlockKind::Heading(1));
        assert_eq!((&read[1].kind, read[1].number.as_deref()), (&BlockKind::Heading(2), Some("1")));
        assert_eq!((read[2].number.as_deref(), read[2].page), (Some("1.1"), Some(1)));
        assert_eq!(read[3].table().map(|t| (t.rows.len(), t.columns, t.header_rows)), Some((2, 2, 1)));
        assert_eq!(read[3].page, Some(2));
        assert_eq!(blocks("no pages")[0].page, None);
    }
}
