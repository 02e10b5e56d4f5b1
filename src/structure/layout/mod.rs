//! Pages to blocks, by the positions of their text and lines.
//!
//! | file | what it does |
//! |---|---|
//! | `grid` | drawn lines to cells |
//! | `bands` | lines across with text in columns between them to cells |
//! | `cuts` | reading order by white space |
//! | `pieces` | text between wide gaps, by its place alone |
//! | `aligned` | text in columns without lines around it to cells |
//! | `refine` | rows that a drawn grid leaves unparted, and the line above it |
//! | `rows` | printed lines to rows where no lines are drawn between them |
//! | `lines` | spans to lines |
//! | `page` | a page to lines and tables in reading order |
//! | `furniture` | running heads, feet and page numbers |
//! | `margin` | owners in the right margin |
//! | `drafts` | lines to headings, paragraphs and items |
//! | `headers` | which rows of a table are its header |
//! | `headings` | which drafts are headings, and how deep |
//! | `tables` | tables with blocks in their cells, stitched over pages |
//! | `roles` | what the structure tree says a piece of text is |
//! | `tagged` | tagged pages to items, by their structure tree |
//! | `tagged_tables` | tables of one element, gathered over pages |
//!
//! A tagged page goes the same way as any other; its lines name the elements that they belong to, and those decide what is one
//! paragraph, a heading or a cell.

mod aligned;
mod bands;
mod cuts;
mod drafts;
mod furniture;
mod grid;
mod headers;
mod headings;
mod lines;
mod margin;
mod page;
mod pieces;
mod refine;
mod roles;
mod rows;
mod tables;
mod tagged;
mod tagged_tables;

use crate::model::block::{Block, BlockKind};
use crate::model::page::Page;
use drafts::{Draft, Region, Start, drafts};
use furniture::PageItems;
use headings::Body;
use lines::Line;
use page::Item;
use roles::Kind;
use std::collections::BTreeSet;
use tables::Edges;
use tagged::Plan;
use tagged_tables::Gathering;

/// What a page looks like as a whole, for telling where papers begin.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageFacts {
    /// Page, from 1.
    pub(super) number: u32,
    /// The page number printed on it.
    pub(super) printed: Option<u32>,
    /// Free height under the last line, over the page's height.
    pub(super) room: f32,
    /// Nothing stands on it but furniture, or a note that it is blank.
    pub(super) blank: bool,
    /// The file labels it, such as `iv`.
    pub(super) label: Option<String>,
}

/// Pages as blocks.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    pub(super) pages: Vec<PageFacts>,
    pub(super) furniture: Vec<(u32, String)>,
}

/// A piece of the document before headings are told from text.
enum Piece {
    Draft(Draft),
    Table { table: crate::model::block::Table, edges: Edges, page: u32, first: bool, last: bool, open: u32 },
    Tagged { gathering: Gathering, page: u32 },
}

/// The blocks of a file's pages.
pub(super) fn layout(pages: &[Page]) -> Layout {
    let plan = Plan::of(pages);
    let mut all: Vec<PageItems> = pages
        .iter()
        .enumerate()
        .map(|(index, p)| PageItems {
            number: p.number,
            width: p.width,
            height: p.height,
            items: plan.read(index, p),
            furniture: Vec::new(),
            printed: None,
        })
        .collect();
    furniture::take_out(&mut all);
    margin::take_out(&mut all);
    let pitch = pitch(&all);
    let in_tables = looks_in_tables(&all);
    let mut out = Layout::default();
    let mut pieces: Vec<Piece> = Vec::new();
    for (items, page) in all.iter_mut().zip(pages) {
        let facts = facts(items, page);
        if facts.blank {
            // "This page is left blank" says nothing of the paper.
            items.furniture.extend(items.items.drain(..).filter_map(|i| i.line().map(|l| l.text.clone())));
        }
        out.pages.push(facts);
        out.furniture.extend(items.furniture.iter().map(|t| (items.number, t.clone())));
        add_page(&mut pieces, items, pitch);
    }
    join_over_pages(&mut pieces);
    let tagged = pages.iter().enumerate().filter(|(i, p)| plan.heads(*i, p)).map(|(_, p)| p.number).collect();
    out.blocks = blocks(pieces, &tagged, &in_tables);
    out
}

/// Size, weight and length of the lines that stand in tables.
fn looks_in_tables(pages: &[PageItems]) -> Vec<(f32, bool, usize)> {
    fn gather(items: &[Item], inside: bool, out: &mut Vec<(f32, bool, usize)>) {
        for item in items {
            match item {
                Item::Line(line) if inside => out.push((line.size, line.bold, line.text.len())),
                Item::Line(_) => {}
                Item::Table(table) => table.cells.iter().for_each(|cell| gather(&cell.items, true, out)),
            }
        }
    }
    let mut out = Vec::new();
    pages.iter().for_each(|page| gather(&page.items, false, &mut out));
    out
}

