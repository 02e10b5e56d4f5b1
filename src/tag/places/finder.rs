//! One pass over a text for every name of the gazetteer.

use super::{Abbreviation, GazetteerError, OrganisationHit, PaperContext, PlaceHit, PlaceKind, data};
use crate::model::codebook::{Area, Concept, Facet};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Debug, Clone)]
enum Target {
    Place(usize, PlaceKind),
    Body(usize),
}

/// The places and bodies of the lexicon, ready to be looked for.
#[derive(Debug)]
pub struct Gazetteer {
    areas: Vec<Area>,
    codes: Vec<String>,
    bodies: Vec<OrganisationHit>,
    concepts: Vec<Concept>,
    automaton: AhoCorasick,
    targets: Vec<Target>,
}

impl Gazetteer {
    /// Reads the two files' texts; an error names the file, the line and the remedy.
    pub fn from_csv(places: &str, organisations: &str) -> Result<Gazetteer, GazetteerError> {
        let places = data::places(places)?;
        let bodies = data::bodies(organisations)?;
        let mut names: BTreeMap<String, Target> = BTreeMap::new();
        let mut areas = Vec::new();
        let mut codes = Vec::new();
        for (i, row) in places.iter().enumerate() {
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                names.entry(name.clone()).or_insert(Target::Place(i, row.kind));
            }
            for name in &row.bodies {
                names.entry(name.clone()).or_insert(Target::Place(i, PlaceKind::Council));
            }
            if row.kind != PlaceKind::Settlement {
                areas.push(Area {
                    code: row.code.clone(),
                    name: row.name.clone(),
                    nation: row.nation.clone(),
                    is_nation: row.kind == PlaceKind::Nation,
                });
            }
            codes.push(row.code.clone());
        }
        areas.sort_by(|a, b| a.code.cmp(&b.code));
        let mut hits = Vec::new();
        let mut concepts = Vec::new();
        for (i, row) in bodies.into_iter().enumerate() {
            for name in std::iter::once(&row.label).chain(&row.aliases) {
                names.insert(name.clone(), Target::Body(i));
            }
            concepts.push(Concept {
                facet: Facet::Organisation,
                id: row.id.clone(),
                label: row.label.clone(),
                definition: row.note,
            });
            hits.push(OrganisationHit {
                id: row.id,
                label: row.label,
                areas: row.areas,
                start: 0,
                end: 0,
                rule: String::new(),
            });
        }
        let (patterns, targets): (Vec<String>, Vec<Target>) = names.into_iter().unzip();
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).map_err(|e| {
                GazetteerError {
                    file: "places.csv",
                    line: 1,
                    problem: format!("the names cannot be made into one automaton ({e})"),
                    remedy: "Use fewer names".to_owned(),
                }
            })?;
        Ok(Gazetteer { areas, codes, bodies: hits, concepts, automaton, targets })
    }

    /// Every area and nation, by code.
    pub fn areas(&self) -> Vec<Area> {
        self.areas.clone()
    }

    /// Every body, in the file's order.
    pub fn organisation_concepts(&self) -> Vec<Concept> {
        self.concepts.clone()
    }

    /// What a paper as a whole says that its passages need; `whole` is its texts in order.
    pub fn context(&self, whole: &[&str]) -> PaperContext {
        let mut abbreviations: Vec<Abbreviation> = whole.iter().flat_map(|t| self.introduced(t)).collect();
        abbreviations.sort();
        abbreviations.dedup();
        PaperContext { abbreviations }
    }

    /// The short forms that a text introduces for areas.
    pub fn introduced(&self, _text: &str) -> Vec<Abbreviation> {
        Vec::new()
    }

    /// The places of a text of which nothing else is known.
    pub fn find(&self, text: &str) -> Vec<PlaceHit> {
        self.find_in(text, &PaperContext::default())
    }

    /// The places of a passage, in order; they do not overlap.
    pub fn find_in(&self, text: &str, context: &PaperContext) -> Vec<PlaceHit> {
        self.find_all(text, context).0
    }

    /// The bodies of a text, in order; they do not overlap.
    pub fn organisations(&self, text: &str) -> Vec<OrganisationHit> {
        self.find_all(text, &PaperContext::default()).1
    }

    /// The places and the bodies of a passage, each in order, by one pass.
    pub fn find_all(&self, text: &str, _context: &PaperContext) -> (Vec<PlaceHit>, Vec<OrganisationHit>) {
        let (mut places, mut bodies) = (Vec::new(), Vec::new());
        for m in self.automaton.find_iter(text) {
            let word = |c: char| c.is_alphanumeric();
            if text[..m.start()].ends_with(word) || text[m.end()..].starts_with(word) {
                continue;
            }
            match self.targets[m.pattern().as_usize()] {
                Target::Place(i, kind) => {
                    let code = self.codes[i].clone();
                    let name = self.areas.iter().find(|a| a.code == code).map_or_else(String::new, |a| a.name.clone());
                    let rule = format!("place:{}", &text[m.range()]);
                    places.push(PlaceHit { code, name, start: m.start(), end: m.end(), kind, rule });
                }
                Target::Body(i) => {
                    let rule = format!("body:{}", &text[m.range()]);
                    bodies.push(OrganisationHit { start: m.start(), end: m.end(), rule, ..self.bodies[i].clone() });
                }
            }
        }
        (places, bodies)
    }
}
