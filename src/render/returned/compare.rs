//! Rows that came back, compared with what the index holds.

use super::{Returned, ReturnedRow};
use crate::model::action::{Action, ActionStatus};
use crate::model::codebook::{Codebook, Facet};
use crate::model::paper::{Paper, Passage};
use crate::model::records::{RecordError, Records};
use crate::model::review::{Decision, Subject, Verdict, date_of, fingerprint, fingerprints, text_start};
use crate::model::tags::{PassageTags, Stance};
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// How many characters of the words are compared: enough to tell a row that slipped, and fewer than a cell may be cut to.
const COMPARED: usize = 300;

/// The columns that hold lists of concepts.
const LISTS: [(&str, Facet); 5] = [
    ("themes", Facet::Theme),
    ("challenges", Facet::Challenge),
    ("strengths", Facet::Strength),
    ("organisations", Facet::Organisation),
    ("places", Facet::Place),
];

/// What changed on one passage or action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, as a citation.
    pub locator: String,
    /// Its first words.
    pub text: String,
    /// What changed, in words: `theme + digital`, `stance: neutral -> challenge`.
    pub said: Vec<String>,
    /// The decisions that this makes.
    pub decisions: Vec<Decision>,
}

/// All that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// By source, paper and place; actions last.
    pub changes: Vec<Change>,
    /// Rows that are refused: where they stand, why, and what to do.
    pub refused: Vec<String>,
    /// How many rows were compared.
    pub rows: u64,
}

/// Who decided, and when, as it is to stand in every decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Reviewer<'a> {
    who: &'a str,
    when: &'a str,
}

/// Compares rows with the records. `who` and `when` go into every decision as they are.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn compare(
    records: &impl Records,
    actions: &[Action],
    returned: &Returned,
    who: &str,
    when: &str,
) -> Result<Changes, RecordError> {
    let reviewer = Reviewer { who, when };
    let mut out = Changes::default();
    let mut waiting = by_id(&returned.passages, "passage_id", &mut out.refused);
    let mut papers: BTreeMap<String, (String, String)> = BTreeMap::new();
    let codebook = records.codebook();
    records.for_each(|record| -> Result<(), RecordError> {
        for tagged in &record.papers {
            let paper = &tagged.paper;
            papers.insert(paper.id.clone(), (paper.title.clone(), date_of(paper)));
            if !paper.passages.iter().any(|p| waiting.contains_key(p.id.as_str())) {
                continue;
            }
            let prints = fingerprints(&paper.passages);
            for ((passage, tags), print) in paper.passages.iter().zip(&tagged.tags.passages).zip(prints) {
                let Some(row) = waiting.remove(passage.id.as_str()) else { continue };
                out.rows += 1;
                let found = Found { paper, passage, tags, codebook };
                match found.change(row, &print, &record.entry.name, &reviewer) {
                    Ok(change) if change.decisions.is_empty() => {}
                    Ok(change) => out.changes.push(change),
                    Err(why) => out.refused.push(format!("{}: {why}", row.place)),
                }
            }
        }
        Ok(())
    })?;
    let unknown = |row: &ReturnedRow, what: &str| {
        format!(
            "{}: this index has no such {what}; export again from it, or build the index that the file came from",
            row.place
        )
    };
    out.refused.extend(left(&returned.passages, "passage_id", &waiting).map(|row| unknown(row, "passage")));
    let mut waiting = by_id(&returned.actions, "action_id", &mut out.refused);
    for action in actions {
        let Some(row) = waiting.remove(action.id.as_str()) else { continue };
        out.rows += 1;
        let paper = papers.get(&action.paper_id).cloned().unwrap_or_default();
        match status(action, row, paper, &reviewer) {
            Ok(change) => out.changes.extend(change),
            Err(why) => out.refused.push(format!("{}: {why}", row.place)),
        }
    }
    out.refused.extend(left(&returned.actions, "action_id", &waiting).map(|row| unknown(row, "action")));
    Ok(out)
}

/// Rows by their id. A second row of the same id is refused where it says something else.
fn by_id<'a>(rows: &'a [ReturnedRow], column: &str, refused: &mut Vec<String>) -> BTreeMap<&'a str, &'a ReturnedRow> {
    let mut out: BTreeMap<&str, &ReturnedRow> = BTreeMap::new();
    for row in rows {
        let Some(id) = row.cells.get(column) else { continue };
        match out.get(id.as_str()) {
            Some(first) if first.cells == row.cells => {}
            Some(first) => refused.push(format!(
                "{}: the same {column} stands in {} with other values; keep one of the two",
                row.place, first.place
            )),
            None => {
                out.insert(id, row);
            }
        }
    }
    out
}

/// The rows that nothing was found for, in their order.
fn left<'a>(
    rows: &'a [ReturnedRow],
    column: &str,
    waiting: &BTreeMap<&str, &'a ReturnedRow>,
) -> impl Iterator<Item = &'a ReturnedRow> {
    rows.iter().filter(move |row| {
        let same = row.cells.get(column).and_then(|id| waiting.get(id.as_str()));
        same.is_some_and(|same| std::ptr::eq(*same, *row))
    })
}

/// A passage of the index that a row came back for.
struct Found<'a> {
    paper: &'a Paper,
    passage: &'a Passage,
    tags: &'a PassageTags,
    codebook: &'a Codebook,
}

