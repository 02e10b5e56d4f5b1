//! What a build brought: sources, passages, themes and areas that came and went, and new hits of the searches that are kept.

use super::PipelineError;
use crate::config::Settings;
use crate::model::codebook::{Codebook, Facet};
use crate::model::records::{Records, TaggedPaper};
use crate::query::{Hit, Matching, Request, Search};
use crate::store::{Manifest, RecordRef, Store};
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What changed between two builds.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Names of sources that were not there.
    pub new: Vec<String>,
    /// Names of sources whose text is another.
    pub changed: Vec<String>,
    /// Names of sources whose text was kept and tagged anew.
    pub retagged: Vec<String>,
    /// Names of sources that are no longer there.
    pub vanished: Vec<String>,
    /// Sources with the same bytes under another name: the old and the new one.
    pub moved: Vec<(String, String)>,
    /// Papers that came and went, by source and title.
    pub papers: Papers,
    /// Passages that were not there.
    pub new_passages: u64,
    /// Passages that are no longer there.
    pub vanished_passages: u64,
    /// Themes whose passages changed, in the codebook's order.
    pub themes: Vec<Shift>,
    /// Areas whose passages changed, by name.
    pub areas: Vec<Shift>,
    /// Challenges whose passages changed, in the codebook's order.
    pub challenges: Vec<Shift>,
    /// Strengths whose passages changed, in the codebook's order.
    pub strengths: Vec<Shift>,
    /// New hits of each saved search.
    pub searches: Vec<NewHits>,
    /// Sources whose earlier record is no longer kept, so that all of their passages count as new.
    pub unknown: Vec<String>,
}

/// Papers that came and went: the source's name and the title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// Those that were not there.
    pub new: Vec<(String, String)>,
    /// Those that are no longer there.
    pub vanished: Vec<(String, String)>,
}

/// How the passages with a theme or on an area changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its label.
    pub label: String,
    /// Passages that have it and did not before.
    pub came: u64,
    /// Passages that had it and no longer do.
    pub went: u64,
}

/// Hits of a saved search that were not there before.
#[derive(Debug, Clone)]
pub struct NewHits {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
    /// The hits, best first.
    pub hits: Vec<Hit>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_none(&self) -> bool {
        self.new.is_empty()
            && self.changed.is_empty()
            && self.retagged.is_empty()
            && self.vanished.is_empty()
            && self.moved.is_empty()
    }
}

/// A passage by what stands in it: the folded text and which of several with the same words it is.
type Key = (String, u32);

/// A source as far as changes go.
#[derive(Default)]
struct Content {
    passages: BTreeSet<Key>,
    titles: BTreeMap<String, u32>,
    coded: BTreeSet<(Facet, String, Key)>,
}

impl Content {
    fn of(papers: &[TaggedPaper]) -> Content {
        let mut out = Content::default();
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for TaggedPaper { paper, tags } in papers {
            *out.titles.entry(paper.title.clone()).or_default() += 1;
            for (passage, tags) in paper.passages.iter().zip(&tags.passages) {
                let text = fold(&passage.text);
                let time = times.entry(text.clone()).or_default();
                *time += 1;
                let key = (text, *time);
                for mention in tags.mentions.iter().filter(|m| m.facet != Facet::Organisation) {
                    let id = mention.code.as_ref().unwrap_or(&mention.concept);
                    out.coded.insert((mention.facet, id.clone(), key.clone()));
                }
                out.passages.insert(key);
            }
        }
        out
    }
}

