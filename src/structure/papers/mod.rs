//! Blocks to papers.
//!
//! | file | what it does |
//! |---|---|
//! | `split` | where papers begin in a bound pack |
//! | `describe` | what a paper says of itself, and the body that issued it |
//! | `title` | its title |
//! | `date` | its date |
//! | `kind` | what a paper is |
//! | `passages` | outline, tables and passages |

mod date;
mod describe;
mod kind;
mod passages;
mod split;
mod title;

use super::layout::Layout;
use crate::model::block::{Block, BlockKind};
use crate::model::extracted::{Content, Extracted};
use crate::model::page::Readability;
use crate::model::paper::{Paper, PaperKind};
use crate::util::hash::short_id;

/// The papers of a file, in order.
pub(super) fn papers(layout: Layout, extracted: &Extracted, sha256: &str) -> Vec<Paper> {
    let Layout { mut blocks, pages, furniture } = layout;
    let mut loose: Vec<(Option<u32>, String)> = furniture.into_iter().map(|(page, text)| (Some(page), text)).collect();
    if !blocks.iter().any(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Table(_))) {
        all_is_text(&mut blocks, &mut loose, extracted);
    }
    if blocks.iter().all(|b| matches!(b.kind, BlockKind::Furniture)) {
        return Vec::new();
    }
    let starts = split::starts(&blocks, &pages, &extracted.bookmarks);
    let mut parts: Vec<Vec<Block>> = Vec::new();
    for start in starts.iter().rev() {
        parts.push(blocks.split_off(*start));
    }
    parts.reverse();
    let single = parts.len() == 1;
    let mut papers: Vec<Paper> = parts
        .into_iter()
        .enumerate()
        .map(|(ordinal, blocks)| paper(ordinal as u32, &blocks, extracted, sha256, single))
        .collect();
    let created = extracted.metadata.created.as_deref().filter(|_| single);
    date::imply_years(&mut papers, created);
    share_body(&mut papers);
    spread_pages(&mut papers, pages.last().map(|p| p.number));
    for (page, text) in loose {
        let at = papers.iter().rposition(|p| p.first_page <= page).unwrap_or(0);
        if let Some(paper) = papers.get_mut(at) {
            paper.furniture.push((page, text));
        }
    }
    papers
}

fn paper(ordinal: u32, blocks: &[Block], extracted: &Extracted, sha256: &str, single: bool) -> Paper {
    let about = describe::describe(blocks, &extracted.metadata, single);
    let mut content = passages::content(blocks, sha256, ordinal);
    content.passages.iter_mut().for_each(|passage| passage.locator.estimated = extracted.estimated_pages);
    Paper {
        id: short_id(&["paper", sha256, &ordinal.to_string()]),
        ordinal,
        attachment: None,
        title: about.title,
        kind: about.kind,
        body: about.body,
        date: about.date,
        first_page: blocks.iter().filter_map(|b| b.page).min(),
        last_page: blocks.iter().filter_map(|b| b.last_page).max(),
        outline: content.outline,
        tables: content.tables,
        passages: content.passages,
        furniture: content.furniture,
    }
}

/// Makes passages of headings, contents lists and furniture: where a file holds nothing else, they are what it says. A file of
/// pictures that could not be read says more than the numbers printed over them, so that its furniture stays what it is.
fn all_is_text(blocks: &mut Vec<Block>, loose: &mut Vec<(Option<u32>, String)>, extracted: &Extracted) {
    // A document whose body is empty says nothing, whatever its header repeats.
    if matches!(extracted.content, Content::Blocks(_)) && blocks.iter().all(|b| b.kind == BlockKind::Furniture) {
        return;
    }
    if let Content::Pages(pages) = &extracted.content
        && pages.iter().any(|page| page.readability == Readability::Unreadable)
    {
        return;
    }
    if blocks.is_empty() {
        blocks.extend(loose.drain(..).map(|(page, text)| {
            let mut block = Block::new(BlockKind::Paragraph, text);
            (block.page, block.last_page) = (page, page);
            block
        }));
    }
    for block in blocks {
        block.kind = BlockKind::Paragraph;
    }
}

/// "The Board" is the one whose agenda or minute is bound with the paper; without one it is unknown.
fn share_body(papers: &mut [Paper]) {
    let meets = |p: &&Paper| matches!(p.kind, PaperKind::Agenda | PaperKind::Minute);
    let whole = |body: &String| body.contains(' ') || body.eq_ignore_ascii_case("cabinet");
    let known = papers.iter().filter(meets).filter_map(|p| p.body.clone()).find(whole);
    for paper in papers.iter_mut() {
        if let Some(short) = paper.body.take_if(|body| !whole(body)) {
            let ends = |name: &String| name.to_lowercase().ends_with(&short.to_lowercase());
            paper.body = known.clone().filter(ends);
        }
    }
}

/// A paper reaches to the page before the next one, blank pages included.
fn spread_pages(papers: &mut [Paper], last: Option<u32>) {
    for i in 0..papers.len() {
        let next = papers.get(i + 1).and_then(|p| p.first_page).map(|p| p.saturating_sub(1)).or(last);
        let paper = &mut papers[i];
        if paper.first_page.is_some() {
            paper.last_page = next.max(paper.last_page);
        }
    }
}
