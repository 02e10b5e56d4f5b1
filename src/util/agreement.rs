//! How far coders agree: precision, recall and F1, Cohen's kappa (Cohen 1960), Krippendorff's alpha for names (Krippendorff 2011),
//! and bootstrap intervals (Efron 1979) that are the same on every run.

use serde::Serialize;

/// Codes of one coder against those of another that is taken for right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Given by both.
    pub both: u64,
    /// Given here alone.
    pub extra: u64,
    /// Given there alone.
    pub missed: u64,
}

impl Counts {
    /// The share of codes given that are right; `None` where none is given.
    pub fn precision(&self) -> Option<f64> {
        share(self.both, self.both + self.extra)
    }

    /// The share of right codes that are given; `None` where there are none.
    pub fn recall(&self) -> Option<f64> {
        share(self.both, self.both + self.missed)
    }

    /// The harmonic mean of precision and recall; `None` where neither coder gives a code.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.both, 2 * self.both + self.extra + self.missed)
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Counts) {
        self.both += other.both;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Cohen's kappa of two coders' names for the same items; `None` without items or where chance alone agrees in full.
pub fn kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let agreed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let mut names: Vec<&T> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
    names.sort();
    names.dedup();
    let chance: f64 = names
        .iter()
        .map(|name| {
            let of =
                |first: bool| pairs.iter().filter(|(a, b)| (if first { a } else { b }) == *name).count() as f64 / n;
            of(true) * of(false)
        })
        .sum();
    (!pairs.is_empty() && chance < 1.0).then(|| (agreed - chance) / (1.0 - chance))
}

/// Krippendorff's alpha for names: one list an item, a name for each coder who coded it. `None` where fewer than two names are
/// compared or only one name is ever given.
pub fn alpha<T: Ord>(items: &[Vec<T>]) -> Option<f64> {
    let coded: Vec<&Vec<T>> = items.iter().filter(|names| names.len() >= 2).collect();
    let total: f64 = coded.iter().map(|names| names.len() as f64).sum();
    let mut all: Vec<&T> = coded.iter().flat_map(|names| names.iter()).collect();
    all.sort();
    let same_overall: f64 = all.chunk_by(|a, b| a == b).map(|run| (run.len() * (run.len() - 1)) as f64).sum();
    let expected = 1.0 - same_overall / (total * (total - 1.0));
    let observed: f64 = coded
        .iter()
        .map(|names| {
            let n = names.len();
            let differing = (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).filter(|(i, j)| names[*i] != names[*j]);
            differing.count() as f64 / (n - 1) as f64
        })
        .sum::<f64>()
        / total;
    (total > 1.0 && expected > 0.0).then(|| 1.0 - observed / expected)
}

/// Times that items are drawn anew for an interval.
const DRAWS: usize = 1000;
/// Where every sequence of draws begins.
const SEED: u64 = 0x5eed_e2a7;

/// The interval that holds the middle 95 of 100 values of `measure` over items drawn anew with replacement; `None` where the
/// measure is not defined in one draw of ten or more.
pub fn interval(items: usize, measure: impl Fn(&[usize]) -> Option<f64>) -> Option<(f64, f64)> {
    if items == 0 {
        return None;
    }
    let mut state = SEED;
    let mut values: Vec<f64> = Vec::with_capacity(DRAWS);
    let mut drawn = vec![0; items];
    for _ in 0..DRAWS {
        for slot in &mut drawn {
            *slot = (next(&mut state) % items as u64) as usize;
        }
        values.extend(measure(&drawn));
    }
    if values.len() * 10 <= DRAWS * 9 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Some((at(0.025), at(0.975)))
}

/// The next number of SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-3)
    }

    #[test]
    fn published_examples() {
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: kappa 0.4 (the standard textbook table).
        let mut pairs = vec![(true, true); 20];
        pairs.extend(vec![(true, false); 5]);
        pairs.extend(vec![(false, true); 10]);
        pairs.extend(vec![(false, false); 15]);
        assert!(near(kappa(&pairs), 0.4));
        // Krippendorff's binary example with two observers and ten units: alpha 0.095.
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let items: Vec<Vec<i32>> = a.iter().zip(b).map(|(a, b)| vec![*a, b]).collect();
        assert!(near(alpha(&items), 0.095));
    }

    #[test]
    fn nothing_is_measured_where_there_is_nothing() {
        assert_eq!(kappa::<u8>(&[]), None);
        assert_eq!(kappa(&[(1, 1)]), None);
        assert_eq!(alpha::<u8>(&[vec![1]]), None);
        assert_eq!(Counts::default().f1(), None);
        assert_eq!(interval(0, |_| Some(1.0)), None);
    }

    #[test]
    fn an_interval_is_the_same_on_every_run() {
        let items: Vec<f64> = (0..50).map(f64::from).collect();
        let mean = |drawn: &[usize]| Some(drawn.iter().map(|i| items[*i]).sum::<f64>() / drawn.len() as f64);
        let first = interval(items.len(), mean).unwrap();
        assert_eq!(Some(first), interval(items.len(), mean));
        assert!(first.0 < 24.5 && first.1 > 24.5 && first.1 - first.0 < 10.0);
    }
}
