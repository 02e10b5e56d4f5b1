//! What one sentence says: its polarity, its claim, and the challenges and strengths it states.
//!
//! The unit is the clause: a sentence is cut at "but", "however", "while" and at semicolons, and a cue reaches only as far as its
//! clause. A difficulty that is negated, tackled or set aside is no challenge; a success that is hoped for, asked for or in a
//! question is no strength.

use super::clauses::{AIM_REACH, ClauseKind};
use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::opening::Opening;
use super::rules::{Role, Rules};
use super::tokens::Tokens;
use super::trend;
use crate::model::tags::{ClaimType, Stance};
use std::cell::RefCell;
use std::ops::Range;

/// Words between a negation and the cue it turns.
const NEGATION_REACH: u32 = 3;
/// Words between a cue and its subject, after it and before it.
const SUBJECT_REACH: (u32, u32) = (6, 4);
/// The same for a cue that is weak, and says something only with its subject.
const WEAK_REACH: (u32, u32) = (3, 2);
/// Words that deny, of those that terms with a gap hold.
const NEGATIVE: [&str; 14] = [
    "not",
    "no",
    "never",
    "without",
    "cannot",
    "none",
    "nobody",
    "nothing",
    "less",
    "few",
    "lack",
    "unable",
    "little",
    "insufficient",
];
/// Concepts that one cue may give.
const MOST_SUBJECTS: usize = 2;

/// A challenge or strength that a sentence states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    /// A strength, not a challenge.
    pub(super) strength: bool,
    /// Concept, by number.
    pub(super) concept: u16,
    /// First word of cue and subject.
    pub(super) first: u32,
    /// Last word, included.
    pub(super) last: u32,
    /// The rule, such as `cue:lack of + funding`.
    pub(super) rule: String,
}

/// What a sentence says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its stance.
    pub(super) stance: Stance,
    /// Its claim.
    pub(super) claim: ClaimType,
    /// What it states.
    pub(super) stated: Vec<Stated>,
    /// It turns against what went before it ("However, ...").
    pub(super) turns: bool,
}

/// A cue or stated concept with what became of it.
#[derive(Debug, Clone)]
struct Signal {
    first: u32,
    last: u32,
    strength: bool,
    weak: bool,
    /// The concept it states without need of a subject.
    concept: Option<(bool, u16)>,
    /// It stands in a clause that is set aside ("despite ...").
    aside: bool,
    rule: String,
}

impl Signal {
    /// Makes it say the contrary, of which the concept is no more than a subject.
    fn turn(&mut self) {
        self.strength = !self.strength;
        self.concept = None;
    }
}

/// One sentence to read.
pub(super) struct Sentence<'a> {
    /// The lexicon.
    pub(super) rules: &'a Rules,
    /// The words of the passage.
    pub(super) tokens: &'a Tokens,
    /// The sentence's words.
    pub(super) range: Range<usize>,
    /// The hits within it.
    pub(super) hits: &'a [Hit],
    /// Its text.
    pub(super) text: &'a str,
    /// Where that begins in the passage, in bytes.
    pub(super) start: usize,
    /// Where it says why a cue does not count, if anybody asks.
    pub(super) notes: Option<&'a RefCell<Vec<(Hit, String)>>>,
}

