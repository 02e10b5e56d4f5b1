//! A passage as a document of the full-text index, and what is read back of it for a hit.

use crate::model::codebook::Facet;
use crate::model::date::{PaperDate, PartialDate};
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::records::TaggedPaper;
use crate::model::tags::{PassageTags, Stance};
use crate::store::RecordRef;
use crate::store::schema::{Fields, id_number};
use crate::util::hash::short_id;
use crate::util::text::{char_len, char_slice, fold};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::TantivyDocument;

/// What the full-text index keeps of a passage, so that a hit needs no record file.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPassage {
    /// See [`Passage::id`].
    pub id: String,
    /// See [`Passage::kind`].
    pub kind: PassageKind,
    /// See [`Passage::text`].
    pub text: String,
    /// See [`Passage::stem`].
    pub stem: Option<String>,
    /// At a paper's first passage what is printed in the paper and stands in no passage and above none, such as running heads.
    pub beside: Vec<String>,
    /// See [`PassageTags::stance`].
    pub stance: Stance,
    /// See [`Passage::locator`].
    pub locator: Locator,
    /// See [`Paper::id`].
    pub paper_id: String,
    /// See [`Paper::title`].
    pub paper_title: String,
    /// See [`Paper::kind`].
    pub paper_kind: PaperKind,
    /// See [`Paper::body`].
    pub body: Option<String>,
    /// See [`Paper::date`].
    pub date: Option<PartialDate>,
}

/// What neighbours share, in one run of bytes, so that compression makes one reference of it: paper, title, kind, body, date,
/// attachment and headings.
type Shared<'a> = (
    Cow<'a, str>,
    Cow<'a, str>,
    PaperKind,
    Option<Cow<'a, str>>,
    Option<PartialDate>,
    Option<Cow<'a, str>>,
    Cow<'a, [String]>,
    bool,
);

/// What is a passage's own: id where it is no number of sixteen digits, kind, stance, page, last page, paragraph, table, row, stem,
/// text and what stands beside it.
type Own<'a> = (
    Option<Cow<'a, str>>,
    PassageKind,
    Stance,
    Option<u32>,
    Option<u32>,
    Option<Cow<'a, str>>,
    Option<Cow<'a, str>>,
    Option<u32>,
    Option<Cow<'a, str>>,
    Cow<'a, str>,
    Cow<'a, [String]>,
);

/// A passage as bytes. Its id is in a column of numbers and not repeated.
fn stored(paper: &Paper, passage: &Passage, tags: &PassageTags, beside: &[String]) -> Result<Vec<u8>, postcard::Error> {
    let at = &passage.locator;
    let some = |text: &'_ Option<String>| text.clone().map(Cow::<str>::Owned);
    let shared: Shared<'_> = (
        Cow::Borrowed(&paper.id),
        Cow::Borrowed(&paper.title),
        paper.kind,
        some(&paper.body),
        paper.date.as_ref().map(|date| date.date),
        some(&at.attachment),
        Cow::Borrowed(&at.section),
        at.estimated,
    );
    let is_number = id_of(id_number(&passage.id)) == passage.id;
    let own: Own<'_> = (
        (!is_number).then_some(Cow::Borrowed(passage.id.as_str())),
        passage.kind,
        tags.stance,
        at.page,
        at.last_page,
        some(&at.paragraph),
        some(&at.table),
        at.row,
        some(&passage.stem),
        Cow::Borrowed(&passage.text),
        Cow::Borrowed(beside),
    );
    postcard::to_stdvec(&(shared, own))
}

