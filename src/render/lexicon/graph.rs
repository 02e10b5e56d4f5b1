//! SKOS read: of this program, with all its terms, or of any other, whose labels become terms.
//!
//! A concept's list is that of its scheme, where the scheme's address ends in theme, challenge, strength or cue (in either number);
//! of any other scheme it becomes a theme. Its id is its notation, else the last part of its address.
//!
//! Labels of other programs are words, not the language of terms: their signs are left out, and a qualifier that closes them in
//! brackets ("Swift (bird)"). Those in another language than English are passed over.

use super::LexiconFormat;
use super::rdf::{RDF, SKOS, TERMS};
use crate::model::vocabulary::{LexiconEntry, ListKind, TermUse, Vocabulary, Wording};
use crate::util::text::fold;
use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use std::collections::{BTreeMap, BTreeSet};

/// What one subject is said to be, property by property, in the order of the file.
#[derive(Default)]
struct Node {
    said: Vec<(String, Term)>,
}

/// Subjects by address or blank name.
struct Graph {
    nodes: BTreeMap<String, Node>,
    order: Vec<String>,
}

pub(super) fn read(text: &str, format: LexiconFormat) -> Result<Vocabulary, String> {
    let mut graph = Graph { nodes: BTreeMap::new(), order: Vec::new() };
    if format == LexiconFormat::Turtle {
        for triple in TurtleParser::new().for_slice(text.as_bytes()) {
            graph.take(triple.map_err(|error| {
                format!("line {}: this is not Turtle ({})", error.location().start.line + 1, error.message())
            })?);
        }
    } else {
        for quad in JsonLdParser::new().for_slice(text.as_bytes()) {
            let quad = quad.map_err(|error| {
                format!(
                    "this is not JSON-LD with its context in the file ({error}); nothing is fetched from the network"
                )
            })?;
            graph.take(Triple::new(quad.subject, quad.predicate, quad.object));
        }
    }
    graph.vocabulary()
}

impl Graph {
    fn take(&mut self, triple: Triple) {
        let name = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()),
        };
        if !self.nodes.contains_key(&name) {
            self.order.push(name.clone());
        }
        let node = self.nodes.entry(name).or_default();
        node.said.push((triple.predicate.as_str().to_owned(), triple.object));
    }

    fn vocabulary(&self) -> Result<Vocabulary, String> {
        let concept = format!("{SKOS}Concept");
        let type_of = format!("{RDF}type");
        let mut out: Vec<(u32, LexiconEntry)> = Vec::new();
        for name in &self.order {
            let Some(node) = self.nodes.get(name) else { continue };
            let is_concept = node.said.iter().any(|(property, object)| {
                *property == type_of && matches!(object, Term::NamedNode(kind) if kind.as_str() == concept)
            });
            if is_concept {
                let order = node.one(&format!("{TERMS}order")).and_then(|n| n.parse().ok()).unwrap_or(u32::MAX);
                out.push((order, self.entry(name, node)?));
            }
        }
        out.sort_by_key(|(order, _)| *order);
        let mut vocabulary = Vocabulary::default();
        for (_, entry) in out {
            let twice = vocabulary.entries.iter().any(|known| known.list == entry.list && known.id == entry.id);
            if twice {
                return Err(format!("two concepts have the id `{}`; give each a skos:notation of its own", entry.id));
            }
            vocabulary.entries.push(entry);
        }
        if !vocabulary.entries.is_empty() && vocabulary.terms() == 0 {
            return Err(
                "no concept has a label in English or without a language, so that nothing would be found; add \
                        labels with the language en"
                    .to_owned(),
            );
        }
        Ok(vocabulary)
    }

    fn entry(&self, name: &str, node: &Node) -> Result<LexiconEntry, String> {
        let id = self.id(name);
        let label = node.one(&format!("{SKOS}prefLabel")).unwrap_or_else(|| id.clone());
        let scheme = node.addresses(&format!("{SKOS}inScheme")).next().unwrap_or_default();
        let mut entry = LexiconEntry {
            list: ListKind::from_word(last_part(&scheme)).unwrap_or(ListKind::Theme),
            definition: node.one(&format!("{SKOS}definition")).unwrap_or_default(),
            broader: node.addresses(&format!("{SKOS}broader")).next().map(|address| self.id(&address)),
            threshold: number(name, node.one(&format!("{TERMS}threshold")))?,
            id,
            label,
            terms: Vec::new(),
        };
        if !node.said.iter().any(|(property, _)| property.starts_with(TERMS)) {
            entry.terms = node.foreign_terms();
            return Ok(entry);
        }
        for (property, object) in &node.said {
            let role = match (property.strip_prefix(SKOS), property.strip_prefix(TERMS)) {
                (Some("altLabel" | "hiddenLabel"), _) => TermUse::Term,
                (_, Some("weighted")) => {
                    entry.terms.extend(self.weighted(name, object)?);
                    continue;
                }
                (_, Some(word)) => match TermUse::from_word(word) {
                    Some(role) => role,
                    None => continue,
                },
                _ => continue,
            };
            if let Term::Literal(literal) = object {
                entry.terms.push(Wording { role, text: literal.value().to_owned(), weight: None });
            }
        }
        Ok(entry)
    }

    fn weighted(&self, concept: &str, object: &Term) -> Result<Option<Wording>, String> {
        let Term::BlankNode(blank) = object else { return Ok(None) };
        let Some(node) = self.nodes.get(&format!("_:{}", blank.as_str())) else { return Ok(None) };
        let role = node.one(&format!("{TERMS}use")).and_then(|word| TermUse::from_word(&word)).unwrap_or(TermUse::Term);
        let weight = number(concept, node.one(&format!("{TERMS}weight")))?;
        Ok(node.one(&format!("{RDF}value")).map(|text| Wording { role, text, weight }))
    }

    /// The id of a concept: its notation, else the last part of its address in the lexicon's spelling.
    fn id(&self, name: &str) -> String {
        let notation = self.nodes.get(name).and_then(|node| node.one(&format!("{SKOS}notation")));
        notation.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| {
            let words: Vec<String> = last_part(name)
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            words.join("-")
        })
    }
}

