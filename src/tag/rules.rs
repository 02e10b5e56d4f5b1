//! The lexicon made ready: every term a rule with the role it plays, one matcher over them all, and what remains of their hits
//! once longer terms and `unless` phrases have had their say.

use super::lexicon::cue::{self, Cue};
use super::lexicon::{Entry, Lexicon, Pattern, WeightedTerm};
use super::matcher::{Hit, Matcher, Terms};
use super::tokens::{Gap, Tokens};
use crate::util::pattern;
use regex::Regex;

/// What a rule means when it fires. Numbers count the concepts of the facet in the lexicon's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Names a theme.
    Theme(u16),
    /// States a challenge.
    Challenge(u16),
    /// Names what may be a challenge.
    ChallengeSubject(u16),
    /// States a strength.
    Strength(u16),
    /// Names what may be a strength.
    StrengthSubject(u16),
    /// A cue.
    Cue(Cue),
}

/// One term with its role.
#[derive(Debug)]
pub(super) struct Rule {
    /// What it means.
    pub(super) role: Role,
    /// What it counts.
    pub(super) weight: f32,
    /// As written in the lexicon.
    pub(super) text: String,
    /// Lexicon file.
    pub(super) file: &'static str,
    /// Line of the file, from 1.
    pub(super) line: usize,
    /// It silences its role where it stands.
    pub(super) unless: bool,
    /// It counts only at the head of a sentence.
    initial: bool,
}

/// Weight of a theme's pattern: that of a weak term, since what only a pattern can say (a sum of money) stands everywhere.
const PATTERN: f32 = 0.5;

/// Every rule of the lexicon.
#[derive(Debug)]
pub(super) struct Rules {
    list: Vec<Rule>,
    /// Regular expressions with the numbers of their rules.
    patterns: Vec<(u32, Regex)>,
    /// All of them in one.
    any_pattern: Option<Regex>,
    matcher: Matcher,
}

/// The rules as the entries of a lexicon come in.
#[derive(Debug, Default)]
struct Growing {
    list: Vec<Rule>,
    patterns: Vec<(u32, Regex)>,
    terms: Terms,
}

impl Growing {
    fn add_stated(&mut self, entry: &Entry, stated: Role, subject: Role) {
        self.add(&entry.terms, stated, false);
        self.add(&entry.subjects, subject, false);
        self.add(&entry.unless, stated, true);
        self.add(&entry.unless, subject, true);
        self.add_patterns(&entry.patterns, stated, 1.0);
    }

    fn add_patterns(&mut self, patterns: &[Pattern], role: Role, weight: f32) {
        for pattern in patterns {
            self.patterns.push((self.list.len() as u32, pattern.regex.clone()));
            let (text, file) = (pattern.text.clone(), file_of(role));
            self.list.push(Rule { role, weight, text, file, line: pattern.line, unless: false, initial: false });
        }
    }

    fn add(&mut self, terms: &[WeightedTerm], role: Role, unless: bool) {
        for term in terms {
            self.terms.add(self.list.len() as u32, &term.term);
            let (weight, text, line) = (term.weight, term.text.clone(), term.line);
            self.list.push(Rule { role, weight, text, file: file_of(role), line, unless, initial: term.initial });
        }
    }
}

impl Rules {
    /// The rules of a lexicon.
    pub(super) fn new(lexicon: &Lexicon) -> Rules {
        let mut rules = Growing::default();
        for (i, entry) in (0u16..).zip(&lexicon.themes) {
            rules.add(&entry.terms, Role::Theme(i), false);
            rules.add(&entry.unless, Role::Theme(i), true);
            rules.add_patterns(&entry.patterns, Role::Theme(i), PATTERN);
        }
        for (i, entry) in (0u16..).zip(&lexicon.challenges) {
            rules.add_stated(entry, Role::Challenge(i), Role::ChallengeSubject(i));
        }
        for (i, entry) in (0u16..).zip(&lexicon.strengths) {
            rules.add_stated(entry, Role::Strength(i), Role::StrengthSubject(i));
        }
        for entry in &lexicon.cues {
            if let Some(cue) = cue::with_id(&entry.id) {
                rules.add(&entry.terms, Role::Cue(cue), false);
                rules.add(&entry.unless, Role::Cue(cue), true);
            }
        }
        let Growing { list, patterns, terms } = rules;
        let any_pattern = pattern::any_written(patterns.iter().map(|(rule, _)| list[*rule as usize].text.as_str()));
        Rules { list, patterns, any_pattern, matcher: Matcher::new(terms, &lexicon.words) }
    }

