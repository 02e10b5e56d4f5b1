//! Made-up sources for the tests of `store` and `query`.

use crate::model::codebook::{Area, Codebook, Concept, Facet};
use crate::model::date::{PaperDate, PartialDate};
use crate::model::locator::Locator;
use crate::model::paper::{Paper, PaperKind, Passage, PassageKind};
use crate::model::records::Structured;
use crate::model::source::{MediaType, SourceEntry, SourceStatus};
use crate::model::tags::{Mention, PaperTags, PassageTags, Scope};
use crate::store::{BuildReport, Builder, ManifestInput, SourceInput, StructureKey, TagKey};
use crate::util::hash::{sha256_hex, short_id};
use std::path::{Path, PathBuf};

/// A source with one paper.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) kind: PaperKind,
    pub(crate) date: Option<PartialDate>,
    pub(crate) body: Option<String>,
    /// Name of the source that it is a near-duplicate of.
    pub(crate) original: Option<String>,
    /// Text, heading above it, theme id, GSS code; empty strings for none.
    pub(crate) passages: Vec<[String; 4]>,
}

impl Made {
    pub(crate) fn new(name: &str, title: &str, date: Option<PartialDate>, passages: &[[&str; 4]]) -> Made {
        let passages = passages.iter().map(|row| row.map(str::to_owned)).collect();
        Made {
            name: name.to_owned(),
            title: title.to_owned(),
            kind: PaperKind::Report,
            date,
            body: None,
            original: None,
            passages,
        }
    }

    pub(crate) fn of_kind(mut self, kind: PaperKind) -> Made {
        self.kind = kind;
        self
    }

    pub(crate) fn of_body(mut self, body: &str) -> Made {
        self.body = Some(body.to_owned());
        self
    }

    pub(crate) fn copy_of(mut self, original: &str) -> Made {
        self.original = Some(original.to_owned());
        self
    }

    pub(crate) fn key(&self, lexicon: &str) -> TagKey {
        let content = format!("{} {:?} {:?} {:?} {:?}", self.title, self.kind, self.date, self.body, self.passages);
        let structure = StructureKey {
            sha256: sha256_hex(content.as_bytes()),
            extractor: "made 1".to_owned(),
            structure: "1".to_owned(),
            settings: String::new(),
        };
        TagKey { structure, tagger: "1".to_owned(), lexicon: lexicon.to_owned() }
    }

    pub(crate) fn paper(&self) -> Paper {
        let sha = self.key("").structure.sha256;
        let passage = |(at, row): (usize, &[String; 4])| Passage {
            id: short_id(&[&sha, "0", &row[0], &at.to_string()]),
            kind: PassageKind::Paragraph,
            text: row[0].clone(),
            locator: Locator {
                page: Some(at as u32 + 1),
                section: (!row[1].is_empty()).then(|| row[1].clone()).into_iter().collect(),
                paragraph: Some(format!("{}.1", at + 1)),
                ..Locator::default()
            },
            lead_in: None,
            stem: None,
            columns: Vec::new(),
            margin: Vec::new(),
        };
        Paper {
            id: short_id(&[&sha, "0"]),
            ordinal: 0,
            attachment: None,
            title: self.title.clone(),
            kind: self.kind,
            body: self.body.clone(),
            date: self.date.map(|date| PaperDate { date, printed: date.to_string(), implied_year: false }),
            first_page: Some(1),
            last_page: Some(self.passages.len() as u32),
            outline: Vec::new(),
            tables: Vec::new(),
            passages: self.passages.iter().enumerate().map(passage).collect(),
            furniture: Vec::new(),
        }
    }

    pub(crate) fn tags(&self) -> PaperTags {
        let mention = |facet, concept: &str, code: Option<&str>| Mention {
            facet,
            concept: concept.to_owned(),
            code: code.map(str::to_owned),
            surface: String::new(),
            span: None,
            scope: Scope::Direct,
            rule: "term".to_owned(),
        };
        let tags = |row: &[String; 4]| {
            let mut mentions = Vec::new();
            if !row[2].is_empty() {
                mentions.push(mention(Facet::Theme, &row[2], None));
            }
            if !row[3].is_empty() {
                mentions.push(mention(Facet::Place, "a place", Some(&row[3])));
            }
            PassageTags { mentions, ..PassageTags::default() }
        };
        PaperTags { area: None, passages: self.passages.iter().map(tags).collect() }
    }

