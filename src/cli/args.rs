//! Arguments as they are typed.

use super::actions::Actions;
use super::codebook::CodebookCommand;
use super::export::Tables;
use super::review::ReviewCommand;
use super::search_args::Search;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns folders of public-sector papers into evidence: an index to search, tables for a spreadsheet, and a learning paper in
/// which every sentence is a quotation or a count that leads back to its page and paragraph.
#[derive(Debug, Parser)]
#[command(
    name = "sederunt",
    version,
    arg_required_else_help = true,
    after_help = "Examples:\n  \
        sederunt run papers --out out            read a folder, write tables and a learning paper\n  \
        sederunt search \"data sharing\" --place Angus   find passages, with page and paragraph\n  \
        sederunt export out                      write the tables again\n\n\
        It works offline and writes only into the index folder and the folder you name."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Folder of the index [default: index]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,
    /// Folder of lexicon files that replace the built-in ones of the same name
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) lexicon: Option<PathBuf>,
    /// Papers read at a time [default: one a processor]
    #[arg(long, short, global = true, value_name = "N")]
    pub(super) jobs: Option<usize>,
    /// How results are printed
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Settings file [default: sederunt.toml, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Say less: errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: every file that is not read in full
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// For programs
    Json,
    /// For a spreadsheet
    Csv,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read papers, then write the tables and the learning paper: everything in one go
    #[command(after_help = "Examples:\n  sederunt run corpus --out out\n  \
        sederunt run minutes.pdf audit.docx --out out --title \"What the papers say about carers\"\n\n\
        Then open out/paper.html and out/evidence.csv.")]
    Run {
        /// Folders and files to read
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Folder to write into
        #[arg(long, short, value_name = "DIR", default_value = "out")]
        out: PathBuf,
        /// Title of the learning paper
        #[arg(long)]
        title: Option<String>,
        #[command(flatten)]
        tables: Tables,
        #[command(flatten)]
        reading: Reading,
    },
    /// Read papers into the index; papers that have not changed are not read again
    #[command(
        after_help = "Examples:\n  sederunt build papers\n  sederunt build papers more/report.pdf --index /data/index\n  sederunt build --plan\n\n\
        The index then holds what these paths hold, and nothing else."
    )]
    Build {
        /// Folders and files to read [default: those of the last build]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Say what would be done with each file, and why, and do nothing
        #[arg(long)]
        plan: bool,
        #[command(flatten)]
        reading: Reading,
    },
    /// Find passages, with the page and paragraph of each
    #[command(after_help = "Examples:\n  sederunt search \"data sharing\" --place \"South Lanarkshire\"\n  \
        sederunt search What did the board decide about parking?\n  \
        sederunt search volunteer* --theme community-mobilisation --since 2020 --facets\n  \
        sederunt search '(carer* OR caring) NOT children' --kind \"audit report\" --format csv\n  \
        sederunt search --batch queries.csv --out results.csv\n  \
        sederunt search --saved carers\n\n\
        Words must all stand in a passage, or most of them in a question; \"a phrase\" stands together, \"data sharing\"~5 with up to\n\
         five words between, in any order; organise finds organize too, and the spelling typed comes first, but in a phrase words\n\
         stand as written; of scripts without spaces, such as Chinese, each character is a word; AND, OR, NOT (&&, ||, -) and ( ) join parts; shar* begins so, voluntear~1 is a letter off; title:, section:, body:,\n\
         owner: look in one place; theme:, place:, challenge:, strength:, kind:, issuer:, source:, date:2020..2021 and page:4..9 filter.\n\n\
         A search is saved in sederunt.toml:\n  [[search]]\n  name = \"carers\"\n  query = \"carers AND respite\"\n  kind = \"minute\"\n\n\
         Where a paper is nearly the same as another, a passage that stands in both counts once, in the total, in every facet, in a\n\
         batch and in saved searches, and names its further places; how many were folded so is said. A filter that lets only one of\n\
         them through finds that one. Papers without a date are in no range of dates: how many were left out is said, and date:none\n\
         finds them. --issuer takes the whole name of a body as --facets lists it, in any spelling of case.")]
    Search(Box<Search>),
    /// Measure the tags against what people coded
    #[command(after_help = "Examples:\n  sederunt agree coded.csv\n  sederunt agree coded.tsv --differences\n  \
        sederunt agree coded.csv --format csv > agreement.csv\n\n\
        One row a passage and coder. Areas are compared by those that the passage itself names.")]
    Agree(super::agree::Agree),
    /// Check the lexicon, try an edited one, or take it to other programs and back
    #[command(subcommand)]
    Lexicon(super::lexicon::LexiconCommand),
    /// List phrases that mark the passages without a theme: candidates for a theme or a term
    #[command(after_help = "Examples:\n  sederunt suggest\n  sederunt suggest -n 100 --format csv > candidates.csv")]
    Suggest(super::suggest::Suggest),
    /// List what was agreed: who has it, by when, and how it stands
    #[command(after_help = "Examples:\n  sederunt actions --status overdue --status \"no later mention\"\n  \
        sederunt actions --body \"Learning Board\" --owner GL --as-of 2024-06-06\n  \
        sederunt actions --due-by 2024-09-30 --format csv > due.csv\n  \
        sederunt actions --kind decision --format json\n\n\
        Statuses: open, complete, delivered, overdue, carried forward, paused, superseded, moved to other reporting,\n\
        no later mention, decided. Two readings of the same initials are both shown.")]
    Actions(Actions),
    /// Say what the last build brought, and the new hits of saved searches
    #[command(
        after_help = "Examples:\n  sederunt changes\n  sederunt changes --since kept/manifest-2024-06.json --format json\n\n\
        A search is saved in sederunt.toml as a table [[search]] with a name, a query and filters where wanted."
    )]
    Changes(super::changes::Arguments),
    /// Check every byte of the index, and repair what is damaged
    #[command(after_help = "Examples:\n  sederunt doctor\n  sederunt doctor --repair")]
    Doctor(super::doctor::Arguments),
    /// Say why a passage has its tags, and what was found in it and set aside
    #[command(
        after_help = "Examples:\n  sederunt why 54213adf4a1f1e2a\n  sederunt why \"community groups are a real strength\"\n  \
        sederunt why 54213adf --format json"
    )]
    Why(super::why::WhyArgs),
    /// Write every table into a folder, or the evidence in formats of other programs
    #[command(
        after_help = "Examples:\n  sederunt export out\n  sederunt export out --to csv --delimiter semicolon --no-bom\n  \
        sederunt export coding --to qdpx              for NVivo, MAXQDA, ATLAS.ti or QualCoder\n  \
        sederunt export references --to bibtex,ris    for Zotero\n\n\
        The table to pivot first is evidence.csv; evidence.xlsx has all tables as sheets."
    )]
    Export {
        /// Folder to write into
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        #[command(flatten)]
        tables: Tables,
    },
    /// Write the learning paper
    #[command(after_help = super::paper::EXAMPLES)]
    Paper(super::paper::PaperArgs),
    /// Check a paper against its sources: quotations, citations and counts
    #[command(after_help = super::verify::EXAMPLES)]
    Verify(super::verify::VerifyArgs),
    /// Set rows against columns, such as areas against themes, and say why a cell is empty
    #[command(after_help = super::cross::MATRIX_EXAMPLES)]
    Matrix(super::cross::MatrixArgs),
    /// Say what is new, growing and fading from one period to the next
    #[command(after_help = super::cross::TRENDS_EXAMPLES)]
    Trends(super::cross::TrendsArgs),
    /// Weigh strengths against challenges, as a summary of audit reports does
    #[command(after_help = super::cross::BALANCE_EXAMPLES)]
    Balance(super::cross::BalanceArgs),
    /// Take decisions about tags over from an edited table
    #[command(subcommand)]
    Review(ReviewCommand),
    /// Take a codebook over from another program
    #[command(subcommand)]
    Codebook(CodebookCommand),
    /// Say what the index holds and what could not be read
    #[command(after_help = "Examples:\n  sederunt status\n  sederunt status --format json")]
    Status,
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  sederunt completions bash > ~/.local/share/bash-completion/completions/sederunt"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write those of all commands into a folder
    #[command(after_help = "Examples:\n  sederunt man | man -l -\n  sederunt man --out ~/.local/share/man/man1")]
    Man {
        /// Folder to write every page into
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// How papers are read.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Reading {
    /// Which pages are read by OCR, where Tesseract is installed [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(super) ocr: Option<OcrPages>,
    /// Read every file to see whether it changed, whatever its size and time say
    #[arg(long)]
    pub(super) rehash: bool,
}

/// Which pages are read by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OcrPages {
    /// Those without text that can be relied on
    Auto,
    /// None: they are counted as unreadable
    Never,
    /// All, whatever text they state
    Always,
}
