//! Title, kind, body and date of a paper, as printed. What the file's metadata claims is used only where nothing is printed.

use super::kind;
use crate::model::block::{Block, BlockKind};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::extracted::FileMetadata;
use crate::model::paper::{Paper, PaperKind};
use crate::util::dates::{self, PrintedDate};
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
    About { body: body(blocks, &title), date: date(blocks, kind), title, kind }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// Words that name a kind of paper and not what it is about.
const GENERIC: [&str; 22] = [
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
            b.page == page && (is_heading(b) || b.text.split_whitespace().count() <= 16 && b.table().is_none())
        })
        .filter(|b| b.number.is_none())
}

fn title(blocks: &[Block], metadata: &FileMetadata, single: bool) -> String {
    let leading: Vec<&Block> = head(blocks).collect();
    let generic = |b: &Block| GENERIC.contains(&fold(&b.text).as_str());
    let headings: Vec<&Block> =
        leading.iter().copied().filter(|b| is_heading(b) && !generic(b) && !opens_text(&b.text)).collect();
    // A line that names only the body or the day says whose paper it is, not what it is about.
    let about = |b: &&&Block| {
        let dated =
            dates::find(&b.text).first().is_some_and(|d| d.month.is_some()) && b.text.split_whitespace().count() <= 16;
        !dated && !is_body(&b.text)
    };
    let kind_word =
        leading.iter().find(|b| is_heading(b) && ["agenda", "minute", "minutes"].contains(&fold(&b.text).as_str()));
    let says: Vec<&Block> = headings.iter().filter(about).copied().collect();
    let chosen = if says.is_empty() { &headings } else { &says };
    let most = chosen.iter().map(|b| b.prominence).fold(0.0, f32::max);
    let mut parts: Vec<&str> = Vec::new();
    for block in chosen {
        if (block.prominence - most).abs() < 0.05 && parts.len() < 2 {
            parts.push(&block.text);
        } else if !parts.is_empty() {
            break;
        }
    }
    if !parts.is_empty() {
        let mut title = parts.join(": ");
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
    if let Some(block) = leading.iter().find(|b| is_heading(b) && b.number.is_none() && !opens_text(&b.text)) {
        return block.text.clone();
    }
    if single
        && let Some(title) = metadata.title.as_deref().map(clean_metadata)
        && title.split_whitespace().count() > 1
    {
        return title;
    }
    // Nothing stands at the head: the most prominent heading further down, else the first words.
    let widest = blocks.iter().filter(|b| is_heading(b) && b.number.is_none() && !opens_text(&b.text));
    let best = widest.fold(None::<&Block>, |best, b| match best {
        Some(best) if best.prominence >= b.prominence => Some(best),
        _ => Some(b),
    });
    match best {
        Some(block) => block.text.clone(),
        None => first_words(blocks),
    }
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
    words.len() > 1
        && words.len() <= 8
        && words.last().is_some_and(|w| BODIES.contains(&fold(w).as_str()))
        && words.iter().all(|w| !w.starts_with(char::is_lowercase) || ["and", "of", "for", "the", "in"].contains(w))
}

/// Words that begin no name of a body.
const NO_BODY: [&str; 10] = ["to", "mr", "mrs", "ms", "dr", "open", "report", "from", "by", "re"];

/// The body that met or issued the paper: the first short line at the head that ends in such a word, or the words before
/// "meeting".
fn body(blocks: &[Block], title: &str) -> Option<String> {
    let lines = blocks.iter().take(8).filter(|b| b.text.split_whitespace().count() <= 14).map(|b| b.text.as_str());
    for line in lines.chain([title]) {
        let line = ["Report to", "Report by", "To", "Open"]
            .iter()
            .fold(line.trim(), |l, p| l.strip_prefix(p).map_or(l, |r| r.trim_start_matches([':', ' '])));
        let line = line.split([',', ':', '–', '|']).next().unwrap_or(line).trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        let of = words.iter().position(|w| w.eq_ignore_ascii_case("of")).filter(|_| fold(line).starts_with("minute"));
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
            return Some(name.trim_start_matches("the ").trim_start_matches("The ").to_owned());
        }
    }
    None
}

