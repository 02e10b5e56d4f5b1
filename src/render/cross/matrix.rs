//! The framework matrix: rows against columns.

use super::{Form, Show, csv_text, json_text, padded, right, row_name};
use crate::model::cross::{Cross, CrossCell, Rows};
use crate::model::evidence::AreaState;
use crate::render::error::RenderError;
use serde::Serialize;

/// Writes a matrix. Text leaves out the columns of which nothing is said, and names them; CSV and JSON have them all.
///
/// # Errors
///
/// Where it cannot be written.
pub fn matrix(table: &Cross, show: Show, form: Form) -> Result<String, RenderError> {
    match (form, show) {
        (Form::Json, _) => json_text(&view(table)),
        (Form::Csv, Show::List) => csv_text(list(table)),
        (Form::Csv, _) => csv_text(wide(table, show)),
        (Form::Text, Show::Quotes | Show::List) => Ok(quotes(table)),
        (Form::Text, _) => Ok(text(table, show)),
    }
}

/// The sign of an empty cell in text.
fn sign(state: AreaState) -> &'static str {
    match state {
        AreaState::Evidence | AreaState::Silent => "0",
        AreaState::NoPaper => "-",
        AreaState::Unreadable => "?",
        AreaState::Excluded => "x",
    }
}

/// A, B … Z, AA.
fn letter(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8);
    if i < 26 { last.to_string() } else { format!("{}{last}", letter(i / 26 - 1)) }
}

/// Columns that stand beside one another in text; more would not fit on a screen.
const COLUMNS: usize = 14;

