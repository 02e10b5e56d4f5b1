//! Tags against people: every file in `tests/data/coded` measured by `sederunt agree` on the real papers.

use crate::harness::{Run, project, real_papers};

/// Facet, measure and the value that it must not fall below.
type Floor = (&'static str, &'static str, f64);

/// What each file's measures must not fall below. Rules were written with every file but `test2.tsv` open, so that their figures are
/// better than those on passages that nobody looked at; `benches/README.md` has both.
const FLOORS: [(&str, [Floor; 4]); 4] = [
    (
        "dev.tsv",
        [("theme", "f1", 0.78), ("theme", "precision", 0.77), ("challenge", "f1", 0.85), ("stance", "precision", 0.90)],
    ),
    (
        "test.tsv",
        [("theme", "f1", 0.80), ("theme", "precision", 0.80), ("challenge", "f1", 0.80), ("stance", "precision", 0.85)],
    ),
    (
        "dev2.tsv",
        [("theme", "f1", 0.78), ("theme", "precision", 0.78), ("challenge", "f1", 0.75), ("stance", "precision", 0.85)],
    ),
    (
        "test2.tsv",
        [("theme", "f1", 0.66), ("theme", "precision", 0.66), ("challenge", "f1", 0.48), ("stance", "precision", 0.86)],
    ),
];

#[test]
fn the_tags_agree_with_people() {
    let Some(home) = real_papers() else { return };
    for (file, floors) in FLOORS {
        let coded = project().join("tests/data/coded").join(file);
        let out = Run::new(home).args(["agree", "--format", "csv"]).args([coded.as_os_str()]).ok().out;
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
