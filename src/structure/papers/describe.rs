//! Title, kind and body of a paper, as printed. What the file's metadata claims is used only where nothing is printed.

use super::{date, kind};
use crate::model::block::{Block, BlockKind};
use crate::model::date::PaperDate;
use crate::model::extracted::FileMetadata;
use crate::model::paper::PaperKind;
use crate::util::dates;
use crate::util::text::fold;

/// What a paper says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) kind: PaperKind,
    pub(super) body: Option<String>,
    pub(super) date: Option<PaperDate>,
}

/// Longest title that is made of a paper's first words.
const FIRST_WORDS: usize = 14;

/// Reads what a paper says of itself. `single`: the file holds no other paper, so its metadata may speak for it.
pub(super) fn describe(blocks: &[Block], metadata: &FileMetadata, single: bool) -> About {
    let title = title(blocks, metadata, single);
    let lines: Vec<String> = std::iter::once(title.clone()).chain(head(blocks).map(|b| b.text.clone())).collect();
    let kind = kind::kind(blocks, &lines.join("\n"));
    let published = || date::published(metadata).filter(|_| single);
    About { body: body(blocks, &title), date: date::date(blocks, kind).or_else(published), title, kind }
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

/// Whether a folded line heads a list of people, as "Members present" does.
fn lists_people(folded: &str) -> bool {
    const ENDS: [&str; 6] = ["present", "attendance", "attending", "apologies", "absent", "absence"];
    let words: Vec<&str> = folded.split(' ').collect();
    words.len() <= 4 && [words.first(), words.last()].into_iter().flatten().any(|word| ENDS.contains(word))
}

/// Whether a line says no more than when and by whom a meeting is held.
fn is_occasion(line: &str) -> bool {
    let Some(date) = dates::find(line).into_iter().find(|d| d.month.is_some()) else { return false };
    let rest = format!("{} {}", &line[..date.start], &line[date.end..]);
    let folded = format!(" {} ", fold(&rest));
    const TIMES: [&str; 10] = ["am", "pm", "noon", "to", "from", "at", "on", "in", "the", "of"];
    let says = |word: &&str| {
        word.contains(char::is_alphabetic) && !TIMES.contains(word) && !word.starts_with(char::is_numeric)
    };
    let words = folded.split_whitespace().filter(says).count();
    let meets = ["meeting", "held", "minute", "minutes"].iter().any(|w| folded.contains(&format!(" {w} ")));
    words <= 2 || meets && words <= 24 || is_body(rest.trim().trim_end_matches([',', '-', '–', ':']).trim())
}

pub(super) fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// Words that name a kind of paper and not what it is about.
const GENERIC: [&str; 25] = [
    "final report",
    "draft report",
    "disposition",
    "present",
    "attendees",
    "attendance",
    "in attendance",
    "apologies",
    "sederunt",
    "items",
    "item",
    "agenda",
    "minute",
    "minutes",
    "report",
    "appendix",
    "unconfirmed minutes",
    "draft minutes",
    "draft minute",
    "public document pack",
    "meeting",
    "board",
    "for information",
    "for decision",
    "official",
];

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

/// The line that a title goes on with, where it breaks off at a word like "of".
fn rest_of_title<'a>(title: &str, blocks: &'a [Block]) -> Option<&'a str> {
    let at = blocks.iter().take(12).position(|b| title.ends_with(&b.text) && !b.text.is_empty());
    let at = at.filter(|_| breaks_off(title))?;
    let next = blocks.get(at + 1).filter(|b| b.kind != BlockKind::Furniture)?;
    (!next.text.is_empty() && next.text.split_whitespace().count() <= 16).then_some(next.text.as_str())
}

/// Whether a line ends in a word after which more must come.
fn breaks_off(line: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or("").to_lowercase();
    ["of", "the", "and", "for", "at", "in"].contains(&last.as_str())
}

/// Lines of a title as one: after a colon, unless the first breaks off.
fn joined(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str(if breaks_off(&out) { " " } else { ": " });
        }
        out.push_str(part);
    }
    out
}

