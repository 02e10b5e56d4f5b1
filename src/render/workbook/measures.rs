//! How wide columns and how high rows are, so that people can read what stands in them.

use crate::render::schema::Kind;

/// How wide a column may be, in characters.
const WIDEST: f64 = 80.0;
/// Excel's highest row, and the height of a line, in points.
const HIGHEST: f64 = 409.0;
const LINE: f64 = 15.0;

/// How wide a sign is, in hundredths of a digit, which columns are measured in: the wider of Calibri, which Excel sets, and DejaVu
/// Sans, which LibreOffice sets where Calibri is missing.
fn breadth(sign: char) -> u32 {
    match sign {
        'i' | 'j' | 'l' => 46,
        ' ' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 53,
        'f' | 't' | 'r' | '-' | '/' | '(' | ')' | '[' | ']' | '"' => 67,
        's' | 'c' | 'z' => 86,
        'k' | 'v' | 'x' | 'y' => 93,
        'w' => 140,
        'm' | 'M' | 'W' | '%' | '@' => 158,
        '0'..='9' => 100,
        'a'..='z' => 104,
        'A'..='Z' => 118,
        // A script whose letters are as broad as high.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}' | '\u{1f000}'.. => 200,
        _ => 105,
    }
}

/// How many lines a text takes in a column of this width, words kept whole where they fit; rather one line too many than one too few.
pub(super) fn wrapped(text: &str, width: f64) -> u32 {
    let room = (width * 100.0).max(200.0) as u32;
    let line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_inclusive([' ', '-', '|', '/']) {
            let length = word.chars().map(breadth).sum::<u32>();
            if used > 0 && used + length > room {
                lines += 1;
                used = 0;
            }
            used += length;
            lines += used.saturating_sub(1) / room;
            used -= used.saturating_sub(1) / room * room;
        }
        lines
    };
    text.split('\n').map(line).sum()
}

/// The height of so many lines.
pub(super) fn height(lines: u32) -> f64 {
    (f64::from(lines) * LINE + 2.0).min(HIGHEST)
}

/// The width of a column in characters: what its cells need, and room for its header with the filter's button.
pub(super) fn width(kind: Kind, name: &str) -> f64 {
    let cells = match (name, kind) {
        ("area_code" | "code", _) => 12.0,
        // Sixteen digits; of a longer one nobody reads the rest.
        ("sha256", _) => 19.0,
        (id, Kind::Key) if id.ends_with("_id") => 19.0,
        // Titles of papers, headings and rules are the longest names; bodies come next.
        ("paper_title" | "title" | "section" | "rule" | "against", _) => 48.0,
        ("body" | "organisation", _) => 38.0,
        ("ref" | "number" | "paragraph" | "unit" | "year", _) => 14.0,
        // Seldom more than one, and what stands to their right is read more.
        ("challenge" | "strength", Kind::List) => 22.0,
        ("terms", _) => WIDEST,
        // Names of files with their folders.
        ("source" | "locator", _) | (_, Kind::Link) => 44.0,
        (_, Kind::Key) => 23.0,
        (_, Kind::Name) => 28.0,
        (_, Kind::Words) => WIDEST,
        (_, Kind::List) => 32.0,
        (_, Kind::Count) => 9.0,
        (_, Kind::Day | Kind::Date) => 12.0,
        (_, Kind::Choice(words)) => words.iter().map(|w| w.len()).max().unwrap_or(0) as f64 + 2.0,
    };
    // A header breaks after a hyphen, so the longest part counts.
    let longest = name.split(['-', ' ']).map(|part| part.chars().count()).max().unwrap_or(0) as f64;
    cells.max(longest + 5.0).min(WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_words_that_are_too_long() {
        assert_eq!([wrapped("", 10.0), wrapped("one two", 10.0), wrapped("ten digits", 10.0)], [1, 1, 1]);
        assert_eq!(
            [wrapped("one two three", 10.0), wrapped("a\nb\n\nc", 10.0), wrapped("community-led", 10.0)],
            [2, 4, 2]
        );
        assert_eq!([wrapped(&"7".repeat(20), 10.0), wrapped(&"7".repeat(21), 10.0)], [2, 3]);
        assert_eq!(wrapped(&format!("a {} b", "7".repeat(25)), 10.0), 4);
    }

    #[test]
    fn ids_take_more_room_than_words_of_as_many_signs() {
        assert_eq!(wrapped("84fe139a3c1523|84fe139a3c1523", 26.0), 2);
        assert_eq!(wrapped("little villages still till it.", 26.0), 1);
    }
}
