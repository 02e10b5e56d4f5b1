//! What describes the CSV files to programs.
//!
//! | file | what it does |
//! |---|---|
//! | `frictionless` | `datapackage.json`: Data Package with Table Schema |
//! | `csvw` | `csv-metadata.json`: CSV on the Web, found by its readers beside the tables |

mod csvw;
mod frictionless;

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

fn json(dir: &Path, name: &str, value: &impl Serialize) -> Result<PathBuf, RenderError> {
    let path = dir.join(name);
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    fs::replace(&path, text.as_bytes())?;
    Ok(path)
}
