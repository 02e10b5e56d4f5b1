//! Candidates to ranked findings, theme by theme.

use super::central::lexrank;
use super::gather::Candidate;
use super::settings::Settings;
use super::similar;
use super::words::vectors;
use crate::model::codebook::{Codebook, Facet};
use crate::model::evidence::{Finding, Support};
use crate::model::tags::Stance;
use crate::util::hash::short_id;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Findings by theme in codebook order, then stance, then score. Candidates come best first.
pub(super) fn find(
    candidates: BTreeMap<String, Vec<Arc<Candidate>>>,
    codebook: &Codebook,
    settings: &Settings,
) -> Vec<Finding> {
    let rank = |theme: &str| codebook.facet(Facet::Theme).position(|c| c.id == theme).unwrap_or(usize::MAX);
    let mut themes: Vec<_> = candidates.into_iter().collect();
    themes.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then_with(|| a.0.cmp(&b.0)));
    themes.into_iter().flat_map(|(theme, list)| of_theme(&theme, &list, codebook, settings)).collect()
}

fn of_theme(theme: &str, candidates: &[Arc<Candidate>], codebook: &Codebook, settings: &Settings) -> Vec<Finding> {
    let mut made: Vec<Finding> = Vec::new();
    for stance in [Stance::Strength, Stance::Challenge, Stance::Mixed, Stance::Neutral] {
        let list: Vec<&Candidate> = candidates.iter().map(Arc::as_ref).filter(|c| c.stance == stance).collect();
        let texts: Vec<&str> = list.iter().map(|c| c.text.as_str()).collect();
        for group in similar::groups(&texts, settings.same_words) {
            let members: Vec<&Candidate> = group.into_iter().map(|i| list[i]).collect();
            made.push(finding(theme, &members, codebook, settings));
        }
    }
    made.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let central = made.len().min(settings.central_within);
    let texts: Vec<&str> = made[..central].iter().map(|f| f.text.as_str()).collect();
    let centralities = lexrank(&vectors(&texts), settings.neighbour);
    for (finding, centrality) in made.iter_mut().zip(centralities) {
        finding.score += settings.centrality * centrality;
    }
    made.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let mut room = settings.enough.saturating_sub(made.iter().filter(|f| f.stance != Stance::Neutral).count());
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
fn finding(theme: &str, members: &[&Candidate], codebook: &Codebook, settings: &Settings) -> Finding {
    let best = members[0];
    let mut others = members[1..].to_vec();
    others.sort_by_key(|c| c.order);
    let support: Vec<Support> = std::iter::once(best).chain(others).flat_map(supports).collect();
    let areas: BTreeSet<&String> = members.iter().flat_map(|c| &c.areas).collect();
    let papers: BTreeSet<&str> = members.iter().map(|c| c.citation.paper_id.as_str()).collect();
    let national = members.iter().any(|c| c.nation.is_some());
    let breadth = (areas.len() as u32).max(if national { settings.national_as_areas } else { 1 });
    let in_order = |facet, ids: BTreeSet<&String>| -> Vec<String> {
        codebook.facet(facet).map(|c| &c.id).filter(|id| ids.contains(id)).cloned().collect()
    };
    Finding {
        id: short_id(&["finding", theme, &best.id]),
        theme: theme.to_owned(),
        stance: best.stance,
        claim: best.claim,
        text: best.text.clone(),
        challenges: in_order(Facet::Challenge, members.iter().flat_map(|c| &c.challenges).collect()),
        strengths: in_order(Facet::Strength, members.iter().flat_map(|c| &c.strengths).collect()),
        areas: areas.into_iter().cloned().collect(),
        support,
        parts: Default::default(),
        evidence: crate::model::evidence::EvidenceType::Report,
        basis: None,
        identical: false,
        sums_up: None,
        score: best.worth
            + settings.breadth_areas * f64::from(breadth.max(1)).log2()
            + settings.breadth_papers * (papers.len() as f64).log2(),
    }
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
