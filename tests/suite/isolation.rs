//! Files that are made to do harm: each costs its own line in sources.csv, says why there, and nothing else.

use crate::harness::{Home, Run, files, shared};
use std::fmt::Write as _;
use std::io::Write as _;

/// A PDF of these objects, numbered from 1; the first is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let (mut file, mut table) = (b"%PDF-1.7\n".to_vec(), String::new());
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).expect("memory");
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, count) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.bytes());
    file
}

/// A PDF of one page with these entries and contents, which stand in object 5.
fn page(entries: &str, filter: &str, contents: &[u8]) -> Vec<u8> {
    let mut stream = format!("<<{filter}/Length {}>>stream\n", contents.len()).into_bytes();
    stream.extend(contents);
    stream.extend(b"\nendstream");
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>{entries}>>")
            .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        stream,
    ])
}

/// Builds the folder `papers` with a harmless note in it and these settings; the status and reason of `name`.
fn outcome(home: &Home, name: &str, settings: &str) -> (String, String) {
    home.put(
        "papers/note.txt",
        "The meeting noted that night buses in Angus would be looked at again in the spring.\n",
    );
    home.put("sederunt.toml", settings);
    let ran = Run::new(home).args(["run", "papers", "--out", "out", "--jobs", "1", "--ocr", "never"]);
    let status = if settings.contains("read") { 3 } else { 0 };
    ran.exits(status);
    let table = home.table("out/sources.csv");
    assert_eq!(table.the("source", "note.txt")["status"], "ok", "the file beside it is read");
    let row = table.the("source", name);
    (row["status"].clone(), row["reason"].clone())
}

/// A page of a million and a half pieces of text: some seconds of work, and more than a gigabyte of it.
fn long_page() -> Vec<u8> {
    let mut contents = b"BT /F 10 Tf 10 700 Td ".to_vec();
    contents.extend(b"(a)Tj 1 0 Td ".repeat(1_500_000));
    contents.extend(b"ET");
    page("/Contents 5 0 R", "", &contents)
}

#[test]
fn a_page_that_takes_too_much_processor_time_is_given_up() {
    let home = Home::new();
    home.put("papers/long.pdf", long_page());
    let (status, reason) = outcome(&home, "long.pdf", "[read]\ncpu-seconds = 0\nmemory-mib = 16384\n");
    assert_eq!(status, "failed");
    if cfg!(unix) {
        assert!(reason.contains("read.cpu-seconds"), "{reason}");
    }
}

#[test]
fn a_page_that_takes_too_long_is_given_up() {
    let home = Home::new();
    home.put("papers/long.pdf", long_page());
    let (status, reason) = outcome(&home, "long.pdf", "[read]\nwall-seconds = 1\nmemory-mib = 16384\n");
    assert_eq!(status, "failed");
    assert!(reason.contains("read.wall-seconds"), "{reason}");
}

#[test]
#[cfg(target_os = "linux")]
fn contents_that_unpack_to_more_than_the_memory_are_given_up() {
    let home = Home::new();
    // Run lengths: two bytes for 128, sixteen mebibytes in all, and the page draws them a hundred times.
    let mut packed = [129, b' '].repeat(1 << 17);
    packed.push(128);
    let drawn = "5 0 R ".repeat(100);
    home.put("papers/bomb.pdf", page(&format!("/Contents[{drawn}]"), "/Filter/RunLengthDecode", &packed));
    let (status, reason) = outcome(&home, "bomb.pdf", "[read]\nmemory-mib = 512\n");
    assert_eq!(status, "failed");
    assert!(reason.contains("read.memory-mib"), "{reason}");
}

