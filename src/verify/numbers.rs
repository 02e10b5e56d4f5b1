//! Numbers in a sentence.

/// The whole numbers of a sentence in order, commas between thousands taken out. Digits within a word (`R2`, `a4.pdf`) are no number.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '“' | '”' | ';' | ':')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = word.replace(',', "");
        if !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit()) {
            out.extend(plain.parse::<u64>().ok());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn whole_numbers_alone() {
        assert_eq!(super::numbers("1,234 of 5 (12) in a4.pdf; 5 % and R2."), [1234, 5, 12, 5]);
    }
}
