//! Finds and scores the passages of a segment with all or any of several words, a window of passages at a time.

use super::rounded::round;
use super::several::{Least, Rule};
use super::window::{Bits, List, NONE, SPAN, cut, first_from, has, join, window_of};
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

/// What a word that stands in a heading or a title alone covers of the query.
const AROUND: Score = 0.6;
/// Words of a passage at which shortness takes half of its score.
const SHORT: Score = 3.0;
/// What rounding can add to a sum: it adds the eight thousandth part of one to a summand at most.
const ROUNDED: Score = 0.02;

/// A word as it is looked for in a segment; see [`Part`](super::several::Part).
pub(super) struct Word {
    own: Vec<List>,
    around: Vec<List>,
    extra: Vec<List>,
    worth: Score,
    /// What it adds at most in the passage itself, and around it and by being as it was written.
    most: (Score, Score),
    /// The passages of the window that have it themselves.
    here: Bits,
}

impl Word {
    pub(super) fn new(own: Vec<List>, around: Vec<List>, extra: Vec<List>, worth: Score) -> Word {
        let sum = |lists: &[List]| lists.iter().map(|list| list.most).sum::<Score>();
        let most = (sum(&own) + sum(&extra), sum(&around));
        Word { own, around, extra, worth, most, here: NONE }
    }

    /// The first passage from `target` on that has it; with `around` also by what surrounds it.
    fn reach(&mut self, target: DocId, around: bool) -> DocId {
        let around = self.around.iter_mut().filter(|_| around);
        self.own.iter_mut().chain(around).map(|list| list.reach(target)).min().unwrap_or(TERMINATED)
    }

    /// The most that it adds to a passage's score, by where it stands.
    fn bound(&mut self, doc: DocId) -> Score {
        let window = window_of(doc);
        let near = self.around.iter_mut().filter_map(|list| list.may(window, doc)).sum::<Score>();
        if has(&self.here, doc) { near + self.most.0 } else { near }
    }

    /// What it adds to a passage's score, and whether it stands around it.
    fn score(&mut self, doc: DocId) -> (Score, bool) {
        let (mut sum, mut near) = (0.0, false);
        for list in &mut self.around {
            if let Some(score) = list.score(doc) {
                sum += score;
                near = true;
            }
        }
        if has(&self.here, doc) {
            let all = self.own.iter_mut().chain(&mut self.extra);
            sum += all.filter_map(|list| list.score(doc)).sum::<Score>();
        }
        (sum, near)
    }
}

/// See the module.
pub(super) struct SeveralScorer {
    words: Vec<Word>,
    rule: Rule,
    together: Vec<(usize, List)>,
    /// What all words are worth.
    whole: Score,
    lengths: FieldNormReader,
    /// `None` where no score is wanted.
    least: Option<Arc<Least>>,
    /// Words by what they add to a passage, the least first.
    weakest: Vec<usize>,
    window: DocId,
    found: Bits,
    /// Of those found the ones that may be among the first.
    hopeful: Bits,
    doc: DocId,
}

impl SeveralScorer {
    pub(super) fn new(
        words: Vec<Word>,
        rule: Rule,
        together: Vec<(usize, List)>,
        lengths: FieldNormReader,
        least: Option<Arc<Least>>,
    ) -> SeveralScorer {
        let mut weakest: Vec<usize> = (0..words.len()).collect();
        weakest.sort_by(|a, b| words[*a].most.0.total_cmp(&words[*b].most.0));
        let whole = words.iter().map(|word| word.worth).sum::<Score>().max(Score::MIN_POSITIVE);
        let mut made = SeveralScorer {
            words,
            rule,
            together,
            whole,
            lengths,
            least,
            weakest,
            window: 0,
            found: NONE,
            hopeful: NONE,
            doc: 0,
        };
        made.open(0);
        made.settle(0);
        made
    }

    /// Whether a passage must have every word.
    fn is_strict(&self) -> bool {
        self.rule == Rule::All && self.words.len() > 1
    }

    /// The first match from `target` on, which is in the window or after it.
    fn settle(&mut self, target: DocId) -> DocId {
        if target >= self.window + SPAN {
            self.open(window_of(target));
        }
        let mut at = target.saturating_sub(self.window) as usize;
        while self.window != TERMINATED {
            if let Some(bit) = first_from(&self.found, at) {
                self.doc = self.window + bit;
                return self.doc;
            }
            self.open(self.window + SPAN);
            at = 0;
        }
        self.doc = TERMINATED;
        TERMINATED
    }

    /// Reads the first window from `from` on that has matches; none is left where the window is the end.
    fn open(&mut self, mut from: DocId) {
        loop {
            let strict = self.is_strict();
            let next = if strict { self.reach_all(from) } else { self.reach_any(from) };
            if next == TERMINATED {
                self.window = TERMINATED;
                return;
            }
            self.window = window_of(next);
            if if strict { self.read_all() } else { self.read_any() } {
                return;
            }
            from = self.window + SPAN;
        }
    }

    fn reach_any(&mut self, from: DocId) -> DocId {
        self.words.iter_mut().map(|word| word.reach(from, false)).min().unwrap_or(TERMINATED)
    }

