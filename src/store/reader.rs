//! An opened index: a read-only view of one build that stays the same whatever later builds do.

use crate::model::codebook::Codebook;
use crate::model::records::{RecordError, Records, SourceRecord, TaggedPaper};
use crate::model::source::SourceEntry;
use crate::store::files::RecordFiles;
use crate::store::fulltext::FullText;
use crate::store::manifest::{self, Manifest};
use crate::store::schema::{Fields, id_number};
use crate::store::statistics::{Lengths, LiveStatistics};
use crate::store::{RecordRef, StoreError, StoredPassage, guarded};
use crate::util::fs;
use crate::util::hash::sha256_hex;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tantivy::collector::Collector;
use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query};
use tantivy::schema::{Field, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Executor, Searcher, TantivyDocument, TantivyError, Term};

/// One build of an index, opened for reading. Any number of readers and one builder may be at work at once; each reader goes on
/// seeing the build it opened, as long as no more than one build is committed meanwhile.
pub struct Store {
    dir: PathBuf,
    files: RecordFiles,
    text: FullText,
    searcher: Searcher,
    manifest: Manifest,
    digest: String,
    /// For each segment, the source of each record by the record's position in the segment's dictionary.
    sources: OnceLock<Vec<Arc<[u32]>>>,
    lengths: Lengths,
    executor: OnceLock<Executor>,
}

/// Passages from which on a search is worth more than one thread.
const SIDE_BY_SIDE: u64 = 50_000;

impl Store {
    /// Opens the newest build in an index folder.
    pub fn open(dir: &Path) -> Result<Store, StoreError> {
        guarded(dir, || Store::open_unguarded(dir))
    }

    fn open_unguarded(dir: &Path) -> Result<Store, StoreError> {
        let text = FullText::open(dir)?;
        // A build that commits between the reading of the full-text index and of its manifest can remove the manifest only when a
        // second one follows, so one more attempt is ample.
        let (digest, searcher, manifest) = match Store::view(dir, &text) {
            Err(StoreError::Corrupt { .. }) => Store::view(dir, &text)?,
            other => other?,
        };
        if searcher.num_docs() != manifest.passages() {
            let (found, wanted) = (searcher.num_docs(), manifest.passages());
            let reason = format!("it holds {found} passages and its manifest says {wanted}");
            return Err(StoreError::Corrupt { path: dir.join("tantivy"), reason });
        }
        Ok(Store {
            dir: dir.to_owned(),
            files: RecordFiles::new(dir),
            text,
            searcher,
            manifest,
            digest,
            sources: OnceLock::new(),
            lengths: Lengths::default(),
            executor: OnceLock::new(),
        })
    }

    fn view(dir: &Path, text: &FullText) -> Result<(String, Searcher, Manifest), StoreError> {
        let (digest, searcher) = text.snapshot()?;
        // Without a payload the first build was ended before its commit.
        let digest = digest.ok_or_else(|| StoreError::Missing { path: dir.to_owned() })?;
        let manifest = Manifest::load(dir, &digest)?;
        Ok((digest, searcher, manifest))
    }