    /// The rule of a hit.
    pub(super) fn rule(&self, hit: &Hit) -> &Rule {
        &self.list[hit.rule as usize]
    }

    /// The hits in a text that stand, by first word.
    ///
    /// Within a lane (themes, stated challenges, subjects, polarity, claims, ...) a hit inside a longer one falls; one that only
    /// overlaps stays. A hit that an `unless` phrase of its concept touches falls. A phrase that says nothing
    /// ([`Cue::Nothing`]) silences every cue and stated challenge or strength within it.
    pub(super) fn find(&self, tokens: &Tokens, text: &str) -> Vec<Hit> {
        let (mut hits, fates) = self.weigh(tokens, text);
        let mut fates = fates.into_iter();
        hits.retain(|_| fates.next() == Some(Fate::Stands));
        hits
    }

    /// Every hit with what becomes of it, by first word; `unless` phrases are no hits.
    pub(super) fn weigh(&self, tokens: &Tokens, text: &str) -> (Vec<Hit>, Vec<Fate>) {
        let mut all = self.matcher.find(tokens);
        for (rule, pattern) in self.patterns_of(text) {
            for found in pattern.find_iter(text) {
                let words = tokens.within(found.start(), found.end());
                if !words.is_empty() {
                    all.push(Hit { first: words.start as u32, last: words.end as u32 - 1, rule: *rule, apart: false });
                }
            }
        }
        all.sort_unstable();
        let (blocks, hits): (Vec<Hit>, Vec<Hit>) = all.into_iter().partition(|hit| self.rule(hit).unless);
        let mut fates: Vec<Fate> = hits.iter().map(|hit| self.alone(hit, &blocks, tokens)).collect();
        for (i, hit) in hits.iter().enumerate() {
            if fates[i] != Fate::Stands {
                continue;
            }
            let role = self.rule(hit).role;
            // Hits are sorted by first word, so a longer hit around this one begins at or before it: look back while in reach,
            // and forward over those that begin with it.
            let silences = |j: &usize| {
                let other = &hits[*j];
                let outer = self.rule(other).role;
                let around = hit.last <= other.last && other.last - other.first > hit.last - hit.first;
                matches!(fates[*j], Fate::Stands | Fate::Within(_))
                    && !other.apart
                    && other.first <= hit.first
                    && (around && swallows(outer, role)
                        || other.first < hit.first && hit.first <= other.last && contradicts(outer, role))
            };
            let before = (0..i).rev().take_while(|j| hit.first - hits[*j].first <= LONGEST_TERM);
            let with = (i + 1..hits.len()).take_while(|j| hits[*j].first == hit.first);
            if let Some(j) = before.chain(with).find(silences) {
                fates[i] = Fate::Within(hits[j].rule);
            }
        }
        (hits, fates)
    }

    /// The regular expressions that may be found in a text; mostly none.
    fn patterns_of(&self, text: &str) -> &[(u32, Regex)] {
        match &self.any_pattern {
            Some(any) if !any.is_match(text) => &[],
            _ => &self.patterns,
        }
    }

    /// What becomes of a hit by its own place, whatever stands around it.
    fn alone(&self, hit: &Hit, blocks: &[Hit], tokens: &Tokens) -> Fate {
        let rule = self.rule(hit);
        let head = tokens.list().get(hit.first as usize).is_some_and(|token| token.gap == Gap::Stop);
        if rule.initial && !head {
            return Fate::NotAtHead;
        }
        let reach = blocks.partition_point(|b| b.first <= hit.last);
        let mut near = blocks[..reach].iter().rev().take_while(|b| b.first + LONGEST_BLOCK >= hit.first);
        match near.find(|b| self.rule(b).role == rule.role && b.last >= hit.first) {
            Some(block) => Fate::Unless(block.rule),
            None => Fate::Stands,
        }
    }

