//! The lexicon as a table and back: what [`crate::model::vocabulary`] needs of the parsed files, and the files that a table makes.

use super::parse::{self, Entry, FileShape, WeightedTerm};
use super::term;
use super::words::Words;
use super::{CHALLENGES, CLAIMS, Lexicon, LexiconError, STRENGTHS, THEMES};
use crate::model::vocabulary::{LexiconEntry, ListKind, TermUse, Vocabulary, Wording};
use crate::util::nearest::remedy;
use crate::util::pattern;
use std::fmt::Write;

/// Characters of a line of terms.
const LINE: usize = 118;

/// Every concept and cue with its terms, in the order of the files.
pub(in crate::tag) fn table(lexicon: &Lexicon) -> Vocabulary {
    let mut all = Vec::new();
    for (list, entries) in [
        (ListKind::Theme, &lexicon.themes),
        (ListKind::Challenge, &lexicon.challenges),
        (ListKind::Strength, &lexicon.strengths),
        (ListKind::Cue, &lexicon.cues),
    ] {
        all.extend(entries.iter().map(|entry| listed(list, entry)));
    }
    Vocabulary { entries: all }
}

fn listed(list: ListKind, entry: &Entry) -> LexiconEntry {
    let mut terms: Vec<Wording> = entry.terms.iter().map(named).collect();
    for (role, group) in [(TermUse::Subject, &entry.subjects), (TermUse::Unless, &entry.unless)] {
        terms.extend(group.iter().map(|term| Wording { role, text: term.text.clone(), weight: own(term.weight, 1.0) }));
    }
    terms.extend(entry.patterns.iter().map(|pattern| Wording {
        role: TermUse::Pattern,
        text: pattern.text.clone(),
        weight: None,
    }));
    terms.sort_by_key(|term| term.role);
    LexiconEntry {
        list,
        id: entry.id.clone(),
        label: entry.label.clone(),
        definition: entry.definition.clone(),
        broader: entry.broader.clone(),
        threshold: own(entry.threshold, 1.0),
        terms,
    }
}

fn own(weight: f32, usual: f32) -> Option<f32> {
    (weight != usual).then_some(weight)
}

/// A term that names its concept, under the key that gives its weight.
fn named(term: &WeightedTerm) -> Wording {
    let (role, weight) = match term.weight {
        parse::STRONG => (TermUse::Strong, None),
        parse::WEAK => (TermUse::Weak, None),
        weight => (TermUse::Term, own(weight, 1.0)),
    };
    Wording { role, text: term.text.clone(), weight }
}

/// The files of the lists that a table holds, each read once so that what is wrong with a term is known before it is written.
pub(in crate::tag) fn files(table: &Vocabulary) -> Result<Vec<(&'static str, String)>, LexiconError> {
    let mut out = Vec::new();
    for list in ListKind::ALL {
        let shape = shape(list);
        let entries: Vec<&LexiconEntry> = table.entries.iter().filter(|entry| entry.list == list).collect();
        if entries.is_empty() {
            continue;
        }
        let text = toml(shape, &entries);
        parse::read(shape, &text, &mut Words::default())?;
        out.push((shape.name, text));
    }
    Ok(out)
}

/// What is wrong with entries of a table and their terms, by their positions, in plain English with the remedy. Files made of a table
/// without faults can be read.
pub(in crate::tag) fn faults(table: &Vocabulary) -> Vec<(usize, Option<usize>, String)> {
    let mut out = Vec::new();
    let mut words = Words::default();
    for (at, entry) in table.entries.iter().enumerate() {
        let shape = shape(entry.list);
        let list = entry.list.as_str();
        if !shape.ids.is_empty() && !shape.ids.contains(&entry.id.as_str()) {
            out.push((at, None, format!("there is no {list} `{}`; {}", entry.id, remedy(&entry.id, shape.ids))));
        }
        if entry.threshold.is_some() && !shape.keys.contains(&"threshold") {
            out.push((at, None, format!("a {list} has no threshold; empty the cell")));
        }
        if let Some(broader) = &entry.broader {
            let others = table.entries.iter().filter(|other| other.list == entry.list && other.id != entry.id);
            let others: Vec<&str> = others.map(|other| other.id.as_str()).collect();
            if !others.contains(&broader.as_str()) {
                let nearest = remedy(broader, &others);
                out.push((at, None, format!("the broader concept `{broader}` is no other {list}; {nearest}")));
            }
        }
        for (number, term) in entry.terms.iter().enumerate() {
            if let Err(problem) = readable(shape, term, &mut words) {
                out.push((at, Some(number), problem));
            }
        }
    }
    out
}

