//! Tagged PDFs whose tags are wrong: each page is read as it is printed. The files are made here, object by object.

use crate::harness::{Home, Run, Table};
use std::fmt::Write as _;

/// A piece of marked content: the tag that it stands under (an artifact where it is none), its place, and its words.
struct Mark {
    tag: Option<usize>,
    at: (u32, u32),
    size: u32,
    words: &'static str,
}

fn mark(tag: usize, y: u32, words: &'static str) -> Mark {
    Mark { tag: Some(tag), at: (50, y), size: 11, words }
}

/// A PDF of one page: `drawn` before its words, and a structure tree whose elements are `(type, parent, marks)` in order; the
/// parent 0 is the document.
fn tagged(marks: &[Mark], tree: &[(&str, usize, &[usize])], drawn: &str) -> Vec<u8> {
    let mut contents = format!("{drawn}\n");
    for (id, mark) in marks.iter().enumerate() {
        let (x, y) = mark.at;
        let open = match mark.tag {
            Some(_) => format!("/P <</MCID {id}>> BDC"),
            None => "/Artifact BMC".to_owned(),
        };
        writeln!(contents, "{open} BT /F {} Tf {x} {y} Td ({}) Tj ET EMC", mark.size, mark.words).expect("memory");
    }
    const FIRST: usize = 8;
    let number = |element: usize| if element == 0 { 7 } else { FIRST + element - 1 };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/StructParents 0/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>stream\n{contents}\nendstream", contents.len()),
    ];
    let parents: String =
        marks.iter().map(|m| m.tag.map_or("null ".to_owned(), |tag| format!("{} 0 R ", number(tag)))).collect();
    objects.push(format!("<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0 [{parents}]]>>>>"));
    let children = |of: usize| -> String {
        let below = tree.iter().enumerate().filter(|(_, (_, parent, _))| *parent == of);
        below.map(|(index, _)| format!("{} 0 R ", number(index + 1))).collect()
    };
    objects.push(format!("<</Type/StructElem/S/Document/P 6 0 R/K[{}]>>", children(0)));
    for (index, (kind, parent, own)) in tree.iter().enumerate() {
        let own: String = own.iter().map(|id| format!("{id} ")).collect();
        let below = children(index + 1);
        objects.push(format!("<</Type/StructElem/S/{kind}/P {} 0 R/Pg 3 0 R/K[{own}{below}]>>", number(*parent)));
    }
    let (mut file, mut table) = ("%PDF-1.7\n".to_owned(), String::new());
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).expect("memory");
        writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1).expect("memory");
    }
    let (start, count) = (file.len(), objects.len() + 1);
    let trailer = format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    write!(file, "xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}").expect("memory");
    file.into_bytes()
}

/// Reads one file; its outline and its passages.
fn read(pdf: &[u8]) -> (Home, Table, Table) {
    let home = Home::new();
    home.put("papers/made.pdf", pdf);
    Run::new(&home).args(["run", "papers", "--out", "out", "--jobs", "1", "--ocr", "never"]).ok();
    let (outline, passages) = (home.table("out/outline.csv"), home.table("out/passages.csv"));
    (home, outline, passages)
}

fn texts(table: &Table) -> Vec<&str> {
    table.rows.iter().map(|row| row["text"].as_str()).collect()
}

#[test]
fn a_heading_that_is_a_paragraph_is_text() {
    let lines = [
        "The board heard that the new bus route had been used by more people than",
        "was hoped, that most of them came from the villages along the shore, and",
        "that the operator would like to go on with it for one year more at least.",
    ];
    let mut marks: Vec<Mark> = vec![Mark { size: 16, ..mark(1, 740, "Bus route") }];
    marks.extend(lines.iter().zip([700, 686, 672]).map(|(words, y)| mark(2, y, words)));
    marks.extend([630, 616, 602].map(|y| {
        mark(3, y, "The clerk will write to the operator before the summer and tell the board of its answer.")
    }));
    let tree: [(&str, usize, &[usize]); 3] = [("H1", 0, &[0]), ("H2", 0, &[1, 2, 3]), ("P", 0, &[4, 5, 6])];
    let (_home, outline, passages) = read(&tagged(&marks, &tree, ""));
    assert_eq!(texts(&outline), ["Bus route"]);
    assert!(texts(&passages)[0].ends_with("one year more at least."), "{:?}", texts(&passages));
}

