//! Figures that passages state, and the bases and limits that papers state for their evidence.

use super::{Context, Place};
use crate::render::csv::known;
use crate::render::error::RenderError;
use crate::render::rows::Sheet;

pub(super) fn figures(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for (passage, tags) in place.paper.paper.passages.iter().zip(&place.paper.tags.passages) {
        for figure in &tags.figures {
            sheet.row(&[
                passage.id.as_str(),
                &figure.number,
                &figure.unit,
                &figure.of_what,
                &figure.base,
                figure.area.as_deref().unwrap_or_default(),
                &figure.year,
            ])?;
        }
    }
    Ok(())
}

pub(super) fn bases(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    for (passage, tags) in paper.passages.iter().zip(&place.paper.tags.passages) {
        for base in &tags.bases {
            let row = [
                paper.id.clone(),
                place.entry.name.clone(),
                known(passage.locator.page),
                passage.locator.reference(),
                base.text.clone(),
                base.number.clone(),
                base.of_what.clone(),
                (if base.caveat { "caveat" } else { "base" }).to_owned(),
            ];
            sheet.linked(&row, &place.link(passage.locator.source_page()))?;
        }
    }
    Ok(())
}
