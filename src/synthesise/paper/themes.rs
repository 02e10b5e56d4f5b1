//! A section for each theme: a counted opening, then the best quotations, what works before what is hard.

use super::choose::{self, Chooser};
use super::numbers::breadth;
use super::survey::Group;
use super::{Writing, counted, phrases};
use crate::model::codebook::Facet;
use crate::model::evidence::Finding;
use crate::model::learning::{Section, SectionKind};
use crate::model::tags::Stance;
use crate::synthesise::claims::{Filter, Key, Unit};

pub(super) fn section(writing: &Writing<'_>, group: &Group, chooser: &mut Chooser) -> Section {
    let numbers = writing.numbers;
    let [passages, papers, areas] = breadth(&group.filter);
    let stances = ["strength", "challenge", "mixed"].map(|s| group.filter.clone().with(Key::Stance, [s]));
    let text = phrases::theme_opening(
        &group.label,
        numbers.value(&passages),
        numbers.value(&papers),
        numbers.value(&areas),
        [0, 1, 2].map(|i| numbers.value(&stances[i])),
    );
    let claims = [&passages, &papers, &areas].into_iter().chain(&stances).map(|f| numbers.claim(f)).collect();
    let mut paragraphs = vec![counted(text, claims, numbers.citations(&passages))];
    let options = writing.options;
    let parts = [
        (Stance::Strength, "What works", options.strengths),
        (Stance::Mixed, "What works, and what is hard", options.mixed),
        (Stance::Challenge, "What is hard", options.challenges),
    ];
    let mut quoted = 0;
    for (stance, heading, most) in parts {
        let findings = writing.synthesis.findings.iter().filter(|f| f.stance == stance && belongs(f, group));
        for finding in chooser.choose(findings, most, options) {
            quoted += 1;
            paragraphs.extend(choose::paragraphs(writing, finding, Some(heading)));
        }
    }
    let left = options.at_least.saturating_sub(quoted);
    let done = writing.synthesis.findings.iter().filter(|f| f.stance == Stance::Neutral && belongs(f, group));
    for finding in chooser.choose(done, left, options) {
        paragraphs.extend(choose::paragraphs(writing, finding, Some("What was done")));
    }
    Section {
        kind: SectionKind::Theme,
        id: group.id.clone(),
        heading: group.label.clone(),
        paragraphs,
        tables: Vec::new(),
    }
}

/// A finding belongs to its theme; where a heading leads, to the heading that its quotation stands under, whatever its sentence is
/// about besides.
fn belongs(finding: &Finding, group: &Group) -> bool {
    if group.heading.is_some() {
        finding.support.first().is_some_and(|s| group.members.contains(&s.citation.passage_id))
    } else {
        group.concept.as_ref().is_some_and(|theme| finding.theme == *theme)
    }
}

/// The themes that have no section of their own, a line each.
pub(super) fn others(writing: &Writing<'_>) -> Option<Section> {
    let paragraphs: Vec<_> = writing
        .survey
        .rest
        .iter()
        .map(|theme| {
            let filters = breadth(&Filter::all(Unit::Passages).with(Key::Theme, [theme.as_str()]));
            let [passages, papers, areas] = [0, 1, 2].map(|i| writing.numbers.value(&filters[i]));
            let label = writing.codebook.label(Facet::Theme, theme);
            let text = format!("{label}: {}.", phrases::breadth(passages, papers, areas));
            let claims = filters.iter().map(|f| writing.numbers.claim(f)).collect();
            counted(text, claims, writing.numbers.citations(&filters[0]))
        })
        .collect();
    (!paragraphs.is_empty()).then(|| Section {
        kind: SectionKind::Theme,
        id: "theme-others".into(),
        heading: "Other themes".into(),
        paragraphs,
        tables: Vec::new(),
    })
}
