//! A passage as a document of the full-text index, and what is read back of it for a hit.

use crate::model::codebook::Facet;
use crate::model::date::{PaperDate, PartialDate};
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::records::TaggedPaper;
use crate::model::tags::{PassageTags, Stance};
use crate::store::schema::{Fields, id_number};
use crate::util::text::{char_len, char_slice, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tantivy::TantivyDocument;

/// What the full-text index keeps of a passage, so that a hit needs no record file. Neighbours repeat most of it and are
/// compressed together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredPassage {
    /// See [`Passage::id`].
    #[serde(rename = "i")]
    pub id: String,
    /// See [`Passage::kind`].
    #[serde(rename = "k")]
    pub kind: PassageKind,
    /// See [`Passage::text`].
    #[serde(rename = "t")]
    pub text: String,
    /// See [`Passage::stem`].
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub stem: Option<String>,
    /// See [`PassageTags::stance`].
    #[serde(rename = "v")]
    pub stance: Stance,
    /// See [`Passage::locator`].
    #[serde(rename = "l")]
    pub locator: Locator,
    /// See [`Paper::id`].
    #[serde(rename = "p")]
    pub paper_id: String,
    /// See [`Paper::title`].
    #[serde(rename = "n")]
    pub paper_title: String,
    /// See [`Paper::kind`].
    #[serde(rename = "m")]
    pub paper_kind: PaperKind,
    /// See [`Paper::body`].
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// See [`Paper::date`].
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}

impl StoredPassage {
    fn new(paper: &Paper, passage: &Passage, tags: &PassageTags) -> StoredPassage {
        StoredPassage {
            id: passage.id.clone(),
            kind: passage.kind,
            text: passage.text.clone(),
            stem: passage.stem.clone(),
            stance: tags.stance,
            locator: passage.locator.clone(),
            paper_id: paper.id.clone(),
            paper_title: paper.title.clone(),
            paper_kind: paper.kind,
            body: paper.body.clone(),
            date: paper.date.as_ref().map(|date| date.date),
        }
    }
}

/// The documents of a paper's passages, in order.
pub(super) fn documents<'a>(
    fields: &'a Fields,
    record: &'a str,
    tagged: &'a TaggedPaper,
) -> impl Iterator<Item = Result<TantivyDocument, String>> + 'a {
    let TaggedPaper { paper, tags } = tagged;
    let rows = paper.passages.iter().zip(&tags.passages).enumerate();
    rows.map(move |(position, (passage, tags))| document(fields, record, paper, position, passage, tags))
}

fn document(
    fields: &Fields,
    record: &str,
    paper: &Paper,
    position: usize,
    passage: &Passage,
    tags: &PassageTags,
) -> Result<TantivyDocument, String> {
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.record, record);
    doc.add_u64(fields.passage, id_number(&passage.id));
    doc.add_u64(fields.paper, id_number(&paper.id));
    doc.add_u64(fields.order, (u64::from(paper.ordinal) << 32) | (position as u64 & 0xffff_ffff));
    doc.add_text(fields.body, &passage.text);
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
        doc.add_u64(fields.date_to, to);
    }
    if let Some(page) = passage.locator.page {
        doc.add_u64(fields.page, u64::from(page));
    }
    let stored = serde_json::to_string(&StoredPassage::new(paper, passage, tags)).map_err(|error| error.to_string())?;
    doc.add_text(fields.stored, stored);
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
