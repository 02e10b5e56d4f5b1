//! What each command does, but for searching.

use super::args::Format;
use super::export::Tables;
use super::printer::{self, Printer};
use super::progress::Bars;
use super::{Outcome, Session};
use crate::model::action::Followed;
use crate::model::source::{PageNote, SourceEntry, SourceStatus};
use crate::pipeline::{self, BuildOutcome, PaperOptions, Wanted};
use crate::store::{Manifest, Store};
use crate::util::fs;
use crate::util::plural::count;
use anyhow::bail;
use serde::Serialize;
use std::path::{Path, PathBuf};

pub(super) fn run(
    session: &Session,
    paths: &[PathBuf],
    out: &Path,
    title: Option<String>,
    tables: &Tables,
    printer: &mut Printer,
) -> anyhow::Result<Outcome> {
    let outcome = read(session, paths, printer)?;
    let store = Store::open(&session.index)?;
    let options = PaperOptions { title, settings: session.settings.synthesise.clone(), ..PaperOptions::default() };
    let found = super::review::found_for_paper(session, &store, &options, Wanted::All, printer)?;
    let (synthesis, nothing) = (&found.overview.synthesis, Followed::default());
    let followed = found.followed.as_ref().unwrap_or(&nothing);
    let files = pipeline::export(&store, synthesis, out, options.title.as_deref(), &tables.options(), followed)?;
    let paper = pipeline::learning_paper(&store, &session.settings, &found, &options)?;
    pipeline::write_papers(&store, synthesis, &paper, out)?;
    let out = out.display();
    printer.say(&format!(
        "Wrote {out}/paper.html (also as .docx, .md and .json) and {} to {out}.",
        count(files.len() as u64, "file of tables", "files of tables")
    ));
    printer.say(&format!(
        "Start with {out}/paper.html, then {out}/evidence.xlsx, or pivot {out}/evidence.csv in a spreadsheet."
    ));
    Ok(ended(&outcome))
}

pub(super) fn build(session: &Session, paths: &[PathBuf], printer: &mut Printer) -> anyhow::Result<Outcome> {
    let outcome = read(session, paths, printer)?;
    Ok(ended(&outcome))
}

/// The paths that were given, or those of the last build.
pub(super) fn given_or_last(session: &Session, paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    if paths.is_empty() { last_inputs(session) } else { Ok(paths.to_vec()) }
}

/// The paths of the last build.
fn last_inputs(session: &Session) -> anyhow::Result<Vec<PathBuf>> {
    let last = Manifest::last_inputs(&session.index);
    if last.is_empty() {
        bail!("say which papers to read: sederunt build FOLDER (no build before this tells which to read again)");
    }
    Ok(last.iter().map(PathBuf::from).collect())
}

fn read(session: &Session, paths: &[PathBuf], printer: &Printer) -> anyhow::Result<BuildOutcome> {
    let bars = Bars::new(session.quiet);
    let context = session.context(&bars);
    let outcome = pipeline::build(paths, &session.index, &context)?;
    let with = |status: SourceStatus| outcome.sources.iter().filter(move |s| s.status == status);
    let papers: u64 = outcome.sources.iter().map(|s| u64::from(s.papers)).sum();
    printer.say(&format!(
        "Read {}: {}, {}. {}.",
        count(outcome.sources.len() as u64, "file", "files"),
        count(papers, "paper", "papers"),
        count(outcome.report.passages, "passage", "passages"),
        if outcome.report.changed {
            format!("{} read anew", outcome.read)
        } else {
            "Nothing has changed since the last build".to_owned()
        },
    ));
    for status in [SourceStatus::Failed, SourceStatus::NoText, SourceStatus::Partial] {
        for entry in with(status) {
            printer.warn(&line(entry));
        }
    }
    for status in [SourceStatus::Duplicate, SourceStatus::NearDuplicate, SourceStatus::Skipped] {
        let n = with(status).count() as u64;
        if n > 0 {
            printer.say(&format!(
                "{}: {} (each with its reason in sources.csv)",
                count(n, "file", "files"),
                status.as_str()
            ));
        }
        with(status).for_each(|entry| printer.detail(&line(entry)));
    }
    outcome.review_faults.iter().for_each(|fault| printer.warn(fault));
    super::review::say_reviewed(session, &outcome.reviewed, printer);
    Ok(outcome)
}

fn line(entry: &SourceEntry) -> String {
    format!("{}: {}", entry.name, entry.reason.as_deref().unwrap_or(entry.status.as_str()))
}

fn ended(outcome: &BuildOutcome) -> Outcome {
    if outcome.sources.iter().any(|s| s.status == SourceStatus::Failed) { Outcome::SomeFailed } else { Outcome::Done }
}

/// The status as programs read it. Version 1.
#[derive(Serialize)]
struct StatusView<'a> {
    version: u32,
    index: String,
    digest: &'a str,
    tool: &'a str,
    inputs: &'a [String],
    papers: u64,
    passages: u64,
    pages: u64,
    unreadable_pages: u64,
    ocr_pages: u64,
    sources: Vec<SourceView<'a>>,
}

#[derive(Serialize)]
struct SourceView<'a> {
    source: &'a str,
    status: &'a str,
    reason: Option<&'a str>,
    pages: Option<u32>,
    papers: u32,
    passages: u32,
    unreadable_pages: u32,
    ocr_pages: u32,
    ocr_confidence: Option<u8>,
    #[serde(skip)]
    notes: &'a [PageNote],
}

