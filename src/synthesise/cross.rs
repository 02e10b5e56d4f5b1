//! Cross tables and trends, counted in one pass over the records.
//!
//! Work grows with the passages, memory with rows times columns: bodies and days are bounded by `MOST_ROWS`.

use super::SynthesisError;
use super::gather::{cite, quotation};
use super::settings::Settings;
use super::tally::together;
use super::{procedure, quality};
use crate::model::codebook::{Codebook, Facet};
use crate::model::cross::{Columns, Course, Cross, CrossCell, CrossRow, Rows, Trend};
use crate::model::evidence::{AreaCoverage, AreaState};
use crate::model::learning::Narrowing;
use crate::model::paper::Paper;
use crate::model::records::{Part, Records, SourceRecord, TaggedPaper};
use crate::model::tags::{Stance, Statement};
use std::cell::LazyCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are told apart; further bodies or days count as not said.
const MOST_ROWS: usize = 5_000;

/// Papers that each of two periods must have for a share of them to say anything.
const FEWEST: u32 = 3;

struct Best {
    cell: CrossCell,
    last_paper: u32,
}

#[derive(Default)]
struct RowCount {
    papers: u32,
    passages: u32,
    last_paper: u32,
    strengths: u32,
    challenges: u32,
    mixed: u32,
}

impl RowCount {
    fn stance(&mut self, stance: Stance) {
        match stance {
            Stance::Strength => self.strengths += 1,
            Stance::Challenge => self.challenges += 1,
            Stance::Mixed => self.mixed += 1,
            Stance::Neutral => {}
        }
    }
}

/// A cross table as it grows.
pub(super) struct Counting {
    by: Rows,
    of: Columns,
    /// Whether the best quotation is looked for.
    quoted: bool,
    paper: u32,
    rows: BTreeMap<String, RowCount>,
    cells: BTreeMap<(String, String), Best>,
}

/// What is said, rows against columns, within a narrowing whose records these are. Of areas, every one of `coverage` has a row,
/// with the reason where it is empty.
pub fn cross(
    records: &impl Records,
    coverage: &[AreaCoverage],
    by: Rows,
    of: Columns,
    narrowing: &Narrowing,
) -> Result<Cross, SynthesisError> {
    made(records, coverage, by, of, narrowing, true)
}

/// The same without quotations, which cost most of the time: each cell has the first statement met.
pub(super) fn counts(
    records: &impl Records,
    coverage: &[AreaCoverage],
    by: Rows,
    of: Columns,
    narrowing: &Narrowing,
) -> Result<Cross, SynthesisError> {
    made(records, coverage, by, of, narrowing, false)
}

fn made(
    records: &impl Records,
    coverage: &[AreaCoverage],
    by: Rows,
    of: Columns,
    narrowing: &Narrowing,
    quoted: bool,
) -> Result<Cross, SynthesisError> {
    let new = || Counting::new(by, of, quoted);
    let counting = super::fold(records, new, |counting, record| counting.see(&record, records.codebook(), |_| true))?;
    Ok(counting.finish(records.codebook(), coverage, narrowing))
}

/// The key of a paper's row, empty where it does not say.
fn key(paper: &Paper, by: Rows) -> String {
    let date = paper.date.as_ref().map(|d| d.date);
    match by {
        Rows::Area => String::new(),
        Rows::Body => paper.body.clone().unwrap_or_default(),
        Rows::Year => date.map(|d| format!("{:04}", d.year)).unwrap_or_default(),
        Rows::Round => date.map(|d| d.to_string()).unwrap_or_default(),
        Rows::Kind => paper.kind.as_str().to_owned(),
    }
}

/// The stance that shows a column best: a strength is shown by what works, a challenge by what is hard.
fn wanted(of: Columns) -> Option<Stance> {
    match of {
        Columns::Theme => None,
        Columns::Challenge => Some(Stance::Challenge),
        Columns::Strength => Some(Stance::Strength),
    }
}

fn columns(statement: &Statement, of: Columns) -> Vec<&str> {
    match of {
        Columns::Theme => statement.themes.iter().map(|t| t.id.as_str()).collect(),
        Columns::Challenge => statement.challenges.iter().map(String::as_str).collect(),
        Columns::Strength => statement.strengths.iter().map(String::as_str).collect(),
    }
}

