//! That near-duplicates count once, wherever a figure is given, and nothing is lost by it.

use super::testing::{ask, cites, store};
use super::*;
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::store::Store;
use crate::store::fixture::{Made, build, three};
use tempfile::TempDir;

/// A paper with its near-duplicate, which has another title, kind and date, a passage that it has alone, and none of one theme; and a
/// paper of its own with the same words.
fn sources() -> Vec<Made> {
    let rows = [
        ["Partners shared data on ferries.", "Boats", "data-evidence", "S12000041"],
        ["Noted.", "", "", ""],
        ["Noted.", "", "", ""],
        ["Ferries were late.", "", "", ""],
    ];
    let mut copied = rows.to_vec();
    copied[0][2] = "";
    copied.push(["Ferries, and a page of the copy alone.", "", "", "S12000041"]);
    copied.push(["Noted.", "", "", ""]);
    let original = Made::new("a.txt", "Ferries", PartialDate::ymd(2020, 10, 5), &rows).of_body("Cabinet");
    let copy =
        Made::new("b.txt", "Scan", PartialDate::ym(2021, 3), &copied).of_kind(PaperKind::Minute).of_body("CABINET");
    let other = Made::new("c.txt", "Other", None, &rows[..1]).of_body("Full Council");
    vec![original, copy.copy_of("a.txt"), other]
}

#[test]
fn the_same_words_in_a_near_duplicate_count_once() {
    let (_dir, store) = store(&sources());
    let figures = |text: &str| {
        let results = search(&store, &ask(text)).unwrap();
        (results.total, results.folded, results.hits.len())
    };
    assert_eq!(figures("ferries late"), (1, 1, 1));
    // The paper of its own is another paper.
    assert_eq!(figures("partners"), (2, 1, 2));
    // What a paper says twice it says twice, and the copy a third time.
    assert_eq!(figures("noted"), (3, 2, 3));
    assert_eq!(figures(""), (7, 4, 7));
    let hit = search(&store, &ask("late")).unwrap().hits.remove(0);
    let also: Vec<&str> = hit.also.iter().map(|copy| copy.citation.as_str()).collect();
    assert_eq!((hit.source.as_str(), also), ("a.txt", vec!["b.txt p. 4, para 4.1"]));
    // A filter that lets the copy alone through finds it.
    assert_eq!(cites(&store, &ask("late kind:minute")), ["b.txt p. 4, para 4.1"]);
    assert_eq!(cites(&store, &ask("source:b.txt noted")).len(), 3);
    for limit in 0..8 {
        for text in ["", "ferries", "noted", "ferries OR noted", "What was said of ferries and partners?"] {
            let all = search(&store, &ask(text)).unwrap();
            let some = search(&store, &Request { limit: Some(limit), ..ask(text) }).unwrap();
            assert_eq!((some.total, some.folded), (all.total, all.folded));
            assert_eq!(some.hits[..], all.hits[..limit.min(all.hits.len())], "{text}");
        }
    }
}

#[test]
fn each_count_by_facet_is_a_recount_with_copies_folded() {
    let (_dir, store) = store(&sources());
    for text in ["", "ferries", "noted", "partners OR late"] {
        let asked = Request { facets: true, ..ask(text) };
        let facets = search(&store, &asked).unwrap().facets.unwrap();
        for (name, list) in facets.lists() {
            for value in list {
                let key = if name == "year" { "date" } else { name };
                let again = search(&store, &ask(&format!("({text}) {key}:\"{}\"", value.value)));
                assert_eq!(again.unwrap().total, value.passages, "{text} {name}:{}", value.value);
            }
        }
    }
    let facets = search(&store, &Request { facets: true, ..ask("ferries") }).unwrap().facets.unwrap();
    let rows = |list: &[FacetCount]| list.iter().map(|one| (one.label.clone(), one.passages)).collect::<Vec<_>>();
    let row = |label: &str, passages| (label.to_owned(), passages);
    assert_eq!(rows(&facets.bodies), [row("Cabinet", 3), row("Full Council", 1)]);
    assert_eq!(rows(&facets.years), [row("2021", 3), row("2020", 2), row("undated", 1)]);
    assert_eq!(rows(&facets.kinds), [row("minute", 3), row("report", 3)]);
}

#[test]
fn what_was_added_and_what_is_alike_leave_copies_out() {
    let (_dir, store) = store(&sources());
    let words = Synonyms { concept: "boats".to_owned(), terms: vec!["scan".to_owned(), "ferries".to_owned()] };
    for limit in 0..5 {
        // The copy meets the query as typed by its title, the original by the word that was added.
        let request = Request { synonyms: vec![words.clone()], limit: Some(limit), facets: true, ..ask("scan late") };
        let found = search(&store, &Request { text: "late scan OR late".to_owned(), ..request }).unwrap();
        assert_eq!((found.total, found.folded, found.hits.len()), (1, 1, limit.min(1)));
    }
    let id = search(&store, &ask("late")).unwrap().hits[0].passage.id.clone();
    let like = cites(&store, &Request { like: Some(id), ..Request::default() });
    assert!(!like.is_empty() && like.iter().all(|cite| !cite.ends_with("para 4.1")), "{like:?}");
}

#[test]
fn figures_follow_what_becomes_a_copy_and_what_no_longer_is_one() {
    let dir = TempDir::new().unwrap();
    let figures = |sources: &[Made]| {
        let report = build(dir.path(), sources);
        let fresh = TempDir::new().unwrap();
        assert_eq!(build(fresh.path(), sources).digest, report.digest);
        let (grown, fresh) = (Store::open(dir.path()).unwrap(), Store::open(fresh.path()).unwrap());
        for text in ["", "noted", "ferries"] {
            let asked = Request { facets: true, ..ask(text) };
            assert_eq!(search(&grown, &asked).unwrap(), search(&fresh, &asked).unwrap(), "{text}");
        }
        let results = search(&grown, &ask("ferries")).unwrap();
        (results.total, results.folded)
    };
    let [original, copy, other] = <[Made; 3]>::try_from(sources()).unwrap_or_else(|_| unreachable!());
    let alone = Made { original: None, ..copy.clone() };
    assert_eq!(figures(&[original.clone(), alone.clone(), other.clone()]), (6, 0));
    assert_eq!(figures(&[original.clone(), copy.clone(), other.clone()]), (4, 2));
    assert_eq!(figures(&[alone, other.clone()]), (4, 0));
    assert_eq!(figures(&[original, copy, other.copy_of("a.txt")]), (3, 3));
    assert_eq!(figures(&three()), (0, 0));
}
