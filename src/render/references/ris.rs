//! A paper as a RIS record: a tag a line, CRLF line ends.

use super::Entry;

pub(super) fn entry(entry: &Entry<'_>) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        // A value is one line; a line end within it would begin a tag.
        let value = value.replace(['\r', '\n'], " ");
        out.push_str(&format!("{tag}  - {value}\r\n"));
    };
    line("TY", if entry.is_report() { "RPRT" } else { "GEN" });
    line("TI", entry.title);
    if let Some(body) = entry.body {
        // A comma would part the name of a person.
        line("AU", &body.replace(',', ""));
        line("PB", body);
    }
    if let Some(date) = entry.date {
        let part = |part: Option<u8>| part.map(|n| format!("{n:02}")).unwrap_or_default();
        line("PY", &date.year.to_string());
        line("DA", &format!("{}/{}/{}/", date.year, part(date.month), part(date.day)));
    }
    if let Some(pages) = &entry.pages {
        let (first, last) = pages.split_once('-').unwrap_or((pages, pages));
        line("SP", first);
        line("EP", last);
    }
    line("M3", entry.kind.as_str());
    line("N1", &entry.held);
    line("L1", entry.link);
    line("ID", &entry.key);
    out.push_str("ER  - \r\n\r\n");
    out
}
