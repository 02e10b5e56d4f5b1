//! An index to what people read: tables and a learning paper.

use super::PipelineError;
use crate::config::Settings;
use crate::follow;
use crate::model::action::Followed;
use crate::model::date::PartialDate;
use crate::model::evidence::Synthesis;
use crate::model::learning::LearningPaper;
use crate::render;
use crate::store::Store;
use crate::synthesise;
use crate::util::fs;
use crate::util::plural::count;
use std::path::{Path, PathBuf};

pub use crate::render::refi::import::{ImportedCode, codes as imported_codes, lexicon as lexicon_files};
pub use crate::render::returned::{Change, Changes};
pub use crate::render::{CsvOptions, ExportFormat, ExportOptions};
pub use crate::synthesise::PaperOptions;

/// A format that a learning paper can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFormat {
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
    /// JSON of the output contract.
    Json,
}

impl PaperFormat {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<PaperFormat> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(PaperFormat::Markdown),
            "html" | "htm" => Some(PaperFormat::Html),
            "json" => Some(PaperFormat::Json),
            _ => None,
        }
    }
}

/// Writes the evidence into a folder, in the formats that are asked for; the files that were written, in order. Without a title
/// the evidence is named by how many papers it was read from.
///
/// # Errors
///
/// Where a record cannot be read back or a file cannot be written.
pub fn export(
    store: &Store,
    synthesis: &Synthesis,
    dir: &Path,
    title: Option<&str>,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>, PipelineError> {
    fs::create_dir_all(dir)?;
    let followed = follow::run(store, None)?;
    let manifest = store.manifest();
    let papers: u64 = manifest.sources.iter().map(|s| u64::from(s.papers)).sum();
    let title = title.map_or_else(|| format!("Evidence from {}", count(papers, "paper", "papers")), str::to_owned);
    let run = render::RunInfo {
        title,
        inputs: manifest.inputs.clone(),
        tool: manifest.tool.clone(),
        digest: store.digest().chars().take(16).collect(),
    };
    let material = render::Material { synthesis, followed: &followed, run: &run };
    Ok(render::export(store, &material, dir, options)?)
}

/// What a table that people edited would change: its differences from the index, as decisions for `review.csv`.
///
/// # Errors
///
/// Where the file cannot be read, or a record cannot be read back.
pub fn returned_changes(store: &Store, file: &Path, who: &str, when: &str) -> Result<Changes, PipelineError> {
    let returned = render::returned::read(file)?;
    let followed = follow::run(store, None)?;
    Ok(render::returned::compare(store, &followed.actions, &returned, who, when)?)
}

/// Actions, attendance and what else joins the papers of an index over time, as of a day or of each body's latest paper.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn followed(store: &Store, as_of: Option<PartialDate>) -> Result<Followed, PipelineError> {
    Ok(follow::run(store, as_of)?)
}

/// Findings, matrix and coverage of an index.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn synthesis(store: &Store, settings: &Settings) -> Result<Synthesis, PipelineError> {
    Ok(synthesise::run(store, &settings.synthesise)?)
}

/// The learning paper of an index.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn learning_paper(
    store: &Store,
    synthesis: &Synthesis,
    options: &PaperOptions,
) -> Result<LearningPaper, PipelineError> {
    Ok(synthesise::paper(store, synthesis, options)?)
}

/// The paper in a format. Links to the sources start at `dir`, the folder that the paper will stand in.
///
/// # Errors
///
/// Where a template fails.
pub fn set_paper(
    store: &Store,
    synthesis: &Synthesis,
    paper: &LearningPaper,
    format: PaperFormat,
    dir: Option<&Path>,
) -> Result<String, PipelineError> {
    let manifest = store.manifest();
    let setting = render::paper::Setting { codebook: &manifest.codebook, synthesis, sources: &manifest.sources, dir };
    Ok(match format {
        PaperFormat::Markdown => render::paper::markdown(paper, &setting)?,
        PaperFormat::Html => render::paper::html(paper, &setting)?,
        PaperFormat::Json => render::paper::json(paper)?,
    })
}

/// Writes the paper as `paper.md`, `paper.html` and `paper.json` into a folder.
///
/// # Errors
///
/// Where a template fails or a file cannot be written.
pub fn write_papers(
    store: &Store,
    synthesis: &Synthesis,
    paper: &LearningPaper,
    dir: &Path,
) -> Result<Vec<PathBuf>, PipelineError> {
    fs::create_dir_all(dir)?;
    let mut out = Vec::new();
    for (name, format) in
        [("paper.md", PaperFormat::Markdown), ("paper.html", PaperFormat::Html), ("paper.json", PaperFormat::Json)]
    {
        let path = dir.join(name);
        fs::replace(&path, set_paper(store, synthesis, paper, format, Some(dir))?.as_bytes())?;
        out.push(path);
    }
    Ok(out)
}
