//! What the tests of searches share.

use super::{Request, search};
use crate::store::Store;
use crate::store::fixture::{Made, build};
use tempfile::TempDir;

/// An index of made-up sources in a folder of its own.
pub(super) fn store(sources: &[Made]) -> (TempDir, Store) {
    let dir = TempDir::new().unwrap();
    build(dir.path(), sources);
    let store = Store::open(dir.path()).unwrap();
    (dir, store)
}

/// A search for words alone.
pub(super) fn ask(text: &str) -> Request {
    Request { text: text.to_owned(), ..Request::default() }
}

/// Citations of the hits, best first; what finds nothing says why, and only that.
pub(super) fn cites(store: &Store, request: &Request) -> Vec<String> {
    let results = search(store, request).unwrap();
    assert_eq!(results.total, results.hits.len() as u64);
    assert_eq!(results.folded, results.hits.iter().map(|hit| hit.also.len() as u64).sum::<u64>());
    assert_eq!(results.advice.is_empty(), results.total > 0, "{request:?}");
    results.hits.into_iter().map(|hit| hit.citation).collect()
}
