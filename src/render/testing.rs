//! Small records that the tests of several formats share: one source, one paper, one passage.

use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::codebook::{Area, Codebook, Concept, Facet};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::locator::Locator;
use crate::model::memory::MemoryRecords;
use crate::model::paper::{Paper, PaperKind, PaperTable, Passage, PassageKind};
use crate::model::records::TaggedPaper;
use crate::model::source::{MediaType, SourceEntry, SourceStatus};
use crate::model::tags::{ClaimType, Coded, Mention, PaperTags, PassageTags, Scope, Stance, Statement};

/// The records.
pub(super) fn records() -> MemoryRecords {
    let mut records = MemoryRecords::new(codebook());
    records.insert(entry(), vec![tagged()]);
    records
}

fn codebook() -> Codebook {
    Codebook {
        concepts: vec![Concept::theme("digital", "Digital access")],
        areas: vec![Area::scottish("S12000015", "Fife"), Area::scottish("S12000041", "Angus")],
    }
}

fn entry() -> SourceEntry {
    SourceEntry {
        name: "b/pack.pdf".into(),
        location: "/data/b/pack.pdf".into(),
        sha256: "ab".into(),
        media_type: MediaType::Pdf,
        bytes: 10,
        status: SourceStatus::Ok,
        reason: None,
        original: None,
        engine: Some("pdfboss 2.16.1".into()),
        keywords: None,
        pages: None,
        unreadable_pages: 0,
        ocr_pages: 0,
        page_notes: Vec::new(),
        papers: 1,
        passages: 1,
        words: 5,
        has_record: true,
        repeats: Vec::new(),
    }
}

fn tagged() -> TaggedPaper {
    let coded = |id: &str| Coded { id: id.into(), scope: Scope::Direct };
    let statement = Statement {
        id: "s1".into(),
        start: 0,
        end: 19,
        stance: Stance::Challenge,
        claim: ClaimType::Context,
        themes: vec![coded("digital")],
        areas: vec![coded("S12000015"), coded("S12000041")],
        challenges: vec!["digital-access".into()],
        strengths: Vec::new(),
    };
    let mention = Mention {
        facet: Facet::Theme,
        concept: "digital".into(),
        code: None,
        surface: "online".into(),
        span: Some((1, 7)),
        scope: Scope::Direct,
        rule: "term:online".into(),
    };
    let cell = |column, text: &str| Cell {
        column,
        columns: 1,
        carried: false,
        blocks: vec![Block::new(BlockKind::Paragraph, text)],
    };
    let table = Table {
        rows: vec![
            Row { cells: vec![cell(0, "Action")], ..Row::default() },
            Row { cells: vec![cell(0, "=HYPERLINK(1)"), cell(1, "-5")], ..Row::default() },
        ],
        header_rows: 1,
        columns: 2,
    };
    let paper = Paper {
        id: "p1".into(),
        ordinal: 0,
        attachment: None,
        title: "Returns".into(),
        kind: PaperKind::LearningPaper,
        body: None,
        date: PartialDate::ym(2020, 8).map(|date| PaperDate {
            date,
            printed: "August 2020".into(),
            implied_year: false,
        }),
        first_page: Some(2),
        last_page: Some(4),
        outline: Vec::new(),
        tables: vec![PaperTable {
            id: "0123456789abcdef".into(),
            page: Some(2),
            last_page: None,
            section: Vec::new(),
            table,
        }],
        passages: vec![Passage {
            id: "q1".into(),
            kind: PassageKind::Item,
            text: "-online is hard now".into(),
            locator: Locator { page: Some(9), paragraph: Some("4.10".into()), ..Locator::default() },
            lead_in: None,
            stem: None,
            columns: Vec::new(),
            margin: Vec::new(),
        }],
        furniture: Vec::new(),
    };
    let passage = PassageTags {
        mentions: vec![mention],
        statements: vec![statement],
        stance: Stance::Challenge,
        ..PassageTags::default()
    };
    TaggedPaper { paper, tags: PaperTags { area: None, passages: vec![passage] } }
}
