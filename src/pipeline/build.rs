//! A corpus to an index: find, read, tag, keep, commit.
//!
//! Work on one source is a pure map that runs on as many threads as there are jobs; what is decided over the corpus (copies,
//! near-copies, names) is decided afterwards, in the order of names, so that threads never change a result.

use super::reviewing::{self, Reviewed};
use super::worker::Pool;
use super::{Context, PipelineError, near, read, repeats};
use crate::extract;
use crate::model::records::Structured;
use crate::model::review::Review;
use crate::model::source::{MediaType, Source, SourceEntry, SourceStatus};
use crate::model::tags::PaperTags;
use crate::source::{self, Seen};
use crate::store::{BuildReport, Builder, Manifest, ManifestInput, SourceInput, Store, StructureKey, TagKey};
use crate::structure;
use crate::tag::{self, LexiconError, LexiconFiles, Tagger};
use crate::util::hash::short_id;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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

/// A source with what became of it.
struct Done {
    input: SourceInput,
    read: bool,
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
    let mut maker = Maker {
        pool: Pool::new(context.program.clone(), &settings.read, &settings.extract),
        fingerprint: fingerprint.clone(),
        tagger: OnceLock::new(),
        review: &review,
        tags: reviewing::lexicon(lexicon.fingerprint(), &review),
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
    let make_all = || {
        order
            .par_iter()
            .with_max_len(1)
            .map(|at| {
                let source = &found_sources[*at];
                let done = match copies[*at] {
                    Some(original) => Ok(copied(source, &found_sources[original])),
                    None => maker.make(source),
                };
                context.progress.advance();
                Ok((*at, done?))
            })
            .collect::<Result<Vec<(usize, Done)>, PipelineError>>()
    };
    let known = builder.previous().filter(|known| known.is_of_this_program() && known.lexicon == lexicon.fingerprint());
    let known = known.map(|manifest| manifest.codebook.clone());
    // Papers are read while the lexicon is made ready. A build that knows its concepts waits until something has to be tagged.
    let done = match known {
        Some(_) => threads.install(make_all),
        None => threads.install(|| rayon::join(|| maker.tagger().is_some(), make_all)).1,
    };
    context.progress.end();
    let tagger = maker.tagger.take().transpose()?;
    let codebook = tagger.as_ref().map(|tagger| tagger.codebook().clone()).or(known).unwrap_or_default();
    let mut done = done?;
    done.sort_by_key(|(at, _)| *at);
    let mut done: Vec<Done> = done.into_iter().map(|(_, done)| done).collect();
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
    let reviewed = match review.decisions.is_empty() {
        true => Reviewed::default(),
        false => reviewing::reviewed(&Store::open(index)?, &review)?,
    };
    Ok(BuildOutcome { report, sources: entries, read, reviewed, review_faults: review.faults })
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

/// The line of a source in which a build, with the same reader and settings, found no text.
pub(super) fn known_empty<'a>(
    previous: &'a Manifest,
    source: &Source,
    fingerprint: &str,
    key: &TagKey,
) -> Option<&'a SourceEntry> {
    if previous.settings != fingerprint || !previous.is_of_this_program() {
        return None;
    }
    let at = previous.sources.binary_search_by(|known| known.name.cmp(&source.name)).ok()?;
    let known = &previous.sources[at];
    let is_same = known.status == SourceStatus::NoText && known.sha256 == source.sha256;
    (is_same && known.engine.as_ref() == Some(&key.structure.extractor)).then_some(known)
}

/// The error for paths that hold no file.
pub(super) fn no_source(paths: &[PathBuf], problems: &[source::Problem]) -> PipelineError {
    PipelineError::NothingFound(nothing_found(paths, problems))
}

/// The key of a source's record; `None` where its format has no reader.
pub(super) fn keys(source: &Source, fingerprint: &str, lexicon: &str) -> Option<TagKey> {
    let extractor = extract::extractor(source.media_type)?;
    let structure = StructureKey {
        sha256: source.sha256.clone(),
        extractor: format!("{} {}", extractor.name, extractor.version),
        structure: structure::VERSION.to_string(),
        settings: fingerprint.to_owned(),
    };
    Some(TagKey { structure, tagger: tag::VERSION.to_string(), lexicon: lexicon.to_owned() })
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

/// The line of a source with the same bytes as another.
fn copied(source: &Source, original: &Source) -> Done {
    let mut entry = SourceEntry::of(source);
    entry.status = SourceStatus::Duplicate;
    entry.reason = Some(format!("the same bytes as {}, which is read in its place", original.name));
    Done { input: SourceInput { entry, key: None }, read: false }
}

/// Makes the record of one source, or finds it made.
struct Maker<'a> {
    pool: Pool,
    fingerprint: String,
    lexicon: &'a LexiconFiles,
    /// The lexicon made ready, once it is asked for.
    tagger: OnceLock<Result<Tagger, LexiconError>>,
    review: &'a Review,
    /// What the lexicon and the decisions of people are known by.
    tags: String,
    builder: &'a Builder,
    context: &'a Context<'a>,
}

