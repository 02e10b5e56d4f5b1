//! Decisions of people about tags, and the file `review.csv` that keeps them.
//!
//! A decision finds its passage again by [`Decision::fingerprint`], a hash of the passage's normalised words and of how often
//! those words stood in the paper before it, within papers of the same title and date. It names no id of an index, so it outlives
//! a rebuild, a new extraction and a file that moves. Where the words changed a little, [`Decision::text_start`] finds the
//! nearest.

use crate::model::action::ActionStatus;
use crate::model::codebook::Facet;
use crate::model::date::PartialDate;
use crate::model::paper::{Paper, Passage};
use crate::util::dates::{self, month};
use crate::util::formula::{neutral, restored};
use crate::util::fs::{self, FsError};
use crate::util::hash::short_id;
use crate::util::text::{by_line_feeds, collapse, fold};
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file that is looked for in the working folder.
pub const FILE: &str = "review.csv";

/// The columns of the file, in order. More may follow on the right.
pub const COLUMNS: [&str; 11] = [
    "fingerprint",
    "paper_title",
    "paper_date",
    "facet",
    "concept",
    "decision",
    "to_concept",
    "note",
    "who",
    "when",
    "text_start",
];

/// How many characters of a passage [`Decision::text_start`] keeps.
pub const START: usize = 120;

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A concept on a passage. For a place the concept is the area's GSS code.
    Concept(Facet),
    /// The stance of a passage; the concept is the stance that it has.
    Stance,
    /// The status of an action, found by the action's words; the concept is the status that it has.
    ActionStatus,
}

impl Subject {
    /// The word in the column `facet`.
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Concept(facet) => facet.as_str(),
            Subject::Stance => "stance",
            Subject::ActionStatus => "action-status",
        }
    }

    /// The subject with this word.
    pub fn from_word(word: &str) -> Option<Subject> {
        let facets = [Facet::Theme, Facet::Place, Facet::Challenge, Facet::Strength, Facet::Organisation];
        facets
            .into_iter()
            .map(Subject::Concept)
            .chain([Subject::Stance, Subject::ActionStatus])
            .find(|subject| subject.as_str() == word)
    }
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The tag is right, whatever a later lexicon says.
    Keep,
    /// The tag is wrong.
    Reject,
    /// The tag is missing. For a stance or a status: this is the one.
    Add,
    /// The tag is to read [`Decision::to_concept`] instead.
    Merge,
}

impl Verdict {
    /// The word of the output contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Keep => "keep",
            Verdict::Reject => "reject",
            Verdict::Add => "add",
            Verdict::Merge => "merge",
        }
    }

    /// The verdict with this word.
    pub fn from_word(word: &str) -> Option<Verdict> {
        [Verdict::Keep, Verdict::Reject, Verdict::Add, Verdict::Merge].into_iter().find(|v| v.as_str() == word)
    }
}

/// One row of `review.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// See [`fingerprint`].
    pub fingerprint: String,
    /// Title of the paper.
    pub paper_title: String,
    /// Date of the paper as far as it is known, empty where it is not.
    pub paper_date: String,
    /// What it is about.
    pub subject: Subject,
    /// The concept, stance or status.
    pub concept: String,
    /// What was decided.
    pub verdict: Verdict,
    /// For [`Verdict::Merge`], the concept to read instead.
    pub to_concept: String,
    /// Why, in the reviewer's words.
    pub note: String,
    /// Who decided.
    pub who: String,
    /// When, as the reviewer writes it.
    pub when: String,
    /// The first words of the passage.
    pub text_start: String,
    /// Line of the file, from 1; 0 where it was not read from one.
    pub line: u64,
}

impl Decision {
    /// Whether it is about a paper of this title and date, as [`date_of`] writes it.
    pub fn is_of(&self, title: &str, date: &str) -> bool {
        self.is_dated(date) && fold(&self.paper_title) == fold(title)
    }

    /// Whether it may be about a paper of this date.
    pub fn is_dated(&self, date: &str) -> bool {
        // A spreadsheet makes the first day of a month that was a month alone.
        self.paper_date.is_empty()
            || self.paper_date == date
            || date.len() == 7 && self.paper_date.strip_suffix("-01") == Some(date)
    }

