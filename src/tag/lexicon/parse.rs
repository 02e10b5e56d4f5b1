//! Reads one lexicon file: TOML tables to entries, with the line of everything that can be wrong.

use super::error::LexiconError;
use super::term::{self, Term};
use super::words::Words;
use crate::util::nearest::remedy;
use crate::util::pattern;
use regex::Regex;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Weight of a term under `weak`: one alone does not reach the threshold, two different ones do.
pub(super) const WEAK: f32 = 0.5;
/// Weight of a term under `strong`: one alone decides in a passage of any length.
pub(super) const STRONG: f32 = 1.5;

/// One term with its weight.
#[derive(Debug, Clone)]
pub(in crate::tag) struct WeightedTerm {
    /// As written.
    pub(in crate::tag) text: String,
    /// What it matches.
    pub(in crate::tag) term: Term,
    /// What it counts towards the threshold.
    pub(in crate::tag) weight: f32,
    /// It counts only at the head of a sentence.
    pub(in crate::tag) initial: bool,
    /// Line of its file, from 1.
    pub(in crate::tag) line: usize,
}

impl WeightedTerm {
    /// It is words as people say them, without the signs and operators of the language of terms.
    pub(in crate::tag) fn is_phrase(&self) -> bool {
        matches!(self.term, Term::Words(_)) && !self.initial && !self.text.contains(['(', '|', ')', '*', '=', '^', '#'])
    }
}

/// A regular expression, for what words cannot say.
#[derive(Debug, Clone)]
pub(in crate::tag) struct Pattern {
    /// As written.
    pub(in crate::tag) text: String,
    /// What finds it.
    pub(in crate::tag) regex: Regex,
    /// Line of its file, from 1.
    pub(in crate::tag) line: usize,
}

/// A concept or a group of cues.
#[derive(Debug, Clone)]
pub(in crate::tag) struct Entry {
    /// Stable id.
    pub(in crate::tag) id: String,
    /// What people call it.
    pub(in crate::tag) label: String,
    /// When a passage belongs to it.
    pub(in crate::tag) definition: String,
    /// Id of the entry of the same file that it belongs to.
    pub(in crate::tag) broader: Option<String>,
    /// Terms that name it.
    pub(in crate::tag) terms: Vec<WeightedTerm>,
    /// Things that become the concept when a cue stands with them.
    pub(in crate::tag) subjects: Vec<WeightedTerm>,
    /// Phrases that silence every term that they touch.
    pub(in crate::tag) unless: Vec<WeightedTerm>,
    /// Regular expressions over a passage.
    pub(in crate::tag) patterns: Vec<Pattern>,
    /// Sum of weights of different terms that a passage needs.
    pub(in crate::tag) threshold: f32,
}

/// What a file holds.
pub(super) struct FileShape {
    /// File name.
    pub(super) name: &'static str,
    /// Name of its tables.
    pub(super) table: &'static str,
    /// Keys of a table.
    pub(super) keys: &'static [&'static str],
    /// The ids it may hold; empty where any id will do.
    pub(super) ids: &'static [&'static str],
}

struct Reader<'a> {
    shape: &'a FileShape,
    text: &'a str,
    words: &'a mut Words,
    /// Where each line but the first begins.
    starts: Vec<usize>,
    /// What is wrong, as far as the rest can be read all the same.
    faults: Vec<LexiconError>,
}

/// The entries of a file, in its order; the words of their terms are put with those that are known.
pub(super) fn read(shape: &FileShape, text: &str, words: &mut Words) -> Result<Vec<Entry>, LexiconError> {
    let starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    let mut reader = Reader { shape, text, words, starts, faults: Vec::new() };
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        reader.fault(at, error.message(), "mend the TOML on this line")
    })?;
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in document.get_ref() {
        if key.get_ref() != shape.table {
            let problem = format!("unknown table `{}`", key.get_ref());
            return Err(reader.fault(key.span().start, &problem, &remedy(key.get_ref(), &[shape.table])));
        }
        let DeValue::Array(tables) = value.get_ref() else {
            let remedy = format!("write [[{}]] with double brackets", shape.table);
            return Err(reader.fault(value.span().start, "this is not a list of tables", &remedy));
        };
        for table in tables {
            let entry = match reader.entry(table) {
                Ok(entry) => entry,
                Err(fault) => {
                    reader.faults.push(fault);
                    continue;
                }
            };
            if entries.iter().any(|known| known.id == entry.id) {
                let problem = format!("`{}` stands twice in this file", entry.id);
                let fault = reader.fault(table.span().start, &problem, "merge the two tables");
                reader.faults.push(fault);
            }
            entries.push(entry);
        }
        // What is broader can be told only where every table could be read.
        if reader.faults.is_empty() {
            reader.refuse_orphans(tables, &entries);
        }
    }
    if entries.is_empty() && reader.faults.is_empty() {
        let remedy = format!("add a table [[{}]], or remove the file, so that the shipped one is used", shape.table);
        return Err(reader.fault(0, "the file holds nothing, so that nothing of its kind would be found", &remedy));
    }
    reader.faults.sort_by_key(|fault| match fault {
        LexiconError::Line { line, .. } => *line,
        _ => 0,
    });
    LexiconError::all(reader.faults)?;
    Ok(entries)
}

