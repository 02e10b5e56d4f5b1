//! Tables of pages to tables of the document: cells with blocks, header rows, merged cells carried down, and tables that run over
//! pages stitched.

use super::drafts::{Draft, Region, drafts, ends};
use super::headers;
use super::page::{Item, RawCell, RawTable};
use super::roles::Kind;
use super::rows::is_figure;
use super::tagged_tables::Gathering;
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::util::numbering;

/// The table of one page.
pub(super) fn table(raw: &RawTable, page: u32, pitch: f32) -> Table {
    if let Some(tag) = raw.tag {
        return Gathering::new(raw, tag, page, pitch).table();
    }
    let columns = raw.edges.len().saturating_sub(1) as u32;
    let mut rows: Vec<Row> =
        (0..raw.rows).map(|_| Row { cells: Vec::new(), page: Some(page), last_page: Some(page) }).collect();
    for cell in &raw.cells {
        let blocks = cell_blocks(cell, page, pitch, false);
        for (r, row) in rows.iter_mut().enumerate().take(cell.r1).skip(cell.r0) {
            row.cells.push(Cell {
                column: cell.c0 as u32,
                columns: (cell.c1 - cell.c0) as u32,
                carried: r > cell.r0,
                blocks: blocks.clone(),
            });
        }
    }
    for row in &mut rows {
        row.cells.sort_by_key(|c| c.column);
    }
    rows.retain(|row| row.cells.iter().any(|c| !c.carried && !c.blocks.is_empty()));
    let mut table = Table { rows: healed(rows), header_rows: 0, columns };
    table.header_rows = headers::header_rows(&table);
    let header = table.rows.iter_mut().take(table.header_rows as usize);
    for block in header.flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.blocks) {
        if matches!(block.kind, BlockKind::Heading(_)) {
            block.kind = BlockKind::Paragraph;
        }
    }
    table
}

/// The tables of one page that stand directly on each other: one begins wherever the first header row is printed again.
pub(super) fn at_headers(mut table: Table) -> Vec<Table> {
    let words = |row: &Row| row.cells.iter().map(|c| crate::util::text::fold(&c.text())).collect::<Vec<_>>();
    let Some(head) = table.rows.first().filter(|_| table.header_rows > 0).map(words) else { return vec![table] };
    if head.iter().filter(|w| !w.is_empty()).count() < 2 {
        return vec![table];
    }
    let (header_rows, columns) = (table.header_rows, table.columns);
    let mut out = Vec::new();
    while let Some(at) = (header_rows as usize + 1..table.rows.len()).rev().find(|i| words(&table.rows[*i]) == head) {
        out.push(Table { rows: table.rows.split_off(at), header_rows, columns });
    }
    out.push(table);
    out.reverse();
    out
}

/// Rows of one page, those made whole that a drawn line cuts in mid-sentence: every cell that is filled goes on with words of the
/// cell above, and some are blank.
fn healed(rows: Vec<Row>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        let rest = out.last().is_some_and(|last| {
            let filled: Vec<&Cell> = row.cells.iter().filter(|c| !c.blocks.is_empty() && !c.carried).collect();
            filled.len() < row.cells.len()
                && filled
                    .iter()
                    .all(|c| last.cells.iter().any(|a| a.column == c.column && runs_on(&a.text(), &c.text())))
        });
        match out.last_mut() {
            Some(last) if rest => merge(last, row),
            _ => out.push(row),
        }
    }
    out
}

/// Whether words break off in mid-sentence and go on in lower case.
fn runs_on(before: &str, after: &str) -> bool {
    !before.is_empty() && !ends(before) && after.starts_with(char::is_lowercase) && !starts_anew(after)
}

