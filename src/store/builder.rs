//! The one writer of an index folder, from its lock to its commit.

use crate::model::records::Structured;
use crate::model::source::SourceEntry;
use crate::model::tags::PaperTags;
use crate::store::document::{Copies, documents};
use crate::store::files::{Layer, RecordFiles};
use crate::store::fulltext::FullText;
use crate::store::lock::BuildLock;
use crate::store::manifest::{self, Manifest};
use crate::store::{FORMAT, ManifestInput, RecordRef, SourceInput, StoreError, StructureKey, TagKey, Wording, guarded};
use crate::util::fs;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A build in progress. Workers read and put records through it at the same time; [`Builder::commit`] makes them the index.
/// Dropping it without a commit leaves the index as it was and the records for the next build to reuse.
pub struct Builder {
    dir: PathBuf,
    files: RecordFiles,
    /// The build before this one, where it can be built upon.
    committed: Option<Committed>,
    /// Record files of this build whose bytes may not be on disk yet.
    unsynced: Mutex<Vec<PathBuf>>,
    _lock: BuildLock,
}

struct Committed {
    text: FullText,
    digest: String,
    manifest: Manifest,
    /// Position in the manifest by the name of the record.
    by_record: BTreeMap<String, usize>,
}

/// What a build changed, in records: one a source that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildReport {
    /// Whether the index is another than before. When not, none of its files was written, but the manifest's copy for people where
    /// it was not this one.
    pub changed: bool,
    /// Records that the index did not hold.
    pub added: usize,
    /// Records that it holds no longer.
    pub removed: usize,
    /// Records that it held already.
    pub kept: usize,
    /// Passages that it holds now.
    pub passages: u64,
    /// Digest of its manifest.
    pub digest: String,
    /// Why files that are needed no longer could not be removed, or the manifest's copy for people not be written. The index is
    /// sound without either.
    pub untidy: Option<String>,
}

impl Builder {
    /// Takes the lock of an index folder, which is made where it is not there, and looks at the build before. One that is damaged
    /// or older is not built upon; one that is newer is refused.
    pub fn begin(dir: &Path) -> Result<Builder, StoreError> {
        fs::create_dir_all(&dir.join("records"))?;
        let lock = BuildLock::take(dir)?;
        let committed = match guarded(dir, || Committed::load(dir)) {
            Ok(committed) => committed,
            Err(
                StoreError::Missing { .. }
                | StoreError::Older { .. }
                | StoreError::Corrupt { .. }
                | StoreError::FullText { .. },
            ) => None,
            Err(other) => return Err(other),
        };
        let files = RecordFiles::new(dir);
        Ok(Builder { dir: dir.to_owned(), files, committed, unsynced: Mutex::default(), _lock: lock })
    }

    /// The manifest of the build before, where it is built upon.
    pub fn previous(&self) -> Option<&Manifest> {
        self.committed.as_ref().map(|c| &c.manifest)
    }

    /// The line that the build before had for this record, where both its layers are still there. Their bytes are not read, which
    /// is what makes a build without changes fast; [`Builder::tagged`] reads them.
    pub fn reusable(&self, key: &TagKey) -> Option<&SourceEntry> {
        let committed = self.committed.as_ref()?;
        let position = *committed.by_record.get(&key.id())?;
        let record = committed.manifest.records.get(position)?.as_ref()?;
        self.files.exist(record).then(|| &committed.manifest.sources[position])
    }

    /// The structure layer of a record; `None` where it is not there or damaged, and has to be made again.
    pub fn structured(&self, key: &StructureKey) -> Option<Structured> {
        self.files.read(Layer::Structure, &key.id()).ok()
    }

    /// The wording of a record, made anew where its file is not there or damaged; `None` where the record cannot be read.
    pub fn wording(&self, key: &StructureKey) -> Option<Wording> {
        let known = self.files.read(Layer::Wording, &key.id()).ok();
        known.or_else(|| self.structured(key).map(|structured| Wording::of(&structured)))
    }

    /// Whether these are the records that the build before held, under the same names.
    pub fn holds_just(&self, sources: &[(&str, TagKey)]) -> bool {
        let Some(committed) = &self.committed else { return false };
        let held: BTreeMap<&str, &str> =
            committed.manifest.recorded().map(|(entry, record)| (entry.name.as_str(), record.tags.as_str())).collect();
        held.len() == sources.len()
            && sources.iter().all(|(name, key)| held.get(name).is_some_and(|tags| *tags == key.id()))
    }

    /// Keeps the structure layer of a record.
    pub fn put_structured(&self, key: &StructureKey, value: &Structured) -> Result<(), StoreError> {
        let path = self.files.write(Layer::Structure, &key.id(), value)?;
        // Not waited for: what is lost of it is made again.
        self.files.write(Layer::Wording, &key.id(), &Wording::of(value))?;
        self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        Ok(())
    }

