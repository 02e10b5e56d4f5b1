//! Counting over the records, many filters in one pass.

use super::{Filter, Key, Unit};
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::Citation;
use crate::model::paper::{Paper, Passage};
use crate::model::records::{Part, Records, SourceRecord, TaggedPaper};
use crate::model::source::SourceEntry;
use crate::model::tags::{PassageTags, Scope, Stance, Statement};
use crate::synthesise::SynthesisError;
use crate::synthesise::gather::cite;
use crate::synthesise::tally::together;
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

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
    let counter = Counter::new(filters, cited);
    let counter = crate::synthesise::fold(records, || counter.part(), |part, record| part.see(&record))?;
    Ok(counter.finish(records.sources(), records.codebook()))
}

/// Filters to be counted, in parts that others can stand beside in the same pass over the records.
///
/// Most filters ask for one theme, heading, challenge, strength, area or passage. They are kept by it, so that a passage meets those
/// alone that could count it: work grows with what a passage says and not with the number of filters.
pub struct Counter<'f> {
    filters: &'f [Filter],
    cited: usize,
    /// Filters by what they ask for first.
    asking: BTreeMap<Key, BTreeMap<&'f str, Vec<usize>>>,
    /// Filters that any passage may meet.
    always: Vec<usize>,
    /// Filters that not every paper meets.
    of_papers: Vec<usize>,
    /// Filters that count papers, and those that ask for areas by name.
    papers: Vec<usize>,
    named: Vec<usize>,
    headings: bool,
}

/// What filters are kept by, in this order.
const LEADS: [Key; 6] = [Key::Passage, Key::Heading, Key::Challenge, Key::Strength, Key::Theme, Key::Area];

/// What is counted of some records.
pub struct Counts<'c, 'f> {
    counter: &'c Counter<'f>,
    states: Vec<State>,
    /// Whether the paper at hand meets each filter.
    open: Vec<bool>,
    met: Met,
}

/// The filters that could count the passage at hand, each once, in no order.
struct Met {
    list: Vec<usize>,
    /// The number of the last passage that could be counted by each filter.
    last: Vec<u64>,
    passage: u64,
}

impl Met {
    fn add(&mut self, filters: &[usize]) {
        for &at in filters {
            if self.last[at] != self.passage {
                self.last[at] = self.passage;
                self.list.push(at);
            }
        }
    }
}

impl<'f> Counter<'f> {
    /// Passages keep the first `cited` citations.
    pub fn new(filters: &'f [Filter], cited: usize) -> Counter<'f> {
        let mut asking: BTreeMap<Key, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        let mut always = Vec::new();
        for (i, filter) in filters.iter().enumerate().filter(|(_, f)| f.unit != Unit::Sources) {
            let lead = LEADS.into_iter().find_map(|key| Some((key, filter.values(key)?)));
            match lead.filter(|_| filter.values(Key::Named).is_none()) {
                Some((key, values)) => {
                    for value in values {
                        asking.entry(key).or_default().entry(value).or_default().push(i);
                    }
                }
                None => always.push(i),
            }
        }
        let those = |meet: &dyn Fn(&Filter) -> bool| (0..filters.len()).filter(|i| meet(&filters[*i])).collect();
        Counter {
            filters,
            cited,
            asking,
            always,
            of_papers: those(&|f| f.unit == Unit::Sources || OF_PAPERS.iter().any(|key| f.values(*key).is_some())),
            papers: those(&|f| f.unit == Unit::Papers),
            named: those(&|f| f.values(Key::Named).is_some()),
            headings: filters.iter().any(|f| f.values(Key::Heading).is_some()),
        }
    }

    /// Nothing counted yet.
    pub fn part(&self) -> Counts<'_, 'f> {
        let states = self.filters.iter().map(|_| State::default()).collect();
        let all = self.filters.len();
        Counts {
            counter: self,
            states,
            open: vec![true; all],
            met: Met { list: Vec::new(), last: vec![0; all], passage: 0 },
        }
    }

    /// Finds the filters that could count a passage.
    fn meet(&self, passage: &Passage, heading: &str, tags: &PassageTags, met: &mut Met) {
        met.list.clear();
        met.passage += 1;
        met.add(&self.always);
        for (key, by) in &self.asking {
            let mut add = |value: &str| met.add(by.get(value).map_or(&[], Vec::as_slice));
            match key {
                Key::Passage => add(&passage.id),
                Key::Heading => add(heading),
                Key::Theme => tags.statements.iter().flat_map(|s| &s.themes).for_each(|t| add(&t.id)),
                Key::Area => tags.statements.iter().flat_map(|s| &s.areas).for_each(|a| add(&a.id)),
                Key::Challenge => tags.statements.iter().flat_map(|s| &s.challenges).for_each(|id| add(id)),
                Key::Strength => tags.statements.iter().flat_map(|s| &s.strengths).for_each(|id| add(id)),
                _ => {}
            }
        }
    }
}

impl Counts<'_, '_> {
    /// Counts what a source holds.
    pub fn see(&mut self, record: &SourceRecord<'_>) {
        for tagged in &record.papers {
            self.paper(&record.entry.name, tagged);
        }
    }

