//! Tables that people edited, read back and compared with what the index holds: the differences become decisions for `review.csv`.
//!
//! The analyst edits `evidence.xlsx` (the sheets passages and actions), `passages.csv` or `actions.csv`. Rows are told by their
//! ids, so that sorting, filtering and leaving out rows or columns does no harm.
//!
//! | file | what it does |
//! |---|---|
//! | `read` | a workbook or CSV file to rows |
//! | `compare` | rows to decisions |

mod compare;
mod read;

pub use compare::{Change, Changes, compare};
pub use read::{ReadError, read};

use std::collections::BTreeMap;

/// A row that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedRow {
    /// Where it stands, for messages: `line 12`, `sheet passages, row 12`.
    pub place: String,
    /// Its cells by column; as they were before they were neutralised.
    pub cells: BTreeMap<String, String>,
}

/// The rows that came back, by table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// Rows of `passages`.
    pub passages: Vec<ReturnedRow>,
    /// Rows of `actions`.
    pub actions: Vec<ReturnedRow>,
}
