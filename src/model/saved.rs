//! A search as people write it down: under a name in the settings file, or as a row of a batch.

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A query with its filters, in people's words. Values of one filter are alternatives; every filter that has values must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SavedSearch {
    /// The name it is kept under.
    pub name: String,
    /// The query.
    pub query: String,
    /// Themes, by id or label.
    #[serde(deserialize_with = "one_or_more")]
    pub theme: Vec<String>,
    /// Areas, by name or GSS code.
    #[serde(deserialize_with = "one_or_more")]
    pub place: Vec<String>,
    /// Challenges, by id or label.
    #[serde(deserialize_with = "one_or_more")]
    pub challenge: Vec<String>,
    /// Strengths, by id or label.
    #[serde(deserialize_with = "one_or_more")]
    pub strength: Vec<String>,
    /// Organisations, by id or label.
    #[serde(deserialize_with = "one_or_more")]
    pub organisation: Vec<String>,
    /// Kinds of paper.
    #[serde(deserialize_with = "one_or_more")]
    pub kind: Vec<String>,
    /// Bodies that issued the paper, by a part of their name.
    #[serde(deserialize_with = "one_or_more")]
    pub issuer: Vec<String>,
    /// Sources, by a part of their name.
    #[serde(deserialize_with = "one_or_more")]
    pub source: Vec<String>,
    /// Pages, each a number or a run such as `4..9`.
    #[serde(deserialize_with = "one_or_more")]
    pub page: Vec<String>,
    /// Papers of this date or later.
    pub since: Option<String>,
    /// Papers of this date or earlier.
    pub until: Option<String>,
}

impl SavedSearch {
    /// Whether it asks nothing, its name apart, that `common` does not ask.
    pub fn is_blank_beside(&self, common: &SavedSearch) -> bool {
        let name = common.name.clone();
        SavedSearch { name, ..self.clone() } == *common
    }

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

/// The values of a filter, written as one word, one number or a list.
fn one_or_more<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    struct Words;

    impl<'de> Visitor<'de> for Words {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a word in quotes, or a list of them")
        }

        fn visit_str<E>(self, word: &str) -> Result<Vec<String>, E> {
            Ok(vec![word.to_owned()])
        }

        fn visit_i64<E>(self, number: i64) -> Result<Vec<String>, E> {
            Ok(vec![number.to_string()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
            let mut out = Vec::new();
            while let Some(word) = list.next_element()? {
                out.push(word);
            }
            Ok(out)
        }
    }

    from.deserialize_any(Words)
}
