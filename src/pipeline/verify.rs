//! A written paper against its sources: the files it cites opened again, its quotations looked up, its counts made again.

use super::{Context, PipelineError};
use crate::config::{Ocr, Settings};
use crate::model::codebook::Codebook;
use crate::model::date::PartialDate;
use crate::model::evidence::{RemarkKind, Synthesis};
use crate::model::records::{Part, Records, SourceRecord};
use crate::store::Store;
use crate::synthesise::claims::{Counter, Counts, Filter};
use crate::synthesise::{self, Narrowed, Overview, References};
use crate::util::fs;
use crate::util::hash::sha256_hex;
use crate::verify::{self, Form, Ledger, Recount, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How far the sources are gone back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The records of the index: what a paper is checked against before it is written.
    Records,
    /// The same, and every cited file is opened and must have the bytes that its record was made of.
    Sources,
    /// Every file is read anew into an index of its own, and the paper is checked against that.
    Anew,
}

/// Verifies a paper.
///
/// # Errors
///
/// Where the file is no paper of ours, or the index cannot be read. What is wrong with the paper is in the report.
pub fn verify(
    store: &Store,
    settings: &Settings,
    bytes: &[u8],
    form: Form,
    depth: Depth,
    context: &Context<'_>,
) -> Result<Report, PipelineError> {
    let (ledger, mut report) = verify::read(bytes, form)?;
    let mut recount = Recount::default();
    if depth != Depth::Records {
        recount.unsure = changed(store, &ledger);
    }
    if depth == Depth::Anew {
        let dir = tempfile::tempdir().map_err(|error| PipelineError::NoPlace(error.to_string()))?;
        let inputs: Vec<PathBuf> = store.manifest().inputs.iter().map(PathBuf::from).collect();
        let as_built = as_built(store, context);
        super::build(&inputs, dir.path(), &Context { settings: &as_built, ..context.clone() })?;
        let anew = Store::open(dir.path())?;
        against(&anew, settings, None, &ledger, recount, &mut report)?;
    } else {
        against(store, settings, None, &ledger, recount, &mut report)?;
    }
    Ok(report)
}

/// The settings, but for OCR as the index was built with: another choice reads other pages, and what a paper says would seem wrong
/// that is not. Where the index was built with settings that are not known any more, it read no page by OCR where it could not read
/// one and read none.
fn as_built(store: &Store, context: &Context<'_>) -> Settings {
    let with = |ocr| {
        let mut settings = context.settings.clone();
        settings.extract.ocr = ocr;
        settings
    };
    let same = |settings: &Settings| Context { settings, ..context.clone() }.fingerprint() == store.manifest().settings;
    let sources = store.sources();
    let unread = sources.iter().any(|s| s.unreadable_pages > 0) && sources.iter().all(|s| s.ocr_pages == 0);
    let now = context.settings.extract.ocr;
    let found = [now, Ocr::Never, Ocr::Auto, Ocr::Always].into_iter().map(with).find(same);
    found.unwrap_or_else(|| with(if unread { Ocr::Never } else { now }))
}

/// What is known of a paper that was just made.
pub struct Made<'a> {
    /// What it was made of.
    pub overview: &'a Overview,
    /// What was counted for it, by what was asked for.
    pub counts: &'a BTreeMap<Filter, u64>,
}

/// Verifies a paper that was just made, before it is written. Its quotations and citations are looked up in the records. A count must be
/// what its filter, as it reads in the paper, counted when the paper was made; one that was come by in another way is counted anew.
/// To count all of it again over the same records, in the same way and within the same minute, would show nothing more.
///
/// # Errors
///
/// Where the index cannot be read, or the paper carries nothing that it can be verified by.
pub fn verify_made(
    store: &Store,
    settings: &Settings,
    made: &Made<'_>,
    bytes: &[u8],
    form: Form,
) -> Result<Report, PipelineError> {
    let (ledger, mut report) = verify::read(bytes, form)?;
    against(store, settings, Some(made), &ledger, Recount::default(), &mut report)?;
    Ok(report)
}

/// What can be read in a file that was just made against what it carries; its counts are those of another that was verified.
///
/// # Errors
///
/// Where the file carries nothing that it can be verified by.
pub fn verify_form(bytes: &[u8], form: Form) -> Result<Report, PipelineError> {
    Ok(verify::read(bytes, form)?.1)
}

