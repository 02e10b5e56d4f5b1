//! Which sentences can be quoted alone, and how well they stand.

use super::procedure::is_procedure;
use super::reads;
use super::settings::Settings;
use crate::model::evidence::Score;
use crate::model::paper::{PaperKind, PassageKind};
use crate::model::tags::{ClaimType, Stance, Statement};
use crate::util::pattern;
use crate::util::text::word_count;
use regex::Regex;
use std::sync::LazyLock;

/// Openings that lean on the sentence before.
static LEANS: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:this|these|those|that|they|their|them|it|its|it's|he|she|his|her|such|here|however|also|but|and|or|so|then|otherwise|in addition|furthermore|moreover|for example|for instance|e\.g|i\.e|as a result|as such|therefore|thus|the latter|the former|both|similarly|likewise|again|nevertheless|nonetheless|meanwhile|instead|overall|additionally|finally|secondly|thirdly|while this|as this|with this|in this|of these|some of these)\b",
    )
});

/// Whether a statement can be a finding or an example at all: a whole sentence, no question, heading, boilerplate or procedure.
///
/// An item of a list may go without its full stop, but not without its capital: one that goes on from the words above the list
/// cannot be quoted alone.
pub(super) fn quotable(text: &str, passage: PassageKind, kind: PaperKind) -> bool {
    let words = word_count(text);
    let end = text.trim_end().chars().last().unwrap_or(' ');
    let closed = matches!(end, '.' | '!' | '”' | '"' | ')' | '’' | '\'' | '…');
    let item = passage == PassageKind::Item && words >= 8 && !matches!(end, '?' | ':');
    passage != PassageKind::Note
        && kind != PaperKind::Agenda
        && (5..=90).contains(&words)
        && (closed || item)
        && begins(text)
        && !is_title(text)
        && !is_note(text, words)
        && (closed || !TOPIC.is_match(text))
        && !text.contains(" | ")
        && !is_procedure(text)
}

/// Whether a text is a sentence or two with a beginning and an end, of a length that can be quoted.
pub(super) fn is_whole(text: &str) -> bool {
    (5..=60).contains(&word_count(text)) && begins(text) && text.trim_end().ends_with(['.', '!', ')', '”', '"'])
}

/// A sentence begins with a capital, a figure or an opening mark; "To strengthen the plan" with no more is an aim, not a sentence.
fn begins(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let opens =
        first.is_uppercase() || first.is_numeric() || matches!(first, '“' | '"' | '‘' | '\'' | '(' | '£' | '€' | '$');
    opens && (!text.starts_with("To ") || text.contains(','))
}

/// A verb that makes a sentence of a few words, or a word that most likely is one.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(?:am|is|are|was|were|be|been|being|isn['’]t|aren['’]t|has|have|had|do|does|did|will|would|can|could|cannot|may|might|must|shall|should|need|needs|made|came|come|comes|went|go|goes|took|take|takes|gave|give|gives|got|get|gets|kept|keep|keeps|led|left|let|met|meet|meets|felt|feel|feels|found|find|finds|knew|know|knows|said|say|says|saw|see|sees|sent|set|sets|ran|run|runs|rose|fell|grew|held|hold|holds|won|lost|built|brought|spent|paid|cut|work|works|remain|remains|mean|means|help|helps|lack|lacks|want|wants|\w{2,}ed)\b",
    )
});

/// Notes begin so: what there was none, too little or more of.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:no|lack|lacks|limited|insufficient|poor|little|more|less|fewer|better|improved|increased|reduced|good|strong|greater|clear|unclear|difficulty|difficulties|challenges?|concerns?|issues?|need|too|not|lots?|continued|ongoing)\b",
    )
});

/// An item of a list so begun names what is to be spoken of and says nothing of it.
static TOPIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)^(?:(?:an? |the |some |key |new )*(?:examples?|ways?|focus|consideration|discussion|overview|summary|details?|lessons|feedback|information|exploration|review|themes|types?|kinds?|list|range|role|nature|impact|effects?)) (?:of|on|about|from|for)\b",
    )
});

/// A note of a few words without a verb, such as "No room for the group.": whoever reads it alone does not know of what it speaks.
fn is_note(text: &str, words: u64) -> bool {
    words < 12 && NOTE.is_match(text) && !VERB.is_match(text.split_once(' ').map_or("", |(_, rest)| rest))
}

/// Most of the longer words have capitals: a heading, a name or a label.
fn is_title(text: &str) -> bool {
    let long = text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let (all, capitals) =
        long.fold((0, 0), |(all, capitals), w| (all + 1, capitals + usize::from(w.starts_with(char::is_uppercase))));
    capitals * 5 > all * 3
}

