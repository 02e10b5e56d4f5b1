//! A corpus to an index: find, read, tag, keep, commit.
//!
//! Work on one source is a pure map that runs on as many threads as there are jobs; what is decided over the corpus (copies,
//! near-copies, names) is decided afterwards, in the order of names, so that threads never change a result.

use super::maker::{Done, Maker, Read, Step, copied, describe};
use super::reviewing::{self, Reviewed};
use super::worker::Pool;
use super::{Context, PipelineError, near, repeats};
use crate::extract;
use crate::model::source::{SourceEntry, SourceStatus};
use crate::source::{self, Seen};
use crate::store::{BuildReport, Builder, ManifestInput, SourceInput, TagKey};
use crate::structure;
use crate::tag::LexiconFiles;
use crate::util::hash::short_id;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// What a build did.
#[derive(Debug)]
pub struct BuildOutcome {
    /// What changed in the index.
    pub report: BuildReport,
    /// Every file found, by name.
    pub sources: Vec<SourceEntry>,
    /// Sources that were read anew, the others being known from the build before.
    pub read: usize,
    /// What became of the decisions in `review.csv`.
    pub reviewed: Reviewed,
    /// Rows of `review.csv` that mean nothing.
    pub review_faults: Vec<String>,
}

impl BuildOutcome {
    /// Sources that failed or could be read only in part.
    pub fn troubled(&self) -> impl Iterator<Item = &SourceEntry> {
        self.sources
            .iter()
            .filter(|s| matches!(s.status, SourceStatus::Failed | SourceStatus::Partial | SourceStatus::NoText))
    }
}

/// Builds the index of the files and folders in `paths`.
///
/// # Errors
///
/// Where nothing is found, the lexicon cannot be read, or the index folder cannot be written. A file that cannot be read is no
/// error: it is a line of the outcome.
pub fn build(paths: &[PathBuf], index: &Path, context: &Context<'_>) -> Result<BuildOutcome, PipelineError> {
    let settings = context.settings;
    let review = reviewing::read(settings)?;
    context.progress.begin("Looking for papers", None);
    let seen_file = index.join("seen.json");
    let lexicon = LexiconFiles::read(settings.lexicon.as_deref())?;
    let seen = if settings.rehash { Seen::default() } else { Seen::load(&seen_file) };
    let found = source::find(paths, &settings.source, &seen, Some(index));
    context.progress.end();
    if found.sources.is_empty() {
        // An index is never emptied by a mistyped path.
        return Err(no_source(paths, &found.problems));
    }
    let builder = Builder::begin(index)?;
    let ocr = extract::ocr::engine(&settings.extract);
    if settings.extract.ocr == extract::ocr::Ocr::Always && ocr.is_none() {
        return Err(PipelineError::NoOcr);
    }
    let fingerprint = context.fingerprint();
    let known = builder.previous().filter(|known| known.is_of_this_program() && known.lexicon == lexicon.fingerprint());
    let known = known.map(|manifest| manifest.codebook.clone());
    let mut maker = Maker {
        pool: Pool::new(context.program.clone(), &settings.read, &settings.extract),
        fingerprint: fingerprint.clone(),
        tagger: OnceLock::new(),
        is_coming: known.is_none(),
        review: &review,
        tagged_by: reviewing::lexicon(lexicon.fingerprint(), &review),
        lexicon: &lexicon,
        builder: &builder,
        context,
    };
    let found_sources = found.sources;
    let copies = source::duplicates(&found_sources);
    context.progress.begin("Reading papers", Some(found_sources.len() as u64));
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(context.jobs)
        .build()
        .map_err(|error| PipelineError::Threads(error.to_string()))?;
    // The largest first, so that no thread begins the longest file when the others have finished.
    let mut order: Vec<usize> = (0..found_sources.len()).collect();
    order.sort_by_key(|at| Reverse(found_sources[*at].bytes));
    // What was read before the lexicon was ready.
    let waiting: Mutex<Vec<(usize, Read)>> = Mutex::default();
    let waiting = || waiting.lock().unwrap_or_else(PoisonError::into_inner);
    let step = |at: usize| {
        let source = &found_sources[at];
        let step = match copies[at] {
            Some(original) => Step::Done(copied(source, &found_sources[original])),
            None => maker.make(source)?,
        };
        Ok(match step {
            Step::Done(done) => {
                context.progress.advance();
                Some((at, done))
            }
            Step::Waits(read) => {
                waiting().push((at, read));
                None
            }
        })
    };
    let finish = || {
        let mut out: Vec<(usize, Done)> = Vec::new();
        loop {
            let next = waiting().pop();
            let Some((at, read)) = next else { return Ok(out) };
            out.push((at, maker.finish(read)?));
            context.progress.advance();
        }
    };
    // Papers are read while the lexicon is made ready; the thread that made it then tags what was read meanwhile.
    let done: Result<Vec<(usize, Done)>, PipelineError> = threads.install(|| {
        let (first, steps): (Result<Vec<_>, PipelineError>, Result<Vec<_>, PipelineError>) = rayon::join(
            || if maker.is_coming && maker.tagger().is_some() { finish() } else { Ok(Vec::new()) },
            || order.par_iter().with_max_len(1).map(|at| step(*at)).collect(),
        );
        let mut done = first?;
        done.extend(steps?.into_iter().flatten());
        // A source may have been laid there when the last had been taken away.
        done.extend(finish()?);
        Ok(done)
    });
    context.progress.end();
    let mut done = done?;
    done.sort_by_key(|(at, _)| *at);
    let mut done: Vec<Done> = done.into_iter().map(|(_, done)| done).collect();
    let reviewed = settle(&mut done, &maker)?;
    let tagger = maker.tagger.take().transpose()?;
    let codebook = tagger.as_ref().map(|tagger| tagger.codebook().clone()).or(known).unwrap_or_default();
    // To take the lexicon apart is work as well, which needs no waiting for.
    rayon::spawn(|| drop(tagger));
    compare(&mut done, &maker)?;
    let read = done.iter().filter(|d| d.read).count();
    let mut sources: Vec<SourceInput> = done.into_iter().map(|d| d.input).collect();
    sources.extend(found.problems.into_iter().map(|problem| SourceInput { entry: problem.into_entry(), key: None }));
    let mut entries: Vec<SourceEntry> = sources.iter().map(|s| s.entry.clone()).collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    context.progress.begin("Writing the index", None);
    let report = builder.commit(ManifestInput {
        settings: fingerprint,
        lexicon: lexicon.fingerprint().to_owned(),
        inputs: paths.iter().map(|p| p.display().to_string()).collect(),
        codebook,
        sources,
    })?;
    context.progress.end();
    if !seen.is_of(&found_sources, &settings.source) {
        Seen::keep(&seen_file, &found_sources)?;
    }
    Ok(BuildOutcome { report, sources: entries, read, reviewed, review_faults: review.faults })
}