    pub(crate) fn structured(&self) -> Structured {
        Structured {
            engine: "made 1".to_owned(),
            keywords: None,
            pages: Some(self.passages.len() as u32),
            unreadable_pages: 0,
            ocr_pages: 0,
            page_notes: Vec::new(),
            words: 0,
            papers: vec![self.paper()],
            diagnostics: Vec::new(),
        }
    }

    pub(crate) fn entry(&self) -> SourceEntry {
        SourceEntry {
            name: self.name.clone(),
            location: PathBuf::from("corpus").join(&self.name),
            sha256: self.key("").structure.sha256,
            media_type: MediaType::Text,
            bytes: 1,
            status: if self.original.is_some() { SourceStatus::NearDuplicate } else { SourceStatus::Ok },
            reason: self.original.as_ref().map(|name| format!("nearly the same text as {name}")),
            original: self.original.clone(),
            engine: Some("made 1".to_owned()),
            keywords: None,
            pages: Some(self.passages.len() as u32),
            unreadable_pages: 0,
            ocr_pages: 0,
            page_notes: Vec::new(),
            papers: 1,
            passages: self.passages.len() as u32,
            words: 0,
            has_record: true,
            repeats: Vec::new(),
        }
    }
}

/// Themes and areas of the made-up sources.
pub(crate) fn codebook() -> Codebook {
    Codebook {
        concepts: vec![
            Concept::theme("data-evidence", "Data and evidence"),
            Concept::theme("funding-resources", "Funding and resources"),
        ],
        areas: vec![
            Area::scottish("S12000041", "Angus"),
            Area::scottish("S12000042", "Dundee City"),
            Area::scottish("S92000003", "Scotland"),
        ],
    }
}

/// Puts what is missing, as the pipeline does, and gives what a commit needs.
pub(crate) fn put(builder: &Builder, sources: &[Made], lexicon: &str) -> ManifestInput {
    for made in sources {
        let key = made.key(lexicon);
        if builder.structured(&key.structure).is_none() {
            builder.put_structured(&key.structure, &made.structured()).unwrap();
        }
        if builder.tagged(&key).is_none() {
            builder.put_tagged(&key, &[made.tags()]).unwrap();
        }
    }
    ManifestInput {
        settings: "s".to_owned(),
        lexicon: lexicon.to_owned(),
        inputs: vec!["corpus".to_owned()],
        codebook: codebook(),
        sources: sources.iter().map(|m| SourceInput { entry: m.entry(), key: Some(m.key(lexicon)) }).collect(),
    }
}

/// A whole build.
pub(crate) fn build(dir: &Path, sources: &[Made]) -> BuildReport {
    let builder = Builder::begin(dir).unwrap();
    let input = put(&builder, sources, "l");
    builder.commit(input).unwrap()
}

/// Three small sources.
pub(crate) fn three() -> Vec<Made> {
    vec![
        Made::new(
            "a.txt",
            "Update on data",
            PartialDate::ymd(2020, 10, 5),
            &[
                ["Partners agreed on data sharing between services.", "Data", "data-evidence", "S12000041"],
                ["Funding was cut. Services shared what they had.", "Money", "funding-resources", "S12000042"],
            ],
        ),
        Made::new(
            "b.txt",
            "Minute of the board",
            PartialDate::ym(2021, 3),
            &[
                ["The board noted that sharing of data is slow.", "", "data-evidence", "S12000042"],
                ["Volunteers helped older people at home.", "Communities", "", ""],
            ],
        )
        .of_kind(PaperKind::Minute),
        Made::new("c.txt", "Undated note", None, &[["A shareholder wrote to Angus.", "", "", "S12000041"]]),
    ]
}
