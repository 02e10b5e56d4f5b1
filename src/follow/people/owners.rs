//! Who an owner is: initials, offices and short names resolved through the list of attendance.
//!
//! Certainty shows in the number of names: one name for one owner is certain as far as the list goes; where initials stand for
//! two people, or for a person and a body, both are given. The meeting's own list is asked first, then those of the body's other
//! meetings.

use super::attendance::abbreviates;
use super::name::{initials, stands_for, strip_rank};
use crate::model::action::Attendee;
use crate::util::text::fold;
use std::collections::BTreeSet;

/// Words that join owners, or that no name begins with.
const EVERYBODY: [&str; 8] = ["all", "all members", "members", "everyone", "everybody", "board", "committee", "tbc"];

/// The people and bodies that owners are looked up in.
#[derive(Debug, Clone, Default)]
pub(in crate::follow) struct Roster {
    people: Vec<Attendee>,
}

impl Roster {
    pub(in crate::follow) fn new(people: Vec<Attendee>) -> Roster {
        Roster { people }
    }

    /// Names for printed owners, each once, in the order of print. Empty where nobody is known by them.
    pub(in crate::follow) fn resolve(&self, printed: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for owner in split(printed) {
            for name in self.one(&owner) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Whether every part of a text stands for somebody known.
    pub(in crate::follow) fn knows(&self, printed: &str) -> bool {
        let owners = split(printed);
        !owners.is_empty() && owners.iter().all(|owner| !self.one(owner).is_empty())
    }

    fn one(&self, owner: &str) -> Vec<String> {
        let folded = fold(owner);
        if folded.is_empty() || EVERYBODY.contains(&folded.as_str()) {
            return Vec::new();
        }
        let folded = folded.strip_prefix("the ").unwrap_or(&folded).to_owned();
        let mut found: Vec<String> = Vec::new();
        let mut push = |name: &str| {
            if !name.is_empty() && !found.iter().any(|f| f == name) {
                found.push(name.to_owned());
            }
        };
        let is_chair =
            matches!(folded.as_str(), "chair" | "chairman" | "chairperson" | "convener" | "convenor" | "chairwoman");
        let letters = owner.chars().filter(|c| c.is_alphabetic()).count();
        let acronym = (2..=4).contains(&letters)
            && owner.chars().filter(|c| c.is_uppercase()).count() >= 2
            && !owner.contains(' ');
        if is_chair || folded.contains(' ') || !acronym {
            let offices: Vec<&Attendee> = self.people.iter().filter(|p| holds(&p.role, &folded, is_chair)).collect();
            offices.iter().for_each(|p| push(&p.person));
            if !found.is_empty() {
                return found;
            }
        }
        let mut push = |name: &str| {
            if !name.is_empty() && !found.iter().any(|f| f == name) {
                found.push(name.to_owned());
            }
        };
        if acronym {
            let printed = |p: &&Attendee| p.initials.eq_ignore_ascii_case(owner);
            let exact: Vec<&Attendee> = self.people.iter().filter(printed).collect();
            let people: Vec<&Attendee> = if exact.is_empty() {
                self.people.iter().filter(|p| stands_for(owner, &p.person)).collect()
            } else {
                exact
            };
            people.iter().for_each(|p| push(&p.person));
            // Somebody who sent a stand-in still owns actions.
            for name in self.people.iter().map(|p| strip_rank(&p.for_person).1).filter(|n| stands_for(owner, n)) {
                push(name);
            }
            let bodies: BTreeSet<&str> = self
                .people
                .iter()
                .map(|p| p.organisation.as_str())
                .filter(|body| body.contains(' ') && initials(body).eq_ignore_ascii_case(owner))
                .collect();
            bodies.into_iter().for_each(&mut push);
            return found;
        }
        let bare = strip_rank(owner).1.trim().to_owned();
        let key = fold(&bare);
        let words = key.split(' ').count();
        for person in &self.people {
            let name = fold(&person.person);
            let surname = name.rsplit(' ').next().unwrap_or_default();
            let first = name.split(' ').next().unwrap_or_default();
            if name == key || abbreviates(&bare, &person.person) || words == 1 && (surname == key || first == key) {
                push(&person.person);
            }
        }
        if found.is_empty() {
            let body =
                self.people.iter().map(|p| &p.organisation).find(|body| !body.is_empty() && fold(body) == folded);
            found.extend(body.cloned());
        }
        found
    }
}

/// Whether a role is the office asked for.
fn holds(role: &str, office: &str, is_chair: bool) -> bool {
    let role = fold(role);
    if role.is_empty() {
        return false;
    }
    let words: Vec<&str> = role.split(' ').collect();
    if is_chair {
        return !words.iter().any(|w| matches!(*w, "vice" | "deputy" | "depute"))
            && words.iter().any(|w| w.starts_with("chair") || w.starts_with("conven"));
    }
    role == office || role.split(", ").any(|part| part == office)
}

/// The owners in a printed cell: `Chair/ D Milne`, `KC, GD & IK`, `FM`.
pub(in crate::follow) fn split(printed: &str) -> Vec<String> {
    let spaced = format!(" {printed} ").replace(" and ", "/").replace(" with ", "/").replace('\n', "/");
    let mut owners: Vec<String> = Vec::new();
    for part in spaced.split(['/', ',', '&', '|', ';', '+']) {
        let part = part.trim().trim_matches(|c: char| matches!(c, '.' | ':' | '(' | ')' | '-' | '–'));
        let words: Vec<&str> = part.split_whitespace().collect();
        let letters = |w: &str| (2..=4).contains(&w.len()) && w.chars().filter(|c| c.is_uppercase()).count() >= 2;
        // "KC GD" are two owners.
        if words.len() > 1 && words.iter().all(|w| letters(w)) {
            owners.extend(words.into_iter().map(str::to_owned));
        } else if !words.is_empty() {
            owners.push(words.join(" "));
        }
    }
    owners
}

/// Whether a text looks like a printed owner: short, with a capital, without the marks and words of a sentence.
pub(in crate::follow) fn looks_like_owner(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let folded = fold(text);
    (1..=6).contains(&words)
        && text.chars().count() <= 60
        && text.starts_with(|c: char| c.is_uppercase())
        && !text.chars().any(|c| c.is_ascii_digit())
        && !matches!(
            folded.as_str(),
            "action" | "actions" | "action by" | "owner" | "by" | "who" | "lead" | "date" | "noted" | "note"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::action::AttendanceStatus;

    fn person(name: &str, initials: &str, role: &str, organisation: &str) -> Attendee {
        Attendee {
            paper_id: String::new(),
            source: String::new(),
            body: String::new(),
            meeting_date: None,
            status: AttendanceStatus::Present,
            person: name.into(),
            initials: initials.into(),
            role: role.into(),
            organisation: organisation.into(),
            for_person: String::new(),
        }
    }

    #[test]
    fn owners_become_names() {
        let roster = Roster::new(vec![
            person("Steve Grim", "SG", "chair", "SOLACE"),
            person("Sarah Gads", "SG", "", "Improvement Service"),
            person("David Milne", "DM", "", "Scottish Government"),
            person("Paul Wheel", "PWh", "vice chair", ""),
        ]);
        for (printed, expected) in [
            ("Chair/ D Milne", "Steve Grim|David Milne"),
            ("SG", "Steve Grim|Sarah Gads|Scottish Government"),
            ("IS", "Improvement Service"),
            ("PWh", "Paul Wheel"),
            ("DM PWh", "David Milne|Paul Wheel"),
            ("Work Strand Leads", ""),
            ("All", ""),
        ] {
            assert_eq!(roster.resolve(printed).join("|"), expected, "{printed}");
        }
    }
}
