//! The passages that the rows of a coded table name, with what the tagger gave them.

use super::coded::{COLUMNS, Coding, Row};
use super::{PipelineError, reviewing};
use crate::config::Settings;
use crate::model::codebook::{Codebook, Facet};
use crate::model::paper::Passage;
use crate::model::records::Records;
use crate::model::tags::{PassageTags, Scope};
use crate::store::Store;
use crate::tag::Tagger;
use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A coded passage with what the tagger gave it.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) text: String,
    pub(super) tags: BTreeMap<&'static str, BTreeSet<String>>,
    pub(super) stance: String,
    pub(super) codings: Vec<Coding>,
}

/// The rows of a table with their passages.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// The coded passages that the index holds, in its order.
    pub(super) items: Vec<Item>,
    /// How many passages the table names.
    pub(super) wanted: usize,
    /// The rows that are not measured, and why.
    pub(super) not_found: Vec<String>,
    /// The rows whose words fit several passages.
    pub(super) unclear: Vec<String>,
}

/// How a row fared.
#[derive(Debug, Clone, Default)]
struct Fate {
    found: bool,
    /// Passages that it may name.
    fits: usize,
    /// The first of them.
    first: String,
}

/// Finds the passages of rows.
pub(super) fn matched(
    store: &Store,
    settings: &Settings,
    tagger: &Tagger,
    rows: Vec<Row>,
) -> Result<Matched, PipelineError> {
    let mut fates: Vec<Fate> = vec![Fate::default(); rows.len()];
    let mut items: Vec<Item> = Vec::new();
    let keyed = by_key(&rows);
    let review = if settings.lexicon.is_some() { Some(reviewing::read(settings)?) } else { None };
    store.for_each(|record| {
        for paper in &record.papers {
            let mut anew = None;
            for (at, passage) in paper.paper.passages.iter().enumerate() {
                let fitting = fitting(&rows, &keyed, &record.entry.name, passage);
                if fitting.is_empty() {
                    continue;
                }
                let name = passage.locator.cite(&record.entry.name);
                for row in &fitting {
                    fates[*row].fits += 1;
                    if fates[*row].first.is_empty() {
                        fates[*row].first.clone_from(&name);
                    }
                }
                let wanted: Vec<usize> = fitting.into_iter().filter(|row| !fates[*row].found).collect();
                if wanted.is_empty() {
                    continue;
                }
                if let Some(review) = review.as_ref().filter(|_| anew.is_none()) {
                    anew = Some(reviewing::tagged(review, &paper.paper, tagger));
                }
                let (id, text) = (passage.id.clone(), first_words(&passage.text));
                let mut item = Item { name, id, text, ..Item::default() };
                if let Some(tags) = anew.as_ref().unwrap_or(&paper.tags).passages.get(at) {
                    fill(&mut item, tags, tagger.codebook());
                }
                // Two passages can open with the same words: each coder's row goes to the first that has none of the coder yet.
                for row in wanted {
                    if item.codings.iter().all(|c| c.coder != rows[row].coding.coder) {
                        fates[row].found = true;
                        let mut coding = rows[row].coding.clone();
                        if let (Some(names), Some(tagged)) = (coding.codes.get_mut("area"), item.tags.get("area")) {
                            *names = names.iter().filter_map(|name| area(tagger, name, tagged)).collect();
                        }
                        item.codings.push(coding);
                    }
                }
                items.push(item);
            }
        }
        Ok::<(), PipelineError>(())
    })?;
    Ok(told(items, &rows, &fates))
}