/// Whether nearly all letters are capitals: `HELD ON 23rd MAY` is.
fn in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters > 0 && capitals * 10 >= letters * 9
}

/// The subject of a letter: the words after "Re:" near its salutation.
fn letter_subject(blocks: &[Block]) -> Option<String> {
    let near = || blocks.iter().take(24).filter(|b| b.table().is_none());
    near().find(|b| fold(&b.text).starts_with("dear "))?;
    near().find_map(|b| {
        let (label, words) = b.text.split_once(':')?;
        (["re", "subject"].contains(&fold(label).as_str()) && words.split_whitespace().count() > 1)
            .then(|| words.trim().to_owned())
    })
}

/// The line that says which meeting a minute is of: "Minutes of a meeting of the Board held on 3 May".
fn minute_line(blocks: &[Block]) -> Option<&str> {
    let says = |text: &str| {
        let folded = fold(text);
        ["minute of", "minutes of"].iter().any(|p| folded.starts_with(p))
            && !folded.starts_with("minutes of previous")
            && text.split_whitespace().count() <= 40
            && is_occasion(text)
    };
    let line = blocks.iter().take(8).filter(|b| b.number.is_none() && b.table().is_none()).find(|b| says(&b.text))?;
    Some(line.text.trim_end_matches('.'))
}

/// The title of a paper whose headings name only a body or an occasion: the body, and the minute's own line after it.
fn occasion(blocks: &[Block], headings: &[&Block]) -> Option<String> {
    let line = minute_line(blocks)?;
    let body = headings.iter().find(|b| is_body(&b.text)).map(|b| b.text.as_str());
    let named = |body: &str| fold(line).contains(&fold(body)) || fold(body).contains(&fold(line));
    Some(match body.filter(|body| !named(body) && !fold(line).contains(" of the ") && !fold(line).contains(" of a ")) {
        Some(body) => format!("{body}: {line}"),
        None => line.to_owned(),
    })
}

/// Whether a title only says what sort of report it is, and not whose.
fn is_sort(title: &str) -> bool {
    const SORTS: [&str; 14] = [
        "annual",
        "quarterly",
        "monthly",
        "interim",
        "final",
        "draft",
        "progress",
        "performance",
        "report",
        "review",
        "update",
        "plan",
        "action",
        "summary",
    ];
    fold(title).split(' ').all(|word| SORTS.contains(&word))
}

