//! What a paper as a whole says that its passages need.

/// A short form that a paper introduces for an area: "Perth and Kinross Council (PKC)".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Abbreviation {
    /// The short form, as printed.
    pub short: String,
    /// GSS code of the area.
    pub code: String,
    /// It stands for the council as a body.
    pub body: bool,
}

/// What a paper as a whole says that its passages need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperContext {
    /// Short forms introduced in the paper, sorted.
    pub abbreviations: Vec<Abbreviation>,
}