impl Reader<'_> {
    /// An entry belongs to another of the same file, not to itself.
    fn refuse_orphans(&mut self, tables: &[Spanned<DeValue<'_>>], entries: &[Entry]) {
        for (entry, table) in entries.iter().zip(tables) {
            let Some(broader) = &entry.broader else { continue };
            let others: Vec<&str> = entries.iter().map(|e| e.id.as_str()).filter(|id| *id != entry.id).collect();
            if !others.contains(&broader.as_str()) {
                let problem =
                    format!("`{}` has `{broader}` as broader, which is no other entry of this file", entry.id);
                let fault = self.fault(table.span().start, &problem, &remedy(broader, &others));
                self.faults.push(fault);
            }
        }
    }

    fn fault(&self, at: usize, problem: &str, remedy: &str) -> LexiconError {
        let line = self.line(at);
        LexiconError::Line {
            file: self.shape.name.to_owned(),
            line,
            problem: problem.to_owned(),
            remedy: remedy.to_owned(),
        }
    }

    /// The line of this byte, from 1.
    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at.min(self.text.len())) + 1
    }

    fn entry(&mut self, table: &Spanned<DeValue<'_>>) -> Result<Entry, LexiconError> {
        let DeValue::Table(pairs) = table.get_ref() else {
            return Err(self.fault(table.span().start, "this is not a table", "give it an id and terms"));
        };
        let mut entry = Entry {
            id: String::new(),
            label: String::new(),
            definition: String::new(),
            broader: None,
            terms: Vec::new(),
            subjects: Vec::new(),
            unless: Vec::new(),
            patterns: Vec::new(),
            threshold: 1.0,
        };
        for (key, value) in pairs {
            if let Err(fault) = self.key(&mut entry, key, value) {
                self.faults.push(fault);
            }
        }
        let ids = self.shape.ids;
        if entry.id.is_empty() {
            return Err(self.fault(table.span().start, "a table has no id", "add a line such as id = \"digital\""));
        }
        if !ids.is_empty() && !ids.contains(&entry.id.as_str()) {
            let problem = format!("unknown id `{}`", entry.id);
            return Err(self.fault(table.span().start, &problem, &remedy(&entry.id, ids)));
        }
        if entry.label.is_empty() {
            entry.label.clone_from(&entry.id);
        }
        Ok(entry)
    }

    fn key(
        &mut self,
        entry: &mut Entry,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), LexiconError> {
        if !self.shape.keys.contains(&key.get_ref().as_ref()) {
            let problem = format!("unknown key `{}`", key.get_ref());
            return Err(self.fault(key.span().start, &problem, &remedy(key.get_ref(), self.shape.keys)));
        }
        match key.get_ref().as_ref() {
            "id" => entry.id = self.string(value)?,
            "label" => entry.label = self.string(value)?,
            "definition" => entry.definition = self.string(value)?,
            "broader" => entry.broader = Some(self.string(value)?),
            "threshold" => entry.threshold = self.number(value)?,
            "terms" => entry.terms.extend(self.terms(value, 1.0)?),
            "strong" => entry.terms.extend(self.terms(value, STRONG)?),
            "weak" => entry.terms.extend(self.terms(value, WEAK)?),
            "subjects" => entry.subjects.extend(self.terms(value, 1.0)?),
            "unless" => entry.unless.extend(self.terms(value, 1.0)?),
            "patterns" => entry.patterns.extend(self.patterns(value)?),
            other => return Err(self.fault(value.span().start, &format!("`{other}` cannot be read"), "remove it")),
        }
        Ok(())
    }

    fn string(&self, value: &Spanned<DeValue<'_>>) -> Result<String, LexiconError> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
            _ => Err(self.fault(value.span().start, "text is needed here", "write it in quotation marks")),
        }
    }

    fn number(&self, value: &Spanned<DeValue<'_>>) -> Result<f32, LexiconError> {
        let parsed = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse::<f32>().ok(),
            DeValue::Integer(number) => number.as_str().parse::<f32>().ok(),
            _ => None,
        };
        parsed
            .filter(|n| n.is_finite() && *n > 0.0)
            .ok_or_else(|| self.fault(value.span().start, "a number above 0 is needed here", "write one such as 0.5"))
    }

    fn list<'v, 'i>(&self, value: &'v Spanned<DeValue<'i>>) -> Result<&'v [Spanned<DeValue<'i>>], LexiconError> {
        match value.get_ref() {
            DeValue::Array(items) => Ok(items),
            _ => Err(self.fault(value.span().start, "a list is needed here", "write it in square brackets")),
        }
    }

    fn terms(&mut self, value: &Spanned<DeValue<'_>>, weight: f32) -> Result<Vec<WeightedTerm>, LexiconError> {
        let mut out = Vec::new();
        for item in self.list(value)? {
            match self.term(item, weight) {
                Ok(term) => out.push(term),
                Err(fault) => self.faults.push(fault),
            }
        }
        Ok(out)
    }

    fn term(&mut self, item: &Spanned<DeValue<'_>>, weight: f32) -> Result<WeightedTerm, LexiconError> {
        let (text, weight) = match item.get_ref() {
            DeValue::Table(pairs) => self.weighted(item, pairs, weight)?,
            _ => (self.string(item)?, weight),
        };
        let (initial, words) = match text.strip_prefix('^') {
            Some(words) => (true, words),
            None => (false, text.as_str()),
        };
        let term = term::parse(words, self.words)
            .map_err(|problem| self.fault(item.span().start, &format!("the term `{text}` cannot be read"), &problem))?;
        Ok(WeightedTerm { text, term, weight, initial, line: self.line(item.span().start) })
    }

    /// `{ term = "resilience", weight = 0.7 }`
    fn weighted(
        &self,
        item: &Spanned<DeValue<'_>>,
        pairs: &DeTable<'_>,
        default: f32,
    ) -> Result<(String, f32), LexiconError> {
        let (mut text, mut weight) = (None, default);
        for (key, value) in pairs {
            match key.get_ref().as_ref() {
                "term" => text = Some(self.string(value)?),
                "weight" => weight = self.number(value)?,
                other => {
                    let instead = remedy(other, &["term", "weight"]);
                    return Err(self.fault(key.span().start, &format!("unknown key `{other}`"), &instead));
                }
            }
        }
        let text = text.ok_or_else(|| self.fault(item.span().start, "a term has no words", "add term = \"...\""))?;
        Ok((text, weight))
    }

    fn patterns(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Pattern>, LexiconError> {
        let mut out = Vec::new();
        for item in self.list(value)? {
            let text = self.string(item)?;
            let regex = pattern::written(&text).map_err(|error| {
                let problem =
                    format!("the pattern `{text}` is not a regular expression ({})", last_line(&error.to_string()));
                self.fault(item.span().start, &problem, "mend the pattern")
            })?;
            out.push(Pattern { text, regex, line: self.line(item.span().start) });
        }
        Ok(out)
    }
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or("").trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: FileShape = FileShape {
        name: "themes.toml",
        table: "theme",
        keys: &["id", "terms", "weak", "patterns"],
        ids: &["digital", "housing"],
    };

    fn fault(text: &str) -> String {
        read(&SHAPE, text, &mut Words::default()).unwrap_err().to_string()
    }

    #[test]
    fn a_file_is_read() {
        let text = "[[theme]]\nid = \"digital\"\nterms = [\"device\", { term = \"internet\", weight = 0.7 }]\nweak = [\"online\"]\n";
        let entries = read(&SHAPE, text, &mut Words::default()).unwrap();
        let weights: Vec<f32> = entries[0].terms.iter().map(|t| t.weight).collect();
        assert_eq!(weights, [1.0, 0.7, 0.5]);
    }

    #[test]
    fn faults_name_line_and_remedy() {
        assert_eq!(
            fault("[[theme]]\nid = \"digital\"\nterm = []\n"),
            "themes.toml, line 3: unknown key `term`; did you mean `terms`?"
        );
        assert_eq!(
            fault("[[theme]]\nid = \"digitle\"\n"),
            "themes.toml, line 1: unknown id `digitle`; did you mean `digital`?"
        );
        assert!(
            fault("[[theme]]\nid = \"digital\"\nterms = [\n\"a\",\n\"(b\"]\n")
                .starts_with("themes.toml, line 5: the term `(b`")
        );
        assert!(fault("[[theme]]\nid = \"digital\"\npatterns = [\"(\"]\n").contains("line 3: the pattern `(`"));
        assert!(fault("").starts_with("themes.toml, line 1: the file holds nothing"));
        let all = fault("[[theme]]\nid = \"digital\"\nterms = [\n\"a?\",\n\"(b\"]\n[[theme]]\nid = \"x\"\n");
        assert!(
            all.starts_with("3 faults\nthemes.toml, line 4: ") && all.contains("line 5: ") && all.contains("line 6: "),
            "{all}"
        );
        assert!(fault("[[theme]]\nid = \n").starts_with("themes.toml, line 2: "));
    }
}
