//! Numbers in plain English. Grammar is right for none, one, two and many.

use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::util::dates::month_name;
use crate::util::plural::{count, join_and, thousands};

/// Characters beyond which a theme's name is not repeated in its opening.
const LONG_LABEL: usize = 40;

/// `14 passages in 1 paper, from 14 areas, speak about …: 5 of what has worked well, 3 of challenges and 6 of both.` `counts` are
/// passages, papers and areas, `stances` the passages that praise, that find hard, and that do both, where they are told.
pub(super) fn theme_opening(label: &str, counts: [u64; 3], stances: Option<[u64; 3]>) -> String {
    let [passages, papers, areas] = counts;
    if passages == 0 {
        return format!("No passage speaks about {}.", in_sentence(label));
    }
    let speak = if passages == 1 { "speaks" } else { "speak" };
    let comma = if areas > 0 { "," } else { "" };
    // A long heading stands right above: saying it again would bury the numbers.
    let about = if label.chars().count() > LONG_LABEL { "this theme".to_owned() } else { in_sentence(label) };
    let stance = stances.map_or_else(String::new, |stances| stance_clause(passages, stances));
    format!("{}{comma} {speak} about {about}{stance}.", breadth(passages, papers, areas))
}

/// `: 5 of what has worked well, 3 of challenges and 1 of both`, or that none does.
fn stance_clause(passages: u64, [strengths, challenges, mixed]: [u64; 3]) -> String {
    const KINDS: [&str; 3] = ["what has worked well", "challenges", "both"];
    const BOTH: &str = "both what has worked well and challenges";
    let stated: Vec<(u64, &str)> =
        [strengths, challenges, mixed].into_iter().zip(KINDS).filter(|(n, _)| *n > 0).collect();
    match stated.as_slice() {
        [] => String::new(),
        // Both of what needs the others before it.
        [(n, kind)] => {
            let kind = if *kind == "both" { BOTH } else { kind };
            match (*n == passages, passages) {
                (true, 1) => format!(", of {kind}"),
                (true, _) => format!(": all of {kind}"),
                _ => format!(": {} of {kind}", thousands(*n)),
            }
        }
        list => {
            let full = list.len() == 3 || mixed == 0;
            let phrase = |(n, kind): &(u64, &str)| {
                let kind = if *kind == "both" && !full { BOTH } else { kind };
                format!("{} of {kind}", thousands(*n))
            };
            format!(": {}", join_and(&list.iter().map(phrase).collect::<Vec<_>>()))
        }
    }
}

/// `8 passages in 2 papers, from 6 areas`.
pub(super) fn breadth(passages: u64, papers: u64, areas: u64) -> String {
    let from = if areas > 0 { format!(", from {}", count(areas, "area", "areas")) } else { String::new() };
    format!("{} in {}{from}", count(passages, "passage", "passages"), count(papers, "paper", "papers"))
}

/// A label as it stands within a sentence: its capital lowered, unless the word is an abbreviation or a name within capitals.
pub(super) fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// `2 audit reports`.
pub(super) fn kinds(kind: PaperKind, n: u64) -> String {
    let (one, many) = match kind {
        PaperKind::Agenda => ("agenda", "agendas"),
        PaperKind::Minute => ("minute", "minutes"),
        PaperKind::Report => ("report", "reports"),
        PaperKind::AuditReport => ("audit report", "audit reports"),
        PaperKind::ImprovementPlan => ("improvement plan", "improvement plans"),
        PaperKind::ResearchDigest => ("research digest", "research digests"),
        PaperKind::LearningPaper => ("learning paper", "learning papers"),
        PaperKind::Strategy => ("strategy", "strategies"),
        PaperKind::Other => ("paper of another kind", "papers of other kinds"),
    };
    count(n, one, many)
}

/// `5 October 2020`, `August 2020`, `2020`.
pub(super) fn date(date: &PartialDate) -> String {
    let month = date.month.and_then(month_name);
    match (month, date.day) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}

/// `is` or `are`.
pub(super) fn are(n: u64) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// `was` or `were`.
pub(super) fn were(n: u64) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

/// `has` or `have`.
pub(super) fn have(n: u64) -> &'static str {
    if n == 1 { "has" } else { "have" }
}

/// The first letter as a capital, for a sentence that begins with `no`.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_for_none_one_two_and_many() {
        assert_eq!(theme_opening("Digital", [0; 3], Some([0; 3])), "No passage speaks about digital.");
        assert_eq!(theme_opening("LOIPs", [1, 1, 0], Some([0; 3])), "1 passage in 1 paper speaks about LOIPs.");
        assert_eq!(
            theme_opening("LOIPs", [1, 1, 1], Some([0, 1, 0])),
            "1 passage in 1 paper, from 1 area, speaks about LOIPs, of challenges."
        );
        assert_eq!(
            theme_opening("Mobilising communities", [12, 4, 9], Some([5, 3, 1])),
            "12 passages in 4 papers, from 9 areas, speak about mobilising communities: 5 of what has worked well, 3 of challenges \
             and 1 of both."
        );
        assert_eq!(
            theme_opening("Digital", [4, 1, 1], Some([2, 0, 1])),
            "4 passages in 1 paper, from 1 area, speak about digital: 2 of what has worked well and 1 of both what has worked well \
             and challenges."
        );
        assert!(theme_opening("Digital", [2, 1, 1], Some([0; 3])).ends_with(" speak about digital."));
    }

    #[test]
    fn dates_and_kinds() {
        assert_eq!(date(&PartialDate { year: 2020, month: Some(8), day: None }), "August 2020");
        assert_eq!(kinds(PaperKind::Strategy, 2), "2 strategies");
    }
}
