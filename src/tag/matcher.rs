//! One pass over the words of a text for every term of the lexicon.
//!
//! Terms are a trie over classes of words. Each word of the text is looked up once; from every word that can begin a term the
//! trie is walked as far as it goes. Time is linear in the text for terms of bounded length; nothing is read twice.
//!
//! Nearly every step of the walk leads nowhere, so each node carries a mask of the classes that it leads on from, and each word
//! of the text one of the classes it is in: where they share no bit, no edge is looked at. Where they do, the shorter of the two
//! lists is gone through and the longer searched: "the" was in 280 classes of the shipped lexicon when this was written, and most
//! nodes that lead on do so by one class.

use super::lexicon::term::Term;
use super::lexicon::words::{Sequence, WordRule, Words};
use super::tokens::{Gap, Tokens};
use super::word_table::{WordTable, bit};
use std::collections::VecDeque;
use std::ops::Range;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// Terms as they come in: their sequences in one run of memory, and what each ends.
#[derive(Debug, Default)]
pub(super) struct Terms {
    words: Vec<u32>,
    /// Of each sequence its words and what it ends.
    sequences: Vec<(Range<usize>, End)>,
    nears: Vec<Near>,
}

impl Terms {
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
            let start = self.words.len();
            self.words.extend(sequence);
            self.sequences.push((start..self.words.len(), end));
        }
    }
}

/// Every term of the lexicon, ready to be looked for.
#[derive(Debug)]
pub(super) struct Matcher {
    words: WordTable,
    /// The class of figures, and that of large sums of money, where terms have them.
    number: Option<u32>,
    sum: Option<u32>,
    /// The class of a comma, where a term has one.
    comma: Option<u32>,
    /// The node after each class at the beginning of a term; 0 where no term begins so.
    roots: Vec<u32>,
    /// The nodes by their distance from the root, so that edge `n` of all leads to node `n + 1`.
    nodes: Vec<Node>,
    /// The class of each edge, in order within its node.
    edges: Vec<u32>,
    ends: Vec<End>,
    nears: Vec<Near>,
}

/// A node of the trie.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The bits of the classes of its edges.
    mask: u128,
    /// Its edges end where those of the next node begin; so do what it ends.
    edges: u32,
    ends: u32,
}

/// The edges that lead on from a node that was reached.
#[derive(Debug, Clone, Copy)]
struct Way {
    mask: u128,
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

/// What each word of a text is to the lexicon.
struct Known {
    words: Vec<Word>,
    /// The classes that words have beside those of their forms.
    others: Vec<u32>,
}

/// A word of a text.
struct Word {
    /// The bits of its classes.
    mask: u128,
    form: Option<u32>,
    /// Its other classes end here and begin where those of the word before end.
    others: u32,
}

impl Known {
    fn others(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.words[word - 1].others as usize };
        &self.others[start..self.words[word].others as usize]
    }
}

/// Words of two letters in a text that is all capitals may be any word: "IT" is "it".
const SHORTEST_SHOUTED: usize = 3;

impl Matcher {
    /// The matcher of terms whose words these are.
    pub(super) fn new(terms: Terms, words: &Words) -> Matcher {
        let number_of = |is_it: fn(&WordRule) -> bool| words.rules().iter().position(is_it).map(|at| at as u32);
        let mut matcher = Matcher {
            words: table(words, &terms.words),
            number: number_of(|rule| matches!(rule, WordRule::Number(_))),
            sum: number_of(|rule| *rule == WordRule::Sum),
            comma: number_of(|rule| *rule == WordRule::Comma),
            roots: vec![0; words.rules().len()],
            nodes: Vec::new(),
            edges: Vec::new(),
            ends: Vec::new(),
            nears: terms.nears,
        };
        matcher.grow(&terms.words, terms.sequences);
        let root = matcher.nodes[0].edges..matcher.nodes[1].edges;
        root.for_each(|edge| matcher.roots[matcher.edges[edge as usize] as usize] = edge + 1);
        matcher.words.lead(&matcher.roots);
        matcher
    }

    /// Makes the trie of all sequences: in order, those that share their first words stand together.
    fn grow(&mut self, words: &[u32], mut sequences: Vec<(Range<usize>, End)>) {
        sequences.sort_unstable_by(|a, b| (&words[a.0.clone()], a.1).cmp(&(&words[b.0.clone()], b.1)));
        // The sequences that pass through each node to come, and its distance from the root.
        let mut waiting = VecDeque::from([(0..sequences.len(), 0)]);
        while let Some((through, depth)) = waiting.pop_front() {
            let mut node = Node { mask: 0, edges: self.edges.len() as u32, ends: self.ends.len() as u32 };
            let ending = sequences[through.clone()].iter().take_while(|(own, _)| own.len() == depth);
            self.ends.extend(ending.map(|(_, end)| *end));
            let mut at = through.start + self.ends.len() - node.ends as usize;
            while at < through.end {
                let class = words[sequences[at].0.start + depth];
                let same = sequences[at..through.end].partition_point(|(own, _)| words[own.start + depth] == class);
                self.edges.push(class);
                node.mask |= bit(class);
                waiting.push_back((at..at + same, depth + 1));
                at += same;
            }
            self.nodes.push(node);
        }
        self.nodes.push(Node { mask: 0, edges: self.edges.len() as u32, ends: self.ends.len() as u32 });
    }

