//! The language of terms.
//!
//! | written | matches |
//! |---|---|
//! | `data sharing` | the words in this order, each in its forms (see `forms`) |
//! | `co-ordinate` | co-ordinate, co ordinate and coordinate |
//! | `coordinate` | the same, as with email, wellbeing and other words that many write with a hyphen (see `words`) |
//! | `slips, trips and falls` | a comma may stand there in the text, or not; elsewhere none may |
//! | `=care` | this very form |
//! | `^ensure` | at the head of a sentence only |
//! | `LOIP` | capitals only, with a plural s |
//! | `#` | a number, in figures or in words (one to twelve, fifteen, the tens, hundred) |
//! | `£#` | a sum of money of ten thousand or more, in figures: £1.5m, £12,000, £3 million |
//! | `shar*` | any word that begins so (four letters at least) |
//! | `(lack\|absence) of` | one of these; `(\|the)` may be left out |
//! | `data NEAR/4 shar*` | both sides within one sentence, at most four words between them, in either order |
//! | `lack BEFORE/3 funding` | the same in this order only |

use super::words::{Sequence, Words, parted};
use std::collections::HashSet;

/// Sequences that one term may stand for after its choices and hyphens are written out.
const MOST_SEQUENCES: usize = 512;

/// What a term matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tag) enum Term {
    /// One of these sequences.
    Words(Vec<Sequence>),
    /// Two sides with at most `gap` words between them.
    Near {
        /// First side.
        left: Vec<Sequence>,
        /// Second side.
        right: Vec<Sequence>,
        /// Words that may stand between.
        gap: usize,
        /// The first side must come first.
        ordered: bool,
    },
}

/// Signs that mean nothing in a term, with what to write instead: they come from other programs' patterns.
const FOREIGN: [(&[char], &str); 3] = [
    (&['?'], "write both forms, such as (house|houses); a word finds its plural and verb forms by itself"),
    (&['[', ']', '{', '}', '<', '>'], "write a choice in round brackets, such as (lack|absence)"),
    (&['~', '\\', '"', '“', '”'], "write the words alone; `=` before a word finds that very form"),
];

/// Refuses signs that stand where they mean nothing, which would be passed over in silence.
fn refuse_signs(text: &str) -> Result<(), String> {
    if text.contains('^') {
        return Err(
            "`^` counts only as the very first sign of a term; write two terms, one with `^` and one without".into()
        );
    }
    for (signs, remedy) in FOREIGN {
        if let Some(sign) = text.chars().find(|c| signs.contains(c)) {
            return Err(format!("`{sign}` means nothing in a term; {remedy}"));
        }
    }
    for part in text.split_whitespace() {
        let (name, number) = part.split_once('/').unwrap_or((part, ""));
        for operator in ["NEAR", "BEFORE"] {
            let is_small = name != operator && name.eq_ignore_ascii_case(operator) && number.parse::<u32>().is_ok();
            if is_small {
                return Err(format!("`{part}` is read as words; write {operator}/{number} in capitals"));
            }
            if part == operator {
                return Err(format!("`{part}` needs a number of words, such as {operator}/4, with no space in it"));
            }
        }
    }
    Ok(())
}

/// Reads a term, or says in plain English what is wrong with it.
pub(in crate::tag) fn parse(text: &str, words: &mut Words) -> Result<Term, String> {
    refuse_signs(text)?;
    let parts: Vec<&str> = text.split_whitespace().collect();
    for (i, part) in parts.iter().enumerate() {
        let Some((ordered, digits)) = part
            .strip_prefix("NEAR/")
            .map(|digits| (false, digits))
            .or_else(|| part.strip_prefix("BEFORE/").map(|digits| (true, digits)))
        else {
            continue;
        };
        let gap: usize = digits.parse().map_err(|_| format!("`{part}` needs a number of words, such as NEAR/4"))?;
        if gap > 20 {
            return Err(format!("`{part}` allows more than 20 words between; use a smaller number"));
        }
        if parts[i + 1..].iter().any(|p| p.starts_with("NEAR/") || p.starts_with("BEFORE/")) {
            return Err("a term can hold one NEAR or BEFORE; write two terms".to_owned());
        }
        let left = sequences(&parts[..i].join(" "), words)?;
        let right = sequences(&parts[i + 1..].join(" "), words)?;
        return Ok(Term::Near { left, right, gap, ordered });
    }
    Ok(Term::Words(sequences(text, words)?))
}

