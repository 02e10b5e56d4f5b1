//! Bytes of Rich Text to groups, control words and characters.

/// A piece of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word with its number, such as `\fs24`.
    Word(&'a str, Option<i32>),
    /// A control symbol, such as `\~`.
    Symbol(u8),
    /// A byte of text in the document's encoding.
    Byte(u8),
}

/// Reads tokens one by one.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    /// The next token. `skips` is set in parts of which nothing is read: their text is passed over.
    pub(super) fn next(&mut self, skips: bool) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                _ if skips => {}
                _ => return Some(Token::Byte(byte)),
            }
        }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first == b'\'' {
                let digits = self.bytes.get(self.at..self.at + 2).and_then(|d| std::str::from_utf8(d).ok());
                let Some(byte) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()) else {
                    return Some(Token::Symbol(b'\''));
                };
                self.at += 2;
                return Some(Token::Byte(byte));
            }
            return Some(Token::Symbol(first));
        }
        let start = self.at;
        let letters = self.bytes[start..].iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        self.at += letters;
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let minus = usize::from(self.bytes.get(self.at) == Some(&b'-'));
        let digits = self.bytes[self.at + minus..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let mut value = None;
        if digits > 0 {
            let number = std::str::from_utf8(&self.bytes[self.at..self.at + minus + digits]).unwrap_or_default();
            value = number.parse().ok();
            self.at += minus + digits;
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == "bin" {
            // Raw bytes, among which braces mean nothing.
            let length = value.and_then(|n: i32| usize::try_from(n).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Token::Word(word, value))
    }
}
