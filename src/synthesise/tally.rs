//! Matrix, coverage, summaries and totals, counted as the records stream past.
//!
//! Each passage counts once for a thing, and each paper once. A passage has a theme, area or concept through its statements, so
//! that what stands in two sentences is never crossed; its stance for a theme is that of the statements that have the theme.

use super::gather::quotation;
use super::quality;
use super::saturation::Curve;
use super::settings::Settings;
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::{AreaCoverage, AreaState, Citation, ConceptSummary, MatrixCell, Synthesis, ThemeTotals};
use crate::model::paper::{PaperKind, Passage};
use crate::model::records::Part;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::model::tags::{Mention, Scope, Stance, Statement};
use crate::util::text::fold;
use std::cell::LazyCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A statement as the pass sees it.
pub(super) struct Seen<'a> {
    pub(super) statement: &'a Statement,
    pub(super) text: &'a str,
    worth: LazyCell<f64, Box<dyn Fn() -> f64 + 'a>>,
}

impl<'a> Seen<'a> {
    /// A statement with its words.
    pub(super) fn new(
        statement: &'a Statement,
        at: usize,
        passage: &'a Passage,
        kind: PaperKind,
        settings: &'a Settings,
    ) -> Seen<'a> {
        let text = quotation(passage, statement);
        let worth = move || quality::worth(text, statement, at, (passage.kind, kind), settings);
        Seen { statement, text, worth: LazyCell::new(Box::new(worth)) }
    }

    /// What it is worth as a quotation, see [`quality::worth`]. It is made out where it is asked for alone: telling procedure from
    /// evidence takes longer than all that is counted.
    pub(super) fn worth(&self) -> f64 {
        *self.worth
    }
}

/// Passages by stance, papers, and the best quotation.
#[derive(Default)]
struct Count {
    passages: u32,
    papers: u32,
    last_paper: u32,
    strengths: u32,
    challenges: u32,
    mixed: u32,
    direct: u32,
    areas: BTreeSet<String>,
    best: Option<(f64, String, Citation)>,
}

#[derive(Default)]
struct AreaCount {
    passages: u32,
    papers: u32,
    last_paper: u32,
    themes: BTreeSet<String>,
    challenges: BTreeSet<String>,
}

/// Everything that is counted.
#[derive(Default)]
pub(super) struct Tally {
    paper: u32,
    cells: BTreeMap<(String, String), Count>,
    themes: BTreeMap<String, Count>,
    challenges: BTreeMap<String, Count>,
    strengths: BTreeMap<String, Count>,
    areas: BTreeMap<String, AreaCount>,
    curve: Curve,
}

/// One stance for several statements: a strength and a challenge are mixed, and neutral adds nothing.
pub(super) fn together(a: Stance, b: Stance) -> Stance {
    match (a, b) {
        (Stance::Neutral, other) | (other, Stance::Neutral) => other,
        (a, b) if a == b => a,
        _ => Stance::Mixed,
    }
}

impl Count {
    fn passage(&mut self, paper: u32, stance: Stance, direct: bool) {
        self.passages += 1;
        if self.last_paper != paper {
            self.last_paper = paper;
            self.papers += 1;
        }
        match stance {
            Stance::Strength => self.strengths += 1,
            Stance::Challenge => self.challenges += 1,
            Stance::Mixed => self.mixed += 1,
            Stance::Neutral => {}
        }
        self.direct += u32::from(direct);
    }

    fn quote(&mut self, worth: f64, text: &str, cite: &impl Fn() -> Citation) {
        if self.best.as_ref().is_none_or(|(best, _, _)| worth > *best) {
            self.best = Some((worth, text.to_owned(), cite()));
        }
    }
}

