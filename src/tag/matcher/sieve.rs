//! Sets of numbers that may say yes to a number they do not hold, and never no to one they do.

/// Several sets in one run of memory, of eight bits for each place of the tables that they stand before.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    bits: Vec<u8>,
}

impl Sieve {
    /// Adds a set of so many places.
    pub(super) fn add(&mut self, places: usize, numbers: impl Iterator<Item = u32>) {
        let from = self.bits.len();
        self.bits.resize(from + places, 0);
        for number in numbers {
            self.bits[from + place(number, places)] |= bit(number);
        }
    }

    /// Whether the set that begins at a place, of so many places, may hold a number.
    pub(super) fn may_hold(&self, from: usize, places: usize, number: u32) -> bool {
        self.bits[from + place(number, places)] & bit(number) != 0
    }
}

fn hash(number: u32) -> u64 {
    u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// The place of a number among so many, by the high bits of its hash.
pub(super) fn place(number: u32, places: usize) -> usize {
    ((hash(number) * places as u64) >> 32) as usize
}

/// The bit of a number within its place, by the low bits.
fn bit(number: u32) -> u8 {
    1 << (hash(number) & 7)
}
