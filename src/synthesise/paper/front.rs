//! Purpose and coverage.

use super::numbers::{self, areas_of, named, of_kind, undated};
use super::phrases::{self, capital, have, kinds, were};
use super::{Writing, counted, template};
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and};
use std::collections::{BTreeMap, BTreeSet};

/// Reasons that are given, each with its files; a corpus with more has them all in `sources.csv`.
const NAMED_FILES: usize = 60;
/// Files with one and the same reason that are named; all are in `sources.csv`.
const SOME_NAMES: usize = 3;

pub(super) fn purpose(writing: &Writing<'_>) -> Section {
    let own = writing.survey.groups.iter().any(|g| g.heading.is_some());
    let themes =
        if own { "The themes are the papers’ own headings." } else { "The themes are those of the codebook." };
    Section {
        kind: SectionKind::Purpose,
        id: "purpose".into(),
        heading: "Purpose".into(),
        paragraphs: vec![
            template(
                "This paper brings together what the papers say: what works, what is hard, and where they say nothing. It is a \
                 place to start from, for people who know the work.",
            ),
            template(format!(
                "Each paragraph is one of three things: the exact words of a paper, with the place where they stand; a count of \
                 passages, which can be made again; or a fixed phrase such as this one. Nothing is reworded. {themes}"
            )),
        ],
    }
}

pub(super) fn coverage(writing: &Writing<'_>, entries: &[SourceEntry]) -> Section {
    let mut paragraphs = vec![files(writing), papers(writing)];
    paragraphs.extend(dates(writing));
    paragraphs.extend(areas(writing));
    paragraphs.push(template(
        "A passage is a numbered paragraph, an item of a list, a row of a table or a note. A passage, a paper or an area counts \
         once for a theme, however often it speaks of it. The counts say how much was written, not how much was done.",
    ));
    let troubled = alike(entries.iter().filter(|e| e.status != SourceStatus::Ok));
    let group = Some("What was not read, or not in full".to_owned());
    paragraphs.extend(troubled.iter().take(NAMED_FILES).map(|e| Paragraph { group: group.clone(), ..trouble(e) }));
    let more: usize = troubled.iter().skip(NAMED_FILES).map(Vec::len).sum();
    if more > 0 {
        let files = count(more as u64, "more file", "more files");
        paragraphs.push(Paragraph { group, ..template(format!("{files} with the reasons: see sources.csv.")) });
    }
    Section { kind: SectionKind::Coverage, id: "coverage".into(), heading: "What was read".into(), paragraphs }
}

fn files(writing: &Writing<'_>) -> Paragraph {
    let (all, read) = (Filter::all(Unit::Sources), numbers::read());
    let (found, in_hand) = (writing.numbers.value(&all), writing.numbers.value(&read));
    let text = match found {
        0 => "No files were found.".to_owned(),
        1 if in_hand == 1 => "1 file was found and read.".to_owned(),
        n if n == in_hand => format!("{} were found, and all were read.", count(n, "file", "files")),
        n => format!(
            "{} {} found; {in_hand} {} read and {} {} not.",
            count(n, "file", "files"),
            were(n),
            were(in_hand),
            n - in_hand,
            were(n - in_hand)
        ),
    };
    counted(text, vec![writing.numbers.claim(&all), writing.numbers.claim(&read)], Vec::new())
}

fn papers(writing: &Writing<'_>) -> Paragraph {
    let (all, passages) = (Filter::all(Unit::Papers), Filter::all(Unit::Passages));
    let mut claims = vec![writing.numbers.claim(&all), writing.numbers.claim(&passages)];
    let mut parts = Vec::new();
    for kind in PaperKind::ALL {
        let filter = of_kind(kind);
        let n = writing.numbers.value(&filter);
        if n > 0 {
            parts.push(kinds(kind, n));
            claims.push(writing.numbers.claim(&filter));
        }
    }
    let n = writing.numbers.value(&all);
    let held = capital(&count(n, "paper", "papers"));
    let with = count(writing.numbers.value(&passages), "passage", "passages");
    let text = match parts.as_slice() {
        [] => format!("{held} {} found in them.", were(n)),
        [one] if n == 1 => format!("They hold {one} with {with}."),
        _ => format!("{held} {} found in them, with {with}: {}.", were(n), join_and(&parts)),
    };
    counted(text, claims, Vec::new())
}

fn dates(writing: &Writing<'_>) -> Option<Paragraph> {
    let dates: BTreeSet<_> = writing.survey.papers.iter().filter_map(|p| p.date).collect();
    let (first, last) = (dates.first()?, dates.last()?);
    let filter = undated();
    let without = writing.numbers.value(&filter);
    let tail = match without {
        0 => String::new(),
        n => format!("; {n} {} no date that could be read", have(n)),
    };
    let text = if first == last {
        format!("The date of the papers is {}{tail}.", phrases::date(first))
    } else {
        format!("The papers are dated from {} to {}{tail}.", phrases::date(first), phrases::date(last))
    };
    Some(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()))
}

fn areas(writing: &Writing<'_>) -> Vec<Paragraph> {
    let nations: BTreeSet<&str> = writing
        .synthesis
        .coverage
        .iter()
        .filter_map(|a| writing.codebook.area(&a.area))
        .filter(|a| !a.is_nation)
        .map(|a| a.nation.as_str())
        .collect();
    let sentence = |nation: &str| {
        let (all, named) = (areas_of(nation), named(nation, "yes"));
        let (n, of) = (writing.numbers.value(&named), writing.numbers.value(&all));
        (n > 0).then(|| {
            let text = format!("The papers name {n} of the {of} areas of {nation}.");
            counted(text, vec![writing.numbers.claim(&named), writing.numbers.claim(&all)], Vec::new())
        })
    };
    nations.into_iter().filter_map(sentence).collect()
}

/// Files by what became of them: those with one outcome and one reason together, in the order of the first of each.
fn alike<'a>(entries: impl Iterator<Item = &'a SourceEntry>) -> Vec<Vec<&'a SourceEntry>> {
    let mut groups: Vec<Vec<&SourceEntry>> = Vec::new();
    let mut known: BTreeMap<(SourceStatus, Option<&str>), usize> = BTreeMap::new();
    for entry in entries {
        let group = *known.entry((entry.status, entry.reason.as_deref())).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

/// Files that were not read in full, with the reason they share: one by its name, many by their number and the first names.
fn trouble(entries: &Vec<&SourceEntry>) -> Paragraph {
    let names: Vec<&str> = entries.iter().map(|e| e.name.as_str()).collect();
    let Some(first) = entries.first() else { return template("") };
    let reason = first.reason.as_deref().unwrap_or("no reason is known").trim().trim_end_matches('.');
    let filter = Filter::all(Unit::Sources).with(Key::Source, names.clone()).with(Key::Status, [first.status.as_str()]);
    let claim = Claim { filter: filter.to_string(), value: names.len() as u64 };
    let text = match names.as_slice() {
        [name] => format!("{name}: {reason}."),
        _ => {
            let some = names.iter().take(SOME_NAMES).copied().collect::<Vec<_>>().join(", ");
            let more = if names.len() > SOME_NAMES { ", …" } else { "" };
            format!("{} ({some}{more}): {reason}.", count(names.len() as u64, "file", "files"))
        }
    };
    counted(text, vec![claim], Vec::new())
}
