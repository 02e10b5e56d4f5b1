//! The learning paper as Markdown, HTML and JSON.
//!
//! | file | what it does |
//! |---|---|
//! | `view` | the paper with its numbers: sections, paragraphs, citations |
//! | `heat` | areas by themes as a table with shades |
//! | `json` | `paper.json` with its own types |
//!
//! Markdown and HTML come from the templates in `render/templates`.

mod heat;
mod json;
#[cfg(test)]
mod tests;
mod view;

pub use json::{PAPER_VERSION, json};

use super::error::RenderError;
use super::link::Links;
use crate::model::codebook::Codebook;
use crate::model::evidence::Synthesis;
use crate::model::learning::LearningPaper;
use crate::model::source::SourceEntry;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use std::path::Path;

/// What a paper is set with, beside its words.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The names of areas and themes.
    pub codebook: &'a Codebook,
    /// The counts of the heat map.
    pub synthesis: &'a Synthesis,
    /// The files that citations lead to.
    pub sources: &'a [SourceEntry],
    /// The folder that the paper will stand in: links to the files start there. Without it there are no links.
    pub dir: Option<&'a Path>,
}

const MARKDOWN: &str = include_str!("../templates/paper.md");
const HTML: &str = include_str!("../templates/paper.html");
const STYLE: &str = include_str!("../templates/paper.css");

/// Sets the paper as Markdown: paragraphs numbered `1.1`, citations numbered and listed at the end.
///
/// What Markdown would read as its own sign is escaped with a backslash; the words are otherwise those of the source.
pub fn markdown(paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
    fill("paper.md", MARKDOWN, paper, setting)
}

/// Sets the paper as one HTML file that needs nothing else: no script, no font and no picture from elsewhere.
///
/// All text is escaped. It reads at 400 px as on paper, and is made to WCAG 2.2 AA: landmarks, one `h1`, a skip link, captions and
/// scopes in tables, contrast of 4.5 to 1 or more.
pub fn html(paper: &LearningPaper, setting: &Setting<'_>) -> Result<String, RenderError> {
    fill("paper.html", HTML, paper, setting)
}

fn fill(
    name: &'static str,
    template: &str,
    paper: &LearningPaper,
    setting: &Setting<'_>,
) -> Result<String, RenderError> {
    let failed = |error: minijinja::Error| RenderError::Template {
        name: name.to_owned(),
        reason: match error.line() {
            Some(line) => format!("line {line}: {error}"),
            None => error.to_string(),
        },
    };
    let mut environment = Environment::new();
    environment
        .set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    let whitespace = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(whitespace.map_err(failed)?);
    environment.add_filter("md", |text: &str| markdown_text(text));
    environment.add_template(name, template).map_err(failed)?;
    let links = setting.dir.map(Links::from);
    let view = view::view(paper, setting, links.as_ref(), STYLE);
    environment.get_template(name).and_then(|t| t.render(Serde(&view))).map_err(failed)
}

/// The text on one line, with a backslash before what Markdown would read as a sign.
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
