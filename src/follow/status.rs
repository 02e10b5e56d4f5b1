//! What words of progress say of an action.

use crate::model::action::ActionStatus;
use crate::util::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Patterns from the most telling to the least; the first that matches decides.
static PATTERNS: LazyLock<Vec<(ActionStatus, Regex)>> = LazyLock::new(|| {
    [
        (
            ActionStatus::Superseded,
            r"\bsuperseded\b|\bovertaken\b|\bno longer (?:required|needed|relevant|applicable)\b|\bwithdrawn\b|\breplaced by\b|\bsubsumed\b",
        ),
        (
            ActionStatus::MovedToOtherReporting,
            r"\b(?:reported|reporting|report|monitored|taken forward|followed|progressed)\b.*\b(?:from now on|in future|instead|not to this|rather than (?:to )?this)\b|\b(?:transferred|passed|moved|referred|remitted|handed(?: over)?) to (?:the )?[\w ]*(?:board|committee|group|team|forum|partnership|council|executive|panel)\b|\bnow (?:sits|rests|lies) with\b",
        ),
        (
            ActionStatus::Paused,
            r"\bin abeyance\b|\bpaused\b|\bon hold\b|\bsuspended\b|\bparked\b|\bon pause\b|\bhalted\b",
        ),
        (
            ActionStatus::CarriedForward,
            r"\bcarr(?:y|ied) (?:forward|over)\b|\bdeferred (?:to|until)\b|\bpostponed (?:to|until)\b|\brolled (?:forward|over)\b|\bheld over\b|\bc/f\b",
        ),
        (
            ActionStatus::Complete,
            r"(?:^\W*|[.;:]\s+)(?:now )?(?:complete|completed|done|closed|discharged|actioned|achieved|finished|green[\s:,-]+complete)\b|\b(?:action|is|are|now|was|been|has been|have been|were|work) (?:now |been |fully |since )?(?:complete|completed|done|closed|discharged|actioned|achieved|concluded|finalised)\b|:\s*(?:complete|completed|done|closed)\b",
        ),
    ]
    .into_iter()
    .map(|(status, pattern)| (status, pattern::fixed(&format!("(?i){pattern}"))))
    .collect()
});

static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:not|yet|never|nearly|almost|partly|partially|until|once|when|being|to be|be|\d+\s*%|per cent)\b[\w\s]{0,12}\b(?:complete|completed|done|closed|actioned|achieved|finalised|concluded)\b|\bincomplete\b|\bpartially complete\b",
    )
});

/// The status that words of progress state; `None` where they state none.
pub(super) fn stated(progress: &str) -> Option<ActionStatus> {
    let found = PATTERNS.iter().find(|(_, pattern)| pattern.is_match(progress)).map(|(status, _)| *status)?;
    if found == ActionStatus::Complete && NOT_DONE.is_match(progress) && !has_been(progress) {
        return None;
    }
    Some(found)
}

/// "Has been completed" holds the words that otherwise deny it.
fn has_been(progress: &str) -> bool {
    let lower = progress.to_lowercase();
    ["complete.", "complete:", "completed.", "done."].iter().any(|w| lower.starts_with(w)) || lower.trim() == "complete"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_progress() {
        for (text, expected) in [
            ("Complete. Letters were issued in May.", "complete"),
            ("the guide: complete. It was circulated.", "complete"),
            ("Agenda Item 7. Complete. SG have followed up", "complete"),
            ("The work has been completed", "complete"),
            ("Not yet complete", ""),
            ("60% complete", ""),
            ("To be completed by June", ""),
            ("Carried forward to June.", "carried forward"),
            ("In abeyance until funding is known", "paused"),
            ("Superseded by the review.", "superseded"),
            (
                "progress will be reported to the Workforce Board from now on and not to this Board",
                "moved to other reporting",
            ),
            ("Work under way", ""),
        ] {
            assert_eq!(stated(text).map_or("", |s| s.as_str()), expected, "{text}");
        }
    }
}
