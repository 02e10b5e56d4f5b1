//! The whole export, over small records.

use super::*;
use crate::model::action::Followed;
use crate::model::evidence::{AreaCoverage, AreaState, MatrixCell};
use crate::render::csv::CsvOptions;
use crate::render::export::{ExportOptions, Material, RunInfo, export};
use crate::render::testing::records;
use crate::util::fs;
use std::path::{Path, PathBuf};

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
    let plan = vec![crate::model::plan::PlanRow {
        paper_id: "p1".into(),
        source: "b/pack.pdf".into(),
        theme: "T".into(),
        action: "A".into(),
        row: 1,
        other: vec![("Cost".into(), "low".into())],
        ..Default::default()
    }];
    let (synthesis, followed, run) = (synthesis(), Followed { plan, ..Followed::default() }, RunInfo::default());
    let material = Material { synthesis: &synthesis, followed: &followed, run: &run };
    let options = ExportOptions { csv: CsvOptions { no_bom: true, delimiter: b',' }, ..ExportOptions::default() };
    export(&records(), &material, dir, &options).unwrap()
}

#[test]
fn every_table_stands_there_with_its_header() {
    let dir = tempfile::tempdir().unwrap();
    let files = exported(dir.path());
    for (name, columns) in contract() {
        let text = fs::read_to_string(&dir.path().join(format!("{name}.csv"))).unwrap();
        assert!(text.starts_with(&columns.join(",")), "{name}: {text}");
    }
    assert_eq!(files.len(), contract().count() + 5);
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
    assert!(evidence[1].ends_with("data/b/pack.pdf#page=9,q1"), "{}", evidence[1]);
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
