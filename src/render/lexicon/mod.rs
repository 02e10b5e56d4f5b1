//! The lexicon as other programs keep one, and back: a spreadsheet, SKOS in Turtle, SKOS in JSON-LD.
//!
//! | file | what it does |
//! |---|---|
//! | `table` | one row a concept and one row a term, as CSV |
//! | `rdf` | SKOS written, as Turtle and as JSON-LD |
//! | `graph` | SKOS of this or another program, read |
//!
//! What is written and read back is equal but for the order of a concept's terms, which RDF does not keep and no rule needs.

mod graph;
mod rdf;
mod table;
#[cfg(test)]
mod tests;

use crate::model::vocabulary::Vocabulary;

/// A form in which the lexicon travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexiconFormat {
    /// A spreadsheet.
    Csv,
    /// SKOS in Turtle.
    Turtle,
    /// SKOS in JSON-LD.
    JsonLd,
}

impl LexiconFormat {
    /// The form that a file's ending stands for.
    pub fn of_ending(ending: &str) -> Option<LexiconFormat> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(LexiconFormat::Csv),
            "ttl" | "nt" => Some(LexiconFormat::Turtle),
            "jsonld" | "json" => Some(LexiconFormat::JsonLd),
            _ => None,
        }
    }
}

/// The lexicon in one of the forms.
pub fn written(lexicon: &Vocabulary, format: LexiconFormat) -> String {
    match format {
        LexiconFormat::Csv => table::written(lexicon),
        LexiconFormat::Turtle => rdf::turtle(lexicon),
        LexiconFormat::JsonLd => rdf::json_ld(lexicon),
    }
}

/// A lexicon as it was read, with the lines of its table where it is one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadLexicon {
    /// The lexicon.
    pub vocabulary: Vocabulary,
    /// The line of each concept, and those of its terms; empty where the form has no lines.
    pub lines: Vec<(u64, Vec<u64>)>,
}

/// A lexicon that this or another program wrote.
///
/// # Errors
///
/// What is wrong, where, and what would mend it.
pub fn read(text: &str, format: LexiconFormat) -> Result<ReadLexicon, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = match format {
        LexiconFormat::Csv => table::read(text),
        LexiconFormat::Turtle | LexiconFormat::JsonLd => {
            graph::read(text, format).map(|vocabulary| ReadLexicon { vocabulary, lines: Vec::new() })
        }
    }?;
    if read.vocabulary.entries.is_empty() {
        return Err("it holds no concept; a concept needs a row of its own, or a skos:Concept with a label".to_owned());
    }
    Ok(read)
}
