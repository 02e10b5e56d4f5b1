//! Printed numbers and bullets at the start of a line, and numbers printed as letters or Roman numerals.
//!
//! Papers number by hand as often as by machine, so `4.13 The Board` must give its number while `3.5 million`, `2020 was`,
//! `1 in 6`, `5 October` and `J. Reid asked` must not. Where both readings are possible, the one that leaves the words alone
//! wins: a number that is missed stays readable in the text, a number that is invented becomes a false citation.

use crate::util::dates;

/// What a printed number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits, with how many levels: `4` has one, `4.13` two.
    Decimal(u8),
    /// One letter, or one letter doubled: `a`, `B`, `cc`.
    Letter,
    /// A Roman numeral up to 39. A lone `i`, `v` or `x` counts as Roman; who knows the letter before it may know better.
    Roman,
    /// Digits and letters together: `2a`, `A1`, `4.13(a)`.
    Mixed,
}

/// A line that starts with a printed number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// The number without the stop or bracket that closes it: `4.13`, `a`, `iv`.
    pub number: &'a str,
    /// The words after it, trimmed; empty where the number stands alone.
    pub rest: &'a str,
    /// What the number is made of.
    pub form: Form,
    /// A stop or bracket closes it, as in `4.` and `(a)`.
    pub closed: bool,
}

/// Words that make the number before them a quantity.
const UNITS: [&str; 45] = [
    "million",
    "millions",
    "billion",
    "thousand",
    "hundred",
    "trillion",
    "m",
    "bn",
    "k",
    "per",
    "percent",
    "percentage",
    "pp",
    "times",
    "hours",
    "hrs",
    "days",
    "weeks",
    "months",
    "years",
    "minutes",
    "mins",
    "miles",
    "km",
    "metres",
    "cm",
    "mm",
    "kg",
    "tonnes",
    "hectares",
    "ha",
    "acres",
    "fte",
    "ftes",
    "wte",
    "full-time",
    "points",
    "pounds",
    "pence",
    "litres",
    "mw",
    "gw",
    "kwh",
    "am",
    "pm",
];

/// The number at the start of `text`, where there is one. A bare whole number (`3 Main report`) is not read: see [`bare`].
pub fn leading(text: &str) -> Option<Numbered<'_>> {
    let text = text.trim_start();
    let found = bracketed(text).or_else(|| plain(text))?;
    (!is_quantity(&found)).then_some(found)
}

/// A whole number of one to three digits without a closing mark before a capital, as in `3 Main report`. Only for lines that
/// are known to be headings or one of a run of numbered paragraphs; `5 October` and `12 GPs` are refused.
pub fn bare(text: &str) -> Option<Numbered<'_>> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, after) = text.split_at(end);
    let rest = after.trim_start();
    if !(1..=3).contains(&end) || number.starts_with('0') || rest.len() == after.len() {
        return None;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let mut letters = word.chars();
    if !letters.next().is_some_and(char::is_uppercase)
        || letters.next().is_some_and(char::is_uppercase) && word.len() < 4
    {
        return None;
    }
    let found = Numbered { number, rest, form: Form::Decimal(1), closed: false };
    (!is_quantity(&found) && !is_month(&word)).then_some(found)
}

/// The words after a bullet at the start of `text`, where there is one. A hyphen, dash, star or `o` counts only before white
/// space.
pub fn bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let after = &text[first.len_utf8()..];
    match first {
        '•' | '◦' | '▪' | '●' | '○' | '■' | '□' | '‣' | '⁃' | '∙' | '·' | '➢' | '➤' | '❖' | '►' | '▶' | '✓' | '✔'
        | '◆' | '◊' | '⮚' | '❑' | '❏' | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f076}' | '\u{f02d}' => {
            Some(after.trim_start())
        }
        '-' | '–' | '—' | '−' | '*' => after.starts_with(char::is_whitespace).then(|| after.trim_start()),
        'o' => {
            let rest = after.trim_start();
            (rest.len() < after.len() && rest.starts_with(char::is_uppercase)).then_some(rest)
        }
        _ => None,
    }
}

/// A printed label without the marks around it: `(a)` is `a`, `4.13.` is `4.13`, `4.13(a)` stays. Empty where only marks are
/// left.
pub fn strip(label: &str) -> &str {
    let mut label = label.trim();
    loop {
        let before = label;
        label = label.trim_end_matches(['.', ':', ',', ';']).trim_end_matches(['-', '–', '—']).trim();
        if label.ends_with([')', ']']) && (label.starts_with(['(', '[']) || !label.contains(['(', '['])) {
            label = label[..label.len() - 1].trim_end();
        }
        if label.starts_with(['(', '[']) && !label.contains([')', ']']) {
            label = label[1..].trim_start();
        }
        if label == before {
            return label;
        }
    }
}

/// `1` is `a`, `26` is `z`, `27` is `aa`, `28` is `bb`, as word processors count. 0 is empty.
pub fn letters(n: u32) -> String {
    match n.checked_sub(1) {
        None => String::new(),
        Some(n) => {
            let letter = char::from(b'a' + (n % 26) as u8);
            std::iter::repeat_n(letter, (n / 26 + 1).min(64) as usize).collect()
        }
    }
}

