//! Links from a cell to the page of a source: as the writer of the workbook wants them, and as people read them.

use std::borrow::Cow;

/// A link as the writer of the workbook wants it: relative to the workbook, or a whole address.
///
/// The writer takes a path for already encoded where it sees one of the escapes it makes itself, and encodes it again otherwise
/// (`(1)` became `%25281%2529`, which opens nothing). Such a path is given to it as it reads; where that would change its meaning,
/// a step into a folder and out again shows that it is encoded.
pub(super) fn target(link: &str) -> String {
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, page)| (path, Some(page)));
    // These mean something else in a link, or stand for bytes that are not text.
    let special = |c: char| matches!(c, '#' | '?' | '|' | '\\' | ':' | '\u{FFFD}') || c.is_control();
    let known = ["20", "22", "25", "3C", "3E", "5B", "5D", "5E", "60", "7B", "7D"];
    let path = match path.split('%').skip(1).any(|rest| known.iter().any(|escape| rest.starts_with(escape))) {
        true => Cow::Borrowed(path),
        false => match Some(decoded(path)).filter(|plain| !plain.chars().any(special)) {
            Some(plain) => Cow::Owned(plain),
            None => Cow::Owned(format!("%20/../{path}")),
        },
    };
    let anchor = anchor.map(|page| format!("#{page}")).unwrap_or_default();
    if link.contains("://") { link.to_owned() } else { format!("file:///{path}{anchor}") }
}

/// A link as people read it: `pack.pdf, page 9`.
pub(super) fn in_words(link: &str) -> String {
    let (path, page) = link.split_once("#page=").map_or((link, None), |(path, page)| (path, Some(page)));
    let name = decoded(path.rsplit('/').next().unwrap_or(path));
    page.map_or_else(|| name.clone(), |page| format!("{name}, page {page}"))
}

/// A part of a link without its percent signs.
fn decoded(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let byte = part.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::Url;

    #[test]
    fn links_are_encoded_once() {
        let as_written = |link: &str| -> String {
            let mut book = rust_xlsxwriter::Workbook::new();
            book.add_worksheet().write_url(0, 0, Url::new(target(link))).unwrap();
            let bytes = book.save_to_buffer().unwrap();
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            let part = zip.by_name("xl/worksheets/_rels/sheet1.xml.rels").unwrap();
            std::io::Read::read_to_string(&mut { part }, &mut text).unwrap();
            text.split_once("Target=\"").unwrap().1.split('"').next().unwrap().to_owned()
        };
        assert_eq!(as_written("../papers/May%20%281%29.pdf#page=9"), "../papers/May%20%281%29.pdf");
        assert_eq!(as_written("../papers/Report-%281%29.pdf#page=9"), "../papers/Report-(1).pdf");
        assert_eq!(as_written("../R%C3%A9sum%C3%A9.pdf"), "../Résumé.pdf");
        assert_eq!(as_written("../a%2528.pdf"), "../a%2528.pdf");
        assert_eq!(as_written("../item%232.pdf#page=1"), "%20/../../item%232.pdf");
    }

    #[test]
    fn links_are_shown_in_words() {
        assert_eq!(in_words("../papers/May%20%232%20%C3%A9.pdf#page=9"), "May #2 é.pdf, page 9");
        assert_eq!(in_words("note%.txt"), "note%.txt");
    }
}
