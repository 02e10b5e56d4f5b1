//! What worked and what got in the way, over all themes. What worked needs a stated result; an aim or an activity is not enough.

use super::choose::{self, Chooser};
use super::numbers::{self, breadth, concept};
use super::phrases;
use super::{Writing, counted, template};
use crate::model::codebook::Facet;
use crate::model::evidence::{ConceptSummary, Finding};
use crate::model::learning::{Paragraph, Section, SectionKind};
use crate::model::tags::{ClaimType, Stance};
use crate::synthesise::claims::{Filter, Key};

pub(super) fn worked(writing: &Writing<'_>, chooser: &mut Chooser) -> Section {
    let mut paragraphs =
        opening(writing, &numbers::worked(), "state a result that helped", "states a result that helped");
    let fits = |f: &Finding| matches!(f.stance, Stance::Strength | Stance::Mixed) && f.claim == ClaimType::Effect;
    let concepts = &writing.synthesis.strengths;
    paragraphs.extend(set_out(writing, chooser, concepts, Facet::Strength, fits, |f| &f.strengths));
    if paragraphs.len() == 1 && writing.numbers.value(&numbers::worked()) == 0 {
        paragraphs = vec![template("No passage states a result that helped.")];
    }
    Section {
        kind: SectionKind::Worked,
        id: "worked".into(),
        heading: "What worked".into(),
        paragraphs,
        tables: Vec::new(),
    }
}

pub(super) fn barriers(writing: &Writing<'_>, chooser: &mut Chooser) -> Section {
    let mut paragraphs =
        opening(writing, &numbers::barriers(), "say that something is hard", "says that something is hard");
    let fits = |f: &Finding| matches!(f.stance, Stance::Challenge | Stance::Mixed);
    let concepts = &writing.synthesis.challenges;
    paragraphs.extend(set_out(writing, chooser, concepts, Facet::Challenge, fits, |f| &f.challenges));
    Section {
        kind: SectionKind::Barriers,
        id: "barriers".into(),
        heading: "What got in the way".into(),
        paragraphs,
        tables: Vec::new(),
    }
}

fn opening(writing: &Writing<'_>, filter: &Filter, many: &str, one: &str) -> Vec<Paragraph> {
    let filters = breadth(filter);
    let [passages, papers, areas] = [0, 1, 2].map(|i| writing.numbers.value(&filters[i]));
    let verb = if passages == 1 { one } else { many };
    let text = if passages == 0 {
        format!("No passage {one}.")
    } else {
        let comma = if areas > 0 { "," } else { "" };
        format!("{}{comma} {verb}.", phrases::breadth(passages, papers, areas))
    };
    let claims = filters.iter().map(|f| writing.numbers.claim(f)).collect();
    vec![counted(text, claims, writing.numbers.citations(filter))]
}

/// Each concept by breadth: a count, then quotations that the paper has not used, where there are any. A concept without a
/// finding is left to the tables.
fn set_out(
    writing: &Writing<'_>,
    chooser: &mut Chooser,
    concepts: &[ConceptSummary],
    facet: Facet,
    fits: impl Fn(&Finding) -> bool,
    of: impl Fn(&Finding) -> &Vec<String>,
) -> Vec<Paragraph> {
    let key = if facet == Facet::Strength { Key::Strength } else { Key::Challenge };
    let mut made = Vec::new();
    for summary in concepts.iter().take(writing.options.concepts) {
        let findings = || writing.synthesis.findings.iter().filter(|f| fits(f) && of(f).contains(&summary.id));
        let mut chosen = chooser.choose(findings(), writing.options.quotations, writing.options);
        if chosen.is_empty() {
            // A small corpus may have quoted all it has under its themes: the best is worth saying again here.
            chosen = Chooser::default().choose(findings(), 1, writing.options);
        }
        if chosen.is_empty() {
            continue;
        }
        let label = writing.codebook.label(facet, &summary.id).to_owned();
        let filters = breadth(&concept(key, &summary.id));
        let [passages, papers, areas] = [0, 1, 2].map(|i| writing.numbers.value(&filters[i]));
        let text = format!("{}.", phrases::breadth(passages, papers, areas));
        let claims = filters.iter().map(|f| writing.numbers.claim(f)).collect();
        let mut count = counted(text, claims, writing.numbers.citations(&filters[0]));
        count.group = Some(label.clone());
        made.push(count);
        made.extend(chosen.into_iter().flat_map(|f| choose::paragraphs(writing, f, Some(&label))));
    }
    made
}
