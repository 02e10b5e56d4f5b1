//! Arguments of the search command.

use crate::model::saved::SavedSearch;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A search.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// Words to find; with filters alone, every passage they let through
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    /// Most passages to print, or "all"
    #[arg(long, short = 'n', value_name = "N", default_value = "10", allow_negative_numbers = true)]
    pub(super) limit: String,
    /// Order of the passages
    #[arg(long, value_enum, default_value = "relevance")]
    pub(super) sort: SortBy,
    /// How many of the words a passage must have
    #[arg(long = "match", value_enum, default_value = "auto", value_name = "WORDS")]
    pub(super) matching: Match,
    /// Print the passages of a paper together
    #[arg(long)]
    pub(super) group: bool,
    /// Count the passages by theme, area, challenge, strength, kind, issuing body and year; near-duplicates count once
    #[arg(long)]
    pub(super) facets: bool,
    /// Look for the lexicon's other words for the same thing too; what was added is listed
    #[arg(long)]
    pub(super) expand: bool,
    /// Passages like the one with this id, in place of a query
    #[arg(long, value_name = "PASSAGE_ID", conflicts_with_all = ["query", "batch", "saved"])]
    pub(super) like: Option<String>,
    /// The search of this name in sederunt.toml
    #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "batch"])]
    pub(super) saved: Option<String>,
    /// A CSV with a column "query", and columns of filters where wanted: every row is searched for
    #[arg(long, value_name = "FILE", conflicts_with = "query", requires = "out")]
    pub(super) batch: Option<PathBuf>,
    /// The CSV to write the results of a batch into
    #[arg(long, short, value_name = "FILE", requires = "batch")]
    pub(super) out: Option<PathBuf>,
}

/// How many of the words of a query a passage must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Match {
    /// All; some for a question, and where hardly a passage has all
    Auto,
    /// All
    All,
    /// Any, those with most first
    Any,
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

/// Filters of a search.
#[derive(Debug, Args)]
pub(super) struct Filters {
    /// Only passages on this theme (may be given again)
    #[arg(long, value_name = "THEME")]
    theme: Vec<String>,
    /// Only passages on this council area
    #[arg(long, value_name = "AREA")]
    place: Vec<String>,
    /// Only passages that state this challenge
    #[arg(long, value_name = "CHALLENGE")]
    challenge: Vec<String>,
    /// Only passages that state this strength
    #[arg(long, value_name = "STRENGTH")]
    strength: Vec<String>,
    /// Only passages that name this organisation
    #[arg(long, value_name = "ORGANISATION")]
    organisation: Vec<String>,
    /// Only papers of this kind, such as minute or "audit report"
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only papers that this body issued, by its whole name as --facets lists it
    #[arg(long, value_name = "BODY")]
    issuer: Vec<String>,
    /// Only files whose name has this in it
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only passages on these pages, such as 4 or 4..9
    #[arg(long, value_name = "PAGES")]
    page: Vec<String>,
    /// Only papers of this date or later (2020-10-05, 2020-10 or 2020); how many have no date is said
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only papers of this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl Filters {
    /// Adds the filters that were given to a search that was written down.
    pub(super) fn add_to(&self, saved: &mut SavedSearch) {
        let given = [
            &self.theme,
            &self.place,
            &self.challenge,
            &self.strength,
            &self.organisation,
            &self.kind,
            &self.issuer,
            &self.source,
            &self.page,
        ];
        for ((_, list), more) in saved.lists().into_iter().zip(given) {
            list.extend(more.iter().cloned());
        }
        for (date, given) in [(&mut saved.since, &self.since), (&mut saved.until, &self.until)] {
            if given.is_some() {
                date.clone_from(given);
            }
        }
    }
}
