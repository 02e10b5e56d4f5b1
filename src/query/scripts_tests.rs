//! Scripts without spaces, and the spellings of one word.

use super::testing::{ask, cites, store};
use super::*;
use crate::store::Store;
use crate::store::fixture::Made;
use tempfile::TempDir;

fn papers() -> (TempDir, Store) {
    let rows = [
        ["東京都の港湾局は冬季のフェリー運航について報告した。", "港湾", "", ""],
        ["京都市は予算を承認した。", "", "", ""],
        ["서울시에서 회의를 열었다.", "", "", ""],
        ["ที่ประชุมรับทราบรายงานงบประมาณ", "", "", ""],
        ["The board of 東京 met.", "", "", ""],
    ];
    store(&[Made::new("a.txt", "会議録", None, &rows)])
}

#[test]
fn a_word_is_found_within_a_line_without_spaces() {
    let (_dir, store) = papers();
    let pages = |text: &str| -> Vec<u32> {
        let mut pages: Vec<u32> =
            search(&store, &ask(text)).unwrap().hits.iter().filter_map(|hit| hit.passage.locator.page).collect();
        pages.sort_unstable();
        pages
    };
    assert_eq!(pages("港湾局"), [1]);
    assert_eq!(pages("フェリー"), [1]);
    assert_eq!(pages("東京"), [1, 5]);
    assert_eq!(pages("京都"), [1, 2], "also across the bounds of words");
    assert_eq!(pages("予算 承認"), [2]);
    assert_eq!(pages("\"予算を承認\""), [2]);
    assert_eq!(pages("\"予算 承認\"~1"), [2]);
    assert_eq!(pages("東京* board"), [5]);
    assert_eq!(pages("京*"), [1, 2, 5]);
    assert_eq!(pages("서울"), [3]);
    assert_eq!(pages("ประชุม"), [4]);
    assert_eq!(pages("title:会議"), [1, 2, 3, 4, 5]);
    assert_eq!(pages("section:港湾 冬季"), [1]);
    assert_eq!(pages("港湾局 OR 承認"), [1, 2]);
    assert!(search(&store, &ask("港局")).unwrap().hits.is_empty());
    let hit = search(&store, &ask("港湾局")).unwrap().hits.remove(0);
    assert_eq!(hit.snippet.highlights, [(4, 7)], "one word, one highlight");
    assert_eq!(hit.why[0].place.as_str(), "text");
    let like = Request { like: Some(hit.passage.id), ..Request::default() };
    assert!(!cites(&store, &like).is_empty());
}

#[test]
fn british_and_american_spellings_are_one_word_and_the_written_one_comes_first() {
    let rows = [
        ["We organise the labour of neighbours at the centre.", "Programme", "", ""],
        ["They organize the labor of neighbors at the center.", "Program", "", ""],
        ["An organ is played in the laboratory.", "", "", ""],
        ["The organization was analyzed; its organisers were licensed.", "", "", ""],
    ];
    let (_dir, store) = store(&[Made::new("a.txt", "Note", None, &rows)]);
    let pages = |text: &str| -> Vec<u32> {
        search(&store, &ask(text)).unwrap().hits.iter().filter_map(|hit| hit.passage.locator.page).collect()
    };
    for (text, first) in [("organise", 1), ("organize", 2), ("organiser", 4), ("organization", 4)] {
        let found = pages(text);
        assert_eq!((found[0], found.len()), (first, 3), "{text}: {found:?}");
    }
    for (own, other) in [("labour", "labor"), ("neighbours", "neighbors"), ("centre", "center")] {
        assert_eq!(pages(own), [1, 2], "{own}");
        assert_eq!(pages(other), [2, 1], "{other}");
    }
    assert_eq!(pages("organ"), [3]);
    assert_eq!(pages("analyse licence"), [4]);
    assert_eq!(pages("section:programs"), pages("section:programme"));
    // Between quotation marks words stand as they are written.
    assert_eq!(pages("\"organize the labor\""), [2]);
    let hit = search(&store, &ask("neighbours")).unwrap().hits.remove(1);
    assert_eq!(hit.snippet.highlights, [(27, 36)]);
    assert_eq!(hit.why[0].stands_as.as_deref(), Some("neighbors"));
}
