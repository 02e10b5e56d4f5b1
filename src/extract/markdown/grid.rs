//! Tables drawn with `+---+`, which pandoc writes for cells of more than one line.

use super::walk;
use crate::extract::grid;
use crate::model::block::{Block, Cell, Row};

/// A part of the page.
pub(super) enum Piece {
    /// CommonMark.
    Prose(String),
    /// Rows of cells with their columns and text, and how many rows are headers.
    Table(Vec<Vec<GridCell>>, usize),
}

/// A cell of a drawn table.
pub(super) struct GridCell {
    column: u32,
    columns: u32,
    text: String,
}

/// The page cut where tables are drawn.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Vec::new();
    let mut prose = String::new();
    let mut i = 0;
    while i < lines.len() {
        if is_border(lines[i]) {
            let drawn = |line: &&&str| is_border(line) || line.trim_start().starts_with('|');
            let length = lines[i..].iter().take_while(drawn).count();
            if let Some((rows, header)) = read(&lines[i..i + length]) {
                out.push(Piece::Prose(std::mem::take(&mut prose)));
                out.push(Piece::Table(rows, header));
                i += length;
                continue;
            }
        }
        prose.push_str(lines[i]);
        prose.push('\n');
        i += 1;
    }
    out.push(Piece::Prose(prose));
    out
}

/// The blocks of the table.
pub(super) fn blocks(rows: &[Vec<GridCell>], header: usize) -> Vec<Block> {
    let cell = |cell: &GridCell| Cell {
        column: cell.column,
        columns: cell.columns,
        carried: false,
        blocks: walk::blocks(&cell.text, 1),
    };
    let rows = rows.iter().map(|row| Row { cells: row.iter().map(cell).collect(), ..Row::default() }).collect();
    grid::table(rows, header).map(grid::blocks).unwrap_or_default()
}

fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() > 3
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

fn read(lines: &[&str]) -> Option<(Vec<Vec<GridCell>>, usize)> {
    if lines.len() < 3 || !is_border(lines.last()?) {
        return None;
    }
    // Every column edge that any border draws; cells between fewer edges span several columns.
    let mut edges: Vec<usize> = lines
        .iter()
        .filter(|l| is_border(l))
        .flat_map(|l| l.chars().enumerate().filter(|(_, c)| *c == '+'))
        .map(|(i, _)| i)
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut rows = Vec::new();
    let mut header = 0;
    let mut open: Vec<Vec<char>> = Vec::new();
    for line in lines {
        if !is_border(line) {
            open.push(line.chars().collect());
            continue;
        }
        if !open.is_empty() {
            rows.push(row(&std::mem::take(&mut open), &edges));
        }
        if line.contains('=') {
            header = rows.len();
        }
    }
    Some((rows, header))
}

fn row(lines: &[Vec<char>], edges: &[usize]) -> Vec<GridCell> {
    let stands = |at: usize| lines.iter().all(|line| matches!(line.get(at), Some('|' | '+')));
    let mut out = Vec::new();
    let mut from = 0;
    for to in 1..edges.len() {
        if !stands(edges[to]) && to + 1 < edges.len() {
            continue;
        }
        let slice = |line: &Vec<char>| -> String {
            let end = edges[to].min(line.len());
            line.get(edges[from] + 1..end).unwrap_or_default().iter().collect()
        };
        let text: Vec<String> = lines.iter().map(slice).collect();
        let indent =
            text.iter().filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
        let text: Vec<&str> = text.iter().map(|l| l.get(indent..).unwrap_or("").trim_end()).collect();
        out.push(GridCell { column: from as u32, columns: (to - from) as u32, text: text.join("\n") });
        from = to;
    }
    out
}
