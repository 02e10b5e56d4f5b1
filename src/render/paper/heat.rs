//! Areas by themes as a table with shades: what the eye finds first, with the numbers for those who cannot see shades.

use super::Setting;
use crate::model::codebook::Facet;
use crate::model::learning::{LearningPaper, SectionKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most columns; more cannot be read on a page.
const MOST_THEMES: usize = 8;

/// The table.
#[derive(Serialize)]
pub(super) struct Heat {
    /// Labels of the columns.
    themes: Vec<String>,
    rows: Vec<HeatRow>,
}

#[derive(Serialize)]
struct HeatRow {
    area: String,
    cells: Vec<HeatCell>,
}

#[derive(Serialize)]
struct HeatCell {
    passages: u32,
    /// 0 for none, then 1 to 5 by doubling: 1, 2, 3-4, 5-8, 9 and more.
    shade: u8,
}

/// The themes that have a section, or else the broadest, by the areas that have a passage on one of them: areas by name, then
/// nations. `None` where that is empty.
pub(super) fn heat(paper: &LearningPaper, setting: &Setting<'_>) -> Option<Heat> {
    let sections: Vec<&str> = paper
        .sections
        .iter()
        .filter(|s| s.kind == SectionKind::Theme)
        .filter_map(|s| s.id.strip_prefix("theme-"))
        .filter(|id| setting.codebook.concept(Facet::Theme, id).is_some())
        .collect();
    let themes = if sections.is_empty() { broadest(setting) } else { sections };
    let themes: Vec<&str> = themes.into_iter().take(MOST_THEMES).collect();
    let counts: BTreeMap<(&str, &str), u32> = setting
        .synthesis
        .matrix
        .iter()
        .filter(|c| themes.contains(&c.theme.as_str()))
        .map(|c| ((c.area.as_str(), c.theme.as_str()), c.passages))
        .collect();
    let mut areas: Vec<(bool, &str, &str)> = counts
        .keys()
        .map(|(code, _)| *code)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|code| {
            let nation = setting.codebook.area(code).is_some_and(|a| a.is_nation);
            (nation, setting.codebook.area_name(code), code)
        })
        .collect();
    areas.sort_unstable();
    let rows: Vec<HeatRow> = areas
        .into_iter()
        .map(|(nation, name, code)| HeatRow {
            area: if nation { format!("{name} as a whole") } else { name.to_owned() },
            cells: themes
                .iter()
                .map(|theme| {
                    let passages = counts.get(&(code, *theme)).copied().unwrap_or(0);
                    HeatCell { passages, shade: shade(passages) }
                })
                .collect(),
        })
        .collect();
    let labels = themes.iter().map(|t| setting.codebook.label(Facet::Theme, t).to_owned()).collect();
    (!rows.is_empty()).then_some(Heat { themes: labels, rows })
}

fn broadest<'a>(setting: &Setting<'a>) -> Vec<&'a str> {
    let mut totals: Vec<_> = setting.synthesis.themes.iter().collect();
    totals.sort_by(|a, b| {
        (b.areas.len(), b.papers, b.passages).cmp(&(a.areas.len(), a.papers, a.passages)).then(a.theme.cmp(&b.theme))
    });
    totals.into_iter().map(|t| t.theme.as_str()).collect()
}

fn shade(passages: u32) -> u8 {
    match passages {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    }
}
