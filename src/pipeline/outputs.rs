//! An index to what people read: tables and a learning paper.

use super::verify::{Made, verify_form, verify_made};
use super::{PipelineError, decided};
use crate::config::Settings;
use crate::follow::{self, Reading, Wanted};
use crate::model::action::Followed;
use crate::model::cross::{Balance, Columns, Cross, Rows};
use crate::model::date::PartialDate;
use crate::model::evidence::Synthesis;
use crate::model::learning::{LearningPaper, Narrowing, SectionKind};
use crate::model::records::{RecordError, Records};
use crate::model::review::Review;
use crate::model::source::SourceEntry;
use crate::render;
use crate::render::paper::{BUILT_IN, GUIDE};
use crate::store::Store;
use crate::synthesise::{self, Narrowed, Overview, Viewer, Written};
use crate::util::fs;
use crate::util::plural::count;
use crate::util::written;
use crate::verify::Form as Carrier;
use std::path::{Path, PathBuf};

pub use crate::render::cross::{self as tables, Form, Show};
pub use crate::render::paper::Template;
pub use crate::render::refi::import::{ImportedCode, codes as imported_codes, lexicon as lexicon_files};
pub use crate::render::returned::{Change, Changes};
pub use crate::render::{CsvOptions, ExportFormat, ExportOptions};
pub use crate::synthesise::{PaperOptions, trends, weight};

/// A format that a learning paper can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFormat {
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
    /// A Word document.
    Docx,
    /// JSON of the output contract.
    Json,
}

impl PaperFormat {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Option<PaperFormat> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "md" | "markdown" => Some(PaperFormat::Markdown),
            "html" | "htm" => Some(PaperFormat::Html),
            "docx" => Some(PaperFormat::Docx),
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
    followed: &Followed,
) -> Result<Vec<PathBuf>, PipelineError> {
    fs::create_dir_all(dir)?;
    let manifest = store.manifest();
    let papers: u64 = manifest.sources.iter().map(|s| u64::from(s.papers)).sum();
    let title = title.map_or_else(|| format!("Evidence from {}", count(papers, "paper", "papers")), str::to_owned);
    let run = render::RunInfo {
        title,
        inputs: manifest.inputs.clone(),
        tool: manifest.tool.clone(),
        digest: store.digest().chars().take(16).collect(),
    };
    let material = render::Material { synthesis, followed, run: &run };
    let files = render::export(store, &material, dir, options)?;
    written::note(dir, &files)?;
    Ok(files)
}

/// What a table that people edited would change: its differences from the index, as decisions for `review.csv`.
///
/// # Errors
///
/// Where the file cannot be read, or a record cannot be read back.
pub fn returned_changes(
    store: &Store,
    file: &Path,
    who: &str,
    when: &str,
    review: &Review,
) -> Result<Changes, PipelineError> {
    let returned = render::returned::read(file)?;
    let followed = followed(store, None, review, Wanted::All)?;
    Ok(render::returned::compare(store, &followed.actions, &returned, who, when)?)
}

/// What joins the papers of an index over time, as of a day or of each body's latest paper, and as much of it as is `wanted`. Actions
/// have the status that `review` states.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn followed(
    store: &Store,
    as_of: Option<PartialDate>,
    review: &Review,
    wanted: Wanted,
) -> Result<Followed, PipelineError> {
    let mut followed = follow::run(store, as_of, wanted)?;
    decided::statuses(store, &mut followed, review)?;
    Ok(followed)
}

/// What one pass over an index finds for a learning paper.
pub struct Found {
    /// Findings and the rest, within the narrowing.
    pub overview: Overview,
    /// What joins papers over time. It speaks of the whole corpus, so a paper on a part of it goes without.
    pub followed: Option<Followed>,
}

/// Looks through an index for a learning paper; of what joins papers over time, what is `wanted`.
///
/// Reading the records back costs as much as most of what is made of them, so that two stages look at them in the same pass.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn found_for_paper(
    store: &Store,
    options: &PaperOptions,
    wanted: Wanted,
    review: &Review,
) -> Result<Found, PipelineError> {
    let within = Narrowed::new(store, options.narrowing.clone());
    let viewer = Viewer::new(within.codebook(), options);
    let sources: Vec<&SourceEntry> = within.sources().iter().collect();
    let new = || (viewer.part(), options.narrowing.is_all().then(|| Reading::new(wanted)));
    let (view, reading) = within.fold(&sources, new, |(view, reading), record| -> Result<(), RecordError> {
        reading.iter_mut().for_each(|reading| reading.see(&record));
        viewer.see(view, record);
        Ok(())
    })?;
    let (overview, followed) =
        rayon::join(|| viewer.settle(view, &within), || reading.map(|reading| reading.settle(None)));
    let (mut overview, mut followed) = (overview?, followed);
    if !options.narrowing.is_all() {
        overview.mark_excluded(store, &options.settings)?;
    }
    if let Some(followed) = &mut followed {
        decided::statuses(store, followed, review)?;
    }
    Ok(Found { overview, followed })
}

/// Findings, matrix and coverage of an index.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn synthesis(store: &Store, settings: &Settings) -> Result<Synthesis, PipelineError> {
    Ok(synthesise::run(store, &settings.synthesise)?)
}

