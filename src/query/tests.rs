//! Searches of made-up sources.

use super::testing::{ask, cites, store};
use super::*;
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::store::Store;
use crate::store::fixture::{Made, build, three};
use tempfile::TempDir;

fn advice(store: &Store, request: &Request) -> Vec<String> {
    let results = search(store, request).unwrap();
    assert_eq!(results.total, 0);
    results.advice.iter().map(ToString::to_string).collect()
}

const A1: &str = "a.txt p. 1, para 1.1";
const A2: &str = "a.txt p. 2, para 2.1";
const B1: &str = "b.txt p. 1, para 1.1";
const B2: &str = "b.txt p. 2, para 2.1";
const C1: &str = "c.txt p. 1, para 1.1";

#[test]
fn words_phrases_prefixes_and_operators() {
    let (_dir, store) = store(&three());
    let found = |text: &str| cites(&store, &ask(text));
    let set = |text: &str| {
        let mut cites = found(text);
        cites.sort();
        cites
    };
    assert_eq!(set("sharing"), [A1, A2, B1]);
    assert_eq!(found("shared")[0], A2, "the exact form ranks first");
    assert_eq!(found("\"data sharing\""), [A1]);
    assert_eq!(set("\"sharing data\"~1"), [A1, B1], "in either order");
    assert_eq!(set("shar*"), [A1, A2, B1, C1]);
    assert_eq!(set("sharing -data"), [A2]);
    assert_eq!(set("funding OR volunteers"), [A2, B2]);
    assert_eq!(set("(funding OR board) shar*"), [A2, B1]);
    assert_eq!(set("NOT shar*"), [B2]);
    assert_eq!(set("title:minute"), [B1, B2]);
    assert_eq!(set("section:communities OR title:\"undated note\""), [B2, C1]);
    assert_eq!(set("body:data"), [A1, B1]);
    // The title supplies one word, the passage the other; a title alone is found at the paper's first passage.
    assert_eq!(set("minute volunteers"), [B2]);
    assert_eq!(set("undated"), [C1]);
}

#[test]
fn filters_beside_and_inside_the_query() {
    let (_dir, store) = store(&three());
    let place = Request { places: vec!["dundee city".into()], ..ask("sharing") };
    let mut found = cites(&store, &place);
    found.sort();
    assert_eq!(found, [A2, B1]);
    let both = Request { places: vec!["S12000042".into(), "Angus".into()], ..Request::default() };
    assert_eq!(cites(&store, &both), [A1, A2, B1, C1], "alternatives, in source order");
    let theme = Request { themes: vec!["Data and evidence".into()], ..both.clone() };
    assert_eq!(cites(&store, &theme), [A1, B1]);
    assert_eq!(cites(&store, &ask("theme:\"data & evidence\" place:angus")), [A1]);
    assert_eq!(cites(&store, &ask("kind:minute -theme:data-evidence")), [B2]);
    assert_eq!(cites(&store, &ask("source:C.TXT")), [C1]);
    let kinds = Request { kinds: vec![PaperKind::Minute, PaperKind::Agenda], ..Request::default() };
    assert_eq!(cites(&store, &kinds), [B1, B2]);
    let wrong = search(&store, &ask("theme:fundng")).unwrap_err().to_string();
    assert_eq!(wrong, "there is no theme \"fundng\"; did you mean \"funding-resources\"?");
}

#[test]
fn words_near_each_other_stand_in_any_order_with_so_many_between_at_most() {
    let rows = [
        "Data on sharing.",
        "Sharing of the data.",
        "Data that one two three four sharing.",
        "Sharing that one two three four data.",
        "The the one the.",
        "Data only.",
    ];
    let rows: Vec<[&str; 4]> = rows.iter().map(|text| [*text, "Data sharing", "", ""]).collect();
    let (_dir, store) = store(&[Made::new("a.txt", "Note", None, &rows)]);
    let pages = |text: &str| {
        let mut pages: Vec<Option<u32>> =
            search(&store, &ask(text)).unwrap().hits.iter().map(|hit| hit.passage.locator.page).collect();
        pages.sort();
        pages.into_iter().flatten().collect::<Vec<_>>()
    };
    for (apart, found) in [(1, vec![1]), (2, vec![1, 2]), (4, vec![1, 2]), (5, vec![1, 2, 3, 4])] {
        assert_eq!(pages(&format!("body:\"data sharing\"~{apart}")), found);
        assert_eq!(pages(&format!("body:\"sharing data\"~{apart}")), found);
    }
    let scores = |text: &str| search(&store, &ask(text)).unwrap().hits.iter().map(|hit| hit.score).collect::<Vec<_>>();
    assert_eq!(scores("\"data sharing\"~5"), scores("\"sharing data\"~5"));
    assert_eq!((pages("\"the the the\"~1"), pages("\"the the the\"~2")), (vec![5], vec![5]));
    assert_eq!(pages("\"the the the the\"~9"), Vec::<u32>::new());
    // However often a common word is repeated, its places are gone through once.
    assert_eq!(pages(&format!("\"{}\"~100", "the ".repeat(900))), Vec::<u32>::new());
    let hit = search(&store, &ask("body:\"data the\"~3")).unwrap().hits.remove(0);
    assert_eq!(hit.snippet.highlights, [(11, 14), (15, 19)]);
}

