//! Where sentences begin and end.
//!
//! Papers are full of full stops that end nothing: "e.g.", "Cllr. Smith", "para. 4.13", "No. 5", initials. A stop ends a
//! sentence where white space and something that can begin one follow, and the word before it is not a known abbreviation.

/// Words after which a full stop seldom ends a sentence, folded to lower case without the stop.
const ABBREVIATIONS: [&str; 34] = [
    "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "mr", "mrs", "ms", "dr", "prof", "cllr", "rev", "hon", "sgt", "st",
    "no", "nos", "para", "paras", "p", "pp", "fig", "figs", "vol", "ch", "sec", "ref", "inc", "ltd", "approx", "dept",
    "govt",
];

/// Byte ranges of the sentences of `text`, trimmed, in order. Text without an end is one sentence; empty text has none. A line
/// break always ends a sentence.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        if c == '\n' {
            push(text, start, at, &mut out);
            start = at + 1;
        } else if matches!(c, '.' | '!' | '?' | '…') {
            let mut j = i + 1;
            while j < chars.len() && matches!(chars[j].1, '.' | '!' | '?' | ')' | ']' | '"' | '\'' | '”' | '’') {
                j += 1;
            }
            let goes_on = goes_on(&chars[j..]);
            let ends = !goes_on && ends_sentence(text, &chars, i, j);
            if ends {
                let end = chars.get(j).map_or(text.len(), |(b, _)| *b);
                push(text, start, end, &mut out);
                start = end;
            }
            // No later stop of a run ends what goes on behind it.
            if ends || goes_on {
                i = j;
                continue;
            }
        }
        i += 1;
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<(usize, usize)>) {
    let part = &text[start..end];
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let from = start + (part.len() - part.trim_start().len());
        out.push((from, from + trimmed.len()));
    }
}

/// Whether what stands behind a stop and its closing marks goes on with the sentence: no white space, or a small letter after it.
fn goes_on(rest: &[(usize, char)]) -> bool {
    let space = rest.iter().take_while(|(_, c)| c.is_whitespace()).count();
    rest.get(space).is_some_and(|(_, next)| space == 0 || next.is_lowercase())
}

/// Whether the stop at `i`, its closing marks reaching to `j`, ends a sentence where something else begins behind it.
fn ends_sentence(text: &str, chars: &[(usize, char)], i: usize, j: usize) -> bool {
    if chars[j..].iter().all(|(_, c)| c.is_whitespace()) {
        return true;
    }
    if chars[i].1 != '.' || j > i + 1 && chars[i + 1].1 == '.' {
        return true;
    }
    let before = &text[..chars[i].0];
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"')).next().unwrap_or("");
    let folded = word.to_lowercase();
    if ABBREVIATIONS.contains(&folded.as_str()) {
        return false;
    }
    // A single capital is an initial ("J. Smith"), unless it ends an abbreviation such as "U.K." before a new sentence.
    let mut letters = word.chars();
    !(letters.next().is_some_and(char::is_uppercase) && letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|(a, b)| &text[a..b]).collect()
    }

    #[test]
    fn stops_that_end_nothing() {
        assert_eq!(
            split("Cllr. Smith spoke, e.g. on para. 4.13. It was agreed. What next? J. Reid asked."),
            ["Cllr. Smith spoke, e.g. on para. 4.13.", "It was agreed.", "What next?", "J. Reid asked."]
        );
        assert_eq!(split("It rose by 3.5 per cent."), ["It rose by 3.5 per cent."]);
        assert_eq!(split("He said “stop.” Then left"), ["He said “stop.”", "Then left"]);
        assert_eq!(split("a\nb"), ["a", "b"]);
        assert!(split("  ").is_empty());
        assert_eq!(
            split("Wait ...) and see ...Then go.) The end .. \nx"),
            ["Wait ...) and see ...Then go.)", "The end ..", "x"]
        );
    }

    #[test]
    fn a_run_of_stops_is_read_once() {
        // Read anew from each of its stops it would take days.
        let text = ".".repeat(10_000_000) + "a";
        assert_eq!(split(&text), [text.as_str()]);
    }
}
