//! Record bytes with their kind, format and checksum, so that a file that was cut short, changed or swapped is noticed.
//!
//! The first line reads `sederunt KIND FORMAT SHA256`, the rest is the value in postcard. As JSON the same records took 2.4 times the
//! room and several times as long to read back, and every paper and export reads all of them. Postcard names no fields, so whatever
//! changes the shape of a record raises [`FORMAT`]; older records are told apart by it and made anew.

use crate::store::FORMAT;
use crate::util::hash::sha256_hex;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The value as the bytes of a file.
pub(super) fn seal<T: Serialize>(kind: &str, value: &T) -> Result<Vec<u8>, String> {
    let body = postcard::to_stdvec(value).map_err(|error| error.to_string())?;
    let mut bytes = format!("sederunt {kind} {FORMAT} {}\n", sha256_hex(&body)).into_bytes();
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

/// The value in the bytes of a file, or what is wrong with them.
pub(super) fn unseal<T: DeserializeOwned>(kind: &str, bytes: &[u8]) -> Result<T, String> {
    let end = bytes.iter().take(200).position(|b| *b == b'\n').ok_or("its first line is missing")?;
    let (head, body) = (&bytes[..end], &bytes[end + 1..]);
    let head = std::str::from_utf8(head).map_err(|_| "its first line is not text")?;
    let parts: Vec<&str> = head.split(' ').collect();
    let ["sederunt", found, format, checksum] = parts[..] else {
        return Err("its first line is not a record's".to_owned());
    };
    if found != kind {
        return Err(format!("it holds {found}, not {kind}"));
    }
    if format != FORMAT.to_string() {
        return Err(format!("it has format {format}, not {FORMAT}"));
    }
    if sha256_hex(body) != checksum {
        return Err("its bytes do not match their checksum".to_owned());
    }
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err("it holds more than it should".to_owned()),
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_byte_is_noticed() {
        let sealed = seal("tags", &vec!["a", "b"]).unwrap();
        assert_eq!(unseal::<Vec<String>>("tags", &sealed).unwrap(), ["a", "b"]);
        assert!(unseal::<Vec<String>>("structure", &sealed).is_err());
        for i in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[i] ^= 1;
            assert!(unseal::<Vec<String>>("tags", &bad).is_err(), "byte {i}");
            assert!(unseal::<Vec<String>>("tags", &sealed[..i]).is_err(), "cut at {i}");
        }
    }
}
