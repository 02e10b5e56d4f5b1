//! Every weight, threshold and cap of the synthesis.

use serde::{Deserialize, Serialize};

/// How findings are grouped, ranked and chosen. The defaults are what the program uses.
///
/// The score of a finding is the sum of its parts, each between 0 and 1 before its weight, but for breadth, which grows with the
/// logarithm of the number of areas: the tenth area adds less than the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Two statements are one finding where their sets of content words overlap at least so much (Jaccard). At 0.6, two
    /// sentences of ten content words share eight; below it, sentences on one subject that say different things begin to meet.
    pub same_words: f64,
    /// Statements kept for each theme, best first, so that work within a theme is bounded. Counts never depend on it.
    pub candidates_per_theme: usize,
    /// Findings of a theme among which centrality is worked out; it grows with the square.
    pub central_within: usize,
    /// Cosine below which two statements are no neighbours in LexRank (Erkan and Radev, 2004, use 0.1 to 0.2).
    pub neighbour: f64,
    /// Weight of breadth over areas: `log2(areas)`, 0 for one area.
    pub breadth_areas: f64,
    /// Weight of breadth over papers: `log2(papers)`.
    pub breadth_papers: f64,
    /// How many areas a statement about the whole country is worth. A national audit that speaks for all areas must not rank
    /// below a remark of two.
    pub national_as_areas: u32,
    /// Weight of centrality within the theme.
    pub centrality: f64,
    /// Weight of being understood alone: a full sentence of fair length that does not lean on the one before it.
    pub self_contained: f64,
    /// Weight of figures and names.
    pub specificity: f64,
    /// Weight of saying that something works or is hard.
    pub stance: f64,
    /// Weight of stating a result, and half of it for stating what was done.
    pub claim: f64,
    /// Weight of opening the passage, as the first sentence tends to carry its point (Dong et al., 2021).
    pub position: f64,
    /// A theme with fewer findings that take a stance than this is topped up with neutral effects and activities.
    pub enough: usize,
    /// A nation counts as one that the corpus is about where it has at least this share of the passages of the nation that has
    /// most; a passing word about England does not list its councils as silent.
    pub nation_share: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            same_words: 0.6,
            candidates_per_theme: 4000,
            central_within: 400,
            neighbour: 0.1,
            breadth_areas: 1.0,
            breadth_papers: 0.5,
            national_as_areas: 4,
            centrality: 1.0,
            self_contained: 1.0,
            specificity: 0.3,
            stance: 0.4,
            claim: 0.3,
            position: 0.2,
            enough: 12,
            nation_share: 0.2,
        }
    }
}
