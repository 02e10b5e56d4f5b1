//! Cells of a file of values separated by commas, semicolons, tabs or bars.

use super::{MAX_CELLS, Value};
use crate::extract::decode;
use crate::model::extracted::Diagnostic;

/// How many lines are looked at to tell what separates the values.
const LINES: usize = 40;

/// The cells, and what was left out.
pub(super) fn cells(bytes: &[u8]) -> (Vec<Value>, Vec<Diagnostic>) {
    let text = decode::text(bytes, None);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    let mut diagnostics = Vec::new();
    for (row, record) in reader.records().enumerate() {
        // The text is UTF-8 and rows may be of any length, so there is nothing left that could be wrong with a record.
        let Ok(record) = record else { break };
        for (column, value) in record.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()) {
            let words = !is_figure(value.trim());
            let position = (u32::try_from(row).ok(), u32::try_from(column).ok());
            let (Some(row), Some(column)) = position else { continue };
            out.push(Value { row, column, text: value.to_owned(), words, bold: false });
        }
        if out.len() > MAX_CELLS {
            diagnostics.push(Diagnostic {
                page: None,
                message: format!(
                    "has more than {MAX_CELLS} values, of which only the first {} rows were read",
                    row + 1
                ),
                loses_text: true,
            });
            break;
        }
    }
    (out, diagnostics)
}

/// The mark that stands equally often in the most lines, outside quotation marks; a comma where none does.
fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let count = |line: &str, mark: char| {
        let mut quoted = false;
        line.chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted && *c == mark
            })
            .count()
    };
    let agreement = |mark: char| {
        let counts: Vec<usize> = lines.iter().map(|line| count(line, mark)).collect();
        let first = counts.first().copied().unwrap_or(0);
        if first == 0 { 0 } else { counts.iter().filter(|n| **n == first).count() * 1000 + first.min(900) }
    };
    // Of equals the first wins: `max_by_key` keeps the last.
    let best = [b'|', b'\t', b';', b','].into_iter().max_by_key(|mark| agreement(char::from(*mark)));
    best.unwrap_or(b',')
}

/// A number, a share, an amount or a date in figures.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '/' | ':' | '%' | '£' | '$' | '€' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_lines_agree_on() {
        assert_eq!(separator("Area;Sum, total\nFife;2\n"), b';');
        assert_eq!(separator("a\tb\n1\t\"2\t3\"\n"), b'\t');
        assert_eq!(separator("one column"), b',');
        let (cells, _) = cells(b"Area,Share\n\"Fife, East\",4%\n");
        let read: Vec<_> = cells.iter().map(|c| (c.text.as_str(), c.words)).collect();
        assert_eq!(read, [("Area", true), ("Share", true), ("Fife, East", true), ("4%", false)]);
    }
}
