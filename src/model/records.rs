//! What the store holds of a source, and the reader that follow, synthesise, render and query stream it through.

use crate::model::codebook::Codebook;
use crate::model::extracted::Diagnostic;
use crate::model::paper::Paper;
use crate::model::source::{PageNote, SourceEntry};
use crate::model::tags::PaperTags;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// What was read from one source before it is tagged: the layer of a record that a changed lexicon leaves alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Structured {
    /// The extractor and its version, such as `pdfboss 2.16.1`.
    pub engine: String,
    /// Pages, where the format has pages.
    pub pages: Option<u32>,
    /// The subject and keywords that the author gave the file.
    #[serde(default)]
    pub keywords: Option<String>,
    /// Pages whose text could not be read, so that nothing found in the source speaks of them.
    #[serde(default)]
    pub unreadable_pages: u32,
    /// Pages that were read from their picture by OCR.
    #[serde(default)]
    pub ocr_pages: u32,
    /// Pages that somebody may want to look at, in order.
    #[serde(default)]
    pub page_notes: Vec<PageNote>,
    /// Words in its passages.
    pub words: u64,
    /// Its papers in order.
    pub papers: Vec<Paper>,
    /// What went wrong on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// A paper with its tags.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaggedPaper {
    /// The paper.
    pub paper: Paper,
    /// Its tags; `tags.passages` runs beside `paper.passages`.
    pub tags: PaperTags,
}

/// One source with all that was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRecord<'a> {
    /// Its line in the manifest.
    pub entry: &'a SourceEntry,
    /// Its papers in order.
    pub papers: Vec<TaggedPaper>,
}

/// A record that could not be read back.
#[derive(Debug, thiserror::Error)]
#[error("the index record of {source_name} cannot be read ({reason}); run `sederunt doctor --repair`")]
pub struct RecordError {
    /// The source's name.
    pub source_name: String,
    /// What is wrong.
    pub reason: String,
}

/// What is made of some records, and can take in what was made of those that follow.
pub trait Part: Send {
    /// Takes in what was made of the records right after these.
    fn join(&mut self, next: Self);
}

impl<A: Part, B: Part> Part for (A, B) {
    fn join(&mut self, next: Self) {
        self.0.join(next.0);
        self.1.join(next.1);
    }
}

/// Both or neither: what is not wanted of one record is wanted of none.
impl<T: Part> Part for Option<T> {
    fn join(&mut self, next: Self) {
        if let (Some(one), Some(next)) = (self, next) {
            one.join(next);
        }
    }
}

impl<T: Part, const N: usize> Part for [T; N] {
    fn join(&mut self, next: Self) {
        self.iter_mut().zip(next).for_each(|(one, next)| one.join(next));
    }
}

impl<T: Part> Part for Vec<T> {
    fn join(&mut self, next: Self) {
        self.iter_mut().zip(next).for_each(|(one, next)| one.join(next));
    }
}

/// Most sources of a part. Joining parts costs something, and a small corpus has a part for each source, so that no processor is idle.
const MOST_OF_PART: usize = 32;
/// Parts that are made before they are joined: their memory is bounded, and there are enough of them for several processors.
const PARTS: usize = 16;

/// Streams records in source order, one source for each processor in memory at a time.
pub trait Records: Sync {
    /// Every source of the build, by name.
    fn sources(&self) -> &[SourceEntry];

    /// The names by which evidence is coded.
    fn codebook(&self) -> &Codebook;

    /// The record of one source; `None` where it has none (see [`SourceEntry::has_record`]).
    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError>;

    /// Calls `each` for every source that has a record, in order, and stops at the first error.
    fn for_each<E: From<RecordError>>(&self, mut each: impl FnMut(SourceRecord<'_>) -> Result<(), E>) -> Result<(), E>
    where
        Self: Sized,
    {
        for entry in self.sources() {
            if let Some(record) = self.record(entry)? {
                each(record)?;
            }
        }
        Ok(())
    }

    /// What all records of these sources come to. They are looked through in parts, side by side: each part begins as `new` and `see`
    /// adds to it, record after record; then the parts are joined in order, while the next are made. So nothing depends on the number of
    /// threads as long as joining two parts gives what one part of all their records would have been.
    fn fold<P: Part, E: From<RecordError> + Send>(
        &self,
        sources: &[&SourceEntry],
        new: impl Fn() -> P + Sync,
        see: impl Fn(&mut P, SourceRecord<'_>) -> Result<(), E> + Sync,
    ) -> Result<P, E>
    where
        Self: Sized,
    {
        let size = (sources.len() / 256).clamp(1, MOST_OF_PART);
        let part = |some: &[&SourceEntry]| -> Result<P, E> {
            let mut part = new();
            for entry in some {
                if let Some(record) = self.record(entry)? {
                    see(&mut part, record)?;
                }
            }
            Ok(part)
        };
        let make = |some: &[&SourceEntry]| -> Vec<Result<P, E>> { some.par_chunks(size).map(part).collect() };
        let mut rounds = sources.chunks(size * PARTS);
        let mut all = new();
        let mut made = rounds.next().map(make).unwrap_or_default();
        while !made.is_empty() {
            let (joined, next) = rayon::join(
                || made.drain(..).try_for_each(|part| part.map(|part| all.join(part))),
                || rounds.next().map(make).unwrap_or_default(),
            );
            joined?;
            made = next;
        }
        Ok(all)
    }
}
