//! Counting over the records, many filters in one pass.

use super::{Filter, Key, Unit};
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::Citation;
use crate::model::paper::{Paper, Passage};
use crate::model::records::{Records, TaggedPaper};
use crate::model::tags::{PassageTags, Scope, Stance, Statement};
use crate::synthesise::SynthesisError;
use crate::synthesise::gather::cite;
use crate::synthesise::tally::together;
use crate::util::text::fold;
use std::collections::BTreeSet;

/// What a filter counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The number.
    pub value: u64,
    /// The first passages that were counted, in the order of the corpus.
    pub citations: Vec<Citation>,
    /// The areas that were counted, by code, where the unit is areas.
    pub areas: BTreeSet<String>,
}

#[derive(Default)]
struct State {
    value: u64,
    citations: Vec<Citation>,
    areas: BTreeSet<String>,
    cells: BTreeSet<(String, String)>,
    in_paper: bool,
}

/// Counts every filter in one pass over the records; passages keep the first `cited` citations.
pub fn count(records: &impl Records, filters: &[Filter], cited: usize) -> Result<Vec<Counted>, SynthesisError> {
    let mut states: Vec<State> = filters.iter().map(|_| State::default()).collect();
    for entry in records.sources() {
        for (filter, state) in filters.iter().zip(&mut states) {
            let counts = filter.unit == Unit::Sources
                && filter.allows(Key::Status, entry.status.as_str())
                && filter.allows(Key::Source, &entry.name);
            state.value += u64::from(counts);
        }
    }
    crate::synthesise::each(records, |record| {
        for tagged in &record.papers {
            for (filter, state) in filters.iter().zip(&mut states) {
                if filter.unit != Unit::Sources && of_paper(filter, &tagged.paper, &record.entry.name) {
                    paper(filter, &record.entry.name, tagged, cited, state);
                }
            }
        }
        Ok(())
    })?;
    Ok(filters.iter().zip(states).map(|(filter, state)| finish(filter, state, records.codebook())).collect())
}

fn of_paper(filter: &Filter, paper: &Paper, source: &str) -> bool {
    filter.allows(Key::Kind, paper.kind.as_str())
        && filter.allows(Key::Dated, if paper.date.is_some() { "yes" } else { "no" })
        && filter.allows(Key::Source, source)
        && (filter.values(Key::Year).is_none()
            || filter
                .allows(Key::Year, &paper.date.as_ref().map_or_else(String::new, |d| format!("{:04}", d.date.year))))
        && (filter.values(Key::Round).is_none()
            || filter.allows(Key::Round, &paper.date.as_ref().map_or_else(String::new, |d| d.date.to_string())))
        && filter.allows_body(paper.body.as_deref().unwrap_or_default())
}

fn paper(filter: &Filter, source: &str, tagged: &TaggedPaper, cited: usize, state: &mut State) {
    let about_passages =
        [Key::Theme, Key::Heading, Key::Stance, Key::Claim, Key::Challenge, Key::Strength, Key::Area, Key::Passage];
    state.in_paper = filter.unit == Unit::Papers && !about_passages.iter().any(|key| filter.values(*key).is_some());
    if filter.values(Key::Named).is_some() {
        state.areas.extend(tagged.tags.area.clone());
    }
    let none = PassageTags::default();
    for (i, passage) in tagged.paper.passages.iter().enumerate() {
        let tags = tagged.tags.passages.get(i).unwrap_or(&none);
        if filter.values(Key::Named).is_some() {
            state.areas.extend(places(tags, None).chain(statement_areas(&tags.statements)).map(str::to_owned));
        } else if let Some(matching) = matches(filter, passage, tags) {
            match filter.unit {
                Unit::Passages => {
                    state.value += 1;
                    if state.citations.len() < cited {
                        state.citations.push(cite(source, &tagged.paper.id, passage));
                    }
                }
                Unit::Papers => state.in_paper = true,
                Unit::Areas | Unit::Cells => areas(filter, passage, tags, &matching, state),
                Unit::Sources => {}
            }
        }
    }
    state.value += u64::from(state.in_paper);
}

