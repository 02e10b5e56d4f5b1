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
const LABEL_WIDTH: usize = 160;
const CELL_WIDTH: usize = 84;
const LETTER_WIDTH: usize = 7;
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
    /// The number of its table among those of the paper.
    pub(super) number: usize,
    /// The themes are the paper's own, and not the codebook's.
    pub(super) own: bool,
    #[serde(skip)]
    table: CountTable,
    width: usize,
    height: usize,
}

/// The heading of a column.
#[derive(Serialize)]
pub(super) struct Heading {
    pub(super) label: String,
    /// Its lines, with where each stands.
    lines: Vec<(String, usize)>,
    x: usize,
    /// Wide enough for its longest word.
    width: usize,
}

#[derive(Serialize)]
pub(super) struct HeatRow {
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
    width: usize,
}

/// The table of the paper's own themes, where it has one; else the codebook's themes that have a section, or the broadest. Areas by name,
/// then nations, that have a passage on one of them. `None` where that is empty.
pub(super) fn heat(paper: &LearningPaper, setting: &Setting<'_>) -> Option<Heat> {
    let (table, own) = match &paper.areas {
        Some(table) => (table.clone(), true),
        None => (of_codebook(paper, setting)?, false),
    };
    let passages = |cell: &Cell| cell.claim.as_ref().map_or(0, |claim| claim.value as u32);
    let most = table.rows.iter().flat_map(|row| row.iter().skip(1)).map(passages).max();
    let scale = Scale::of(most.unwrap_or(0));
    let themes = headings(&table.header[1..]);
    let top = themes.iter().map(|h| h.lines.len()).max().unwrap_or(1) * LINE_HEIGHT + 10;
    let rows: Vec<HeatRow> = (table.rows.iter().enumerate())
        .map(|(i, row)| HeatRow {
            area: row.first().map(|head| head.text.clone()).unwrap_or_default(),
            cells: (row.iter().skip(1).map(passages).take(themes.len()).enumerate())
                .map(|(column, passages)| HeatCell {
                    passages,
                    shade: scale.shade(passages),
                    x: themes[column].x,
                    width: themes[column].width,
                })
                .collect(),
            y: top + i * CELL_HEIGHT,
        })
        .collect();
    Some(Heat {
        number: 0,
        width: themes.last().map_or(LABEL_WIDTH, |last| last.x + last.width),
        height: top + rows.len() * CELL_HEIGHT,
        themes,
        rows,
        legend: scale.legend(),
        own,
        table,
    })
}

/// The numbers of the matrix as a table that says how each was counted.
fn of_codebook(paper: &LearningPaper, setting: &Setting<'_>) -> Option<CountTable> {
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
    let row = |(nation, name, code): (bool, &str, &str)| {
        let head = if nation { Cell::words(&format!("{name} as a whole")) } else { Cell::words(name) };
        let cell = |theme: &&str| {
            let passages = counts.get(&(code, *theme)).copied().unwrap_or(0);
            Cell::counted(format!("matrix {theme} {code}"), passages)
        };
        std::iter::once(head).chain(themes.iter().map(cell)).collect()
    };
    let labels = themes.iter().map(|theme| setting.codebook.label(Facet::Theme, theme));
    (!areas.is_empty()).then(|| CountTable {
        id: "figure-heat".to_owned(),
        caption: "Passages by area and theme".to_owned(),
        header: std::iter::once("Area").chain(labels).map(str::to_owned).collect(),
        rows: areas.into_iter().map(row).collect(),
    })
}

impl Heat {
    /// Its numbers as a table that says how each was counted.
    pub(super) fn table(&self) -> CountTable {
        self.table.clone()
    }
}

/// Headings in lines that stand on one base.
fn headings(labels: &[String]) -> Vec<Heading> {
    let most = labels.iter().map(|l| wrapped(l).len()).max().unwrap_or(1);
    let mut x = LABEL_WIDTH;
    labels
        .iter()
        .map(|label| {
            let lines = wrapped(label);
            let first = most - lines.len() + 1;
            let longest = label.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            let (at, width) = (x, CELL_WIDTH.max(longest * LETTER_WIDTH + 8));
            x += width;
            Heading {
                label: label.clone(),
                lines: lines.into_iter().enumerate().map(|(n, line)| (line, (first + n) * LINE_HEIGHT)).collect(),
                x: at,
                width,
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
