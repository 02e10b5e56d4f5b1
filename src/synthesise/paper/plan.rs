//! Which sentences the paper quotes, and where: chosen once, before anything is written, so that nothing is said twice.
//!
//! The themes share one choice by [`Coverage`], so that what two themes say is quoted under one of them; what worked, what was mixed and
//! what got in the way go on from there with what is left. A summary of the best few, by maximal marginal relevance (Carbonell and
//! Goldstein, 1998), may repeat them: it stands alone.

use super::PaperOptions;
use super::survey::{Group, Survey};
use super::themes::Part;
use crate::model::evidence::{Finding, Synthesis};
use crate::model::tags::{ClaimType, Stance};
use crate::synthesise::central::diverse;
use crate::synthesise::coverage::{Coverage, Sentence};
use crate::synthesise::quality::leans;
use crate::synthesise::reads;
use crate::synthesise::settings::Choice;
use crate::synthesise::words::{cosine, vectors};
use crate::util::text::{fold, word_count};
use std::collections::{BTreeMap, BTreeSet};

/// Findings that are looked at for the summary.
const SUMMARY_POOL: usize = 60;

/// Words of the quotations of a summary that leave it on one page.
const SUMMARY_WORDS: u64 = 170;

/// The findings that the paper quotes, as positions in [`Synthesis::findings`], in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// By theme of the paper.
    pub(super) themes: Vec<Vec<usize>>,
    pub(super) worked: Vec<usize>,
    pub(super) mixed: Vec<usize>,
    pub(super) barriers: Vec<usize>,
    pub(super) planned: Vec<usize>,
    /// The best of each theme.
    pub(super) summary: Vec<usize>,
}

/// A finding is quoted under the theme of the paper in which it ranks best; those of other themes can still be quoted across themes.
struct Pool<'a> {
    findings: Vec<(usize, &'a Finding)>,
    /// Theme of the paper, where it belongs to one.
    theme: Vec<Option<usize>>,
}

impl Plan {
    /// The plan of a paper over so many passages.
    pub(super) fn make(synthesis: &Synthesis, survey: &Survey, options: &PaperOptions, passages: u64) -> Plan {
        let pool = Pool::of(synthesis, &survey.groups);
        let sentences: Vec<Sentence<'_>> =
            pool.findings.iter().map(|(_, f)| sentence(f, &options.settings.choice)).collect();
        let mut coverage = Coverage::new(&sentences, &options.settings.choice);
        let mut said = Said::default();
        let mut plan = Plan { themes: vec![Vec::new(); survey.groups.len()], ..Plan::default() };
        let mut chosen = pool.themes(&sentences, &mut coverage, &mut said, options, (survey.groups.len(), passages));
        let mut across = |most, words, fits: &dyn Fn(&Finding) -> bool| {
            let allowed = (0..sentences.len()).filter(|&i| fits(pool.findings[i].1));
            coverage.choose(&sentences, allowed, most, words, |i| said.is_new(pool.findings[i].1))
        };
        let strength =
            |f: &Finding| f.stance == Stance::Strength && f.claim == ClaimType::Effect && reads::helped(&f.text);
        let challenge = |f: &Finding| f.stance == Stance::Challenge && f.claim != ClaimType::Ask;
        let mixed = |f: &Finding| f.stance == Stance::Mixed;
        let worked = across(options.worked, options.worked_words, &strength);
        let barriers = across(options.barriers, options.barriers_words, &challenge);
        let both = across(options.mixed, u64::MAX / 2, &mixed);
        let next = |f: &Finding| Part::of(f) == Part::Planned && reads::lies_ahead(&f.text);
        let planned = across(options.planned, options.planned_words, &next);
        for list in &mut chosen {
            pool.in_order(list);
        }
        plan.summary = pool.summary(&chosen, options);
        plan.themes = chosen.into_iter().map(|list| pool.positions(list)).collect();
        plan.worked = pool.positions(pool.ranked(worked));
        plan.barriers = pool.positions(pool.ranked(barriers));
        plan.planned = pool.positions(pool.ranked(planned));
        plan.mixed = pool.positions(pool.ranked(both));
        plan
    }
}

/// What is quoted already, by passage: a sentence is not quoted a second time as part of a longer quotation, nor after one.
#[derive(Default)]
struct Said<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Said<'a> {
    /// Whether a finding's words are new; from then on they are not.
    fn is_new(&mut self, finding: &'a Finding) -> bool {
        let Some(first) = finding.support.first() else { return false };
        let said = self.0.entry(&first.citation.passage_id).or_default();
        let text = finding.text.as_str();
        let new = !said.iter().any(|other| other.contains(text) || text.contains(other));
        if new {
            said.push(text);
        }
        new
    }
}

