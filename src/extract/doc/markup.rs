//! A document as the parts of a DOCX, so that one reader makes blocks of both.

use super::file::{File, Part, u32_at};
use super::layout;
use super::pieces::Text;
use super::properties::{Characters, Paragraph, Runs, Style, characters, paragraphs};
use super::table::rows;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// Marks of the text.
const CELL: u16 = 0x07;
const PAGE: u16 = 0x0c;
const PARAGRAPH: u16 = 0x0d;

/// A paragraph that is written out.
pub(super) struct Written {
    pub(super) properties: Paragraph,
    /// Its mark ends a cell.
    pub(super) ends_cell: bool,
    pub(super) xml: String,
}

/// Writes the stories of a document.
pub(super) struct Writer<'a> {
    file: &'a File,
    text: Text,
    paragraphs: Runs<Paragraph>,
    characters: Runs<Characters>,
    /// Numbers of the notes that are called at a place, and whether it is an endnote.
    calls: BTreeMap<usize, (usize, bool)>,
    /// Ends of sections.
    sections: Vec<usize>,
    /// Names of fonts.
    fonts: Vec<String>,
    /// The text boxes that are anchored at a place.
    boxes: BTreeMap<usize, Vec<Range<usize>>>,
}

impl<'a> Writer<'a> {
    /// Takes a file whose text could be put together.
    pub(super) fn new(file: &'a File, text: Text) -> Writer<'a> {
        let mut calls = BTreeMap::new();
        for (part, is_end) in [(Part::FootnoteCalls, false), (Part::EndnoteCalls, true)] {
            let places = file.places(part, 2);
            let notes = places.len().saturating_sub(1);
            calls.extend(places.into_iter().take(notes).enumerate().map(|(i, place)| (place, (i + 1, is_end))));
        }
        let sections = file.places(Part::Sections, 12).into_iter().skip(1).collect();
        let mut writer = Writer {
            file,
            text,
            paragraphs: paragraphs(file),
            characters: characters(file),
            calls,
            sections,
            fonts: layout::fonts(file),
            boxes: BTreeMap::new(),
        };
        // A box and its anchor know each other by the number of their shape.
        let number = |part: Part, places: usize, size: usize, i: usize, at: usize| {
            u32_at(file.part(part), places * 4 + i * size + at)
        };
        let boxes = writer.stories(Part::Boxes, 22, &file.stories.boxes);
        let anchors = file.places(Part::Anchors, 26);
        // An anchor within a box would have no end.
        for (i, place) in anchors.iter().enumerate().filter(|(_, place)| **place < file.stories.main.end) {
            let shape = number(Part::Anchors, anchors.len(), 26, i, 0);
            for (j, range) in boxes.iter().enumerate() {
                if range.len() > 1 && shape.is_some() && number(Part::Boxes, boxes.len() + 1, 22, j, 14) == shape {
                    writer.boxes.entry(*place).or_default().push(range.clone());
                }
            }
        }
        writer
    }

    /// The main text with its boxes.
    pub(super) fn document(&self) -> String {
        let mut out = String::from("<w:document><w:body>");
        out.push_str(&rows(&self.story(self.file.stories.main.clone())));
        // Boxes whose anchor is lost stand behind the text.
        for range in self.stories(Part::Boxes, 22, &self.file.stories.boxes) {
            if range.len() > 1 && !self.boxes.values().flatten().any(|anchored| *anchored == range) {
                out.push_str(&rows(&self.story(range)));
            }
        }
        if let Some(last) = self.sections.len().checked_sub(1) {
            self.section(last, &mut out);
        }
        out.push_str("</w:body></w:document>");
        out
    }

    /// Footnotes or endnotes under the numbers by which they are called.
    pub(super) fn notes(&self, end: bool) -> String {
        let (part, story, name) = match end {
            false => (Part::Footnotes, &self.file.stories.footnotes, "w:footnote"),
            true => (Part::Endnotes, &self.file.stories.endnotes, "w:endnote"),
        };
        let mut out = String::from("<w:notes>");
        for (i, range) in self.stories(part, 0, story).into_iter().enumerate() {
            let _ = write!(out, "<{name} w:id=\"{}\">{}</{name}>", i + 1, rows(&self.story(range)));
        }
        out.push_str("</w:notes>");
        out
    }

    /// Headers and footers by the names that sections call them; before them stand the lines that part notes from the text.
    pub(super) fn margins(&self) -> Vec<(String, String)> {
        let ranges = self.stories(Part::Headers, 0, &self.file.stories.headers).into_iter().enumerate().skip(6);
        let written = ranges.filter(|(_, range)| range.len() > 1);
        written.map(|(i, range)| (format!("h{i}"), format!("<w:hdr>{}</w:hdr>", rows(&self.story(range))))).collect()
    }

    fn section(&self, number: usize, xml: &mut String) {
        let headers = self.stories(Part::Headers, 0, &self.file.stories.headers);
        layout::section(self.file, number, |story| headers.get(story).is_some_and(|range| range.len() > 1), xml);
    }

    /// The ranges of a list of stories, counted from the first character of the document.
    fn stories(&self, part: Part, size: usize, within: &Range<usize>) -> Vec<Range<usize>> {
        let places = self.file.places(part, size);
        let whole = |pair: &[usize]| {
            let at = |place: usize| within.start.saturating_add(place).min(within.end);
            at(pair[0])..at(pair[1])
        };
        places.windows(2).map(whole).collect()
    }

    /// The paragraphs of a story.
    fn story(&self, range: Range<usize>) -> Vec<Written> {
        let end = range.end.min(self.text.units.len());
        let mut out = Vec::new();
        let mut from = range.start;
        for at in range.start..end {
            let unit = self.text.units[at];
            let ends_section = self.sections.binary_search(&(at + 1)).ok().filter(|_| unit == PAGE);
            if unit == PARAGRAPH || unit == CELL || ends_section.is_some() {
                out.push(self.paragraph(from..at, at, ends_section));
                from = at + 1;
            }
        }
        if from < end {
            out.push(self.paragraph(from..end, end - 1, None));
        }
        out
    }

    fn paragraph(&self, range: Range<usize>, mark: usize, ends_section: Option<usize>) -> Written {
        let place = self.text.places[mark];
        let properties = self.paragraphs.get(self.paragraphs.find(place)).cloned().unwrap_or_default();
        let mut xml = format!("<w:p><w:pPr><w:pStyle w:val=\"s{}\"/>", properties.style);
        say(&properties, &mut xml);
        if self.characters.get(self.characters.find(place)).is_some_and(|mark| mark.deleted) {
            xml.push_str("<w:rPr><w:del/></w:rPr>");
        }
        if let Some(section) = ends_section {
            self.section(section, &mut xml);
        }
        xml.push_str("</w:pPr>");
        self.runs(range, &mut xml);
        xml.push_str("</w:p>");
        let ends_cell = self.text.units[mark] == CELL || properties.ends_inner_cell;
        Written { properties, ends_cell, xml }
    }

    /// Runs of characters with the same properties.
    fn runs(&self, range: Range<usize>, xml: &mut String) {
        let mut from = range.start;
        // How deep in the instructions of fields, which are not shown; a story's fields end with their paragraph at the latest.
        let mut fields: Vec<bool> = Vec::new();
        while from < range.end {
            let run = self.characters.find(self.text.places[from]);
            let mut to = from + 1;
            while to < range.end && self.characters.find(self.text.places[to]) == run {
                to += 1;
            }
            let nothing = Characters::default();
            let characters = self.characters.get(run).unwrap_or(&nothing);
            if !characters.deleted {
                xml.push_str("<w:r>");
                of_characters(characters, &self.fonts, xml);
                self.words(from..to, characters, &mut fields, xml);
                xml.push_str("</w:r>");
            }
            from = to;
        }
    }

    fn words(&self, range: Range<usize>, face: &Characters, fields: &mut Vec<bool>, xml: &mut String) {
        let mut words: Vec<u16> = Vec::new();
        let flush = |words: &mut Vec<u16>, fields: &[bool], xml: &mut String| {
            if !words.is_empty() {
                let name = if fields.contains(&true) { "w:instrText" } else { "w:t" };
                let text = escaped_text(&String::from_utf16_lossy(words));
                let _ = write!(xml, "<{name} xml:space=\"preserve\">{text}</{name}>");
                words.clear();
            }
        };
        for at in range {
            let unit = self.text.units[at];
            let symbol = face.symbol.filter(|_| face.special && unit == 0x28);
            if unit >= 0x20 && symbol.is_none() {
                words.push(unit);
                continue;
            }
            flush(&mut words, fields, xml);
            match unit {
                0x13 => {
                    fields.push(true);
                    xml.push_str("<w:fldChar w:fldCharType=\"begin\"/>");
                }
                0x14 => {
                    if let Some(last) = fields.last_mut() {
                        *last = false;
                    }
                    xml.push_str("<w:fldChar w:fldCharType=\"separate\"/>");
                }
                0x15 => {
                    fields.pop();
                    xml.push_str("<w:fldChar w:fldCharType=\"end\"/>");
                }
                0x09 => xml.push_str("<w:tab/>"),
                0x0b => xml.push_str("<w:br/>"),
                PAGE => xml.push_str("<w:br w:type=\"page\"/>"),
                0x08 => {
                    for range in self.boxes.get(&at).into_iter().flatten() {
                        let inner = rows(&self.story(range.clone()));
                        let _ = write!(xml, "<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>");
                    }
                }
                0x0e => xml.push_str("<w:br w:type=\"column\"/>"),
                0x1e => xml.push_str("<w:noBreakHyphen/>"),
                0x02 => {
                    if let Some((number, is_end)) = self.calls.get(&at) {
                        let name = if *is_end { "w:endnoteReference" } else { "w:footnoteReference" };
                        let _ = write!(xml, "<{name} w:id=\"{number}\"/>");
                    }
                }
                _ => {
                    if let Some(symbol) = symbol {
                        let _ = write!(xml, "<w:sym w:char=\"{symbol:04X}\"/>");
                    }
                }
            }
        }
        flush(&mut words, fields, xml);
    }
}

/// What is said of a paragraph or a paragraph style.
fn say(properties: &Paragraph, xml: &mut String) {
    if let Some(level) = properties.outline {
        let _ = write!(xml, "<w:outlineLvl w:val=\"{level}\"/>");
    }
    if properties.list.is_some() || properties.level.is_some() {
        xml.push_str("<w:numPr>");
        if let Some(level) = properties.level {
            let _ = write!(xml, "<w:ilvl w:val=\"{level}\"/>");
        }
        if let Some(list) = properties.list {
            let _ = write!(xml, "<w:numId w:val=\"{list}\"/>");
        }
        xml.push_str("</w:numPr>");
    }
    if let Some(breaks) = properties.page_break {
        let _ = write!(xml, "<w:pageBreakBefore w:val=\"{}\"/>", u8::from(breaks));
    }
    layout::paragraph(&properties.set, xml);
}

fn of_characters(characters: &Characters, fonts: &[String], xml: &mut String) {
    xml.push_str("<w:rPr>");
    if let Some(style) = characters.style {
        let _ = write!(xml, "<w:rStyle w:val=\"s{style}\"/>");
    }
    if let Some(font) = characters.font.and_then(|font| fonts.get(usize::from(font))) {
        let _ = write!(xml, "<w:rFonts w:ascii=\"{font}\"/>");
    }
    let switches = [("w:b", characters.bold), ("w:vanish", characters.hidden), ("w:caps", characters.capitals)];
    for (name, switch) in switches {
        if let Some(on) = switch {
            let _ = write!(xml, "<{name} w:val=\"{}\"/>", u8::from(on));
        }
    }
    if let Some(size) = characters.size {
        let _ = write!(xml, "<w:sz w:val=\"{size}\"/>");
    }
    xml.push_str("</w:rPr>");
}

/// The styles part.
pub(super) fn styles(styles: &[Option<Style>], fonts: &[String]) -> String {
    let mut out = String::from("<w:styles>");
    for (number, style) in styles.iter().enumerate() {
        let Some(style) = style else { continue };
        let (kind, default) = (if style.is_paragraph { "paragraph" } else { "character" }, u8::from(number == 0));
        let name = match style.built_in {
            level @ 1..=9 => format!("heading {level}"),
            _ => escaped_text(&style.name),
        };
        let _ = write!(
            out,
            "<w:style w:type=\"{kind}\" w:styleId=\"s{number}\" w:default=\"{default}\"><w:name w:val=\"{name}\"/>"
        );
        if let Some(base) = style.based_on {
            let _ = write!(out, "<w:basedOn w:val=\"s{base}\"/>");
        }
        out.push_str("<w:pPr>");
        say(&style.paragraph, &mut out);
        out.push_str("</w:pPr>");
        of_characters(&style.characters, fonts, &mut out);
        out.push_str("</w:style>");
    }
    out.push_str("</w:styles>");
    out
}

/// A character as XML takes it.
pub(super) fn escaped(c: char) -> String {
    escaped_text(c.encode_utf8(&mut [0; 4]))
}

/// Words as XML takes them, without the characters that it does not.
pub(super) fn escaped_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
