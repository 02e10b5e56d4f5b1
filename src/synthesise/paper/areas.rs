//! Areas by the themes of the paper, where these are not the codebook's: the numbers of the heat map.

use super::Writing;
use super::survey::{Group, Survey};
use crate::model::codebook::Codebook;
use crate::model::evidence::Synthesis;
use crate::model::learning::{Cell, CountTable};
use crate::synthesise::claims::{Filter, Key};
use std::collections::BTreeSet;

/// Most columns; more cannot be read on a page.
const MOST_THEMES: usize = 8;

/// Whether the themes are those of a brief or of the papers' own headings, and not the codebook's.
pub(super) fn own(survey: &Survey, briefed: bool) -> bool {
    briefed || survey.groups.iter().any(|g| !g.headings.is_empty())
}

/// The counts that the table needs.
pub(super) fn filters<'a>(survey: &'a Survey, synthesis: &'a Synthesis) -> impl Iterator<Item = Filter> + 'a {
    codes(survey, synthesis).into_iter().flat_map(|code| themes(survey).iter().map(move |group| cell(group, code)))
}

/// Passages of a theme about an area.
fn cell(group: &Group, code: &str) -> Filter {
    group.filter.clone().with(Key::Area, [code])
}

fn themes(survey: &Survey) -> &[Group] {
    &survey.groups[..survey.groups.len().min(MOST_THEMES)]
}

/// Areas, nations among them, of which something is said.
fn codes<'a>(survey: &'a Survey, synthesis: &'a Synthesis) -> BTreeSet<&'a str> {
    let coded = synthesis.matrix.iter().map(|cell| cell.area.as_str());
    coded.chain(survey.groups.iter().flat_map(|g| g.examples.keys().map(String::as_str))).collect()
}

/// Areas by name, then nations, that have a passage on one of the themes.
pub(super) fn table(writing: &Writing<'_>) -> Option<CountTable> {
    let survey = writing.survey;
    if !own(survey, writing.options.brief.is_some()) {
        return None;
    }
    let mut rows: Vec<(bool, String, Vec<Cell>)> = codes(survey, writing.synthesis)
        .into_iter()
        .map(|code| {
            let (nation, name) = named(writing.codebook, code);
            (nation, name, themes(survey).iter().map(|group| number(writing, &cell(group, code))).collect())
        })
        .filter(|(_, _, cells): &(_, _, Vec<Cell>)| cells.iter().any(|c| c.claim.as_ref().is_some_and(|c| c.value > 0)))
        .collect();
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let header = std::iter::once("Area").chain(themes(survey).iter().map(|g| g.label.as_str()));
    (!rows.is_empty()).then(|| CountTable {
        id: "figure-heat".to_owned(),
        caption: "Passages by area and theme".to_owned(),
        header: header.map(str::to_owned).collect(),
        rows: rows
            .into_iter()
            .map(|(_, name, cells)| {
                let head = Cell { text: name, claim: None };
                std::iter::once(head).chain(cells).collect()
            })
            .collect(),
    })
}

fn number(writing: &Writing<'_>, filter: &Filter) -> Cell {
    Cell::counted(filter.to_string(), writing.numbers.value(filter) as u32)
}

/// Whether the code is a nation's, and how a row names it.
fn named(codebook: &Codebook, code: &str) -> (bool, String) {
    let (name, nation) = (codebook.area_name(code), codebook.area(code).is_some_and(|a| a.is_nation));
    (nation, if nation { format!("{name} as a whole") } else { name.to_owned() })
}
