//! Rows of an improvement plan: what `follow` makes.

use serde::{Deserialize, Serialize};

/// How a row differs from that of the edition before it, or from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanChange {
    /// What is said of its progress changed.
    Progressed,
    /// Nothing changed.
    Unchanged,
    /// The action itself has other words.
    Reworded,
    /// The edition before has no such row.
    New,
    /// The next edition has no such row.
    Gone,
}

impl PlanChange {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            PlanChange::Progressed => "progressed",
            PlanChange::Unchanged => "unchanged",
            PlanChange::Reworded => "reworded",
            PlanChange::New => "new",
            PlanChange::Gone => "gone",
        }
    }
}

/// A row of a plan's table, its columns mapped by the meaning of their headers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// How it stands: a printed status or RAG word as a status ("complete", "on track", "at risk", "off track", "not started"), or
    /// what its words say. The printed words themselves stand in `other`.
    pub status: String,
    /// Row of the plan, from 1.
    pub row: u32,
    /// Columns that have no meaning we know, by printed header.
    pub other: Vec<(String, String)>,
    /// The edition of the plan: its date, or its place among editions without one.
    pub edition: String,
    /// How the row changed since the edition before; `Gone` stands on the last edition that has it. Empty where there is one
    /// edition only.
    pub change: Vec<PlanChange>,
}
