//! Elements, identifiers and colours as REFI-QDA writes them: UTF-8 without a byte order mark, LF line ends.

use crate::model::codebook::Facet;
use crate::render::paper_text::plain;
use crate::util::hash::short_id;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// The program, as a file names where it comes from.
pub(super) const ORIGIN: &str = concat!("sederunt ", env!("CARGO_PKG_VERSION"));

/// When everything was made: the format asks for a time, and the same evidence is to be the same file.
pub(super) const WHEN: &str = "2000-01-01T00:00:00Z";

/// A document that is being written.
pub(super) struct Xml<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Xml<W> {
    /// Begins a document. An error shows at the first element.
    pub(super) fn new(out: W) -> Xml<W> {
        Xml { writer: Writer::new_with_indent(out, b' ', 1) }
    }

    /// Opens an element; the first one follows the declaration.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        if attributes.iter().any(|(name, _)| *name == "xmlns") {
            self.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        }
        self.writer.write_event(Event::Start(start(name, attributes)))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with words.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let clean = clean(text);
        self.writer.write_event(Event::Start(BytesStart::new(name)))?;
        self.writer.write_event(Event::Text(BytesText::new(&clean)))?;
        self.close(name)
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Ends the document; what it was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        let mut out = self.writer.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
        Ok(out)
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, clean(value).as_str()));
    }
    start
}

/// Without the characters that XML forbids.
fn clean(text: &str) -> String {
    text.chars().map(plain).collect()
}

/// An identifier made of content, in the shape of a UUID (version 8: made by a rule of one's own, RFC 9562).
pub(super) fn guid(parts: &[&str]) -> String {
    let mut again = vec!["again"];
    again.extend_from_slice(parts);
    let digits = format!("{}{}", short_id(parts), short_id(&again));
    format!("{}-{}-8{}-a{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..32])
}

/// The colour of a facet's codes.
pub(super) fn colour(facet: Facet) -> &'static str {
    match facet {
        Facet::Theme => "#1F77B4",
        Facet::Challenge => "#D62728",
        Facet::Strength => "#2CA02C",
        Facet::Organisation => "#9467BD",
        Facet::Place => "#8C564B",
    }
}

#[cfg(test)]
mod tests {
    use super::guid;

    #[test]
    fn an_identifier_has_the_shape_of_a_uuid() {
        let id = guid(&["a", "b"]);
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(id.chars().all(|c| c == '-' || c.is_ascii_hexdigit()) && id.as_bytes()[14] == b'8');
        assert_ne!(id, guid(&["ab"]));
    }
}
