//! Titles of offices, departments and committees: "Cabinet Member for Adult Social Care" says who spoke, not what about.

use super::tokens::{Gap, Tokens};
use std::ops::Range;

/// Words that make the capitalised run around them a title.
const HEADS: [&str; 33] = [
    "department",
    "committee",
    "committees",
    "directorate",
    "directorates",
    "director",
    "directors",
    "secretary",
    "minister",
    "officer",
    "officers",
    "manager",
    "managers",
    "commissioner",
    "ltd",
    "limited",
    "inc",
    "llp",
    "institute",
    "university",
    "foundation",
    "spokesperson",
    "convener",
    "convenor",
    "ombudsman",
    "chair",
    "directory",
    "leader",
    "assistant",
    "coordinator",
    "coordinators",
    "ordinator",
    "ordinators",
];
/// Words that join the parts of a title.
const JOINTS: [&str; 6] = ["of", "for", "and", "the", "on", "to"];
/// Words that open a title which goes on with "for": "Cabinet Member for".
const FOR: [&str; 2] = ["member", "portfolio"];

/// The runs of words that are titles, in order. A text that is all capitals or all names says nothing by its capitals and has
/// none.
pub(super) fn spans(text: &str, tokens: &Tokens) -> Vec<Range<u32>> {
    let list = tokens.list();
    let capital = |i: usize| {
        text[list[i].start as usize..].chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let joint = |i: usize| JOINTS.contains(&tokens.word(i));
    let mut out: Vec<Range<u32>> = Vec::new();
    for i in 0..list.len() {
        let head = HEADS.contains(&tokens.word(i)) && capital(i)
            || FOR.contains(&tokens.word(i)) && capital(i) && i + 1 < list.len() && tokens.word(i + 1) == "for";
        if !head {
            continue;
        }
        // Backwards over capitalised words and what joins them, forwards only where "of" or "for" leads on.
        let mut first = i;
        while first > 0 && list[first].gap == Gap::None && (capital(first - 1) || joint(first - 1)) {
            first -= 1;
        }
        while first < i && !capital(first) {
            first += 1;
        }
        let mut end = i + 1;
        if end < list.len() && matches!(tokens.word(end), "of" | "for") {
            let mut at = end;
            while at < list.len() && list[at].gap != Gap::Stop && (capital(at) || joint(at)) {
                if capital(at) {
                    end = at + 1;
                }
                at += 1;
            }
        }
        match out.last_mut() {
            Some(last) if (first as u32) < last.end => last.end = last.end.max(end as u32),
            _ => out.push(first as u32..end as u32),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        let tokens = Tokens::of(text);
        spans(text, &tokens)
            .into_iter()
            .map(|r| {
                let list = tokens.list();
                text[list[r.start as usize].start as usize..list[r.end as usize - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn offices_and_committees() {
        assert_eq!(
            titles("Mr Watkins (Cabinet Member for Adult Social Care and Public Health) spoke of public health."),
            ["Cabinet Member for Adult Social Care and Public Health"]
        );
        assert_eq!(
            titles("It was referred to the Travel and Transportation Strategic Policy Committee for advice."),
            ["Travel and Transportation Strategic Policy Committee"]
        );
        assert!(titles("Partners met in Fife. The chair of the group is from Housing.").is_empty());
    }
}
