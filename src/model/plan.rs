//! Rows of an improvement plan: what `follow` makes.

use serde::{Deserialize, Serialize};

/// A row of a plan's table, its columns mapped by the meaning of their headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The paper.
    pub paper_id: String,
    /// The source's name.
    pub source: String,
    /// Page on which the row begins.
    pub page: Option<u32>,
    /// The theme or priority the row stands under, carried down merged cells.
    pub theme: String,
    /// What is to be done.
    pub action: String,
    /// What was done so far.
    pub progress: String,
    /// When and where it will be reported.
    pub reporting: String,
    /// Who has it.
    pub owner: String,
    /// By when, as printed.
    pub due: String,
    /// A printed status, such as a RAG word.
    pub status: String,
    /// Row of the plan, from 1.
    pub row: u32,
    /// Columns that have no meaning we know, by printed header.
    pub other: Vec<(String, String)>,
}