    /// The tags layer of a record; `None` where it is not there or damaged, and has to be made again.
    pub fn tagged(&self, key: &TagKey) -> Option<Vec<PaperTags>> {
        self.files.read(Layer::Tags, &key.id()).ok()
    }

    /// Keeps the tags layer of a record.
    pub fn put_tagged(&self, key: &TagKey, value: &[PaperTags]) -> Result<(), StoreError> {
        let path = self.files.write(Layer::Tags, &key.id(), &value)?;
        self.unsynced.lock().unwrap_or_else(PoisonError::into_inner).push(path);
        Ok(())
    }

    /// Makes this the index: documents of new records are added, those of vanished ones taken out, the rest left as they are. Where
    /// nothing changed nothing is written. Memory is that of one record and the full-text writer's 64 MiB.
    pub fn commit(mut self, input: ManifestInput) -> Result<BuildReport, StoreError> {
        self.sync_records()?;
        let before = self.committed.take();
        let held: BTreeMap<&str, (&str, &RecordRef)> = before
            .iter()
            .flat_map(|c| c.manifest.recorded())
            .map(|(entry, record)| (record.tags.as_str(), (entry.name.as_str(), record)))
            .collect();
        let (mut manifest, added, altered) = self.describe(input, &held)?;
        let now: BTreeSet<&str> = manifest.recorded().map(|(_, record)| record.tags.as_str()).collect();
        let removed: Vec<String> = held.keys().filter(|id| !now.contains(*id)).map(|id| (*id).to_owned()).collect();
        let kept = now.len() - added.len();
        let report = |manifest: &Manifest, changed, digest| {
            let (added, removed, passages) = (added.len(), removed.len(), manifest.passages());
            BuildReport { changed, added, removed, kept, passages, digest, untidy: None }
        };

        if let Some(before) = before.as_ref().filter(|_| added.is_empty() && removed.is_empty()) {
            let (bytes, digest) = manifest.seal()?;
            if before.digest == digest {
                // A build that was killed after its commit may have left an older copy.
                let copy = manifest::copy_path(&self.dir);
                let is_copied = fs::read(&copy).is_ok_and(|copied| copied == bytes);
                let untidy = (!is_copied).then(|| fs::replace(&copy, &bytes).err()).flatten();
                let untidy = untidy.map(|error| error.to_string());
                return Ok(BuildReport { untidy, ..report(&manifest, false, digest) });
            }
        }
        let fresh;
        let text = match &before {
            Some(committed) => &committed.text,
            None => {
                fresh = FullText::create(&self.dir)?;
                &fresh
            }
        };
        let change = text.change()?;
        // A source's name is found by search, and what it is a copy of decides what is counted, so its documents follow both.
        let outdated =
            altered.iter().filter_map(|position| manifest.records[*position].as_ref()).map(|record| &record.tags);
        removed.iter().chain(outdated).for_each(|id| change.remove(id));
        for position in added.iter().chain(&altered) {
            manifest.records[*position] = Some(self.index(text, &change, &manifest, *position)?);
        }
        let (bytes, digest) = manifest.seal()?;
        fs::replace(&manifest::path_of(&self.dir, &digest), &bytes)?;
        let leftover = change.commit(&digest)?;
        // From here on the build is the index, so nothing that fails may say otherwise.
        let tidied = self.tidy(&manifest, &bytes, &digest, before.as_ref());
        let untidy = leftover.or(tidied.err()).map(|error| error.to_string());
        Ok(BuildReport { untidy, ..report(&manifest, true, digest) })
    }

    /// Waits until every record of this build is on disk.
    fn sync_records(&self) -> Result<(), StoreError> {
        let paths = std::mem::take(&mut *self.unsynced.lock().unwrap_or_else(PoisonError::into_inner));
        paths.par_iter().try_for_each(|path| fs::sync(path))?;
        let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
        folders.into_iter().try_for_each(fs::sync_folder)?;
        Ok(())
    }

