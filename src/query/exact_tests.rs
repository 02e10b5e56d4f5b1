//! That figures and orders are exact: whatever is asked, the first hits are those of the whole list, and each facet count is what the
//! same search gives with its value as a filter.

use super::testing::{ask, store};
use super::*;
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::store::Store;
use crate::store::fixture::Made;
use proptest::prelude::*;
use std::sync::LazyLock;
use tempfile::TempDir;

/// From common to rare, and two that are another form of each other.
const WORDS: [&str; 16] = [
    "board",
    "the",
    "funding",
    "council",
    "data",
    "sharing",
    "shared",
    "volunteers",
    "carers",
    "decided",
    "report",
    "ferries",
    "coordination",
    "budget",
    "islands",
    "zinc",
];

/// Sixty papers of one to twelve passages, made of words as common as they stand first in the list. Every sixth is nearly the same as
/// the one before it.
fn sources() -> Vec<Made> {
    let mut state = 2026_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let themes = ["", "data-evidence", "funding-resources"];
    let areas = ["", "S12000041", "S12000042"];
    let mut made = Vec::new();
    for number in 0..60 {
        let mut passages = Vec::new();
        for _ in 0..1 + below(12) {
            let text: Vec<&str> = (0..1 + below(24)).map(|_| WORDS[below(16) * below(16) / 16]).collect();
            let heading = if below(3) == 0 { WORDS[below(16)] } else { "" };
            passages.push([
                text.join(" "),
                heading.to_owned(),
                themes[below(3)].to_owned(),
                areas[below(3)].to_owned(),
            ]);
        }
        let title = format!("{} {}", WORDS[below(16)], WORDS[below(16)]);
        let date = (below(4) > 0).then(|| PartialDate::ymd(2018 + below(4) as i16, 1 + below(12) as u8, 3)).flatten();
        let mut one = Made::new(&format!("{number:02}.txt"), &title, date, &[]);
        one.passages = passages;
        if let (5, Some(before)) = (number % 6, made.last()) {
            let Made { name, passages, .. } = before;
            one.passages.splice(1.., passages.iter().skip(1).cloned());
            one = one.copy_of(name);
        }
        made.push(one.of_kind(PaperKind::ALL[below(3)]));
    }
    made
}

static MADE: LazyLock<(TempDir, Store)> = LazyLock::new(|| store(&sources()));

/// A query of any form.
fn query() -> impl Strategy<Value = String> {
    let word = || proptest::sample::select(WORDS.to_vec());
    let words = || proptest::collection::vec(word(), 1..5).prop_map(|words| words.join(" "));
    prop_oneof![
        3 => words(),
        1 => words().prop_map(|words| format!("What did they say about {words}?")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a} OR {b}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a} -{b}")),
        1 => (word(), word(), 0..4_u32).prop_map(|(a, b, slop)| format!("\"{a} {b}\"~{slop}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{}* {b}", &a[..2])),
        1 => (word(), word()).prop_map(|(a, b)| format!("title:{a} {b}")),
        1 => (word(), word()).prop_map(|(a, b)| format!("{a} kind:minute {b}")),
    ]
}

fn filters() -> impl Strategy<Value = Request> {
    (0..3_usize, 0..3_usize, 0..3_usize, any::<bool>()).prop_map(|(theme, place, year, kind)| Request {
        themes: [None, Some("data-evidence"), Some("funding-resources")][theme]
            .map(str::to_owned)
            .into_iter()
            .collect(),
        places: [None, Some("Angus"), Some("S12000042")][place].map(str::to_owned).into_iter().collect(),
        since: [None, Some("2019"), Some("2020-06")][year].map(|date| resolve_date(date).unwrap()),
        kinds: kind.then_some(PaperKind::ALL[1]).into_iter().collect(),
        ..Request::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_first_hits_are_those_of_the_whole_list(text in query(), filter in filters(), limit in 1..30_usize) {
        let store = &MADE.1;
        let all = search(store, &Request { text: text.clone(), ..filter.clone() }).unwrap();
        prop_assert_eq!(all.total, all.hits.len() as u64);
        prop_assert_eq!(all.advice.is_empty(), all.total > 0);
        let first = search(store, &Request { text, limit: Some(limit), ..filter }).unwrap();
        prop_assert_eq!(first.total, all.total);
        prop_assert_eq!(&first.matched, &all.matched);
        prop_assert_eq!(&first.hits[..], &all.hits[..all.hits.len().min(limit)]);
    }

    #[test]
    fn each_facet_count_is_that_of_its_filter(text in query(), filter in filters()) {
        let store = &MADE.1;
        let asked = Request { text, facets: true, limit: Some(0), matching: Matching::All, ..filter };
        let facets = search(store, &asked).unwrap().facets.unwrap();
        for (name, list) in facets.lists() {
            for value in list {
                let both = |given: &[String]| given.is_empty() || given.contains(&value.value);
                let one = vec![value.value.clone()];
                let year = resolve_date(&value.value).ok();
                let request = match name {
                    "theme" if both(&asked.themes) => Request { themes: one, ..asked.clone() },
                    "area" if asked.places.is_empty() => Request { places: one, ..asked.clone() },
                    "kind" => Request { kinds: vec![resolve_kind(&value.value).unwrap()], ..asked.clone() },
                    "year" if value.value == "none" => Request { text: format!("({}) date:none", asked.text), ..asked.clone() },
                    "year" if asked.since.is_none() => Request { since: year, until: year, ..asked.clone() },
                    // Two values of one facet are alternatives beside each other, so that these cannot be asked for so.
                    _ => continue,
                };
                prop_assert_eq!(search(store, &request).unwrap().total, value.passages, "{} {}", name, &value.value);
            }
        }
    }
}

#[test]
fn the_made_papers_have_enough_to_cut() {
    let results = search(&MADE.1, &ask("board")).unwrap();
    assert!(results.total > 100, "{}", results.total);
}
