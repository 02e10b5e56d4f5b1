//! Tables made over the whole corpus: matrix, findings, challenges, strengths, and coverage.

use super::Context;
use crate::model::codebook::Facet;
use crate::model::evidence::{AreaState, ConceptSummary};
use crate::render::csv::{Sheet, list};
use crate::render::error::RenderError;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn matrix(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for cell in &context.synthesis.matrix {
        sheet.row(&[
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
        ])?;
    }
    Ok(())
}

/// One column a theme of the codebook, so that the columns do not depend on the papers.
pub(super) fn theme_columns(context: &Context<'_>) -> Vec<String> {
    context.codebook.facet(Facet::Theme).map(|c| c.id.clone()).collect()
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
    let themes = theme_columns(context);
    for area in &context.synthesis.coverage {
        let known = matches!(area.state, AreaState::Evidence | AreaState::Silent);
        let mut row = vec![area.area.clone(), context.codebook.area_name(&area.area).to_owned()];
        row.extend(themes.iter().map(|theme| {
            let passages = counts.get(&(area.area.as_str(), theme.as_str())).copied().unwrap_or(0);
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
        sheet.row(&[
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
        ])?;
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
        sheet.row(&[
            summary.id.as_str(),
            context.codebook.label(facet, &summary.id),
            &summary.passages.to_string(),
            &summary.papers.to_string(),
            &summary.areas.len().to_string(),
            &list(&summary.areas),
            &summary.quote,
            &summary.citation.locator,
        ])?;
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
