//! Actions from tables whose header names them: action logs, matters arising with progress, findings with corrective actions.

use super::due::is_american;
use super::headers::{Columns, Meaning};
use super::sighting::{Found, Sighting, is_matters_arising, locate};
use crate::model::action::ActionKind;
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::date::PartialDate;
use crate::model::paper::{Paper, PaperKind, PaperTable};
use crate::util::dates;
use crate::util::text::{fold, word_count};

/// What the columns of an action table are.
#[derive(Debug, Default, Clone, PartialEq)]
struct Layout {
    item: Option<u32>,
    action: u32,
    owner: Option<u32>,
    due: Option<u32>,
    progress: Option<u32>,
    status: Option<u32>,
    kind: Option<ActionKind>,
}

impl Layout {
    /// The layout as it is in this row. Where cells that span rows or columns were lost, a row's cells stand left or right of their
    /// columns; its one whole date then tells by how much.
    fn shifted(&self, row: &Row, table: &Table) -> Layout {
        let same = self.clone();
        let Some(due) = self.due else { return same };
        let own = cell(row, due).map(Cell::text).unwrap_or_default();
        if !own.is_empty() && word_count(&own) <= 6 {
            return same;
        }
        let header = table.header();
        let dated = |column: u32| header.get(column as usize).is_some_and(|h| fold(h).contains("date"));
        let mut dates = row.cells.iter().filter(|c| c.column != due && is_date(&c.text()));
        let (Some(date), None) = (dates.next(), dates.next()) else { return same };
        // An action without a date may well have the day on which it was raised.
        if own.is_empty() && dated(date.column) {
            return same;
        }
        let by = i64::from(date.column) - i64::from(due);
        let moved = |column: u32| u32::try_from(i64::from(column) + by).ok();
        let Some(action) = moved(self.action) else { return same };
        Layout {
            item: self.item,
            action,
            owner: self.owner.and_then(moved),
            due: Some(date.column),
            progress: self.progress.and_then(moved),
            status: self.status.and_then(moved),
            kind: self.kind,
        }
    }
}

/// Whether a row prints the header again, as every page of a long table may.
fn repeats_header(row: &Row, table: &Table) -> bool {
    let header = fold(&table.header().join(" "));
    let texts: Vec<String> = row.cells.iter().map(|c| fold(&c.text())).filter(|t| !t.is_empty()).collect();
    table.header_rows > 0 && texts.len() > 1 && texts.iter().all(|t| header.contains(t.as_str()))
}

/// Reads every action table of a paper.
pub(super) fn read(paper: &Paper, found: &mut Found) {
    let mut before: Option<(Layout, u32)> = None;
    for table in &paper.tables {
        let promoted = with_header(paper, table);
        let table = promoted.as_ref().unwrap_or(table);
        let header = table.table.header();
        let layout = layout(paper, table, &header).or_else(|| match &before {
            // A table that goes on over the page without its header.
            Some((layout, width)) if table.table.header_rows == 0 && table.table.columns == *width => {
                Some(layout.clone())
            }
            _ => None,
        });
        let Some(layout) = layout else {
            before = None;
            continue;
        };
        rows(paper, table, &layout, found);
        before = Some((layout, table.table.columns));
    }
}

/// The table with its first row for a header, where none is marked as one and that row names the columns of an action table.
fn with_header(paper: &Paper, table: &PaperTable) -> Option<PaperTable> {
    let first = table.table.rows.first().filter(|_| table.table.header_rows == 0 && table.table.rows.len() > 1)?;
    let texts: Vec<String> = first.cells.iter().map(Cell::text).collect();
    let short = texts.iter().all(|t| word_count(t) <= 6) && texts.iter().filter(|t| !t.is_empty()).count() > 1;
    let mut promoted = table.clone();
    promoted.table.header_rows = 1;
    let read = layout(paper, &promoted, &promoted.table.header()).filter(|_| short)?;
    // What is done takes more words than who does it and when.
    let words = |column: u32| -> u64 {
        promoted.table.body().iter().filter_map(|row| cell(row, column)).map(|c| word_count(&c.text())).sum()
    };
    let most = [read.owner, read.due].into_iter().flatten().map(words).max().unwrap_or(0);
    (words(read.action) > most).then_some(promoted)
}

