//! What a paper and its sections are about, counted over their passages.
//!
//! A person who reads a passage has read what stands around it: a word that says little alone is enough in a section that speaks of
//! the same matter throughout.

use crate::model::paper::Passage;
use std::collections::BTreeMap;

/// The most that a theme gains where the passages of its section speak of it, and where those of the paper do.
const SECTION: f32 = 0.0;
const PAPER: f32 = 0.0;
/// The share of passages from which it gains the most.
const THROUGHOUT: f32 = 0.3;
/// Passages that a section is taken to have more than it has, speaking as the paper does; and a paper, speaking of nothing.
const FEW: (f32, f32) = (3.0, 5.0);

/// Passages, and how many of them speak of each theme.
#[derive(Debug, Default)]
struct Tally {
    passages: u32,
    themes: BTreeMap<u16, u32>,
}

impl Tally {
    fn add(&mut self, themes: &[u16]) {
        self.passages += 1;
        themes.iter().for_each(|theme| *self.themes.entry(*theme).or_default() += 1);
    }

    /// The share of the other passages that speak of a theme, `few` more taken to do so as `prior` says.
    fn share(&self, theme: u16, own: bool, few: f32, prior: f32) -> f32 {
        let speak = self.themes.get(&theme).copied().unwrap_or(0) - u32::from(own);
        (speak as f32 + few * prior) / (self.passages.saturating_sub(1) as f32 + few)
    }
}

/// What a paper and its sections are about.
#[derive(Debug, Default)]
pub(super) struct Subjects<'p> {
    paper: Tally,
    /// By path of headings; a section holds those below it.
    sections: BTreeMap<&'p [String], Tally>,
}

impl<'p> Subjects<'p> {
    /// Counts a passage with the themes that its own words give it, in order.
    pub(super) fn add(&mut self, passage: &'p Passage, themes: &[u16]) {
        self.paper.add(themes);
        let path = &passage.locator.section;
        (1..=path.len()).for_each(|depth| self.sections.entry(&path[..depth]).or_default().add(themes));
    }

    /// What each theme of the lexicon gains in a passage that was counted with these themes.
    pub(super) fn gains(&self, passage: &Passage, own: &[u16], themes: u16) -> Vec<f32> {
        let section = self.sections.get(passage.locator.section.as_slice());
        let gain = |theme: u16| {
            let own = own.contains(&theme);
            let paper = self.paper.share(theme, own, FEW.1, 0.0);
            let section = section.map_or(paper, |section| section.share(theme, own, FEW.0, paper));
            SECTION * (section / THROUGHOUT).min(1.0) + PAPER * (paper / THROUGHOUT).min(1.0)
        };
        (0..themes).map(gain).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(path: &[&str]) -> Passage {
        super::super::gold::paper(&[("", path, None, None)]).passages.remove(0)
    }

    #[test]
    fn a_theme_gains_by_its_section_and_never_by_the_passage_itself() {
        let passages: Vec<Passage> =
            (0..10).map(|i| passage(if i < 5 { &["Roads"] } else { &["Care", "Homes"] })).collect();
        let mut subjects = Subjects::default();
        for (i, passage) in passages.iter().enumerate() {
            subjects.add(passage, if i < 5 { &[1] } else { &[] });
        }
        let roads = subjects.gains(&passages[0], &[1], 3);
        let care = subjects.gains(&passages[9], &[], 3);
        assert!(roads[1] > 0.4 && care[1] < roads[1] && care[2] == 0.0, "{roads:?} {care:?}");
        let mut alone = Subjects::default();
        alone.add(&passages[0], &[1]);
        assert_eq!(alone.gains(&passages[0], &[1], 2), [0.0, 0.0]);
    }
}
