//! The format of a file by its bytes, then by its name.
//!
//! A name can lie, and papers from the web often have none that helps; the first bytes seldom lie. The name decides only among
//! text formats, which have no mark of their own, and where a damaged file still says by its name what it ought to be.

use crate::model::source::MediaType;
use std::io::{Cursor, Read};

/// How many bytes are looked at for control characters and tags.
const HEAD: usize = 1 << 16;

/// The format of these bytes; `name` breaks ties.
pub fn detect(bytes: &[u8], name: &str) -> MediaType {
    let head = &bytes[..bytes.len().min(HEAD)];
    let named = by_name(name);
    if head[..head.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return MediaType::Pdf;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return match zip_type(bytes) {
            Some(found) => found,
            None => named.filter(|n| is_package(*n)).unwrap_or(MediaType::Other),
        };
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        if has_stream(bytes, "WordDocument") || matches!(named, Some(MediaType::Doc | MediaType::Docx)) {
            return MediaType::Doc;
        }
        if has_stream(bytes, "__properties_version1.0") || named == Some(MediaType::Msg) {
            return MediaType::Msg;
        }
        let book = has_stream(bytes, "Workbook") || has_stream(bytes, "Book") || named == Some(MediaType::Xls);
        return if book { MediaType::Xls } else { MediaType::Other };
    }
    let Some(text) = text_head(head) else {
        // Damaged beyond recognition: the extractor of the named format gives the reason.
        return match named {
            Some(known @ (MediaType::Pdf | MediaType::Doc | MediaType::Xls | MediaType::Msg | MediaType::Rtf)) => known,
            Some(known) if is_package(known) => known,
            _ => MediaType::Other,
        };
    };
    text_type(&text, named, name)
}

/// The format that the ending of a name stands for, where it stands for one that is told apart.
pub fn by_name(name: &str) -> Option<MediaType> {
    let ending = ending(name)?;
    Some(match ending.as_str() {
        "pdf" => MediaType::Pdf,
        "docx" | "docm" | "dotx" | "dotm" => MediaType::Docx,
        "doc" | "dot" => MediaType::Doc,
        "odt" | "ott" => MediaType::Odt,
        "xlsx" | "xlsm" | "xltx" | "xltm" => MediaType::Xlsx,
        "xls" | "xlt" => MediaType::Xls,
        "ods" | "ots" => MediaType::Ods,
        "csv" | "tsv" => MediaType::Csv,
        "eml" => MediaType::Eml,
        "msg" => MediaType::Msg,
        "rtf" => MediaType::Rtf,
        "html" | "htm" | "xhtml" | "asp" | "aspx" | "php" | "jsp" => MediaType::Html,
        "md" | "markdown" | "mdown" | "mkd" => MediaType::Markdown,
        "txt" | "text" | "asc" => MediaType::Text,
        _ => return None,
    })
}

/// Whether a format is a zip container.
fn is_package(media_type: MediaType) -> bool {
    matches!(media_type, MediaType::Docx | MediaType::Odt | MediaType::Xlsx | MediaType::Ods)
}

fn ending(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?;
    let (_, ending) = file.rsplit_once('.')?;
    Some(ending.to_lowercase())
}

/// Text that is data or code, not prose.
fn is_data(name: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "json", "jsonl", "xml", "yaml", "yml", "toml", "ini", "cfg", "css", "js", "ts", "py", "rs", "sh", "bat", "ps1",
        "sql", "typ", "tex", "svg", "ics", "bib",
    ];
    ending(name).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn text_type(text: &str, named: Option<MediaType>, name: &str) -> MediaType {
    let start = text.trim_start();
    if start.starts_with("{\\rtf") {
        return MediaType::Rtf;
    }
    if named == Some(MediaType::Eml) || is_message(start) {
        return MediaType::Eml;
    }
    match leading_tag(start) {
        Some(tag) if HTML_TAGS.contains(&tag.as_str()) => {
            // Markdown and text may open with a tag; only a whole page overrules their names.
            let page = matches!(tag.as_str(), "!doctype" | "html" | "head" | "body");
            match named {
                Some(MediaType::Markdown | MediaType::Text) if !page => named.unwrap_or(MediaType::Text),
                _ => MediaType::Html,
            }
        }
        Some(_) if start.starts_with("<?xml") || named.is_none() => MediaType::Other,
        _ => match named {
            Some(MediaType::Markdown) => MediaType::Markdown,
            Some(MediaType::Html) if text.contains("</") || text.contains("<p") => MediaType::Html,
            Some(known @ (MediaType::Pdf | MediaType::Csv)) => known,
            Some(known) if is_package(known) => known,
            _ if is_data(name) => MediaType::Other,
            _ => MediaType::Text,
        },
    }
}