fn against(
    records: &impl Records,
    settings: &Settings,
    made: Option<&Made<'_>>,
    ledger: &Ledger,
    mut recount: Recount,
    report: &mut Report,
) -> Result<(), PipelineError> {
    let within = Narrowed::new(records, ledger.narrowing.clone());
    recount.values = values(&within, settings, made, ledger)?;
    verify::check(ledger, records, &recount, report)?;
    Ok(())
}

/// Cited files that are gone or have changed, with what to do.
fn changed(store: &Store, ledger: &Ledger) -> BTreeMap<String, String> {
    let cited = ledger.sources();
    let mut unsure = BTreeMap::new();
    for name in cited {
        let Some(entry) = store.sources().iter().find(|e| e.name == name) else {
            unsure
                .insert(name.to_owned(), "the index does not hold this file; build it again with the file".to_owned());
            continue;
        };
        let reason = match fs::read(Path::new(&entry.location)) {
            Ok(bytes) if sha256_hex(&bytes) == entry.sha256 => continue,
            Ok(_) => {
                "the file has changed since it was read; run `sederunt build` and write the paper again".to_owned()
            }
            Err(error) => format!("the file cannot be opened ({error}); put it back, or run `sederunt build`"),
        };
        unsure.insert(name.to_owned(), reason);
    }
    unsure
}

/// Every filter of the ledger, counted again, but for what is known of a paper that was just made.
fn values(
    records: &impl Records,
    settings: &Settings,
    made: Option<&Made<'_>>,
    ledger: &Ledger,
) -> Result<BTreeMap<String, u64>, PipelineError> {
    let filters: BTreeSet<&str> = ledger.filters().into_iter().collect();
    let (mut plain, mut special) = (Vec::new(), Vec::new());
    let mut values = BTreeMap::new();
    for text in filters {
        match text.parse::<Filter>().map(|filter| (made.and_then(|made| made.counts.get(&filter)), filter)) {
            Ok((Some(value), _)) => {
                values.insert(text.to_owned(), *value);
            }
            Ok((None, filter)) => plain.push((text, filter)),
            Err(_) => special.push(text),
        }
    }
    let parsed: Vec<Filter> = plain.iter().map(|(_, f)| f.clone()).collect();
    let counter = Counter::new(&parsed, 0);
    let refers = special.contains(&"referred");
    let new = || (counter.part(), (References::default(), Dates::default()));
    let look = |(counts, (references, dates)): &mut (Counts<'_, '_>, (References, Dates)), record: SourceRecord<'_>| {
        counts.see(&record);
        for tagged in record.papers.iter().filter(|_| made.is_none()) {
            tagged.paper.date.iter().for_each(|date| dates.see(date.date));
            if refers {
                references.see(&record.entry.name, tagged);
            }
        }
    };
    let (counts, (references, dates)) =
        if made.is_some() && plain.is_empty() { new() } else { synthesise::fold(records, new, look)? };
    let counted = counts.finish(records.sources(), records.codebook());
    values.extend(plain.iter().zip(counted).map(|((text, _), counted)| ((*text).to_owned(), counted.value)));
    if special.is_empty() {
        return Ok(values);
    }
    let again;
    let (synthesis, referred, dates) = match made {
        Some(Made { overview, .. }) => (&overview.synthesis, overview.referred(), overview.dates()),
        None => {
            again = synthesise::run(records, &settings.synthesise)?;
            (&again, references.finish().len() as u64, dates.0)
        }
    };
    let dates: Vec<String> = dates.into_iter().flat_map(|(first, last)| [first, last]).map(|d| d.to_string()).collect();
    if refers {
        values.insert("referred".to_owned(), referred);
    }
    for text in special {
        if let Some(value) = self::special(text, records, synthesis, &dates, ledger) {
            values.insert(text.to_owned(), value);
        }
    }
    Ok(values)
}

/// The first date and the last.
#[derive(Default)]
struct Dates(Option<(PartialDate, PartialDate)>);

impl Dates {
    fn see(&mut self, date: PartialDate) {
        self.join(Dates(Some((date, date))));
    }
}

impl Part for Dates {
    fn join(&mut self, next: Dates) {
        self.0 = match (self.0, next.0) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (one, other) => one.or(other),
        };
    }
}

