//! The ledger against records: every quotation at its place, every citation somewhere, every count again.

use super::Report;
use super::labels::Labels;
use super::ledger::{Ledger, LedgerCitation, LedgerParagraph};
use super::numbers::numbers;
use crate::model::learning::Claim;
use crate::model::records::{RecordError, Records};
use crate::model::tags::PassageTags;
use crate::util::text::{collapse, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What the caller found out beforehand.
#[derive(Debug, Default)]
pub struct Recount {
    /// The value of each filter of the ledger, counted again; a filter that cannot be counted has none.
    pub values: BTreeMap<String, u64>,
    /// Sources that cannot be relied on, by name, with the reason: gone, changed, or read otherwise than before.
    pub unsure: BTreeMap<String, String>,
}

/// A cited passage as the records have it.
struct Found {
    text: String,
    locator: String,
    /// The areas that it is about or names, by code.
    areas: BTreeSet<String>,
}

/// Checks a ledger against records within its own narrowing.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn check(
    ledger: &Ledger,
    records: &impl Records,
    recount: &Recount,
    report: &mut Report,
) -> Result<(), RecordError> {
    let passages = passages(ledger, records)?;
    for (source, reason) in &recount.unsure {
        if ledger.sources().contains(source.as_str()) {
            report.problems.push(format!("{source}: {reason}"));
        }
    }
    let names = names(ledger, records);
    let labels = Labels::of(ledger, records.codebook());
    for (number, paragraph) in ledger.paragraphs() {
        for citation in paragraph.citations.iter().chain(&paragraph.also) {
            report.citations += 1;
            leads(&number, citation, &passages, report);
        }
        if paragraph.is_quotation() {
            report.quotations += 1;
            stands(&number, paragraph, &passages, report);
            let areas = |id: &str| {
                let cited = paragraph.citations.iter().chain(&paragraph.also).filter(|c| c.passage_id == id);
                cited.filter_map(|c| of(c, &passages)).flat_map(|found| found.areas.clone()).collect()
            };
            labels.check(&number, paragraph, &areas, report);
        }
        counts(&number, paragraph, ledger, &names, recount, report);
    }
    for table in ledger.tables() {
        for cell in table.rows.iter().flatten() {
            let Some(claim) = &cell.claim else { continue };
            report.counts += 1;
            let shown = numbers(&cell.text).first().copied();
            if recount.values.get(&claim.filter) != Some(&claim.value) || shown != Some(claim.value) {
                report.problems.push(format!("The table “{}”: {}", table.caption, differs(claim, recount, &cell.text)));
            }
        }
    }
    Ok(())
}

/// The passages that the ledger cites.
fn passages(ledger: &Ledger, records: &impl Records) -> Result<BTreeMap<String, Found>, RecordError> {
    let wanted: BTreeSet<&str> = ledger
        .paragraphs()
        .flat_map(|(_, p)| p.citations.iter().chain(&p.also))
        .map(|c| c.passage_id.as_str())
        .collect();
    let sources = ledger.sources();
    let mut found = BTreeMap::new();
    for entry in records.sources().iter().filter(|e| sources.contains(e.name.as_str())) {
        let Some(record) = records.record(entry)? else { continue };
        for (paper, at) in record.papers.iter().flat_map(|p| (0..p.paper.passages.len()).map(move |at| (p, at))) {
            let passage = &paper.paper.passages[at];
            if wanted.contains(passage.id.as_str()) {
                let locator = passage.locator.cite(&entry.name);
                // A passage that lies in two copies of a file is cited in either.
                found.entry(format!("{} {}", entry.name, passage.id)).or_insert_with(|| Found {
                    text: passage.text.clone(),
                    locator,
                    areas: paper.tags.passages.get(at).map(areas_of).unwrap_or_default(),
                });
            }
        }
    }
    Ok(found)
}

fn areas_of(tags: &PassageTags) -> BTreeSet<String> {
    let stated = tags.statements.iter().flat_map(|s| &s.areas).map(|area| &area.id);
    stated.chain(tags.mentions.iter().filter_map(|mention| mention.code.as_ref())).cloned().collect()
}

fn of<'a>(citation: &LedgerCitation, passages: &'a BTreeMap<String, Found>) -> Option<&'a Found> {
    passages.get(&format!("{} {}", citation.source, citation.passage_id))
}

fn leads(number: &str, citation: &LedgerCitation, passages: &BTreeMap<String, Found>, report: &mut Report) {
    match of(citation, passages) {
        None => {
            report.problems.push(format!("Paragraph {number}: {} leads to no passage of the papers.", citation.locator))
        }
        Some(found) if found.locator != citation.locator => report.problems.push(format!(
            "Paragraph {number}: it cites {}, but the words stand at {}.",
            citation.locator, found.locator
        )),
        Some(_) => {}
    }
}