#[test]
fn a_tree_that_jumps_about_gives_way_to_the_page() {
    const ORDER: [usize; 10] = [5, 1, 7, 3, 8, 2, 6, 0, 9, 4];
    const WORDS: [&str; 10] = [
        "First the chair spoke of the hall and its roof.",
        "Second the clerk spoke of the lease of the hall.",
        "Third a member spoke of the path to the shore.",
        "Fourth a member spoke of the bins in the square.",
        "Fifth the police spoke of the speed of cars there.",
        "Sixth the warden spoke of the dogs on the beach.",
        "Seventh the school spoke of the crossing outside it.",
        "Eighth the shop spoke of the post and its hours.",
        "Ninth the chair spoke of the flowers by the road.",
        "Tenth the clerk spoke of the date of the next one.",
    ];
    let marks: Vec<Mark> =
        WORDS.iter().enumerate().map(|(row, words)| mark(row + 1, 740 - 40 * row as u32, words)).collect();
    let ids: Vec<[usize; 1]> = ORDER.iter().map(|row| [*row]).collect();
    let tree: Vec<(&str, usize, &[usize])> = ids.iter().map(|own| ("P", 0, own.as_slice())).collect();
    // Each element's number is its place in the tree.
    let place = |row: usize| ORDER.iter().position(|r| *r == row).expect("a row") + 1;
    let marks: Vec<Mark> = marks.into_iter().enumerate().map(|(row, m)| Mark { tag: Some(place(row)), ..m }).collect();
    let (_home, _, passages) = read(&tagged(&marks, &tree, ""));
    assert_eq!(texts(&passages), WORDS);
}

#[test]
fn a_table_tagged_as_one_row_is_read_by_its_lines() {
    const CELLS: [&str; 10] =
        ["Service", "Status", "Roads", "Green", "Schools", "Amber", "Libraries", "Green", "Parks", "Red"];
    let marks: Vec<Mark> = CELLS
        .iter()
        .enumerate()
        .map(|(i, words)| Mark {
            tag: Some(3 + i % 2),
            at: (55 + 150 * (i as u32 % 2), 705 - 20 * (i as u32 / 2)),
            size: 11,
            words,
        })
        .collect();
    let tree: [(&str, usize, &[usize]); 4] =
        [("Table", 0, &[]), ("TR", 1, &[]), ("TD", 2, &[0, 2, 4, 6, 8]), ("TD", 2, &[1, 3, 5, 7, 9])];
    let mut drawn = String::new();
    for row in 0..6 {
        writeln!(drawn, "50 {} m 350 {} l S", 720 - 20 * row, 720 - 20 * row).expect("memory");
    }
    for column in 0..3 {
        writeln!(drawn, "{} 720 m {} 620 l S", 50 + 150 * column, 50 + 150 * column).expect("memory");
    }
    let (home, ..) = read(&tagged(&marks, &tree, &drawn));
    let tables = home.table("out/tables.csv");
    let [table] = tables.rows.as_slice() else { panic!("one table: {:?}", tables.rows) };
    let cells = home.table(&format!("out/tables/{}.csv", table["table_id"])).cells;
    assert!(cells.iter().any(|row| row == &["Libraries", "Green"]), "{cells:?}");
}

#[test]
fn a_body_marked_as_an_artifact_is_read() {
    let words = "The trust reported that the harbour wall had been mended and that boats were back by Easter.";
    let marks: Vec<Mark> = [600, 560, 520].map(|y| Mark { tag: None, ..mark(1, y, words) }).into_iter().collect();
    let marks: Vec<Mark> = std::iter::once(mark(1, 700, "A short line that the tags do reach.")).chain(marks).collect();
    let (_home, _, passages) = read(&tagged(&marks, &[("P", 0, &[0])], ""));
    assert!(texts(&passages).iter().any(|text| text.contains("harbour wall")), "{:?}", texts(&passages));
}

#[test]
fn what_the_tags_do_not_reach_is_put_where_it_stands() {
    let marks = [
        mark(1, 700, "The first paragraph of the page is one that the tags reach."),
        Mark { size: 11, ..mark(2, 600, "The third paragraph of the page is one that they reach as well.") },
    ];
    let loose = "BT /F 11 Tf 50 650 Td (The second paragraph has no tag at all but stands between.) Tj ET";
    let (_home, _, passages) = read(&tagged(&marks, &[("P", 0, &[0]), ("P", 0, &[1])], loose));
    let starts: Vec<&str> = texts(&passages).iter().map(|text| &text[..7]).collect();
    assert_eq!(starts, ["The fir", "The sec", "The thi"]);
}