impl Part for Count {
    fn join(&mut self, mut next: Count) {
        self.passages += next.passages;
        self.papers += next.papers;
        self.strengths += next.strengths;
        self.challenges += next.challenges;
        self.mixed += next.mixed;
        self.direct += next.direct;
        self.areas.append(&mut next.areas);
        // Of equals the first.
        if let Some(best) = next.best.filter(|next| self.best.as_ref().is_none_or(|best| next.0 > best.0)) {
            self.best = Some(best);
        }
    }
}

impl Part for AreaCount {
    fn join(&mut self, mut next: AreaCount) {
        self.passages += next.passages;
        self.papers += next.papers;
        self.themes.append(&mut next.themes);
        self.challenges.append(&mut next.challenges);
    }
}

impl Part for Tally {
    fn join(&mut self, next: Tally) {
        // The papers of both are numbered from one, so that a later number is none of theirs.
        self.paper += next.paper;
        join(&mut self.cells, next.cells);
        join(&mut self.themes, next.themes);
        join(&mut self.challenges, next.challenges);
        join(&mut self.strengths, next.strengths);
        join(&mut self.areas, next.areas);
        self.curve.join(next.curve);
    }
}

/// Joins what was counted under the same key.
pub(super) fn join<K: Ord, V: Part>(all: &mut BTreeMap<K, V>, next: BTreeMap<K, V>) {
    for (key, count) in next {
        match all.entry(key) {
            Entry::Occupied(mut known) => known.get_mut().join(count),
            Entry::Vacant(free) => {
                free.insert(count);
            }
        }
    }
}

impl Tally {
    pub(super) fn begin_paper(&mut self) {
        self.paper += 1;
    }

    /// All passages of the paper have been seen.
    pub(super) fn end_paper(&mut self) {
        self.curve.end_paper();
    }

    /// The paper is by or about this area, whatever its passages say.
    pub(super) fn name_area(&mut self, area: &str) {
        let count = self.areas.entry(area.to_owned()).or_default();
        if count.last_paper != self.paper {
            count.last_paper = self.paper;
            count.papers += 1;
        }
    }

