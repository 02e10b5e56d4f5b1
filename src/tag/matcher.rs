//! One pass over the words of a text for every term of the lexicon.
//!
//! Terms are a trie over classes of words. Each word of the text is looked up once; from every word that can begin a term the
//! trie is walked as far as it goes. Time is linear in the text for terms of bounded length; nothing is read twice.
//!
//! Nearly every step of the walk leads nowhere, so each node carries a mask of the classes that it leads on from, and each word
//! of the text one of the classes it is in: where they share no bit, no edge is looked at.

use super::lexicon::term::{Sequence, Term, WordRule};
use super::tokens::{Gap, Tokens};
use super::word_table::WordTable;
use std::collections::HashMap;

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
    classes: HashMap<WordRule, u32>,
    words: WordTable,
    /// The class of a comma, where a term has one.
    comma: Option<u32>,
    /// The node after each class at the beginning of a term; 0 where no term begins so.
    roots: Vec<u32>,
    /// The nodes as terms come in.
    growing: Vec<Growing>,
    /// The same, made ready: their edges and what they end each in one run of memory.
    nodes: Vec<Node>,
    edges: Vec<(u32, u32)>,
    ends: Vec<End>,
    nears: Vec<Near>,
}

/// A node of the trie while terms come in.
#[derive(Debug, Default)]
struct Growing {
    /// Class and next node, by class.
    edges: Vec<(u32, u32)>,
    ends: Vec<End>,
}

/// A node of the trie.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The bits of the classes of its edges.
    mask: u64,
    /// Its edges end where those of the next node begin; so do what it ends.
    edges: u32,
    ends: u32,
}

/// The edges that lead on from a node that was reached.
#[derive(Debug, Clone, Copy)]
struct Way {
    mask: u64,
    edges: u32,
    last_edge: u32,
}

impl Way {
    /// The way on from a node, whose edges end where those of the next begin.
    fn between(here: Node, next: Node) -> Way {
        Way { mask: here.mask, edges: here.edges, last_edge: next.edges }
    }
}

/// What a walk over a text has found, and the nodes from which it has yet to go on, each with the next word.
#[derive(Debug, Default)]
struct Walk {
    hits: Vec<Hit>,
    /// Number of the NEAR or BEFORE, whether it is the right side, first and last word.
    sides: Vec<(u32, bool, u32, u32)>,
    open: Vec<(Way, u32)>,
}

/// The bit of a class in a mask.
fn bit(class: u32) -> u64 {
    1 << (class & 63)
}

/// The classes of every word of a text, one after another.
struct Classes {
    ids: Vec<u32>,
    /// Of each word, where its classes end, and their bits.
    words: Vec<(u32, u64)>,
}

impl Classes {
    fn len(&self) -> usize {
        self.words.len()
    }

    fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.words[word - 1].0 as usize };
        &self.ids[start..self.words[word].0 as usize]
    }
}

/// Words of two letters in a text that is all capitals may be any word: "IT" is "it".
const SHORTEST_SHOUTED: usize = 3;

