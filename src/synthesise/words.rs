//! Content words of a sentence: a set to compare wordings by, and a weighted vector to compare subjects by.

use crate::util::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say nothing of the subject. Words of negation and degree are not among them: they change what is said.
const EMPTY: &str = " a about above after all also am an and any are as at be been being both but by can could did do does doing \
    during each for from further had has have having he her here hers him his how i if in into is it its itself just me my of \
    off on once only or other our ours out over own she should so some such than that the their theirs them then there these \
    they this those through to too under until up us very was we were what when where which while who whom why will with would \
    you your yours ";

/// The content words of a text, folded, with plural endings taken off.
pub(super) fn content(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|w| !w.is_empty() && !EMPTY.contains(&format!(" {w} "))).map(stem).collect()
}

/// Takes off an English plural ending: `parcels` and `parcel`, `communities` and `community` are one word.
fn stem(word: &str) -> String {
    if let Some(root) = word.strip_suffix("ies").filter(|r| r.len() > 2) {
        return format!("{root}y");
    }
    match word.strip_suffix('s') {
        Some(root) if root.len() > 3 && !root.ends_with(['s', 'u', 'i']) => root.to_owned(),
        _ => word.to_owned(),
    }
}

/// The stems of the content words: inflections off, so that `supported`, `supporting` and `supports` are one word. Cruder than
/// `content`, for comparing what is said in other words.
pub(super) fn stems(text: &str) -> Vec<String> {
    content(text).into_iter().map(|word| inflected(&word).to_owned()).collect()
}

/// The word without `-ing`, `-ed`, `-ly` or a final `-e`, where four letters are left.
fn inflected(word: &str) -> &str {
    for ending in ["ing", "ed", "ly", "e"] {
        if let Some(root) = word.strip_suffix(ending).filter(|root| root.len() > 3) {
            return root;
        }
    }
    word
}

/// Pairs of neighbouring words, as stems, of which at least one is a content word: the concepts whose spread over areas says what is
/// widely said.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let folded = fold(text);
    let words: Vec<(bool, String)> = folded
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(|w| (EMPTY.contains(&format!(" {w} ")), inflected(&stem(w)).to_owned()))
        .collect();
    words.windows(2).filter(|two| !(two[0].0 && two[1].0)).map(|two| (two[0].1.clone(), two[1].1.clone())).collect()
}

/// What two wordings must share exactly to say the same: their figures and whether they deny something.
pub(super) fn fixed_points(text: &str) -> (BTreeSet<String>, bool) {
    let folded = fold(text);
    let figures = folded.split(' ').filter(|w| w.bytes().any(|b| b.is_ascii_digit())).map(str::to_owned).collect();
    let denies = folded.split(' ').any(|w| {
        matches!(w, "not" | "no" | "never" | "without" | "nor" | "cannot" | "neither" | "none")
            || w.ends_with("nt")
                && matches!(
                    w,
                    "dont"
                        | "didnt"
                        | "cant"
                        | "wont"
                        | "isnt"
                        | "wasnt"
                        | "arent"
                        | "werent"
                        | "hasnt"
                        | "havent"
                        | "doesnt"
                        | "couldnt"
                        | "wouldnt"
                        | "shouldnt"
                )
    });
    (figures, denies)
}

/// A sentence as its content words weighted by TF-IDF, of unit length; sorted by word.
pub(super) type Vector = Vec<(u32, f64)>;

/// Vectors of texts, each word weighted by how few of the texts have it.
pub(super) fn vectors<T: AsRef<str>>(texts: &[T]) -> Vec<Vector> {
    let words: Vec<Vec<String>> = texts.iter().map(|t| content(t.as_ref())).collect();
    let mut seen_in: BTreeMap<&str, (u32, f64)> = BTreeMap::new();
    for list in &words {
        for word in list.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            let next = seen_in.len() as u32;
            seen_in.entry(word).or_insert((next, 0.0)).1 += 1.0;
        }
    }
    let n = texts.len() as f64;
    words
        .iter()
        .map(|list| {
            let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
            for word in list {
                let (id, df) = seen_in[word.as_str()];
                *counts.entry(id).or_default() += (1.0 + n / df).ln();
            }
            let length = counts.values().map(|w| w * w).sum::<f64>().sqrt();
            counts.into_iter().map(|(id, w)| (id, w / length)).collect()
        })
        .collect()
}

/// Cosine of two unit vectors, 0 to 1.
pub(super) fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_words_have_one_form() {
        assert_eq!(content("The communities’ food parcels, and a bus"), ["community", "food", "parcel", "bus"]);
        let v = vectors(&["food parcels", "a food parcel", "roads"]);
        assert!((cosine(&v[0], &v[1]) - 1.0).abs() < 1e-9);
        assert_eq!(cosine(&v[0], &v[2]), 0.0);
    }

    #[test]
    fn figures_and_denials_are_kept_apart() {
        assert_ne!(fixed_points("3,000 parcels"), fixed_points("7,000 parcels"));
        assert_ne!(fixed_points("It does not work"), fixed_points("It does work"));
    }
}