/// Finds what became of the decisions of people over all papers, and applies those whose paper has another title or date now.
fn settle(done: &mut [Done], maker: &Maker<'_>) -> Result<Reviewed, PipelineError> {
    if !reviewing::is_any(maker.review) {
        return Ok(Reviewed::default());
    }
    let Some(tagger) = maker.tagger() else { return Ok(Reviewed::default()) };
    let codebook = tagger.codebook();
    let structured = |done: &Done| maker.builder.structured(&done.input.key.as_ref()?.structure);
    let mut search = reviewing::Search::new(maker.review, codebook, reviewing::file(maker.context.settings));
    for (at, done) in done.iter().enumerate() {
        if let Some(structured) = structured(done) {
            search.take(at, &done.input.entry.name, structured.papers.iter());
        }
    }
    let mut idle: BTreeMap<u64, bool> = BTreeMap::new();
    for (at, done) in done.iter_mut().enumerate() {
        let here: BTreeSet<usize> =
            search.landings().flat_map(|(_, found)| found).filter(|f| f.source == at).map(|f| f.paper).collect();
        let Some(structured) = structured(done).filter(|_| !here.is_empty()) else { continue };
        for paper in here {
            let tags = tagger.tag(&structured.papers[paper]);
            for (passage, mut tags) in tags.passages.into_iter().enumerate() {
                let decisions = search.of_passage(at, paper, passage);
                for (line, has_effect) in reviewing::effects(&decisions, &mut tags, codebook) {
                    *idle.entry(line).or_insert(true) &= !has_effect;
                }
            }
        }
        let moved = search.moved_to(at);
        if let Some(key) = done.input.key.as_mut().filter(|_| !moved.is_empty()) {
            let own = TagKey { lexicon: format!("{}{}", key.lexicon, reviewing::moved_print(&moved)), ..key.clone() };
            if maker.builder.tagged(&own).is_none() {
                let mut tags = maker.tags(tagger, &structured);
                reviewing::apply_moved(&moved, &mut tags, codebook);
                maker.builder.put_tagged(&own, &tags)?;
            }
            *key = own;
        }
    }
    Ok(search.told(idle.into_values().filter(|idle| *idle).count()))
}

/// Tells near-duplicates. Where the sources are those of the build before, so are their near-duplicates, and nothing is read.
fn compare(done: &mut [Done], maker: &Maker<'_>) -> Result<(), PipelineError> {
    let keyed = done.iter().filter_map(|d| Some((d.input.entry.name.as_str(), d.input.key.clone()?)));
    if maker.builder.holds_just(&keyed.collect::<Vec<_>>()) {
        return Ok(());
    }
    maker.context.progress.begin("Comparing papers", None);
    // Another source may be the original now, or none: what each is by itself is read again.
    for done in done.iter_mut().filter(|d| d.input.entry.status == SourceStatus::NearDuplicate) {
        let structured = done.input.key.as_ref().and_then(|key| maker.builder.structured(&key.structure));
        if let Some(structured) = structured {
            describe(&mut done.input.entry, &structured);
        }
    }
    let mut sources: Vec<&mut SourceInput> = done.iter_mut().map(|d| &mut d.input).collect();
    sources.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
    let wordings = near::wordings(&sources, maker.builder);
    near::mark(&mut sources, &wordings);
    repeats::mark(&mut sources, &wordings, maker.builder);
    maker.context.progress.end();
    Ok(())
}

/// The error for paths that hold no file.
pub(super) fn no_source(paths: &[PathBuf], problems: &[source::Problem]) -> PipelineError {
    PipelineError::NothingFound(nothing_found(paths, problems))
}

/// The paths that gave nothing, and why, as far as there is a reason that is not their own wish.
fn nothing_found(paths: &[PathBuf], problems: &[source::Problem]) -> String {
    let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    let failed: Vec<String> = problems
        .iter()
        .filter(|p| p.status == SourceStatus::Failed)
        .take(3)
        .map(|p| format!("{}: {}", p.name, p.reason))
        .collect();
    if failed.is_empty() { names.join(", ") } else { format!("{} ({})", names.join(", "), failed.join("; ")) }
}

impl Context<'_> {
    /// The settings that decide what is read, and the OCR program that would be asked, as one word.
    pub(super) fn fingerprint(&self) -> String {
        let settings = &self.settings.extract;
        let ocr = extract::ocr::engine(settings);
        let text = serde_json::to_string(settings).unwrap_or_default();
        short_id(&["extract", &text, ocr.as_deref().unwrap_or_default(), &structure::VERSION.to_string()])
    }
}