/// What changed from an earlier build to the one in `store`.
///
/// # Errors
///
/// Where a saved search cannot be made, or the index cannot be read.
pub fn changes(store: &Store, earlier: &Manifest, settings: &Settings) -> Result<Changes, PipelineError> {
    let now = store.manifest();
    let (held, holds) = (by_name(earlier), by_name(now));
    let mut out = Changes::default();
    let mut shifts: BTreeMap<(Facet, String), (u64, u64)> = BTreeMap::new();
    let mut fresh: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let went: BTreeSet<&str> = held.keys().filter(|name| !holds.contains_key(**name)).copied().collect();
    let mut moved_from = BTreeSet::new();
    let hashes: BTreeMap<&str, &str> = now.sources.iter().map(|s| (s.name.as_str(), s.sha256.as_str())).collect();
    let known: BTreeSet<&str> = earlier.sources.iter().map(|source| source.name.as_str()).collect();
    let was = earlier.sources.iter().filter(|s| went.contains(s.name.as_str()));
    let went_by_hash: BTreeMap<&str, &str> = was.map(|s| (s.sha256.as_str(), s.name.as_str())).collect();
    for (name, record) in &holds {
        let before = match held.get(name) {
            Some(before) if before.tags == record.tags => continue,
            Some(before) => Some(*before),
            None => {
                let old = hashes.get(name).and_then(|sha256| went_by_hash.get(sha256)).copied();
                match old.filter(|old| !moved_from.contains(old)) {
                    Some(old) => {
                        moved_from.insert(old);
                        // Of files with the same bytes the first by name has the record, so that it goes from one to the other
                        // where a copy comes or goes.
                        match (known.contains(name), hashes.contains_key(old)) {
                            (false, false) => out.moved.push((old.to_owned(), (*name).to_owned())),
                            (false, true) => out.new.push((*name).to_owned()),
                            (true, false) => out.vanished.push(old.to_owned()),
                            (true, true) => {}
                        }
                        match held[old].tags == record.tags {
                            true => continue,
                            false => Some(held[old]),
                        }
                    }
                    None => None,
                }
            }
        };
        let content = store.kept(record).map(|papers| Content::of(&papers)).unwrap_or_default();
        let old = match before {
            Some(before) => {
                match before.structure == record.structure {
                    true => out.retagged.push((*name).to_owned()),
                    false => out.changed.push((*name).to_owned()),
                }
                let kept = store.kept(before);
                if kept.is_none() {
                    out.unknown.push((*name).to_owned());
                }
                kept.map(|papers| Content::of(&papers)).unwrap_or_default()
            }
            None => {
                out.new.push((*name).to_owned());
                Content::default()
            }
        };
        let came = tally(&mut out, &mut shifts, name, &old, &content);
        fresh.insert((*name).to_owned(), came);
    }
    for name in went.into_iter().filter(|name| !moved_from.contains(*name)) {
        out.vanished.push(name.to_owned());
        match store.kept(held[name]) {
            Some(papers) => {
                tally(&mut out, &mut shifts, name, &Content::of(&papers), &Content::default());
            }
            None => out.unknown.push(name.to_owned()),
        }
    }
    // A file without text comes and goes as any other.
    let textless = |manifest: &Manifest, other: &Manifest| -> Vec<String> {
        let known: BTreeSet<&str> = other.sources.iter().map(|source| source.name.as_str()).collect();
        let without = manifest.sources.iter().zip(&manifest.records).filter(|(_, record)| record.is_none());
        without.map(|(source, _)| source.name.clone()).filter(|name| !known.contains(name.as_str())).collect()
    };
    let moved: BTreeSet<String> = out.moved.iter().flat_map(|(old, new)| [old.clone(), new.clone()]).collect();
    out.new.extend(textless(now, earlier).into_iter().filter(|name| !moved.contains(name)));
    out.vanished.extend(textless(earlier, now).into_iter().filter(|name| !moved.contains(name)));
    out.new.sort();
    out.vanished.sort();
    let of = |facet| labelled(store.codebook(), facet, &shifts);
    (out.themes, out.areas) = (of(Facet::Theme), of(Facet::Place));
    (out.challenges, out.strengths) = (of(Facet::Challenge), of(Facet::Strength));
    for saved in &settings.search {
        // Alerts tell of what the query says; near misses are for a person who looks.
        let request = Request { matching: Matching::All, limit: None, ..Request::of(saved)? };
        let mut hits = Vec::new();
        for hit in Search::new(store, &request)? {
            let hit = hit?;
            let text = fold(&hit.passage.text);
            // Words that a near-duplicate had before are not new.
            let sources = std::iter::once(&hit.source).chain(hit.also.iter().map(|copy| &copy.source));
            if sources.into_iter().all(|source| fresh.get(source).is_some_and(|texts| texts.contains(&text))) {
                hits.push(hit);
            }
        }
        out.searches.push(NewHits { name: saved.name.clone(), query: saved.query.clone(), hits });
    }
    Ok(out)
}

fn by_name(manifest: &Manifest) -> BTreeMap<&str, &RecordRef> {
    let pairs = manifest.sources.iter().zip(&manifest.records);
    pairs.filter_map(|(source, record)| Some((source.name.as_str(), record.as_ref()?))).collect()
}

/// Counts what came and went in one source, and gives the texts of the passages that came.
fn tally(
    out: &mut Changes,
    shifts: &mut BTreeMap<(Facet, String), (u64, u64)>,
    name: &str,
    old: &Content,
    new: &Content,
) -> BTreeSet<String> {
    let more = |a: &Content, b: &Content| -> Vec<(String, String)> {
        let gone = a.titles.iter().filter(|(title, n)| b.titles.get(*title).copied().unwrap_or(0) < **n);
        gone.map(|(title, _)| (name.to_owned(), title.clone())).collect()
    };
    out.papers.new.extend(more(new, old));
    out.papers.vanished.extend(more(old, new));
    out.vanished_passages += old.passages.difference(&new.passages).count() as u64;
    for (facet, id, _) in new.coded.difference(&old.coded) {
        shifts.entry((*facet, id.clone())).or_default().0 += 1;
    }
    for (facet, id, _) in old.coded.difference(&new.coded) {
        shifts.entry((*facet, id.clone())).or_default().1 += 1;
    }
    let came: Vec<&Key> = new.passages.difference(&old.passages).collect();
    out.new_passages += came.len() as u64;
    came.into_iter().map(|(text, _)| text.clone()).collect()
}

/// The shifts of a facet: areas by name, the others in the codebook's order.
fn labelled(codebook: &Codebook, facet: Facet, shifts: &BTreeMap<(Facet, String), (u64, u64)>) -> Vec<Shift> {
    let shift = |id: &str, label: &str| {
        let (came, went) = shifts.get(&(facet, id.to_owned())).copied()?;
        Some(Shift { label: label.to_owned(), came, went })
    };
    if facet == Facet::Place {
        let mut areas: Vec<Shift> = codebook.areas.iter().filter_map(|a| shift(&a.code, &a.name)).collect();
        areas.sort_by(|a, b| a.label.cmp(&b.label));
        return areas;
    }
    codebook.facet(facet).filter_map(|c| shift(&c.id, &c.label)).collect()
}
