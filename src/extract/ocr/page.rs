//! What OCR read, as spans of a page.

use super::hocr::Line;
use super::tesseract::Picture;
use crate::model::page::{Page, Readability, Rect, Span};

/// Words less sure than this, in percent, are specks, borders and handwriting.
const LEAST: f32 = 30.0;

/// Sizes within this share of the usual one are the usual one: OCR measures each line by the letters it happens to hold.
const SAME_SIZE: f32 = 0.18;

/// Height of a line from descender to ascender, in parts of its font size.
const LETTER_HEIGHT: f32 = 0.95;

/// The page with the words of these lines in place of its own, and their mean confidence in percent. A picture that was turned
/// has the page turned with it.
pub(super) fn from_lines(page: &Page, picture: &Picture, lines: &[Line]) -> (Page, u8) {
    let scale = 72.0 / picture.dpi as f32;
    let usual = usual_size(lines);
    let (mut spans, mut sum, mut letters) = (Vec::new(), 0.0, 0usize);
    for line in lines {
        let size = if (line.size - usual).abs() < SAME_SIZE * usual { usual } else { line.size };
        // Half points: what is set in one size comes out as one size.
        let size = (size * scale / LETTER_HEIGHT * 2.0).round().max(2.0) / 2.0;
        for word in line.words.iter().filter(|word| word.confidence >= LEAST) {
            let (slope, offset) = line.baseline;
            let baseline = line.bbox[3] + offset + slope * (word.bbox[0] - line.bbox[0]);
            let bbox = Rect {
                x0: word.bbox[0] * scale,
                y0: word.bbox[1] * scale,
                x1: word.bbox[2] * scale,
                y1: word.bbox[3] * scale,
            };
            let text = word.text.trim();
            let length = text.chars().count();
            sum += word.confidence * length as f32;
            letters += length;
            spans.push(Span { text: text.to_owned(), bbox, baseline: baseline * scale, size, ..Span::default() });
        }
    }
    let confidence = if letters == 0 { 0 } else { (sum / letters as f32).round().clamp(0.0, 100.0) as u8 };
    let read = Page {
        number: page.number,
        label: page.label.clone(),
        width: picture.width as f32 * scale,
        height: picture.height as f32 * scale,
        spans,
        images: page.images.clone(),
        readability: Readability::Recognised { confidence },
        ..Page::default()
    };
    (read, confidence)
}

/// Words of two letters or more on a page.
pub(super) fn words(page: &Page) -> usize {
    page.spans.iter().filter(|span| span.text.chars().filter(|c| c.is_alphanumeric()).count() > 1).count()
}

/// The size in pixels that most letters have.
fn usual_size(lines: &[Line]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        lines.iter().map(|line| (line.size, line.words.iter().map(|word| word.text.len()).sum())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut seen = 0;
    sizes
        .iter()
        .find(|(_, letters)| {
            seen += letters;
            seen > half
        })
        .map_or(0.0, |(size, _)| *size)
}

#[cfg(test)]
mod tests {
    use super::super::hocr::Word;
    use super::*;

    fn line(size: f32, words: &[(&str, f32)]) -> Line {
        let words = words.iter().enumerate().map(|(i, (text, confidence))| Word {
            bbox: [i as f32 * 300.0, 100.0, i as f32 * 300.0 + 250.0, 150.0],
            confidence: *confidence,
            text: (*text).to_owned(),
        });
        Line { bbox: [0.0, 100.0, 900.0, 160.0], baseline: (0.0, -10.0), size, words: words.collect() }
    }

    #[test]
    fn words_become_spans_in_points_with_one_size() {
        let picture = Picture { width: 2500, height: 3300, dpi: 300, grey: Vec::new() };
        let lines = [
            line(80.0, &[("Minutes", 95.0)]),
            line(46.0, &[("of", 91.0), ("the", 92.0), ("~", 11.0)]),
            line(44.0, &[("meeting", 90.0), ("held", 90.0)]),
            line(41.0, &[("on", 88.0), ("Tuesday", 88.0)]),
        ];
        let (page, confidence) = from_lines(&Page { number: 3, ..Page::default() }, &picture, &lines);
        assert_eq!(page.readability, Readability::Recognised { confidence });
        assert_eq!((page.number, page.width, page.height), (3, 600.0, 792.0));
        assert_eq!((words(&page), page.spans.len()), (7, 7), "the speck is dropped");
        assert!(page.spans[1..].windows(2).all(|pair| pair[0].size == pair[1].size));
        assert!(page.spans[0].size > page.spans[1].size);
        assert_eq!((page.spans[2].bbox.x0, page.spans[2].baseline), (72.0, 36.0));
        assert!((90..=93).contains(&confidence));
    }
}
