//! The manifest: what one build read, with which settings and lexicon, and what became of every source.

use crate::model::codebook::Codebook;
use crate::model::source::SourceEntry;
use crate::store::{FORMAT, StoreError, TagKey};
use crate::util::fs;
use crate::util::hash::sha256_hex;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What one build read and found. The same sources, settings, lexicon and program give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the index.
    pub format: u32,
    /// The program and its version.
    pub tool: String,
    /// Fingerprint of all settings that decide what a build finds.
    pub settings: String,
    /// Fingerprint of the lexicon.
    pub lexicon: String,
    /// The files and folders that were given, as they were given.
    pub inputs: Vec<String>,
    /// The names by which evidence is coded.
    pub codebook: Codebook,
    /// Every file found, by name.
    pub sources: Vec<SourceEntry>,
    /// The record of each of them, in the same order; `None` where it has none.
    pub records: Vec<Option<RecordRef>>,
}

/// Where the record of a source is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRef {
    /// Name of the structure layer, see [`StructureKey::id`](crate::store::StructureKey::id).
    pub structure: String,
    /// Name of the tags layer, see [`TagKey::id`].
    pub tags: String,
    /// Passages in it: its documents in the full-text index.
    pub passages: u32,
    /// Name of the tags layer of the original, for a source that has near-duplicates and for these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// What the caller of [`Builder::commit`](crate::store::Builder::commit) says of its build.
#[derive(Debug, Clone, Default)]
pub struct ManifestInput {
    /// See [`Manifest::settings`].
    pub settings: String,
    /// See [`Manifest::lexicon`].
    pub lexicon: String,
    /// See [`Manifest::inputs`].
    pub inputs: Vec<String>,
    /// See [`Manifest::codebook`].
    pub codebook: Codebook,
    /// Every file found, in any order.
    pub sources: Vec<SourceInput>,
}

/// One file of a build.
#[derive(Debug, Clone)]
pub struct SourceInput {
    /// Its outcome. Whether it has a record is set by the store.
    pub entry: SourceEntry,
    /// The key of its record, both layers of which have been put; `None` where it has none.
    pub key: Option<TagKey>,
}

/// The part of a manifest that every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

/// What every format tells of the papers.
#[derive(Deserialize)]
struct Inputs {
    inputs: Vec<String>,
}

impl Manifest {
    /// The name of the program in manifests.
    pub(super) fn tool() -> String {
        concat!("sederunt ", env!("CARGO_PKG_VERSION")).to_owned()
    }

    /// The bytes of the manifest's file and their digest, which names it.
    pub(super) fn seal(&self) -> Result<(Vec<u8>, String), StoreError> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| StoreError::Corrupt { path: PathBuf::from("manifest.json"), reason: error.to_string() })?;
        bytes.push(b'\n');
        let digest = sha256_hex(&bytes);
        Ok((bytes, digest))
    }

    /// The manifest with this digest.
    pub(super) fn load(dir: &Path, digest: &str) -> Result<Manifest, StoreError> {
        let path = path_of(dir, digest);
        let corrupt = |reason: String| StoreError::Corrupt { path: path.clone(), reason };
        let bytes = fs::read(&path).map_err(|error| match error.source.kind() {
            std::io::ErrorKind::NotFound => corrupt("it is not there".to_owned()),
            _ => error.into(),
        })?;
        if sha256_hex(&bytes) != digest {
            return Err(corrupt("its bytes do not match the digest in its name".to_owned()));
        }
        Manifest::parse(dir, &path, &bytes)
    }

    /// The files and folders of the last build, from whichever manifest in an index folder still tells them, whatever its format.
    /// Empty where none does.
    pub fn last_inputs(dir: &Path) -> Vec<String> {
        let listed = fs::list(dir).unwrap_or_default();
        let named = |path: &&PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with("manifest") && name.ends_with(".json")
        };
        // The copy for people is of the newest build; its name comes after those of the others.
        let read = listed.iter().rev().filter(named).filter_map(|path| fs::read(path).ok());
        let told = read.filter_map(|bytes| serde_json::from_slice::<Inputs>(&bytes).ok());
        told.map(|told| told.inputs).find(|inputs| !inputs.is_empty()).unwrap_or_default()
    }

    /// A manifest that was kept as a file.
    pub fn read(path: &Path) -> Result<Manifest, StoreError> {
        Manifest::parse(path, path, &fs::read(path)?)
    }

    fn parse(dir: &Path, path: &Path, bytes: &[u8]) -> Result<Manifest, StoreError> {
        let corrupt = |reason: String| StoreError::Corrupt { path: path.to_owned(), reason };
        let head: Head = serde_json::from_slice(bytes).map_err(|error| corrupt(error.to_string()))?;
        match head.format.cmp(&FORMAT) {
            std::cmp::Ordering::Greater => {
                Err(StoreError::Newer { path: dir.to_owned(), found: head.format, wanted: FORMAT })
            }
            std::cmp::Ordering::Less => Err(StoreError::Older { path: dir.to_owned() }),
            std::cmp::Ordering::Equal => {
                let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| corrupt(error.to_string()))?;
                if manifest.records.len() != manifest.sources.len() {
                    return Err(corrupt("it lists fewer or more records than sources".to_owned()));
                }
                Ok(manifest)
            }
        }
    }

    /// The records of the build with their sources, in source order.
    pub(super) fn recorded(&self) -> impl Iterator<Item = (&SourceEntry, &RecordRef)> {
        self.sources.iter().zip(&self.records).filter_map(|(entry, record)| Some((entry, record.as_ref()?)))
    }

    /// Whether this version of the program wrote it.
    pub fn is_of_this_program(&self) -> bool {
        self.tool == Manifest::tool()
    }

    /// Passages in the full-text index.
    pub fn passages(&self) -> u64 {
        self.recorded().map(|(_, record)| u64::from(record.passages)).sum()
    }
}

/// The error for a full-text index that another version wrote: the copy for people says which, in every format.
pub(super) fn other_version(dir: &Path) -> StoreError {
    let head = fs::read(&copy_path(dir)).ok().and_then(|bytes| serde_json::from_slice::<Head>(&bytes).ok());
    match head {
        Some(head) if head.format > FORMAT => {
            StoreError::Newer { path: dir.to_owned(), found: head.format, wanted: FORMAT }
        }
        _ => StoreError::Older { path: dir.to_owned() },
    }
}

/// Where the manifest with this digest is.
pub(super) fn path_of(dir: &Path, digest: &str) -> PathBuf {
    // Half of the digest names the file; all of it is checked.
    dir.join(format!("manifest-{}.json", digest.get(..32).unwrap_or(digest)))
}

/// The copy for people.
pub(super) fn copy_path(dir: &Path) -> PathBuf {
    dir.join("manifest.json")
}