    /// Every place where a rule fires, by first word, then last, then rule; overlaps included, none twice.
    pub(super) fn find(&self, tokens: &Tokens) -> Vec<Hit> {
        let known = self.look_up(tokens);
        let mut walk = Walk::default();
        let list = tokens.list();
        for (first, word) in known.words.iter().enumerate() {
            // Most words begin no term: nothing is put on the heap for them.
            let roots = word.form.map_or(&[][..], |form| self.words.roots(form)).iter().copied();
            let others = known.others(first).iter().map(|class| self.roots[*class as usize]).filter(|root| *root != 0);
            for next in roots.chain(others) {
                self.arrive(next, first as u32, first as u32, &mut walk);
            }
            while let Some((way, at)) = walk.open.pop() {
                let Some(token) = list.get(at as usize) else { continue };
                let way = match token.gap {
                    Gap::None => way,
                    Gap::Comma => match self.over_comma(way) {
                        Some(beyond) => beyond,
                        None => continue,
                    },
                    Gap::Stop => continue,
                };
                self.follow(way, &known, first as u32, at, &mut walk);
            }
        }
        let Walk { mut hits, sides, .. } = walk;
        self.join(sides, tokens, &mut hits);
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// Goes on from a node by word `at`.
    fn follow(&self, way: Way, known: &Known, first: u32, at: u32, walk: &mut Walk) {
        let word = &known.words[at as usize];
        if word.mask & way.mask == 0 {
            return;
        }
        let own = word.form.map_or(&[][..], |form| self.words.classes(form));
        let others = known.others(at as usize);
        let edges = way.edges..way.last_edge;
        if edges.len() <= own.len() {
            for edge in edges {
                let class = self.edges[edge as usize];
                if bit(class) & word.mask != 0 && (own.binary_search(&class).is_ok() || others.contains(&class)) {
                    self.arrive(edge + 1, first, at, walk);
                }
            }
            return;
        }
        for class in own.iter().chain(others).filter(|class| bit(**class) & way.mask != 0) {
            if let Some(next) = self.step(way, *class) {
                self.arrive(next, first, at, walk);
            }
        }
    }

    /// The way on from a node over a comma, where a term has one there.
    fn over_comma(&self, way: Way) -> Option<Way> {
        let comma = self.comma.filter(|comma| bit(*comma) & way.mask != 0)?;
        let beyond = self.step(way, comma)? as usize;
        Some(Way::between(self.nodes[beyond], self.nodes[beyond + 1]))
    }

    /// The node that a class leads to.
    fn step(&self, way: Way, class: u32) -> Option<u32> {
        let edges = &self.edges[way.edges as usize..way.last_edge as usize];
        edges.binary_search(&class).ok().map(|at| way.edges + at as u32 + 1)
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

    fn look_up(&self, tokens: &Tokens) -> Known {
        let list = tokens.list();
        let shouted = list.len() > 3 && list.iter().filter(|t| t.capitals).count() * 2 > list.len();
        let mut known = Known { words: Vec::with_capacity(list.len()), others: Vec::new() };
        for (i, token) in list.iter().enumerate() {
            let word = tokens.word(i);
            let capitals = token.capitals && !(shouted && word.len() < SHORTEST_SHOUTED);
            let (form, from) = (self.words.form(word), known.others.len());
            self.words.others(word, capitals, &mut known.others);
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                known.others.extend(self.number);
                known.others.extend(self.sum.filter(|_| token.sum));
            }
            let mask = form.map_or(0, |form| self.words.mask(form));
            let mask = known.others[from..].iter().fold(mask, |mask, class| mask | bit(*class));
            known.words.push(Word { mask, form, others: known.others.len() as u32 });
        }
        known
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

/// What each word of a text may be, of the words that terms hold, by number.
fn table(words: &Words, held: &[u32]) -> WordTable {
    let mut is_held = vec![false; words.rules().len()];
    held.iter().for_each(|id| is_held[*id as usize] = true);
    let held = || (0u32..).zip(words.rules()).filter(|(id, _)| is_held[*id as usize]);
    let forms = held().filter_map(|(id, rule)| match rule {
        WordRule::Forms(forms) | WordRule::Number(forms) => Some(forms.iter().map(move |form| (*form, id))),
        _ => None,
    });
    let mut table = WordTable::new(words.forms(), forms.flatten().collect());
    for (id, rule) in held() {
        match rule {
            WordRule::Capitals(word) => {
                table.add_capitals(word.clone(), id);
                table.add_capitals(format!("{word}s"), id);
            }
            WordRule::Prefix(stem) => table.add_prefix(stem, id),
            WordRule::Forms(_) | WordRule::Number(_) | WordRule::Sum | WordRule::Comma => {}
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::lexicon::term;

    fn found(terms: &[&str], text: &str) -> Vec<(u32, String)> {
        let (mut all, mut words) = (Terms::default(), Words::default());
        for (i, term) in terms.iter().enumerate() {
            all.add(i as u32, &term::parse(term, &mut words).unwrap());
        }
        let matcher = Matcher::new(all, &words);
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
    fn numbers_and_sums() {
        let terms = ["# of #", "£# shortfall", "# vacancies"];
        assert_eq!(
            found(
                &terms,
                "Two of the 9; 3 of 10. A £1.5m shortfall, a £900.00 shortfall; £2 million shortfall, 12 vacancies"
            ),
            [(0, "3 of 10".into()), (1, "1.5m shortfall".into()), (2, "12 vacancies".into())]
        );
        assert_eq!(found(&["£# (|million) gap"], "a £2 million gap, a £12,000 gap, £9,999 gap").len(), 2);
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
