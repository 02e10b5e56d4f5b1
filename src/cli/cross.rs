//! The framework matrix, trends and the balance sheet as commands.

use super::args::Format;
use super::narrow::Narrow;
use super::printer::Printer;
use super::{Outcome, Session};
use crate::model::cross::{Columns, Cross, Rows};
use crate::model::paper::PaperKind;
use crate::pipeline::{self, Form, Show, tables};
use crate::store::Store;
use crate::util::{fs, written};
use anyhow::bail;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// What `matrix --help` shows last.
pub(super) const MATRIX_EXAMPLES: &str = "Examples:\n  sederunt matrix                              areas against themes\n  \
    sederunt matrix --columns challenge --out challenges.csv\n  \
    sederunt matrix --rows year --show binary --format csv\n  \
    sederunt matrix --place Moray --place Inverclyde --show quotes\n\n\
    A cell without evidence says why: silent (papers were read and say nothing), no paper, unreadable, or excluded by filter.";
/// What `trends --help` shows last.
pub(super) const TRENDS_EXAMPLES: &str = "Examples:\n  sederunt trends                              themes by year\n  \
    sederunt trends --by round --columns challenge\n  \
    sederunt trends --split 2024 --format csv > trends.csv\n\n\
    Shares are of papers: a theme grows where a larger share of the later papers speak of it.";
/// What `balance --help` shows last.
pub(super) const BALANCE_EXAMPLES: &str = "Examples:\n  sederunt balance                             audit reports, by area\n  \
    sederunt balance --rows year --out balance.csv\n  \
    sederunt balance --kind minute --kind report --rows body";

/// What the rows of a matrix are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Council areas
    Area,
    /// Bodies that issued the paper or met
    Body,
    /// Years of the papers' dates
    Year,
    /// Kinds of paper
    Kind,
}

/// What the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// What is written about
    Theme,
    /// What is said to be hard
    Challenge,
    /// What is said to work
    Strength,
}

/// What stands in the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// The number of passages
    Counts,
    /// 1 or 0
    Binary,
    /// The best quotation
    Quotes,
    /// A row for each cell, with everything
    List,
}

/// What the periods of a trend are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Over {
    /// Years
    Year,
    /// Days on which papers were issued or bodies met
    Round,
}

/// What the rows of a balance sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Weighed {
    /// Council areas
    Area,
    /// Bodies
    Body,
    /// Years
    Year,
}

/// Where the result goes.
#[derive(Debug, Args)]
struct Destination {
    /// File to write: .csv, .json or .txt; without one the result is printed
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave out the mark at the start of a CSV file that tells Excel its encoding
    #[arg(long)]
    no_bom: bool,
}

/// A framework matrix.
#[derive(Debug, Args)]
pub(super) struct MatrixArgs {
    /// What the rows are
    #[arg(long, value_enum, default_value = "area")]
    rows: By,
    /// What the columns are
    #[arg(long, value_enum, default_value = "theme")]
    columns: Of,
    /// What stands in the cells
    #[arg(long, value_enum, default_value = "counts")]
    show: Shown,
    #[command(flatten)]
    narrow: Narrow,
    #[command(flatten)]
    into: Destination,
}

/// Trends.
#[derive(Debug, Args)]
pub(super) struct TrendsArgs {
    /// What is followed
    #[arg(long, value_enum, default_value = "theme")]
    columns: Of,
    /// What the periods are
    #[arg(long, value_enum, default_value = "year")]
    by: Over,
    /// Where the later period begins, such as 2024, or 2024-06-06, which compares meetings [default: half-way]
    #[arg(long, value_name = "DATE")]
    split: Option<String>,
    #[command(flatten)]
    narrow: Narrow,
    #[command(flatten)]
    into: Destination,
}

/// A balance sheet.
#[derive(Debug, Args)]
pub(super) struct BalanceArgs {
    /// What the rows are
    #[arg(long, value_enum, default_value = "area")]
    rows: Weighed,
    #[command(flatten)]
    narrow: Narrow,
    #[command(flatten)]
    into: Destination,
}

impl From<Of> for Columns {
    fn from(of: Of) -> Columns {
        match of {
            Of::Theme => Columns::Theme,
            Of::Challenge => Columns::Challenge,
            Of::Strength => Columns::Strength,
        }
    }
}

