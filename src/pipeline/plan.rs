//! What a build would do, and why, without doing it.

use super::build::no_source;
use super::maker::{keys, known_empty};
use super::{Context, PipelineError, reviewing};
use crate::model::source::{Source, SourceStatus};
use crate::source::{self, Seen};
use crate::store::{Manifest, Store, StoreError, TagKey};
use crate::tag::Tagger;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a build would do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Read it: it is new, or its bytes, its reader or the settings changed.
    Read,
    /// Tag it again; its text is kept.
    Tag,
    /// Give its record another name.
    Move,
    /// Take it out.
    Remove,
    /// Nothing, for it is not read: a copy, or of a format without a reader.
    Pass,
    /// Nothing: it is as it was.
    Keep,
}

impl Step {
    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Read => "read",
            Step::Tag => "tag",
            Step::Move => "move",
            Step::Remove => "remove",
            Step::Pass => "pass over",
            Step::Keep => "keep",
        }
    }
}

/// A file of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub source: String,
    /// What would be done.
    pub step: Step,
    /// Why.
    pub reason: String,
}

/// Says what [`super::build()`] would do with these paths, file by file, by name. Nothing is written and no paper is read.
///
/// # Errors
///
/// As [`super::build()`].
pub fn plan(paths: &[PathBuf], index: &Path, context: &Context<'_>) -> Result<Vec<Planned>, PipelineError> {
    let settings = context.settings;
    let tagger = Tagger::load(settings.lexicon.as_deref())?;
    let lexicon = reviewing::lexicon(tagger.fingerprint(), &reviewing::read(settings)?);
    let seen = if settings.rehash { Seen::default() } else { Seen::load(&index.join("seen.json")) };
    let found = source::find(paths, &settings.source, &seen, Some(index));
    if found.sources.is_empty() {
        return Err(no_source(paths, &found.problems));
    }
    let (before, why_none) = match Store::open(index) {
        Ok(store) => (Some(store.manifest().clone()), ""),
        Err(StoreError::Missing { .. }) => (None, "there is no index yet"),
        Err(StoreError::Older { .. }) => (None, "the index was written by an older sederunt"),
        Err(StoreError::Corrupt { .. } | StoreError::FullText { .. }) => (None, "the index is damaged"),
        Err(other) => return Err(other.into()),
    };
    let there: BTreeSet<&str> = found.sources.iter().map(|s| s.name.as_str()).collect();
    let known = Known::of(before.as_ref(), &there);
    let copies = source::duplicates(&found.sources);
    let fingerprint = context.fingerprint();
    let mut out = Vec::new();
    for (source, copy) in found.sources.iter().zip(&copies) {
        let planned = |step, reason: &str| Planned { source: source.name.clone(), step, reason: reason.to_owned() };
        if let Some(original) = copy {
            let original = &found.sources[*original].name;
            out.push(planned(Step::Pass, &format!("the same bytes as {original}")));
            continue;
        }
        let Some(key) = keys(source, &fingerprint, &lexicon) else {
            out.push(planned(Step::Pass, "its format has no reader"));
            continue;
        };
        let (step, reason) = known.step(source, &key, why_none, &fingerprint, &tagger);
        out.push(planned(step, &reason));
    }
    let problems: BTreeSet<&str> = found.problems.iter().map(|p| p.name.as_str()).collect();
    for problem in &found.problems {
        out.push(Planned { source: problem.name.clone(), step: Step::Pass, reason: problem.reason.clone() });
    }
    for (name, sha256) in known.names.iter().filter(|(name, _)| !there.contains(**name) && !problems.contains(**name)) {
        let moved = found.sources.iter().find(|source| source.sha256 == *sha256);
        let reason = match moved {
            Some(source) => format!("it is {} now", source.name),
            None => "the file is no longer there".to_owned(),
        };
        out.push(Planned { source: (*name).to_owned(), step: Step::Remove, reason });
    }
    out.sort_by(|a, b| a.source.cmp(&b.source));
    Ok(out)
}

/// What the build before knew.
struct Known<'a> {
    manifest: Option<&'a Manifest>,
    /// Hash of the bytes by name.
    names: BTreeMap<&'a str, &'a str>,
    /// Names by hash.
    hashes: BTreeMap<&'a str, &'a str>,
    structures: BTreeSet<&'a str>,
    tags: BTreeSet<&'a str>,
    /// Files that could not be read or hold no text, by name.
    without: BTreeSet<&'a str>,
    /// Files that are there now, by name.
    there: &'a BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(manifest: Option<&'a Manifest>, there: &'a BTreeSet<&'a str>) -> Known<'a> {
        let sources = || manifest.iter().flat_map(|m| &m.sources).filter(|s| !s.sha256.is_empty());
        let records = || manifest.iter().flat_map(|m| m.records.iter().flatten());
        Known {
            manifest,
            names: sources().map(|s| (s.name.as_str(), s.sha256.as_str())).collect(),
            hashes: sources().map(|s| (s.sha256.as_str(), s.name.as_str())).collect(),
            structures: records().map(|r| r.structure.as_str()).collect(),
            tags: records().map(|r| r.tags.as_str()).collect(),
            without: sources()
                .filter(|s| matches!(s.status, SourceStatus::NoText | SourceStatus::Failed))
                .map(|s| s.name.as_str())
                .collect(),
            there,
        }
    }

    fn step(
        &self,
        source: &Source,
        key: &TagKey,
        why_none: &str,
        fingerprint: &str,
        tagger: &Tagger,
    ) -> (Step, String) {
        let Some(manifest) = self.manifest else { return (Step::Read, why_none.to_owned()) };
        if known_empty(manifest, source, fingerprint, key).is_some() {
            return (Step::Keep, "it has no text".to_owned());
        }
        let is_named = self.names.contains_key(source.name.as_str());
        let elsewhere = self.hashes.get(source.sha256.as_str());
        if self.tags.contains(key.id().as_str()) {
            return match (is_named, elsewhere) {
                (true, _) => (Step::Keep, "nothing has changed".to_owned()),
                (false, Some(name)) if self.there.contains(name) => {
                    (Step::Keep, format!("a copy of {name}, which was read before"))
                }
                (false, Some(name)) => (Step::Move, format!("it was {name}")),
                (false, None) => (Step::Keep, "nothing has changed".to_owned()),
            };
        }
        if self.structures.contains(key.structure.id().as_str()) {
            let reason = match manifest.lexicon == tagger.fingerprint() {
                true => "review.csv has changed, or the program tags otherwise than before",
                false => "the lexicon has changed",
            };
            return (Step::Tag, reason.to_owned());
        }
        let is_same = self.names.get(source.name.as_str()) == Some(&source.sha256.as_str());
        let reason = match (is_named, elsewhere) {
            _ if is_same && self.without.contains(source.name.as_str()) => {
                "it could not be read before, and is tried again"
            }
            (_, Some(_)) if manifest.settings != fingerprint => "the settings of reading have changed",
            (_, Some(_)) => "the program reads it otherwise than before",
            (true, None) => "its bytes have changed",
            (false, None) => "it is new",
        };
        (Step::Read, reason.to_owned())
    }
}
