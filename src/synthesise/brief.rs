//! A brief: which themes a paper has, under which names and in which order.
//!
//! ```toml
//! title = "Learning from the pandemic"
//!
//! [[theme]]
//! name = "Communities and volunteers"
//! themes = ["community-mobilisation", "third-sector"]
//!
//! [[theme]]
//! name = "Funding"
//! themes = ["funding-resources"]
//! ```
//!
//! A theme may also take the papers' own headings (`headings = ["Mobilising communities"]`). What no theme takes has no section.

use crate::model::codebook::{Codebook, Facet};
use serde::Deserialize;

/// Themes of a paper, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Brief {
    /// Title of the paper.
    pub title: Option<String>,
    /// Its themes.
    pub theme: Vec<BriefTheme>,
}

/// One theme: themes of the codebook taken together, or headings of the papers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct BriefTheme {
    /// What the paper calls it; without one, the label of its first theme.
    pub name: Option<String>,
    /// Themes of the codebook, by id or label.
    pub themes: Vec<String>,
    /// Headings of the papers.
    pub headings: Vec<String>,
}

impl Brief {
    /// Reads a brief, with every theme as its id.
    ///
    /// # Errors
    ///
    /// What is wrong and what may be meant, in a sentence.
    pub fn read(text: &str, codebook: &Codebook) -> Result<Brief, String> {
        let mut brief: Brief = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |s| s.start.min(text.len()));
            format!("line {}: {}", text[..at].matches('\n').count() + 1, error.message())
        })?;
        if brief.theme.is_empty() {
            return Err("it names no theme; write [[theme]] and themes = [\"digital\"] for each".to_owned());
        }
        for (i, theme) in brief.theme.iter_mut().enumerate() {
            if theme.themes.is_empty() == theme.headings.is_empty() {
                return Err(format!("theme {} needs either themes or headings, and not both", i + 1));
            }
            for name in &mut theme.themes {
                *name = resolve(name, codebook).map_err(|why| format!("theme {}: {why}", i + 1))?;
            }
            if theme.name.is_none() {
                let label = theme.themes.first().map(|id| codebook.label(Facet::Theme, id).to_owned());
                theme.name = label.or_else(|| theme.headings.first().cloned());
            }
        }
        Ok(brief)
    }
}

/// The id of a theme that is given by id or label.
fn resolve(name: &str, codebook: &Codebook) -> Result<String, String> {
    codebook.meant(Facet::Theme, name).map(str::to_owned).map_err(|nearest| match nearest {
        Some(id) => format!("there is no theme \"{name}\"; did you mean \"{id}\"?"),
        None => format!("there is no theme \"{name}\"; codebook.csv of an export lists every one"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::testing::codebook;

    #[test]
    fn themes_are_read_by_id_or_label_and_mistakes_are_named() {
        let text = "title = \"T\"\n[[theme]]\nthemes = [\"Digital access and services\", \"community-mobilisation\"]\n";
        let brief = Brief::read(text, &codebook()).unwrap();
        assert_eq!(brief.theme[0].themes, ["digital", "community-mobilisation"]);
        assert_eq!(brief.theme[0].name.as_deref(), Some("Digital access and services"));
        let wrong = |text: &str| Brief::read(text, &codebook()).unwrap_err();
        assert_eq!(
            wrong("[[theme]]\nthemes = [\"digitall\"]"),
            "theme 1: there is no theme \"digitall\"; did you mean \"digital\"?"
        );
        let second = wrong("[[theme]]\nthemes = [\"digital\"]\n[[theme]]\nthemes = [\"zzz\"]");
        assert_eq!(second, "theme 2: there is no theme \"zzz\"; codebook.csv of an export lists every one");
        assert!(wrong("title = \"T\"").contains("names no theme"));
        assert!(wrong("[[theme]]\nnam = 1").starts_with("line 2: unknown field"));
        assert!(wrong("[[theme]]\nname = \"x\"").contains("either themes or headings"));
    }
}