    /// Every rule, by number.
    pub(super) fn all(&self) -> &[Rule] {
        &self.list
    }

    /// The numbers of the rules that are found in a text, whatever becomes of them.
    pub(super) fn fired<'a>(&'a self, tokens: &Tokens, text: &'a str) -> impl Iterator<Item = u32> + 'a {
        let patterns = self.patterns_of(text).iter().filter(|(_, pattern)| pattern.is_match(text));
        self.matcher.find(tokens).into_iter().map(|hit| hit.rule).chain(patterns.map(|(rule, _)| *rule))
    }

    /// The rule with this number.
    pub(super) fn numbered(&self, number: u32) -> &Rule {
        &self.list[number as usize]
    }
}

/// The file that holds the terms of a role.
pub(super) fn file_of(role: Role) -> &'static str {
    match role {
        Role::Theme(_) => "themes.toml",
        Role::Challenge(_) | Role::ChallengeSubject(_) => "challenges.toml",
        Role::Strength(_) | Role::StrengthSubject(_) => "strengths.toml",
        Role::Cue(_) => "claims.toml",
    }
}

/// What becomes of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It counts.
    Stands,
    /// An `unless` phrase of its concept touches it.
    Unless(u32),
    /// It stands within the hit of another rule.
    Within(u32),
    /// It counts only at the head of a sentence.
    NotAtHead,
}

/// Words of the longest term that is looked back for.
const LONGEST_TERM: u32 = 16;
/// Words of the longest `unless` phrase, gaps included.
const LONGEST_BLOCK: u32 = 40;

/// Whether a hit of the first role silences a shorter one of the second within it.
fn swallows(outer: Role, inner: Role) -> bool {
    match (outer, inner) {
        (Role::Cue(Cue::Nothing), Role::Challenge(_) | Role::Strength(_)) => true,
        // "No deficiencies" is no deficiency, and "no clear leadership" no leadership.
        (Role::Cue(Cue::Success), Role::Challenge(_)) | (Role::Cue(Cue::Difficulty), Role::Strength(_)) => true,
        (Role::Cue(Cue::Nothing), Role::Cue(cue)) => !cue.is_opener() && cue != Cue::Procedure,
        (Role::Cue(Cue::Success), Role::Cue(Cue::Negation)) => true,
        (outer, inner) => lane(outer) == lane(inner),
    }
}

/// Of two overlapping cues that say the contrary, the first stands: "no longer a barrier to" is no "barrier to".
fn contradicts(first: Role, second: Role) -> bool {
    matches!(
        (first, second),
        (Role::Cue(Cue::Success), Role::Cue(Cue::Difficulty) | Role::Challenge(_))
            | (Role::Cue(Cue::Difficulty), Role::Cue(Cue::Success))
    )
}

fn lane(role: Role) -> u8 {
    match role {
        Role::Theme(_) => 0,
        Role::Challenge(_) => 1,
        Role::ChallengeSubject(_) => 2,
        Role::Strength(_) => 3,
        Role::StrengthSubject(_) => 4,
        Role::Cue(cue) => match cue {
            Cue::Difficulty | Cue::Success | Cue::Nothing | Cue::Mitigation | Cue::Resolution => 5,
            Cue::Negation => 9,
            Cue::Procedure => 10,
            Cue::Overcome | Cue::Failing | Cue::Wanted | Cue::Watched => 11,
            Cue::Denial => 12,
            Cue::HighIsGood | Cue::LowIsGood => 13,
            Cue::Rise | Cue::Fall => 14,
            Cue::Aim | Cue::Ask | Cue::Caveat | Cue::Result | Cue::Activity => 6,
            Cue::Contrast | Cue::Concession | Cue::Despite => 7,
            Cue::OpensStrengths | Cue::OpensChallenges | Cue::OpensAsks | Cue::OpensAims => 8,
        },
    }
}