impl StoredPassage {
    /// Reads a passage back; `number` is its id as a number.
    pub(super) fn read(bytes: &[u8], number: u64) -> Result<StoredPassage, String> {
        let (shared, own): (Shared<'_>, Own<'_>) = postcard::from_bytes(bytes).map_err(|error| error.to_string())?;
        let (paper_id, paper_title, paper_kind, body, date, attachment, section, estimated) = shared;
        let (id, kind, stance, page, last_page, paragraph, table, row, stem, text, beside) = own;
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Ok(StoredPassage {
            id: owned(id).unwrap_or_else(|| id_of(number)),
            kind,
            text: text.into_owned(),
            stem: owned(stem),
            beside: beside.into_owned(),
            stance,
            locator: Locator {
                attachment: owned(attachment),
                page,
                last_page,
                estimated,
                section: section.into_owned(),
                paragraph: owned(paragraph),
                table: owned(table),
                row,
            },
            paper_id: paper_id.into_owned(),
            paper_title: paper_title.into_owned(),
            paper_kind,
            body: owned(body),
            date,
        })
    }
}

/// The id that [`id_number`] took for this number.
fn id_of(number: u64) -> String {
    format!("{number:016x}")
}

/// Bits of the order that hold the position in the paper. Passages of a paper beyond a million share the last position and are
/// told apart by their ids.
const POSITION_BITS: u32 = 20;

/// Numbers the words of a source's passages, where near-duplicates can share them.
pub(super) struct Copies<'a> {
    /// Name of the tags layer of the original.
    original: Option<&'a str>,
    is_copy: bool,
    /// How often the source said each so far.
    times: BTreeMap<String, u32>,
}

impl<'a> Copies<'a> {
    pub(super) fn of(record: &'a RecordRef) -> Copies<'a> {
        let original = record.original.as_deref();
        Copies { original, is_copy: original != Some(&record.tags), times: BTreeMap::new() }
    }

    /// The number of the next passage; see [`Fields::copies`].
    fn number(&mut self, text: &str) -> Option<u64> {
        let original = self.original?;
        let text = fold(text);
        let time = self.times.entry(text.clone()).or_default();
        *time += 1;
        let words = id_number(&short_id(&[original, &text, &time.to_string()]));
        Some(words & !1 | u64::from(self.is_copy))
    }
}

/// The paper of a passage in its source, by the passage's position there; see [`Fields::order`].
pub(crate) fn paper_of(order: u64) -> u64 {
    order >> POSITION_BITS
}

/// The documents of a paper's passages, in order. `name` is that of the source.
pub(super) fn documents<'a>(
    fields: &'a Fields,
    record: &'a str,
    name: &'a str,
    tagged: &'a TaggedPaper,
    copies: &'a mut Copies<'_>,
) -> impl Iterator<Item = Result<TantivyDocument, String>> + 'a {
    let TaggedPaper { paper, tags } = tagged;
    let rows = paper.passages.iter().zip(&tags.passages).enumerate();
    let mut before: &[String] = &[];
    rows.map(move |(position, (passage, tags))| {
        let section = passage.locator.section.as_slice();
        let shared = section.iter().zip(before).take_while(|(a, b)| a == b).count();
        before = section;
        let unheard = if position == 0 { unheard(paper) } else { Vec::new() };
        let mut doc = document(fields, record, paper, position, passage, tags, &unheard)?;
        if let Some(number) = copies.number(&passage.text) {
            doc.add_u64(fields.copies, number);
        }
        for heading in section[shared..].iter().chain(&unheard) {
            doc.add_text(fields.beside, heading);
        }
        if position == 0 {
            doc.add_text(fields.beside, &paper.title);
            doc.add_text(fields.beside, name);
        }
        Ok(doc)
    })
}

/// What is printed in a paper and stands in none of its passages and above none: headings over nothing and furniture, each once.
fn unheard(paper: &Paper) -> Vec<String> {
    let above: BTreeSet<&str> =
        paper.passages.iter().flat_map(|passage| &passage.locator.section).map(String::as_str).collect();
    let headings = paper.outline.iter().map(|heading| heading.text.as_str()).filter(|text| !above.contains(text));
    let furniture = paper.furniture.iter().map(|(_, text)| text.as_str());
    let mut known = BTreeSet::new();
    let mut out = Vec::new();
    for text in headings.chain(furniture) {
        // Page numbers make furniture of every page another; without letters it is nothing that is looked for.
        if text.chars().any(char::is_alphabetic) && text != paper.title && known.insert(fold(text)) {
            out.push(text.to_owned());
        }
    }
    out
}

