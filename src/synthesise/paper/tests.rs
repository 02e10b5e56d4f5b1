//! The paper as a whole, over small records.

use super::*;
use crate::model::learning::{Section, SectionKind};
use crate::synthesise::claims::{Filter, count};
use crate::synthesise::{Narrowed, testing};

fn named() -> PaperOptions {
    PaperOptions { title: Some("Learning".into()), attribution: Attribution::Named, ..PaperOptions::default() }
}

fn made() -> LearningPaper {
    let records = testing::records();
    paper(&records, &overview(&records, &named()).unwrap(), &named()).unwrap().paper
}

/// A paper of the part of these records that a narrowing lets through.
fn narrowed(records: &impl Records, narrowing: Narrowing) -> LearningPaper {
    let options = PaperOptions { narrowing: narrowing.clone(), ..named() };
    let within = Narrowed::new(records, narrowing);
    let mut overview = overview(&within, &options).unwrap();
    overview.mark_excluded(records, &options.settings).unwrap();
    paper(&within, &overview, &options).unwrap().paper
}

fn says(section: &Section, words: &str) -> bool {
    section.paragraphs.iter().any(|p| p.text.contains(words))
}

fn section(paper: &LearningPaper, id: &str) -> Section {
    paper.sections.iter().find(|s| s.id == id).unwrap().clone()
}

#[test]
fn sections_stand_in_their_order_and_the_papers_own_headings_lead() {
    let ids: Vec<String> = made().sections.into_iter().map(|s| s.id).collect();
    assert_eq!(
        ids,
        [
            "summary",
            "purpose",
            "coverage",
            "theme-mobilising-communities",
            "theme-digital-access-and-services",
            "worked",
            "barriers",
            "limits",
            "gaps",
            "examples",
            "sources"
        ]
    );
}

#[test]
fn a_theme_opens_with_a_count_and_quotes_what_works_first() {
    let theme = section(&made(), "theme-mobilising-communities");
    assert_eq!(theme.paragraphs[0].text, "3 passages in 1 paper, from 3 areas, speak about mobilising communities.");
    let quoted = theme.paragraphs[1..].iter().filter(|p| p.kind == ParagraphKind::Quotation);
    let quotes: Vec<_> = quoted.map(|p| (p.group.clone().unwrap(), p.label.clone().unwrap())).collect();
    let groups: Vec<&str> = quotes.iter().map(|(group, _)| group.as_str()).collect();
    assert_eq!(groups, ["What works", "What works", "What is hard", "What was done"]);
    assert_eq!(quotes[2].1, "Shetland Islands");
}

#[test]
fn what_two_areas_say_alike_is_quoted_once_and_counted() {
    let theme = section(&made(), "theme-digital-access-and-services");
    let quote = &theme.paragraphs[1];
    assert_eq!(quote.label.as_deref(), Some("Shetland Islands; in other words also Fife"));
    assert_eq!((quote.citations.len(), quote.also.len(), quote.claims[0].value), (1, 1, 1));
    assert!(!theme.paragraphs.iter().any(|p| p.text.contains("Members noted")));
}

#[test]
fn every_paragraph_can_be_checked() {
    let (paper, records) = (made(), testing::records());
    for paragraph in paper.sections.iter().flat_map(|s| &s.paragraphs) {
        match paragraph.kind {
            ParagraphKind::Quotation => {
                let citation = &paragraph.citations[0];
                let mut found = false;
                records
                    .for_each(|r| -> Result<(), SynthesisError> {
                        let passages = r.papers.iter().flat_map(|p| &p.paper.passages);
                        found |=
                            passages.filter(|p| p.id == citation.passage_id).any(|p| p.text.contains(&paragraph.text));
                        Ok(())
                    })
                    .unwrap();
                assert!(found, "{}", paragraph.text);
            }
            ParagraphKind::Count => {
                assert!(!paragraph.claims.is_empty(), "{}", paragraph.text);
                for claim in &paragraph.claims {
                    // What follows from other numbers is checked where papers are verified.
                    let Ok(filter) = claim.filter.parse::<Filter>() else { continue };
                    assert_eq!(count(&records, &[filter], 0).unwrap()[0].value, claim.value, "{}", claim.filter);
                }
            }
            ParagraphKind::Template => assert!(paragraph.citations.is_empty()),
        }
    }
}

#[test]
fn areas_are_counted_by_the_themes_of_the_paper() {
    let (paper, records) = (made(), testing::records());
    let table = paper.areas.as_ref().unwrap();
    assert_eq!(table.header, ["Area", "Mobilising communities", "Digital access and services"]);
    let areas: Vec<&str> = table.rows.iter().map(|row| row[0].text.as_str()).collect();
    assert_eq!(areas, ["Angus", "Fife", "Shetland Islands"]);
    for cell in table.rows.iter().flat_map(|row| &row[1..]) {
        let claim = cell.claim.as_ref().unwrap();
        assert_eq!(count(&records, &[claim.filter.parse().unwrap()], 0).unwrap()[0].value, claim.value);
        assert_eq!(cell.text, claim.value.to_string());
    }
    let options = PaperOptions { narrowing: Narrowing { themes: vec!["x".into()], ..Narrowing::default() }, ..named() };
    let none = paper_of(&options);
    assert!(none.areas.is_none(), "where the codebook's themes lead, its own table stands");
}

