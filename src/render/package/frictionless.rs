//! `datapackage.json`: the tables as a Frictionless Data Package with Table Schema, version 1 of both.

use super::VERSION;
use crate::render::csv::CsvOptions;
use crate::render::export::{ExportFormat, ExportOptions, RunInfo};
use crate::render::rows::{Field, Shape};
use crate::render::schema::{Foreign, Kind};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Package<'a> {
    profile: &'static str,
    name: &'static str,
    title: &'a str,
    description: String,
    version: &'static str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource<'a> {
    profile: &'static str,
    name: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    path: String,
    title: &'a str,
    description: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Dialect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: char,
    line_terminator: &'static str,
    quote_char: char,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<FieldSchema<'a>>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct FieldSchema<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'a str,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Serialize, Default)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    words: &'static [&'static str],
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required && !self.unique && self.minimum.is_none() && self.pattern.is_none() && self.words.is_empty()
    }
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static str,
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static str,
}

/// A day, a month or a year, as far as it is known.
pub(super) const DATE_PATTERN: &str = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";

/// The description of an export's files.
pub(super) fn package<'a>(shapes: &'a [Shape], run: &'a RunInfo, options: &ExportOptions) -> Package<'a> {
    let mut resources: Vec<Resource<'a>> = shapes.iter().map(|shape| table(shape, options.csv)).collect();
    if options.formats.contains(&ExportFormat::JsonLines) {
        resources.push(file(
            "evidence-jsonl",
            "evidence.jsonl",
            "Passages with their mentions and statements, raw",
            "One line is a passage as a JSON object; nothing in it is neutralised.",
            "jsonl",
            "application/jsonl",
        ));
    }
    if options.formats.contains(&ExportFormat::Workbook) {
        resources.push(file(
            "evidence-xlsx",
            crate::render::workbook::FILE,
            "The same tables as one workbook",
            "Each table is a sheet, with a cover, notes and the meaning of every column.",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ));
    }
    Package {
        profile: "data-package",
        name: "sederunt-evidence",
        title: &run.title,
        description: format!(
            "Evidence that {} read from papers; run {}. A cell that a spreadsheet could run as a formula has an apostrophe in \
             front; the words without it are in evidence.jsonl. The cells of the tables within the papers are in \
             tables/TABLE_ID.csv.",
            run.tool, run.digest
        ),
        version: VERSION,
        resources,
    }
}

fn table(shape: &Shape, csv: CsvOptions) -> Resource<'_> {
    let table = shape.table;
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        kind: Some("table"),
        path: format!("{}.csv", table.name),
        title: table.title,
        description: table.about,
        format: "csv",
        mediatype: "text/csv",
        encoding: if csv.no_bom { "utf-8" } else { "utf-8-sig" },
        dialect: Some(Dialect {
            delimiter: csv.delimiter as char,
            line_terminator: "\r\n",
            quote_char: '"',
            double_quote: true,
            header: true,
        }),
        schema: Some(Schema {
            fields: shape.fields.iter().map(|f| field(f, table.key)).collect(),
            missing_values: [""],
            primary_key: table.key,
            foreign_keys: table.foreign.iter().map(foreign).collect(),
        }),
    }
}

fn file<'a>(
    name: &'a str,
    path: &str,
    title: &'a str,
    description: &'a str,
    format: &'static str,
    mediatype: &'static str,
) -> Resource<'a> {
    let path = path.to_owned();
    Resource {
        profile: "data-resource",
        name,
        kind: Some("file"),
        path,
        title,
        description,
        format,
        mediatype,
        encoding: "utf-8",
        dialect: None,
        schema: None,
    }
}

fn field<'a>(field: &'a Field, key: &[&str]) -> FieldSchema<'a> {
    let mut constraints = Constraints { required: key.contains(&field.name.as_str()), ..Constraints::default() };
    constraints.unique = constraints.required && key.len() == 1;
    let kind = match field.kind {
        Kind::Count => {
            constraints.minimum = Some(0);
            "integer"
        }
        Kind::Day => "date",
        Kind::Date => {
            constraints.pattern = Some(DATE_PATTERN);
            "string"
        }
        Kind::Choice(words) => {
            constraints.words = words;
            "string"
        }
        // A relative link is no URI in the sense of Table Schema's format `uri`.
        Kind::Key | Kind::Name | Kind::Words | Kind::List | Kind::Link => "string",
    };
    FieldSchema { name: &field.name, kind, description: &field.about, constraints }
}

fn foreign(foreign: &Foreign) -> ForeignKey {
    ForeignKey { fields: foreign.column, reference: Reference { resource: foreign.table, fields: foreign.to } }
}
