//! The tree of codes: a branch a facet, that cannot be coded with, and its concepts below it.

use super::xml::{Xml, colour, guid};
use crate::model::codebook::{Codebook, Facet};
use std::io::{self, Write};

/// A code.
struct Code {
    guid: String,
    name: String,
    about: String,
}

/// The codes by facet, in the order of the codebook.
pub(super) struct Codes {
    branches: Vec<(Facet, &'static str, Vec<Code>)>,
}

impl Codes {
    /// The codes of a codebook, without places.
    pub(super) fn of(codebook: &Codebook) -> Codes {
        let facets = [
            (Facet::Theme, "Themes"),
            (Facet::Challenge, "Challenges"),
            (Facet::Strength, "Strengths"),
            (Facet::Organisation, "Organisations"),
            (Facet::Place, "Places"),
        ];
        let codes = |facet| {
            let concepts = codebook.facet(facet);
            concepts
                .map(|c| Code {
                    guid: code_guid(facet, &c.id),
                    name: c.label.clone(),
                    about: about(&c.id, &c.definition),
                })
                .collect()
        };
        Codes { branches: facets.into_iter().map(|(facet, name)| (facet, name, codes(facet))).collect() }
    }

    /// Adds a code that the codebook does not hold, such as a place.
    pub(super) fn add(&mut self, facet: Facet, id: &str, name: &str) {
        let guid = code_guid(facet, id);
        let Some((.., codes)) = self.branches.iter_mut().find(|(f, ..)| *f == facet) else { return };
        if codes.iter().all(|code| code.guid != guid) {
            codes.push(Code { guid, name: name.to_owned(), about: about(id, "") });
        }
    }

    /// Writes the element `Codes`; branches without codes are left out.
    pub(super) fn write<W: Write>(&self, xml: &mut Xml<W>) -> io::Result<()> {
        xml.open("Codes", &[])?;
        for (facet, name, codes) in self.branches.iter().filter(|(.., codes)| !codes.is_empty()) {
            let id = guid(&["facet", facet.as_str()]);
            xml.open("Code", &[("guid", &id), ("name", name), ("isCodable", "false"), ("color", colour(*facet))])?;
            for code in codes {
                let attributes = [
                    ("guid", code.guid.as_str()),
                    ("name", &code.name),
                    ("isCodable", "true"),
                    ("color", colour(*facet)),
                ];
                xml.open("Code", &attributes)?;
                xml.text("Description", &code.about)?;
                xml.close("Code")?;
            }
            xml.close("Code")?;
        }
        xml.close("Codes")
    }
}

/// The identifier of a code: the same in every codebook and project.
pub(super) fn code_guid(facet: Facet, id: &str) -> String {
    guid(&["code", facet.as_str(), id])
}

/// The description, with the id by which the other exports know the concept.
fn about(id: &str, definition: &str) -> String {
    if definition.is_empty() { format!("[{id}]") } else { format!("{definition} [{id}]") }
}
