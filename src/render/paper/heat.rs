//! Areas by themes as a picture with shades: what the eye finds first, with the numbers for those who cannot see shades.

use super::Setting;
use super::scale::{Scale, Step};
use crate::model::codebook::Facet;
use crate::model::learning::{Cell, CountTable, LearningPaper, SectionKind};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most columns; more cannot be read on a page.
const MOST_THEMES: usize = 8;
/// Measures of the picture in its own units, which are pixels where it is not scaled.
const LABEL_WIDTH: usize = 150;
const CELL_WIDTH: usize = 84;
const CELL_HEIGHT: usize = 26;
const LINE_HEIGHT: usize = 15;
/// Letters of a column's heading that fit beside one another.
const LETTERS: usize = 12;

/// The picture and its numbers.
#[derive(Serialize)]
pub(super) struct Heat {
    /// Headings of the columns.
    pub(super) themes: Vec<Heading>,
    pub(super) rows: Vec<HeatRow>,
    pub(super) legend: Vec<Step>,
    width: usize,
    height: usize,
}

/// The heading of a column.
#[derive(Serialize)]
pub(super) struct Heading {
    #[serde(skip)]
    theme: String,
    pub(super) label: String,
    /// Its lines, with where each stands.
    lines: Vec<(String, usize)>,
    x: usize,
}

#[derive(Serialize)]
pub(super) struct HeatRow {
    #[serde(skip)]
    code: String,
    pub(super) area: String,
    pub(super) cells: Vec<HeatCell>,
    y: usize,
}

#[derive(Serialize)]
pub(super) struct HeatCell {
    pub(super) passages: u32,
    /// 0 for none, then 1 to 5.
    pub(super) shade: u8,
    x: usize,
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
    if areas.is_empty() {
        return None;
    }
    let scale = Scale::of(counts.values().copied().max().unwrap_or(0));
    let headings = headings(&themes, setting);
    let top = headings.iter().map(|h| h.lines.len()).max().unwrap_or(1) * LINE_HEIGHT + 10;
    let x = |column: usize| LABEL_WIDTH + column * CELL_WIDTH;
    let rows: Vec<HeatRow> = areas
        .into_iter()
        .enumerate()
        .map(|(i, (nation, name, code))| HeatRow {
            code: code.to_owned(),
            area: if nation { format!("{name} as a whole") } else { name.to_owned() },
            cells: themes
                .iter()
                .enumerate()
                .map(|(column, theme)| {
                    let passages = counts.get(&(code, *theme)).copied().unwrap_or(0);
                    HeatCell { passages, shade: scale.shade(passages), x: x(column) }
                })
                .collect(),
            y: top + i * CELL_HEIGHT,
        })
        .collect();
    Some(Heat {
        width: x(themes.len()),
        height: top + rows.len() * CELL_HEIGHT,
        themes: headings,
        rows,
        legend: scale.legend(),
    })
}

impl Heat {
    /// Its numbers as a table that says how each was counted.
    pub(super) fn table(&self) -> CountTable {
        let cells = |row: &HeatRow| {
            let counted =
                row.cells.iter().zip(&self.themes).map(|(cell, heading)| {
                    Cell::counted(format!("matrix {} {}", heading.theme, row.code), cell.passages)
                });
            std::iter::once(Cell::words(&row.area)).chain(counted).collect()
        };
        CountTable {
            id: "figure-heat".to_owned(),
            caption: "Passages by area and theme".to_owned(),
            header: std::iter::once("Area")
                .chain(self.themes.iter().map(|t| t.label.as_str()))
                .map(str::to_owned)
                .collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}

/// Headings in lines that stand on one base.
fn headings(themes: &[&str], setting: &Setting<'_>) -> Vec<Heading> {
    let labels: Vec<&str> = themes.iter().map(|t| setting.codebook.label(Facet::Theme, t)).collect();
    let most = labels.iter().map(|l| wrapped(l).len()).max().unwrap_or(1);
    labels
        .into_iter()
        .enumerate()
        .map(|(i, label)| {
            let lines = wrapped(label);
            let first = most - lines.len() + 1;
            Heading {
                theme: themes[i].to_owned(),
                label: label.to_owned(),
                lines: lines.into_iter().enumerate().map(|(n, line)| (line, (first + n) * LINE_HEIGHT)).collect(),
                x: LABEL_WIDTH + i * CELL_WIDTH,
            }
        })
        .collect()
}

/// Words in lines of a column's width; a longer word has a line of its own.
fn wrapped(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn broadest<'a>(setting: &Setting<'a>) -> Vec<&'a str> {
    let mut totals: Vec<_> = setting.synthesis.themes.iter().collect();
    totals.sort_by(|a, b| {
        (b.areas.len(), b.papers, b.passages).cmp(&(a.areas.len(), a.papers, a.passages)).then(a.theme.cmp(&b.theme))
    });
    totals.into_iter().map(|t| t.theme.as_str()).collect()
}
