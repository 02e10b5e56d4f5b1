//! The tags of an index measured against what people coded.
//!
//! The coded table has a row for each passage and coder. The passage is named by `passage_id`, or by `source` and `page` with its
//! first words in `words`, or by its `text`. Codes stand in `themes`, `challenges`, `strengths`, `stance` and `areas`, joined by
//! `|`; a column that is not there is not measured. Measures are taken against each coder in turn and added up; coders are also
//! measured against one another.
//!
//! People write areas as the passage does: a name is read as the area that it names or lies in, and nations are not compared.

use super::PipelineError;
use super::coded::{COLUMNS, Table, meant, read};
use super::matched::{Item, Matched, matched};
use crate::config::Settings;
use crate::model::codebook::Codebook;
use crate::model::records::Records;
use crate::store::Store;
use crate::tag::Tagger;
use crate::util::agreement::{Counts, alpha, interval, kappa};
use crate::util::fs;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A measure with the middle 95 of 100 values over passages drawn anew.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// One line of the result: a facet as a whole, or one concept of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// `theme`, `challenge`, `strength`, `area` or `stance`.
    pub facet: String,
    /// The concept; `all` for the facet as a whole.
    pub concept: String,
    /// Codes that tagger and coders share, that the tagger alone gives and that it misses.
    pub counts: Counts,
    /// Precision; for stance, accuracy.
    pub precision: Option<Measured>,
    /// Recall.
    pub recall: Option<Measured>,
    /// F1.
    pub f1: Option<Measured>,
    /// Cohen's kappa of tagger and coders, over every passage and concept.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha of the tagger and all coders.
    pub alpha: Option<f64>,
    /// F1 of the coders against one another, each pair of them; for stance, the share of pairs that agree.
    pub coders_f1: Option<f64>,
    /// Krippendorff's alpha of the coders alone.
    pub coders_alpha: Option<f64>,
}

/// A code on which tagger and coders differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The passage.
    pub passage: String,
    /// Its first words.
    pub text: String,
    /// Facet.
    pub facet: String,
    /// Concept.
    pub concept: String,
    /// Whether the tagger gives it.
    pub tagger: bool,
    /// The coders that give it.
    pub coders: Vec<String>,
    /// Id of the passage.
    pub passage_id: String,
}

/// The whole result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Passages measured.
    pub passages: usize,
    /// Passages that the table names.
    pub wanted: usize,
    /// Coders, by name.
    pub coders: Vec<String>,
    /// Coded rows that are not measured: the line, what it names, and why.
    pub not_found: Vec<String>,
    /// What is odd in the table: codes that the codebook does not know, columns, words that fit several passages.
    pub warnings: Vec<String>,
    /// Facets as a whole first, then their concepts in codebook order.
    pub lines: Vec<Line>,
    /// What to read.
    pub differences: Vec<Difference>,
}

/// What is said of an index that has areas, or names of them, that the lexicon in use may not have.
const OTHER_LEXICON: &str = "the index was tagged with another lexicon than the one in use: its tags are measured, but areas are \
    read by the one in use; run `sederunt build` with it, or name the lexicon of the index with --lexicon";

