//! `annotations.jsonld`: mentions as W3C Web Annotations, one annotation page of JSON-LD, with the text of each paper beside it.
//!
//! Each annotation has two targets: the page of the source, with the quoted words (FragmentSelector by RFC 8118 refined by a
//! TextQuoteSelector), and the paper's plain text in `texts/PAPER_ID.txt`, with their exact place (TextPositionSelector and
//! TextQuoteSelector). A mention that comes from a heading or the whole paper annotates the whole passage.

use super::error::RenderError;
use super::paper_text::PaperText;
use super::skos::address;
use super::tables::{Context, Place};
use crate::model::codebook::Facet;
use crate::model::paper::Passage;
use crate::model::records::Records;
use crate::model::source::MediaType;
use crate::model::tags::Mention;
use crate::util::fs;
use crate::util::hash::short_id;
use crate::util::text::{char_len, char_slice};
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How much of the text around the quoted words is kept to tell them from the same words elsewhere (W3C suggests no length).
const AROUND: u32 = 32;

/// Writes the annotations and the texts they point into.
pub(super) fn write(records: &impl Records, context: &Context<'_>, dir: &Path) -> Result<Vec<PathBuf>, RenderError> {
    let path = dir.join("annotations.jsonld");
    let failed = |source: io::Error| RenderError::Write { path: path.clone(), source };
    let texts = dir.join("texts");
    fs::create_dir_all(&texts)?;
    let mut out = BufWriter::new(fs::create(&path)?);
    out.write_all(
        b"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:sederunt:annotations\",\
          \"type\":\"AnnotationPage\",\"items\":[",
    )
    .map_err(failed)?;
    let mut files = Vec::new();
    let mut first = true;
    records.for_each(|record| -> Result<(), RenderError> {
        let file = context.links.to(record.entry, None);
        for tagged in &record.papers {
            let place = Place { entry: record.entry, paper: tagged, file: &file };
            let text = PaperText::of(&tagged.paper);
            let name = format!("{}.txt", tagged.paper.id);
            let to = texts.join(&name);
            fs::write(&to, text.text.as_bytes())?;
            files.push(to);
            let passages = tagged.paper.passages.iter().zip(&tagged.tags.passages).zip(&text.starts);
            for ((passage, tags), start) in passages {
                for mention in &tags.mentions {
                    let one = annotation(&place, passage, mention, &format!("texts/{name}"), *start);
                    out.write_all(if first { b"\n" } else { b",\n" }).map_err(failed)?;
                    first = false;
                    serde_json::to_writer(&mut out, &one)?;
                }
            }
        }
        Ok(())
    })?;
    out.write_all(b"\n]}\n").and_then(|()| out.flush()).map_err(failed)?;
    files.insert(0, path);
    Ok(files)
}

fn annotation(place: &Place<'_>, passage: &Passage, mention: &Mention, text: &str, start: u32) -> Value {
    let length = char_len(&passage.text);
    let (from, to) = mention.span.unwrap_or((0, length));
    let quote = json!({
        "type": "TextQuoteSelector",
        "exact": char_slice(&passage.text, from, to),
        "prefix": char_slice(&passage.text, from.saturating_sub(AROUND), from),
        "suffix": char_slice(&passage.text, to, (to + AROUND).min(length)),
    });
    let page = passage.locator.source_page().filter(|_| place.entry.media_type == MediaType::Pdf);
    let in_file = match page {
        Some(page) => json!({
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc8118",
            "value": format!("page={page}"),
            "refinedBy": quote,
        }),
        None => quote.clone(),
    };
    let facet = mention.facet.as_str();
    let id = mention.code.as_deref().filter(|_| mention.facet == Facet::Place).unwrap_or(&mention.concept);
    let (start_at, end_at) = (from.to_string(), to.to_string());
    let parts = [passage.id.as_str(), facet, id, &start_at, &end_at, mention.scope.as_str(), &mention.rule];
    json!({
        "id": format!("urn:sederunt:annotation:{}", short_id(&parts)),
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            { "type": "SpecificResource", "source": address(mention.facet, id), "purpose": "classifying" },
            { "type": "TextualBody", "value": mention.concept, "format": "text/plain", "purpose": "tagging" },
            { "type": "TextualBody", "value": format!("{facet}, {}, {}", mention.scope.as_str(), mention.rule),
              "format": "text/plain", "purpose": "describing" },
        ],
        "target": [
            { "type": "SpecificResource", "source": place.file, "selector": in_file },
            { "type": "SpecificResource", "source": text, "selector": [
                { "type": "TextPositionSelector", "start": start + from, "end": start + to }, quote
            ] },
        ],
    })
}
