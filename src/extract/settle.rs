//! What can only be decided over all blocks of a document: numbers on lines of their own, the depth of typed lists, headings
//! that are marked by type alone, and sizes relative to the body.

use super::line::DEPTH_UNKNOWN;
use crate::model::block::{Block, BlockKind};
use std::collections::BTreeMap;

/// Settles the blocks of a document whose `prominence` still holds font sizes (0 where unknown).
pub(super) fn settle(blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = join_broken(join_lone_numbers(blocks));
    depths(&mut blocks);
    introduced_lists(&mut blocks);
    headings(&mut blocks);
    let mut sizes = BTreeMap::new();
    count_sizes(&blocks, &mut sizes);
    let body =
        sizes.into_iter().filter(|(size, _)| *size > 0).max_by_key(|(size, n)| (*n, *size)).map(|(size, _)| size);
    relative_sizes(&mut blocks, body);
    blocks
}

/// Joins paragraphs that are lines of paragraphs: text that was copied out of a PDF often has a blank line after every line.
/// Only where most long paragraphs of the document end in the middle of a sentence, and only after a line that is nearly full;
/// letters are not all of one width.
pub(super) fn rejoin(blocks: Vec<Block>) -> Vec<Block> {
    let length = |block: &Block| block.text.chars().count();
    let flows = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. });
    let width = blocks.iter().filter(|b| flows(b)).map(length).max().unwrap_or(0);
    let open = |block: &Block| !unquoted(&block.text).ends_with(['.', ';', ':', '!', '?']);
    let long = blocks.iter().filter(|b| flows(b) && length(b) * 4 > width * 3);
    let (all, unfinished) = long.fold((0, 0), |(all, part), b| (all + 1, part + usize::from(open(b))));
    if width > WIDEST_LINE || all < 10 || unfinished * 2 < all {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut last_line = 0;
    for block in blocks {
        let word = block.text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let own = length(&block);
        match out.last_mut() {
            Some(last)
                if block.kind == BlockKind::Paragraph
                    && block.number.is_none()
                    && flows(last)
                    && !last.text.is_empty()
                    && open(last)
                    && ((last_line + word) * 4 >= width * 3
                        || block.text.starts_with(char::is_lowercase) && last_line * 2 > width) =>
            {
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.last_page = block.last_page;
                last.bold &= block.bold;
            }
            _ => out.push(block),
        }
        last_line = own;
    }
    out
}

/// Widest line that anybody wraps text at.
const WIDEST_LINE: usize = 140;

/// A number that stands alone belongs to the paragraph below it, as in `2.` above `Disposal of land`.
fn join_lone_numbers(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::Table(table) = &mut block.kind {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                cell.blocks = settle_cell(std::mem::take(&mut cell.blocks));
            }
        }
        let flowing = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        if flowing
            && block.number.is_none()
            && let Some(lone) = out.pop_if(|last| last.text.is_empty() && last.number.is_some())
        {
            block.number = lone.number;
            if is_title(&block) && matches!(lone.kind, BlockKind::Paragraph) {
                block.kind = BlockKind::Heading(2);
            }
            if matches!(lone.kind, BlockKind::Item { .. }) && block.kind == BlockKind::Paragraph {
                block.kind = lone.kind;
            }
            block.page = lone.page.or(block.page);
        }
        out.push(block);
    }
    for block in &mut out {
        if block.text.is_empty() && block.table().is_none() {
            block.text = block.number.take().unwrap_or_default();
            block.kind = BlockKind::Paragraph;
        }
    }
    out
}

/// A short line that begins like a title and does not end like a sentence.
fn is_title(block: &Block) -> bool {
    block.text.starts_with(char::is_uppercase)
        && block.text.chars().count() <= HEADING_CHARS
        && !unquoted(&block.text).ends_with(['.', ';', ',', ':', '!'])
}

/// The text without closing quotation marks and brackets.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']'])
}

