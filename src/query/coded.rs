//! A query that is the name of a challenge, a strength or a theme.
//!
//! Papers state a thing in many words: "constraints caused by GDPR" is of the challenge "Data and information sharing" and has
//! neither word of "data sharing". Where no passage has the words of a query and the words are the id or the label of a concept,
//! the passages that carry the concept are what was meant. They are given in its place, and the result says so.

use super::ast::{Leaf, LeafKind, Node};
use super::filter::any_of;
use super::resolve::same_name;
use crate::model::codebook::{Concept, Facet};
use crate::model::records::Records;
use crate::store::Store;
use tantivy::query::Query;

/// What is stated comes before what is merely a subject.
const FACETS: [Facet; 3] = [Facet::Challenge, Facet::Strength, Facet::Theme];

/// Concepts whose id or label are the words of the query, with the query for the passages that carry each. Empty for a query with
/// operators, filters, fields or prefixes: it says more than a name.
pub(super) fn concepts<'a>(store: &'a Store, node: &Node) -> Vec<(&'a Concept, Box<dyn Query>)> {
    let Some(name) = name(node) else { return Vec::new() };
    let fields = store.fields();
    FACETS
        .into_iter()
        .flat_map(|facet| {
            let field = match facet {
                Facet::Challenge => fields.challenge,
                Facet::Strength => fields.strength,
                _ => fields.theme,
            };
            let named = store.codebook().facet(facet).filter(|c| same_name(&c.id, &name) || same_name(&c.label, &name));
            named.map(move |concept| (concept, any_of(field, [&concept.id]))).collect::<Vec<_>>()
        })
        .collect()
}

/// The words of a query that is nothing but words and phrases beside each other.
fn name(node: &Node) -> Option<String> {
    let word = |leaf: &Leaf| match (&leaf.kind, leaf.field) {
        (LeafKind::Word(text) | LeafKind::Phrase(text, _), None) => Some(text.clone()),
        _ => None,
    };
    match node {
        Node::Leaf(leaf) => word(leaf),
        Node::And(parts) => {
            let words: Option<Vec<String>> = parts
                .iter()
                .map(|part| match part {
                    Node::Leaf(leaf) => word(leaf),
                    _ => None,
                })
                .collect();
            words.map(|words| words.join(" "))
        }
        _ => None,
    }
}