impl Part for Counting {
    fn join(&mut self, next: Counting) {
        self.paper += next.paper;
        for (key, row) in next.rows {
            let key = if self.rows.len() >= MOST_ROWS && !self.rows.contains_key(&key) { String::new() } else { key };
            self.rows.entry(key).or_default().join(row);
        }
        for ((key, column), best) in next.cells {
            let key = if self.rows.contains_key(&key) { key } else { String::new() };
            match self.cells.entry((key, column)) {
                Entry::Occupied(mut known) => known.get_mut().join(best),
                Entry::Vacant(free) => {
                    free.insert(best);
                }
            }
        }
    }
}

impl Part for RowCount {
    fn join(&mut self, next: RowCount) {
        self.papers += next.papers;
        self.passages += next.passages;
        self.strengths += next.strengths;
        self.challenges += next.challenges;
        self.mixed += next.mixed;
    }
}

impl Part for Best {
    fn join(&mut self, next: Best) {
        let (cell, more) = (&mut self.cell, next.cell);
        cell.passages += more.passages;
        cell.papers += more.papers;
        cell.strengths += more.strengths;
        cell.challenges += more.challenges;
        cell.mixed += more.mixed;
        // Of equals the first.
        if more.worth > cell.worth {
            (cell.worth, cell.quote, cell.citation) = (more.worth, more.quote, more.citation);
        }
    }
}

impl Counting {
    /// Nothing counted yet.
    pub(super) fn new(by: Rows, of: Columns, quoted: bool) -> Counting {
        Counting { by, of, quoted, paper: 0, rows: BTreeMap::new(), cells: BTreeMap::new() }
    }

    /// Counts what the papers of a source say that are wanted.
    pub(super) fn see(&mut self, record: &SourceRecord<'_>, codebook: &Codebook, wanted: impl Fn(&Paper) -> bool) {
        let settings = Settings::default();
        for tagged in record.papers.iter().filter(|tagged| wanted(&tagged.paper)) {
            self.paper(&record.entry.name, tagged, codebook, &settings);
        }
    }

    fn paper(&mut self, source: &str, tagged: &TaggedPaper, codebook: &Codebook, settings: &Settings) {
        let (by, of) = (self.by, self.of);
        self.paper += 1;
        let of_paper = key(&tagged.paper, by);
        if by != Rows::Area {
            self.row(&of_paper, tagged.paper.passages.len() as u32);
        }
        for (passage, tags) in tagged.paper.passages.iter().zip(&tagged.tags.passages) {
            let mut rows: BTreeMap<&str, Stance> = BTreeMap::new();
            let mut cells: BTreeMap<(&str, &str), (Stance, f64, usize)> = BTreeMap::new();
            let explains = LazyCell::new(|| procedure::explains(&passage.locator.section));
            for (i, statement) in tags.statements.iter().enumerate() {
                let worth = if self.quoted && !columns(statement, of).is_empty() {
                    let text = quotation(passage, statement);
                    let kinds = (passage.kind, tagged.paper.kind);
                    let worth = quality::shown(text, statement, i, kinds, wanted(of), settings);
                    if *explains { worth - quality::UNUSABLE } else { worth }
                } else {
                    0.0
                };
                let keys: Vec<&str> = match by {
                    Rows::Area => {
                        let nation = |code: &str| codebook.area(code).is_some_and(|a| a.is_nation);
                        statement.areas.iter().map(|a| a.id.as_str()).filter(|code| !nation(code)).collect()
                    }
                    _ => vec![of_paper.as_str()],
                };
                for key in keys {
                    let row = rows.entry(key).or_default();
                    *row = together(*row, statement.stance);
                    for column in columns(statement, of) {
                        let cell = cells.entry((key, column)).or_insert((Stance::Neutral, f64::MIN, i));
                        cell.0 = together(cell.0, statement.stance);
                        if worth > cell.1 {
                            (cell.1, cell.2) = (worth, i);
                        }
                    }
                }
            }
            for (key, stance) in rows {
                self.row(key, u32::from(by == Rows::Area)).stance(stance);
            }
            for ((key, column), (stance, worth, i)) in cells {
                let quote =
                    || (quotation(passage, &tags.statements[i]).to_owned(), cite(source, &tagged.paper.id, passage));
                self.cell(key, column, stance, worth, quote);
            }
        }
    }

    fn row(&mut self, key: &str, passages: u32) -> &mut RowCount {
        let key = if self.rows.len() >= MOST_ROWS && !self.rows.contains_key(key) { "" } else { key };
        let row = self.rows.entry(key.to_owned()).or_default();
        row.passages += passages;
        if row.last_paper != self.paper {
            row.last_paper = self.paper;
            row.papers += 1;
        }
        row
    }

