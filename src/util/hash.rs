//! Identities made of content, so that they are the same on every machine and in every order of work.

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Sixteen hexadecimal digits that stand for these parts in this order. Parts are kept apart by their lengths, so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
///
/// It never looks like a number: a spreadsheet that opens a CSV file would take `74830120e0519266` for one and lose the id.
pub fn short_id(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digest = hasher.finalize();
    loop {
        let id = hex(&digest[..8]);
        if !reads_as_number(&id) {
            return id;
        }
        digest = Sha256::digest(digest);
    }
}

/// True of digits alone, and of digits on both sides of one `e`: a number with its power of ten.
fn reads_as_number(id: &str) -> bool {
    let (digits, power) = id.split_once('e').unwrap_or((id, "0"));
    [digits, power].into_iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(DIGITS[(byte >> 4) as usize] as char);
        out.push(DIGITS[(byte & 15) as usize] as char);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn known_digest_and_separated_parts() {
        assert_eq!(super::sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(super::short_id(&["ab", "c"]), super::short_id(&["a", "bc"]));
    }

    #[test]
    fn no_id_looks_like_a_number() {
        let numbers = ["74830120e0519266", "1234567890123456", "1e23456789012345"];
        assert!(numbers.into_iter().all(super::reads_as_number));
        let words = ["e234567890123456", "123456789012345e", "1e2345678e012345", "7483a120e0519266"];
        assert!(!words.into_iter().any(super::reads_as_number));
        // One hash in some 800 looks like one.
        let ids: Vec<String> = (0..10_000).map(|i: u32| super::short_id(&[&i.to_string()])).collect();
        assert!(ids.iter().all(|id| id.len() == 16 && !super::reads_as_number(id)));
    }
}
