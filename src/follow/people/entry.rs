//! One entry of a list of people: name, rank, office, initials, organisation and whom the person stands in for.

use super::name::{HONOURS, OFFICES, is_name, name_word, stands_for, strip_rank};
use crate::util::text::{collapse, fold};

/// A person read from one entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) initials: String,
    pub(super) role: String,
    pub(super) organisation: String,
    pub(super) for_person: String,
}

/// What stands in brackets or after a dash.
pub(super) enum Note {
    Role(String),
    Organisation(String),
    Initials(String),
    For(String),
    /// Why the person was there, or for how long.
    Nothing,
}

/// Reads a note beside a name.
pub(super) fn note(text: &str, name: &str) -> Note {
    let text = text.trim();
    let folded = fold(text);
    if let Some(other) = after_for(text) {
        return Note::For(other.to_owned());
    }
    let compact: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    if compact.len() <= 4
        && text.len() <= 6
        && stands_for(&compact, name)
        && compact.chars().next().is_some_and(char::is_uppercase)
    {
        return Note::Initials(compact);
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let passing =
        ["item", "items", "input", "until", "joined", "left", "arrived", "via", "online", "remote", "remotely"];
    if folded.is_empty() || words.iter().any(|w| passing.contains(w)) || HONOURS.contains(&folded.as_str()) {
        return Note::Nothing;
    }
    if words.iter().any(|w| OFFICES.contains(w)) || folded == "cpo" {
        return Note::Role(text.to_owned());
    }
    Note::Organisation(text.strip_prefix("representing ").unwrap_or(text).to_owned())
}

/// The words after `for`, `on behalf of` and their like, where a text begins with them.
fn after_for(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    [
        "on behalf of ",
        "deputising for ",
        "substituting for ",
        "substitute for ",
        "deputy for ",
        "standing in for ",
        "for ",
    ]
    .iter()
    .find(|lead| lower.starts_with(*lead))
    .map(|lead| text[lead.len()..].trim())
    .filter(|rest| rest.starts_with(char::is_uppercase) && strip_rank(rest).1.split_whitespace().count() <= 5)
}

/// Reads one entry: `CS David Duncan for ACC Gary Ritchie, Police Scotland`, `Kenny Combe (KC, Chair)`, `A Clark - Secretary`.
pub(super) fn entry(text: &str) -> Option<Person> {
    let text = collapse(text);
    let text = text.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':' | '•' | '-' | '–') || c.is_whitespace());
    let mut person = Person::default();
    let (text, notes) = take_brackets(text);
    let mut parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() {
        return None;
    }
    let mut head = parts.remove(0);
    let mut tail: Vec<String> = Vec::new();
    // "Name - Office", "Name, Body - input to item 6".
    let dash = |text: &str| {
        [" – ", " — ", " - "]
            .iter()
            .filter_map(|d| text.find(d).map(|at| (at, d.len())))
            .min()
            .map(|(at, n)| (at, at + n))
    };
    if let Some((at, end)) = dash(head) {
        tail.push(head[end..].to_owned());
        head = &head[..at];
    }
    for part in parts {
        match dash(part) {
            Some((at, end)) => {
                tail.push(part[..at].to_owned());
                tail.push(part[end..].to_owned());
            }
            None => tail.push(part.to_owned()),
        }
    }
    let office = head.split_once(':').filter(|(before, _)| matches!(note(before, ""), Note::Role(_)));
    if let Some((before, after)) = office {
        person.role = before.trim().to_owned();
        head = after.trim();
    }
    if let Some((before, body)) = head.split_once(" representing ") {
        tail.push(body.to_owned());
        head = before;
    }
    let (head, stands) = split_for(head);
    let (rank, name) = strip_rank(head);
    if let Some(role) = Some(rank).filter(|r| !r.is_empty()) {
        person.role = role;
    }
    let mut words: Vec<&str> = name.split_whitespace().collect();
    // Initials that stand behind the name.
    if words.len() > 2
        && let Some(last) = words.last().copied()
        && last.chars().filter(|c| c.is_uppercase()).count() >= 2
        && stands_for(last, &words[..words.len() - 1].join(" "))
    {
        person.initials = last.to_owned();
        words.pop();
    }
    while words.len() > 1 && words.last().is_some_and(|w| HONOURS.contains(&fold(w).as_str())) {
        words.pop();
    }
    if words.len() > 2 && matches!(words.last().copied(), Some("and" | "&")) {
        words.pop();
    }
    person.name = words.join(" ");
    // A councillor is known by the surname alone.
    let elected = ["cllr", "councillor"].contains(&fold(&person.role).as_str());
    let surname = elected && words.len() == 1 && name_word(&person.name) && person.name.chars().count() > 2;
    if !is_name(&person.name) && !is_initialled(&person.name) && !surname {
        return None;
    }
    let for_others: Vec<String> =
        tail.iter().filter_map(|t| after_for(t)).map(|other| strip_rank(other).1.to_owned()).collect();
    if let Some(other) = stands {
        person.for_person = other.to_owned();
    }
    for text in notes.iter().flat_map(|n| pieces(n, &person.name)).chain(tail) {
        // The initials of whom the person stands in for say nothing of the person.
        if text.trim().len() <= 4
            && (stands_for(&text, &person.for_person) || for_others.iter().any(|n| stands_for(&text, n)))
        {
            continue;
        }
        match note(&text, &person.name) {
            Note::Role(role) if person.role.is_empty() => person.role = role,
            Note::Role(role) => person.role = format!("{}, {role}", person.role),
            Note::Initials(letters) => {
                if person.initials.is_empty() {
                    person.initials = letters;
                }
            }
            Note::For(other) if person.for_person.is_empty() => person.for_person = strip_letters(&other),
            Note::Organisation(body) if person.organisation.is_empty() => person.organisation = body,
            Note::Organisation(body) => person.organisation = format!("{}, {body}", person.organisation),
            Note::For(_) | Note::Nothing => {}
        }
    }
    Some(person)
}