impl Matcher {
    /// A matcher without terms.
    pub(super) fn new() -> Matcher {
        Matcher { growing: vec![Growing::default()], ..Matcher::default() }
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
                let ends = &mut self.growing[node as usize].ends;
                if ends.is_empty() {
                    ends.reserve_exact(1);
                }
                ends.push(end);
            }
        }
    }

    fn step_or_add(&mut self, node: u32, class: u32) -> u32 {
        let next = self.growing.len() as u32;
        let edges = &mut self.growing[node as usize].edges;
        match edges.binary_search_by_key(&class, |edge| edge.0) {
            Ok(at) => return edges[at].1,
            Err(at) => {
                // Nearly every node has one edge.
                if edges.is_empty() {
                    edges.reserve_exact(1);
                }
                edges.insert(at, (class, next));
            }
        }
        self.growing.push(Growing::default());
        next
    }

    fn class(&mut self, word: &WordRule) -> u32 {
        if let Some(id) = self.classes.get(word) {
            return *id;
        }
        let id = self.classes.len() as u32;
        self.classes.insert(word.clone(), id);
        match word {
            WordRule::Forms(forms) => forms.iter().for_each(|form| self.words.add(form, id, false)),
            WordRule::Capitals(word) => {
                self.words.add(word, id, true);
                self.words.add(&format!("{word}s"), id, true);
            }
            WordRule::Prefix(stem) => self.words.add_prefix(stem, id),
            WordRule::Comma => self.comma = Some(id),
        }
        id
    }

    /// Makes it ready to look, once every term is in.
    pub(super) fn ready(&mut self) {
        self.words.ready();
        self.roots = vec![0; self.classes.len()];
        let growing = std::mem::take(&mut self.growing);
        growing.first().into_iter().flat_map(|root| &root.edges).for_each(|(class, next)| {
            self.roots[*class as usize] = *next;
        });
        for node in growing {
            self.nodes.push(Node {
                mask: node.edges.iter().fold(0, |mask, edge| mask | bit(edge.0)),
                edges: self.edges.len() as u32,
                ends: self.ends.len() as u32,
            });
            self.edges.extend(node.edges);
            self.ends.extend(node.ends);
        }
        self.nodes.push(Node { mask: 0, edges: self.edges.len() as u32, ends: self.ends.len() as u32 });
    }

    /// Every place where a rule fires, by first word, then last, then rule; overlaps included, none twice.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let classes = self.classes_of(tokens);
        let mut walk = Walk::default();
        let list = tokens.list();
        for first in 0..classes.len() {
            // Most words begin no term: nothing is put on the heap for them.
            for class in classes.of(first) {
                let next = self.roots[*class as usize];
                if next != 0 {
                    self.arrive(next, first as u32, first as u32, &mut walk);
                }
            }
            while let Some((node, at)) = walk.open.pop() {
                let word = at as usize;
                if word >= classes.len() {
                    continue;
                }
                let node = match list[word].gap {
                    Gap::None => node,
                    Gap::Comma => match self.over_comma(node) {
                        Some(beyond) => beyond,
                        None => continue,
                    },
                    Gap::Stop => continue,
                };
                if classes.words[word].1 & node.mask == 0 {
                    continue;
                }
                let edges = &self.edges[node.edges as usize..node.last_edge as usize];
                for class in classes.of(word).iter().filter(|class| bit(**class) & node.mask != 0) {
                    if let Ok(at_edge) = edges.binary_search_by_key(class, |edge| edge.0) {
                        self.arrive(edges[at_edge].1, first as u32, at, &mut walk);
                    }
                }
            }
        }
        let Walk { mut hits, sides, .. } = walk;
        self.join(sides, tokens, &mut hits);
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// The way on from a node over a comma, where a term has one there.
    fn over_comma(&self, way: Way) -> Option<Way> {
        let comma = self.comma.filter(|comma| bit(*comma) & way.mask != 0)?;
        let edges = &self.edges[way.edges as usize..way.last_edge as usize];
        let at = edges.binary_search_by_key(&comma, |edge| edge.0).ok()?;
        let beyond = edges[at].1 as usize;
        Some(Way::between(self.nodes[beyond], self.nodes[beyond + 1]))
    }

    /// What ends at a node, and the way on from it.
    fn arrive(&self, node: u32, first: u32, at: u32, walk: &mut Walk) {
        let (here, next) = (self.nodes[node as usize], self.nodes[node as usize + 1]);
        for end in &self.ends[here.ends as usize..next.ends as usize] {
            match end {
                End::Rule(rule) => walk.hits.push(Hit { first, last: at, rule: *rule, apart: false }),
                End::Left(near) => walk.sides.push((*near, false, first, at)),
                End::Right(near) => walk.sides.push((*near, true, first, at)),
            }
        }
        if here.mask != 0 {
            walk.open.push((Way::between(here, next), at + 1));
        }
    }

    fn classes_of(&self, tokens: &Tokens) -> Classes {
        let list = tokens.list();
        let shouted = list.len() > 3 && list.iter().filter(|t| t.capitals).count() * 2 > list.len();
        let mut out = Classes { ids: Vec::with_capacity(list.len() * 2), words: Vec::with_capacity(list.len()) };
        for (i, token) in list.iter().enumerate() {
            let word = tokens.word(i);
            let capitals = token.capitals && !(shouted && word.len() < SHORTEST_SHOUTED);
            let from = out.ids.len();
            self.words.classes(word, capitals, &mut out.ids);
            let mask = out.ids[from..].iter().fold(0, |mask, class| mask | bit(*class));
            out.words.push((out.ids.len() as u32, mask));
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
    fn a_comma_of_a_term_may_stand_in_the_text_and_none_else() {
        let terms = ["slips, trips and falls", "slips trips"];
        assert_eq!(
            found(&terms, "Slips, trips and falls. Slips trips and falls; slips, trips, and falls"),
            [(0, "Slips, trips and falls".into()), (1, "Slips trips".into()), (0, "Slips trips and falls".into())]
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
