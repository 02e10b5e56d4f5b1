//! Sources, papers, outlines and tables.

use super::{Context, Place};
use crate::model::paper::{Paper, PaperTable};
use crate::render::csv::{CsvFile, CsvOptions, known, list};
use crate::render::error::RenderError;
use crate::render::rows::{Rows, Sheet};
use crate::util::fs;
use std::path::{Path, PathBuf};

pub(super) fn sources(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for entry in context.entries {
        let row = [
            entry.name.clone(),
            entry.sha256.clone(),
            entry.media_type.as_str().to_owned(),
            entry.bytes.to_string(),
            known(entry.pages),
            entry.papers.to_string(),
            entry.passages.to_string(),
            entry.words.to_string(),
            entry.status.as_str().to_owned(),
            entry.reason.clone().unwrap_or_default(),
            entry.engine.clone().unwrap_or_default(),
            known(entry.pages.map(|_| entry.unreadable_pages)),
            known(entry.pages.map(|_| entry.ocr_pages)),
            known(entry.ocr_confidence()),
        ];
        sheet.linked(&row, &context.links.to(entry, None))?;
    }
    Ok(())
}

/// Pages that somebody may want to look at.
pub(super) fn pages(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for entry in context.entries {
        for note in &entry.page_notes {
            let row = [
                entry.name.clone(),
                note.attachment.clone().unwrap_or_default(),
                note.page.to_string(),
                note.outcome().to_owned(),
                note.score.to_string(),
                known(note.confidence()),
            ];
            let page = note.attachment.is_none().then_some(note.page);
            sheet.linked(&row, &context.links.to(entry, page))?;
        }
    }
    Ok(())
}

pub(super) fn papers(context: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    let area = place.paper.tags.area.as_deref();
    let row = [
        paper.id.clone(),
        place.entry.name.clone(),
        paper.title.clone(),
        paper.kind.as_str().to_owned(),
        paper.body.clone().unwrap_or_default(),
        known(paper.date.as_ref().map(|d| d.date)),
        area.unwrap_or_default().to_owned(),
        area.map(|code| context.codebook.area_name(code).to_owned()).unwrap_or_default(),
        known(paper.first_page),
        known(paper.last_page),
        paper.passages.len().to_string(),
        paper.attachment.clone().unwrap_or_default(),
    ];
    sheet.linked(&row, &place.link(page(place, paper.first_page)))
}

pub(super) fn outline(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    for heading in &paper.outline {
        let row = [
            paper.id.clone(),
            place.entry.name.clone(),
            known(heading.page),
            heading.level.to_string(),
            heading.number.clone().unwrap_or_default(),
            heading.text.clone(),
        ];
        sheet.linked(&row, &place.link(page(place, heading.page)))?;
    }
    Ok(())
}

pub(super) fn tables(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    for table in &paper.tables {
        let row = [
            table.id.clone(),
            paper.id.clone(),
            place.entry.name.clone(),
            known(table.page),
            known(table.last_page),
            table.table.columns.to_string(),
            table.table.body().len().to_string(),
            if table.table.header_rows == 0 { String::new() } else { list(table.table.header()) },
            table.table.header_rows.to_string(),
        ];
        sheet.linked(&row, &place.link(page(place, table.page)))?;
    }
    Ok(())
}

/// What was taken out of the text as running heads, feet, page numbers and contents lists: nobody should have to wonder where a
/// line went.
pub(super) fn furniture(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    for (at, text) in &paper.furniture {
        let row = [paper.id.clone(), place.entry.name.clone(), known(*at), text.clone()];
        sheet.linked(&row, &place.link(page(place, *at)))?;
    }
    Ok(())
}

/// The page of the source's own file: none for a paper in an embedded file.
fn page(place: &Place<'_>, page: Option<u32>) -> Option<u32> {
    page.filter(|_| place.paper.paper.attachment.is_none())
}

pub(super) fn codebook(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for concept in &context.codebook.concepts {
        let terms = list(&concept.terms);
        sheet.row(&[concept.facet.as_str(), &concept.id, &concept.label, &concept.definition, &terms])?;
    }
    Ok(())
}

/// Writes the cells of a paper's tables: the header first (`column_3` where none is printed), then a row a row. A cell that
/// covers several columns stands in the first of them; one carried down from the row above is repeated.
pub(in crate::render) fn cells(paper: &Paper, folder: &Path, options: CsvOptions) -> Result<Vec<PathBuf>, RenderError> {
    let mut written = Vec::with_capacity(paper.tables.len());
    for table in &paper.tables {
        let mut columns = table.table.header();
        for (i, name) in columns.iter_mut().enumerate() {
            if name.is_empty() {
                *name = format!("column_{}", i + 1);
            }
        }
        if columns.is_empty() {
            columns.push("column_1".to_owned());
        }
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let mut sheet = CsvFile::create(&folder.join(file_name(table)), &names, options)?;
        for row in table.table.body() {
            let mut cells = vec![String::new(); columns.len()];
            for cell in &row.cells {
                if let Some(place) = cells.get_mut(cell.column as usize) {
                    *place = cell.text();
                }
            }
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            sheet.take(&cells, "")?;
        }
        written.extend(sheet.finish()?);
    }
    Ok(written)
}

fn file_name(table: &PaperTable) -> String {
    let safe: String =
        table.id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(64).collect();
    format!("{safe}.csv")
}

/// Takes away the cells that an earlier export wrote: files named by a table's id, and no others.
pub(in crate::render) fn remove_old_cells(folder: &Path) -> Result<(), RenderError> {
    for path in fs::list(folder)? {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let ours =
            name.strip_suffix(".csv").is_some_and(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()));
        if ours {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
