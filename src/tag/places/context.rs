//! What a paper as a whole says that its passages need.

use super::data::{Doubt, Nation, PlaceRow, RowKind};
use super::evidence::Gathered;
use super::finder::Gazetteer;
use super::person;
use super::scan::{Candidate, Names, Role, Scanner};
use std::collections::{BTreeMap, BTreeSet};

/// How often a name must stand in a place's position for the paper to be sure of it.
const SURE: u32 = 2;

/// A short form that stands for an area in one paper: "Perth and Kinross Council (PKC)".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Abbreviation {
    /// The short form, as printed.
    pub short: String,
    /// GSS code of the area.
    pub code: String,
    /// It stands for the council as a body.
    pub body: bool,
}

/// What a paper as a whole says that its passages need: which nation it is about, whom it names, what it shortens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperContext {
    /// Short forms that the paper introduces for areas, and usual short forms of areas that it names; sorted.
    pub abbreviations: Vec<Abbreviation>,
    /// The nation the paper is about; `None` where its words do not tell.
    pub(super) nation: Option<Nation>,
    /// Names of places that are people's names in this paper, in lower case.
    pub(super) people: BTreeSet<String>,
    /// Names that are people's elsewhere but, in this paper, stand in a place's position again and again and never in a
    /// person's; in lower case.
    pub(super) places: BTreeSet<String>,
}

impl PaperContext {
    /// The nation the paper is about, such as `Scotland`; `elsewhere` where it is not in the United Kingdom.
    pub fn nation(&self) -> Option<&'static str> {
        self.nation.map(Nation::as_str)
    }
}

impl Gazetteer {
    /// What a paper as a whole says that its passages need. `whole` is its texts in order: title, headings, passages, table
    /// cells; a paper may also be given as one text.
    pub fn context(&self, whole: &[&str]) -> PaperContext {
        let names: Vec<Names> = whole.iter().map(|text| self.names(text)).collect();
        self.context_of(whole, &names)
    }

    /// What a paper says that its passages need, of whose texts these are the names.
    pub(in crate::tag) fn context_of(&self, whole: &[&str], names: &[Names]) -> PaperContext {
        let mut gathered = Gathered::default();
        let mut people = BTreeMap::new();
        let mut introduced = BTreeSet::new();
        let mut named = BTreeSet::new();
        let mut settled = BTreeMap::new();
        for (text, Names(all)) in whole.iter().zip(names) {
            let names = Scanner::longest(all);
            gathered.add(&self.scanner, &self.rows, &self.body_nations, text, &names);
            self.count_people(text, &names, &mut people);
            self.count_areas(&names, &mut named, &mut settled);
            introduced.extend(self.introduced_in(text, all, &names));
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
                Role::Place(i)
                    if self.rows[i].kind == RowKind::Settlement && self.rows[i].doubt == Doubt::default() =>
                {
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
}

/// Whether `short` can be made of the letters of `name`: it has two capitals or more, begins as a word of the name does, and
/// its letters stand in the name in order.
fn shortens(short: &str, name: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let other = short.chars().any(|c| !c.is_alphabetic() && c != '&');
    if other || capitals < 2 || letters.len() > 8 || short.len() >= name.len() {
        return false;
    }
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let begins = name.split_whitespace().any(|w| w.chars().next().is_some_and(|c| lower(&c) == lower(&letters[0])));
    let mut rest = name.chars().filter(|c| c.is_alphabetic());
    begins && letters.iter().all(|l| rest.any(|c| lower(&c) == lower(l)))
}

/// What may be the short form of a name right before it: " (PKC)", " [PKC]", " (“the Council” or “PKC”)", " – PKC –",
/// ", hereafter PKC,".
fn introduced_after(tail: &str) -> Vec<&str> {
    let tail = tail.trim_start_matches(['\'', '’']).trim_start_matches('s');
    let near = &tail[..tail.floor_char_boundary(60)];
    let trimmed = near.trim_start();
    let inside =
        [("(", ")"), ("[", "]"), ("– ", " –"), ("- ", " -"), (", hereafter ", ",")].iter().find_map(|(open, close)| {
            let rest = trimmed.strip_prefix(open)?;
            Some(&rest[..rest.find(close)?])
        });
    let quote = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”');
    let mut out = Vec::new();
    for part in inside.unwrap_or("").split([',', ';', '/']).flat_map(|part| part.split(" or ")) {
        let mut part = part.trim_matches(quote);
        for opening in ["hereafter", "hereinafter", "the", "also", "or"] {
            if let Some(rest) = part.strip_prefix(opening).filter(|rest| rest.starts_with(quote)) {
                part = rest.trim_matches(quote);
            }
        }
        let part = part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")).unwrap_or(part);
        if !part.is_empty() && !part.contains(' ') {
            out.push(part);
        }
    }
    out
}

/// Whether a text introduces `short` for something else: the words before its bracket have its letters as initials. "Helen Laing
/// (SBC)" says where she is from, "Small Business Commissioner (SBC)" what it means, "early learning and childcare (ELC)" too.
fn means_another(text: &str, short: &str) -> bool {
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let spells = |words: &mut dyn Iterator<Item = &str>| {
        let mut initials: Vec<char> = words.take(letters).filter_map(|word| word.chars().next()).collect();
        initials.reverse();
        initials.iter().collect::<String>().to_lowercase() == short.to_lowercase()
    };
    text.match_indices(&format!("({short})")).any(|(at, _)| {
        let words = || text[..at].split_whitespace().rev();
        spells(&mut words().filter(|word| word.starts_with(char::is_uppercase)))
            || spells(&mut words().filter(|word| !["and", "of", "the", "for", "&"].contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_after_a_person_gives_no_other_meaning() {
        assert!(means_another("the Small Business Commissioner (SBC) said", "SBC"));
        assert!(!means_another("Jim Fullarton (SBC), Helen Laing (SBC)", "SBC"));
        assert!(!means_another("SBC", "SBC"));
        assert!(means_another("growth of early learning and childcare (ELC)", "ELC"));
    }

    #[test]
    fn short_forms() {
        assert!(shortens("PKC", "Perth and Kinross Council"));
        assert!(shortens("P&KC", "Perth and Kinross Council"));
        assert!(shortens("CnES", "Comhairle nan Eilean Siar"));
        assert!(shortens("SBC", "Scottish Borders Council"));
        assert!(!shortens("LOIP", "Angus Council"));
        assert!(!shortens("Council", "Angus Council"));
        assert!(!shortens("2019", "Angus Council"));
    }

    #[test]
    fn short_forms_that_follow_a_name() {
        for (tail, short) in [
            (" (PKC) is", "PKC"),
            (" [PKC] is", "PKC"),
            (" (hereafter “PKC”) is", "PKC"),
            (" (the Council) is", "Council"),
            (" (\"the Council\" or \"PKC\") is", "Council PKC"),
            ("'s (PKC's) plan is", "PKC"),
            (" – PKC – is", "PKC"),
            (", hereafter PKC, is", "PKC"),
            (" (see below) is", ""),
            (" (PKC", ""),
        ] {
            assert_eq!(introduced_after(tail).join(" "), short, "{tail}");
        }
    }
}
