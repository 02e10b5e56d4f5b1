//! Purpose and coverage.

use super::numbers::{self, areas_of, named, of_kind, undated};
use super::phrases::{self, capital, have, kinds, were};
use super::{Writing, counted, quoted, section, template};
use crate::model::codebook::Facet;
use crate::model::date::PartialDate;
use crate::model::evidence::{Remark, RemarkKind};
use crate::model::learning::{Attribution, Claim, Paragraph, Section, SectionKind};
use crate::model::paper::PaperKind;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::synthesise::basis;
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and, thousands};
use std::collections::BTreeSet;

/// Sentences on who took part that are quoted.
const BASES: usize = 5;
/// Papers that are referred to and not held, named one by one.
const NAMED_MISSING: usize = 12;
/// Unread files that are named one by one; a corpus with more has them all in `sources.csv`.
const NAMED_FILES: usize = 60;

pub(super) fn purpose(writing: &Writing<'_>) -> Section {
    let own = writing.survey.groups.iter().any(|g| !g.headings.is_empty());
    let themes = match (&writing.options.brief, own) {
        (Some(_), _) => "The themes are those of the brief.",
        (None, true) => "The themes are the papers’ own headings.",
        (None, false) => "The themes are those of the codebook.",
    };
    let whose = match writing.options.attribution {
        Attribution::Counted => "Examples are numbered; the areas that they come from are named at the end.",
        Attribution::Named => "Quotations name the areas that they are about.",
    };
    let mut paragraphs = vec![
        template(
            "This paper brings together what the papers say: what works, what is hard, and where they say nothing. It is a \
             place to start from, for people who know the work.",
        ),
        template(format!(
            "Each paragraph is one of three things: the exact words of a paper, with the place where they stand; a count of \
             passages, which can be made again; or a fixed phrase such as this one. Nothing is reworded. {themes} {whose}"
        )),
    ];
    paragraphs.extend(narrowed(writing));
    section(SectionKind::Purpose, "Purpose", paragraphs)
}

/// What the paper leaves out on purpose.
fn narrowed(writing: &Writing<'_>) -> Option<Paragraph> {
    let filter = filter_in_words(writing)?;
    Some(template(format!("It speaks only of passages {filter}. All counts are counts of these.")))
}

/// The filter: `about Fife and dated 2020 or later`; `None` where all is let through.
pub(super) fn filter_in_words(writing: &Writing<'_>) -> Option<String> {
    let narrowing = &writing.options.narrowing;
    let mut parts = Vec::new();
    let named =
        |list: &[String], name: &dyn Fn(&String) -> String| join_and(&list.iter().map(name).collect::<Vec<_>>());
    if !narrowing.themes.is_empty() {
        let label = |id: &String| phrases::in_sentence(writing.codebook.label(Facet::Theme, id));
        parts.push(format!("on {}", named(&narrowing.themes, &label)));
    }
    if !narrowing.places.is_empty() {
        parts.push(format!("about {}", named(&narrowing.places, &|code| writing.codebook.area_name(code).to_owned())));
    }
    if !narrowing.kinds.is_empty() {
        parts.push(format!("in papers of the kind {}", named(&narrowing.kinds, &String::clone)));
    }
    parts.extend(narrowing.since.as_ref().map(|d| format!("dated {} or later", phrases::date(d))));
    parts.extend(narrowing.until.as_ref().map(|d| format!("dated {} or earlier", phrases::date(d))));
    (!parts.is_empty()).then(|| join_and(&parts))
}

pub(super) fn coverage(writing: &Writing<'_>, entries: &[SourceEntry]) -> Section {
    let mut paragraphs = vec![files(writing), papers(writing)];
    paragraphs.extend(writing.options.narrowing.is_all().then(|| once(entries)).flatten());
    paragraphs.extend(dates(writing));
    paragraphs.extend(areas(writing));
    paragraphs.extend(took_part(writing));
    paragraphs.extend(unreadable(entries));
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
    paragraphs.extend(missing(writing));
    section(SectionKind::Coverage, "What was read", paragraphs)
}