#[test]
fn deep_nesting_and_forms_in_forms_end_in_a_reason() {
    let home = Home::new();
    let deep = format!("/Contents 5 0 R/Deep {}{}", "[".repeat(100_000), "]".repeat(100_000));
    home.put("papers/deep.pdf", page(&deep, "", b"BT /F 10 Tf 10 700 Td (deep) Tj ET"));
    let (status, reason) = outcome(&home, "deep.pdf", "");
    assert!(status == "ok" || !reason.is_empty(), "{status}: {reason}");

    // Nine forms, each of which draws the next one ten times.
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>".to_vec(),
        b"<</Length 5>>stream\n/X Do\nendstream".to_vec(),
    ];
    for number in 5..14 {
        let body = "/X Do ".repeat(10);
        let resources = format!("/Resources<</XObject<</X {} 0 R>>>>", number + 1);
        let form = format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}/Length {}>>stream\n{body}\nendstream",
            body.len()
        );
        objects.push(form.into_bytes());
    }
    home.put("papers/forms.pdf", pdf(&objects));
    let (status, reason) = outcome(&home, "forms.pdf", "");
    assert_eq!(status, "no-text");
    assert!(reason.contains("limit"), "{reason}");
}

#[test]
fn a_word_file_that_unpacks_to_too_much_is_refused() {
    let home = Home::new();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("[Content_Types].xml", options).expect("memory");
    archive.write_all(b"<Types/>").expect("memory");
    archive.start_file("word/document.xml", options).expect("memory");
    let mebibyte = vec![b' '; 1 << 20];
    for _ in 0..12 {
        archive.write_all(&mebibyte).expect("memory");
    }
    let bytes = archive.finish().expect("memory").into_inner();
    assert!(bytes.len() < 1 << 20);
    home.put("papers/bomb.docx", bytes);
    let settings = "[extract]\nmax-unpacked-mib = 8\n[read]\nmemory-mib = 1024\n";
    let (status, reason) = outcome(&home, "bomb.docx", settings);
    assert_eq!(status, "failed");
    assert!(reason.contains("8 MiB") || reason.contains("max-unpacked-mib"), "{reason}");
}

#[test]
fn words_of_forms_and_text_boxes_are_read() {
    let home = Home::new();
    let boxed = "/Contents 5 0 R/Annots[<</Type/Annot/Subtype/FreeText/Rect[50 500 400 520]/Contents(The chair asked for a \
                 report on ferries by June.)>><</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a private note)>>]";
    home.put(
        "papers/form.pdf",
        page(boxed, "", b"BT /F 10 Tf 50 700 Td (Minute of the meeting of the harbour trust.) Tj ET"),
    );
    assert_eq!(outcome(&home, "form.pdf", ""), ("ok".to_owned(), String::new()));
    let text: String = home.table("out/passages.csv").rows.iter().map(|row| row["text"].clone()).collect();
    assert!(text.contains("report on ferries by June") && !text.contains("private note"), "{text}");
}

#[test]
fn tables_in_tables_without_end_stay_readable() {
    let home = Home::new();
    let (open, close) = ("<table><tr><td>Angus</td><td>".repeat(80), "</td></tr></table>".repeat(80));
    home.put("papers/nested.html", format!("<html><body><h1>Plan</h1>{open}innermost words{close}</body></html>"));
    Run::new(&home).args(["run", "papers", "--out", "out", "--jobs", "1"]).ok();
    assert_eq!(home.table("out/sources.csv").the("source", "nested.html")["status"], "ok");
    Run::new(&home).args(["search", "innermost"]).ok();
}

#[test]
fn odd_files_of_other_tools_are_all_listed_with_a_reason() {
    let Some(hostile) = shared("hostile") else { return };
    let home = Home::new();
    let is_pdf = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "pdf");
    let sample: Vec<std::path::PathBuf> = files(&hostile).into_iter().filter(is_pdf).step_by(9).collect();
    for (number, path) in sample.iter().enumerate() {
        home.put(&format!("papers/{number}.pdf"), sederunt::util::fs::read(path).expect("a file"));
    }
    // The harness fails where a panic reaches the user.
    let (status, _) = Run::new(&home).args(["run", "papers", "--out", "out", "--ocr", "never"]).any_status();
    assert!(status == 0 || status == 3, "exit status {status}");
    let sources = home.table("out/sources.csv");
    assert_eq!(sources.rows.len(), sample.len());
    for row in &sources.rows {
        assert!(row["status"] == "ok" || !row["reason"].is_empty(), "{row:?}");
        assert!(!row["reason"].contains("broke down"), "{row:?}");
    }
}
