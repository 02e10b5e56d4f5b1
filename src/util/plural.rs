//! Numbers with their nouns.

/// `no papers`, `1 paper`, `2 papers`, `1,234 papers`. An irregular plural is given as `plural`.
pub fn count(n: u64, singular: &str, plural: &str) -> String {
    match n {
        0 => format!("no {plural}"),
        1 => format!("1 {singular}"),
        _ => format!("{} {plural}", thousands(n)),
    }
}

/// A number with commas between its thousands.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub fn join_and(parts: &[impl AsRef<str>]) -> String {
    join(parts, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub fn join_or(parts: &[impl AsRef<str>]) -> String {
    join(parts, "or")
}

fn join(parts: &[impl AsRef<str>], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", init.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_is_right_for_none_one_and_many() {
        assert_eq!(count(0, "paper", "papers"), "no papers");
        assert_eq!(count(1, "paper", "papers"), "1 paper");
        assert_eq!(count(1234567, "paper", "papers"), "1,234,567 papers");
        assert_eq!(join_and(&["a", "b", "c"]), "a, b and c");
        assert_eq!(join_or(&["a", "b"]), "a or b");
    }
}
