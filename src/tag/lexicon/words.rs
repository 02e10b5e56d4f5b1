//! The words of terms: each kind of word stands once and has a number, which the matcher's trie is made of.
//!
//! A lexicon writes the same words again and again ("the", "lack", "support"), so that what a written word may match is worked
//! out once.

use super::forms;
use crate::tag::tokens::Tokens;
use std::collections::HashMap;
use std::sync::Arc;

/// What one word of a term matches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::tag) enum WordRule {
    /// Any of these forms, by number, in order.
    Forms(Vec<u32>),
    /// This folded word where it is written in capitals.
    Capitals(String),
    /// Any word that begins so.
    Prefix(String),
    /// A number in figures, or one of these forms.
    Number(Vec<u32>),
    /// A sum of money in figures, of ten thousand or more.
    Sum,
    /// No word, but a comma or a bracket before the next one.
    Comma,
}

/// Words that follow one another, by number.
pub(in crate::tag) type Sequence = Vec<u32>;

/// The numbers that `#` matches beside figures.
const NUMBERS: [&str; 22] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
];

/// Words that many write with a hyphen and many without: how they begin, and how what follows begins. Not every word that begins so
/// ("recover", "onset") is made of two.
const PARTED: [(&str, &[&str]); 13] = [
    ("co", &["ordinat", "operat", "produc", "design", "locat", "creat", "fund", "chair", "terminous"]),
    ("e", &["mail", "learning", "petition", "newsletter", "bike"]),
    ("re", &["use", "using", "open", "establish", "engag", "design", "tender", "profil", "let"]),
    ("pre", &["school", "application", "existing", "plan", "pay"]),
    ("multi", &["agency", "disciplin", "year", "lateral", "faceted", "cultural", "use", "storey"]),
    ("inter", &["agency", "generation", "disciplin", "department", "dependen", "connect", "cultural"]),
    ("non", &["profit", "complian", "attend", "domestic", "payment"]),
    ("anti", &["social", "poverty", "rac"]),
    ("well", &["being"]),
    ("life", &["long", "span", "style"]),
    ("on", &["line", "going", "board", "shore", "site"]),
    ("off", &["line", "shore", "site", "grid"]),
    ("over", &["spend", "spent", "spending", "crowd"]),
];

/// A word that is also written with a hyphen, in its two parts.
pub(super) fn parted(word: &str) -> Option<(&str, &str)> {
    PARTED.iter().find_map(|(head, tails)| {
        let tail = word.strip_prefix(head)?;
        tails.iter().any(|begin| tail.starts_with(begin)).then(|| word.split_at(head.len()))
    })
}

/// Every kind of word that terms hold.
#[derive(Debug, Default)]
pub(in crate::tag) struct Words {
    rules: Vec<WordRule>,
    numbers: HashMap<WordRule, u32>,
    /// Folded words, each once, and the number of each.
    forms: Vec<String>,
    form_numbers: HashMap<String, u32>,
    /// The ways of each word as written.
    written: HashMap<String, Arc<[Sequence]>>,
}

impl Words {
    /// What the words match, by number.
    pub(in crate::tag) fn rules(&self) -> &[WordRule] {
        &self.rules
    }

    /// The folded words that they match, by number.
    pub(in crate::tag) fn forms(&self) -> &[String] {
        &self.forms
    }

    /// Whether a number is that of the comma.
    pub(super) fn is_comma(&self, number: u32) -> bool {
        self.rules.get(number as usize) == Some(&WordRule::Comma)
    }

    /// The ways of a word of a term: with a hyphen, apart, or joined; and with a comma after it, or without, where the term has
    /// one.
    ///
    /// # Errors
    ///
    /// What is wrong with the word, in plain English.
    pub(super) fn ways(&mut self, word: &str) -> Result<Arc<[Sequence]>, String> {
        if let Some(known) = self.written.get(word) {
            return Ok(Arc::clone(known));
        }
        let ways: Arc<[Sequence]> = self.read(word)?.into();
        self.written.insert(word.to_owned(), Arc::clone(&ways));
        Ok(ways)
    }

