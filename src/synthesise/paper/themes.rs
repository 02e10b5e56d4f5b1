//! A section for each theme: a counted opening, then quotations, what works before what is hard, then what was done and is planned.

use super::numbers::{areas_by_stance, breadth, stances};
use super::survey::Group;
use super::{Writing, choose, counted, phrases};
use crate::model::codebook::Facet;
use crate::model::evidence::Finding;
use crate::model::learning::{Cell, CountTable, Paragraph, Section, SectionKind};
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
        paragraphs.extend(choose::paragraph(writing, at, Some(heading)));
    }
    paragraphs.extend(differ(writing, &by_stance, &areas));
    Section {
        kind: SectionKind::Theme,
        id: group.id.clone(),
        heading: group.label.clone(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// What differs between areas: in how many something is said to work, and in how many to be hard.
fn differ(writing: &Writing<'_>, by_stance: &[Filter; 2], areas: &Filter) -> Option<Paragraph> {
    let numbers = writing.numbers;
    let [works, hard] = [0, 1].map(|i| numbers.value(&by_stance[i]));
    let all = numbers.value(areas);
    if all < 2 || works == 0 || hard == 0 {
        return None;
    }
    let text = format!(
        "Of the {all} areas, {works} {} that something works and {hard} {} that something is hard; an area may say both.",
        if works == 1 { "says" } else { "say" },
        if hard == 1 { "says" } else { "say" },
    );
    let claims = [areas, &by_stance[0], &by_stance[1]].map(|f| numbers.claim(f)).to_vec();
    let group = Some("What differs between areas".to_owned());
    Some(Paragraph { group, ..counted(text, claims, Vec::new()) })
}

/// What a finding stands under.
fn heading(finding: &Finding) -> &'static str {
    match (finding.stance, finding.claim) {
        (Stance::Strength, _) => "What works",
        (Stance::Mixed, _) => "What works, and what is hard",
        (Stance::Challenge, _) => "What is hard",
        (Stance::Neutral, ClaimType::Aim) => "What is planned",
        (Stance::Neutral, ClaimType::Ask) => "What is asked",
        (Stance::Neutral, ClaimType::Context | ClaimType::Caveat) => "What else is said",
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
