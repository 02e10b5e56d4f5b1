//! `sederunt lexicon`: checks a lexicon, shows what an edited one would change, and takes it to other programs and back.

use super::args::Format;
use super::lexicon_exchange::{self, Export, Import, ImportPlaces};
use super::printer::{self, Printer, STRONG};
use super::{Outcome, Session};
use crate::pipeline::{self, Issue, IssueKind, Trial};
use crate::store::Store;
use crate::util::plural::count;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What to do with the lexicon.
#[derive(Debug, Subcommand)]
pub(super) enum LexiconCommand {
    /// List terms that stand twice, that concepts share, or that are found nowhere
    #[command(
        after_help = "Examples:\n  sederunt lexicon check\n  sederunt --lexicon our-lexicon lexicon check --unused\n\n\
        Every line that cannot be read is named with its remedy. The exit status is 1 where a term stands twice."
    )]
    Check(Check),
    /// Show what an edited lexicon would add and remove over the index, concept by concept, stance and claim type with them
    #[command(
        after_help = "Examples:\n  sederunt lexicon try our-lexicon\n  sederunt lexicon try our-lexicon/themes.toml --format csv\n\n\
        Also told: the stance of passages and the claim type of sentences. An example names its paper and what makes the difference."
    )]
    Try(Try),
    /// Write the lexicon for a spreadsheet, or as SKOS for programs that keep vocabularies
    #[command(
        after_help = "Examples:\n  sederunt lexicon export codebook.csv\n  sederunt lexicon export codebook.ttl\n  \
        sederunt lexicon export codebook.jsonld\n  sederunt lexicon export - --to csv | column -s, -t | less\n\n\
        The file's ending says which form is written. `lexicon import` reads each of them back."
    )]
    Export(Export),
    /// Make lexicon files of a spreadsheet or a SKOS vocabulary (Turtle, JSON-LD)
    #[command(after_help = "Examples:\n  sederunt lexicon import codebook.csv --out our-lexicon\n  \
        sederunt lexicon try our-lexicon\n  sederunt --lexicon our-lexicon run papers --out out\n\n\
        A list (themes, challenges, ...) that the file does not hold stays as shipped. Vocabularies of other programs are \
        read too: every skos:Concept becomes a theme, its English labels its terms.")]
    Import(Import),
    /// Add settlements of OS Open Names or GeoNames to the table of places
    #[command(
        name = "import-places",
        after_help = "Examples:\n  sederunt lexicon import-places opname_csv_gb.zip --nation Scotland --out our-lexicon\n  \
        sederunt lexicon import-places GB.zip --people 1000 --out our-lexicon\n\n\
        Both are read as their publishers ship them: the zip, its folder, or a file of it. A name that lies in several council \
        areas, or that the table has already, is left out."
    )]
    ImportPlaces(ImportPlaces),
}

/// What is looked for.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Also list the terms that no paper of the index holds
    #[arg(long)]
    unused: bool,
}

/// What is tried.
#[derive(Debug, Args)]
pub(super) struct Try {
    /// An edited lexicon file (themes.toml, ...) or a folder of them
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn lexicon(session: &Session, command: &LexiconCommand, printer: &mut Printer) -> anyhow::Result<Outcome> {
    match command {
        LexiconCommand::Check(args) => check(session, args, printer),
        LexiconCommand::Try(args) => attempt(session, args, printer),
        LexiconCommand::Export(args) => lexicon_exchange::export(session, args, printer),
        LexiconCommand::Import(args) => lexicon_exchange::import(args, printer),
        LexiconCommand::ImportPlaces(args) => lexicon_exchange::import_places(session, args, printer),
    }
}

fn check(session: &Session, args: &Check, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = if args.unused { Some(Store::open(&session.index)?) } else { None };
    let issues = pipeline::lexicon_issues(&session.settings, store.as_ref())?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "issues": issues }))? + "\n"
        }
        Some(Format::Csv) => {
            let mut out = csv::Writer::from_writer(Vec::new());
            issues.iter().try_for_each(|issue| out.serialize(issue))?;
            printer::table(out)?
        }
        _ => issues.iter().map(line).collect(),
    };
    printer.data(&text)?;
    let of = |kind: IssueKind| issues.iter().filter(|i| i.kind == kind).count() as u64;
    let (doubled, shared) = (of(IssueKind::Duplicate), of(IssueKind::Shared));
    printer.say(&format!(
        "{}, {} by concepts{}{}.",
        count(doubled, "term stands twice", "terms stand twice"),
        count(shared, "is shared", "are shared"),
        if args.unused { format!(", {} found nowhere", of(IssueKind::NeverFires)) } else { String::new() },
        match of(IssueKind::UnknownArea) {
            0 => String::new(),
            codes => format!("; {} the code of no area", count(codes, "body has", "bodies have")),
        }
    ));
    Ok(if doubled > 0 { Outcome::Nothing } else { Outcome::Done })
}

fn line(issue: &Issue) -> String {
    format!("{}:{}: {}: `{}` {}\n", issue.file, issue.line, issue.concept, issue.term, issue.message)
}

fn attempt(session: &Session, args: &Try, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let trial = pipeline::try_lexicon(&store, &session.settings, &args.file)?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&serde_json::json!({ "version": 2, "trial": trial }))? + "\n"
        }
        Some(Format::Csv) => {
            let mut out = csv::Writer::from_writer(Vec::new());
            out.write_record(["facet", "concept", "before", "after", "added", "removed"])?;
            for c in &trial.concepts {
                let numbers = [c.before, c.after, c.added, c.removed].map(|n| n.to_string());
                out.write_record([c.facet.as_str(), &c.concept].into_iter().chain(numbers.iter().map(String::as_str)))?;
            }
            printer::table(out)?
        }
        _ => trial_text(&trial),
    };
    printer.data(&text)?;
    Ok(Outcome::Done)
}

fn trial_text(trial: &Trial) -> String {
    let mut out = format!("{} looked through.\n", count(trial.passages, "passage", "passages"));
    if trial.concepts.is_empty() {
        out.push_str("Nothing would change.\n");
        return out;
    }
    out.push_str(&format!("\n{:<11} {:<28} {:>7} {:>7} {:>6} {:>8}\n", "", "", "before", "after", "added", "removed"));
    for c in &trial.concepts {
        out.push_str(&format!(
            "{:<11} {STRONG}{:<28}{STRONG:#} {:>7} {:>7} {:>6} {:>8}\n",
            c.facet, c.concept, c.before, c.after, c.added, c.removed
        ));
        for e in &c.found {
            let terms = if e.terms.is_empty() { String::new() } else { format!("  [{}]", e.terms.join("; ")) };
            out.push_str(&format!(
                "  {} {} {}{terms}\n      {}: {}\n",
                e.sign, e.passage_id, e.words, e.place, e.paper
            ));
        }
    }
    out
}
