//! One pass over the words of a text for every term of the lexicon.
//!
//! Terms are a trie over classes of words. Each word of the text is looked up once; from every word that can begin a term the
//! trie is walked as far as it goes. Time is linear in the text for terms of bounded length; nothing is read twice.

use super::lexicon::term::{Sequence, Term, WordRule};
use super::tokens::{Gap, Tokens};
use super::word_table::WordTable;
use std::collections::BTreeMap;

/// A rule found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// First word.
    pub(super) first: u32,
    /// Last word, included.
    pub(super) last: u32,
    /// Which rule, by the number it was added under.
    pub(super) rule: u32,
    /// Its words stand apart (NEAR, BEFORE).
    pub(super) apart: bool,
}

/// What a node of the trie ends.
#[derive(Debug, Clone, Copy)]
enum End {
    Rule(u32),
    Left(u32),
    Right(u32),
}

#[derive(Debug)]
struct Near {
    rule: u32,
    gap: u32,
    ordered: bool,
}

/// Every term of the lexicon, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    classes: BTreeMap<WordRule, u32>,
    words: WordTable,
    roots: Vec<u32>,
    /// Edges of every node but the root, by class.
    edges: Vec<Vec<(u32, u32)>>,
    ends: Vec<Vec<End>>,
    nears: Vec<Near>,
}

/// The classes of every word of a text, one after another.
struct Classes {
    ids: Vec<u32>,
    /// Where each word's classes end.
    ends: Vec<u32>,
}

impl Classes {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.ids[start..self.ends[word] as usize]
    }
}

/// Words of two letters in a text that is all capitals may be any word: "IT" is "it".
const SHORTEST_SHOUTED: usize = 3;

impl Matcher {
    /// A matcher without terms.
    pub(super) fn new() -> Matcher {
        Matcher { ends: vec![Vec::new()], edges: vec![Vec::new()], ..Matcher::default() }
    }

    /// Adds a term under the number of its rule.
    pub(super) fn add(&mut self, rule: u32, term: &Term) {
        match term {
            Term::Words(sequences) => self.add_all(sequences, End::Rule(rule)),
            Term::Near { left, right, gap, ordered } => {
                let near = self.nears.len() as u32;
                self.nears.push(Near { rule, gap: *gap as u32, ordered: *ordered });
                self.add_all(left, End::Left(near));
                self.add_all(right, End::Right(near));
            }
        }
    }

    fn add_all(&mut self, sequences: &[Sequence], end: End) {
        for sequence in sequences {
            let mut node = 0;
            for word in sequence {
                let class = self.class(word);
                node = self.step_or_add(node, class);
            }
            if node != 0 {
                self.ends[node as usize].push(end);
            }
        }
    }

    fn step_or_add(&mut self, node: u32, class: u32) -> u32 {
        if let Some(next) = self.step(node, class) {
            return next;
        }
        let next = self.ends.len() as u32;
        self.ends.push(Vec::new());
        self.edges.push(Vec::new());
        if node == 0 {
            self.roots[class as usize] = next;
        } else {
            let edges = &mut self.edges[node as usize];
            let at = edges.partition_point(|edge| edge.0 < class);
            edges.insert(at, (class, next));
        }
        next
    }

    fn step(&self, node: u32, class: u32) -> Option<u32> {
        if node == 0 {
            self.roots.get(class as usize).copied().filter(|next| *next != 0)
        } else {
            let edges = &self.edges[node as usize];
            edges.binary_search_by_key(&class, |edge| edge.0).ok().map(|at| edges[at].1)
        }
    }

    fn class(&mut self, word: &WordRule) -> u32 {
        if let Some(id) = self.classes.get(word) {
            return *id;
        }
        let id = self.classes.len() as u32;
        self.classes.insert(word.clone(), id);
        self.roots.push(0);
        match word {
            WordRule::Forms(forms) => forms.iter().for_each(|form| self.words.add(form, id, false)),
            WordRule::Capitals(word) => {
                self.words.add(word, id, true);
                self.words.add(&format!("{word}s"), id, true);
            }
            WordRule::Prefix(stem) => self.words.add_prefix(stem, id),
        }
        id
    }

    /// Makes it ready to look, once every term is in.
    pub(super) fn ready(&mut self) {
        self.words.ready();
    }

