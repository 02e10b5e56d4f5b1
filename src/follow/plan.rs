//! The rows of improvement plans.
//!
//! A table is a plan where its header has a column of actions and one that follows them (progress, reporting, owner, date,
//! status), and it stands in an improvement plan; elsewhere its section or the paper's title must call it a plan, or the columns
//! must be those of a plan beyond doubt: a theme, an action and progress or reporting. Agendas and minutes hold action logs, which
//! are not plans.

use super::editions::status;
use super::headers::{Columns, Meaning};
use crate::model::block::{Row, Table};
use crate::model::paper::{Paper, PaperKind, PaperTable};
use crate::model::plan::PlanRow;
use crate::util::text::fold;

/// Adds the plan rows of a paper, in order.
///
/// A theme that a merged or empty cell leaves out is carried down. A row without an action of its own goes on the row above.
pub(super) fn read(source: &str, paper: &Paper, rows: &mut Vec<PlanRow>) {
    if matches!(paper.kind, PaperKind::Agenda | PaperKind::Minute) {
        return;
    }
    let first = rows.len();
    let mut theme = String::new();
    let mut before: Option<(Columns, u32)> = None;
    for table in &paper.tables {
        let read = match header(paper, table) {
            Some((columns, body)) => {
                theme.clear();
                Some((columns, body))
            }
            // A table that goes on over the page without its header has the columns of the one before it.
            None => match &before {
                Some((columns, width)) if table.table.header_rows == 0 && table.table.columns == *width => {
                    Some((columns.clone(), table.table.rows.as_slice()))
                }
                _ => None,
            },
        };
        let Some((columns, body)) = read else {
            before = None;
            continue;
        };
        for row in body {
            add(source, paper, table, row, &columns, &mut theme, rows, first);
        }
        before = Some((columns, table.table.columns));
    }
    for (i, row) in rows[first..].iter_mut().enumerate() {
        row.row = i as u32 + 1;
        row.status = status(&row.status, &row.reporting, &row.progress);
    }
}

/// The columns and the body of a table that is a plan.
fn header<'a>(paper: &Paper, table: &'a PaperTable) -> Option<(Columns, &'a [Row])> {
    let (names, body) = if table.table.header_rows > 0 {
        (table.table.header(), table.table.body())
    } else {
        // A header that nothing marks as one is the first row.
        let (first, rest) = table.table.rows.split_first()?;
        let alone = Table { rows: vec![first.clone()], header_rows: 1, columns: table.table.columns };
        (alone.header(), rest)
    };
    // A sentence that happens to hold such words is no header.
    if names.iter().any(|name| name.chars().count() > 120) {
        return None;
    }
    let columns = Columns::read(&names);
    if !columns.has(Meaning::Action) || columns.following() == 0 || columns.has(Meaning::Meeting) {
        return None;
    }
    let called = || {
        table.section.iter().chain([&paper.title]).any(|words| {
            let words = fold(words);
            ["improvement plan", "action plan", "development plan", "delivery plan", "plan progress"]
                .iter()
                .any(|phrase| words.contains(phrase))
        })
    };
    let beyond_doubt =
        columns.has(Meaning::Theme) && (columns.has(Meaning::Progress) || columns.has(Meaning::Reporting));
    (paper.kind == PaperKind::ImprovementPlan || beyond_doubt || called()).then_some((columns, body))
}

#[allow(clippy::too_many_arguments, reason = "the state of one walk over a paper's tables")]
fn add(
    source: &str,
    paper: &Paper,
    table: &PaperTable,
    row: &Row,
    columns: &Columns,
    theme: &mut String,
    rows: &mut Vec<PlanRow>,
    first: usize,
) {
    let mut made = PlanRow {
        paper_id: paper.id.clone(),
        source: source.to_owned(),
        page: row.page.or(table.page),
        ..PlanRow::default()
    };
    let mut carried_action = false;
    let filled: Vec<(&crate::model::block::Cell, String)> =
        row.cells.iter().map(|cell| (cell, cell.text())).filter(|(_, text)| !text.is_empty()).collect();
    // One cell with words, over most of the row or alone in it where no action stands, heads the rows below it.
    if let [(cell, text)] = filled.as_slice() {
        let at = columns.meanings.get(cell.column as usize).copied().flatten();
        let heads = cell.columns > 1 && cell.columns * 2 > table.table.columns;
        if heads
            || (at == Some(Meaning::Theme) || !columns.has(Meaning::Theme) && cell.column == 0 && row.cells.len() == 1)
        {
            *theme = text.clone();
            return;
        }
    }
    for (cell, text) in filled {
        let at = cell.column as usize;
        match columns.meanings.get(at).copied().flatten() {
            Some(Meaning::Theme) => made.theme = text,
            Some(Meaning::Action) => {
                carried_action = cell.carried;
                made.action = text;
            }
            Some(Meaning::Progress) => made.progress = text,
            Some(Meaning::Reporting) => made.reporting = text,
            Some(Meaning::Owner) => made.owner = text,
            Some(Meaning::Due) => made.due = text,
            Some(Meaning::Status) => {
                // Read for what it means, and kept as printed.
                made.other.push((columns.headers[at].clone(), text.clone()));
                made.status = text;
            }
            Some(Meaning::Reference | Meaning::Meeting) | None => {
                let printed = columns.headers.get(at).filter(|h| !h.is_empty());
                made.other.push((printed.cloned().unwrap_or_else(|| format!("column {}", at + 1)), text));
            }
        }
    }
    if made.theme.is_empty() {
        made.theme.clone_from(theme);
    } else {
        theme.clone_from(&made.theme);
    }
    let goes_on =
        made.action.is_empty() || carried_action && rows.last().is_some_and(|above| above.action == made.action);
    match rows[first..].last_mut() {
        Some(above) if goes_on && above.theme == made.theme => join(above, made),
        _ if made.action.is_empty() => {}
        _ => rows.push(made),
    }
}

