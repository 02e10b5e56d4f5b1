//! The tags of an index measured against what people coded.
//!
//! The coded table has a row for each passage and coder. The passage is named by `passage_id`, or by `source` and `page` with its
//! first words in `words`, or by its `text`. Codes stand in `themes`, `challenges`, `strengths`, `stance` and `areas`, joined by
//! `|`; a column that is not there is not measured. Measures are taken against each coder in turn and added up; coders are also
//! measured against one another.

use super::PipelineError;
use crate::model::codebook::{Codebook, Facet};
use crate::model::records::{Records, TaggedPaper};
use crate::model::tags::Scope;
use crate::store::Store;
use crate::util::agreement::{Counts, alpha, interval, kappa};
use crate::util::text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The facets that are measured, with the columns that hold them.
const COLUMNS: [(&str, &str); 4] =
    [("theme", "themes"), ("challenge", "challenges"), ("strength", "strengths"), ("area", "areas")];

/// What one coder gave one passage.
#[derive(Debug, Clone, Default)]
struct Coding {
    coder: String,
    codes: BTreeMap<&'static str, BTreeSet<String>>,
    stance: Option<String>,
}

/// A coded passage with what the tagger gave it.
#[derive(Debug, Default)]
struct Item {
    name: String,
    text: String,
    tags: BTreeMap<&'static str, BTreeSet<String>>,
    stance: String,
    codings: Vec<Coding>,
}

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
    /// F1 of the coders against one another; for stance, the share of passages on which they agree.
    pub coders_f1: Option<f64>,
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
}

/// The whole result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Passages measured.
    pub passages: usize,
    /// Coders, by name.
    pub coders: Vec<String>,
    /// Coded rows whose passage the index does not hold.
    pub not_found: Vec<String>,
    /// Facets as a whole first, then their concepts in codebook order.
    pub lines: Vec<Line>,
    /// What to read.
    pub differences: Vec<Difference>,
}

/// Measures the tags of an index against a coded table.
///
/// # Errors
///
/// Where the table cannot be read or names no passage, or a record cannot be read back.
pub fn agree(store: &Store, table: &str) -> Result<Agreement, PipelineError> {
    let rows = read(table).map_err(PipelineError::Coded)?;
    let (items, not_found) = matched(store, rows)?;
    let codebook = store.codebook();
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
    Ok(Agreement { passages: items.len(), coders, not_found, lines, differences })
}

/// A row of the table before its passage is found.
struct Row {
    line: u64,
    id: String,
    source: String,
    page: String,
    words: String,
    coding: Coding,
}

fn read(table: &str) -> Result<Vec<Row>, String> {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    let tab = table.lines().next().is_some_and(|first| first.contains('\t'));
    let delimiter = if tab { b'\t' } else { crate::model::review::delimiter(table) };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(table.as_bytes());
    let headers: Vec<String> =
        reader.headers().map_err(|e| e.to_string())?.iter().map(|h| h.trim().to_lowercase()).collect();
    let place = |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|h| h == name));
    let (id, words) = (place(&["passage_id"]), place(&["words", "text"]));
    if id.is_none() && words.is_none() {
        return Err("the table names no passage; give it a column passage_id, words or text".to_owned());
    }
    let columns: Vec<(&'static str, usize)> = COLUMNS
        .iter()
        .filter_map(|(facet, column)| {
            place(&[column, if *facet == "area" { "places" } else { facet }]).map(|i| (*facet, i))
        })
        .collect();
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default().trim().to_owned();
        let mut coding = Coding { coder: cell(place(&["coder"])), ..Coding::default() };
        if coding.coder.is_empty() {
            coding.coder = "coder".to_owned();
        }
        for (facet, at) in &columns {
            let codes =
                cell(Some(*at)).split('|').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
            coding.codes.insert(facet, codes);
        }
        coding.stance = place(&["stance"]).map(|at| cell(Some(at))).filter(|s| !s.is_empty());
        out.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            id: cell(id),
            source: cell(place(&["source"])),
            page: cell(place(&["page"])),
            words: fold(&cell(words)),
            coding,
        });
    }
    Ok(out)
}

/// The coded passages that the index holds, in its order, and the rows whose passage it does not.
fn matched(store: &Store, rows: Vec<Row>) -> Result<(Vec<Item>, Vec<String>), PipelineError> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut items: Vec<Item> = Vec::new();
    let codebook = store.codebook();
    store.for_each(|record| {
        for paper in &record.papers {
            for (at, passage) in paper.paper.passages.iter().enumerate() {
                let folded = fold(&passage.text);
                let page = passage.locator.page.map(|p| p.to_string()).unwrap_or_default();
                let wanted: Vec<usize> = (0..rows.len())
                    .filter(|i| {
                        let row = &rows[*i];
                        let by_words = !row.words.is_empty()
                            && folded.starts_with(&row.words)
                            && (row.source.is_empty() || record.entry.name.ends_with(&row.source))
                            && (row.page.is_empty() || page.is_empty() || row.page == page);
                        !found.contains_key(i) && (if row.id.is_empty() { by_words } else { row.id == passage.id })
                    })
                    .collect();
                if wanted.is_empty() {
                    continue;
                }
                let name = passage.locator.cite(&record.entry.name);
                let mut item = Item { name, text: first_words(&passage.text), ..Item::default() };
                fill(&mut item, paper, at, codebook);
                // Two passages can open with the same words: each coder's row goes to the first that has none of the coder yet.
                for row in wanted {
                    if item.codings.iter().all(|c| c.coder != rows[row].coding.coder) {
                        found.insert(row, items.len());
                        item.codings.push(rows[row].coding.clone());
                    }
                }
                items.push(item);
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    let lost = rows.iter().enumerate().filter(|(i, _)| !found.contains_key(i));
    Ok((items, lost.map(|(_, row)| format!("line {}: {} {}", row.line, row.source, row.words)).collect()))
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(12).collect::<Vec<_>>().join(" ")
}

fn fill(item: &mut Item, paper: &TaggedPaper, at: usize, codebook: &Codebook) {
    let Some(tags) = paper.tags.passages.get(at) else { return };
    item.stance = tags.stance.as_str().to_owned();
    for (facet, _) in COLUMNS {
        let codes = tags.mentions.iter().filter_map(|mention| match (facet, mention.facet) {
            ("theme", Facet::Theme) | ("challenge", Facet::Challenge) | ("strength", Facet::Strength) => {
                Some(mention.concept.clone())
            }
            // People code the areas that a passage names, not those that its heading or paper gives it.
            ("area", Facet::Place) if matches!(mention.scope, Scope::Direct | Scope::LeadIn) => {
                mention.code.as_deref().map(|code| codebook.area_name(code).to_owned())
            }
            _ => None,
        });
        item.tags.insert(facet, codes.collect());
    }
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
            if let [first, second, ..] = coders[..] {
                between.both += u64::from(first && second);
                between.extra += u64::from(first && !second);
                between.missed += u64::from(!first && second);
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
    }
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
            });
        }
    }
    let pairs: Vec<(&str, &str)> =
        coded.iter().flat_map(|(item, all)| all.iter().map(|s| (item.stance.as_str(), *s))).collect();
    let twice: Vec<&Vec<&str>> = coded.iter().map(|(_, all)| all).filter(|all| all.len() > 1).collect();
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
        coders_f1: (!twice.is_empty())
            .then(|| twice.iter().filter(|all| all[0] == all[1]).count() as f64 / twice.len() as f64),
    })
}
