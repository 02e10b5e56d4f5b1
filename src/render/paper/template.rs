//! Templates in the language of minijinja (that of Jinja2), the built-in ones and people's own.
//!
//! A template of one's own can stand alone, or begin with `{% extends "paper.html" %}` and change single blocks. It finds the
//! built-in templates by their names and, before them, files that lie beside it.

use super::view::View;
use crate::render::error::RenderError;
use crate::util::fs;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use std::path::{Path, PathBuf};

/// The built-in templates, by the names that `extends` and `include` know.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("paper.md", include_str!("../templates/paper.md")),
    ("paper.html", include_str!("../templates/paper.html")),
    ("figures.html", include_str!("../templates/figures.html")),
    ("paper.css", include_str!("../templates/paper.css")),
];

/// What a template can name, for people who write one.
pub const GUIDE: &str = include_str!("../templates/README.md");

/// Steps that a template may take: far more than a paper of ten thousand paragraphs needs. A loop within loops that would run for
/// days ends with an error instead.
const MOST_STEPS: u64 = 20_000_000;

/// A template that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    name: String,
    text: String,
    folder: PathBuf,
}

impl Template {
    /// Reads a template. What it prints is escaped as HTML where its name ends in `.html`, `.htm` or `.xml`.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read as text.
    pub fn read(path: &Path) -> Result<Template, RenderError> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Template { name, text: fs::read_to_string(path)?, folder })
    }

    /// The template's file name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Fills a built-in template.
pub(super) fn built_in(name: &'static str, view: &View<'_>) -> Result<String, RenderError> {
    let text = BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    fill(name, text, None, view)
}

/// Fills somebody's template.
pub(super) fn own(template: &Template, view: &View<'_>) -> Result<String, RenderError> {
    fill(&template.name, &template.text, Some(&template.folder), view)
}

fn fill(name: &str, text: &str, folder: Option<&Path>, view: &View<'_>) -> Result<String, RenderError> {
    let folder = folder.map(Path::to_owned);
    let (own_name, own_text) = (name.to_owned(), text.to_owned());
    let load = move |wanted: &str| Ok(source(wanted, (&own_name, &own_text), folder.as_deref()));
    let mut environment = Environment::new();
    environment.set_loader(load.clone());
    environment.set_auto_escape_callback(escape_of);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(MOST_STEPS));
    environment.add_filter("md", |text: &str| markdown_text(text));
    let failed = |error: Error| RenderError::Template {
        name: error.name().filter(|part| *part != name).unwrap_or(name).to_owned(),
        reason: explain(&error, |part| load(part).ok().flatten()),
    };
    let whitespace = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(whitespace.map_err(failed)?);
    environment.get_template(name).and_then(|t| t.render(Serde(view))).map_err(failed)
}

/// A template by its name: the one that is filled, then a file beside it, then a built-in one. A template of one's own that is named
/// like a built-in one and extends it means the built-in one.
fn source(wanted: &str, (name, text): (&str, &str), folder: Option<&Path>) -> Option<String> {
    let built_in = || BUILT_IN.iter().find(|(known, _)| *known == wanted).map(|(_, text)| (*text).to_owned());
    if wanted == name {
        return Some(text.to_owned());
    }
    let plain = !wanted.contains(['/', '\\']);
    let beside = folder.filter(|_| plain).and_then(|folder| fs::read_to_string(&folder.join(wanted)).ok());
    beside.or_else(built_in)
}

fn escape_of(name: &str) -> AutoEscape {
    let ending = name.rsplit('.').next().unwrap_or_default();
    if matches!(ending, "html" | "htm" | "xml") { AutoEscape::Html } else { AutoEscape::None }
}

/// What is wrong, with the line and its words.
fn explain(error: &Error, source: impl Fn(&str) -> Option<String>) -> String {
    let what = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too many steps; look for a loop within a loop".to_owned(),
        ErrorKind::UndefinedError => {
            "it names a value that the paper does not have; README.md beside the built-in templates lists them \
             (`sederunt paper --write-templates DIR`)"
                .to_owned()
        }
        ErrorKind::TemplateNotFound => {
            "it uses a template that is neither built in nor beside it; the built-in ones are paper.md, paper.html, \
             figures.html and paper.css"
                .to_owned()
        }
        _ => match error.detail() {
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        },
    };
    let Some(line) = error.line() else { return what };
    let text = error.name().and_then(source).unwrap_or_default();
    match text.lines().nth(line.saturating_sub(1)).map(str::trim).filter(|l| !l.is_empty()) {
        Some(words) => format!("line {line}: {what}\n  {line} | {words}"),
        None => format!("line {line}: {what}"),
    }
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