    /// What the build read and found.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The build before this one, where its manifest is still there.
    pub fn earlier(&self) -> Result<Option<Manifest>, StoreError> {
        let own = manifest::path_of(&self.dir, &self.digest);
        for path in fs::list(&self.dir)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.starts_with("manifest-") && name.ends_with(".json") && path != own {
                return Manifest::read(&path).map(Some);
            }
        }
        Ok(None)
    }

    /// The papers of a record of this build or an earlier one, with their tags; `None` where it is no longer kept.
    pub fn kept(&self, record: &RecordRef) -> Option<Vec<TaggedPaper>> {
        self.files.read_record(record).ok()
    }

    /// Digest of the manifest: two builds of the same sources by the same program, settings and lexicon have the same.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The index folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Reads every byte of the index and names each file that does not hold what was written.
    pub fn check(&self) -> Result<Vec<StoreError>, StoreError> {
        let damaged = |path, reason: &str| StoreError::Corrupt { path, reason: reason.to_owned() };
        let mut found: Vec<StoreError> = self
            .text
            .damaged()?
            .into_iter()
            .map(|path| damaged(path, "its bytes do not match their checksum"))
            .collect();
        for (entry, record) in self.manifest.recorded() {
            for (path, reason) in self.files.damaged(record) {
                found.push(damaged(path, &format!("record of {}: {}", entry.name, brief(&reason))));
            }
        }
        let copy = manifest::copy_path(&self.dir);
        if !fs::read(&copy).is_ok_and(|bytes| sha256_hex(&bytes) == self.digest) {
            found.push(damaged(
                copy,
                "it is not a copy of the newest build's manifest; no other file is harmed by that",
            ));
        }
        Ok(found)
    }

    /// A passage by its id, with its source.
    pub fn passage(&self, id: &str) -> Result<Option<(&SourceEntry, StoredPassage)>, StoreError> {
        guarded(&self.dir, || self.find(id))
    }

    fn find(&self, id: &str) -> Result<Option<(&SourceEntry, StoredPassage)>, StoreError> {
        let Some((address, passage)) = self.stored_as(id)? else { return Ok(None) };
        Ok(self.source_of(address)?.map(|source| (source, passage)))
    }

    /// A passage by its id, with where it is.
    pub(crate) fn stored_as(&self, id: &str) -> Result<Option<(DocAddress, StoredPassage)>, StoreError> {
        for address in self.addresses(id).map_err(|error| self.failed(&error))? {
            let passage = self.stored(address)?;
            if passage.id == id {
                return Ok(Some((address, passage)));
            }
        }
        Ok(None)
    }

    /// The number of the words that a passage shares with near-duplicates, where it can share them.
    pub(crate) fn copies(&self, address: DocAddress) -> Result<Option<u64>, StoreError> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let column = segment.fast_fields().column_opt::<u64>("copies").map_err(|error| self.failed(&error))?;
        Ok(column.and_then(|column| column.first(address.doc_id)))
    }

    /// Where passages with this id can be: its number is looked for in a column, which costs 5 ms at two million passages and
    /// saves an index of numbers that would be a tenth of all files.
    fn addresses(&self, id: &str) -> Result<Vec<DocAddress>, TantivyError> {
        let wanted = id_number(id);
        let mut out = Vec::new();
        for (at, segment) in (0..).zip(self.searcher.segment_readers()) {
            let column = segment.fast_fields().u64("passage")?;
            let found = segment.doc_ids_alive().filter(|doc| column.first(*doc) == Some(wanted));
            out.extend(found.map(|doc| DocAddress::new(at, doc)));
        }
        Ok(out)
    }

    /// Every value that a field of names has in a passage that is alive, sorted; `name` is the field's.
    pub(crate) fn values(&self, name: &str, field: Field) -> Result<Vec<String>, StoreError> {
        let look = || -> Result<BTreeSet<String>, TantivyError> {
            let mut out = BTreeSet::new();
            for segment in self.searcher.segment_readers() {
                let Some(column) = segment.fast_fields().str(name)? else { continue };
                let mut value = String::new();
                for ordinal in 0..column.num_terms() as u64 {
                    value.clear();
                    column.ord_to_str(ordinal, &mut value)?;
                    out.insert(value.clone());
                }
            }
            // What deleted passages alone have stays in the dictionary until a merge drops it.
            let statistics = self.statistics();
            let mut alive = BTreeSet::new();
            for value in out {
                if statistics.doc_freq(&Term::from_field_text(field, &value))? > 0 {
                    alive.insert(value);
                }
            }
            Ok(alive)
        };
        Ok(look().map_err(|error| self.failed(&error))?.into_iter().collect())
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.text.fields
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Collects what a query finds; segments of a large index are searched side by side.
    pub(crate) fn collect<C: Collector>(&self, query: &dyn Query, collector: &C) -> Result<C::Fruit, StoreError> {
        let look = || -> Result<C::Fruit, TantivyError> {
            let statistics = self.statistics();
            let scoring = match collector.requires_scoring() {
                true => EnableScoring::enabled_from_statistics_provider(&statistics, &self.searcher),
                false => EnableScoring::disabled_from_searcher(&self.searcher),
            };
            self.searcher.search_with_executor(query, collector, self.executor()?, scoring)
        };
        look().map_err(|error| self.failed(&error))
    }

    fn executor(&self) -> Result<&Executor, TantivyError> {
        if let Some(known) = self.executor.get() {
            return Ok(known);
        }
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let is_large = self.searcher.num_docs() >= SIDE_BY_SIDE && self.searcher.segment_readers().len() > 1;
        let made = match is_large && threads > 1 {
            true => Executor::multi_thread(threads, "search-")?,
            false => Executor::single_thread(),
        };
        Ok(self.executor.get_or_init(|| made))
    }

    pub(crate) fn statistics(&self) -> LiveStatistics<'_> {
        LiveStatistics { searcher: &self.searcher, lengths: &self.lengths }
    }

    /// The error for something that the full-text index reported.
    pub(crate) fn failed(&self, error: &TantivyError) -> StoreError {
        self.text.failed(error)
    }

    /// An analyser by its name.
    pub(crate) fn analyser(&self, name: &str) -> Result<TextAnalyzer, StoreError> {
        let reason = || format!("it has no analyser {name}");
        self.searcher
            .index()
            .tokenizers()
            .get(name)
            .ok_or_else(|| StoreError::FullText { path: self.dir.clone(), reason: reason() })
    }

    /// What is kept of a passage.
    pub(crate) fn stored(&self, address: DocAddress) -> Result<StoredPassage, StoreError> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(|error| self.failed(&error))?;
        let corrupt = |reason: String| StoreError::Corrupt { path: self.dir.join("tantivy"), reason };
        let bytes = document.get_first(self.fields().stored).and_then(|value| value.as_bytes());
        let bytes = bytes.ok_or_else(|| corrupt("a passage has no text".to_owned()))?;
        let segment = self.searcher.segment_reader(address.segment_ord);
        let column = segment.fast_fields().u64("passage").map_err(|error| self.failed(&error))?;
        let number = column.first(address.doc_id).ok_or_else(|| corrupt("a passage has no id".to_owned()))?;
        StoredPassage::read(bytes, number).map_err(|error| corrupt(format!("a passage cannot be read: {error}")))
    }

    /// What is kept of these passages, which stand in the order of the index: neighbours are unpacked once.
    pub(crate) fn stored_all(&self, addresses: &[DocAddress]) -> Result<Vec<StoredPassage>, StoreError> {
        let each = addresses.len().div_ceil(rayon::current_num_threads()).max(1);
        let parts = addresses.par_chunks(each).map(|part| part.iter().map(|address| self.stored(*address)).collect());
        let parts: Result<Vec<Vec<StoredPassage>>, StoreError> = parts.collect();
        Ok(parts?.into_iter().flatten().collect())
    }

    /// Position of the source of each record in the order of sources, by segment and by the record's position in the segment's
    /// dictionary.
    pub(crate) fn source_positions(&self) -> Result<&[Arc<[u32]>], StoreError> {
        if let Some(known) = self.sources.get() {
            return Ok(known);
        }
        let made = self.map_sources().map_err(|error| self.failed(&error))?;
        Ok(self.sources.get_or_init(|| made))
    }

    fn map_sources(&self) -> Result<Vec<Arc<[u32]>>, TantivyError> {
        let positions: BTreeMap<&str, u32> = (0..)
            .zip(&self.manifest.records)
            .filter_map(|(position, record)| Some((record.as_ref()?.tags.as_str(), position)))
            .collect();
        let mut all = Vec::new();
        for segment in self.searcher.segment_readers() {
            let mut of_segment = Vec::new();
            if let Some(column) = segment.fast_fields().str("record")? {
                let mut name = String::new();
                for ordinal in 0..column.num_terms() as u64 {
                    name.clear();
                    column.ord_to_str(ordinal, &mut name)?;
                    // A record of deleted passages alone has no source any more.
                    of_segment.push(positions.get(name.as_str()).copied().unwrap_or(u32::MAX));
                }
            }
            all.push(of_segment.into());
        }
        Ok(all)
    }

    /// The source of a passage.
    pub(crate) fn source_of(&self, address: DocAddress) -> Result<Option<&SourceEntry>, StoreError> {
        let positions = self.source_positions()?;
        let segment = self.searcher.segment_reader(address.segment_ord);
        let column = segment.fast_fields().str("record").map_err(|error| self.failed(&error))?;
        let ordinal = column.and_then(|column| column.ords().first(address.doc_id));
        let position =
            ordinal.and_then(|ordinal| positions.get(address.segment_ord as usize)?.get(ordinal as usize)).copied();
        Ok(position.and_then(|position| self.manifest.sources.get(position as usize)))
    }
}

/// What is wrong with a record, without the path that stands before it anyway.
fn brief(reason: &str) -> &str {
    reason.split_once(": ").map_or(reason, |(_, rest)| rest)
}

impl Records for Store {
    fn sources(&self) -> &[SourceEntry] {
        &self.manifest.sources
    }

    fn codebook(&self) -> &Codebook {
        &self.manifest.codebook
    }

    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError> {
        let position = self.manifest.sources.binary_search_by(|source| source.name.cmp(&entry.name));
        let record = position.ok().and_then(|position| self.manifest.records[position].as_ref());
        let Some(record) = record else { return Ok(None) };
        match self.files.read_record(record) {
            Ok(papers) => Ok(Some(SourceRecord { entry, papers })),
            Err(reason) => Err(RecordError { source_name: entry.name.clone(), reason }),
        }
    }
}
