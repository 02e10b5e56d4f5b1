//! What a person's name looks like: ranks before it, words that no name has, and the initials that stand for it.

use crate::util::text::fold;

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
pub(super) const HONOURS: [&str; 14] =
    ["obe", "mbe", "cbe", "kbe", "dbe", "jp", "qc", "kc", "dl", "mp", "msp", "mep", "phd", "frs"];

/// Words of offices: what stands in brackets or after a dash with one of them is a role.
pub(super) const OFFICES: [&str; 50] = [
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
pub(super) fn name_word(word: &str) -> bool {
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
pub(in crate::follow) fn is_name(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_names() {
        assert!(stands_for("KC", "Kenny Combe"));
        assert!(stands_for("PWh", "Paul Wheel"));
        assert!(stands_for("JMS", "Jane Mary Smith"));
        assert!(!stands_for("AB", "Kenny Combe"));
        assert!(!stands_for("K", "Kenny Combe"));
    }
}
