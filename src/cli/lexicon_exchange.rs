//! `sederunt lexicon export`, `import` and `import-places`.

use super::printer::Printer;
use super::{Outcome, Session};
use crate::pipeline::{self, LexiconFormat, PlacesWanted, Size};
use crate::util::fs;
use crate::util::plural::{count, join_and, thousands};
use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Where the lexicon goes.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// File to write: .csv, .ttl or .jsonld; - for standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The form, where the file's ending does not say it
    #[arg(long, value_enum, value_name = "FORM")]
    to: Option<Form>,
}

/// Where the lexicon comes from.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The spreadsheet (.csv) or vocabulary (.ttl, .jsonld)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The form, where the file's ending does not say it
    #[arg(long, value_enum, value_name = "FORM")]
    from: Option<Form>,
    /// Folder to write the lexicon files into
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Replace lexicon files that are there
    #[arg(long)]
    force: bool,
}

/// Which places are taken over.
#[derive(Debug, Args)]
pub(super) struct ImportPlaces {
    /// The gazetteer: opname_csv_gb.zip, GB.zip, a folder or a file of either
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Folder to write places.csv into
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Only places of this nation
    #[arg(long, value_name = "NATION", value_parser = ["Scotland", "England", "Wales", "Northern Ireland"])]
    nation: Option<String>,
    /// The smallest places to take
    #[arg(long, value_enum, default_value = "villages", value_name = "SIZE")]
    size: SizeArg,
    /// Leave out places of GeoNames with fewer people
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    people: u64,
    /// Replace a places.csv that is there
    #[arg(long)]
    force: bool,
}

/// A form of the lexicon.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// A spreadsheet
    Csv,
    /// SKOS in Turtle
    Turtle,
    /// SKOS in JSON-LD
    Jsonld,
}

/// How large a settlement must be.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SizeArg {
    /// Cities and towns
    Towns,
    /// Also villages and parts of towns
    Villages,
    /// Also hamlets and other settlements
    All,
}

fn format(file: &Path, form: Option<Form>, option: &str) -> anyhow::Result<LexiconFormat> {
    let ending = file.extension().map(|end| end.to_string_lossy().into_owned()).unwrap_or_default();
    let named = form.map(|form| match form {
        Form::Csv => LexiconFormat::Csv,
        Form::Turtle => LexiconFormat::Turtle,
        Form::Jsonld => LexiconFormat::JsonLd,
    });
    named.or_else(|| LexiconFormat::of_ending(&ending)).with_context(|| {
        format!("the form of {} is unknown; name the file .csv, .ttl or .jsonld, or add {option}", file.display())
    })
}

pub(super) fn export(session: &Session, args: &Export, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let format = format(&args.file, args.to, "--to csv")?;
    let table = pipeline::lexicon_table(&session.settings)?;
    let text = pipeline::written_lexicon(&table, format);
    if args.file == Path::new("-") {
        printer.data(&text)?;
        return Ok(Outcome::Done);
    }
    fs::replace(&args.file, text.as_bytes())?;
    printer.say(&format!(
        "Wrote {} with {} to {}.",
        count(table.entries.len() as u64, "concept and cue", "concepts and cues"),
        count(table.terms() as u64, "term", "terms"),
        args.file.display()
    ));
    Ok(Outcome::Done)
}

pub(super) fn import(args: &Import, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let format = format(&args.file, args.from, "--from csv")?;
    let table = pipeline::read_lexicon(&args.file, format)?;
    let files = pipeline::files_of_lexicon(&table).with_context(|| {
        format!("{} makes no lexicon (the line is that of the file it would make)", args.file.display())
    })?;
    put(&args.out, &files, args.force)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    printer.say(&format!(
        "Wrote {} with {} as {} to {}. See what would change with: sederunt lexicon try {}",
        count(table.entries.len() as u64, "concept and cue", "concepts and cues"),
        count(table.terms() as u64, "term", "terms"),
        join_and(&names),
        args.out.display(),
        args.out.display()
    ));
    Ok(Outcome::Done)
}

pub(super) fn import_places(session: &Session, args: &ImportPlaces, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let size = match args.size {
        SizeArg::Towns => Size::Towns,
        SizeArg::Villages => Size::Villages,
        SizeArg::All => Size::All,
    };
    let wanted = PlacesWanted { size, nation: args.nation.clone(), people: args.people };
    let imported = pipeline::import_places(&session.settings, &args.file, wanted)?;
    put(&args.out, &[("places.csv", imported.csv.clone())], args.force)?;
    printer.say(&format!(
        "Added {} to {}. Left out: {} that the table has, {} in several areas or without a capital, {} whose area it does not have.",
        count(imported.added, "place", "places"),
        args.out.join("places.csv").display(),
        thousands(imported.known),
        thousands(imported.shared),
        thousands(imported.nowhere)
    ));
    Ok(if imported.added == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// Writes files into a folder that is made if need be.
fn put(dir: &Path, files: &[(&str, String)], force: bool) -> anyhow::Result<()> {
    for (name, _) in files {
        let path = dir.join(name);
        if !force && path.exists() {
            bail!("{} is there already; add --force to replace it, or name another folder", path.display());
        }
    }
    fs::create_dir_all(dir)?;
    for (name, text) in files {
        fs::replace(&dir.join(name), text.as_bytes())?;
    }
    Ok(())
}