    /// What the decision decides: a second decision with the same key replaces it.
    pub fn key(&self) -> (&str, &str, &str, Subject, &str) {
        // A passage has one stance and an action one status, so that what was decided before is replaced.
        let concept = if matches!(self.subject, Subject::Concept(_)) { self.concept.as_str() } else { "" };
        (&self.paper_title, &self.paper_date, &self.fingerprint, self.subject, concept)
    }
}

/// The decisions of a file, with the rows that mean nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// Decisions in the file's order.
    pub decisions: Vec<Decision>,
    /// Rows that were left out: where they stand, why, and what to do.
    pub faults: Vec<String>,
}

/// A file of decisions that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// It could not be read.
    #[error(transparent)]
    File(#[from] FsError),
    /// It has signs in another encoding.
    #[error(
        "{name}, line {line}: the file is not text in UTF-8, so that its names cannot be trusted; save it as \"CSV UTF-8\" (in Excel under File, Save As; in LibreOffice choose the character set Unicode (UTF-8))"
    )]
    NotUtf8 {
        /// The file.
        name: String,
        /// Line of the first such sign, from 1.
        line: usize,
    },
}

/// The fingerprint of words that stand for the `occurrence`-th time in a paper, from 0.
pub fn fingerprint(text: &str, occurrence: usize) -> String {
    of_folded(&fold(text), occurrence)
}

fn of_folded(words: &str, occurrence: usize) -> String {
    short_id(&[words, &occurrence.to_string()])
}

/// The fingerprints of a paper's passages, in their order.
pub fn fingerprints(passages: &[Passage]) -> Vec<String> {
    let folded: Vec<String> = passages.iter().map(|passage| fold(&passage.text)).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let prints = folded.iter().map(|words| {
        let count = seen.entry(words).or_default();
        *count += 1;
        of_folded(words, *count - 1)
    });
    prints.collect()
}

/// The date of a paper as a decision names it.
pub fn date_of(paper: &Paper) -> String {
    paper.date.as_ref().map(|d| d.date.to_string()).unwrap_or_default()
}

/// A date as [`date_of`] writes it, of what a spreadsheet may have made of it: `04/05/2024` (the day first), `4 May 2024`, `May-24`.
/// What is no date stays as it is.
fn written_date(cell: &str) -> String {
    let month_of_year = cell.split_once('-').and_then(|(name, year)| {
        let year = year.parse::<i16>().ok().filter(|_| matches!(year.len(), 2 | 4))?;
        let month = month(name).filter(|_| name.len() >= 3)?;
        PartialDate::ym(if year < 100 { 2000 + year } else { year }, month)
    });
    let printed = || match &dates::find(cell)[..] {
        [one] if one.start == 0 => match (one.year?, one.month?, one.day) {
            (year, month, Some(day)) => PartialDate::ymd(year, month, day),
            (year, month, None) => PartialDate::ym(year, month),
        },
        _ => None,
    };
    month_of_year.or_else(printed).map_or_else(|| cell.to_owned(), |date| date.to_string())
}

/// The first words of a text, as a decision keeps them.
pub fn text_start(text: &str) -> String {
    collapse(text).chars().take(START).collect()
}

impl Review {
    /// Reads a file; one that is not there holds no decision.
    ///
    /// # Errors
    ///
    /// Where the file is there and cannot be read, or is not UTF-8: names with other signs would find no paper.
    pub fn read(path: &Path) -> Result<Review, ReviewError> {
        if fs::size(path).is_none() {
            return Ok(Review::default());
        }
        let name = path.display().to_string();
        match String::from_utf8(fs::read(path)?) {
            Ok(text) => Ok(Review::parse(&text, &name)),
            Err(error) => {
                let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
                Err(ReviewError::NotUtf8 { name, line: line + 1 })
            }
        }
    }

