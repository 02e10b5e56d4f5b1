//! Where a part of a query is looked for, and what it is worth there.

use super::compile::{Compiler, words};
use super::error::QueryError;
use super::near::Near;
use super::rounded::Rounded;
use super::window::List;
use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, BooleanQuery, EmptyQuery, EnableScoring, FuzzyTermQuery, PhrasePrefixQuery,
    PhraseQuery, Query, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, SegmentReader, Term};

/// BM25's bound: a word counts so many times its rarity at most, however often it stands there.
const MOST_TIMES: Score = 2.2;

/// One place.
pub(super) struct Place {
    kind: Kind<Box<dyn Query>>,
    /// What it adds to a score at most.
    pub(super) most: Score,
}

enum Kind<Q> {
    /// Words of a field that count as one, such as the forms of a stem.
    Words { terms: Vec<Term>, weight: Bm25Weight },
    /// Anything else.
    Query(Q),
}

impl<Q> Kind<Q> {
    /// The same with another form of the query.
    fn try_map<R, E>(&self, form: impl FnOnce(&Q) -> Result<R, E>) -> Result<Kind<R>, E> {
        Ok(match self {
            Kind::Words { terms, weight } => Kind::Words { terms: terms.clone(), weight: weight.clone() },
            Kind::Query(query) => Kind::Query(form(query)?),
        })
    }
}

impl Clone for Place {
    fn clone(&self) -> Place {
        let Ok(kind) = self.kind.try_map(|query| Ok::<_, std::convert::Infallible>(query.box_clone()));
        Place { kind, most: self.most }
    }
}

impl Place {
    /// What a query finds, whose score is bounded by nothing known.
    pub(super) fn of_query(query: Box<dyn Query>) -> Place {
        Place { kind: Kind::Query(query), most: Score::INFINITY }
    }

    /// The place as it is looked up in segments.
    pub(super) fn prepare(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Prepared> {
        Ok(Prepared { kind: self.kind.try_map(|query| query.weight(scoring))?, most: self.most })
    }
}

/// See [`Place::prepare`].
pub(super) struct Prepared {
    kind: Kind<Box<dyn Weight>>,
    pub(super) most: Score,
}

impl Prepared {
    /// The passages of a segment.
    pub(super) fn list(&self, reader: &SegmentReader, scored: bool) -> tantivy::Result<List> {
        match &self.kind {
            Kind::Query(weight) => Ok(List::of_scorer(weight.scorer(reader, 1.0)?, scored, self.most)),
            Kind::Words { terms, weight } => {
                let detail = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
                let mut blocks = Vec::with_capacity(terms.len());
                for term in terms {
                    blocks.extend(reader.inverted_index(term.field())?.read_block_postings(term, detail)?);
                }
                let lengths = match terms.first() {
                    Some(term) if scored => reader.fieldnorms_readers().get_field(term.field())?,
                    _ => None,
                };
                Ok(List::of_words(blocks, weight.clone(), lengths, self.most))
            }
        }
    }
}

impl Compiler<'_> {
    /// A word of the passages' texts in all its forms; `None` where no passage has one.
    pub(super) fn stem_in_text(&mut self, stem: &str, worth: Score) -> Result<Option<Place>, QueryError> {
        let field = self.store.fields().exact;
        let forms: Vec<(String, u64)> = self.forms(stem)?.to_vec();
        let terms = forms.iter().map(|(word, _)| Term::from_field_text(field, word)).collect();
        self.place_of(field, terms, forms.iter().map(|(_, passages)| passages).sum(), worth)
    }

    /// A word of a field as the field has it; `None` where no passage has it there.
    pub(super) fn word_in(&mut self, field: Field, word: &str, worth: Score) -> Result<Option<Place>, QueryError> {
        let passages = self.frequency_in(field, word)?;
        self.place_of(field, vec![Term::from_field_text(field, word)], passages, worth)
    }

    fn place_of(
        &mut self,
        field: Field,
        terms: Vec<Term>,
        passages: u64,
        worth: Score,
    ) -> Result<Option<Place>, QueryError> {
        let all = self.store.searcher().num_docs();
        // A passage with two forms of a stem is counted for both.
        let passages = passages.min(all);
        if passages == 0 {
            return Ok(None);
        }
        let long = self.store.statistics().total_num_tokens(field).map_err(|error| self.store.failed(&error))?;
        let weight = Bm25Weight::for_one_term_without_explain(passages, all, long as Score / all as Score);
        let most = worth * MOST_TIMES * rarity_of(passages, all);
        Ok(Some(Place { kind: Kind::Words { terms, weight: weight.boost_by(worth) }, most }))
    }

