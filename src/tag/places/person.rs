//! Whether a place's name stands where a person's name stands.

use super::data::{Nation, PlaceRow, RowKind};
use super::judge::{Passage, named_after};
use super::scan::Candidate;
use super::window::{Window, capital, last_word, listed};
use super::words as w;

/// Bytes within which the words that tell of one person stand.
const SENTENCE: usize = 400;

impl Passage<'_> {
    /// A sentence of a paper about the nation opens with the name and describes it: "Livingston has few buses".
    pub(super) fn is_described(&self, window: &Window<'_>) -> bool {
        self.context.nation == Some(Nation::Scotland)
            && window.begins()
            && window.touches_after()
            && matches!(window.after, "has" | "have" | "had" | "is" | "was" | "are" | "were" | "needs" | "lacks")
            && !w::FORENAMES.contains(&window.name())
            && !one_person(window)
    }

    /// Rule 4: the name stands where a person's name stands.
    pub(super) fn person_position(&self, at: usize, window: &Window<'_>, row: &PlaceRow) -> bool {
        if self.person_position_plain(window) {
            return true;
        }
        if !row.doubt.person {
            return false;
        }
        let strange = !self.sure_of(window)
            && window.touches_before()
            && capital(window.before)
            && !self.plain_before(window)
            && !window.opened()
            && !listed(w::OF_THE_PLACE, window.before)
            && !w::STRONG_LOCATIVES.contains(&window.before)
            && !self.previous_is_place(at)
            && window.name().contains(char::is_lowercase);
        strange && !(row.kind == RowKind::Area && listed(w::OF_THE_PLACE, window.after))
    }

    /// After a title, a forename or an initial.
    pub(super) fn person_position_plain(&self, window: &Window<'_>) -> bool {
        let gap = window.before_gap;
        if gap == " " || gap == ". " {
            if listed(w::TITLES, window.before) && !(gap == ". " && window.before.len() > 4) {
                return true;
            }
            let mut letters = window.before.chars();
            let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
            if initial && (gap == ". " || !matches!(window.before, "A" | "I")) && window.second_before() != "Appendix" {
                return true;
            }
        }
        gap == " "
            && w::FORENAMES.contains(&window.before)
            && !(window.before == "Kyle" || window.before == "Angus" && window.after == "Council")
    }
}

/// What follows in the sentence is said of one person: "Angus said that he would write".
pub(super) fn one_person(window: &Window<'_>) -> bool {
    let rest = &window.text[window.end..];
    let near = &rest[..rest.floor_char_boundary(SENTENCE)];
    let sentence = near.split(['.', '!', '?', ';', '\n']).next().unwrap_or("");
    sentence.split_whitespace().take(20).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        matches!(word, "he" | "she" | "his" | "her" | "him" | "himself" | "herself")
    })
}

/// Whether a name stands where a place's name stands, whatever else it may be: tells papers that name a person from papers
/// that name the place.
pub(super) fn place_position(text: &str, candidate: Candidate, row: &PlaceRow) -> bool {
    let window = Window::new(text, candidate.start, candidate.end);
    let locative = window.touches_before() && w::STRONG_LOCATIVES.contains(&window.before);
    locative || named_after(&window, row)
}

/// The person's name that a place's name stands in, folded: "Angus MacLeod", "Cllr Hamilton", "Carol Hamilton".
pub(super) fn named(text: &str, candidate: Candidate, row: &PlaceRow, next_is_place: bool) -> Option<String> {
    let window = Window::new(text, candidate.start, candidate.end);
    let name = window.name();
    if name.contains(' ') || window.inside_a_word() {
        return None;
    }
    let title = matches!(window.before_gap, " " | ". ") && listed(w::TITLES, window.before);
    let forename = window.touches_before() && w::FORENAMES.contains(&window.before);
    let (before, _) = last_word(&text[..candidate.start]);
    let locative = w::STRONG_LOCATIVES.contains(&before);
    let surname = row.doubt.person
        && w::FORENAMES.contains(&name)
        && window.touches_after()
        && capital(window.after)
        && window.after.contains(char::is_lowercase)
        && !locative
        && !next_is_place
        && !named_after(&window, row)
        && !listed(w::STREETS, window.after);
    (title || forename || surname).then(|| name.to_lowercase())
}
