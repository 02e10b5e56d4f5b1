//! Paragraph numbers that are printed without a stop: "2 The Partnership pooled its budgets."
//!
//! One such number may as well be a count or a house number. Where whole sentences that begin so follow one another and their numbers go up
//! by one, they are numbered paragraphs.

use crate::model::block::{Block, BlockKind};
use crate::util::numbering;
use crate::util::text::word_count;

/// Words of a sentence that can be one of a run.
const WORDS: u64 = 6;
/// Blocks that may stand between two of a run: headings, items, and paragraphs that go on without a number.
const BETWEEN: usize = 8;

/// Takes the numbers of runs out of the words and gives them to their blocks.
pub(super) fn number(blocks: &mut [Block]) {
    let numbers: Vec<(usize, u32)> =
        blocks.iter().enumerate().filter_map(|(at, block)| Some((at, printed(block)?))).collect();
    let follows = |a: &(usize, u32), b: &(usize, u32)| b.1 == a.1 + 1 && b.0 - a.0 <= BETWEEN + 1;
    for run in numbers.chunk_by(follows).filter(|run| run.len() > 1) {
        for (at, _) in run {
            let block = &mut blocks[*at];
            let Some((number, rest)) = numbering::bare(&block.text).map(|n| (n.number.to_owned(), n.rest.to_owned()))
            else {
                continue;
            };
            (block.number, block.text) = (Some(number), rest);
        }
    }
}

/// The bare number that a sentence begins with.
fn printed(block: &Block) -> Option<u32> {
    if !matches!(block.kind, BlockKind::Paragraph) || block.number.is_some() || block.lead_in.is_some() {
        return None;
    }
    let found = numbering::bare(&block.text)?;
    let closed = found.rest.trim_end().ends_with(['.', '!', '?', ':', ';', '”', '"', ')']);
    (closed && word_count(found.rest) >= WORDS).then(|| found.number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(texts: &[&str]) -> Vec<(Option<String>, String)> {
        let mut blocks: Vec<Block> = texts.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect();
        number(&mut blocks);
        blocks.into_iter().map(|block| (block.number, block.text)).collect()
    }

    #[test]
    fn sentences_whose_numbers_go_up_are_numbered_paragraphs() {
        let read = numbered(&[
            "2 The Partnership pooled its budgets for transport.",
            "It had not done so before.",
            "3 Residents said that the bus to the hospital is slow.",
        ]);
        assert_eq!(read[0], (Some("2".into()), "The Partnership pooled its budgets for transport.".into()));
        assert_eq!(read[1].0, None);
        assert_eq!(read[2], (Some("3".into()), "Residents said that the bus to the hospital is slow.".into()));
    }

    #[test]
    fn counts_and_house_numbers_stay_in_the_words() {
        for texts in [
            ["12 Councils replied to the survey of the board.", "40 Councils did not reply to the survey at all."],
            ["5 March was the first day of the new service.", "6 March was the second day of the new service."],
            ["26 Albert Street, Tayport", "27 Albert Street, Tayport"],
        ] {
            assert!(numbered(&texts).iter().all(|(number, _)| number.is_none()), "{texts:?}");
        }
    }
}
