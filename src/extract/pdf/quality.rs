//! Which of two readings of a page is the better.

use crate::model::page::Page;

/// Share of characters without Unicode above which a page asks for a second opinion.
const UNMAPPED_SHARE: f32 = 0.02;

/// Whether the first engine's reading of a page leaves doubt.
pub(super) fn wants_second_opinion(page: &Page) -> bool {
    let glyphs = page.glyphs();
    if glyphs == 0 {
        return page.images.is_empty();
    }
    page.unmapped as f32 > UNMAPPED_SHARE * glyphs as f32
}

/// Whether `other` reads the page better than `first`: more characters that have a meaning.
pub(super) fn is_better(other: &Page, first: &Page) -> bool {
    let meaning = |page: &Page| page.glyphs() as i64 - 2 * i64::from(page.unmapped);
    meaning(other) > meaning(first)
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
        assert!(!wants_second_opinion(&good));
        assert!(is_better(&good, &bad) && !is_better(&bad, &good));
    }
}