fn facts(items: &PageItems, page: &Page) -> PageFacts {
    let text: String = items.items.iter().filter_map(Item::line).map(|l| l.text.to_lowercase()).collect();
    let bottom = items.items.iter().map(|i| i.bbox().y1).fold(0.0, f32::max);
    let note = text.len() < 80 && text.contains("blank") && (text.contains("page") || text.contains("intentionally"));
    PageFacts {
        number: items.number,
        printed: items.printed,
        room: if items.height > 0.0 { ((items.height - bottom) / items.height).clamp(0.0, 1.0) } else { 0.0 },
        blank: items.items.is_empty() || note,
        label: page.label.clone(),
    }
}

/// Median distance of baselines over the font size, of lines that follow each other closely.
fn pitch(pages: &[PageItems]) -> f32 {
    let mut steps: Vec<f32> = Vec::new();
    for page in pages {
        let lines: Vec<&Line> = page.items.iter().filter_map(Item::line).collect();
        for pair in lines.windows(2) {
            let step = (pair[1].baseline - pair[0].baseline) / pair[0].size.max(1.0);
            if (0.9..2.1).contains(&step) && (pair[0].size - pair[1].size).abs() < 0.5 {
                steps.push(step);
            }
        }
    }
    if steps.is_empty() {
        return 1.2;
    }
    steps.sort_by(f32::total_cmp);
    // The lower quartile: paragraphs of one line would pull a median up to the distance of paragraphs.
    steps[steps.len() / 4].clamp(1.0, 1.8)
}

/// Cuts a page's items into columns of lines and tables.
fn add_page(pieces: &mut Vec<Piece>, page: &PageItems, pitch: f32) {
    let mut run: Vec<Line> = Vec::new();
    for item in &page.items {
        match item {
            Item::Line(line) => {
                let anew = |last: &Line| line.role.is_none() && line.bbox.y1 < last.bbox.y0 || line.turn != last.turn;
                if run.last().is_some_and(anew) {
                    flush(&mut run, page, pitch, pieces);
                }
                run.push(line.clone());
            }
            Item::Table(raw) => {
                flush(&mut run, page, pitch, pieces);
                if let Some(tag) = raw.tag {
                    let gathering = Gathering::new(raw, tag, page.number, pitch);
                    pieces.push(Piece::Tagged { gathering, page: page.number });
                    continue;
                }
                let parts = tables::at_headers(tables::table(raw, page.number, pitch));
                let (count, above) = (parts.len(), |i: &Item| i.bbox().y1 < raw.bbox.y0 + 2.0);
                let below = |i: &Item| i.bbox().y0 > raw.bbox.y1 - 2.0;
                for (part, table) in parts.into_iter().enumerate().filter(|(_, t)| !t.rows.is_empty()) {
                    pieces.push(Piece::Table {
                        table,
                        edges: Edges { at: raw.edges.clone(), drawn: raw.drawn },
                        page: page.number,
                        first: part == 0 && !page.items.iter().any(above),
                        last: part + 1 == count && !page.items.iter().any(below),
                        open: page.number,
                    });
                }
            }
        }
    }
    flush(&mut run, page, pitch, pieces);
}

fn flush(run: &mut Vec<Line>, page: &PageItems, pitch: f32, pieces: &mut Vec<Piece>) {
    let right = reach(run, page);
    pieces.extend(drafts(run, Region { right, pitch, page: page.number }).into_iter().map(Piece::Draft));
    run.clear();
}

/// The right edge that the lines of a column may reach: that of its widest lines, or the page's margin where a few lines of
/// different width stand with nothing beside them, as a list of short items does.
fn reach(run: &[Line], page: &PageItems) -> f32 {
    let right = right_edge(run);
    let Some((last, others)) = run.split_last().filter(|(_, others)| others.len() < 12) else { return right };
    let extent = run.iter().fold(last.bbox, |all, line| all.union(&line.bbox));
    let shortest = others.iter().map(|l| l.bbox.x1).fold(f32::INFINITY, f32::min);
    let varied = right - shortest > 0.25 * extent.width();
    if !varied || extent.width() > 0.55 * page.width || run.iter().any(|l| l.role.is_some() || l.turn != 0) {
        return right;
    }
    let boxes = || page.items.iter().map(Item::bbox);
    if boxes().any(|b| b.x0 > right - 2.0 && b.y0 < extent.y1 && b.y1 > extent.y0) {
        return right;
    }
    right.max(page.width - boxes().map(|b| b.x0).fold(f32::INFINITY, f32::min))
}