/// What is to be said of rows and their fates.
fn told(items: Vec<Item>, rows: &[Row], fates: &[Fate]) -> Matched {
    let mut out = Matched { items, ..Matched::default() };
    let mut named: BTreeMap<[&str; 4], Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        named.entry([&row.id, &row.source, &row.page, &row.words]).or_default().push(at);
    }
    // Rows of one coder that name the same thing are told apart by their order, as far as there are passages for them.
    let of_coder = |row: &Row, coder: &str| row.coding.coder == coder;
    for (at, (row, fate)) in rows.iter().zip(fates).enumerate() {
        let same = &named[&[row.id.as_str(), &row.source, &row.page, &row.words]];
        let own = same.iter().filter(|other| of_coder(&rows[**other], &row.coding.coder)).count();
        let by = match (row.id.is_empty(), row.words.is_empty()) {
            (false, _) => format!("passage {}", row.id),
            (true, false) => format!("\"{}\"{}", first_words(&row.words), of_source(row)),
            (true, true) => "no id and no words".to_owned(),
        };
        let line = row.line;
        if !fate.found {
            let why = match (fate.fits, row.id.is_empty(), row.words.is_empty()) {
                (1.., ..) => format!("coded twice by {}; keep one of the rows", row.coding.coder),
                (0, false, _) => {
                    "the index has no passage of this id; ids change when a paper is read anew, words do not".to_owned()
                }
                (0, true, false) => "no passage of the index begins with these words".to_owned(),
                (0, true, true) => "fill passage_id or words".to_owned(),
            };
            out.not_found.push(format!("line {line}: {by}: {why}"));
        } else if fate.fits > own && row.id.is_empty() && same.first() == Some(&at) {
            out.unclear.push(format!(
                "line {line}: {by} begins {} passages, and the first is measured ({}); give more words, or passage_id",
                fate.fits, fate.first
            ));
        }
    }
    let nowhere = named.values().filter(|same| same.iter().all(|at| !fates[*at].found));
    out.wanted = out.items.len() + nowhere.count();
    out
}

fn of_source(row: &Row) -> String {
    let page = if row.page.is_empty() { String::new() } else { format!(" p. {}", row.page) };
    if row.source.is_empty() { page } else { format!(" of {}{page}", row.source) }
}

/// Rows by the passage's id, and where they give none by the first of its words.
fn by_key(rows: &[Row]) -> BTreeMap<&str, Vec<usize>> {
    let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        out.entry(if row.id.is_empty() { first_word(&row.words) } else { &row.id }).or_default().push(at);
    }
    out
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or_default()
}

/// The rows that may name this passage, in their order.
fn fitting(rows: &[Row], keyed: &BTreeMap<&str, Vec<usize>>, source: &str, passage: &Passage) -> Vec<usize> {
    let folded = fold(&passage.text);
    let keys = [passage.id.as_str(), first_word(&folded)];
    let mut near: Vec<usize> = keys.iter().filter_map(|key| keyed.get(key)).flatten().copied().collect();
    near.sort_unstable();
    let page = passage.locator.page.map(|p| p.to_string()).unwrap_or_default();
    let begins = |words: &str| folded.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let named = |row: &Row| {
        let by_words = || {
            !row.words.is_empty()
                && begins(&row.words)
                && (row.source.is_empty() || source.ends_with(&row.source))
                && (row.page.is_empty() || page.is_empty() || row.page == page)
        };
        if row.id.is_empty() { by_words() } else { row.id == passage.id }
    };
    near.retain(|i| named(&rows[*i]));
    near
}

/// The area that a person meant by a name: of several that bear it the one that is tagged, else the first. `None` for a nation; a
/// name that the lexicon does not know stays as it is.
fn area(tagger: &Tagger, name: &str, tagged: &BTreeSet<String>) -> Option<String> {
    let codebook = tagger.codebook();
    let named = tagger.areas_named(name);
    if named.is_empty() {
        return Some(name.to_owned());
    }
    let areas = named.iter().filter_map(|code| codebook.area(code)).filter(|area| !area.is_nation);
    let names: Vec<&str> = areas.map(|area| area.name.as_str()).collect();
    names.iter().find(|name| tagged.contains(**name)).or(names.first()).map(|name| (*name).to_owned())
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(12).collect::<Vec<_>>().join(" ")
}

fn fill(item: &mut Item, tags: &PassageTags, codebook: &Codebook) {
    item.stance = tags.stance.as_str().to_owned();
    for (facet, _) in COLUMNS {
        let codes = tags.mentions.iter().filter_map(|mention| match (facet, mention.facet) {
            ("theme", Facet::Theme) | ("challenge", Facet::Challenge) | ("strength", Facet::Strength) => {
                Some(mention.concept.clone())
            }
            // People code the areas that a passage names, not those that its heading or paper gives it.
            ("area", Facet::Place) if matches!(mention.scope, Scope::Direct | Scope::LeadIn) => {
                let area = mention.code.as_deref().and_then(|code| codebook.area(code));
                area.filter(|area| !area.is_nation).map(|area| area.name.clone())
            }
            _ => None,
        });
        item.tags.insert(facet, codes.collect());
    }
}