/// Whether a sentence leans on the one before it.
pub(super) fn leans(text: &str) -> bool {
    LEANS.is_match(text)
}

/// How well a sentence is understood without its neighbours, 0 to 1.
pub(super) fn self_contained(text: &str) -> f64 {
    let mut score: f64 = 1.0;
    if LEANS.is_match(text) {
        score -= 0.6;
    }
    if text.chars().next().is_some_and(char::is_lowercase) {
        score -= 0.5;
    }
    match word_count(text) {
        0..8 => score -= 0.4,
        8..12 => score -= 0.25,
        12..16 => score -= 0.1,
        16..41 => {}
        41..61 => score -= 0.2,
        _ => score -= 0.5,
    }
    if !text.trim_end().ends_with(['.', '!', '”', '"', '’', ')']) {
        score -= 0.2;
    }
    score.max(0.0)
}

/// Figures and names in a sentence, 0 to 1.
pub(super) fn specificity(text: &str) -> f64 {
    let figure = text.chars().any(|c| c.is_ascii_digit());
    let name = text.split_whitespace().skip(1).any(|word| {
        let mut letters = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
    });
    f64::from(u8::from(figure)) * 0.5 + f64::from(u8::from(name)) * 0.5
}

/// Words that compare, judge or say what followed: the marks of a lesson, as against a report of what was done. Comparatives, words of
/// worth and effect, of want and of hindrance, in the order of the English grammar and of no theme.
static LESSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern::fixed(
        r"(?i)\b(more|less|greater|better|easier|quicker|slower|stronger|closer|faster|wider|rather than|effective\w*|efficient\w*|work(?:s|ed|ing)? well|key|crucial|vital|important|essential|challeng\w+|barrier\w*|concern\w*|success\w*|positive\w*|help(?:s|ed)|allow\w*|enabl\w+|benefi\w+|strength\w*|improve[ds]?|improving|without|difficult\w*|needs?|should|lessons?|learn\w*)\b",
    )
});

/// How much a sentence compares, judges and draws consequences, 0 to 1: three such words or more are 1.
pub(super) fn lesson(text: &str) -> f64 {
    // Where a word ends is enough to count it: no other of these words begins or ends within it, and looking back for where it begins
    // takes longer than all the rest.
    let ends = std::iter::successors(LESSON.shortest_match(text), |end| LESSON.shortest_match_at(text, *end));
    ends.take(3).count() as f64 / 3.0
}

/// What a statement is worth before anything is known of the others. `at` is its position among the statements of its passage.
pub(super) fn alone(text: &str, stance: Stance, claim: ClaimType, at: usize, settings: &Settings) -> Score {
    let stands = if stance == Stance::Neutral { 0.0 } else { 1.0 };
    let claims = match claim {
        ClaimType::Effect => 1.0,
        ClaimType::Activity => 0.5,
        _ => 0.0,
    };
    Score {
        alone: settings.self_contained * self_contained(text),
        specificity: settings.specificity * specificity(text),
        stance: settings.stance * stands,
        claim: settings.claim * claims,
        lesson: settings.lesson * lesson(text),
        position: settings.position / (1.0 + at as f64),
        ..Score::default()
    }
}

/// What a sentence that cannot be quoted is worth less.
pub(super) const UNUSABLE: f64 = 10.0;

/// What a statement with these words, at a position in its passage, is worth as a quotation; one that cannot be quoted is worth less than any that can.
pub(super) fn worth(
    text: &str,
    statement: &Statement,
    at: usize,
    (passage, paper): (PassageKind, PaperKind),
    settings: &Settings,
) -> f64 {
    let alone = alone(text, statement.stance, statement.claim, at, settings).total();
    if quotable(text, passage, paper) { alone } else { alone - UNUSABLE }
}

