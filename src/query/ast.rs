//! A query as it was written, before anything is looked up.

use std::fmt;

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Something to look for in text.
    Leaf(Leaf),
    /// `key:value`, a filter that is looked up in the codebook.
    Filter {
        /// The filter's key.
        key: FilterKey,
        /// The words after the colon.
        value: String,
    },
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// Something to look for in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// What.
    pub(super) kind: LeafKind,
    /// Where; `None` is anywhere.
    pub(super) field: Option<TextField>,
    /// As it was written.
    pub(super) written: String,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// A word in any of its forms.
    Word(String),
    /// Words that begin so.
    Prefix(String),
    /// Words that are at most this number of letters away.
    Fuzzy(String, u8),
    /// Words beside each other in this order; where others may stand between them, at most this number, in any order.
    Phrase(String, u32),
}

/// A field of text that can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextField {
    Body,
    Title,
    Section,
    Owner,
}

/// A filter that can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterKey {
    Theme,
    Place,
    Challenge,
    Strength,
    Organisation,
    Kind,
    Stance,
    Source,
    Issuer,
    Since,
    Until,
    Date,
    Page,
}

/// What may stand before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Text(TextField),
    Filter(FilterKey),
}

/// Every key, as people write it.
pub(super) const KEYS: [(&str, Key); 18] = [
    ("theme", Key::Filter(FilterKey::Theme)),
    ("place", Key::Filter(FilterKey::Place)),
    ("area", Key::Filter(FilterKey::Place)),
    ("challenge", Key::Filter(FilterKey::Challenge)),
    ("strength", Key::Filter(FilterKey::Strength)),
    ("organisation", Key::Filter(FilterKey::Organisation)),
    ("kind", Key::Filter(FilterKey::Kind)),
    ("stance", Key::Filter(FilterKey::Stance)),
    ("source", Key::Filter(FilterKey::Source)),
    ("issuer", Key::Filter(FilterKey::Issuer)),
    ("date", Key::Filter(FilterKey::Date)),
    ("page", Key::Filter(FilterKey::Page)),
    ("since", Key::Filter(FilterKey::Since)),
    ("until", Key::Filter(FilterKey::Until)),
    ("title", Key::Text(TextField::Title)),
    ("section", Key::Text(TextField::Section)),
    ("owner", Key::Text(TextField::Owner)),
    ("body", Key::Text(TextField::Body)),
];

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Leaf {
    /// As it was written; a word without the marks around it.
    pub(super) fn bare(&self) -> &str {
        match self.kind {
            LeafKind::Word(_) => self.written.trim_matches(|c: char| !c.is_alphanumeric()),
            _ => &self.written,
        }
    }
}

impl Node {
    /// The leaf that it is.
    pub(super) fn as_leaf(&self) -> Option<&Leaf> {
        match self {
            Node::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// The leaves that a match has to do with, those under a NOT left out, in the order they were written.
    pub(super) fn leaves(&self) -> Vec<&Leaf> {
        let mut out = Vec::new();
        self.gather(&mut out);
        out
    }

    /// What is left of it where no word is looked for, those under a NOT excepted; `None` where nothing meets it then.
    pub(super) fn wordless(&self) -> Option<Node> {
        match self {
            Node::Leaf(_) => None,
            Node::Filter { .. } | Node::Not(_) => Some(self.clone()),
            Node::And(parts) => parts.iter().map(Node::wordless).collect::<Option<Vec<_>>>().map(Node::And),
            Node::Or(parts) => {
                let left: Vec<Node> = parts.iter().filter_map(Node::wordless).collect();
                (!left.is_empty()).then_some(Node::Or(left))
            }
        }
    }

    fn gather<'a>(&'a self, out: &mut Vec<&'a Leaf>) {
        match self {
            Node::Leaf(leaf) => out.push(leaf),
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| part.gather(out)),
            Node::Filter { .. } | Node::Not(_) => {}
        }
    }
}