/// A label as words: without the signs of the language of terms, and without a qualifier at its end.
fn literal_words(label: &str) -> String {
    let label = label.trim();
    let bare = label.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")).map_or(label, |(name, _)| name);
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '.' | '%' | '£' | '+');
    let plain: String = bare.chars().map(|c| if is_kept(c) { c } else { ' ' }).collect();
    let words: Vec<&str> =
        plain.split_whitespace().filter(|word| word.contains(char::is_alphanumeric) || *word == "&").collect();
    // "NEAR" and "BEFORE" are signs as well.
    let word = |word: &&str| if matches!(*word, "NEAR" | "BEFORE") { word.to_lowercase() } else { (*word).to_owned() };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

impl Node {
    /// The labels of another program's concept as terms: preferred, alternative and hidden ones, English or of no language.
    fn foreign_terms(&self) -> Vec<Wording> {
        let mut known = BTreeSet::new();
        let label = |(property, object): &(String, Term)| match (property.strip_prefix(SKOS), object) {
            (Some("prefLabel" | "altLabel" | "hiddenLabel"), Term::Literal(literal))
                if literal.language().is_none_or(|language| language.starts_with("en")) =>
            {
                Some(literal_words(literal.value()))
            }
            _ => None,
        };
        let words = self.said.iter().filter_map(label).filter(|words| known.insert(fold(words)) && !words.is_empty());
        words.map(|text| Wording { role: TermUse::Term, text, weight: None }).collect()
    }

    /// A property's text: the English one where there are several, else one without language, else the first.
    fn one(&self, wanted: &str) -> Option<String> {
        let texts = self.said.iter().filter_map(|(property, object)| match object {
            Term::Literal(literal) if property == wanted => Some(literal),
            _ => None,
        });
        let rank = |language: Option<&str>| match language {
            Some(language) if language.starts_with("en") => 0,
            None => 1,
            Some(_) => 2,
        };
        texts.min_by_key(|literal| rank(literal.language())).map(|literal| literal.value().to_owned())
    }

    fn addresses(&self, wanted: &str) -> impl Iterator<Item = String> {
        self.said.iter().filter_map(move |(property, object)| match object {
            Term::NamedNode(node) if property == wanted => Some(node.as_str().to_owned()),
            _ => None,
        })
    }
}

fn number(concept: &str, text: Option<String>) -> Result<Option<f32>, String> {
    let Some(text) = text else { return Ok(None) };
    match text.parse::<f32>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(Some(number)),
        _ => Err(format!("<{concept}>: `{text}` is not a number above 0")),
    }
}

/// What stands after the last `#`, `/` or `:` of an address.
fn last_part(address: &str) -> &str {
    address.trim_end_matches(['#', '/', ':']).rsplit(['#', '/', ':']).next().unwrap_or(address)
}