impl Maker<'_> {
    /// The lexicon made ready; the first thread to ask does it, the others wait.
    fn tagger(&self) -> Option<&Tagger> {
        self.tagger.get_or_init(|| Tagger::of(self.lexicon)).as_ref().ok()
    }

    fn make(&self, source: &Source) -> Result<Done, PipelineError> {
        let mut entry = SourceEntry::of(source);
        if matches!(self.tagger.get(), Some(Err(_))) {
            // The build ends with what is wrong with the lexicon, and the sooner the better.
            return Ok(Done { input: SourceInput { entry, key: None }, read: false });
        }
        let Some(key) = keys(source, &self.fingerprint, &self.tags) else {
            entry.status = SourceStatus::Skipped;
            let bytes = source::read(source, &self.context.settings.source).unwrap_or_default();
            entry.reason = Some(extract::unsupported(&bytes));
            return Ok(Done { input: SourceInput { entry, key: None }, read: false });
        };
        if let Some(known) = self.builder.reusable(&key) {
            let entry = SourceEntry { name: entry.name, location: entry.location, ..known.clone() };
            return Ok(Done { input: SourceInput { entry, key: Some(key) }, read: false });
        }
        if let Some(known) = self.known_empty(source, &key) {
            entry = SourceEntry { name: entry.name, location: entry.location, ..known };
            return Ok(Done { input: SourceInput { entry, key: None }, read: false });
        }
        let (structured, read) = match self.builder.structured(&key.structure) {
            Some(structured) => (structured, false),
            None => match self.read(source) {
                Ok(structured) => {
                    self.builder.put_structured(&key.structure, &structured)?;
                    (structured, true)
                }
                Err(reason) => {
                    entry.status = SourceStatus::Failed;
                    entry.reason = Some(reason);
                    return Ok(Done { input: SourceInput { entry, key: None }, read: true });
                }
            },
        };
        if self.builder.tagged(&key).is_none()
            && let Some(tagger) = self.tagger()
        {
            let tags = structured.papers.iter().map(|paper| {
                let mut tags = tagger.tag(paper);
                reviewing::apply(self.review, paper, &mut tags, tagger.codebook());
                tags
            });
            let tags: Vec<PaperTags> = tags.collect();
            self.builder.put_tagged(&key, &tags)?;
        }
        describe(&mut entry, &structured);
        let key = (entry.passages > 0).then_some(key);
        Ok(Done { input: SourceInput { entry, key }, read })
    }

    /// The line of a source in which the build before, with the same reader and settings, found no text. It has no record to go
    /// by, and reading a long scan again at every build would be the slowest part of it.
    fn known_empty(&self, source: &Source, key: &TagKey) -> Option<SourceEntry> {
        known_empty(self.builder.previous()?, source, &self.fingerprint, key).cloned()
    }

    fn read(&self, source: &Source) -> Result<Structured, String> {
        // The worker reads the file itself; only a run without workers needs the bytes here.
        let bytes =
            if self.pool.isolates() { Vec::new() } else { source::read(source, &self.context.settings.source)? };
        self.pool.read(source, &bytes)
    }
}

/// Fills a source's line from what was read.
fn describe(entry: &mut SourceEntry, structured: &Structured) {
    entry.engine = Some(structured.engine.clone());
    entry.keywords = structured.keywords.clone();
    entry.pages = structured.pages;
    entry.unreadable_pages = structured.unreadable_pages;
    entry.ocr_pages = structured.ocr_pages;
    entry.page_notes = structured.page_notes.clone();
    entry.papers = structured.papers.len() as u32;
    entry.passages = structured.papers.iter().map(|p| p.passages.len() as u32).sum();
    entry.words = structured.words;
    let lost = read::reason(&structured.diagnostics);
    (entry.status, entry.reason) = match (entry.passages, lost) {
        (0, Some(reason)) => (SourceStatus::NoText, Some(format!("no text: {reason}"))),
        (0, None) => (SourceStatus::NoText, Some(empty_reason(entry.media_type, structured))),
        (_, Some(reason)) => (SourceStatus::Partial, Some(reason)),
        (_, None) => (SourceStatus::Ok, None),
    };
}

fn empty_reason(media_type: MediaType, structured: &Structured) -> String {
    let furniture = structured.papers.iter().flat_map(|paper| &paper.furniture);
    let what = match (structured.diagnostics.first(), furniture.count(), media_type) {
        (Some(said), ..) => {
            said.page.map_or_else(|| format!("it {}", said.message), |n| format!("page {n} {}", said.message))
        }
        (None, 1.., _) => "it holds page numbers and running heads alone".to_owned(),
        (None, 0, MediaType::Pdf) => "its pages are empty".to_owned(),
        (None, 0, _) => "the document is empty".to_owned(),
    };
    format!("no text: {what}; check that the right file was saved")
}