    /// Counts a passage. `cite` is its citation.
    pub(super) fn passage(&mut self, cite: &impl Fn() -> Citation, mentions: &[Mention], seen: &[Seen<'_>]) {
        // Stance, directness and best statement of the passage for each thing it speaks of.
        type Kept = (Stance, bool, f64, usize);
        let mut themes: BTreeMap<&str, (Stance, bool)> = BTreeMap::new();
        let mut cells: BTreeMap<(&str, &str), Kept> = BTreeMap::new();
        let mut challenges: BTreeMap<&str, Kept> = BTreeMap::new();
        let mut strengths: BTreeMap<&str, Kept> = BTreeMap::new();
        let put = |kept: &mut Kept, stance: Stance, direct: bool, worth: f64, i: usize| {
            kept.0 = together(kept.0, stance);
            kept.1 |= direct;
            if worth > kept.2 {
                (kept.2, kept.3) = (worth, i);
            }
        };
        let new = || (Stance::Neutral, false, f64::NEG_INFINITY, 0);
        for (i, one) in seen.iter().enumerate() {
            let statement = one.statement;
            let stance = statement.stance;
            for theme in &statement.themes {
                let direct = matches!(theme.scope, Scope::Direct | Scope::LeadIn);
                let of_theme = themes.entry(&theme.id).or_insert((Stance::Neutral, false));
                *of_theme = (together(of_theme.0, stance), of_theme.1 | direct);
                for area in &statement.areas {
                    put(cells.entry((&area.id, &theme.id)).or_insert_with(new), stance, direct, one.worth(), i);
                }
            }
            // A challenge is best shown by a sentence that is about what is hard, a strength by one about what works.
            let fits = |wanted| if stance == wanted { one.worth() } else { one.worth() - 1.0 };
            for id in &statement.challenges {
                put(challenges.entry(id).or_insert_with(new), stance, true, fits(Stance::Challenge), i);
            }
            for id in &statement.strengths {
                put(strengths.entry(id).or_insert_with(new), stance, true, fits(Stance::Strength), i);
            }
        }
        for (theme, kept) in &themes {
            self.themes.entry((*theme).to_owned()).or_default().passage(self.paper, kept.0, kept.1);
        }
        for Seen { statement, .. } in seen {
            self.curve.statement(statement);
            let of = |list: &mut BTreeMap<String, Count>, id: &str| {
                let codes = statement.areas.iter().map(|a| a.id.clone());
                list.entry(id.to_owned()).or_default().areas.extend(codes);
            };
            statement.themes.iter().for_each(|t| of(&mut self.themes, &t.id));
            statement.challenges.iter().for_each(|id| of(&mut self.challenges, id));
            statement.strengths.iter().for_each(|id| of(&mut self.strengths, id));
        }
        for ((area, theme), kept) in &cells {
            let cell = self.cells.entry(((*area).to_owned(), (*theme).to_owned())).or_default();
            cell.passage(self.paper, kept.0, kept.1);
            cell.quote(kept.2, seen[kept.3].text, cite);
        }
        for (of, list) in [(&challenges, &mut self.challenges), (&strengths, &mut self.strengths)] {
            for (id, kept) in of {
                let count = list.entry((*id).to_owned()).or_default();
                count.passage(self.paper, kept.0, kept.1);
                count.quote(kept.2, seen[kept.3].text, cite);
            }
        }
        self.areas(mentions, seen.iter().map(|s| s.statement));
    }

    /// Counts the areas of a passage, and nothing else of it.
    pub(super) fn areas<'a>(&mut self, mentions: &'a [Mention], statements: impl Iterator<Item = &'a Statement>) {
        let places = mentions.iter().filter(|m| m.facet == Facet::Place).filter_map(|m| m.code.as_deref());
        let mut areas: BTreeMap<&str, Vec<&Statement>> = places.map(|code| (code, Vec::new())).collect();
        for statement in statements {
            for area in &statement.areas {
                areas.entry(&area.id).or_default().push(statement);
            }
        }
        for (area, statements) in areas {
            let count = self.areas.entry(area.to_owned()).or_default();
            count.passages += 1;
            if count.last_paper != self.paper {
                count.last_paper = self.paper;
                count.papers += 1;
            }
            for statement in statements {
                count.themes.extend(statement.themes.iter().map(|t| t.id.clone()));
                count.challenges.extend(statement.challenges.iter().cloned());
            }
        }
    }

    /// What is known of each area.
    pub(super) fn coverage(
        &self,
        entries: &[SourceEntry],
        codebook: &Codebook,
        settings: &Settings,
    ) -> Vec<AreaCoverage> {
        coverage(&self.areas, entries, codebook, settings)
    }

    /// The synthesis but for its findings.
    pub(super) fn finish(self, entries: &[SourceEntry], codebook: &Codebook, settings: &Settings) -> Synthesis {
        let coverage = self.coverage(entries, codebook, settings);
        let rank = |theme: &str| codebook.facet(Facet::Theme).position(|c| c.id == theme).unwrap_or(usize::MAX);
        let mut matrix: Vec<MatrixCell> = self.cells.into_iter().filter_map(|(key, count)| cell(key, count)).collect();
        matrix.sort_by(|a, b| a.area.cmp(&b.area).then_with(|| rank(&a.theme).cmp(&rank(&b.theme))));
        let mut themes: Vec<ThemeTotals> = self
            .themes
            .into_iter()
            .map(|(theme, count)| ThemeTotals {
                theme,
                passages: count.passages,
                papers: count.papers,
                areas: within(codebook, count.areas),
                strengths: count.strengths,
                challenges: count.challenges,
                mixed: count.mixed,
            })
            .collect();
        themes.sort_by_key(|t| rank(&t.theme));
        Synthesis {
            findings: Vec::new(),
            matrix,
            coverage,
            challenges: summaries(self.challenges, codebook, Facet::Challenge),
            strengths: summaries(self.strengths, codebook, Facet::Strength),
            themes,
            remarks: Vec::new(),
            concentration: Vec::new(),
            saturation: self.curve.finish(codebook, settings),
        }
    }
}