    fn number(&mut self, rule: WordRule) -> u32 {
        if let Some(number) = self.numbers.get(&rule) {
            return *number;
        }
        let number = self.rules.len() as u32;
        self.rules.push(rule.clone());
        self.numbers.insert(rule, number);
        number
    }

    /// The numbers of forms, in order.
    fn forms_of(&mut self, forms: impl IntoIterator<Item = String>) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for form in forms {
            out.push(match self.form_numbers.get(&form) {
                Some(number) => *number,
                None => {
                    let number = self.forms.len() as u32;
                    self.forms.push(form.clone());
                    self.form_numbers.insert(form, number);
                    number
                }
            });
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The forms of a plain word in lower case.
    fn plain(&mut self, word: &str) -> Result<Vec<u32>, String> {
        let ways = self.ways(word)?;
        match ways.first().and_then(|way| self.rules.get(way[0] as usize)) {
            Some(WordRule::Forms(forms)) => Ok(forms.clone()),
            _ => Ok(Vec::new()),
        }
    }

    fn read(&mut self, word: &str) -> Result<Vec<Sequence>, String> {
        match word {
            "#" => {
                let forms = self.forms_of(NUMBERS.map(str::to_owned));
                return Ok(vec![vec![self.number(WordRule::Number(forms))]]);
            }
            "£#" => return Ok(vec![vec![self.number(WordRule::Sum)]]),
            _ => {}
        }
        if let Some(before) = word.strip_suffix(',') {
            let comma = self.number(WordRule::Comma);
            let ways = self.ways(before)?;
            let with = ways.iter().map(|way| [&way[..], &[comma]].concat());
            return Ok(ways.iter().cloned().chain(with).collect());
        }
        if let Some(options) = word.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            let mut all = Vec::new();
            for option in options.split('|') {
                all.extend(self.plain(option)?);
            }
            all.sort_unstable();
            all.dedup();
            return Ok(vec![vec![self.number(WordRule::Forms(all))]]);
        }
        let exact = word.strip_prefix('=');
        let word = exact.unwrap_or(word);
        let (word, prefix) = match word.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (word, false),
        };
        if word.contains(['*', '=', '|', '#']) {
            return Err(format!(
                "`{word}` has a sign in a place where it means nothing; `=` opens a word, `*` closes it, `#` and `£#` stand alone"
            ));
        }
        let tokens = Tokens::of(word);
        let parts: Vec<&str> = (0..tokens.list().len()).map(|i| tokens.word(i)).collect();
        let Some(last) = parts.last() else {
            return Err(format!("`{word}` holds no letter or digit"));
        };
        if prefix && last.len() < 4 {
            return Err(format!("`{word}*` is too short; a prefix needs four letters"));
        }
        let mut number = |part: &str, is_last: bool, capitals: bool| {
            let rule = if prefix && is_last {
                WordRule::Prefix(part.to_owned())
            } else if capitals {
                WordRule::Capitals(part.to_owned())
            } else if exact.is_some() || !is_last {
                WordRule::Forms(self.forms_of([part.to_owned()]))
            } else {
                WordRule::Forms(self.forms_of(forms::of(part)))
            };
            self.number(rule)
        };
        let split = parts.iter().zip(tokens.list()).enumerate();
        let split = split.map(|(i, (part, token))| number(part, i + 1 == parts.len(), token.capitals)).collect();
        let mut ways = vec![split];
        if parts.len() > 1 && word.contains('-') {
            ways.push(vec![number(&parts.concat(), true, false)]);
        } else if let ([one], [token]) = (&parts[..], tokens.list())
            && !token.capitals
            && let Some((head, tail)) = parted(one)
        {
            ways.push(vec![number(head, false, false), number(tail, true, false)]);
        }
        Ok(ways)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_number_however_often_it_is_written() {
        let mut words = Words::default();
        let first = words.ways("co-ordinate").unwrap();
        assert_eq!((first.len(), words.ways("co-ordinate").unwrap()), (2, first));
        assert_eq!(words.ways("=care").unwrap()[0], words.ways("=care").unwrap()[0]);
        assert_ne!(words.ways("=care").unwrap()[0], words.ways("care").unwrap()[0]);
        assert!(words.ways("a#").unwrap_err().contains("stand alone"));
    }
}