/// What stands in a cell. A `tagged` cell has the headings that its tags name and no others.
pub(super) fn cell_blocks(cell: &RawCell, page: u32, pitch: f32, tagged: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    let left = cell.items.iter().map(|i| i.bbox().x0).fold(f32::INFINITY, f32::min);
    let padding = (left - cell.rect.x0).clamp(0.0, 12.0);
    let region = Region { right: cell.rect.x1 - padding, pitch, page };
    for item in &cell.items {
        match item {
            Item::Line(line) => run.push(line.clone()),
            Item::Table(raw) => {
                flush(&mut run, region, &mut blocks);
                let inner = table(raw, page, pitch);
                if !inner.rows.is_empty() {
                    blocks.push(Block::new(BlockKind::Table(inner), "").on_page(Some(page)));
                }
            }
        }
    }
    flush(&mut run, region, &mut blocks);
    settle_numbers(&mut blocks);
    // A bold line above other text is the cell's own heading; where tags say otherwise, only a numbered one is.
    let several = blocks.len() > 1;
    for i in 0..blocks.len() {
        let heads = several && blocks[i].bold && i + 1 < blocks.len() && !blocks[i + 1].bold;
        let heads = heads && (!tagged || blocks[i].number.is_some());
        if heads && matches!(blocks[i].kind, BlockKind::Paragraph) && blocks[i].text.split_whitespace().count() <= 20 {
            blocks[i].kind = BlockKind::Heading(5);
        }
    }
    blocks
}

/// Gives a number that stands alone to the words under it; without such words it is what the cell says.
fn settle_numbers(blocks: &mut Vec<Block>) {
    let mut number: Option<Block> = None;
    for mut block in std::mem::take(blocks) {
        if let Some(mut alone) = number.take() {
            if block.number.is_none() && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
                (block.number, block.page) = (alone.number, alone.page);
            } else {
                alone.text = alone.number.take().unwrap_or_default();
                alone.kind = BlockKind::Paragraph;
                blocks.push(alone);
            }
        }
        if block.text.is_empty() && block.number.is_some() {
            number = Some(block);
        } else {
            blocks.push(block);
        }
    }
    if let Some(mut alone) = number {
        alone.text = alone.number.take().unwrap_or_default();
        alone.kind = BlockKind::Paragraph;
        blocks.push(alone);
    }
}

fn flush(run: &mut Vec<super::lines::Line>, region: Region, blocks: &mut Vec<Block>) {
    let found = drafts(run, region);
    blocks.extend(found.iter().map(|d| plain_block(d, found.first().map_or(d.left, |f| f.left))));
    run.clear();
}

/// A draft that is no heading, as a block. `left` is where the text around it starts.
pub(super) fn plain_block(draft: &Draft, left: f32) -> Block {
    use super::drafts::Start;
    let depth = match draft.role {
        Some(role) if role.lists > 0 => role.lists - 1,
        _ => (((draft.left - left) / 18.0).round().clamp(0.0, 6.0)) as u8,
    };
    let (kind, number) = match &draft.start {
        Start::Bullet => (BlockKind::Item { depth }, None),
        Start::Number { number, form, closed } => {
            let listed =
                !matches!(form, numbering::Form::Decimal(_)) || !closed && *form == numbering::Form::Decimal(1);
            let kind = if listed { BlockKind::Item { depth } } else { BlockKind::Paragraph };
            (kind, Some(number.clone()))
        }
        Start::Plain => (BlockKind::Paragraph, None),
    };
    let kind = match draft.role.map(|role| (role.kind, role.leads)) {
        Some((Kind::Heading(level), _)) => BlockKind::Heading(level.clamp(1, 6)),
        Some((Kind::Note, _)) => BlockKind::Note,
        Some((Kind::Contents, _)) => BlockKind::Furniture,
        Some((Kind::Item, _) | (_, true)) if number.is_none() => BlockKind::Item { depth },
        _ => kind,
    };
    Block {
        number,
        lead_in: draft.lead_in,
        margin: draft.margin.clone(),
        bold: draft.bold,
        page: Some(draft.page),
        last_page: Some(draft.last_page),
        ..Block::new(kind, draft.text.clone())
    }
}