    fn cell(
        &mut self,
        key: &str,
        column: &str,
        stance: Stance,
        worth: f64,
        quote: impl Fn() -> (String, crate::model::evidence::Citation),
    ) {
        let key = if self.rows.contains_key(key) { key } else { "" };
        let best = self.cells.entry((key.to_owned(), column.to_owned())).or_insert_with(|| {
            let (quote, citation) = quote();
            let cell =
                CrossCell { passages: 0, papers: 0, strengths: 0, challenges: 0, mixed: 0, quote, citation, worth };
            Best { cell, last_paper: 0 }
        });
        best.cell.passages += 1;
        if best.last_paper != self.paper {
            best.last_paper = self.paper;
            best.cell.papers += 1;
        }
        match stance {
            Stance::Strength => best.cell.strengths += 1,
            Stance::Challenge => best.cell.challenges += 1,
            Stance::Mixed => best.cell.mixed += 1,
            Stance::Neutral => {}
        }
        if worth > best.cell.worth {
            best.cell.worth = worth;
            (best.cell.quote, best.cell.citation) = quote();
        }
    }

    pub(super) fn finish(self, codebook: &Codebook, coverage: &[AreaCoverage], narrowing: &Narrowing) -> Cross {
        let (by, of) = (self.by, self.of);
        let facet = match of {
            Columns::Theme => Facet::Theme,
            Columns::Challenge => Facet::Challenge,
            Columns::Strength => Facet::Strength,
        };
        let mut rows: Vec<CrossRow> = self
            .rows
            .iter()
            .map(|(key, count)| CrossRow {
                key: key.clone(),
                label: if by == Rows::Area { codebook.area_name(key).to_owned() } else { key.clone() },
                papers: count.papers,
                passages: count.passages,
                strengths: count.strengths,
                challenges: count.challenges,
                mixed: count.mixed,
                state: AreaState::Evidence,
            })
            .collect();
        if by == Rows::Area {
            for area in coverage.iter().filter(|a| !self.rows.contains_key(&a.area)) {
                if codebook.area(&area.area).is_some_and(|a| a.is_nation) {
                    continue;
                }
                // What the corpus as a whole says of the area is not within the narrowing.
                let excluded = area.state == AreaState::Evidence
                    || !narrowing.places.is_empty() && !narrowing.places.contains(&area.area);
                let papers = if excluded { 0 } else { area.papers };
                rows.push(CrossRow {
                    key: area.area.clone(),
                    label: codebook.area_name(&area.area).to_owned(),
                    papers,
                    passages: if excluded { 0 } else { area.passages },
                    strengths: 0,
                    challenges: 0,
                    mixed: 0,
                    state: if excluded { AreaState::Excluded } else { area.state },
                });
            }
        }
        rows.sort_by(|a, b| (a.key.is_empty(), &a.label, &a.key).cmp(&(b.key.is_empty(), &b.label, &b.key)));
        let columns: Vec<(String, String)> = codebook.facet(facet).map(|c| (c.id.clone(), c.label.clone())).collect();
        let row_at: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(i, r)| (r.key.as_str(), i)).collect();
        let column_at: BTreeMap<&str, usize> = columns.iter().enumerate().map(|(i, c)| (c.0.as_str(), i)).collect();
        let cells = self
            .cells
            .into_iter()
            .filter_map(|((key, column), best)| {
                Some(((*row_at.get(key.as_str())?, *column_at.get(column.as_str())?), best.cell))
            })
            .collect();
        Cross { by, of, rows, columns, cells, excluded: BTreeSet::new() }
    }
}