/// The right edge that the lines of a column reach: that of the widest lines, one outlier left out.
fn right_edge(lines: &[Line]) -> f32 {
    let mut ends: Vec<f32> = lines.iter().map(|l| l.bbox.x1).collect();
    ends.sort_by(f32::total_cmp);
    ends.get(ends.len().saturating_sub(1 + ends.len() / 40)).copied().unwrap_or(0.0)
}

/// Joins paragraphs and tables that a page's or column's end cut in two.
fn join_over_pages(pieces: &mut Vec<Piece>) {
    let mut out: Vec<Piece> = Vec::new();
    for piece in std::mem::take(pieces) {
        let Some(piece) = join_element(&mut out, piece) else { continue };
        match (out.last_mut(), piece) {
            (Some(Piece::Draft(last)), Piece::Draft(next)) if goes_on(last, &next) || breaks_off(last, &next) => {
                join(last, &next);
            }
            (
                Some(Piece::Table { table, edges, last, open, .. }),
                Piece::Table { table: next, edges: next_edges, page, first: true, last: next_last, .. },
            ) if *last && page == *open + 1 && tables::goes_on(table, edges, &next, &next_edges) => {
                tables::stitch(table, next);
                *last = next_last;
                *open = page;
            }
            (_, piece) => out.push(piece),
        }
    }
    *pieces = out;
}

fn join(last: &mut Draft, next: &Draft) {
    lines::join(&mut last.text, &next.text);
    last.margin.extend(next.margin.iter().cloned());
    last.last_page = next.last_page;
    last.lines += next.lines;
    last.room = next.room;
}

/// How many pieces may stand between the two parts of one element: notes and pictures' captions at the foot of a page.
const BETWEEN: usize = 12;

/// Adds a piece to the part of the same element on an earlier page; gives it back where there is none.
fn join_element(out: &mut [Piece], piece: Piece) -> Option<Piece> {
    let near = out.iter_mut().rev().take(BETWEEN);
    match piece {
        Piece::Tagged { gathering, page } => {
            for earlier in near {
                if let Piece::Tagged { gathering: own, .. } = earlier
                    && own.tag.element == gathering.tag.element
                {
                    own.extend(gathering);
                    return None;
                }
            }
            Some(Piece::Tagged { gathering, page })
        }
        Piece::Draft(next) => {
            let Some(role) = next.role else { return Some(Piece::Draft(next)) };
            for earlier in near {
                if let Piece::Draft(own) = earlier
                    && next.page == own.last_page + 1
                    && next.start == Start::Plain
                    && own.role.is_some_and(|r| r.element == role.element && r.kind == role.kind)
                {
                    // A running head under one tag says the same on every page.
                    if own.text == next.text {
                        own.last_page = next.last_page;
                    } else {
                        join(own, &next);
                    }
                    return None;
                }
            }
            Some(Piece::Draft(next))
        }
        other => Some(other),
    }
}

/// Whether a draft at the head of a page or column goes on with the one before.
fn goes_on(last: &Draft, next: &Draft) -> bool {
    let crossed = next.page > last.last_page && next.page <= last.last_page + 1
        || next.page == last.last_page && next.bbox.y1 < last.bbox.y0;
    if !crossed || next.start != Start::Plain || next.bold != last.bold {
        return false;
    }
    // Elements are whole: two that differ are one paragraph only where the first breaks off in mid-sentence.
    if let (Some(a), Some(b)) = (last.role, next.role) {
        let text = |kind| matches!(kind, Kind::Paragraph | Kind::Item);
        let low = next.text.starts_with(char::is_lowercase) && !last.ends();
        return low && text(a.kind) && b.kind == Kind::Paragraph;
    }
    if next.gap.is_finite() {
        return false;
    }
    if (next.size - last.size).abs() > 0.08 * last.size.max(1.0) {
        return false;
    }
    let full = last.room < 1.25 * next.first_word + 0.6 * next.size;
    let low = next.text.starts_with(char::is_lowercase);
    // Numbered paragraphs and items hang: text at the hanging edge goes on with them even after a full stop.
    let hangs = last.start != Start::Plain
        && last.hang.is_some_and(|h| (h - next.left).abs() < 2.0 && h > last.left + 4.0)
        && full;
    if last.ends() { low && full || hangs } else { full || low }
}

/// Words after which no paragraph ends.
const UNFINISHED: [&str; 30] = [
    "which", "that", "the", "a", "an", "and", "or", "of", "to", "in", "for", "with", "by", "from", "on", "at", "as",
    "is", "are", "was", "were", "be", "been", "their", "its", "this", "these", "our", "who", "than",
];

