//! Reads Outlook messages (MS-OXMSG): the words, and the files sent with them.
//!
//! A message is a container whose streams are named by the property that they hold. As for e-mail, the subject is the title, the
//! day it was sent the date, and HTML is read before plain text.

use super::line::{Line, Shape};
use super::{ExtractError, Extractor, Settings, blocks_of, decode, html, settle, text};
use crate::model::block::Block;
use crate::model::extracted::{Attachment, Extracted, FileMetadata};
use crate::model::source::MediaType;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "msg", version: 1, handles: |m| m == MediaType::Msg, extract };

/// Properties by the numbers that name their streams.
const SUBJECT: u16 = 0x0037;
const SENDER: u16 = 0x0c1a;
const TO: u16 = 0x0e04;
const COPY: u16 = 0x0e03;
const BODY: u16 = 0x1000;
const HTML: u16 = 0x1013;
const HEADERS: u16 = 0x007d;
const FILE: u16 = 0x3701;
const LONG_NAME: u16 = 0x3707;
const NAME: u16 = 0x3704;
const CONTENT_ID: u16 = 0x3712;

/// Most files of one message that are looked at.
const MAX_FILES: usize = 1000;

/// Reads one message.
///
/// # Errors
///
/// Where the container cannot be opened.
pub fn extract(bytes: &[u8], settings: &Settings) -> Result<Extracted, ExtractError> {
    let container = CompoundFile::open(Cursor::new(bytes)).map_err(|error| {
        ExtractError::new(format!("the message is damaged ({error}): open it in Outlook and save it as PDF"))
    })?;
    let mut message = Message { container, left: settings.max_unpacked_mib.saturating_mul(1 << 20) };
    let subject = message.words("", SUBJECT).unwrap_or_default();
    let mut blocks = Line::plain(&subject).blocks(Shape::Heading(1), None);
    // The headers as they came over the network have the day; without them nothing in the file is sure to be it.
    let date = message.words("", HEADERS).and_then(|headers| {
        let line = headers.lines().find_map(|line| line.strip_prefix("Date:"))?.trim().to_owned();
        mail_parser::DateTime::parse_rfc822(&line)
    });
    if let Some(date) = &date
        && let Some(month) = crate::util::dates::month_name(date.month)
    {
        let sent = format!("Date: {} {month} {}", date.day, date.year);
        blocks.extend(Line::plain(&sent).blocks(Shape::Plain, None));
    }
    let author = message.words("", SENDER);
    for (name, people) in [("From", author.clone()), ("To", message.words("", TO)), ("Cc", message.words("", COPY))] {
        if let Some(people) = people {
            blocks.extend(Line::plain(&format!("{name}: {people}")).blocks(Shape::Furniture, None));
        }
    }
    blocks.extend(message.body());
    let metadata = FileMetadata {
        title: Some(subject).filter(|s| !s.is_empty()),
        author,
        published: date.map(|date| date.to_rfc3339()),
        ..FileMetadata::default()
    };
    let attachments = message.attachments();
    Ok(Extracted { attachments, ..blocks_of(&EXTRACTOR, metadata, settle::settle(blocks)) })
}

struct Message<'a> {
    container: CompoundFile<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    left: u64,
}

impl Message<'_> {
    /// The bytes of a property of the message, or of a storage in it.
    fn bytes(&mut self, storage: &str, property: u16, kind: &str) -> Option<Vec<u8>> {
        let path = format!("{storage}/__substg1.0_{property:04X}{kind}");
        let stream = self.container.open_stream(&path).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.left).read_to_end(&mut bytes).ok()?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Some(bytes)
    }

    /// The words of a property, in Unicode or in the encoding of the machine that wrote it; `None` where there are none.
    fn words(&mut self, storage: &str, property: u16) -> Option<String> {
        let words = match self.bytes(storage, property, "001F") {
            Some(wide) => encoding_rs::UTF_16LE.decode_without_bom_handling(&wide).0.into_owned(),
            None => decode::text(&self.bytes(storage, property, "001E")?, None),
        };
        let words = words.trim_matches('\0').trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    fn body(&mut self) -> Vec<Block> {
        let page = match self.bytes("", HTML, "0102") {
            Some(bytes) => Some(decode::text(&bytes, html::declared(&bytes))),
            None => self.words("", HTML),
        };
        let read = page.map(|page| html::fragment(&page)).unwrap_or_default();
        if !read.is_empty() {
            return read;
        }
        settle::rejoin(self.words("", BODY).map(|words| text::blocks(&words)).unwrap_or_default())
    }

    /// The files sent with it, but for pictures that its words show.
    fn attachments(&mut self) -> Vec<Attachment> {
        let mut storages: Vec<String> = match self.container.read_storage("/") {
            Ok(entries) => entries
                .filter(|entry| entry.is_storage() && entry.name().starts_with("__attach_version1.0_"))
                .map(|entry| format!("/{}", entry.name()))
                .take(MAX_FILES)
                .collect(),
            Err(_) => Vec::new(),
        };
        storages.sort();
        let mut out = Vec::new();
        for storage in storages {
            let name = self.words(&storage, LONG_NAME).or_else(|| self.words(&storage, NAME)).unwrap_or_default();
            let picture = [".png", ".jpg", ".jpeg", ".gif", ".bmp"].iter().any(|e| name.to_lowercase().ends_with(e));
            if picture && self.words(&storage, CONTENT_ID).is_some() {
                continue;
            }
            let content = self.bytes(&storage, FILE, "0102").ok_or_else(|| {
                "it is a message or an object within the message: open the message in Outlook and save it by itself"
                    .to_owned()
            });
            out.push(Attachment::new(&name, out.len() + 1, content));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::extracted::Content;
    use std::io::Write;

    fn message() -> Vec<u8> {
        let mut container = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let mut put = |path: &str, bytes: &[u8]| {
            container.create_stream(path).unwrap().write_all(bytes).unwrap();
        };
        put("/__properties_version1.0", &[0; 32]);
        put("/__substg1.0_0037001F", &wide("Café plan"));
        put("/__substg1.0_0C1A001E", b"Ann Reid");
        put("/__substg1.0_007D001F", &wide("Received: x\r\nDate: Mon, 5 Oct 2020 10:00:00 +0100\r\n"));
        put("/__substg1.0_1000001F", &wide("The board met.\r\n\r\nIt agreed."));
        container.create_storage("/__attach_version1.0_#00000000").unwrap();
        let mut put = |path: &str, bytes: &[u8]| {
            container.create_stream(path).unwrap().write_all(bytes).unwrap();
        };
        put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &wide("../plan.csv"));
        put("/__attach_version1.0_#00000000/__substg1.0_37010102", b"Action,Due\nShare,2024\n");
        container.flush().unwrap();
        container.into_inner().into_inner()
    }

    #[test]
    fn subject_day_words_and_files() {
        let bytes = message();
        let read = extract(&bytes, &Settings::default()).unwrap();
        let Content::Blocks(blocks) = read.content else { panic!("blocks") };
        let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["Café plan", "Date: 5 October 2020", "From: Ann Reid", "The board met.", "It agreed."]);
        let [plan] = read.attachments.as_slice() else { panic!("one file") };
        assert_eq!((plan.name.as_str(), plan.content.as_ref().map(Vec::len)), ("plan.csv", Ok(22)));
    }

    #[test]
    fn wrecks_never_panic() {
        let bytes = message();
        for at in (0..bytes.len()).step_by(7) {
            let _ = extract(&bytes[..at], &Settings::default());
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x55;
            let _ = extract(&flipped, &Settings::default());
        }
    }
}
