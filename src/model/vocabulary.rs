//! The lexicon as a table: every concept and cue with its terms, in the form in which it travels to other programs and back.

use serde::{Deserialize, Serialize};

/// A list of the lexicon: a facet, or the cues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListKind {
    /// `themes.toml`.
    Theme,
    /// `challenges.toml`.
    Challenge,
    /// `strengths.toml`.
    Strength,
    /// `claims.toml`.
    Cue,
}

impl ListKind {
    /// Every list, in the order in which they are written.
    pub const ALL: [ListKind; 4] = [ListKind::Theme, ListKind::Challenge, ListKind::Strength, ListKind::Cue];

    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            ListKind::Theme => "theme",
            ListKind::Challenge => "challenge",
            ListKind::Strength => "strength",
            ListKind::Cue => "cue",
        }
    }

    /// The list of this word, in either number and any case.
    pub fn from_word(word: &str) -> Option<ListKind> {
        let word = word.trim().to_lowercase();
        ListKind::ALL.into_iter().find(|kind| word.strip_suffix('s').unwrap_or(&word) == kind.as_str())
    }
}

/// What a term does for its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermUse {
    /// Names it, and decides anywhere.
    Strong,
    /// Names it.
    Term,
    /// Names it only together with another.
    Weak,
    /// Becomes it where a cue stands near.
    Subject,
    /// Silences the terms that it touches.
    Unless,
    /// A regular expression.
    Pattern,
}

impl TermUse {
    /// Every use, in the order in which they are written.
    pub const ALL: [TermUse; 6] =
        [TermUse::Strong, TermUse::Term, TermUse::Weak, TermUse::Subject, TermUse::Unless, TermUse::Pattern];

    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            TermUse::Strong => "strong",
            TermUse::Term => "term",
            TermUse::Weak => "weak",
            TermUse::Subject => "subject",
            TermUse::Unless => "unless",
            TermUse::Pattern => "pattern",
        }
    }

    /// The key of the lexicon's files.
    pub fn key(self) -> &'static str {
        match self {
            TermUse::Strong => "strong",
            TermUse::Term => "terms",
            TermUse::Weak => "weak",
            TermUse::Subject => "subjects",
            TermUse::Unless => "unless",
            TermUse::Pattern => "patterns",
        }
    }

    /// The use of this word or key, in any case.
    pub fn from_word(word: &str) -> Option<TermUse> {
        let word = word.trim().to_lowercase();
        TermUse::ALL.into_iter().find(|wanted| wanted.as_str() == word || wanted.key() == word)
    }
}

/// One term.
#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Wording {
    /// What it does.
    pub role: TermUse,
    /// As the lexicon writes it.
    pub text: String,
    /// A weight of its own, where it has one.
    pub weight: Option<f32>,
}

/// A concept or a group of cues with its terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LexiconEntry {
    /// The list it stands in.
    pub list: ListKind,
    /// Stable id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// When a passage belongs to it.
    pub definition: String,
    /// Id of the concept of the same list that it belongs to.
    pub broader: Option<String>,
    /// The sum of weights that a passage needs.
    pub threshold: Option<f32>,
    /// Its terms.
    pub terms: Vec<Wording>,
}

/// The whole lexicon but for places and bodies, which are tables already.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Concepts and cues, list by list.
    pub entries: Vec<LexiconEntry>,
}

impl Vocabulary {
    /// The same with every concept's terms in the order of use and words: formats that know no order compare by it.
    pub fn sorted(&self) -> Vocabulary {
        let mut out = self.clone();
        for entry in &mut out.entries {
            entry.terms.sort_by(|a, b| (a.role, &a.text).cmp(&(b.role, &b.text)));
        }
        out.entries.sort_by_key(|entry| entry.list);
        out
    }

    /// How many terms it holds.
    pub fn terms(&self) -> usize {
        self.entries.iter().map(|entry| entry.terms.len()).sum()
    }
}
