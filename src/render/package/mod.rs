//! What describes the CSV files to programs.
//!
//! | file | what it does |
//! |---|---|
//! | `frictionless` | `datapackage.json`: Data Package with Table Schema |
//! | `csvw` | `csv-metadata.json`: CSV on the Web, found by its readers beside the tables; and one description a file |

mod csvw;
mod frictionless;

use super::csv::CsvOptions;
use super::error::RenderError;
use super::export::{ExportOptions, RunInfo};
use super::rows::Shape;
use crate::util::fs;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The edition of the columns, see the output contract.
const VERSION: &str = "1";

/// Writes both descriptions.
pub(super) fn write(
    shapes: &[Shape],
    run: &RunInfo,
    dir: &Path,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>, RenderError> {
    let package = json(dir, "datapackage.json", &frictionless::package(shapes, run, options))?;
    let group = json(dir, "csv-metadata.json", &csvw::group(shapes, run, options.csv))?;
    Ok(vec![package, group])
}

/// Writes a description beside each CSV file (`evidence.csv-metadata.json`), for tables that are sent on one by one.
pub(super) fn write_each(shapes: &[Shape], dir: &Path, csv: CsvOptions) -> Result<Vec<PathBuf>, RenderError> {
    let write = |shape: &Shape| json(dir, &format!("{}.csv-metadata.json", shape.table.name), &csvw::alone(shape, csv));
    shapes.iter().map(write).collect()
}

fn json(dir: &Path, name: &str, value: &impl Serialize) -> Result<PathBuf, RenderError> {
    let path = dir.join(name);
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    fs::replace(&path, text.as_bytes())?;
    Ok(path)
}
