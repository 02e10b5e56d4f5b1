//! A section for each theme: a counted opening, then quotations, what works before what is hard, then what was done and is planned.

use super::numbers::{self, areas_by_stance, breadth, stances};
use super::phrases::capital;
use super::survey::Group;
use super::{Writing, choose, counted, phrases};
use crate::model::codebook::Facet;
use crate::model::evidence::Finding;
use crate::model::learning::{Cell, CountTable, Paragraph, Section, SectionKind};
use crate::model::tags::{ClaimType, Stance};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::reads;
use crate::util::plural::{join_and, thousands};

pub(super) fn section(writing: &Writing<'_>, group: &Group, chosen: &[usize]) -> Section {
    let numbers = writing.numbers;
    let [passages, papers, areas] = breadth(&group.filter);
    let stances = stances(&group.filter);
    let by_stance = areas_by_stance(&group.filter);
    let [all, from] = [&passages, &areas].map(|f| numbers.value(f));
    let by_passage = from < 2 || from * 2 < all;
    let text = phrases::theme_opening(
        &group.label,
        [&passages, &papers, &areas].map(|f| numbers.value(f)),
        // Where areas speak, what they say of is counted by area below.
        by_passage.then(|| [0, 1, 2].map(|i| numbers.value(&stances[i]))),
    );
    let stances = stances.iter().filter(|_| by_passage);
    let claims = [&passages, &papers, &areas].into_iter().chain(stances).map(|f| numbers.claim(f)).collect();
    let mut paragraphs = vec![counted(text, claims, numbers.citations(&passages))];
    for &at in chosen {
        let heading = Part::of(&writing.synthesis.findings[at]).heading();
        paragraphs.extend(choose::paragraph(writing, at, Some(heading)));
    }
    paragraphs.extend(differ(writing, group, &by_stance, &areas));
    Section {
        kind: SectionKind::Theme,
        id: group.id.clone(),
        heading: group.label.clone(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// What differs between areas: in how many something has worked well and what it was most often, and the same of challenges.
fn differ(writing: &Writing<'_>, group: &Group, by_stance: &[Filter; 2], areas: &Filter) -> Option<Paragraph> {
    let numbers = writing.numbers;
    let all = numbers.value(areas);
    let mut claims = vec![numbers.claim(areas)];
    let mut parts = Vec::new();
    let sides = by_stance.iter().zip(numbers::widest(group)).zip([Facet::Strength, Facet::Challenge]);
    for ((filter, list), facet) in sides {
        let n = numbers.value(filter);
        if n == 0 {
            continue;
        }
        claims.push(numbers.claim(filter));
        // What one area states alone, or fewer than a third of those that state anything, is no tendency.
        let tends = |of: u64| of > 1 && of * 3 >= n;
        let list: Vec<(&str, Filter)> = list.into_iter().filter(|(_, f)| tends(numbers.value(f))).collect();
        claims.extend(list.iter().map(|(_, f)| numbers.claim(f)));
        let named = |(id, f): &(&str, Filter)| {
            format!("{} ({})", phrases::in_sentence(writing.codebook.label(facet, id)), thousands(numbers.value(f)))
        };
        let most = match list.is_empty() {
            true => String::new(),
            false => format!(", most often {}", join_and(&list.iter().map(named).collect::<Vec<_>>())),
        };
        let of = if parts.is_empty() { format!(" of the {} areas", thousands(all)) } else { String::new() };
        let what = if facet == Facet::Strength { "something has worked well" } else { "there are challenges" };
        parts.push(format!("in {}{of} {what}{most}", thousands(n)));
    }
    if all < 2 || parts.is_empty() {
        return None;
    }
    let group = Some("What differs between areas".to_owned());
    Some(Paragraph { group, ..counted(format!("{}.", capital(&parts.join("; "))), claims, Vec::new()) })
}

/// What a finding stands under in the section of its theme, in the order of the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Works,
    Both,
    Hard,
    Done,
    Else,
    Planned,
    Asked,
}

impl Part {
    pub(super) fn of(finding: &Finding) -> Part {
        match (finding.stance, finding.claim) {
            (Stance::Mixed | Stance::Challenge, ClaimType::Ask) if reads::asks_outright(&finding.text) => Part::Asked,
            (Stance::Strength, _) => Part::Works,
            (Stance::Mixed, _) => Part::Both,
            (Stance::Challenge, _) => Part::Hard,
            (Stance::Neutral, claim) if claim != ClaimType::Ask && reads::plainly_hard(&finding.text) => Part::Hard,
            (Stance::Neutral, ClaimType::Aim) => Part::Planned,
            (Stance::Neutral, ClaimType::Ask) => Part::Asked,
            (Stance::Neutral, ClaimType::Context | ClaimType::Caveat) => Part::Else,
            (Stance::Neutral, _) => Part::Done,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Part::Works => "What works",
            Part::Both => "What works, and what is hard",
            Part::Hard => "What is hard",
            Part::Done => "What was done",
            Part::Else => "What else is said",
            Part::Planned => "What is planned",
            Part::Asked => "What is asked",
        }
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
