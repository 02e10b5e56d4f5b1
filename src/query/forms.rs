//! The words of the index that are forms of one word, or spelt like it.
//!
//! Words are kept as they stand, with positions; their stems are not kept beside them, which would be a seventh of all files. The
//! forms of a stem are looked up in the dictionary when they are asked for: they begin as it does, so few words are looked at.

use super::compile::words;
use crate::store::Store;
use crate::util::spelling::other_beginnings;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::query::{Bm25StatisticsProvider, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{TantivyError, Term};

/// The words of the passages' texts whose stem this is, each with the number of passages that have it, in alphabetical order.
pub(super) fn forms(store: &Store, stemmed: &mut TextAnalyzer, stem: &str) -> Result<Vec<(String, u64)>, TantivyError> {
    let field = store.fields().exact;
    let mut found: BTreeSet<String> = BTreeSet::new();
    for segment in store.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        for start in beginnings(stem) {
            // No byte of UTF-8 is as high as the one after the last word that begins so.
            let end = [start.as_bytes(), &[0xff]].concat();
            let mut stream = inverted.terms().range().ge(start.as_bytes()).lt(end).into_stream()?;
            while stream.advance() {
                let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
                if !found.contains(word) && words(stemmed, word).as_slice() == [stem] {
                    found.insert(word.to_owned());
                }
            }
        }
    }
    let mut out = Vec::with_capacity(found.len());
    for word in found {
        match store.statistics().doc_freq(&Term::from_field_text(field, &word))? {
            0 => {}
            passages => out.push((word, passages)),
        }
    }
    Ok(out)
}

/// The words of a field that are at most so many letters away from this one, each with about how many passages have it.
pub(super) fn spelt_like(
    store: &Store,
    field: Field,
    word: &str,
    distance: u8,
) -> Result<BTreeMap<String, u64>, TantivyError> {
    let mut near: BTreeMap<String, u64> = BTreeMap::new();
    let automaton = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true).automaton()?;
    for segment in store.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().search(&automaton).into_stream()?;
        while stream.advance() {
            if let Ok(term) = std::str::from_utf8(stream.key()) {
                *near.entry(term.to_owned()).or_default() += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(near)
}

/// How the forms of a stem begin. The stemmer cuts endings off; it puts another letter in place of the last one kept only where the
/// stem ends in `i` (happy), `e` (hoping), `l` (ability) or `y` (skies), and of the last two in dying, lying and tying. Before that
/// a word is brought to one spelling, so its others begin otherwise.
fn beginnings(stem: &str) -> Vec<String> {
    let irregular = match stem {
        "die" | "lie" | "tie" => Some(format!("{}y", &stem[..1])),
        _ => None,
    };
    let cut = match stem.char_indices().last() {
        Some((last, 'i' | 'e' | 'l' | 'y')) if last > 0 => &stem[..last],
        _ => stem,
    };
    let spelt = other_beginnings(cut).into_iter().chain(other_beginnings(stem));
    std::iter::once(cut.to_owned()).chain(irregular).chain(spelt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::testing::store;
    use crate::store::STEMMED;
    use crate::store::fixture::Made;

    #[test]
    fn every_form_of_a_stem_is_found() {
        let text = "fund funds funded funding fundamental happy happier happily hope hoping hopes die dies died dying lying lie \
                    skies sky ability able abilities sensible sensibly sensibility relational relate relation activity active \
                    organisation organise organised electricity electrical policy policies tried tries try idly singly early \
                    controlled controlling control agreed agrees analogy authorities authority communities community communal \
                    generously generosity monies money organize organized organizations organiser color colourful coloured \
                    neighborhood neighbourhoods center centres centred centering licensing licence license defense defences \
                    practise practising practices dialog dialogue dialogs programme programmes program programs programming \
                    pediatric paediatrics analyze analysing analyzer skillfully behavioral unfavorably judgments realizable \
                    savoury savory prioritize priorities privatization mold moulded sulfur catalogued catalogs theaters";
        let (_dir, store) = store(&[Made::new("a.txt", "Forms", None, &[[text, "", "", ""]])]);
        let mut stems = store.analyser(STEMMED).unwrap();
        for word in text.split_whitespace() {
            let stem = words(&mut stems, word).pop().unwrap();
            let found = forms(&store, &mut stems, &stem).unwrap();
            assert!(found.iter().any(|(form, passages)| form == word && *passages == 1), "{word} of {stem}: {found:?}");
        }
        assert!(forms(&store, &mut stems, "zinc").unwrap().is_empty());
    }
}