fn readable(shape: &FileShape, term: &Wording, words: &mut Words) -> Result<(), String> {
    let text = &term.text;
    if !shape.keys.contains(&term.role.key()) {
        let own: Vec<&str> =
            TermUse::ALL.iter().filter(|role| shape.keys.contains(&role.key())).map(|role| role.as_str()).collect();
        return Err(format!("a {} has no `{}`; use one of: {}", shape.table, term.role.as_str(), own.join(", ")));
    }
    if term.role == TermUse::Pattern {
        if term.weight.is_some() {
            return Err(format!("the pattern `{text}` cannot have a weight; empty the cell"));
        }
        return match pattern::written(text) {
            Ok(_) => Ok(()),
            Err(_) => Err(format!("the pattern `{text}` is not a regular expression; mend it, or write a term")),
        };
    }
    let plain = text.strip_prefix('^').unwrap_or(text);
    let read = term::parse(plain, words).map(|_| ());
    read.map_err(|problem| format!("the term `{text}` cannot be read; {problem}"))
}

fn shape(list: ListKind) -> &'static FileShape {
    match list {
        ListKind::Theme => &THEMES,
        ListKind::Challenge => &CHALLENGES,
        ListKind::Strength => &STRENGTHS,
        ListKind::Cue => &CLAIMS,
    }
}

fn toml(shape: &FileShape, entries: &[&LexiconEntry]) -> String {
    let mut out = String::from("# Made by `sederunt lexicon import`.\n");
    for entry in entries {
        let _ = write!(out, "\n[[{}]]\nid = {}\n", shape.table, quoted(&entry.id));
        if shape.keys.contains(&"label") && !entry.label.is_empty() {
            let _ = writeln!(out, "label = {}", quoted(&entry.label));
        }
        if !entry.definition.is_empty() {
            let _ = writeln!(out, "definition = {}", quoted(&entry.definition));
        }
        if let Some(broader) = &entry.broader {
            let _ = writeln!(out, "broader = {}", quoted(broader));
        }
        if let Some(threshold) = entry.threshold {
            let _ = writeln!(out, "threshold = {threshold}");
        }
        for role in TermUse::ALL {
            list(&mut out, role, entry);
        }
    }
    out
}

/// One key with its terms, several to a line.
fn list(out: &mut String, role: TermUse, entry: &LexiconEntry) {
    let terms: Vec<String> = entry.terms.iter().filter(|term| term.role == role).map(item).collect();
    if terms.is_empty() {
        return;
    }
    let _ = writeln!(out, "{} = [", role.key());
    let mut line = String::new();
    for term in terms {
        if !line.is_empty() && line.len() + term.len() + 2 > LINE {
            let _ = writeln!(out, " {line}");
            line.clear();
        }
        let _ = write!(line, " {term},");
    }
    let _ = write!(out, " {line}\n]\n");
}

fn item(term: &Wording) -> String {
    match term.weight {
        Some(weight) => format!("{{ term = {}, weight = {weight} }}", quoted(&term.text)),
        None => quoted(&term.text),
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::lexicon::LexiconFiles;
    use crate::util::fs;
    use std::path::Path;

    fn read(dir: Option<&Path>) -> Lexicon {
        Lexicon::of(&LexiconFiles::read(dir).unwrap()).unwrap()
    }

    #[test]
    fn the_shipped_lexicon_comes_back_equal() {
        let shipped = table(&read(None));
        assert!(shipped.terms() > 3000, "{}", shipped.terms());
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files(&shipped).unwrap() {
            fs::replace(&dir.path().join(name), text.as_bytes()).unwrap();
        }
        assert_eq!(table(&read(Some(dir.path()))), shipped);
    }

    #[test]
    fn weights_thresholds_and_signs_are_kept_and_faults_are_told() {
        let term = |role, text: &str, weight| Wording { role, text: text.into(), weight };
        let entry = LexiconEntry {
            list: ListKind::Theme,
            id: "a".into(),
            label: "Say \"a\"".into(),
            definition: "Back\\slash".into(),
            broader: None,
            threshold: Some(0.5),
            terms: vec![
                term(TermUse::Strong, "bus", None),
                term(TermUse::Term, "hub", Some(0.7)),
                term(TermUse::Pattern, "£\\s?[0-9]+", None),
            ],
        };
        let read = |entries: Vec<LexiconEntry>| {
            let files = files(&Vocabulary { entries })?;
            let entries = parse::read(&THEMES, &files[0].1, &mut Words::default())?;
            Ok::<_, LexiconError>(entries.iter().map(|entry| listed(ListKind::Theme, entry)).collect::<Vec<_>>())
        };
        assert_eq!(read(vec![entry.clone()]).unwrap(), std::slice::from_ref(&entry));
        let bad = LexiconEntry { terms: vec![term(TermUse::Term, "(open", None)], ..entry.clone() };
        assert!(read(vec![bad]).unwrap_err().to_string().contains("(open"));
        let orphan = LexiconEntry { broader: Some("b".into()), ..entry };
        assert!(read(vec![orphan]).unwrap_err().to_string().contains("broader"));
    }
}