fn layout(paper: &Paper, table: &PaperTable, header: &[String]) -> Option<Layout> {
    if super::columns::is_minute_layout(&table.table) {
        return None;
    }
    let audit = paper.kind == PaperKind::AuditReport;
    let columns = Columns::read(header);
    let at = |meaning: Meaning| columns.meanings.iter().position(|m| *m == Some(meaning)).map(|i| i as u32);
    if let Some(action) = at(Meaning::Action) {
        let folded: Vec<String> = header.iter().map(|h| fold(h)).collect();
        let item = folded
            .iter()
            .position(|h| {
                h == "item" || h.contains("agenda item") || h.contains("minute") || h == "topic" || h == "subject"
            })
            .map(|i| i as u32)
            .or_else(|| at(Meaning::Theme))
            .filter(|i| *i != action);
        let layout = Layout {
            item,
            action,
            owner: at(Meaning::Owner),
            due: at(Meaning::Due).or_else(|| {
                folded.iter().position(|h| h.split(' ').any(|w| w == "due" || w == "deadline")).map(|i| i as u32)
            }),
            progress: at(Meaning::Progress).or_else(|| at(Meaning::Reporting)),
            status: at(Meaning::Status),
            kind: kind(&folded, action),
        };
        let follows =
            layout.owner.is_some() || layout.due.is_some() || layout.progress.is_some() || layout.status.is_some();
        let called = table.section.iter().chain([&paper.title]).any(|h| is_action_list(h));
        let right = match paper.kind {
            PaperKind::Minute => true,
            PaperKind::AuditReport => layout.kind.is_some() || layout.due.is_some(),
            PaperKind::ImprovementPlan => false,
            _ => called,
        };
        return (follows && right).then_some(layout);
    }
    (audit && table.table.header_rows == 0).then(|| headless(&table.table)).flatten()
}

/// A heading of a list of actions.
fn is_action_list(heading: &str) -> bool {
    let folded = fold(heading);
    is_matters_arising(heading)
        || [
            "action log",
            "tracker",
            "action register",
            "rolling action",
            "action table",
            "actions arising",
            "action list",
            "action points",
            "agreed actions",
        ]
        .iter()
        .any(|phrase| folded.contains(phrase))
}

fn kind(headers: &[String], action: u32) -> Option<ActionKind> {
    let own = headers.get(action as usize)?;
    if own.contains("corrective")
        || own.contains("management action")
        || headers.iter().any(|h| h.contains("finding") || h.contains("deficienc"))
    {
        return Some(ActionKind::CorrectiveAction);
    }
    own.contains("recommendation").then_some(ActionKind::Recommendation)
}

/// The columns of a table of findings whose header is lost: one of whole dates, and the wordiest one is what must be done.
fn headless(table: &Table) -> Option<Layout> {
    let mut dated = vec![0u32; table.columns as usize];
    let mut filled = vec![0u32; table.columns as usize];
    let mut words = vec![0u64; table.columns as usize];
    for cell in table.rows.iter().flat_map(|r| &r.cells).filter(|c| !c.carried) {
        let at = cell.column as usize;
        let text = cell.text();
        if at >= filled.len() || text.is_empty() {
            continue;
        }
        filled[at] += 1;
        words[at] += word_count(&text);
        dated[at] += u32::from(is_date(&text));
    }
    let due = (0..filled.len()).find(|i| filled[*i] > 0 && dated[*i] == filled[*i])?;
    let action = (0..words.len()).filter(|i| *i != due).max_by_key(|i| words[*i])?;
    let obliges = |cell: &Cell| {
        let text = format!(" {} ", fold(&cell.text()));
        [" must ", " shall ", " should ", " will ", " to "].iter().any(|w| text.contains(w))
    };
    let cells: Vec<&Cell> =
        table.rows.iter().filter(|r| has(r, due as u32)).filter_map(|r| cell(r, action as u32)).collect();
    (!cells.is_empty() && cells.iter().all(|c| obliges(c))).then(|| Layout {
        item: (action > 0 && due > 0).then_some(0),
        action: action as u32,
        due: Some(due as u32),
        kind: Some(ActionKind::CorrectiveAction),
        ..Layout::default()
    })
}

fn is_date(text: &str) -> bool {
    word_count(text) <= 3
        && (super::due::resolve(text, None, None, false).is_some_and(|d| d.day.is_some())
            || !dates::find(text).is_empty())
}

fn cell(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|c| c.column <= column && column < c.column + c.columns.max(1))
}

fn has(row: &Row, column: u32) -> bool {
    cell(row, column).is_some_and(|c| !c.text().is_empty())
}

/// The words of a cell's blocks, one entry a block, its items joined to the paragraph that leads to them.
fn parts(cell: Option<&Cell>) -> Vec<&Block> {
    cell.map(|c| c.blocks.iter().filter(|b| !b.text.is_empty() && !matches!(b.kind, BlockKind::Furniture)).collect())
        .unwrap_or_default()
}

