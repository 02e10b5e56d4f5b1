//! What changed since an earlier paper or build.

use super::numbers::breadth;
use super::{Writing, choose, counted, section, template};
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::model::records::Records;
use crate::synthesise::SynthesisError;
use crate::synthesise::claims::{self, Filter, Key, Unit};
use crate::util::plural::{count, join_and};
use crate::util::text::fold;
use std::collections::BTreeSet;

/// Names of files that are listed; more are counted.
const NAMED: usize = 10;
/// Findings that are marked as new at most.
const NEW: usize = 8;

/// What a paper is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Earlier {
    /// The files of an earlier build: name and SHA-256 of each that was read.
    Build(Vec<(String, String)>),
    /// What an earlier paper quoted.
    Paper(Quoted),
}

/// What a paper quoted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quoted {
    /// Its title.
    pub title: String,
    /// The words of its quotations, the examples left out.
    pub quotations: Vec<String>,
}

/// The section on changes, where there is something to compare with.
pub(super) fn section_of(writing: &Writing<'_>, records: &impl Records) -> Result<Option<Section>, SynthesisError> {
    let Some(earlier) = &writing.options.earlier else { return Ok(None) };
    let paragraphs = match earlier {
        Earlier::Build(files) => since_build(writing, records, files)?,
        Earlier::Paper(paper) => since_paper(writing, paper),
    };
    Ok(Some(section(SectionKind::Changes, "What changed since the last paper", paragraphs)))
}

/// Files that came, changed and went, and what the new ones say, theme by theme.
fn since_build(
    writing: &Writing<'_>,
    records: &impl Records,
    files: &[(String, String)],
) -> Result<Vec<Paragraph>, SynthesisError> {
    let before: BTreeSet<(&str, &str)> = files.iter().map(|(name, hash)| (name.as_str(), hash.as_str())).collect();
    let hashes: BTreeSet<&str> = files.iter().map(|(_, hash)| hash.as_str()).collect();
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let now: Vec<_> = records.sources().iter().filter(|e| e.has_record).collect();
    // A file that was moved or renamed is neither new nor gone.
    let fresh: Vec<&str> = now
        .iter()
        .filter(|e| !before.contains(&(e.name.as_str(), e.sha256.as_str())) && !hashes.contains(e.sha256.as_str()))
        .map(|e| e.name.as_str())
        .collect();
    let (changed, new): (Vec<&str>, Vec<&str>) = fresh.iter().partition(|name| names.contains(**name));
    let gone: Vec<&str> = files
        .iter()
        .filter(|(name, hash)| !now.iter().any(|e| e.name == *name || e.sha256 == *hash))
        .map(|(name, _)| name.as_str())
        .collect();
    let mut made = Vec::new();
    for (list, one, many) in
        [(&new, "file is new", "files are new"), (&changed, "file has changed", "files have changed")]
    {
        let filter = Filter::all(Unit::Sources).with(Key::Source, list.iter().copied());
        let claim = Claim { filter: filter.to_string(), value: list.len() as u64 };
        if !list.is_empty() {
            made.push(counted(
                format!("{}{}.", count(list.len() as u64, one, many), listed(list)),
                vec![claim],
                Vec::new(),
            ));
        }
    }
    if !gone.is_empty() {
        made.push(template(format!(
            "{} of the last build {} no longer here{}.",
            if gone.len() == 1 { "A file" } else { "Files" },
            if gone.len() == 1 { "is" } else { "are" },
            listed(&gone)
        )));
    }
    if fresh.is_empty() {
        made.push(template("No file is new or has changed since the last build."));
        return Ok(made);
    }
    let of = |filter: &Filter| filter.clone().with(Key::Source, fresh.iter().copied());
    let filters: Vec<Filter> = writing.survey.groups.iter().map(|g| of(&g.filter)).collect();
    let counted_now = claims::count(records, &filters, writing.options.cited)?;
    for ((group, filter), n) in writing.survey.groups.iter().zip(&filters).zip(counted_now) {
        if n.value == 0 {
            continue;
        }
        let all = writing.numbers.value(&breadth(&group.filter)[0]);
        let text = format!(
            "On {}: {} of {} are new.",
            super::phrases::in_sentence(&group.label),
            n.value,
            count(all, "passage", "passages")
        );
        let claims = vec![Claim { filter: filter.to_string(), value: n.value }, writing.numbers.claim(&group.filter)];
        made.push(counted(text, claims, n.citations));
    }
    let fits = |at: &usize| {
        let support = &writing.synthesis.findings[*at].support;
        support.iter().all(|s| fresh.contains(&s.citation.source.as_str()))
    };
    let group = Some("Findings that only the new papers state");
    let quoted: Vec<usize> = writing.plan.themes.iter().flatten().copied().filter(fits).take(NEW).collect();
    made.extend(quoted.into_iter().filter_map(|at| choose::paragraph(writing, at, group)));
    Ok(made)
}

/// Quotations that the earlier paper did not have, and how many of its own are no longer quoted.
fn since_paper(writing: &Writing<'_>, paper: &Quoted) -> Vec<Paragraph> {
    let before: BTreeSet<String> = paper.quotations.iter().map(|words| fold(words)).collect();
    let plan = writing.plan;
    let now: Vec<usize> =
        plan.themes.iter().flatten().chain(&plan.worked).chain(&plan.mixed).chain(&plan.barriers).copied().collect();
    let new: Vec<usize> =
        now.iter().copied().filter(|&at| !before.contains(&fold(&writing.synthesis.findings[at].text))).collect();
    if new.is_empty() {
        return vec![template("Every finding quoted here was quoted in the earlier paper.")];
    }
    let mut made =
        vec![template(format!("Compared with the paper “{}”, these findings are newly quoted.", paper.title))];
    made.extend(new.into_iter().take(NEW).filter_map(|at| choose::paragraph(writing, at, None)));
    made
}

fn listed(names: &[&str]) -> String {
    if names.len() <= NAMED { format!(": {}", join_and(names)) } else { String::new() }
}
