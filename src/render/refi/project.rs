//! `evidence.qdpx`: each paper as a plain text, coded with what was found in it, and each area as a case.
//!
//! Places count Unicode code points from 0, the end left out. A mention that names its words is a selection of these words; one
//! that comes from a heading or the whole paper selects the whole passage and says so. Mentions of the same words share a
//! selection.

use super::codes::{Codes, code_guid};
use super::xml::{ORIGIN, WHEN, Xml, guid};
use crate::model::codebook::Facet;
use crate::model::paper::Paper;
use crate::model::records::{Records, TaggedPaper};
use crate::model::tags::Mention;
use crate::render::error::RenderError;
use crate::render::export::RunInfo;
use crate::render::paper_text::PaperText;
use crate::util::fs;
use crate::util::text::char_len;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What papers may be described by.
const VARIABLES: [&str; 4] = ["Kind", "Body", "Date", "Source"];

/// What the first pass over the records gathers for the head of the project.
#[derive(Default)]
struct Gathered {
    /// Concepts by facet and id, with names for those that the codebook lacks.
    used: BTreeMap<(Facet, String), String>,
    areas: BTreeMap<String, Case>,
    papers: u64,
}

/// What belongs to an area: papers, and selections as the 16 bytes of their identifiers, since there can be millions.
#[derive(Default)]
struct Case {
    papers: Vec<String>,
    selections: Vec<u128>,
}

/// Writes the project.
pub(in crate::render) fn write(records: &impl Records, run: &RunInfo, dir: &Path) -> Result<PathBuf, RenderError> {
    let path = dir.join("evidence.qdpx");
    let failed = |source: io::Error| RenderError::Write { path: path.clone(), source };
    let mut zip = ZipWriter::new(BufWriter::new(fs::create(&path)?));
    let mut gathered = Gathered::default();
    records.for_each(|record| -> Result<(), RenderError> {
        for tagged in &record.papers {
            gathered.paper(tagged);
            let name = format!("sources/{}.txt", source_guid(&tagged.paper));
            zip.start_file(name, options(false)).map_err(|e| failed(e.into()))?;
            zip.write_all(PaperText::of(&tagged.paper).text.as_bytes()).map_err(failed)?;
        }
        Ok(())
    })?;
    // Past 4 GiB a zip file needs longer fields; some readers do not know them, so they are there only where they may be needed.
    let passages: u64 = records.sources().iter().map(|s| u64::from(s.passages)).sum();
    zip.start_file("project.qde", options(passages > 500_000)).map_err(|e| failed(e.into()))?;
    let mut xml = Xml::new(BufWriter::with_capacity(1 << 16, zip));
    head(&mut xml, records, run, &gathered).map_err(failed)?;
    if gathered.papers > 0 {
        xml.open("Sources", &[]).map_err(failed)?;
        records.for_each(|record| -> Result<(), RenderError> {
            for tagged in &record.papers {
                source(&mut xml, &record.entry.name, tagged).map_err(failed)?;
            }
            Ok(())
        })?;
        xml.close("Sources").map_err(failed)?;
    }
    xml.text("Description", &format!("Made by {} from papers; run {}.", run.tool, run.digest)).map_err(failed)?;
    xml.close("Project").map_err(failed)?;
    let buffer = xml.finish().map_err(failed)?;
    let zip = buffer.into_inner().map_err(|e| failed(e.into_error()))?;
    let mut file: BufWriter<File> = zip.finish().map_err(|e| failed(e.into()))?;
    file.flush().map_err(failed)?;
    Ok(path)
}

fn options(large: bool) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .large_file(large)
}

impl Gathered {
    fn paper(&mut self, tagged: &TaggedPaper) {
        self.papers += 1;
        if let Some(area) = &tagged.tags.area {
            self.areas.entry(area.clone()).or_default().papers.push(source_guid(&tagged.paper));
        }
        for (passage, tags) in tagged.paper.passages.iter().zip(&tagged.tags.passages) {
            for mention in &tags.mentions {
                let id = id(mention);
                self.used.entry((mention.facet, id.to_owned())).or_insert_with(|| mention.concept.clone());
                if let (Facet::Place, Some(code)) = (mention.facet, &mention.code) {
                    let span = mention.span.unwrap_or((0, char_len(&passage.text)));
                    let selection = number(&selection_guid(&passage.id, span));
                    let case = self.areas.entry(code.clone()).or_default();
                    // The same words of a passage can be found by two rules.
                    if case.selections.last() != Some(&selection) {
                        case.selections.push(selection);
                    }
                }
            }
        }
    }
}

/// The id by which a code is known: for a place, the code of its area.
fn id(mention: &Mention) -> &str {
    mention.code.as_deref().filter(|_| mention.facet == Facet::Place).unwrap_or(&mention.concept)
}

fn source_guid(paper: &Paper) -> String {
    guid(&["source", &paper.id])
}

fn selection_guid(passage: &str, span: (u32, u32)) -> String {
    guid(&["selection", passage, &span.0.to_string(), &span.1.to_string()])
}

fn number(guid: &str) -> u128 {
    u128::from_str_radix(&guid.replace('-', ""), 16).unwrap_or_default()
}

