//! Sentences that say the same in nearly the same words.
//!
//! Wordings are compared as sets of content words by Jaccard similarity. Two sets of similarity `t` or more share one of the
//! rarest `n - ceil(t n) + 1` words of each (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006), so only sentences that meet in
//! such a word are compared: the result is that of comparing all pairs. Figures and denials must be equal, whatever the words.

use super::words::{content, fixed_points};
use std::collections::{BTreeMap, BTreeSet};

/// Groups texts, given best first. Each group is a list of indices; its first is the best, and every other says the same as it.
pub(super) fn groups(texts: &[&str], threshold: f64) -> Vec<Vec<usize>> {
    let sets = ranked_sets(texts);
    let fixed: Vec<_> = texts.iter().map(|text| fixed_points(text)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Word -> groups whose leader has it among its rarest words.
    let mut leaders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, set) in sets.iter().enumerate() {
        let prefix = &set[..prefix_length(set.len(), threshold)];
        let meets: BTreeSet<usize> = prefix.iter().filter_map(|word| leaders.get(word)).flatten().copied().collect();
        let best = meets
            .into_iter()
            .filter(|&g| fixed[groups[g][0]] == fixed[i])
            .map(|g| (jaccard(&sets[groups[g][0]], set), g))
            .filter(|(similarity, _)| *similarity >= threshold)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((_, group)) => groups[group].push(i),
            None => {
                for word in prefix {
                    leaders.entry(*word).or_default().push(groups.len());
                }
                groups.push(vec![i]);
            }
        }
    }
    groups
}

/// Each text's content words as numbers, rarest first: the lower the number, the fewer texts have the word.
fn ranked_sets(texts: &[&str]) -> Vec<Vec<u32>> {
    let words: Vec<BTreeSet<String>> = texts.iter().map(|text| content(text).into_iter().collect()).collect();
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    for word in words.iter().flatten() {
        *frequency.entry(word).or_default() += 1;
    }
    let mut order: Vec<(u32, &str)> = frequency.into_iter().map(|(word, n)| (n, word)).collect();
    order.sort_unstable();
    let rank: BTreeMap<&str, u32> = order.iter().enumerate().map(|(i, (_, word))| (*word, i as u32)).collect();
    words
        .iter()
        .map(|set| {
            let mut ranks: Vec<u32> = set.iter().map(|word| rank[word.as_str()]).collect();
            ranks.sort_unstable();
            ranks
        })
        .collect()
}

fn prefix_length(words: usize, threshold: f64) -> usize {
    if words == 0 { 0 } else { words - ((words as f64 * threshold).ceil() as usize).min(words) + 1 }
}

/// Shared words over all words of two sorted sets.
fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn the_same_claim_in_near_words_is_one_group() {
        let texts = [
            "Communities do not have equal access to the internet, which has been a real challenge.",
            "Partners work well together at every level of the partnership.",
            "Community groups do not have equal access to the internet and this has been a real challenge.",
            "Around 3,000 food parcels went out each week to people who were shielding.",
            "Around 7,000 food parcels went out each week to people who were shielding.",
        ];
        assert_eq!(groups(&texts, 0.6), [vec![0, 2], vec![1], vec![3], vec![4]]);
        assert!(groups(&[], 0.6).is_empty());
    }
}
