//! Papers that the papers refer to by title and date, and that no held paper is.
//!
//! Only what is surely a paper counts: a title in quotation marks with a year, or several capitalised words that end in the name of a
//! kind of paper and are followed by a year. Laws are no papers. A title counts as held where a held paper's title has its words.

use super::gather::cite;
use super::words::content;
use crate::model::evidence::Citation;
use crate::model::records::{Part, TaggedPaper};
use crate::util::pattern;
use crate::util::text::fold;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Titles that are remembered; a corpus refers to far fewer.
const MOST: usize = 5_000;
/// Share of a title's content words that a held title must have.
const SAME: f64 = 0.75;
/// Content words below which a title might be anything.
const FEWEST: usize = 3;

static TITLES: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"[A-Z][\w’'&-]*";
    let joint = r"(?:,? (?:of|for|and|the|to|in|on|with|a|an|our|by|from)){0,2}";
    let kind = "Report|Plan|Strategy|Review|Framework|Policy|Guidance|Statement|Survey|Evaluation|Audit|Study|Assessment|Charter|\
                Inquiry|Prospectus|Handbook|Bulletin|Digest|Blueprint|Route Map|Roadmap";
    let date = r"(?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?(?:19|20)\d\d(?:[-–/](?:\d{4}|\d{2}))?";
    pattern::fixed(&format!(
        r"[“‘]({word}[^“”‘’]{{10,120}}?)[”’],? \(?(?:published |dated |issued )?(?:in |of |from )?({date})\b|((?:{word}{joint} ){{2,8}}(?:{kind}))(?:,? \(| |, )(?:published |dated |issued )?(?:in |of |from |for )?({date})\b"
    ))
});

/// Words that begin a sentence and no title.
const OPENINGS: &str = " the a an in see since following under as per from with through both its their this that these our and draft \
    new updated revised annual current latest national ";

/// A paper that is referred to and not held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// Its title as printed.
    pub title: String,
    /// Its date as printed.
    pub date: String,
    /// The words from title to date, as printed.
    pub printed: String,
    /// Where it is referred to first.
    pub citation: Citation,
}

/// Titles as they are met.
#[derive(Default)]
pub struct References {
    /// The content words of the titles that are held.
    held: BTreeSet<BTreeSet<String>>,
    /// Year of the newest paper.
    newest: Option<i16>,
    met: BTreeMap<String, Referred>,
}

impl Part for References {
    fn join(&mut self, next: References) {
        // Appending would build the whole set anew for every part.
        self.held.extend(next.held);
        self.newest = self.newest.max(next.newest);
        for (key, referred) in next.met {
            if self.met.len() < MOST || self.met.contains_key(&key) {
                self.met.entry(key).or_insert(referred);
            }
        }
    }
}

impl References {
    /// Looks through a paper.
    pub fn see(&mut self, source: &str, tagged: &TaggedPaper) {
        let paper = &tagged.paper;
        let title = format!("{} {}", paper.title, paper.body.as_deref().unwrap_or_default());
        self.newest = self.newest.max(paper.date.as_ref().map(|d| d.date.year));
        self.held.insert(content(&title).into_iter().collect());
        for passage in &paper.passages {
            // Most passages have no year, and looking for one costs little.
            if !(passage.text.contains("20") || passage.text.contains("19")) || self.met.len() >= MOST {
                continue;
            }
            for found in TITLES.captures_iter(&passage.text) {
                let (Some(title), Some(date)) = (found.get(1).or(found.get(3)), found.get(2).or(found.get(4))) else {
                    continue;
                };
                let start = title.start() + lead(title.as_str());
                let title = &passage.text[start..title.end()];
                if content(title).len() < FEWEST {
                    continue;
                }
                self.met.entry(fold(&format!("{title} {}", date.as_str()))).or_insert_with(|| Referred {
                    title: title.to_owned(),
                    date: date.as_str().to_owned(),
                    printed: printed(&passage.text, start, date.end()).to_owned(),
                    citation: cite(source, &paper.id, passage),
                });
            }
        }
    }

