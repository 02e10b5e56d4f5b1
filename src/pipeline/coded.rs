//! The table of what people coded, read: a row for each passage and coder.

use super::reviewing::codes;
use crate::model::codebook::{Codebook, Facet};
use crate::model::tags::Stance;
use crate::tag::Tagger;
use crate::util::nearest::nearest;
use crate::util::text::{by_line_feeds, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The facets that are measured, with the columns that hold them.
pub(super) const COLUMNS: [(&str, &str); 4] =
    [("theme", "themes"), ("challenge", "challenges"), ("strength", "strengths"), ("area", "areas")];

/// What one coder gave one passage.
#[derive(Debug, Clone, Default)]
pub(super) struct Coding {
    pub(super) coder: String,
    pub(super) codes: BTreeMap<&'static str, BTreeSet<String>>,
    pub(super) stance: Option<String>,
}

/// A row of the table before its passage is found.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) source: String,
    pub(super) page: String,
    pub(super) words: String,
    pub(super) coding: Coding,
}

/// Every column that is read.
const KNOWN: [&str; 15] = [
    "passage_id",
    "words",
    "text",
    "source",
    "page",
    "coder",
    "themes",
    "theme",
    "challenges",
    "challenge",
    "strengths",
    "strength",
    "areas",
    "places",
    "stance",
];

/// A table with what is odd in its head.
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) warnings: Vec<String>,
}

/// Puts ids in the place of labels and other letter cases, and says which codes are none. What is none stays, and counts as
/// missed.
pub(super) fn meant(row: &mut Row, codebook: &Codebook, tagger: &Tagger) -> Vec<String> {
    let (line, mut odd) = (row.line, Vec::new());
    for (facet, written) in &mut row.coding.codes {
        let known = match *facet {
            "theme" => Facet::Theme,
            "challenge" => Facet::Challenge,
            "strength" => Facet::Strength,
            _ => Facet::Place,
        };
        let read = |code: &str| match known {
            // Areas are read by their names, with the passage at hand.
            Facet::Place if !tagger.areas_named(code).is_empty() => Ok(code.to_owned()),
            Facet::Place => codes::code(known, code, codebook).map(|id| codebook.area_name(&id).to_owned()),
            _ => codes::code(known, code, codebook),
        };
        let mut ids = BTreeSet::new();
        for code in std::mem::take(written) {
            match read(&code) {
                Ok(id) => ids.insert(id),
                Err(why) => {
                    let parts: Vec<&str> = code.split([';', ',']).map(str::trim).collect();
                    let joined = parts.len() > 1 && parts.iter().any(|part| read(part).is_ok());
                    let why = if joined {
                        format!("`{code}` is taken for one {facet}; write {} instead", parts.join("|"))
                    } else {
                        why
                    };
                    odd.push(format!("line {line}: {why}"));
                    ids.insert(code)
                }
            };
        }
        *written = ids;
    }
    if let Some(stance) = &mut row.coding.stance {
        *stance = stance.to_lowercase();
        odd.extend(Stance::meant(stance).err().map(|why| format!("line {line}: {why}")));
    }
    odd
}

/// What is wrong with columns that are none: those that may be meant for one that is not there.
fn odd_columns(headers: &[String]) -> Vec<String> {
    let free = || KNOWN.into_iter().filter(|known| !headers.iter().any(|header| header == known));
    let odd = headers.iter().filter(|header| !header.is_empty() && !KNOWN.contains(&header.as_str()));
    odd.filter_map(|header| {
        Some(format!("the column `{header}` is not read; did you mean `{}`?", nearest(header, free())?))
    })
    .collect()
}

/// The rows of a table, with commas, semicolons or tabs between its cells; an error says what it lacks.
pub(super) fn read(table: &str) -> Result<Table, String> {
    let table = by_line_feeds(table);
    let tab = table.lines().next().is_some_and(|first| first.contains('\t'));
    let delimiter = if tab { b'\t' } else { crate::model::review::delimiter(&table) };
    let reader = |quotes: bool| {
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).quoting(quotes).from_reader(table.as_bytes())
    };
    // A quotation mark that opens a cell and is not closed in its row is one of the text, and would take in the rows that follow.
    let runs_on = |record: &csv::StringRecord| record.iter().any(|cell| cell.contains('\n'));
    let stray = tab && reader(true).records().any(|record| record.is_ok_and(|record| runs_on(&record)));
    let mut reader = reader(!stray);
    let headers: Vec<String> =
        reader.headers().map_err(|e| e.to_string())?.iter().map(|h| h.trim().to_lowercase()).collect();
    let place = |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|h| h == name));
    let (id, words) = (place(&["passage_id"]), place(&["words", "text"]));
    if id.is_none() && words.is_none() {
        return Err("the table names no passage; give it a column passage_id, words or text".to_owned());
    }
    let columns: Vec<(&'static str, usize)> = COLUMNS
        .iter()
        .filter_map(|(facet, column)| {
            place(&[column, if *facet == "area" { "places" } else { facet }]).map(|i| (*facet, i))
        })
        .collect();
    let warnings = odd_columns(&headers);
    if columns.is_empty() && place(&["stance"]).is_none() {
        return Err(match warnings.is_empty() {
            true => "no column holds codes; name one themes, challenges, strengths, stance or areas".to_owned(),
            false => format!("no column holds codes: {}", warnings.join("; ")),
        });
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default().trim().to_owned();
        let mut coding = Coding { coder: cell(place(&["coder"])), ..Coding::default() };
        if coding.coder.is_empty() {
            coding.coder = "coder".to_owned();
        }
        for (facet, at) in &columns {
            let codes =
                cell(Some(*at)).split('|').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
            coding.codes.insert(facet, codes);
        }
        coding.stance = place(&["stance"]).map(|at| cell(Some(at))).filter(|s| !s.is_empty());
        out.push(Row {
            line: record.position().map_or(0, csv::Position::line),
            id: cell(id),
            source: cell(place(&["source"])),
            page: cell(place(&["page"])),
            words: fold(&cell(words)),
            coding,
        });
    }
    Ok(Table { rows: out, warnings })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_quotation_mark_in_a_text_takes_in_no_rows() {
        let table =
            "words\tthemes\n\"No room,\" they said\tdigital\n\"I met Ron on\thousing-homelessness\nThe last one\t\n";
        let rows = read(table).unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.words.as_str()).collect::<Vec<_>>().len(), 3, "each line is a row");
        assert!(rows[1].words.contains("met ron on"), "{}", rows[1].words);
        let quoted = read("words\tthemes\n\"One, two\"\tdigital\n").unwrap().rows;
        assert_eq!(quoted[0].words, "one two");
        let lines: Vec<u64> = read(&table.replace('\n', "\r\n")).unwrap().rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 3, 4], "whatever ends a line");
    }

    #[test]
    fn columns_that_are_none_are_named_with_the_one_that_was_meant() {
        let told = read("words,thems\nOne,digital\n").err().unwrap();
        assert!(told.contains("the column `thems` is not read; did you mean `themes`?"), "{told}");
        let read = read("words,themes,stanze,note\nOne,digital,neutral,x\n").unwrap();
        assert_eq!(read.warnings, ["the column `stanze` is not read; did you mean `stance`?"]);
    }
}