/// Whether a long paragraph breaks off in mid-sentence and the next draft takes it up, whatever stands between them.
fn breaks_off(last: &Draft, next: &Draft) -> bool {
    if next.start != Start::Plain
        || last.role.is_some() && next.role.is_some()
        || last.bold
        || next.bold
        || last.ends()
        || last.text.len() < 80
        || next.text.len() < 20
    {
        return false;
    }
    if (next.size - last.size).abs() > 0.08 * last.size.max(1.0) {
        return false;
    }
    next.text.starts_with(char::is_lowercase) || breaks_off_mid_sentence(&last.text)
}

/// Whether the last word is one after which no paragraph ends.
fn breaks_off_mid_sentence(text: &str) -> bool {
    UNFINISHED.contains(&text.rsplit(' ').next().unwrap_or(""))
}

/// Tells headings from text and makes blocks.
fn blocks(pieces: Vec<Piece>, tagged: &BTreeSet<u32>, in_tables: &[(f32, bool, usize)]) -> Vec<Block> {
    let drafts: Vec<Draft> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Draft(d) => Some(d.clone()),
            Piece::Table { .. } | Piece::Tagged { .. } => None,
        })
        .collect();
    let outside: usize = drafts.iter().map(|d| d.text.len()).sum();
    let inside: usize = in_tables.iter().map(|(_, _, length)| length).sum();
    // Where nearly all stands in tables, a title and a date outside say nothing of the text's type.
    let counted = if outside * 8 < inside { in_tables } else { &[] };
    let body = Body::of(drafts.iter().map(|d| (d.size, d.bold, d.text.len())).chain(counted.iter().copied()));
    let mut level = headings::levels(&drafts, body, tagged).into_iter();
    let mut left = lefts(&drafts).into_iter();
    let mut out: Vec<Block> = Vec::new();
    for piece in pieces {
        let (table, page) = match piece {
            Piece::Draft(draft) => {
                let mut block = tables::plain_block(&draft, left.next().unwrap_or(draft.left));
                block.prominence = if body.size > 0.0 { draft.size / body.size } else { 1.0 };
                let depth = level.next().flatten();
                if is_contents_line(&draft.text) {
                    block.kind = BlockKind::Furniture;
                } else if let Some(depth) = depth {
                    block.kind = BlockKind::Heading(depth);
                } else if matches!(block.kind, BlockKind::Heading(_)) {
                    block.kind = BlockKind::Paragraph;
                }
                out.push(block);
                continue;
            }
            Piece::Table { table, page, .. } => (table, page),
            Piece::Tagged { gathering, page } => (gathering.table(), page),
        };
        if !table.rows.is_empty() {
            let last_page = table.rows.last().and_then(|r| r.last_page);
            let mut block = Block::new(BlockKind::Table(table), "").on_page(Some(page));
            block.last_page = last_page;
            out.push(block);
        }
    }
    take_out_contents(&mut out);
    out
}

/// For each draft, the left edge of its column: that of the leftmost text of its page that stands above or below it.
fn lefts(drafts: &[Draft]) -> Vec<f32> {
    let left = |draft: &Draft, page: &[Draft]| {
        let shares = |d: &&Draft| d.bbox.x0 < draft.bbox.x1 && draft.left < d.bbox.x1;
        page.iter().filter(shares).map(|d| d.left).fold(draft.left, f32::min)
    };
    drafts.chunk_by(|a, b| a.page == b.page).flat_map(|page| page.iter().map(|d| left(d, page))).collect()
}

/// Makes furniture of what stands under the heading "Contents" and ends in page numbers that rise.
fn take_out_contents(blocks: &mut [Block]) {
    let named = |b: &Block| {
        let folded = crate::util::text::fold(&b.text);
        ["contents", "table of contents", "list of contents"].contains(&folded.as_str())
    };
    let Some(from) = blocks.iter().take(60).position(named) else { return };
    let mut last = 0;
    for block in &mut blocks[from + 1..] {
        let pages: Vec<u32> = block
            .text
            .split_whitespace()
            .filter(|w| w.len() <= 3 && w.bytes().all(|b| b.is_ascii_digit()))
            .filter_map(|w| w.parse().ok())
            .collect();
        let page = block.text.rsplit(' ').next().and_then(|w| w.parse::<u32>().ok());
        let Some(page) = page.filter(|p| *p >= last && pages.last() == Some(p) && block.table().is_none()) else {
            break;
        };
        if block.text.split_whitespace().count() > 14 + 10 * pages.len() {
            break;
        }
        last = page;
        block.kind = BlockKind::Furniture;
    }
}

/// A line of a table of contents: words, leader dots, a page number.
fn is_contents_line(text: &str) -> bool {
    let dots = text.matches("..").count() >= 3
        || text.matches(". .").count() >= 3
        || text.contains('…') && text.matches('…').count() > 2;
    dots && text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}
