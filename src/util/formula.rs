//! Text that a spreadsheet would run as a formula when it opens a CSV file, and how it is kept from running.
//!
//! OWASP ASVS 5.0 (1.2.10) asks for an apostrophe before a cell that begins with `=`, `+`, `-`, `@`, a tab or a NUL. Spreadsheets
//! also skip white space and quotes at the start, and a reader that splits at line ends sees each line of a cell as a cell of its
//! own, so both are looked through here. Words stay readable after the apostrophe; plain numbers such as `-3.5`, `+12%` or
//! `-£1,200` cannot name a function and are left alone.

use std::borrow::Cow;

/// Signs that begin a formula, with their full-width forms, which some spreadsheets fold.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// White space and control characters that are skipped, or that begin a formula themselves where they stand first.
const SKIPPED: [char; 5] = ['\t', '\r', '\n', '\0', '\u{b}'];

/// The cell as it is safe to open in a spreadsheet: an apostrophe before the cell, or before each of its lines, that could run.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if !cell.contains(|c| SIGNS.contains(&c) || SKIPPED.contains(&c)) || is_number(cell) {
        return Cow::Borrowed(cell);
    }
    let mut out = String::with_capacity(cell.len() + 2);
    let mut start = 0;
    for line in cell.split_inclusive(['\n', '\r']) {
        // A line feed or tab at the very start of the cell is dangerous by itself.
        let first = start == 0 && line.starts_with(SKIPPED);
        if (first || runs(line)) && !is_number(line.trim_end()) {
            out.push('\'');
        }
        out.push_str(line);
        start += line.len();
    }
    if out.len() == cell.len() { Cow::Borrowed(cell) } else { Cow::Owned(out) }
}

/// The cell as it was before [`neutral`]: what people write by hand is left as it is.
pub fn restored(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let mut out = String::with_capacity(cell.len());
    for (number, line) in cell.split_inclusive(['\n', '\r']).enumerate() {
        match line.strip_prefix('\'') {
            Some(rest) if runs(rest) || (number == 0 && rest.starts_with(SKIPPED)) => out.push_str(rest),
            _ => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// The line begins with a sign once white space and quotes are skipped.
fn runs(line: &str) -> bool {
    let skipped = |c: char| c.is_whitespace() || matches!(c, '\0' | '"' | '\'' | '\u{feff}' | '“' | '”' | '‘' | '’');
    line.trim_start_matches(skipped).starts_with(SIGNS)
}

/// A sign, a currency, digits with commas, at most one decimal point, a per cent sign: nothing that could name a function.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let digits = digits.strip_prefix(['£', '$', '€']).unwrap_or(digits);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && digits.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\0=1", "'\0=1"),
            ("\r=1", "'\r'=1"),
            (" =1+1", "' =1+1"),
            ("\"=1+1\"", "'\"=1+1\""),
            ("“=1+1”", "'“=1+1”"),
            ("- item", "'- item"),
            ("agreed:\n=1+1", "agreed:\n'=1+1"),
            ("- one\n- two", "'- one\n'- two"),
            ("up\n-3.5\n", "up\n-3.5\n"),
            ("+44 131 496 0000", "'+44 131 496 0000"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("-3.5", "-3.5"),
            ("+12%", "+12%"),
            ("-1,200", "-1,200"),
            ("-£1,200.50", "-£1,200.50"),
            ("a=b", "a=b"),
            ("two-line\ntext", "two-line\ntext"),
            ("", ""),
        ] {
            assert_eq!(neutral(cell), safe, "{cell:?}");
            assert_eq!(restored(safe), cell, "{cell:?} restored");
        }
    }

    #[test]
    fn an_apostrophe_of_the_text_itself_stays() {
        for cell in ["'tis", "it's", "'", "the board's\n'own' words"] {
            assert_eq!(restored(cell), cell);
        }
    }
}