/// The parts of a note in brackets: an office with commas in it is one, initials and what follows them are two, and why somebody
/// came stands behind a dash.
fn pieces(note_text: &str, name: &str) -> Vec<String> {
    let text = note_text.split(" – ").next().unwrap_or(note_text);
    let text = text.split(" - ").next().unwrap_or(text);
    let (first, rest) = text.split_once([',', ';']).unwrap_or((text, ""));
    if rest.is_empty() {
        return vec![first.to_owned()];
    }
    match note(first, name) {
        Note::Initials(_) => vec![first.to_owned(), rest.trim().to_owned()],
        _ if matches!(note(text, name), Note::Role(_))
            && !matches!(note(rest, name), Note::Role(_))
            && rest.contains(" and ") =>
        {
            vec![text.to_owned()]
        }
        _ => text.split([',', ';']).map(|p| p.trim().to_owned()).collect(),
    }
}

/// `J Kinnear`, `G M Beat`, and a lone surname after a courtesy title is no name we can stand for.
fn is_initialled(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.len() >= 2
        && words[..words.len() - 1]
            .iter()
            .all(|w| w.trim_end_matches('.').chars().count() <= 2 && w.starts_with(char::is_uppercase))
        && words[words.len() - 1].chars().count() > 2
        && name_word(words[words.len() - 1])
}

/// A name without initials in brackets behind it.
fn strip_letters(text: &str) -> String {
    take_brackets(text).0
}

/// `A for B` as A and B.
fn split_for(head: &str) -> (&str, Option<&str>) {
    for lead in [" on behalf of ", " deputising for ", " substituting for ", " standing in for ", " for "] {
        if let Some((before, after)) = head.split_once(lead)
            && after.trim().starts_with(char::is_uppercase)
        {
            return (before.trim(), Some(after.trim()));
        }
    }
    (head, None)
}

/// The text without its brackets, and what stood in them.
fn take_brackets(text: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut notes = Vec::new();
    let mut inside = String::new();
    let mut depth = 0u32;
    for c in text.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                if depth == 1 {
                    inside.clear();
                }
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    notes.push(inside.trim().to_owned());
                }
            }
            _ if depth > 0 => inside.push(c),
            _ => out.push(c),
        }
    }
    if depth > 0 {
        notes.push(inside.trim().to_owned());
    }
    (collapse(&out).replace(" ,", ","), notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_lists() {
        let read = |text: &str| {
            let p = entry(text).unwrap_or_default();
            [p.name, p.initials, p.role, p.organisation, p.for_person].join("|")
        };
        for (text, expected) in [
            ("CS Ann Duncan for ACC Gary Rae, Police Scotland", "Ann Duncan||CS|Police Scotland|ACC Gary Rae"),
            ("Steve Grim (chair), SOLACE", "Steve Grim||chair|SOLACE|"),
            ("Morven Bell (MB, Chair), Independent", "Morven Bell|MB|Chair|Independent|"),
            ("Jim Fuller (SBC) JF", "Jim Fuller|JF||SBC|"),
            ("Sarah Wood — Chair", "Sarah Wood||Chair||"),
            ("Ann Low, SG – Input to Agenda Item 6", "Ann Low|||SG|"),
            ("Nan Gray (NG), Library Forum, for Una Fell (UF)", "Nan Gray|NG||Library Forum|Una Fell"),
            ("Cllr Beccy Hope (SCC)", "Beccy Hope||Cllr|SCC|"),
            ("Mr R W Gough", "R W Gough||||"),
            (
                "Chief Inspector Peigi Loch for Supt Dod Bal, Police Scotland",
                "Peigi Loch||Chief Inspector|Police Scotland|Supt Dod Bal",
            ),
            ("The Chair welcomed members", "||||"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
