//! How wide columns and how high rows are, so that people can read what stands in them.

use crate::render::schema::Kind;

/// How wide a column may be, in characters.
const WIDEST: f64 = 80.0;
/// Excel's highest row, and the height of a line, in points.
const HIGHEST: f64 = 409.0;
const LINE: f64 = 15.0;

/// How many lines a text takes in a column of this width, words kept whole where they fit. Columns are measured in digits, which
/// are wider than most letters by more than is counted on here, so that this is rather one line too many than one too few.
pub(super) fn wrapped(text: &str, width: f64) -> u32 {
    let room = (width * 1.1).max(1.0) as usize;
    let line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_inclusive([' ', '-', '|', '/']) {
            let length = word.chars().count();
            if used > 0 && used + length > room {
                lines += 1;
                used = 0;
            }
            used += length;
            lines += (used.saturating_sub(1) / room) as u32;
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
        // Nobody reads an id; it is there to be copied.
        ("sha256" | "area_code" | "code", _) => 12.0,
        (id, Kind::Key) if id.ends_with("_id") => 12.0,
        ("ref" | "number" | "paragraph" | "unit" | "year", _) => 14.0,
        // Seldom more than one, and what stands to their right is read more.
        ("challenge" | "strength", Kind::List) => 22.0,
        ("terms", _) => WIDEST,
        // Names of files with their folders.
        ("source" | "locator" | "media_type", _) | (_, Kind::Link) => 44.0,
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
        assert_eq!([wrapped(&"x".repeat(22), 10.0), wrapped(&"x".repeat(23), 10.0)], [2, 3]);
        assert_eq!(wrapped(&format!("a {} b", "x".repeat(25)), 10.0), 4);
    }
}
