//! What is exported, in which formats: the one way from records to a folder of files.

use super::annotations;
use super::csv::{CsvFile, CsvOptions};
use super::error::RenderError;
use super::jsonl;
use super::link::Links;
use super::package;
use super::references;
use super::refi;
use super::rows::{Fan, Rows};
use super::skos;
use super::tables::{self, Context};
use super::workbook;
use crate::model::action::Followed;
use crate::model::date::PartialDate;
use crate::model::evidence::Synthesis;
use crate::model::records::Records;
use crate::util::fs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A format that evidence is exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExportFormat {
    /// A CSV file a table.
    Csv,
    /// Passages with their mentions, raw, as JSON Lines.
    JsonLines,
    /// One workbook with a sheet a table.
    Workbook,
    /// What describes the CSV files to programs: Frictionless Data Package and CSV on the Web.
    Package,
    /// A description of CSV on the Web beside each CSV file.
    Csvw,
    /// A Parquet file a table.
    Parquet,
    /// A REFI-QDA project for NVivo, MAXQDA, ATLAS.ti and QualCoder.
    RefiProject,
    /// A REFI-QDA codebook.
    RefiCodebook,
    /// The codebook as SKOS in Turtle.
    Skos,
    /// Mentions as W3C Web Annotations.
    Annotations,
    /// The papers as BibTeX.
    Bibtex,
    /// The papers as RIS.
    Ris,
    /// The papers as CSL-JSON.
    CslJson,
}

impl ExportFormat {
    /// Every format with its name.
    pub const ALL: [(ExportFormat, &'static str); 13] = [
        (ExportFormat::Csv, "csv"),
        (ExportFormat::JsonLines, "jsonl"),
        (ExportFormat::Workbook, "xlsx"),
        (ExportFormat::Package, "datapackage"),
        (ExportFormat::Csvw, "csvw"),
        (ExportFormat::Parquet, "parquet"),
        (ExportFormat::RefiProject, "qdpx"),
        (ExportFormat::RefiCodebook, "qdc"),
        (ExportFormat::Skos, "skos"),
        (ExportFormat::Annotations, "annotations"),
        (ExportFormat::Bibtex, "bibtex"),
        (ExportFormat::Ris, "ris"),
        (ExportFormat::CslJson, "csl-json"),
    ];

    /// What is written where nobody asks for anything else.
    pub const USUAL: [ExportFormat; 4] =
        [ExportFormat::Csv, ExportFormat::JsonLines, ExportFormat::Workbook, ExportFormat::Package];
}

/// How an export is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// The formats.
    pub formats: BTreeSet<ExportFormat>,
    /// How CSV files are written.
    pub csv: CsvOptions,
}

impl ExportOptions {
    /// Whether a format is asked for that holds findings or what joins papers over time; the others are made of the records alone.
    pub fn needs_findings(&self) -> bool {
        let tables = [
            ExportFormat::Csv,
            ExportFormat::Workbook,
            ExportFormat::Package,
            ExportFormat::Csvw,
            ExportFormat::Parquet,
        ];
        tables.iter().any(|format| self.formats.contains(format))
    }
}

impl Default for ExportOptions {
    fn default() -> ExportOptions {
        ExportOptions { formats: ExportFormat::USUAL.into_iter().collect(), csv: CsvOptions::default() }
    }
}

/// What is said of a run on covers and in descriptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunInfo {
    /// What the evidence is called.
    pub title: String,
    /// The folders and files that were read.
    pub inputs: Vec<String>,
    /// The program with its version.
    pub tool: String,
    /// What stands for exactly this evidence.
    pub digest: String,
}

/// What is known of the tables once their rows have gone past.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals {
    /// How many rows each table has.
    pub(super) rows: Vec<u64>,
    /// The earliest and the latest date of a paper.
    pub(super) dates: Option<(PartialDate, PartialDate)>,
}

impl Totals {
    fn dated(&mut self, date: PartialDate) {
        self.dates = Some(self.dates.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
    }
}

/// What was made over the whole corpus, to be exported beside the records.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// Findings, matrix and coverage; empty where [`ExportOptions::needs_findings`] says no.
    pub synthesis: &'a Synthesis,
    /// Actions and what else joins papers over time; empty in the same case.
    pub followed: &'a Followed,
    /// What is said of the run.
    pub run: &'a RunInfo,
}

