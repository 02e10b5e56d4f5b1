//! Verifying a paper as a command.

use super::args::Format;
use super::printer::Printer;
use super::progress::Bars;
use super::{Outcome, Session};
use crate::pipeline::{self, Carrier, Depth, Report};
use crate::store::Store;
use crate::util::fs;
use crate::util::plural::count;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// What `verify --help` shows last.
pub(super) const EXAMPLES: &str = "Examples:\n  sederunt verify paper.docx\n  sederunt verify paper.html --deep\n  \
    sederunt verify paper.md --format json\n\n\
    Exit status 1 means that a quotation, a citation or a count does not hold.";

/// How a paper is verified.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The paper: .md, .html, .docx or .json, as `sederunt paper` wrote it, edited or not
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Read every file anew, and check the paper against that
    #[arg(long)]
    deep: bool,
}

/// A report as programs read it. Version 1.
#[derive(Serialize)]
struct View<'a> {
    version: u32,
    passed: bool,
    quotations: u64,
    citations: u64,
    counts: u64,
    removed: u64,
    problems: &'a [String],
    edited: &'a [String],
}

pub(super) fn verify(session: &Session, args: &VerifyArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let form = Carrier::of(&args.file)?;
    let bytes = fs::read(&args.file)?;
    let store = Store::open(&session.index)?;
    let bars = Bars::new(session.quiet);
    let context = session.context(&bars);
    let depth = if args.deep { Depth::Anew } else { Depth::Sources };
    let report = pipeline::verify(&store, &session.settings, &bytes, form, depth, &context)?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&View {
                version: 1,
                passed: report.passed(),
                quotations: report.quotations,
                citations: report.citations,
                counts: report.counts,
                removed: report.removed,
                problems: &report.problems,
                edited: &report.edited,
            })? + "\n"
        }
        _ => text(&report, &args.file.display().to_string()),
    };
    printer.data(&text)?;
    Ok(if report.passed() { Outcome::Done } else { Outcome::Nothing })
}

fn text(report: &Report, file: &str) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        out.push_str(&format!("{problem}\n"));
    }
    if !report.edited.is_empty() {
        out.push_str("Added or changed, and without a citation, so that nobody can check them:\n");
        report.edited.iter().for_each(|words| out.push_str(&format!("  {words}\n")));
    }
    if report.removed > 0 {
        out.push_str(&format!("{} taken out.\n", count(report.removed, "paragraph was", "paragraphs were")));
    }
    let checked = format!(
        "{}, {} and {} checked",
        count(report.quotations, "quotation", "quotations"),
        count(report.citations, "citation", "citations"),
        count(report.counts, "count", "counts")
    );
    out.push_str(&match report.problems.len() as u64 {
        0 => format!("{file} agrees with its sources: {checked}.\n"),
        n => format!("{file} does not agree with its sources: {}; {checked}.\n", count(n, "problem", "problems")),
    });
    out
}