fn text(table: &Cross, show: Show) -> String {
    let used: Vec<usize> =
        (0..table.columns.len()).filter(|c| table.cells.keys().any(|(_, column)| column == c)).collect();
    let (rows, empty): (Vec<usize>, Vec<usize>) =
        (0..table.rows.len()).partition(|&row| table.rows[row].state == AreaState::Evidence);
    let width = rows.iter().map(|&row| row_name(table, row).chars().count()).max().unwrap_or(0).clamp(6, 40);
    let mut out = String::new();
    let mut signs: Vec<AreaState> = Vec::new();
    let letters: Vec<String> = (0..used.len()).map(letter).collect();
    for (columns, letters) in used.chunks(COLUMNS).zip(letters.chunks(COLUMNS)) {
        out.push_str(&format!("{}  papers", padded("", width)));
        letters.iter().for_each(|l| out.push_str(&right(l, 4)));
        out.push('\n');
        for &row in &rows {
            let short: String = row_name(table, row).chars().take(width).collect();
            out.push_str(&format!("{}  {}", padded(&short, width), right(&table.rows[row].papers.to_string(), 6)));
            for &column in columns {
                let cell = match (table.cells.get(&(row, column)), show) {
                    (Some(_), Show::Binary) => "1".to_owned(),
                    (Some(cell), _) => cell.passages.to_string(),
                    (None, _) => {
                        let state = table.state(row, column);
                        if !signs.contains(&state) {
                            signs.push(state);
                        }
                        sign(state).to_owned()
                    }
                };
                out.push_str(&right(&cell, 4));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    for (letter, &column) in letters.iter().zip(&used) {
        out.push_str(&format!("{}  {}\n", right(letter, 2), table.columns[column].1));
    }
    out.push_str(&legend(show, signs));
    let named = |heading: &str, names: Vec<String>| match names.is_empty() {
        true => String::new(),
        false => format!("\n{heading}: {}.\n", names.join(", ")),
    };
    let unused = (0..table.columns.len()).filter(|c| !used.contains(c)).map(|c| table.columns[c].1.clone());
    out.push_str(&named("Nothing is said of", unused.collect()));
    for (state, heading) in [
        (AreaState::Silent, "Papers were read and are silent"),
        (AreaState::NoPaper, "No paper"),
        (AreaState::Unreadable, "A paper could not be read"),
        (AreaState::Excluded, "Excluded by the filters"),
    ] {
        let rows = empty.iter().filter(|&&row| table.rows[row].state == state);
        out.push_str(&named(heading, rows.map(|&row| row_name(table, row)).collect()));
    }
    out
}

/// What the signs in the cells mean.
fn legend(show: Show, mut signs: Vec<AreaState>) -> String {
    signs.sort_unstable();
    let number = if show == Show::Binary { "1 there is a passage" } else { "the number of passages" };
    let mut keys = vec![number.to_owned()];
    keys.extend(signs.into_iter().map(|state| match state {
        AreaState::Silent => "0 papers were read and are silent".to_owned(),
        state => format!("{} {}", sign(state), state.as_str()),
    }));
    format!("\nCells: {}.\n", keys.join("; "))
}

fn quotes(table: &Cross) -> String {
    let mut out = String::new();
    let mut last = None;
    for ((row, column), cell) in &table.cells {
        if last != Some(*row) {
            out.push_str(&format!("{}{}\n", if last.is_some() { "\n" } else { "" }, row_name(table, *row)));
            last = Some(*row);
        }
        let quote = cell.quote.replace(['\n', '\r'], " ");
        out.push_str(&format!(
            "  {} ({}): “{quote}” [{}]\n",
            table.columns[*column].1, cell.passages, cell.citation.locator
        ));
    }
    out
}

/// The columns that name a row.
fn row_header(table: &Cross) -> Vec<String> {
    match table.by {
        Rows::Area => vec!["area_code".to_owned(), "area_name".to_owned()],
        other => vec![other.as_str().to_owned()],
    }
}

fn row_cells(table: &Cross, row: usize) -> Vec<String> {
    let row = &table.rows[row];
    match table.by {
        Rows::Area => vec![row.key.clone(), row.label.clone()],
        _ => vec![row.label.clone()],
    }
}

/// A line for each row. A number where there is evidence or silence; the word for the reason where there was nothing to read.
fn wide(table: &Cross, show: Show) -> Vec<Vec<String>> {
    let mut header = row_header(table);
    header.push("papers".to_owned());
    header.extend(table.columns.iter().map(|c| c.0.clone()));
    let mut rows = vec![header];
    for row in 0..table.rows.len() {
        let mut line = row_cells(table, row);
        line.push(table.rows[row].papers.to_string());
        for column in 0..table.columns.len() {
            line.push(match (table.cells.get(&(row, column)), table.state(row, column), show) {
                (Some(cell), _, Show::Quotes) => format!("“{}” [{}]", cell.quote, cell.citation.locator),
                (Some(_), _, Show::Binary) => "1".to_owned(),
                (Some(cell), ..) => cell.passages.to_string(),
                (None, AreaState::Silent, Show::Counts | Show::Binary) => "0".to_owned(),
                (None, state, _) => state.as_str().to_owned(),
            });
        }
        rows.push(line);
    }
    rows
}

fn list(table: &Cross) -> Vec<Vec<String>> {
    let mut header = row_header(table);
    header.extend(
        [
            table.of.as_str(),
            "label",
            "state",
            "binary",
            "passages",
            "papers",
            "of_papers",
            "strengths",
            "challenges",
            "mixed",
            "quote",
            "locator",
        ]
        .map(str::to_owned),
    );
    let mut rows = vec![header];
    for row in 0..table.rows.len() {
        for (column, (id, label)) in table.columns.iter().enumerate() {
            let mut line = row_cells(table, row);
            let state = table.state(row, column);
            line.extend([id.clone(), label.clone(), state.as_str().to_owned()]);
            let of = table.rows[row].papers.to_string();
            line.extend(match table.cells.get(&(row, column)) {
                Some(cell) => numbers(cell, of),
                None if state == AreaState::Silent => {
                    ["0", "0", "0", &of, "0", "0", "0", "", ""].map(str::to_owned).to_vec()
                }
                None => vec![String::new(); 9],
            });
            rows.push(line);
        }
    }
    rows
}

fn numbers(cell: &CrossCell, of: String) -> Vec<String> {
    let counts = [cell.strengths, cell.challenges, cell.mixed].map(|n| n.to_string());
    let mut out = vec!["1".to_owned(), cell.passages.to_string(), cell.papers.to_string(), of];
    out.extend(counts);
    out.extend([cell.quote.clone(), cell.citation.locator.clone()]);
    out
}

/// The matrix as programs read it. Version 1.
#[derive(Serialize)]
struct MatrixView<'a> {
    version: u32,
    rows: &'static str,
    columns: &'static str,
    cells: Vec<CellView<'a>>,
}

#[derive(Serialize)]
struct CellView<'a> {
    row: &'a str,
    row_label: String,
    column: &'a str,
    column_label: &'a str,
    state: &'static str,
    of_papers: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceView<'a>>,
}

#[derive(Serialize)]
struct EvidenceView<'a> {
    passages: u32,
    papers: u32,
    strengths: u32,
    challenges: u32,
    mixed: u32,
    quote: &'a str,
    passage_id: &'a str,
    locator: &'a str,
}

fn view(table: &Cross) -> MatrixView<'_> {
    let cell = |row: usize, column: usize| CellView {
        row: &table.rows[row].key,
        row_label: row_name(table, row),
        column: &table.columns[column].0,
        column_label: &table.columns[column].1,
        state: table.state(row, column).as_str(),
        of_papers: table.rows[row].papers,
        evidence: table.cells.get(&(row, column)).map(|c| EvidenceView {
            passages: c.passages,
            papers: c.papers,
            strengths: c.strengths,
            challenges: c.challenges,
            mixed: c.mixed,
            quote: &c.quote,
            passage_id: &c.citation.passage_id,
            locator: &c.citation.locator,
        }),
    };
    let rows = 0..table.rows.len();
    let cells = rows.flat_map(|row| (0..table.columns.len()).map(move |column| cell(row, column))).collect();
    MatrixView { version: 1, rows: table.by.as_str(), columns: table.of.as_str(), cells }
}
