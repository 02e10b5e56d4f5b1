//! What the structure tree says a piece of text is: its innermost telling element.

use crate::model::page::{Span, Tag, TagKind};

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading; 0 is one without a level.
    Heading(u8),
    Paragraph,
    Item,
    Note,
    Contents,
}

/// The element that a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) kind: Kind,
    /// The element's number.
    pub(super) element: u32,
    /// The list item that it stands in, where it does.
    pub(super) item: Option<u32>,
    /// How many lists it stands in.
    pub(super) lists: u8,
    /// The item's label stands in it.
    pub(super) labelled: bool,
    /// It begins the list item that it stands in.
    pub(super) leads: bool,
}

/// The heading that a span belongs to.
pub(super) fn heading(span: &Span) -> Option<Role> {
    role(&span.tags)
        .filter(|r| matches!(r.kind, Kind::Heading(_)) && !span.tags.iter().any(|t| t.kind == TagKind::Table))
}

/// What the innermost telling element of a path is.
pub(super) fn role(tags: &[Tag]) -> Option<Role> {
    let last = |wanted: fn(TagKind) -> bool| tags.iter().rev().find(|t| wanted(t.kind));
    let labelled = last(|k| k == TagKind::Label).is_some();
    let lists = tags.iter().filter(|t| t.kind == TagKind::List).count().min(9) as u8;
    let item = last(|k| k == TagKind::Item).map(|t| t.element);
    let telling = last(|k| k == TagKind::Contents)
        .or_else(|| last(|k| k == TagKind::Note))
        .or_else(|| last(|k| matches!(k, TagKind::Heading(_))))
        .or_else(|| {
            last(if labelled { |k| k == TagKind::Item } else { |k| matches!(k, TagKind::Paragraph | TagKind::Item) })
        })?;
    let kind = match telling.kind {
        TagKind::Contents => Kind::Contents,
        TagKind::Note => Kind::Note,
        TagKind::Heading(level) => Kind::Heading(level),
        TagKind::Paragraph => Kind::Paragraph,
        _ => Kind::Item,
    };
    // An element without a number of its own cannot be told from its neighbours.
    let element = Some(telling.element).filter(|e| *e != 0)?;
    Some(Role { kind, element, item, lists, labelled, leads: false })
}
