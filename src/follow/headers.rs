//! What a column header of a plan means.
//!
//! Headers are short and their last word tells as a rule: a "progress update on actions" is progress, an "action status" is a
//! status. So each meaning has words, and the meanings are tried from the most telling to the least.

use crate::util::text::fold;

/// The meanings that plan rows have columns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// The theme, priority or outcome the row serves.
    Theme,
    /// What is to be done.
    Action,
    /// What was done.
    Progress,
    /// Where and when it is reported.
    Reporting,
    /// Who has it.
    Owner,
    /// By when.
    Due,
    /// A status word or colour.
    Status,
    /// A running number or reference.
    Reference,
    /// A column that only a record of a meeting has.
    Meeting,
}

/// Meanings with the phrases that tell them, folded; the first meaning with a phrase in the header wins.
const PHRASES: [(Meaning, &[&str]); 9] = [
    (Meaning::Reporting, &["reporting", "report to", "reported to", "reported at", "next report", "report back"]),
    (
        Meaning::Meeting,
        &["agenda item", "minute", "minutes", "meeting date", "date of meeting", "decision", "apologies"],
    ),
    (
        Meaning::Owner,
        &[
            "owner",
            "owners",
            "ownership",
            "lead",
            "leads",
            "lead officer",
            "led by",
            "responsible",
            "responsibility",
            "responsibilities",
            "accountable",
            "accountability",
            "who",
            "by whom",
            "officer",
            "assigned to",
            "allocated to",
            "action by",
            "actioned by",
            "actionee",
        ],
    ),
    (
        Meaning::Progress,
        &[
            "progress",
            "update",
            "updates",
            "achieved",
            "to date",
            "current position",
            "position",
            "comment",
            "comments",
            "commentary",
            "delivered",
            "done",
            "evidence of completion",
            "what we did",
            "what we have done",
            "action taken",
            "response",
        ],
    ),
    (Meaning::Status, &["status", "rag", "brag", "bragg", "rating", "on track", "complete", "completed"]),
    (
        Meaning::Due,
        &[
            "timescale",
            "timescales",
            "time scale",
            "timeframe",
            "timeframes",
            "timeline",
            "timing",
            "deadline",
            "due",
            "target date",
            "by when",
            "when",
            "completion date",
            "end date",
            "finish",
            "date",
            "dates",
            "delivery date",
            "milestone date",
            "target completion",
        ],
    ),
    (Meaning::Reference, &["ref", "reference", "no", "number", "id", "row"]),
    (
        Meaning::Theme,
        &[
            "theme",
            "themes",
            "priority",
            "priorities",
            "outcome",
            "outcomes",
            "objective",
            "objectives",
            "workstream",
            "work stream",
            "strategic aim",
            "aim",
            "pillar",
            "category",
            "improvement area",
            "area for improvement",
            "area of improvement",
            "area of focus",
            "focus area",
            "audit finding",
            "finding",
            "heading",
            "driver",
        ],
    ),
    (
        Meaning::Action,
        &[
            "action",
            "actions",
            "improvement",
            "improvements",
            "activity",
            "activities",
            "task",
            "tasks",
            "commitment",
            "commitments",
            "recommendation",
            "recommendations",
            "step",
            "steps",
            "what we will do",
            "what will we do",
            "what needs to be done",
            "what",
            "how",
            "deliverable",
            "deliverables",
            "initiative",
            "initiatives",
        ],
    ),
];

/// What a header means; `None` where no word of it tells.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    let words = format!(" {} ", fold(header));
    // "Action owner" is an owner, "improvement theme" a theme; but "outcome of action taken" and "priority actions" are actions.
    if words.contains(" priority action") || words.contains(" key action") || words.contains(" improvement action") {
        return Some(first(&words, &[Meaning::Status, Meaning::Owner, Meaning::Due]).unwrap_or(Meaning::Action));
    }
    // "Response due" is a date, and a date on which something was raised or closed is no deadline.
    if has(&words, &["due", "due date", "due dates", "deadline"]) && !has(&words, &["reporting", "report to"]) {
        return Some(Meaning::Due);
    }
    if has(&words, &["date", "dates"]) && has(&words, &["raised", "opened", "closed", "logged", "identified", "added"])
    {
        return None;
    }
    PHRASES.iter().find(|(_, phrases)| has(&words, phrases)).map(|(meaning, _)| *meaning)
}