/// Adds what a row says to the row it goes on; cells carried down from above are not said twice.
fn join(above: &mut PlanRow, more: PlanRow) {
    let parts = [
        (&mut above.progress, more.progress),
        (&mut above.reporting, more.reporting),
        (&mut above.owner, more.owner),
        (&mut above.due, more.due),
        (&mut above.status, more.status),
    ];
    for (cell, text) in parts {
        if !text.is_empty() && !cell.ends_with(&text) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&text);
        }
    }
    for (header, text) in more.other {
        match above.other.iter_mut().find(|(name, _)| *name == header) {
            Some((_, cell)) if !cell.ends_with(&text) => {
                cell.push('\n');
                cell.push_str(&text);
            }
            Some(_) => {}
            None => above.other.push((header, text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::block::{Block, BlockKind, Cell};

    fn table(rows: &[&[&str]], header_rows: u32) -> PaperTable {
        let columns = rows[0].len() as u32;
        let rows = rows
            .iter()
            .map(|cells| Row {
                cells: cells
                    .iter()
                    .enumerate()
                    .map(|(i, text)| Cell {
                        column: i as u32,
                        columns: 1,
                        carried: text.starts_with('^'),
                        blocks: vec![Block::new(BlockKind::Paragraph, text.trim_start_matches('^'))],
                    })
                    .collect(),
                page: Some(2),
                last_page: Some(2),
            })
            .collect();
        PaperTable {
            id: "t".into(),
            page: Some(2),
            last_page: Some(2),
            section: Vec::new(),
            table: Table { rows, header_rows, columns },
        }
    }

    fn read(kind: PaperKind, tables: Vec<PaperTable>) -> Vec<PlanRow> {
        let paper = Paper {
            id: "p".into(),
            ordinal: 0,
            attachment: None,
            title: "Progress".into(),
            kind,
            body: None,
            date: None,
            first_page: None,
            last_page: None,
            outline: Vec::new(),
            tables,
            passages: Vec::new(),
            furniture: Vec::new(),
        };
        let mut rows = Vec::new();
        super::read("s.pdf", &paper, &mut rows);
        rows
    }

    #[test]
    fn a_plan_carries_its_theme_and_goes_on_over_the_page() {
        let rows = read(
            PaperKind::ImprovementPlan,
            vec![
                table(
                    &[
                        &["Theme", "Improvement", "Progress", "Future reporting", "Cost"],
                        &["Governance", "Review it", "Begun", "June", "low"],
                        &["^Governance", "Publish it", "Done", "", ""],
                        &["", "^Publish it", "And printed", "", ""],
                    ],
                    1,
                ),
                table(&[&["", "Fund it", "No money", "May", ""]], 0),
            ],
        );
        let seen: Vec<_> =
            rows.iter().map(|r| (r.row, r.theme.as_str(), r.action.as_str(), r.progress.as_str())).collect();
        assert_eq!(
            seen,
            [
                (1, "Governance", "Review it", "Begun"),
                (2, "Governance", "Publish it", "Done\nAnd printed"),
                (3, "Governance", "Fund it", "No money"),
            ]
        );
        assert_eq!(rows[0].other, [("Cost".to_owned(), "low".to_owned())]);
    }

    #[test]
    fn an_action_log_of_a_minute_is_no_plan() {
        let log = || table(&[&["Action", "Owner", "Due"], &["Write", "AB", "May"]], 1);
        assert!(read(PaperKind::Minute, vec![log()]).is_empty());
        assert!(read(PaperKind::Report, vec![log()]).is_empty());
        assert_eq!(read(PaperKind::ImprovementPlan, vec![log()]).len(), 1);
    }
}
