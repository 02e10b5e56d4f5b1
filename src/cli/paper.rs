//! The learning paper as a command: its formats, and templates that people change.

use super::args::Format;
use super::printer::Printer;
use super::{Outcome, Session};
use crate::pipeline::{self, PaperFormat, PaperOptions, Template};
use crate::store::Store;
use crate::util::fs;
use crate::util::plural::count;
use anyhow::{Context as _, bail};
use clap::Args;
use std::path::{Path, PathBuf};

/// What `paper --help` shows last.
pub(super) const EXAMPLES: &str = "Examples:\n  sederunt paper --out paper.docx\n  \
    sederunt paper --title \"What the papers say about carers\" --out paper.html\n  \
    sederunt paper --format json > paper.json\n  \
    sederunt paper --write-templates mine\n  sederunt paper --template mine/paper.html --out paper.html\n\n\
    The ending of the file decides the format: .md, .html, .docx or .json. With a template, the template decides.";

/// How a paper is written.
#[derive(Debug, Args)]
pub(super) struct PaperArgs {
    /// Title of the paper
    #[arg(long)]
    title: Option<String>,
    /// File to write; without one the paper is printed as Markdown
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Set the paper by this template of your own instead of a built-in one
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Write the built-in templates into a folder, to copy and change, and stop
    #[arg(long, value_name = "DIR", conflicts_with_all = ["template", "out", "title"])]
    write_templates: Option<PathBuf>,
}

/// Writes the paper, or the templates that it is made by.
pub(super) fn paper(session: &Session, args: PaperArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    if let Some(dir) = &args.write_templates {
        return templates(dir, printer);
    }
    let template = args.template.as_deref().map(Template::read).transpose()?;
    let format = if template.is_none() { format(args.out.as_deref(), session)? } else { PaperFormat::Markdown };
    let store = Store::open(&session.index)?;
    let synthesis = pipeline::synthesis(&store, &session.settings)?;
    let options = PaperOptions { title: args.title, ..PaperOptions::default() };
    let paper = pipeline::learning_paper(&store, &synthesis, &options)?;
    let folder = args.out.as_deref().map(|path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    });
    let bytes = match &template {
        Some(template) => pipeline::set_paper_by(&store, &synthesis, &paper, template, folder)?,
        None => pipeline::set_paper(&store, &synthesis, &paper, format, folder)?,
    };
    match &args.out {
        Some(path) => {
            if let Some(folder) = folder {
                fs::create_dir_all(folder)?;
            }
            fs::replace(path, &bytes)?;
            printer.say(&format!("Wrote {}.", path.display()));
        }
        None => printer.data(&String::from_utf8(bytes)?)?,
    }
    Ok(Outcome::Done)
}

fn format(out: Option<&Path>, session: &Session) -> anyhow::Result<PaperFormat> {
    Ok(match (out, session.format) {
        (Some(path), _) => PaperFormat::of(path).with_context(|| {
            format!("{} does not end in .md, .html, .docx or .json, so its format is not known", path.display())
        })?,
        (None, Some(Format::Json)) => PaperFormat::Json,
        (None, Some(Format::Csv)) => {
            bail!("a paper is no table; use --format json, or `sederunt export DIR` for tables")
        }
        (None, _) => PaperFormat::Markdown,
    })
}

fn templates(dir: &Path, printer: &Printer) -> anyhow::Result<Outcome> {
    let written = pipeline::write_templates(dir)?.len() as u64;
    let dir = dir.display();
    if written == 0 {
        bail!(
            "{dir} holds the templates already; nothing was overwritten. Name another folder, or remove what should be new"
        );
    }
    printer
        .say(&format!("Wrote {} to {dir}; {dir}/README.md says how to change them.", count(written, "file", "files")));
    Ok(Outcome::Done)
}
