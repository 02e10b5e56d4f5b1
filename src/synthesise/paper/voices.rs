//! What to sustain, what is asked and of whom, and the limits of the evidence, each in the words of the papers.

use super::{Writing, choose, counted, phrases, quoted, section, template};
use crate::model::evidence::{Remark, RemarkKind};
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::reads;
use crate::util::plural::count;
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The best remarks of a kind that differ in area as far as they can: each area once before any twice.
fn best<'a>(writing: &'a Writing<'_>, kind: RemarkKind) -> Vec<&'a Remark> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut list: Vec<(usize, usize, &Remark)> = Vec::new();
    for (i, remark) in writing.synthesis.remarks.iter().filter(|r| r.kind == kind).enumerate() {
        let area = remark.areas.first().map_or(remark.citation.paper_id.as_str(), String::as_str);
        let times = seen.entry(area).or_default();
        list.push((*times, i, remark));
        *times += 1;
    }
    // Who asks outright comes before who names a need, and where there are enough of the first, the others are left out.
    let outright = |remark: &Remark| kind != RemarkKind::Ask || reads::asks_outright(&remark.text);
    if list.iter().filter(|(_, _, r)| outright(r)).count() * 2 >= writing.options.voices {
        list.retain(|(_, _, remark)| outright(remark));
    }
    list.sort_by_key(|(times, i, remark)| (!outright(remark), *times, *i));
    // A sentence is not quoted a second time within a longer quotation, nor after one.
    let mut made: Vec<&Remark> = Vec::new();
    for (_, _, remark) in list {
        let said = made.iter().any(|m| m.text.contains(&remark.text) || remark.text.contains(&m.text));
        if !said && made.len() < writing.options.voices {
            made.push(remark);
        }
    }
    made
}

fn quotation(writing: &Writing<'_>, remark: &Remark, group: Option<String>) -> Paragraph {
    let citations = std::slice::from_ref(&remark.citation);
    let label = choose::label(writing, &remark.text, citations, &remark.areas, None);
    Paragraph { group, ..quoted(&remark.text, label, remark.citation.clone()) }
}

/// What people want to keep; left out where nobody says so.
pub(super) fn sustain(writing: &Writing<'_>) -> Option<Section> {
    let list = best(writing, RemarkKind::Sustain);
    let paragraphs: Vec<Paragraph> = list.into_iter().map(|remark| quotation(writing, remark, None)).collect();
    (!paragraphs.is_empty()).then(|| section(SectionKind::Sustain, "What to sustain", paragraphs))
}

/// What is asked most clearly.
pub(super) fn first_ask(writing: &Writing<'_>) -> Option<Paragraph> {
    let remark = *best(writing, RemarkKind::Ask).first()?;
    Some(quotation(writing, remark, Some("What is asked".to_owned())))
}

/// What is asked, by whom it is asked of: those most often asked first, and last what is asked of nobody by name.
pub(super) fn asks(writing: &Writing<'_>) -> Option<Section> {
    let list = best(writing, RemarkKind::Ask);
    if list.is_empty() {
        return None;
    }
    let mut of: BTreeMap<String, (String, Vec<&Remark>)> = BTreeMap::new();
    for remark in list {
        let words = remark.whom.as_deref().unwrap_or_default();
        let words = words.strip_prefix("the ").or(words.strip_prefix("The ")).unwrap_or(words);
        let key = fold(words).trim_end_matches('s').to_owned();
        of.entry(key).or_insert_with(|| (phrases::capital(words), Vec::new())).1.push(remark);
    }
    let mut groups: Vec<(String, (String, Vec<&Remark>))> = of.into_iter().collect();
    groups.sort_by(|a, b| (a.0.is_empty(), b.1.1.len(), &a.0).cmp(&(b.0.is_empty(), a.1.1.len(), &b.0)));
    let filter = Filter::all(Unit::Passages).with(Key::Claim, ["ask"]);
    let n = writing.numbers.value(&filter);
    let text = format!("{} for something to be done.", count(n, "passage asks", "passages ask"));
    let mut paragraphs = vec![counted(text, vec![writing.numbers.claim(&filter)], writing.numbers.citations(&filter))];
    for (key, (label, remarks)) in groups {
        let heading = match key.is_empty() {
            true => "Asks that name nobody".to_owned(),
            false => format!("Asks that name: {label}"),
        };
        paragraphs.extend(remarks.into_iter().map(|remark| quotation(writing, remark, Some(heading.clone()))));
    }
    Some(section(SectionKind::Asks, "What is asked, and of whom", paragraphs))
}

/// What the evidence cannot bear: the papers' own caveats, and what we know of it.
pub(super) fn limits(writing: &Writing<'_>) -> Section {
    let mut paragraphs = vec![template(
        "The papers say what their writers chose to say. A count says how often something was written down, not how often it \
         happened; and words that programs sort are sorted wrongly now and then.",
    )];
    paragraphs.extend(saturation(writing));
    let mut seen = BTreeSet::new();
    let caveats = best(writing, RemarkKind::Caveat);
    for remark in caveats.into_iter().filter(|r| seen.insert(fold(&r.text))) {
        let group = Some("In the papers’ own words".to_owned());
        paragraphs.push(quotation(writing, remark, group));
    }
    section(SectionKind::Limits, "Limits of the evidence", paragraphs)
}

/// Whether more of the same would still say something new.
fn saturation(writing: &Writing<'_>) -> Option<Paragraph> {
    let made = &writing.synthesis.saturation;
    if made.new_codes.is_empty() {
        return None;
    }
    let key = if made.unit == "areas" { "areas" } else { "papers" };
    let claim = |part: &str, value: u64| Claim { filter: format!("curve {part}"), value };
    let run: Vec<String> = made.new_codes.iter().take(12).map(u32::to_string).collect();
    let more = if made.new_codes.len() > 12 { ", …" } else { "" };
    let end = match made.reached_at {
        Some(at) => {
            format!("From {at} {key} on, no step added more than {} % of those first ones.", made.threshold)
        }
        None if made.new_codes.iter().any(|&n| made.adds_little(n)) => {
            format!(
                "Some steps added no more than {} % of those first ones, but a later one added more again: more {key} would say \
                 more.",
                made.threshold
            )
        }
        None => {
            format!("No step added as little as {} % of those first ones: more {key} would say more.", made.threshold)
        }
    };
    let last = if made.last < made.run { format!(" (the last of {})", made.last) } else { String::new() };
    let text = format!(
        "Would reading more still bring something new? The first {} {key} speak of {} different things (a theme, or a theme with a \
         strength or challenge); each further step of {} {key}{last} added {}{more}. {end} (Method: Guest, Namey and Chen.)",
        made.base,
        made.base_codes,
        made.run,
        run.join(", ")
    );
    let mut claims = vec![
        claim("base", u64::from(made.base)),
        claim("base-codes", u64::from(made.base_codes)),
        claim("run", u64::from(made.run)),
        claim("last", u64::from(made.last)),
        claim("threshold", u64::from(made.threshold)),
    ];
    claims.extend(made.new_codes.iter().take(12).enumerate().map(|(i, n)| claim(&format!("new {i}"), u64::from(*n))));
    claims.extend(made.reached_at.map(|at| claim("reached", u64::from(at))));
    Some(counted(text, claims, Vec::new()))
}
