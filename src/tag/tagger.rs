//! A paper to its tags.

use super::headings::Headings;
use super::lexicon::{Entry, Lexicon, LexiconError, LexiconFiles, WeightedTerm, exchange};
use super::passage::PassageTagger;
use super::places::{Gazetteer, Names, PaperContext, PlaceHit, PlaceKind};
use super::rules::Rules;
use crate::model::codebook::{Codebook, Concept, Facet};
use crate::model::explanation::Explanation;
use crate::model::paper::Paper;
use crate::model::tags::PaperTags;
use crate::model::vocabulary::Vocabulary;
use std::path::Path;

/// Version of the rules that are code. A change here re-tags every paper.
pub const VERSION: u32 = 8;

/// The lexicon made ready. A pure function of the lexicon's bytes; one serves every thread.
#[derive(Debug)]
pub struct Tagger {
    pub(super) lexicon: Lexicon,
    pub(super) rules: Rules,
    pub(super) gazetteer: Gazetteer,
    codebook: Codebook,
}

impl Tagger {
    /// Reads the lexicon: the shipped files, each replaced by the file of the same name in `dir`.
    pub fn load(dir: Option<&Path>) -> Result<Tagger, LexiconError> {
        Tagger::of(&LexiconFiles::read(dir)?)
    }

    /// The same with one edited file in the place of that of its name.
    pub fn load_with(dir: Option<&Path>, file: &Path) -> Result<Tagger, LexiconError> {
        Tagger::of(&LexiconFiles::with_file(dir, Some(file))?)
    }

    /// Makes the files of a lexicon ready. It takes a tenth of a second or two, which a caller may spend beside other work.
    ///
    /// # Errors
    ///
    /// Where files are not as they must be, with every line that is not.
    pub fn of(files: &LexiconFiles) -> Result<Tagger, LexiconError> {
        let gazetteer = Gazetteer::from_csv(&files.places, &files.organisations).map_err(LexiconError::from);
        let (lexicon, gazetteer) = match (Lexicon::of(files), gazetteer) {
            (Ok(lexicon), Ok(gazetteer)) => (lexicon, gazetteer),
            (lexicon, gazetteer) => return Err(LexiconError::of(lexicon.err().into_iter().chain(gazetteer.err()))),
        };
        let rules = Rules::new(&lexicon);
        let mut concepts = Vec::new();
        for (facet, entries) in [
            (Facet::Theme, &lexicon.themes),
            (Facet::Challenge, &lexicon.challenges),
            (Facet::Strength, &lexicon.strengths),
        ] {
            concepts.extend(entries.iter().map(|entry| concept(facet, entry)));
        }
        concepts.extend(gazetteer.organisation_concepts());
        let codebook = Codebook { concepts, areas: gazetteer.areas() };
        Ok(Tagger { lexicon, rules, gazetteer, codebook })
    }

    /// Every concept and area that tags can name.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// Every concept and cue with its terms, for other programs.
    pub fn vocabulary(&self) -> Vocabulary {
        exchange::table(&self.lexicon)
    }

    /// The text of the table of places in use.
    pub fn places(&self) -> &str {
        &self.lexicon.places
    }

    /// The codes of every area and nation that people may mean by a name, as [`Gazetteer::areas_named`] has it.
    pub fn areas_named(&self, name: &str) -> Vec<&str> {
        self.gazetteer.areas_named(name)
    }

    /// Hash of all lexicon bytes used. Tags of another fingerprint are stale.
    pub fn fingerprint(&self) -> &str {
        &self.lexicon.fingerprint
    }

    /// Everything that the lexicon finds in a paper. Never fails; a paper without words has no tags.
    pub fn tag(&self, paper: &Paper) -> PaperTags {
        self.with_paper(paper, |tagger| PaperTags {
            area: tagger.paper_area.map(str::to_owned),
            passages: tagger.all(&paper.passages),
        })
    }

    /// Why the passage at this position has its tags, and what was set aside; `None` where there is no such passage.
    pub fn explain(&self, paper: &Paper, position: usize) -> Option<Explanation> {
        let passage = paper.passages.get(position)?;
        Some(self.with_paper(paper, |tagger| tagger.explain(passage, &tagger.names[position])))
    }