fn document(
    fields: &Fields,
    record: &str,
    paper: &Paper,
    position: usize,
    passage: &Passage,
    tags: &PassageTags,
    beside: &[String],
) -> Result<TantivyDocument, String> {
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.record, record);
    doc.add_u64(fields.passage, id_number(&passage.id));
    let position = (position as u64).min((1 << POSITION_BITS) - 1);
    doc.add_u64(fields.order, (u64::from(paper.ordinal) << POSITION_BITS) | position);
    doc.add_text(fields.exact, &passage.text);
    if let Some(stem) = &passage.stem {
        doc.add_text(fields.lead, stem);
    }
    for owner in owners(passage) {
        doc.add_text(fields.owner, owner);
    }
    for heading in &passage.locator.section {
        doc.add_text(fields.section, heading);
    }
    doc.add_text(fields.title, &paper.title);

    let mut coded: BTreeSet<(Facet, &str)> = BTreeSet::new();
    for mention in &tags.mentions {
        match (mention.facet, &mention.code) {
            (Facet::Place, Some(code)) => coded.insert((Facet::Place, code)),
            (facet, _) => coded.insert((facet, &mention.concept)),
        };
    }
    for (facet, id) in coded {
        let field = match facet {
            Facet::Theme => fields.theme,
            Facet::Place => fields.place,
            Facet::Challenge => fields.challenge,
            Facet::Strength => fields.strength,
            Facet::Organisation => fields.organisation,
        };
        doc.add_text(field, id);
    }
    doc.add_text(fields.stance, tags.stance.as_str());
    doc.add_text(fields.kind, paper.kind.as_str());
    if let Some(body) = &paper.body {
        doc.add_text(fields.issuer, body);
    }
    if let Some(PaperDate { date, .. }) = &paper.date
        && let (Some(from), Some(to)) = (date.earliest(), date.latest())
        && let (Some(from), Some(to)) = (day_number(from), day_number(to))
    {
        doc.add_u64(fields.date_from, from);
        if to != from {
            doc.add_u64(fields.date_to, to);
        }
    }
    if let Some(page) = passage.locator.page {
        doc.add_u64(fields.page, u64::from(page));
    }
    let stored = stored(paper, passage, tags, beside).map_err(|error| error.to_string())?;
    doc.add_bytes(fields.stored, &stored);
    Ok(doc)
}

/// Column headers over those who are to do something, folded to lower case.
const OWNER_HEADERS: [&str; 10] = [
    "owner",
    "lead",
    "action by",
    "responsible",
    "responsibility",
    "assigned",
    "action owner",
    "by whom",
    "who",
    "officer",
];

/// Who is named beside a passage as the one to act: what stands in the margin, and the cell of its row under an owner's header.
fn owners(passage: &Passage) -> Vec<&str> {
    let mut out: Vec<&str> = passage.margin.iter().map(String::as_str).collect();
    for (i, (header, start)) in passage.columns.iter().enumerate() {
        let header = fold(header);
        let is_owner = OWNER_HEADERS.iter().any(|known| header == *known || header.starts_with(&format!("{known} ")));
        if is_owner {
            let end = passage.columns.get(i + 1).map_or_else(|| char_len(&passage.text), |(_, next)| *next);
            out.push(char_slice(&passage.text, *start, end).trim_end_matches([' ', '|']));
        }
    }
    out
}

/// A day as the number `yyyymmdd`; days before the Common Era have none.
pub(crate) fn day_number(day: jiff::civil::Date) -> Option<u64> {
    let year = u64::try_from(day.year()).ok()?;
    Some(year * 10_000 + day.month().unsigned_abs() as u64 * 100 + day.day().unsigned_abs() as u64)
}
