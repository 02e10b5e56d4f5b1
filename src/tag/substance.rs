//! Passages that have no subject: procedure, lists of names, rows of figures, references to other papers.
//!
//! A person who codes such a passage gives it no theme, though words of many themes stand in it: the titles of those present, the
//! hall in which the next meeting is held, the heads of a table of figures.

use super::lexicon::cue::Cue;
use super::matcher::Hit;
use super::rules::{Role, Rules};
use super::tokens::Tokens;

/// Words up to which a phrase of procedure ("in attendance", "next meeting") decides what the whole passage is.
const PROCEDURE: usize = 40;
/// The least number of lower-case words that a passage needs to say something of what a heading above it names.
const LEAST_WORDS: usize = 4;

/// Words from which a cell that ends with a stop is a sentence.
const LEAST_SENTENCE: usize = 8;
/// Cells from which a row of short cells is one of columns' heads.
const HEADS: usize = 4;
/// Parts between commas from which a list without sentences is one of names.
const NAMES: usize = 8;

/// What a passage can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Substance {
    /// Nothing: no theme.
    None,
    /// A label with its figures, or the heads of columns: no theme, though its figures are kept.
    Row,
    /// Themes that it names itself.
    Names,
    /// A statement, which a heading can fill.
    Says,
}

/// What this passage can carry.
pub(super) fn of(text: &str, tokens: &Tokens, hits: &[Hit], rules: &Rules) -> Substance {
    let words = tokens.list().len();
    let procedure = hits.iter().any(|hit| rules.rule(hit).role == Role::Cue(Cue::Procedure));
    if procedure && words <= PROCEDURE || is_figures(tokens) || is_contact(text, words) || is_reference(text, words) {
        return Substance::None;
    }
    if is_bare_row(text) || is_header(text) {
        return Substance::Row;
    }
    let lower = tokens.list().iter().filter(|t| text[t.start as usize..].starts_with(char::is_lowercase)).count();
    if is_names(text, words, lower) {
        return Substance::None;
    }
    if lower >= LEAST_WORDS && lower * 3 >= words { Substance::Says } else { Substance::Names }
}

/// A row with one cell of words and figures in the others. A sentence with its number before it is none.
fn is_bare_row(text: &str) -> bool {
    let (figures, words): (Vec<&str>, Vec<&str>) = text.split(" | ").partition(|cell| is_figure(cell));
    let says = |cell: &str| cell.ends_with('.') && cell.split_whitespace().count() >= LEAST_SENTENCE;
    !figures.is_empty() && words.len() == 1 && !says(words[0])
}

/// `-£2.56m`, `12.0%`, `(3)`, `+0.4`, `-`
fn is_figure(cell: &str) -> bool {
    let mut letters = cell.chars().filter(|c| c.is_alphabetic());
    match (letters.next(), letters.next(), letters.next()) {
        (None, ..) => true,
        (Some('m' | 'k' | 'M' | 'K'), None, _) | (Some('b'), Some('n'), None) => {
            cell.contains(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// The heads of a table's columns: several cells of a word or three, without a figure among them.
fn is_header(text: &str) -> bool {
    let cells: Vec<&str> = text.split(" | ").collect();
    cells.len() >= HEADS
        && cells.iter().all(|cell| cell.split_whitespace().count() <= 3 && !cell.contains(|c: char| c.is_ascii_digit()))
}

/// A long list of capitalised names: who sits on a committee, who signed.
fn is_names(text: &str, words: usize, lower: usize) -> bool {
    let parts = text.matches([',', ';']).count() + 1;
    parts >= NAMES && words <= parts * 4 && lower * 8 <= words
}

/// Half of the words or more are numbers.
fn is_figures(tokens: &Tokens) -> bool {
    let words = tokens.list().len();
    let figures = (0..words).filter(|i| tokens.word(*i).starts_with(|c: char| c.is_ascii_digit())).count();
    words > 0 && figures * 2 >= words
}

/// Telephone and mail of a person, with few words beside.
fn is_contact(text: &str, words: usize) -> bool {
    words <= 25 && (text.contains('@') || text.contains("Tel:") || text.contains("Telephone:"))
}

/// The title of another paper with its year and address.
fn is_reference(text: &str, words: usize) -> bool {
    let year = || {
        text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
    };
    words <= 40 && (text.contains("http://") || text.contains("https://")) && year() && text.matches('.').count() >= 3
}

#[cfg(test)]
mod tests {
    use super::{is_bare_row, is_header, is_names};

    #[test]
    fn bare_rows_and_headers_are_told_from_rows_that_say_something() {
        for bare in
            ["Bean Road tunnels | -6.127", "Impact of a fall in rates | -£2.56m | -£10m", "Adur | 1,900 | 18.2%"]
        {
            assert!(is_bare_row(bare), "{bare}");
        }
        assert!(!is_bare_row("8.7 | The council measures how long repairs take each quarter."));
        assert!(!is_bare_row("Reduce falls | Falls service | 3") && !is_bare_row("A sentence without cells."));
        assert!(is_header("Key Service | Budget | Forecast | Detail"));
        assert!(!is_header("Reduce falls | Falls service | Council | 2024") && !is_header("Budget | Forecast"));
    }

    #[test]
    fn a_list_of_names_is_not_a_list_of_subjects() {
        let judged = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let lower = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
            is_names(text, words.len(), lower)
        };
        assert!(judged("Transport Committee: Ali, Brown (J), Cox, Dunn, Ewing, Frew, Gunn, Hay."));
        assert!(!judged("We spoke of buses, roads, parking, trains, ferries, paths, cycling, bridges and taxis."));
        assert!(!judged("Present: Ali, Brown, Cox."));
    }
}