    /// Reads CSV with the header of [`COLUMNS`] in any order, with commas, semicolons or tabs between. `name` stands in faults.
    pub fn parse(text: &str, name: &str) -> Review {
        let text = &by_line_feeds(text);
        let mut review = Review::default();
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
        let headers: Vec<String> =
            reader.headers().map(|h| h.iter().map(|cell| cell.trim().to_lowercase()).collect()).unwrap_or_default();
        let place = |column: &str| headers.iter().position(|h| h == column);
        let missing: Vec<&str> =
            ["fingerprint", "facet", "concept", "decision"].into_iter().filter(|c| place(c).is_none()).collect();
        if !missing.is_empty() && !text.trim().is_empty() {
            review.faults.push(format!("{name} has no column {}; its first line must name them", missing.join(", ")));
            return review;
        }
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    review.faults.push(format!("{name}: {error}; the row is left out"));
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: &str| -> String {
                let raw = place(column).and_then(|i| record.get(i)).unwrap_or_default();
                restored(raw).trim().to_owned()
            };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match decision(line, &cell) {
                Ok(decision) => review.decisions.push(decision),
                Err(why) => review.faults.push(format!("{name}, line {line}: {why}; the row is left out")),
            }
        }
        review
    }

    /// Adds decisions; one about the same thing as an earlier one replaces it in its place. Gives how many were new or changed.
    pub fn add(&mut self, decisions: impl IntoIterator<Item = Decision>) -> usize {
        let mut changed = 0;
        for decision in decisions {
            match self.decisions.iter_mut().find(|old| old.key() == decision.key()) {
                Some(old)
                    if old.verdict == decision.verdict
                        && old.to_concept == decision.to_concept
                        && old.concept == decision.concept => {}
                Some(old) => {
                    *old = decision;
                    changed += 1;
                }
                None => {
                    self.decisions.push(decision);
                    changed += 1;
                }
            }
        }
        changed
    }

    /// The file: UTF-8 with a byte order mark, RFC 4180, safe to open in a spreadsheet.
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing into memory cannot fail.
        let _ = writer.write_record(COLUMNS);
        for d in &self.decisions {
            let cells = [
                &d.fingerprint,
                &d.paper_title,
                &d.paper_date,
                d.subject.as_str(),
                &d.concept,
                d.verdict.as_str(),
                &d.to_concept,
                &d.note,
                &d.who,
                &d.when,
                &d.text_start,
            ];
            let _ = writer.write_record(cells.map(|cell| neutral(cell).into_owned()));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
    }
}

/// The sign that parts the cells of the first line: Excel writes semicolons where the decimal sign is a comma.
pub fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    [(';', b';'), ('\t', b'\t')].into_iter().find(|(sign, _)| count(*sign) > count(',')).map_or(b',', |(_, byte)| byte)
}