fn stands(number: &str, paragraph: &LedgerParagraph, passages: &BTreeMap<String, Found>, report: &mut Report) {
    if paragraph.citations.is_empty() {
        report.problems.push(format!("Paragraph {number}: a quotation without a citation."));
    }
    for citation in &paragraph.citations {
        let Some(found) = of(citation, passages) else { continue };
        if !collapse(&found.text).contains(&collapse(&paragraph.text)) {
            report.problems.push(format!("Paragraph {number}: its words do not stand in {}.", citation.locator));
        }
    }
}

/// Names with digits that a counted sentence may hold and that are no counts.
fn names(ledger: &Ledger, records: &impl Records) -> Vec<String> {
    let headings = ledger.sections.iter().map(|s| s.heading.clone());
    let groups = ledger.paragraphs().filter_map(|(_, p)| p.group.clone());
    let sources = records.sources().iter().map(|e| e.name.clone());
    let digits = |name: &String| name.bytes().any(|b| b.is_ascii_digit());
    headings.chain(groups).chain(sources).filter(digits).collect()
}

/// Every claim comes out again, and every number of a counted sentence is the value of a claim.
fn counts(
    number: &str,
    paragraph: &LedgerParagraph,
    ledger: &Ledger,
    names: &[String],
    recount: &Recount,
    report: &mut Report,
) {
    let mut values = BTreeSet::new();
    for claim in &paragraph.claims {
        report.counts += 1;
        values.insert(claim.value);
        if derived(claim, paragraph, ledger).or_else(|| recount.values.get(&claim.filter).copied()) != Some(claim.value)
        {
            report.problems.push(format!("Paragraph {number}: {}", differs(claim, recount, &paragraph.text)));
        }
    }
    if paragraph.kind != "count" {
        return;
    }
    if paragraph.claims.is_empty() {
        report.problems.push(format!("Paragraph {number}: a count that says not what it counts."));
    }
    if numbers(&paragraph.text).iter().all(|n| values.contains(n)) {
        return;
    }
    // Names are taken out where a number is not a count, which is seldom, and they may be many.
    let mut text = paragraph.text.clone();
    for name in names {
        text = text.replace(name.as_str(), "");
    }
    for claim in paragraph.claims.iter().filter(|c| c.filter.starts_with("date ")) {
        let printed = claim.filter.rsplit(' ').next().unwrap_or_default();
        for words in dates(printed) {
            text = text.replacen(&words, "", 1);
        }
    }
    for n in numbers(&text).into_iter().filter(|n| !values.contains(n)) {
        report.problems.push(format!("Paragraph {number}: {n} is not a number that it counted: “{}”.", paragraph.text));
    }
}

/// The ways in which an ISO date is written in a sentence.
fn dates(iso: &str) -> Vec<String> {
    let parts: Vec<&str> = iso.split('-').collect();
    let month = |m: &str| m.parse::<u8>().ok().and_then(crate::util::dates::month_name).unwrap_or_default();
    match parts.as_slice() {
        [year, m, day] => vec![format!("{} {} {year}", day.trim_start_matches('0'), month(m))],
        [year, m] => vec![format!("{} {year}", month(m))],
        [year] => vec![(*year).to_owned()],
        _ => Vec::new(),
    }
}

/// A number that follows from others of the paper.
fn derived(claim: &Claim, paragraph: &LedgerParagraph, ledger: &Ledger) -> Option<u64> {
    let themes = || ledger.sections.iter().filter(|s| s.kind == "theme" && s.id != "theme-others").count() as u64;
    let plain = |c: &&Claim| c.filter.contains('=') && c.filter.starts_with("areas ");
    let sum = || paragraph.claims.iter().filter(plain).map(|c| c.value).sum::<u64>();
    let areas = || {
        let value = paragraph.claims.iter().find(|c| c.filter == "contributing").map_or(0, |c| c.value);
        themes() * value
    };
    match claim.filter.as_str() {
        "themes" => Some(themes()),
        "sum" => Some(sum()),
        "product" => Some(areas()),
        "rest" => Some(areas().saturating_sub(sum())),
        _ => None,
    }
}

fn differs(claim: &Claim, recount: &Recount, text: &str) -> String {
    match recount.values.get(&claim.filter) {
        Some(now) if *now != claim.value => {
            format!("it says {} where counting again ({}) gives {now}: “{text}”.", claim.value, claim.filter)
        }
        Some(_) => format!("it shows “{text}” where {} was counted ({}).", claim.value, claim.filter),
        None => format!("the count {} ({}) cannot be made again.", claim.value, fold(&claim.filter)),
    }
}
