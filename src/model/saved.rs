//! A search as people write it down: under a name in the settings file, or as a row of a batch.

use serde::{Deserialize, Serialize};

/// A query with its filters, in people's words. Values of one filter are alternatives; every filter that has values must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SavedSearch {
    /// The name it is kept under.
    pub name: String,
    /// The query.
    pub query: String,
    /// Themes, by id or label.
    pub theme: Vec<String>,
    /// Areas, by name or GSS code.
    pub place: Vec<String>,
    /// Challenges, by id or label.
    pub challenge: Vec<String>,
    /// Strengths, by id or label.
    pub strength: Vec<String>,
    /// Organisations, by id or label.
    pub organisation: Vec<String>,
    /// Kinds of paper.
    pub kind: Vec<String>,
    /// Bodies that issued the paper, by a part of their name.
    pub issuer: Vec<String>,
    /// Sources, by a part of their name.
    pub source: Vec<String>,
    /// Pages, each a number or a run such as `4..9`.
    pub page: Vec<String>,
    /// Papers of this date or later.
    pub since: Option<String>,
    /// Papers of this date or earlier.
    pub until: Option<String>,
}

impl SavedSearch {
    /// The filters that take several values, under the names people use, for reading them from a table or from arguments.
    pub fn lists(&mut self) -> [(&'static str, &mut Vec<String>); 9] {
        [
            ("theme", &mut self.theme),
            ("place", &mut self.place),
            ("challenge", &mut self.challenge),
            ("strength", &mut self.strength),
            ("organisation", &mut self.organisation),
            ("kind", &mut self.kind),
            ("issuer", &mut self.issuer),
            ("source", &mut self.source),
            ("page", &mut self.page),
        ]
    }
}
