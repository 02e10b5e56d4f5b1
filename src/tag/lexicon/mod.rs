//! The lexicon: concepts and cues with the terms that name them, read from TOML.
//!
//! | file | what it does |
//! |---|---|
//! | [`error`] | what can be wrong with a file, with the place and the remedy |
//! | [`exchange`] | the lexicon as a table that other programs read, and back |
//! | [`parse`] | a file to its entries |
//! | [`term`] | the language of terms |
//! | [`words`] | the words of terms, each once and by number |
//! | [`forms`] | the forms of an English word |
//! | [`cue`] | the groups of cues that stance and claim rules know |
//!
//! The shipped files are part of the program; a file of the same name in a lexicon folder takes the place of the shipped one.

pub(super) mod cue;
mod error;
pub(super) mod exchange;
mod forms;
mod parse;
pub(super) mod term;
pub(super) mod words;

pub use error::LexiconError;
pub(super) use parse::{Entry, Pattern, WeightedTerm};

use crate::util::nearest::remedy;
use crate::util::{fs, hash};
use parse::FileShape;
use std::path::Path;
use words::Words;

const THEMES: FileShape = FileShape {
    name: "themes.toml",
    table: "theme",
    keys: &["id", "label", "definition", "broader", "strong", "terms", "weak", "unless", "patterns", "threshold"],
    ids: &[],
};
const CHALLENGES: FileShape = FileShape {
    name: "challenges.toml",
    table: "challenge",
    keys: &["id", "label", "definition", "broader", "terms", "subjects", "unless", "patterns"],
    ids: &[],
};
const STRENGTHS: FileShape = FileShape { name: "strengths.toml", table: "strength", ..CHALLENGES };
const CLAIMS: FileShape = FileShape {
    name: "claims.toml",
    table: "cue",
    keys: &["id", "definition", "terms", "weak", "unless"],
    ids: &cue::IDS,
};
const PLACES: &str = "places.csv";
const ORGANISATIONS: &str = "organisations.csv";

/// The files of a lexicon as they were read, known by what is in them and not yet understood.
#[derive(Debug)]
pub struct LexiconFiles {
    themes: String,
    challenges: String,
    strengths: String,
    claims: String,
    pub(super) places: String,
    pub(super) organisations: String,
    fingerprint: String,
}

impl LexiconFiles {
    /// The shipped files, each replaced by the file of the same name in `dir`.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read, or one in the folder has a name that means nothing.
    pub fn read(dir: Option<&Path>) -> Result<LexiconFiles, LexiconError> {
        LexiconFiles::with_file(dir, None)
    }

    /// The same with one file put in the place of that of its name.
    pub(super) fn with_file(dir: Option<&Path>, file: Option<&Path>) -> Result<LexiconFiles, LexiconError> {
        if let Some(file) = file {
            refuse_unknown(file)?;
        }
        if let Some(dir) = dir {
            refuse_unknown_files(dir)?;
        }
        let text = |dir: Option<&Path>, name: &str, shipped: &str| match file {
            Some(file) if file.file_name().is_some_and(|own| own == name) => Ok(fs::read_to_string(file)?),
            _ => text(dir, name, shipped),
        };
        let themes = text(dir, THEMES.name, include_str!("../../../lexicon/themes.toml"))?;
        let challenges = text(dir, CHALLENGES.name, include_str!("../../../lexicon/challenges.toml"))?;
        let strengths = text(dir, STRENGTHS.name, include_str!("../../../lexicon/strengths.toml"))?;
        let claims = text(dir, CLAIMS.name, include_str!("../../../lexicon/claims.toml"))?;
        let places = text(dir, PLACES, include_str!("../../../lexicon/places.csv"))?;
        let organisations = text(dir, ORGANISATIONS, include_str!("../../../lexicon/organisations.csv"))?;
        let fingerprint = hash::short_id(&[&themes, &challenges, &strengths, &claims, &places, &organisations]);
        Ok(LexiconFiles { themes, challenges, strengths, claims, places, organisations, fingerprint })
    }

    /// Hash of the bytes of all files.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// Every concept and cue.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// What papers write about.
    pub(super) themes: Vec<Entry>,
    /// Stated difficulties.
    pub(super) challenges: Vec<Entry>,
    /// Stated successes.
    pub(super) strengths: Vec<Entry>,
    /// Words that decide stance and claim type.
    pub(super) cues: Vec<Entry>,
    /// The words of all their terms.
    pub(super) words: Words,
    /// `places.csv`, as the gazetteer reads it.
    pub(super) places: String,
    /// Hash of the bytes of all files.
    pub(super) fingerprint: String,
}

impl Lexicon {
    /// What the files say.
    pub(super) fn of(files: &LexiconFiles) -> Result<Lexicon, LexiconError> {
        let mut words = Words::default();
        let mut faults = Vec::new();
        let mut read = |shape: &FileShape, text: &str| {
            parse::read(shape, text, &mut words).unwrap_or_else(|fault| {
                faults.push(fault);
                Vec::new()
            })
        };
        let (themes, challenges) = (read(&THEMES, &files.themes), read(&CHALLENGES, &files.challenges));
        let (strengths, cues) = (read(&STRENGTHS, &files.strengths), read(&CLAIMS, &files.claims));
        LexiconError::all(faults)?;
        Ok(Lexicon {
            themes,
            challenges,
            strengths,
            cues,
            words,
            places: files.places.clone(),
            fingerprint: files.fingerprint.clone(),
        })
    }
}

/// The text of a lexicon file: the one in the folder, or the shipped one.
fn text(dir: Option<&Path>, name: &str, shipped: &str) -> Result<String, LexiconError> {
    match dir.map(|dir| dir.join(name)).filter(|path| path.is_file()) {
        Some(path) => Ok(fs::read_to_string(&path)?),
        None => Ok(shipped.to_owned()),
    }
}

/// A misspelt file name must not leave its edits unread in silence.
fn refuse_unknown_files(dir: &Path) -> Result<(), LexiconError> {
    for path in fs::list(dir)? {
        // What a program lays beside a file that it has open is none of ours.
        let is_beside = path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with("~$") || name.starts_with('.')
        });
        if !is_beside && path.extension().is_some_and(|end| end == "toml" || end == "csv") {
            refuse_unknown(&path)?;
        }
    }
    Ok(())
}

fn refuse_unknown(path: &Path) -> Result<(), LexiconError> {
    let known = [THEMES.name, CHALLENGES.name, STRENGTHS.name, CLAIMS.name, PLACES, ORGANISATIONS];
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if known.contains(&name.as_str()) {
        return Ok(());
    }
    Err(LexiconError::UnknownFile { remedy: remedy(&name, &known), file: name })
}
