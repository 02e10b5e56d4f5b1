//! The lexicon's terms as words that stand for one another, for searches that look for more than was typed.

use super::Tagger;

impl Tagger {
    /// The label of each theme, challenge and strength with those of its terms that are words and nothing else: no choices, no
    /// distances, no patterns. Weak terms are left out, since alone they name nothing.
    pub fn synonyms(&self) -> Vec<(String, Vec<String>)> {
        let entries = [&self.lexicon.themes, &self.lexicon.challenges, &self.lexicon.strengths].into_iter().flatten();
        entries
            .map(|entry| {
                let terms = entry.terms.iter().filter(|term| term.weight >= 1.0 && is_words(&term.text));
                (entry.label.clone(), terms.map(|term| term.text.clone()).collect::<Vec<_>>())
            })
            .filter(|(_, terms)| terms.len() > 1)
            .collect()
    }
}

/// Letters, spaces and hyphens alone, and no operator of the language of terms.
fn is_words(term: &str) -> bool {
    term.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
        && !term.split(' ').any(|word| matches!(word, "NEAR" | "BEFORE"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_has_words_for_one_another() {
        let tagger = Tagger::load(None).unwrap();
        let all = tagger.synonyms();
        assert!(all.len() > 20);
        let entries =
            [&tagger.lexicon.themes, &tagger.lexicon.challenges, &tagger.lexicon.strengths].into_iter().flatten();
        let written: Vec<&str> = entries.flat_map(|entry| &entry.terms).map(|term| term.text.as_str()).collect();
        for sign in [" NEAR/", "(", "*"] {
            let with_sign = |term: &&str| term.contains(sign);
            assert!(written.iter().any(with_sign), "no term has {sign}");
            assert!(!all.iter().any(|(_, terms)| terms.iter().any(|term| with_sign(&term.as_str()))), "{sign}");
        }
    }
}
