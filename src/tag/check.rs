//! What may be wrong with a lexicon that can be read: terms written twice, shared by concepts, or never found, and bodies of areas that are
//! none.

use super::lexicon::term::Term;
use super::lexicon::words::Sequence;
use super::lexicon::{WeightedTerm, cue};
use super::rules::{Role, file_of};
use super::substance::{self, Substance};
use super::tagger::Tagger;
use super::tokens::Tokens;
use crate::model::paper::Paper;
use serde::Serialize;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

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
    /// A body has the code of no area or nation.
    UnknownArea,
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

/// What a term finds: a sequence of words, or two with a gap and an order between them, each at the head of a sentence only or anywhere.
type Phrase<'a> = (bool, &'a Sequence, Option<(&'a Sequence, usize, bool)>);

/// A term of the lexicon with what it finds.
struct Listed<'a> {
    role: Role,
    /// The kind of its role, in which concepts can share a term.
    kind: Discriminant<Role>,
    unless: bool,
    text: &'a str,
    line: usize,
    phrases: Vec<Phrase<'a>>,
}

impl<'a> Listed<'a> {
    fn of(role: Role, term: &'a WeightedTerm, unless: bool) -> Listed<'a> {
        let phrases = match &term.term {
            Term::Words(words) => words.iter().map(|words| (term.initial, words, None)).collect(),
            Term::Near { left, right, gap, ordered } => left
                .iter()
                .flat_map(|left| right.iter().map(move |right| (term.initial, left, Some((right, *gap, *ordered)))))
                .collect(),
        };
        Listed { role, kind: discriminant(&role), unless, text: &term.text, line: term.line, phrases }
    }
}

impl Tagger {
    /// Terms that stand twice for one thing, terms that several themes, challenges or strengths share, and codes of bodies that no area
    /// has, by file and line.
    ///
    /// Terms are the same where they find the same: two spellings, `&` for "and" and an option of a choice do not tell them apart,
    /// capitals do. Groups of cues overlap by design, so that what they share is not told.
    pub fn issues(&self) -> Vec<Issue> {
        let mut out = Vec::new();
        let listed = self.listed();
        // The terms that hold a phrase, in the order of the files.
        let mut holders: HashMap<(Discriminant<Role>, bool, Phrase<'_>), Vec<usize>> = HashMap::new();
        for (i, term) in listed.iter().enumerate() {
            for phrase in term.phrases.iter().copied() {
                holders.entry((term.kind, term.unless, phrase)).or_default().push(i);
            }
        }
        for (i, term) in listed.iter().enumerate() {
            let holding = |phrase| holders.get(&(term.kind, term.unless, phrase)).map_or(&[][..], Vec::as_slice);
            let Some(first) = term.phrases.first().copied() else { continue };
            // Other terms that find all that this one finds; of two that find the same, the later is to go.
            let around = |other: &&usize| {
                let wider = &listed[**other];
                **other != i
                    && term.phrases.iter().all(|phrase| holding(*phrase).contains(other))
                    && (wider.phrases.len() > term.phrases.len() || **other < i)
            };
            let others: Vec<&Listed<'_>> = holding(first).iter().filter(around).map(|other| &listed[*other]).collect();
            let own = others.iter().find(|other| other.role == term.role);
            let (kind, message) = match (own, others.first()) {
                (Some(own), _) if own.text == term.text => {
                    (IssueKind::Duplicate, format!("stands already on line {}; remove one", own.line))
                }
                (Some(own), _) if own.phrases.len() == term.phrases.len() => {
                    (IssueKind::Duplicate, format!("finds the same as `{}` on line {}; remove one", own.text, own.line))
                }
                (Some(_), _) => continue,
                (None, Some(other)) if !term.unless && !matches!(term.role, Role::Cue(_)) => {
                    let name = self.named(other.role).1;
                    (IssueKind::Shared, format!("`{name}` has it too, on line {}", other.line))
                }
                _ => continue,
            };
            out.push(Issue {
                file: file_of(term.role).to_owned(),
                line: term.line,
                kind,
                concept: self.named(term.role).1.to_owned(),
                term: term.text.to_owned(),
                message,
            });
        }
        out.extend(self.gazetteer.strange_areas().map(|(line, id, code)| Issue {
            file: "organisations.csv".to_owned(),
            line: line as usize,
            kind: IssueKind::UnknownArea,
            concept: id.to_owned(),
            term: code.to_owned(),
            message: "is the code of no area in places.csv; correct it, or add the area".to_owned(),
        }));
        out.sort();
        out
    }

    /// Every term of the lexicon with what it finds. An `unless` phrase silences what is stated and its subjects, and is listed once.
    fn listed<'a>(&'a self) -> Vec<Listed<'a>> {
        let mut out = Vec::new();
        let mut add = |role: Role, terms: &'a [WeightedTerm], unless: bool| {
            out.extend(terms.iter().map(|term| Listed::of(role, term, unless)));
        };
        let lexicon = &self.lexicon;
        for (i, entry) in (0u16..).zip(&lexicon.themes) {
            add(Role::Theme(i), &entry.terms, false);
            add(Role::Theme(i), &entry.unless, true);
        }
        for (i, entry) in (0u16..).zip(&lexicon.challenges) {
            add(Role::Challenge(i), &entry.terms, false);
            add(Role::ChallengeSubject(i), &entry.subjects, false);
            add(Role::Challenge(i), &entry.unless, true);
        }
        for (i, entry) in (0u16..).zip(&lexicon.strengths) {
            add(Role::Strength(i), &entry.terms, false);
            add(Role::StrengthSubject(i), &entry.subjects, false);
            add(Role::Strength(i), &entry.unless, true);
        }
        for entry in &lexicon.cues {
            if let Some(cue) = cue::with_id(&entry.id) {
                add(Role::Cue(cue), &entry.terms, false);
                add(Role::Cue(cue), &entry.unless, true);
            }
        }
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
            concept: self.named(rule.role).1.to_owned(),
            term: rule.text.clone(),
            message,
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
        let terms = "\"coordinate\", \"LOIP\", \"loip\", \"co-ordinate\", \"data & law\", \"data  and law\"";
        let text = format!("[[theme]]\nid = \"a\"\nterms = [{terms}]\n");
        crate::util::fs::replace(&dir.path().join("themes.toml"), text.as_bytes()).unwrap();
        let issues = Tagger::load(Some(dir.path())).unwrap().issues();
        let found: Vec<&str> = issues.iter().filter(|i| i.file == "themes.toml").map(|i| i.term.as_str()).collect();
        assert_eq!(found, ["co-ordinate", "data  and law"], "{issues:?}");
        let mut fired = Vec::new();
        tagger.count_fired(&paper(&[("The bus was late.", &[], None, None)]), &mut fired);
        let silent: Vec<Issue> = tagger.never_fired(&fired).into_iter().filter(|i| i.file == "themes.toml").collect();
        assert!(silent.iter().all(|i| i.term == "tram") && silent.len() == 2);
    }

    #[test]
    fn a_pattern_has_its_line_and_a_body_its_areas() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| crate::util::fs::replace(&dir.path().join(name), text.as_bytes()).unwrap();
        write("themes.toml", "[[theme]]\nid = \"a\"\nterms = [\"bus\"]\npatterns = [\"tram\",\n\"ferr(y|ies)\"]\n");
        write("organisations.csv", "id,label,areas,aliases,names_area,note\na,A,S12000047|S99000047,,no,\n");
        let tagger = Tagger::load(Some(dir.path())).unwrap();
        let told = |issue: &Issue| (issue.file.clone(), issue.line, issue.term.clone());
        let own = |issues: Vec<Issue>, file: &str| -> Vec<_> {
            issues.iter().map(told).filter(|(of, ..)| of == file).map(|(_, line, term)| (line, term)).collect()
        };
        let silent = own(tagger.never_fired(&[]), "themes.toml");
        assert_eq!(silent, [(3, "bus".to_owned()), (4, "tram".to_owned()), (5, "ferr(y|ies)".to_owned())]);
        assert_eq!(own(tagger.issues(), "organisations.csv"), [(2, "S99000047".to_owned())]);
        // All that is wrong is told at once, whichever file it is in.
        write("themes.toml", "[[theme]]\nid = \"a\"\nbroader = \"b\"\n[[theme]]\nid = \"c\"\nbroader = \"d\"\n");
        write("places.csv", "kind,code,name,nation,aliases,body,abbreviations,rule\ntown,,,,,,,\ncity,,,,,,,\n");
        let faults = Tagger::load(Some(dir.path())).unwrap_err().to_string();
        assert!(faults.starts_with("4 faults\nthemes.toml, line 1: "), "{faults}");
        assert!(faults.contains("\nthemes.toml, line 4: ") && faults.contains("\nplaces.csv, line 3: "), "{faults}");
    }
}