    fn paper(&mut self, source: &str, tagged: &TaggedPaper) {
        let counter = self.counter;
        let filters = counter.filters;
        for &i in &counter.of_papers {
            self.open[i] = filters[i].unit != Unit::Sources && of_paper(&filters[i], &tagged.paper, source);
        }
        for &i in &counter.papers {
            self.states[i].in_paper = self.open[i] && !filters[i].is_about_passages();
        }
        if let Some(area) = &tagged.tags.area {
            for &i in counter.named.iter().filter(|i| self.open[**i]) {
                self.states[i].areas.insert(area.clone());
            }
        }
        let none = PassageTags::default();
        let mut heading_of = Headings::default();
        for (i, passage) in tagged.paper.passages.iter().enumerate() {
            let tags = tagged.tags.passages.get(i).unwrap_or(&none);
            let heading = if counter.headings { heading_of.of(passage) } else { "" };
            counter.meet(passage, heading, tags, &mut self.met);
            for &at in self.met.list.iter().filter(|at| self.open[**at]) {
                let (filter, state) = (&filters[at], &mut self.states[at]);
                if filter.values(Key::Named).is_some() {
                    for area in places(tags, None).chain(statement_areas(&tags.statements)) {
                        if !state.areas.contains(area) {
                            state.areas.insert(area.to_owned());
                        }
                    }
                } else if filter.unit == Unit::Papers && state.in_paper {
                    // One passage is enough.
                } else if let Some(matching) = matches(filter, passage, heading, tags) {
                    match filter.unit {
                        Unit::Passages => {
                            state.value += 1;
                            if state.citations.len() < counter.cited {
                                state.citations.push(cite(source, &tagged.paper.id, passage));
                            }
                        }
                        Unit::Papers => state.in_paper = true,
                        Unit::Areas | Unit::Cells => areas(filter, heading, tags, &matching, state),
                        Unit::Sources => {}
                    }
                }
            }
        }
        for &i in counter.papers.iter().filter(|i| self.open[**i]) {
            self.states[i].value += u64::from(self.states[i].in_paper);
        }
    }

    /// What each filter counted, in the order of the filters. Of the sources it needs no more than their names and statuses.
    pub fn finish(self, sources: &[SourceEntry], codebook: &Codebook) -> Vec<Counted> {
        let states = self.counter.filters.iter().zip(self.states);
        states
            .map(|(filter, mut state)| {
                if filter.unit == Unit::Sources {
                    let counts = |entry: &&SourceEntry| {
                        filter.allows(Key::Status, entry.status.as_str()) && filter.allows(Key::Source, &entry.name)
                    };
                    state.value = sources.iter().filter(counts).count() as u64;
                }
                finish(filter, state, codebook)
            })
            .collect()
    }
}

impl Part for Counts<'_, '_> {
    fn join(&mut self, next: Self) {
        for (state, mut next) in self.states.iter_mut().zip(next.states) {
            state.value += next.value;
            let room = self.counter.cited.saturating_sub(state.citations.len());
            state.citations.extend(next.citations.into_iter().take(room));
            state.areas.append(&mut next.areas);
            state.cells.append(&mut next.cells);
        }
    }
}

/// The folded heading of the passage at hand; neighbours stand under the same.
#[derive(Default)]
pub(in crate::synthesise) struct Headings {
    words: String,
    folded: String,
}

impl Headings {
    /// The nearest heading above a passage, folded; empty without one.
    pub(in crate::synthesise) fn of(&mut self, passage: &Passage) -> &str {
        let words = passage.locator.section.last().map_or("", String::as_str);
        if self.words != words {
            (self.words, self.folded) = (words.to_owned(), fold(words));
        }
        &self.folded
    }
}

/// Conditions that a paper meets or not, whatever its passages say.
const OF_PAPERS: [Key; 6] = [Key::Kind, Key::Dated, Key::Source, Key::Year, Key::Round, Key::Body];

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

/// The statements that meet the filter's conditions, or `None` where the passage does not meet them.
fn matches<'a>(filter: &Filter, passage: &Passage, heading: &str, tags: &'a PassageTags) -> Option<Vec<&'a Statement>> {
    let here = filter.allows(Key::Passage, &passage.id) && filter.allows(Key::Heading, heading);
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

fn areas(filter: &Filter, heading: &str, tags: &PassageTags, matching: &[&Statement], state: &mut State) {
    if filter.values(Key::Heading).is_some() {
        for code in places(tags, Some(Scope::LeadIn)) {
            state.areas.insert(code.to_owned());
            state.cells.insert((heading.to_owned(), code.to_owned()));
        }
        return;
    }
    // What is asked for by a challenge, a strength or a stance needs no theme: its area states it all the same.
    let themed = [Key::Challenge, Key::Strength, Key::Stance].iter().all(|key| filter.values(*key).is_none());
    for statement in matching.iter().filter(|s| !themed || !s.themes.is_empty()) {
        for area in statement.areas.iter().filter(|a| filter.allows(Key::Area, &a.id)) {
            if !state.areas.contains(&area.id) {
                state.areas.insert(area.id.clone());
            }
            if filter.unit != Unit::Cells {
                continue;
            }
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
