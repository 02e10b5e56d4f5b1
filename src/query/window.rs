//! Where a part of a query stands, some thousand passages at a time.
//!
//! A common word stands in hundreds of thousands of passages, and asking for each one by one costs more than the scores. So lists
//! are read in windows: which passages have the word is a row of bits, and rows of bits are joined and cut 64 at a time.

use super::rounded::round;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, Score, TERMINATED};

/// Passages of a window; it begins at a multiple of this.
pub(super) const SPAN: DocId = 4096;
const ROW: usize = SPAN as usize / 64;

/// A bit for each passage of a window.
pub(super) type Bits = [u64; ROW];

/// No passage of a window.
pub(super) const NONE: Bits = [0; ROW];

/// Where the window with this passage begins.
pub(super) fn window_of(doc: DocId) -> DocId {
    doc - doc % SPAN
}

/// Whether a passage has its bit.
pub(super) fn has(bits: &Bits, doc: DocId) -> bool {
    let at = (doc % SPAN) as usize;
    bits[at / 64] >> (at % 64) & 1 == 1
}

fn set(bits: &mut Bits, at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

/// Adds the bits of another row.
pub(super) fn join(bits: &mut Bits, other: &Bits) {
    bits.iter_mut().zip(other).for_each(|(bits, other)| *bits |= other);
}

/// Keeps the bits that another row has too; whether any is left.
pub(super) fn cut(bits: &mut Bits, other: &Bits) -> bool {
    bits.iter_mut().zip(other).for_each(|(bits, other)| *bits &= other);
    bits.iter().any(|bits| *bits != 0)
}

/// The first bit from a place in the window on.
pub(super) fn first_from(bits: &Bits, at: usize) -> Option<DocId> {
    let mut word = at / 64;
    let mut rest = *bits.get(word)? & (u64::MAX << (at % 64));
    while rest == 0 {
        word += 1;
        rest = *bits.get(word)?;
    }
    Some(word as DocId * 64 + rest.trailing_zeros())
}

/// A list of passages with their scores. It is read forwards.
pub(super) struct List {
    kind: Kind,
    /// No passage scores more.
    pub(super) most: Score,
    /// The window that was read last.
    read: Option<DocId>,
    bits: Bits,
}

enum Kind {
    Words(Words),
    Other(Other),
}

/// The postings of words that count as one.
struct Words {
    postings: Vec<Postings>,
    weight: Bm25Weight,
    /// Where lengths are not kept every field counts as one word.
    lengths: Option<FieldNormReader>,
    /// How often the words stand in a passage, up to 255 times: a few hundredths of a score are lost beyond that.
    times: Box<[u8; SPAN as usize]>,
}

/// Anything that the full-text index finds by itself.
struct Other {
    scorer: Box<dyn Scorer>,
    /// The scores of the window's passages, where scores are wanted.
    scores: Vec<Score>,
}

struct Postings {
    block: BlockSegmentPostings,
    /// The next one in the block.
    at: usize,
}

impl Postings {
    /// The first passage from `target` on.
    fn reach(&mut self, target: DocId) -> DocId {
        while let Some(last) = self.block.docs().last() {
            if *last >= target {
                let docs = self.block.docs();
                self.at += docs[self.at..].partition_point(|doc| *doc < target);
                return docs[self.at];
            }
            // Blocks between are passed over unread; the last one may end before the target.
            self.at = 0;
            self.block.seek(target);
            if self.block.docs().last().is_some_and(|last| *last < target) {
                self.block.advance();
            }
        }
        TERMINATED
    }

    fn read(&mut self, window: DocId, bits: &mut Bits, times: &mut [u8; SPAN as usize]) {
        if self.reach(window) == TERMINATED {
            return;
        }
        loop {
            let (docs, freqs) = (self.block.docs(), self.block.freqs());
            let inside = docs[self.at..].partition_point(|doc| *doc < window + SPAN);
            let end = self.at + inside;
            for (i, doc) in docs[self.at..end].iter().enumerate() {
                let at = (doc - window) as usize;
                let more = freqs.get(self.at + i).map_or(1, |freq| (*freq).min(255) as u8);
                times[at] = if bits[at / 64] >> (at % 64) & 1 == 1 { times[at].saturating_add(more) } else { more };
                set(bits, at);
            }
            if end < docs.len() {
                self.at = end;
                return;
            }
            self.at = 0;
            self.block.advance();
            if self.block.docs().is_empty() {
                return;
            }
        }
    }
}

impl List {
    /// Words of a field that count as one.
    pub(super) fn of_words(
        blocks: Vec<BlockSegmentPostings>,
        weight: Bm25Weight,
        lengths: Option<FieldNormReader>,
        most: Score,
    ) -> List {
        let postings = blocks.into_iter().map(|block| Postings { block, at: 0 }).collect();
        let words = Words { postings, weight, lengths, times: Box::new([0; SPAN as usize]) };
        List { kind: Kind::Words(words), most, read: None, bits: NONE }
    }

    /// What a query finds.
    pub(super) fn of_scorer(scorer: Box<dyn Scorer>, scored: bool, most: Score) -> List {
        let scores = vec![0.0; if scored { SPAN as usize } else { 0 }];
        List { kind: Kind::Other(Other { scorer, scores }), most, read: None, bits: NONE }
    }

    /// About how many passages are in it.
    pub(super) fn size(&self) -> u32 {
        match &self.kind {
            Kind::Words(words) => words.postings.iter().map(|postings| postings.block.doc_freq()).sum(),
            Kind::Other(other) => other.scorer.size_hint(),
        }
    }

    /// The first passage from `target` on, which is in no window that was read.
    pub(super) fn reach(&mut self, target: DocId) -> DocId {
        match &mut self.kind {
            Kind::Words(words) => words.postings.iter_mut().map(|p| p.reach(target)).min().unwrap_or(TERMINATED),
            Kind::Other(other) => reach(other.scorer.as_mut(), target),
        }
    }

    /// The passages of a window.
    pub(super) fn read(&mut self, window: DocId) -> &Bits {
        if self.read == Some(window) {
            return &self.bits;
        }
        self.read = Some(window);
        self.bits = NONE;
        match &mut self.kind {
            Kind::Words(words) => {
                for postings in &mut words.postings {
                    postings.read(window, &mut self.bits, &mut words.times);
                }
            }
            Kind::Other(Other { scorer, scores }) => {
                let mut doc = reach(scorer.as_mut(), window);
                while doc < window + SPAN {
                    let at = (doc - window) as usize;
                    set(&mut self.bits, at);
                    if let Some(score) = scores.get_mut(at) {
                        *score = scorer.score();
                    }
                    doc = scorer.advance();
                }
            }
        }
        &self.bits
    }

    /// The most that it gives a passage that is in it, as far as that is known without asking for this passage alone.
    pub(super) fn may(&mut self, window: DocId, doc: DocId) -> Option<Score> {
        let is_known = matches!(self.kind, Kind::Words(_)) || self.read == Some(window);
        (!is_known || has(self.read(window), doc)).then_some(self.most)
    }

    /// The score of a passage that is in it. Words are read by the window; anything else may cost much, and is asked for this passage alone where
    /// its window was not read.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Score> {
        let window = window_of(doc);
        if let Kind::Other(other) = &mut self.kind
            && self.read != Some(window)
        {
            return (reach(other.scorer.as_mut(), doc) == doc).then(|| other.scorer.score());
        }
        if !has(self.read(window), doc) {
            return None;
        }
        Some(match &self.kind {
            Kind::Words(words) => {
                let length = match &words.lengths {
                    Some(lengths) => lengths.fieldnorm_id(doc),
                    None => FieldNormReader::fieldnorm_to_id(1),
                };
                round(words.weight.score(length, u32::from(words.times[(doc - window) as usize])))
            }
            Kind::Other(other) => other.scores[(doc - window) as usize],
        })
    }
}

/// Brings a scorer to a passage or the first after it.
pub(super) fn reach(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() < target { scorer.seek(target) } else { scorer.doc() }
}
