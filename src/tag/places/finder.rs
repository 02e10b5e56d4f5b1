//! The gazetteer: the lexicon's places and bodies, and how they are found in a text.

use super::data::{self, BodyRow, Nation, PlaceRow, RowKind};
use super::evidence;
use super::judge::Passage;
use super::scan::{Candidate, Names, Role, Scanner};
use super::window::{capital, last_word};
use super::words as w;
use super::{GazetteerError, OrganisationHit, PaperContext, PlaceHit, PlaceKind, ellipsis, list};
use crate::model::codebook::{Area, Concept, Facet};
use crate::util::text::fold;
use std::collections::BTreeMap;

/// A body of the lexicon.
#[derive(Debug)]
pub(super) struct Body {
    /// Line of `organisations.csv`.
    line: u64,
    id: String,
    label: String,
    areas: Vec<String>,
    pub(super) names_area: bool,
}

/// The places and bodies of the lexicon, ready to be looked for.
#[derive(Debug)]
pub struct Gazetteer {
    areas: Vec<Area>,
    area_names: BTreeMap<String, String>,
    pub(super) rows: Vec<PlaceRow>,
    pub(super) bodies: Vec<Body>,
    pub(super) body_nations: Vec<Option<Nation>>,
    concepts: Vec<Concept>,
    pub(super) scanner: Scanner,
}

impl Gazetteer {
    /// Reads the texts of `places.csv` and `organisations.csv`; an error names file, line and remedy of every row that is not as it
    /// must be.
    pub fn from_csv(places: &str, organisations: &str) -> Result<Gazetteer, GazetteerError> {
        let (rows, body_rows) = match (data::places(places), data::bodies(organisations)) {
            (Ok(rows), Ok(body_rows)) => (rows, body_rows),
            (rows, body_rows) => {
                let faults = rows.err().into_iter().chain(body_rows.err());
                return Err(GazetteerError(faults.flat_map(|fault| fault.0).collect()));
            }
        };
        let scanner = Scanner::new(&rows, &body_rows);
        let mut areas: Vec<Area> = rows
            .iter()
            .filter(|r| matches!(r.kind, RowKind::Nation | RowKind::Area))
            .map(|r| Area {
                code: r.code.clone(),
                name: r.name.clone(),
                nation: r.nation.map_or("", Nation::as_str).to_owned(),
                is_nation: r.kind == RowKind::Nation,
            })
            .collect();
        areas.sort_by(|a, b| a.code.cmp(&b.code));
        let area_names = areas.iter().map(|a| (a.code.clone(), a.name.clone())).collect();
        let mut concepts = Vec::new();
        let mut bodies = Vec::new();
        let mut body_nations = Vec::new();
        for row in body_rows {
            let (facet, id, label) = (Facet::Organisation, row.id.clone(), row.label.clone());
            concepts.push(Concept { facet, id, label, definition: row.note, terms: row.aliases.clone() });
            body_nations.push(row.areas.first().and_then(|a| Nation::of_code(a)));
            let BodyRow { line, id, label, areas, names_area, .. } = row;
            bodies.push(Body { line, id, label, areas, names_area });
        }
        Ok(Gazetteer { areas, area_names, rows, bodies, body_nations, concepts, scanner })
    }

    /// Every area and nation, by code.
    pub fn areas(&self) -> Vec<Area> {
        self.areas.clone()
    }

    /// The codes of every area and nation that a name alone may stand for: its own code, name, other names and council, and the
    /// places in it. Nothing is disambiguated; the order is that of the file.
    pub fn areas_named(&self, name: &str) -> Vec<&str> {
        let wanted = fold(name);
        let is = |other: &String| fold(other) == wanted;
        let place = |row: &&PlaceRow| !matches!(row.kind, RowKind::NotAPlace | RowKind::Cue);
        let named = |row: &&PlaceRow| {
            is(&row.name) || is(&row.code) && row.kind == RowKind::Area || row.aliases.iter().chain(&row.bodies).any(is)
        };
        let mut out: Vec<&str> = Vec::new();
        for row in self.rows.iter().filter(place).filter(named) {
            if !out.contains(&row.code.as_str()) {
                out.push(&row.code);
            }
        }
        out
    }

    /// The codes of bodies that no area or nation has, each with the line of `organisations.csv` and the body's id.
    pub(in crate::tag) fn strange_areas(&self) -> impl Iterator<Item = (u64, &str, &str)> {
        let of =
            self.bodies.iter().flat_map(|body| body.areas.iter().map(|code| (body.line, &*body.id, code.as_str())));
        of.filter(|(.., code)| !self.area_names.contains_key(*code))
    }

    /// Every body, in the file's order.
    pub fn organisation_concepts(&self) -> Vec<Concept> {
        self.concepts.clone()
    }

