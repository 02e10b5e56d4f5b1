//! Which areas a passage's sentences belong to, and what gives them to them.
//!
//! In this order, the first that names any: the sentence's own words and the passage's lead-in; the header over a table's cell;
//! the sentence that introduces a list; the nearest heading that names a place, other than the paper's title; the paper. A header
//! over a cell holds for all of it. What introduces a list and a heading hold until an earlier sentence of the passage names
//! other areas only; the paper gives its area to passages that name no other.

use super::found::Found;
use super::headings::HeadingTags;
use super::passage::{PassageTagger, inherited};
use super::places::{OrganisationHit, PlaceHit, PlaceKind};
use crate::model::codebook::Facet;
use crate::model::paper::{Passage, PassageKind};
use crate::model::tags::{Coded, Mention, Scope};
use std::ops::Range;
use std::rc::Rc;

/// Bytes within which a lead-in in plain type ends.
const LONGEST_LEAD: usize = 100;

/// What stands over a sentence and names places.
struct Over {
    /// What it is, for the rule of a mention.
    kind: &'static str,
    tags: Rc<HeadingTags>,
}

impl Over {
    /// Whether an earlier sentence has turned to other areas: it names some, and none of these.
    fn left(&self, earlier: &[&PlaceHit]) -> bool {
        let ours = |place: &&PlaceHit| self.tags.places.iter().any(|own| own.code == place.code);
        !earlier.is_empty() && !earlier.iter().any(ours)
    }

    fn mentions(&self) -> impl Iterator<Item = Mention> {
        self.tags.places.iter().map(|place| {
            let rule = format!("{}:{}", self.kind, place.rule);
            inherited(Facet::Place, &place.name, Some(place.code.clone()), Scope::Heading, rule)
        })
    }
}

impl PassageTagger<'_> {
    /// The areas that headings and the paper give a passage as a whole.
    pub(super) fn areas_above(&self, found: &Found<'_>, mentions: &mut Vec<Mention>) {
        if let Some(over) = self.stem_or_heading(found.passage) {
            mentions.extend(over.mentions());
        } else if let Some(code) = self.by_paper(found).filter(|code| found.places.iter().all(|p| p.code != *code)) {
            mentions.push(self.paper_mention(code));
        }
    }

    /// A statement's areas; what it has from above is a mention of its passage.
    pub(super) fn areas_of(
        &self,
        found: &Found<'_>,
        (start, end): (usize, usize),
        mentions: &mut Vec<Mention>,
    ) -> Vec<Coded> {
        let coded = |code: &str, scope: Scope| Coded { id: code.to_owned(), scope };
        let mut out: Vec<Coded> = Vec::new();
        for place in &found.places {
            if place.end <= found.lead_end {
                out.push(coded(&place.code, Scope::LeadIn));
            } else if place.start >= start && place.end <= end {
                out.push(coded(&place.code, Scope::Direct));
            }
        }
        if out.is_empty() {
            if let Some(over) = self.over(found, start) {
                out.extend(over.tags.places.iter().map(|place| coded(&place.code, Scope::Heading)));
                mentions.extend(over.mentions());
            } else if let Some(code) = self.by_paper(found) {
                if let Some((body, nation)) = self.national(found, (start, end)) {
                    out.push(coded(nation, Scope::Direct));
                    let name = self.tagger.codebook().area_name(nation);
                    let at = body.start..body.end;
                    mentions.push(found.mention(Facet::Place, name, Some(nation.to_owned()), at, body.rule.clone()));
                } else {
                    out.push(coded(code, Scope::Paper));
                    mentions.push(self.paper_mention(code));
                }
            }
        }
        // Codes in order, each once, by the nearest scope it came by.
        out.sort_by(|a, b| (&a.id, a.scope).cmp(&(&b.id, b.scope)));
        out.dedup_by(|a, b| a.id == b.id);
        out
    }

    /// What stands over the sentence that starts at this byte and gives it its areas.
    fn over(&self, found: &Found<'_>, start: usize) -> Option<Over> {
        let header = found.header(start).map(|header| self.headings.get(header));
        if let Some(tags) = header.filter(|tags| !tags.places.is_empty()) {
            return Some(Over { kind: "header", tags });
        }
        let named = |place: &&PlaceHit| place.end <= start && place.kind != PlaceKind::Nation;
        let earlier: Vec<&PlaceHit> = match found.passage.kind {
            PassageKind::Row => Vec::new(),
            _ => found.places.iter().filter(named).collect(),
        };
        self.stem_or_heading(found.passage).filter(|over| !over.left(&earlier))
    }

    fn stem_or_heading(&self, passage: &Passage) -> Option<Over> {
        let stem = passage.stem.as_deref().map(|stem| self.headings.get(stem));
        if let Some(tags) = stem.filter(|tags| !tags.places.is_empty()) {
            return Some(Over { kind: "stem", tags });
        }
        // The title's area is the paper's; it is no section's.
        let title = Some(self.title).filter(|_| self.title_speaks);
        let tags = self.headings.places(&passage.locator.section, title)?;
        Some(Over { kind: "heading", tags })
    }

    /// The paper's area where the passage names no other.
    fn by_paper(&self, found: &Found<'_>) -> Option<&str> {
        let other = |code: &str| found.places.iter().any(|p| p.code != code && p.kind != PlaceKind::Nation);
        self.paper_area.filter(|code| !other(code))
    }

    fn paper_mention(&self, code: &str) -> Mention {
        let name = self.tagger.codebook().area_name(code);
        inherited(Facet::Place, name, Some(code.to_owned()), Scope::Paper, "paper".to_owned())
    }

    /// The body of a whole nation that is a sentence's subject, with the nation's code, where the sentence names no other body.
    fn national<'f>(
        &self,
        found: &'f Found<'_>,
        (start, end): (usize, usize),
    ) -> Option<(&'f OrganisationHit, &'f str)> {
        let mut bodies = found.bodies.iter().filter(|body| body.start >= start && body.end <= end);
        let (first, None) = (bodies.next()?, bodies.next()) else { return None };
        let [code] = first.areas.as_slice() else { return None };
        let nation = self.tagger.codebook().area(code).is_some_and(|area| area.is_nation);
        let before = found.passage.text[start..first.start].trim();
        let acts = found.passage.text[first.end..end].trim_start().starts_with(char::is_lowercase);
        (nation && acts && matches!(before, "" | "The" | "the")).then_some((first, code))
    }
}

