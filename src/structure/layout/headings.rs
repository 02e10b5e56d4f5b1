//! Which drafts are headings, and how deep.
//!
//! A heading is short, ends like no sentence, and stands out by size, weight or capitals against the document's body text; or it
//! is a numbered line of a few words with text under it. Its level is the rank of its look among the looks that headings of the
//! document have, deepened by its printed number.

use super::drafts::{Draft, Start, next};
use super::roles::Kind;
use crate::util::numbering::Form;
use std::collections::BTreeSet;

/// A heading has at most this many words.
const MAX_WORDS: usize = 32;

/// A tagged heading with more words than this is a paragraph that someone gave a heading's style.
const MAX_TAGGED_WORDS: usize = 60;

/// Size over the body's from which text stands out.
const LARGER: f32 = 1.1;

/// The look of a heading: larger first, then bold, then capitals.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Look {
    size: f32,
    bold: bool,
    capitals: bool,
}

/// What the document's body text looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// Font size that most characters have.
    pub(super) size: f32,
    /// Most characters are bold.
    pub(super) bold: bool,
}

impl Body {
    /// Reads the body's look from sizes, weights and lengths of text.
    pub(super) fn of(texts: impl Iterator<Item = (f32, bool, usize)>) -> Body {
        let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for (size, is_bold, length) in texts {
            *sizes.entry((size * 2.0).round() as i32).or_default() += length;
            all += length;
            bold += if is_bold { length } else { 0 };
        }
        let most = sizes.into_iter().max_by_key(|(size, n)| (*n, *size)).map_or(20, |(size, _)| size);
        Body { size: most as f32 / 2.0, bold: bold * 2 > all }
    }
}

/// For each draft, its level where it is a heading.
///
/// What the file tags as a heading is one, at the tagged level, unless it is as long as a paragraph. What it tags as something
/// else is judged by its looks like any other text, unless the file's tagging of headings can be relied on (see [`complete`]): then
/// nothing else on the `tagged` pages is one.
pub(super) fn levels(drafts: &[Draft], body: Body, tagged: &BTreeSet<u32>) -> Vec<Option<u8>> {
    let looks: Vec<Option<u8>> = by_looks(drafts, body);
    let relied = complete(drafts, &looks);
    drafts
        .iter()
        .zip(looks)
        .map(|(draft, level)| match draft.role.map(|role| role.kind) {
            Some(Kind::Heading(_)) if is_paragraph(draft, body) => None,
            Some(Kind::Heading(0)) => Some(level.unwrap_or(2)),
            Some(Kind::Heading(tagged)) => Some(tagged.min(6)),
            Some(Kind::Note | Kind::Contents) => None,
            _ if relied && tagged.contains(&draft.page) => None,
            _ => level,
        })
        .collect()
}

/// Whether what is tagged as a heading is a paragraph by its looks: as long as one, or sentences set in the type of the text.
fn is_paragraph(draft: &Draft, body: Body) -> bool {
    let words = draft.text.split_whitespace().count();
    let plain = draft.size < LARGER * body.size && draft.bold == body.bold && draft.start == Start::Plain;
    words > MAX_TAGGED_WORDS || plain && draft.lines > 1 && words > 20 && draft.text.ends_with('.')
}

/// Whether the file tags its headings: at least three, and of the untagged paragraphs that look like headings no more than half
/// as many look just like a tagged one.
fn complete(drafts: &[Draft], levels: &[Option<u8>]) -> bool {
    let tagged = |d: &Draft| d.role.is_some_and(|role| matches!(role.kind, Kind::Heading(_)));
    let looks: Vec<Look> = drafts.iter().filter(|d| tagged(d)).map(look).collect();
    let alike = |d: &Draft| looks.iter().any(|l| same(*l, look(d)));
    let missed = drafts.iter().zip(levels).filter(|(d, l)| d.role.is_some() && !tagged(d) && l.is_some() && alike(d));
    looks.len() >= 3 && missed.count() * 2 <= looks.len()
}

