//! Passages with all or with any of several words.
//!
//! With any of them, BM25 alone adds up words: a heading that repeats one rare word outranks a paragraph that has five of the query.
//! There the sum is multiplied by the share of the query that a passage covers, each word weighted by its rarity, and by a factor
//! that keeps fragments of two or three words from winning by their shortness. Words that stand together in the query and in the
//! passage add to it. The factors were set by their meaning before the judged queries of `tests/data/queries.tsv` were first run;
//! the figures are in `benches/README.md`.
//!
//! Of a common word's passages hardly any is among the first. What a passage can reach is known from its rarest figures, so one that
//! cannot reach the last of the first ones any more is counted, and its score is not worked out.

use super::rounded::round;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// What a word that stands in a heading or a title alone covers of the query.
const AROUND: Score = 0.6;
/// Words of a passage at which shortness takes half of its score.
const SHORT: Score = 3.0;

/// The lowest score that is still among the first, told by what collects to what scores. A score of zero stands for any below it.
#[derive(Debug, Default)]
pub(super) struct Least(AtomicU32);

impl Least {
    /// So many hits as are wanted have this score or more.
    pub(super) fn raise(&self, score: Score) {
        // Scores are never negative, so their bits sort as they do.
        self.0.fetch_max(score.to_bits(), Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> Score {
        Score::from_bits(self.0.load(Ordering::Relaxed))
    }
}

/// One word of the query.
#[derive(Debug)]
pub(super) struct Part {
    /// The word in the passage itself.
    pub(super) own: Box<dyn Query>,
    /// The word in what surrounds the passage, and what adds to its score where it stands in the passage itself.
    pub(super) around: Box<dyn Query>,
    /// Its share of the query's meaning.
    pub(super) worth: Score,
    /// No passage has more of `own` than this, and none more of `around`.
    pub(super) most: (Score, Score),
}

/// How many of the words a passage must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Each in itself or in what surrounds it, and one in itself at least. The score is the sum.
    All,
    /// One in itself at least. The score is what the module says.
    Any,
}

/// See the module. Nothing else may add to its score.
#[derive(Debug)]
pub(super) struct Several {
    pub(super) parts: Vec<Part>,
    pub(super) rule: Rule,
    /// Pairs of words that stand together; they add to a score and match nothing by themselves.
    pub(super) together: Vec<(Box<dyn Query>, Score)>,
    /// The field whose length is the passage's.
    pub(super) length: Field,
    pub(super) least: Arc<Least>,
}

impl Clone for Several {
    fn clone(&self) -> Several {
        let part = |p: &Part| Part { own: p.own.box_clone(), around: p.around.box_clone(), ..*p };
        Several {
            parts: self.parts.iter().map(part).collect(),
            rule: self.rule,
            together: self.together.iter().map(|(query, most)| (query.box_clone(), *most)).collect(),
            length: self.length,
            least: Arc::clone(&self.least),
        }
    }
}

impl Query for Several {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut words = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let (own, around) = (part.own.weight(scoring)?, part.around.weight(scoring)?);
            words.push(Word { own, around, worth: part.worth, most: part.most });
        }
        let mut together = Vec::with_capacity(self.together.len());
        for (pair, most) in &self.together {
            together.push((pair.weight(scoring)?, *most));
        }
        Ok(Box::new(SeveralWeight {
            words,
            rule: self.rule,
            together,
            length: self.length,
            scored: scoring.is_scoring_enabled(),
            least: Arc::clone(&self.least),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.own.query_terms(visitor));
    }
}

/// A word as it is looked for.
struct Word<T: ?Sized> {
    own: Box<T>,
    around: Box<T>,
    worth: Score,
    most: (Score, Score),
}

struct SeveralWeight {
    words: Vec<Word<dyn Weight>>,
    rule: Rule,
    together: Vec<(Box<dyn Weight>, Score)>,
    length: Field,
    scored: bool,
    least: Arc<Least>,
}

impl Weight for SeveralWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        // What surrounds a passage matters to what matches where all words are asked for, and to the score.
        let surrounded = self.scored || self.rule == Rule::All && self.words.len() > 1;
        let mut words = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let around: Box<dyn Scorer> =
                if surrounded { word.around.scorer(reader, boost)? } else { Box::new(EmptyScorer) };
            words.push(Word { own: word.own.scorer(reader, boost)?, around, worth: word.worth, most: word.most });
        }
        let mut together = Vec::new();
        for (pair, most) in self.together.iter().filter(|_| self.scored) {
            together.push((pair.scorer(reader, boost)?, *most));
        }
        let mut scorer = SeveralScorer {
            whole: words.iter().map(|word| word.worth).sum::<Score>().max(Score::MIN_POSITIVE),
            beside: together.iter().map(|(_, most)| most).sum(),
            words,
            rule: self.rule,
            together,
            lengths: reader.get_fieldnorms_reader(self.length)?,
            least: Arc::clone(&self.least),
            doc: 0,
        };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new_with_string("several words".to_owned(), 0.0))
    }
}

