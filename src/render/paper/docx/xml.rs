//! Runs, fields and links of WordprocessingML as text: what every part of the document is made of.
//!
//! Nothing is parsed or checked here; the order of elements within properties is that of the schema (ISO/IEC 29500-1, annex A),
//! and a test compares every document with it.

use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The opening of every part.
pub(super) const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces that parts of the text use.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The text with XML's signs escaped, line ends as spaces, and without what XML 1.0 cannot hold.
pub(super) fn text(words: &str) -> String {
    let clean: String = words
        .chars()
        .map(|c| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    escape(clean.as_str()).into_owned()
}

/// A run of text. `properties` are elements of `w:rPr`.
pub(super) fn run(properties: &str, words: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", text(words))
}

/// Bold words.
pub(super) fn strong(words: &str) -> String {
    run("<w:rStyle w:val=\"Strong\"/>", words)
}

/// A tab.
pub(super) const TAB: &str = "<w:r><w:tab/></w:r>";

/// A paragraph in a style; `more` are the elements of `w:pPr` that follow the style's name.
pub(super) fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

/// A field with what it showed last; the word processor works it out again.
pub(super) fn field(code: &str, shown: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = format!("<w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r>", text(code));
    format!("{}{code}{}{}{}", mark("begin"), mark("separate"), run("", shown), mark("end"))
}

/// A named place around runs; `id` is unique within the document.
pub(super) fn bookmark(id: usize, name: &str, runs: &str) -> String {
    format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{id}\"/>")
}

/// A link to a named place.
pub(super) fn internal_link(name: &str, runs: &str) -> String {
    format!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">{runs}</w:hyperlink>")
}

/// The relationships of one part to files elsewhere, each once.
#[derive(Default)]
pub(super) struct Links(BTreeMap<String, usize>);

impl Links {
    /// Words that lead to a file.
    pub(super) fn to(&mut self, target: &str, words: &str) -> String {
        let next = self.0.len() + 1;
        let id = *self.0.entry(target.to_owned()).or_insert(next);
        let words = run("<w:rStyle w:val=\"Hyperlink\"/>", words);
        format!("<w:hyperlink r:id=\"link{id}\" w:history=\"1\">{words}</w:hyperlink>")
    }

    /// The elements of the part's list of relationships.
    pub(super) fn relationships(&self) -> String {
        let mut out = String::new();
        for (target, id) in &self.0 {
            let _ = write!(
                out,
                "<Relationship Id=\"link{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
                 hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                text(target)
            );
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_holds_only_what_xml_can() {
        assert_eq!(text("a\nb\u{b}c & <d>\u{1}"), "a b c &amp; &lt;d&gt;");
    }

    #[test]
    fn a_target_has_one_relationship() {
        let mut links = Links::default();
        let first = links.to("../a.pdf#page=2", "p. 2");
        assert_eq!(first, links.to("../a.pdf#page=2", "p. 2"));
        assert_eq!(links.relationships().matches("<Relationship ").count(), 1);
    }
}