/// Cells hold short lists and numbers of their own; a number alone in a cell is the cell's text.
fn settle_cell(blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks = join_broken(join_lone_numbers(blocks));
    depths(&mut blocks);
    // A bold line above other text is the cell's own heading.
    for i in 0..blocks.len().saturating_sub(1) {
        let heads = blocks[i].bold && !blocks[i + 1].bold && blocks[i].kind == BlockKind::Paragraph;
        if heads && blocks[i + 1].table().is_none() && blocks[i].text.split_whitespace().count() <= CELL_HEADING_WORDS {
            blocks[i].kind = BlockKind::Heading(5);
            blocks[i].lead_in = None;
        }
    }
    blocks
}

/// Longest bold line in a cell that is taken for its heading, in words.
const CELL_HEADING_WORDS: usize = 20;

/// Words after which no paragraph ends.
const UNFINISHED: [&str; 22] = [
    "which", "that", "the", "a", "an", "and", "or", "of", "to", "with", "by", "from", "as", "are", "were", "be",
    "their", "its", "this", "these", "our", "than",
];

/// Shortest paragraph that can be the first part of one broken in two.
const BROKEN_CHARS: usize = 60;

/// A paragraph that begins in the middle of a sentence belongs to the one above, where that one stops in the middle of one: an
/// end of line or page was taken for the end of the paragraph.
fn join_broken(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let plain = block.kind == BlockKind::Paragraph && block.number.is_none() && block.lead_in.is_none();
        let low = block.text.starts_with(char::is_lowercase);
        match out.last_mut() {
            Some(last) if plain && !block.new_sheet && capitals_go_on(last, &block) => {
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.last_page = block.last_page.max(last.last_page);
                last.bold &= block.bold;
            }
            Some(last)
                if plain
                    && (low || last.text.rsplit(' ').next().is_some_and(|word| UNFINISHED.contains(&word)))
                    && !block.new_sheet
                    && matches!(last.kind, BlockKind::Paragraph | BlockKind::Item { .. })
                    && last.text.chars().count() >= BROKEN_CHARS
                    && !unquoted(&last.text).ends_with(['.', ';', ':', '!', '?']) =>
            {
                last.text.push(' ');
                last.text.push_str(&block.text);
                last.last_page = block.last_page.max(last.last_page);
                last.bold &= block.bold;
            }
            _ => out.push(block),
        }
    }
    out
}

/// Whether a line in capitals breaks off, at a word after which nothing ends or at a comma, and the next goes on in capitals: a
/// title over several lines.
fn capitals_go_on(last: &Block, next: &Block) -> bool {
    let flows = matches!(last.kind, BlockKind::Paragraph | BlockKind::Heading(_));
    let letters = last.text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 8 && !last.text.chars().any(char::is_lowercase);
    let word = last.text.rsplit(' ').next().unwrap_or("").to_lowercase();
    let open = last.text.ends_with(',') || UNFINISHED.contains(&word.as_str());
    let first: Vec<char> = next.text.chars().take_while(|c| c.is_alphabetic()).collect();
    flows && capitals && open && first.len() > 1 && first.iter().all(|c| c.is_uppercase())
}

/// What a list's marks are made of, so that `(i)` below `(a)` lies deeper and `(b)` after it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet,
    Letter,
    Roman,
    Digit,
}

fn depths(blocks: &mut [Block]) {
    let mut open: Vec<(Mark, String)> = Vec::new();
    for block in blocks {
        let BlockKind::Item { depth } = &mut block.kind else {
            if !matches!(block.kind, BlockKind::Furniture | BlockKind::Note) {
                open.clear();
            }
            continue;
        };
        if *depth != DEPTH_UNKNOWN {
            continue;
        }
        let number = block.number.clone().unwrap_or_default();
        let mark = mark(&number, &open);
        match open.iter().position(|(known, _)| *known == mark) {
            Some(at) => {
                open.truncate(at + 1);
                open[at].1 = number;
            }
            None => open.push((mark, number)),
        }
        *depth = (open.len() - 1).min(8) as u8;
    }
}

