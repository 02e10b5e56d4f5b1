//! Why a passage has its tags, and what was found in it and set aside: what `tag` says when it is asked.

use crate::model::tags::PassageTags;
use serde::Serialize;

/// A term of the lexicon that was found in a passage, with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedHit {
    /// The words of the passage.
    pub surface: String,
    /// Where they begin, in Unicode characters.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// What the term does: `theme`, `challenge`, `challenge subject`, `strength`, `strength subject` or `cue`.
    pub role: String,
    /// The concept, or the group of cues.
    pub concept: String,
    /// The term as written in the lexicon.
    pub term: String,
    /// What it counts.
    pub weight: f32,
    /// Whether it counts.
    pub counts: bool,
    /// How it counts, or why it does not.
    pub fate: String,
}

/// What a theme gathered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedTheme {
    /// Theme id.
    pub theme: String,
    /// Weights of its terms.
    pub terms: f32,
    /// What stem, heading and title add.
    pub above: f32,
    /// What it needed.
    pub needed: f32,
    /// `given`, or why it is not.
    pub fate: String,
}

/// Everything that bears on a passage's tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The passage.
    pub passage_id: String,
    /// Its words.
    pub text: String,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The sentence that introduces its list.
    pub stem: Option<String>,
    /// What kind of text it was taken for, which decides whether it can have themes.
    pub substance: String,
    /// Terms found, by place.
    pub hits: Vec<ExplainedHit>,
    /// Themes with at least one term, the weightiest first.
    pub themes: Vec<ExplainedTheme>,
    /// The tags it has.
    pub tags: PassageTags,
}
