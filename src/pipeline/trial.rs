//! What an edited lexicon would change: every paper of an index tagged twice, and the difference told.

use super::{PipelineError, reviewing};
use crate::config::Settings;
use crate::model::explanation::ExplainedHit;
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
    /// First passages that would gain or lose it.
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

/// What a passage may have: its place among what is told (0 tags, 1 the stance, 2 claim types), facet and concept.
type Key = (u8, String, String);
/// What a passage has, with how often (a claim type) and the rule of the tag.
type Had = BTreeMap<Key, (u64, Option<String>)>;

/// Tags every paper of an index twice, by the lexicon as it is and with an edited file or folder in its place; what people decided
/// of papers of the same title and date holds for both.
pub fn try_lexicon(store: &Store, settings: &Settings, edited: &Path) -> Result<Trial, PipelineError> {
    let before = Tagger::load(settings.lexicon.as_deref())?;
    let after = if edited.is_dir() {
        Tagger::load(Some(edited))?
    } else {
        Tagger::load_with(settings.lexicon.as_deref(), edited)?
    };
    let review = reviewing::read(settings)?;
    let mut changes: BTreeMap<Key, Shift> = BTreeMap::new();
    let mut passages = 0;
    store.for_each(|record| {
        for paper in record.papers.iter().map(|p| &p.paper) {
            let [old, new] = [&before, &after].map(|tagger| reviewing::tagged(&review, paper, tagger));
            for (at, (old, new)) in old.passages.iter().zip(&new.passages).enumerate() {
                passages += 1;
                let seen = Seen { before: &before, after: &after, source: &record.entry.name, paper, at };
                seen.weigh(&had(old), &had(new), &mut changes);
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    changes.retain(|_, change| change.added + change.removed > 0);
    let concepts =
        changes.into_iter().map(|((_, facet, concept), change)| Shift { facet, concept, ..change }).collect();
    Ok(Trial { passages, concepts })
}

impl Shift {
    /// Counts a passage that has something `was` times before and `is` times after; gives the sign of the change where an example
    /// of it is still wanted.
    fn count(&mut self, was: u64, is: u64) -> Option<char> {
        self.before += was;
        self.after += is;
        self.added += is.saturating_sub(was);
        self.removed += was.saturating_sub(is);
        let sign = if is > was { '+' } else { '-' };
        let is_wanted = was != is && self.found.iter().filter(|example| example.sign == sign).count() < EXAMPLES;
        is_wanted.then_some(sign)
    }
}

/// A passage that two lexicons tag.
struct Seen<'a> {
    before: &'a Tagger,
    after: &'a Tagger,
    source: &'a str,
    paper: &'a Paper,
    at: usize,
}

impl Seen<'_> {
    /// Adds to what changes what the passage had and what it has.
    fn weigh(&self, had: &Had, has: &Had, changes: &mut BTreeMap<Key, Shift>) {
        for key in had.keys().chain(has.keys()).collect::<BTreeSet<_>>() {
            let count = |side: &Had| side.get(key).map_or(0, |(n, _)| *n);
            let change = changes.entry(key.clone()).or_default();
            if let Some(sign) = change.count(count(had), count(has)) {
                let rule = if sign == '+' { has } else { had }.get(key).and_then(|(_, rule)| rule.clone());
                change.found.push(self.example(sign, rule));
            }
        }
    }

    fn example(&self, sign: char, rule: Option<String>) -> Example {
        let passage = &self.paper.passages[self.at];
        Example {
            sign,
            passage_id: passage.id.clone(),
            paper: self.paper.title.clone(),
            place: passage.locator.cite(self.source),
            words: passage.text.chars().take(120).collect(),
            terms: rule.map_or_else(|| self.differing(), |rule| vec![rule]),
        }
    }

    /// The terms that only one of the two lexicons finds in the passage, or that only one of them counts.
    fn differing(&self) -> Vec<String> {
        let hits = |tagger: &Tagger| -> BTreeSet<(u32, String, &str)> {
            let hits = tagger.explain(self.paper, self.at).map(|explanation| explanation.hits).unwrap_or_default();
            let told = |hit: ExplainedHit| {
                (
                    hit.start,
                    format!("{} `{}`", hit.concept, hit.term),
                    if hit.counts { "" } else { ", which does not count" },
                )
            };
            hits.into_iter().map(told).collect()
        };
        let (old, new) = (hits(self.before), hits(self.after));
        let told = |(sign, (_, term, fate)): (char, &(u32, String, &str))| format!("{sign}{term}{fate}");
        let gained = new.difference(&old).map(|term| ('+', term));
        gained.chain(old.difference(&new).map(|term| ('-', term))).take(TERMS).map(told).collect()
    }
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
