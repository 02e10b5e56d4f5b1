//! A REFI-QDA codebook (`.qdc`), or the codebook of a project (`.qde`), to the beginnings of lexicon files.
//!
//! Branches named like facets (Themes, Challenges or Barriers, Strengths or What worked, Organisations) give their codes that
//! facet; every other code becomes a theme. Each concept gets its own name as its first term, to which people add others.

use crate::model::codebook::Facet;
use crate::util::text::{collapse, fold};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A code as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedCode {
    /// The facet of its branch.
    pub facet: Facet,
    /// An id made of its name, unlike every other of the facet.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its description.
    pub definition: String,
    /// The id of the code above it, where that is a concept too.
    pub broader: Option<String>,
}

/// A codebook that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ImportError {
    /// It is no XML.
    #[error("line {line}: it is no XML that can be read ({reason}); export the codebook again as REFI-QDA (.qdc)")]
    Xml {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// It has no code.
    #[error("it holds no code; export the codebook as REFI-QDA (.qdc) from the program that you code with")]
    Empty,
}

struct Open {
    name: String,
    description: String,
    codable: bool,
    /// Where its place in the list is, so that a code stands before those below it.
    at: usize,
    facet: Option<Facet>,
    id: Option<String>,
}

/// Reads the codes in their order.
///
/// # Errors
///
/// Where the text is no XML or holds no code.
pub fn codes(text: &str) -> Result<Vec<ImportedCode>, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut found: Vec<Option<ImportedCode>> = Vec::new();
    let mut taken = BTreeSet::new();
    let mut open: Vec<Open> = Vec::new();
    let mut describing = false;
    loop {
        let event = reader.read_event().map_err(|error| ImportError::Xml {
            line: text[..(reader.error_position() as usize).min(text.len())].matches('\n').count() + 1,
            reason: error.to_string(),
        })?;
        match event {
            Event::Start(start) if start.local_name().as_ref() == "Code" => {
                begin(&start, &mut open, &mut found, &mut taken);
            }
            Event::Empty(start) if start.local_name().as_ref() == "Code" => {
                begin(&start, &mut open, &mut found, &mut taken);
                end(&mut open, &mut found);
            }
            Event::End(name) if name.local_name().as_ref() == "Code" => end(&mut open, &mut found),
            Event::Start(start) if start.local_name().as_ref() == "Description" => describing = true,
            Event::End(name) if name.local_name().as_ref() == "Description" => describing = false,
            Event::Text(words) if describing => describe(&mut open, &words.xml10_content()),
            Event::CData(words) if describing => describe(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) if describing => match name.resolve_char_ref() {
                Ok(Some(c)) => describe(&mut open, c.encode_utf8(&mut [0; 4])),
                _ => {
                    let known = quick_xml::escape::resolve_predefined_entity(&name.xml10_content());
                    describe(&mut open, known.unwrap_or(""));
                }
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let codes: Vec<ImportedCode> = found.into_iter().flatten().collect();
    if codes.is_empty() { Err(ImportError::Empty) } else { Ok(codes) }
}

fn describe(open: &mut [Open], words: &str) {
    if let Some(code) = open.last_mut() {
        code.description.push_str(words);
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(value.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn begin(
    start: &BytesStart<'_>,
    open: &mut Vec<Open>,
    found: &mut Vec<Option<ImportedCode>>,
    taken: &mut BTreeSet<(Facet, String)>,
) {
    let name = collapse(&attribute(start, "name").unwrap_or_default());
    let codable = attribute(start, "isCodable").is_none_or(|word| !matches!(word.trim(), "false" | "0"));
    let above = open.last().and_then(|code| code.facet);
    let named = facet_of(&name);
    let facet = above.or(named);
    // The branch of a facet is no concept itself.
    let is_branch = above.is_none() && named.is_some();
    let id = (!is_branch && !name.is_empty()).then(|| free(facet.unwrap_or(Facet::Theme), &name, taken));
    found.push(None);
    open.push(Open { name, description: String::new(), codable, at: found.len() - 1, facet, id });
}

fn end(open: &mut Vec<Open>, found: &mut [Option<ImportedCode>]) {
    let Some(code) = open.pop() else { return };
    let Some(id) = code.id else { return };
    let broader = open.last().and_then(|above| above.id.clone());
    let mut definition = collapse(&code.description);
    if let Some(plain) = definition.strip_suffix(&format!("[{id}]")) {
        definition = plain.trim_end().to_owned();
    }
    // A branch that nobody can code with is kept where it has a description; else it only groups.
    if !code.codable && definition.is_empty() {
        return;
    }
    found[code.at] =
        Some(ImportedCode { facet: code.facet.unwrap_or(Facet::Theme), id, label: code.name, definition, broader });
}

/// The facet that a branch of this name stands for.
fn facet_of(name: &str) -> Option<Facet> {
    match fold(name).as_str() {
        "theme" | "themes" | "topics" => Some(Facet::Theme),
        "challenge" | "challenges" | "barriers" | "difficulties" => Some(Facet::Challenge),
        "strength" | "strengths" | "what worked" | "enablers" => Some(Facet::Strength),
        "organisation" | "organisations" | "organizations" | "bodies" => Some(Facet::Organisation),
        "place" | "places" => Some(Facet::Place),
        _ => None,
    }
}

/// An id of lower-case words and hyphens that no other code of the facet has.
fn free(facet: Facet, name: &str, taken: &mut BTreeSet<(Facet, String)>) -> String {
    let mut stem: String =
        fold(name).replace(' ', "-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if stem.is_empty() {
        stem.push_str("code");
    }
    let mut id = stem.clone();
    let mut number = 2;
    while !taken.insert((facet, id.clone())) {
        id = format!("{stem}-{number}");
        number += 1;
    }
    id
}

/// The lexicon files that the codes make: their names and their text. Places have a file of another kind and are left out.
pub fn lexicon(codes: &[ImportedCode]) -> Vec<(&'static str, String)> {
    let files = [
        (Facet::Theme, "themes.toml", "theme"),
        (Facet::Challenge, "challenges.toml", "challenge"),
        (Facet::Strength, "strengths.toml", "strength"),
    ];
    let mut out = Vec::new();
    for (facet, file, table) in files {
        let mut text = String::from(
            "# Made from a REFI-QDA codebook. Each concept has its own name as its first term: add the words that papers use.\n",
        );
        let mut any = false;
        for code in codes.iter().filter(|code| code.facet == facet) {
            any = true;
            let _ = write!(
                text,
                "\n[[{table}]]\nid = {}\nlabel = {}\ndefinition = {}\n",
                quoted(&code.id),
                quoted(&code.label),
                quoted(&code.definition)
            );
            if let Some(broader) = &code.broader {
                let _ = writeln!(text, "# narrower than: {broader}");
            }
            let _ = writeln!(text, "terms = [{}]", quoted(&fold(&code.label)));
        }
        if any {
            out.push((file, text));
        }
    }
    out.extend(organisations(codes).map(|text| ("organisations.csv", text)));
    out
}

/// The list of bodies, which have names where concepts have terms.
fn organisations(codes: &[ImportedCode]) -> Option<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut any = false;
    writer.write_record(["id", "label", "kind", "areas", "aliases", "names_area", "note"]).ok()?;
    for code in codes.iter().filter(|code| code.facet == Facet::Organisation) {
        any = true;
        writer.write_record([&code.id, &code.label, "body", "", "", "no", &code.definition]).ok()?;
    }
    let bytes = writer.into_inner().ok().filter(|_| any)?;
    String::from_utf8(bytes).ok()
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
