//! A finding as a paragraph: its quotation, whose words they are, and where else it is said.

use super::{Writing, phrases, quoted};
use crate::model::evidence::{Citation, EvidenceType, Finding, Support};
use crate::model::learning::{Attribution, Claim, Paragraph};
use crate::synthesise::basis;
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and};
use std::collections::BTreeSet;

/// Areas that are named before a quotation; more are counted.
const NAMED: usize = 3;

/// A finding as a quotation, with whose words it is and who else says so.
///
/// Every passage that has the very words is cited beside the first; those that say the same in other words are cited apart.
pub(super) fn paragraph(writing: &Writing<'_>, at: usize, group: Option<&str>) -> Option<Paragraph> {
    let finding = &writing.synthesis.findings[at];
    let first = finding.support.first()?;
    let (mut same, mut other): (Vec<&Support>, Vec<&Support>) = (Vec::new(), Vec::new());
    for support in &finding.support {
        let exact = support.citation.passage_id == first.citation.passage_id || support.text == finding.text;
        if exact { same.push(support) } else { other.push(support) }
    }
    let (citations, also) = (distinct(&same, &[]), distinct(&other, &same));
    let codes = |list: &[&Support]| -> Vec<String> {
        list.iter().filter_map(|s| s.area.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let own = label(writing, &finding.text, &citations, &codes(&same), Some(finding));
    let mut parts: Vec<String> = own.into_iter().collect();
    if citations.len() > 1 && finding.identical {
        parts.push("the same words in several places, which may be the compiler’s".to_owned());
    }
    if !also.is_empty() {
        let n = count(also.len() as u64, "more passage", "more passages");
        parts.push(format!("in other words also {}", label_of(writing, &also, &codes(&other)).unwrap_or(n)));
    }
    if let Some(examples) = &finding.sums_up {
        parts.push(match numbered(writing, examples) {
            Some(numbers) => format!("the paper’s own summary of {numbers}"),
            None => "the paper’s own summary, no example found".to_owned(),
        });
    }
    let label = phrases::capital(&parts.join("; "));
    let mut claims = Vec::new();
    for list in [&citations, &also] {
        if list.len() > 1 || list.len() == 1 && std::ptr::eq(list, &also) {
            claims.push(of_passages(list));
        }
    }
    let mut quote = quoted(&finding.text, (!label.is_empty()).then_some(label), first.citation.clone());
    quote.finding = Some(finding.id.clone());
    (quote.citations, quote.also, quote.claims) = (citations, also, claims);
    quote.group = group.map(str::to_owned);
    Some(quote)
}

/// The passages of supports, each once, without those of others.
fn distinct(list: &[&Support], without: &[&Support]) -> Vec<Citation> {
    let mut seen: BTreeSet<&str> = without.iter().map(|s| s.citation.passage_id.as_str()).collect();
    list.iter().filter(|s| seen.insert(&s.citation.passage_id)).map(|s| s.citation.clone()).collect()
}

/// Examples by number, or areas by name, whichever the paper goes by.
fn label_of(writing: &Writing<'_>, citations: &[Citation], codes: &[String]) -> Option<String> {
    if writing.options.attribution == Attribution::Named {
        let names = names(writing, &codes.iter().map(String::as_str).collect::<Vec<_>>());
        return match names.len() {
            0 => None,
            1..=NAMED => Some(join_and(&names)),
            n => Some(count(n as u64, "area", "areas")),
        };
    }
    let areas = codes.iter().filter(|code| !writing.codebook.area(code).is_some_and(|a| a.is_nation)).count() as u64;
    // An area that has other words among the examples is counted here, and named by nobody.
    numbered(writing, citations).or_else(|| (areas > 0).then(|| count(areas, "area", "areas")))
}

/// `example 3`, `examples 3 and 7`.
fn numbered(writing: &Writing<'_>, citations: &[Citation]) -> Option<String> {
    let numbers: BTreeSet<u32> =
        citations.iter().filter_map(|c| writing.examples.get(&c.passage_id).copied()).collect();
    let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match list.len() {
        0 => None,
        1 => Some(format!("example {}", list[0])),
        _ => Some(format!("examples {}", join_and(&list))),
    }
}

/// Whose words a quotation is: the numbers of its examples, or the names of its areas; for a whole nation, the sort of paper and what
/// it rests on; and whoever is quoted in turn.
pub(super) fn label(
    writing: &Writing<'_>,
    text: &str,
    citations: &[Citation],
    codes: &[String],
    finding: Option<&Finding>,
) -> Option<String> {
    let mut parts: Vec<String> =
        label_of(writing, citations, codes).iter().map(|from| phrases::capital(from)).collect();
    if let Some(finding) = finding {
        // What areas say is theirs, whatever else bears it out: its sort is that of the paper that is quoted.
        let paper = citations.first().and_then(|c| writing.survey.papers.iter().find(|p| p.id == c.paper_id));
        let own = paper.map(|paper| EvidenceType::of(paper.kind, &paper.title));
        let evidence = own.filter(|_| !finding.areas.is_empty()).unwrap_or(finding.evidence);
        let weighty = matches!(evidence, EvidenceType::Audit | EvidenceType::Survey | EvidenceType::Research);
        if weighty {
            let sort = match evidence {
                EvidenceType::Audit => "Audit",
                EvidenceType::Survey => "Survey",
                _ => "Research",
            };
            let whole = finding.basis.as_ref().filter(|_| finding.areas.is_empty());
            let basis = whole.filter(|basis| !text.to_lowercase().contains(&basis.to_lowercase()));
            parts.push(basis.map_or(sort.to_owned(), |basis| format!("{sort} ({basis})")));
        }
    }
    if let Some(name) = basis::speaker(text) {
        let paper = citations.first().and_then(|c| writing.survey.papers.iter().find(|p| p.id == c.paper_id));
        let digest = paper.filter(|p| p.kind == crate::model::paper::PaperKind::ResearchDigest);
        if let Some(paper) = digest {
            let within = paper.body.clone().unwrap_or_else(|| paper.title.clone());
            parts = vec![if within.contains(name) { name.to_owned() } else { format!("{name}, in {within}") }];
        }
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

pub(super) fn names(writing: &Writing<'_>, codes: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = codes.iter().map(|code| writing.codebook.area_name(code).to_owned()).collect();
    names.sort();
    names
}

fn of_passages(citations: &[Citation]) -> Claim {
    let filter = Filter::all(Unit::Passages).with(Key::Passage, citations.iter().map(|c| c.passage_id.clone()));
    Claim { filter: filter.to_string(), value: citations.len() as u64 }
}