/// The Roman numeral of `n` in lower case; from 4000 on, digits.
pub fn roman(n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n >= 4000 {
        return n.to_string();
    }
    let mut left = n;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// `(a) text`, `(iv) text`, `(12) text`, `[1] text`.
fn bracketed(text: &str) -> Option<Numbered<'_>> {
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let end = text.find(close).filter(|end| *end <= 8)?;
    let number = text[1..end].trim();
    let form = form(number)?;
    let rest = text[end + 1..].trim();
    // "(1), (4)" is a list of references.
    (!rest.starts_with([',', ';', ')'])).then_some(Numbered { number, rest, form, closed: true })
}

/// `4. text`, `a) text`, `4.13 text`, `4.13(a) text`. Asterisks around the number are what a converter left of bold type.
fn plain(text: &str) -> Option<Numbered<'_>> {
    let text = text.trim_start_matches('*');
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    if let Some(found) = token(&text[..end], &text[end..]) {
        return Some(found);
    }
    // The space after the number was forgotten: "1.Welcome", "a)Minutes".
    let head = text[..end].find(|c: char| c.is_uppercase()).filter(|at| (2..=8).contains(at))?;
    let mut word = text[head..].chars().skip(1);
    if !word.next().is_some_and(char::is_lowercase) || !text[..head].ends_with(['.', ')']) {
        return None;
    }
    token(&text[..head], &text[head..])
}

/// Reads a first word as a number, with what follows it.
fn token<'a>(word: &'a str, after: &'a str) -> Option<Numbered<'a>> {
    let word = word.trim_end_matches('*');
    if word.len() > 16 || !word.is_ascii() {
        return None;
    }
    let rest = past_dash(after.trim());
    let opened = word.contains('(');
    let open = word.trim_end_matches([':', ',']);
    let number = if opened { open.trim_end_matches('.') } else { open.trim_end_matches(['.', ')']) };
    if open.len() - number.len() > 2 || open.len() != word.len() && !matches!(form(number), Some(Form::Decimal(2..))) {
        return None;
    }
    let closed = opened || number.len() < word.len();
    let form = form(number)?;
    let bracket = open.ends_with(')');
    let fits = match form {
        Form::Decimal(1) => closed,
        Form::Decimal(_) => closed || !rest.is_empty(),
        Form::Mixed => closed || number.contains('.') && rest.starts_with(char::is_uppercase),
        Form::Letter if !bracket && number.len() == 1 => closed && is_no_initial(number, rest),
        Form::Letter => bracket,
        Form::Roman => closed && (bracket || is_no_initial(number, rest)),
    };
    fits.then_some(Numbered { number, rest, form, closed })
}

/// The words after a dash that parts them from their number, as in `7.5 - Using what was learned`; `3.5 - 4` stays.
fn past_dash(rest: &str) -> &str {
    let words =
        rest.strip_prefix(['-', '–', '—']).filter(|after| after.starts_with(char::is_whitespace)).map(str::trim_start);
    words.filter(|words| words.starts_with(char::is_alphabetic)).unwrap_or(rest)
}

/// What these characters are as a number.
fn form(number: &str) -> Option<Form> {
    if number.is_empty() {
        return None;
    }
    if number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        let parts: Vec<&str> = number.split('.').collect();
        // A nought in front means a time, a date or a quantity: 10.00, 05.10.20, 0.5.
        let sound = parts.iter().all(|p| (1..=3).contains(&p.len()) && !p.starts_with('0')) && parts.len() <= 6;
        let date = parts.len() == 3 && parts[2].parse::<u32>().is_ok_and(|year| (15..100).contains(&year));
        return (sound && !date).then_some(Form::Decimal(parts.len() as u8));
    }
    if number.bytes().all(|b| b.is_ascii_alphabetic()) {
        let lower = number.to_ascii_lowercase();
        let one_case = lower == number || number.to_ascii_uppercase() == number;
        if (1..40).any(|n| roman(n) == lower) {
            return one_case.then_some(Form::Roman);
        }
        let mut bytes = lower.bytes();
        let first = bytes.next()?;
        return (one_case && number.len() <= 2 && bytes.all(|b| b == first)).then_some(Form::Letter);
    }
    is_mixed(number).then_some(Form::Mixed)
}

/// `2a`, `A1`, `A1.2`, `A.1`, `4.13(a)`, `2(iv)`: one letter in front of or behind digits, or a bracket behind them.
fn is_mixed(number: &str) -> bool {
    if let Some((digits, inner)) = number.split_once('(') {
        let inner = inner.strip_suffix(')').unwrap_or("");
        return matches!(form(digits), Some(Form::Decimal(_)))
            && matches!(form(inner), Some(Form::Letter | Form::Roman));
    }
    let lone = |c: u8| c.is_ascii_alphabetic();
    let bytes = number.as_bytes();
    if lone(bytes[0]) {
        let digits = number[1..].trim_start_matches('.');
        return bytes[0].is_ascii_uppercase() && matches!(form(digits), Some(Form::Decimal(_)));
    }
    lone(bytes[bytes.len() - 1])
        && matches!(form(number[..number.len() - 1].trim_end_matches('.')), Some(Form::Decimal(_)))
}