    /// The manifest of this build, and the positions of the records that are new to the index, whose passages are not counted yet, and
    /// of those under another name or with other near-duplicates.
    fn describe(
        &self,
        mut input: ManifestInput,
        held: &BTreeMap<&str, (&str, &RecordRef)>,
    ) -> Result<(Manifest, Vec<usize>, Vec<usize>), StoreError> {
        input.sources.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        let mut manifest = Manifest {
            format: FORMAT,
            tool: Manifest::tool(),
            settings: input.settings,
            lexicon: input.lexicon,
            inputs: input.inputs,
            codebook: input.codebook,
            sources: Vec::with_capacity(input.sources.len()),
            records: Vec::with_capacity(input.sources.len()),
        };
        let mut seen = BTreeSet::new();
        let (mut added, mut altered) = (Vec::new(), Vec::new());
        let originals = originals(&input.sources);
        for SourceInput { mut entry, key } in input.sources {
            entry.has_record = key.is_some();
            let wrong =
                |reason: &str| StoreError::Record { source_name: entry.name.clone(), reason: reason.to_owned() };
            if manifest.sources.last().is_some_and(|last| last.name == entry.name) {
                return Err(wrong("stands twice among the sources"));
            }
            let record = match key {
                None => None,
                Some(key) => {
                    let original = originals.get(entry.original.as_ref().unwrap_or(&entry.name)).cloned();
                    let mut record = RecordRef { structure: key.structure.id(), tags: key.id(), passages: 0, original };
                    if !seen.insert(record.tags.clone()) {
                        return Err(wrong("is claimed by two sources"));
                    }
                    if !self.files.exist(&record) {
                        return Err(wrong("was never put"));
                    }
                    match held.get(record.tags.as_str()) {
                        Some((name, known)) => {
                            record.passages = known.passages;
                            if *name != entry.name || known.original != record.original {
                                altered.push(manifest.sources.len());
                            }
                        }
                        None => added.push(manifest.sources.len()),
                    }
                    Some(record)
                }
            };
            manifest.sources.push(entry);
            manifest.records.push(record);
        }
        Ok((manifest, added, altered))
    }

    /// Adds the documents of one record and counts them.
    fn index(
        &self,
        text: &FullText,
        change: &crate::store::fulltext::Change<'_>,
        manifest: &Manifest,
        position: usize,
    ) -> Result<RecordRef, StoreError> {
        let wrong = |reason: String| StoreError::Record {
            source_name: manifest.sources[position].name.clone(),
            reason: format!("cannot be indexed: {reason}"),
        };
        let mut record = manifest.records[position].clone().ok_or_else(|| wrong("it has no record".to_owned()))?;
        let mut passages = 0;
        let mut copies = Copies::of(&record);
        for paper in &self.files.read_record(&record).map_err(wrong)? {
            let name = &manifest.sources[position].name;
            for document in documents(&text.fields, &record.tags, name, paper, &mut copies) {
                change.add(document.map_err(wrong)?)?;
                passages += 1;
            }
        }
        record.passages = passages;
        Ok(record)
    }

    /// After the commit: the copy for people, and the removal of what neither this build nor the one before it needs.
    fn tidy(
        &self,
        manifest: &Manifest,
        bytes: &[u8],
        digest: &str,
        before: Option<&Committed>,
    ) -> Result<(), StoreError> {
        fs::replace(&manifest::copy_path(&self.dir), bytes)?;
        let mut keep = vec![manifest::path_of(&self.dir, digest), manifest::copy_path(&self.dir)];
        keep.extend(before.map(|c| manifest::path_of(&self.dir, &c.digest)));
        for path in fs::list(&self.dir)? {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_manifest = name.starts_with("manifest-") && name.ends_with(".json");
            let is_half_written = name.starts_with(".tmp") && fs::size(&path).is_some();
            if (is_manifest || is_half_written) && !keep.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
        let older = before.iter().flat_map(|c| c.manifest.recorded());
        self.files.sweep(manifest.recorded().chain(older).map(|(_, record)| record))
    }
}

/// The names of the tags layers of sources that have near-duplicates, by the names of the sources.
fn originals(sources: &[SourceInput]) -> BTreeMap<String, String> {
    let wanted: BTreeSet<&str> = sources.iter().filter_map(|source| source.entry.original.as_deref()).collect();
    let held = sources.iter().filter(|source| wanted.contains(source.entry.name.as_str()));
    held.filter_map(|source| Some((source.entry.name.clone(), source.key.as_ref()?.id()))).collect()
}

impl Committed {
    /// The newest build, checked against its checksums; `None` where there is none.
    fn load(dir: &Path) -> Result<Option<Committed>, StoreError> {
        let text = FullText::open(dir)?;
        let (Some(digest), searcher) = text.snapshot()? else { return Ok(None) };
        let manifest = Manifest::load(dir, &digest)?;
        if !text.damaged()?.is_empty() || searcher.num_docs() != manifest.passages() {
            return Ok(None);
        }
        let by_record = manifest
            .records
            .iter()
            .enumerate()
            .filter_map(|(position, record)| Some((record.as_ref()?.tags.clone(), position)))
            .collect();
        Ok(Some(Committed { text, digest, manifest, by_record }))
    }
}
