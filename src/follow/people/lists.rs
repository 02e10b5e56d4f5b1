//! Lists of people cut into entries, whatever stands between them.
//!
//! Minutes print a list on one line or many, with semicolons, commas or nothing between the people. The rules, in order:
//! initials behind names cut best, as they can be checked against the name; then line breaks and semicolons; then commas, where
//! most of the parts are names; what is left is one person, or a name after a body without a mark (`CVS Falkirk Jen Kerr, NHS`).

use super::entry::{Person, entry};
use super::name::{is_name, stands_for, strip_rank};
use crate::util::pattern;
use regex::Regex;
use std::sync::LazyLock;

static LETTERS: LazyLock<Regex> =
    LazyLock::new(|| pattern::fixed(r"\(\s*([A-Z][A-Za-z]{1,4})\b[^)]*\)|(?:^|\s)([A-Z]{2,3}[a-z]?)(?:$|[\s,;])"));

/// The people of a list.
pub(super) fn people(text: &str) -> Vec<Person> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_end_matches('.');
        if line.is_empty() {
            continue;
        }
        let by_letters = anchored(line);
        let parts: Vec<String> = if by_letters.len() > 1 {
            by_letters
        } else if line.contains(';') {
            line.split(';').flat_map(unmarked).collect()
        } else {
            commas(line)
        };
        found.extend(parts.iter().filter_map(|part| entry(part)));
    }
    found
}

/// Cuts a line where a name begins that is followed by its own initials. Empty where fewer than two are.
fn anchored(line: &str) -> Vec<String> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(caps) = LETTERS.captures_at(line, at) {
        let whole = caps.get(0).expect("group 0");
        let letters = caps.get(1).or_else(|| caps.get(2)).expect("one of two groups");
        let floor = at;
        at = letters.end();
        if let Some(start) = name_before(&line[..whole.start()], floor, letters.as_str()) {
            let before = line[..start].trim_end();
            let stands_in = ["for", "of", "vice"].iter().any(|w| before.ends_with(&format!(" {w}")));
            if !stands_in && starts.last().is_none_or(|last| *last < start) {
                starts.push(start);
            }
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    // What stands before the first name has no initials: it is read by itself.
    let lead = line[..starts[0]].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    out.extend(commas(lead));
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(line.len());
        out.extend(tail_names(&line[*start..end]));
    }
    out
}

/// An entry, and the names that follow it after a semicolon without initials of their own.
fn tail_names(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// Where the name begins that these letters stand for, the text before them given; ranks belong to it. What stands before `floor`
/// belongs to somebody else.
fn name_before(before: &str, floor: usize, letters: &str) -> Option<usize> {
    // Between name and letters may stand a note in brackets: "Jim Fuller (SBC) JF".
    let mut end = before.trim_end().len();
    if before[..end].ends_with(')') {
        end = before[..end].rfind('(')?;
    }
    let text = before[..end].trim_end();
    let mut starts: Vec<usize> = Vec::new();
    let mut last = text.len();
    for (i, c) in text.char_indices().rev() {
        if c.is_whitespace() {
            if i + 1 < last {
                starts.push(i + 1);
            }
            last = i;
        }
        if starts.len() >= 5 {
            break;
        }
    }
    if starts.len() < 5 {
        starts.push(0);
    }
    let name_at = starts.iter().copied().find(|s| {
        let name = &text[*s..];
        name.split_whitespace().count() >= 2 && stands_for(letters, name) && is_name(name)
    })?;
    // Ranks in front.
    let mut start = name_at;
    for earlier in starts.iter().copied().filter(|s| *s < name_at && *s >= floor) {
        let (_, name) = strip_rank(&text[earlier..]);
        if name.trim() == text[name_at..].trim() {
            start = earlier;
            continue;
        }
        break;
    }
    Some(start)
}

/// An entry of a list with semicolons, cut again where a mark is missing between a body and the next name.
fn unmarked(part: &str) -> Vec<String> {
    let part = part.trim();
    let pieces = split_outside(part, ',');
    if part.is_empty() {
        return Vec::new();
    }
    if pieces.len() < 3 {
        return vec![part.to_owned()];
    }
    let mut out = Vec::new();
    let mut current = pieces[0].trim().to_owned();
    for piece in &pieces[1..pieces.len() - 1] {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let name = (words.len() > 2).then(|| words[words.len() - 2..].join(" ")).filter(|n| is_name(n));
        match name {
            Some(name) => {
                out.push(format!("{current}, {}", words[..words.len() - 2].join(" ")));
                current = name;
            }
            None => current = format!("{current}, {}", piece.trim()),
        }
    }
    out.push(format!("{current}, {}", pieces[pieces.len() - 1].trim()));
    out
}

/// A line with commas: a list of names, or one person with office and body.
fn commas(line: &str) -> Vec<String> {
    let parts = name_parts(line);
    let bare = |part: &str| {
        let cut = part.find('(').unwrap_or(part.len());
        let tail = part.rfind(')').map_or("", |i| part[i + 1..].trim());
        is_name(part[..cut].trim()) && (tail.is_empty() || tail.len() <= 4)
    };
    let names = parts.iter().filter(|p| bare(p)).count();
    if parts.len() > 1 && (names * 10 >= parts.len() * 6 || names >= 3) {
        // What is no name belongs to the person before it.
        let mut out: Vec<String> = Vec::new();
        for part in parts {
            match out.last_mut() {
                Some(last) if !bare(&part) && entry(&part).is_none() => {
                    last.push_str(", ");
                    last.push_str(&part);
                }
                _ => out.push(part),
            }
        }
        return out;
    }
    unmarked(line)
}

/// The parts of a line between commas and the words "and" outside brackets. A councillor's title and a closing bracket begin a
/// new part where the mark is missing; `Cllrs A and B` gives both the title.
fn name_parts(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut plural = false;
    for chunk in split_outside(line, ',') {
        for piece in split_words(chunk) {
            for part in split_titles(piece) {
                let part = part.trim();
                let (first, rest) = part.split_once(' ').unwrap_or((part, ""));
                let title = matches!(first, "Cllrs" | "Councillors" | "Cllrs.");
                let single =
                    rest.is_empty() && part.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
                if part.is_empty() {
                    continue;
                }
                if title {
                    parts.push(format!("Cllr {rest}"));
                } else if plural && (single || is_name(part)) && !strip_rank(part).0.contains("Cllr") {
                    parts.push(format!("Cllr {part}"));
                } else {
                    parts.push(part.to_owned());
                }
                // The title goes on over "and" only.
                plural = title;
            }
        }
        plural = false;
    }
    // Where other names have two words, four without a mark are two people.
    let long = |part: &String| {
        part.split_whitespace().count() == 4 && !part.contains('(') && is_name(part) && strip_rank(part).0.is_empty()
    };
    if parts.iter().filter(|p| is_name(p) && p.split_whitespace().count() == 2).count() > 2 {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let words: Vec<&str> = part.split_whitespace().collect();
                let (head, body) =
                    part.split_once(" representing ").map_or((part.clone(), ""), |(h, b)| (h.to_owned(), b));
                let halves = head.split_whitespace().collect::<Vec<_>>();
                if long(&head) && is_name(&halves[..2].join(" ")) && is_name(&halves[2..].join(" ")) {
                    let tail = if body.is_empty() { String::new() } else { format!(" representing {body}") };
                    vec![halves[..2].join(" "), format!("{}{tail}", halves[2..].join(" "))]
                } else {
                    vec![words.join(" ")]
                }
            })
            .collect();
    }
    parts
}

