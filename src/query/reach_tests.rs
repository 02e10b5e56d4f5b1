//! What a search reaches beyond words: questions, facets, ranges, spellings, synonyms, likeness and copies.

use super::testing::{ask, cites, store};
use super::*;
use crate::model::date::PartialDate;
use crate::store::Store;
use crate::store::fixture::{Made, build, three};

#[test]
fn a_question_finds_what_has_most_of_its_words() {
    let (_dir, store) = store(&three());
    let results =
        search(&store, &ask("What was said about partners and the sharing of information between services?")).unwrap();
    assert!(matches!(results.matched, Matched::Some { with_all: 0, .. }), "{:?}", results.matched);
    assert_eq!(results.hits[0].citation, "a.txt p. 1, para 1.1");
    let why: Vec<(&str, &str)> =
        results.hits[0].why.iter().map(|why| (why.words.as_str(), why.place.as_str())).collect();
    assert_eq!(why, [("partners", "text"), ("sharing", "text"), ("services", "text")]);
    // Written as a condition it stays one.
    let all = Request { matching: Matching::All, ..ask("board sharing services") };
    assert_eq!(search(&store, &all).unwrap().total, 0);
}

#[test]
fn each_facet_count_equals_a_recount() {
    let (_dir, store) = store(&three());
    for text in ["", "sharing OR volunteers", "data"] {
        let facets = search(&store, &Request { facets: true, ..ask(text) }).unwrap().facets.unwrap();
        let mut counted = 0;
        for (name, list) in facets.lists() {
            for value in list {
                let only = vec![value.value.clone()];
                let year = || resolve_date(&value.value).ok();
                let request = match name {
                    "theme" => Request { themes: only, ..ask(text) },
                    "area" => Request { places: only, ..ask(text) },
                    "kind" => Request { kinds: vec![resolve_kind(&value.value).unwrap()], ..ask(text) },
                    "year" if value.value == "none" => ask(&format!("({text}) date:none")),
                    "year" => Request { since: year(), until: year(), ..ask(text) },
                    other => panic!("{other} is not in the fixture"),
                };
                assert_eq!(search(&store, &request).unwrap().total, value.passages, "{text} {name} {}", value.value);
                counted += 1;
            }
        }
        assert!(counted > 3, "{facets:?}");
    }
}

#[test]
fn spellings_ranges_and_words_written_apart() {
    let made = [
        Made::new(
            "a.txt",
            "Note",
            PartialDate::ymd(2020, 10, 5),
            &[
                ["Co-ordination of the groups was slow.", "", "", ""],
                ["The coordination group met.", "", "", ""],
                ["Volunteers came.", "", "", ""],
            ],
        ),
        Made::new("b.txt", "Note", PartialDate::ymd(2022, 1, 1), &[["Volunteering fell.", "", "", ""]]),
    ];
    let (_dir, store) = store(&made);
    let both = ["a.txt p. 1, para 1.1", "a.txt p. 2, para 2.1"];
    for text in ["coordination", "co-ordination"] {
        let mut found = cites(&store, &ask(text));
        found.sort();
        assert_eq!(found, both, "{text}");
    }
    assert_eq!(cites(&store, &ask("voluntears")).len(), 0);
    assert_eq!(cites(&store, &ask("voluntears~1")), ["a.txt p. 3, para 3.1"]);
    assert_eq!(cites(&store, &ask("page:2..3 date:2020")), ["a.txt p. 2, para 2.1", "a.txt p. 3, para 3.1"]);
    assert_eq!(cites(&store, &ask("date:2021..")), ["b.txt p. 1, para 1.1"]);
    assert_eq!(cites(&store, &ask("page:3-")), ["a.txt p. 3, para 3.1"]);
    assert!(search(&store, &ask("page:x")).unwrap_err().to_string().contains("such as 4..9"));
}