impl Sentence<'_> {
    /// Reads the sentence below this opening.
    pub(super) fn read(&self, opening: &Opening) -> Reading {
        let turns = self.cues(Cue::Contrast).next().is_some();
        if self.text.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with('?') {
            return Reading { turns, ..Reading::default() };
        }
        let clauses = self.clauses();
        let mut signals: Vec<Signal> = self.hits.iter().filter_map(|hit| self.signal(hit, &clauses)).collect();
        self.add_trends(&mut signals, &clauses);
        let mut stated = Vec::new();
        signals.retain(|signal| self.pair(signal, &clauses, &mut stated));
        if signals.iter().any(|s| !s.aside) {
            signals.retain(|s| !s.aside);
            stated.retain(|s| self.clause(&clauses, s.first).1 != ClauseKind::Aside);
        }
        // A list of difficulties holds difficulties, whatever good words stand in them, until a word turns it.
        let turned = !opening.illustrates() && (turns || self.cues(Cue::Concession).next().is_some());
        if let Some(strengths) = opening.list_of_strengths().filter(|_| !turned) {
            signals.retain(|s| s.strength == strengths);
        }
        if opening.list_of_wishes() && !turned {
            signals.clear();
        }
        let plus = signals.iter().any(|s| s.strength);
        let minus = signals.iter().any(|s| !s.strength);
        stated.retain(|s| if s.strength { plus } else { minus });
        let own_claim = self.claim(plus, minus);
        let mut stance = match (plus, minus) {
            (true, true) => Stance::Mixed,
            (true, false) => Stance::Strength,
            (false, true) => Stance::Challenge,
            (false, false) => Stance::Neutral,
        };
        if stance == Stance::Neutral
            && let Some(strengths) = opening.default_for(own_claim, turns)
        {
            stance = if strengths { Stance::Strength } else { Stance::Challenge };
            stated = self.subjects_of_default(strengths, opening);
        }
        stated.sort_by_key(|s| (s.strength, s.concept, s.first));
        stated.dedup_by_key(|s| (s.strength, s.concept));
        Reading { stance, claim: opening.claim_for(own_claim), stated, turns }
    }

    /// Notes why a hit says nothing.
    fn note(&self, hit: &Hit, why: impl FnOnce() -> String) {
        if let Some(notes) = self.notes {
            notes.borrow_mut().push((*hit, why()));
        }
    }

    /// A term as the lexicon has it.
    fn term(&self, hit: &Hit) -> &str {
        &self.rules.rule(hit).text
    }

    /// What a cue or stated concept says, if it says anything.
    fn signal(&self, hit: &Hit, clauses: &[(u32, ClauseKind)]) -> Option<Signal> {
        let rule = self.rules.rule(hit);
        let (strength, concept) = match rule.role {
            Role::Cue(Cue::Difficulty) => (false, None),
            Role::Cue(Cue::Success) => (true, None),
            Role::Challenge(i) => (false, Some((false, i))),
            Role::Strength(i) => (true, Some((true, i))),
            _ => return None,
        };
        let text = if concept.is_some() { format!("term:{}", rule.text) } else { format!("cue:{}", rule.text) };
        let aside = self.clause(clauses, hit.first).1 == ClauseKind::Aside;
        let signal =
            Signal { first: hit.first, last: hit.last, strength, weak: rule.weight < 1.0, concept, aside, rule: text };
        // What is said by words that stand apart can be denied between them: "joint working has not improved". The cue within it
        // says so by itself; a difficulty may be one by its own denial ("has BEFORE/4 not enough").
        let denies = |n: &Hit| n.first > hit.first && n.last < hit.last;
        let deniable = hit.apart && (strength || !is_negative(&rule.text));
        if deniable && self.cues(Cue::Negation).any(denies) {
            self.note(hit, || "denied between its words".to_owned());
            return None;
        }
        if strength { self.success(hit, signal, clauses) } else { self.difficulty(hit, signal, clauses) }
    }

    /// What denies a cue or concept.
    fn denial(&self, hit: &Hit, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        let not = self.before(Cue::Negation, hit.first, NEGATION_REACH, clauses);
        not.or_else(|| self.before(Cue::Denial, hit.first, AIM_REACH, clauses))
    }

    /// The aim or request that a cue or concept is a part of.
    fn hoped(&self, hit: &Hit, clauses: &[(u32, ClauseKind)]) -> Option<&Hit> {
        self.hope(hit.first, hit.last, clauses).or_else(|| self.listed_aim(hit.first, clauses))
    }

    /// What is left of a success: nothing where it is hoped for, a difficulty where it is denied or fails.
    fn success(&self, hit: &Hit, mut signal: Signal, clauses: &[(u32, ClauseKind)]) -> Option<Signal> {
        let hope = self.hoped(hit, clauses).or_else(|| self.behind(Cue::Wanted, hit.first, hit.last, clauses));
        if let Some(hope) = hope {
            self.note(hit, || format!("hoped or asked for (`{}`)", self.term(hope)));
            return None;
        }
        if self.denial(hit, clauses).is_some() {
            signal.turn();
            signal.rule.insert_str(0, "not ");
            return self.worked_on(hit, signal, clauses);
        }
        if let Some(failing) = self.behind(Cue::Failing, hit.first, hit.last, clauses) {
            signal.turn();
            signal.last = failing.last;
            signal.rule = format!("{} {}", signal.rule, self.term(failing));
        }
        Some(signal)
    }

    /// What is left of a difficulty: nothing where it is a task, denied or watched, a success where it was overcome.
    fn difficulty(&self, hit: &Hit, mut signal: Signal, clauses: &[(u32, ClauseKind)]) -> Option<Signal> {
        // "Will" and "may" leave it a risk; a purpose or a request makes it a task.
        if let Some(task) = self.hoped(hit, clauses).filter(|hope| self.rules.rule(hope).weight >= 1.0) {
            self.note(hit, || format!("a task, not a finding (`{}`)", self.term(task)));
            return None;
        }
        // "Families no longer face delays": what denies is what overcame them.
        let solved = self.done_to(Cue::Resolution, hit.first, clauses);
        let overcomes = |not: &Hit| solved.is_some_and(|solved| solved.first <= not.first && not.last <= solved.last);
        if let Some(not) = self.denial(hit, clauses).filter(|not| !overcomes(not)) {
            self.note(hit, || format!("denied (`{}`)", self.term(not)));
            return None;
        }
        if let Some(overcome) = self.behind(Cue::Overcome, hit.first, hit.last, clauses) {
            signal.rule = format!("{} {}", signal.rule, self.term(overcome));
            signal.last = overcome.last;
            signal.turn();
            signal.weak = false;
            return Some(signal);
        }
        // What is done every month with a thing says that it is watched, not that it is there.
        if signal.concept.is_some() && self.behind(Cue::Watched, hit.first, hit.last, clauses).is_some() {
            self.note(hit, || "watched, not found".to_owned());
            return None;
        }
        self.worked_on(hit, signal, clauses)
    }

    /// What is left of a difficulty that a word before it tackles or solves.
    fn worked_on(&self, hit: &Hit, mut signal: Signal, clauses: &[(u32, ClauseKind)]) -> Option<Signal> {
        if let Some(tackled) = self.done_to(Cue::Mitigation, hit.first, clauses) {
            let failed = self.before(Cue::Negation, tackled.first, 1, clauses).is_some();
            if !failed {
                self.note(hit, || format!("a task, not a finding (`{}`)", self.term(tackled)));
            }
            return failed.then_some(signal);
        }
        let Some(solved) = self.done_to(Cue::Resolution, hit.first, clauses) else { return Some(signal) };
        let is_before = |cue: Cue, reach: u32| self.before(cue, solved.first, reach, clauses).is_some();
        if [Cue::Aim, Cue::Ask].into_iter().any(|cue| is_before(cue, AIM_REACH)) {
            return None;
        }
        if !is_before(Cue::Negation, NEGATION_REACH) {
            signal.rule = format!("cue:{} + {}", self.term(solved), self.term(hit));
            signal.first = solved.first;
            signal.turn();
            signal.weak = false;
        }
        Some(signal)
    }

    /// What rose or fell: it says more than the words of which it is made, and takes the place of those that say the contrary.
    fn add_trends(&self, signals: &mut Vec<Signal>, clauses: &[(u32, ClauseKind)]) {
        for trend in trend::trends(self.rules, self.tokens, self.hits).into_iter().chain(self.compared()) {
            let hope = self
                .hope(trend.direction, trend.direction, clauses)
                .or_else(|| self.behind(Cue::Wanted, trend.first, trend.last, clauses));
            let denied = self.before(Cue::Negation, trend.direction, NEGATION_REACH, clauses).is_some();
            // What did not rise or fall is a difficulty where it ought to have.
            if hope.is_some() && trend.good || denied && !trend.good {
                continue;
            }
            let strength = trend.good && !denied;
            signals.retain(|s| s.strength == strength || s.last < trend.first || s.first > trend.last);
            let says_so = |s: &Signal| s.first <= trend.last && s.last >= trend.first && !s.weak;
            if signals.iter().any(says_so) {
                continue;
            }
            signals.push(Signal {
                first: trend.first,
                last: trend.last,
                strength,
                weak: false,
                concept: None,
                aside: self.clause(clauses, trend.direction).1 == ClauseKind::Aside,
                rule: format!("trend:{}", trend.rule),
            });
        }
    }

    /// Joins a cue to the subjects near it and says whether it counts.
    fn pair(&self, signal: &Signal, clauses: &[(u32, ClauseKind)], stated: &mut Vec<Stated>) -> bool {
        if let Some((strength, concept)) = signal.concept {
            let rule = signal.rule.clone();
            stated.push(Stated { strength, concept, first: signal.first, last: signal.last, rule });
            return true;
        }
        let clause = self.clause(clauses, signal.first).0;
        let (after, before) = if signal.weak { WEAK_REACH } else { SUBJECT_REACH };
        let mut near: Vec<(u32, u16, &Hit)> = Vec::new();
        for hit in self.hits {
            let concept = match self.rules.rule(hit).role {
                Role::ChallengeSubject(i) if !signal.strength => i,
                Role::StrengthSubject(i) if signal.strength => i,
                _ => continue,
            };
            if self.clause(clauses, hit.first).0 != clause {
                continue;
            }
            let distance = if hit.first > signal.last {
                (hit.first - signal.last - 1 <= after).then_some(hit.first - signal.last - 1)
            } else if hit.last < signal.first {
                // What stands before a cue is its subject less often than what follows it.
                (signal.first - hit.last - 1 <= before).then_some(signal.first - hit.last + 1)
            } else {
                // A weak cue must not be its own subject.
                (!signal.weak).then_some(0)
            };
            if let Some(distance) = distance {
                near.push((distance, concept, hit));
            }
        }
        near.sort_by_key(|(distance, concept, hit)| (*distance, *concept, hit.first));
        let reach = near.first().map_or(0, |n| n.0 + 3);
        let mut given: Vec<u16> = Vec::new();
        for (distance, concept, hit) in near {
            if distance > reach || given.len() == MOST_SUBJECTS && !given.contains(&concept) {
                break;
            }
            if given.contains(&concept) {
                continue;
            }
            given.push(concept);
            stated.push(Stated {
                strength: signal.strength,
                concept,
                first: signal.first.min(hit.first),
                last: signal.last.max(hit.last),
                rule: format!("{} + {}", signal.rule, self.rules.rule(hit).text),
            });
        }
        !signal.weak || !given.is_empty()
    }

    /// The concepts of a sentence whose stance comes from what opens its list.
    fn subjects_of_default(&self, strengths: bool, opening: &Opening) -> Vec<Stated> {
        let mut out: Vec<Stated> = Vec::new();
        for hit in self.hits {
            let rule = self.rules.rule(hit);
            let concept = match rule.role {
                Role::ChallengeSubject(i) if !strengths => i,
                Role::StrengthSubject(i) if strengths => i,
                _ => continue,
            };
            if out.len() < MOST_SUBJECTS && out.iter().all(|known| known.concept != concept) {
                let rule = format!("{} + {}", opening.rule(), rule.text);
                out.push(Stated { strength: strengths, concept, first: hit.first, last: hit.last, rule });
            }
        }
        out
    }

    fn claim(&self, plus: bool, minus: bool) -> ClaimType {
        let has = |cue: Cue| self.cues(cue).next().is_some();
        if has(Cue::Caveat) {
            ClaimType::Caveat
        } else if plus {
            ClaimType::Effect
        } else if has(Cue::Ask) || has(Cue::Wanted) {
            ClaimType::Ask
        } else if minus && has(Cue::Result) {
            ClaimType::Effect
        } else if has(Cue::Aim) {
            ClaimType::Aim
        } else if has(Cue::Activity) {
            ClaimType::Activity
        } else {
            ClaimType::Context
        }
    }
}

/// Whether a term itself holds a word that denies.
fn is_negative(term: &str) -> bool {
    let mut words = term.split(|c: char| !c.is_alphabetic() && c != '\'');
    words.any(|word| NEGATIVE.contains(&word) || word.ends_with("n't"))
}
