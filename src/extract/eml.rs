//! Reads e-mail messages: the words, and the files sent with them.
//!
//! The subject is the title, the day it was sent the date. Of a message that is sent as text and as HTML, the HTML is read, as it
//! has the headings and tables. Pictures that belong to the words (logos, signatures) are no attachments.

use super::line::{Line, Shape};
use super::{ExtractError, Extractor, Settings, blocks_of, html, settle, text};
use crate::model::block::Block;
use crate::model::extracted::{Attachment, Extracted, FileMetadata};
use crate::model::source::MediaType;
use crate::util::dates;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// The extractor.
pub const EXTRACTOR: Extractor = Extractor { name: "eml", version: 1, handles: |m| m == MediaType::Eml, extract };

/// Reads one message.
pub fn extract(bytes: &[u8], _settings: &Settings) -> Result<Extracted, ExtractError> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ExtractError::new("this is no e-mail message that can be read: open it and save it as PDF"))?;
    let mut blocks = Vec::new();
    let subject = message.subject().unwrap_or_default();
    blocks.extend(Line::plain(subject).blocks(Shape::Heading(1), None));
    if let Some(date) = message.date()
        && let Some(month) = dates::month_name(date.month)
    {
        let sent = format!("Date: {} {month} {}", date.day, date.year);
        blocks.extend(Line::plain(&sent).blocks(Shape::Plain, None));
    }
    for (name, people) in [("From", message.from()), ("To", message.to()), ("Cc", message.cc())] {
        let people = people.map(names).unwrap_or_default();
        if !people.is_empty() {
            blocks.extend(Line::plain(&format!("{name}: {people}")).blocks(Shape::Furniture, None));
        }
    }
    blocks.extend(words(&message));
    let metadata = FileMetadata {
        title: Some(subject.to_owned()).filter(|s| !s.is_empty()),
        author: message.from().map(names).filter(|n| !n.is_empty()),
        published: message.date().map(mail_parser::DateTime::to_rfc3339),
        ..FileMetadata::default()
    };
    let sent = message.attachments().filter(|part| !is_decoration(part)).enumerate();
    let attachments = sent.map(|(i, part)| attachment(part, i + 1)).collect();
    Ok(Extracted { attachments, ..blocks_of(&EXTRACTOR, metadata, settle::settle(blocks)) })
}

fn words(message: &Message<'_>) -> Vec<Block> {
    let is_html = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    if message.html_bodies().any(|part| is_html(&part)) {
        return message
            .html_bodies()
            .filter(is_html)
            .filter_map(MessagePart::text_contents)
            .flat_map(html::fragment)
            .collect();
    }
    let bodies = message.text_bodies().filter_map(MessagePart::text_contents);
    settle::rejoin(bodies.flat_map(text::blocks).collect())
}

fn names(address: &Address<'_>) -> String {
    let people = address.iter().map(|a| a.name().or(a.address()).unwrap_or_default().to_owned());
    people.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A picture that is shown among the words, a signature, or a business card.
fn is_decoration(part: &MessagePart<'_>) -> bool {
    let kind = part.content_type();
    let of = |main: &str| kind.is_some_and(|k| k.c_type.eq_ignore_ascii_case(main));
    let sub = kind.and_then(|k| k.c_subtype.as_deref()).unwrap_or_default().to_lowercase();
    of("image") && (part.content_id().is_some() || matches!(part.body, PartType::InlineBinary(_)))
        || sub.contains("signature")
        || sub.contains("vcard")
}

fn attachment(part: &MessagePart<'_>, number: usize) -> Attachment {
    match part.message() {
        Some(inner) => {
            let name = inner.subject().filter(|s| !s.trim().is_empty()).unwrap_or("forwarded message");
            Attachment::new(&format!("{}.eml", name.replace('/', "-")), number, Ok(inner.raw_message().to_vec()))
        }
        None => Attachment::new(part.attachment_name().unwrap_or_default(), number, Ok(part.contents().to_vec())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::extracted::Content;

    const MESSAGE: &str = "From: Ann Reid <ann@example.org>\r\nTo: board@example.org\r\nSubject: =?utf-8?q?Caf=C3=A9_plan?=\r\n\
        Date: Mon, 5 Oct 2020 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe board met.\r\n\r\nIt agreed.\r\n--x\r\n\
        Content-Type: text/csv; name=\"../a/plan.csv\"\r\nContent-Disposition: attachment; filename=\"../a/plan.csv\"\r\n\r\n\
        Action,Due\r\nShare,2024\r\n--x--\r\n";

    #[test]
    fn subject_day_words_and_files() {
        let read = extract(MESSAGE.as_bytes(), &Settings::default()).unwrap();
        let Content::Blocks(blocks) = read.content else { panic!("blocks") };
        let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Café plan",
                "Date: 5 October 2020",
                "From: Ann Reid",
                "To: board@example.org",
                "The board met.",
                "It agreed."
            ]
        );
        let [plan] = read.attachments.as_slice() else { panic!("one file") };
        assert_eq!((plan.name.as_str(), plan.content.as_ref().map(Vec::len)), ("plan.csv", Ok(22)));
    }

    #[test]
    fn wrecks_never_panic() {
        for cut in 0..MESSAGE.len() {
            let _ = extract(&MESSAGE.as_bytes()[..cut], &Settings::default());
            let mut flipped = MESSAGE.as_bytes().to_vec();
            flipped[cut] ^= 0x11;
            let _ = extract(&flipped, &Settings::default());
        }
    }
}
