//! Names of people as minutes print them: with rank, office, initials, organisation and whom they stand in for.

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

/// Ranks and titles that stand before a name, folded. Those of [`COURTESY`] say nothing and are left out.
const RANKS: [&str; 44] = [
    "cllr",
    "cllrs",
    "councillor",
    "councillors",
    "baillie",
    "bailie",
    "provost",
    "ald",
    "alderman",
    "lord",
    "lady",
    "sir",
    "dame",
    "dr",
    "prof",
    "professor",
    "rev",
    "reverend",
    "supt",
    "superintendent",
    "chief",
    "inspector",
    "insp",
    "sergeant",
    "sgt",
    "constable",
    "pc",
    "pcso",
    "cpo",
    "wpc",
    "dci",
    "di",
    "ci",
    "cs",
    "acc",
    "dcc",
    "dsu",
    "detective",
    "assistant",
    "deputy",
    "commander",
    "major",
    "captain",
    "col",
];
const COURTESY: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "messrs", "mr.", "mrs."];

/// Letters behind a name that are no body.
const HONOURS: [&str; 14] =
    ["obe", "mbe", "cbe", "kbe", "dbe", "jp", "qc", "kc", "dl", "mp", "msp", "mep", "phd", "frs"];

/// Words of offices: what stands in brackets or after a dash with one of them is a role.
const OFFICES: [&str; 50] = [
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "convener",
    "convenor",
    "vice",
    "deputy",
    "depute",
    "secretary",
    "treasurer",
    "clerk",
    "minute",
    "minutes",
    "minutetaker",
    "taker",
    "note",
    "manager",
    "director",
    "officer",
    "executive",
    "head",
    "lead",
    "leader",
    "member",
    "observer",
    "adviser",
    "advisor",
    "co-opted",
    "ceo",
    "president",
    "provost",
    "mayor",
    "mayoress",
    "cathaoirleach",
    "accountant",
    "engineer",
    "planner",
    "coordinator",
    "co-ordinator",
    "assistant",
    "administrator",
    "analyst",
    "solicitor",
    "monitoring",
    "trustee",
    "facilitator",
    "speaker",
    "independent member",
    "cabinet member",
];

/// Words that stand in the names of bodies and hardly ever in those of people.
const BODIES: [&str; 66] = [
    "council",
    "board",
    "service",
    "services",
    "scotland",
    "scottish",
    "england",
    "english",
    "wales",
    "welsh",
    "ireland",
    "government",
    "police",
    "fire",
    "rescue",
    "health",
    "nhs",
    "trust",
    "network",
    "forum",
    "partnership",
    "committee",
    "agency",
    "association",
    "university",
    "college",
    "school",
    "group",
    "community",
    "public",
    "social",
    "care",
    "housing",
    "enterprise",
    "development",
    "skills",
    "department",
    "office",
    "office,",
    "secretariat",
    "society",
    "library",
    "libraries",
    "interface",
    "voluntary",
    "sector",
    "national",
    "international",
    "foundation",
    "institute",
    "commission",
    "company",
    "ltd",
    "limited",
    "centre",
    "center",
    "hub",
    "alliance",
    "federation",
    "union",
    "team",
    "authority",
    "audit",
    "independent",
    "improvement",
    "managers",
];

/// Small words inside names: `van der Berg`, `de la Cruz`.
const PARTICLES: [&str; 10] = ["van", "der", "den", "de", "la", "le", "von", "ni", "nic", "of"];

/// Whether a word can be one of a person's name: a capital first, not an acronym, not a word of bodies.
fn name_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':'));
    let mut letters = bare.chars();
    let Some(first) = letters.next() else { return false };
    if !first.is_uppercase() {
        return false;
    }
    let rest: Vec<char> = letters.collect();
    if rest.is_empty() {
        return true;
    }
    let lower = rest.iter().any(|c| c.is_lowercase());
    let sound = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '‑'));
    // "JP" and "RW" before a surname are initials; longer runs of capitals are a name only where the whole name is so.
    sound && (lower || rest.len() == 1) && !BODIES.contains(&fold(bare).as_str())
}

/// Whether a text can be a person's name, ranks left out: two to five words, each with a capital.
pub(super) fn is_name(text: &str) -> bool {
    let (_, rest) = strip_rank(text);
    let words: Vec<&str> = rest.split_whitespace().collect();
    if !(2..=5).contains(&words.len()) || text.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ':')) {
        return false;
    }
    let shouted = words.iter().all(|w| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()));
    let offices = words.iter().filter(|w| OFFICES.contains(&fold(w).as_str())).count();
    if offices > 0 {
        return false;
    }
    if shouted {
        return words.iter().all(|w| w.chars().any(char::is_alphabetic) && !BODIES.contains(&fold(w).as_str()));
    }
    let last = words.last().is_some_and(|w| w.trim_end_matches('.').chars().count() > 1 && name_word(w));
    let lower = |w: &str| w.chars().filter(|c| c.is_lowercase()).count() > 0;
    last && lower(words[words.len() - 1])
        && words.iter().all(|w| name_word(w) || PARTICLES.contains(&w.to_lowercase().as_str()))
}

/// The ranks in front of a name as printed, and the rest. A short run of capitals before two words of a name is a rank too.
pub(super) fn strip_rank(text: &str) -> (String, &str) {
    let mut rest = text.trim();
    let mut ranks: Vec<&str> = Vec::new();
    while let Some((word, after)) = rest.split_once(char::is_whitespace) {
        let after = after.trim_start();
        let bare = word.trim_end_matches(['.', ',']);
        let folded = fold(bare);
        let left: Vec<&str> = after.split_whitespace().collect();
        let unknown = (2..=4).contains(&bare.len())
            && bare.chars().all(|c| c.is_ascii_uppercase())
            && left.len() >= 2
            && left.iter().take(2).all(|w| name_word(w) && w.chars().any(char::is_lowercase));
        if COURTESY.contains(&folded.as_str()) {
            rest = after;
        } else if RANKS.contains(&folded.as_str()) && !(bare.len() < 4 && bare.starts_with("Di")) || unknown {
            ranks.push(bare);
            rest = after;
        } else {
            break;
        }
    }
    (ranks.join(" "), rest)
}

/// The initials of a name: of every word with a capital.
pub(super) fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether letters stand for a name: all initials, or those of the first and the last word (`KC`, `PWh`).
pub(super) fn stands_for(letters: &str, name: &str) -> bool {
    let letters: String = letters.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.to_uppercase();
    if upper.len() < 2 || name.is_empty() {
        return false;
    }
    let all = initials(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let mut ends: String = first.chars().take(1).collect();
    ends.extend(last.chars().take(1));
    // A third or later letter may be the second of the surname.
    // "BMcT" gives every capital of the name.
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).collect::<String>();
    let every = capitals(&letters).chars().count() > 2 && capitals(&letters) == capitals(name);
    let longer = {
        let mut text: String = first.chars().take(1).collect();
        text.push_str(last);
        text.to_uppercase().starts_with(&upper) && words.len() > 1
    };
    // "O'Neill" and "McFadzean" may give a letter for each part.
    every || upper == all || upper == ends.to_uppercase() || longer
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

    #[test]
    fn letters_stand_for_names() {
        assert!(stands_for("KC", "Kenny Combe"));
        assert!(stands_for("PWh", "Paul Wheel"));
        assert!(stands_for("JMS", "Jane Mary Smith"));
        assert!(!stands_for("AB", "Kenny Combe"));
        assert!(!stands_for("K", "Kenny Combe"));
    }
}
