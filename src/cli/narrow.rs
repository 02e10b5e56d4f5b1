//! The filters that say which part of the corpus is meant, in the words people use.

use crate::model::codebook::{Codebook, Facet};
use crate::model::learning::Narrowing;
use crate::query::{Unknown, resolve_concept, resolve_date, resolve_kind, resolve_place};
use clap::Args;
use std::path::PathBuf;

/// Which part of the corpus is meant; nothing given means all of it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Narrow {
    /// Only what is said on this theme (may be given again)
    #[arg(long, value_name = "THEME")]
    theme: Vec<String>,
    /// Only what is said of this council area (may be given again)
    #[arg(long, value_name = "AREA")]
    place: Vec<String>,
    /// Only papers of this kind, such as minute or "audit report" (may be given again)
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only papers of this date or later (2020-10-05, 2020-10 or 2020)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only papers of this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl Narrow {
    /// The file that `--since` names, where it names one and not a date; it is then no filter.
    pub(super) fn take_file(&mut self) -> Option<PathBuf> {
        let path = PathBuf::from(self.since.as_ref()?);
        (path.extension().is_some() && path.is_file()).then(|| self.since = None).map(|()| path)
    }

    /// The filters in the names of the codebook; a name that it does not know is answered with the nearest.
    pub(super) fn resolve(&self, codebook: &Codebook) -> Result<Narrowing, Unknown> {
        let date = |given: &Option<String>| given.as_deref().map(resolve_date).transpose();
        let themes = self.theme.iter().map(|t| resolve_concept(codebook, Facet::Theme, t).map(|c| c.id.clone()));
        let places = self.place.iter().map(|p| resolve_place(codebook, p).map(|a| a.code.clone()));
        let kinds = self.kind.iter().map(|k| resolve_kind(k).map(|kind| kind.as_str().to_owned()));
        Ok(Narrowing {
            themes: themes.collect::<Result<_, _>>()?,
            places: places.collect::<Result<_, _>>()?,
            kinds: kinds.collect::<Result<_, _>>()?,
            since: date(&self.since)?,
            until: date(&self.until)?,
        })
    }
}
