//! What a paper as a whole says that its passages need.

use super::data::Nation;
use std::collections::BTreeSet;

/// A short form that stands for an area in one paper: "Perth and Kinross Council (PKC)".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Abbreviation {
    /// The short form, as printed.
    pub short: String,
    /// GSS code of the area.
    pub code: String,
    /// It stands for the council as a body.
    pub body: bool,
}

/// What a paper as a whole says that its passages need: which nation it is about, whom it names, what it shortens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperContext {
    /// Short forms that the paper introduces for areas, and usual short forms of areas that it names; sorted.
    pub abbreviations: Vec<Abbreviation>,
    /// The nation the paper is about; `None` where its words do not tell.
    pub(super) nation: Option<Nation>,
    /// Names of places that are people's names in this paper, in lower case.
    pub(super) people: BTreeSet<String>,
    /// Names that are people's elsewhere but, in this paper, stand in a place's position again and again and never in a
    /// person's; in lower case.
    pub(super) places: BTreeSet<String>,
}

impl PaperContext {
    /// The nation the paper is about, such as `Scotland`; `elsewhere` where it is not in the United Kingdom.
    pub fn nation(&self) -> Option<&'static str> {
        self.nation.map(Nation::as_str)
    }
}

/// Whether `short` can be made of the letters of `name`: it has two capitals or more, begins as a word of the name does, and
/// its letters stand in the name in order.
pub(super) fn shortens(short: &str, name: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let other = short.chars().any(|c| !c.is_alphabetic() && c != '&');
    if other || capitals < 2 || letters.len() > 8 || short.len() >= name.len() {
        return false;
    }
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let begins = name.split_whitespace().any(|w| w.chars().next().is_some_and(|c| lower(&c) == lower(&letters[0])));
    let mut rest = name.chars().filter(|c| c.is_alphabetic());
    begins && letters.iter().all(|l| rest.any(|c| lower(&c) == lower(l)))
}

/// What may be the short form of a name right before it: " (PKC)", " [PKC]", " (“the Council” or “PKC”)", " – PKC –",
/// ", hereafter PKC,".
pub(super) fn introduced_after(tail: &str) -> Vec<&str> {
    let tail = tail.trim_start_matches(['\'', '’']).trim_start_matches('s');
    let near = &tail[..tail.floor_char_boundary(60)];
    let trimmed = near.trim_start();
    let inside =
        [("(", ")"), ("[", "]"), ("– ", " –"), ("- ", " -"), (", hereafter ", ",")].iter().find_map(|(open, close)| {
            let rest = trimmed.strip_prefix(open)?;
            Some(&rest[..rest.find(close)?])
        });
    let quote = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”');
    let mut out = Vec::new();
    for part in inside.unwrap_or("").split([',', ';', '/']).flat_map(|part| part.split(" or ")) {
        let mut part = part.trim_matches(quote);
        for opening in ["hereafter", "hereinafter", "the", "also", "or"] {
            if let Some(rest) = part.strip_prefix(opening).filter(|rest| rest.starts_with(quote)) {
                part = rest.trim_matches(quote);
            }
        }
        let part = part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")).unwrap_or(part);
        if !part.is_empty() && !part.contains(' ') {
            out.push(part);
        }
    }
    out
}

/// Whether a text introduces `short` for something else: the words before its bracket have its letters as initials. "Helen Laing
/// (SBC)" says where she is from, "Small Business Commissioner (SBC)" what it means, "early learning and childcare (ELC)" too.
pub(super) fn means_another(text: &str, short: &str) -> bool {
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let spells = |words: &mut dyn Iterator<Item = &str>| {
        let mut initials: Vec<char> = words.take(letters).filter_map(|word| word.chars().next()).collect();
        initials.reverse();
        initials.iter().collect::<String>().to_lowercase() == short.to_lowercase()
    };
    text.match_indices(&format!("({short})")).any(|(at, _)| {
        let words = || text[..at].split_whitespace().rev();
        spells(&mut words().filter(|word| word.starts_with(char::is_uppercase)))
            || spells(&mut words().filter(|word| !["and", "of", "the", "for", "&"].contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_after_a_person_gives_no_other_meaning() {
        assert!(means_another("the Small Business Commissioner (SBC) said", "SBC"));
        assert!(!means_another("Jim Fullarton (SBC), Helen Laing (SBC)", "SBC"));
        assert!(!means_another("SBC", "SBC"));
        assert!(means_another("growth of early learning and childcare (ELC)", "ELC"));
    }

    #[test]
    fn short_forms() {
        assert!(shortens("PKC", "Perth and Kinross Council"));
        assert!(shortens("P&KC", "Perth and Kinross Council"));
        assert!(shortens("CnES", "Comhairle nan Eilean Siar"));
        assert!(shortens("SBC", "Scottish Borders Council"));
        assert!(!shortens("LOIP", "Angus Council"));
        assert!(!shortens("Council", "Angus Council"));
        assert!(!shortens("2019", "Angus Council"));
    }

    #[test]
    fn short_forms_that_follow_a_name() {
        for (tail, short) in [
            (" (PKC) is", "PKC"),
            (" [PKC] is", "PKC"),
            (" (hereafter “PKC”) is", "PKC"),
            (" (the Council) is", "Council"),
            (" (\"the Council\" or \"PKC\") is", "Council PKC"),
            ("'s (PKC's) plan is", "PKC"),
            (" – PKC – is", "PKC"),
            (", hereafter PKC, is", "PKC"),
            (" (see below) is", ""),
            (" (PKC", ""),
        ] {
            assert_eq!(introduced_after(tail).join(" "), short, "{tail}");
        }
    }
}