/// Pieces between the words "and" and "&" that stand outside brackets.
fn split_words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for mark in [" and ", " & "] {
        let mut from = start;
        while let Some(at) = text[from..].find(mark).map(|i| i + from) {
            let open = text[..at].matches('(').count() > text[..at].matches(')').count();
            if !open {
                out.push(&text[start..at]);
                start = at + mark.len();
            }
            from = at + mark.len();
        }
    }
    let rest = text[start..].trim();
    out.push(rest.strip_prefix("and ").unwrap_or(rest));
    out
}

/// Pieces that begin with a councillor's title.
fn split_titles(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for title in [" Cllrs ", " Cllr ", " Councillor ", " Councillors "] {
        if let Some(at) = text[start..].find(title).map(|i| i + start)
            && text[start..at].split_whitespace().count() > 1
            && text[..at].matches('(').count() == text[..at].matches(')').count()
        {
            out.push(&text[start..at]);
            start = at + 1;
        }
    }
    out.push(&text[start..]);
    out
}

/// Pieces between marks that stand outside brackets.
fn split_outside(text: &str, mark: char) -> Vec<&str> {
    let mut out = Vec::new();
    let mut depth = 0u32;
    let mut start = 0;
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if c == mark && depth == 0 => {
                out.push(&text[start..i]);
                start = i + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::people;

    fn read(text: &str) -> Vec<String> {
        people(text).into_iter().map(|p| format!("{}/{}/{}", p.name, p.initials, p.organisation)).collect()
    }

    #[test]
    fn people_are_cut_apart() {
        assert_eq!(
            read("Ann Low (chair), SOLACE; Jen Kerr, CVS Falkirk Di Moon, NHS Health Scotland; Bo Hill, EVOC"),
            ["Ann Low//SOLACE", "Jen Kerr//CVS Falkirk", "Di Moon//NHS Health Scotland", "Bo Hill//EVOC"]
        );
        assert_eq!(
            read("Kenny Combe KC Dick Noble DN Jim Fuller (SBC) JF"),
            ["Kenny Combe/KC/", "Dick Noble/DN/", "Jim Fuller/JF/SBC"]
        );
        assert_eq!(
            read("Mo Bell (MB, Chair), Independent Supt Dod Ball (DB), Police Scotland Cat Dal (CD), COSLA"),
            ["Mo Bell/MB/Independent", "Dod Ball/DB/Police Scotland", "Cat Dal/CD/COSLA"]
        );
        assert_eq!(
            read("Tony Brown (Chair), Sylvia Knight (Vice Chair), Sue Buck, Stephen Taylor (SCC) and Cllr Bec Hope"),
            ["Tony Brown//", "Sylvia Knight//", "Sue Buck//", "Stephen Taylor//SCC", "Bec Hope//"]
        );
        assert_eq!(read("Jen Kerr, Deputy Chief Executive, CVS Falkirk"), ["Jen Kerr//CVS Falkirk"]);
        assert!(read("The Chair welcomed members to the meeting.").is_empty());
    }
}