    /// Every place where a rule fires, by first word, then last, then rule; overlaps included, none twice.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let classes = self.classes_of(tokens);
        let mut hits = Vec::new();
        let mut sides: Vec<(u32, bool, u32, u32)> = Vec::new();
        let mut open: Vec<(u32, u32)> = Vec::new();
        let list = tokens.list();
        for first in 0..classes.len() as u32 {
            // Most words begin no term: nothing is put on the heap for them.
            for class in classes.of(first as usize) {
                if let Some(next) = self.step(0, *class) {
                    self.arrive(next, first, first, &mut hits, &mut sides, &mut open);
                }
            }
            while let Some((node, at)) = open.pop() {
                if at as usize >= classes.len() || list[at as usize].gap != Gap::None {
                    continue;
                }
                for class in classes.of(at as usize) {
                    if let Some(next) = self.step(node, *class) {
                        self.arrive(next, first, at, &mut hits, &mut sides, &mut open);
                    }
                }
            }
        }
        self.join(sides, tokens, &mut hits);
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// What ends at a node, and the way on from it.
    fn arrive(
        &self,
        node: u32,
        first: u32,
        at: u32,
        hits: &mut Vec<Hit>,
        sides: &mut Vec<(u32, bool, u32, u32)>,
        open: &mut Vec<(u32, u32)>,
    ) {
        for end in &self.ends[node as usize] {
            match end {
                End::Rule(rule) => hits.push(Hit { first, last: at, rule: *rule, apart: false }),
                End::Left(near) => sides.push((*near, false, first, at)),
                End::Right(near) => sides.push((*near, true, first, at)),
            }
        }
        if !self.edges[node as usize].is_empty() {
            open.push((node, at + 1));
        }
    }

    fn classes_of(&self, tokens: &Tokens) -> Classes {
        let list = tokens.list();
        let shouted = list.len() > 3 && list.iter().filter(|t| t.capitals).count() * 2 > list.len();
        let mut out = Classes { ids: Vec::with_capacity(list.len()), ends: Vec::with_capacity(list.len()) };
        for (i, token) in list.iter().enumerate() {
            let word = tokens.word(i);
            let capitals = token.capitals && !(shouted && word.len() < SHORTEST_SHOUTED);
            self.words.classes(word, capitals, &mut out.ids);
            out.ends.push(out.ids.len() as u32);
        }
        out
    }

    /// Joins the two sides of NEAR and BEFORE terms: each left side with the nearest right side in reach.
    fn join(&self, mut sides: Vec<(u32, bool, u32, u32)>, tokens: &Tokens, hits: &mut Vec<Hit>) {
        sides.sort_unstable();
        for (near, _, first, last) in sides.iter().filter(|side| !side.1) {
            let shape = &self.nears[*near as usize];
            let rights = &sides[sides.partition_point(|s| (s.0, s.1) < (*near, true))..];
            let nearest = rights
                .iter()
                .take_while(|side| side.0 == *near)
                .filter_map(|(_, _, from, to)| {
                    let gap = if from > last {
                        from - last - 1
                    } else if to < first && !shape.ordered {
                        first - to - 1
                    } else {
                        return None;
                    };
                    let (low, high) = ((*first).min(*from), (*last).max(*to));
                    let whole = &tokens.list()[low as usize + 1..=high as usize];
                    (gap <= shape.gap && whole.iter().all(|t| t.gap != Gap::Stop)).then_some((gap, low, high))
                })
                .min();
            if let Some((_, first, last)) = nearest {
                hits.push(Hit { first, last, rule: shape.rule, apart: true });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::lexicon::term;

    fn found(terms: &[&str], text: &str) -> Vec<(u32, String)> {
        let mut matcher = Matcher::new();
        for (i, term) in terms.iter().enumerate() {
            matcher.add(i as u32, &term::parse(term).unwrap());
        }
        matcher.ready();
        let tokens = Tokens::of(text);
        let list = tokens.list();
        matcher
            .find(&tokens)
            .into_iter()
            .map(|h| {
                (h.rule, text[list[h.first as usize].start as usize..list[h.last as usize].end as usize].to_owned())
            })
            .collect()
    }

    #[test]
    fn word_forms_hyphens_and_capitals() {
        let terms = ["co-ordinate", "data sharing", "IT", "volunteer"];
        assert_eq!(
            found(&terms, "Co-ordinating volunteers, coordinated IT and data-sharing; it is data, sharing"),
            [
                (0, "Co-ordinating".into()),
                (3, "volunteers".into()),
                (0, "coordinated".into()),
                (2, "IT".into()),
                (1, "data-sharing".into())
            ]
        );
    }

    #[test]
    fn gaps_keep_within_a_sentence() {
        let terms = ["data NEAR/3 shar*", "lack BEFORE/2 funding"];
        assert_eq!(
            found(&terms, "sharing of our data. funding was a lack. Lack of core funding"),
            [(0, "sharing of our data".into()), (1, "Lack of core funding".into())]
        );
        assert!(found(&terms, "data. Sharing lack of all the funding").is_empty());
    }
}
