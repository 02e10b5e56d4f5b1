//! Where papers begin in a bound pack.
//!
//! A paper begins at the head of a page, after a page that was left before its foot. Which of these pages begins a paper is a
//! weighing of signs: a title, words that name a kind of paper, numbering and page numbers that start again, a blank page before,
//! a bookmark. A page break that the author put in counts as a page left early; where a format has no pages, those breaks alone
//! tell where a sheet begins. A file that shows it is a pack (it begins with an agenda, has blank parting pages, or page numbers that start
//! again) needs one sign, any other file three, so that the chapters of a long report stay together.

use super::super::layout::PageFacts;
use super::kind::{Cue, cue};
use crate::model::block::{Block, BlockKind};
use crate::model::extracted::Bookmark;

/// Share of the page's height under the last line from which a page was left early.
const LEFT_EARLY: f32 = 0.13;

/// Headings that often stand first in a paper.
const OPENINGS: [&str; 14] = [
    "purpose",
    "purpose of report",
    "purpose of the report",
    "purpose of paper",
    "introduction",
    "executive summary",
    "summary",
    "foreword",
    "recommendation",
    "recommendations",
    "contents",
    "background",
    "introduction and background",
    "purpose and background",
];

/// The page at whose head a paper may begin, with the signs for it.
struct Candidate {
    block: usize,
    signs: u32,
    /// A sign that by itself shows the file to be a pack.
    parts: bool,
}

/// Indices of the blocks that begin papers, in order; the first is 0.
pub(super) fn starts(blocks: &[Block], pages: &[PageFacts], bookmarks: &[Bookmark]) -> Vec<usize> {
    let paged = blocks.iter().any(|b| b.page.is_some());
    if !paged && blocks.iter().any(|b| b.new_sheet) {
        return starts(&sheets(blocks), pages, bookmarks);
    }
    let first_cue = opening_cue(blocks, 0);
    let candidates = candidates(blocks, pages, bookmarks);
    let others =
        || candidates.iter().filter_map(|c| opening_cue(blocks, c.block)).filter(|cue| Some(*cue) != first_cue);
    // Without pages, several heads of one kind may be the sections of one paper.
    let enough =
        if pages.is_empty() { others().any(|cue| Some(cue) != others().next()) } else { others().count() >= 2 };
    let is_pack = first_cue == Some(Cue::Agenda)
        || first_cue == Some(Cue::FrontSheet)
        || candidates.iter().any(|c| c.parts)
        || enough;
    let needed = if is_pack { 1 } else { 3 };
    let mut out = vec![0];
    out.extend(candidates.iter().filter(|c| c.signs >= needed && c.block > 0).map(|c| c.block));
    out
}

/// The blocks of a format without pages, with the sheets that the author's breaks make in place of pages. They stand in no
/// locator.
fn sheets(blocks: &[Block]) -> Vec<Block> {
    let mut sheet = 1;
    let numbered = |block: &Block| {
        sheet += u32::from(block.new_sheet);
        Block { page: Some(sheet), last_page: Some(sheet), ..block.clone() }
    };
    blocks.iter().map(numbered).collect()
}