/// The column edges of a table on one page.
pub(super) struct Edges {
    pub(super) at: Vec<f32>,
    /// They are drawn, and not read from where text stands.
    pub(super) drawn: bool,
}

impl Edges {
    /// Whether columns stand at the same places as others on another page, moved as a whole or not.
    fn agree(&self, other: &Edges) -> bool {
        let (Some(a), Some(b)) = (self.at.first(), other.at.first()) else { return false };
        let shift = b - a;
        if self.drawn && other.drawn {
            return self.at.iter().zip(&other.at).all(|(a, b)| (b - a - shift).abs() < 6.0);
        }
        // Edges read from text lie somewhere in the gap between columns: each must be nearest to its own.
        let narrowest = |at: &[f32]| at.windows(2).map(|w| w[1] - w[0]).fold(f32::INFINITY, f32::min);
        let most = (0.45 * narrowest(&self.at).min(narrowest(&other.at))).clamp(6.0, 40.0);
        let inner = |at: &[f32]| at[1..at.len() - 1].to_vec();
        shift.abs() < 20.0 && inner(&self.at).iter().zip(inner(&other.at)).all(|(a, b)| (b - a).abs() < most)
    }
}

/// Whether `next`, at the head of a page, goes on with `table`, at the foot of the page before: columns stand at the same
/// places, or the header is printed again.
pub(super) fn goes_on(table: &Table, edges: &Edges, next: &Table, next_edges: &Edges) -> bool {
    table.columns == next.columns && (edges.agree(next_edges) || table.header_rows > 0 && same_header(table, next))
}

fn same_header(table: &Table, next: &Table) -> bool {
    let words = |row: &Row| row.cells.iter().map(|c| crate::util::text::fold(&c.text())).collect::<Vec<_>>();
    let n = table.header_rows as usize;
    n > 0 && next.rows.len() > n && table.rows[..n].iter().map(words).eq(next.rows[..n].iter().map(words))
}

/// Adds the rows of `next` to `table`: a header that is printed again is left out, a row that was cut by the page's end is made
/// whole, and a merged cell that is blank on the new page is carried down.
pub(super) fn stitch(table: &mut Table, mut next: Table) {
    if same_header(table, &next) {
        next.rows.drain(..table.header_rows as usize);
    } else if table.header_rows == 0 && next.header_rows > 0 && table.rows.len() > 1 {
        next.header_rows = 0;
    }
    let cut = match (table.rows.last(), next.rows.first()) {
        (Some(last), Some(first)) => is_cut(table, last, first),
        _ => false,
    };
    let mut rows = next.rows.into_iter();
    if cut
        && let Some(first) = rows.next()
        && let Some(last) = table.rows.last_mut()
    {
        merge(last, first);
    }
    for mut row in rows {
        carry_down(table.rows.last(), &mut row);
        table.rows.push(row);
    }
}

/// A blank first cell under a filled one, in a row that says something else, belongs to the merged cell above.
fn carry_down(above: Option<&Row>, row: &mut Row) {
    let Some(above) = above.and_then(|r| r.cells.first()) else { return };
    let says_more = row.cells.iter().skip(1).any(|c| !c.blocks.is_empty());
    if let Some(cell) = row.cells.first_mut()
        && cell.blocks.is_empty()
        && says_more
        && !above.blocks.is_empty()
        && cell.column == above.column
    {
        cell.blocks = above.blocks.clone();
        cell.carried = true;
    }
}