#[test]
fn a_side_of_or_without_a_word_counts_as_any_other() {
    let (_dir, store) = store(&three());
    let set = |text: &str| {
        let mut cites = cites(&store, &ask(text));
        cites.sort();
        cites
    };
    assert_eq!(set("kind:minute OR funding"), [A2, B1, B2]);
    assert_eq!(set("shareholder OR page:2"), [A2, B2, C1]);
    assert_eq!(set("since:2021 OR place:Angus OR volunteers"), [A1, B1, B2, C1]);
    assert_eq!(set("volunteers OR NOT shar*"), [B2]);
    assert_eq!(set("funding OR NOT volunteers"), [A1, A2, B1, C1]);
    assert_eq!(set("kind:minute OR place:Angus shareholder"), [B1, B2, C1]);
    assert_eq!(set("(kind:minute OR shareholder) (volunteers OR page:1)"), [B1, B2, C1]);
    // Words around a passage help a side that has a word in it, and are none by themselves.
    assert_eq!(set("minute volunteers OR theme:funding-resources"), [A2, B2]);
    assert_eq!(set("minute (volunteers OR place:\"Dundee City\")"), [B1, B2]);
    assert_eq!(set("communities (title:zinc OR shareholder OR (minute services))"), Vec::<&str>::new());
}

#[test]
fn partial_dates_match_what_they_may_mean() {
    let (_dir, store) = store(&three());
    let dated = |since: Option<PartialDate>, until: Option<PartialDate>| {
        cites(&store, &Request { since, until, ..Request::default() })
    };
    // b.txt is dated March 2021.
    assert_eq!(dated(PartialDate::ymd(2021, 3, 20), None), [B1, B2]);
    assert_eq!(dated(None, PartialDate::ymd(2021, 3, 1)), [A1, A2, B1, B2]);
    assert_eq!(dated(None, PartialDate::ymd(2021, 2, 28)), [A1, A2]);
    assert_eq!(cites(&store, &ask("since:2020-10 until:2020-10-05")), [A1, A2]);
    let newest = Request { sort: Sort::Date, ..Request::default() };
    assert_eq!(cites(&store, &newest), [B1, B2, A1, A2, C1]);
}

#[test]
fn totals_are_exact_under_a_limit() {
    let (_dir, store) = store(&three());
    for limit in 0..5 {
        let results = search(&store, &Request { limit: Some(limit), ..ask("shar*") }).unwrap();
        assert_eq!((results.total, results.hits.len()), (4, limit.min(4)));
        assert!(results.advice.is_empty());
    }
}

#[test]
fn nothing_is_never_found_in_silence() {
    let (_dir, store) = store(&three());
    let all = Request { matching: Matching::All, ..ask("volunteers funding") };
    assert_eq!(advice(&store, &all), ["volunteers alone: 1 passage", "funding alone: 1 passage"]);
    let some = search(&store, &ask("volunteers funding")).unwrap();
    let words = vec!["volunteers".to_owned(), "funding".to_owned()];
    assert_eq!((some.total, some.matched), (2, Matched::Some { words, with_all: 0 }));
    assert_eq!(advice(&store, &ask("voluntears")), ["voluntears stands in no passage; did you mean volunteers?"]);
    let filtered = Request { places: vec!["Angus".into()], ..ask("volunteers") };
    assert_eq!(advice(&store, &filtered), ["without the filters: 1 passage"]);
    assert_eq!(
        advice(&store, &ask("kind:strategy")),
        ["no passage has all of this together; leave out a word or a filter"]
    );
    assert!(advice(&store, &ask(&"x".repeat(200)))[0].contains("stands in no passage"));
    let (_dir, empty) = self::store(&[]);
    assert!(advice(&empty, &ask("data"))[0].contains("sederunt build"));
    assert!(advice(&empty, &ask(""))[0].contains("sederunt build"));
}