/// The same within a narrowing.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn narrowed_synthesis(
    store: &Store,
    settings: &Settings,
    narrowing: &Narrowing,
) -> Result<Synthesis, PipelineError> {
    Ok(synthesise::run(&Narrowed::new(store, narrowing.clone()), &settings.synthesise)?)
}

/// The learning paper of an index, of the part that its options let through, made of the findings of that part. It is verified
/// against the records before anybody sees it.
///
/// # Errors
///
/// Where a record cannot be read back, or where the paper does not hold.
pub fn learning_paper(
    store: &Store,
    settings: &Settings,
    found: &Found,
    options: &PaperOptions,
) -> Result<LearningPaper, PipelineError> {
    let within = Narrowed::new(store, options.narrowing.clone());
    let Written { mut paper, counts } = synthesise::paper(&within, &found.overview, options)?;
    if let Some(followed) = &found.followed {
        let at = paper.sections.iter().position(|s| s.kind == SectionKind::Sources).unwrap_or(paper.sections.len());
        let more = [follow::register(followed), follow::studies(followed, &paper)].into_iter().flatten();
        paper.sections.splice(at..at, more.collect::<Vec<_>>());
    }
    let json = render::paper::json(&paper, &setting(store, &found.overview.synthesis, None))?;
    sound(&verify_made(
        store,
        settings,
        &Made { overview: &found.overview, counts: &counts },
        json.as_bytes(),
        Carrier::Json,
    )?)?;
    Ok(paper)
}

/// Refuses a paper with a problem, and says which.
fn sound(report: &crate::verify::Report) -> Result<(), PipelineError> {
    match report.problems.first() {
        Some(problem) => Err(PipelineError::Unsound(problem.clone())),
        None => Ok(()),
    }
}

/// What is said, rows against columns, within a narrowing; every empty cell says why it is empty.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn matrix(
    store: &Store,
    settings: &Settings,
    by: Rows,
    of: Columns,
    narrowing: &Narrowing,
) -> Result<Cross, PipelineError> {
    Ok(synthesise::matrix(store, &settings.synthesise, by, of, narrowing)?)
}

/// Strengths against challenges within a narrowing.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn balance(store: &Store, settings: &Settings, by: Rows, narrowing: &Narrowing) -> Result<Balance, PipelineError> {
    Ok(synthesise::balance(store, &settings.synthesise, by, narrowing)?)
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
) -> Result<Vec<u8>, PipelineError> {
    let setting = setting(store, synthesis, dir);
    let json = render::paper::json(paper, &setting)?;
    let (bytes, form) = match format {
        PaperFormat::Markdown => (render::paper::markdown(paper, &setting)?.into_bytes(), Carrier::Markdown),
        PaperFormat::Html => (render::paper::html(paper, &setting)?.into_bytes(), Carrier::Html),
        PaperFormat::Docx => (render::paper::docx(paper, &setting)?, Carrier::Docx),
        PaperFormat::Json => return Ok(json.into_bytes()),
    };
    let bytes = crate::verify::embed(bytes, form, &json)?;
    let seen = verify_form(&bytes, form)?;
    sound(&seen)?;
    if let Some(lost) = seen.edited.first().or_else(|| (seen.removed > 0).then_some(&paper.title)) {
        return Err(PipelineError::Unsound(format!("its words are not seen as they were written: {lost}")));
    }
    Ok(bytes)
}

/// The paper by somebody's template.
///
/// # Errors
///
/// Where the template fails; the message names its line.
pub fn set_paper_by(
    store: &Store,
    synthesis: &Synthesis,
    paper: &LearningPaper,
    template: &Template,
    dir: Option<&Path>,
) -> Result<Vec<u8>, PipelineError> {
    let setting = setting(store, synthesis, dir);
    let text = render::paper::by_template(template, paper, &setting)?;
    // Markdown and HTML carry their record in the same way.
    Ok(crate::verify::embed(text.into_bytes(), Carrier::Markdown, &render::paper::json(paper, &setting)?)?)
}

fn setting<'a>(store: &'a Store, synthesis: &'a Synthesis, dir: Option<&'a Path>) -> render::paper::Setting<'a> {
    let manifest = store.manifest();
    render::paper::Setting { codebook: &manifest.codebook, synthesis, sources: &manifest.sources, dir }
}

/// Writes the built-in templates, and how to change them, into a folder; files that are there already are left alone and are
/// not among those returned.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn write_templates(dir: &Path) -> Result<Vec<PathBuf>, PipelineError> {
    fs::create_dir_all(dir)?;
    let mut out = Vec::new();
    for (name, text) in BUILT_IN.into_iter().chain([("README.md", GUIDE)]) {
        let path = dir.join(name);
        if !path.exists() {
            fs::replace(&path, text.as_bytes())?;
            out.push(path);
        }
    }
    written::note(dir, &out)?;
    Ok(out)
}

/// Writes the paper as `paper.md`, `paper.html`, `paper.docx` and `paper.json` into a folder.
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
    for (name, format) in [
        ("paper.md", PaperFormat::Markdown),
        ("paper.html", PaperFormat::Html),
        ("paper.docx", PaperFormat::Docx),
        ("paper.json", PaperFormat::Json),
    ] {
        let path = dir.join(name);
        fs::replace(&path, &set_paper(store, synthesis, paper, format, Some(dir))?)?;
        out.push(path);
    }
    written::note(dir, &out)?;
    Ok(out)
}
