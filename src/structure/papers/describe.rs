//! What a paper says of itself: title, kind, body and date, each as printed.

use super::{date, kind, title};
use crate::model::block::{Block, BlockKind};
use crate::model::date::PaperDate;
use crate::model::extracted::FileMetadata;
use crate::model::paper::PaperKind;
use crate::util::text::fold;

/// What a paper says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) kind: PaperKind,
    pub(super) body: Option<String>,
    pub(super) date: Option<PaperDate>,
}

/// Reads what a paper says of itself. `single`: the file holds no other paper, so its metadata may speak for it.
pub(super) fn describe(blocks: &[Block], metadata: &FileMetadata, single: bool) -> About {
    let title = title::title(blocks, metadata, single);
    let lines: Vec<String> = std::iter::once(title.clone()).chain(head(blocks).map(|b| b.text.clone())).collect();
    let kind = kind::kind(blocks, &lines.join("\n"));
    let published = || date::published(metadata).filter(|_| single);
    About { body: body(blocks, &title), date: date::date(blocks, kind).or_else(published), title, kind }
}

pub(super) fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

pub(super) fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// Headings at the head of a paper, before its text begins.
pub(super) fn head(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let page = blocks.first().and_then(|b| b.page);
    blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Furniture)
        .take(10)
        .take_while(move |b| {
            let short = b.text.split_whitespace().count() <= if in_capitals(&b.text) { 40 } else { 16 };
            b.page == page && (is_heading(b) || short && b.table().is_none())
        })
        .filter(|b| b.number.is_none())
}

/// Whether nearly all letters are capitals: `HELD ON 23rd MAY` is.
fn in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters > 0 && capitals * 10 >= letters * 9
}

/// Words that end the name of a body.
pub(super) const BODIES: [&str; 14] = [
    "board",
    "committee",
    "council",
    "partnership",
    "cabinet",
    "forum",
    "panel",
    "authority",
    "trust",
    "network",
    "commission",
    "group",
    "assembly",
    "society",
];

/// Whether a line is nothing but the name of a body.
pub(super) fn is_body(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    !words.is_empty()
        && words.len() <= 8
        && (words.len() > 1 || ["cabinet", "council", "board", "committee"].contains(&fold(line).as_str()))
        && words.last().is_some_and(|w| BODIES.contains(&fold(w).as_str()))
        && words.iter().all(|w| !w.starts_with(char::is_lowercase) || ["and", "of", "for", "the", "in"].contains(w))
}

/// Words that begin no name of a body.
const NO_BODY: [&str; 17] = [
    "chair",
    "chairman",
    "chairperson",
    "member",
    "secretary",
    "clerk",
    "director",
    "to",
    "mr",
    "mrs",
    "ms",
    "dr",
    "open",
    "report",
    "from",
    "by",
    "re",
];

/// "The Board is recommended to": the paper was written for it.
fn asked(line: &str) -> bool {
    ["recommended to", "asked to", "invited to"].iter().any(|asks| line.contains(asks))
}

/// Whether a block is a sentence of a paper's text rather than a line of its head.
fn is_prose(block: &Block) -> bool {
    let mut words = block.text.split_whitespace();
    let small = words.clone().filter(|word| word.starts_with(char::is_lowercase)).count();
    let all = words.clone().count();
    let says = block.kind == BlockKind::Paragraph && block.text.ends_with('.') && all >= 4 && small * 2 > all;
    says && !words.next().is_some_and(|word| fold(word).starts_with("minute"))
}

/// Whether a line opens with a body's name and goes on in a sentence: "Hill Council: volunteers opened a hub".
fn leads_in(line: &str) -> bool {
    let Some((lead, rest)) = line.split_once(": ").or_else(|| line.split_once(" \u{2013} ")) else { return false };
    let rest = rest.trim_end();
    is_body(lead.trim()) && (rest.starts_with(char::is_lowercase) || rest.ends_with('.'))
}