impl<'a> Pool<'a> {
    fn of(synthesis: &'a Synthesis, groups: &[Group]) -> Pool<'a> {
        let mut by_words: BTreeMap<String, (usize, Option<usize>)> = BTreeMap::new();
        for (i, finding) in synthesis.findings.iter().enumerate() {
            // A sentence by which a paper sums up is quoted only where nothing bears it out better: by its examples.
            if finding.sums_up.is_some() && !finding.sums_up.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let theme = groups.iter().position(|g| belongs(finding, g));
            let better = |(at, of): &(usize, Option<usize>)| {
                let other = &synthesis.findings[*at];
                (theme.is_some(), finding.score) > (of.is_some(), other.score)
            };
            let words = fold(&finding.text);
            if by_words.get(&words).is_none_or(better) {
                by_words.insert(words, (i, theme));
            }
        }
        let mut list: Vec<(usize, Option<usize>)> = by_words.into_values().collect();
        list.sort_unstable();
        Pool {
            findings: list.iter().map(|(i, _)| (*i, &synthesis.findings[*i])).collect(),
            theme: list.into_iter().map(|(_, theme)| theme).collect(),
        }
    }

    /// For each theme what it cannot do without, then the best of all themes together.
    fn themes(
        &self,
        sentences: &[Sentence<'_>],
        coverage: &mut Coverage,
        said: &mut Said<'a>,
        options: &PaperOptions,
        (themes, passages): (usize, u64),
    ) -> Vec<Vec<usize>> {
        let all = options.theme_words_of(passages);
        let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); themes];
        let mut words = 0;
        let share = all / (themes.max(1) as u64);
        for (theme, list) in chosen.iter_mut().enumerate() {
            let takes = |f: &Finding, stances: &[Stance]| stances.contains(&f.stance);
            let wanted: [(&[Stance], usize); 3] =
                [(&[Stance::Strength], 1), (&[Stance::Challenge, Stance::Mixed], 1), (&Stance::ALL, options.at_least)];
            for (stances, least) in wanted {
                let most = least.saturating_sub(if least == 1 { 0 } else { list.len() });
                let spent = list.iter().map(|&i: &usize| sentences[i].length).sum::<u64>();
                let allowed = (0..sentences.len())
                    .filter(|&i| self.theme[i] == Some(theme) && takes(self.findings[i].1, stances));
                let budget = share.saturating_sub(spent);
                list.extend(coverage.choose(sentences, allowed, most, budget, |i| said.is_new(self.findings[i].1)));
            }
            words += list.iter().map(|&i| sentences[i].length).sum::<u64>();
        }
        let taken: BTreeSet<usize> = chosen.iter().flatten().copied().collect();
        let allowed = (0..sentences.len()).filter(|i| self.theme[*i].is_some() && !taken.contains(i));
        let budget = all.saturating_sub(words);
        // Quotations of each theme that take no stance, and those that do.
        let neutral = |i: usize| self.findings[i].1.stance == Stance::Neutral;
        let mut counts: Vec<(usize, usize)> = chosen
            .iter()
            .map(|list| (list.iter().filter(|i| neutral(**i)).count(), list.iter().filter(|i| !neutral(**i)).count()))
            .collect();
        let more = coverage.choose(sentences, allowed, usize::MAX, budget, |i| {
            let (plain, taking) = &mut counts[self.theme[i].unwrap_or(0)];
            let fits = !neutral(i) || *plain < options.settings.choice.neutral.max(*taking);
            let room = fits && *plain + *taking < options.per_theme && said.is_new(self.findings[i].1);
            if room {
                *(if neutral(i) { plain } else { taking }) += 1;
            }
            room
        });
        for i in more {
            if let Some(theme) = self.theme[i] {
                chosen[theme].push(i);
            }
        }
        chosen
    }

    /// By the part of the section that each stands under; best first.
    fn in_order(&self, list: &mut [usize]) {
        list.sort_by(|&a, &b| {
            let (a, b) = (self.findings[a].1, self.findings[b].1);
            Part::of(a).cmp(&Part::of(b)).then(b.score.total_cmp(&a.score)).then_with(|| a.id.cmp(&b.id))
        });
    }