/// Where a lead-in in plain type ends, in bytes: "Fife: volunteers delivered meals", "Angus and Moray – ...", "Case study 2: Falkirk. ...".
/// It is nothing but places up to a colon or full stop, or up to a dash that no second one answers. 0 without one.
pub(super) fn plain_lead(text: &str, places: &[PlaceHit]) -> usize {
    const DASHES: [&str; 3] = [" \u{2013} ", " \u{2014} ", " - "];
    if places.first().is_none_or(|first| first.start > LONGEST_LEAD) {
        return 0;
    }
    let near = &text[..text.floor_char_boundary(LONGEST_LEAD)];
    let line = near.split('\n').next().unwrap_or("");
    let marks = [": ", ". "].iter().chain(&DASHES);
    let mut ends: Vec<(usize, &str)> = marks.flat_map(|mark| line.match_indices(mark)).collect();
    ends.sort_unstable();
    let found = ends.into_iter().find(|(end, mark)| {
        let after = &text[end + mark.len()..];
        let sentence = after.split(". ").next().unwrap_or("");
        let answered = DASHES.contains(mark)
            && (DASHES.iter().any(|dash| sentence.contains(dash))
                || places.iter().any(|place| place.start == end + mark.len()));
        !after.trim().is_empty() && !answered && only_places(text, 0..*end, places)
    });
    found.map_or(0, |(end, _)| end)
}

/// Where the row head ends, which in a row that begins with its number is the cell after that: "3 | Moray | ...".
pub(super) fn row_head(text: &str, head: usize, places: &[PlaceHit]) -> usize {
    let numbered = head > 0 && !text[..head].contains(char::is_alphabetic);
    let cell = text[head..].strip_prefix(" | ").and_then(|rest| rest.split(" | ").next()).unwrap_or("");
    let end = head + " | ".len() + cell.len();
    if numbered && !cell.is_empty() && only_places(text, head..end, places) { end } else { head }
}