/// What the papers say of those who took part or were asked, in their words.
fn took_part(writing: &Writing<'_>) -> Vec<Paragraph> {
    let bases = writing.synthesis.remarks.iter().filter(|r| r.kind == RemarkKind::Base).take(BASES);
    let group = Some("What the papers rest on, in their own words".to_owned());
    bases.map(|r| Paragraph { group: group.clone(), ..quoted(&r.text, None, r.citation.clone()) }).collect()
}

/// Pages without text that could be read.
fn unreadable(entries: &[SourceEntry]) -> Option<Paragraph> {
    let pages: u64 = entries.iter().map(|e| u64::from(e.pages.unwrap_or(0))).sum();
    let lost: u64 = entries.iter().map(|e| u64::from(e.unreadable_pages)).sum();
    let claim = |what: &str, value| Claim { filter: format!("pages {what}"), value };
    (lost > 0).then(|| {
        let text = format!(
            "Of {}, {} could not be read; no count speaks of {}.",
            count(pages, "page", "pages"),
            thousands(lost),
            if lost == 1 { "it" } else { "them" }
        );
        counted(text, vec![claim("all", pages), claim("unreadable", lost)], Vec::new())
    })
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
    let claims = [all, read, numbers::unread()].iter().map(|f| writing.numbers.claim(f)).collect();
    counted(text, claims, Vec::new())
}

/// What stands in more than one paper and is counted once.
fn once(entries: &[SourceEntry]) -> Option<Paragraph> {
    let (papers, passages) = crate::synthesise::repeated(entries);
    let verbs = |n: u64| if n == 1 { ("stands", "is") } else { ("stand", "are") };
    let (stand, are) = verbs(papers);
    let copies = format!("{} {stand} in another file as well and {are} counted once", count(papers, "paper", "papers"));
    let (stand, are) = verbs(passages);
    let words = |n: &str| format!("{n} {stand} word for word in more than one paper and {are} counted once");
    let text = match (papers, passages) {
        (0, 0) => return None,
        (_, 0) => format!("{copies}."),
        (0, n) => format!("{}.", words(&count(n, "passage", "passages"))),
        (_, n) => format!("{copies}; {}.", words(&count(n, "passage more", "passages more"))),
    };
    let claim = |what: &str, value| Claim { filter: format!("repeated {what}"), value };
    Some(counted(text, vec![claim("papers", papers), claim("passages", passages)], Vec::new()))
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
    let whole = writing.options.narrowing.is_all();
    let doing = if writing.numbers.value(&passages) == 1 { "does" } else { "do" };
    let text = match parts.as_slice() {
        [] if !whole => "Nothing in them meets the filter.".to_owned(),
        [] => format!("{held} {} found in them.", were(n)),
        [one] if n == 1 && whole => format!("What was read is {one} with {with}."),
        [one] if n == 1 => {
            format!("{} of {one} {} the filter.", capital(&with), if doing == "does" { "meets" } else { "meet" })
        }
        list if whole => format!("{held} {} found in them, with {with}: {}.", were(n), join_and(list)),
        list => format!("{held} in them meet the filter, with {with} that {doing}: {}.", join_and(list)),
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
    let day = |what: &str, date: &PartialDate| Claim { filter: format!("date {what} {date}"), value: 1 };
    Some(counted(text, vec![writing.numbers.claim(&filter), day("first", first), day("last", last)], Vec::new()))
}

fn areas(writing: &Writing<'_>) -> Vec<Paragraph> {
    let narrowing = &writing.options.narrowing;
    if !narrowing.places.is_empty() {
        // What else is named beside the areas that were asked for has been left out.
        return Vec::new();
    }
    let who = if narrowing.is_all() { "The papers name" } else { "The passages within the filter name" };
    let sentence = |nation: &str| {
        let (all, named) = (areas_of(nation), named(nation, "yes"));
        let (n, of) = (writing.numbers.value(&named), writing.numbers.value(&all));
        (n > 0).then(|| {
            let mut claims = vec![writing.numbers.claim(&named), writing.numbers.claim(&all)];
            let given = contributing(writing, nation);
            let mut text = format!("{who} {n} of the {of} areas of {nation}");
            if given > 0 {
                let verb = if given == 1 { "an example is recorded from" } else { "examples are recorded from" };
                let examples = match (given, n) {
                    (1, 1) => format!("{verb} it"),
                    (2, 2) => format!("{verb} both"),
                    (given, n) if given == n => format!("{verb} all {n}"),
                    (given, n) => format!("{verb} {given} of the {n}"),
                };
                text.push_str(&format!("; {examples}"));
                claims.push(Claim { filter: format!("examples {nation}"), value: given });
            }
            let mut citations = Vec::new();
            if let (1, Some((remark, (who, n)))) = (writing.nations().len(), participants(writing)) {
                text.push_str(&format!("; {who} took part"));
                claims.push(Claim { filter: format!("took-part {who}"), value: n });
                citations.push(remark.citation.clone());
            }
            text.push('.');
            counted(text, claims, citations)
        })
    };
    writing.nations().into_iter().filter_map(sentence).collect()
}

/// The remark by which a paper that gathers what areas say tells how many of them took part; none where papers tell different
/// numbers, each of its own.
fn participants<'a>(writing: &'a Writing<'_>) -> Option<(&'a Remark, (String, u64))> {
    // What took part in one paper among many says nothing of the examples of the others.
    let examples = || writing.survey.groups.iter().flat_map(|g| g.examples.values());
    let gathers = |r: &Remark| {
        let paper = writing.survey.papers.iter().find(|p| p.id == r.citation.paper_id);
        let own = examples().filter(|e| e.citation.paper_id == r.citation.paper_id).count();
        paper.is_some_and(|p| p.kind == PaperKind::LearningPaper) && own * 2 >= examples().count()
    };
    let bases = writing.synthesis.remarks.iter().filter(|r| r.kind == RemarkKind::Base && gathers(r));
    let told: Vec<_> = bases.filter_map(|r| Some((r, basis::took_part(&r.text)?))).collect();
    let first = told.first()?;
    told.iter().all(|(_, told)| told == &first.1).then(|| first.clone())
}

