//! Records held in memory, for callers that have no index: tests, and programs that use the library on a few papers.

use crate::model::codebook::Codebook;
use crate::model::records::{RecordError, Records, SourceRecord, TaggedPaper};
use crate::model::source::SourceEntry;
use std::collections::BTreeMap;

/// Sources with their papers, kept in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct MemoryRecords {
    entries: Vec<SourceEntry>,
    codebook: Codebook,
    papers: BTreeMap<String, Vec<TaggedPaper>>,
}

impl MemoryRecords {
    /// No sources yet.
    pub fn new(codebook: Codebook) -> MemoryRecords {
        MemoryRecords { codebook, ..MemoryRecords::default() }
    }

    /// Adds a source; one of the same name is replaced. Its papers are kept where [`SourceEntry::has_record`] says so.
    pub fn insert(&mut self, entry: SourceEntry, papers: Vec<TaggedPaper>) {
        if entry.has_record {
            self.papers.insert(entry.name.clone(), papers);
        } else {
            self.papers.remove(&entry.name);
        }
        match self.entries.binary_search_by(|e| e.name.cmp(&entry.name)) {
            Ok(at) => self.entries[at] = entry,
            Err(at) => self.entries.insert(at, entry),
        }
    }
}

impl Records for MemoryRecords {
    fn sources(&self) -> &[SourceEntry] {
        &self.entries
    }

    fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError> {
        Ok(self.papers.get(&entry.name).map(|papers| SourceRecord { entry, papers: papers.clone() }))
    }
}
