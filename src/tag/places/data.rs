//! Reading the gazetteer's two files.

use super::PlaceKind;

/// A row of a gazetteer file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}. {remedy}.")]
pub struct GazetteerError {
    /// Which file: `places.csv` or `organisations.csv`.
    pub file: &'static str,
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
    /// What would mend it.
    pub remedy: String,
}

/// A row of `places.csv`.
pub(super) struct PlaceRow {
    pub(super) kind: PlaceKind,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) nation: String,
    pub(super) aliases: Vec<String>,
    pub(super) bodies: Vec<String>,
}

/// A row of `organisations.csv`.
pub(super) struct BodyRow {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) areas: Vec<String>,
    pub(super) aliases: Vec<String>,
    pub(super) note: String,
}

/// The values of a cell that holds a list.
fn list(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// Reads a table, giving each row its line and its cells by column name.
fn rows<T>(
    file: &'static str,
    text: &str,
    columns: &[&str],
    mut row: impl FnMut(&dyn Fn(usize) -> String, u64) -> Result<T, GazetteerError>,
) -> Result<Vec<T>, GazetteerError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let bad = |e: csv::Error| GazetteerError {
        file,
        line: e.position().map_or(1, csv::Position::line),
        problem: "the row cannot be read as CSV".to_owned(),
        remedy: "Save the file as CSV in UTF-8".to_owned(),
    };
    let header = reader.headers().map_err(bad)?.clone();
    let mut at = Vec::new();
    for column in columns {
        let found = header.iter().position(|h| h.trim() == *column).ok_or_else(|| GazetteerError {
            file,
            line: 1,
            problem: format!("there is no column `{column}`"),
            remedy: format!("The first line must name the columns {}", columns.join(", ")),
        })?;
        at.push(found);
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        out.push(row(&|i| record.get(at[i]).unwrap_or("").trim().to_owned(), line)?);
    }
    Ok(out)
}

/// Reads `places.csv`.
pub(super) fn places(text: &str) -> Result<Vec<PlaceRow>, GazetteerError> {
    rows("places.csv", text, &["kind", "code", "name", "nation", "aliases", "body", "rule"], |cell, line| {
        let kind = match cell(0).as_str() {
            "nation" => PlaceKind::Nation,
            "area" => PlaceKind::Area,
            "settlement" => PlaceKind::Settlement,
            other => {
                return Err(GazetteerError {
                    file: "places.csv",
                    line,
                    problem: format!("`{other}` is not a kind of place"),
                    remedy: "Write nation, area or settlement".to_owned(),
                });
            }
        };
        Ok(PlaceRow {
            kind,
            code: cell(1),
            name: cell(2),
            nation: cell(3),
            aliases: list(&cell(4)),
            bodies: list(&cell(5)),
        })
    })
}

/// Reads `organisations.csv`.
pub(super) fn bodies(text: &str) -> Result<Vec<BodyRow>, GazetteerError> {
    rows("organisations.csv", text, &["id", "label", "kind", "areas", "aliases", "names_area", "note"], |cell, _| {
        Ok(BodyRow { id: cell(0), label: cell(1), areas: list(&cell(3)), aliases: list(&cell(4)), note: cell(6) })
    })
}