fn title(blocks: &[Block], metadata: &FileMetadata, single: bool) -> String {
    if let Some(subject) = letter_subject(blocks) {
        return subject;
    }
    let leading: Vec<&Block> = head(blocks).collect();
    let generic = |b: &Block| {
        let folded = fold(&b.text);
        let label = b.text.split_once(':').map(|(label, _)| fold(label)).unwrap_or_default();
        GENERIC.contains(&folded.as_str()) || lists_people(&folded) || lists_people(&label)
    };
    let headings: Vec<&Block> =
        leading.iter().copied().filter(|b| is_heading(b) && !generic(b) && !opens_text(&b.text)).collect();
    // A line that names only the body or the day says whose paper it is, not what it is about.
    let bodies = bodies_of_lines(&headings);
    let about =
        |b: &&&Block| !is_occasion(&b.text) && !is_body(&b.text) && !bodies.iter().any(|(_, l)| l.contains(&b.text));
    let kind_word =
        leading.iter().find(|b| is_heading(b) && ["agenda", "minute", "minutes"].contains(&fold(&b.text).as_str()));
    let says: Vec<&Block> = headings.iter().filter(about).copied().collect();
    // Where sizes are unknown, a heading below the first one belongs to the text.
    let sized = headings.iter().any(|b| b.prominence != 1.0);
    let deeper = |b: &&Block| !sized && level(b) > headings.first().and_then(|first| level(first));
    let chosen = if says.iter().all(deeper) { &headings } else { &says };
    if says.is_empty()
        && let Some(title) = occasion(blocks, &headings)
    {
        return title;
    }
    let most = chosen.iter().map(|b| b.prominence).fold(0.0, f32::max);
    let mut parts: Vec<&str> = Vec::new();
    for block in chosen {
        let alike = sized || level(block) == chosen.first().and_then(|first| level(first));
        if (block.prominence - most).abs() < 0.05 && alike && parts.len() < 2 {
            parts.push(&block.text);
        } else if !parts.is_empty() {
            break;
        }
    }
    if !parts.is_empty() {
        let mut title = joined(&parts);
        if let Some(rest) = rest_of_title(&title, blocks) {
            title.push(' ');
            title.push_str(rest);
        }
        if let Some((body, _)) = bodies.first().filter(|_| is_sort(&title)) {
            title = format!("{body}: {title}");
        }
        if let Some(word) = kind_word
            && !fold(&title).contains(&fold(&word.text))
        {
            title.push_str(": ");
            title.push_str(&sentence_case(&word.text));
        }
        return title;
    }
    if let Some(labelled) = blocks.iter().take(20).find_map(subject) {
        return labelled;
    }
    if let Some(line) =
        leading.iter().find(|b| kind::cue(&b.text, false).is_some() && b.text.split_whitespace().count() > 3)
    {
        return line.text.clone();
    }
    if let Some(block) = leading.iter().find(|b| is_heading(b) && !generic(b) && !opens_text(&b.text)) {
        return block.text.clone();
    }
    // A line that stands out, or is labelled as an appendix, is printed; what the file says of itself may be anything.
    let stands_out = |b: &&&Block| {
        let appended = ["appendix", "annex", "schedule"].iter().any(|w| fold(&b.text).starts_with(w));
        let words = b.text.split_whitespace().count();
        let office = ["department", "directorate", "office", "division", "unit", "service", "services"];
        let office = b.text.split_whitespace().next_back().is_some_and(|w| office.contains(&fold(w).as_str()));
        (b.prominence >= 1.2 || appended && words > 3) && !office && !generic(b) && !opens_text(&b.text) && words > 1
    };
    let best = leading.iter().filter(stands_out).filter(about).fold(None::<&&Block>, |best, b| match best {
        Some(best) if best.prominence >= b.prominence => Some(best),
        _ => Some(b),
    });
    if let Some(block) = best {
        let after = leading.iter().skip_while(|b| !std::ptr::eq(**b, *block)).skip(1);
        let alike = after.take(1).find(|b| (b.prominence - block.prominence).abs() < 0.05).map(|b| b.text.as_str());
        let parts: Vec<&str> = std::iter::once(block.text.as_str()).chain(alike).collect();
        return joined(&parts);
    }
    if single
        && let Some(title) = metadata.title.as_deref().map(clean_metadata)
        && title.split_whitespace().count() > 1
    {
        return title;
    }
    // Nothing stands at the head: the most prominent heading further down, else the first words.
    let widest = blocks.iter().filter(|b| is_heading(b) && b.number.is_none() && !generic(b) && !opens_text(&b.text));
    let best = widest.fold(None::<&Block>, |best, b| match best {
        Some(best) if best.prominence >= b.prominence => Some(best),
        _ => Some(b),
    });
    match best {
        Some(block) => block.text.clone(),
        None => first_words(blocks),
    }
}

/// Names of bodies that are set in two lines of one look, each with its lines; and those of one line.
fn bodies_of_lines(headings: &[&Block]) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    for pair in headings.windows(2) {
        let joined = format!("{} {}", pair[0].text, pair[1].text);
        let alike = (pair[0].prominence - pair[1].prominence).abs() < 0.05 && level(pair[0]) == level(pair[1]);
        let named = pair[0].text.split_whitespace().count() <= 3
            && !breaks_off(&pair[0].text)
            && !pair[0].text.contains(|c: char| c.is_ascii_digit());
        if alike && named && is_body(&joined) && !is_body(&pair[0].text) {
            out.push((joined, vec![pair[0].text.clone(), pair[1].text.clone()]));
        }
    }
    out.extend(headings.iter().filter(|b| is_body(&b.text)).map(|b| (b.text.clone(), vec![b.text.clone()])));
    out
}

