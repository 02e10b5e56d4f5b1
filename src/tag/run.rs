//! Plain letters and digits of a text, eight bytes at a time: nearly every word of a paper is one such run.
//!
//! Each byte is looked at within one number of 64 bits, whose bytes are added to at once; no sum of a byte reaches the next. The way
//! is that of "SIMD within a register".

/// The letters and digits of ASCII at the head of some bytes, of which at most eight are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// How many bytes.
    pub(super) length: usize,
    /// The high bit of each byte that is a capital letter.
    pub(super) upper: u64,
    /// The high bit of each byte that is a small letter.
    pub(super) lower: u64,
    /// The bytes in lower case, the first in the lowest place, zeros after the last.
    pub(super) letters: u64,
}

/// A byte in each of the eight places.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = each(0x80);

impl Run {
    /// No letter or digit.
    pub(super) const NONE: Run = Run { length: 0, upper: 0, lower: 0, letters: 0 };
    /// The longest run that is looked at.
    pub(super) const LONGEST: usize = 8;

    /// The run at the head of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Run {
        let chunk = match bytes.first_chunk::<{ Run::LONGEST }>() {
            Some(chunk) => *chunk,
            None => {
                let mut chunk = [0; Run::LONGEST];
                chunk[..bytes.len()].copy_from_slice(bytes);
                chunk
            }
        };
        let all = u64::from_le_bytes(chunk);
        let plain = all & !HIGH;
        // The high bit of each byte from `first` to `last`.
        let between =
            |bytes: u64, first: u8, last: u8| (bytes + each(0x80 - first)) & !(bytes + each(0x7f - last)) & !all & HIGH;
        let letters = between(plain | each(0x20), b'a', b'z');
        let other = !(letters | between(plain, b'0', b'9')) & HIGH;
        // All bits below the first byte that is no letter or digit.
        let kept = ((other & other.wrapping_neg()) >> 7).wrapping_sub(1);
        let length = other.trailing_zeros() as usize / 8;
        // The bit that tells small letters from capitals, moved to the top of its byte.
        let small = all << 2;
        let (upper, lower) = (letters & !small & kept, letters & small & kept);
        Run { length, upper, lower, letters: (all | upper >> 2) & kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slowly(bytes: &[u8]) -> Run {
        let run: Vec<u8> = bytes.iter().take(8).copied().take_while(u8::is_ascii_alphanumeric).collect();
        let bits =
            |is: fn(&u8) -> bool| (0..).zip(&run).filter(|(_, byte)| is(byte)).map(|(at, _)| 0x80 << (8 * at)).sum();
        let mut letters = [0; 8];
        run.iter().zip(&mut letters).for_each(|(byte, letter)| *letter = byte.to_ascii_lowercase());
        Run {
            length: run.len(),
            upper: bits(u8::is_ascii_uppercase),
            lower: bits(u8::is_ascii_lowercase),
            letters: u64::from_le_bytes(letters),
        }
    }

    #[test]
    fn every_byte_is_told_apart() {
        for byte in 0..=u8::MAX {
            for bytes in [vec![byte], vec![b'a', byte, b'Z'], [vec![b'Q'; 7], vec![byte]].concat(), vec![byte; 20]] {
                assert_eq!(Run::of(&bytes), slowly(&bytes), "{bytes:?}");
            }
        }
        assert_eq!(Run::of(&[]).length, 0);
    }

    proptest! {
        #[test]
        fn runs_are_those_of_a_byte_at_a_time(bytes in prop::collection::vec(any::<u8>(), 0..24), text in "[a-zA-Z0-9]{0,10}[ .é]?[a-z]{0,9}") {
            prop_assert_eq!(Run::of(&bytes), slowly(&bytes));
            prop_assert_eq!(Run::of(text.as_bytes()), slowly(text.as_bytes()));
        }
    }
}
