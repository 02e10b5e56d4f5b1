//! What can be wrong with a search, each with a way out.

use crate::model::paper::PaperKind;
use crate::store::StoreError;

/// A search that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The query cannot be read.
    #[error("the query cannot be read at character {position}: {problem}; {suggestion}")]
    Syntax {
        /// Where, in Unicode characters from 1.
        position: usize,
        /// What is wrong there.
        problem: String,
        /// What to write instead.
        suggestion: String,
    },
    /// A theme, place or other name that nothing has.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// The index failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A name that nothing has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} \"{given}\"; {}", remedy(what, nearest))]
pub struct Unknown {
    /// What was looked for, such as `theme`.
    pub what: String,
    /// The words that were given.
    pub given: String,
    /// The nearest names, best first.
    pub nearest: Vec<String>,
}

fn remedy(what: &str, nearest: &[String]) -> String {
    let quoted: Vec<String> = nearest.iter().map(|name| format!("\"{name}\"")).collect();
    match quoted.as_slice() {
        [] if what == "page" => "write a number from 1 or a run of pages such as 4..9".to_owned(),
        [] if what == "passage" => {
            "take the passage_id of a hit of `sederunt search --format json`, or of passages.csv".to_owned()
        }
        [] if what == "date" => "write 2020-10-05, 2020-10 or 2020".to_owned(),
        [] if what == "kind" => format!("a paper is one of {}", PaperKind::ALL.map(PaperKind::as_str).join(", ")),
        [] if what == "source" => "sources.csv of an export lists the files".to_owned(),
        [] if what == "stance" || what == "organisation" => format!("check the spelling of the {what}"),
        [] => format!("`sederunt search --facets` counts passages by each {what} that they have"),
        [one] => format!("did you mean {one}?"),
        [init @ .., last] => format!("did you mean {} or {last}?", init.join(", ")),
    }
}
