//! Whether two texts are one passage whose words were read a little differently.
//!
//! A decision must not land on the item beside the one that it was made for: "the report on housing was noted" and "the report on
//! schools was noted" are as alike as two readings of one sentence. So letters are not enough. Words that differ may be words of
//! grammar, other forms of one word, slips of a letter in a long word, and words that a hyphen parts or joins; a name, a number or
//! any other word that differs makes another passage.

use crate::util::text::{collapse, fold};

/// The least likeness (Sørensen-Dice over letter pairs) of first words that are taken for the same passage.
const LIKE: f64 = 0.85;
/// How much more like the best must be than any other that may be meant.
const LEAD: f64 = 0.05;
/// Letters from which a word may have one slip and be the same word.
const LONG: usize = 6;
/// Words that may come and go: of grammar, but none that turns a sentence.
const GRAMMAR: [&str; 46] = [
    "a", "also", "an", "and", "are", "as", "at", "be", "been", "by", "can", "did", "do", "does", "for", "from", "had",
    "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "our", "s", "so", "that", "the", "their", "then",
    "there", "these", "this", "those", "to", "was", "we", "were", "which", "will", "with", "would",
];

/// The one of `texts` that begins with nearly the words of `start`, a decision's first characters; `None` where there is none, or
/// several are as near.
pub(super) fn nearest<'t>(start: &str, kept: usize, texts: impl Iterator<Item = &'t str>) -> Option<usize> {
    let wanted = fold(start);
    if wanted.is_empty() {
        return None;
    }
    let mut like: Vec<(f64, usize)> = texts
        .enumerate()
        .filter_map(|(at, text)| {
            let begins: String = collapse(text).chars().take(kept).collect();
            let likeness = strsim::sorensen_dice(&wanted, &fold(&begins));
            (likeness >= LIKE && same_words(start, kept, text)).then_some((likeness, at))
        })
        .collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    match like[..] {
        [(best, at)] => Some(at).filter(|_| best >= LIKE),
        [(best, at), (second, _), ..] if best - second >= LEAD => Some(at),
        _ => None,
    }
}

/// Whether `text` begins with the words of `start`, as far as words that differ may differ. `start` was cut after `kept` characters,
/// within a word or at a space, which no file keeps at the end of a cell.
fn same_words(start: &str, kept: usize, text: &str) -> bool {
    let length = start.chars().count();
    let is_cut = length + 1 >= kept;
    let (old, new) = (fold(start), fold(text));
    let mut old: Vec<&str> = old.split(' ').filter(|w| !w.is_empty()).collect();
    if length >= kept {
        old.pop();
    }
    let mut new: Vec<&str> = new.split(' ').filter(|w| !w.is_empty()).collect();
    // Only so many more words can have come between.
    new.truncate(if is_cut { old.len() * 5 / 4 + 2 } else { usize::MAX });
    // `reached[j]`: the words of the old text so far can be those of the new one up to `j`.
    let mut reached = vec![false; new.len() + 1];
    for (j, is_reached) in reached.iter_mut().enumerate() {
        *is_reached = new[..j].iter().all(|word| may_go(word));
    }
    let mut before: Option<Vec<bool>> = None;
    for i in 1..=old.len() {
        let mut next = vec![false; new.len() + 1];
        for j in 0..=new.len() {
            let joined = |two: &[&str], one: &str| two.concat() == one;
            next[j] = reached[j] && may_go(old[i - 1])
                || j > 0 && next[j - 1] && may_go(new[j - 1])
                || j > 0 && reached[j - 1] && same_word(old[i - 1], new[j - 1])
                || j > 1 && reached[j - 2] && joined(&new[j - 2..j], old[i - 1])
                || i > 1 && j > 0 && before.as_ref().is_some_and(|b| b[j - 1]) && joined(&old[i - 2..i], new[j - 1]);
        }
        before = Some(std::mem::replace(&mut reached, next));
    }
    // What a cut start does not hold may follow.
    if is_cut { reached.contains(&true) } else { reached[new.len()] }
}

fn may_go(word: &str) -> bool {
    GRAMMAR.contains(&word)
}

/// One word in two forms, or with a slip of a letter.
fn same_word(a: &str, b: &str) -> bool {
    if a == b || may_go(a) && may_go(b) {
        return true;
    }
    if [a, b].iter().any(|word| !word.chars().all(char::is_alphabetic)) {
        return false;
    }
    let bare = |word: &str| -> String {
        let ends = ["ing", "ed", "es", "s", "e"];
        let cut = ends.iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.chars().count() > 2));
        cut.unwrap_or(word).to_owned()
    };
    let shorter = a.chars().count().min(b.chars().count());
    bare(a) == bare(b) || shorter >= LONG && strsim::osa_distance(a, b) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: usize = 120;

    fn found(start: &str, texts: &[&str]) -> Option<usize> {
        nearest(&start.chars().take(KEPT).collect::<String>(), KEPT, texts.iter().copied())
    }

    #[test]
    fn readings_of_one_passage_are_one() {
        let text = "Volunteers delivered food parcels across the town, and co-ordinated lifts, during the winter months of \
                    that year, as they had done in each of the years before it.";
        for other in [
            text.replace("the town", "the towns"),
            text.replace("co-ordinated", "coordinated"),
            text.replace("parcels", "parcells"),
            text.replace("food parcels across", "food parcels, all across").replace("all ", ""),
            text.replace("the winter", "winter"),
        ] {
            assert_eq!(found(text, &["Something else was said.", &other]), Some(1), "{other}");
        }
    }

    #[test]
    fn a_start_that_was_cut_at_a_space_is_cut() {
        let text = format!("{}towns and of the villages around them", "Parcels went to the ".repeat(6));
        assert_eq!(text.chars().nth(KEPT - 1), Some(' '));
        let start: String = text.chars().take(KEPT).collect();
        let other = text.replacen("Parcels", "Parcel", 1);
        for start in [start.as_str(), start.trim_end()] {
            assert_eq!(nearest(start, KEPT, [other.as_str()].into_iter()), Some(0), "{start:?}");
        }
    }

    #[test]
    fn the_item_beside_it_is_another() {
        let housing =
            "The report on housing (roads, schools) repairs was noted by the board, which thanked the officers for it.";
        for (a, b) in [("housing", "schools"), ("report", "reports on 12 schools and"), ("noted", "not noted")] {
            assert_eq!(found(housing, &[&housing.replacen(a, b, 1)]), None, "{b}");
        }
        let numbers = "In 2019 the board of Moray heard that 41 of 50 homes had been mended before the winter came.";
        for (a, b) in [("2019", "2020"), ("41", "42"), ("Moray", "Angus")] {
            assert_eq!(found(numbers, &[&numbers.replace(a, b)]), None, "{b}");
        }
        let nearly = housing.replace("officers", "officer");
        assert_eq!(found(housing, &[&nearly]), Some(0));
        assert_eq!(found(housing, &[&nearly, &nearly]), None, "two are as near");
    }
}
