//! The word that somebody meant who wrote another.

/// The least likeness (Jaro-Winkler) of a word that is offered.
const NEAR: f64 = 0.75;
/// That of a name: there are so many that one is always near.
const NEAR_NAME: f64 = 0.9;

/// The known word that is most like a wrong one; `None` where none is near. Letter case does not count.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    likest(wrong, known, NEAR)
}

/// The same among many names.
pub fn nearest_name<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    likest(wrong, known, NEAR_NAME)
}

/// The nearest known word as a remedy, or all of them where none is near.
pub fn remedy(wrong: &str, known: &[&str]) -> String {
    match nearest(wrong, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}

fn likest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>, least: f64) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&wrong, &word.to_lowercase()), word))
        .filter(|(score, _)| *score > least)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_name};

    #[test]
    fn a_slip_is_known_and_another_word_is_not() {
        assert_eq!(nearest("Digitle", ["housing", "digital"]), Some("digital"));
        assert_eq!(nearest_name("Agnus", ["Warwick", "Angus"]), Some("Angus"));
        assert_eq!(nearest_name("Berwick", ["Warwick", "Angus"]), None);
        assert_eq!(nearest("xyz", ["housing", "digital"]), None);
    }
}