/// Writes the evidence into a folder that is made where it is missing, and gives the files in the order they were begun.
///
/// Records stream past: once for all tables, once more for the workbook, which must know beforehand how many rows each table
/// has, and once for each further format. Cells of tables left there by an earlier export are taken away first.
///
/// # Errors
///
/// Where a record cannot be read back or a file cannot be written.
pub fn export(
    records: &impl Records,
    material: &Material<'_>,
    dir: &Path,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>, RenderError> {
    fs::create_dir_all(dir)?;
    let context = Context {
        entries: records.sources(),
        codebook: records.codebook(),
        synthesis: material.synthesis,
        followed: material.followed,
        links: Links::from(dir),
    };
    let wanted = |format| options.formats.contains(&format);
    let mut files = Vec::new();
    let as_tables = [
        ExportFormat::Csv,
        ExportFormat::JsonLines,
        ExportFormat::Workbook,
        ExportFormat::Package,
        ExportFormat::Csvw,
        ExportFormat::Parquet,
    ];
    if as_tables.into_iter().any(wanted) {
        let shapes = tables::shapes(&context);
        let mut writers = writers(&shapes, dir, options)?;
        let mut lines = match wanted(ExportFormat::JsonLines) {
            true => Some(jsonl::Lines::create(&dir.join("evidence.jsonl"))?),
            false => None,
        };
        let cells = dir.join("tables");
        if wanted(ExportFormat::Csv) {
            fs::create_dir_all(&cells)?;
            tables::remove_old_cells(&cells)?;
        }
        let mut of_cells = Vec::new();
        let mut totals = Totals::default();
        tables::stream(records, &context, &mut writers, |place| {
            place.paper.paper.date.iter().for_each(|date| totals.dated(date.date));
            if wanted(ExportFormat::Csv) {
                of_cells.extend(tables::cells(&place.paper.paper, &cells, options.csv)?);
            }
            lines.iter_mut().try_for_each(|lines| lines.paper(&place.entry.name, place.paper))
        })?;
        for writer in &mut writers {
            writer.finish()?;
            files.append(&mut writer.files);
        }
        files.extend(lines.map(jsonl::Lines::finish).transpose()?);
        totals.rows = writers.iter().map(|w| w.rows).collect();
        if wanted(ExportFormat::Workbook) {
            files.push(workbook::write(records, &context, &shapes, &totals, material.run, dir)?);
        }
        if wanted(ExportFormat::Package) {
            files.extend(package::write(&shapes, material.run, dir, options)?);
        }
        if wanted(ExportFormat::Csvw) {
            files.extend(package::write_each(&shapes, dir, options.csv)?);
        }
        files.extend(of_cells);
    }
    if wanted(ExportFormat::RefiCodebook) {
        files.push(refi::codebook(context.codebook, dir)?);
    }
    if wanted(ExportFormat::RefiProject) {
        files.push(refi::project(records, material.run, dir)?);
    }
    if wanted(ExportFormat::Skos) {
        files.push(skos::write(context.codebook, dir)?);
    }
    if wanted(ExportFormat::Annotations) {
        files.extend(annotations::write(records, &context, dir)?);
    }
    for (format, style) in [
        (ExportFormat::Bibtex, references::Style::Bibtex),
        (ExportFormat::Ris, references::Style::Ris),
        (ExportFormat::CslJson, references::Style::CslJson),
    ] {
        if wanted(format) {
            files.push(references::write(records, &context, style, dir)?);
        }
    }
    Ok(files)
}

/// For each table, what counts its rows and writes them in the formats that take them one by one.
fn writers(shapes: &[super::rows::Shape], dir: &Path, options: &ExportOptions) -> Result<Vec<Fan>, RenderError> {
    let mut fans = Vec::with_capacity(shapes.len());
    for shape in shapes {
        let mut to: Vec<Box<dyn Rows>> = Vec::new();
        if options.formats.contains(&ExportFormat::Csv) {
            let path = dir.join(format!("{}.csv", shape.table.name));
            to.push(Box::new(CsvFile::create(&path, &shape.header(), options.csv)?));
        }
        if options.formats.contains(&ExportFormat::Parquet) {
            to.push(parquet(shape, dir)?);
        }
        fans.push(Fan { to, rows: 0, files: Vec::new() });
    }
    Ok(fans)
}

#[cfg(feature = "parquet")]
fn parquet(shape: &super::rows::Shape, dir: &Path) -> Result<Box<dyn Rows>, RenderError> {
    let path = dir.join(format!("{}.parquet", shape.table.name));
    Ok(Box::new(super::parquet::ParquetFile::create(&path, shape)?))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &super::rows::Shape, _: &Path) -> Result<Box<dyn Rows>, RenderError> {
    Err(RenderError::NotBuiltIn)
}
