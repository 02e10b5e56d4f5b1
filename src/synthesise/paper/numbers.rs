//! Every count of the paper, made in one pass over the records.

use super::survey::{Group, Survey};
use super::{PaperOptions, areas};
use crate::model::evidence::{Citation, Synthesis};
use crate::model::learning::{Cell, Claim};
use crate::model::paper::PaperKind;
use crate::model::records::Records;
use crate::synthesise::SynthesisError;
use crate::synthesise::claims::{self, Counted, Filter, Key, Unit};
use crate::util::plural::thousands;
use std::collections::{BTreeMap, BTreeSet};

/// Statuses of sources whose text was read, in whole or in part.
const READ: [&str; 3] = ["ok", "near-duplicate", "partial"];

/// Counts by filter.
pub(super) struct Numbers(BTreeMap<Filter, Counted>);

impl Numbers {
    /// Counts all that the sections will ask for, and `more`.
    pub(super) fn make(
        records: &impl Records,
        synthesis: &Synthesis,
        survey: &Survey,
        options: &PaperOptions,
        more: impl IntoIterator<Item = Filter>,
    ) -> Result<Numbers, SynthesisError> {
        let mut wanted: BTreeSet<Filter> = more.into_iter().collect();
        wanted.extend([Unit::Sources, Unit::Papers, Unit::Passages].map(Filter::all));
        wanted.extend([read(), unread(), undated(), Filter::all(Unit::Passages).with(Key::Claim, ["ask"])]);
        wanted.extend(PaperKind::ALL.map(of_kind));
        for nation in nations(synthesis, records) {
            wanted.extend([areas_of(&nation), named(&nation, "yes"), named(&nation, "no")]);
        }
        for group in &survey.groups {
            wanted.extend(breadth(&group.filter));
            wanted.extend(stances(&group.filter));
            wanted.extend(areas_by_stance(&group.filter));
            wanted.extend(widest(group).into_iter().flatten().map(|(_, filter)| filter));
        }
        for theme in &survey.rest {
            wanted.extend(breadth(&Filter::all(Unit::Passages).with(Key::Theme, [theme.as_str()])));
        }
        if areas::own(survey, options.brief.is_some()) {
            wanted.extend(areas::filters(survey, synthesis));
        }
        wanted.extend(breadth(&worked()));
        wanted.extend(breadth(&barriers()));
        for strength in synthesis.strengths.iter().take(options.concepts) {
            wanted.extend(breadth(&concept(Key::Strength, &strength.id)));
        }
        for challenge in synthesis.challenges.iter().take(options.concepts) {
            wanted.extend(breadth(&concept(Key::Challenge, &challenge.id)));
        }
        let filters: Vec<Filter> = wanted.into_iter().collect();
        let counted = claims::count(records, &filters, options.cited)?;
        Ok(Numbers(filters.into_iter().zip(counted).collect()))
    }

    /// All numbers by filter.
    pub(super) fn values(self) -> BTreeMap<Filter, u64> {
        self.0.into_iter().map(|(filter, counted)| (filter, counted.value)).collect()
    }

    /// The number of a filter that was asked for.
    pub(super) fn value(&self, filter: &Filter) -> u64 {
        debug_assert!(self.0.contains_key(filter), "not counted: {filter}");
        self.0.get(filter).map_or(0, |c| c.value)
    }

    /// The number with its filter.
    pub(super) fn claim(&self, filter: &Filter) -> Claim {
        Claim { filter: filter.to_string(), value: self.value(filter) }
    }

    /// The number as a cell of a table.
    pub(super) fn cell(&self, filter: &Filter) -> Cell {
        Cell { text: thousands(self.value(filter)), claim: Some(self.claim(filter)) }
    }

    /// The first passages that were counted.
    pub(super) fn citations(&self, filter: &Filter) -> Vec<Citation> {
        self.0.get(filter).map(|c| c.citations.clone()).unwrap_or_default()
    }

    /// The areas that were counted.
    pub(super) fn areas(&self, filter: &Filter) -> Vec<String> {
        self.0.get(filter).map(|c| c.areas.iter().cloned().collect()).unwrap_or_default()
    }
}

/// The same passages as passages, papers and areas.
pub(super) fn breadth(passages: &Filter) -> [Filter; 3] {
    [passages.clone(), passages.over(Unit::Papers), passages.over(Unit::Areas)]
}

pub(super) fn read() -> Filter {
    Filter::all(Unit::Sources).with(Key::Status, READ)
}

pub(super) fn unread() -> Filter {
    Filter::all(Unit::Sources).with(Key::Status, ["duplicate", "no-text", "failed", "skipped"])
}

pub(super) fn undated() -> Filter {
    Filter::all(Unit::Papers).with(Key::Dated, ["no"])
}

pub(super) fn of_kind(kind: PaperKind) -> Filter {
    Filter::all(Unit::Papers).with(Key::Kind, [kind.as_str()])
}

pub(super) fn areas_of(nation: &str) -> Filter {
    Filter::all(Unit::Areas).with(Key::Nation, [nation])
}

pub(super) fn named(nation: &str, answer: &str) -> Filter {
    Filter::all(Unit::Areas).with(Key::Named, [answer]).with(Key::Nation, [nation])
}

/// Passages with a stated result that helped.
pub(super) fn worked() -> Filter {
    Filter::all(Unit::Passages).with(Key::Claim, ["effect"]).with(Key::Stance, ["strength", "mixed"])
}

/// Passages that say that something is hard.
pub(super) fn barriers() -> Filter {
    Filter::all(Unit::Passages).with(Key::Stance, ["challenge", "mixed"])
}

pub(super) fn concept(key: Key, id: &str) -> Filter {
    Filter::all(Unit::Passages).with(key, [id])
}

/// The passages of a theme that say that something works, is hard, or both.
pub(super) fn stances(group: &Filter) -> [Filter; 3] {
    ["strength", "challenge", "mixed"].map(|s| group.clone().with(Key::Stance, [s]))
}

/// The areas from which a passage says that something works, and those from which one says that something is hard.
pub(super) fn areas_by_stance(group: &Filter) -> [Filter; 2] {
    [["strength", "mixed"], ["challenge", "mixed"]].map(|s| group.over(Unit::Areas).with(Key::Stance, s))
}

/// The areas that state the strengths, and the challenges, most widely stated on a theme.
pub(super) fn widest(group: &Group) -> [Vec<(&str, Filter)>; 2] {
    [(Key::Strength, 0), (Key::Challenge, 1)].map(|(key, side)| {
        let filter = |id: &str| group.filter.over(Unit::Areas).with(key, [id]);
        group.widest[side].iter().map(|id| (id.as_str(), filter(id))).collect()
    })
}

/// The nations that have areas in the coverage.
pub(super) fn nations(synthesis: &Synthesis, records: &impl Records) -> BTreeSet<String> {
    let codes = synthesis.coverage.iter().filter_map(|a| records.codebook().area(&a.area));
    codes.filter(|a| !a.is_nation).map(|a| a.nation.clone()).collect()
}
