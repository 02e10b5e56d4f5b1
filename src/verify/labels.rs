//! Labels of quotations against what the quotations cite: whoever reads `paper.json` alone sees no other form of them.

use super::Report;
use super::ledger::{Ledger, LedgerParagraph};
use super::numbers::numbers;
use crate::model::codebook::Codebook;
use crate::model::learning::Attribution;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static EXAMPLES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bexamples? (\d+(?:(?:, | and )\d+)*)").expect("a fixed pattern"));
static PASSAGES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+) more passages?").expect("a fixed pattern"));
static AREAS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+) (?:more )?areas?").expect("a fixed pattern"));
/// A summary is borne out by examples that it does not cite.
const SUMMARY: &str = "summary of ";

/// What labels are measured against.
pub(super) struct Labels<'a> {
    codebook: &'a Codebook,
    attribution: Attribution,
    /// The passages of each example.
    examples: BTreeMap<u64, BTreeSet<&'a str>>,
}

impl<'a> Labels<'a> {
    pub(super) fn of(ledger: &'a Ledger, codebook: &'a Codebook) -> Labels<'a> {
        let mut examples: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
        for (_, paragraph) in ledger.paragraphs() {
            if let Some(number) = paragraph.example {
                let cited = paragraph.citations.iter().map(|c| c.passage_id.as_str());
                examples.entry(number.into()).or_default().extend(cited);
            }
        }
        Labels { codebook, attribution: ledger.attribution, examples }
    }

    /// Checks the label of a quotation; `areas` are the codes that each cited passage is about.
    pub(super) fn check(
        &self,
        number: &str,
        paragraph: &LedgerParagraph,
        areas: &dyn Fn(&str) -> BTreeSet<String>,
        report: &mut Report,
    ) {
        let Some(label) = paragraph.label.as_deref() else { return };
        let cited: BTreeSet<&str> =
            paragraph.citations.iter().chain(&paragraph.also).map(|c| c.passage_id.as_str()).collect();
        let about: BTreeSet<String> = cited.iter().flat_map(|id| areas(id)).collect();
        let mut problem = |what: String| report.problems.push(format!("Paragraph {number}: its label {what}."));
        if paragraph.example.is_some() {
            match self.code(label) {
                Some(code) if about.contains(code) => {}
                Some(_) => problem(format!("names {label}, which the passage that it cites is not about")),
                None => problem(format!("“{label}” is no area")),
            }
            return;
        }
        for part in label.split("; ") {
            for found in EXAMPLES.captures_iter(part) {
                for n in numbers(&found[1]) {
                    let Some(passages) = self.examples.get(&n) else {
                        problem(format!("names example {n}, which there is not"));
                        continue;
                    };
                    if !part.contains(SUMMARY) && passages.is_disjoint(&cited) {
                        problem(format!("names example {n}, which it does not cite"));
                    }
                }
            }
            for n in PASSAGES.captures_iter(part).flat_map(|found| numbers(&found[1])) {
                if n != paragraph.also.len() as u64 {
                    problem(format!("says {n} more passages, and it cites {}", paragraph.also.len()));
                }
            }
            for n in AREAS.captures_iter(part).flat_map(|found| numbers(&found[1])) {
                if n > about.len() as u64 {
                    problem(format!("says {n} areas, and what it cites is about {}", about.len()));
                }
            }
            for (name, code) in self.named(part) {
                if !about.contains(code) {
                    problem(format!("names {name}, which nothing that it cites is about"));
                }
            }
        }
    }

    fn code(&self, name: &str) -> Option<&'a str> {
        self.codebook.areas.iter().find(|area| area.name == name).map(|area| area.code.as_str())
    }

    /// The areas that a part of a label names, where it names nothing else.
    fn named(&self, part: &str) -> Vec<(String, &'a str)> {
        if self.attribution != Attribution::Named {
            return Vec::new();
        }
        let part = part.trim_start_matches("in other words also ");
        let mut made = Vec::new();
        // Names may hold an "and" of their own: the longest that fits is taken first.
        let mut rest = part;
        while !rest.is_empty() {
            let fits = self.codebook.areas.iter().filter(|area| rest.starts_with(area.name.as_str()));
            let Some(area) = fits.max_by_key(|area| area.name.len()) else { return Vec::new() };
            made.push((area.name.clone(), area.code.as_str()));
            rest = &rest[area.name.len()..];
            rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" and ")).unwrap_or(rest);
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Area;

    fn problems(label: &str, attribution: &str) -> usize {
        let area = |code: &str, name: &str| Area {
            code: code.into(),
            name: name.into(),
            nation: "Scotland".into(),
            is_nation: false,
        };
        let areas = vec![area("a", "Fife"), area("b", "Argyll and Bute"), area("c", "Moray")];
        let codebook = Codebook { areas, ..Codebook::default() };
        let cited = |id: &str| serde_json::json!([{"passage_id": id, "locator": id}]);
        let example = |n: u32, name: &str, id: &str| serde_json::json!({"kind": "quotation", "text": "t", "label": name, "example": n, "citations": cited(id)});
        let quote = serde_json::json!({"kind": "quotation", "text": "t", "label": label, "citations": cited("one"), "also": cited("two")});
        let section = |kind: &str, list: Vec<serde_json::Value>| serde_json::json!({"kind": kind, "id": kind, "heading": kind, "paragraphs": list});
        let ledger = serde_json::json!({"title": "t", "attribution": attribution, "sections": [
            section("theme", vec![quote]),
            section("examples", vec![example(1, "Fife", "one"), example(2, "Argyll and Bute", "two"), example(3, "Moray", "three")])]});
        let ledger: Ledger = serde_json::from_value(ledger).unwrap();
        let about = |id: &str| match id {
            "one" => BTreeSet::from(["a".to_owned()]),
            "two" => BTreeSet::from(["b".to_owned()]),
            _ => BTreeSet::from(["c".to_owned()]),
        };
        let mut report = Report::default();
        let labels = Labels::of(&ledger, &codebook);
        ledger.paragraphs().for_each(|(number, p)| labels.check(&number, p, &about, &mut report));
        report.problems.len()
    }

    #[test]
    fn a_label_speaks_of_what_is_cited() {
        for (label, attribution) in [
            ("Example 1; in other words also example 2", "counted"),
            ("Examples 1 and 2; Audit", "counted"),
            ("Example 1; in other words also 1 more passage", "counted"),
            ("Fife; in other words also Argyll and Bute", "named"),
            ("The paper’s own summary of examples 2 and 3", "counted"),
            ("2 areas", "counted"),
            ("Moray Fisheries, in the digest", "named"),
        ] {
            assert_eq!(problems(label, attribution), 0, "{label}");
        }
        for (label, attribution) in [
            ("Example 3", "counted"),
            ("Examples 1 and 9", "counted"),
            ("Example 1; in other words also 2 more passages", "counted"),
            ("Moray", "named"),
            ("Fife and Moray", "named"),
            ("3 areas", "counted"),
        ] {
            assert_eq!(problems(label, attribution), 1, "{label}");
        }
    }
}