/// The paper's date: the date in the likeliest line at its head, else one that stands alone at its end. Dates in running
/// sentences and in items of an agenda are not the paper's.
fn date(blocks: &[Block], kind: PaperKind) -> Option<PaperDate> {
    let meets = matches!(kind, PaperKind::Minute | PaperKind::Agenda);
    let mut best: Option<(i32, PrintedDate, String)> = None;
    let tail = blocks.iter().rev().take(4).filter(|b| b.table().is_none() && b.text.split_whitespace().count() <= 6);
    let lines = head_lines(blocks, if meets { 30 } else { 18 });
    let lines = lines.into_iter().map(|(line, weight)| (likelihood(&line, meets) + weight, line));
    for (score, line) in lines.chain(tail.map(|b| (0, b.text.clone()))) {
        let Some(found) = dates::find(&line).into_iter().find(|d| d.month.is_some()) else { continue };
        let score = score + if found.year.is_some() { 2 } else { 0 };
        if score >= 0 && best.as_ref().is_none_or(|(most, _, _)| score > *most) {
            best = Some((score, found, line));
        }
    }
    let (_, found, line) = best?;
    Some(PaperDate {
        date: PartialDate { year: found.year.unwrap_or(0), month: found.month, day: found.day },
        printed: line[found.start..found.end].to_owned(),
        implied_year: found.year.is_none(),
    })
}

/// How likely a line is to give the paper's own date.
fn likelihood(line: &str, meets: bool) -> i32 {
    let folded = format!(" {} ", fold(line));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(&format!(" {w} ")));
    let label = has(&["date", "date of meeting", "meeting date", "held on", "dated"]);
    let meeting = has(&["meeting", "held"]) && meets;
    let published = has(&["published", "publication", "updated", "report date"]) && !meets;
    let day = has(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
    let other = has(&[
        "next meeting",
        "previous",
        "minute of",
        "minutes of the",
        "between",
        "since",
        "until",
        "deadline",
        "re",
    ]) || meets && has(&["issued", "published", "posted", "dear"]);
    2 * i32::from(label || meeting || published) + i32::from(day) - 4 * i32::from(other)
}

/// Short lines at the head of a paper with what their looks add to them; of tables, the rows that label a date.
fn head_lines(blocks: &[Block], words: usize) -> Vec<(String, i32)> {
    let page = blocks.first().and_then(|b| b.page);
    let mut out = Vec::new();
    for block in blocks.iter().take(16).take_while(|b| b.page == page) {
        match block.table() {
            Some(table) => {
                for row in table.rows.iter().take(10) {
                    let first = row.cells.first().map(|c| fold(&c.text())).unwrap_or_default();
                    if ["date", "meeting", "held", "published"].iter().any(|w| first.starts_with(w)) {
                        out.push((
                            row.cells.iter().map(|c| c.text().replace('\n', " ")).collect::<Vec<_>>().join(" "),
                            1,
                        ));
                    }
                }
            }
            None if matches!(block.kind, BlockKind::Item { .. }) || block.number.is_some() => {}
            None if block.text.split_whitespace().count() <= words => {
                out.push((block.text.clone(), 2 * i32::from(is_heading(block) || block.bold)));
            }
            None => {}
        }
    }
    out
}

/// Gives dates without a year the year of the papers bound with them: the same day and month elsewhere decides, else the last
/// such day before the pack's meeting (its latest whole date); a date that stays without a year is dropped.
pub(super) fn imply_years(papers: &mut [Paper]) {
    let whole: Vec<PartialDate> =
        papers.iter().filter_map(|p| p.date.as_ref()).filter(|d| !d.implied_year).map(|d| d.date).collect();
    let meeting = whole.iter().copied().max();
    for paper in papers.iter_mut() {
        let Some(date) = paper.date.as_mut().filter(|d| d.implied_year) else { continue };
        let same = whole.iter().find(|w| w.month == date.date.month && w.day == date.date.day);
        let year = match (same, meeting) {
            (Some(same), _) => Some(same.year),
            (None, Some(meeting)) => {
                let this = PartialDate { year: meeting.year, ..date.date };
                Some(if this <= meeting { meeting.year } else { meeting.year - 1 })
            }
            (None, None) => None,
        };
        match year {
            Some(year) => date.date.year = year,
            None => paper.date = None,
        }
    }
}
