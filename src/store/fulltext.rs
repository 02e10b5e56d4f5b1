//! The full-text index on disk: opening it, changing it, committing it under a manifest's digest.

use crate::store::StoreError;
use crate::store::directory::IndexDirectory;
use crate::store::manifest;
use crate::store::schema::{Fields, analysers};
use crate::util::fs;
use std::path::{Path, PathBuf};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, SegmentMeta, TantivyDocument, TantivyError,
    Term,
};

/// Memory that documents may take before they are written out as a segment. One thread writes, so this is all of it.
const WRITER_MEMORY: usize = 64 << 20;

/// Share of deleted documents above which a segment is rewritten without them. Ranking does not depend on it (see
/// `statistics`), only space and time do.
const DELETED_SHARE: f32 = 0.2;

/// Documents from which on a segment is left as it is. Larger ones search no faster, cannot be searched side by side, and would be
/// written over and over while an index grows.
const LARGE: u32 = 100_000;

/// Bytes of stored passages that are compressed together, and how hard. Neighbours share titles, headings and vocabulary, so larger
/// blocks are smaller on disk, and a hit costs the unpacking of one block, in proportion to its size. Of made-up passages blocks of
/// 32 KiB take 0.48 of their text, those of 64 KiB 0.42 and these 0.37; a higher level saves a hundredth and takes four times as long.
const STORED_BLOCK: usize = 128 << 10;
const STORED_LEVEL: i32 = 9;

/// How often a reader tries again when a build commits while it opens.
const ATTEMPTS: u32 = 10;

/// The full-text index of one index folder.
pub(super) struct FullText {
    dir: PathBuf,
    index: Index,
    pub(super) fields: Fields,
}

impl FullText {
    fn folder(index: &Path) -> PathBuf {
        index.join("tantivy")
    }

    /// Opens what is there.
    pub(super) fn open(index_dir: &Path) -> Result<FullText, StoreError> {
        let dir = FullText::folder(index_dir);
        let meta = dir.join("meta.json");
        if fs::size(&meta).is_none() {
            // The copy of the manifest is written after the first commit.
            return Err(match fs::size(&manifest::copy_path(index_dir)) {
                Some(_) => StoreError::Corrupt { path: meta, reason: "it is not there".to_owned() },
                None => StoreError::Missing { path: index_dir.to_owned() },
            });
        }
        let failed = |error: TantivyError| StoreError::full_text(&dir, &error);
        let directory = IndexDirectory::open(&dir).map_err(|error| failed(error.into()))?;
        let mut index = Index::open(directory).map_err(|error| match error {
            TantivyError::IncompatibleIndex(_) => manifest::other_version(index_dir),
            other => failed(other),
        })?;
        let (schema, fields) = Fields::build();
        if index.schema() != schema {
            return Err(manifest::other_version(index_dir));
        }
        index.set_tokenizers(analysers());
        Ok(FullText { dir, index, fields })
    }

