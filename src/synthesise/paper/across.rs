//! What worked, what was mixed and what got in the way, over all themes. What worked needs a stated result; an aim or an activity is
//! not enough.

use super::numbers::{self, breadth, concept};
use super::{Writing, choose, counted, phrases, section, template};
use crate::model::codebook::Facet;
use crate::model::evidence::ConceptSummary;
use crate::model::learning::{Cell, CountTable, Paragraph, Section, SectionKind};
use crate::synthesise::claims::{Filter, Key};

pub(super) fn worked(writing: &Writing<'_>) -> Section {
    let mut paragraphs =
        opening(writing, &numbers::worked(), "state a result that helped", "states a result that helped");
    paragraphs.extend(quotations(writing, &writing.plan.worked));
    let mut made = section(SectionKind::Worked, "What worked", paragraphs);
    made.tables.extend(ranked(
        writing,
        &writing.synthesis.strengths,
        Facet::Strength,
        "What is said to work, most widely stated first",
    ));
    made
}

/// Left out where nothing more is said than stands under the themes.
pub(super) fn mixed(writing: &Writing<'_>) -> Option<Section> {
    let paragraphs = quotations(writing, &writing.plan.mixed);
    (!paragraphs.is_empty()).then(|| section(SectionKind::Mixed, "Mixed", paragraphs))
}

/// Reviews, plans and aims that the themes have no room for: whoever decides what to do next wants to know what is on its way. Left out where
/// there is nothing more.
pub(super) fn planned(writing: &Writing<'_>) -> Option<Section> {
    let paragraphs = quotations(writing, &writing.plan.planned);
    (!paragraphs.is_empty()).then(|| section(SectionKind::Planned, "What is planned", paragraphs))
}

pub(super) fn barriers(writing: &Writing<'_>) -> Section {
    let mut paragraphs =
        opening(writing, &numbers::barriers(), "say that something is hard", "says that something is hard");
    paragraphs.extend(quotations(writing, &writing.plan.barriers));
    let mut made = section(SectionKind::Barriers, "What got in the way", paragraphs);
    made.tables.extend(ranked(
        writing,
        &writing.synthesis.challenges,
        Facet::Challenge,
        "What is said to be hard, most widely stated first",
    ));
    made
}

fn quotations(writing: &Writing<'_>, list: &[usize]) -> Vec<Paragraph> {
    list.iter().filter_map(|&at| choose::paragraph(writing, at, None)).collect()
}

fn opening(writing: &Writing<'_>, filter: &Filter, many: &str, one: &str) -> Vec<Paragraph> {
    let filters = breadth(filter);
    let [passages, papers, areas] = [0, 1, 2].map(|i| writing.numbers.value(&filters[i]));
    let verb = if passages == 1 { one } else { many };
    if passages == 0 {
        return vec![template(format!("No passage {one}."))];
    }
    let comma = if areas > 0 { "," } else { "" };
    let text = format!("{}{comma} {verb}.", phrases::breadth(passages, papers, areas));
    let claims = filters.iter().map(|f| writing.numbers.claim(f)).collect();
    vec![counted(text, claims, writing.numbers.citations(filter))]
}

/// Strengths or challenges by the areas that state them, then by passages.
fn ranked(writing: &Writing<'_>, concepts: &[ConceptSummary], facet: Facet, caption: &str) -> Option<CountTable> {
    let key = if facet == Facet::Strength { Key::Strength } else { Key::Challenge };
    let row = |summary: &ConceptSummary| {
        let filters = breadth(&concept(key, &summary.id));
        let mut cells = vec![Cell { text: writing.codebook.label(facet, &summary.id).to_owned(), claim: None }];
        cells.extend([2, 0, 1].map(|i| writing.numbers.cell(&filters[i])));
        cells
    };
    let rows: Vec<Vec<Cell>> = concepts.iter().take(writing.options.concepts).map(row).collect();
    (!rows.is_empty()).then(|| CountTable {
        id: format!("table-{}", facet.as_str()),
        caption: caption.to_owned(),
        header: [if facet == Facet::Strength { "Strength" } else { "Challenge" }, "Areas", "Passages", "Papers"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    })
}
