//! Files that a query names and that could not be read: no passage of them can be found.

use super::advice::Advice;
use super::ast::{Leaf, LeafKind, Node};
use super::compile::{Compiler, words};
use crate::model::records::Records;
use crate::model::source::SourceStatus;

/// Most files that are named.
const MOST: usize = 5;

/// The files without text whose name has every word of a query, where it is nothing but words.
pub(super) fn unread(compiler: &mut Compiler<'_>, node: &Node) -> Vec<Advice> {
    let parts = match node {
        Node::And(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut wanted = Vec::new();
    for part in parts {
        match part.as_leaf() {
            Some(Leaf { kind: LeafKind::Word(text) | LeafKind::Phrase(text, _), field: None, .. }) => {
                wanted.extend(compiler.stems(text));
            }
            _ => return Vec::new(),
        }
    }
    // What was left out on purpose is nothing that a search misses.
    let without = compiler.store.sources().iter();
    let without = without.filter(|source| matches!(source.status, SourceStatus::NoText | SourceStatus::Failed));
    let stems = &mut compiler.stemmed;
    let mut named = without.filter(|source| {
        let name = words(stems, &source.name);
        !wanted.is_empty() && wanted.iter().all(|word| name.contains(word))
    });
    let first = named.by_ref().take(MOST);
    let mut out: Vec<Advice> = first
        .map(|source| Advice::Unread { source: source.name.clone(), reason: source.reason.clone().unwrap_or_default() })
        .collect();
    match named.count() {
        0 => {}
        more => out.push(Advice::MoreUnread { files: more as u64 }),
    }
    out
}
