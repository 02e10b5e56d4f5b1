//! The title of a paper: what is printed at its head, the subject of a letter, the line that names a meeting; what the file claims
//! of itself only where nothing is printed.

use super::describe::{BODIES, head, is_body, is_heading, level};
use super::kind;
use crate::model::block::{Block, BlockKind};
use crate::model::extracted::FileMetadata;
use crate::util::dates;
use crate::util::text::fold;

/// Longest title that is made of a paper's first words.
const FIRST_WORDS: usize = 14;

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

/// Whether a folded line only says where a paper stands: "Agenda item 4", "Report no 24/108", "Item 7(a)".
fn is_reference(folded: &str) -> bool {
    const WORDS: [&str; 10] =
        ["agenda", "item", "report", "paper", "no", "number", "ref", "reference", "enclosure", "enc"];
    let mut words = folded.split(' ');
    words.clone().next().is_some_and(|first| WORDS.contains(&first) && first != "no")
        && folded.split(' ').count() > 1
        && words.all(|w| WORDS.contains(&w) || w.len() <= 8 && w.contains(|c: char| c.is_ascii_digit()) || w.len() == 1)
}

/// Headings that say that a paper is of a meeting.
const KIND_WORDS: [&str; 4] = ["agenda", "minute", "minutes", "agenda and minutes"];

/// Words that name a kind of paper and not what it is about.
const GENERIC: [&str; 28] = [
    "agenda and minutes",
    "agenda and draft minutes",
    "agenda pack",
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
    // Where and at what time the meeting was held is no part of the title.
    let end = dates::find(line).into_iter().find(|d| d.month.is_some()).map_or(line.len(), |d| d.end);
    let line = &line[..end];
    let folded = fold(line);
    let names = folded.split(' ').any(|word| BODIES.contains(&word));
    let body = headings.iter().find(|b| is_body(&b.text)).map(|b| b.text.as_str());
    Some(match body.filter(|body| !names && !folded.contains(&fold(body))) {
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

/// The title of a paper, as printed where anything is. `single`: the file holds no other paper.
pub(super) fn title(blocks: &[Block], metadata: &FileMetadata, single: bool) -> String {
    if let Some(subject) = letter_subject(blocks) {
        return subject;
    }
    let leading: Vec<&Block> = head(blocks).collect();
    let generic = |b: &Block| {
        let folded = fold(&b.text);
        let label = b.text.split_once(':').map(|(label, _)| fold(label)).unwrap_or_default();
        GENERIC.contains(&folded.as_str())
            || is_reference(&folded)
            || b.text.contains('\u{fffd}')
            || lists_people(&folded)
            || lists_people(&label)
    };
    let headings: Vec<&Block> =
        leading.iter().copied().filter(|b| is_heading(b) && !generic(b) && !opens_text(&b.text)).collect();
    // A line that names only the body or the day says whose paper it is, not what it is about.
    let bodies = bodies_of_lines(&headings);
    let about =
        |b: &&&Block| !is_occasion(&b.text) && !is_body(&b.text) && !bodies.iter().any(|(_, l)| l.contains(&b.text));
    let kind_word = leading.iter().find(|b| is_heading(b) && KIND_WORDS.contains(&fold(&b.text).as_str()));
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
    if headings.is_empty()
        && let (Some(word), Some(body)) = (kind_word, leading.iter().find(|b| is_body(&b.text)))
    {
        return format!("{}: {}", body.text, sentence_case(&word.text));
    }
    // Where only the body stands above it, the labelled subject is the title.
    let text_begins = |b: &&Block| b.number.is_some() && is_heading(b) || b.text.split_whitespace().count() > 40;
    if says.is_empty()
        && let Some(labelled) = blocks.iter().take(20).take_while(|b| !text_begins(b)).find_map(subject)
    {
        return labelled;
    }
    let most = chosen.iter().map(|b| b.prominence).fold(0.0, f32::max);
    // A heading further down that is hardly larger is one of several, and the first is above them.
    let named = chosen.iter().any(|b| (b.prominence - most).abs() < 0.05 && kind::cue(&b.text, true).is_some());
    let near = chosen.iter().map(|b| b.prominence).find(|p| *p >= 0.87 * most).filter(|_| !named);
    let most = near.unwrap_or(most);
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