fn first_words(blocks: &[Block]) -> String {
    let text = blocks.iter().find(|b| !b.text.is_empty()).map(|b| b.text.as_str());
    let cell = || {
        blocks
            .iter()
            .find_map(Block::table)
            .and_then(|t| t.rows.first())
            .map(|r| r.cells.iter().map(|c| c.text()).collect::<Vec<_>>().join(" "))
    };
    let text = text.map(str::to_owned).or_else(cell).unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = words[..words.len().min(FIRST_WORDS)].join(" ");
    if words.len() > FIRST_WORDS {
        out.push('…');
    }
    out
}

/// Headings that open a paper's text rather than name it.
fn opens_text(text: &str) -> bool {
    let folded = fold(text);
    [
        "purpose",
        "introduction",
        "summary",
        "executive summary",
        "background",
        "contents",
        "recommendation",
        "recommendations",
    ]
    .contains(&folded.as_str())
}

/// The words after "Subject:" or "Report title:", in a line or in a table's row.
fn subject(block: &Block) -> Option<String> {
    const LABELS: [&str; 4] = ["subject", "report title", "title of report", "title"];
    if let Some(table) = block.table() {
        return table.rows.iter().take(12).find_map(|row| {
            let (first, second) = (row.cells.first()?, row.cells.get(1)?);
            let named = LABELS.contains(&fold(&first.text()).as_str());
            let words = second.text().replace('\n', " ");
            (named && words.split_whitespace().count() > 1).then_some(words)
        });
    }
    let (label, words) = block.text.split_once(':')?;
    (LABELS.contains(&fold(label).as_str()) && words.split_whitespace().count() > 1).then(|| words.trim().to_owned())
}

/// A file's own title without the program's name and the file's ending.
fn clean_metadata(title: &str) -> String {
    let title = title.trim().trim_start_matches("Microsoft Word - ").trim_start_matches("Microsoft PowerPoint - ");
    let lower = title.to_lowercase();
    let end = [".docx", ".doc", ".pdf", ".pptx", ".xlsx"]
        .iter()
        .find(|e| lower.ends_with(**e))
        .map_or(title.len(), |e| title.len() - e.len());
    crate::util::text::collapse(&title[..end])
}

fn sentence_case(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut chars = lower.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Words that end the name of a body.
const BODIES: [&str; 14] = [
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
fn is_body(line: &str) -> bool {
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

/// The body that met or issued the paper: the first short line at the head that ends in such a word, or the words before
/// "meeting".
fn body(blocks: &[Block], title: &str) -> Option<String> {
    let mut short = None;
    let lines = blocks.iter().take(8).filter(|b| b.text.split_whitespace().count() <= 14).map(|b| b.text.as_str());
    for line in lines.chain([title]) {
        let line = ["Report to", "Report by", "To", "Open"]
            .iter()
            .fold(line.trim(), |l, p| l.strip_prefix(p).map_or(l, |r| r.trim_start_matches([':', ' '])));
        let line = line.split([',', ':', '–', '|']).next().unwrap_or(line).trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        let of = words.iter().position(|w| w.eq_ignore_ascii_case("of"));
        let of = of.filter(|_| ["minute", "meeting "].iter().any(|p| fold(line).starts_with(p)));
        let words = match of {
            Some(at) => &words[at + 1..],
            None => &words[..],
        };
        let meeting =
            words.iter().position(|w| matches!(fold(w).as_str(), "meeting" | "minute" | "minutes" | "agenda"));
        let upto = &words[..meeting.unwrap_or(words.len())];
        let last = upto.iter().rposition(|w| BODIES.contains(&fold(w).as_str()));
        if let Some(last) = last
            && last > 0
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
            if name.contains(' ') {
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
}
