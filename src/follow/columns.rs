//! Actions from minutes set as a table: the business in a wide column, owners and dates in narrow ones beside it.
//!
//! The header over the narrow columns is no guide to what stands in them ("Action" heads the owners as often as not), so the
//! words decide: a column of times is the dates, the other the owners.

use super::due;
use super::people::owners::looks_like_owner;
use super::sighting::{Found, Sighting, locate, unnumbered};
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::paper::{Paper, PaperKind, PaperTable};
use crate::util::text::{fold, word_count};

/// Whether a table is a minute: its first column holds the business, in many more words than the others.
pub(super) fn is_minute_layout(table: &Table) -> bool {
    if !(2..=4).contains(&table.columns) || table.header_rows == 0 {
        return false;
    }
    let header: Vec<String> = table.header().iter().map(|h| fold(h)).collect();
    let narrow = header.iter().skip(1).any(|h| {
        h.split(' ').any(|w| matches!(w, "action" | "actions" | "owner" | "by" | "who" | "responsible" | "lead"))
    });
    let (mut wide, mut rest) = (0, 0);
    for row in table.body() {
        for cell in row.cells.iter().filter(|c| !c.carried) {
            let words = word_count(&cell.text());
            if is_business(table, cell) { wide += words } else { rest += words }
        }
    }
    narrow && wide > 40 && wide > rest * 6
}

/// The column of the business is the first, or the second after one of bare numbers.
fn is_business(table: &Table, cell: &Cell) -> bool {
    cell.column == business(table)
}

fn business(table: &Table) -> u32 {
    let words = |column: u32| -> u64 {
        let cells = table.body().iter().flat_map(|r| &r.cells).filter(|c| c.column == column && !c.carried);
        cells.map(|c| word_count(&c.text())).sum()
    };
    if table.columns > 2 && words(1) > words(0) * 6 { 1 } else { 0 }
}

/// Reads every minute of a paper that is set as a table.
pub(super) fn read(paper: &Paper, found: &mut Found) {
    if paper.kind != PaperKind::Minute {
        return;
    }
    for table in paper.tables.iter().filter(|t| is_minute_layout(&t.table)) {
        read_table(paper, table, found);
    }
}

fn read_table(paper: &Paper, table: &PaperTable, found: &mut Found) {
    let wide = business(&table.table);
    let mut item = String::new();
    let mut list = found.list();
    let mut in_actions = false;
    for (n, row) in table.table.body().iter().enumerate() {
        let Some(cell) = row.cells.iter().find(|c| c.column == wide) else { continue };
        let (owners, dates) = beside(row, wide);
        let blocks: Vec<&Block> =
            cell.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Table(_) | BlockKind::Furniture)).collect();
        let mut actions: Vec<&Block> = Vec::new();
        // A list goes on in the next row only where somebody or some time stands beside it there.
        in_actions &= !(owners.is_empty() && dates.is_empty());
        let mut labelled = false;
        for block in &blocks {
            if matches!(block.kind, BlockKind::Heading(_)) {
                item = numbered(block);
                in_actions = is_label(&block.text);
                labelled |= in_actions;
                list = found.list();
            } else if is_label(&block.text) {
                in_actions = true;
                labelled = true;
            } else if in_actions && !block.text.is_empty() {
                actions.push(block);
            }
        }
        // A row that is one numbered line beside an owner is an action, whether the label stands above it or not.
        let alone = blocks.len() == 1 && blocks[0].number.is_some() && !(owners.is_empty() && dates.is_empty());
        if actions.is_empty() && alone {
            actions.clone_from(&blocks);
        } else if !labelled && !in_actions {
            actions.clear();
        }
        if actions.is_empty() {
            if !owners.is_empty() && !blocks.is_empty() {
                beside_text(paper, table, n, &blocks, &owners, &dates, &item, list, found);
            }
            continue;
        }
        let actions = join_items(&actions);
        let count = actions.len();
        for (i, parts) in actions.iter().enumerate() {
            let text: Vec<&str> = parts.iter().map(|b| b.text.as_str()).collect();
            let mut one = Sighting::new(
                locate(paper, parts[0], &table.id, n as u32 + 1, &table.section),
                list,
                unnumbered(&text.join(" ")),
            );
            one.item.clone_from(&item);
            one.owner = share(&owners, i, count);
            one.due_printed = share(&dates, i, count);
            found.sightings.push(one);
        }
    }
}