fn lettered(number: u128) -> String {
    let digits = format!("{number:032x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

/// All that stands before the sources: who, codes, variables and cases.
fn head<W: Write>(xml: &mut Xml<W>, records: &impl Records, run: &RunInfo, gathered: &Gathered) -> io::Result<()> {
    let codebook = records.codebook();
    let user = user();
    xml.open(
        "Project",
        &[
            ("xmlns", "urn:QDA-XML:project:1.0"),
            ("name", &run.title),
            ("origin", ORIGIN),
            ("creatingUserGUID", &user),
            ("creationDateTime", WHEN),
        ],
    )?;
    xml.open("Users", &[])?;
    xml.empty("User", &[("guid", &user), ("name", "sederunt")])?;
    xml.close("Users")?;
    let mut codes = Codes::of(codebook);
    for ((facet, id), name) in &gathered.used {
        codes.add(*facet, id, name);
    }
    for code in gathered.areas.keys() {
        codes.add(Facet::Place, code, codebook.area_name(code));
    }
    xml.open("CodeBook", &[])?;
    codes.write(xml)?;
    xml.close("CodeBook")?;
    xml.open("Variables", &[])?;
    for name in VARIABLES {
        xml.empty("Variable", &[("guid", &variable(name)), ("name", name), ("typeOfVariable", "Text")])?;
    }
    xml.close("Variables")?;
    if !gathered.areas.is_empty() {
        xml.open("Cases", &[])?;
        for (area, case) in &gathered.areas {
            xml.open("Case", &[("guid", &guid(&["case", area])), ("name", codebook.area_name(area))])?;
            xml.text("Description", area)?;
            xml.empty("CodeRef", &[("targetGUID", &code_guid(Facet::Place, area))])?;
            for paper in &case.papers {
                xml.empty("SourceRef", &[("targetGUID", paper)])?;
            }
            for selection in &case.selections {
                xml.empty("SelectionRef", &[("targetGUID", &lettered(*selection))])?;
            }
            xml.close("Case")?;
        }
        xml.close("Cases")?;
    }
    Ok(())
}

fn user() -> String {
    guid(&["user", "sederunt"])
}

fn variable(name: &str) -> String {
    guid(&["variable", name])
}

/// A paper with its selections.
fn source<W: Write>(xml: &mut Xml<W>, file: &str, tagged: &TaggedPaper) -> io::Result<()> {
    let paper = &tagged.paper;
    let (id, user) = (source_guid(paper), user());
    let path = format!("internal://{id}.txt");
    let date = paper.date.as_ref().map(|d| d.date.to_string());
    let name = match &date {
        Some(date) => format!("{} ({date})", paper.title),
        None => paper.title.clone(),
    };
    xml.open(
        "TextSource",
        &[
            ("guid", &id),
            ("name", &name),
            ("plainTextPath", &path),
            ("creatingUser", &user),
            ("creationDateTime", WHEN),
        ],
    )?;
    let starts = PaperText::of(paper).starts;
    for ((passage, tags), start) in paper.passages.iter().zip(&tagged.tags.passages).zip(starts) {
        let whole = (0, char_len(&passage.text));
        let mut spans: BTreeMap<(u32, u32), Vec<&Mention>> = BTreeMap::new();
        for mention in &tags.mentions {
            spans.entry(mention.span.unwrap_or(whole)).or_default().push(mention);
        }
        for (span, mentions) in spans {
            let selection = selection_guid(&passage.id, span);
            let from = (start + span.0).to_string();
            let to = (start + span.1).to_string();
            let name = mentions[0].surface.as_str();
            xml.open(
                "PlainTextSelection",
                &[
                    ("guid", &selection),
                    ("name", name),
                    ("startPosition", &from),
                    ("endPosition", &to),
                    ("creatingUser", &user),
                    ("creationDateTime", WHEN),
                ],
            )?;
            let said: Vec<String> = mentions.iter().map(|m| found(m)).collect();
            xml.text("Description", &said.join("; "))?;
            for mention in &mentions {
                let code = code_guid(mention.facet, self::id(mention));
                let coding = guid(&["coding", &selection, &code, mention.scope.as_str()]);
                xml.open("Coding", &[("guid", &coding), ("creatingUser", &user), ("creationDateTime", WHEN)])?;
                xml.empty("CodeRef", &[("targetGUID", &code)])?;
                xml.close("Coding")?;
            }
            xml.close("PlainTextSelection")?;
        }
    }
    let date = date.unwrap_or_default();
    let values = [paper.kind.as_str(), paper.body.as_deref().unwrap_or_default(), &date, file];
    for (name, value) in VARIABLES.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        xml.open("VariableValue", &[])?;
        xml.empty("VariableRef", &[("targetGUID", &variable(name))])?;
        xml.text("TextValue", value)?;
        xml.close("VariableValue")?;
    }
    xml.close("TextSource")
}

/// How a mention came about, for whoever asks why a passage is coded.
fn found(mention: &Mention) -> String {
    format!("{} {}: {}, {}", mention.facet, mention.concept, mention.scope.as_str(), mention.rule)
}
