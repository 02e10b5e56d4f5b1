//! Which findings are quoted: the best that differ, each once in the paper.

use super::{PaperOptions, Writing, counted, quoted};
use crate::model::evidence::{Citation, Finding};
use crate::model::learning::{Claim, Paragraph};
use crate::synthesise::central::diverse;
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::words::{cosine, vectors};
use crate::util::plural::{count, join_and};
use crate::util::text::fold;
use std::collections::BTreeSet;

/// Remembers what the paper has quoted.
#[derive(Default)]
pub(super) struct Chooser {
    used: BTreeSet<String>,
}

impl Chooser {
    /// Up to `wanted` findings that are not quoted yet, by maximal marginal relevance; best first.
    pub(super) fn choose<'a>(
        &mut self,
        findings: impl Iterator<Item = &'a Finding>,
        wanted: usize,
        options: &PaperOptions,
    ) -> Vec<&'a Finding> {
        let mut fresh: Vec<&Finding> = findings.collect();
        fresh.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        // One sentence can be a finding of several themes: it stands where it ranks best.
        let mut seen = BTreeSet::new();
        fresh.retain(|f| {
            let words = fold(&f.text);
            !self.used.contains(&words) && seen.insert(words)
        });
        // Beyond a few dozen, the next best is never reached; likeness is worked out among those.
        fresh.truncate(wanted.saturating_mul(12).max(24));
        let texts: Vec<&str> = fresh.iter().map(|f| f.text.as_str()).collect();
        let scores: Vec<f64> = fresh.iter().map(|f| f.score).collect();
        let vectors = vectors(&texts);
        // Two remarks of one area are alike in that, whatever their words: other areas should be heard too.
        let alike = |i: usize, j: usize| {
            let words = cosine(&vectors[i], &vectors[j]);
            let area = fresh[i].areas.iter().any(|a| fresh[j].areas.contains(a));
            if area { words.max(options.same_area) } else { words }
        };
        let mut picks = diverse(&scores, alike, wanted, options.relevance);
        picks.sort_unstable();
        let chosen: Vec<&Finding> = picks.into_iter().map(|i| fresh[i]).collect();
        self.used.extend(chosen.iter().map(|f| fold(&f.text)));
        chosen
    }
}

/// A finding as a quotation, led by the area it comes from, and a count of the passages that say the same.
pub(super) fn paragraphs(writing: &Writing<'_>, finding: &Finding, group: Option<&str>) -> Vec<Paragraph> {
    let Some(first) = finding.support.first() else { return Vec::new() };
    let own = finding.support.iter().filter(|s| s.citation.passage_id == first.citation.passage_id);
    let own: Vec<&str> = own.filter_map(|s| s.area.as_deref()).collect::<BTreeSet<_>>().into_iter().collect();
    let names = names(writing, &own);
    let label = (!names.is_empty() && names.len() <= 3).then(|| join_and(&names));
    let mut made = vec![quoted(&finding.text, label, first.citation.clone())];
    made.extend(the_same(writing, finding));
    for paragraph in &mut made {
        paragraph.group = group.map(str::to_owned);
    }
    made
}

fn names(writing: &Writing<'_>, codes: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = codes.iter().map(|code| writing.codebook.area_name(code).to_owned()).collect();
    names.sort();
    names
}

/// That other passages say the same, and whether in the same words: those may be the words of whoever gathered them.
fn the_same(writing: &Writing<'_>, finding: &Finding) -> Option<Paragraph> {
    let first = finding.support.first()?;
    let mut seen = BTreeSet::from([first.citation.passage_id.as_str()]);
    let others: Vec<_> =
        finding.support.iter().filter(|s| s.citation.passage_id != first.citation.passage_id).collect();
    let citations: Vec<Citation> =
        others.iter().filter(|s| seen.insert(&s.citation.passage_id)).map(|s| s.citation.clone()).collect();
    if citations.is_empty() {
        return None;
    }
    let words = fold(&first.text);
    let how = if others.iter().all(|s| fold(&s.text) == words) { "the same" } else { "nearly the same" };
    let codes: Vec<&str> =
        others.iter().filter_map(|s| s.area.as_deref()).collect::<BTreeSet<_>>().into_iter().collect();
    let names = names(writing, &codes);
    let from = if names.is_empty() { String::new() } else { format!(", about {}", join_and(&names)) };
    let n = citations.len() as u64;
    let also = count(n, "other passage says", "other passages say");
    let filter = Filter::all(Unit::Passages).with(Key::Passage, citations.iter().map(|c| c.passage_id.clone()));
    let claim = Claim { filter: filter.to_string(), value: n };
    Some(counted(format!("{also} this in {how} words{from}."), vec![claim], citations))
}
