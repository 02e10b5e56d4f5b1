//! The word that somebody meant who wrote another.

/// The known word that is most like a wrong one; `None` where none is near. Letter case does not count.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&wrong, &word.to_lowercase()), word))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_known_and_another_word_is_not() {
        assert_eq!(nearest("Digitle", ["housing", "digital"]), Some("digital"));
        assert_eq!(nearest("xyz", ["housing", "digital"]), None);
    }
}
