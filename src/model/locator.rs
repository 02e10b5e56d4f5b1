//! Where a thing stands, as people cite it.

use serde::{Deserialize, Serialize};

/// A place inside a source. What is unknown is `None`, never guessed. The source's name is not part of it, so that a file that
/// moves keeps its record; [`Locator::cite`] adds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locator {
    /// The file embedded in the source that it stands in; ` > ` parts the names where files are nested. The page is then a page
    /// of that file.
    #[serde(default)]
    pub attachment: Option<String>,
    /// Page of the file, from 1.
    pub page: Option<u32>,
    /// Page on which it ends, where that is another.
    pub last_page: Option<u32>,
    /// The pages are an estimate, because the file states none; a citation says so.
    #[serde(default)]
    pub estimated: bool,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The printed number of the paragraph or item, with the numbers above it where an item's own says little: `9`, `4.13`.
    pub paragraph: Option<String>,
    /// The table it stands in.
    pub table: Option<String>,
    /// Row of the table, from 1, header rows left out.
    pub row: Option<u32>,
}

impl Locator {
    /// `para 4.13` or `row 3`, empty where neither is known. Stands in the `ref` columns so that a spreadsheet keeps the zero
    /// of `4.10`.
    pub fn reference(&self) -> String {
        match (&self.paragraph, self.row) {
            (Some(number), Some(row)) => format!("para {number}, row {row}"),
            (Some(number), None) => format!("para {number}"),
            (None, Some(row)) => format!("row {row}"),
            (None, None) => String::new(),
        }
    }

    /// The page of the source's own file, to which a link can lead; `None` for what stands in an embedded file.
    pub fn source_page(&self) -> Option<u32> {
        if self.attachment.is_some() { None } else { self.page }
    }

    /// The citation: `SOURCE p. PAGE, para PARAGRAPH` with what is known, for example `pack.pdf p. 9, para 4.13`,
    /// `pack.pdf pp. 9-10`, `pack.docx about p. 9` or `letter.eml [embedded report.pdf] p. 3`.
    pub fn cite(&self, source: &str) -> String {
        let mut out = source.to_owned();
        if let Some(attachment) = &self.attachment {
            out.push_str(&format!(" [embedded {attachment}]"));
        }
        let about = if self.estimated { " about" } else { "" };
        match (self.page, self.last_page) {
            (Some(first), Some(last)) if last > first => out.push_str(&format!("{about} pp. {first}-{last}")),
            (Some(first), _) => out.push_str(&format!("{about} p. {first}")),
            (None, _) => {}
        }
        let reference = self.reference();
        if !reference.is_empty() {
            out.push_str(", ");
            out.push_str(&reference);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Locator;

    #[test]
    fn a_citation_says_what_is_known_and_no_more() {
        let mut at = Locator { page: Some(9), paragraph: Some("4.13".into()), ..Locator::default() };
        assert_eq!(at.cite("pack.pdf"), "pack.pdf p. 9, para 4.13");
        at.last_page = Some(10);
        at.paragraph = None;
        at.row = Some(2);
        assert_eq!(at.cite("pack.pdf"), "pack.pdf pp. 9-10, row 2");
        at.estimated = true;
        assert_eq!(at.cite("pack.docx"), "pack.docx about pp. 9-10, row 2");
        assert_eq!(Locator::default().cite("note.txt"), "note.txt");
        let inside = Locator { attachment: Some("report.pdf".into()), page: Some(3), ..Locator::default() };
        assert_eq!((inside.cite("a.eml").as_str(), inside.source_page()), ("a.eml [embedded report.pdf] p. 3", None));
    }
}