impl Found<'_> {
    fn change(&self, row: &ReturnedRow, print: &str, source: &str, reviewer: &Reviewer<'_>) -> Result<Change, String> {
        if let Some(text) = row.cells.get("text")
            && !same_words(text, &self.passage.text)
        {
            return Err(format!(
                "its words are not those of the passage (\"{}\"); a column may have been sorted alone, or the text edited",
                start(&self.passage.text)
            ));
        }
        let mut said = Vec::new();
        let mut decisions = Vec::new();
        let mut decide = |subject: Subject, concept: &str, verdict: Verdict| {
            decisions.push(Decision {
                fingerprint: print.to_owned(),
                paper_title: self.paper.title.clone(),
                paper_date: date_of(self.paper),
                subject,
                concept: concept.to_owned(),
                verdict,
                to_concept: String::new(),
                note: String::new(),
                who: reviewer.who.to_owned(),
                when: reviewer.when.to_owned(),
                text_start: text_start(&self.passage.text),
                line: 0,
            });
        };
        for (column, facet) in LISTS {
            let Some(cell) = row.cells.get(column) else { continue };
            let before = self.concepts(facet);
            let mut after = BTreeSet::new();
            for part in cell.split(['|', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
                after.insert(self.concept(facet, part, &before)?);
            }
            for id in before.difference(&after) {
                said.push(format!("{facet} - {id}"));
                decide(Subject::Concept(facet), id, Verdict::Reject);
            }
            for id in after.difference(&before) {
                said.push(format!("{facet} + {id}"));
                decide(Subject::Concept(facet), id, Verdict::Add);
            }
        }
        if let Some(cell) = row.cells.get("stance") {
            let (old, new) = (self.tags.stance, Stance::meant(cell)?);
            if new != old {
                said.push(format!("stance: {} -> {}", old.as_str(), new.as_str()));
                decide(Subject::Stance, new.as_str(), Verdict::Add);
            }
        }
        Ok(Change { locator: self.passage.locator.cite(source), text: start(&self.passage.text), said, decisions })
    }

    /// What the passage has of a facet, as the table shows it: ids, and for places codes.
    fn concepts(&self, facet: Facet) -> BTreeSet<String> {
        let of_facet = self.tags.mentions.iter().filter(|m| m.facet == facet);
        of_facet.filter_map(|m| if facet == Facet::Place { m.code.clone() } else { Some(m.concept.clone()) }).collect()
    }

    /// The id that a person means by an id, a label, a code or a name.
    fn concept(&self, facet: Facet, given: &str, before: &BTreeSet<String>) -> Result<String, String> {
        if before.contains(given) {
            return Ok(given.to_owned());
        }
        self.codebook.meant(facet, given).map(str::to_owned).map_err(|nearest| match nearest {
            Some(id) => format!("there is no {facet} \"{given}\"; did you mean {}?", self.codebook.area_name(id)),
            None => format!("there is no {facet} \"{given}\"; the sheet codebook lists them"),
        })
    }
}

fn status(
    action: &Action,
    row: &ReturnedRow,
    (paper_title, paper_date): (String, String),
    reviewer: &Reviewer<'_>,
) -> Result<Option<Change>, String> {
    if let Some(text) = row.cells.get("action")
        && !same_words(text, &action.action)
    {
        return Err(format!("its words are not those of the action (\"{}\")", start(&action.action)));
    }
    let Some(cell) = row.cells.get("status") else { return Ok(None) };
    let word = cell.to_lowercase();
    if word == action.status.as_str() {
        return Ok(None);
    }
    let words = ActionStatus::ALL.map(ActionStatus::as_str);
    if !words.contains(&word.as_str()) {
        return Err(format!("\"{cell}\" is no status; write {}", words.join(", ")));
    }
    let said = vec![format!("status: {} -> {word}", action.status.as_str())];
    let decision = Decision {
        fingerprint: fingerprint(&action.action, 0),
        paper_title,
        paper_date,
        subject: Subject::ActionStatus,
        concept: word,
        verdict: Verdict::Add,
        to_concept: String::new(),
        note: String::new(),
        who: reviewer.who.to_owned(),
        when: reviewer.when.to_owned(),
        text_start: text_start(&action.action),
        line: 0,
    };
    let (locator, text) = (action.locator.cite(&action.source), start(&action.action));
    Ok(Some(Change { locator, text, said, decisions: vec![decision] }))
}

/// The first words, for people.
fn start(text: &str) -> String {
    let mut out: String = text.chars().take(60).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// The words are the same as far as a spreadsheet keeps them.
fn same_words(given: &str, held: &str) -> bool {
    let words = |text: &str| fold(&text.chars().take(COMPARED).collect::<String>());
    words(given) == words(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_found_is_told_in_the_order_of_its_rows() {
        let row = |at: usize, id: &str, stance: &str| ReturnedRow {
            place: format!("line {at}"),
            cells: [("action_id", id), ("stance", stance)].map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        };
        let rows = [row(2, "c", ""), row(3, "a", ""), row(4, "b", ""), row(5, "c", ""), row(6, "a", "mixed")];
        let mut refused = Vec::new();
        let mut waiting = by_id(&rows, "action_id", &mut refused);
        waiting.remove("b");
        let places: Vec<&str> = left(&rows, "action_id", &waiting).map(|row| row.place.as_str()).collect();
        assert_eq!((places, refused.len()), (vec!["line 2", "line 3"], 1));
    }
}