/// Measures the tags of an index against a coded table; where the settings name a lexicon, the tags that it gives the same papers.
///
/// # Errors
///
/// Where the table cannot be read or names no passage, the lexicon cannot be read, or a record cannot be read back.
pub fn agree(store: &Store, settings: &Settings, coded: &Path) -> Result<Agreement, PipelineError> {
    let table = read(&fs::read_to_string(coded)?);
    let Table { mut rows, mut warnings } =
        table.map_err(|why| PipelineError::Coded(coded.display().to_string(), why))?;
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let anew = settings.lexicon.is_some();
    let codebook = if anew { tagger.codebook() } else { store.codebook() };
    warnings.extend(rows.iter_mut().flat_map(|row| meant(row, codebook, &tagger)));
    let Matched { items, wanted, not_found, unclear } = matched(store, settings, &tagger, rows)?;
    warnings.extend(unclear);
    if !anew && store.manifest().lexicon != tagger.fingerprint() {
        warnings.push(OTHER_LEXICON.to_owned());
    }
    let mut coders: Vec<String> = items.iter().flat_map(|i| i.codings.iter().map(|c| c.coder.clone())).collect();
    coders.sort();
    coders.dedup();
    let mut lines = Vec::new();
    let mut differences = Vec::new();
    for (facet, _) in COLUMNS {
        let measured: Vec<&Item> =
            items.iter().filter(|item| item.codings.iter().any(|c| c.codes.contains_key(facet))).collect();
        if measured.is_empty() {
            continue;
        }
        let names = concepts(codebook, facet, &measured);
        lines.push(line(facet, "all", &measured, &names));
        for name in &names {
            let one = line(facet, name, &measured, std::slice::from_ref(name));
            if one.counts != Counts::default() {
                lines.push(one);
            }
            differences.extend(measured.iter().filter_map(|item| difference(item, facet, name)));
        }
    }
    lines.extend(stance_line(&items, &mut differences));
    differences.sort_by(|a, b| (&a.passage, &a.facet).cmp(&(&b.passage, &b.facet)));
    Ok(Agreement { passages: items.len(), wanted, coders, not_found, warnings, lines, differences })
}

/// The concepts of a facet that anybody gives, in codebook order, then by name.
fn concepts(codebook: &Codebook, facet: &str, items: &[&Item]) -> Vec<String> {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for item in items {
        given.extend(item.tags.get(facet).into_iter().flatten().cloned());
        given.extend(item.codings.iter().filter_map(|c| c.codes.get(facet)).flatten().cloned());
    }
    let order = |name: &String| codebook.concepts.iter().position(|c| c.id == *name).unwrap_or(usize::MAX);
    let mut out: Vec<String> = given.into_iter().collect();
    out.sort_by_key(|name| (order(name), name.clone()));
    out
}

fn has(codes: &BTreeMap<&'static str, BTreeSet<String>>, facet: &str, name: &str) -> bool {
    codes.get(facet).is_some_and(|codes| codes.contains(name))
}

/// The counts of one passage against every coder.
fn counts(item: &Item, facet: &str, names: &[String]) -> Counts {
    let mut out = Counts::default();
    for coding in item.codings.iter().filter(|c| c.codes.contains_key(facet)) {
        for name in names {
            match (has(&item.tags, facet, name), has(&coding.codes, facet, name)) {
                (true, true) => out.both += 1,
                (true, false) => out.extra += 1,
                (false, true) => out.missed += 1,
                (false, false) => {}
            }
        }
    }
    out
}

fn line(facet: &str, concept: &str, items: &[&Item], names: &[String]) -> Line {
    let each: Vec<Counts> = items.iter().map(|item| counts(item, facet, names)).collect();
    let sum = |drawn: &mut dyn Iterator<Item = usize>| {
        let mut out = Counts::default();
        drawn.for_each(|i| out.add(each[i]));
        out
    };
    let total = sum(&mut (0..each.len()));
    let measured = |of: fn(&Counts) -> Option<f64>| {
        of(&total).map(|value| {
            let range = interval(each.len(), |drawn| of(&sum(&mut drawn.iter().copied())));
            Measured { value, low: range.map(|r| r.0), high: range.map(|r| r.1) }
        })
    };
    let (mut pairs, mut names_given, mut between) = (Vec::new(), Vec::new(), Counts::default());
    for item in items {
        for name in names {
            let tagger = has(&item.tags, facet, name);
            let coders: Vec<bool> = item.codings.iter().map(|c| has(&c.codes, facet, name)).collect();
            pairs.extend(coders.iter().map(|coder| (tagger, *coder)));
            for (first, second) in couples(&coders) {
                between.both += u64::from(*first && *second);
                between.extra += u64::from(*first && !second);
                between.missed += u64::from(!first && *second);
            }
            names_given.push(std::iter::once(tagger).chain(coders).collect::<Vec<bool>>());
        }
    }
    Line {
        facet: facet.to_owned(),
        concept: concept.to_owned(),
        counts: total,
        precision: measured(Counts::precision),
        recall: measured(Counts::recall),
        f1: measured(Counts::f1),
        kappa: kappa(&pairs),
        alpha: alpha(&names_given),
        coders_f1: between.f1(),
        coders_alpha: alpha(&names_given.iter().map(|all| all[1..].to_vec()).collect::<Vec<_>>()),
    }
}