    fn with_paper<T>(&self, paper: &Paper, work: impl FnOnce(&PassageTagger<'_>) -> T) -> T {
        let mut whole: Vec<&str> = vec![&paper.title];
        whole.extend(paper.body.as_deref());
        whole.extend(paper.outline.iter().map(|heading| heading.text.as_str()));
        whole.extend(paper.passages.iter().map(|passage| passage.text.as_str()));
        let names: Vec<Names> = whole.iter().map(|text| self.gazetteer.names(text)).collect();
        let context = self.gazetteer.context_of(&whole, &names);
        let headings = Headings::new(self, &context);
        let title = headings.get(&paper.title);
        let area = self.area_of(paper, &context, &title.places);
        work(&PassageTagger {
            tagger: self,
            context: &context,
            names: &names[names.len() - paper.passages.len()..],
            headings,
            paper_area: area.as_deref(),
            title: &paper.title,
            title_speaks: title.places.iter().any(|hit| hit.kind != PlaceKind::Nation)
                && (area.is_some() || title.places.iter().all(|hit| venue(&paper.title, hit))),
            paper_themes: title.themes.clone(),
        })
    }

    /// The one area that a paper is by or about: its title's, else its body's.
    fn area_of(&self, paper: &Paper, context: &PaperContext, titled: &[PlaceHit]) -> Option<String> {
        let one = |text: &str, hits: &[PlaceHit]| {
            let about = hits.iter().filter(|hit| hit.kind != PlaceKind::Nation && !venue(text, hit));
            let mut codes: Vec<String> = about.map(|hit| hit.code.clone()).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        let mut found = one(&paper.title, titled);
        if found.is_empty() {
            let body = paper.body.as_deref().unwrap_or("");
            let (places, bodies) = self.gazetteer.find_all(body, context);
            found = one(body, &places);
            if found.is_empty() {
                // A body that works in one area names it without the area's name ("Tayport Community Council").
                let areas = bodies.into_iter().map(|body| body.areas);
                found = areas.filter(|areas| areas.len() == 1).flatten().collect();
                found.retain(|code| self.codebook.area(code).is_none_or(|area| !area.is_nation));
                found.sort();
                found.dedup();
            }
        }
        if found.len() == 1 { found.pop() } else { None }
    }
}

/// Whether a title names a place as where people met: "Leaders' meeting, Stirling, 4 May 2023".
fn venue(title: &str, place: &PlaceHit) -> bool {
    const MEETINGS: [&str; 11] = [
        "meeting",
        "meetings",
        "minute",
        "minutes",
        "agenda",
        "conference",
        "workshop",
        "seminar",
        "summit",
        "event",
        "hearing",
    ];
    let (head, tail) = (&title[..place.start], &title[place.end..]);
    let met =
        head.split(|c: char| !c.is_alphabetic()).any(|word| MEETINGS.iter().any(|m| word.eq_ignore_ascii_case(m)));
    let apart = [", ", " at ", " in ", " \u{2013} ", " - "].iter().any(|joint| head.ends_with(joint));
    let tail = tail.trim_start_matches([',', ' ', '(', '\u{2013}', '-']);
    let dated = tail.is_empty()
        || tail.starts_with("on ")
        || tail.starts_with(|c: char| c.is_ascii_digit())
        || tail.split(' ').nth(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    met && apart && dated
}

fn concept(facet: Facet, entry: &Entry) -> Concept {
    let names_it = |term: &&WeightedTerm| term.weight >= 1.0 && term.is_phrase();
    Concept {
        facet,
        id: entry.id.clone(),
        label: entry.label.clone(),
        definition: entry.definition.clone(),
        terms: entry.terms.iter().filter(names_it).map(|term| term.text.clone()).collect(),
    }
}

/// The lexicon files of a table that came from another program, each with its name.
///
/// # Errors
///
/// Where a term, weight or id cannot be read, with the file and line that it would have.
pub fn lexicon_files(table: &Vocabulary) -> Result<Vec<(&'static str, String)>, LexiconError> {
    exchange::files(table)
}

/// What is wrong with the concepts and terms of such a table, by their positions.
pub fn vocabulary_faults(table: &Vocabulary) -> Vec<(usize, Option<usize>, String)> {
    exchange::faults(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::gold::paper;

    #[test]
    fn a_paper_is_not_about_where_people_met() {
        let tagger = Tagger::load(None).unwrap();
        let area = |title: &str| {
            let mut paper = paper(&[("The Scottish Government and COSLA spoke of work in Scotland.", &[], None, None)]);
            paper.title = title.to_owned();
            tagger.tag(&paper).area
        };
        assert_eq!(area("Conference of directors, Falkirk, 2 June 2022"), None);
        assert_eq!(area("Minutes of the meeting held in Falkirk on 2 June 2022"), None);
        for title in
            ["Falkirk Council meeting, 2 June 2022", "Work in Falkirk, 2022", "Meeting of Falkirk Council, 2 June 2022"]
        {
            assert_eq!(area(title).as_deref(), Some("S12000014"), "{title}");
        }
    }
}
