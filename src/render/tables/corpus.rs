//! Tables made over the whole corpus: matrix, findings, challenges, strengths, and coverage.

use super::Context;
use crate::model::codebook::{Concept, Facet};
use crate::model::evidence::{AreaState, ConceptSummary};
use crate::render::csv::list;
use crate::render::error::RenderError;
use crate::render::rows::{Field, Sheet};
use crate::render::schema::Kind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn matrix(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for cell in &context.synthesis.matrix {
        let link = context.cited(&cell.citation);
        let row = [
            cell.area.as_str(),
            context.codebook.area_name(&cell.area),
            &cell.theme,
            &cell.passages.to_string(),
            &cell.papers.to_string(),
            &cell.strengths.to_string(),
            &cell.challenges.to_string(),
            &cell.quote,
            &cell.citation.locator,
            &cell.mixed.to_string(),
            &cell.direct.to_string(),
            &cell.by_heading.to_string(),
        ];
        sheet.linked(&row, &link)?;
    }
    Ok(())
}

/// One column a theme of the codebook, so that the columns do not depend on the papers.
pub(super) fn theme_columns(context: &Context<'_>) -> Vec<Field> {
    let about = |c: &Concept| format!("{}: {}", c.label, c.definition);
    let field = |c: &Concept| Field { name: c.id.clone(), kind: Kind::Count, about: about(c) };
    context.codebook.facet(Facet::Theme).map(field).collect()
}

pub(super) fn matrix_wide(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    wide(context, sheet, |passages| passages.to_string())
}

pub(super) fn matrix_binary(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    wide(context, sheet, |passages| u32::from(passages > 0).to_string())
}

fn wide(context: &Context<'_>, sheet: &mut Sheet, cell: fn(u32) -> String) -> Result<(), RenderError> {
    let counts: BTreeMap<(&str, &str), u32> =
        context.synthesis.matrix.iter().map(|c| ((c.area.as_str(), c.theme.as_str()), c.passages)).collect();
    let themes: Vec<&str> = context.codebook.facet(Facet::Theme).map(|c| c.id.as_str()).collect();
    for area in &context.synthesis.coverage {
        let known = matches!(area.state, AreaState::Evidence | AreaState::Silent);
        let mut row = vec![area.area.clone(), context.codebook.area_name(&area.area).to_owned()];
        row.extend(themes.iter().map(|theme| {
            let passages = counts.get(&(area.area.as_str(), *theme)).copied().unwrap_or(0);
            if known { cell(passages) } else { String::new() }
        }));
        sheet.row(&row)?;
    }
    Ok(())
}

pub(super) fn findings(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for finding in &context.synthesis.findings {
        let passages = distinct(finding.support.iter().map(|s| s.citation.passage_id.as_str()));
        let papers: BTreeSet<&str> = finding.support.iter().map(|s| s.citation.paper_id.as_str()).collect();
        let link = finding.support.first().map(|s| context.cited(&s.citation)).unwrap_or_default();
        let row = [
            finding.id.as_str(),
            &finding.theme,
            finding.stance.as_str(),
            &finding.text,
            &finding.areas.len().to_string(),
            &papers.len().to_string(),
            &passages.len().to_string(),
            &list(&finding.areas),
            &list(&passages),
            finding.support.first().map_or("", |s| &s.citation.locator),
        ];
        sheet.linked(&row, &link)?;
    }
    Ok(())
}

/// Each once, in the order of their first coming.
fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

pub(super) fn finding_support(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for finding in &context.synthesis.findings {
        for support in &finding.support {
            sheet.row(&[
                finding.id.as_str(),
                &support.citation.passage_id,
                support.area.as_deref().unwrap_or_default(),
                &support.citation.paper_id,
                &support.text,
            ])?;
        }
    }
    Ok(())
}

pub(super) fn challenges(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    summaries(context, Facet::Challenge, &context.synthesis.challenges, sheet)
}

pub(super) fn strengths(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    summaries(context, Facet::Strength, &context.synthesis.strengths, sheet)
}

fn summaries(
    context: &Context<'_>,
    facet: Facet,
    summaries: &[ConceptSummary],
    sheet: &mut Sheet,
) -> Result<(), RenderError> {
    for summary in summaries {
        let row = [
            summary.id.as_str(),
            context.codebook.label(facet, &summary.id),
            &summary.passages.to_string(),
            &summary.papers.to_string(),
            &summary.areas.len().to_string(),
            &list(&summary.areas),
            &summary.quote,
            &summary.citation.locator,
        ];
        sheet.linked(&row, &context.cited(&summary.citation))?;
    }
    Ok(())
}

pub(super) fn coverage(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for area in &context.synthesis.coverage {
        sheet.row(&[
            area.area.as_str(),
            context.codebook.area_name(&area.area),
            &area.papers.to_string(),
            &area.passages.to_string(),
            &area.themes.to_string(),
            &area.challenges.to_string(),
            area.state.as_str(),
        ])?;
    }
    Ok(())
}
