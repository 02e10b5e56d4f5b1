//! The Word document of a small paper, part by part, against what the schema asks.

use super::super::tests::{made, with_setting};
use super::document;
use crate::model::learning::{Cell, CountTable, SectionKind};
use crate::render::paper::view::view;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The order of elements within those whose order the schema fixes (ISO/IEC 29500-1, annex A), as far as they are written here.
const ORDER: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:color",
            "w:sz",
            "w:szCs",
            "w:u",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:vAlign"]),
    (
        "w:sectPr",
        &["w:headerReference", "w:footerReference", "w:endnotePr", "w:pgSz", "w:pgMar", "w:cols", "w:titlePg"],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:autoRedefine",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tblStylePr",
        ],
    ),
    ("w:lvl", &["w:start", "w:numFmt", "w:pStyle", "w:suff", "w:lvlText", "w:lvlJc", "w:pPr", "w:rPr"]),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:defaultTabStop",
            "w:characterSpacingControl",
            "w:updateFields",
            "w:footnotePr",
            "w:endnotePr",
            "w:compat",
            "w:themeFontLang",
            "w:decimalSymbol",
            "w:listSeparator",
        ],
    ),
];

/// The parts of the document of a paper with a quotation, a count, an appendix and a table.
fn parts() -> BTreeMap<String, String> {
    let mut paper = made();
    let mut examples = paper.sections[0].clone();
    (examples.kind, examples.id) = (SectionKind::Examples, "examples".into());
    let cell = |text: &str| Cell { text: text.into(), claim: None };
    paper.sections[0].tables.push(CountTable {
        id: "table-trends".into(),
        caption: "Papers by year & theme".into(),
        header: vec!["Theme".into(), "2020".into()],
        rows: vec![vec![cell("Digital"), cell("3")], vec![cell("Short")]],
    });
    paper.sections.push(examples);
    let bytes = with_setting(None, |setting| document(&view(&paper, setting, None))).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// Calls `each` with every element, the names above it and its attributes; with its children when it ends.
fn walk(xml: &str, mut each: impl FnMut(&str, &BTreeMap<String, String>), mut end: impl FnMut(&str, &[String])) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        let (start, empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                let (name, children) = open.pop().unwrap();
                end(&name, &children);
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start.attributes().map(|a| {
            let a = a.unwrap();
            (a.key.as_ref().to_owned(), a.value.into_owned())
        });
        each(&name, &attributes.collect());
        if let Some((_, children)) = open.last_mut() {
            children.push(name.clone());
        }
        if empty { end(&name, &[]) } else { open.push((name, Vec::new())) }
    }
    assert!(open.is_empty());
}

#[test]
fn every_part_has_its_elements_in_the_order_of_the_schema() {
    for (part, xml) in parts() {
        walk(
            &xml,
            |_, _| {},
            |name, children| {
                if name == "w:tc" {
                    assert_eq!(
                        children.last().map(String::as_str),
                        Some("w:p"),
                        "{part}: a cell ends with a paragraph"
                    );
                }
                let Some((_, order)) = ORDER.iter().find(|(known, _)| *known == name) else { return };
                let places: Vec<usize> = children
                    .iter()
                    .map(|child| {
                        order.iter().position(|o| o == child).unwrap_or_else(|| panic!("{part}: {child} in {name}"))
                    })
                    .collect();
                assert!(places.is_sorted(), "{part}: {name} has {children:?}");
            },
        );
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let parts = parts();
    let ids = |part: &str, element: &str, key: &str| {
        let mut found = Vec::new();
        walk(
            &parts[part],
            |name, attributes| {
                if name == element {
                    found.extend(attributes.get(key).cloned());
                }
            },
            |_, _| {},
        );
        found
    };
    let styles: BTreeSet<String> = ids("word/styles.xml", "w:style", "w:styleId").into_iter().collect();
    for part in
        ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/header1.xml", "word/numbering.xml"]
    {
        for style in ["w:pStyle", "w:rStyle", "w:tblStyle"].into_iter().flat_map(|e| ids(part, e, "w:val")) {
            assert!(styles.contains(&style), "{part}: {style}");
        }
    }
    for (call, note, part) in [
        ("w:footnoteReference", "w:footnote", "word/footnotes.xml"),
        ("w:endnoteReference", "w:endnote", "word/endnotes.xml"),
    ] {
        let notes = ids(part, note, "w:id");
        let calls = ids("word/document.xml", call, "w:id");
        assert_eq!(calls.len() + 2, notes.len());
        assert_eq!(calls, notes[2..]);
    }
    let marks = ids("word/document.xml", "w:bookmarkStart", "w:name");
    assert_eq!(marks, ids("word/document.xml", "w:hyperlink", "w:anchor"), "the contents lead to every heading");
    let relations = ids("word/_rels/document.xml.rels", "Relationship", "Id");
    for part in ["w:headerReference", "w:footerReference"] {
        assert!(ids("word/document.xml", part, "r:id").iter().all(|id| relations.contains(id)));
    }
    for target in ids("word/_rels/document.xml.rels", "Relationship", "Target") {
        assert!(parts.contains_key(&format!("word/{target}")), "{target}");
    }
    for name in ids("[Content_Types].xml", "Override", "PartName") {
        assert!(parts.contains_key(name.trim_start_matches('/')), "{name}");
    }
}

#[test]
fn words_notes_and_captions_stand_where_they_belong() {
    let parts = parts();
    let body = &parts["word/document.xml"];
    for words in [
        "“R&amp;D &lt;b&gt;is&lt;/b&gt; *hard* in Fife”",
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"AppendixHeading\"/>",
        "SEQ Table",
        "Papers by year &amp; theme",
        "TOC \\o",
    ] {
        assert!(body.contains(words), "{words}");
    }
    assert!(parts["word/footnotes.xml"].contains("a.pdf p. 2, para 2"));
    assert!(parts["word/endnotes.xml"].contains("a.pdf p. 2, para 1"));
    assert!(parts["word/endnotes.xml"].contains(">p. 2, para 2<"), "a file is named once");
    assert!(parts["docProps/core.xml"].contains("<dc:language>en-GB</dc:language>"));
    assert!(!parts["docProps/core.xml"].contains("dcterms"), "no date");
    assert!(parts["word/styles.xml"].contains("w:lang w:val=\"en-GB\""));
}