fn paper_of(options: &PaperOptions) -> LearningPaper {
    let records = testing::records();
    let within = Narrowed::new(&records, options.narrowing.clone());
    paper(&within, &overview(&within, options).unwrap(), options).unwrap().paper
}

#[test]
fn unread_files_gaps_and_examples_are_told() {
    let paper = made();
    let coverage = section(&paper, "coverage");
    let says = |s: &Section, words: &str| s.paragraphs.iter().any(|p| p.text == words);
    assert!(says(&coverage, "2 files were found; 1 was read and 1 was not."), "{coverage:#?}");
    assert!(says(&coverage, "secret.pdf: the file is encrypted."));
    assert!(says(&coverage, "What was read is 1 learning paper with 6 passages."));
    assert!(says(&section(&paper, "gaps"), "2 themes and 3 areas make 6 pairs; 6 have a passage and 0 have none."));
    let examples = section(&paper, "examples");
    assert_eq!(examples.kind, SectionKind::Examples);
    let labels: Vec<_> = examples.paragraphs.iter().map(|p| p.label.clone().unwrap()).collect();
    assert_eq!(labels, ["Angus", "Fife", "Shetland Islands", "Angus", "Fife", "Shetland Islands"]);
    let sources = section(&paper, "sources");
    assert_eq!(
        sources.paragraphs[0].text,
        "Examples in returns.pdf. Learning paper, 5 October 2020. returns.pdf, pp. 1-3."
    );
}

#[test]
fn nothing_at_all_still_makes_a_paper() {
    let records = crate::model::memory::MemoryRecords::new(testing::codebook());
    let options = PaperOptions::default();
    let paper = paper(&records, &overview(&records, &options).unwrap(), &options).unwrap().paper;
    assert_eq!(section(&paper, "coverage").paragraphs[0].text, "No files were found.");
    assert!(paper.sections.iter().all(|s| !s.paragraphs.is_empty()));
}

#[test]
fn a_filter_says_what_it_leaves_out_and_not_that_nobody_wrote() {
    let mut records = testing::records();
    let angus = testing::example(records.codebook(), "Digital access and services", 1, "Angus - A club was opened.");
    let mut minute = testing::paper("minute.pdf", vec![angus]);
    minute.paper.kind = crate::model::paper::PaperKind::Minute;
    records.insert(testing::entry("minute.pdf", crate::model::source::SourceStatus::Ok), vec![minute]);
    let minutes = narrowed(&records, Narrowing { kinds: vec!["minute".into()], ..Narrowing::default() });
    let gaps = section(&minutes, "gaps");
    let words = "named by no passage within the filter: Fife and Shetland Islands (excluded by the filter).";
    assert!(says(&gaps, words), "{gaps:#?}");
    let themes =
        narrowed(&records, Narrowing { themes: vec!["community-mobilisation".into()], ..Narrowing::default() });
    assert!(!says(&section(&themes, "gaps"), "no paper"));
    let fife = narrowed(&records, Narrowing { places: vec!["S12000015".into()], ..Narrowing::default() });
    assert!(!says(&section(&fife, "gaps"), "Angus"), "what the filter does not ask for is no gap");
}

#[test]
fn a_paper_about_one_area_does_not_say_that_all_comes_from_it() {
    let codebook = testing::codebook();
    let texts =
        ["Fife - Groups met.", "Fife - Shops gave food.", "Fife - A van was lent.", "Fife - A fund was a challenge."];
    let passages = (1..).zip(texts).map(|(n, text)| testing::example(&codebook, "Mobilising communities", n, text));
    let mut records = crate::model::memory::MemoryRecords::new(codebook.clone());
    let entry = testing::entry("fife.pdf", crate::model::source::SourceStatus::Ok);
    records.insert(entry, vec![testing::paper("fife.pdf", passages.collect())]);
    let all = narrowed(&records, Narrowing::default());
    let gaps = section(&all, "gaps");
    assert!(!says(&gaps, "More than half") && !says(&gaps, "on one area alone"), "{gaps:#?}");
}

#[test]
fn a_filter_that_nothing_meets_is_named() {
    let records = testing::records();
    let since = crate::model::date::PartialDate::ym(2021, 1);
    let none = narrowed(&records, Narrowing { places: vec!["S12000015".into()], since, ..Narrowing::default() });
    let words =
        "Nothing that was read meets the filter, which asks for passages about Fife and dated January 2021 or later.";
    assert_eq!(section(&none, "summary").paragraphs[0].text, words);
    assert!(says(&section(&none, "coverage"), "Nothing in them meets the filter."));
}
