//! Tags against people: every file of coded passages in `tests/data/coded` (`places.tsv` holds none) measured by `sederunt agree` on
//! the real papers.

use crate::harness::{Home, Run, Table, project, real_papers};

/// Facet, measure and the value that it must not fall below.
type Floor = (&'static str, &'static str, f64);

/// What each file's measures must not fall below. Rules were written with every file but `test2.tsv` and `test3.tsv` open, so that
/// their figures are better than those on passages that nobody looked at; `benches/README.md` has both.
const FLOORS: [(&str, [Floor; 4]); 6] = [
    (
        "dev.tsv",
        [("theme", "f1", 0.78), ("theme", "precision", 0.77), ("challenge", "f1", 0.85), ("stance", "precision", 0.90)],
    ),
    (
        "test.tsv",
        [("theme", "f1", 0.77), ("theme", "precision", 0.78), ("challenge", "f1", 0.80), ("stance", "precision", 0.85)],
    ),
    (
        "dev2.tsv",
        [("theme", "f1", 0.78), ("theme", "precision", 0.78), ("challenge", "f1", 0.68), ("stance", "precision", 0.85)],
    ),
    (
        "test2.tsv",
        [("theme", "f1", 0.72), ("theme", "precision", 0.72), ("challenge", "f1", 0.55), ("stance", "precision", 0.87)],
    ),
    (
        "test3.tsv",
        [("theme", "f1", 0.73), ("theme", "precision", 0.72), ("challenge", "f1", 0.56), ("stance", "precision", 0.83)],
    ),
    (
        "read.tsv",
        [("theme", "f1", 0.80), ("theme", "precision", 0.80), ("challenge", "f1", 0.80), ("stance", "precision", 0.90)],
    ),
];

#[test]
fn the_tags_agree_with_people() {
    let Some(home) = real_papers() else { return };
    for (file, floors) in FLOORS {
        let coded = project().join("tests/data/coded").join(file);
        // A passage that a file names and the folder does not hold is told by status 3.
        let (status, ran) = Run::new(home).args(["agree", "--format", "csv"]).args([coded.as_os_str()]).any_status();
        assert!(matches!(status, 0 | 3), "{file}: {status}\n{}", ran.err);
        let out = ran.out;
        let mut lines = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let header = lines.next().expect("a header");
        let rows: Vec<Vec<&str>> = lines.filter(|row| row[1] == "all").collect();
        for (facet, measure, floor) in floors {
            let at = header.iter().position(|h| *h == measure).expect("a measure");
            let row = rows.iter().find(|row| row[0] == facet).expect("a facet");
            let value: f64 = row[at].parse().expect("a number");
            assert!(value >= floor, "{file}: {facet} {measure} is {value}, not {floor}");
        }
    }
}

/// A paper that names a settlement, an area and a nation, and what a person made of it.
fn dunbar() -> Home {
    let home = Home::new();
    home.put(
        "papers/minute.txt",
        "MINUTE\n\n1. Volunteers in Dunbar and across Fife ran a food bank, as others in Scotland did.\n",
    );
    Run::new(&home).args(["build", "papers"]).ok();
    home.put(
        "coded.csv",
        "words,coder,themes,areas\nVolunteers in Dunbar and across,A,community-mobilisation,Dunbar|FIFE|Scotland\n",
    );
    home
}

#[test]
fn areas_are_compared_as_people_write_them() {
    let home = dunbar();
    let table = Table::parse(&Run::new(&home).args(["agree", "--format", "csv", "coded.csv"]).ok().out);
    let named: Vec<(&str, &str)> = table
        .rows
        .iter()
        .filter(|row| row["facet"] == "area")
        .map(|row| (row["concept"].as_str(), row["f1"].as_str()))
        .collect();
    assert_eq!(named, [("all", "1.0000"), ("East Lothian", "1.0000"), ("Fife", "1.0000")]);
}

#[test]
fn an_edited_lexicon_is_measured_without_a_build() {
    let home = dunbar();
    home.put(
        "ours/themes.toml",
        "[[theme]]\nid = \"food\"\nlabel = \"Food\"\ndefinition = \"Food.\"\nstrong = [\"food bank\"]\n",
    );
    Run::new(&home).args(["--lexicon", "ours", "build", "papers", "--index", "other"]).ok();
    Run::new(&home).args(["agree", "coded.csv", "--index", "other"]).ok().says("tagged with another lexicon");
    assert!(!Run::new(&home).args(["agree", "coded.csv"]).ok().err.contains("another lexicon"));
    let themes = |lexicon: &[&str]| {
        let out = Run::new(&home).args(lexicon).args(["agree", "--format", "csv", "coded.csv"]).ok().out;
        let table = Table::parse(&out);
        table.rows.iter().filter(|row| row["facet"] == "theme").map(|row| row["concept"].clone()).collect::<Vec<_>>()
    };
    assert!(themes(&[]).contains(&"community-mobilisation".to_owned()));
    assert_eq!(themes(&["--lexicon", "ours"]), ["all", "food", "community-mobilisation"]);
}

#[test]
fn slips_of_a_coded_table_are_told_and_what_is_not_measured_is_named() {
    let home = dunbar();
    let agree = |table: &str, more: &[&str], status: i32| {
        home.put("coded.csv", table);
        Run::new(&home).args(["agree", "coded.csv"]).args(more).exits(status)
    };
    let words = "Volunteers in Dunbar and across";
    let one = format!("{words},A,Community mobilisation,Neutral\n");
    let good = agree(&format!("words,coder,themes,stance\n{one}"), &["--format", "csv"], 0);
    let table = Table::parse(&good.out);
    assert!(table.rows.iter().any(|row| row["concept"] == "community-mobilisation" && row["f1"] == "1.0000"));
    let table = format!(
        "words,coder,themes,stance\n{one}{words},B,digitle,nuetral\n{words},C,digital;housing-homelessness,neutral\n\
         {words},B,digital,neutral\nVolunteers in Dun,A,digital,neutral\nOther words,A,digital,neutral\n"
    );
    let told = agree(&table, &["--differences"], 3);
    for said in [
        "line 3: no theme `digitle`; did you mean `digital`?",
        "line 3: no stance `nuetral`; did you mean `neutral`?",
        "line 4: `digital;housing-homelessness` is taken for one theme; write digital|housing-homelessness instead",
        "line 5: \"volunteers in dunbar and across\": coded twice by B; keep one of the rows",
        "line 6: \"volunteers in dun\": no passage of the index begins with these words",
        "line 7: \"other words\": no passage",
    ] {
        assert!(told.err.contains(said), "\"{said}\" is not in:\n{}", told.err);
    }
    assert!(told.out.starts_with("1 of 3 passages coded by 3 coders"), "{}", told.out);
    let id = Table::parse(&agree(&table, &["--differences", "--format", "csv"], 3).out).rows[0]["passage_id"].clone();
    assert_eq!(id.len(), 16);
    let both = agree(&format!("passage_id,words,coder,themes\n{id},,A,digital\n,{words},B,digital\n"), &[], 0);
    assert!(both.out.starts_with("1 passage coded by 2 coders"), "{}", both.out);
    let none = agree("words,thems\nVolunteers,digital\n", &[], 2).says("did you mean `themes`?");
    none.says("coded.csv cannot be read as coded passages: no column holds codes");
}
