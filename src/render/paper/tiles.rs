//! A map of Scotland's 32 council areas in which each is a tile of one size, so that a small city is seen as well as a glen.

use super::Setting;
use super::scale::{Scale, Step};
use crate::model::evidence::AreaState;
use crate::model::learning::{Cell, CountTable, LearningPaper};
use serde::Serialize;

/// Code, short name, row and column of each area: grid `gb_sct_council_areas_grid1` of the R package geofacet (R. Hafen, MIT
/// licence), whose codes are brought up to date here; the short names are our own.
const TILES: [(&str, &str, usize, usize); 32] = [
    ("S12000027", "Shetland", 1, 5),
    ("S12000023", "Orkney", 2, 4),
    ("S12000013", "Eil. Siar", 3, 1),
    ("S12000017", "Highland", 3, 3),
    ("S12000020", "Moray", 3, 4),
    ("S12000034", "Ab’shire", 3, 5),
    ("S12000033", "Aberdeen", 3, 6),
    ("S12000035", "Argyll", 4, 3),
    ("S12000030", "Stirling", 4, 4),
    ("S12000048", "Perth", 4, 5),
    ("S12000042", "Dundee", 4, 6),
    ("S12000041", "Angus", 4, 7),
    ("S12000039", "W Dunb", 5, 3),
    ("S12000045", "E Dunb", 5, 4),
    ("S12000014", "Falkirk", 5, 5),
    ("S12000005", "Clacks", 5, 6),
    ("S12000047", "Fife", 5, 7),
    ("S12000018", "Invercl.", 6, 2),
    ("S12000038", "Renfrew", 6, 3),
    ("S12000011", "E Renf", 6, 4),
    ("S12000049", "Glasgow", 6, 5),
    ("S12000050", "N Lan", 6, 6),
    ("S12000040", "W Loth", 6, 7),
    ("S12000036", "Edinburgh", 6, 8),
    ("S12000021", "N Ayr", 7, 3),
    ("S12000008", "E Ayr", 7, 4),
    ("S12000029", "S Lan", 7, 5),
    ("S12000019", "Midloth.", 7, 6),
    ("S12000010", "E Loth", 7, 7),
    ("S12000028", "S Ayr", 8, 3),
    ("S12000006", "D & G", 8, 4),
    ("S12000026", "Borders", 8, 5),
];
/// A tile's side, and the step from one to the next.
const SIDE: usize = 60;
const STEP: usize = 63;

/// The map and its numbers.
#[derive(Serialize)]
pub(super) struct TileMap {
    tiles: Vec<Tile>,
    /// The tiles' areas by name.
    pub(super) rows: Vec<TileRow>,
    legend: Vec<Step>,
    /// The states that areas are in, as the legend needs them: `silent`, `no paper`, `unreadable`, `excluded by filter`.
    states: Vec<&'static str>,
    /// The number of its table among those of the paper.
    pub(super) number: usize,
    /// The letter of the appendix that holds the table, in formats without the picture.
    pub(super) appendix: String,
    /// The paper's themes are its own, so that those of the codebook are not counted.
    own: bool,
    width: usize,
    height: usize,
    side: usize,
}

#[derive(Serialize)]
struct Tile {
    x: usize,
    y: usize,
    short: &'static str,
    area: String,
    passages: u32,
    shade: u8,
    state: &'static str,
    /// What stands in the tile: the number, or a sign for the state.
    mark: String,
}

/// An area in the table beneath the map.
#[derive(Serialize)]
pub(super) struct TileRow {
    #[serde(skip)]
    code: &'static str,
    pub(super) area: String,
    pub(super) state: &'static str,
    pub(super) papers: u32,
    pub(super) passages: u32,
    /// The codebook's themes that have a passage about it; none where the paper's themes are others.
    pub(super) themes: Option<u32>,
}

/// The map; `None` where the papers are not about Scotland's areas.
pub(super) fn tile_map(paper: &LearningPaper, setting: &Setting<'_>, appendix: String) -> Option<TileMap> {
    let coverage = |code: &str| setting.synthesis.coverage.iter().find(|a| a.area == code);
    let areas: Vec<_> = TILES.iter().map(|tile| coverage(tile.0).map(|area| (tile, area))).collect::<Option<_>>()?;
    if areas.iter().all(|(_, area)| area.papers == 0) {
        return None;
    }
    let scale = Scale::of(areas.iter().map(|(_, a)| a.passages).max().unwrap_or(0));
    let mut rows: Vec<TileRow> = Vec::new();
    let mut tiles = Vec::new();
    let mut states = Vec::new();
    for ((code, short, row, column), area) in areas {
        let name = setting.codebook.area_name(code).to_owned();
        let state = area.state.as_str();
        if area.state != AreaState::Evidence && !states.contains(&state) {
            states.push(state);
        }
        rows.push(TileRow {
            code,
            area: name.clone(),
            state,
            papers: area.papers,
            passages: area.passages,
            themes: paper.areas.is_none().then_some(area.themes),
        });
        tiles.push(Tile {
            x: (column - 1) * STEP,
            y: (row - 1) * STEP,
            short,
            area: name,
            passages: area.passages,
            shade: if area.state == AreaState::Evidence { scale.shade(area.passages) } else { 0 },
            state,
            mark: match area.state {
                AreaState::Evidence => area.passages.to_string(),
                AreaState::Silent => "0".to_owned(),
                AreaState::NoPaper => "–".to_owned(),
                AreaState::Unreadable => "?".to_owned(),
                AreaState::Excluded => "×".to_owned(),
            },
        });
    }
    rows.sort_by(|a, b| a.area.cmp(&b.area));
    states.sort_unstable();
    Some(TileMap {
        tiles,
        rows,
        legend: scale.legend(),
        states,
        number: 0,
        own: paper.areas.is_some(),
        appendix,
        width: 8 * STEP - 3,
        height: 8 * STEP - 3,
        side: SIDE,
    })
}

impl TileMap {
    /// The names of the table's columns.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        let themes = (!self.own).then_some("Themes");
        ["Area", "State", "Papers", "Passages"].into_iter().chain(themes).collect()
    }

    /// Its numbers as a table that says how each was counted.
    pub(super) fn table(&self) -> CountTable {
        let cells = |row: &TileRow| {
            let themes = row.themes.map(|n| ("themes", n));
            let counted = [("papers", row.papers), ("passages", row.passages)].into_iter().chain(themes);
            let counted = counted.map(|(what, n)| Cell::counted(format!("coverage {what} {}", row.code), n));
            [Cell::words(&row.area), Cell::words(row.state)].into_iter().chain(counted).collect()
        };
        CountTable {
            id: "figure-areas".to_owned(),
            caption: "What was read about each council area".to_owned(),
            header: self.columns().into_iter().map(str::to_owned).collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TILES;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_tiles_share_a_code_a_name_or_a_place() {
        let codes: BTreeSet<_> = TILES.iter().map(|t| t.0).collect();
        let names: BTreeSet<_> = TILES.iter().map(|t| t.1).collect();
        let places: BTreeSet<_> = TILES.iter().map(|t| (t.2, t.3)).collect();
        assert_eq!([codes.len(), names.len(), places.len()], [32; 3]);
        assert!(TILES.iter().all(|t| (1..=8).contains(&t.2) && (1..=8).contains(&t.3)));
    }
}