/// What is new, growing and fading from the earlier rows to the later ones of a table by year or round, most changed first. The
/// rows before `split` are the earlier period; without it, the first half of those that have a date. Shares are of papers; a
/// change of less than a fifth of the papers, or of fewer than two papers, is none. Of periods with fewer than three papers no
/// course is told.
pub fn trends(table: &Cross, split: Option<&str>) -> Vec<Trend> {
    let dated: Vec<usize> = (0..table.rows.len()).filter(|&i| !table.rows[i].key.is_empty()).collect();
    let at = match split {
        Some(key) => dated.iter().filter(|&&i| table.rows[i].key.as_str() < key).count(),
        None => dated.len() / 2,
    };
    let (earlier, later) = dated.split_at(at);
    let all = |rows: &[usize]| rows.iter().map(|&i| table.rows[i].papers).sum::<u32>();
    let (all_earlier, all_later) = (all(earlier), all(later));
    if all_earlier == 0 || all_later == 0 {
        return Vec::new();
    }
    let mut made: Vec<(f64, Trend)> = Vec::new();
    for (column, (id, _)) in table.columns.iter().enumerate() {
        let said =
            |rows: &[usize]| rows.iter().filter_map(|&i| table.cells.get(&(i, column))).map(|c| c.papers).sum::<u32>();
        let (before, after) = (said(earlier), said(later));
        if before + after == 0 {
            continue;
        }
        let change = f64::from(after) / f64::from(all_later) - f64::from(before) / f64::from(all_earlier);
        let course = match (before, after) {
            _ if all_earlier.min(all_later) < FEWEST => Course::TooFew,
            _ if change.abs() < 0.2 || before.max(after) < 2 => Course::Steady,
            (0, _) => Course::New,
            (_, 0) => Course::Gone,
            _ if change > 0.0 => Course::Growing,
            _ => Course::Fading,
        };
        let trend = Trend { id: id.clone(), earlier: (before, all_earlier), later: (after, all_later), course };
        made.push((change.abs(), trend));
    }
    made.sort_by(|a, b| a.1.course.cmp(&b.1.course).then(b.0.total_cmp(&a.0)).then_with(|| a.1.id.cmp(&b.1.id)));
    made.into_iter().map(|(_, trend)| trend).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::{Settings, run, testing};

    #[test]
    fn cells_count_passages_and_papers_once_and_empty_ones_say_why() {
        let records = testing::records();
        let synthesis = run(&records, &Settings::default()).unwrap();
        let table = cross(&records, &synthesis.coverage, Rows::Area, Columns::Theme, &Narrowing::default()).unwrap();
        assert_eq!(
            table.rows.iter().map(|r| r.label.as_str()).collect::<Vec<_>>(),
            ["Angus", "Fife", "Shetland Islands"]
        );
        let cell = &table.cells[&(2, 1)];
        assert_eq!((cell.passages, cell.papers, cell.challenges), (1, 1, 1));
        let challenges =
            cross(&records, &synthesis.coverage, Rows::Area, Columns::Challenge, &Narrowing::default()).unwrap();
        assert_eq!(challenges.state(0, 0), AreaState::Silent);
        let years = cross(&records, &synthesis.coverage, Rows::Year, Columns::Theme, &Narrowing::default()).unwrap();
        assert_eq!((years.rows[0].key.as_str(), years.rows[0].papers, years.rows[0].passages), ("2020", 1, 6));
        assert!(trends(&years, None).is_empty(), "one year is no trend");
    }

    #[test]
    fn a_trend_is_a_share_of_the_papers_of_its_period() {
        let row = |key: &str, papers| CrossRow {
            key: key.into(),
            label: key.into(),
            papers,
            passages: papers,
            strengths: 0,
            challenges: 0,
            mixed: 0,
            state: AreaState::Evidence,
        };
        let records = testing::records();
        let synthesis = run(&records, &Settings::default()).unwrap();
        let cell = cross(&records, &synthesis.coverage, Rows::Year, Columns::Theme, &Narrowing::default())
            .unwrap()
            .cells[&(0, 1)]
            .clone();
        let with = |papers| CrossCell { papers, ..cell.clone() };
        let table = Cross {
            by: Rows::Year,
            of: Columns::Theme,
            rows: vec![row("2019", 10), row("2020", 4)],
            columns: ["a", "b", "c"].map(|id| (id.to_owned(), id.to_owned())).to_vec(),
            cells: BTreeMap::from([
                ((0, 0), with(2)),
                ((1, 0), with(3)),
                ((1, 1), with(1)),
                ((0, 2), with(5)),
                ((1, 2), with(2)),
            ]),
            excluded: BTreeSet::new(),
        };
        let courses: Vec<_> = trends(&table, Some("2020")).into_iter().map(|t| (t.id, t.course, t.later)).collect();
        assert_eq!(
            courses,
            [
                ("a".to_owned(), Course::Growing, (3, 4)),
                ("b".to_owned(), Course::Steady, (1, 4)),
                ("c".to_owned(), Course::Steady, (2, 4))
            ]
        );
        let mut more = table.clone();
        more.cells.insert((1, 1), with(2));
        assert_eq!(trends(&more, Some("2020"))[0].course, Course::New, "half of the later papers");
        more.rows[0].papers = 2;
        assert!(trends(&more, Some("2020")).iter().all(|t| t.course == Course::TooFew));
    }
}