#[test]
fn snippets_show_the_words_on_sentence_bounds() {
    let filler = "Nothing of note was said about the roads at this point of the long meeting in the hall. ".repeat(5);
    let text = format!("{filler}The née £5 fund for data shares was agreed. {filler}");
    let (_dir, store) = store(&[Made::new("a.txt", "T", None, &[[text.trim(), "", "", ""]])]);
    let hit = search(&store, &ask("sharing \"the nee\"")).unwrap().hits.remove(0);
    let snippet = hit.snippet;
    assert!(snippet.cut_before && snippet.cut_after && snippet.text.ends_with('.'), "{snippet:?}");
    let shown: Vec<String> = snippet
        .highlights
        .iter()
        .map(|(a, b)| snippet.text.chars().skip(*a as usize).take((b - a) as usize).collect())
        .collect();
    assert_eq!(shown, ["The", "née", "shares"]);
    assert!(hit.passage.text.contains(&snippet.text));

    let endless = "wörter ".repeat(200) + "needle " + &"wörter ".repeat(200);
    let (_dir, store) = self::store(&[Made::new("a.txt", "T", None, &[[endless.trim(), "", "", ""]])]);
    let snippet = search(&store, &ask("needle")).unwrap().hits.remove(0).snippet;
    assert!(snippet.text.contains("needle") && snippet.text.len() <= 320 && snippet.highlights.len() == 1);
    assert!(snippet.text.starts_with("wörter") && snippet.text.ends_with("wörter"));
}

#[test]
fn ranking_is_the_same_after_any_history() {
    let many: Vec<Made> = (0..60)
        .map(|i| {
            let words = ["data", "sharing", "funding", "board", "volunteers", "shared services"];
            let text = |n: usize| {
                let mut text: Vec<&str> = (0..n % 17 + 3).map(|j| words[(i * 7 + j * j * 3 + n) % 6]).collect();
                text.insert(n % 3, "and");
                text.join(" ")
            };
            let rows: Vec<String> = (0..i % 5 + 1).map(|j| text(i * 3 + j * 5)).collect();
            let rows: Vec<[&str; 4]> = rows.iter().map(|row| [row.as_str(), "Data", "", ""]).collect();
            Made::new(&format!("{i:03}.txt"), "Board papers", None, &rows)
        })
        .collect();
    let last = |i: usize| i != 5 && i != 33;
    let steps: [fn(usize) -> bool; 6] =
        [|i| i % 2 == 0, |i| i < 50, |i| i % 3 > 0, |i| i > 40 || i % 7 == 0, |_| true, last];
    let chosen = |step: fn(usize) -> bool| -> Vec<Made> {
        many.iter().enumerate().filter(|(i, _)| step(*i)).map(|(_, made)| made.clone()).collect()
    };
    let (_fresh_dir, fresh) = store(&chosen(last));
    let dir = TempDir::new().unwrap();
    for step in steps {
        build(dir.path(), &chosen(step));
    }
    let grown = Store::open(dir.path()).unwrap();
    let segments = grown.searcher().segment_readers();
    assert!(segments.len() > 1 && segments.iter().any(|segment| segment.has_deletes()), "the history left its traces");
    for text in [
        "data",
        "data sharing",
        "data OR funding OR board",
        "shar* volunteers",
        "\"data sharing\" OR fund*",
        "board -data",
    ] {
        for limit in [Some(7), None] {
            let request = Request { limit, ..ask(text) };
            let found = search(&grown, &request).unwrap();
            assert_eq!(found, search(&fresh, &request).unwrap(), "{text}");
            assert!(found.hits.iter().all(|hit| (hit.score * 4096.0).fract() == 0.0), "sums of scores are exact");
        }
    }
}

