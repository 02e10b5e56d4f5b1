//! Small records for the tests of this stage.

use crate::model::codebook::{Area, Codebook, Concept, Facet};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::locator::Locator;
use crate::model::memory::MemoryRecords;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::records::TaggedPaper;
use crate::model::source::{MediaType, SourceEntry, SourceStatus};
use crate::model::tags::{ClaimType, Coded, Mention, PaperTags, PassageTags, Scope, Stance, Statement};
use crate::util::hash::short_id;
use crate::util::sentence::sentences;
use crate::util::text::{char_len, char_slice, fold};

pub(super) fn codebook() -> Codebook {
    let concept = |facet, id: &str, label: &str| Concept {
        facet,
        id: id.into(),
        label: label.into(),
        definition: format!("about {label}"),
        terms: Vec::new(),
    };
    let area = |code: &str, name: &str, is_nation| Area {
        code: code.into(),
        name: name.into(),
        nation: "Scotland".into(),
        is_nation,
    };
    Codebook {
        concepts: vec![
            concept(Facet::Theme, "community-mobilisation", "Mobilising communities"),
            concept(Facet::Theme, "digital", "Digital access and services"),
            concept(Facet::Challenge, "digital-access", "Digital exclusion and systems"),
            concept(Facet::Strength, "community-led", "Community-led action"),
        ],
        areas: vec![
            area("S12000015", "Fife", false),
            area("S12000027", "Shetland Islands", false),
            area("S12000041", "Angus", false),
            area("S92000003", "Scotland", true),
        ],
    }
}

pub(super) fn passage(text: &str) -> Passage {
    Passage {
        id: short_id(&["passage", text]),
        kind: PassageKind::Paragraph,
        text: text.into(),
        locator: Locator::default(),
        lead_in: None,
        stem: None,
        columns: Vec::new(),
        margin: Vec::new(),
    }
}

pub(super) fn statement(passage: &Passage, start: u32, end: u32) -> Statement {
    Statement {
        id: short_id(&[&passage.id, &start.to_string()]),
        start,
        end,
        stance: Stance::Neutral,
        claim: ClaimType::Activity,
        themes: Vec::new(),
        areas: Vec::new(),
        challenges: Vec::new(),
        strengths: Vec::new(),
    }
}

/// A passage under a heading, "Area - words", with simple tags: "challenge" and "quicker" decide, the heading is the theme.
pub(super) fn example(codebook: &Codebook, heading: &str, number: u32, text: &str) -> (Passage, PassageTags) {
    let mut made = passage(text);
    made.locator = Locator {
        page: Some(number),
        section: vec!["Examples".into(), heading.into()],
        paragraph: Some(number.to_string()),
        ..Locator::default()
    };
    made.id = short_id(&[heading, text]);
    let lead = text.split_once(" - ").map(|(lead, _)| lead);
    let area = lead.and_then(|lead| codebook.areas.iter().find(|a| a.name == lead));
    made.lead_in = lead.filter(|_| area.is_some()).map(char_len);
    let theme = codebook.facet(Facet::Theme).find(|c| fold(&c.label) == fold(heading));
    let mut tags = PassageTags::default();
    if let Some(area) = area {
        tags.mentions.push(Mention {
            facet: Facet::Place,
            concept: area.name.clone(),
            code: Some(area.code.clone()),
            surface: area.name.clone(),
            span: Some((0, char_len(&area.name))),
            scope: Scope::LeadIn,
            rule: "lead-in".into(),
        });
    }
    for (start, end) in sentences(text) {
        let (start, end) = (char_len(&text[..start]), char_len(&text[..end]));
        let words = char_slice(text, start, end);
        let mut of = statement(&made, start, end);
        of.areas.extend(area.map(|a| Coded { id: a.code.clone(), scope: Scope::LeadIn }));
        of.themes.extend(theme.map(|t| Coded { id: t.id.clone(), scope: Scope::Heading }));
        if words.contains("challenge") {
            of.stance = Stance::Challenge;
            of.challenges.push("digital-access".into());
            of.claim = ClaimType::Context;
        } else if words.contains("quick") {
            of.stance = Stance::Strength;
            of.strengths.push("community-led".into());
            of.claim = ClaimType::Effect;
        }
        tags.stance = super::tally::together(tags.stance, of.stance);
        tags.statements.push(of);
    }
    (made, tags)
}

pub(super) fn entry(name: &str, status: SourceStatus) -> SourceEntry {
    let read = matches!(status, SourceStatus::Ok | SourceStatus::Partial);
    SourceEntry {
        name: name.into(),
        location: name.into(),
        sha256: String::new(),
        media_type: MediaType::Pdf,
        bytes: 1,
        status,
        reason: (!read).then(|| "the file is encrypted".to_owned()),
        original: None,
        engine: None,
        keywords: None,
        pages: Some(3),
        unreadable_pages: 0,
        ocr_pages: 0,
        page_notes: Vec::new(),
        papers: u32::from(read),
        passages: 0,
        words: 0,
        has_record: read,
        repeats: Vec::new(),
    }
}

pub(super) fn paper(name: &str, passages: Vec<(Passage, PassageTags)>) -> TaggedPaper {
    let (passages, tags) = passages.into_iter().unzip();
    TaggedPaper {
        paper: Paper {
            id: short_id(&[name, "0"]),
            ordinal: 0,
            attachment: None,
            title: format!("Examples in {name}"),
            kind: PaperKind::LearningPaper,
            body: None,
            date: PartialDate::ymd(2020, 10, 5).map(|date| PaperDate {
                date,
                printed: "5 October 2020".into(),
                implied_year: false,
            }),
            first_page: Some(1),
            last_page: Some(3),
            outline: Vec::new(),
            tables: Vec::new(),
            passages,
            furniture: Vec::new(),
        },
        tags: PaperTags { area: None, passages: tags },
    }
}

/// One paper of examples by three areas under two theme headings, and a file that could not be read.
pub(super) fn records() -> MemoryRecords {
    let codebook = codebook();
    let make = |heading: &str, number, text: &str| example(&codebook, heading, number, text);
    let passages = vec![
        make(
            "Mobilising communities",
            1,
            "Angus - Community groups delivered food parcels far quicker than any public body could.",
        ),
        make(
            "Mobilising communities",
            2,
            "Fife - Volunteers set up a food network quickly with 23 agencies and local shops.",
        ),
        make(
            "Mobilising communities",
            3,
            "Shetland Islands - The number of volunteers was a challenge to manage for the small team. Volunteers took shopping to people.",
        ),
        make(
            "Digital access and services",
            1,
            "Fife - Communities do not have equal access to the internet, which has been a real challenge.",
        ),
        make(
            "Digital access and services",
            2,
            "Shetland Islands - Communities do not have equal access to the internet and this has been a real challenge.",
        ),
        make(
            "Digital access and services",
            3,
            "Angus - Members noted the digital strategy of the council for the coming years.",
        ),
    ];
    let mut records = MemoryRecords::new(codebook.clone());
    records.insert(entry("returns.pdf", SourceStatus::Ok), vec![paper("returns.pdf", passages)]);
    records.insert(entry("secret.pdf", SourceStatus::Failed), Vec::new());
    records
}
