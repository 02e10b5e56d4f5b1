//! Words that stand for one another: a query with one of them can look for all, and says which it added.

use super::ast::{Leaf, LeafKind, Node};
use super::compile::words;
use tantivy::tokenizer::TextAnalyzer;

/// Terms of one concept of the lexicon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// What the concept is called.
    pub concept: String,
    /// Its terms, each a word or several.
    pub terms: Vec<String>,
}

/// What was looked for beside a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The part as it was written.
    pub words: String,
    /// The concept whose terms were added.
    pub concept: String,
    /// The terms that were added.
    pub added: Vec<String>,
}

/// The query with the synonyms of its parts beside them, and what was added. Parts under a NOT, in a field, and prefixes are left
/// as they are. Words beside each other that are a term together are taken together.
pub(super) fn expand(node: Node, synonyms: &[Synonyms], stems: &mut TextAnalyzer) -> (Node, Vec<Expanded>) {
    let known: Vec<(&Synonyms, Vec<Vec<String>>)> =
        synonyms.iter().map(|group| (group, group.terms.iter().map(|term| words(stems, term)).collect())).collect();
    let mut out = Vec::new();
    let node = of_node(node, &known, stems, &mut out);
    (node, out)
}

type Known<'a> = [(&'a Synonyms, Vec<Vec<String>>)];

fn of_node(node: Node, known: &Known<'_>, stems: &mut TextAnalyzer, out: &mut Vec<Expanded>) -> Node {
    match node {
        Node::Leaf(leaf) => match plain_words(&leaf) {
            Some(text) => {
                let text = text.to_owned();
                beside(Node::Leaf(leaf), &text, known, stems, out)
            }
            None => Node::Leaf(leaf),
        },
        Node::And(parts) => {
            let texts: Option<Vec<String>> = parts
                .iter()
                .map(|part| match part {
                    Node::Leaf(leaf) => plain_words(leaf).map(str::to_owned),
                    _ => None,
                })
                .collect();
            if let Some(texts) = texts {
                let before = out.len();
                let whole = beside(Node::And(parts), &texts.join(" "), known, stems, out);
                match whole {
                    Node::And(parts) if out.len() == before => {
                        Node::And(parts.into_iter().map(|part| of_node(part, known, stems, out)).collect())
                    }
                    whole => whole,
                }
            } else {
                Node::And(parts.into_iter().map(|part| of_node(part, known, stems, out)).collect())
            }
        }
        Node::Or(parts) => Node::Or(parts.into_iter().map(|part| of_node(part, known, stems, out)).collect()),
        other @ (Node::Filter { .. } | Node::Not(_)) => other,
    }
}

fn plain_words(leaf: &Leaf) -> Option<&str> {
    match (&leaf.kind, leaf.field) {
        (LeafKind::Word(text) | LeafKind::Phrase(text, 0), None) => Some(text),
        _ => None,
    }
}

/// The node, or any of it and the other terms of the concepts that have its words as a term.
fn beside(node: Node, text: &str, known: &Known<'_>, stems: &mut TextAnalyzer, out: &mut Vec<Expanded>) -> Node {
    let wanted = words(stems, text);
    let mut leaves = Vec::new();
    for (group, terms) in known {
        if wanted.is_empty() || !terms.contains(&wanted) {
            continue;
        }
        let other = group.terms.iter().zip(terms).filter(|(_, stems)| **stems != wanted && !stems.is_empty());
        let added: Vec<String> = other.map(|(term, _)| term.clone()).collect();
        for term in &added {
            let kind = match term.contains(|c: char| !c.is_alphanumeric()) {
                true => LeafKind::Phrase(term.clone(), 0),
                false => LeafKind::Word(term.clone()),
            };
            leaves.push(Node::Leaf(Leaf { kind, field: None, written: term.clone() }));
        }
        if !added.is_empty() {
            out.push(Expanded { words: text.to_owned(), concept: group.concept.clone(), added });
        }
    }
    if leaves.is_empty() {
        return node;
    }
    leaves.insert(0, node);
    Node::Or(leaves)
}
