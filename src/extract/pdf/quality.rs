//! Which of two readings of a page is the better.

use crate::extract::readability::{Fault, fault, measure};
use crate::model::page::Page;

/// Share of characters without Unicode above which a page asks for a second opinion.
const UNMAPPED_SHARE: f32 = 0.02;

/// Whether the first engine's reading of a page leaves doubt.
pub(super) fn wants_second_opinion(page: &Page) -> bool {
    let glyphs = page.glyphs();
    glyphs > 0 && (page.unmapped as f32 > UNMAPPED_SHARE * glyphs as f32 || fault(page) == Some(Fault::Nonsense))
}

/// Whether `other` reads the page better than `first`: words in place of nonsense, or else more characters that have a meaning.
pub(super) fn is_better(other: &Page, first: &Page) -> bool {
    let (one, two) = (measure(first), measure(other));
    if fault(first) == Some(Fault::Nonsense) {
        return two.likeness > one.likeness && fault(other).is_none() && two.characters * 2 > one.characters;
    }
    let meaning = |page: &Page| page.glyphs() as i64 - 2 * i64::from(page.unmapped);
    fault(other) != Some(Fault::Nonsense) && meaning(other) > meaning(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Span;

    fn page(text: &str) -> Page {
        let unmapped = text.chars().filter(|c| *c == '\u{fffd}').count() as u32;
        Page { spans: vec![Span { text: text.into(), ..Span::default() }], unmapped, ..Page::default() }
    }

    #[test]
    fn unmapped_glyphs_ask_for_the_other_engine() {
        let (bad, good) = (page("the \u{fffd}\u{fffd}\u{fffd} of"), page("the end of"));
        assert!(wants_second_opinion(&bad));
        assert!(!wants_second_opinion(&good) && !wants_second_opinion(&page("")));
        assert!(is_better(&good, &bad) && !is_better(&bad, &good));
    }
}
