//! The gazetteer: the lexicon's places and bodies, and how they are found in a text.

use super::context::{introduced_after, means_another, shortens};
use super::data::{self, BodyRow, Doubt, Nation, PlaceRow, RowKind};
use super::evidence::{self, Gathered};
use super::judge::Passage;
use super::scan::{Candidate, Role, Scanner};
use super::window::{capital, last_word};
use super::words as w;
use super::{Abbreviation, GazetteerError, OrganisationHit, PaperContext, PlaceHit, PlaceKind, ellipsis, list, person};
use crate::model::codebook::{Area, Concept, Facet};
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A body of the lexicon.
#[derive(Debug)]
struct Body {
    /// Line of `organisations.csv`.
    line: u64,
    id: String,
    label: String,
    areas: Vec<String>,
    names_area: bool,
}

/// How often a name must stand in a place's position for the paper to be sure of it.
const SURE: u32 = 2;

/// The places and bodies of the lexicon, ready to be looked for.
#[derive(Debug)]
pub struct Gazetteer {
    areas: Vec<Area>,
    area_names: BTreeMap<String, String>,
    rows: Vec<PlaceRow>,
    bodies: Vec<Body>,
    body_nations: Vec<Option<Nation>>,
    concepts: Vec<Concept>,
    scanner: Scanner,
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
        let of = self.bodies.iter().flat_map(|body| body.areas.iter().map(|code| (body.line, &*body.id, code.as_str())));
        of.filter(|(.., code)| !self.area_names.contains_key(*code))
    }

    /// Every body, in the file's order.
    pub fn organisation_concepts(&self) -> Vec<Concept> {
        self.concepts.clone()
    }

    /// What a paper as a whole says that its passages need. `whole` is its texts in order: title, headings, passages, table
    /// cells; a paper may also be given as one text.
    pub fn context(&self, whole: &[&str]) -> PaperContext {
        let mut gathered = Gathered::default();
        let mut people = BTreeMap::new();
        let mut introduced = BTreeSet::new();
        let mut named = BTreeSet::new();
        let mut settled = BTreeMap::new();
        for text in whole {
            let all = self.scanner.all(text);
            let names = Scanner::longest(&all);
            gathered.add(&self.scanner, &self.rows, &self.body_nations, text, &names);
            self.count_people(text, &names, &mut people);
            self.count_areas(&names, &mut named, &mut settled);
            introduced.extend(self.introduced_in(text, &all, &names));
        }
        let nation = gathered.nation();
        // A paper that names the places of one area above all is about it, whether or not it names the area.
        let most: u32 = settled.values().sum();
        let home = |row: &PlaceRow| {
            row.kind == RowKind::Area && settled.get(row.code.as_str()).is_some_and(|n| *n >= SURE && n * 2 > most)
        };
        named.extend((0..self.rows.len()).filter(|i| home(&self.rows[*i])));
        named.retain(|i| self.rows[*i].nation == nation);
        let abbreviations = self.abbreviations(whole, &introduced, &named);
        let all_that = |is: fn(u32, u32) -> bool| {
            let them = people.iter().filter(|(_, (person, place))| is(*person, *place));
            them.map(|(name, _)| name.clone()).collect()
        };
        PaperContext {
            abbreviations,
            nation,
            people: all_that(|person, place| person > 0 && person >= place),
            places: all_that(|person, place| person == 0 && place >= SURE),
        }
    }

    /// How often each name stands in a person's position, and how often in a place's.
    fn count_people(&self, text: &str, names: &[Candidate], people: &mut BTreeMap<String, (u32, u32)>) {
        for (at, candidate) in names.iter().enumerate() {
            let next_is_place = names.get(at + 1).is_some_and(|n| n.start == candidate.end + 1);
            for role in self.scanner.roles(*candidate) {
                match *role {
                    Role::Place(i) => {
                        let row = &self.rows[i];
                        if let Some(name) = person::named(text, *candidate, row, next_is_place) {
                            people.entry(name).or_default().0 += 1;
                        } else if row.doubt.person && person::place_position(text, *candidate, row) {
                            let name = text[candidate.start..candidate.end].to_lowercase();
                            people.entry(name).or_default().1 += 1;
                        }
                    }
                    Role::Council(i) => people.entry(self.rows[i].name.to_lowercase()).or_default().1 += 1,
                    _ => {}
                }
            }
        }
    }

    /// The rows of the areas that are named, and how often places of each area are that are nothing else.
    fn count_areas<'g>(
        &'g self,
        names: &[Candidate],
        named: &mut BTreeSet<usize>,
        settled: &mut BTreeMap<&'g str, u32>,
    ) {
        for role in names.iter().flat_map(|candidate| self.scanner.roles(*candidate)) {
            match *role {
                Role::Place(i) if self.rows[i].kind == RowKind::Area => drop(named.insert(i)),
                Role::Place(i) if self.rows[i].kind == RowKind::Settlement && self.rows[i].doubt == Doubt::default() => {
                    *settled.entry(&self.rows[i].code).or_default() += 1;
                }
                Role::Council(i) => drop(named.insert(i)),
                _ => {}
            }
        }
    }

    /// The short forms that hold for a paper which introduces some and names these areas.
    fn abbreviations(
        &self,
        whole: &[&str],
        introduced: &BTreeSet<Abbreviation>,
        named: &BTreeSet<usize>,
    ) -> Vec<Abbreviation> {
        // A short form of two areas tells neither.
        let tells = |a: &&Abbreviation| !introduced.iter().any(|other| other.short == a.short && other.code != a.code);
        let mut out: BTreeSet<Abbreviation> = introduced.iter().filter(tells).cloned().collect();
        // A usual short form is good where the paper names the area and gives the short form no other meaning.
        for row in named.iter().map(|i| &self.rows[*i]) {
            for short in &row.abbreviations {
                let rival = self.rows.iter().filter(|r| r.abbreviations.contains(short)).count() > 1;
                let other = || {
                    introduced.iter().any(|a| a.short == *short) || whole.iter().any(|text| means_another(text, short))
                };
                if !rival && !other() {
                    let body = short.ends_with('C') || short.ends_with("ES");
                    out.insert(Abbreviation { short: short.clone(), code: row.code.clone(), body });
                }
            }
        }
        out.into_iter().collect()
    }

    /// The short forms that a text introduces for areas: "Perth and Kinross Council (PKC)".
    pub fn introduced(&self, text: &str) -> Vec<Abbreviation> {
        let all = self.scanner.all(text);
        let found: BTreeSet<Abbreviation> =
            self.introduced_in(text, &all, &Scanner::longest(&all)).into_iter().collect();
        found.into_iter().collect()
    }

    fn introduced_in(&self, text: &str, all: &[Candidate], names: &[Candidate]) -> Vec<Abbreviation> {
        let mut out = Vec::new();
        for candidate in names {
            let name = &text[candidate.start..candidate.end];
            for short in introduced_after(&text[candidate.end..]) {
                let own = shortens(short, name);
                // "North Lanarkshire (NLC)" leaves the word Council out.
                let council = !own && shortens(short, &format!("{name} Council"));
                for role in self.scanner.roles(*candidate).iter().filter(|_| own || council) {
                    let (row, body) = match *role {
                        Role::Place(i) if matches!(self.rows[i].kind, RowKind::Area | RowKind::Alias) => {
                            (Some(i), council)
                        }
                        Role::Council(i) => (Some(i), true),
                        Role::Body(b) if self.bodies[b].names_area => {
                            (self.area_inside(*candidate, all, b).map(|(_, i)| i), false)
                        }
                        _ => (None, false),
                    };
                    if let Some(i) = row {
                        out.push(Abbreviation { short: short.to_owned(), code: self.rows[i].code.clone(), body });
                    }
                }
            }
        }
        out
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
        let all = self.scanner.all(text);
        let names = Scanner::longest(&all);
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
                    && let Some((inside, i)) = self.area_inside(*candidate, &all, body)
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
    fn area_inside(&self, outer: Candidate, all: &[Candidate], body: usize) -> Option<(Candidate, usize)> {
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
