//! The command that takes a codebook over from another program.

use super::Outcome;
use super::printer::Printer;
use crate::pipeline;
use crate::util::fs;
use crate::util::plural::count;
use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do with a codebook.
#[derive(Debug, Subcommand)]
pub(super) enum CodebookCommand {
    /// Make the beginnings of a lexicon from a REFI-QDA codebook (.qdc)
    #[command(after_help = "Example:\n  sederunt codebook import codes.qdc --out our-lexicon\n  \
        sederunt --lexicon our-lexicon run papers --out out\n\n\
        NVivo, MAXQDA, ATLAS.ti and QualCoder export such a file. Branches named Themes, Challenges, Strengths or Organisations \
        become those lists; other codes become themes. Each starts with its own name as its only term: add the words that papers use.")]
    Import(Import),
}

/// Where the codebook is and where the lexicon goes.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The codebook
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder to write the lexicon files into
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Replace lexicon files that are there
    #[arg(long)]
    force: bool,
}

pub(super) fn codebook(command: &CodebookCommand, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let CodebookCommand::Import(import) = command;
    let bytes = fs::read(&import.file)?;
    let name = import.file.display();
    if bytes.starts_with(b"PK") {
        bail!("{name} is a whole project; export its codebook alone (.qdc), or take project.qde out of it");
    }
    let codes = pipeline::imported_codes(&String::from_utf8_lossy(&bytes)).with_context(|| format!("{name}"))?;
    let files = pipeline::lexicon_files(&codes);
    if files.is_empty() {
        bail!("{name} holds places alone, which this command does not take over");
    }
    for (file, _) in &files {
        let path = import.out.join(file);
        if !import.force && path.exists() {
            bail!("{} is there already; add --force to replace it, or name another folder", path.display());
        }
    }
    fs::create_dir_all(&import.out)?;
    for (file, text) in &files {
        fs::replace(&import.out.join(file), text.as_bytes())?;
    }
    let names: Vec<&str> = files.iter().map(|(file, _)| *file).collect();
    printer.say(&format!(
        "Wrote {} as {} to {}. Add terms, then use it with --lexicon {}.",
        count(codes.len() as u64, "concept", "concepts"),
        crate::util::plural::join_and(&names),
        import.out.display(),
        import.out.display()
    ));
    Ok(Outcome::Done)
}