/// What a statement is worth as the one quotation that stands for a cell of a table: as a finding is, by its own worth and by what keeps
/// it from standing alone, and the more where its words bear out the stance that the cell is about.
pub(super) fn shown(
    text: &str,
    statement: &Statement,
    at: usize,
    kinds: (PassageKind, PaperKind),
    wanted: Option<Stance>,
    settings: &Settings,
) -> f64 {
    let worth = worth(text, statement, at, kinds, settings);
    if worth <= UNUSABLE / -2.0 {
        return worth;
    }
    if reads::hangs(text) {
        return worth - UNUSABLE / 2.0;
    }
    let choice = &settings.choice;
    let when = |applies: bool, factor: f64| if applies { factor } else { 1.0 };
    let stance = reads::stance(text, statement.stance);
    let fits = match wanted {
        Some(wanted) if stance == Stance::Mixed && wanted != stance => 0.8,
        Some(wanted) if stance != wanted => 0.4,
        _ => 1.0,
    };
    let length = word_count(text);
    let claim = reads::claim(text, statement.claim);
    worth
        * fits
        * when(wanted == Some(Stance::Strength) && !reads::helped(text), 0.6)
        * when(matches!(claim, ClaimType::Caveat | ClaimType::Ask | ClaimType::Aim), 0.6)
        * when(leans(text), choice.leaning)
        * when(reads::labelled(text), choice.labelled)
        * when(length < choice.short_words, choice.short)
        * when(length > choice.long_words, choice.long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn procedure_questions_and_fragments_are_not_evidence() {
        for text in [
            "Members noted the update on volunteering and thanked all staff.",
            "The Board agreed to support the demonstration project in the north.",
            "The Integration Joint Board welcomed the positive progress made this year.",
            "It was agreed that a further report would come in June.",
            "Board members are asked to nominate officers to take part in the group.",
            "How can partners share their data with the third sector?",
            "This report sets out progress with the improvement plan since last year.",
            "Funding of food parcels:",
            "FUNDING AND RESOURCES OF THE PARTNERSHIP IN THE COMING FINANCIAL YEAR",
            "More at https://example.org for those who want to read about it.",
            "Theme | Action | Progress so far this year | Reporting",
            "Three words only.",
            "No room for the group in winter.",
            "The purpose of this survey is to let the council hear what people think.",
            "Read the summary in full, where the forum weighs what comes next.",
            "Limited capacity of small groups for meetings.",
            "working with communities to build cohesion and mutual support in all places.",
            "To strengthen the plan in development and ensure that it is clear to all.",
            "Appendix II to Part 200 Contract Provisions for Federal Entity Contracts",
        ] {
            for kind in [PassageKind::Paragraph, PassageKind::Item] {
                assert!(!quotable(text, kind, PaperKind::Report), "{text}");
            }
        }
        for text in [
            "Volunteers from community groups delivered 3,000 food parcels each week.",
            "Communities do not have equal access to the internet, which has been a real challenge.",
            "The partnership is under pressure because staff were redeployed.",
            "No plan was made for the winter.",
        ] {
            assert!(quotable(text, PassageKind::Paragraph, PaperKind::Report), "{text}");
            assert!(!quotable(text, PassageKind::Note, PaperKind::Report));
            assert!(!quotable(text, PassageKind::Paragraph, PaperKind::Agenda));
        }
    }

    #[test]
    fn an_item_that_names_a_topic_says_nothing() {
        for text in [
            "Examples of quick wins, shared rooms and changes in how the forums meet",
            "Ways of meeting and a stronger part for the carers of the town",
            "A focus on the habits that we want to see carried on in the future",
        ] {
            assert!(!quotable(text, PassageKind::Item, PaperKind::Report), "{text}");
        }
    }

    #[test]
    fn a_cell_is_shown_by_what_bears_its_stance_out() {
        use crate::synthesise::testing::{passage, statement};
        let shown = |text: &str, stance, wanted| {
            let mut of = statement(&passage(text), 0, text.chars().count() as u32);
            of.stance = stance;
            let kinds = (PassageKind::Paragraph, PaperKind::Report);
            shown(text, &of, 0, kinds, Some(wanted), &Settings::default())
        };
        let helped = "Complaints fell by a third after wardens were named in every ward of the town.";
        let plan = "The council will name a warden in every ward so that complaints can be dealt with.";
        let scrap = "taking them over";
        let strength = |text| shown(text, Stance::Strength, Stance::Strength);
        assert!(strength(helped) > strength(plan) && strength(plan) > strength(scrap));
        assert!(strength(helped) > shown(helped, Stance::Neutral, Stance::Strength));
        let hangs = "However, carers of the town wait a year for an answer from the council and its partners.";
        let hard = "Carers of the town wait a year for an answer from the council and its partners.";
        assert!(shown(hard, Stance::Challenge, Stance::Challenge) > shown(hangs, Stance::Challenge, Stance::Challenge));
    }

    #[test]
    fn an_item_needs_no_full_stop_but_a_cell_does() {
        let text = "Too few staff to keep up with the requests of community groups";
        assert!(quotable(text, PassageKind::Item, PaperKind::Report));
        assert!(!quotable(text, PassageKind::Row, PaperKind::Report));
    }

    #[test]
    fn a_sentence_that_leans_on_another_is_worth_less() {
        let alone =
            self_contained("Volunteers from 12 community groups delivered food parcels to people who were shielding.");
        assert!(
            alone > self_contained("This was delivered by volunteers from the 12 community groups in the whole area.")
        );
        assert!(specificity("Over 2,000 volunteers came to Dundee.") > specificity("Volunteers came to help."));
    }
}