/// Whether text begins as an e-mail message does: with header fields, those among them that no letter has.
fn is_message(text: &str) -> bool {
    let head: Vec<&str> = text.lines().take(120).take_while(|line| !line.is_empty()).collect();
    let field = |line: &str| {
        let (name, _) = line.split_once(':')?;
        (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')).then(|| name.to_lowercase())
    };
    let fields = |line: &&str| line.starts_with([' ', '\t']) || field(line).is_some();
    let has = |name: &str| head.iter().any(|line| field(line).as_deref() == Some(name));
    head.len() > 2 && head.iter().all(fields) && has("from") && (has("mime-version") || has("message-id"))
}

const HTML_TAGS: [&str; 22] = [
    "!doctype", "html", "head", "body", "meta", "title", "link", "style", "script", "div", "table", "p", "h1", "h2",
    "h3", "span", "font", "center", "main", "article", "section", "ul",
];

/// The first tag of a page in lower case, comments and the XML declaration passed over. `None` where it does not begin with
/// one; a document type other than HTML counts as an unknown tag.
fn leading_tag(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let inner = rest.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if let Some(declaration) = inner.strip_prefix('?') {
            rest = &declaration[declaration.find("?>")? + 2..];
        } else {
            let tag: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!').take(16).collect();
            let tag = tag.to_lowercase();
            if tag == "!doctype" && !inner[tag.len()..].trim_start().to_lowercase().starts_with("html") {
                return Some("!other".to_owned());
            }
            return (!tag.is_empty()).then_some(tag);
        }
    }
}

/// The first characters of text in UTF-8, UTF-16 or a legacy encoding; `None` for anything that is not text.
fn text_head(head: &[u8]) -> Option<String> {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(head) {
        let (text, _) = encoding.decode_without_bom_handling(&head[skip..]);
        return Some(text.into_owned());
    }
    let pairs = head.len() / 2;
    let nul = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    if pairs >= 8 {
        // Without a mark, UTF-16 of Western text shows as a nought in every second byte.
        for (at, encoding) in [(1, encoding_rs::UTF_16LE), (0, encoding_rs::UTF_16BE)] {
            if nul(at) * 10 >= pairs * 8 && nul(1 - at) * 50 <= pairs {
                return Some(encoding.decode_without_bom_handling(head).0.into_owned());
            }
        }
    }
    let control = |b: &u8| matches!(*b, 0..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    let bad = head.iter().filter(|b| control(b)).count();
    // A stray control byte happens in text saved by old programs; a nought never does.
    if head.contains(&0) || bad * 1000 > head.len() {
        return None;
    }
    Some(String::from_utf8_lossy(head).into_owned())
}

/// What a zip container holds; `None` where it cannot be opened.
fn zip_type(bytes: &[u8]) -> Option<MediaType> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut types = String::new();
    if let Ok(part) = archive.by_name("[Content_Types].xml") {
        part.take(1 << 20).read_to_string(&mut types).ok();
    }
    let has = |part: &str| archive.index_for_name(part).is_some();
    let word = types.contains("wordprocessingml.document.main")
        || types.contains("wordprocessingml.template.main")
        || types.contains("ms-word.document.macroEnabled.main")
        || has("word/document.xml");
    let book = types.contains("spreadsheetml.sheet.main")
        || types.contains("spreadsheetml.template.main")
        || types.contains("ms-excel.sheet.macroEnabled.main")
        || has("xl/workbook.xml");
    if word {
        return Some(MediaType::Docx);
    }
    if book {
        return Some(MediaType::Xlsx);
    }
    let mut open = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        part.take(200).read_to_string(&mut open).ok();
    }
    Some(match open.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some("text" | "text-template" | "text-master") => MediaType::Odt,
        Some("spreadsheet" | "spreadsheet-template") => MediaType::Ods,
        _ => MediaType::Other,
    })
}

/// Whether an OLE container has a stream of this name. Directory entries are 128 bytes long and begin with the name in UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_beats_the_name() {
        assert_eq!(detect(b"\n%PDF-1.7\n", "report.docx"), MediaType::Pdf);
        assert_eq!(detect(b"<!DOCTYPE html><html>", "minutes.txt"), MediaType::Html);
        assert_eq!(detect(b"<!-- saved --> <HTML>", "page"), MediaType::Html);
        assert_eq!(detect(b"<?xml version='1.0'?><feed/>", "feed"), MediaType::Other);
        assert_eq!(detect(b"\x89PNG\r\n\x1a\n\0\0\0", "scan.txt"), MediaType::Other);
        assert_eq!(detect(b"{\\rtf1 words}", "minutes.doc"), MediaType::Rtf);
    }

    #[test]
    fn text_in_any_encoding_goes_by_its_name() {
        assert_eq!(detect("# Café".as_bytes(), "a.md"), MediaType::Markdown);
        assert_eq!(detect(b"caf\xe9 at 5\x96", "a"), MediaType::Text);
        assert_eq!(detect(b"\xff\xfeh\0i\0", "a.txt"), MediaType::Text);
        assert_eq!(detect(b"h\0e\0l\0l\0o\0 \0a\0l\0l\0", "a.txt"), MediaType::Text);
        assert_eq!(detect(b"a,b\n1,2\n", "a.csv"), MediaType::Csv);
        let message = b"Received: from a\n by b\nFrom: Ann <a@b.org>\nMIME-Version: 1.0\n\nWords";
        assert_eq!(detect(message, "a.txt"), MediaType::Eml);
        assert_eq!(detect(b"From: Chief Officer\nTo: Board\n\nWords", "a.txt"), MediaType::Text);
        assert_eq!(detect(b"<div>note</div>\n\n# Head", "a.md"), MediaType::Markdown);
    }

    #[test]
    fn damaged_files_keep_the_format_of_their_name() {
        assert_eq!(detect(b"PK\x03\x04 cut short", "pack.docx"), MediaType::Docx);
        assert_eq!(detect(b"PK\x03\x04 cut short", "pack.xlsx"), MediaType::Xlsx);
        assert_eq!(detect(b"PK\x03\x04 cut short", "pack.pptx"), MediaType::Other);
        assert_eq!(detect(b"\0\0\0\0", "pack.pdf"), MediaType::Pdf);
    }
}
