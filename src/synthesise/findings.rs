//! Candidates to ranked findings, theme by theme.

use super::central::lexrank;
use super::gather::Candidate;
use super::restate::Examples;
use super::settings::Settings;
use super::similar::{self, Saying};
use super::words::vectors;
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::{EvidenceType, Finding, Score, Support};
use crate::model::tags::Stance;
use crate::util::hash::short_id;
use crate::util::text::fold;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Areas beyond which a printed number of reports or councils makes a claim no broader.
const BROADEST: u32 = 32;

/// Findings by theme in codebook order, then stance, then score. Candidates come best first; `newest` is the year of the newest paper.
pub(super) fn find(
    candidates: BTreeMap<String, Vec<Arc<Candidate>>>,
    newest: Option<i16>,
    codebook: &Codebook,
    settings: &Settings,
) -> Vec<Finding> {
    let rank = |theme: &str| codebook.facet(Facet::Theme).position(|c| c.id == theme).unwrap_or(usize::MAX);
    let mut themes: Vec<_> = candidates.into_iter().collect();
    themes.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then_with(|| a.0.cmp(&b.0)));
    let sums_up = themes.iter().any(|(_, list)| list.iter().any(|c| c.sums_up));
    let of_areas = |c: &&Arc<Candidate>| sums_up && !c.sums_up && !c.areas.is_empty();
    let examples: Vec<Arc<Candidate>> =
        themes.iter().flat_map(|(_, list)| list.iter().filter(of_areas).cloned()).collect();
    let examples = Examples::new(examples.iter().map(|c| (&c.citation, c.text.as_str())));
    let maker = Maker { newest, codebook, settings, examples };
    // Themes have nothing to do with one another, so they are worked out side by side and kept in their order.
    themes.into_par_iter().flat_map_iter(|(theme, list)| maker.theme(&theme, &list)).collect()
}

struct Maker<'a> {
    newest: Option<i16>,
    codebook: &'a Codebook,
    settings: &'a Settings,
    examples: Examples<'a>,
}

