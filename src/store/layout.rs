//! A guard for the layout of records: one made-up record that has every field and every kind of value, and the hash of its bytes.
//!
//! Postcard names no fields. A field that is added, removed or moved makes older records unreadable, or, worse, readable as something
//! else; only [`FORMAT`](super::FORMAT) tells them apart.

use super::envelope::{seal, unseal};
use super::{FORMAT, LAYOUT, Wording};
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::codebook::Facet;
use crate::model::date::{PaperDate, PartialDate};
use crate::model::extracted::Diagnostic;
use crate::model::locator::Locator;
use crate::model::page::Readability;
use crate::model::paper::{Heading, Paper, PaperKind, PaperTable, Passage, PassageKind};
use crate::model::records::Structured;
use crate::model::source::PageNote;
use crate::model::tags::{Base, ClaimType, Coded, Figure, Mention, PaperTags, PassageTags, Scope, Stance, Statement};
use crate::util::hash::sha256_hex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

fn words(text: &str) -> String {
    text.to_owned()
}

fn table() -> Table {
    let kinds = [
        BlockKind::Heading(2),
        BlockKind::Paragraph,
        BlockKind::Item { depth: 3 },
        BlockKind::Table(Table::default()),
        BlockKind::Note,
        BlockKind::Furniture,
    ];
    let block = |kind| Block {
        kind,
        text: words("text"),
        number: Some(words("4.13")),
        lead_in: Some(5),
        page: Some(6),
        last_page: Some(7),
        prominence: 1.5,
        bold: true,
        margin: vec![words("AB")],
        new_sheet: true,
    };
    let cell = Cell { column: 8, columns: 9, carried: true, blocks: kinds.map(block).to_vec() };
    Table { rows: vec![Row { cells: vec![cell], page: Some(10), last_page: Some(11) }], header_rows: 12, columns: 13 }
}

fn papers() -> Vec<Paper> {
    let passage = |kind| Passage {
        id: words("passage"),
        kind,
        text: words("text"),
        locator: Locator {
            attachment: Some(words("file")),
            page: Some(14),
            last_page: Some(15),
            estimated: true,
            section: vec![words("section")],
            paragraph: Some(words("4.14")),
            table: Some(words("table")),
            row: Some(16),
        },
        lead_in: Some(17),
        stem: Some(words("stem")),
        columns: vec![(words("column"), 18)],
        margin: vec![words("margin")],
    };
    let passages = [PassageKind::Paragraph, PassageKind::Item, PassageKind::Row, PassageKind::Note].map(passage);
    let paper = |kind| Paper {
        id: words("paper"),
        ordinal: 19,
        attachment: Some(words("file")),
        title: words("title"),
        kind,
        body: Some(words("body")),
        date: Some(PaperDate {
            date: PartialDate { year: 2020, month: Some(10), day: Some(5) },
            printed: words("5 October"),
            implied_year: true,
        }),
        first_page: Some(20),
        last_page: Some(21),
        outline: vec![Heading { level: 2, number: Some(words("2")), text: words("heading"), page: Some(22) }],
        tables: vec![PaperTable {
            id: words("table"),
            page: Some(23),
            last_page: Some(24),
            section: vec![words("section")],
            table: table(),
        }],
        passages: passages.to_vec(),
        furniture: vec![(Some(25), words("foot"))],
    };
    PaperKind::ALL.map(paper).to_vec()
}

fn structured() -> Structured {
    let note = |readability| PageNote { attachment: Some(words("file")), page: 26, score: 27, readability };
    Structured {
        engine: words("engine 1"),
        pages: Some(28),
        keywords: Some(words("keywords")),
        unreadable_pages: 29,
        ocr_pages: 30,
        page_notes: [Readability::Stated, Readability::Recognised { confidence: 31 }, Readability::Unreadable]
            .map(note)
            .to_vec(),
        words: 32,
        papers: papers(),
        diagnostics: vec![Diagnostic { page: Some(33), message: words("message"), loses_text: true }],
    }
}

fn tags() -> Vec<PaperTags> {
    let facets = [Facet::Theme, Facet::Place, Facet::Challenge, Facet::Strength, Facet::Organisation];
    let scopes = [Scope::Direct, Scope::LeadIn, Scope::Heading, Scope::Paper];
    let mention = |(at, facet): (usize, Facet)| Mention {
        facet,
        concept: words("concept"),
        code: Some(words("code")),
        surface: words("surface"),
        span: Some((34, 35)),
        scope: scopes[at % scopes.len()],
        rule: words("rule"),
    };
    let coded = |scope| Coded { id: words("id"), scope };
    let claims =
        [ClaimType::Effect, ClaimType::Activity, ClaimType::Aim, ClaimType::Ask, ClaimType::Caveat, ClaimType::Context];
    let statement = |(at, claim): (usize, ClaimType)| Statement {
        id: words("statement"),
        start: 36,
        end: 37,
        stance: Stance::ALL[at % Stance::ALL.len()],
        claim,
        themes: scopes.map(coded).to_vec(),
        areas: vec![coded(Scope::Direct)],
        challenges: vec![words("challenge")],
        strengths: vec![words("strength")],
    };
    let passage = PassageTags {
        mentions: facets.into_iter().enumerate().map(mention).collect(),
        statements: claims.into_iter().enumerate().map(statement).collect(),
        stance: Stance::Mixed,
        figures: vec![Figure {
            number: words("12"),
            unit: words("%"),
            of_what: words("homes"),
            base: words("all"),
            year: words("2020"),
            area: Some(words("code")),
        }],
        bases: vec![Base { text: words("base"), number: words("29"), of_what: words("areas"), caveat: true }],
    };
    vec![PaperTags { area: Some(words("area")), passages: vec![passage] }]
}

/// The bytes of a layer, which must come back as they went.
fn bytes<T: Serialize + DeserializeOwned + PartialEq + Debug>(kind: &str, value: &T) -> Vec<u8> {
    let sealed = seal(kind, value).unwrap();
    assert_eq!(&unseal::<T>(kind, &sealed).unwrap(), value);
    // Its first line names the format, which may change alone.
    let start = sealed.iter().position(|byte| *byte == b'\n').unwrap();
    sealed[start..].to_vec()
}

#[test]
fn a_changed_layout_of_records_raises_the_format() {
    let mut all = bytes("structure", &structured());
    all.extend(bytes("tags", &tags()));
    all.extend(bytes("wording", &Wording { passages: vec![(38, 39)] }));
    let found = sha256_hex(&all);
    assert_eq!(
        (LAYOUT.0, LAYOUT.1),
        (FORMAT, found.as_str()),
        "the bytes of records are laid out otherwise than LAYOUT says. If a field or kind of value was added, removed or moved, raise \
         FORMAT in src/store/mod.rs, so that older records are made anew, and pin the new format and hash beside it in LAYOUT"
    );
}
