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
    let kind = kind::kind(blocks, &title);
    About { body: body(blocks, &title, kind), date: date(blocks, kind), title, kind }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
}

/// Words that name a kind of paper and not what it is about.
const GENERIC: [&str; 14] = [
    "agenda", "minute", "minutes", "report", "appendix", "unconfirmed minutes", "draft minutes", "draft minute", "public document pack",
    "meeting", "board", "for information", "for decision", "official",
];

fn title(blocks: &[Block], metadata: &FileMetadata, single: bool) -> String {
    let head: Vec<&Block> = blocks.iter().filter(|b| b.kind != BlockKind::Furniture).take(10).collect();
    let leading: Vec<&Block> = head.iter().copied().take_while(|b| is_heading(b) || b.text.split_whitespace().count() <= 14).collect();
    let titled = |b: &&&Block| is_heading(b) && b.number.is_none() && !GENERIC.contains(&fold(&b.text).as_str());
    let most = leading.iter().filter(titled).map(|b| b.prominence).fold(0.0, f32::max);
    let mut parts: Vec<&str> = Vec::new();
    for block in leading.iter().filter(titled) {
        let same_look = (block.prominence - most).abs() < 0.05;
        if same_look && parts.len() < 2 && !opens_text(&block.text) {
            parts.push(&block.text);
        } else if !parts.is_empty() {
            break;
        }
    }
    let generic = leading.iter().find(|b| is_heading(b) && ["agenda", "minute", "minutes"].contains(&fold(&b.text).as_str()));
    if !parts.is_empty() {
        let mut title = parts.join(": ");
        if let Some(generic) = generic
            && !fold(&title).contains(&fold(&generic.text))
        {
            title.push_str(": ");
            title.push_str(&sentence_case(&generic.text));
        }
        return title;
    }
    if let Some(labelled) = blocks.iter().take(20).find_map(subject) {
        return labelled;
    }
    if let Some(line) = leading.iter().find(|b| kind::cue(&b.text, false).is_some() && b.text.split_whitespace().count() > 3) {
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
    let cell = || blocks.iter().find_map(Block::table).and_then(|t| t.rows.first()).map(|r| r.cells.iter().map(|c| c.text()).collect::<Vec<_>>().join(" "));
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
    ["purpose", "introduction", "summary", "executive summary", "background", "contents", "recommendation", "recommendations"].contains(&folded.as_str())
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
    let end = [".docx", ".doc", ".pdf", ".pptx", ".xlsx"].iter().find(|e| lower.ends_with(**e)).map_or(title.len(), |e| title.len() - e.len());
    crate::util::text::collapse(&title[..end])
}

fn sentence_case(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut chars = lower.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Words that end the name of a body.
const BODIES: [&str; 14] = [
    "board", "committee", "council", "partnership", "cabinet", "forum", "panel", "authority", "trust", "network", "commission", "group",
    "assembly", "society",
];

/// The body that met or issued the paper: the first short line at the head that ends in such a word, or the words before
/// "meeting".
fn body(blocks: &[Block], title: &str, kind: PaperKind) -> Option<String> {
    let lines = blocks.iter().take(8).filter(|b| b.text.split_whitespace().count() <= 14).map(|b| b.text.as_str());
    for line in lines.chain([title]) {
        let line = line.split([',', ':', '–', '|']).next().unwrap_or(line).trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        let of = words.iter().position(|w| w.eq_ignore_ascii_case("of")).filter(|_| fold(line).starts_with("minute"));
        let words = match of {
            Some(at) => &words[at + 1..],
            None => &words[..],
        };
        let meeting = words.iter().position(|w| matches!(fold(w).as_str(), "meeting" | "minute" | "minutes" | "agenda"));
        let upto = &words[..meeting.unwrap_or(words.len())];
        let last = upto.iter().rposition(|w| BODIES.contains(&fold(w).as_str()));
        if let Some(last) = last
            && last > 0
            && upto[..=last].iter().all(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic()) || ["and", "of", "for", "the", "in", "&"].contains(w))
        {
            let name = upto[..=last].join(" ");
            return Some(name.trim_start_matches("the ").trim_start_matches("The ").to_owned());
        }
    }
    let _ = kind;
    None
}

/// The paper's date: a date that stands at its head in a short line, with a label or in the line that names the meeting first;
/// else one that stands alone at its end. Dates in running sentences are not the paper's.
fn date(blocks: &[Block], kind: PaperKind) -> Option<PaperDate> {
    let head = head_lines(blocks);
    let tail: Vec<String> = blocks.iter().rev().take(4).filter(|b| b.table().is_none()).map(|b| b.text.clone()).filter(|t| t.split_whitespace().count() <= 6).collect();
    let labelled = |t: &&String| {
        let folded = fold(t);
        ["date", "meeting", "held on", "published", "publication", "dated"].iter().any(|w| folded.contains(w)) && !folded.contains("next meeting") && !folded.contains("previous")
    };
    let meets = matches!(kind, PaperKind::Minute | PaperKind::Agenda);
    let short = |t: &&String| t.split_whitespace().count() <= if meets { 30 } else { 18 };
    let read = |t: &String| dates::find(t).into_iter().find(|d| d.month.is_some()).map(|d| (d, t.clone()));
    let whole = |found: &(PrintedDate, String)| found.0.year.is_some();
    let candidates: Vec<(PrintedDate, String)> = head.iter().filter(labelled).filter(short).filter_map(read).chain(head.iter().filter(short).filter_map(read)).collect();
    let ends: Vec<(PrintedDate, String)> = tail.iter().filter_map(read).collect();
    let best = candidates.iter().find(|c| whole(c)).or_else(|| ends.iter().find(|c| whole(c))).or_else(|| candidates.first())?;
    let (found, line) = best;
    Some(PaperDate {
        date: PartialDate { year: found.year.unwrap_or(0), month: found.month, day: found.day },
        printed: line[found.start..found.end].to_owned(),
        implied_year: found.year.is_none(),
    })
}

/// Lines at the head of a paper, the first rows of tables among them.
fn head_lines(blocks: &[Block]) -> Vec<String> {
    let page = blocks.first().and_then(|b| b.page);
    let mut out = Vec::new();
    for block in blocks.iter().take(14).take_while(|b| b.page == page) {
        match block.table() {
            Some(table) => {
                for row in table.rows.iter().take(8) {
                    out.push(row.cells.iter().map(|c| c.text().replace('\n', " ")).collect::<Vec<_>>().join(" "));
                }
            }
            None => out.push(block.text.clone()),
        }
    }
    out
}

/// Gives dates without a year the year of the papers bound with them: the same day and month elsewhere decides, else the last
/// such day before the pack's meeting (its latest whole date); a date that stays without a year is dropped.
pub(super) fn imply_years(papers: &mut [Paper]) {
    let whole: Vec<PartialDate> = papers.iter().filter_map(|p| p.date.as_ref()).filter(|d| !d.implied_year).map(|d| d.date).collect();
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
