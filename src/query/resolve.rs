//! From the words people use to the names of the codebook.

use crate::model::codebook::{Area, Codebook, Concept, Facet};
use crate::model::date::PartialDate;
use crate::model::paper::PaperKind;
use crate::query::error::Unknown;
use crate::util::text::name_key;

/// How many near names a miss lists.
const NEAREST: usize = 3;
/// Likeness (Jaro-Winkler, 0 to 1) below which a name is not worth suggesting; found by trying misspelt council areas.
const LIKENESS: f64 = 0.8;

/// Whether two names are the same; case and punctuation do not matter.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    name_key(a) == name_key(b)
}

/// Whether of two spellings of a name the first is shown: one that is not all in capitals, then the first in the alphabet.
pub(super) fn shown_before(name: &str, other: &str) -> bool {
    let key = |name: &str| (!name.chars().any(char::is_lowercase), name.to_owned());
    key(name) < key(other)
}

/// The area with this code or name; case and punctuation do not matter.
pub fn resolve_place<'a>(codebook: &'a Codebook, words: &str) -> Result<&'a Area, Unknown> {
    let found = codebook.meant(Facet::Place, words).ok().and_then(|code| codebook.area(code));
    found.ok_or_else(|| {
        unknown("place", words, codebook.areas.iter().map(|area| (area.name.as_str(), area.name.as_str())))
    })
}

/// The concept of a facet with this id or label; case and punctuation do not matter.
pub fn resolve_concept<'a>(codebook: &'a Codebook, facet: Facet, words: &str) -> Result<&'a Concept, Unknown> {
    let found = codebook.meant(facet, words).ok().and_then(|id| codebook.concept(facet, id));
    let names =
        || codebook.facet(facet).flat_map(|c| [(c.id.as_str(), c.id.as_str()), (c.label.as_str(), c.id.as_str())]);
    found.ok_or_else(|| unknown(facet.as_str(), words, names()))
}

/// The kind of paper with these words.
pub fn resolve_kind(words: &str) -> Result<PaperKind, Unknown> {
    let wanted = name_key(words);
    let names = PaperKind::ALL.map(|kind| (kind.as_str(), kind.as_str()));
    let one = || PaperKind::from_words(wanted.strip_suffix('s')?);
    PaperKind::from_words(&wanted).or_else(one).ok_or_else(|| unknown("kind", words, names.into_iter()))
}

/// The date in ISO 8601, whole or partial: `2020-10-05`, `2020-10`, `2020`.
pub fn resolve_date(words: &str) -> Result<PartialDate, Unknown> {
    let miss = || Unknown { what: "date".to_owned(), given: words.to_owned(), nearest: Vec::new() };
    let parts: Vec<&str> = words.trim().split('-').collect();
    if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) || parts[0].len() != 4 {
        return Err(miss());
    }
    let number = |i: usize| parts[i].parse::<u8>().ok();
    let year = parts[0].parse::<i16>().map_err(|_| miss())?;
    let date = match parts.len() {
        1 => Some(PartialDate { year, month: None, day: None }),
        2 => number(1).and_then(|month| PartialDate::ym(year, month)),
        3 => number(1).zip(number(2)).and_then(|(month, day)| PartialDate::ymd(year, month, day)),
        _ => None,
    };
    date.ok_or_else(miss)
}

/// The miss, with the nearest names: what is compared and what is suggested for it.
pub(super) fn unknown<'a>(what: &str, given: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> Unknown {
    let wanted = name_key(given);
    let mut near: Vec<(f64, &str)> = Vec::new();
    for (compared, suggested) in names {
        let compared = name_key(compared);
        let contains = wanted.len() >= 3 && format!(" {compared}").contains(&format!(" {wanted}"));
        let likeness = if contains { 1.0 } else { strsim::jaro_winkler(&compared, &wanted) };
        if likeness >= LIKENESS {
            near.push((likeness, suggested));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut nearest: Vec<String> = Vec::new();
    for (_, name) in near {
        if nearest.len() < NEAREST && !nearest.iter().any(|known| known == name) {
            nearest.push(name.to_owned());
        }
    }
    Unknown { what: what.to_owned(), given: given.to_owned(), nearest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::codebook;

    #[test]
    fn ids_labels_codes_and_misses() {
        let book = codebook();
        assert_eq!(resolve_place(&book, "dundee CITY").unwrap().code, "S12000042");
        assert_eq!(resolve_place(&book, "s12000041").unwrap().name, "Angus");
        let miss = resolve_place(&book, "Dundee").unwrap_err();
        assert_eq!(miss.to_string(), "there is no place \"Dundee\"; did you mean \"Dundee City\"?");
        assert_eq!(resolve_place(&book, "Agnus").unwrap_err().nearest, ["Angus"]);
        assert!(resolve_place(&book, "zzz").unwrap_err().nearest.is_empty());
        for words in ["data-evidence", "Data & evidence", "data and evidence"] {
            assert_eq!(resolve_concept(&book, Facet::Theme, words).unwrap().id, "data-evidence");
        }
        assert_eq!(resolve_concept(&book, Facet::Theme, "fundng").unwrap_err().nearest, ["funding-resources"]);
        assert_eq!(resolve_kind("audit-report"), Ok(PaperKind::AuditReport));
        assert_eq!(resolve_kind("minutes"), Ok(PaperKind::Minute));
        assert_eq!(resolve_kind("minuet").unwrap_err().nearest, ["minute"]);
        assert_eq!(resolve_date("2020-08").unwrap().to_string(), "2020-08");
        assert!(["2020-13", "20-1-1", "2020-02-30", "", "x", "2020-1-1-1"].iter().all(|d| resolve_date(d).is_err()));
    }
}
