//! The lexicon as SKOS (W3C, "SKOS Simple Knowledge Organization System Reference").
//!
//! A term that names its concept with the usual weight is a `skos:altLabel`, so that any SKOS program shows and edits it; what SKOS
//! has no word for (strong, weak, subject, unless, pattern, a weight of its own) stands under [`TERMS`].

use crate::model::vocabulary::{LexiconEntry, ListKind, TermUse, Vocabulary, Wording};
use crate::render::skos::{BASE, address_in, quoted};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The address below which the lexicon's own properties stand.
pub(super) const TERMS: &str = "urn:sederunt:lexicon:";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(super) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const DCT: &str = "http://purl.org/dc/terms/";

/// What a list is called.
fn title(list: ListKind) -> &'static str {
    match list {
        ListKind::Theme => "Themes",
        ListKind::Challenge => "Challenges",
        ListKind::Strength => "Strengths",
        ListKind::Cue => "Cues",
    }
}

/// The property that holds a term: its local name and whether SKOS has it.
fn property(entry: &LexiconEntry, term: &Wording) -> (&'static str, bool) {
    match term.role {
        // SKOS forbids one text as both preferred and alternative label.
        TermUse::Term if term.text != entry.label => ("altLabel", true),
        role => (role.as_str(), false),
    }
}

/// The lists that hold an entry.
fn lists(lexicon: &Vocabulary) -> impl Iterator<Item = ListKind> {
    ListKind::ALL.into_iter().filter(|list| lexicon.entries.iter().any(|entry| entry.list == *list))
}

pub(super) fn turtle(lexicon: &Vocabulary) -> String {
    let mut out =
        format!("@prefix skos: <{SKOS}> .\n@prefix rdf: <{RDF}> .\n@prefix dct: <{DCT}> .\n@prefix lex: <{TERMS}> .\n");
    for list in lists(lexicon) {
        let _ =
            write!(out, "\n<{BASE}{}> a skos:ConceptScheme ;\n  dct:title \"{}\"@en .\n", list.as_str(), title(list));
    }
    for (number, entry) in lexicon.entries.iter().enumerate() {
        let list = entry.list.as_str();
        let _ = write!(
            out,
            "\n<{}> a skos:Concept ;\n  skos:inScheme <{BASE}{list}> ;\n  skos:notation {} ;\n  skos:prefLabel {}@en ;\n  lex:order {number}",
            address_in(list, &entry.id),
            quoted(&entry.id),
            quoted(&entry.label)
        );
        if !entry.definition.is_empty() {
            let _ = write!(out, " ;\n  skos:definition {}@en", quoted(&entry.definition));
        }
        if let Some(broader) = &entry.broader {
            let _ = write!(out, " ;\n  skos:broader <{}>", address_in(list, broader));
        }
        if let Some(threshold) = entry.threshold {
            let _ = write!(out, " ;\n  lex:threshold \"{threshold}\"");
        }
        for term in &entry.terms {
            if let Some(weight) = term.weight {
                let (role, text) = (term.role.as_str(), quoted(&term.text));
                let _ = write!(
                    out,
                    " ;\n  lex:weighted [ lex:use \"{role}\" ; rdf:value {text} ; lex:weight \"{weight}\" ]"
                );
                continue;
            }
            let (name, skos) = property(entry, term);
            let (prefix, language) = if skos { ("skos", "@en") } else { ("lex", "") };
            let _ = write!(out, " ;\n  {prefix}:{name} {}{language}", quoted(&term.text));
        }
        out.push_str(" .\n");
    }
    out
}

pub(super) fn json_ld(lexicon: &Vocabulary) -> String {
    let mut graph: Vec<Value> = lists(lexicon)
        .map(|list| {
            json!({ "@id": format!("{BASE}{}", list.as_str()), "@type": "skos:ConceptScheme",
            "dct:title": { "@value": title(list), "@language": "en" } })
        })
        .collect();
    graph.extend(lexicon.entries.iter().enumerate().map(|(number, entry)| node(number, entry)));
    let context = json!({ "skos": SKOS, "rdf": RDF, "dct": DCT, "xsd": XSD, "lex": TERMS });
    let whole = json!({ "@context": context, "@graph": graph });
    // A value made of strings and numbers can always be written.
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn node(number: usize, entry: &LexiconEntry) -> Value {
    let list = entry.list.as_str();
    let english = |text: &str| json!({ "@value": text, "@language": "en" });
    let mut out = Map::new();
    out.insert("@id".into(), json!(address_in(list, &entry.id)));
    out.insert("@type".into(), json!("skos:Concept"));
    out.insert("skos:inScheme".into(), json!({ "@id": format!("{BASE}{list}") }));
    out.insert("skos:notation".into(), json!(entry.id));
    out.insert("skos:prefLabel".into(), english(&entry.label));
    out.insert("lex:order".into(), json!(number));
    if !entry.definition.is_empty() {
        out.insert("skos:definition".into(), english(&entry.definition));
    }
    if let Some(broader) = &entry.broader {
        out.insert("skos:broader".into(), json!({ "@id": address_in(list, broader) }));
    }
    if let Some(threshold) = entry.threshold {
        out.insert("lex:threshold".into(), json!(threshold.to_string()));
    }
    for term in &entry.terms {
        let (key, value) = match term.weight {
            Some(weight) => (
                "lex:weighted".to_owned(),
                json!({ "lex:use": term.role.as_str(), "rdf:value": term.text, "lex:weight": weight.to_string() }),
            ),
            None => match property(entry, term) {
                (name, true) => (format!("skos:{name}"), english(&term.text)),
                (name, false) => (format!("lex:{name}"), json!(term.text)),
            },
        };
        if let Some(values) = out.entry(key).or_insert_with(|| json!([])).as_array_mut() {
            values.push(value);
        }
    }
    Value::Object(out)
}
