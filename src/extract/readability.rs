//! Whether the text of a page is text: the measures of a page and what they say is wrong with it.
//!
//! Four things make a page's text unfit as evidence: there is none but a picture in its place, its characters have no Unicode
//! meaning, its letters make no words (a font whose mapping is wrong gives letters, but the wrong ones), or it is OCR that
//! hardly recognised anything. English is measured by pairs of letters, which hold for names and for headings too; of the
//! 150 commonest pairs a page of British board papers is made of to 80 to 90 %, shifted or random letters to 20 to 35 %, and
//! neighbouring languages lie between 60 and 80 %, so that these are let through.

use crate::model::page::{Page, Span};

/// Share of a page that pictures cover from which a page without text counts as a picture of text.
const PICTURE_SHARE: f32 = 0.25;

/// Characters apart from those in the margins below which a page with a picture over most of it counts as without text: what a
/// bound pack prints over its scans is shorter.
const FEW: usize = 12;

/// Share of the page's height at the top and at the foot whose text may be a bound pack's overlay.
const MARGIN: f32 = 0.1;

/// Share of characters without Unicode from which a page counts as unreadable.
const UNMAPPED_SHARE: f32 = 0.25;

/// Pairs of letters below which likeness to words says nothing.
const PAIRS_NEEDED: u32 = 60;

/// Share of common pairs on a page of an English paper.
const ENGLISH: f32 = 0.8;

/// Score below which a page's text is kept, but somebody may want to look at it.
pub(super) const WEAK: u8 = 75;

/// Share of common pairs below which letters make no words.
const LEAST_LIKENESS: f32 = 0.5;

/// Confidence in percent below which OCR is not relied on. Tesseract gives clean scans 85 and more, and guesses at pictures less
/// than 50.
const LEAST_CONFIDENCE: u8 = 55;

/// The 150 commonest pairs of letters in 120,000 words of British, Irish and American public papers, counted for this table.
const PAIRS: &str = "ab ac ad ag ai al am an ap ar as at av ay be bl bo bu by ca ce ch ci ck cl co cr ct cu da de di do dr du \
                     ea ec ed ee ef ei el em en ep er es et ev ex fe ff fi fo fr fu ge gh gr ha he hi ho ht ia ic id ie if ig \
                     il im in io ir is it iv ke la ld le li ll lo lt ly ma me mi mm mo mp na nc nd ne ng ni nn no ns nt oa oc \
                     od of ol om on oo op or os ot ou ov ow pa pe pl po pp pr ra rc rd re ri rk rm ro rs rt rv ry sa sc se sh \
                     si so sp ss st su ta te th ti to tr ts tu ty ue ul un up ur us ut ve vi wa we wh wi wo";

/// The measures of a page's text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measures {
    /// Characters that are not white space.
    pub(super) characters: usize,
    /// Of these, those away from the upper and lower margin.
    pub(super) inner: usize,
    /// Characters without a Unicode meaning: U+FFFD, private use and control characters.
    pub(super) unmapped: usize,
    /// Share of the pairs of neighbouring letters that are common in English; `None` where there are too few pairs.
    pub(super) likeness: Option<f32>,
    /// Share of the page that pictures cover.
    pub(super) picture: f32,
}

/// What is wrong with a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A picture stands where text should.
    Picture,
    /// Too many characters have no meaning.
    Unmapped,
    /// The letters make no words.
    Nonsense,
}

impl Fault {
    /// What it is, in words that follow "page 3".
    pub(super) fn words(self) -> &'static str {
        match self {
            Fault::Picture => "is a picture without text",
            Fault::Unmapped => "has letters that the file does not explain",
            Fault::Nonsense => "has letters that make no words",
        }
    }
}

/// Measures a page.
pub(super) fn measure(page: &Page) -> Measures {
    let mut measures = Measures { picture: picture_share(page), ..Measures::default() };
    let (mut common, mut pairs) = (0u32, 0u32);
    let edge = MARGIN * page.height;
    for span in &page.spans {
        let (characters, unmapped) = count(span);
        measures.characters += characters;
        measures.unmapped += unmapped;
        if span.baseline > edge && span.baseline < page.height - edge {
            measures.inner += characters;
        }
        let mut last = None;
        for c in span.text.chars() {
            let letter = c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase() as u8);
            if let (Some(a), Some(b)) = (last, letter) {
                pairs += 1;
                common += u32::from(is_common(a, b));
            }
            last = letter;
        }
    }
    measures.likeness = (pairs >= PAIRS_NEEDED).then(|| common as f32 / pairs as f32);
    measures
}

/// What is wrong with the text of a page as its file states it, `None` where it can be read or is blank, and how far it reads as
/// text.
pub(super) fn judge(page: &Page) -> (Option<Fault>, u8) {
    let measures = measure(page);
    (fault_of(&measures), score_of(&measures))
}

/// What is wrong with the text of a page.
pub(super) fn fault(page: &Page) -> Option<Fault> {
    fault_of(&measure(page))
}

