//! `csv-metadata.json`: the tables as a table group of CSV on the Web (W3C, "Metadata Vocabulary for Tabular Data"), the name
//! under which its readers look for the description of any CSV file in the folder.

use super::frictionless::DATE_PATTERN;
use crate::render::csv::CsvOptions;
use crate::render::export::RunInfo;
use crate::render::rows::{Field, Shape};
use crate::render::schema::Kind;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Group<'a> {
    #[serde(rename = "@context")]
    context: Value,
    #[serde(rename = "dc:title")]
    title: &'a str,
    #[serde(rename = "dc:creator")]
    creator: &'a str,
    dialect: Dialect,
    tables: Vec<TableView<'a>>,
}

/// A description of one table by itself.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Alone<'a> {
    #[serde(rename = "@context")]
    context: Value,
    dialect: Dialect,
    #[serde(flatten)]
    table: TableView<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    encoding: &'static str,
    delimiter: char,
    header: bool,
    line_terminators: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableView<'a> {
    url: String,
    #[serde(rename = "dc:title")]
    title: &'a str,
    #[serde(rename = "dc:description")]
    description: &'a str,
    table_schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    columns: Vec<ColumnView<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'a [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ColumnView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    titles: &'a str,
    #[serde(rename = "dc:description")]
    description: &'a str,
    datatype: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
}

/// The description of an export's CSV files.
pub(super) fn group<'a>(shapes: &'a [Shape], run: &'a RunInfo, csv: CsvOptions) -> Group<'a> {
    Group {
        context: context(),
        title: &run.title,
        creator: &run.tool,
        dialect: dialect(csv),
        tables: shapes.iter().map(table).collect(),
    }
}

/// The description of one CSV file. It names no other table, since it stands for its file alone.
pub(super) fn alone(shape: &Shape, csv: CsvOptions) -> Alone<'_> {
    let mut table = table(shape);
    table.table_schema.foreign_keys.clear();
    Alone { context: context(), dialect: dialect(csv), table }
}

fn context() -> Value {
    json!(["http://www.w3.org/ns/csvw", { "@language": "en" }])
}

fn dialect(csv: CsvOptions) -> Dialect {
    Dialect { encoding: "utf-8", delimiter: csv.delimiter as char, header: true, line_terminators: ["\r\n"] }
}

fn table(shape: &Shape) -> TableView<'_> {
    let table = shape.table;
    let foreign = |f: &crate::render::schema::Foreign| {
        let reference = json!({ "resource": format!("{}.csv", f.table), "columnReference": [f.to] });
        json!({ "columnReference": [f.column], "reference": reference })
    };
    TableView {
        url: format!("{}.csv", table.name),
        title: table.title,
        description: table.about,
        table_schema: Schema {
            columns: shape.fields.iter().map(|f| column(f, table.key)).collect(),
            primary_key: table.key,
            foreign_keys: table.foreign.iter().map(foreign).collect(),
        },
    }
}

fn column<'a>(field: &'a Field, key: &[&str]) -> ColumnView<'a> {
    let datatype = match field.kind {
        Kind::Count => json!("nonNegativeInteger"),
        Kind::Day => json!("date"),
        Kind::Date => json!({ "base": "string", "format": DATE_PATTERN }),
        Kind::Choice(words) => {
            let escaped: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
            json!({ "base": "string", "format": escaped.join("|") })
        }
        Kind::Link => json!("anyURI"),
        Kind::Key | Kind::Name | Kind::Words | Kind::List => json!("string"),
    };
    // A name is part of an address there; a printed header has the title alone.
    let plain = field.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') && !field.name.is_empty();
    ColumnView {
        name: Some(field.name.as_str()).filter(|_| plain),
        titles: &field.name,
        description: &field.about,
        datatype,
        separator: (field.kind == Kind::List).then_some("|"),
        required: key.contains(&field.name.as_str()),
    }
}
