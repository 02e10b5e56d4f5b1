//! The tagger measured against what people coded, where the shared folder is there; a check on the shipped lexicon always.

use super::lexicon::cue;
use super::tagger::Tagger;
use crate::model::codebook::Facet;
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::tags::Scope;
use std::path::Path;

/// Text, headings above it, stem of its list, length of its lead-in.
type Given<'a> = (&'a str, &'a [&'a str], Option<&'a str>, Option<u32>);

/// A paper made of passages.
pub(super) fn paper(passages: &[Given<'_>]) -> Paper {
    let passages = passages.iter().enumerate().map(|(i, (text, section, stem, lead_in))| Passage {
        id: format!("{i:016x}"),
        kind: if stem.is_some() { PassageKind::Item } else { PassageKind::Paragraph },
        text: (*text).to_owned(),
        locator: Locator { section: section.iter().map(|s| (*s).to_owned()).collect(), ..Locator::default() },
        lead_in: *lead_in,
        stem: stem.map(str::to_owned),
        columns: Vec::new(),
        margin: Vec::new(),
    });
    Paper {
        id: "0".repeat(16),
        ordinal: 0,
        attachment: None,
        title: "A paper".to_owned(),
        kind: PaperKind::Report,
        body: None,
        date: None,
        first_page: None,
        last_page: None,
        outline: Vec::new(),
        tables: Vec::new(),
        passages: passages.collect(),
        furniture: Vec::new(),
    }
}

#[test]
fn the_shipped_lexicon_loads_whole() {
    let tagger = Tagger::load(None).unwrap();
    let count = |facet| tagger.codebook().facet(facet).count();
    assert_eq!([count(Facet::Theme), count(Facet::Challenge), count(Facet::Strength)], [27, 22, 15]);
    assert!(tagger.codebook().facet(Facet::Theme).all(|c| !c.definition.is_empty() && c.label != c.id));
    assert_eq!(tagger.lexicon.cues.len(), cue::IDS.len());
    let nodes = tagger.lexicon.themes.iter().chain(&tagger.lexicon.challenges).chain(&tagger.lexicon.strengths);
    assert!(nodes.clone().all(|entry| entry.terms.len() >= 5), "a concept has fewer than five terms");
}

#[test]
fn headings_have_their_one_theme() {
    let tagger = Tagger::load(None).unwrap();
    for (heading, theme) in [
        ("Mobilising local communities", "community-mobilisation"),
        ("Using and refocusing existing partnership structures and relationships", "partnership-working"),
        ("Drawing on the expertise of the Third Sector Interface", "third-sector"),
        ("Connecting local and national responses", "national-local"),
        ("Refreshing existing LOIPs", "outcome-planning"),
        ("Budget monitoring", "funding-resources"),
        ("Roads and transport", "transport-roads"),
        ("3. Adult social care", "social-care"),
    ] {
        let tags = tagger.tag(&paper(&[(
            "It was so in every place that we saw, and had been for a year.",
            &["Appendix 1", heading],
            None,
            None,
        )]));
        let themes: Vec<&str> = tags.passages[0]
            .mentions
            .iter()
            .filter(|m| m.facet == Facet::Theme && m.scope == Scope::Heading)
            .map(|m| m.concept.as_str())
            .collect();
        assert_eq!(themes, [theme], "{heading}");
    }
}

/// The stem and headings of a coded paragraph, as the structure stage would give them.
fn setting(paper: &str, paragraph: &str, text: &str) -> (Vec<&'static str>, Option<&'static str>) {
    let item = !text.contains(". ") && text.len() < 400 || paragraph == "11";
    match (paper.contains("audit"), paragraph) {
        (true, "9") => (vec!["What areas of strength are we seeing?"], Some("On the positive side:")),
        (true, "10") => {
            (vec!["What challenges are councils and their partners experiencing?"], Some("Less positively:"))
        }
        (true, "11") => (
            vec!["What challenges are councils and their partners experiencing?"],
            Some("The challenges include:").filter(|_| item),
        ),
        (true, _) => (vec!["What areas of strength are we seeing?"], None),
        (false, _) => (vec!["Lessons learned so far: what worked and what are the barriers?"], None),
    }
}

#[test]
#[allow(clippy::print_stderr)]
fn stance_against_the_coded_paragraphs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds/gold/stance.csv");
    let Ok(text) = crate::util::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let tagger = Tagger::load(None).unwrap();
    let mut right = [0; 2];
    let mut all = [0; 2];
    let mut wrong = String::new();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for (i, row) in reader.records().enumerate() {
        let row = row.unwrap();
        let (section, stem) = setting(&row[0], &row[1], &row[3]);
        let tags = tagger.tag(&paper(&[(&row[3], &section, stem, None)])).passages.remove(0);
        all[i % 2] += 1;
        if row[2].split('|').any(|stance| stance == tags.stance.as_str()) {
            right[i % 2] += 1;
        } else if i % 2 == 0 || std::env::var_os("SHOW_ALL").is_some() {
            let rules: Vec<String> = tags
                .mentions
                .iter()
                .filter(|m| matches!(m.facet, Facet::Challenge | Facet::Strength))
                .map(|m| m.rule.clone())
                .collect();
            let statements: Vec<&str> = tags.statements.iter().map(|s| s.stance.as_str()).collect();
            wrong.push_str(&format!(
                "{} {} want {} got {} {statements:?}\n   {rules:?}\n   {}\n",
                &row[0],
                &row[1],
                &row[2],
                tags.stance.as_str(),
                &row[3]
            ));
        }
    }
    let share = f64::from(right[0] + right[1]) / f64::from(all[0] + all[1]);
    assert!(share >= 0.85, "{right:?} of {all:?}\n{wrong}");
}