    /// The first passage that can have every word: none before the farthest of them has.
    fn reach_all(&mut self, mut from: DocId) -> DocId {
        for word in &mut self.words {
            from = word.reach(from, true);
            if from == TERMINATED {
                break;
            }
        }
        from
    }

    fn read_all(&mut self) -> bool {
        let window = self.window;
        self.found = [u64::MAX; NONE.len()];
        let mut any = NONE;
        for word in &mut self.words {
            word.here = NONE;
            word.own.iter_mut().for_each(|list| join(&mut word.here, list.read(window)));
            join(&mut any, &word.here);
            let mut with = word.here;
            word.around.iter_mut().for_each(|list| join(&mut with, list.read(window)));
            if !cut(&mut self.found, &with) {
                return false;
            }
        }
        self.hopeful = [u64::MAX; NONE.len()];
        cut(&mut self.found, &any)
    }

    fn read_any(&mut self) -> bool {
        let window = self.window;
        self.found = NONE;
        for word in &mut self.words {
            word.here = NONE;
            word.own.iter_mut().for_each(|list| join(&mut word.here, list.read(window)));
            join(&mut self.found, &word.here);
        }
        self.hopeful = self.hopeful();
        self.found.iter().any(|bits| *bits != 0)
    }

    /// The passages with a word that can bring them among the first: one with none but the others' cannot get there.
    fn hopeful(&self) -> Bits {
        let least = self.least.as_ref().map_or(0.0, |least| least.get());
        let near: Score = self.words.iter().map(|word| word.most.1).sum();
        let (mut sum, mut covered) = (near, self.whole * AROUND);
        let mut weak = 0;
        let mut so_far = vec![false; self.words.len()];
        for &at in &self.weakest {
            sum += self.words[at].most.0;
            covered += self.words[at].worth * (1.0 - AROUND);
            so_far[at] = true;
            let pairs =
                self.together.iter().filter(|(first, _)| so_far[*first] && so_far.get(first + 1) == Some(&true));
            let together: Score = pairs.map(|(_, pair)| pair.most).sum();
            if self.most(sum + together, covered, 1.0) >= least {
                break;
            }
            weak += 1;
        }
        let mut out = NONE;
        self.weakest[weak..].iter().for_each(|at| join(&mut out, &self.words[*at].here));
        out
    }

    /// No score is more than this, where the sum and what is covered are no more than these.
    fn most(&self, sum: Score, covered: Score, length: Score) -> Score {
        // What is infinite or unknown bounds nothing.
        let factor = if self.rule == Rule::Any { covered / self.whole * length } else { 1.0 };
        (sum + ROUNDED) * factor * 1.001
    }

    /// The share of its score that a passage keeps for its length.
    fn length(&self, doc: DocId) -> Score {
        let words = self.lengths.fieldnorm(doc) as Score;
        words / (words + SHORT)
    }
}

impl DocSet for SeveralScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.settle(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let size = |word: &Word| word.own.iter().map(List::size).sum::<u32>();
        match self.rule {
            Rule::All => self.words.iter().map(size).min().unwrap_or(0),
            Rule::Sum | Rule::Any => self.words.iter().map(size).fold(0, u32::saturating_add),
        }
    }
}

impl Scorer for SeveralScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let Some(least) = self.least.as_ref().map(|least| least.get()) else { return 0.0 };
        if doc == TERMINATED || !has(&self.hopeful, doc) {
            return 0.0;
        }
        let length = if self.rule == Rule::Any { self.length(doc) } else { 1.0 };
        if least > 0.0 {
            let (mut sum, mut covered) = (0.0, 0.0);
            for word in &mut self.words {
                let bound = word.bound(doc);
                covered += if has(&word.here, doc) {
                    word.worth
                } else if bound > 0.0 {
                    word.worth * AROUND
                } else {
                    0.0
                };
                sum += bound;
            }
            let words = &self.words;
            let pairs = self.together.iter().filter(|(first, _)| has_both(words, *first, doc));
            sum += pairs.map(|(_, pair)| pair.most).sum::<Score>();
            if self.most(sum, covered, length) < least {
                return 0.0;
            }
        }
        let (mut sum, mut covered) = (0.0, 0.0);
        for word in &mut self.words {
            let (score, near) = word.score(doc);
            sum += score;
            covered += match near {
                _ if has(&word.here, doc) => word.worth,
                true => word.worth * AROUND,
                false => 0.0,
            };
        }
        let words = &self.words;
        let pairs: Score =
            self.together.iter().filter(|(first, _)| has_both(words, *first, doc)).map(|(_, p)| p.most).sum();
        if self.most(sum + pairs, covered, length) < least {
            return 0.0;
        }
        for (first, pair) in &mut self.together {
            if has_both(&self.words, *first, doc) {
                sum += pair.score(doc).unwrap_or(0.0);
            }
        }
        match self.rule {
            Rule::All | Rule::Sum => sum,
            Rule::Any => round(sum * (covered / self.whole) * length),
        }
    }
}

/// Whether a passage has a word itself and the one after it too.
fn has_both(words: &[Word], first: usize, doc: DocId) -> bool {
    words.iter().skip(first).take(2).filter(|word| has(&word.here, doc)).count() == 2
}
