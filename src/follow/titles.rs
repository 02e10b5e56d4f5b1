//! The papers of each body by date, and which of them are about a subject.
//!
//! Thousands of actions and promises ask thousands of papers of their body. So the words of each title are kept once, with the titles
//! that have each word, and a subject is compared with the titles alone that share a word with it.

use super::bodies::PaperFacts;
use super::similar::{covered, with_acronyms};
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The papers of a corpus as what is followed looks for them.
pub(super) struct Shelf<'a> {
    pub(super) papers: &'a [PaperFacts],
    /// The dated papers of each body in the order of [`rank`].
    of_body: BTreeMap<&'a str, Vec<usize>>,
    /// The days of the minutes of each body.
    minutes: BTreeMap<&'a str, BTreeSet<PartialDate>>,
    latest: BTreeMap<&'a str, PartialDate>,
    /// The title of each paper.
    title: Vec<usize>,
    /// The words of each title.
    words: Vec<BTreeSet<String>>,
    /// The titles that have a word.
    with: BTreeMap<String, Vec<usize>>,
    /// The words of the title and the opening of each paper, made when they are first asked for.
    all: Vec<OnceCell<BTreeSet<String>>>,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(papers: &'a [PaperFacts]) -> Shelf<'a> {
        let mut of_body: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut minutes: BTreeMap<&str, BTreeSet<PartialDate>> = BTreeMap::new();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut words = Vec::new();
        let mut title = Vec::with_capacity(papers.len());
        for (at, paper) in papers.iter().enumerate() {
            title.push(*numbers.entry(&paper.title).or_insert_with(|| {
                words.push(with_acronyms(&paper.title));
                words.len() - 1
            }));
            if let Some(date) = paper.date {
                of_body.entry(&paper.key).or_default().push(at);
                if paper.kind == PaperKind::Minute {
                    minutes.entry(&paper.key).or_default().insert(date);
                }
            }
        }
        of_body.values_mut().for_each(|own| own.sort_by_key(|at| rank(papers, *at)));
        let latest = |own: &Vec<usize>| own.iter().filter_map(|at| papers[*at].date).max_by_key(PartialDate::latest);
        let latest = of_body.iter().filter_map(|(key, own)| Some((*key, latest(own)?))).collect();
        let mut with: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, words) in words.iter().enumerate() {
            words.iter().for_each(|word| with.entry(word.clone()).or_default().push(number));
        }
        Shelf { papers, of_body, minutes, latest, title, words, with, all: vec![OnceCell::new(); papers.len()] }
    }

    /// The dated papers of a body. On one day a paper says more than the agenda that names it.
    pub(super) fn of_body(&self, key: &str) -> &[usize] {
        self.of_body.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// The days of the minutes of a body.
    pub(super) fn minutes(&self, key: &str) -> Option<&BTreeSet<PartialDate>> {
        self.minutes.get(key)
    }

    /// The day of the latest paper of a body.
    pub(super) fn latest(&self, key: &str) -> Option<PartialDate> {
        self.latest.get(key).copied()
    }

    /// A question after a subject, to be put to any of the papers.
    pub(super) fn about<'s>(&'s self, subject: &'s BTreeSet<String>) -> About<'s> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for title in subject.iter().filter_map(|word| self.with.get(word)).flatten() {
            *shared.entry(*title).or_default() += 1;
        }
        About { shelf: self, subject, shared }
    }
}

/// Where a paper stands among those of its body.
pub(super) fn rank(papers: &[PaperFacts], at: usize) -> (Option<PartialDate>, bool, usize) {
    (papers[at].date, matches!(papers[at].kind, PaperKind::Agenda | PaperKind::Minute), at)
}

/// Which papers are about a subject.
pub(super) struct About<'s> {
    shelf: &'s Shelf<'s>,
    subject: &'s BTreeSet<String>,
    /// Words that each title has of the subject.
    shared: BTreeMap<usize, usize>,
}

impl About<'_> {
    /// Whether a paper's title, with its opening to help, is about the subject.
    pub(super) fn is(&self, at: usize) -> bool {
        let title = self.shelf.title[at];
        let Some(&shared) = self.shared.get(&title) else { return false };
        let by_title = shared as f64 / self.subject.len() as f64;
        let all = || {
            let opening = &self.shelf.papers[at].opening;
            self.shelf.all[at].get_or_init(|| &with_acronyms(opening) | &self.shelf.words[title])
        };
        by_title >= 0.66 || by_title >= 0.4 && shared >= 2 && covered(self.subject, all()) >= 0.6
    }
}
