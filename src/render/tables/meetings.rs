//! Tables of what joins papers over time: actions, attendance, recommendations, promises, citations, plans and agendas.

use super::Context;
use crate::model::action::AttendanceStatus;
use crate::model::date::PartialDate;
use crate::render::csv::{known, list};
use crate::render::error::RenderError;
use crate::render::rows::{Field, Sheet};
use crate::render::schema::Kind;
use std::collections::{BTreeMap, BTreeSet};

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
        let row = [
            promise.id.as_str(),
            &promise.paper_id,
            &promise.source,
            &known(promise.locator.page),
            &promise.locator.reference(),
            &promise.text,
            &promise.to_body,
            &promise.due_printed,
            &day(promise.due_from),
            &day(promise.due_to),
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

pub(super) fn agendas(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    for line in &context.followed.agendas {
        let row = [
            line.body.as_str(),
            &day(line.meeting_date),
            line.check.as_str(),
            &line.item,
            &line.paper_id,
            &line.source,
            &known(line.page),
            &line.against,
        ];
        sheet.linked(&row, &context.link(&line.source, line.page))?;
    }
    Ok(())
}

/// How an organisation took part in a meeting: people by status, in the order of print.
#[derive(Default)]
struct Took<'a> {
    present: Vec<&'a str>,
    attending: Vec<&'a str>,
    absent: Vec<&'a str>,
}

/// One row an organisation and meeting, by organisation and then by date, so that its attendance over time reads downwards.
pub(super) fn attendance_by_organisation(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let mut took: BTreeMap<(&str, &str, String), Took<'_>> = BTreeMap::new();
    for person in context.followed.attendance.iter().filter(|p| !p.organisation.is_empty()) {
        let meeting = (person.body.as_str(), person.organisation.as_str(), day(person.meeting_date));
        let entry = took.entry(meeting).or_default();
        let names = match person.status {
            AttendanceStatus::Present => &mut entry.present,
            AttendanceStatus::InAttendance => &mut entry.attending,
            AttendanceStatus::Apologies => &mut entry.absent,
        };
        // The same minute may be held twice.
        if !names.contains(&person.person.as_str()) {
            names.push(&person.person);
        }
    }
    for ((body, organisation, date), took) in took {
        sheet.row(&[
            body,
            organisation,
            &date,
            &took.present.len().to_string(),
            &took.attending.len().to_string(),
            &took.absent.len().to_string(),
            &list(&took.present),
            &list(&took.attending),
            &list(&took.absent),
        ])?;
    }
    Ok(())
}

/// The printed headers that no column of ours stands for, in the order of their first coming.
pub(super) fn plan_columns(context: &Context<'_>) -> Vec<Field> {
    let field = |header: &str| Field {
        name: header.to_owned(),
        kind: Kind::Words,
        about: "A column of the plan under its printed header.".to_owned(),
    };
    plan_headers(context).into_iter().map(field).collect()
}

fn plan_headers<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let headers = context.followed.plan.iter().flat_map(|row| row.other.iter().map(|(header, _)| header.as_str()));
    headers.filter(|header| seen.insert(*header)).collect()
}

pub(super) fn plan(context: &Context<'_>, sheet: &mut Sheet) -> Result<(), RenderError> {
    let others = plan_headers(context);
    for row in &context.followed.plan {
        let mut cells = vec![
            row.paper_id.clone(),
            row.source.clone(),
            known(row.page),
            row.theme.clone(),
            row.action.clone(),
            row.progress.clone(),
            row.reporting.clone(),
            row.owner.clone(),
            row.due.clone(),
            row.status.clone(),
            row.row.to_string(),
            row.edition.clone(),
            list(row.change.iter().map(|c| c.as_str()).collect::<Vec<_>>()),
        ];
        cells.extend(others.iter().map(|header| {
            row.other.iter().find(|(name, _)| name == *header).map(|(_, value)| value.clone()).unwrap_or_default()
        }));
        sheet.linked(&cells, &context.link(&row.source, row.page))?;
    }
    Ok(())
}
