//! Scanned pages: read where Tesseract is installed, counted and said where they are not read.

use crate::harness::{Home, Run, project, skipped};
use sederunt::util::fs;

const LETTER: &str = "papers/scanned-letter-2024-02.pdf";

fn letter() -> Home {
    let home = Home::new();
    let scan = project().join("corpus/community/scanned-letter-2024-02.pdf");
    home.put(LETTER, fs::read(&scan).expect("the sample corpus has a scanned letter"));
    home
}

#[test]
fn pages_that_are_not_read_are_counted_and_said() {
    let home = letter();
    Run::new(&home).args(["run", "papers", "--out", "out", "--ocr", "never"]).ok().says("--ocr auto");
    let table = home.table("out/sources.csv");
    let row = &table.rows[0];
    assert_eq!(
        (row["status"].as_str(), row["unreadable_pages"].as_str(), row["ocr_pages"].as_str()),
        ("no-text", "1", "0")
    );
    let pages = home.table("out/pages.csv");
    assert_eq!((pages.rows[0]["outcome"].as_str(), pages.rows[0]["score"].as_str()), ("unreadable", "0"));
    Run::new(&home).args(["status"]).ok().gives("1 could not be read");
}

#[test]
fn a_scanned_letter_is_read_the_same_each_time() {
    if std::process::Command::new("tesseract").arg("--version").output().is_err() {
        skipped("Tesseract is not installed (the package tesseract-ocr)");
        return;
    }
    let read = || {
        let home = letter();
        Run::new(&home).with_tools().args(["run", "papers", "--out", "out"]).ok();
        let table = home.table("out/sources.csv");
        let row = &table.rows[0];
        assert_eq!(
            (row["status"].as_str(), row["unreadable_pages"].as_str(), row["ocr_pages"].as_str()),
            ("ok", "0", "1")
        );
        assert!(row["engine"].contains("tesseract"), "{}", row["engine"]);
        let confidence: u8 = row["ocr_confidence"].parse().expect("a number");
        assert!((55..=100).contains(&confidence), "{confidence}");
        let pages = home.table("out/pages.csv");
        assert_eq!(
            (pages.rows[0]["outcome"].as_str(), pages.rows[0]["confidence"].as_str()),
            ("ocr", row["ocr_confidence"].as_str())
        );
        Run::new(&home).with_tools().args(["status"]).ok().gives("mean confidence");
        home.text("out/passages.csv")
    };
    let text = read();
    let words = ["volunteer", "community", "the"];
    assert!(words.iter().filter(|word| text.contains(*word)).count() >= 2, "{text}");
    assert_eq!(text, read());
}
