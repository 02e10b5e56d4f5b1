//! Words that a narrow table cell breaks without a hyphen ("Significan t risks"), made whole.
//!
//! The document itself is the dictionary: two neighbouring pieces are one word where the whole word stands elsewhere in the
//! document and neither piece ever stands as a word of its own: all that it stands beside makes a whole word with it.

use crate::model::block::{Block, BlockKind, Table};
use std::collections::BTreeMap;

/// The shortest whole word that is mended; shorter ones are too often a word and an abbreviation.
const SHORTEST: usize = 6;

/// Mends the cells of every table of a document.
pub(super) fn mend(blocks: &mut [Block]) {
    if !blocks.iter().any(|b| b.table().is_some()) {
        return;
    }
    let mut words = Words::default();
    blocks.iter().for_each(|block| words.count(block));
    words.find_broken();
    for block in blocks.iter_mut() {
        if let BlockKind::Table(table) = &mut block.kind {
            mend_table(table, &words);
        }
    }
}

/// How often words stand in a document, and how often one stands before another.
#[derive(Default)]
struct Words {
    single: BTreeMap<String, u32>,
    pairs: BTreeMap<(String, String), u32>,
    /// How often a piece stands before, and after, one with which it makes a whole word.
    heads: BTreeMap<String, u32>,
    tails: BTreeMap<String, u32>,
}

impl Words {
    fn count(&mut self, block: &Block) {
        if let Some(table) = block.table() {
            for cell in table.rows.iter().flat_map(|r| &r.cells).filter(|c| !c.carried) {
                cell.blocks.iter().for_each(|b| self.count(b));
            }
            return;
        }
        let words: Vec<String> = block.text.split(' ').map(bare).collect();
        for word in words.iter().filter(|w| !w.is_empty()) {
            *self.single.entry(word.clone()).or_default() += 1;
        }
        for pair in words.windows(2).filter(|p| !p[0].is_empty() && !p[1].is_empty()) {
            *self.pairs.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
        }
    }

    fn are_one(&self, first: &str, second: &str) -> bool {
        let (a, b) = (bare(first), bare(second));
        let whole = format!("{a}{b}");
        let counted = |word: &str| self.single.get(word).copied().unwrap_or(0);
        let together = self.pairs.get(&(a.clone(), b.clone())).copied().unwrap_or(0);
        first.ends_with(char::is_alphabetic)
            && second.starts_with(char::is_lowercase)
            && whole.len() >= SHORTEST
            && counted(&whole) > 0
            && together > 0
            && self.heads.get(&a) == self.single.get(&a)
            && self.tails.get(&b) == self.single.get(&b)
    }

    /// Counts how often each piece stands beside one with which it makes a whole word.
    fn find_broken(&mut self) {
        for ((first, second), count) in &self.pairs {
            if self.single.contains_key(&format!("{first}{second}")) {
                *self.heads.entry(first.clone()).or_default() += count;
                *self.tails.entry(second.clone()).or_default() += count;
            }
        }
    }
}

/// A word's letters in lower case, without what stands around them.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()
}

fn mend_table(table: &mut Table, words: &Words) {
    for block in table.rows.iter_mut().flat_map(|r| &mut r.cells).flat_map(|c| &mut c.blocks) {
        if let BlockKind::Table(inner) = &mut block.kind {
            mend_table(inner, words);
            continue;
        }
        let parts: Vec<&str> = block.text.split(' ').collect();
        if !parts.windows(2).any(|p| words.are_one(p[0], p[1])) {
            continue;
        }
        let mut text = String::new();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 && !words.are_one(parts[i - 1], part) {
                text.push(' ');
            }
            text.push_str(part);
        }
        block.text = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::{Cell, Row};

    #[test]
    fn a_broken_word_is_mended_where_the_document_has_it_whole() {
        let cell = Cell {
            columns: 1,
            blocks: vec![Block::new(BlockKind::Paragraph, "Sustainabil ity of the market place")],
            ..Cell::default()
        };
        let table =
            Table { rows: vec![Row { cells: vec![cell], page: None, last_page: None }], header_rows: 0, columns: 1 };
        let mut blocks = vec![
            Block::new(BlockKind::Paragraph, "The sustainability of care; the marketplace, a place."),
            Block::new(BlockKind::Table(table), ""),
        ];
        mend(&mut blocks);
        let table = blocks[1].table().expect("a table");
        assert_eq!(table.rows[0].cells[0].text(), "Sustainability of the market place");
    }
}