fn mark(number: &str, open: &[(Mark, String)]) -> Mark {
    let follows =
        |before: &str| open.iter().any(|(mark, last)| *mark == Mark::Letter && last.eq_ignore_ascii_case(before));
    let lower = number.to_ascii_lowercase();
    match lower.as_str() {
        "" => Mark::Bullet,
        "i" if follows("h") => Mark::Letter,
        "v" if follows("u") => Mark::Letter,
        "x" if follows("w") => Mark::Letter,
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => Mark::Digit,
        roman if roman.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) => Mark::Roman,
        _ => Mark::Letter,
    }
}

/// Whole numbers after a line that ends in a colon are the items of the list that it introduces.
fn introduced_lists(blocks: &mut [Block]) {
    let mut next: Option<u32> = None;
    for block in blocks {
        let whole = block.number.as_deref().and_then(|n| n.parse::<u32>().ok());
        match &block.kind {
            BlockKind::Paragraph => {
                if whole.is_some() && whole == next && !block.bold {
                    block.kind = BlockKind::Item { depth: 0 };
                    next = whole.map(|n| n.saturating_add(1));
                } else {
                    next = block.text.ends_with(':').then_some(1);
                }
            }
            BlockKind::Heading(_) | BlockKind::Table(_) => next = None,
            BlockKind::Item { .. } | BlockKind::Note | BlockKind::Furniture => {}
        }
    }
}

/// Longest line that is taken for a heading by its type alone.
const HEADING_CHARS: usize = 100;

/// The same for bold lines, which papers use for the full names of committees.
const BOLD_HEADING_CHARS: usize = 160;

/// Short bold lines and lines in capitals that have text below them become headings, one level below the last stated heading.
/// Ones in a row (an address, a list of names) stay what they are, but for the last of at most two.
fn headings(blocks: &mut [Block]) {
    let stated: Vec<u8> = blocks
        .iter()
        .scan(0, |level, block| {
            if let BlockKind::Heading(n) = block.kind {
                *level = n;
            }
            Some(*level)
        })
        .collect();
    let likely: Vec<bool> = blocks.iter().map(looks_like_heading).collect();
    // A document mostly in capitals or bold says nothing by them.
    let weight = |block: &Block| match &block.kind {
        BlockKind::Furniture | BlockKind::Note => 0,
        BlockKind::Table(table) => table.rows.len(),
        _ => 1,
    };
    let flowing: usize = blocks.iter().map(weight).sum();
    if likely.iter().filter(|l| **l).count() * 2 > flowing {
        return;
    }
    let run = |from: usize| (from..blocks.len()).take_while(|i| likely[*i]).count();
    let mut promoted = Vec::new();
    let mut i = 0;
    while i < blocks.len() {
        let length = run(i);
        let end = i + length;
        let followed = blocks.get(end).is_some_and(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Furniture));
        if (1..=3).contains(&length) && followed {
            promoted.extend(i..end);
        }
        i = end.max(i + 1);
    }
    for i in promoted {
        let capitals = !blocks[i].text.chars().any(char::is_lowercase);
        let own = if capitals { 1 } else { 2 };
        let level = if stated[i] > 0 { stated[i] + 1 } else { own };
        let by_number = blocks[i].number.as_deref().map(|n| n.split('.').count() as u8).filter(|_| stated[i] == 0);
        blocks[i].kind = BlockKind::Heading(by_number.unwrap_or(level).clamp(1, 6));
        blocks[i].lead_in = None;
    }
}

