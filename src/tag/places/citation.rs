//! Names that stand in references: authors with a year, authors with initials, the town of a publisher.

use super::data::{PlaceRow, RowKind};
use super::window::Window;
use super::words as w;

/// Whether the name is an author's or the seat of a publisher: "Hamilton (2019) argues", "Angus et al.", "(Moray, 2018)", "Perth, K.
/// (2018)", "Edinburgh: Mercat Press".
pub(super) fn cites(window: &Window<'_>, row: &PlaceRow) -> bool {
    let tail = near(&window.text[window.end..]);
    if window.name().contains(' ') || window.possessive {
        return false;
    }
    let authors = after_authors(tail);
    if authors.trim_start_matches([',', ' ']).starts_with("et al") {
        return true;
    }
    let place = window.touches_before() && w::STRONG_LOCATIVES.contains(&window.before);
    if place {
        return false;
    }
    if initials(tail) || published(window, tail) {
        return true;
    }
    // An area that is nobody's name may have a year beside it: "hubs (Fife, 2019)".
    let doubt = row.doubt.person || row.doubt.shared || row.kind == RowKind::Settlement;
    let preposition = window.touches_before() && w::WEAK_LOCATIVES.contains(&window.before);
    doubt && !preposition && (dated(authors) || bracketed(window, authors))
}

fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(120)]
}

/// What follows further authors: " and Moray (2018)" leaves " (2018)".
fn after_authors(tail: &str) -> &str {
    let mut rest = tail;
    for _ in 0..4 {
        let trimmed = rest.trim_start_matches(' ');
        let Some(next) = ["and ", "& ", ", and ", ", & ", ", "].iter().find_map(|joint| trimmed.strip_prefix(joint))
        else {
            break;
        };
        let end = next.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(next.len());
        if !next.starts_with(char::is_uppercase) || next[..end].chars().count() < 2 {
            break;
        }
        rest = &next[end..];
    }
    rest
}

/// A year, and what follows it and a letter that tells it from others of its author.
fn year(text: &str) -> Option<&str> {
    let digits = text.get(..4)?;
    let rest = &text[4..];
    let rest = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    let whole = digits.bytes().all(|b| b.is_ascii_digit()) && (digits.starts_with("19") || digits.starts_with("20"));
    (whole && !rest.starts_with(|c: char| c.is_alphanumeric())).then_some(rest)
}

/// " (2019) argues", " (2019, p. 3)": a year in brackets with pages, or with a sentence that goes on.
fn dated(tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix(" (").and_then(year) else { return false };
    let Some(close) = rest.find(')') else { return false };
    let pages = rest.starts_with([',', ':']);
    let after = &rest[close + 1..];
    pages || close == 0 && (after.trim_start().starts_with(|c: char| c.is_lowercase()) || after.starts_with(','))
}

/// ", 2018" within a bracket that holds nothing but references.
fn bracketed(window: &Window<'_>, tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix([',', ' ']).map(str::trim_start).and_then(year) else { return false };
    if !rest.starts_with([')', ';', ',', ':']) {
        return false;
    }
    let head = &window.text[..window.start];
    let Some(open) = head.rfind('(').filter(|open| !head[*open..].contains(')')) else { return false };
    // What stands before it in the bracket: other references, "see", other authors.
    let inside = head[open + 1..].trim_end_matches([' ', ',']);
    inside.split([';', ',', ' ']).all(|word| {
        word.is_empty()
            || matches!(word, "and" | "&" | "see" | "cf" | "cf." | "e.g.")
            || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    })
}

/// ", J." or ", J. A.": a surname with its initials behind it.
fn initials(tail: &str) -> bool {
    let mut rest = tail.strip_prefix(", ").unwrap_or("").chars();
    rest.next().is_some_and(char::is_uppercase)
        && rest.next() == Some('.')
        && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

/// ": Mercat Press": a town and the publisher in it, after a work's title and year.
fn published(window: &Window<'_>, tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix(": ").filter(|rest| rest.starts_with(char::is_uppercase)) else { return false };
    let publisher = rest.split(['.', ',', ';', '\n']).next().unwrap_or("");
    let mut words = publisher.split_whitespace();
    let capitals = words.clone().count() <= 6
        && words.clone().all(|word| word.starts_with(char::is_uppercase) || matches!(word, "and" | "&" | "of"));
    let head = &window.text[..window.start];
    let work = head.ends_with(['.', ' ']) && head.match_indices('(').any(|(at, _)| year(&head[at + 1..]).is_some());
    capitals && (work || words.any(|word| w::PUBLISHERS.contains(&word)))
}
