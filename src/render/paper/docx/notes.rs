//! Where the words stand: footnotes for quotations, endnotes for counts.
//!
//! A quotation has one place, which belongs at the foot of its page. A count may have twenty, which would fill the page; they are
//! gathered at the end.

use super::super::view::CitationView;
use super::xml::{Links, NAMESPACES, PROLOGUE, paragraph, run, strong};
use crate::util::plural::count;

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

    /// Adds a note that names these passages; the run that calls it. A file is named once, before all its passages that follow one
    /// another, and those of `also`, which say the same in other words, stand apart. `of` is how many were counted, where that is more than stand here.
    pub(super) fn call(
        &mut self,
        citations: &[CitationView<'_>],
        also: &[CitationView<'_>],
        of: Option<u64>,
    ) -> String {
        let mut runs = String::new();
        if let Some(of) = of {
            runs.push_str(&run(
                "",
                &format!("The first {} of {}: ", citations.len(), count(of, "passage", "passages")),
            ));
        }
        self.places(citations, &mut runs);
        if !also.is_empty() {
            runs.push_str(&run("", "; in other words: "));
            self.places(also, &mut runs);
        }
        runs.push_str(&run("", "."));
        self.notes.push(runs);
        let (kind, id) = (self.kind, self.notes.len());
        format!("<w:r><w:rPr><w:rStyle w:val=\"{}\"/></w:rPr><w:{kind}Reference w:id=\"{id}\"/></w:r>", self.reference)
    }

    fn places(&mut self, citations: &[CitationView<'_>], runs: &mut String) {
        let mut file = "";
        for (i, citation) in citations.iter().enumerate() {
            let place = citation.locator.strip_prefix(citation.source).map(|rest| rest.trim_start_matches([',', ' ']));
            let words = match place {
                Some(place) if file == citation.source && !place.is_empty() => place,
                _ => citation.locator,
            };
            if i > 0 {
                runs.push_str(&run("", "; "));
            }
            file = citation.source;
            runs.push_str(&match &citation.link {
                Some(link) => self.links.to(link, words),
                None => run("", words),
            });
        }
    }

    /// The part that holds the notes, the two rules between text and notes first.
    pub(super) fn part(&self) -> String {
        let Notes { kind, style, reference, .. } = self;
        let mut out = format!("{PROLOGUE}<w:{kind}s {NAMESPACES}>");
        for (id, rule) in [(-1, "separator"), (0, "continuationSeparator")] {
            // The endnotes stand under a heading of their own, which Word takes from between text and notes.
            let heading = match (*kind, id) {
                ("endnote", -1) => paragraph("EndnoteText", "", &strong("Passages behind the counts")),
                _ => String::new(),
            };
            out.push_str(&format!(
                "<w:{kind} w:type=\"{rule}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
                 w:lineRule=\"auto\"/></w:pPr><w:r><w:{rule}/></w:r></w:p>{heading}</w:{kind}>"
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
