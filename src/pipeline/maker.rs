//! One source to its record: read, tagged and kept, as far as it was not before.

use super::worker::Pool;
use super::{Context, PipelineError, read, reviewing};
use crate::extract;
use crate::model::records::Structured;
use crate::model::review::Review;
use crate::model::source::{MediaType, Source, SourceEntry, SourceStatus};
use crate::model::tags::PaperTags;
use crate::source;
use crate::store::{Builder, Manifest, SourceInput, StructureKey, TagKey};
use crate::structure;
use crate::tag::{self, LexiconError, LexiconFiles, Tagger};
use std::sync::OnceLock;

/// A source with what became of it.
pub(super) struct Done {
    pub(super) input: SourceInput,
    /// It was read anew.
    pub(super) read: bool,
}

impl Done {
    /// A source of which there is nothing to keep but its line.
    fn without_record(entry: SourceEntry, read: bool) -> Done {
        Done { input: SourceInput { entry, key: None }, read }
    }
}

/// How far a source has come.
pub(super) enum Step {
    Done(Done),
    Waits(Read),
}

/// A source that was read and has yet to be tagged.
pub(super) struct Read {
    entry: SourceEntry,
    key: TagKey,
    structured: Structured,
    is_new: bool,
}

/// Makes the record of one source, or finds it made.
pub(super) struct Maker<'a> {
    pub(super) pool: Pool,
    /// What the settings of reading are known by.
    pub(super) fingerprint: String,
    pub(super) lexicon: &'a LexiconFiles,
    /// The lexicon made ready, once it is asked for.
    pub(super) tagger: OnceLock<Result<Tagger, LexiconError>>,
    /// Another thread makes it ready meanwhile: a source that was read before it is ready waits, and the next one is read.
    pub(super) is_coming: bool,
    pub(super) review: &'a Review,
    /// What the lexicon and the decisions of people are known by.
    pub(super) tagged_by: String,
    pub(super) builder: &'a Builder,
    pub(super) context: &'a Context<'a>,
}

impl Maker<'_> {
    /// The lexicon made ready; the first thread to ask does it, the others wait.
    pub(super) fn tagger(&self) -> Option<&Tagger> {
        self.tagger.get_or_init(|| Tagger::of(self.lexicon)).as_ref().ok()
    }

    /// Reads and tags a source, as far as that was not done before.
    pub(super) fn make(&self, source: &Source) -> Result<Step, PipelineError> {
        let mut entry = SourceEntry::of(source);
        if matches!(self.tagger.get(), Some(Err(_))) {
            // The build ends with what is wrong with the lexicon, and the sooner the better.
            return Ok(Step::Done(Done::without_record(entry, false)));
        }
        let Some(key) = keys(source, &self.fingerprint, &self.tagged_by) else {
            entry.status = SourceStatus::Skipped;
            let bytes = source::read(source, &self.context.settings.source).unwrap_or_default();
            entry.reason = Some(extract::unsupported(&bytes));
            return Ok(Step::Done(Done::without_record(entry, false)));
        };
        if let Some(known) = self.builder.reusable(&key) {
            let entry = SourceEntry { name: entry.name, location: entry.location, ..known.clone() };
            return Ok(Step::Done(Done { input: SourceInput { entry, key: Some(key) }, read: false }));
        }
        if let Some(known) = self.known_empty(source, &key) {
            entry = SourceEntry { name: entry.name, location: entry.location, ..known };
            return Ok(Step::Done(Done::without_record(entry, false)));
        }
        let (structured, is_new) = match self.builder.structured(&key.structure) {
            Some(structured) => (structured, false),
            None => match self.read(source) {
                Ok(structured) => {
                    self.builder.put_structured(&key.structure, &structured)?;
                    (structured, true)
                }
                Err(reason) => {
                    entry.status = SourceStatus::Failed;
                    entry.reason = Some(reason);
                    return Ok(Step::Done(Done::without_record(entry, true)));
                }
            },
        };
        let read = Read { entry, key, structured, is_new };
        match self.is_coming && self.tagger.get().is_none() {
            true => Ok(Step::Waits(read)),
            false => self.finish(read).map(Step::Done),
        }
    }

    /// Tags a source that was read.
    pub(super) fn finish(&self, read: Read) -> Result<Done, PipelineError> {
        let Read { mut entry, key, structured, is_new } = read;
        if self.builder.tagged(&key).is_none()
            && let Some(tagger) = self.tagger()
        {
            self.builder.put_tagged(&key, &self.tags(tagger, &structured))?;
        }
        describe(&mut entry, &structured);
        let key = (entry.passages > 0).then_some(key);
        Ok(Done { input: SourceInput { entry, key }, read: is_new })
    }

    /// The tags of every paper of a source, with the decisions of their titles and dates.
    pub(super) fn tags(&self, tagger: &Tagger, structured: &Structured) -> Vec<PaperTags> {
        structured.papers.iter().map(|paper| reviewing::tagged(self.review, paper, tagger)).collect()
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
pub(super) fn describe(entry: &mut SourceEntry, structured: &Structured) {
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

/// The line of a source with the same bytes as another.
pub(super) fn copied(source: &Source, original: &Source) -> Done {
    let mut entry = SourceEntry::of(source);
    entry.status = SourceStatus::Duplicate;
    entry.reason = Some(format!("the same bytes as {}, which is read in its place", original.name));
    Done::without_record(entry, false)
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
