//! What the store holds of a source, and the reader that follow, synthesise, render and query stream it through.

use crate::model::codebook::Codebook;
use crate::model::extracted::Diagnostic;
use crate::model::paper::Paper;
use crate::model::source::{PageNote, SourceEntry};
use crate::model::tags::PaperTags;
use serde::{Deserialize, Serialize};

/// What was read from one source before it is tagged: the layer of a record that a changed lexicon leaves alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Structured {
    /// The extractor and its version, such as `pdfboss 2.16.1`.
    pub engine: String,
    /// Pages, where the format has pages.
    pub pages: Option<u32>,
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
#[error("the index record of {source_name} cannot be read ({reason}); run `sederunt build` again")]
pub struct RecordError {
    /// The source's name.
    pub source_name: String,
    /// What is wrong.
    pub reason: String,
}

/// Streams records in source order, one source in memory at a time.
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
}
