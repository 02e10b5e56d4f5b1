//! The codebook and the project, written and read again.

use super::*;
use crate::model::codebook::{Area, Concept, Facet};
use crate::render::export::RunInfo;
use crate::render::testing::records;
use std::io::Read;

fn known() -> Codebook {
    let concept = |facet, id: &str, label: &str, definition: &str| Concept {
        facet,
        id: id.into(),
        label: label.into(),
        definition: definition.into(),
        terms: Vec::new(),
    };
    Codebook {
        concepts: vec![
            concept(Facet::Theme, "digital", "Digital & online", "Access <to> \"services\"."),
            concept(Facet::Challenge, "capacity", "Capacity", ""),
        ],
        areas: vec![Area {
            code: "S12000015".into(),
            name: "Fife".into(),
            nation: "Scotland".into(),
            is_nation: false,
        }],
    }
}

#[test]
fn a_codebook_comes_back_as_it_went() {
    let dir = tempfile::tempdir().unwrap();
    let path = codebook(&known(), dir.path()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook"), "{text}");
    let codes = import::codes(&text).unwrap();
    assert_eq!(codes.len(), 2, "{codes:?}");
    assert_eq!((codes[0].facet, codes[0].label.as_str()), (Facet::Theme, "Digital & online"));
    assert_eq!(codes[0].definition, "Access <to> \"services\". [digital]");
    assert_eq!((codes[1].facet, codes[1].id.as_str()), (Facet::Challenge, "capacity"));
    let files = import::lexicon(&codes);
    assert_eq!(files.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["themes.toml", "challenges.toml"]);
    assert!(files[0].1.contains("terms = [\"digital online\"]"), "{}", files[0].1);
}

#[test]
fn a_codebook_of_another_program_gives_themes_and_names_what_is_wrong() {
    let text = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>\
        <Code guid=\"1\" name=\"Barriers\" isCodable=\"true\"><Code guid=\"2\" name=\"Money\" isCodable=\"true\"/></Code>\
        <Code guid=\"3\" name=\"Money\" isCodable=\"true\"><Description>What &amp; who</Description>\
        <Code guid=\"4\" name=\"Money\" isCodable=\"true\"/></Code></Codes></CodeBook>";
    let codes = import::codes(text).unwrap();
    let said: Vec<_> = codes.iter().map(|c| (c.facet, c.id.as_str(), c.broader.as_deref())).collect();
    assert_eq!(
        said,
        [(Facet::Challenge, "money", None), (Facet::Theme, "money", None), (Facet::Theme, "money-2", Some("money"))]
    );
    assert_eq!(codes[1].definition, "What & who");
    assert_eq!(import::codes("<a/>"), Err(import::ImportError::Empty));
    assert!(matches!(import::codes("<a><b></a>"), Err(import::ImportError::Xml { line: 1, .. })));
}

#[test]
fn every_selection_of_a_project_holds_the_words_of_its_mention() {
    let dir = tempfile::tempdir().unwrap();
    let run = RunInfo { title: "A & B".into(), ..RunInfo::default() };
    let path = project(&records(), &run, dir.path()).unwrap();
    let mut zip = zip::ZipArchive::new(fs::open(&path).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().into_owned()).collect();
    assert!(names.iter().all(|n| n == "project.qde" || n.starts_with("sources/")), "{names:?}");
    let mut qde = String::new();
    zip.by_name("project.qde").unwrap().read_to_string(&mut qde).unwrap();
    assert!(qde.starts_with("<?xml") && !qde.contains('\r'));
    let mut text = String::new();
    let source = names.iter().find(|n| n.starts_with("sources/")).unwrap();
    zip.by_name(source).unwrap().read_to_string(&mut text).unwrap();
    let attribute = |line: &str, name: &str| -> String {
        let from = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        line[from..].split('"').next().unwrap().to_owned()
    };
    let selections: Vec<&str> = qde.lines().filter(|l| l.contains("<PlainTextSelection")).collect();
    assert!(!selections.is_empty());
    for line in selections {
        let (start, end): (u32, u32) =
            (attribute(line, "startPosition").parse().unwrap(), attribute(line, "endPosition").parse().unwrap());
        assert_eq!(crate::util::text::char_slice(&text, start, end), attribute(line, "name"));
    }
}