/// Papers that are referred to and not held: the reader may want to add them.
fn missing(writing: &Writing<'_>) -> Vec<Paragraph> {
    let list = &writing.survey.referred;
    if list.is_empty() {
        return Vec::new();
    }
    let n = list.len() as u64;
    let group = Some("Referred to, but not among what was read".to_owned());
    let text = format!(
        "{} {} referred to by title and date and {} not among those read{}",
        capital(&count(n, "paper", "papers")),
        if n == 1 { "is" } else { "are" },
        if n == 1 { "is" } else { "are" },
        if list.len() > NAMED_MISSING { "; the first of them by title follow." } else { "." },
    );
    let claim = Claim { filter: "referred".to_owned(), value: n };
    let mut made = vec![Paragraph { group: group.clone(), ..counted(text, vec![claim], Vec::new()) }];
    made.extend(
        list.iter()
            .take(NAMED_MISSING)
            .map(|r| Paragraph { group: group.clone(), ..quoted(&r.printed, None, r.citation.clone()) }),
    );
    made
}

/// Areas of a nation with an example under one of the themes.
fn contributing(writing: &Writing<'_>, nation: &str) -> u64 {
    let codes: BTreeSet<&String> = writing.survey.groups.iter().flat_map(|g| g.examples.keys()).collect();
    let of = |code: &&&String| writing.codebook.area(code).is_some_and(|a| !a.is_nation && a.nation == nation);
    codes.iter().filter(of).count() as u64
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
            Paragraph { claims: vec![claim], ..template(format!("{subject}: {reason}.")) }
        })
        .collect()
}
