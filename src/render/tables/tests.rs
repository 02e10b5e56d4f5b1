//! The whole export, over small records.

use super::*;
use crate::model::action::Followed;
use crate::model::block::{Block, BlockKind, Cell, Row, Table};
use crate::model::codebook::{Area, Concept, Facet};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::evidence::{AreaCoverage, AreaState, Citation, MatrixCell};
use crate::model::locator::Locator;
use crate::model::memory::MemoryRecords;
use crate::model::paper::{Paper, PaperKind, PaperTable, Passage, PassageKind};
use crate::model::source::{MediaType, SourceStatus};
use crate::model::tags::{ClaimType, Coded, Mention, PaperTags, PassageTags, Scope, Stance, Statement};

fn codebook() -> Codebook {
    let area = |code: &str, name: &str| Area {
        code: code.into(),
        name: name.into(),
        nation: "Scotland".into(),
        is_nation: false,
    };
    Codebook {
        concepts: vec![Concept {
            facet: Facet::Theme,
            id: "digital".into(),
            label: "Digital access".into(),
            definition: String::new(),
        }],
        areas: vec![area("S12000015", "Fife"), area("S12000041", "Angus")],
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
        engine: Some("pdfboss 2.16.1".into()),
        pages: None,
        unreadable_pages: 0,
        ocr_pages: 0,
        papers: 1,
        passages: 1,
        words: 5,
        has_record: true,
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
    let passage = PassageTags { mentions: vec![mention], statements: vec![statement], stance: Stance::Challenge };
    TaggedPaper { paper, tags: PaperTags { area: None, passages: vec![passage] } }
}

fn synthesis() -> Synthesis {
    let coverage =
        |area: &str, state| AreaCoverage { area: area.into(), papers: 1, passages: 1, themes: 1, challenges: 1, state };
    let citation = Citation {
        passage_id: "q1".into(),
        paper_id: "p1".into(),
        source: "b/pack.pdf".into(),
        locator: "b/pack.pdf p. 9, para 4.10".into(),
        page: Some(9),
    };
    Synthesis {
        matrix: vec![MatrixCell {
            area: "S12000015".into(),
            theme: "digital".into(),
            passages: 2,
            papers: 1,
            strengths: 0,
            challenges: 2,
            mixed: 0,
            direct: 1,
            by_heading: 1,
            quote: "hard".into(),
            citation,
        }],
        coverage: vec![coverage("S12000015", AreaState::Evidence), coverage("S12000041", AreaState::NoPaper)],
        ..Synthesis::default()
    }
}

fn exported(dir: &Path) -> Vec<PathBuf> {
    let mut records = MemoryRecords::new(codebook());
    records.insert(entry(), vec![tagged()]);
    let plan = [PlanRow {
        paper_id: "p1".into(),
        source: "b/pack.pdf".into(),
        theme: "T".into(),
        action: "A".into(),
        row: 1,
        other: vec![("Cost".into(), "low".into())],
        ..PlanRow::default()
    }];
    export(&records, &synthesis(), &plan, &Followed::default(), dir, &TableOptions { no_bom: true }).unwrap()
}

#[test]
fn every_table_stands_there_with_its_header() {
    let dir = tempfile::tempdir().unwrap();
    let files = exported(dir.path());
    for (name, columns) in contract() {
        let text = fs::read_to_string(&dir.path().join(format!("{name}.csv"))).unwrap();
        assert!(text.starts_with(&columns.join(",")), "{name}: {text}");
    }
    assert_eq!(files.len(), contract().count() + 2);
}

#[test]
fn rows_say_what_the_contract_says() {
    let dir = tempfile::tempdir().unwrap();
    exported(dir.path());
    let rows = |name: &str| -> Vec<String> {
        let text = fs::read_to_string(&dir.path().join(name)).unwrap();
        text.lines().skip(1).map(str::to_owned).collect()
    };
    let evidence = rows("evidence.csv");
    assert_eq!(evidence.len(), 2, "one row an area");
    assert!(evidence[1].starts_with("s1,digital,Digital access,S12000041,Angus,challenge,context,direct,digital-access,,'-online is hard now,partner return,,Returns,2020-08,9,para 4.10,"));
    assert!(evidence[1].ends_with("data/b/pack.pdf#page=9"), "{}", evidence[1]);
    assert_eq!(rows("mentions.csv"), ["q1,theme,digital,,online,1,7,direct,term:online"]);
    assert_eq!(rows("matrix_wide.csv"), ["S12000015,Fife,2", "S12000041,Angus,"]);
    assert_eq!(rows("matrix_binary.csv"), ["S12000015,Fife,1", "S12000041,Angus,"]);
    assert_eq!(rows("tables/0123456789abcdef.csv"), ["'=HYPERLINK(1),-5"]);
    assert_eq!(rows("tables.csv"), ["0123456789abcdef,p1,b/pack.pdf,2,,2,1,Action|,1"]);
    assert_eq!(rows("plan.csv"), ["p1,b/pack.pdf,,T,A,,,,,,1,,,low"]);
    assert_eq!(rows("papers.csv"), ["p1,b/pack.pdf,Returns,learning paper,,2020-08,,,2,4,1,"]);
    let raw = fs::read_to_string(&dir.path().join("evidence.jsonl")).unwrap();
    assert!(raw.contains("\"text\":\"-online is hard now\""));
}

#[test]
fn an_export_takes_away_only_cells_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let cells = dir.path().join("tables");
    fs::create_dir_all(&cells).unwrap();
    for name in ["fedcba9876543210.csv", "my notes.csv"] {
        fs::replace(&cells.join(name), b"x").unwrap();
    }
    exported(dir.path());
    let names: Vec<_> = fs::list(&cells).unwrap().iter().map(|p| p.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["0123456789abcdef.csv", "my notes.csv"]);
}