    /// Words of a field beside each other, in this order, with no more than `slop` others between them; `None` where no passage
    /// has one of them.
    pub(super) fn phrase_in(
        &mut self,
        field: Field,
        phrase: &[String],
        slop: u32,
        worth: Score,
    ) -> Result<Option<Place>, QueryError> {
        self.together(field, phrase, worth, |terms| {
            let mut query = PhraseQuery::new(terms);
            query.set_slop(slop);
            Box::new(query)
        })
    }

    /// Words of a field with no more than `apart` others between them, in any order; `None` where no passage has one of them.
    pub(super) fn near_in(
        &mut self,
        field: Field,
        words: &[String],
        apart: u32,
        worth: Score,
    ) -> Result<Option<Place>, QueryError> {
        self.together(field, words, worth, |terms| Box::new(Near::new(terms, apart)))
    }

    /// Words of a field as `placed` wants them; in a field that does not keep where words stand, all of them.
    fn together(
        &mut self,
        field: Field,
        words: &[String],
        worth: Score,
        placed: impl FnOnce(Vec<Term>) -> Box<dyn Query>,
    ) -> Result<Option<Place>, QueryError> {
        match words {
            [] => return Ok(None),
            [one] => return self.word_in(field, one, worth),
            _ => {}
        }
        let mut most = 0.0;
        for word in words {
            match self.frequency_in(field, word)? {
                0 => return Ok(None),
                passages => most += worth * MOST_TIMES * rarity_of(passages, self.store.searcher().num_docs()),
            }
        }
        let terms = words.iter().map(|word| Term::from_field_text(field, word));
        let query = match self.has_positions(field) {
            true => Rounded::boxed(placed(terms.collect()), worth),
            false => all_terms(terms, worth),
        };
        Ok(Some(Place { kind: Kind::Query(query), most }))
    }

    fn has_positions(&self, field: Field) -> bool {
        let detail = self.store.searcher().schema().get_field_entry(field).field_type().get_index_record_option();
        detail.is_some_and(IndexRecordOption::has_positions)
    }

    /// Words of a field beside each other, the last of which begins so.
    pub(super) fn prefix_in(&mut self, field: Field, words: &[String], worth: Score) -> Place {
        let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
        let beginning = |last| Rounded::boxed(FuzzyTermQuery::new_prefix(last, 0, true), worth);
        Place::of_query(match (terms.len(), self.has_positions(field)) {
            (0 | 1, _) => terms.pop().map_or_else(|| Box::new(EmptyQuery) as Box<dyn Query>, beginning),
            (_, true) => Rounded::boxed(PhrasePrefixQuery::new(terms), worth),
            (_, false) => {
                let last = terms.pop().map(beginning);
                let all = std::iter::once(all_terms(terms, worth)).chain(last);
                Box::new(BooleanQuery::intersection(all.collect()))
            }
        })
    }

    /// Passages whose text has this stem.
    pub(super) fn frequency(&mut self, stem: &str) -> Result<u64, QueryError> {
        Ok(self.forms(stem)?.iter().map(|(_, passages)| passages).sum())
    }

    pub(super) fn frequency_in(&self, field: Field, word: &str) -> Result<u64, QueryError> {
        let term = Term::from_field_text(field, word);
        self.store.statistics().doc_freq(&term).map_err(|error| self.store.failed(&error).into())
    }

    /// How rare the rarest of these stems is in the passages' texts, and one at least.
    pub(super) fn rarity(&mut self, stems: &[String]) -> Result<Score, QueryError> {
        let all = self.store.searcher().num_docs();
        let mut most: Score = 1.0;
        for stem in stems {
            most = most.max(rarity_of(self.frequency(stem)?.min(all), all));
        }
        Ok(most)
    }

    /// The stems of a word.
    pub(super) fn stems(&mut self, word: &str) -> Vec<String> {
        words(&mut self.stemmed, word)
    }

    /// A word as it stands, which may be taken apart at a hyphen.
    pub(super) fn exactly(&mut self, word: &str) -> Vec<String> {
        words(&mut self.exact, word)
    }
}

/// Passages that have every one of these.
fn all_terms(terms: impl IntoIterator<Item = Term>, worth: Score) -> Box<dyn Query> {
    let each = terms.into_iter().map(|term| Rounded::boxed(TermQuery::new(term, IndexRecordOption::Basic), worth));
    Box::new(BooleanQuery::intersection(each.collect()))
}

/// How rare a word is that so many of all passages have, as BM25 counts it.
fn rarity_of(with: u64, all: u64) -> Score {
    let (all, with) = (all as Score, with as Score);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
