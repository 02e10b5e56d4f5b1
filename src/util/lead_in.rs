//! Run-in headings: the words at the start of a paragraph that name what it is about, as in `Angus - A lot of work`.

/// How long a lead-in may be, in Unicode characters. Longer bold text is emphasis, not a name.
const LONGEST: usize = 120;

/// The length in Unicode characters of the lead-in of `text`, whose first `bold` characters are bold: the bold part without
/// the separator after it.
///
/// A lead-in needs words before and after it. What parts them is a dash, colon or full stop on either side of the change from
/// bold to plain, or the change alone where the plain words begin a sentence. `None` where bold text merely begins a sentence
/// (`**Angus** has agreed`).
pub fn lead_in(text: &str, bold: u32) -> Option<u32> {
    let chars: Vec<char> = text.chars().collect();
    let bold = (bold as usize).min(chars.len());
    let mut end = bold;
    let mut parted = false;
    while end > 0 && (is_separator(chars[end - 1]) || chars[end - 1].is_whitespace()) {
        parted |= is_separator(chars[end - 1]);
        end -= 1;
    }
    let mut rest = bold;
    while rest < chars.len() && (is_separator(chars[rest]) || chars[rest].is_whitespace()) {
        parted |= is_separator(chars[rest]);
        rest += 1;
    }
    let words = |part: &[char]| part.iter().any(|c| c.is_alphabetic());
    if end == 0 || end > LONGEST || !words(&chars[..end]) || !words(&chars[rest..]) {
        return None;
    }
    // "Half-way" or "McGill's" half in bold is no lead-in: the change must fall between words.
    let between = chars[end..rest].iter().any(|c| c.is_whitespace() || matches!(c, '–' | '—' | ':'));
    // One bold word before a capital may be half of a name: "Cllr" before "Smith".
    let several = chars[..end].contains(&' ');
    (between && (parted || several && chars[rest].is_uppercase())).then_some(end as u32)
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | ':' | '.')
}

#[cfg(test)]
mod tests {
    use super::lead_in;

    #[test]
    fn a_separator_or_a_new_sentence_parts_the_lead_in() {
        assert_eq!(lead_in("Angus - A lot of work", 5), Some(5));
        assert_eq!(lead_in("Angus – a lot", 8), Some(5));
        assert_eq!(lead_in("Night bus services: McGills had", 18), Some(18));
        assert_eq!(lead_in("Staffing. The team", 9), Some(8));
        assert_eq!(lead_in("Grass tippings in Elderpark Our Secretary", 28), Some(27));
    }

    #[test]
    fn emphasis_is_no_lead_in() {
        assert_eq!(lead_in("Angus has agreed", 5), None);
        assert_eq!(lead_in("All bold", 8), None);
        assert_eq!(lead_in("Half-way", 4), None);
        assert_eq!(lead_in("Cllr Smith moved", 5), None);
        assert_eq!(lead_in("plain", 0), None);
        assert_eq!(lead_in("12 - text", 2), None);
    }
}
