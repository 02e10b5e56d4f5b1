//! The lexicon, and everything that its rules find in a paper.
//!
//! | file | what it does |
//! |---|---|
//! | `lexicon` | reads the TOML files: concepts, cues, the language of terms |
//! | [`places`] | the gazetteer: areas and bodies |
//! | `tokens` | text as folded words with their places in the original |
//! | `run` | plain letters and digits, eight bytes at a time |
//! | `matcher` | one pass over the words for every term |
//! | `rules` | terms with their roles, and which hits stand |
//! | `substance` | passages without a subject: procedure, names, figures |
//! | `titles` | titles of offices and committees |
//! | `themes` | what a passage is about: weights against thresholds, and the one theme of a heading |
//! | `opening` | what a list's stem, a column's header or a heading says of what stands below it |
//! | `clauses` | the clauses of a sentence, and how far its cues reach |
//! | `reading` | what one sentence says: polarity, claim, challenges and strengths |
//! | `trend` | what rose or fell, and whether that is good |
//! | `compared` | figures held against a target, or against what they were |
//! | `headings` | what each heading above a passage names, read once a paper |
//! | `areas` | the areas that a sentence belongs to, and what gives them to it |
//! | `found` | one passage with all that was found in it: its lead-in and sentences |
//! | `passage` | a passage's statements and mentions |
//! | `check` | terms written twice, shared, or never found |
//! | `stated` | figures, and the bases and limits of the evidence |
//! | `explain` | why a passage has its tags, and what was set aside |
//! | `synonyms` | the words of a concept, for a search to add |
//! | `tagger` | the whole: a paper to its tags |
//!
//! # The rules in one page
//!
//! 1. Terms match by word form; of terms that stand within one another the longest wins, among the same kind of rule.
//! 2. A theme belongs to a passage when its different terms reach the threshold, which grows with the passage's length; of many
//!    themes the weightiest stand. Procedure, names and figures have none. A heading has one theme: the weightiest, then the
//!    first. The nearest heading that names a theme charts the examples below it (passages whose lead-in names an area). It also
//!    fills the items of a list that have no theme of their own; other text is filled by no more than its own heading, and never by
//!    the paper's title. What is filled has twelve words or more.
//! 3. A sentence is a statement. Its stance, challenges and strengths come from its own cues, clause by clause; where it has
//!    none, from what opens its list or section. Two things alone cross from one sentence to the next: "For example, ..." takes the
//!    side of the sentence before it, and "However, ..." frees itself and what follows from what opens the list or section.
//! 4. An area belongs to a statement by its own words and by its lead-in; failing both by the header over its cell, by what
//!    introduces its list, by the nearest heading; failing these, and where the passage names no other area, by the paper.

mod areas;
#[cfg(test)]
mod cases;
mod check;
mod clauses;
mod compared;
mod explain;
mod found;
#[cfg(test)]
mod gold;
mod headings;
mod lexicon;
mod matcher;
mod opening;
mod passage;
pub mod places;
mod reading;
mod rules;
mod run;
mod stated;
mod substance;
mod synonyms;
mod tagger;
mod themes;
mod titles;
mod tokens;
mod trend;

pub use check::{Issue, IssueKind};
pub use lexicon::{LexiconError, LexiconFiles};
pub use tagger::{Tagger, VERSION, lexicon_files, vocabulary_faults};
