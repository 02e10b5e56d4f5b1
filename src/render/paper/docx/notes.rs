//! Where the words stand: footnotes for quotations, endnotes for counts.
//!
//! A quotation has one place, which belongs at the foot of its page. A count may have twenty, which would fill the page; they are
//! gathered at the end.

use super::super::view::CitationView;
use super::xml::{Links, NAMESPACES, PROLOGUE, run};

/// The notes of one kind.
pub(super) struct Notes {
    /// `footnote` or `endnote`.
    kind: &'static str,
    style: &'static str,
    reference: &'static str,
    notes: Vec<String>,
    pub(super) links: Links,
}

impl Notes {
    pub(super) fn footnotes() -> Notes {
        Notes::new("footnote", "FootnoteText", "FootnoteReference")
    }

    pub(super) fn endnotes() -> Notes {
        Notes::new("endnote", "EndnoteText", "EndnoteReference")
    }

    fn new(kind: &'static str, style: &'static str, reference: &'static str) -> Notes {
        Notes { kind, style, reference, notes: Vec::new(), links: Links::default() }
    }

    /// Adds a note that names these passages; the run that calls it.
    pub(super) fn call(&mut self, citations: &[CitationView<'_>]) -> String {
        let mut runs = String::new();
        for (i, citation) in citations.iter().enumerate() {
            if i > 0 {
                runs.push_str(&run("", "; "));
            }
            runs.push_str(&match &citation.link {
                Some(link) => self.links.to(link, citation.locator),
                None => run("", citation.locator),
            });
        }
        runs.push_str(&run("", "."));
        self.notes.push(runs);
        let (kind, id) = (self.kind, self.notes.len());
        format!("<w:r><w:rPr><w:rStyle w:val=\"{}\"/></w:rPr><w:{kind}Reference w:id=\"{id}\"/></w:r>", self.reference)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The part that holds the notes, the two rules between text and notes first.
    pub(super) fn part(&self) -> String {
        let Notes { kind, style, reference, .. } = self;
        let mut out = format!("{PROLOGUE}<w:{kind}s {NAMESPACES}>");
        for (id, rule) in [(-1, "separator"), (0, "continuationSeparator")] {
            out.push_str(&format!(
                "<w:{kind} w:type=\"{rule}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
                 w:lineRule=\"auto\"/></w:pPr><w:r><w:{rule}/></w:r></w:p></w:{kind}>"
            ));
        }
        for (i, runs) in self.notes.iter().enumerate() {
            out.push_str(&format!(
                "<w:{kind} w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:rPr><w:rStyle \
                 w:val=\"{reference}\"/></w:rPr><w:{kind}Ref/></w:r>{}{runs}</w:p></w:{kind}>",
                i + 1,
                run("", " ")
            ));
        }
        out.push_str(&format!("</w:{kind}s>"));
        out
    }
}
