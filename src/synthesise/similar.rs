//! Sentences that say the same: near-copies, and paraphrases of one challenge or strength.
//!
//! Wordings are compared as sets of stems of content words. Near-copies have a Jaccard similarity of
//! [`Settings::same_words`] or more. Paraphrases share a coded challenge or strength, at least
//! [`Settings::paraphrase_words`] stems, and a Jaccard similarity weighted by rareness of [`Settings::paraphrase`] or more. Figures
//! and denials must be equal in either case, whatever the words.
//!
//! Two sets of similarity `t` or more share one of the rarest `n - ceil(t n) + 1` words of each (prefix filtering: Chaudhuri, Ganti and
//! Kaushik, 2006), so only sentences that meet in such a word are compared: for near-copies the result is that of comparing all
//! pairs, and for paraphrases that of comparing all pairs whose plain similarity is at least [`LOOSE`].

use super::settings::Settings;
use super::words::{fixed_points, stems};
use std::collections::{BTreeMap, BTreeSet};

/// Plain similarity below which paraphrases are not looked for.
const LOOSE: f64 = 0.35;
/// Groups that are compared with a sentence at most, those met in its rarest words first.
const COMPARED: usize = 400;

/// A sentence with the challenges and strengths that it states.
pub(super) struct Saying<'a> {
    pub(super) text: &'a str,
    pub(super) codes: BTreeSet<&'a str>,
}

/// Groups sentences, given best first. Each group is a list of indices; its first is the best, and every other says the same as it.
pub(super) fn groups(sayings: &[Saying<'_>], settings: &Settings) -> Vec<Vec<usize>> {
    let texts: Vec<&str> = sayings.iter().map(|s| s.text).collect();
    let (sets, weights) = ranked_sets(&texts);
    let fixed: Vec<_> = texts.iter().map(|text| fixed_points(text)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Word -> groups whose leader has it among its rarest words.
    let mut leaders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, set) in sets.iter().enumerate() {
        let prefix = &set[..prefix_length(set.len(), LOOSE)];
        let mut meets: Vec<usize> = Vec::new();
        let mut met = BTreeSet::new();
        'words: for word in prefix {
            for &group in leaders.get(word).into_iter().flatten() {
                if met.insert(group) {
                    meets.push(group);
                }
                if meets.len() >= COMPARED {
                    break 'words;
                }
            }
        }
        let best = meets
            .into_iter()
            .filter(|&g| fixed[groups[g][0]] == fixed[i])
            .filter_map(|g| {
                let leader = groups[g][0];
                let (plain, weighted, shared) = overlap(&sets[leader], set, &weights);
                let coded = sayings[leader].codes.intersection(&sayings[i].codes).next().is_some();
                let paraphrase = coded && shared >= settings.paraphrase_words && weighted >= settings.paraphrase;
                (plain >= settings.same_words || paraphrase).then_some((plain.max(weighted), g))
            })
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

/// Each text's stems as numbers, rarest first: the lower the number, the fewer texts have the word; and the weight of each number.
fn ranked_sets(texts: &[&str]) -> (Vec<Vec<u32>>, Vec<f64>) {
    let words: Vec<BTreeSet<String>> = texts.iter().map(|text| stems(text).into_iter().collect()).collect();
    let mut frequency: BTreeMap<&str, u32> = BTreeMap::new();
    for word in words.iter().flatten() {
        *frequency.entry(word).or_default() += 1;
    }
    let mut order: Vec<(u32, &str)> = frequency.into_iter().map(|(word, n)| (n, word)).collect();
    order.sort_unstable();
    let rank: BTreeMap<&str, u32> = order.iter().enumerate().map(|(i, (_, word))| (*word, i as u32)).collect();
    let all = texts.len() as f64;
    let weights = order.iter().map(|(n, _)| (1.0 + all / f64::from(*n)).ln()).collect();
    let sets = words
        .iter()
        .map(|set| {
            let mut ranks: Vec<u32> = set.iter().map(|word| rank[word.as_str()]).collect();
            ranks.sort_unstable();
            ranks
        })
        .collect();
    (sets, weights)
}

fn prefix_length(words: usize, threshold: f64) -> usize {
    if words == 0 { 0 } else { words - ((words as f64 * threshold).ceil() as usize).min(words) + 1 }
}

/// Of two sorted sets: shared words over all words, the same by weight, and the number of shared words.
fn overlap(a: &[u32], b: &[u32], weights: &[f64]) -> (f64, f64, usize) {
    let (mut i, mut j, mut shared, mut weight) = (0, 0, 0_usize, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                weight += weights[a[i] as usize];
                i += 1;
                j += 1;
            }
        }
    }
    let all = a.len() + b.len() - shared;
    if all == 0 {
        return (0.0, 0.0, 0);
    }
    let sum = |set: &[u32]| set.iter().map(|&w| weights[w as usize]).sum::<f64>();
    (shared as f64 / all as f64, weight / (sum(a) + sum(b) - weight), shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(texts: &[&str], code: Option<&'static str>) -> Vec<Vec<usize>> {
        let sayings: Vec<Saying<'_>> =
            texts.iter().map(|text| Saying { text, codes: code.into_iter().collect() }).collect();
        groups(&sayings, &Settings::default())
    }

    #[test]
    fn the_same_claim_in_near_words_is_one_group() {
        let texts = [
            "Communities do not have equal access to the internet, which has been a real challenge.",
            "Partners work well together at every level of the partnership.",
            "Community groups do not have equal access to the internet and this has been a real challenge.",
            "Around 3,000 food parcels went out each week to people who were shielding.",
            "Around 7,000 food parcels went out each week to people who were shielding.",
        ];
        assert_eq!(grouped(&texts, None), [vec![0, 2], vec![1], vec![3], vec![4]]);
        assert!(grouped(&[], None).is_empty());
    }

    #[test]
    fn a_paraphrase_needs_the_same_challenge_or_strength() {
        let texts = [
            "Funding streams should be co-ordinated so that money reaches the areas that need it most.",
            "Co-ordination of funding streams is needed so that the funding reaches areas of most need.",
        ];
        assert_eq!(grouped(&texts, Some("funding-coordination")).len(), 1);
        assert_eq!(grouped(&texts, None).len(), 2);
    }

    #[test]
    fn remarks_on_one_subject_that_differ_stay_apart() {
        let texts = [
            "Very good relationship established with the local interface.",
            "Some partner relationships have been significantly strengthened.",
            "Communication between partners has improved with the ability to draw together cohesive responses.",
            "Working better together than previously and more aware of each other’s strengths than before.",
            "Challenging times have shown community planning in action, despite not always following formal procedures.",
        ];
        assert_eq!(grouped(&texts, Some("joint-working")).len(), 5);
    }
}
