//! How paragraphs, letters and sections are set, as far as an estimate of the pages needs it.

use super::file::{File, Part, place_at, u16_at};
use super::markup::escaped_text;
use super::properties::changes;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Changes by their names, with their values.
pub(super) type Set = BTreeMap<u16, i32>;

/// Changes of paragraphs that are kept: spaces, line height, indents, and what holds lines together.
const OF_PARAGRAPHS: [u16; 13] =
    [0xa413, 0xa414, 0x6412, 0x840f, 0x840e, 0x8411, 0x845e, 0x845d, 0x8460, 0x2405, 0x2406, 0x2431, 0x246d];
/// Changes of sections: their kind, page, margins, columns, and whether the first page has a header of its own.
const OF_SECTIONS: [u16; 12] =
    [0x3009, 0xb01f, 0xb020, 0xb021, 0xb022, 0x9023, 0x9024, 0xb017, 0xb018, 0xb025, 0x500b, 0x300a];

/// Takes a change over where it is about how a paragraph is set.
pub(super) fn take(set: &mut Set, name: u16, value: &[u8]) {
    if OF_PARAGRAPHS.contains(&name) {
        set.insert(name, number(value));
    }
}

/// A value of one, two or four bytes.
fn number(value: &[u8]) -> i32 {
    match *value {
        [one] => i32::from(one),
        [a, b] => i32::from(i16::from_le_bytes([a, b])),
        [a, b, c, d, ..] => i32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

/// How a paragraph is set, as elements of its properties.
pub(super) fn paragraph(set: &Set, xml: &mut String) {
    if set.is_empty() {
        return;
    }
    let of = |name: u16| set.get(&name).copied();
    xml.push_str("<w:spacing");
    for (name, value) in [("before", of(0xa413)), ("after", of(0xa414))] {
        if let Some(value) = value {
            let _ = write!(xml, " w:{name}=\"{value}\"");
        }
    }
    if let Some(line) = of(0x6412) {
        let (height, is_multiple) = (line as i16, line >> 16 != 0);
        let rule = match height {
            _ if is_multiple => "auto",
            ..0 => "exact",
            _ => "atLeast",
        };
        let _ = write!(xml, " w:line=\"{}\" w:lineRule=\"{rule}\"", height.unsigned_abs());
    }
    xml.push_str("/><w:ind");
    // Word 2000 and later say the same a second time, for text that runs from right to left too.
    for (name, value) in [("left", of(0x845e).or(of(0x840f))), ("right", of(0x845d).or(of(0x840e)))] {
        if let Some(value) = value {
            let _ = write!(xml, " w:{name}=\"{value}\"");
        }
    }
    match of(0x8460).or(of(0x8411)) {
        Some(out @ ..0) => {
            let _ = write!(xml, " w:hanging=\"{}\"", out.unsigned_abs());
        }
        Some(first) => {
            let _ = write!(xml, " w:firstLine=\"{first}\"");
        }
        None => {}
    }
    xml.push_str("/>");
    for (name, element) in
        [(0x2405, "keepLines"), (0x2406, "keepNext"), (0x2431, "widowControl"), (0x246d, "contextualSpacing")]
    {
        if let Some(value) = of(name) {
            let _ = write!(xml, "<w:{element} w:val=\"{value}\"/>");
        }
    }
}

/// The section of this number, whose headers are the stories that `has` knows.
pub(super) fn section(file: &File, number: usize, has: impl Fn(usize) -> bool, xml: &mut String) {
    let set = properties(file, number).unwrap_or_default();
    let of = |name: u16, otherwise: i32| set.get(&name).copied().unwrap_or(otherwise);
    xml.push_str("<w:sectPr>");
    // Of six stories the second and the fourth are for most pages, the last two for the first page.
    for (story, element, kind) in [
        (1, "headerReference", "default"),
        (3, "footerReference", "default"),
        (4, "headerReference", "first"),
        (5, "footerReference", "first"),
    ] {
        let story = 6 + number * 6 + story;
        if has(story) {
            let _ = write!(xml, "<w:{element} w:type=\"{kind}\" r:id=\"h{story}\"/>");
        }
    }
    let kind = match of(0x3009, 2) {
        0 => "continuous",
        1 => "nextColumn",
        3 => "evenPage",
        4 => "oddPage",
        _ => "nextPage",
    };
    let _ = write!(
        xml,
        "<w:type w:val=\"{kind}\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:left=\"{}\" w:right=\"{}\" w:top=\"{}\" \
         w:bottom=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"{}\"/><w:cols w:num=\"{}\"/>",
        of(0xb01f, 12240),
        of(0xb020, 15840),
        of(0xb021, 1800),
        of(0xb022, 1800),
        of(0x9023, 1440),
        of(0x9024, 1440),
        of(0xb017, 720),
        of(0xb018, 720),
        of(0xb025, 0),
        of(0x500b, 0).saturating_add(1),
    );
    if of(0x300a, 0) != 0 {
        xml.push_str("<w:titlePg/>");
    }
    xml.push_str("</w:sectPr>");
}

/// What is said of a section.
fn properties(file: &File, number: usize) -> Option<Set> {
    let list = file.part(Part::Sections);
    let sections = list.len().checked_sub(4)? / 16;
    let place = place_at(list, (sections + 1) * 4 + number * 12 + 2).filter(|_| number < sections)?;
    let length = usize::from(u16_at(&file.text, place)?);
    let bytes = file.text.get(place + 2..place + 2 + length)?;
    Some(
        changes(bytes)
            .filter(|(name, _)| OF_SECTIONS.contains(name))
            .map(|(name, v)| (name, self::number(v)))
            .collect(),
    )
}

/// Names of the fonts by their numbers, as XML takes them.
pub(super) fn fonts(file: &File) -> Vec<String> {
    let part = file.part(Part::Fonts);
    let mut at = 4;
    let mut out = Vec::new();
    while let Some(length) = part.get(at).map(|length| usize::from(*length)).filter(|length| *length > 0) {
        let Some(entry) = part.get(at + 1..at + 1 + length) else { break };
        let units: Vec<u16> = (39..).step_by(2).map_while(|i| u16_at(entry, i)).take_while(|unit| *unit != 0).collect();
        out.push(escaped_text(&String::from_utf16_lossy(&units)));
        at += 1 + length;
    }
    out
}
