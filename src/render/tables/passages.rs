//! Passages and mentions.

use super::{Context, Place};
use crate::model::codebook::{Codebook, Facet};
use crate::model::tags::{Mention, PassageTags};
use crate::render::csv::{known, list};
use crate::render::error::RenderError;
use crate::render::rows::Sheet;
use std::collections::BTreeSet;

/// Tags of a passage that has none.
static NO_TAGS: PassageTags = PassageTags {
    mentions: Vec::new(),
    statements: Vec::new(),
    stance: crate::model::tags::Stance::Neutral,
    figures: Vec::new(),
    bases: Vec::new(),
};

pub(super) fn passages(context: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let paper = &place.paper.paper;
    for (order, passage) in paper.passages.iter().enumerate() {
        let tags = place.paper.tags.passages.get(order).unwrap_or(&NO_TAGS);
        let ids = |facet| list(concepts(context.codebook, &tags.mentions, facet));
        let places: BTreeSet<&str> =
            tags.mentions.iter().filter(|m| m.facet == Facet::Place).filter_map(|m| m.code.as_deref()).collect();
        let row = [
            passage.id.clone(),
            paper.id.clone(),
            place.entry.name.clone(),
            known(passage.locator.page),
            passage.locator.paragraph.clone().unwrap_or_default(),
            list(&passage.locator.section),
            passage.kind.as_str().to_owned(),
            tags.stance.as_str().to_owned(),
            ids(Facet::Theme),
            ids(Facet::Challenge),
            list(places),
            ids(Facet::Organisation),
            passage.text.clone(),
            ids(Facet::Strength),
            (order + 1).to_string(),
            passage.stem.clone().unwrap_or_default(),
            passage.locator.reference(),
            paper.title.clone(),
            known(paper.date.as_ref().map(|d| d.date)),
        ];
        sheet.linked(&row, &place.link(passage.locator.source_page()))?;
    }
    Ok(())
}

/// Concepts of one facet, each once, in codebook order; those that the codebook does not know follow by id.
fn concepts<'a>(codebook: &'a Codebook, mentions: &'a [Mention], facet: Facet) -> Vec<&'a str> {
    let found: BTreeSet<&str> = mentions.iter().filter(|m| m.facet == facet).map(|m| m.concept.as_str()).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut ordered: Vec<&str> = codebook.facet(facet).map(|c| c.id.as_str()).filter(|id| found.contains(id)).collect();
    ordered.extend(found.iter().filter(|id| codebook.concept(facet, id).is_none()));
    ordered
}

pub(super) fn mentions(_: &Context<'_>, place: &Place<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for (passage, tags) in place.paper.paper.passages.iter().zip(&place.paper.tags.passages) {
        for mention in &tags.mentions {
            sheet.row(&[
                passage.id.as_str(),
                mention.facet.as_str(),
                &mention.concept,
                mention.code.as_deref().unwrap_or_default(),
                &mention.surface,
                &known(mention.span.map(|s| s.0)),
                &known(mention.span.map(|s| s.1)),
                mention.scope.as_str(),
                &mention.rule,
            ])?;
        }
    }
    Ok(())
}
