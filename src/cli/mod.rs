//! The command line: arguments in, settings made, stages run, results printed.
//!
//! | file | what it does |
//! |---|---|
//! | `actions` | the register of actions |
//! | `agree` | the tags measured against what people coded |
//! | `args` | arguments as they are typed |
//! | `batch` | many searches at once |
//! | `changes` | what a build brought |
//! | `codebook` | codebooks of other programs |
//! | `doctor` | is the index sound, and repairing it |
//! | `plan` | what a build would do |
//! | `commands` | what each command does |
//! | `cross` | the framework matrix, trends and the balance sheet |
//! | `export` | the export command: formats, and how CSV is written |
//! | `fault` | what is said of a fault in the program itself |
//! | `narrow` | the filters that say which part of the corpus is meant |
//! | `paper` | the learning paper: its formats and templates |
//! | `search`, `search_args`, `search_view` | the search command, its arguments and how its results are printed |
//! | `review` | decisions taken over from an edited table |
//! | `lexicon` | checks a lexicon, and tries an edited one |
//! | `lexicon_exchange` | takes the lexicon to other programs and back, and places from published gazetteers |
//! | `suggest` | phrases that mark the passages without a theme |
//! | `verify` | checking a paper |
//! | `printer` | the one place that prints |
//! | `progress` | progress bars |
//! | `why` | why a passage has its tags |
//!
//! Exit status: 0 done, 1 nothing found or a check failed, 2 could not run, 3 done but some sources failed.

mod actions;
mod agree;
mod args;
mod batch;
mod changes;
mod codebook;
mod commands;
mod cross;
mod doctor;
mod export;
mod fault;
mod lexicon;
mod lexicon_exchange;
mod narrow;
mod paper;
mod plan;
mod printer;
mod progress;
mod review;
mod search;
mod search_args;
mod search_view;
mod suggest;
mod verify;
mod why;

use crate::config::{FILE, Ocr, Settings};
use crate::pipeline::{Context, worker};
use args::{Cli, Command, Global};
use clap::{CommandFactory, Parser};
use printer::Printer;
use progress::Bars;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The definition of the command line, for manual pages, completions and tests of the documentation.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == worker::ARGUMENT) {
        let limits = arguments.next().and_then(|text| text.into_string().ok()).unwrap_or_default();
        return match worker::serve(&limits) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(2),
        };
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let mut printer = Printer::new(cli.global.quiet, cli.global.verbose);
    match fault::guarded(|| run(cli, &mut printer)) {
        Ok(Ok(outcome)) => ExitCode::from(outcome as u8),
        Ok(Err(error)) => {
            printer.error(&told(&error));
            ExitCode::from(2)
        }
        Err(fault) => {
            printer.error(&fault);
            ExitCode::from(2)
        }
    }
}

/// An error with its causes; what a cause says that was said already is not said again.
fn told(error: &anyhow::Error) -> String {
    let mut out = String::new();
    for cause in error.chain().map(ToString::to_string).filter(|cause| !cause.is_empty()) {
        if !out.contains(&cause) {
            out.push_str(if out.is_empty() { "" } else { ": " });
            out.push_str(&cause);
        }
    }
    out
}

/// How a command ended; the number is the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done = 0,
    Nothing = 1,
    SomeFailed = 3,
}

/// What every command needs.
struct Session {
    settings: Settings,
    index: PathBuf,
    quiet: bool,
    format: Option<args::Format>,
}

impl Session {
    /// What a stage that reads papers is given.
    fn context<'a>(&'a self, bars: &'a Bars) -> Context<'a> {
        Context {
            settings: &self.settings,
            program: std::env::current_exe().ok(),
            jobs: self.settings.jobs,
            progress: bars,
        }
    }

    fn read_as(&mut self, reading: args::Reading) {
        self.settings.rehash = reading.rehash;
        if let Some(pages) = reading.ocr {
            self.settings.extract.ocr = match pages {
                args::OcrPages::Auto => Ocr::Auto,
                args::OcrPages::Never => Ocr::Never,
                args::OcrPages::Always => Ocr::Always,
            };
        }
    }
}

fn run(cli: Cli, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let mut session = session(&cli.global)?;
    match cli.command {
        Command::Run { paths, out, title, tables, reading } => {
            session.read_as(reading);
            commands::run(&session, &paths, &out, title, &tables, printer)
        }
        Command::Build { paths, plan: just_plan, reading } => {
            session.read_as(reading);
            let paths = commands::given_or_last(&session, &paths)?;
            match just_plan {
                true => plan::run(&session, &paths, printer),
                false => commands::build(&session, &paths, printer),
            }
        }
        Command::Search(search) => search::search(&session, &search, printer),
        Command::Agree(args) => agree::agree(&session, &args, printer),
        Command::Lexicon(command) => lexicon::lexicon(&session, &command, printer),
        Command::Suggest(args) => suggest::suggest(&session, &args, printer),
        Command::Actions(asked) => actions::actions(&session, &asked, printer),
        Command::Export { dir, tables } => export::export(&session, &dir, &tables, printer),
        Command::Review(command) => review::review(&session, &command, printer),
        Command::Codebook(command) => codebook::codebook(&command, printer),
        Command::Paper(args) => paper::paper(&session, args, printer),
        Command::Verify(args) => verify::verify(&session, &args, printer),
        Command::Matrix(args) => cross::matrix(&session, args, printer),
        Command::Trends(args) => cross::trends(&session, args, printer),
        Command::Balance(args) => cross::balance(&session, args, printer),
        Command::Changes(arguments) => changes::run(&session, &arguments, printer),
        Command::Doctor(arguments) => {
            session.read_as(arguments.reading);
            doctor::run(&session, &arguments, printer)
        }
        Command::Why(args) => why::why(&session, &args, printer),
        Command::Status => commands::status(&session, printer),
        Command::Completions { shell } => commands::completions(shell, printer),
        Command::Man { out } => commands::man(out.as_deref(), printer),
    }
}

/// Settings from the file, then from the arguments.
fn session(global: &Global) -> anyhow::Result<Session> {
    let mut settings = match &global.config {
        Some(path) => Settings::from_file(path)?,
        None if Path::new(FILE).is_file() => Settings::from_file(Path::new(FILE))?,
        None => Settings::default(),
    };
    if global.lexicon.is_some() {
        settings.lexicon.clone_from(&global.lexicon);
    }
    if let Some(jobs) = global.jobs {
        settings.jobs = jobs;
    }
    let index = global.index.clone().or_else(|| settings.index.clone()).unwrap_or_else(|| PathBuf::from("index"));
    Ok(Session { settings, index, quiet: global.quiet, format: global.format })
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    #[test]
    fn a_cause_is_said_once() {
        let error = anyhow::anyhow!("the disk is full").context("cannot write a.csv: the disk is full");
        assert_eq!(super::told(&error), "cannot write a.csv: the disk is full");
        let error = Err::<(), _>(error).context("row 2").expect_err("an error");
        assert_eq!(super::told(&error), "row 2: cannot write a.csv: the disk is full");
    }
}
