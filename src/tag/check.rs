//! What may be wrong with a lexicon that can be read: terms written twice, shared by concepts, or never found.

use super::rules::Role;
use super::substance::{self, Substance};
use super::tagger::Tagger;
use super::tokens::Tokens;
use crate::model::paper::Paper;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is the matter with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// It stands twice for the same thing.
    Duplicate,
    /// Several concepts of one kind have it.
    Shared,
    /// It is found nowhere in the papers that were looked through.
    NeverFires,
}

/// A term to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Issue {
    /// Lexicon file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is the matter.
    pub kind: IssueKind,
    /// The concept.
    pub concept: String,
    /// The term.
    pub term: String,
    /// In plain words, with the other place.
    pub message: String,
}

impl Tagger {
    /// Terms that stand twice for one thing, and terms that several themes, challenges or strengths share, by file and line.
    pub fn issues(&self) -> Vec<Issue> {
        let mut out = Vec::new();
        let mut seen: BTreeMap<(u8, bool, String), Vec<usize>> = BTreeMap::new();
        for (i, rule) in self.rules.all().iter().enumerate() {
            let kind = match rule.role {
                Role::Theme(_) => 0,
                Role::Challenge(_) => 1,
                Role::ChallengeSubject(_) => 2,
                Role::Strength(_) => 3,
                Role::StrengthSubject(_) => 4,
                Role::Cue(_) => 5,
            };
            // An `unless` phrase silences what is stated and its subjects, so that it has two rules on one line.
            if rule.unless && matches!(rule.role, Role::ChallengeSubject(_) | Role::StrengthSubject(_)) {
                continue;
            }
            seen.entry((kind, rule.unless, rule.text.to_lowercase())).or_default().push(i);
        }
        for ((.., unless, _), places) in seen {
            for (n, at) in places.iter().enumerate().skip(1) {
                let rule = &self.rules.all()[*at];
                let first = places[..n].iter().map(|i| &self.rules.all()[*i]).find(|other| other.role == rule.role);
                let (kind, message) = match (first, unless) {
                    (Some(first), _) => {
                        (IssueKind::Duplicate, format!("stands already on line {}; remove one", first.line))
                    }
                    (None, true) => continue,
                    (None, false) => {
                        let other = &self.rules.all()[places[0]];
                        let name = self.concept_of(other.role);
                        (IssueKind::Shared, format!("`{name}` has it too, on line {}", other.line))
                    }
                };
                out.push(self.issue(*at, kind, message));
            }
        }
        out.sort();
        out
    }

    /// Counts in `fired` how often each term is found in a paper; the counts of several papers add up.
    pub fn count_fired(&self, paper: &Paper, fired: &mut Vec<u64>) {
        fired.resize(self.rules.all().len(), 0);
        for passage in &paper.passages {
            let tokens = Tokens::of(&passage.text);
            for rule in self.rules.fired(&tokens, &passage.text) {
                fired[rule as usize] += 1;
            }
        }
        for heading in paper.outline.iter().map(|h| h.text.as_str()).chain([paper.title.as_str()]) {
            let tokens = Tokens::of(heading);
            for rule in self.rules.fired(&tokens, heading) {
                fired[rule as usize] += 1;
            }
        }
    }

    /// The terms that were found nowhere, by [`Tagger::count_fired`].
    pub fn never_fired(&self, fired: &[u64]) -> Vec<Issue> {
        let mut out: Vec<Issue> = (0..self.rules.all().len())
            .filter(|i| fired.get(*i).copied().unwrap_or(0) == 0 && !self.rules.all()[*i].unless)
            .map(|i| self.issue(i, IssueKind::NeverFires, "is found nowhere in the papers of the index".to_owned()))
            .collect();
        out.sort();
        out
    }

    /// Whether a theme, challenge or strength has a term that is this whole phrase, or a way of writing it.
    pub fn has_term(&self, phrase: &str) -> bool {
        let tokens = Tokens::of(phrase);
        let last = tokens.list().len().saturating_sub(1) as u32;
        self.rules
            .find(&tokens, phrase)
            .iter()
            .any(|hit| hit.first == 0 && hit.last == last && !matches!(self.rules.rule(hit).role, Role::Cue(_)))
    }

    /// Whether a text makes a statement, rather than keep a record of procedure, names or figures.
    pub fn makes_statement(&self, text: &str) -> bool {
        let tokens = Tokens::of(text);
        substance::of(text, &tokens, &self.rules.find(&tokens, text), &self.rules) == Substance::Says
    }

    fn issue(&self, rule: usize, kind: IssueKind, message: String) -> Issue {
        let rule = &self.rules.all()[rule];
        Issue {
            file: rule.file.to_owned(),
            line: rule.line,
            kind,
            concept: self.concept_of(rule.role),
            term: rule.text.clone(),
            message,
        }
    }

    fn concept_of(&self, role: Role) -> String {
        let id = |entries: &[super::lexicon::Entry], i: u16| {
            entries.get(i as usize).map(|e| e.id.clone()).unwrap_or_default()
        };
        match role {
            Role::Theme(i) => id(&self.lexicon.themes, i),
            Role::Challenge(i) | Role::ChallengeSubject(i) => id(&self.lexicon.challenges, i),
            Role::Strength(i) | Role::StrengthSubject(i) => id(&self.lexicon.strengths, i),
            Role::Cue(cue) => cue.id().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::gold::paper;

    #[test]
    fn doubled_shared_and_silent_terms_are_named_with_their_lines() {
        let dir = tempfile::tempdir().unwrap();
        let text =
            "[[theme]]\nid = \"a\"\nterms = [\"bus\", \"tram\",\n\"bus\"]\n[[theme]]\nid = \"b\"\nterms = [\"tram\"]\n";
        crate::util::fs::replace(&dir.path().join("themes.toml"), text.as_bytes()).unwrap();
        let tagger = Tagger::load(Some(dir.path())).unwrap();
        let issues: Vec<Issue> = tagger.issues().into_iter().filter(|i| i.file == "themes.toml").collect();
        let read: Vec<(usize, IssueKind, &str)> = issues.iter().map(|i| (i.line, i.kind, i.term.as_str())).collect();
        assert_eq!(read, [(4, IssueKind::Duplicate, "bus"), (7, IssueKind::Shared, "tram")]);
        let mut fired = Vec::new();
        tagger.count_fired(&paper(&[("The bus was late.", &[], None, None)]), &mut fired);
        let silent: Vec<Issue> = tagger.never_fired(&fired).into_iter().filter(|i| i.file == "themes.toml").collect();
        assert!(silent.iter().all(|i| i.term == "tram") && silent.len() == 2);
    }
}