/// Counts that are none of passages, papers or areas.
fn special(
    filter: &str,
    records: &impl Records,
    synthesis: &Synthesis,
    dates: &[String],
    ledger: &Ledger,
) -> Option<u64> {
    let (what, rest) = filter.split_once(' ').unwrap_or((filter, ""));
    let curve = &synthesis.saturation;
    let themes = |list: &str| -> BTreeSet<String> { list.split('|').map(str::to_owned).collect() };
    match (what, rest.split_once(' ').unwrap_or((rest, ""))) {
        ("date", ("first", date)) => Some(u64::from(dates.first().is_some_and(|d| d == date))),
        ("date", ("last", date)) => Some(u64::from(dates.last().is_some_and(|d| d == date))),
        ("curve", ("base", _)) => Some(curve.base.into()),
        ("curve", ("base-codes", _)) => Some(curve.base_codes.into()),
        ("curve", ("run", _)) => Some(curve.run.into()),
        ("curve", ("last", _)) => Some(curve.last.into()),
        ("curve", ("threshold", _)) => Some(curve.threshold.into()),
        ("curve", ("reached", _)) => curve.reached_at.map(u64::from),
        ("curve", ("new", at)) => curve.new_codes.get(at.parse::<usize>().ok()?).map(|n| u64::from(*n)),
        ("pages", ("all", _)) => Some(records.sources().iter().map(|e| u64::from(e.pages.unwrap_or(0))).sum()),
        ("pages", ("unreadable", _)) => Some(records.sources().iter().map(|e| u64::from(e.unreadable_pages)).sum()),
        ("repeated", ("papers", _)) => Some(synthesise::repeated(records.sources()).0),
        ("repeated", ("passages", _)) => Some(synthesise::repeated(records.sources()).1),
        ("concentration", (theme, _)) => {
            synthesis.concentration.iter().find(|c| c.theme == theme).map(|c| u64::from(c.of))
        }
        ("findings", (part, list)) => {
            let themes = themes(list);
            let of = |c: &&crate::model::evidence::Concentration| themes.contains(&c.theme);
            let number =
                |c: &crate::model::evidence::Concentration| if part == "single" { c.single } else { c.findings };
            Some(synthesis.concentration.iter().filter(of).map(|c| u64::from(number(c))).sum())
        }
        ("took-part", _) => {
            let bases = synthesis.remarks.iter().filter(|r| r.kind == RemarkKind::Base);
            bases.filter_map(|r| synthesise::took_part(&r.text)).find(|(who, _)| who == rest).map(|(_, n)| n)
        }
        ("matrix", (theme, area)) => {
            let cell = synthesis.matrix.iter().find(|c| c.theme == theme && c.area == area);
            Some(cell.map_or(0, |c| c.passages.into()))
        }
        ("coverage", (what, area)) => {
            let area = synthesis.coverage.iter().find(|c| c.area == area)?;
            match what {
                "papers" => Some(area.papers.into()),
                "passages" => Some(area.passages.into()),
                "themes" => Some(area.themes.into()),
                _ => None,
            }
        }
        ("contributing", _) => Some(example_areas(records.codebook(), ledger, None)),
        ("examples", _) => Some(example_areas(records.codebook(), ledger, Some(rest))),
        _ => None,
    }
}

/// Areas that have an example in the paper, of one nation or of all.
fn example_areas(codebook: &Codebook, ledger: &Ledger, nation: Option<&str>) -> u64 {
    let names = ledger.example_areas();
    let of = |name: &&&str| {
        codebook.areas.iter().any(|a| a.name == ***name && !a.is_nation && nation.is_none_or(|n| a.nation == n))
    };
    names.iter().filter(of).count() as u64
}

/// The files of an earlier build, name and hash, from the `manifest.json` of its index.
///
/// # Errors
///
/// Where the file cannot be read or is no manifest.
pub fn files_of(path: &Path) -> Result<Vec<(String, String)>, PipelineError> {
    #[derive(serde::Deserialize)]
    struct Build {
        sources: Vec<File>,
    }
    #[derive(serde::Deserialize)]
    struct File {
        name: String,
        sha256: String,
        has_record: bool,
    }
    let text = fs::read_to_string(path)?;
    let build: Build = serde_json::from_str(&text).map_err(|error| {
        PipelineError::NotEarlier(path.display().to_string(), "the manifest.json of an index", error.to_string())
    })?;
    Ok(build.sources.into_iter().filter(|f| f.has_record).map(|f| (f.name, f.sha256)).collect())
}

/// What an earlier paper quoted, from any of the formats it was written in.
///
/// # Errors
///
/// Where the file cannot be read or is no paper of ours.
pub fn quoted_in(path: &Path) -> Result<synthesise::Quoted, PipelineError> {
    let (ledger, _) = verify::read(&fs::read(path)?, Form::of(path)?)?;
    Ok(synthesise::Quoted { title: ledger.title.clone(), quotations: ledger.quotations() })
}
