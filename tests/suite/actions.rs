//! Actions of real minutes against lists made by hand before the program read them (`tests/data/actions/`).

use crate::harness::{Row, Table, project, real_papers, remark};
use sederunt::util::fs;
use std::collections::BTreeSet;

/// A list, the source it was made from, and how many of its rows have another owner than the minute prints.
///
/// In the oldest list the owner "Lights S/C" is printed one line low, beside two items.
const LISTS: [(&str, &str, usize); 3] = [
    ("ayton-2014-04-01.csv", "ayton/2014-04-01.pdf", 3),
    ("ayton-2019-10-01.csv", "ayton/2019-10-01.pdf", 0),
    ("suffolk-2014-05-29.csv", "suffolk-libraries/board-meeting-minutes-2014-05-29.pdf", 0),
];

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Share of the listed words that stand in the action.
fn covered(listed: &str, action: &str) -> f64 {
    let (listed, action): (BTreeSet<String>, BTreeSet<String>) =
        (words(listed).into_iter().collect(), words(action).into_iter().collect());
    listed.intersection(&action).count() as f64 / listed.len().max(1) as f64
}

#[test]
fn actions_of_real_minutes_are_those_that_people_list() {
    let Some(papers) = real_papers() else { return };
    let actions = papers.table("out/actions.csv").rows;
    for (list, source, other_owners) in LISTS {
        let listed = Table::parse(&fs::read_to_string(&project().join("tests/data/actions").join(list)).unwrap()).rows;
        let given: Vec<&Row> = actions.iter().filter(|row| row["source"] == source).collect();
        let mut used = BTreeSet::new();
        let (mut found, mut owners) = (0, 0);
        for want in &listed {
            let best = (0..given.len()).filter(|i| !used.contains(i)).max_by(|a, b| {
                covered(&want["action"], &given[*a]["action"])
                    .total_cmp(&covered(&want["action"], &given[*b]["action"]))
            });
            let Some(at) = best.filter(|i| covered(&want["action"], &given[*i]["action"]) >= 0.7) else {
                remark(&format!("{list}: not found: {}", want["action"]));
                continue;
            };
            used.insert(at);
            found += 1;
            owners += usize::from(words(&given[at]["owner"]) == words(&want["owner"]));
        }
        let f1 = 2.0 * f64::from(found) / (listed.len() + given.len()) as f64;
        remark(&format!("{list}: row F1 {f1:.3}, owners {owners} of {}", listed.len()));
        assert!(f1 >= 0.90, "{list}: row F1 is {f1:.3}");
        assert!(owners + other_owners >= listed.len(), "{list}: {owners} owners of {} are as printed", listed.len());
    }
}

#[test]
fn corrective_actions_of_a_review_have_their_dates() {
    let Some(papers) = real_papers() else { return };
    let rows = papers.table("out/actions.csv").rows;
    let rows: Vec<&Row> = rows.iter().filter(|r| r["source"].starts_with("fta/R3")).collect();
    // Seven deficiencies in the summary of findings: two due in February, five in November.
    let due = |day: &str| rows.iter().filter(|r| r["due"] == day && r["kind"] == "corrective action").count();
    let dated = (due("2024-02-28"), due("2023-11-28"));
    assert!(dated.0 >= 2 && dated.1 >= 5, "{dated:?}");
}
