//! Facets, concepts and areas: the names by which evidence is coded.
//!
//! The codebook holds what later stages need to know of the lexicon: labels and order. Terms and rules stay inside `tag`.

use crate::util::nearest::{nearest, nearest_name};
use crate::util::text::name_key;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of thing a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// A subject that papers write about.
    Theme,
    /// A council area or nation.
    Place,
    /// A difficulty, barrier, shortfall or risk that is stated.
    Challenge,
    /// Something that worked, helped or improved.
    Strength,
    /// A body.
    Organisation,
}

impl Facet {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Theme => "theme",
            Facet::Place => "place",
            Facet::Challenge => "challenge",
            Facet::Strength => "strength",
            Facet::Organisation => "organisation",
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A theme, challenge, strength or organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Its facet.
    pub facet: Facet,
    /// Stable id, such as `data-evidence`.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// When a passage belongs to it.
    pub definition: String,
    /// Phrases that name it, or a body's other names, in the lexicon's order; terms that are patterns stay inside `tag`.
    #[serde(default)]
    pub terms: Vec<String>,
}

/// A council area, or a nation for statements about the whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// GSS code, such as `S12000041`; `S92000003` is Scotland.
    pub code: String,
    /// Name, such as `Angus`.
    pub name: String,
    /// The nation it lies in: `Scotland`, `England`, `Wales`, `Northern Ireland`.
    pub nation: String,
    /// It is a nation, not an area within one.
    pub is_nation: bool,
}

/// Every concept in the lexicon's order and every area in the order of codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    /// Themes, challenges, strengths and organisations.
    pub concepts: Vec<Concept>,
    /// Areas, by code.
    pub areas: Vec<Area>,
}

impl Codebook {
    /// The concepts of one facet, in order.
    pub fn facet(&self, facet: Facet) -> impl Iterator<Item = &Concept> {
        self.concepts.iter().filter(move |c| c.facet == facet)
    }

    /// The concept with this id.
    pub fn concept(&self, facet: Facet, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|c| c.facet == facet && c.id == id)
    }

    /// The id of the concept, or the code of the area, that a person means who writes it, or the label or name; letter case and
    /// punctuation do not matter, and `&` is the word. Where it is none, the nearest, if one is near.
    pub fn meant(&self, facet: Facet, written: &str) -> Result<&str, Option<&str>> {
        let names: Vec<(&str, &str)> = match facet {
            Facet::Place => self.areas.iter().map(|area| (area.code.as_str(), area.name.as_str())).collect(),
            _ => self.facet(facet).map(|concept| (concept.id.as_str(), concept.label.as_str())).collect(),
        };
        let wanted = name_key(written);
        let is_meant = |(id, name): &&(&str, &str)| name_key(id) == wanted || name_key(name) == wanted;
        if let Some((id, _)) = names.iter().find(|(id, _)| *id == written).or_else(|| names.iter().find(is_meant)) {
            return Ok(id);
        }
        let (ids, labels) = (|| names.iter().map(|(id, _)| *id), || names.iter().map(|(_, name)| *name));
        let id_of = |label: &str| names.iter().find(|(_, name)| *name == label).map(|(id, _)| *id);
        Err(match facet {
            Facet::Place => nearest_name(written, labels()).and_then(id_of),
            _ => nearest(written, ids()).or_else(|| nearest(written, labels()).and_then(id_of)),
        })
    }

    /// The label of a concept, or its id where the codebook does not know it.
    pub fn label<'a>(&'a self, facet: Facet, id: &'a str) -> &'a str {
        self.concept(facet, id).map_or(id, |c| c.label.as_str())
    }

    /// The area with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.binary_search_by(|a| a.code.as_str().cmp(code)).ok().map(|i| &self.areas[i])
    }

    /// The name of an area, or its code where the codebook does not know it.
    pub fn area_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.area(code).map_or(code, |a| a.name.as_str())
    }
}

#[cfg(test)]
impl Concept {
    /// A theme of which nothing else is told.
    pub(crate) fn theme(id: &str, label: &str) -> Concept {
        Concept {
            facet: Facet::Theme,
            id: id.to_owned(),
            label: label.to_owned(),
            definition: String::new(),
            terms: Vec::new(),
        }
    }
}

#[cfg(test)]
impl Area {
    /// An area of Scotland, or Scotland.
    pub(crate) fn scottish(code: &str, name: &str) -> Area {
        let is_nation = code == "S92000003";
        Area { code: code.to_owned(), name: name.to_owned(), nation: "Scotland".to_owned(), is_nation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_codes_labels_and_names_are_known_however_they_are_written() {
        let book = Codebook {
            concepts: vec![
                Concept::theme("data-evidence", "Digital"),
                Concept::theme("digital", "Access and services"),
            ],
            areas: vec![Area::scottish("S12000035", "Argyll and Bute"), Area::scottish("S12000041", "Angus")],
        };
        for (facet, written, meant) in [
            (Facet::Theme, "digital", Ok("digital")),
            (Facet::Theme, "Data Evidence", Ok("data-evidence")),
            (Facet::Theme, "Access & Services", Ok("digital")),
            (Facet::Theme, "DIGITLE", Err(Some("digital"))),
            (Facet::Theme, "Acess and service", Err(Some("digital"))),
            (Facet::Theme, "zzz", Err(None)),
            (Facet::Place, "argyll & bute", Ok("S12000035")),
            (Facet::Place, "s12000041", Ok("S12000041")),
            (Facet::Place, "Agnus", Err(Some("S12000041"))),
            (Facet::Place, "Bute", Err(None)),
            (Facet::Organisation, "digital", Err(None)),
        ] {
            assert_eq!(book.meant(facet, written), meant, "{written}");
        }
    }
}