fn fault_of(measures: &Measures) -> Option<Fault> {
    if measures.inner < FEW && measures.picture > PICTURE_SHARE {
        Some(Fault::Picture)
    } else if measures.unmapped as f32 > UNMAPPED_SHARE * measures.characters as f32 {
        Some(Fault::Unmapped)
    } else if measures.likeness.is_some_and(|l| l < LEAST_LIKENESS) {
        Some(Fault::Nonsense)
    } else {
        None
    }
}

/// How far a page's text reads as text, from 0 to 100: the share of its characters that have a meaning, times how much its
/// letters are like words, where 100 is what a page of an English paper has. A blank page and one of figures lack nothing.
fn score_of(measures: &Measures) -> u8 {
    if measures.inner < FEW && measures.picture > PICTURE_SHARE {
        return 0;
    }
    let mapped = 1.0 - measures.unmapped as f32 / measures.characters.max(1) as f32;
    let like = measures.likeness.map_or(1.0, |likeness| (likeness / ENGLISH).min(1.0));
    (100.0 * mapped * like).round() as u8
}

/// Whether OCR with this confidence is relied on.
pub(super) fn is_confident(confidence: u8) -> bool {
    confidence >= LEAST_CONFIDENCE
}

/// Whether a span says nothing: half of its characters or more have no meaning.
pub(super) fn is_garbage(span: &Span) -> bool {
    let (characters, unmapped) = count(span);
    unmapped > 0 && unmapped * 2 >= characters
}

/// A character that stands for none.
pub(super) fn is_unmapped(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{efff}' | '\u{f100}'..='\u{f8ff}' | '\u{f0000}'..)
        || c.is_control() && !c.is_whitespace()
}

fn count(span: &Span) -> (usize, usize) {
    span.text
        .chars()
        .filter(|c| !c.is_whitespace())
        .fold((0, 0), |(all, bad), c| (all + 1, bad + usize::from(is_unmapped(c))))
}

/// [`PAIRS`] as a table: the row is the first letter, the bit the second.
const COMMON: [u32; 26] = {
    let pairs = PAIRS.as_bytes();
    let mut table = [0; 26];
    let mut at = 0;
    while at + 1 < pairs.len() {
        table[(pairs[at] - b'a') as usize] |= 1 << (pairs[at + 1] - b'a');
        at += 3;
    }
    table
};

/// Whether a pair of lower-case letters is among the commonest.
fn is_common(a: u8, b: u8) -> bool {
    (COMMON[usize::from(a - b'a')] >> (b - b'a')) & 1 == 1
}

fn picture_share(page: &Page) -> f32 {
    let area = page.width * page.height;
    if area <= 0.0 {
        return 0.0;
    }
    let inside = |low: f32, high: f32, most: f32| (high.min(most) - low.max(0.0)).max(0.0);
    page.images.iter().map(|i| inside(i.x0, i.x1, page.width) * inside(i.y0, i.y1, page.height)).sum::<f32>() / area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::page::Rect;

    const PROSE: &str = "The Board noted that the partnership had made good progress against the improvement plan, and agreed \
                         that a further report on night buses in Angus would come to its next meeting.";

    fn page(text: &str) -> Page {
        let span = Span { text: text.to_owned(), baseline: 400.0, ..Span::default() };
        Page { width: 600.0, height: 800.0, spans: vec![span], ..Page::default() }
    }

    fn shifted(text: &str) -> String {
        text.chars().map(|c| if c.is_ascii_alphabetic() { (c as u8 - 29) as char } else { c }).collect()
    }

    #[test]
    fn letters_that_make_no_words_are_told_from_words() {
        assert_eq!((fault(&page(PROSE)), judge(&page(PROSE)).1), (None, 100));
        let rotated: String = PROSE
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_lowercase() { ((c as u8 - b'a' + 9) % 26 + b'a') as char } else { c })
            .collect();
        assert_eq!(fault(&page(&rotated)), Some(Fault::Nonsense));
        assert!(judge(&page(&rotated)).1 < WEAK && judge(&page("1,204 3,500")).1 == 100);
        let gaelic = "Tha am Bòrd ag aontachadh gun tèid aithisg eile a thoirt don ath choinneimh mu na busaichean oidhche ann an Aonghas";
        assert_eq!(fault(&page(gaelic)), None);
        assert_eq!(fault(&page("1,204 3,500 £12.4m 88%")), None);
        assert_eq!(fault(&page(&shifted("mm"))), None, "too little to judge");
    }

    #[test]
    fn characters_without_meaning_count_against_a_page() {
        assert_eq!(fault(&page("\u{fffd}\u{fffd}\u{e012} of")), Some(Fault::Unmapped));
        assert_eq!(fault(&page("\u{f0b7} the bullet of a symbol font is no loss")), None);
        assert!(is_garbage(&page("\u{1}\u{2}a").spans[0]) && !is_garbage(&page("fi\u{fffd}ne").spans[0]));
    }

    #[test]
    fn a_scan_under_an_overlaid_page_number_is_a_picture() {
        let mut scan = page("Page 40");
        scan.images.push(Rect { x0: -10.0, y0: 0.0, x1: 900.0, y1: 800.0 });
        assert_eq!(fault(&scan), Some(Fault::Picture));
        scan.spans[0].text = PROSE.to_owned();
        assert_eq!(fault(&scan), None);
        assert_eq!(fault(&page("")), None, "blank");
    }
}