#[test]
fn the_name_of_a_concept_finds_what_carries_it_where_no_passage_has_the_words() {
    let (_dir, store) = store(&three());
    let results = search(&store, &ask("data-evidence")).unwrap();
    let coded = results.coded_as.map(|concept| concept.id);
    assert_eq!((coded.as_deref(), results.total), (Some("data-evidence"), 2));
    assert!(results.advice.is_empty() && results.hits.iter().all(|hit| hit.score == 0.0));
    // Words that are there are words; an operator or a filter says more than a name.
    assert_eq!(search(&store, &ask("funding")).unwrap().coded_as, None);
    assert_eq!(search(&store, &ask("data evidence -zebra")).unwrap().total, 0);
    let elsewhere = Request { kinds: vec![PaperKind::Strategy], ..ask("data-evidence") };
    assert_eq!(search(&store, &elsewhere).unwrap().coded_as, None);
}

fn remarks(store: &Store, text: &str) -> Vec<String> {
    search(store, &ask(text)).unwrap().remarks.iter().map(ToString::to_string).collect()
}

#[test]
fn operators_in_small_letters_are_words_and_that_is_said() {
    let (_dir, store) = store(&three());
    let or = "or was read as a word; write OR in capitals to join parts of the query";
    assert_eq!(remarks(&store, "data or sharing"), [or]);
    assert_eq!(remarks(&store, "sharing (data or zinc)"), [or]);
    assert!(remarks(&store, "sharing not data")[0].starts_with("not was read as a word; write NOT"));
    assert!(remarks(&store, "\"data sharing\" and partners")[0].starts_with("and was read"));
    for text in ["data and sharing", "data OR sharing", "or", "\"data or sharing\"", "Did they share data or not?"] {
        assert_eq!(remarks(&store, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_suggested_stands_where_the_word_was_looked_for() {
    let owners =
        |title: &str| Made::new("a.txt", title, None, &[["The council counted communities.", "Communities", "", ""]]);
    let (_dir, store) = store(&[owners("Note on volunteering")]);
    assert_eq!(advice(&store, &ask("title:council"))[0], "title:council stands in no passage");
    assert_eq!(
        advice(&store, &ask("section:comunities"))[0],
        "section:comunities stands in no passage; did you mean communities?"
    );
    // A lost letter changes what the stemmer cuts off.
    let (_dir, store) = self::store(&[Made::new("a.txt", "Community", None, &[["A community met.", "", "", ""]])]);
    assert_eq!(cites(&store, &ask("title:comunity~1")).len(), 1);
    assert!(advice(&store, &ask("\"community me*\""))[1].contains("a star does nothing between quotation marks"));
    assert!(advice(&store, &ask("com?nity"))[1].contains("a question mark stands for no letter"));
    assert!(advice(&store, &ask("meeting?")).len() == 1);
    for page in ["0", "-1", "x", "3..0", ".."] {
        let error = search(&store, &ask(&format!("page:{page}"))).unwrap_err().to_string();
        assert_eq!(error, format!("there is no page \"{page}\"; write a number from 1 or a run of pages such as 4..9"));
    }
    assert_eq!(cites(&store, &ask("page:..5 page:1-2 page:1..")).len(), 1);
}

#[test]
fn what_was_added_comes_after_what_was_typed() {
    let rows = [
        "Carers carers and carers: unpaid carers.",
        "A long passage that at its end, after many words of no account at all, speaks of somebody who helps at home.",
        "Carers help.",
        "Nobody helps.",
    ];
    let rows: Vec<[&str; 4]> = rows.iter().map(|text| [*text, "", "", ""]).collect();
    let (_dir, store) = store(&[Made::new("a.txt", "Note", None, &rows)]);
    let carers =
        Synonyms { concept: "carers".to_owned(), terms: vec!["helps at home".to_owned(), "carers".to_owned()] };
    let wider = |text: &str, limit| Request { synonyms: vec![carers.clone()], limit, facets: true, ..ask(text) };
    let found = search(&store, &wider("\"helps at home\"", None)).unwrap();
    let pages: Vec<Option<u32>> = found.hits.iter().map(|hit| hit.passage.locator.page).collect();
    assert_eq!((found.total, pages[0]), (3, Some(2)));
    assert!(found.hits.windows(2).all(|two| two[0].score >= two[1].score && two[1].score > 0.0));
    assert_eq!(found.expanded[0].added, ["carers"]);
    for limit in 0..4 {
        let some = search(&store, &wider("\"helps at home\"", Some(limit))).unwrap();
        assert_eq!((some.total, &some.hits[..], &some.facets), (3, &found.hits[..limit.min(3)], &found.facets));
    }
    let none = search(&store, &wider("nobody", None)).unwrap();
    let said: Vec<String> = none.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["nothing was added to the query: the lexicon has no other words for these"]);
}