impl Maker<'_> {
    fn theme(&self, theme: &str, candidates: &[Arc<Candidate>]) -> Vec<Finding> {
        let settings = self.settings;
        let mut made: Vec<Finding> = Vec::new();
        for stance in Stance::ALL {
            // A sentence that sums up is never grouped with what it sums up, so it supports nothing but itself.
            for sums_up in [false, true] {
                let fits = |c: &&Candidate| c.stance == stance && c.sums_up == sums_up;
                let list: Vec<&Candidate> = candidates.iter().map(Arc::as_ref).filter(fits).collect();
                let sayings: Vec<Saying<'_>> = list
                    .iter()
                    .map(|c| Saying {
                        text: &c.text,
                        codes: c.challenges.iter().chain(&c.strengths).map(String::as_str).collect(),
                    })
                    .collect();
                for group in similar::groups(&sayings, settings) {
                    let members: Vec<&Candidate> = group.into_iter().map(|i| list[i]).collect();
                    made.push(self.finding(theme, &members));
                }
            }
        }
        by_score(&mut made);
        let central = made.len().min(settings.central_within);
        let texts: Vec<&str> = made[..central].iter().map(|f| f.text.as_str()).collect();
        let centralities = lexrank(&vectors(&texts), settings.neighbour);
        for (finding, centrality) in made.iter_mut().zip(centralities) {
            finding.parts.centrality = settings.centrality * centrality;
            finding.score = finding.parts.total();
        }
        by_score(&mut made);
        let mut room = settings.enough.saturating_sub(made.iter().filter(|f| f.stance != Stance::Neutral).count());
        room = room.max(settings.enough);
        made.retain(|finding| {
            let stays = finding.stance != Stance::Neutral || room > 0;
            if finding.stance == Stance::Neutral {
                room = room.saturating_sub(1);
            }
            stays
        });
        made.sort_by(|a, b| a.stance.cmp(&b.stance).then(b.score.total_cmp(&a.score)).then_with(|| a.id.cmp(&b.id)));
        made
    }

    /// One finding of statements that say the same; the first is the best worded.
    fn finding(&self, theme: &str, members: &[&Candidate]) -> Finding {
        let best = members[0];
        let mut others = members[1..].to_vec();
        others.sort_by(|a, b| (&a.citation.source, a.order).cmp(&(&b.citation.source, b.order)));
        let support: Vec<Support> = std::iter::once(best).chain(others).flat_map(supports).collect();
        let areas: BTreeSet<&String> = members.iter().flat_map(|c| &c.areas).collect();
        let in_order = |facet, ids: BTreeSet<&String>| -> Vec<String> {
            self.codebook.facet(facet).map(|c| &c.id).filter(|id| ids.contains(id)).cloned().collect()
        };
        let words = fold(&best.text);
        // The same words about the same areas are one text that was kept twice, as a draft and its approved minute are.
        let same: BTreeSet<&Vec<String>> =
            members.iter().filter(|c| fold(&c.text) == words && !c.areas.is_empty()).map(|c| &c.areas).collect();
        let evidence = members.iter().map(|c| c.evidence).min().unwrap_or(best.evidence);
        let basis = members.iter().filter(|c| c.evidence == evidence).find_map(|c| c.basis.clone());
        let parts = self.score(members, areas.len() as u32, evidence, basis.as_ref().and_then(|(_, n)| *n));
        let sums_up = best
            .sums_up
            .then(|| self.examples.bearing_out(&best.text, &best.citation.paper_id, self.settings.restates));
        Finding {
            id: short_id(&["finding", theme, &best.id]),
            theme: theme.to_owned(),
            stance: best.stance,
            claim: best.claim,
            text: best.text.clone(),
            challenges: in_order(Facet::Challenge, members.iter().flat_map(|c| &c.challenges).collect()),
            strengths: in_order(Facet::Strength, members.iter().flat_map(|c| &c.strengths).collect()),
            identical: same.len() > 1,
            areas: areas.into_iter().cloned().collect(),
            support,
            score: parts.total(),
            parts,
            evidence,
            basis: basis.map(|(printed, _)| printed),
            sums_up,
        }
    }

    /// Distinct areas first, then papers. What speaks for a nation is as broad as the number of reports or councils that it names.
    fn score(&self, members: &[&Candidate], areas: u32, evidence: EvidenceType, number: Option<u32>) -> Score {
        let settings = self.settings;
        // The same words without an area of their own count as one paper.
        let mut wordings: BTreeSet<(String, &[String])> = BTreeSet::new();
        let mut papers: BTreeSet<&str> = BTreeSet::new();
        for member in members {
            if wordings.insert((fold(&member.text), &member.areas)) {
                papers.insert(&member.citation.paper_id);
            }
        }
        let national = members.iter().any(|c| c.nation.is_some());
        let weighty = matches!(evidence, EvidenceType::Audit | EvidenceType::Survey | EvidenceType::Research);
        let whole = if national { settings.national_as_areas.max(number.unwrap_or(0).min(BROADEST)) } else { 1 };
        let breadth = areas.max(whole).max(1);
        let year = members.iter().filter_map(|c| c.year).max();
        let age = self.newest.zip(year).map_or(10.0, |(newest, year)| f64::from(newest - year));
        Score {
            tier: if national && weighty || areas >= 3 { settings.tier } else { 0.0 },
            areas: settings.breadth_areas * f64::from(breadth).log2(),
            papers: settings.breadth_papers * (papers.len() as f64).log2(),
            recency: settings.recency * (1.0 - age / 10.0).clamp(0.0, 1.0),
            ..members[0].parts
        }
    }
}

fn by_score(findings: &mut [Finding]) {
    findings.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
}

/// One support an area, one without an area where none is known.
fn supports(candidate: &Candidate) -> Vec<Support> {
    let support = |area: Option<&String>| Support {
        citation: candidate.citation.clone(),
        area: area.cloned(),
        text: candidate.text.clone(),
    };
    if candidate.areas.is_empty() {
        vec![support(candidate.nation.as_ref())]
    } else {
        candidate.areas.iter().map(|area| support(Some(area))).collect()
    }
}
