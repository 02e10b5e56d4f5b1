//! Every weight, threshold and cap of the synthesis.

use serde::{Deserialize, Serialize};

/// How findings are grouped, ranked and chosen. The defaults are what the program uses.
///
/// The score of a finding is the sum of its parts, each between 0 and 1 before its weight, but for breadth, which grows with the
/// logarithm of the number of areas: the tenth area adds less than the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Two statements are near-copies, and one finding, where their sets of content words overlap at least so much (Jaccard). At
    /// 0.6, two sentences of ten content words share eight; below it, sentences on one subject that say different things begin to
    /// meet.
    pub same_words: f64,
    /// Two statements are paraphrases, and one finding, where they state the same challenge or strength and the stems of their
    /// content words, weighted by how rare they are in the theme, overlap at least so much (weighted Jaccard).
    pub paraphrase: f64,
    /// Content words that paraphrases must share at least: short sentences meet by chance.
    pub paraphrase_words: usize,
    /// A sentence that sums up is borne out by an example that has at least this share of its content words, by weight.
    pub restates: f64,
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
    /// Weight of comparing, judging and saying what followed.
    pub lesson: f64,
    /// Weight of newness: 1 for the newest paper of the corpus, a tenth less for each year before it.
    pub recency: f64,
    /// What a finding gains that speaks for a whole nation on the strength of audit, survey or research, or for three areas or more:
    /// more than all other parts but breadth together, so that no remark of one or two areas comes before it.
    pub tier: f64,
    /// Weight of opening the passage, half for the second sentence, a third for the next, as the first sentence tends to carry its point (Dong et al., 2021).
    pub position: f64,
    /// A theme with fewer findings that take a stance than this is topped up with neutral effects and activities.
    pub enough: usize,
    /// A nation counts as one that the corpus is about where it has at least this share of the passages of the nation that has
    /// most; a passing word about England does not list its councils as silent.
    pub nation_share: f64,
    /// The share of papers or areas that make the base of the new-information curve, in percent, at least four.
    pub saturation_base: u32,
    /// Papers or areas in each run after the base; Guest, Namey and Chen (2020) take two or three.
    pub saturation_run: u32,
    /// Largest share of new codes in a run, in percent of those of the base, at which nothing new is said to come: they take 5 or 0.
    pub saturation_threshold: u32,
    /// What makes one sentence rather than another be quoted.
    pub choice: Choice,
}

/// How the paper chooses among findings. The gain of a finding is the coverage that it adds (see the module `coverage`), times the
/// factors here that apply to it, divided by a power of its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choice {
    /// Power of the length in words that a gain is divided by. At 1 short scraps win, at 0 the longest sentences do.
    pub length: f64,
    /// A finding that compares and judges gains up to `1 + lesson`.
    pub lesson: f64,
    /// A finding that opens its passage gains `1 + position`, the second sentence half as much.
    pub position: f64,
    /// A finding gains `1 + breadth` for being of three areas or a nation, and for each doubling of its areas.
    pub breadth: f64,
    /// Factor of what was merely done, with no word on whether it helped.
    pub bare: f64,
    /// Factor of a strength without a word of gain: it may have been sorted wrongly.
    pub no_gain: f64,
    /// Factor of an opening that leans on the sentence before, such as "For example".
    pub leaning: f64,
    /// Factor of a sentence with fewer than `short_words`, which seldom says a whole thing.
    pub short: f64,
    /// See `short`.
    pub short_words: u64,
    /// Factor of a sentence with more than `long_words`, which few read to its end.
    pub long: f64,
    /// See `long`.
    pub long_words: u64,
    /// Factor of a sentence that opens with a label and a colon, as entries of registers and forms do.
    pub labelled: f64,
    /// Words by which the last sentence may overrun the words of a section: sentences are never cut.
    pub slack: u64,
    /// Neutral sentences that a theme quotes at most, or as many as it has quotations that take a stance.
    pub neutral: usize,
    /// Weight of a finding's score against its likeness to those already chosen, 0 to 1, in the summary (Carbonell and Goldstein, 1998).
    pub relevance: f64,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice {
            length: 0.5,
            lesson: 2.5,
            position: 2.5,
            breadth: 0.5,
            bare: 0.5,
            no_gain: 0.5,
            leaning: 0.6,
            short: 0.4,
            short_words: 8,
            long: 0.4,
            long_words: 40,
            labelled: 0.4,
            slack: 15,
            neutral: 10,
            relevance: 0.7,
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            same_words: 0.6,
            paraphrase: 0.4,
            paraphrase_words: 4,
            restates: 0.5,
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
            lesson: 0.6,
            recency: 0.2,
            tier: 6.0,
            position: 0.2,
            enough: 40,
            nation_share: 0.2,
            saturation_base: 25,
            saturation_run: 2,
            saturation_threshold: 5,
            choice: Choice::default(),
        }
    }
}