fn looks_like_heading(block: &Block) -> bool {
    let letters = block.text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 4 && !block.text.chars().any(char::is_lowercase);
    let item_mark = matches!(block.kind, BlockKind::Item { .. });
    let kind = block.kind == BlockKind::Paragraph || item_mark && block.number.is_some() && capitals;
    kind && (block.bold || capitals)
        && letters >= 3
        && block.text.chars().count() <= if block.bold { BOLD_HEADING_CHARS } else { HEADING_CHARS }
        && !unquoted(&block.text).ends_with(['.', ';', ',', '!'])
}

fn count_sizes(blocks: &[Block], sizes: &mut BTreeMap<u16, usize>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.carried) {
                    count_sizes(&cell.blocks, sizes);
                }
            }
            BlockKind::Furniture | BlockKind::Note => {}
            _ => *sizes.entry(block.prominence as u16).or_default() += block.text.len(),
        }
    }
}

fn relative_sizes(blocks: &mut [Block], body: Option<u16>) {
    for block in blocks {
        block.prominence = match body {
            Some(body) if block.prominence > 0.0 => block.prominence / f32::from(body),
            _ => 1.0,
        };
        if let BlockKind::Table(table) = &mut block.kind {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                relative_sizes(&mut cell.blocks, body);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::line::{Line, Shape};

    fn read(lines: &[&str]) -> Vec<Block> {
        settle(lines.iter().flat_map(|line| Line::plain(line).blocks(Shape::Plain, None)).collect())
    }

    fn depth(block: &Block) -> Option<u8> {
        match block.kind {
            BlockKind::Item { depth } => Some(depth),
            _ => None,
        }
    }

    #[test]
    fn typed_lists_nest_by_their_marks() {
        let blocks = read(&["(a) one", "(i) first", "(ii) second", "(b) two", "Text", "(h) eight", "(i) nine"]);
        let depths: Vec<_> = blocks.iter().map(depth).collect();
        assert_eq!(depths, [Some(0), Some(1), Some(1), Some(0), None, Some(0), Some(0)]);
    }

    #[test]
    fn lone_numbers_find_their_words_and_colons_their_items() {
        let blocks = read(&["2.", "Disposal of land", "The Board agreed to:", "1. note it", "2. do it", "3."]);
        assert_eq!((blocks[0].number.as_deref(), blocks[0].text.as_str()), (Some("2"), "Disposal of land"));
        assert_eq!((depth(&blocks[2]), depth(&blocks[3])), (Some(0), Some(0)));
        assert_eq!((blocks[4].number.as_deref(), blocks[4].text.as_str()), (None, "3"));
    }

    #[test]
    fn a_paragraph_broken_in_two_is_mended() {
        let first = "(a) Ruby noted the break-in at the workspace and said that there was a";
        let blocks = read(&[first, "need to improve security.", "need no. 2", "Next point."]);
        assert_eq!(blocks.len(), 3);
        assert!(blocks[0].text.ends_with("that there was a need to improve security."));
    }

    #[test]
    fn lines_set_apart_are_joined_again() {
        let long = "This line of text was copied out of a file where the lines end in the middle";
        let blocks: Vec<Block> =
            [long, long, "of it."].repeat(8).into_iter().map(|t| Block::new(BlockKind::Paragraph, t)).collect();
        let joined = rejoin(blocks.clone());
        assert_eq!((joined.len(), joined[0].text.as_str()), (8, format!("{long} {long} of it.").as_str()));
        let few = &blocks[..6];
        assert_eq!(rejoin(few.to_vec()), few);
    }

    #[test]
    fn capitals_above_text_are_headings_unless_all_is_capitals() {
        let blocks = read(&["1. MATTERS ARISING", "The chair spoke.", "So did others.", "OK"]);
        assert_eq!(blocks[0].kind, BlockKind::Heading(1));
        assert_eq!(blocks[3].kind, BlockKind::Paragraph);
        assert_eq!(read(&["ONE LINE", "TWO LINES", "three"])[0].kind, BlockKind::Paragraph);
    }
}
