//! The codes of decisions, held against the codebook: a label, or another letter case, stands for its id.

use crate::model::codebook::{Codebook, Facet};
use crate::model::review::{Decision, Subject, Verdict};
use crate::model::tags::Stance;
use crate::util::nearest::{nearest, nearest_name, remedy};
use crate::util::text::fold;

/// Every stance.
pub(in crate::pipeline) const STANCES: [Stance; 4] =
    [Stance::Strength, Stance::Challenge, Stance::Mixed, Stance::Neutral];

/// The decision with the ids of the codebook in the place of what a person wrote, or what is wrong with it.
pub(super) fn meant(decision: &Decision, codebook: &Codebook) -> Result<Decision, String> {
    let mut out = decision.clone();
    match decision.subject {
        Subject::ActionStatus => {}
        Subject::Stance => {
            out.concept = stance(&decision.concept)?;
            if !matches!(decision.verdict, Verdict::Add | Verdict::Keep) {
                let verdict = decision.verdict.as_str();
                return Err(format!(
                    "a stance cannot be decided by {verdict}; write `add` with the stance that it has"
                ));
            }
        }
        Subject::Concept(facet) => {
            out.concept = code(facet, &decision.concept, codebook)?;
            if decision.verdict == Verdict::Merge {
                out.to_concept = code(facet, &decision.to_concept, codebook)?;
            }
        }
    }
    Ok(out)
}

/// The stance that a person wrote in any letter case.
pub(in crate::pipeline) fn stance(written: &str) -> Result<String, String> {
    let (word, known) = (written.to_lowercase(), STANCES.map(Stance::as_str));
    if known.contains(&word.as_str()) {
        return Ok(word);
    }
    Err(format!("no stance `{written}`; {}", remedy(&word, &known)))
}

/// The id of a concept, or the code of an area, that a person wrote as id, label or name in any letter case.
pub(in crate::pipeline) fn code(facet: Facet, written: &str, codebook: &Codebook) -> Result<String, String> {
    let names: Vec<(&str, &str)> = match facet {
        Facet::Place => codebook.areas.iter().map(|area| (area.code.as_str(), area.name.as_str())).collect(),
        _ => codebook.facet(facet).map(|concept| (concept.id.as_str(), concept.label.as_str())).collect(),
    };
    let folded = fold(written);
    let named = |(id, name): &&(&str, &str)| *id == written || fold(id) == folded || fold(name) == folded;
    if let Some((id, _)) = names.iter().find(|(id, _)| *id == written).or_else(|| names.iter().find(named)) {
        return Ok((*id).to_owned());
    }
    if facet == Facet::Place {
        let meant = nearest_name(written, names.iter().map(|(_, name)| *name));
        return Err(told("area", written, meant));
    }
    let by_label = || {
        let label = nearest(written, names.iter().map(|(_, label)| *label))?;
        names.iter().find(|(_, name)| *name == label).map(|(id, _)| *id)
    };
    let meant = nearest(written, names.iter().map(|(id, _)| *id)).or_else(by_label);
    Err(told(facet.as_str(), written, meant))
}

fn told(what: &str, written: &str, meant: Option<&str>) -> String {
    match meant {
        Some(word) => format!("no {what} `{written}`; did you mean `{word}`?"),
        None => format!("no {what} `{written}`; codebook.csv of an export lists every one"),
    }
}
