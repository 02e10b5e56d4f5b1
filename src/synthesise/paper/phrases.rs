//! Numbers in plain English. Grammar is right for none, one, two and many.

use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::util::dates::month_name;
use crate::util::plural::{count, join_and, thousands};

/// Characters beyond which a theme's name is not repeated in its opening.
const LONG_LABEL: usize = 40;

/// `1 passage in 1 paper speaks about …, from 1 area; it says that something works.` `counts` are passages, papers and areas.
pub(super) fn theme_opening(label: &str, counts: [u64; 3], stances: [u64; 3]) -> String {
    let [passages, papers, areas] = counts;
    if passages == 0 {
        return format!("No passage speaks about {}.", in_sentence(label));
    }
    let speak = if passages == 1 { "speaks" } else { "speak" };
    let from = if areas > 0 { format!(", from {}", count(areas, "area", "areas")) } else { String::new() };
    // A long heading stands right above: saying it again would bury the numbers.
    let about = if label.chars().count() > LONG_LABEL { "this theme".to_owned() } else { in_sentence(label) };
    format!(
        "{} in {} {speak} about {about}{from}; {}.",
        count(passages, "passage", "passages"),
        count(papers, "paper", "papers"),
        stance_clause(passages, stances),
    )
}

/// `5 say that something works, 3 that something is hard and 1 says both`, or that none does.
fn stance_clause(passages: u64, [strengths, challenges, mixed]: [u64; 3]) -> String {
    if passages == 1 {
        return match (strengths, challenges, mixed) {
            (1, _, _) => "it says that something works".to_owned(),
            (_, 1, _) => "it says that something is hard".to_owned(),
            (_, _, 1) => "it says both that something works and that something is hard".to_owned(),
            _ => "it does not say that something works or is hard".to_owned(),
        };
    }
    let says = |n: u64| if n == 1 { "says" } else { "say" };
    let mut parts = Vec::new();
    let phrases = [
        (strengths, "that something works", "that something works"),
        (challenges, "that something is hard", "that something is hard"),
        (mixed, "both", "both that something works and that something is hard"),
    ];
    for (n, short, full) in phrases {
        if n > 0 {
            let words = if parts.is_empty() { full } else { short };
            parts.push(format!("{} {} {words}", thousands(n), says(n)));
        }
    }
    if parts.is_empty() { "none says that something works or is hard".to_owned() } else { join_and(&parts) }
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
        assert_eq!(theme_opening("Digital", [0; 3], [0; 3]), "No passage speaks about digital.");
        assert_eq!(
            theme_opening("LOIPs", [1, 1, 0], [0; 3]),
            "1 passage in 1 paper speaks about LOIPs; it does not say that something works or is hard."
        );
        assert_eq!(
            theme_opening("Mobilising communities", [12, 4, 9], [5, 3, 1]),
            "12 passages in 4 papers speak about mobilising communities, from 9 areas; 5 say that something works, 3 say that \
             something is hard and 1 says both."
        );
        assert_eq!(
            theme_opening("Digital", [2, 1, 1], [0, 0, 1]),
            "2 passages in 1 paper speak about digital, from 1 area; 1 says both that something works and that something is hard."
        );
        assert!(theme_opening("Digital", [2, 1, 1], [0; 3]).ends_with("; none says that something works or is hard."));
    }

    #[test]
    fn dates_and_kinds() {
        assert_eq!(date(&PartialDate { year: 2020, month: Some(8), day: None }), "August 2020");
        assert_eq!(kinds(PaperKind::Strategy, 2), "2 strategies");
    }
}
