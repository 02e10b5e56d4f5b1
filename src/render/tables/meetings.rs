//! Tables of what joins papers over time: actions, attendance, recommendations, promises and citations.

use super::Context;
use crate::model::date::PartialDate;
use crate::render::csv::{known, list};
use crate::render::error::RenderError;
use crate::render::rows::Sheet;

fn day(date: Option<PartialDate>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

pub(super) fn actions(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for action in &context.followed.actions {
        let row = [
            action.id.as_str(),
            &action.paper_id,
            &action.source,
            &known(action.locator.page),
            &day(action.meeting_date),
            &action.item,
            &action.action,
            &action.owner,
            &action.due_printed,
            &day(action.due),
            action.status.as_str(),
            &action.progress,
            &day(action.first_seen),
            &day(action.last_seen),
            &action.times_seen.to_string(),
            &action.body,
            action.kind.as_str(),
            &list(&action.owner_name),
            &list(&action.related),
        ];
        sheet.linked(&row, &context.link(&action.source, action.locator.source_page()))?;
    }
    Ok(())
}

pub(super) fn attendance(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for person in &context.followed.attendance {
        let row = [
            person.paper_id.as_str(),
            &person.source,
            &day(person.meeting_date),
            person.status.as_str(),
            &person.person,
            &person.role,
            &person.organisation,
            &person.for_person,
        ];
        sheet.linked(&row, &context.link(&person.source, None))?;
    }
    Ok(())
}

pub(super) fn recommendations(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for one in &context.followed.recommendations {
        let row = [
            one.paper_id.as_str(),
            &one.source,
            &known(one.locator.page),
            &one.locator.reference(),
            &one.body,
            &one.text,
            &one.decision,
            &one.decided_in,
        ];
        sheet.linked(&row, &context.link(&one.source, one.locator.source_page()))?;
    }
    Ok(())
}

pub(super) fn promises(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for promise in &context.followed.promises {
        let ends = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
        let row = [
            promise.id.as_str(),
            &promise.paper_id,
            &promise.source,
            &known(promise.locator.page),
            &promise.locator.reference(),
            &promise.text,
            &promise.to_body,
            &promise.due_printed,
            &ends(promise.due.and_then(|d| d.earliest())),
            &ends(promise.due.and_then(|d| d.latest())),
            promise.outcome.as_str(),
            &promise.kept_by,
        ];
        sheet.linked(&row, &context.link(&promise.source, promise.locator.source_page()))?;
    }
    Ok(())
}

pub(super) fn citations(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for reference in &context.followed.references {
        sheet.row(&[
            reference.paper_id.as_str(),
            &reference.passage_id,
            &reference.number.to_string(),
            &reference.cited_title,
        ])?;
    }
    Ok(())
}
