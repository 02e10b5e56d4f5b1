//! Sets of numbers that may say yes to a number they do not hold, and never no to one they do.

/// Several sets in one run of memory, of sixteen bits for each place of the tables that they stand before.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    bits: Vec<u16>,
}

impl Sieve {
    /// Adds a set of so many places, a power of two.
    pub(super) fn add(&mut self, places: usize, numbers: impl Iterator<Item = u32>) {
        let from = self.bits.len();
        self.bits.resize(from + places, 0);
        for number in numbers {
            let (place, bit) = Sieve::place(number, places);
            self.bits[from + place] |= bit;
        }
    }

    /// Whether the set that begins at a place, of so many places, may hold a number.
    pub(super) fn may_hold(&self, from: usize, places: usize, number: u32) -> bool {
        let (place, bit) = Sieve::place(number, places);
        self.bits[from + place] & bit != 0
    }

    fn place(number: u32, places: usize) -> (usize, u16) {
        let hash = hash(number);
        (hash & (places - 1), 1 << (hash >> 28 & 15))
    }
}

/// A number of 32 bits for a number.
pub(super) fn hash(number: u32) -> usize {
    (u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