/// Writes the framework matrix.
pub(super) fn matrix(session: &Session, args: MatrixArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let form = form(session, &args.into)?;
    let store = Store::open(&session.index)?;
    let narrowing = args.narrow.resolve(&store.manifest().codebook)?;
    let by = match args.rows {
        By::Area => Rows::Area,
        By::Body => Rows::Body,
        By::Year => Rows::Year,
        By::Kind => Rows::Kind,
    };
    let show = match args.show {
        Shown::Counts => Show::Counts,
        Shown::Binary => Show::Binary,
        Shown::Quotes => Show::Quotes,
        Shown::List => Show::List,
    };
    let table = pipeline::matrix(&store, &session.settings, by, args.columns.into(), &narrowing)?;
    give(&tables::matrix(&table, show, form)?, form, &args.into, printer)?;
    if table.cells.is_empty() {
        printer.say("No cell has evidence.");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Writes trends.
pub(super) fn trends(session: &Session, args: TrendsArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let form = form(session, &args.into)?;
    let store = Store::open(&session.index)?;
    let narrowing = args.narrow.resolve(&store.manifest().codebook)?;
    let split = args.split.as_deref().map(crate::query::resolve_date).transpose()?;
    // A year is not divided by years.
    let by = match args.by {
        Over::Year if split.is_none_or(|date| date.month.is_none()) => Rows::Year,
        Over::Year | Over::Round => Rows::Round,
    };
    let table = pipeline::matrix(&store, &session.settings, by, args.columns.into(), &narrowing)?;
    let asked = split.map(|date| date.to_string());
    let split = asked.clone().or_else(|| middle(&table));
    let made = pipeline::trends(&table, split.as_deref());
    if made.is_empty() {
        if let Some(date) = asked {
            printer.say(&format!(
                "Either no paper is dated before {date} or none from then on; --split can name another date."
            ));
            return Ok(Outcome::Nothing);
        }
        printer.say(match by {
            Rows::Year => "The papers do not lie in two periods; --by round compares meetings, and --split says where the later begins.",
            _ => "The papers do not lie in two periods; --split says where the later begins.",
        });
        return Ok(Outcome::Nothing);
    }
    let text = tables::trends(&table, &made, &tables::Periods { split }, form)?;
    give(&text, form, &args.into, printer)?;
    Ok(Outcome::Done)
}

/// The key at which the later half of the dated rows that have papers begins.
fn middle(table: &Cross) -> Option<String> {
    let dated: Vec<&str> =
        table.rows.iter().filter(|r| !r.key.is_empty() && r.papers > 0).map(|r| r.key.as_str()).collect();
    (dated.len() > 1).then(|| dated[dated.len() / 2].to_owned())
}

/// Writes a balance sheet.
pub(super) fn balance(session: &Session, args: BalanceArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let form = form(session, &args.into)?;
    let store = Store::open(&session.index)?;
    let mut narrowing = args.narrow.resolve(&store.manifest().codebook)?;
    let audits = narrowing.kinds.is_empty();
    if audits {
        narrowing.kinds = vec![PaperKind::AuditReport.as_str().to_owned()];
    }
    let by = match args.rows {
        Weighed::Area => Rows::Area,
        Weighed::Body => Rows::Body,
        Weighed::Year => Rows::Year,
    };
    let sheet = pipeline::balance(&store, &session.settings, by, &narrowing)?;
    if sheet.papers == 0 {
        printer.say(match audits {
            true => "No audit report is in the index; --kind weighs other papers, such as --kind report.",
            false => "No paper of that kind is within the filters.",
        });
        return Ok(Outcome::Nothing);
    }
    give(&tables::balance(&sheet, form)?, form, &args.into, printer)?;
    Ok(Outcome::Done)
}

/// The form that the file's ending or `--format` asks for.
fn form(session: &Session, into: &Destination) -> anyhow::Result<Form> {
    let asked = match session.format {
        Some(Format::Csv) => Some(Form::Csv),
        Some(Format::Json) => Some(Form::Json),
        Some(Format::Text) => Some(Form::Text),
        None => None,
    };
    let ending = into.out.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().to_lowercase());
    Ok(match (asked, ending.as_deref()) {
        (Some(form), _) => form,
        (None, Some("csv")) => Form::Csv,
        (None, Some("json")) => Form::Json,
        (None, Some("txt")) | (None, None) if into.out.is_none() || ending.is_some() => Form::Text,
        (None, _) => {
            bail!("the file does not end in .csv, .json or .txt, so its format is not known; or give --format")
        }
    })
}

fn give(text: &str, form: Form, into: &Destination, printer: &mut Printer) -> anyhow::Result<()> {
    let Some(path) = &into.out else { return Ok(printer.data(text)?) };
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mark = if form == Form::Csv && !into.no_bom { "\u{feff}" } else { "" };
    fs::replace(path, format!("{mark}{text}").as_bytes())?;
    written::note_one(path)?;
    printer.say(&format!("Wrote {}.", path.display()));
    Ok(())
}
