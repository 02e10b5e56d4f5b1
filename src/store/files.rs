//! The record files: where they are, reading and writing them, and sweeping up those that no manifest needs.

use crate::model::records::{Structured, TaggedPaper};
use crate::model::tags::PaperTags;
use crate::store::{RecordRef, StoreError, envelope};
use crate::util::fs;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A layer of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Structure,
    Tags,
    /// See [`Wording`](super::Wording); made of the structure layer and kept beside it under the same name.
    Wording,
}

impl Layer {
    fn as_str(self) -> &'static str {
        match self {
            Layer::Structure => "structure",
            Layer::Tags => "tags",
            Layer::Wording => "wording",
        }
    }
}

/// The folder of the record files of an index.
#[derive(Debug, Clone)]
pub(super) struct RecordFiles {
    dir: PathBuf,
}

impl RecordFiles {
    pub(super) fn new(index: &Path) -> RecordFiles {
        RecordFiles { dir: index.join("records") }
    }

    /// Where a layer is: in one of 256 folders, so that no folder grows too long to list.
    pub(super) fn path(&self, layer: Layer, id: &str) -> PathBuf {
        self.dir.join(id.get(..2).unwrap_or("00")).join(format!("{id}.{}", layer.as_str()))
    }

    /// Whether both layers are there, their content not looked at.
    pub(super) fn exist(&self, record: &RecordRef) -> bool {
        fs::size(&self.path(Layer::Structure, &record.structure)).is_some()
            && fs::size(&self.path(Layer::Tags, &record.tags)).is_some()
    }

    /// Writes a layer and gives its path; its bytes may not be on disk yet.
    pub(super) fn write<T: Serialize>(&self, layer: Layer, id: &str, value: &T) -> Result<PathBuf, StoreError> {
        let path = self.path(layer, id);
        let bytes = envelope::seal(layer.as_str(), value)
            .map_err(|reason| StoreError::Corrupt { path: path.clone(), reason })?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::replace_unsynced(&path, &bytes)?;
        Ok(path)
    }

    /// Reads a layer, or says what is wrong with it.
    pub(super) fn read<T: DeserializeOwned>(&self, layer: Layer, id: &str) -> Result<T, String> {
        let path = self.path(layer, id);
        let bytes = fs::read(&path).map_err(|error| error.to_string())?;
        envelope::unseal(layer.as_str(), &bytes).map_err(|reason| format!("{}: {reason}", path.display()))
    }

    /// The files of a record's two layers that do not hold what was written, each with what is wrong.
    pub(super) fn damaged(&self, record: &RecordRef) -> Vec<(PathBuf, String)> {
        let structured: Result<Structured, String> = self.read(Layer::Structure, &record.structure);
        let tags: Result<Vec<PaperTags>, String> = self.read(Layer::Tags, &record.tags);
        let at = |layer, id: &str| self.path(layer, id);
        match (structured, tags) {
            (Ok(structured), Ok(tags)) => {
                let wrong = join(structured, tags).err();
                wrong.map(|reason| (at(Layer::Tags, &record.tags), reason)).into_iter().collect()
            }
            (structured, tags) => {
                let structure = structured.err().map(|reason| (at(Layer::Structure, &record.structure), reason));
                structure.into_iter().chain(tags.err().map(|reason| (at(Layer::Tags, &record.tags), reason))).collect()
            }
        }
    }

    /// Reads both layers and joins them.
    pub(super) fn read_record(&self, record: &RecordRef) -> Result<Vec<TaggedPaper>, String> {
        let structured: Structured = self.read(Layer::Structure, &record.structure)?;
        let tags: Vec<PaperTags> = self.read(Layer::Tags, &record.tags)?;
        join(structured, tags)
    }

    /// Removes the record files that are not among these, and what a killed build left half written.
    pub(super) fn sweep<'a>(&self, keep: impl Iterator<Item = &'a RecordRef>) -> Result<(), StoreError> {
        let mut needed = BTreeSet::new();
        for record in keep {
            needed.insert(self.path(Layer::Structure, &record.structure));
            needed.insert(self.path(Layer::Wording, &record.structure));
            needed.insert(self.path(Layer::Tags, &record.tags));
        }
        for folder in fs::list(&self.dir)? {
            let is_ours = folder.file_name().and_then(OsStr::to_str).is_some_and(|name| name.len() == 2);
            if !is_ours || fs::size(&folder).is_some() {
                continue;
            }
            for path in fs::list(&folder)? {
                if !needed.contains(&path) {
                    fs::remove_file(&path)?;
                }
            }
        }
        Ok(())
    }
}

/// The papers with their tags, where the two layers fit each other.
fn join(structured: Structured, tags: Vec<PaperTags>) -> Result<Vec<TaggedPaper>, String> {
    let fits = structured.papers.len() == tags.len()
        && structured.papers.iter().zip(&tags).all(|(paper, tags)| paper.passages.len() == tags.passages.len());
    if !fits {
        return Err("its papers and its tags do not fit each other".to_owned());
    }
    Ok(structured.papers.into_iter().zip(tags).map(|(paper, tags)| TaggedPaper { paper, tags }).collect())
}
