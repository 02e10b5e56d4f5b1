//! The table to pivot: one row is a statement x theme x area.
//!
//! A statement without a theme has a row all the same where it states a challenge or a strength, with the theme empty. `scope` is
//! how the theme came to the statement; without a theme, how the area did.

use super::{Context, Place};
use crate::model::codebook::Facet;
use crate::model::evidence::EvidenceType;
use crate::model::tags::Coded;
use crate::render::csv::{known, list};
use crate::render::error::RenderError;
use crate::render::rows::Sheet;
use crate::util::text::char_slice;

pub(super) fn evidence(context: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    let evidence_type = EvidenceType::of(paper.kind, &paper.title).as_str();
    let date = known(paper.date.as_ref().map(|d| d.date));
    for (passage, tags) in paper.passages.iter().zip(&place.paper.tags.passages) {
        let link = place.link(passage.locator.source_page());
        let reference = passage.locator.reference();
        for statement in &tags.statements {
            if statement.themes.is_empty() && statement.challenges.is_empty() && statement.strengths.is_empty() {
                continue;
            }
            for theme in or_none(&statement.themes) {
                for area in or_none(&statement.areas) {
                    let row = [
                        statement.id.as_str(),
                        theme.map_or("", |t| &t.id),
                        theme.map_or("", |t| context.codebook.label(Facet::Theme, &t.id)),
                        area.map_or("", |a| &a.id),
                        area.map_or("", |a| context.codebook.area_name(&a.id)),
                        statement.stance.as_str(),
                        statement.claim.as_str(),
                        theme.or(area).map_or("", |c| c.scope.as_str()),
                        &list(&statement.challenges),
                        &list(&statement.strengths),
                        char_slice(&passage.text, statement.start, statement.end),
                        evidence_type,
                        paper.body.as_deref().unwrap_or_default(),
                        &paper.title,
                        &date,
                        &known(passage.locator.page),
                        &reference,
                        &link,
                        &passage.id,
                    ];
                    sheet.linked(&row, &link)?;
                }
            }
        }
    }
    Ok(())
}

/// Each of them, or one `None` where there is none.
fn or_none(coded: &[Coded]) -> Vec<Option<&Coded>> {
    if coded.is_empty() { vec![None] } else { coded.iter().map(Some).collect() }
}
