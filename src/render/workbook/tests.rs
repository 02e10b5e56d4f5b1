//! The workbook over small records, read again.

use super::sheet::HEADER_ROW;
use super::*;
use crate::model::action::Followed;
use crate::model::evidence::Synthesis;
use crate::render::link::Links;
use crate::render::rows::Fan;
use crate::render::testing::records;
use calamine::{Data, Reader, Xlsx};
use std::io::BufReader;

fn written(most_rows: u64) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let (records, synthesis, followed) = (records(), Synthesis::default(), Followed::default());
    let context = Context {
        entries: records.sources(),
        codebook: records.codebook(),
        synthesis: &synthesis,
        followed: &followed,
        links: Links::from(dir.path()),
    };
    let shapes = tables::shapes(&context);
    let mut counts: Vec<Fan> = shapes.iter().map(|_| Fan { to: Vec::new(), rows: 0, files: Vec::new() }).collect();
    tables::stream(&records, &context, &mut counts, |_| Ok(())).unwrap();
    let totals = Totals { rows: counts.iter().map(|f| f.rows).collect(), dates: None };
    let run = RunInfo { title: "Evidence".into(), ..RunInfo::default() };
    let path = dir.path().join(FILE);
    assert!(book(&records, &context, &shapes, &totals, &run, most_rows, &path).is_ok());
    (dir, path)
}

fn sheet(book: &mut Xlsx<BufReader<std::fs::File>>, name: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn sheets_have_title_header_and_typed_cells() {
    let (_dir, path) = written(MOST_ROWS);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names()[..4], ["cover", "notes", "columns", "evidence"]);
    let passages = sheet(&mut book, "passages");
    assert_eq!(passages[0][0], Data::String("Passages".into()));
    assert_eq!(passages[3][..2], [Data::String("passage_id".into()), Data::String("paper_id".into())]);
    let row = &passages[4];
    assert_eq!(row[3], Data::Float(9.0), "a page is a number");
    assert_eq!(row[12], Data::String("-online is hard now".into()), "words are raw");
}

#[test]
fn rows_that_do_not_fit_go_to_further_sheets_and_the_cover_says_so() {
    let (_dir, path) = written(1);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let names = book.sheet_names();
    assert!(names.contains(&"evidence_2".to_owned()), "{names:?}");
    let (first, second) = (sheet(&mut book, "evidence"), sheet(&mut book, "evidence_2"));
    assert_eq!((first.len(), second.len()), (5, 5));
    assert_eq!(first[3], second[3], "the header stands on each");
    let cover: Vec<String> = sheet(&mut book, "cover").iter().map(|row| row[0].to_string()).collect();
    assert!(
        cover.iter().any(|line| line.contains("Further rows are on the sheets") && line.contains("evidence_2")),
        "{cover:?}"
    );
}

#[test]
fn marked_up_tables_reach_from_their_header_to_their_last_row() {
    let (_dir, path) = written(MOST_ROWS);
    let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
    book.load_tables().unwrap();
    let names: Vec<String> = book.table_names().into_iter().cloned().collect();
    assert!(names.contains(&"table_evidence".to_owned()), "{names:?}");
    for name in names.iter().filter(|name| name.starts_with("table_")) {
        let table = book.table_by_name(name).unwrap();
        let (data, on) = (table.data(), table.sheet_name().to_owned());
        let rows = book.worksheet_range(&on).unwrap().height() - HEADER_ROW as usize - 1;
        // A table without rows has an empty one, as Excel wants it.
        assert_eq!(data.height(), rows.max(1), "{name}");
    }
}

#[test]
fn the_same_evidence_is_the_same_file() {
    let read = |path: &Path| crate::util::fs::read(path).unwrap();
    let ((_a, one), (_b, two)) = (written(MOST_ROWS), written(MOST_ROWS));
    assert_eq!(read(&one), read(&two));
}

#[test]
fn links_beyond_those_that_excel_holds_are_left_out_and_their_words_stay() {
    let rows = 65_531;
    let mut workbook = Workbook::new();
    let shape = Shape::new(&crate::render::schema::ATTENDANCE, Vec::new());
    let mut table = BookTable::open(&mut workbook, &shape, (rows, MOST_ROWS), ROOM, &Styles::new()).unwrap();
    for _ in 0..rows {
        table.take(&["q1", "a.pdf"], "../a.pdf#page=1").unwrap();
    }
    assert_eq!((table.unlinked, table.cut), (1, 0));
    table.into_sheets().for_each(|sheet| {
        workbook.push_worksheet(sheet);
    });
    let bytes = workbook.save_to_buffer().unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("attendance").unwrap();
    let sources: Vec<&Data> = sheet.rows().skip(4).map(|row| &row[1]).collect();
    assert_eq!(sources.len() as u64, rows);
    assert!(sources.iter().all(|cell| **cell == Data::String("a.pdf".into())));
}