fn text(blocks: &[&Block]) -> String {
    blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn rows(paper: &Paper, table: &PaperTable, layout: &Layout, found: &mut Found) {
    let list = found.list();
    // The dates of a table are all written in one way.
    let dates: Vec<String> =
        table.table.rows.iter().flat_map(|r| &r.cells).map(Cell::text).filter(|text| is_date(text)).collect();
    let american = is_american(dates.iter().map(String::as_str));
    let meeting = meeting_of(paper, table);
    let heading = table.section.last().cloned().unwrap_or_default();
    let looks_back = is_matters_arising(&heading) || layout.progress.is_some();
    // In a minute whose table names owners, a row with neither owner nor time only tells what was said.
    let told = paper.kind == PaperKind::Minute
        && layout.progress.is_none()
        && layout.owner.is_some_and(|owner| table.table.body().iter().any(|row| has(row, owner)));
    let mut item = String::new();
    for (n, row) in table.table.body().iter().enumerate() {
        if let Some(at) = layout.item {
            let own = cell(row, at).map(|c| c.text().replace('\n', " ")).unwrap_or_default();
            if !own.is_empty() {
                item = own;
            }
        }
        if repeats_header(row, &table.table) {
            continue;
        }
        let layout = layout.shifted(row, &table.table);
        let Some(action) = cell(row, layout.action).filter(|c| !c.carried) else { continue };
        if told && ![layout.owner, layout.due].into_iter().flatten().any(|at| has(row, at)) {
            continue;
        }
        // A headless table says by its dates which rows are actions.
        if table.table.header_rows == 0 && layout.due.is_some_and(|due| !has(row, due)) {
            continue;
        }
        let actions = actions(&parts(Some(action)));
        let column = |at: Option<u32>| at.map(|at| parts(cell(row, at))).unwrap_or_default();
        let [owners, dues, progress, status] = [layout.owner, layout.due, layout.progress, layout.status].map(column);
        let several = actions.len();
        for (i, blocks) in actions.into_iter().enumerate() {
            // Beside n actions, n lines are one a line; any other number is said of all of them.
            let of = |column: &[&Block]| if column.len() == several { column[i].text.clone() } else { text(column) };
            let mut one =
                Sighting::new(locate(paper, blocks[0], &table.id, n as u32 + 1, &table.section), list, text(&blocks));
            one.meeting = meeting;
            one.item = match (heading.is_empty(), item.is_empty()) {
                (false, false) => format!("{heading}: {item}"),
                (true, false) => item.clone(),
                _ => heading.clone(),
            };
            one.owner = of(&owners);
            one.due_printed = of(&dues);
            one.american = american;
            one.progress = of(&progress);
            if one.progress.is_empty() {
                one.progress = of(&status);
            }
            one.kind = layout.kind.unwrap_or(ActionKind::Action);
            one.looks_back = looks_back;
            found.sightings.push(one);
        }
    }
}

/// A cell's actions: one a numbered block, where two or more are numbered; otherwise all of the cell is one.
fn actions<'a>(blocks: &[&'a Block]) -> Vec<Vec<&'a Block>> {
    let numbered = blocks.iter().filter(|b| is_top_number(b)).count();
    if blocks.is_empty() {
        return Vec::new();
    }
    if numbered < 2 {
        return vec![blocks.to_vec()];
    }
    let mut out: Vec<Vec<&Block>> = Vec::new();
    for block in blocks {
        match out.last_mut() {
            Some(last) if !is_top_number(block) => last.push(block),
            _ => out.push(vec![block]),
        }
    }
    out
}

fn is_top_number(block: &Block) -> bool {
    block.number.is_some()
}

/// The meeting that a tracker was made for: a tracker bound with a minute is often that of the next meeting, and says so under
/// its heading.
fn meeting_of(paper: &Paper, table: &PaperTable) -> Option<PartialDate> {
    let own = paper.date.as_ref().map(|d| d.date);
    if !table.section.last().is_some_and(|h| fold(h).contains("tracker") || fold(h).contains("action log")) {
        return own;
    }
    let printed = paper
        .passages
        .iter()
        .filter(|p| p.locator.section == table.section && p.locator.table.is_none())
        .flat_map(|p| dates::find(&p.text))
        .find_map(|d| PartialDate::ymd(d.year?, d.month?, d.day?));
    printed.filter(|date| own.is_none_or(|own| *date >= own)).or(own)
}