    /// The names in a text.
    pub(in crate::tag) fn names(&self, text: &str) -> Names {
        Names(self.scanner.all(text))
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

    /// The places and the bodies of a passage, each in order, by one pass. A body that shares one council's area and bears its
    /// name ("Fife HSCP") is a body, and the area in its name is a place as well.
    pub fn find_all(&self, text: &str, context: &PaperContext) -> (Vec<PlaceHit>, Vec<OrganisationHit>) {
        self.find_among(text, &self.names(text), context)
    }

    /// The same of a text whose names are known.
    pub(in crate::tag) fn find_among(
        &self,
        text: &str,
        Names(all): &Names,
        context: &PaperContext,
    ) -> (Vec<PlaceHit>, Vec<OrganisationHit>) {
        let names = Scanner::longest(all);
        let (evidence, firm) = evidence::passage(&self.scanner, &self.rows, &self.body_nations, text, &names);
        let lists = list::lists(text, &names);
        let passage =
            Passage { scanner: &self.scanner, rows: &self.rows, text, names: &names, lists, evidence, firm, context };
        let (mut places, mut bodies) = (Vec::new(), Vec::new());
        for (at, candidate) in names.iter().enumerate() {
            if let Some(body) = self.scanner.roles(*candidate).iter().find_map(|r| match r {
                Role::Body(i) => Some(*i),
                _ => None,
            }) {
                bodies.push(self.organisation(text, *candidate, body));
                if self.bodies[body].names_area
                    && let Some((inside, i)) = self.area_inside(*candidate, all, body)
                {
                    places.push(self.place(
                        i,
                        PlaceKind::Area,
                        inside,
                        &text[candidate.start..candidate.end],
                        "in a body's name",
                    ));
                }
                continue;
            }
            if let Some((i, kind, why)) = self.choose(&passage, at) {
                if kind != PlaceKind::Settlement && kind != PlaceKind::Nation {
                    for (span, row) in ellipsis::elided(&self.scanner, &self.rows, text, *candidate, i) {
                        places.push(self.place(
                            row,
                            PlaceKind::Area,
                            span,
                            &text[span.start..candidate.end],
                            "shared ending",
                        ));
                    }
                }
                places.push(self.place(i, kind, *candidate, &text[candidate.start..candidate.end], why));
            }
        }
        for (short, code, body, start) in abbreviated(text, context) {
            let end = start + short.len();
            let next = names.partition_point(|n| n.end <= start);
            if names.get(next).is_none_or(|n| end <= n.start) {
                let kind = if body { PlaceKind::Council } else { PlaceKind::Area };
                let name = self.area_names.get(code).cloned().unwrap_or_default();
                let rule = format!("abbreviation:{short}");
                places.push(PlaceHit { code: code.to_owned(), name, start, end, kind, rule });
            }
        }
        places.sort_by_key(|p| (p.start, p.end));
        places.dedup_by(|b, a| b.start < a.end);
        (places, bodies)
    }

    /// The place that a name means, of all it may mean: the paper's nation first, then the order of the file.
    fn choose(&self, passage: &Passage<'_>, at: usize) -> Option<(usize, PlaceKind, &'static str)> {
        let mut options: Vec<(usize, PlaceKind)> = Vec::new();
        for role in self.scanner.roles(passage.names[at]) {
            match *role {
                Role::NotAPlace => return None,
                Role::Council(i) => options.push((i, PlaceKind::Council)),
                Role::Place(i) => options.push((
                    i,
                    match self.rows[i].kind {
                        RowKind::Nation => PlaceKind::Nation,
                        RowKind::Settlement => PlaceKind::Settlement,
                        _ => PlaceKind::Area,
                    },
                )),
                Role::Body(_) | Role::Cue(_) => {}
            }
        }
        let nation = passage.context.nation;
        options.sort_by_key(|(i, _)| (nation.is_some() && self.rows[*i].nation != nation, *i));
        options.into_iter().find_map(|(i, kind)| passage.judge(at, &self.rows[i], kind).map(|why| (i, kind, why)))
    }

    /// The area of a body within its name, where the name holds it.
    pub(super) fn area_inside(&self, outer: Candidate, all: &[Candidate], body: usize) -> Option<(Candidate, usize)> {
        let from = all.partition_point(|c| c.start < outer.start);
        all[from..].iter().take_while(|c| c.start < outer.end).filter(|c| c.end <= outer.end).find_map(|c| {
            self.scanner.roles(*c).iter().find_map(|r| match r {
                Role::Place(i) if self.bodies[body].areas.contains(&self.rows[*i].code) => Some((*c, *i)),
                _ => None,
            })
        })
    }

    fn place(&self, row: usize, kind: PlaceKind, span: Candidate, surface: &str, why: &str) -> PlaceHit {
        let code = self.rows[row].code.clone();
        let name = self.area_names.get(&code).cloned().unwrap_or_default();
        let what = match kind {
            PlaceKind::Nation => "nation",
            PlaceKind::Area => "area",
            PlaceKind::Council => "council",
            PlaceKind::Settlement => "settlement",
        };
        PlaceHit { code, name, start: span.start, end: span.end, kind, rule: format!("{what}:{surface} ({why})") }
    }

    fn organisation(&self, text: &str, span: Candidate, body: usize) -> OrganisationHit {
        let Body { id, label, areas, .. } = &self.bodies[body];
        let rule = format!("body:{}", &text[span.start..span.end]);
        OrganisationHit {
            id: id.clone(),
            label: label.clone(),
            areas: areas.clone(),
            start: span.start,
            end: span.end,
            rule,
        }
    }
}

/// Where the paper's short forms stand as words of their own.
fn abbreviated<'a>(text: &str, context: &'a PaperContext) -> Vec<(&'a str, &'a str, bool, usize)> {
    let mut out = Vec::new();
    for a in context.abbreviations.iter().filter(|a| !a.short.is_empty()) {
        for (start, short) in text.match_indices(a.short.as_str()) {
            let joins = |c: char| c.is_alphanumeric() || matches!(c, '&' | '/' | '_');
            // "Cowdenbeath FC" is a club, whatever FC is short for.
            let (before, gap) = last_word(&text[..start]);
            let club = w::BODIES.contains(&short) && gap == " " && capital(before);
            if !club && !text[..start].ends_with(joins) && !text[start + short.len()..].starts_with(joins) {
                out.push((a.short.as_str(), a.code.as_str(), a.body, start));
            }
        }
    }
    out
}
