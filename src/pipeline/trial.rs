//! What an edited lexicon would change: every paper of an index tagged twice, and the difference told.

use super::PipelineError;
use crate::config::Settings;
use crate::model::paper::Paper;
use crate::model::records::Records;
use crate::model::tags::PassageTags;
use crate::store::Store;
use crate::tag::Tagger;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What an edited lexicon would change for one concept, one stance of passages (`stance`) or one claim type of sentences (`claim`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// Facet, `stance` or `claim`.
    pub facet: String,
    /// Concept, stance or claim type.
    pub concept: String,
    /// Passages that have it by the lexicon as it is; sentences, for a claim type.
    pub before: u64,
    /// Those that would have it.
    pub after: u64,
    /// Those that would gain it.
    pub added: u64,
    /// Those that would lose it.
    pub removed: u64,
    /// First passages that would gain (`+`) or lose (`-`) it.
    pub examples: Vec<(char, String)>,
    /// The same passages with their papers and with the terms that make the difference.
    pub found: Vec<Example>,
}

/// A passage that would gain or lose something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// `+` or `-`.
    pub sign: char,
    /// The passage.
    pub passage_id: String,
    /// Title of its paper.
    pub paper: String,
    /// Where it stands, as a citation.
    pub place: String,
    /// Its first words.
    pub words: String,
    /// What makes the difference: the rule of the tag, or the terms that only one of the two lexicons finds or counts there.
    pub terms: Vec<String>,
}

/// What an edited lexicon would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Passages looked through.
    pub passages: u64,
    /// What would change, in the order of facet and concept; stance and claim types last.
    pub concepts: Vec<Shift>,
}

/// Examples of each sign that a trial shows for a concept.
const EXAMPLES: usize = 2;
/// Terms that an example names.
const TERMS: usize = 3;

/// What a passage may have, as order, facet and concept, with how often (a claim type) and the rule of the tag.
type Had = BTreeMap<(u8, String, String), (u64, Option<String>)>;

/// Tags every paper of an index twice, by the lexicon as it is and with an edited file or folder in its place.
pub fn try_lexicon(store: &Store, settings: &Settings, edited: &Path) -> Result<Trial, PipelineError> {
    let before = Tagger::load(settings.lexicon.as_deref())?;
    let after = if edited.is_dir() {
        Tagger::load(Some(edited))?
    } else {
        Tagger::load_with(settings.lexicon.as_deref(), edited)?
    };
    let mut changes: BTreeMap<(u8, String, String), Shift> = BTreeMap::new();
    let mut passages = 0;
    store.for_each(|record| {
        for paper in record.papers.iter().map(|p| &p.paper) {
            let (old, new) = (before.tag(paper), after.tag(paper));
            for (at, (passage, (old, new))) in
                paper.passages.iter().zip(old.passages.iter().zip(&new.passages)).enumerate()
            {
                passages += 1;
                let (had, has) = (had(old), had(new));
                let keys: BTreeSet<_> = had.keys().chain(has.keys()).collect();
                for key in keys {
                    let change = changes.entry(key.clone()).or_default();
                    let count = |side: &Had| side.get(key).map_or(0, |(n, _)| *n);
                    let (was, is) = (count(&had), count(&has));
                    change.before += was;
                    change.after += is;
                    change.added += is.saturating_sub(was);
                    change.removed += was.saturating_sub(is);
                    let sign = if is > was { '+' } else { '-' };
                    if was == is || change.examples.iter().filter(|e| e.0 == sign).count() >= EXAMPLES {
                        continue;
                    }
                    let words: String = passage.text.chars().take(120).collect();
                    let rule = if is > was { &has } else { &had }.get(key).and_then(|(_, rule)| rule.clone());
                    change.examples.push((sign, format!("{} {words}", passage.id)));
                    change.found.push(Example {
                        sign,
                        passage_id: passage.id.clone(),
                        paper: paper.title.clone(),
                        place: passage.locator.cite(&record.entry.name),
                        words,
                        terms: rule.map_or_else(|| differing(&before, &after, paper, at), |rule| vec![rule]),
                    });
                }
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    changes.retain(|_, change| change.added + change.removed > 0);
    let concepts =
        changes.into_iter().map(|((_, facet, concept), change)| Shift { facet, concept, ..change }).collect();
    Ok(Trial { passages, concepts })
}

fn had(tags: &PassageTags) -> Had {
    let mut out = Had::new();
    for mention in &tags.mentions {
        let key = (0, mention.facet.as_str().to_owned(), mention.concept.clone());
        out.entry(key).or_insert_with(|| (1, Some(mention.rule.clone())));
    }
    out.insert((1, "stance".to_owned(), tags.stance.as_str().to_owned()), (1, None));
    for statement in &tags.statements {
        let key = (2, "claim".to_owned(), statement.claim.as_str().to_owned());
        out.entry(key).or_insert((0, None)).0 += 1;
    }
    out
}

/// The terms that only one of two lexicons finds in a passage, or that only one of them counts.
fn differing(before: &Tagger, after: &Tagger, paper: &Paper, at: usize) -> Vec<String> {
    let hits = |tagger: &Tagger| -> BTreeSet<(u32, String, String)> {
        let hits = tagger.explain(paper, at).map(|explanation| explanation.hits).unwrap_or_default();
        let counting = |fate: &str| if fate.starts_with("counts") { "" } else { ", which does not count" }.to_owned();
        hits.into_iter()
            .map(|hit| (hit.start, format!("{} `{}`", hit.concept, hit.term), counting(&hit.fate)))
            .collect()
    };
    let (old, new) = (hits(before), hits(after));
    let only = |these: &BTreeSet<(u32, String, String)>, those: &BTreeSet<(u32, String, String)>, sign: char| {
        these.difference(those).map(|(_, term, fate)| format!("{sign}{term}{fate}")).collect::<Vec<_>>()
    };
    let mut out = only(&new, &old, '+');
    out.extend(only(&old, &new, '-'));
    out.truncate(TERMS);
    out
}
