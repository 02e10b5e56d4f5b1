//! The clauses of a sentence, and how far its cues reach: no further than their clause, nor beyond what ends them in it.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::reading::Sentence;
use super::rules::Role;
use super::tokens::Gap;

/// Words between an aim and the success that is only hoped for.
pub(super) const AIM_REACH: u32 = 16;
/// Words between a verb such as "tackle" and the difficulty it makes a task.
const MITIGATION_REACH: u32 = 5;
/// Words between a difficulty or success and what is said of it behind: "has been resolved", "is needed".
const SAID_REACH: u32 = 6;
/// Words before an aim that opens a sentence.
const OPENING: usize = 4;
/// Verbs that end a purpose, words after which they do not, and words with which something hangs on it.
const FINITE: [&str; 14] =
    ["has", "have", "had", "was", "were", "is", "are", "remains", "remain", "did", "caused", "led", "left", "meant"];
const BARE_AFTER: [&str; 9] = ["to", "will", "would", "may", "might", "could", "should", "must", "can"];
const HANGS: [&str; 12] =
    ["that", "who", "which", "where", "when", "what", "how", "whether", "ensure", "ensuring", "sure", "if"];

/// What opens a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClauseKind {
    Plain,
    Contrast,
    Granted,
    Aside,
}

impl Sentence<'_> {
    pub(super) fn cues(&self, cue: Cue) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| self.rules.rule(hit).role == Role::Cue(cue))
    }

    /// The clause of every word of the sentence, with what opens it.
    pub(super) fn clauses(&self) -> Vec<(u32, ClauseKind)> {
        let mut out = Vec::with_capacity(self.range.len());
        let (mut number, mut kind, mut began) = (0, ClauseKind::Plain, self.range.start);
        for at in self.range.clone() {
            let opener = self.hits.iter().filter(|hit| hit.first as usize == at).find_map(|hit| {
                match self.rules.rule(hit).role {
                    Role::Cue(Cue::Contrast) => Some(ClauseKind::Contrast),
                    Role::Cue(Cue::Concession) => Some(ClauseKind::Granted),
                    Role::Cue(Cue::Despite) => Some(ClauseKind::Aside),
                    _ => None,
                }
            });
            let gap = self.tokens.list()[at].gap;
            let granted_ends =
                matches!(kind, ClauseKind::Granted | ClauseKind::Aside) && gap == Gap::Comma && at >= began + 2;
            if let Some(next) = opener {
                (number, kind, began) = (number + 1, next, at);
            } else if at > self.range.start && (gap == Gap::Stop || granted_ends) {
                (number, kind, began) = (number + 1, ClauseKind::Plain, at);
            }
            out.push((number, kind));
        }
        out
    }

    pub(super) fn clause(&self, clauses: &[(u32, ClauseKind)], word: u32) -> (u32, ClauseKind) {
        clauses.get((word as usize).saturating_sub(self.range.start)).copied().unwrap_or((0, ClauseKind::Plain))
    }

    /// The cues of a group that end before `word`, in its clause, with at most `reach` words between.
    fn all_before(&self, cue: Cue, word: u32, reach: u32, clauses: &[(u32, ClauseKind)]) -> impl Iterator<Item = &Hit> {
        let clause = self.clause(clauses, word).0;
        let in_reach = move |hit: &&Hit| hit.last < word && word - hit.last - 1 <= reach;
        self.cues(cue).filter(move |hit| in_reach(hit) && self.clause(clauses, hit.last).0 == clause)
    }

    /// The nearest of them.
    pub(super) fn before(&self, cue: Cue, word: u32, reach: u32, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        self.all_before(cue, word, reach, clauses).max_by_key(|hit| hit.last)
    }

    /// The nearest cue of a group that ends behind these words, in their clause, in reach of what is said of them.
    pub(super) fn behind(&self, cue: Cue, first: u32, last: u32, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        let clause = self.clause(clauses, last).0;
        self.cues(cue)
            .filter(|hit| hit.first > first && hit.last > last && hit.first.saturating_sub(last + 1) <= SAID_REACH)
            .filter(|hit| self.clause(clauses, hit.first).0 == clause)
            .filter(|hit| !(last + 1..hit.first).any(|at| HANGS.contains(&self.tokens.word(at as usize))))
            .min_by_key(|hit| hit.first)
    }

    /// The nearest aim before the words from `word` to `last`, failing that the nearest request.
    pub(super) fn hope(&self, word: u32, last: u32, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        let nearest = |cue| {
            let in_reach = self.all_before(cue, word, AIM_REACH, clauses);
            in_reach.filter(|hit| !self.ends_before(hit, last)).max_by_key(|hit| hit.last)
        };
        [Cue::Aim, Cue::Ask].into_iter().find_map(nearest)
    }

    /// Whether a purpose ends before `word`, at a verb that says what is: "the plan to reduce delays has been late". What hangs on
    /// the purpose ("to ensure that services are ...") goes on.
    fn ends_before(&self, hope: &Hit, word: u32) -> bool {
        let word_at = |at: u32| self.tokens.word(at as usize);
        let is_purpose = word_at(hope.last) == "to" || word_at(hope.first) == "to";
        let hangs = (hope.first..=hope.last).any(|at| HANGS.contains(&word_at(at)));
        is_purpose && !hangs && self.states(hope.last + 1, word)
    }

    /// Whether a verb that says what is stands among these words, before anything hangs on the first.
    fn states(&self, first: u32, last: u32) -> bool {
        let word_at = |at: u32| self.tokens.word(at as usize);
        let states = |at: u32| FINITE.contains(&word_at(at)) && !BARE_AFTER.contains(&word_at(at.saturating_sub(1)));
        (first..=last).take_while(|at| !HANGS.contains(&word_at(*at))).any(states)
    }

    /// The nearest word such as "tackle" or "resolved" that makes something of the difficulty at `word`, unless what it is done to
    /// ends before: "reducing visits has caused harm", "funding was removed because of ...".
    pub(super) fn done_to(&self, cue: Cue, word: u32, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        let is_cause = |at: u32| matches!(self.tokens.word(at as usize), "because" | "due" | "amid" | "owing");
        self.before(cue, word, MITIGATION_REACH, clauses)
            .filter(|hit| !(hit.last + 1..word).any(is_cause) && !self.states(hit.last + 1, word.saturating_sub(1)))
    }

    /// The aim or request that opens the sentence, for words in a later part of it that goes on as a list does: "We will invest in
    /// staff; improving outcomes; ...".
    pub(super) fn listed_aim(&self, word: u32, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        let clause = self.clause(clauses, word).0;
        let began = self.range.start + clauses.iter().position(|(number, _)| *number == clause)?;
        let goes_on = self.tokens.list()[began].gap == Gap::Stop && self.tokens.word(began).ends_with("ing");
        let opens =
            |hit: &&Hit| hit.first as usize <= self.range.start + OPENING && self.clause(clauses, hit.last).0 == 0;
        (clause > 0 && goes_on)
            .then(|| [Cue::Aim, Cue::Ask].into_iter().find_map(|cue| self.cues(cue).find(opens)))
            .flatten()
    }
}