#[test]
fn synonyms_are_looked_for_and_listed() {
    let (_dir, store) = store(&three());
    let group =
        Synonyms { concept: "Helpers".to_owned(), terms: vec!["volunteer".to_owned(), "shareholder".to_owned()] };
    let request = Request { synonyms: vec![group], ..ask("volunteers") };
    let results = search(&store, &request).unwrap();
    assert_eq!((results.total, results.expanded[0].added.as_slice()), (2, &["shareholder".to_owned()][..]));
    assert_eq!(search(&store, &Request { text: "angus".to_owned(), ..request }).unwrap().expanded, []);
}

#[test]
fn passages_like_one_share_its_rare_words() {
    let (_dir, store) = store(&three());
    let first = search(&store, &ask("\"data sharing\"")).unwrap().hits.remove(0).passage.id;
    let like = Request { like: Some(first.clone()), ..Request::default() };
    let found = search(&store, &like).unwrap();
    assert!(found.hits.iter().all(|hit| hit.passage.id != first) && !found.hits.is_empty());
    let mut others: Vec<&str> = found.hits.iter().map(|hit| hit.citation.as_str()).collect();
    others.sort_unstable();
    assert_eq!(others, ["a.txt p. 2, para 2.1", "b.txt p. 1, para 1.1"], "services; data and sharing");
    let none = Request { like: Some("no such".to_owned()), ..Request::default() };
    assert!(search(&store, &none).unwrap_err().to_string().contains("there is no passage \"no such\""));
}

#[test]
fn what_stands_beside_the_text_alone_is_found_once_and_last() {
    let papers = [
        Made::new(
            "north_meridian.pdf",
            "Minute of the Quorum",
            None,
            &[
                ["Parking was discussed.", "Report by the Treasurer", "", ""],
                ["Fees stay as they are.", "Report by the Treasurer", "", ""],
            ],
        ),
        Made::new("b.pdf", "Another minute", None, &[["The treasurer spoke and nothing else was said.", "", "", ""]]),
    ];
    let (dir, store) = store(&papers);
    let found = |store: &Store, text: &str| -> Vec<(String, String)> {
        let hits = search(store, &ask(text)).unwrap().hits.into_iter();
        hits.map(|hit| (hit.citation, hit.why[0].place.as_str().to_owned())).collect()
    };
    let row = |cite: &str, place: &str| (cite.to_owned(), place.to_owned());
    let first = "north_meridian.pdf p. 1, para 1.1";
    assert_eq!(found(&store, "treasurer"), [row("b.pdf p. 1, para 1.1", "text"), row(first, "heading")]);
    assert_eq!(found(&store, "quorum"), [row(first, "title")]);
    assert_eq!(found(&store, "meridian"), [row(first, "file name")]);
    assert_eq!(found(&store, "\"report by the treasurer\""), [row(first, "heading")]);
    // What a heading says does not rule a passage out.
    assert_eq!(search(&store, &ask("parking NOT treasurer")).unwrap().total, 1);
    drop(store);
    // A file under another name is found by that one, as after a build from nothing.
    let moved = Made { name: "south.pdf".to_owned(), ..papers[0].clone() };
    build(dir.path(), &[moved, papers[1].clone()]);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(found(&store, "south"), [row("south.pdf p. 1, para 1.1", "file name")]);
    assert!(search(&store, &ask("meridian")).unwrap().hits.is_empty());
}

#[test]
fn hits_of_one_score_stand_in_source_order() {
    let rows: Vec<String> = (1..=20).map(|n| format!("Harbour number {n} had ferries.")).collect();
    let rows: Vec<[&str; 4]> = rows.iter().map(|row| [row.as_str(), "", "", ""]).collect();
    let (_dir, store) = store(&[Made::new("b.txt", "B", None, &rows), Made::new("a.txt", "A", None, &rows)]);
    for limit in [5, 30, 100] {
        let hits = search(&store, &Request { limit: Some(limit), ..ask("ferries") }).unwrap().hits;
        let places: Vec<(&str, Option<u32>)> =
            hits.iter().map(|hit| (hit.source.as_str(), hit.passage.locator.page)).collect();
        assert!(places.is_sorted() && places.len() == limit.min(40), "{places:?}");
    }
}
