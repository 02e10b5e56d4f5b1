//! The lines and words of an hOCR page, as Tesseract writes it.
//!
//! hOCR states what its table of words leaves out: the baseline of each line and the height of its letters, which is what
//! headings are told by.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Left, top, right and bottom in pixels.
    pub(super) bbox: [f32; 4],
    /// Slope of the baseline, and its distance from the box's bottom left corner, downwards, in pixels.
    pub(super) baseline: (f32, f32),
    /// Height of the letters from descender to ascender, in pixels.
    pub(super) size: f32,
    /// Its words in order.
    pub(super) words: Vec<Word>,
}

/// A word.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Word {
    /// Left, top, right and bottom in pixels.
    pub(super) bbox: [f32; 4],
    /// How sure the program is of it, in percent.
    pub(super) confidence: f32,
    /// Its characters.
    pub(super) text: String,
}

/// The lines of a page; what cannot be understood is left out.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut lines: Vec<Line> = Vec::new();
    let mut in_word = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let class = attribute(&tag, "class").unwrap_or_default();
                let title = attribute(&tag, "title").unwrap_or_default();
                match class.as_str() {
                    "ocr_line" | "ocr_header" | "ocr_caption" | "ocr_textfloat" => {
                        lines.push(Line {
                            bbox: numbers(&title, "bbox"),
                            baseline: {
                                let [slope, offset] = numbers(&title, "baseline");
                                (slope, offset)
                            },
                            size: numbers::<1>(&title, "x_size")[0],
                            words: Vec::new(),
                        });
                    }
                    "ocrx_word" => {
                        if let Some(line) = lines.last_mut() {
                            let [confidence] = numbers(&title, "x_wconf");
                            line.words.push(Word { bbox: numbers(&title, "bbox"), confidence, text: String::new() });
                            in_word = true;
                        }
                    }
                    _ => {}
                }
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "span" => in_word = false,
            Ok(Event::Text(part)) if in_word => push(&mut lines, &part.xml10_content()),
            Ok(Event::GeneralRef(name)) if in_word => match name.resolve_char_ref() {
                Ok(Some(c)) => push(&mut lines, c.encode_utf8(&mut [0; 4])),
                _ => push(&mut lines, resolve_predefined_entity(&name.xml10_content()).unwrap_or_default()),
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    lines.iter_mut().for_each(|line| line.words.retain(|word| !word.text.trim().is_empty()));
    lines.retain(|line| !line.words.is_empty());
    lines
}

fn push(lines: &mut [Line], part: &str) {
    if let Some(word) = lines.last_mut().and_then(|line| line.words.last_mut()) {
        word.text.push_str(part);
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok()??;
    Some(found.value.to_string())
}

/// The numbers of a property of a title such as `bbox 36 92 618 184; baseline 0 -5`; 0 for those that are not there.
fn numbers<const N: usize>(title: &str, property: &str) -> [f32; N] {
    let mut out = [0.0; N];
    let values = title.split(';').find_map(|part| part.trim().strip_prefix(property).filter(|v| v.starts_with(' ')));
    for (at, value) in values.unwrap_or_default().split_whitespace().take(N).enumerate() {
        out[at] = value.parse().ok().filter(|v: &f32| v.is_finite()).unwrap_or(0.0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_boxes_and_confidence() {
        let page = r#"<html><body><div class='ocr_page' title='image "x"; bbox 0 0 900 800'>
            <p class='ocr_par'><span class='ocr_line' title="bbox 10 20 300 50; baseline 0.01 -6; x_size 30; x_descenders 6">
            <span class='ocrx_word' title='bbox 10 20 90 50; x_wconf 96'>Q&amp;A</span>
            <span class='ocrx_word' title='bbox 100 20 190 50; x_wconf 41'><strong>it&#39;s</strong></span>
            <span class='ocrx_word' title='bbox 1 2 3 4; x_wconf 95'> </span></span></p></div></body></html>"#;
        let lines = lines(page);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].baseline, lines[0].size), ((0.01, -6.0), 30.0));
        let words: Vec<(&str, f32)> = lines[0].words.iter().map(|w| (w.text.as_str(), w.confidence)).collect();
        assert_eq!(words, [("Q&A", 96.0), ("it's", 41.0)]);
        assert_eq!(lines[0].words[1].bbox, [100.0, 20.0, 190.0, 50.0]);
    }

    #[test]
    fn what_is_no_hocr_has_no_lines() {
        assert!(super::lines("<span class='ocrx_word'>x</span><<<").is_empty());
    }
}
