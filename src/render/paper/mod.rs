//! The learning paper as Markdown, HTML, Word and JSON.
//!
//! | file | what it does |
//! |---|---|
//! | `view` | the paper with its numbers: sections, paragraphs, tables, citations |
//! | `template` | the built-in templates, and people's own |
//! | `heat` | areas by themes as a picture with shades |
//! | `tiles` | a map of Scotland's council areas as tiles |
//! | `scale` | shades for counts of any size |
//! | `docx` | the Word document |
//! | `json` | `paper.json` with its own types |
//!
//! Markdown and HTML come from the templates in `render/templates`.

mod docx;
mod heat;
mod json;
mod scale;
mod template;
#[cfg(test)]
mod tests;
mod tiles;
mod view;

pub use json::{PAPER_VERSION, json};
pub use template::{BUILT_IN, GUIDE, Template};

use super::error::RenderError;
use super::link::Links;
use crate::model::codebook::Codebook;
use crate::model::evidence::Synthesis;
use crate::model::learning::LearningPaper;
use crate::model::source::SourceEntry;
use std::path::Path;
use view::View;

/// What a paper is set with, beside its words.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The names of areas and themes.
    pub codebook: &'a Codebook,
    /// The counts of the heat map and of the map.
    pub synthesis: &'a Synthesis,
    /// The files that citations lead to.
    pub sources: &'a [SourceEntry],
    /// The folder that the paper will stand in: links to the files start there. Without it there are no links.
    pub dir: Option<&'a Path>,
}

/// Sets the paper as Markdown: paragraphs numbered `1.1`, citations numbered and listed at the end.
///
/// What Markdown would read as its own sign is escaped with a backslash; the words are otherwise those of the source.
///
/// # Errors
///
/// Where a template fails.
pub fn markdown(paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
    with_view(paper, setting, |view| template::built_in("paper.md", view))
}

/// Sets the paper as one HTML file that needs nothing else: no script, no font and no picture from elsewhere.
///
/// All text is escaped. It reads at 400 px as on paper, and is made to WCAG 2.2 AA: landmarks, one `h1`, a skip link, captions and
/// scopes in tables, pictures that say what they show and stand above their numbers, contrast of 4.5 to 1 or more.
///
/// # Errors
///
/// Where a template fails.
pub fn html(paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
    with_view(paper, setting, |view| template::built_in("paper.html", view))
}

/// Sets the paper by a template that somebody wrote.
///
/// # Errors
///
/// Where the template fails; the message names its line.
pub fn by_template(template: &Template, paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
    with_view(paper, setting, |view| template::own(template, view))
}

/// Sets the paper as a Word document, see [`docx`].
///
/// # Errors
///
/// Where the parts cannot be packed.
pub fn docx(paper: &LearningPaper, setting: &Setting<'_>) -> Result<Vec<u8>, RenderError> {
    with_view(paper, setting, docx::document)
}

fn with_view<T>(
    paper: &LearningPaper,
    setting: &Setting<'_>,
    each: impl FnOnce(&View<'_>) -> Result<T, RenderError>,
) -> Result<T, RenderError> {
    let links = setting.dir.map(Links::from);
    each(&view::view(paper, setting, links.as_ref()))
}
