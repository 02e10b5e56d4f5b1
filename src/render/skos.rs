//! `codebook.ttl`: the codebook as SKOS (W3C, "SKOS Simple Knowledge Organization System Reference") in Turtle, a scheme a facet
//! and a scheme of council areas that leads to the addresses of statistics.gov.uk.

use super::error::RenderError;
use crate::model::codebook::{Area, Codebook, Concept, Facet};
use crate::util::fs;
use crate::util::text::fold;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The address below which concepts stand: names, not pages. A URN needs no server.
pub(super) const BASE: &str = "urn:sederunt:codebook:";

/// Writes the codebook.
pub(super) fn write(codebook: &Codebook, dir: &Path) -> Result<PathBuf, RenderError> {
    let path = dir.join("codebook.ttl");
    fs::replace(&path, turtle(codebook).as_bytes())?;
    Ok(path)
}

/// The address of a concept, or of an area by its code.
pub(super) fn address(facet: Facet, id: &str) -> String {
    address_in(facet.as_str(), id)
}

/// The same in any list of the lexicon.
pub(super) fn address_in(list: &str, id: &str) -> String {
    let mut out = format!("{BASE}{list}:");
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(byte as char),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn turtle(codebook: &Codebook) -> String {
    let mut out = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n",
    );
    for (facet, title) in [
        (Facet::Theme, "Themes"),
        (Facet::Challenge, "Challenges"),
        (Facet::Strength, "Strengths"),
        (Facet::Organisation, "Organisations"),
    ] {
        let concepts: Vec<_> = codebook.facet(facet).collect();
        if concepts.is_empty() {
            continue;
        }
        let tops = concepts.iter().map(|concept| concept.id.as_str());
        scheme(&mut out, facet, title, tops);
        for concept in concepts {
            let id = address(facet, &concept.id);
            let _ = write!(
                out,
                "\n<{id}> a skos:Concept ;\n  skos:inScheme <{BASE}{facet}> ;\n  skos:topConceptOf <{BASE}{facet}> ;\n  \
                 skos:notation {} ;\n  skos:prefLabel {}@en",
                quoted(&concept.id),
                quoted(&concept.label)
            );
            for term in other_names(concept) {
                let _ = write!(out, " ;\n  skos:altLabel {}@en", quoted(term));
            }
            if !concept.definition.is_empty() {
                let _ = write!(out, " ;\n  skos:definition {}@en", quoted(&concept.definition));
            }
            out.push_str(" .\n");
        }
    }
    let nation_of = |area: &Area| {
        codebook.areas.iter().find(|a| a.is_nation && a.name == area.nation && !area.is_nation).map(|a| a.code.as_str())
    };
    if !codebook.areas.is_empty() {
        let tops = codebook.areas.iter().filter(|area| nation_of(area).is_none()).map(|area| area.code.as_str());
        scheme(&mut out, Facet::Place, "Council areas and nations", tops);
    }
    for area in &codebook.areas {
        let id = address(Facet::Place, &area.code);
        let _ = write!(
            out,
            "\n<{id}> a skos:Concept ;\n  skos:inScheme <{BASE}place> ;\n  skos:notation {} ;\n  skos:prefLabel {}@en ;\n",
            quoted(&area.code),
            quoted(&area.name)
        );
        match nation_of(area) {
            Some(nation) => {
                let _ = writeln!(out, "  skos:broader <{}> ;", address(Facet::Place, nation));
            }
            None => {
                let _ = writeln!(out, "  skos:topConceptOf <{BASE}place> ;");
            }
        }
        let _ =
            writeln!(out, "  skos:exactMatch <http://statistics.data.gov.uk/id/statistical-geography/{}> .", area.code);
    }
    out
}

/// A scheme with the concepts at its head: both directions are said, since few readers infer one from the other.
fn scheme<'a>(out: &mut String, facet: Facet, title: &str, tops: impl Iterator<Item = &'a str>) {
    let title = quoted(title);
    let _ =
        write!(out, "\n<{BASE}{facet}> a skos:ConceptScheme ;\n  skos:prefLabel {title}@en ;\n  dct:title {title}@en");
    for top in tops {
        let _ = write!(out, " ;\n  skos:hasTopConcept <{}>", address(facet, top));
    }
    out.push_str(" .\n");
}

/// The terms as labels beside the preferred one. SKOS forbids the same label twice; letter case makes no other label here.
fn other_names(concept: &Concept) -> impl Iterator<Item = &str> {
    let mut taken = BTreeSet::from([fold(&concept.label)]);
    concept.terms.iter().map(String::as_str).filter(move |term| taken.insert(fold(term)))
}

/// A string in Turtle's double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concepts_and_areas_are_named_and_quoted() {
        let codebook = Codebook {
            concepts: vec![Concept {
                facet: Facet::Organisation,
                id: "a b\"c".into(),
                label: "Say \"hi\"\\".into(),
                definition: "Two\nlines".into(),
                terms: vec!["Greeting".into(), "say \"hi\"\\".into(), "greeting".into()],
            }],
            areas: vec![Area {
                code: "S12000041".into(),
                name: "Angus".into(),
                nation: "Scotland".into(),
                is_nation: false,
            }],
        };
        let text = turtle(&codebook);
        assert!(text.contains("<urn:sederunt:codebook:organisation:a%20b%22c> a skos:Concept"), "{text}");
        assert!(text.contains(r#"skos:prefLabel "Say \"hi\"\\"@en"#), "{text}");
        assert!(text.contains(r#"skos:definition "Two\nlines"@en ."#), "{text}");
        assert_eq!(text.matches("skos:altLabel").count(), 1, "each name once: {text}");
        assert!(text.contains("skos:hasTopConcept <urn:sederunt:codebook:organisation:a%20b%22c> ."), "{text}");
        assert!(text.contains("statistical-geography/S12000041> ."), "{text}");
    }
}
