//! Purpose and coverage.

use super::numbers::{self, areas_of, named, of_kind, undated};
use super::phrases::{self, capital, have, kinds, were};
use super::{Writing, counted, template};
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and};
use std::collections::BTreeSet;

/// Unread files that are named one by one; a corpus with more has them all in `sources.csv`.
const NAMED_FILES: usize = 60;

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
        tables: Vec::new(),
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
    let troubled: Vec<&SourceEntry> = entries.iter().filter(|e| e.status != SourceStatus::Ok).collect();
    let group = Some("What was not read, or not in full".to_owned());
    let troubles = troubles(&troubled);
    paragraphs.extend(troubles.iter().take(NAMED_FILES).map(|p| Paragraph { group: group.clone(), ..p.clone() }));
    if troubles.len() > NAMED_FILES {
        paragraphs.push(Paragraph { group, ..template("The rest stand with their reasons in sources.csv.") });
    }
    Section {
        kind: SectionKind::Coverage,
        id: "coverage".into(),
        heading: "What was read".into(),
        paragraphs,
        tables: Vec::new(),
    }
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
    let sentence = |nation: &str| {
        let (all, named) = (areas_of(nation), named(nation, "yes"));
        let (n, of) = (writing.numbers.value(&named), writing.numbers.value(&all));
        (n > 0).then(|| {
            let text = format!("The papers name {n} of the {of} areas of {nation}.");
            counted(text, vec![writing.numbers.claim(&named), writing.numbers.claim(&all)], Vec::new())
        })
    };
    writing.nations().into_iter().filter_map(sentence).collect()
}

/// The files that were not read in full, with the reasons: one by one, but together where several share a reason.
fn troubles(entries: &[&SourceEntry]) -> Vec<Paragraph> {
    let reason =
        |e: &SourceEntry| e.reason.as_deref().unwrap_or("no reason is known").trim().trim_end_matches('.').to_owned();
    let mut groups: Vec<(String, Vec<&SourceEntry>)> = Vec::new();
    for entry in entries {
        let reason = reason(entry);
        match groups.iter_mut().find(|(r, members)| *r == reason && members[0].status == entry.status) {
            Some((_, members)) => members.push(entry),
            None => groups.push((reason, vec![entry])),
        }
    }
    groups
        .iter()
        .map(|(reason, members)| {
            let names: Vec<&str> = members.iter().map(|e| e.name.as_str()).collect();
            let filter = Filter::all(Unit::Sources)
                .with(Key::Source, names.iter().copied())
                .with(Key::Status, [members[0].status.as_str()]);
            let claim = Claim { filter: filter.to_string(), value: names.len() as u64 };
            let subject = match names.len() {
                1..=3 => join_and(&names),
                n => format!("{}, {} and {} more files", names[0], names[1], n - 2),
            };
            counted(format!("{subject}: {reason}."), vec![claim], Vec::new())
        })
        .collect()
}
