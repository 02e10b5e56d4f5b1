//! Figures on the two seed papers, by the scorer that stands beside them.

use crate::harness::{Home, Run, shared, skipped};
use std::process::Command;

/// What each measure must reach, and why it is not 1 where it is not.
const FLOORS: [(&str, f64); 17] = [
    ("matrix.recall", 0.90),
    ("matrix.precision", 0.90),
    ("paragraph.numbers", 0.90),
    ("pack.split_f1", 0.99),
    ("pack.kind", 0.99),
    ("pack.date", 0.99),
    ("passage.found", 0.99),
    ("plan.f1", 0.99),
    ("plan.theme", 0.99),
    ("plan.progress", 0.97),
    ("plan.reporting", 0.99),
    // Two readers of the same passages agree on the stance of about nine in ten.
    ("stance.accuracy", 0.85),
    ("actions.f1", 0.99),
    ("actions.owner", 0.99),
    ("actions.due", 0.99),
    ("actions.progress", 0.99),
    ("attendance.f1", 0.99),
];

#[test]
fn the_figures_of_the_seed_papers_hold() {
    hold("pdf");
}

#[test]
fn the_figures_hold_for_the_same_papers_in_word() {
    hold("docx");
}

fn hold(ending: &str) {
    let (Some(seeds), Some(scorer)) = (shared("seeds"), shared("check/score_seeds.py")) else { return };
    let home = Home::new();
    let papers =
        ["cpib-2020-10-05-pack", "ep-improvement-plan-progress"].map(|name| seeds.join(format!("{name}.{ending}")));
    Run::new(&home).args(["run"]).args(papers).args(["--out", "out"]).ok();
    let Ok(output) = Command::new("python3").arg(scorer).arg(home.path("out")).arg("--json").output() else {
        return skipped("python3 is not installed");
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the scorer prints JSON");
    let low: Vec<String> = FLOORS
        .iter()
        .filter(|(name, floor)| figures[name].as_f64().is_none_or(|figure| figure < *floor))
        .map(|(name, floor)| format!("{name} is {}, not {floor}", figures[name]))
        .collect();
    assert!(low.is_empty(), "{low:?}");
}
