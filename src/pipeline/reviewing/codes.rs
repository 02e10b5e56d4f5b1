//! The codes of decisions, held against the codebook: a label, or another letter case, stands for its id.

use crate::model::codebook::{Codebook, Facet};
use crate::model::review::{Decision, Subject, Verdict};
use crate::model::tags::Stance;

/// The decision with the ids of the codebook in the place of what a person wrote, or what is wrong with it.
pub(super) fn meant(decision: &Decision, codebook: &Codebook) -> Result<Decision, String> {
    let mut out = decision.clone();
    match decision.subject {
        Subject::ActionStatus => {}
        Subject::Stance => {
            out.concept = Stance::meant(&decision.concept)?.as_str().to_owned();
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

/// The id of a concept, or the code of an area, that a person means.
pub(in crate::pipeline) fn code(facet: Facet, written: &str, codebook: &Codebook) -> Result<String, String> {
    let what = if facet == Facet::Place { "area" } else { facet.as_str() };
    codebook.meant(facet, written).map(str::to_owned).map_err(|nearest| match nearest {
        Some(id) => format!("no {what} `{written}`; did you mean `{}`?", codebook.area_name(id)),
        None => format!("no {what} `{written}`; codebook.csv of an export lists every one"),
    })
}
