//! The settings of every stage, and the file that can hold them.

pub use crate::extract::ocr::Ocr;

use crate::model::saved::SavedSearch;
use crate::util::nearest::remedy;
use crate::{extract, pipeline::worker, source, synthesise};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The name of the settings file that is looked for in the working folder.
pub const FILE: &str = "sederunt.toml";

/// All settings. A key that is not known is refused, with the nearest known one named.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Folder of the index.
    pub index: Option<PathBuf>,
    /// Folder of lexicon files that replace the built-in ones of the same name.
    pub lexicon: Option<PathBuf>,
    /// The file of people's decisions about tags; without one `review.csv` in the working folder.
    pub review: Option<PathBuf>,
    /// Sources read at a time; 0 is one a processor.
    pub jobs: usize,
    /// Read every file to recognise it, also where its size and time of change are those it was read with.
    #[serde(skip)]
    pub rehash: bool,
    /// Which files are taken in.
    pub source: source::Settings,
    /// How they are read.
    pub extract: extract::Settings,
    /// Limits of the processes that read them.
    pub read: worker::Settings,
    /// How findings are made and ranked.
    pub synthesise: synthesise::Settings,
    /// Searches that are kept under a name, each a table `[[search]]`.
    pub search: Vec<SavedSearch>,
}

/// A settings file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] crate::util::fs::FsError),
    /// It is not TOML, or holds something that means nothing.
    #[error("{}, line {line}: {message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong, and what may be meant.
        message: String,
    },
}

impl Settings {
    /// Reads settings from a file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, is no TOML, or has a key or value that means nothing.
    pub fn from_file(path: &Path) -> Result<Settings, ConfigError> {
        let text = crate::util::fs::read_to_string(path)?;
        Settings::from_text(&text).map_err(|(line, message)| ConfigError::Invalid {
            path: path.to_owned(),
            line,
            message,
        })
    }

    /// Reads settings from TOML; the error is the line and what is wrong there.
    fn from_text(text: &str) -> Result<Settings, (usize, String)> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |s| s.start.min(text.len()));
            let line = text[..at].matches('\n').count() + 1;
            (line, explain(error.message()))
        })
    }
}

/// The message of an unknown key, with the nearest known one.
fn explain(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let Some(unknown) = quoted.next().filter(|_| message.starts_with("unknown field")) else {
        return message.to_owned();
    };
    format!("there is no setting `{unknown}`; {}", remedy(unknown, &quoted.collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn an_unknown_key_names_its_line_and_the_nearest_known_one() {
        let (line, message) = Settings::from_text("jobs = 2\n[read]\ncpu-second = 3\n").expect_err("unknown");
        assert_eq!(line, 3);
        assert!(message.contains("did you mean `cpu-seconds`?"), "{message}");
        assert_eq!(Settings::from_text("jobs = 2").expect("known").jobs, 2);
    }

    #[test]
    fn a_saved_search_takes_one_value_or_a_list() {
        let text = "[[search]]\nname = \"a\"\nkind = \"minute\"\ntheme = [\"x\", \"y\"]\npage = 4\n";
        let search = Settings::from_text(text).expect("settings").search.remove(0);
        assert_eq!((search.kind, search.page), (vec!["minute".to_owned()], vec!["4".to_owned()]));
        assert_eq!(search.theme.len(), 2);
        let (line, message) = Settings::from_text("[[search]]\nkind = true\n").expect_err("no word");
        assert!(line == 2 && message.contains("a word in quotes, or a list of them"), "{message}");
    }

    #[test]
    fn the_default_settings_are_a_file_that_can_be_read_back() {
        let text = toml::to_string(&Settings::default()).expect("settings are TOML");
        assert_eq!(Settings::from_text(&text).expect("the same"), Settings::default());
    }
}
