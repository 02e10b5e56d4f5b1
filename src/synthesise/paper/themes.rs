//! A section for each theme: a counted opening, then quotations, what works before what is hard, then what was done and is planned.

use super::numbers::{areas_by_stance, breadth, stances};
use super::survey::Group;
use super::{Writing, choose, counted, phrases};
use crate::model::codebook::Facet;
use crate::model::evidence::Finding;
use crate::model::learning::{Cell, CountTable, Section, SectionKind};
use crate::model::tags::{ClaimType, Stance};
use crate::synthesise::claims::{Filter, Key, Unit};

pub(super) fn section(writing: &Writing<'_>, group: &Group, chosen: &[usize]) -> Section {
    let numbers = writing.numbers;
    let [passages, papers, areas] = breadth(&group.filter);
    let stances = stances(&group.filter);
    let by_stance = areas_by_stance(&group.filter);
    let text = phrases::theme_opening(
        &group.label,
        [&passages, &papers, &areas].map(|f| numbers.value(f)),
        [0, 1, 2].map(|i| numbers.value(&stances[i])),
    );
    let claims = [&passages, &papers, &areas].into_iter().chain(&stances).map(|f| numbers.claim(f)).collect();
    let mut paragraphs = vec![counted(text, claims, numbers.citations(&passages))];
    for &at in chosen {
        let heading = heading(&writing.synthesis.findings[at]);
        paragraphs.extend(choose::paragraphs(writing, at, Some(heading)));
    }
    Section {
        kind: SectionKind::Theme,
        id: group.id.clone(),
        heading: group.label.clone(),
        paragraphs,
        tables: differ(writing, &by_stance, &areas, group).into_iter().collect(),
    }
}

/// What differs between areas: from how many something is said to work, and from how many to be hard.
fn differ(writing: &Writing<'_>, by_stance: &[Filter; 2], areas: &Filter, group: &Group) -> Option<CountTable> {
    let numbers = writing.numbers;
    if numbers.value(areas) < 2 || by_stance.iter().any(|f| numbers.value(f) == 0) {
        return None;
    }
    let row = |what: &str, filter: &Filter| vec![Cell { text: what.to_owned(), claim: None }, numbers.cell(filter)];
    Some(CountTable {
        id: format!("table-{}", group.id),
        caption: format!("What differs between areas: {}", group.label),
        header: ["What is said", "Areas"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Something works", &by_stance[0]),
            row("Something is hard", &by_stance[1]),
            row("Anything", areas),
        ],
    })
}

/// What a finding stands under.
fn heading(finding: &Finding) -> &'static str {
    match (finding.stance, finding.claim) {
        (Stance::Strength, _) => "What works",
        (Stance::Mixed, _) => "What works, and what is hard",
        (Stance::Challenge, _) => "What is hard",
        (Stance::Neutral, ClaimType::Aim) => "What is planned",
        (Stance::Neutral, ClaimType::Ask) => "What is asked",
        (Stance::Neutral, _) => "What was done",
    }
}

/// The themes that have no section of their own, in a table.
pub(super) fn others(writing: &Writing<'_>) -> Option<Section> {
    if writing.survey.rest.is_empty() {
        return None;
    }
    let row = |theme: &String| {
        let filters = breadth(&Filter::all(Unit::Passages).with(Key::Theme, [theme.as_str()]));
        let mut cells = vec![Cell { text: writing.codebook.label(Facet::Theme, theme).to_owned(), claim: None }];
        cells.extend(filters.iter().map(|f| writing.numbers.cell(f)));
        cells
    };
    let table = CountTable {
        id: "table-other-themes".into(),
        caption: "Themes without a section of their own, broadest first".into(),
        header: ["Theme", "Passages", "Papers", "Areas"].map(str::to_owned).to_vec(),
        rows: writing.survey.rest.iter().map(row).collect(),
    };
    Some(Section {
        kind: SectionKind::Theme,
        id: "theme-others".into(),
        heading: "Other themes".into(),
        paragraphs: Vec::new(),
        tables: vec![table],
    })
}