/// For each draft, its level where it looks like a heading.
fn by_looks(drafts: &[Draft], body: Body) -> Vec<Option<u8>> {
    let mut is: Vec<bool> = (0..drafts.len()).map(|i| is_heading(drafts, i, body)).collect();
    drop_lists(drafts, &mut is);
    let mut looks: Vec<Look> = Vec::new();
    for (draft, _) in drafts.iter().zip(&is).filter(|(_, is)| **is) {
        let look = look(draft);
        if !looks.iter().any(|l| same(*l, look)) {
            looks.push(look);
        }
    }
    looks.sort_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    drafts
        .iter()
        .zip(&is)
        .map(|(draft, is)| {
            is.then(|| {
                let rank = looks.iter().position(|l| same(*l, look(draft))).unwrap_or(0) as u8;
                let depth = match &draft.start {
                    Start::Number { form: Form::Decimal(levels), .. } => levels.saturating_sub(1),
                    _ => 0,
                };
                (rank + 1 + depth).min(6)
            })
        })
        .collect()
}

/// Takes back the headings of a list: items numbered one after the other without text between them, of which some cannot be
/// headings, are all items.
fn drop_lists(drafts: &[Draft], is: &mut [bool]) {
    let follows = |i: usize| match (&drafts[i - 1].start, &drafts[i].start) {
        (Start::Number { number: a, form: f, .. }, Start::Number { number: b, form: g, .. }) => {
            f == g && (drafts[i - 1].left - drafts[i].left).abs() < 6.0 && next(a, b)
        }
        _ => false,
    };
    let mut from = 0;
    for i in 1..=drafts.len() {
        if i == drafts.len() || !follows(i) {
            if i - from >= 3 && is[from..i].iter().any(|is| !is) {
                is[from..i].fill(false);
            }
            from = i;
        }
    }
}

fn same(a: Look, b: Look) -> bool {
    (a.size - b.size).abs() < 0.6 && a.bold == b.bold && a.capitals == b.capitals
}

fn look(draft: &Draft) -> Look {
    Look { size: (draft.size * 2.0).round() / 2.0, bold: draft.bold, capitals: capitals(&draft.text) }
}

fn capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && text.chars().all(|c| !c.is_lowercase())
}

fn is_heading(drafts: &[Draft], i: usize, body: Body) -> bool {
    let draft = &drafts[i];
    let words = draft.text.split_whitespace().count();
    if words == 0 || words > MAX_WORDS || draft.start == Start::Bullet || !draft.text.chars().any(char::is_alphabetic) {
        return false;
    }
    let letters = draft.text.chars().filter(|c| c.is_alphabetic()).count();
    let visible = draft.text.chars().filter(|c| !c.is_whitespace()).count();
    if draft.gapped || letters * 2 < visible {
        return false;
    }
    if matches!(draft.start, Start::Number { form: Form::Letter | Form::Roman, .. }) && !draft.bold {
        return false;
    }
    let larger = draft.size >= LARGER * body.size;
    let bold = draft.bold && !body.bold;
    // A numbered question or a heading that ends in a colon is still one; a sentence is not.
    let sentence = draft.text.trim_end_matches(['"', '”', '’', '\'']).ends_with(['.', ';', ',']) && words > 3;
    if larger || bold {
        return !sentence && draft.lines <= 5 && !(draft.text.ends_with(':') && words <= 3 && !larger);
    }
    if capitals(&draft.text) {
        return words <= 12 && draft.lines <= 2 && !sentence && draft.text.len() > 3;
    }
    titled_number(drafts, i)
}

/// A numbered line of a few words that starts with a capital, with a paragraph without a number or the first number of the level
/// below under it.
fn titled_number(drafts: &[Draft], i: usize) -> bool {
    let draft = &drafts[i];
    let Start::Number { form: Form::Decimal(_), number, .. } = &draft.start else { return false };
    let words = draft.text.split_whitespace().count();
    // Right under the number before it, it is the next item of a list.
    let listed = i.checked_sub(1).map(|before| &drafts[before]).is_some_and(|above| {
        matches!(&above.start, Start::Number { number: n, .. } if next(n, number) && !n.contains('.') && !above.bold)
    });
    if listed {
        return false;
    }
    let next_is_text = drafts.get(i + 1).is_some_and(|d| match &d.start {
        Start::Plain => d.text.split_whitespace().count() > words.max(10) && d.left <= draft.bbox.x1,
        Start::Number { number: below, .. } => *below == format!("{number}.1"),
        Start::Bullet => false,
    });
    words <= 20
        && draft.lines <= 2
        && !draft.ends()
        && !draft.text.ends_with(',')
        && draft.text.chars().next().is_some_and(char::is_uppercase)
        && next_is_text
}