/// The statements that meet the filter's conditions, or `None` where the passage does not meet them.
fn matches<'a>(filter: &Filter, passage: &Passage, tags: &'a PassageTags) -> Option<Vec<&'a Statement>> {
    let here = filter.allows(Key::Passage, &passage.id)
        && (filter.values(Key::Heading).is_none() || filter.allows(Key::Heading, &heading(passage)));
    if !here {
        return None;
    }
    let of_statements = [Key::Theme, Key::Challenge, Key::Strength, Key::Area, Key::Claim];
    let matching: Vec<&Statement> = tags
        .statements
        .iter()
        .filter(|s| {
            has(filter, Key::Theme, s.themes.iter().map(|t| t.id.as_str()))
                && has(filter, Key::Challenge, s.challenges.iter().map(String::as_str))
                && has(filter, Key::Strength, s.strengths.iter().map(String::as_str))
                && has(filter, Key::Area, s.areas.iter().map(|a| a.id.as_str()))
                && filter.allows(Key::Claim, s.claim.as_str())
        })
        .collect();
    if matching.is_empty() && of_statements.iter().any(|key| filter.values(*key).is_some()) {
        return None;
    }
    let stance = matching.iter().fold(Stance::Neutral, |stance, s| together(stance, s.stance));
    filter.allows(Key::Stance, stance.as_str()).then_some(matching)
}

/// Whether one of the ids is allowed; no condition allows all.
fn has<'a>(filter: &Filter, key: Key, mut ids: impl Iterator<Item = &'a str>) -> bool {
    filter.values(key).is_none_or(|values| ids.any(|id| values.iter().any(|v| v == id)))
}

/// The nearest heading above a passage, folded; empty without one.
pub(in crate::synthesise) fn heading(passage: &Passage) -> String {
    passage.locator.section.last().map(|words| fold(words)).unwrap_or_default()
}

/// Codes of the places that a passage mentions, of one scope or of all.
pub(in crate::synthesise) fn places(tags: &PassageTags, scope: Option<Scope>) -> impl Iterator<Item = &str> {
    tags.mentions
        .iter()
        .filter(move |m| m.facet == Facet::Place && scope.is_none_or(|s| m.scope == s))
        .filter_map(|m| m.code.as_deref())
}

fn statement_areas(statements: &[Statement]) -> impl Iterator<Item = &str> {
    statements.iter().flat_map(|s| s.areas.iter().map(|a| a.id.as_str()))
}

fn areas(filter: &Filter, passage: &Passage, tags: &PassageTags, matching: &[&Statement], state: &mut State) {
    if filter.values(Key::Heading).is_some() {
        let heading = heading(passage);
        for code in places(tags, Some(Scope::LeadIn)) {
            state.areas.insert(code.to_owned());
            state.cells.insert((heading.clone(), code.to_owned()));
        }
        return;
    }
    for statement in matching.iter().filter(|s| !s.themes.is_empty()) {
        for area in statement.areas.iter().filter(|a| filter.allows(Key::Area, &a.id)) {
            state.areas.insert(area.id.clone());
            for theme in statement.themes.iter().filter(|t| filter.allows(Key::Theme, &t.id)) {
                state.cells.insert((theme.id.clone(), area.id.clone()));
            }
        }
    }
}

fn finish(filter: &Filter, mut state: State, codebook: &Codebook) -> Counted {
    let nation = |code: &str| codebook.area(code).is_some_and(|a| a.is_nation);
    if filter.unit == Unit::Areas {
        if filter.values(Key::Named).is_some() && filter.allows(Key::Named, "no") {
            let named = std::mem::take(&mut state.areas);
            state.areas = codebook.areas.iter().map(|a| a.code.clone()).filter(|code| !named.contains(code)).collect();
        } else if filter.conditions.iter().all(|(key, _)| *key == Key::Nation) && !filter.conditions.is_empty() {
            state.areas = codebook.areas.iter().map(|a| a.code.clone()).collect();
        }
        state
            .areas
            .retain(|code| !nation(code) && codebook.area(code).is_none_or(|a| filter.allows(Key::Nation, &a.nation)));
        state.value = state.areas.len() as u64;
    } else if filter.unit == Unit::Cells {
        state.value = state.cells.iter().filter(|(_, code)| !nation(code)).count() as u64;
    }
    Counted { value: state.value, citations: state.citations, areas: state.areas }
}