    /// Those that are not held, in the order of their titles.
    pub fn finish(self) -> Vec<Referred> {
        // The held titles that have a word; titles without a word in common are never looked at.
        let titles: Vec<&BTreeSet<String>> = self.held.iter().collect();
        let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, words) in titles.iter().enumerate() {
            words.iter().for_each(|word| with.entry(word).or_default().push(at));
        }
        let held = |title: &str| {
            let words: BTreeSet<String> = content(title).into_iter().collect();
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for at in words.iter().filter_map(|word| with.get(word.as_str())).flatten() {
                *shared.entry(*at).or_default() += 1;
            }
            shared.into_iter().any(|(at, shared)| {
                let (shared, held) = (shared as f64, titles[at].len());
                shared >= SAME * words.len() as f64 || held >= FEWEST && shared >= SAME * held as f64
            })
        };
        // A year that is still to come is what a plan is for, not when it was written.
        let year = |date: &str| date.split(|c: char| !c.is_ascii_digit()).find(|p| p.len() == 4)?.parse::<i16>().ok();
        let written = |r: &Referred| year(&r.date).zip(self.newest).is_none_or(|(year, newest)| year <= newest);
        let list: Vec<Referred> = self.met.into_values().filter(|r| written(r) && !held(&r.title)).collect();
        let words: Vec<BTreeSet<String>> = list.iter().map(|r| content(&r.title).into_iter().collect()).collect();
        // Of a title printed in full and in part, in full.
        let fuller = |i: usize| {
            (0..list.len()).any(|j| {
                i != j
                    && list[i].date == list[j].date
                    && words[i].is_subset(&words[j])
                    && (words[i].len() < words[j].len() || j < i)
            })
        };
        let keep: Vec<bool> = (0..list.len()).map(|i| !fuller(i)).collect();
        list.into_iter().zip(keep).filter_map(|(r, keep)| keep.then_some(r)).collect()
    }
}

/// The words from `start` to `end`, and the mark that closes what they open.
fn printed(text: &str, start: usize, end: usize) -> &str {
    let words = &text[start..end];
    let open = words.contains('(') && !words.contains(')');
    // "(2024 - 2030)" and the like end within a few signs.
    match text[end..].char_indices().take(16).find(|(_, c)| *c == ')') {
        Some((at, _)) if open => &text[start..end + at + 1],
        _ if open => words.rsplit_once('(').map_or(words, |(before, _)| before.trim_end()),
        _ => words,
    }
}

/// Where a title begins behind words that belong to the sentence.
fn lead(text: &str) -> usize {
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        if !OPENINGS.contains(&format!(" {} ", word.trim().trim_end_matches(',').to_lowercase())) {
            break;
        }
        at += word.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        TITLES
            .captures_iter(text)
            .filter_map(|c| c.get(1).or(c.get(3)))
            .map(|m| m.as_str()[lead(m.as_str())..].to_owned())
            .filter(|title| content(title).len() >= FEWEST)
            .collect()
    }

    #[test]
    fn titles_with_a_date_are_papers_and_laws_are_not() {
        assert_eq!(
            titles("As the Rural Transport Strategy 2019-2024 says, buses are few."),
            ["Rural Transport Strategy"]
        );
        assert_eq!(
            titles("See ‘Small halls, big evenings: what we learned’ (2021)."),
            ["Small halls, big evenings: what we learned"]
        );
        assert!(titles("The Education (Scotland) Act 2016 applies.").is_empty());
        assert!(titles("The plan of 2019 was long.").is_empty());
        assert!(titles("The Annual Report 2019 is out.").is_empty(), "any body has an annual report");
    }

    #[test]
    fn what_is_held_is_not_missing() {
        let records = crate::synthesise::testing::records();
        let references = crate::synthesise::fold(&records, References::default, |references, record| {
            record.papers.iter().for_each(|tagged| references.see(&record.entry.name, tagged));
        })
        .unwrap();
        assert!(references.finish().is_empty());
    }
}
