//! What `tag` adds to a paper: mentions, statements, stance and claim type.
//!
//! Positions count Unicode characters in the passage's text.

use crate::model::codebook::Facet;
use crate::util::nearest::remedy;
use serde::{Deserialize, Serialize};

/// How a concept came to a passage. Counts of different scopes stay apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The passage's own words name it.
    Direct,
    /// The lead-in of the passage names it ("**Angus** - A lot of work"), or the row head of a table row.
    LeadIn,
    /// A heading above the passage names it; the nearest wins.
    Heading,
    /// The paper is by or about it, and the passage names no other.
    Paper,
}

impl Scope {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Direct => "direct",
            Scope::LeadIn => "lead-in",
            Scope::Heading => "heading",
            Scope::Paper => "paper",
        }
    }
}

/// Whether a passage or statement says that something works or is hard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Something works, helped or improved.
    Strength,
    /// Something is hard, failing or at risk.
    Challenge,
    /// Both.
    Mixed,
    /// Neither: procedure, description, plan.
    #[default]
    Neutral,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Stance; 4] = [Stance::Strength, Stance::Challenge, Stance::Mixed, Stance::Neutral];

    /// The stance that a person wrote in any letter case, or that there is none of it, with what may be meant.
    pub fn meant(written: &str) -> Result<Stance, String> {
        let word = written.to_lowercase();
        let found = Stance::ALL.into_iter().find(|stance| stance.as_str() == word);
        found.ok_or_else(|| format!("no stance `{written}`; {}", remedy(&word, &Stance::ALL.map(Stance::as_str))))
    }

    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Stance::Strength => "strength",
            Stance::Challenge => "challenge",
            Stance::Mixed => "mixed",
            Stance::Neutral => "neutral",
        }
    }
}

/// What a sentence claims.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimType {
    /// A stated result.
    Effect,
    /// What was or is done.
    Activity,
    /// What is hoped or planned.
    Aim,
    /// What somebody should do.
    Ask,
    /// A limit of the evidence.
    Caveat,
    /// None of these.
    #[default]
    Context,
}

impl ClaimType {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            ClaimType::Effect => "effect",
            ClaimType::Activity => "activity",
            ClaimType::Aim => "aim",
            ClaimType::Ask => "ask",
            ClaimType::Caveat => "caveat",
            ClaimType::Context => "context",
        }
    }
}

/// One concept found in one passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its facet.
    pub facet: Facet,
    /// Concept id; for a place, the area's name.
    pub concept: String,
    /// GSS code of a place.
    pub code: Option<String>,
    /// The words that named it.
    pub surface: String,
    /// Where those words stand in the passage's text, start and end; `None` where the scope is heading or paper.
    pub span: Option<(u32, u32)>,
    /// How it came to the passage.
    pub scope: Scope,
    /// The rule that fired, such as `term:data sharing` or `cue:lack of + funding`.
    pub rule: String,
}

/// A concept or area of a statement, with the scope it came by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coded {
    /// Concept id, or GSS code of an area.
    pub id: String,
    /// How it came to the statement.
    pub scope: Scope,
}

/// One sentence of a passage with what it says. Themes, areas, challenges and strengths of one sentence belong together; those
/// of two sentences are never crossed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Sixteen hexadecimal digits: a hash of the passage's id and the start.
    pub id: String,
    /// Where the sentence stands in the passage's text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Whether it says that something works or is hard.
    pub stance: Stance,
    /// What it claims.
    pub claim: ClaimType,
    /// Themes, in codebook order.
    pub themes: Vec<Coded>,
    /// Areas, by code.
    pub areas: Vec<Coded>,
    /// Challenges, in codebook order.
    pub challenges: Vec<String>,
    /// Strengths, in codebook order.
    pub strengths: Vec<String>,
}

/// A figure that a passage states as evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number as printed.
    pub number: String,
    /// `%`, `£`, `£ million`, `in 6`; empty for a count.
    pub unit: String,
    /// What it counts or measures.
    pub of_what: String,
    /// What it is a share of.
    pub base: String,
    /// The year it is for, as printed.
    pub year: String,
    /// GSS code of the one area its statement is about.
    pub area: Option<String>,
}

/// A base or a limit that a paper states for its own evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The sentence that states it.
    pub text: String,
    /// The number as printed; empty for a limit.
    pub number: String,
    /// What it counts.
    pub of_what: String,
    /// It is a limit ("too early to say"), not a base ("29 partnerships").
    pub caveat: bool,
}

/// What `tag` found in one passage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageTags {
    /// Mentions by facet, scope, start, concept.
    pub mentions: Vec<Mention>,
    /// Sentences in order.
    pub statements: Vec<Statement>,
    /// Stance of the passage as a whole.
    pub stance: Stance,
    /// Figures stated as evidence, as they stand.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Bases and limits of the evidence, as they stand.
    #[serde(default)]
    pub bases: Vec<Base>,
}

/// What `tag` found in one paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTags {
    /// GSS code of the area the paper is by or about, where it is one area.
    pub area: Option<String>,
    /// One entry a passage, in the paper's order.
    pub passages: Vec<PassageTags>,
}
