//! The lexicon as a spreadsheet: a row with `use` = `concept` says what a concept is, the rows after it are its terms.
//!
//! Terms such as `=care` would run as formulas; they have an apostrophe before them, which is taken away again.

use super::ReadLexicon;
use crate::model::review::delimiter;
use crate::model::vocabulary::{LexiconEntry, ListKind, TermUse, Vocabulary, Wording};
use crate::util::faults;
use crate::util::formula::{neutral, restored};
use crate::util::text::by_line_feeds;
use std::collections::BTreeMap;

/// The columns, in their order.
const COLUMNS: [&str; 9] = ["list", "concept", "use", "text", "weight", "label", "definition", "broader", "threshold"];
/// What stands in `use` of the row that says what a concept is.
const CONCEPT: &str = "concept";

pub(super) fn written(lexicon: &Vocabulary) -> String {
    let mut out = String::from("\u{feff}");
    row(&mut out, COLUMNS);
    for entry in &lexicon.entries {
        let list = entry.list.as_str();
        let threshold = entry.threshold.map(|n| n.to_string()).unwrap_or_default();
        let broader = entry.broader.as_deref().unwrap_or("");
        row(&mut out, [list, &entry.id, CONCEPT, "", "", &entry.label, &entry.definition, broader, &threshold]);
        for term in &entry.terms {
            let weight = term.weight.map(|n| n.to_string()).unwrap_or_default();
            row(&mut out, [list, &entry.id, term.role.as_str(), &term.text, &weight, "", "", "", ""]);
        }
    }
    out
}

fn row(out: &mut String, cells: [&str; 9]) {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let safe = neutral(cell);
            if safe.contains(['"', ',', '\n', '\r']) {
                format!("\"{}\"", safe.replace('"', "\"\""))
            } else {
                safe.into_owned()
            }
        })
        .collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

pub(super) fn read(text: &str) -> Result<ReadLexicon, String> {
    let text = by_line_feeds(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let headers: Vec<String> =
        reader.headers().map_err(|e| e.to_string())?.iter().map(|h| h.trim().to_lowercase()).collect();
    let places = COLUMNS.map(|column| headers.iter().position(|header| header == column));
    for (column, place) in COLUMNS.iter().zip(&places).take(4) {
        if place.is_none() {
            return Err(format!(
                "line 1: there is no column `{column}`; `lexicon export` writes a table that has every column"
            ));
        }
    }
    let mut out = ReadLexicon::default();
    let (mut faults, mut rows) = (Vec::new(), BTreeMap::new());
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells =
            places.map(|place| restored(place.and_then(|i| record.get(i)).unwrap_or_default().trim()).into_owned());
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let taken = whole(&record, headers.len(), &cells).and_then(|()| take(&mut out, &mut rows, line, &cells));
        faults.extend(taken.err().map(|problem| format!("line {line}: {problem}")));
    }
    if faults.is_empty() { Ok(out) } else { Err(faults::told(&faults)) }
}

/// Refuses a row whose cells ran over: into cells that have no column, or over the rows that follow.
fn whole(record: &csv::StringRecord, columns: usize, cells: &[String; 9]) -> Result<(), String> {
    if let Some(lost) = record.iter().skip(columns).find(|cell| !cell.trim().is_empty()) {
        return Err(format!(
            "`{}` stands in no column; put a text that holds the sign between cells in quotation marks",
            lost.trim()
        ));
    }
    let begins_row =
        |line: &str| line.split([',', ';', '\t']).next().is_some_and(|word| ListKind::from_word(word).is_some());
    let ran_on = |(at, cell): (usize, &String)| {
        let more = cell.lines().count().saturating_sub(1);
        (more > 0 && (at < 5 || cell.lines().skip(1).any(begins_row))).then_some(more)
    };
    match cells.iter().enumerate().find_map(ran_on) {
        Some(more) => Err(format!(
            "a quotation mark opens a cell that takes in {more} further lines; remove the mark, or close it in its row"
        )),
        None => Ok(()),
    }
}

/// Takes one row in.
fn take(
    out: &mut ReadLexicon,
    rows: &mut BTreeMap<(ListKind, String), u64>,
    line: u64,
    cells: &[String; 9],
) -> Result<(), String> {
    let [list, id, role, text, weight, label, definition, broader, threshold] = cells;
    let kind = ListKind::from_word(list)
        .ok_or_else(|| format!("`{list}` is no list; use theme, challenge, strength or cue"))?;
    if id.is_empty() {
        return Err("the row names no concept; fill the column `concept`".to_owned());
    }
    let number = |cell: &str, column: &str| match cell {
        "" => Ok(None),
        cell => match cell.replace(',', ".").parse::<f32>() {
            Ok(number) if number.is_finite() && number > 0.0 => Ok(Some(number)),
            _ => Err(format!("`{cell}` in the column `{column}` is not a number above 0")),
        },
    };
    let known = out.vocabulary.entries.iter().position(|entry| entry.list == kind && entry.id == *id);
    let at = known.unwrap_or(out.vocabulary.entries.len());
    if known.is_none() {
        out.lines.push((line, Vec::new()));
        out.vocabulary.entries.push(LexiconEntry {
            list: kind,
            id: id.clone(),
            label: id.clone(),
            definition: String::new(),
            broader: None,
            threshold: None,
            terms: Vec::new(),
        });
    }
    let (entry, lines) = (&mut out.vocabulary.entries[at], &mut out.lines[at]);
    if role.is_empty() || role.eq_ignore_ascii_case(CONCEPT) {
        if !text.is_empty() {
            return Err(format!(
                "`{text}` has no use; write strong, term, weak, subject, unless or pattern in the column `use`"
            ));
        }
        if let Some(first) = rows.insert((kind, id.clone()), line) {
            return Err(format!("`{id}` has a row of its own on line {first} already; make one of the two"));
        }
        lines.0 = line;
        if !label.is_empty() {
            entry.label.clone_from(label);
        }
        entry.definition.clone_from(definition);
        entry.broader = (!broader.is_empty()).then(|| broader.clone());
        entry.threshold = number(threshold, "threshold")?;
        return Ok(());
    }
    let role = TermUse::from_word(role).ok_or_else(|| {
        format!("`{role}` is no use of a term; use concept, strong, term, weak, subject, unless or pattern")
    })?;
    if text.is_empty() {
        return Err("the term has no words; fill the column `text` or remove the row".to_owned());
    }
    let weight = number(weight, "weight")?;
    lines.1.push(line);
    entry.terms.push(Wording { role, text: text.clone(), weight });
    Ok(())
}
