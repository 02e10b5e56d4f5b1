//! What goes out comes back, and what others wrote is read.

use super::{LexiconFormat, written};
use crate::model::vocabulary::{LexiconEntry, ListKind, TermUse, Vocabulary, Wording};

fn read(text: &str, format: LexiconFormat) -> Result<Vocabulary, String> {
    super::read(text, format).map(|read| read.vocabulary)
}

const FORMATS: [LexiconFormat; 3] = [LexiconFormat::Csv, LexiconFormat::Turtle, LexiconFormat::JsonLd];

fn term(role: TermUse, text: &str, weight: Option<f32>) -> Wording {
    Wording { role, text: text.into(), weight }
}

fn sample() -> Vocabulary {
    let entry = |list, id: &str, terms| LexiconEntry {
        list,
        id: id.into(),
        label: format!("The \"{id}\", so called"),
        definition: "A line,\nand another \\ one".into(),
        broader: None,
        threshold: None,
        terms,
    };
    let mut travel = entry(
        ListKind::Theme,
        "travel",
        vec![
            term(TermUse::Strong, "bus", None),
            term(TermUse::Term, "=train", None),
            term(TermUse::Term, "hub", Some(0.7)),
            term(TermUse::Weak, "(road|path) (|and) bridge", None),
            term(TermUse::Unless, "bridge the gap", None),
            term(TermUse::Pattern, "[£$]\\s?[0-9]+", None),
        ],
    );
    travel.threshold = Some(1.25);
    let mut buses = entry(ListKind::Theme, "buses", vec![term(TermUse::Term, "data NEAR/4 shar*", None)]);
    buses.broader = Some("travel".into());
    buses.label = "data NEAR/4 shar*".into();
    let cue = entry(ListKind::Cue, "difficulty", vec![term(TermUse::Term, "^=ensure", None)]);
    let hard = entry(ListKind::Challenge, "capacity", vec![term(TermUse::Subject, "staff", None)]);
    Vocabulary { entries: vec![travel, buses, hard, cue] }
}

#[test]
fn every_form_comes_back_equal() {
    for format in FORMATS {
        let text = written(&sample(), format);
        let back = read(&text, format).unwrap_or_else(|problem| panic!("{format:?}: {problem}\n{text}"));
        assert_eq!(back.sorted(), sample().sorted(), "{format:?}\n{text}");
        assert_eq!(written(&back, format), written(&read(&written(&back, format), format).unwrap(), format));
    }
}

#[test]
fn a_table_has_nothing_that_runs_and_its_faults_have_a_line() {
    let text = written(&sample(), LexiconFormat::Csv);
    assert!(text.contains(",'=train,"), "{text}");
    let fault = |text: &str| read(text, LexiconFormat::Csv).unwrap_err();
    assert!(fault("list,concept,use\n").contains("`text`"));
    assert!(fault("list,concept,use,text\ntheme,a,term,bus\nshop,a,term,bus\n").starts_with("line 3: `shop`"));
    assert!(fault("list,concept,use,text\ntheme,a,loud,bus\n").contains("`loud`"));
    assert!(fault("list,concept,use,text,weight\ntheme,a,term,bus,none\n").contains("not a number"));
    assert!(fault("list,concept,use,text\ntheme,a,term,honey, raw\n").starts_with("line 2: `raw` stands in no column"));
    assert!(fault("list,concept,use,text\ntheme,a,term,\"honey\ntheme,a,term,hive\n").contains("takes in 1 further"));
    assert!(fault("list,concept,use,text\ntheme,a,,honey\n").contains("`honey` has no use"));
    let twice = fault("list,concept,use,text\ntheme,a,concept,\ntheme,a,term,b\ntheme,a,concept,\nshop,a,term,b\n");
    assert!(
        twice.starts_with("2 faults\nline 4: `a` has a row of its own on line 2 already") && twice.contains("line 5:")
    );
    let feeds = fault(&format!("{}shop,a,term,b\r\n", written(&sample(), LexiconFormat::Csv)));
    let lines = written(&sample(), LexiconFormat::Csv).matches('\n').count();
    assert!(feeds.starts_with(&format!("line {}: `shop`", lines + 1)), "{feeds}, after {lines} lines");
    let german = read("list;concept;use;text;weight\nThemes;a;terms;bus;0,5\n", LexiconFormat::Csv).unwrap();
    assert_eq!(german.entries[0].terms, [term(TermUse::Term, "bus", Some(0.5))]);
}

#[test]
fn vocabularies_of_others_are_read() {
    let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
        <http://example.org/voc/Bus%20Travel> a skos:Concept ; skos:prefLabel \"Busreisen\"@de , \"Bus travel\"@en ;\n\
        skos:altLabel \"coach\"@en ; skos:broader <http://example.org/voc/travel> .\n\
        <http://example.org/voc/travel> a skos:Concept ; skos:prefLabel \"Travel\"@en .\n";
    let read_back = read(text, LexiconFormat::Turtle).unwrap();
    let first = &read_back.entries[0];
    assert_eq!(
        (first.list, first.label.as_str(), first.broader.as_deref()),
        (ListKind::Theme, "Bus travel", Some("travel"))
    );
    assert_eq!(first.terms, [term(TermUse::Term, "Bus travel", None), term(TermUse::Term, "coach", None)]);
    assert_eq!(read_back.entries[1].terms, [term(TermUse::Term, "Travel", None)]);
    let swift = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
        <http://e.org/1> a skos:Concept ; skos:prefLabel \"Swift planet (astronomy)\" ; skos:altLabel \"Who = what?\"@en, \
        \"[Old] NEAR\", \"Segler\"@de .\n";
    let terms = ["Swift planet", "Who what", "Old near"].map(|text| term(TermUse::Term, text, None));
    assert_eq!(read(swift, LexiconFormat::Turtle).unwrap().entries[0].terms, terms);
    let german = swift.replace("(astronomy)\"", "\"@de").replace("@en", "@de").replace("NEAR\"", "\"@de");
    assert!(read(&german, LexiconFormat::Turtle).unwrap_err().contains("in English"));
    let bad = read("@prefix skos: <http://x> .\n\n<a> skos:b .", LexiconFormat::Turtle).unwrap_err();
    assert!(bad.starts_with("line 3:"), "{bad}");
    assert!(read("{", LexiconFormat::JsonLd).is_err());
    assert!(read("{\"@context\": \"http://example.org/c\", \"@id\": \"a:b\"}", LexiconFormat::JsonLd).is_err());
    assert!(read("", LexiconFormat::Turtle).unwrap_err().contains("no concept"));
}
