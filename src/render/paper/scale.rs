//! Five shades for counts of any size, with the ranges that a legend names.

use serde::Serialize;

/// The lowest number of each shade, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale([u32; 5]);

/// A line of a legend.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(super) struct Step {
    /// 1 to 5.
    shade: u8,
    /// `5–9`, or `50 or more`.
    range: String,
}

impl Scale {
    /// The shades for numbers up to `most`: the five highest of 1, 2, 5, 10, 20, 50 … that it reaches, the first lowered to 1,
    /// so that few large numbers do not make all others look like none.
    pub(super) fn of(most: u32) -> Scale {
        let mut reached = vec![1];
        for power in (0..9).map(|p| 10_u32.pow(p)) {
            reached.extend([1, 2, 5].map(|n| n * power).into_iter().filter(|n| *n > 1 && *n <= most));
        }
        while reached.len() < 5 {
            let last = reached[reached.len() - 1];
            reached.push(match last {
                1 => 2,
                2 => 5,
                n => n * 2,
            });
        }
        let mut five = [0; 5];
        five.copy_from_slice(&reached[reached.len() - 5..]);
        five[0] = 1;
        Scale(five)
    }

    /// 0 for none, then 1 to 5.
    pub(super) fn shade(&self, n: u32) -> u8 {
        self.0.iter().filter(|low| n >= **low).count() as u8
    }

    /// The ranges of the shades.
    pub(super) fn legend(&self) -> Vec<Step> {
        (0..5)
            .map(|i| {
                let low = self.0[i];
                let range = match self.0.get(i + 1).map(|next| next - 1) {
                    Some(high) if high == low => low.to_string(),
                    Some(high) => format!("{low}–{high}"),
                    None => format!("{low} or more"),
                };
                Step { shade: i as u8 + 1, range }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_fit_the_numbers() {
        let ranges = |most| Scale::of(most).legend().into_iter().map(|s| s.range).collect::<Vec<_>>();
        assert_eq!(ranges(72), ["1–4", "5–9", "10–19", "20–49", "50 or more"]);
        assert_eq!(ranges(3), ["1", "2–4", "5–9", "10–19", "20 or more"]);
        let scale = Scale::of(72);
        assert_eq!([0, 1, 5, 49, 50, 9000].map(|n| scale.shade(n)), [0, 1, 2, 4, 5, 5]);
        assert_eq!(Scale::of(u32::MAX).legend().len(), 5);
    }
}
