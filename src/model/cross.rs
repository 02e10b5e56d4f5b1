//! Cross tables: what is said, by area, body, year, round or kind of paper against theme, challenge or strength. The framework
//! matrix, trends and the balance sheet of audits are such tables.

use crate::model::evidence::{AreaState, Citation};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the rows of a cross table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rows {
    /// Council areas, by code.
    Area,
    /// Bodies that issued the paper or met, as printed.
    Body,
    /// Years of the papers' dates.
    Year,
    /// Days of the papers' dates: rounds of meetings.
    Round,
    /// Kinds of paper.
    Kind,
}

impl Rows {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Rows::Area => "area",
            Rows::Body => "body",
            Rows::Year => "year",
            Rows::Round => "round",
            Rows::Kind => "kind",
        }
    }
}

/// What the columns of a cross table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Columns {
    /// Themes of the codebook.
    Theme,
    /// Challenges of the codebook.
    Challenge,
    /// Strengths of the codebook.
    Strength,
}

impl Columns {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Columns::Theme => "theme",
            Columns::Challenge => "challenge",
            Columns::Strength => "strength",
        }
    }
}

/// What is said of a column within a row. A passage and a paper count once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossCell {
    /// Passages.
    pub passages: u32,
    /// Papers.
    pub papers: u32,
    /// Passages that say that something works.
    pub strengths: u32,
    /// Passages that say that something is hard.
    pub challenges: u32,
    /// Passages that say both.
    pub mixed: u32,
    /// The best quotation.
    pub quote: String,
    /// Where it stands.
    pub citation: Citation,
    /// What it is worth beside those of other cells; nothing that is kept or shown.
    #[serde(skip)]
    pub worth: f64,
}

/// A row with what its cells are to be measured against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossRow {
    /// GSS code, body, year, day or kind; empty where a paper does not say.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// Papers in the row, whether or not they speak of a column: the denominator.
    pub papers: u32,
    /// Passages in the row.
    pub passages: u32,
    /// Passages in the row that say that something works.
    #[serde(default)]
    pub strengths: u32,
    /// Passages in the row that say that something is hard.
    #[serde(default)]
    pub challenges: u32,
    /// Passages in the row that say both.
    #[serde(default)]
    pub mixed: u32,
    /// Why a cell without evidence is empty.
    pub state: AreaState,
}

/// A cross table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cross {
    /// What the rows are.
    pub by: Rows,
    /// What the columns are.
    pub of: Columns,
    /// Rows in order: areas by name, the others by key; papers that do not say come last.
    pub rows: Vec<CrossRow>,
    /// Ids and labels of the columns, in codebook order.
    pub columns: Vec<(String, String)>,
    /// Cells with evidence, by row and column.
    #[serde(with = "pairs")]
    pub cells: BTreeMap<(usize, usize), CrossCell>,
    /// Cells that would have evidence if no filter left it out, by row and column.
    #[serde(default)]
    pub excluded: BTreeSet<(usize, usize)>,
}

impl Cross {
    /// What a cell without evidence means: the row's papers were read and are silent, or there was nothing to read.
    pub fn state(&self, row: usize, column: usize) -> AreaState {
        if self.cells.contains_key(&(row, column)) {
            return AreaState::Evidence;
        }
        if self.excluded.contains(&(row, column)) {
            return AreaState::Excluded;
        }
        match self.rows.get(row).map(|r| r.state) {
            Some(AreaState::Evidence) => AreaState::Silent,
            Some(state) => state,
            None => AreaState::NoPaper,
        }
    }
}

/// Cells as a list, since JSON has no keys but words.
mod pairs {
    use super::CrossCell;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    type Cells = BTreeMap<(usize, usize), CrossCell>;

    pub(super) fn serialize<S: Serializer>(cells: &Cells, serializer: S) -> Result<S::Ok, S::Error> {
        cells.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cells, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

/// How a column does from one period to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// Said in the later period alone, by a share of the papers that counts as a change.
    New,
    /// A larger share of the papers speak of it.
    Growing,
    /// About the same share.
    Steady,
    /// A smaller share.
    Fading,
    /// Said in the earlier period alone, by such a share.
    Gone,
    /// One of the periods has too few papers to say.
    TooFew,
}

impl Course {
    /// The word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Course::New => "new",
            Course::Growing => "growing",
            Course::Steady => "steady",
            Course::Fading => "fading",
            Course::Gone => "gone",
            Course::TooFew => "too few papers",
        }
    }
}

/// A column in two periods: papers that speak of it, of all papers of the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// Concept id.
    pub id: String,
    /// Papers that speak of it in the earlier period, and all papers of it.
    pub earlier: (u32, u32),
    /// The same in the later period.
    pub later: (u32, u32),
    /// What became of it.
    pub course: Course,
}

/// What papers say of one strength or challenge, over all rows of a balance sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// Concept id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Papers that state it.
    pub papers: u32,
    /// Passages that state it.
    pub passages: u32,
    /// The best quotation.
    pub quote: String,
    /// Where it stands.
    pub citation: Citation,
}

/// Strengths against challenges, as a summary of audit reports sets them out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Balance {
    /// Papers that are weighed.
    pub papers: u32,
    /// Strengths by the number of papers that state them.
    pub praised: Vec<Weighed>,
    /// Challenges in the same way.
    pub criticised: Vec<Weighed>,
    /// Rows against strengths.
    pub strengths: Cross,
    /// The same rows against challenges.
    pub challenges: Cross,
}
