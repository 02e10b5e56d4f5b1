//! Bytes of unknown encoding to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text of these bytes. The byte order mark decides, then UTF-8 where every byte fits, then the encoding that the file
/// `declares`, then the detector of Firefox. Never fails: a byte without a meaning becomes U+FFFD.
pub(super) fn text(bytes: &[u8], declares: Option<&'static Encoding>) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[skip..]).0.into_owned();
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = match declares {
        Some(encoding) if encoding != UTF_8 => encoding,
        // A page that declares UTF-8 and has a few bad bytes is still UTF-8; one with many was mislabelled.
        Some(_) if String::from_utf8_lossy(bytes).matches('\u{FFFD}').count() * 200 < bytes.len() => UTF_8,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(Some(b"uk"), Utf8Detection::Allow)
        }
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark: Western text has a nought in nearly every second byte.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let pairs = head.len() / 2;
    let noughts = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let is_wide = |at: usize| pairs >= 8 && noughts(at) * 10 >= pairs * 8 && noughts(1 - at) * 50 <= pairs;
    if is_wide(1) {
        return Some(UTF_16LE);
    }
    is_wide(0).then_some(UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn marks_utf8_declarations_and_detection() {
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9", None), "café");
        assert_eq!(text(b"\xff\xfeh\0i\0", None), "hi");
        assert_eq!(text(b"caf\xe9", Some(encoding_rs::WINDOWS_1252)), "café");
        assert_eq!(
            text(b"The Board\x92s plan \x96 a caf\xe9 in the town", None),
            "The Board’s plan – a café in the town"
        );
    }
}
