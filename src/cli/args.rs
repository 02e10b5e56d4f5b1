//! Arguments as they are typed.

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
        after_help = "Examples:\n  sederunt build papers\n  sederunt build papers more/report.pdf --index /data/index\n\n\
        The index then holds what these paths hold, and nothing else."
    )]
    Build {
        /// Folders and files to read [default: those of the last build]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Find passages, with the page and paragraph of each
    #[command(after_help = "Examples:\n  sederunt search \"data sharing\" --place \"South Lanarkshire\"\n  \
        sederunt search volunteer* --theme community-mobilisation --since 2020\n  \
        sederunt search '(carer* OR caring) NOT children' --kind \"audit report\" --format csv\n\n\
        Words must all stand in a passage; \"a phrase\" stands together; OR, NOT, ( ) and a star at a word's end work too.")]
    Search(Search),
    /// Write every table into a folder
    #[command(after_help = "Example:\n  sederunt export out\n\nThe table to pivot first is evidence.csv.")]
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

/// How tables are written.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Tables {
    /// Leave out the mark at the start of each CSV file that tells Excel its encoding
    #[arg(long)]
    pub(super) no_bom: bool,
}

/// A search.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// Words to find; with filters alone, every passage they let through
    #[arg(value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// Only passages on this theme (may be given again)
    #[arg(long, value_name = "THEME")]
    pub(super) theme: Vec<String>,
    /// Only passages on this council area
    #[arg(long, value_name = "AREA")]
    pub(super) place: Vec<String>,
    /// Only passages that state this challenge
    #[arg(long, value_name = "CHALLENGE")]
    pub(super) challenge: Vec<String>,
    /// Only passages that state this strength
    #[arg(long, value_name = "STRENGTH")]
    pub(super) strength: Vec<String>,
    /// Only papers of this kind, such as minute or "audit report"
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Vec<String>,
    /// Only papers of this date or later (2020-10-05, 2020-10 or 2020)
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<String>,
    /// Only papers of this date or earlier
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<String>,
    /// Most passages to print, or "all"
    #[arg(long, short = 'n', value_name = "N", default_value = "10")]
    pub(super) limit: String,
    /// Order of the passages
    #[arg(long, value_enum, default_value = "relevance")]
    pub(super) sort: SortBy,
}

/// Order of the passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Best first
    Relevance,
    /// Newest paper first
    Date,
    /// By file, then as it runs
    Source,
}
