//! Paragraphs in cells and rows, as tables.
//!
//! The format has no tables, only paragraphs that say how many tables they stand in, marks that end cells and rows, and at the end
//! of each row the edges of its cells, from which columns and spans are told.

use super::markup::Written;
use super::properties::{Merged, Row};
use std::fmt::Write;

/// Edges of cells that are nearer than this, in twentieths of a point, are one edge.
const NEAR: i16 = 60;

/// A row: its cells' content, and what is said of it.
struct Cells<'a> {
    cells: Vec<&'a [Written]>,
    row: &'a Row,
}

/// Paragraphs with the tables among them.
pub(super) fn rows(paragraphs: &[Written]) -> String {
    let mut out = String::new();
    fill(paragraphs, 0, &mut out);
    out
}

/// Paragraphs that stand in `depth` tables, with deeper tables among them.
fn fill(mut left: &[Written], depth: u32, out: &mut String) {
    while let Some(first) = left.first() {
        let is_deeper = first.properties.depth > depth;
        let length = left.iter().take_while(|p| (p.properties.depth > depth) == is_deeper).count();
        let (run, rest) = left.split_at(length);
        match is_deeper {
            true => table(run, depth + 1, out),
            false => run.iter().for_each(|paragraph| out.push_str(&paragraph.xml)),
        }
        left = rest;
    }
}

/// A table of paragraphs that stand in `depth` tables at least.
fn table(paragraphs: &[Written], depth: u32, out: &mut String) {
    let nothing = Row::default();
    let mut all: Vec<Cells<'_>> = Vec::new();
    let mut cells = Vec::new();
    let mut from = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.properties.depth != depth {
            continue;
        }
        if paragraph.properties.ends_row {
            all.push(Cells { cells: std::mem::take(&mut cells), row: &paragraph.properties.row });
            from = at + 1;
        } else if paragraph.ends_cell {
            cells.push(&paragraphs[from..=at]);
            from = at + 1;
        }
    }
    if from < paragraphs.len() {
        cells.push(&paragraphs[from..]);
    }
    if !cells.is_empty() {
        all.push(Cells { cells, row: &nothing });
    }
    let grid = grid(&all);
    out.push_str("<w:tbl><w:tblGrid>");
    for pair in grid.windows(2) {
        let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", i32::from(pair[1]) - i32::from(pair[0]));
    }
    out.push_str("</w:tblGrid>");
    for row in &all {
        write_row(row, &grid, depth, out);
    }
    out.push_str("</w:tbl>");
}

/// The edges of all rows, those that are near one another as one.
fn grid(rows: &[Cells<'_>]) -> Vec<i16> {
    let mut edges: Vec<i16> = rows.iter().flat_map(|row| row.row.edges.iter().copied()).collect();
    edges.sort_unstable();
    edges.dedup_by(|later, first| later.saturating_sub(*first) < NEAR);
    edges
}

fn write_row(row: &Cells<'_>, grid: &[i16], depth: u32, out: &mut String) {
    let column = |edge: i16| grid.partition_point(|known| known.saturating_add(NEAR) <= edge);
    let edges = &row.row.edges;
    out.push_str("<w:tr><w:trPr>");
    if row.row.is_header {
        out.push_str("<w:tblHeader/>");
    }
    let before = edges.first().map_or(0, |edge| column(*edge));
    if before > 0 {
        let _ = write!(out, "<w:gridBefore w:val=\"{before}\"/>");
    }
    out.push_str("</w:trPr>");
    let merged = |at: usize| row.row.merged.get(at).copied().unwrap_or_default();
    let mut at = 0;
    while at < row.cells.len() {
        // Cells that go on from the left are one with it.
        let run = row.cells[at + 1..].iter().enumerate().take_while(|(i, _)| merged(at + 1 + i).left).count();
        let (first, next) = (edges.get(at), edges.get(at + run + 1));
        let span = first.zip(next).map_or(run + 1, |(a, b)| column(*b).saturating_sub(column(*a)).max(1));
        let _ = write!(out, "<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>");
        match merged(at) {
            Merged { above: true, .. } => out.push_str("<w:vMerge/>"),
            Merged { starts: true, .. } => out.push_str("<w:vMerge w:val=\"restart\"/>"),
            _ => {}
        }
        out.push_str("</w:tcPr>");
        row.cells[at..=at + run].iter().for_each(|cell| fill(cell, depth, out));
        out.push_str("</w:tc>");
        at += run + 1;
    }
    out.push_str("</w:tr>");
}