fn first(words: &str, among: &[Meaning]) -> Option<Meaning> {
    PHRASES
        .iter()
        .find(|(meaning, phrases)| among.contains(meaning) && has(words, phrases))
        .map(|(meaning, _)| *meaning)
}

fn has(words: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
}

/// The columns of a plan: which meaning each has, in the order of the columns; `None` where the header has none that we know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// One entry a column.
    pub(super) meanings: Vec<Option<Meaning>>,
    /// The printed headers.
    pub(super) headers: Vec<String>,
}

impl Columns {
    /// Reads a header. The first column with a meaning keeps it; the last one for progress, as the newest update stands
    /// furthest right.
    pub(super) fn read(headers: &[String]) -> Columns {
        let mut meanings: Vec<Option<Meaning>> = headers.iter().map(|h| meaning(h)).collect();
        // Without an action, a column that could be a theme or an action is the action: the last theme of several, if any.
        if !meanings.contains(&Some(Meaning::Action)) {
            let themes: Vec<usize> = (0..meanings.len()).filter(|&i| meanings[i] == Some(Meaning::Theme)).collect();
            let improvement = themes.iter().copied().find(|&i| fold(&headers[i]).contains("improvement"));
            if let Some(at) = improvement.or(if themes.len() > 1 { themes.last().copied() } else { None }) {
                meanings[at] = Some(Meaning::Action);
            }
        }
        let action = meanings.iter().position(|m| *m == Some(Meaning::Action));
        for kind in [Meaning::Theme, Meaning::Action, Meaning::Reporting, Meaning::Owner, Meaning::Due, Meaning::Status]
        {
            let mut seen = false;
            for meaning in meanings.iter_mut().filter(|m| **m == Some(kind)) {
                if std::mem::replace(&mut seen, true) {
                    *meaning = None;
                }
            }
        }
        let last = meanings.iter().rposition(|m| *m == Some(Meaning::Progress));
        for (i, meaning) in meanings.iter_mut().enumerate() {
            let early_progress = *meaning == Some(Meaning::Progress) && Some(i) != last;
            // What an action should bring stands to its right ("outcome", "priority"), what it serves to its left.
            let late_theme = *meaning == Some(Meaning::Theme) && action.is_some_and(|a| i > a);
            if early_progress || late_theme || *meaning == Some(Meaning::Reference) {
                *meaning = None;
            }
        }
        Columns { meanings, headers: headers.to_vec() }
    }

    /// Whether some column has this meaning.
    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&Some(meaning))
    }

    /// How many of the columns that follow an action through time there are.
    pub(super) fn following(&self) -> usize {
        [Meaning::Progress, Meaning::Reporting, Meaning::Owner, Meaning::Due, Meaning::Status]
            .into_iter()
            .filter(|m| self.has(*m))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_mean_what_people_mean() {
        for (header, expected) in [
            ("Improvement Action", Some(Meaning::Action)),
            ("Progress update on actions", Some(Meaning::Progress)),
            ("Future Reporting", Some(Meaning::Reporting)),
            ("Lead Officer(s)", Some(Meaning::Owner)),
            ("RAG status", Some(Meaning::Status)),
            ("Target date for completion", Some(Meaning::Due)),
            ("Strategic priority", Some(Meaning::Theme)),
            ("Priority actions", Some(Meaning::Action)),
            ("Response Due Date(s)", Some(Meaning::Due)),
            ("Date raised", None),
            ("Date Closed", None),
            ("Budget", None),
            ("", None),
        ] {
            assert_eq!(meaning(header), expected, "{header}");
        }
    }

    #[test]
    fn columns_are_settled_together() {
        let read =
            |headers: &[&str]| Columns::read(&headers.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>()).meanings;
        assert_eq!(
            read(&["Ref", "Improvement area", "Update June", "Update Sept", "Due"]),
            [None, Some(Meaning::Action), None, Some(Meaning::Progress), Some(Meaning::Due)]
        );
        assert_eq!(
            read(&["Theme", "Action", "Outcome", "Owner"]),
            [Some(Meaning::Theme), Some(Meaning::Action), None, Some(Meaning::Owner)]
        );
    }
}