fn sequences(text: &str, words: &mut Words) -> Result<Vec<Sequence>, String> {
    let mut out: Vec<Sequence> = Vec::new();
    for plain in choices(text)? {
        let mut partial: Vec<Sequence> = vec![Vec::new()];
        for word in plain.split_whitespace() {
            let ways = words.ways(word)?;
            if let [way] = &*ways {
                partial.iter_mut().for_each(|head| head.extend(way));
                continue;
            }
            partial = partial.iter().flat_map(|head| ways.iter().map(move |way| [&head[..], way].concat())).collect();
            if partial.len() > MOST_SEQUENCES {
                return Err("it stands for too many phrases; write several terms".to_owned());
            }
        }
        for sequence in &mut partial {
            sequence.pop_if(|last| words.is_comma(*last));
        }
        partial.retain(|sequence| !sequence.is_empty());
        out.extend(partial);
    }
    let mut known = HashSet::with_capacity(out.len());
    out.retain(|sequence| known.insert(sequence.clone()));
    match out.len() {
        0 => Err("it holds no word".to_owned()),
        n if n > MOST_SEQUENCES => Err("it stands for too many phrases; write several terms".to_owned()),
        _ => Ok(out),
    }
}

/// Writes out `(a|b)`.
fn choices(text: &str) -> Result<Vec<String>, String> {
    let mut out = vec![String::new()];
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let close = rest[open..].find(')').map(|at| open + at).ok_or("a bracket is not closed; add `)`")?;
        let inside = &rest[open + 1..close];
        if inside.contains('(') {
            return Err("a choice cannot hold another choice; write two terms".to_owned());
        }
        let (simple, mut options): (Vec<&str>, Vec<&str>) = inside.split('|').partition(|option| is_simple(option));
        // Plain words that exclude one another are one word with more forms, not more phrases.
        let joined = format!("{{{}}}", simple.join("|"));
        if !simple.is_empty() {
            options.push(&joined);
        }
        let mut next = Vec::with_capacity(out.len() * options.len());
        for head in &out {
            next.extend(options.iter().map(|option| format!("{head}{}{option}", &rest[..open])));
        }
        if next.len() > MOST_SEQUENCES {
            return Err("it stands for too many phrases; write several terms".to_owned());
        }
        out = next;
        rest = &rest[close + 1..];
    }
    if rest.contains(')') {
        return Err("a bracket is closed that was not opened; remove `)`".to_owned());
    }
    for head in &mut out {
        head.push_str(rest);
    }
    Ok(out)
}

/// One plain word in lower case: no hyphen, no sign, and none that is also written with a hyphen.
fn is_simple(option: &str) -> bool {
    !option.is_empty() && option.chars().all(|c| c.is_ascii_lowercase()) && parted(option).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(text: &str) -> usize {
        match parse(text, &mut Words::default()).unwrap() {
            Term::Words(words) => words.len(),
            Term::Near { left, right, .. } => left.len() * right.len(),
        }
    }

    #[test]
    fn terms_are_written_out() {
        assert_eq!(phrases("data sharing"), 1);
        assert_eq!(phrases("co-ordinate"), 2);
        assert_eq!(phrases("(lack|absence) of (|the) funding"), 2);
        assert!(matches!(
            parse("data NEAR/4 shar*", &mut Words::default()).unwrap(),
            Term::Near { gap: 4, ordered: false, .. }
        ));
    }

    #[test]
    fn faults_are_explained() {
        for (bad, word) in
            [("data NEAR/x b", "number"), ("ab*", "four"), ("(a|b", "closed"), ("-", "letter"), ("", "word")]
        {
            assert!(parse(bad, &mut Words::default()).unwrap_err().contains(word), "{bad}");
        }
        for (bad, remedy) in [
            ("data near/4 share", "write NEAR/4 in capitals"),
            ("data NEAR share", "such as NEAR/4"),
            ("ensure ^honey", "very first sign"),
            ("(^sold|nectar) to", "very first sign"),
            ("honey?", "write both forms"),
            ("[honey]", "round brackets"),
        ] {
            assert!(parse(bad, &mut Words::default()).unwrap_err().contains(remedy), "{bad}");
        }
        for good in ["near the school", "before 4 in the morning", "A&E", "men's shed", "PM2.5", "24/7 care"] {
            assert!(parse(good, &mut Words::default()).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_word_written_together_finds_the_one_with_a_hyphen() {
        for (closed, open) in [
            ("coordination", "co-ordination"),
            ("emails", "e-mails"),
            ("wellbeing", "well-being"),
            ("cooperat*", "co-operat*"),
            ("=online", "=on-line"),
        ] {
            let mut words = Words::default();
            let sorted = |term: Result<Term, String>| match term {
                Ok(Term::Words(mut all)) => {
                    all.sort();
                    all
                }
                _ => Vec::new(),
            };
            assert_eq!(sorted(parse(closed, &mut words)), sorted(parse(open, &mut words)), "{closed}");
        }
        assert_eq!(phrases("(coordination|planning) of"), 3);
        assert_eq!(phrases("recover"), 1);
    }
}