    /// Makes an empty one in place of whatever is there.
    pub(super) fn create(index_dir: &Path) -> Result<FullText, StoreError> {
        let dir = FullText::folder(index_dir);
        fs::remove_dir_all(&dir)?;
        fs::create_dir_all(&dir)?;
        let failed = |error: TantivyError| StoreError::full_text(&dir, &error);
        let directory = IndexDirectory::open(&dir).map_err(|error| failed(error.into()))?;
        let (schema, fields) = Fields::build();
        let settings = IndexSettings {
            docstore_blocksize: STORED_BLOCK,
            docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(STORED_LEVEL) }),
            ..IndexSettings::default()
        };
        let mut index = Index::create(directory, schema, settings).map_err(failed)?;
        index.set_tokenizers(analysers());
        Ok(FullText { dir, index, fields })
    }

    /// The error for something that the index reported.
    pub(super) fn failed(&self, error: &TantivyError) -> StoreError {
        StoreError::full_text(&self.dir, error)
    }

    /// The newest commit: its manifest's digest and a view of its documents, both of the same commit.
    pub(super) fn snapshot(&self) -> Result<(Option<String>, Searcher), StoreError> {
        let failed = |error: TantivyError| self.failed(&error);
        let reader: IndexReader =
            self.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        for _ in 0..ATTEMPTS {
            let metas = self.index.load_metas().map_err(failed)?;
            reader.reload().map_err(failed)?;
            let searcher = reader.searcher();
            let seen = searcher.segment_readers().iter().map(|s| (s.segment_id(), s.num_docs()));
            let mut seen: Vec<_> = seen.collect();
            let mut wanted: Vec<_> = metas.segments.iter().map(|s| (s.id(), s.num_docs())).collect();
            seen.sort();
            wanted.sort();
            let again = self.index.load_metas().map_err(failed)?;
            if seen == wanted && again.payload == metas.payload {
                return Ok((metas.payload, searcher));
            }
        }
        let reason = "builds changed it while it was being opened".to_owned();
        Err(StoreError::FullText { path: self.dir.clone(), reason })
    }

    /// Files whose bytes do not match the checksum they carry.
    pub(super) fn damaged(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut files: Vec<PathBuf> =
            self.index.validate_checksum().map_err(|error| self.failed(&error))?.into_iter().collect();
        files.sort();
        Ok(files.into_iter().map(|file| self.dir.join(file)).collect())
    }

    /// Begins a change.
    pub(super) fn change(&self) -> Result<Change<'_>, StoreError> {
        let writer: IndexWriter =
            self.index.writer_with_num_threads(1, WRITER_MEMORY).map_err(|error| self.failed(&error))?;
        writer.set_merge_policy(Box::new(Merging::new()));
        // A build that was ended between writing a list of deletions and its commit leaves that file behind, and the next one would
        // give its own the same name: what belongs to no commit goes first.
        writer.garbage_collect_files().wait().map_err(|error| self.failed(&error))?;
        Ok(Change { text: self, writer })
    }
}

/// Which segments are joined: small ones as the full-text index does it by itself, large ones only to be rid of deleted documents.
#[derive(Debug)]
struct Merging(LogMergePolicy);

impl Merging {
    fn new() -> Merging {
        let mut small = LogMergePolicy::default();
        small.set_del_docs_ratio_before_merge(DELETED_SHARE);
        small.set_max_docs_before_merge(LARGE as usize);
        Merging(small)
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let is_wasteful = |segment: &&SegmentMeta| {
            segment.num_docs() > LARGE && segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE
        };
        let mut out = self.0.compute_merge_candidates(segments);
        out.extend(segments.iter().filter(is_wasteful).map(|segment| MergeCandidate(vec![segment.id()])));
        out
    }
}

/// A change that is not seen before it is committed, and is undone when it is dropped without that.
pub(super) struct Change<'a> {
    text: &'a FullText,
    writer: IndexWriter,
}

impl Change<'_> {
    /// Takes out every document of a record.
    pub(super) fn remove(&self, record: &str) {
        self.writer.delete_term(Term::from_field_text(self.text.fields.record, record));
    }

    /// Adds a document.
    pub(super) fn add(&self, document: TantivyDocument) -> Result<(), StoreError> {
        self.writer.add_document(document).map_err(|error| self.text.failed(&error))?;
        Ok(())
    }

    /// Makes the change the newest commit, in one step, under the digest of its manifest; then waits for merges to end. What fails
    /// after the commit costs space alone and is given back, not raised.
    pub(super) fn commit(mut self, digest: &str) -> Result<Option<StoreError>, StoreError> {
        let failed = |error: TantivyError| self.text.failed(&error);
        let mut prepared = self.writer.prepare_commit().map_err(failed)?;
        prepared.set_payload(digest);
        prepared.commit().map_err(failed)?;
        let swept = self.writer.garbage_collect_files().wait().map(|_| ());
        let merged = self.writer.wait_merging_threads();
        Ok(swept.and(merged).err().map(failed))
    }
}