fn decision(line: u64, cell: &dyn Fn(&str) -> String) -> Result<Decision, String> {
    let (facet, word) = (cell("facet"), cell("decision"));
    let subject = Subject::from_word(&facet.to_lowercase()).ok_or_else(|| {
        format!(
            "\"{facet}\" is no facet; write theme, place, challenge, strength, organisation, stance or action-status"
        )
    })?;
    let verdict = Verdict::from_word(&word.to_lowercase())
        .ok_or_else(|| format!("\"{word}\" is no decision; write keep, reject, add or merge"))?;
    let out = Decision {
        fingerprint: cell("fingerprint"),
        paper_title: cell("paper_title"),
        paper_date: written_date(&cell("paper_date")),
        subject,
        concept: cell("concept"),
        verdict,
        to_concept: cell("to_concept"),
        note: cell("note"),
        who: cell("who"),
        when: cell("when"),
        text_start: cell("text_start"),
        line,
    };
    let statuses = ActionStatus::ALL.map(ActionStatus::as_str);
    match () {
        () if out.fingerprint.is_empty() => Err("it has no fingerprint, so its passage cannot be found".to_owned()),
        () if out.concept.is_empty() => Err("it has no concept".to_owned()),
        () if subject == Subject::ActionStatus && !statuses.contains(&out.concept.as_str()) => {
            Err(format!("\"{}\" is no status; write {}", out.concept, statuses.join(", ")))
        }
        () if verdict == Verdict::Merge && out.to_concept.is_empty() => {
            Err("a merge needs the concept to read instead, in the column to_concept".to_owned())
        }
        () => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Decision {
        Decision {
            fingerprint: fingerprint("Data - sharing", 0),
            paper_title: "Returns".into(),
            paper_date: "2020-08".into(),
            subject: Subject::Concept(Facet::Theme),
            concept: "digital".into(),
            verdict: Verdict::Reject,
            to_concept: String::new(),
            note: "=not about \"digital\", but data".into(),
            who: "A. Analyst".into(),
            when: "2024-05-01".into(),
            text_start: "-online is hard".into(),
            line: 2,
        }
    }

    #[test]
    fn a_file_is_read_back_as_it_was_written() {
        let review = Review { decisions: vec![one()], faults: Vec::new() };
        let text = review.to_csv();
        assert!(text.starts_with("\u{feff}fingerprint,paper_title,"), "{text}");
        assert!(text.contains("'-online"), "{text}");
        assert_eq!(Review::parse(&text, "review.csv"), review);
    }

    #[test]
    fn rows_that_mean_nothing_are_named_and_left_out() {
        let text = "facet;fingerprint;concept;decision\ntheme;ab;digital;add\nthem;ab;digital;add\ntheme;ab;digital;drop\n\
                    theme;;digital;add\ntheme;ab;digital;merge\n;;;\n";
        let review = Review::parse(text, "review.csv");
        assert_eq!(review.decisions.len(), 1);
        assert_eq!(review.faults.len(), 4, "{:?}", review.faults);
        assert!(review.faults[0].starts_with("review.csv, line 3: \"them\" is no facet"), "{:?}", review.faults);
        assert!(Review::parse("a,b\n1,2\n", "x.csv").faults[0].contains("no column fingerprint"));
        assert_eq!(Review::parse("", "x.csv"), Review::default());
    }

    #[test]
    fn a_later_decision_replaces_an_earlier_one_about_the_same_thing() {
        let mut review = Review::default();
        assert_eq!(review.add([one(), one()]), 1);
        let stance =
            |word: &str| Decision { subject: Subject::Stance, verdict: Verdict::Add, concept: word.into(), ..one() };
        assert_eq!(review.add([stance("mixed"), stance("neutral")]), 2);
        assert_eq!(review.decisions.len(), 2);
        assert_eq!(review.decisions[1].concept, "neutral");
    }

    #[test]
    fn dates_are_read_as_spreadsheets_leave_them() {
        for (cell, date) in [
            ("2024-05-04", "2024-05-04"),
            ("04/05/2024", "2024-05-04"),
            ("4 May 2024", "2024-05-04"),
            ("May-24", "2024-05"),
            ("2024-05", "2024-05"),
            ("2024", "2024"),
            ("soon", "soon"),
            ("", ""),
        ] {
            assert_eq!(written_date(cell), date);
        }
    }

    #[test]
    fn a_file_in_another_encoding_is_refused_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("review.csv");
        fs::replace(&path, b"facet,fingerprint,concept,decision\ntheme,ab,caf\xe9,add\n").unwrap();
        let told = Review::read(&path).unwrap_err().to_string();
        assert!(told.contains("review.csv, line 2: the file is not text in UTF-8"), "{told}");
    }

    #[test]
    fn a_paper_is_known_by_title_and_date_as_they_come_back() {
        let of = |title: &str, date: &str, paper: &str| {
            Decision { paper_title: title.into(), paper_date: date.into(), ..one() }.is_of("Returns, 2020", paper)
        };
        assert!(of("RETURNS 2020", "2020-08", "2020-08") && of("Returns, 2020", "", "2020-08"));
        assert!(of("Returns, 2020", "2020-08-01", "2020-08"), "a spreadsheet makes a day of a month");
        assert!(!of("Returns", "2020-08", "2020-08") && !of("Returns, 2020", "2020-09", "2020-08"));
        assert!(!of("Returns, 2020", "2020-08-01", "2020") && !of("Returns, 2020", "2020-08-01", "2020-08-02"));
    }

    #[test]
    fn the_same_words_again_have_a_fingerprint_of_their_own() {
        assert_eq!(fingerprint("Data  Sharing", 0), fingerprint("data-sharing", 0));
        assert_ne!(fingerprint("data sharing", 0), fingerprint("data sharing", 1));
    }
}
