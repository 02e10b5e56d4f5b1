//! Several faults in one message.

use std::fmt::Display;

/// Most faults that are told at once.
const MOST: usize = 50;

/// Faults as a message: one by itself, of several their number and each on a line of its own, as far as these are not too many.
pub fn told(faults: &[impl Display]) -> String {
    if let [one] = faults {
        return one.to_string();
    }
    let mut lines = vec![format!("{} faults", faults.len())];
    lines.extend(faults.iter().take(MOST).map(ToString::to_string));
    if faults.len() > MOST {
        lines.push(format!("and {} more", faults.len() - MOST));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn what_is_not_told_is_counted() {
        assert_eq!(told(&["line 2"]), "line 2");
        assert_eq!(told(&["line 2", "line 3"]), "2 faults\nline 2\nline 3");
        let many = told(&[0; 53]);
        assert!(many.starts_with("53 faults\n0\n") && many.ends_with("\n0\nand 3 more"));
    }
}