pub(super) fn status(session: &Session, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let manifest = store.manifest();
    let papers: u64 = manifest.sources.iter().map(|s| u64::from(s.papers)).sum();
    let view = StatusView {
        version: 1,
        index: session.index.display().to_string(),
        digest: store.digest(),
        tool: &manifest.tool,
        inputs: &manifest.inputs,
        papers,
        passages: manifest.passages(),
        pages: manifest.sources.iter().map(|s| u64::from(s.pages.unwrap_or(0))).sum(),
        unreadable_pages: manifest.sources.iter().map(|s| u64::from(s.unreadable_pages)).sum(),
        ocr_pages: manifest.sources.iter().map(|s| u64::from(s.ocr_pages)).sum(),
        sources: manifest
            .sources
            .iter()
            .map(|s| SourceView {
                source: &s.name,
                status: s.status.as_str(),
                reason: s.reason.as_deref(),
                pages: s.pages,
                papers: s.papers,
                passages: s.passages,
                unreadable_pages: s.unreadable_pages,
                ocr_pages: s.ocr_pages,
                ocr_confidence: s.ocr_confidence(),
                notes: &s.page_notes,
            })
            .collect(),
    };
    let text = match session.format {
        Some(Format::Json) => serde_json::to_string_pretty(&view)? + "\n",
        Some(Format::Csv) => status_csv(&view)?,
        _ => status_text(&view),
    };
    printer.data(&text)?;
    Ok(Outcome::Done)
}

fn status_csv(view: &StatusView<'_>) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for source in &view.sources {
        out.serialize(source)?;
    }
    printer::table(out)
}

fn status_text(view: &StatusView<'_>) -> String {
    let mut out = format!(
        "{} holds {} with {} in {}, from {}.\n",
        view.index,
        count(view.papers, "paper", "papers"),
        count(view.passages, "passage", "passages"),
        count(view.sources.len() as u64, "file", "files"),
        view.inputs.join(", ")
    );
    if view.unreadable_pages > 0 || view.ocr_pages > 0 {
        let pages = count(view.pages, "page", "pages");
        let (lost, ocr) = (view.unreadable_pages, view.ocr_pages);
        out.push_str(&format!(
            "Of {pages}, {lost} could not be read, so no count speaks of them; {ocr} read by OCR.\n"
        ));
    }
    let noted = |outcome: &str| -> Vec<String> {
        let of = |source: &SourceView<'_>| notes_line(source, outcome);
        view.sources.iter().filter_map(of).collect()
    };
    for (outcome, heading) in [("ocr", "Read by OCR:"), ("weak", "Text that hardly reads as text, kept:")] {
        let lines = noted(outcome);
        if !lines.is_empty() {
            out.push_str(&format!("\n{heading}\n{}", lines.concat()));
        }
    }
    let troubled: Vec<&SourceView<'_>> = view.sources.iter().filter(|s| s.status != "ok").collect();
    if troubled.is_empty() {
        out.push_str("Every file was read in full.\n");
    } else {
        out.push_str("\nNot read, or not in full:\n");
    }
    for source in troubled {
        out.push_str(&format!(
            "  {} ({}): {}\n",
            source.source,
            source.status,
            source.reason.unwrap_or("no reason is known")
        ));
    }
    out
}

/// The pages of a source with this outcome, in one line: the worst of them is named.
fn notes_line(source: &SourceView<'_>, outcome: &str) -> Option<String> {
    let notes: Vec<&PageNote> = source.notes.iter().filter(|note| note.outcome() == outcome).collect();
    let rate = |note: &&&PageNote| note.confidence().unwrap_or(note.score);
    let worst = notes.iter().min_by_key(rate)?;
    let pages = count(notes.len() as u64, "page", "pages");
    Some(match worst.confidence() {
        Some(least) => format!(
            "  {}: {pages}, mean confidence {} %, least on page {} ({least} %)\n",
            source.source,
            source.ocr_confidence.unwrap_or_default(),
            worst.page
        ),
        None => format!("  {}: {pages}, worst page {} (score {} of 100)\n", source.source, worst.page, worst.score),
    })
}

pub(super) fn completions(shell: clap_complete::Shell, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut super::definition(), "sederunt", &mut text);
    printer.data(&String::from_utf8(text)?)?;
    Ok(Outcome::Done)
}

pub(super) fn man(out: Option<&Path>, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let definition = super::definition();
    let page = |command: &clap::Command| -> anyhow::Result<Vec<u8>> {
        let mut text = Vec::new();
        clap_mangen::Man::new(command.clone()).render(&mut text)?;
        Ok(text)
    };
    match out {
        None => printer.data(&String::from_utf8(page(&definition)?)?)?,
        Some(dir) => {
            fs::create_dir_all(dir)?;
            fs::replace(&dir.join("sederunt.1"), &page(&definition)?)?;
            for command in definition.get_subcommands().filter(|c| !c.is_hide_set()) {
                let name = format!("sederunt-{}", command.get_name());
                let page = page(&command.clone().display_name(name.clone()))?;
                fs::replace(&dir.join(format!("{name}.1")), &page)?;
            }
            printer.say(&format!("Wrote the manual pages to {}.", dir.display()));
        }
    }
    Ok(Outcome::Done)
}
