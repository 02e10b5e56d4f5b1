//! Paragraphs, notes and tables of a Word file, and the ledger within it.

use super::VerifyError;
use super::visible::{Heading, Seen, Visible};
use crate::util::text::collapse;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const PART: &str = "customXml/item1.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const NAMESPACE: &str = "urn:sederunt:paper:1";
/// Largest part that is read.
const LARGEST: u64 = 256 << 20;

fn damaged(error: impl std::fmt::Display) -> VerifyError {
    VerifyError::Damaged(error.to_string())
}

/// Every part of the package in order.
fn parts(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, VerifyError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut made = Vec::new();
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.into_owned();
        let mut part = Vec::new();
        file.take(LARGEST).read_to_end(&mut part).map_err(damaged)?;
        made.push((name, part));
    }
    Ok(made)
}

/// The file with the ledger as a custom XML part, which the document refers to so that Word keeps it.
pub(super) fn embed(bytes: &[u8], json: &str) -> Result<Vec<u8>, VerifyError> {
    let mut parts = parts(bytes)?;
    let escaped = json.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let part = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<paper xmlns=\"{NAMESPACE}\">{escaped}</paper>"
    );
    parts.push((PART.to_owned(), part.into_bytes()));
    let relation = "<Relationship Id=\"ledger\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" \
                    Target=\"../customXml/item1.xml\"/></Relationships>";
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut part) in parts {
        if name == RELATIONS {
            part = String::from_utf8_lossy(&part).replace("</Relationships>", relation).into_bytes();
        }
        out.start_file(name, options).map_err(damaged)?;
        out.write_all(&part).map_err(damaged)?;
    }
    Ok(out.finish().map_err(damaged)?.into_inner())
}

/// The ledger's JSON.
pub(super) fn ledger(bytes: &[u8]) -> Result<String, VerifyError> {
    for (name, part) in parts(bytes)? {
        let text = String::from_utf8_lossy(&part);
        if !name.starts_with("customXml/") || !text.contains(NAMESPACE) {
            continue;
        }
        let mut words = String::new();
        each(&text, |event| {
            if let Node::Text(text) = event {
                words.push_str(text);
            }
        })?;
        return Ok(words);
    }
    Err(VerifyError::NoLedger)
}

/// What a walk over a part meets.
enum Node<'a> {
    Begin(&'a str, &'a BTreeMap<String, String>),
    Text(&'a str),
    End(&'a str),
}

/// Walks over a part, names without their prefix.
fn each(xml: &str, mut each: impl FnMut(Node<'_>)) -> Result<(), VerifyError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().trim_text(false);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => {
                let (name, attributes) = (local(start.local_name().as_ref()), attributes(&start));
                each(Node::Begin(&name, &attributes));
            }
            Event::Empty(start) => {
                let (name, attributes) = (local(start.local_name().as_ref()), attributes(&start));
                each(Node::Begin(&name, &attributes));
                each(Node::End(&name));
            }
            Event::Text(text) => each(Node::Text(&text)),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let character = match name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = character {
                    each(Node::Text(c.encode_utf8(&mut [0; 4])));
                }
            }
            Event::End(end) => each(Node::End(&local(end.local_name().as_ref()))),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn local(name: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}

fn attributes(start: &quick_xml::events::BytesStart<'_>) -> BTreeMap<String, String> {
    start.attributes().flatten().map(|a| (local(a.key.local_name().as_ref()), a.value.into_owned())).collect()
}

/// Notes by kind and id.
fn notes(xml: &str, kind: &str, into: &mut BTreeMap<String, String>) -> Result<(), VerifyError> {
    let mut open: Option<(String, String)> = None;
    each(xml, |node| match node {
        Node::Begin(name, attributes) if name == kind => {
            open = Some((format!("{kind} {}", attributes.get("id").map_or("", String::as_str)), String::new()));
        }
        Node::Text(text) => {
            if let Some((_, words)) = &mut open {
                words.push_str(text);
            }
        }
        Node::End(name) if name == kind => into.extend(open.take()),
        _ => {}
    })
}

/// What a reader of the file sees.
pub(super) fn visible(bytes: &[u8]) -> Result<Visible, VerifyError> {
    let parts = parts(bytes)?;
    let part = |name: &str| {
        parts
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, part)| String::from_utf8_lossy(part).into_owned())
            .unwrap_or_default()
    };
    let mut all = BTreeMap::new();
    notes(&part("word/footnotes.xml"), "footnote", &mut all)?;
    notes(&part("word/endnotes.xml"), "endnote", &mut all)?;
    let mut seen = Visible::default();
    let (mut words, mut cites, mut style, mut deleted) = (String::new(), String::new(), String::new(), 0);
    let mut row: Option<Vec<String>> = None;
    let mut cell = String::new();
    each(&part("word/document.xml"), |node| match node {
        Node::Begin("p", _) => {
            words.clear();
            cites.clear();
            style.clear();
        }
        Node::Begin("pStyle", attributes) => style = attributes.get("val").cloned().unwrap_or_default(),
        Node::Begin("del", _) => deleted += 1,
        Node::End("del") => deleted -= 1,
        Node::Begin("tr", _) => row = Some(Vec::new()),
        Node::Begin("tc", _) => cell.clear(),
        Node::Begin(name @ ("footnoteReference" | "endnoteReference"), attributes) => {
            let kind = name.trim_end_matches("Reference");
            let id = format!("{kind} {}", attributes.get("id").map_or("", String::as_str));
            cites.push_str(all.get(&id).map_or("", String::as_str));
            cites.push(' ');
        }
        Node::Begin("tab" | "br", _) => words.push(' '),
        Node::Text(text) if deleted == 0 => words.push_str(text),
        Node::End("p") => {
            if row.is_some() {
                cell.push_str(&words);
            } else if matches!(style.as_str(), "Heading1" | "AppendixHeading") {
                seen.headings.push(Heading::Section(collapse(&words)));
            } else if style == "Heading2" {
                seen.headings.push(Heading::Group(collapse(&words)));
            } else if style == "Caption" {
                seen.caption(&words);
            } else if ["Quote", "NumberedParagraph", "AppendixParagraph", ""].contains(&style.as_str())
                || !cites.is_empty()
            {
                // Paragraphs that somebody adds stand in the body's style, which has no name.
                seen.add(Seen::new(&words, &cites, None));
            }
        }
        Node::End("tc") => {
            if let Some(row) = &mut row {
                row.push(cell.trim().to_owned());
            }
        }
        Node::End("tr") => seen.rows.extend(row.take()),
        _ => {}
    })?;
    seen.paragraphs.retain(|p| !p.words.is_empty());
    Ok(seen)
}