    fn ranked(&self, mut list: Vec<usize>) -> Vec<usize> {
        list.sort_by(|&a, &b| {
            let (a, b) = (self.findings[a].1, self.findings[b].1);
            b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id))
        });
        list
    }

    /// The best quotation of each theme that differs from the others'.
    fn summary(&self, chosen: &[Vec<usize>], options: &PaperOptions) -> Vec<usize> {
        let mut made = Vec::new();
        let mut said: Vec<&str> = Vec::new();
        for list in chosen {
            // What stands alone and takes a stance, where there is such; a strength that says so in its words.
            let stands = |f: &Finding| !leans(&f.text) && word_count(&f.text) <= options.settings.choice.long_words;
            let borne = |f: &Finding| f.stance != Stance::Strength || reads::helped(&f.text);
            let of = |i: &usize| self.findings[*i].1;
            let stated = |i: &&usize| of(i).stance != Stance::Neutral && borne(of(i));
            let mut pool: Vec<usize> =
                list.iter().filter(|i| stated(i) && stands(of(i))).take(SUMMARY_POOL).copied().collect();
            if pool.is_empty() {
                pool = list.iter().filter(stated).take(SUMMARY_POOL).copied().collect();
            }
            if pool.is_empty() {
                pool = list.clone();
            }
            // The more themes, the shorter what is quoted of each, so that the summary stays on its page.
            let room = SUMMARY_WORDS / chosen.len().max(1) as u64;
            if pool.iter().any(|i| word_count(&of(i).text) <= room) {
                pool.retain(|i| word_count(&of(i).text) <= room);
            }
            let texts: Vec<&str> =
                said.iter().copied().chain(pool.iter().map(|&i| self.findings[i].1.text.as_str())).collect();
            let vectors = vectors(&texts);
            // What the summary says already is chosen first by its score, so that the next differs from it.
            let top = pool.iter().map(|&i| self.findings[i].1.score).fold(0.0, f64::max);
            let mut scores = vec![top * 10.0; said.len()];
            scores.extend(pool.iter().map(|&i| self.findings[i].1.score));
            let picks = diverse(
                &scores,
                |i, j| cosine(&vectors[i], &vectors[j]),
                said.len() + 1,
                options.settings.choice.relevance,
            );
            if let Some(pick) = picks.into_iter().find(|p| *p >= said.len()) {
                let i = pool[pick - said.len()];
                said.push(&self.findings[i].1.text);
                made.push(self.findings[i].0);
            }
        }
        made
    }

    fn positions(&self, list: Vec<usize>) -> Vec<usize> {
        list.into_iter().map(|i| self.findings[i].0).collect()
    }
}

/// A finding belongs to its theme; where a heading leads, to the heading that its quotation stands under, whatever its sentence is
/// about besides.
fn belongs(finding: &Finding, group: &Group) -> bool {
    if group.headings.is_empty() {
        group.concepts.contains(&finding.theme)
    } else {
        finding.support.first().is_some_and(|s| group.members.contains(&s.citation.passage_id))
    }
}

/// What a unit of coverage is worth in a finding: judgements over plain statements, breadth over a single remark, a clear sentence of
/// fair length over scraps, labels and what leans on its neighbour.
pub fn weight(finding: &Finding, choice: &Choice) -> f64 {
    let bare = finding.stance == Stance::Neutral && finding.claim == ClaimType::Activity;
    let length = word_count(&finding.text);
    let when = |applies: bool, factor: f64| if applies { factor } else { 1.0 };
    (1.0 + choice.lesson * finding.parts.lesson)
        * (1.0 + choice.position * finding.parts.position)
        * (1.0 + choice.breadth * (finding.parts.tier.min(1.0) + finding.parts.areas))
        * when(bare, choice.bare)
        * when(finding.stance == Stance::Strength && !reads::gains(&finding.text), choice.no_gain)
        * when(leans(&finding.text), choice.leaning)
        * when(length < choice.short_words, choice.short)
        * when(length > choice.long_words, choice.long)
        * when(reads::labelled(&finding.text), choice.labelled)
}

/// Areas are the cases of a finding, or its papers where it has none; a paper that has the very words of another is no further case.
fn sentence<'a>(finding: &'a Finding, choice: &Choice) -> Sentence<'a> {
    let mut words = BTreeSet::new();
    let cases: BTreeSet<&str> = finding
        .support
        .iter()
        .filter_map(|s| match &s.area {
            Some(area) => Some(area.as_str()),
            None => words.insert(s.text.as_str()).then_some(s.citation.paper_id.as_str()),
        })
        .collect();
    Sentence {
        text: &finding.text,
        cases: cases.into_iter().collect(),
        factor: weight(finding, choice),
        length: word_count(&finding.text),
    }
}
