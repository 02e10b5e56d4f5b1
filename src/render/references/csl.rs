//! A paper as an item of CSL-JSON.

use super::Entry;
use crate::render::error::RenderError;
use serde::Serialize;

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    genre: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    note: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Issued {
    date_parts: [Vec<i16>; 1],
}

pub(super) fn entry(entry: &Entry<'_>) -> Result<String, RenderError> {
    let parts = entry.date.map(|d| {
        let mut parts = vec![d.year];
        parts.extend(d.month.map(i16::from));
        parts.extend(d.day.map(i16::from));
        parts
    });
    let item = Item {
        id: &entry.key,
        kind: if entry.is_report() { "report" } else { "document" },
        title: entry.title,
        genre: entry.kind.as_str(),
        author: entry.body.map(|literal| Name { literal }).into_iter().collect(),
        issued: parts.map(|parts| Issued { date_parts: [parts] }),
        page: entry.pages.as_deref(),
        note: &entry.held,
        source: entry.link,
    };
    Ok(serde_json::to_string(&item)?)
}