/// Whether the first row of a page is the rest of the last row of the page before.
fn is_cut(table: &Table, last: &Row, first: &Row) -> bool {
    let pairs: Vec<(&Cell, &Cell)> =
        last.cells.iter().filter_map(|a| first.cells.iter().find(|b| b.column == a.column).map(|b| (a, b))).collect();
    let inner = |c: &Cell, at_end: bool| {
        let block = if at_end { c.blocks.last() } else { c.blocks.first() };
        block.and_then(Block::table).map(|t| t.columns)
    };
    if pairs.iter().any(|(a, b)| inner(a, true).is_some() && inner(a, true) == inner(b, false)) {
        return true;
    }
    // A figure never goes on with a figure.
    let both = |a: &Cell, b: &Cell| !b.carried && is_figure(&a.text()) && is_figure(&b.text());
    if pairs.iter().any(|(a, b)| both(a, b)) {
        return false;
    }
    if let Some(usual) = usual_start(table) {
        return row_start(first) != usual && row_start(last) == usual || row_start(first).is_none();
    }
    let own = |c: &Cell| !c.blocks.is_empty() && !c.carried;
    if pairs.iter().any(|(a, b)| own(b) && runs_on(&a.text(), &b.text())) {
        return true;
    }
    let goes_on = |a: &Cell, b: &Cell| {
        let (before, after) = (a.text(), b.text());
        own(a) && own(b) && (!ends(&before) || after.starts_with(char::is_lowercase)) && !starts_anew(&after)
    };
    let blank = pairs.iter().filter(|(a, b)| own(a) && !own(b)).count();
    let filled = pairs.iter().filter(|(_, b)| own(b)).count();
    if filled == 0 {
        return false;
    }
    let on = pairs.iter().filter(|(a, b)| goes_on(a, b)).count();
    if on == filled {
        return true;
    }
    // The second column (what the row is about, where a merged cell stands first) blank as well: only a rest is like that.
    let key_blank = pairs.iter().take(2).all(|(_, b)| !own(b)) && pairs.len() > 2;
    key_blank || blank > 0 && on > 0
}

fn starts_anew(text: &str) -> bool {
    numbering::leading(text).is_some() || numbering::bullet(text).is_some()
}

/// What most rows begin with: a number, bold words, or both. `None` where rows begin in no common way.
fn usual_start(table: &Table) -> Option<Option<(bool, bool)>> {
    let body = table.body();
    if body.len() < 3 {
        return None;
    }
    let starts: Vec<_> = body.iter().map(row_start).collect();
    let marked = Some((true, true));
    let n = starts.iter().filter(|s| **s == marked).count();
    (n * 10 >= starts.len() * 7).then_some(marked)
}

/// Whether a row's first cell begins with a number, and with bold words.
fn row_start(row: &Row) -> Option<(bool, bool)> {
    let block = row.cells.iter().find(|c| !c.carried)?.blocks.first()?;
    Some((block.number.is_some(), block.bold))
}

fn merge(last: &mut Row, first: Row) {
    last.last_page = first.last_page;
    for cell in first.cells {
        if cell.carried {
            continue;
        }
        match last.cells.iter_mut().find(|c| c.column == cell.column) {
            Some(own) => append(&mut own.blocks, cell.blocks),
            None => last.cells.push(cell),
        }
    }
    last.cells.sort_by_key(|c| c.column);
}

/// Adds blocks after blocks, joining a paragraph or table that the page's end cut in two.
pub(super) fn append(blocks: &mut Vec<Block>, more: Vec<Block>) {
    let mut more = more.into_iter().peekable();
    if let (Some(last), Some(first)) = (blocks.last_mut(), more.peek()) {
        match (&mut last.kind, &first.kind) {
            (BlockKind::Table(table), BlockKind::Table(next)) if table.columns == next.columns => {
                stitch(table, next.clone());
                last.last_page = first.last_page;
                more.next();
            }
            (BlockKind::Paragraph | BlockKind::Item { .. }, BlockKind::Paragraph)
                if first.number.is_none()
                    && first.bold == last.bold
                    && (!ends(&last.text) || first.text.starts_with(char::is_lowercase)) =>
            {
                super::lines::join(&mut last.text, &first.text);
                last.last_page = first.last_page;
                more.next();
            }
            _ => {}
        }
    }
    blocks.extend(more);
}
