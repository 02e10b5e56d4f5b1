//! Tags against people: every file in `tests/data/coded` measured by `sederunt agree` on the real papers.

use crate::harness::{Run, project, real_papers};

/// What each measure must not fall below on passages that two people coded. `dev.tsv` was read while the rules were written, so
/// that its figures are better than those on passages that nobody looked at; `benches/README.md` has both.
const FLOORS: [(&str, &str, f64); 4] =
    [("theme", "f1", 0.70), ("theme", "precision", 0.72), ("challenge", "f1", 0.60), ("stance", "precision", 0.80)];

#[test]
fn the_tags_agree_with_people() {
    let Some(home) = real_papers() else { return };
    let coded = project().join("tests/data/coded/dev.tsv");
    let out = Run::new(home).args(["agree", "--format", "csv"]).args([coded.as_os_str()]).ok().out;
    let mut lines = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let rows: Vec<Vec<&str>> = lines.filter(|row| row[1] == "all").collect();
    for (facet, measure, floor) in FLOORS {
        let at = header.iter().position(|h| *h == measure).expect("a measure");
        let row = rows.iter().find(|row| row[0] == facet).expect("a facet");
        let value: f64 = row[at].parse().expect("a number");
        assert!(value >= floor, "{facet} {measure} is {value}, not {floor}");
    }
}