/// Whether a part of a text names places and nothing else but what joins, numbers or announces them.
fn only_places(text: &str, range: Range<usize>, places: &[PlaceHit]) -> bool {
    const JOINTS: [&str; 9] = ["", "and", "or", "the", "in", "in the", "case study", "example", "response from"];
    let mut from = range.start;
    let mut named = false;
    for place in places.iter().filter(|place| place.start >= range.start && place.end <= range.end) {
        let gap = text.get(from..place.start).unwrap_or("").trim_matches(|c: char| !c.is_alphabetic());
        if !JOINTS.iter().any(|joint| gap.eq_ignore_ascii_case(joint)) {
            return false;
        }
        (from, named) = (place.end, true);
    }
    named && !text[from..range.end].contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::model::paper::{Paper, PassageKind};
    use crate::model::tags::{Mention, PaperTags, Scope};
    use crate::tag::Tagger;
    use crate::tag::gold::paper;
    use std::sync::LazyLock;

    static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::load(None).unwrap());
    const FIFE: &str = "S12000047";
    const ANGUS: &str = "S12000041";
    const MORAY: &str = "S12000020";
    const SCOTLAND: &str = "S92000003";

    /// The areas of each sentence of a passage, each with its scope.
    fn areas(tags: &PaperTags, passage: usize) -> Vec<Vec<(&str, Scope)>> {
        let statements = tags.passages[passage].statements.iter();
        statements.map(|s| s.areas.iter().map(|a| (a.id.as_str(), a.scope)).collect()).collect()
    }

    fn titled(title: &str, mut paper: Paper) -> PaperTags {
        paper.title = title.to_owned();
        let tags = TAGGER.tag(&paper);
        // What a statement has from above is a mention of its passage too.
        for passage in &tags.passages {
            for area in passage.statements.iter().flat_map(|s| &s.areas) {
                let same = |m: &Mention| m.code.as_deref() == Some(area.id.as_str()) && m.scope == area.scope;
                assert!(passage.mentions.iter().any(same), "{area:?}");
            }
        }
        tags
    }

    #[test]
    fn a_column_header_gives_its_cells_their_area() {
        let mut row =
            paper(&[("Transport | Buses are few in rural places. | Buses often run late.", &[], None, Some(9))]);
        row.passages[0].kind = PassageKind::Row;
        row.passages[0].columns = vec![("Theme".into(), 0), ("Fife".into(), 12), ("Angus".into(), 45)];
        let tags = titled("A paper", row);
        assert_eq!(areas(&tags, 0), [[(FIFE, Scope::Heading)], [(ANGUS, Scope::Heading)]]);
    }

    #[test]
    fn a_row_may_begin_with_its_number() {
        let mut row = paper(&[("2 | Moray | Hubs opened in a week.", &[], None, Some(1))]);
        row.passages[0].kind = PassageKind::Row;
        assert_eq!(areas(&titled("A paper", row), 0), [[(MORAY, Scope::LeadIn)]]);
    }

    #[test]
    fn what_introduces_a_list_gives_its_items_their_area() {
        let text = "Volunteers delivered meals to people at home.";
        let tags = titled(
            "A paper",
            paper(&[
                (text, &["Angus"], Some("In Moray, partners said:"), None),
                (text, &["Angus"], Some("Work:"), None),
            ]),
        );
        assert_eq!(areas(&tags, 0), [[(MORAY, Scope::Heading)]]);
        assert_eq!(areas(&tags, 1), [[(ANGUS, Scope::Heading)]]);
    }

    #[test]
    fn a_lead_in_may_stand_in_plain_type() {
        for (text, found) in [
            ("Fife: volunteers delivered meals. Funding was insufficient.", vec![FIFE]),
            ("Fife \u{2013} volunteers delivered meals. Funding was insufficient.", vec![FIFE]),
            ("Case study 2: Fife. Volunteers delivered meals. Funding was insufficient.", vec![FIFE]),
            ("Fife Council (FC): volunteers delivered meals. Funding was insufficient.", vec![FIFE]),
            ("1. Fife and Angus: volunteers delivered meals. Funding was insufficient.", vec![ANGUS, FIFE]),
        ] {
            let tags = titled("A paper", paper(&[(text, &["Moray"], None, None)]));
            let want: Vec<_> = found.iter().map(|code| (*code, Scope::LeadIn)).collect();
            assert_eq!(areas(&tags, 0), [want.clone(), want], "{text}");
        }
        for text in [
            "Fife \u{2013} the third largest of all \u{2013} has few buses. Funding is insufficient.",
            "Fife has one need: more buses. Funding is insufficient.",
        ] {
            let tags = titled("A paper", paper(&[(text, &[], None, None)]));
            assert_eq!(areas(&tags, 0), [vec![(FIFE, Scope::Direct)], vec![]], "{text}");
        }
    }

    #[test]
    fn a_paper_gives_its_area_to_passages_that_name_no_other() {
        let tags = titled(
            "Angus Council: carers",
            paper(&[
                ("Angus has few staff. Funding is insufficient for carers.", &["Angus Council: carers"], None, None),
                ("Scotland has few staff. Funding is insufficient for carers.", &[], None, None),
                ("Compared with Fife, carers wait longer. Funding is insufficient.", &[], None, None),
                ("The Scottish Government published guidance on carers.", &[], None, None),
            ]),
        );
        assert_eq!(areas(&tags, 0), [[(ANGUS, Scope::Direct)], [(ANGUS, Scope::Paper)]]);
        assert_eq!(areas(&tags, 1), [[(SCOTLAND, Scope::Direct)], [(ANGUS, Scope::Paper)]]);
        assert_eq!(areas(&tags, 2), [vec![(FIFE, Scope::Direct)], vec![]]);
        assert_eq!(areas(&tags, 3), [[(SCOTLAND, Scope::Direct)]]);
    }

    #[test]
    fn a_heading_holds_until_another_area_is_named() {
        let text = "Staff were few. Falkirk opened a hub. It was slow to recruit staff.";
        let tags = titled("A paper", paper(&[(text, &["Work in Moray"], None, None)]));
        assert_eq!(areas(&tags, 0), [vec![(MORAY, Scope::Heading)], vec![("S12000014", Scope::Direct)], vec![]]);
    }
}