/// The codes without those of nations.
fn within(codebook: &Codebook, codes: BTreeSet<String>) -> Vec<String> {
    codes.into_iter().filter(|code| !codebook.area(code).is_some_and(|a| a.is_nation)).collect()
}

fn cell((area, theme): (String, String), count: Count) -> Option<MatrixCell> {
    let (_, quote, citation) = count.best?;
    Some(MatrixCell {
        area,
        theme,
        passages: count.passages,
        papers: count.papers,
        strengths: count.strengths,
        challenges: count.challenges,
        mixed: count.mixed,
        direct: count.direct,
        by_heading: count.passages - count.direct,
        quote,
        citation,
    })
}

fn summaries(counts: BTreeMap<String, Count>, codebook: &Codebook, facet: Facet) -> Vec<ConceptSummary> {
    let mut made: Vec<ConceptSummary> = counts
        .into_iter()
        .filter_map(|(id, count)| {
            let (_, quote, citation) = count.best?;
            let areas = within(codebook, count.areas);
            Some(ConceptSummary { id, passages: count.passages, papers: count.papers, areas, quote, citation })
        })
        .collect();
    let rank = |id: &str| codebook.facet(facet).position(|c| c.id == id).unwrap_or(usize::MAX);
    made.sort_by(|a, b| {
        (b.areas.len(), b.passages).cmp(&(a.areas.len(), a.passages)).then_with(|| rank(&a.id).cmp(&rank(&b.id)))
    });
    made
}

/// Every area of the nations that the corpus is about, and any other that has a passage. A nation itself has a line only where
/// something is said of the whole of it.
fn coverage(
    counts: &BTreeMap<String, AreaCount>,
    entries: &[SourceEntry],
    codebook: &Codebook,
    settings: &Settings,
) -> Vec<AreaCoverage> {
    let mut nations: BTreeMap<&str, u32> = BTreeMap::new();
    for (code, count) in counts {
        if let Some(area) = codebook.area(code) {
            *nations.entry(&area.nation).or_default() += count.passages.max(1);
        }
    }
    let most = nations.values().copied().max().unwrap_or(0);
    let about =
        |nation: &str| nations.get(nation).is_some_and(|&n| f64::from(n) >= settings.nation_share * f64::from(most));
    let unread: Vec<String> = entries
        .iter()
        .filter(|e| matches!(e.status, SourceStatus::Failed | SourceStatus::NoText))
        .map(|e| format!(" {} ", fold(&e.name)))
        .collect();
    let mut codes: BTreeSet<&str> =
        codebook.areas.iter().filter(|a| !a.is_nation && about(&a.nation)).map(|a| a.code.as_str()).collect();
    codes.extend(counts.keys().map(String::as_str));
    let none = AreaCount::default();
    codes
        .into_iter()
        .map(|code| {
            let count = counts.get(code).unwrap_or(&none);
            // A file that could not be read and has the area's name in its own is the nearest we come to knowing.
            let unreadable = || {
                let name = format!(" {} ", fold(codebook.area_name(code)));
                unread.iter().any(|file| file.contains(&name))
            };
            let state = match count {
                c if !c.themes.is_empty() => AreaState::Evidence,
                c if c.papers > 0 => AreaState::Silent,
                _ if unreadable() => AreaState::Unreadable,
                _ => AreaState::NoPaper,
            };
            AreaCoverage {
                area: code.to_owned(),
                papers: count.papers,
                passages: count.passages,
                themes: count.themes.len() as u32,
                challenges: count.challenges.len() as u32,
                state,
            }
        })
        .collect()
}
