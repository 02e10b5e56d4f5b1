//! Files that a query names though no passage of theirs can show it: by their name where they could not be read, by their author's
//! keywords, which no page need hold.

use super::advice::Advice;
use super::ast::{Leaf, LeafKind, Node};
use super::compile::{Compiler, words};
use crate::model::records::Records;
use crate::model::source::SourceStatus;

/// Most files that are named.
const MOST: usize = 5;

/// The files without text whose name has every word of a query, and those whose keywords have it, where it is nothing but words.
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
    if wanted.is_empty() {
        return Vec::new();
    }
    let stems = &mut compiler.stemmed;
    let mut has = |text: &str| {
        let there = words(stems, text);
        wanted.iter().all(|word| there.contains(word))
    };
    let mut named = compiler.store.sources().iter().filter_map(|source| {
        let name = || source.name.clone();
        match source.status {
            SourceStatus::NoText | SourceStatus::Failed if has(&source.name) => {
                Some(Advice::Unread { source: name(), reason: source.reason.clone().unwrap_or_default() })
            }
            // What was left out on purpose is nothing that a search misses.
            SourceStatus::Ok | SourceStatus::Partial | SourceStatus::NoText
                if source.keywords.as_deref().is_some_and(&mut has) =>
            {
                Some(Advice::Keywords { source: name() })
            }
            _ => None,
        }
    });
    let mut out: Vec<Advice> = named.by_ref().take(MOST).collect();
    match named.count() {
        0 => {}
        more => out.push(Advice::MoreUnread { files: more as u64 }),
    }
    out
}