fn candidates(blocks: &[Block], pages: &[PageFacts], bookmarks: &[Bookmark]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let top: Vec<&Bookmark> = bookmarks.iter().filter(|b| b.depth == 0).collect();
    // Many top bookmarks are an outline of headings, not a list of papers.
    let names_papers = top.len() > 1 && top.len() * 2 <= pages.len().max(1) && top.len() <= 60;
    let mut since = 0;
    for i in 1..blocks.len() {
        let (Some(page), Some(before)) = (blocks[i].page, blocks[i - 1].last_page) else { continue };
        if page <= before {
            continue;
        }
        let fact = |number: u32| pages.iter().find(|p| p.number == number);
        let blank =
            (before + 1..page).any(|p| fact(p).is_some_and(|f| f.blank)) || fact(before).is_some_and(|f| f.blank);
        let left_early = match fact(before) {
            Some(fact) => fact.room > LEFT_EARLY || blank,
            None => blocks[i].new_sheet,
        };
        // A title with the words that name a kind of paper needs no free foot before it.
        let announced = is_title(blocks, i) && opening_cue(blocks, i).is_some();
        if !left_early && !announced {
            continue;
        }
        let printed = |n: u32| fact(n).and_then(|f| f.printed);
        let pages_restart = printed(page) == Some(1) && printed(before).is_some_and(|b| b >= 1);
        let labels_restart = fact(page).and_then(|f| f.label.as_deref()) == Some("1") && page > 1 && pages_restart;
        let bookmarked = names_papers && top.iter().any(|b| b.page == Some(page));
        let signs = u32::from(is_title(blocks, i))
            + u32::from(opening_cue(blocks, i).is_some())
            + u32::from(opens(&blocks[i]))
            + u32::from(numbers_restart(&blocks[since..i], &blocks[i..]))
            + 2 * u32::from(pages_restart || labels_restart)
            + u32::from(blank)
            + u32::from(bookmarked);
        // An appendix that only goes on with its paper's pages is part of it.
        let appended = is_appendix(&blocks[i]) && !pages_restart && !blank;
        // A heading numbered 2 or more goes on with what stands before it.
        let chapter =
            level(&blocks[i]).is_some() && blocks[i].number.as_deref().and_then(top_number).is_some_and(|n| n > 1);
        if signs > 0 && !appended && (!chapter || pages_restart) {
            out.push(Candidate { block: i, signs, parts: pages_restart || blank && signs >= 3 });
            since = i;
        }
    }
    out
}

/// Whether a title stands at the head: a heading that is among the most prominent of the file.
fn is_title(blocks: &[Block], i: usize) -> bool {
    let most = blocks.iter().filter(|b| level(b).is_some()).map(|b| b.prominence).fold(1.0, f32::max);
    let title = |b: &Block| match level(b) {
        Some(level) => {
            b.number.is_none() && (level <= 2 && b.prominence >= 1.2 || level == 1 && b.prominence >= 0.95 * most)
        }
        None => false,
    };
    title(&blocks[i])
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

/// What the first few short blocks say the paper is.
fn opening_cue(blocks: &[Block], i: usize) -> Option<Cue> {
    let page = blocks[i].page;
    blocks[i..]
        .iter()
        .take(5)
        .filter(|b| b.page == page && b.number.is_none() && b.text.split_whitespace().count() <= 16)
        .find_map(|b| {
            let prominent = level(b).is_some() || b.bold;
            cue(&b.text, prominent)
        })
}

fn opens(block: &Block) -> bool {
    level(block).is_some() && OPENINGS.contains(&crate::util::text::fold(&block.text).as_str())
}

fn is_appendix(block: &Block) -> bool {
    let text = block.text.to_lowercase();
    ["appendix", "annex", "schedule"].iter().any(|w| text.starts_with(w))
}

/// Whether heading numbers start again at one, or paragraph numbers do where they have not done so before.
fn numbers_restart(before: &[Block], after: &[Block]) -> bool {
    let heads = |b: &&Block| level(b).is_some();
    let number = |b: &Block| b.number.as_deref().and_then(top_number);
    let page = after.first().and_then(|b| b.page);
    let here = |b: &&Block| b.page == page;
    let first_head = after.iter().take_while(here).filter(heads).find_map(number);
    let last_head = before.iter().filter(heads).filter_map(number).next_back();
    if first_head == Some(1) && last_head.is_some_and(|n| n >= 2) {
        return true;
    }
    let numbers: Vec<u32> = before.iter().filter_map(number).collect();
    let restarted = numbers.windows(2).any(|w| w[1] == 1 && w[0] > 1);
    let first = after.iter().take_while(here).find_map(number);
    !restarted && first == Some(1) && numbers.last().is_some_and(|n| *n >= 2)
}

/// The first level of a printed number.
fn top_number(number: &str) -> Option<u32> {
    number.split('.').next().and_then(|n| n.parse().ok())
}