/// Every pair of what coders gave.
fn couples<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().enumerate().flat_map(|(i, first)| all[i + 1..].iter().map(move |second| (first, second)))
}

fn difference(item: &Item, facet: &str, name: &str) -> Option<Difference> {
    let tagger = has(&item.tags, facet, name);
    let coders: Vec<String> =
        item.codings.iter().filter(|c| has(&c.codes, facet, name)).map(|c| c.coder.clone()).collect();
    (tagger && coders.len() < item.codings.len() || !tagger && !coders.is_empty()).then(|| Difference {
        passage: item.name.clone(),
        text: item.text.clone(),
        facet: facet.to_owned(),
        concept: name.to_owned(),
        tagger,
        coders,
        passage_id: item.id.clone(),
    })
}

/// The stance of passages: the share of codings that the tagger shares.
fn stance_line(items: &[Item], differences: &mut Vec<Difference>) -> Option<Line> {
    let coded: Vec<(&Item, Vec<&str>)> = items
        .iter()
        .map(|item| (item, item.codings.iter().filter_map(|c| c.stance.as_deref()).collect::<Vec<&str>>()))
        .filter(|(_, stances)| !stances.is_empty())
        .collect();
    let right = |i: usize| coded[i].1.iter().filter(|s| **s == coded[i].0.stance).count() as u64;
    let accuracy = |drawn: &mut dyn Iterator<Item = usize>| {
        let (mut good, mut all) = (0, 0);
        drawn.for_each(|i| (good, all) = (good + right(i), all + coded[i].1.len() as u64));
        (all > 0).then(|| good as f64 / all as f64)
    };
    let value = accuracy(&mut (0..coded.len()))?;
    let range = interval(coded.len(), |drawn| accuracy(&mut drawn.iter().copied()));
    for (item, stances) in &coded {
        if stances.iter().any(|stance| *stance != item.stance) {
            differences.push(Difference {
                passage: item.name.clone(),
                text: item.text.clone(),
                facet: "stance".to_owned(),
                concept: item.stance.clone(),
                tagger: true,
                coders: item
                    .codings
                    .iter()
                    .filter_map(|c| Some(format!("{}: {}", c.coder, c.stance.as_ref()?)))
                    .collect(),
                passage_id: item.id.clone(),
            });
        }
    }
    let pairs: Vec<(&str, &str)> =
        coded.iter().flat_map(|(item, all)| all.iter().map(|s| (item.stance.as_str(), *s))).collect();
    let agreed: Vec<bool> = coded.iter().flat_map(|(_, all)| couples(all)).map(|(a, b)| a == b).collect();
    let people: Vec<Vec<&str>> = coded.iter().map(|(_, all)| all.clone()).collect();
    let given: Vec<Vec<&str>> = coded
        .iter()
        .map(|(item, all)| std::iter::once(item.stance.as_str()).chain(all.iter().copied()).collect())
        .collect();
    let both: u64 = (0..coded.len()).map(right).sum();
    Some(Line {
        facet: "stance".to_owned(),
        concept: "all".to_owned(),
        counts: Counts { both, extra: pairs.len() as u64 - both, missed: 0 },
        precision: Some(Measured { value, low: range.map(|r| r.0), high: range.map(|r| r.1) }),
        recall: None,
        f1: None,
        kappa: kappa(&pairs),
        alpha: alpha(&given),
        coders_f1: (!agreed.is_empty())
            .then(|| agreed.iter().filter(|same| **same).count() as f64 / agreed.len() as f64),
        coders_alpha: alpha(&people),
    })
}
