//! Papers, headings and tables of the sample corpus as they were looked at and found right. What is wrong in them stands in
//! `known.rs` with the reason.

use crate::harness::{Home, Row, Table, golden, sample};

/// Rows under a line for each source, their columns joined by ` | `.
fn by_source(table: &Table, columns: &[&str], each: impl Fn(&Row) -> String) -> String {
    let mut out = String::new();
    let mut source = "";
    for row in &table.rows {
        if row["source"] != source {
            source = &row["source"];
            out.push_str(&format!("\n{source}\n"));
        }
        let cells: Vec<&str> = columns.iter().map(|c| row[*c].as_str()).collect();
        out.push_str(&format!("  {}{}\n", cells.join(" | ").trim_end(), each(row)));
    }
    out
}

#[test]
fn papers() {
    let table = sample().table("out/papers.csv");
    let columns = ["first_page", "last_page", "kind", "date", "body", "area_name", "title"];
    golden("papers", &by_source(&table, &columns, |_| String::new()));
}

#[test]
fn outline() {
    let table = sample().table("out/outline.csv");
    golden("outline", &by_source(&table, &["page", "level", "number", "text"], |_| String::new()));
}

#[test]
fn tables() {
    let home: &Home = sample();
    let text =
        by_source(&home.table("out/tables.csv"), &["first_page", "last_page", "columns", "rows", "header"], |row| {
            let cells = home.table(&format!("out/tables/{}.csv", row["table_id"]));
            let lines = cells.cells.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| cell.replace('\n', " / ")).collect();
                format!("\n      {}", cells.join(" | ").trim_end())
            });
            lines.collect()
        });
    golden("tables", &text);
}