/// What stands beside the i-th of n actions: the i-th of n lines, or the one line that stands for all. Other numbers of lines
/// cannot be told apart and are left out, but for one action, which has all of them.
fn share(lines: &[String], i: usize, n: usize) -> String {
    match lines.len() {
        len if len == n => lines[i].clone(),
        1 => lines[0].clone(),
        _ if n == 1 => lines.join("/"),
        _ => String::new(),
    }
}

/// Owners and dates of a row: the lines of its narrow cells, mended where an owner is broken over two.
fn beside(row: &Row, wide: u32) -> (Vec<String>, Vec<String>) {
    let (mut owners, mut dates) = (Vec::new(), Vec::new());
    for cell in row.cells.iter().filter(|c| c.column > wide && !c.carried) {
        let lines: Vec<String> = cell
            .blocks
            .iter()
            .flat_map(|b| b.text.lines())
            .map(|l| l.trim().to_owned())
            .filter(|l| !l.is_empty())
            .collect();
        if lines.is_empty() {
            continue;
        }
        let timed = lines.iter().filter(|l| is_time(l)).count();
        if timed * 2 >= lines.len() {
            dates.extend(lines);
        } else {
            owners.extend(mend(lines));
        }
    }
    (owners, dates)
}

/// Joins a line that ends in a mark between owners to the next.
fn mend(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if last.ends_with(['/', ',', '&', '-']) || line.starts_with(['/', '&']) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => out.push(line),
        }
    }
    out
}

/// Whether a narrow cell's line is a time and not a person.
fn is_time(line: &str) -> bool {
    let folded = fold(line);
    due::resolve(line, crate::model::date::PartialDate::ymd(2000, 1, 1), None, false).is_some()
        || ["meeting", "ongoing", "asap", "immediate", "immediately", "tbc"]
            .iter()
            .any(|w| folded.split(' ').any(|f| f == *w))
        || folded.len() == 2 && folded.starts_with('q')
}

/// `Agreed actions`, `Action points:`, `Actions`.
pub(super) fn is_label(text: &str) -> bool {
    let folded = fold(text);
    matches!(
        folded.as_str(),
        "action"
            | "actions"
            | "agreed action"
            | "agreed actions"
            | "action agreed"
            | "actions agreed"
            | "action point"
            | "action points"
            | "agreed action points"
            | "actions arising"
            | "next steps and actions"
            | "action s"
            | "agreed action s"
    )
}

fn numbered(block: &Block) -> String {
    match &block.number {
        Some(number) => format!("{number}. {}", block.text),
        None => block.text.clone(),
    }
}

/// Blocks as actions: items without a number under a numbered block belong to it.
fn join_items<'a>(blocks: &[&'a Block]) -> Vec<Vec<&'a Block>> {
    let numbered = blocks.iter().filter(|b| b.number.is_some()).count();
    let mut out: Vec<Vec<&Block>> = Vec::new();
    for block in blocks {
        match out.last_mut() {
            Some(last) if numbered > 0 && block.number.is_none() => last.push(block),
            _ => out.push(vec![block]),
        }
    }
    out
}

/// Owners beside an item without a list of actions: its text says what they are to do.
#[allow(clippy::too_many_arguments, reason = "the place of one row")]
fn beside_text(
    paper: &Paper,
    table: &PaperTable,
    row: usize,
    blocks: &[&Block],
    owners: &[String],
    dates: &[String],
    item: &str,
    list: u32,
    found: &mut Found,
) {
    if !owners.iter().all(|o| looks_like_owner(o)) {
        return;
    }
    let owner = owners.join("|");
    let texts: Vec<&Block> =
        blocks.iter().copied().filter(|b| !matches!(b.kind, BlockKind::Heading(_)) && !b.text.is_empty()).collect();
    let text = texts.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
    let Some(first) = texts.first() else { return };
    let mut told = super::deeds::apart(&text, &owner);
    if told.is_empty() {
        told.extend(super::deeds::deed(&text, &owner).map(|deed| (owner, deed)));
    }
    for (owner, deed) in told {
        let opens = deed.text.split(". ").next().unwrap_or(&deed.text);
        let holder = texts.iter().find(|b| b.text.contains(opens)).unwrap_or(first);
        let place = locate(paper, holder, &table.id, row as u32 + 1, &table.section);
        let mut one = Sighting::new(place, list, deed.text);
        one.item = item.to_owned();
        one.owner = owner;
        one.due_printed = if dates.is_empty() { deed.due } else { dates.join("|") };
        found.sightings.push(one);
    }
}
