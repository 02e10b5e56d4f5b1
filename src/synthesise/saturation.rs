//! How far the evidence goes: what rests on one area, and whether more of the same would still say something new.

use super::settings::Settings;
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::{Concentration, Finding, MatrixCell, Saturation};
use crate::model::records::Part;
use crate::model::tags::{Stance, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Papers or areas that are followed one by one; a larger corpus is followed in its first so many.
const MOST: usize = 20_000;

/// The codes that each area and each paper brings, in the order of the corpus. A code is a theme with a challenge, with a strength or
/// alone: a fixed number, so that memory is bounded by the papers.
#[derive(Default)]
pub(super) struct Curve {
    ids: BTreeMap<String, u32>,
    areas: BTreeMap<String, BTreeSet<u32>>,
    papers: Vec<BTreeSet<u32>>,
    paper: BTreeSet<u32>,
}

impl Part for Curve {
    fn join(&mut self, next: Curve) {
        let mut numbers = vec![0; next.ids.len()];
        for (code, number) in next.ids {
            let new = self.ids.len() as u32;
            numbers[number as usize] = *self.ids.entry(code).or_insert(new);
        }
        let own =
            |codes: BTreeSet<u32>| codes.into_iter().map(|code| numbers[code as usize]).collect::<BTreeSet<u32>>();
        for (area, codes) in next.areas {
            self.areas.entry(area).or_default().extend(own(codes));
        }
        let room = MOST.saturating_sub(self.papers.len());
        self.papers.extend(next.papers.into_iter().take(room).map(own));
    }
}

impl Curve {
    pub(super) fn statement(&mut self, statement: &Statement) {
        let mut codes = Vec::new();
        for theme in &statement.themes {
            let with = statement.challenges.iter().chain(&statement.strengths).map(|c| format!("{} {c}", theme.id));
            for code in with.chain([theme.id.clone()]) {
                let next = self.ids.len() as u32;
                codes.push(*self.ids.entry(code).or_insert(next));
            }
        }
        for area in &statement.areas {
            self.areas.entry(area.id.clone()).or_default().extend(codes.iter().copied());
        }
        self.paper.extend(codes);
    }

    pub(super) fn end_paper(&mut self) {
        let codes = std::mem::take(&mut self.paper);
        if !codes.is_empty() && self.papers.len() < MOST {
            self.papers.push(codes);
        }
    }

    /// The curve over areas in alphabetical order where four or more have evidence, as in returns by area; else over papers in the
    /// order of the corpus.
    pub(super) fn finish(self, codebook: &Codebook, settings: &Settings) -> Saturation {
        let mut areas: Vec<(&str, BTreeSet<u32>)> = self
            .areas
            .into_iter()
            .filter_map(|(code, codes)| codebook.area(&code).filter(|a| !a.is_nation).map(|a| (a.name.as_str(), codes)))
            .filter(|(_, codes)| !codes.is_empty())
            .collect();
        areas.sort_by_key(|(name, _)| *name);
        // Few long papers about many areas are followed by area; many papers by paper.
        let (unit, drawn) = if areas.len() >= 4 && areas.len() >= self.papers.len() {
            ("areas", areas.into_iter().map(|(_, codes)| codes).collect())
        } else {
            ("papers", self.papers)
        };
        curve(unit, &drawn, settings)
    }
}

/// The curve over what was drawn, in order. With too few to make a base and one run there is none.
fn curve(unit: &str, drawn: &[BTreeSet<u32>], settings: &Settings) -> Saturation {
    let base = (drawn.len() * settings.saturation_base as usize / 100).max(4);
    let run = settings.saturation_run.max(1) as usize;
    let mut made = Saturation {
        unit: unit.to_owned(),
        base: base as u32,
        run: run as u32,
        threshold: settings.saturation_threshold,
        ..Saturation::default()
    };
    if drawn.len() < base + run {
        return Saturation { base: drawn.len() as u32, ..made };
    }
    let mut known: BTreeSet<u32> = drawn[..base].iter().flatten().copied().collect();
    made.base_codes = known.len() as u32;
    let mut at = base;
    for more in drawn[base..].chunks(run) {
        let before = known.len();
        known.extend(more.iter().flatten());
        let new = (known.len() - before) as u32;
        at += more.len();
        // Where a later step adds more again, it had not run dry.
        made.reached_at = made.adds_little(new).then(|| made.reached_at.unwrap_or(at as u32));
        made.last = more.len() as u32;
        made.new_codes.push(new);
    }
    made
}

/// For each theme that areas speak of: the area that gives most passages, and the findings that rest on one area.
pub(super) fn concentration(findings: &[Finding], matrix: &[MatrixCell], codebook: &Codebook) -> Vec<Concentration> {
    let nation = |code: &str| codebook.area(code).is_some_and(|a| a.is_nation);
    let themes = codebook.facet(Facet::Theme).map(|c| c.id.as_str());
    let of = |theme: &str| {
        let cells: Vec<&MatrixCell> = matrix.iter().filter(|c| c.theme == theme && !nation(&c.area)).collect();
        let most = cells.iter().max_by(|a, b| a.passages.cmp(&b.passages).then_with(|| b.area.cmp(&a.area)))?;
        let stated =
            || findings.iter().filter(|f| f.theme == theme && f.stance != Stance::Neutral && !f.areas.is_empty());
        Some(Concentration {
            theme: theme.to_owned(),
            area: most.area.clone(),
            passages: most.passages,
            of: cells.iter().map(|c| c.passages).sum(),
            single: stated().filter(|f| f.areas.len() == 1).count() as u32,
            findings: stated().count() as u32,
        })
    };
    themes.filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_counts_codes_not_met_before_and_says_when_they_run_dry() {
        let drawn: Vec<BTreeSet<u32>> = [
            &[1, 2, 3][..],
            &[4, 5, 6],
            &[7, 8, 9],
            &[10], // the base
            &[1, 11],
            &[12], // a run with two new codes
            &[2],
            &[3], // one with none
            &[1],
        ]
        .iter()
        .map(|codes| codes.iter().copied().collect())
        .collect();
        let made = curve("areas", &drawn, &Settings::default());
        assert_eq!((made.base, made.base_codes, made.new_codes.as_slice()), (4, 10, &[2, 0, 0][..]));
        assert_eq!(made.reached_at, Some(8));
        let back: Vec<BTreeSet<u32>> = drawn.iter().cloned().chain([[20, 21].into(), [1].into(), [2].into()]).collect();
        let made = curve("areas", &back, &Settings::default());
        assert_eq!((made.new_codes.as_slice(), made.reached_at), (&[2, 0, 2, 0][..], Some(12)), "it came back");
        let made = curve("areas", &back[..10], &Settings::default());
        assert_eq!((made.new_codes.as_slice(), made.last, made.reached_at), (&[2, 0, 2][..], 2, None));
        let made = curve("areas", &drawn, &Settings::default());
        assert_eq!((made.new_codes.len(), made.last), (3, 1), "the last step is what is left");
        assert!(curve("areas", &drawn[..4], &Settings::default()).new_codes.is_empty());
    }
}