/// A letter with a full stop numbers a line unless it can be an initial: `J. Reid`, `C. D. Smith`, `A. Duke, Director`.
fn is_no_initial(number: &str, rest: &str) -> bool {
    if number.len() > 1 || number.starts_with(char::is_lowercase) {
        return !rest.starts_with(|c: char| c.is_ascii_digit());
    }
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let initial = |word: &str| word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase);
    matches!(number.as_bytes()[0], b'A'..=b'I' | b'V' | b'X')
        && !(first.ends_with([',', ')', ';']) || second.starts_with('(') || initial(first))
}

/// The words after the number make it a quantity, a time or a date.
fn is_quantity(found: &Numbered<'_>) -> bool {
    if !matches!(found.form, Form::Decimal(_)) || found.closed {
        return false;
    }
    let mut words = found.rest.split_whitespace();
    let first = words.next().unwrap_or("");
    if first.starts_with(['%', '+', '=', '/', '°', '-', '–', '×']) {
        return true;
    }
    let bare = first.trim_matches(|c: char| !c.is_alphanumeric());
    if UNITS.contains(&bare.to_lowercase().as_str()) {
        return true;
    }
    // "3.5 to 4", "2.1 in every 10", "1.2 and 3.4", "4.5 of them".
    let second = words.next().unwrap_or("");
    matches!(bare, "to" | "in" | "and" | "or" | "of" | "out")
        && (bare == "of" || bare == "out" || second == "every" || second.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_month(word: &str) -> bool {
    (3..=9).contains(&word.len()) && dates::find(&format!("1 {word} 2000")).first().is_some_and(|d| d.month.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, &str)> {
        leading(text).map(|n| (n.number, n.rest))
    }

    #[test]
    fn numbers_that_papers_print() {
        for (text, number) in [
            ("1. Welcome", "1"),
            ("1.1 The Board agreed", "1.1"),
            ("4.13. The Board", "4.13"),
            ("4.10\tnote the report", "4.10"),
            ("(a) first", "a"),
            ("a) first", "a"),
            ("iv. partners to commit", "iv"),
            ("(iii) partners", "iii"),
            ("A. Background", "A"),
            ("II. Aims", "II"),
            ("10) ten", "10"),
            ("1.Welcome", "1"),
            ("a)Minutes", "a"),
            ("2a. Later", "2a"),
            ("4.13(a) the first", "4.13(a)"),
            ("A1.2 Data", "A1.2"),
            ("2.1 to agree the plan", "2.1"),
            ("5.", "5"),
            ("1.2.3 Method", "1.2.3"),
        ] {
            assert_eq!(read(text).map(|(n, _)| n), Some(number), "{text}");
        }
        assert_eq!(read("(b)  two  words"), Some(("b", "two  words")));
        assert_eq!(read("4.10.** Locality"), Some(("4.10", "Locality")));
        assert_eq!(read("7.5 – Using what works"), Some(("7.5", "Using what works")));
        assert_eq!(leading("4.13 Text").map(|n| (n.form, n.closed)), Some((Form::Decimal(2), false)));
    }

    #[test]
    fn figures_dates_times_and_names_are_no_numbers() {
        for text in [
            "2020 was hard",
            "2020. It was",
            "3.5 million people",
            "1 in 6",
            "5 October",
            "10.00 Welcome",
            "10.30am start",
            "05.10.20 Meeting",
            "3.10.20 Meeting",
            "J. Reid asked",
            "C. D. Smith",
            "A. Duke, Director",
            "3.5% rise",
            "3.5 to 4 per cent",
            "3.5 – 4 per cent",
            "2.5 FTE posts",
            "p. 5",
            "e.g. this",
            "(see below) text",
            "(1), (4)",
            "(c. 1900)",
            "did. not",
            "£3.5 more",
            "1,200 people",
            "",
            "(",
            "…",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn bare_numbers_bullets_and_labels() {
        assert_eq!(bare("3 Main report").map(|n| (n.number, n.rest)), Some(("3", "Main report")));
        for text in ["5 October", "1 in 6", "2020 Was", "12 GPs", "5"] {
            assert_eq!(bare(text), None, "{text}");
        }
        assert_eq!(bullet("• one"), Some("one"));
        assert_eq!(bullet("- one"), Some("one"));
        assert_eq!(bullet("-5 degrees"), None);
        assert_eq!(bullet("o Outcome"), Some("Outcome"));
        assert_eq!(bullet("other"), None);
        assert_eq!(
            [strip("(a)"), strip("4.13."), strip("4.13(a)"), strip("iv)"), strip("1:"), strip(".")],
            ["a", "4.13", "4.13(a)", "iv", "1", ""]
        );
    }

    #[test]
    fn letters_and_roman_numerals() {
        assert_eq!([letters(1), letters(26), letters(27), letters(0)], ["a", "z", "aa", ""].map(String::from));
        assert_eq!([roman(4), roman(1999), roman(4000)], ["iv", "mcmxcix", "4000"].map(String::from));
    }
}