/// The body that met or issued the paper: the first short line at the head that ends in such a word, or the words before
/// "meeting".
fn body(blocks: &[Block], title: &str) -> Option<String> {
    let mut short = None;
    // The head ends with the first sentence of the text, unless a cover in capitals follows or a board is asked to decide; what a
    // list's items or its lead-ins name did not issue the paper.
    let prose = blocks.iter().position(is_prose).unwrap_or(blocks.len());
    let lines = blocks
        .iter()
        .take(8)
        .enumerate()
        .filter(|(at, b)| *at <= prose || asked(&b.text) || in_capitals(&b.text))
        .map(|(_, b)| b)
        .filter(|b| !matches!(b.kind, BlockKind::Item { .. }) && !leads_in(&b.text))
        .filter(|b| b.text.split_whitespace().count() <= 14)
        .map(|b| b.text.as_str());
    for line in lines.chain([title]) {
        let line = ["Report to", "Report by", "To", "Open"]
            .iter()
            .fold(line.trim(), |l, p| l.strip_prefix(p).map_or(l, |r| r.trim_start_matches([':', ' '])));
        let line = line.split([',', ':', '–', '|']).next().unwrap_or(line).trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        // "Minutes of proceedings at a meeting of …": what stands after the meeting, and before where it was held.
        let held = words.iter().position(|w| w.eq_ignore_ascii_case("held")).unwrap_or(words.len());
        let words = &words[..held];
        let is_of = |w: &&str| w.eq_ignore_ascii_case("of");
        let met = words.windows(2).position(|w| fold(w[0]) == "meeting" && is_of(&w[1])).map(|at| at + 1);
        let of = met.or_else(|| words.iter().position(is_of));
        let of = of.filter(|_| ["minute", "meeting "].iter().any(|p| fold(line).starts_with(p)));
        let words = match of {
            Some(at) => &words[at + 1..],
            None => words,
        };
        let meeting =
            words.iter().position(|w| matches!(fold(w).as_str(), "meeting" | "minute" | "minutes" | "agenda"));
        let upto = &words[..meeting.unwrap_or(words.len())];
        let last = upto.iter().rposition(|w| BODIES.contains(&fold(w).as_str()));
        if let Some(last) = last
            && (last > 0 || fold(upto[0]) == "cabinet" && words.len() <= 6)
            && !NO_BODY.contains(&fold(upto[0]).as_str())
            && upto[..=last].iter().all(|w| {
                w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
                    || ["and", "of", "for", "the", "in", "&"].contains(w)
            })
        {
            let name = upto[..=last].join(" ");
            let name =
                name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(name.as_str(), |_| &name[4..]);
            // "The Board" says that there is one, not which; the pack may say it.
            if name.contains(' ') || fold(name) == "cabinet" {
                return Some(name.to_owned());
            }
            short.get_or_insert(name.to_owned());
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Block {
        Block::new(BlockKind::Heading(level), text)
    }

    #[test]
    fn a_title_is_what_the_paper_is_about() {
        let read = |blocks: &[Block]| describe(blocks, &FileMetadata::default(), true).title;
        let report = [
            heading(1, "HILLSIDE COMMUNITY PLANNING PARTNERSHIP"),
            heading(2, "Delivery plan: progress at March 2024"),
        ];
        let sized: Vec<Block> =
            report.iter().cloned().zip([1.6, 1.3]).map(|(b, p)| Block { prominence: p, ..b }).collect();
        assert_eq!(read(&sized), "Delivery plan: progress at March 2024");
        let page = [heading(2, "Town Council Meeting on 3 March 2021"), heading(3, "Reports"), heading(3, "Motions")];
        assert_eq!(read(&page), "Town Council Meeting on 3 March 2021");
        assert_eq!(read(&[heading(1, "Digest of studies"), heading(2, "About this digest")]), "Digest of studies");
        let stated = FileMetadata {
            title: Some("Minutes for 6 February".into()),
            published: Some("2024-02-06T09:00:00Z".into()),
            ..FileMetadata::default()
        };
        let about = describe(&[heading(2, "Members present")], &stated, true);
        assert_eq!(about.title, "Minutes for 6 February");
        assert_eq!(about.date.map(|d| d.date.to_string()).as_deref(), Some("2024-02-06"));
    }

    #[test]
    fn a_body_is_told_from_where_it_met() {
        let read = |text: &str| body(&[Block::new(BlockKind::Paragraph, text)], "");
        assert_eq!(
            read("MINUTES OF PROCEEDINGS AT MEETING OF HILL CITY COUNCIL HELD IN THE COUNCIL CHAMBER").as_deref(),
            Some("HILL CITY COUNCIL")
        );
        assert_eq!(read("Minutes of a meeting of the Cabinet held in the Council Chamber").as_deref(), Some("Cabinet"));
        assert_eq!(read("CABINET").as_deref(), Some("CABINET"));
    }

    #[test]
    fn a_body_that_the_text_names_did_not_issue_the_paper() {
        let title = heading(1, "What was learned");
        let read = |blocks: &[Block]| body(&[std::slice::from_ref(&title), blocks].concat(), "What was learned");
        let text = |text: &str| Block::new(BlockKind::Paragraph, text);
        let item = Block::new(BlockKind::Item { depth: 0 }, "Hill Council");
        assert_eq!(read(&[text("Hill Council: volunteers opened a hall."), item]), None);
        assert_eq!(read(&[text("Volunteers opened a hall in spring."), heading(2, "Hill Council")]), None);
        assert_eq!(read(&[text("Hill Council: Policy Committee")]).as_deref(), Some("Hill Council"));
    }

    #[test]
    fn letters_minutes_and_covers_are_named_by_what_they_print() {
        let read = |blocks: &[Block]| describe(blocks, &FileMetadata::default(), true).title;
        let text = |text: &str| Block::new(BlockKind::Paragraph, text);
        let letter =
            [heading(2, "REGION IX"), text("Re: Triennial review of the ferry service"), text("Dear Ms Ross:")];
        assert_eq!(read(&letter), "Triennial review of the ferry service");
        let minute = [
            heading(1, "Harbour Community Council"),
            text("Minutes of the meeting held on 3 May 2022 at 7 pm in the Library"),
        ];
        assert_eq!(read(&minute), "Harbour Community Council: Minutes of the meeting held on 3 May 2022");
        let cover = [heading(1, "North Shire"), heading(1, "Health Partnership"), heading(2, "Annual Report")];
        let cover: Vec<Block> =
            cover.into_iter().zip([2.0, 2.0, 1.5]).map(|(b, p)| Block { prominence: p, ..b }).collect();
        assert_eq!(read(&cover), "North Shire Health Partnership: Annual Report");
    }
}