struct SeveralScorer {
    words: Vec<Word<dyn Scorer>>,
    rule: Rule,
    together: Vec<(Box<dyn Scorer>, Score)>,
    /// The most that `together` can add.
    beside: Score,
    /// What all words are worth.
    whole: Score,
    lengths: FieldNormReader,
    least: Arc<Least>,
    doc: DocId,
}

/// Brings a scorer to a document or the first after it.
fn reach(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() < target { scorer.seek(target) } else { scorer.doc() }
}

/// The score that a scorer gives a document; `None` where it does not match.
fn at(scorer: &mut dyn Scorer, doc: DocId) -> Option<Score> {
    (reach(scorer, doc) == doc).then(|| scorer.score())
}

impl SeveralScorer {
    /// The first match from `target` on.
    fn settle(&mut self, target: DocId) -> DocId {
        self.doc = match self.rule {
            Rule::All if self.words.len() > 1 => self.settle_all(target),
            _ => self.words.iter_mut().map(|word| reach(word.own.as_mut(), target)).min().unwrap_or(TERMINATED),
        };
        self.doc
    }

    fn settle_all(&mut self, mut target: DocId) -> DocId {
        'candidate: while target != TERMINATED {
            let mut own = false;
            for word in &mut self.words {
                let here = reach(word.own.as_mut(), target);
                own |= here == target;
                if here > target {
                    let near = reach(word.around.as_mut(), target).min(here);
                    if near > target {
                        target = near;
                        continue 'candidate;
                    }
                }
            }
            if own {
                return target;
            }
            target += 1;
        }
        TERMINATED
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
        let hints = self.words.iter().map(|word| word.own.size_hint());
        match self.rule {
            Rule::All => hints.min(),
            Rule::Any => hints.max(),
        }
        .unwrap_or(0)
    }
}

impl Scorer for SeveralScorer {
    fn score(&mut self) -> Score {
        let (doc, least) = (self.doc, self.least.get());
        let (mut sum, mut near, mut covered) = (0.0, 0.0, 0.0);
        for word in &mut self.words {
            near += word.most.1;
            if word.own.doc() == doc {
                sum += word.most.0;
                covered += word.worth;
            } else {
                covered += word.worth * AROUND;
            }
        }
        let length = match self.rule {
            Rule::All => 1.0,
            Rule::Any => {
                let words = self.lengths.fieldnorm(doc) as Score;
                words / (words + SHORT)
            }
        };
        // Rounding adds the eight thousandth part of one to a summand at most.
        let factor = match self.rule {
            Rule::All => 1.001,
            Rule::Any => length * (covered / self.whole) * 1.001,
        };
        let left = near + self.beside + 0.01;
        if (sum + left) * factor < least {
            return 0.0;
        }
        sum = 0.0;
        for word in &mut self.words {
            if word.own.doc() == doc {
                sum += word.own.score();
            }
        }
        if (sum + left) * factor < least {
            return 0.0;
        }
        covered = 0.0;
        for word in &mut self.words {
            let near = at(word.around.as_mut(), doc);
            sum += near.unwrap_or(0.0);
            covered += match near {
                _ if word.own.doc() == doc => word.worth,
                Some(_) => word.worth * AROUND,
                None => 0.0,
            };
        }
        for (pair, _) in &mut self.together {
            sum += at(pair.as_mut(), doc).unwrap_or(0.0);
        }
        match self.rule {
            Rule::All => sum,
            Rule::Any => round(sum * (covered / self.whole) * length),
        }
    }
}
