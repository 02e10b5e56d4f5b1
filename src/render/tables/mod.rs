//! Every table of the output contract, streamed from the records and the synthesis into CSV.
//!
//! [`TABLES`](contract) is the one list of tables: name, columns, and where the rows come from. A table whose rows no stage
//! makes yet is written with its header alone, so that whoever reads the folder finds every file and every column.
//!
//! Rows stand in the order of the source's name, the paper's place in it, and the order in the paper; what is made over the
//! whole corpus stands in the order of [`Synthesis`]. So two exports of the same records are the same bytes.
//!
//! | file | what it fills |
//! |---|---|
//! | `papers` | sources, papers, outline, tables and their cells |
//! | `passages` | passages and mentions |
//! | `evidence` | a statement x theme x area |
//! | `meetings` | actions, attendance, recommendations, promises, citations, plans, agendas against minutes |
//! | `corpus` | matrix, findings, challenges, strengths, coverage |

mod corpus;
mod evidence;
mod meetings;
mod papers;
mod passages;
#[cfg(test)]
mod tests;

use super::csv::Sheet;
use super::error::RenderError;
use super::jsonl;
use super::link::Links;
use crate::model::action::Followed;
use crate::model::codebook::Codebook;
use crate::model::evidence::Synthesis;
use crate::model::plan::PlanRow;
use crate::model::records::{Records, TaggedPaper};
use crate::model::source::SourceEntry;
use crate::util::fs;
use std::path::{Path, PathBuf};

/// How tables are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Leave out the byte order mark that tells Excel the file is UTF-8.
    pub no_bom: bool,
}

/// What the writers of rows can see.
struct Context<'a> {
    entries: &'a [SourceEntry],
    codebook: &'a Codebook,
    synthesis: &'a Synthesis,
    plan: &'a [PlanRow],
    followed: &'a Followed,
    links: Links,
}

/// A paper with the source it stands in.
struct Place<'a> {
    entry: &'a SourceEntry,
    paper: &'a TaggedPaper,
}

/// Where a table's rows come from.
enum Rows {
    /// From each paper as it streams past.
    Paper(fn(&Context<'_>, &Place<'_>, &mut Sheet) -> Result<(), RenderError>),
    /// From what is known of the whole corpus.
    Corpus(fn(&Context<'_>, &mut Sheet) -> Result<(), RenderError>),
    /// From no stage yet.
    None,
}

/// A table of the contract.
struct TableSpec {
    name: &'static str,
    columns: &'static [&'static str],
    /// Columns that depend on the corpus and follow on the right.
    extra: fn(&Context<'_>) -> Vec<String>,
    rows: Rows,
}

const fn table(name: &'static str, columns: &'static [&'static str], rows: Rows) -> TableSpec {
    TableSpec { name, columns, extra: no_columns, rows }
}

const fn widened(
    name: &'static str,
    columns: &'static [&'static str],
    extra: fn(&Context<'_>) -> Vec<String>,
    rows: Rows,
) -> TableSpec {
    TableSpec { name, columns, extra, rows }
}

fn no_columns(_: &Context<'_>) -> Vec<String> {
    Vec::new()
}

#[rustfmt::skip]
const TABLES: [TableSpec; 26] = [
    table("sources", &["source", "sha256", "media_type", "bytes", "pages", "papers", "passages", "words", "status", "reason",
        "engine", "unreadable_pages", "ocr_pages"], Rows::Corpus(papers::sources)),
    table("papers", &["paper_id", "source", "title", "kind", "body", "date", "area_code", "area_name", "first_page", "last_page",
        "passages", "attachment"], Rows::Paper(papers::papers)),
    table("outline", &["paper_id", "source", "page", "level", "number", "text"], Rows::Paper(papers::outline)),
    table("tables", &["table_id", "paper_id", "source", "first_page", "last_page", "columns", "rows", "header",
        "header_rows"], Rows::Paper(papers::tables)),
    table("furniture", &["paper_id", "source", "page", "text"], Rows::Paper(papers::furniture)),
    table("evidence", &["statement_id", "theme", "theme_label", "area_code", "area_name", "stance", "claim", "scope",
        "challenge", "strength", "text", "evidence_type", "body", "paper_title", "paper_date", "page", "ref", "link"],
        Rows::Paper(evidence::evidence)),
    table("passages", &["passage_id", "paper_id", "source", "page", "paragraph", "section", "kind", "stance", "themes",
        "challenges", "places", "organisations", "text", "strengths", "order", "stem", "ref", "paper_title", "paper_date"],
        Rows::Paper(passages::passages)),
    table("mentions", &["passage_id", "facet", "concept", "code", "surface", "start", "end", "scope", "rule"],
        Rows::Paper(passages::mentions)),
    table("matrix", &["area_code", "area_name", "theme", "passages", "papers", "strengths", "challenges", "quote", "locator",
        "mixed", "direct", "by_heading"], Rows::Corpus(corpus::matrix)),
    widened("matrix_wide", &["area_code", "area_name"], corpus::theme_columns, Rows::Corpus(corpus::matrix_wide)),
    widened("matrix_binary", &["area_code", "area_name"], corpus::theme_columns, Rows::Corpus(corpus::matrix_binary)),
    table("findings", &["finding_id", "theme", "stance", "text", "areas", "papers", "passages", "area_codes", "passage_ids",
        "locator"], Rows::Corpus(corpus::findings)),
    table("challenges", &["challenge", "label", "passages", "papers", "areas", "area_codes", "quote", "locator"],
        Rows::Corpus(corpus::challenges)),
    table("strengths", &["strength", "label", "passages", "papers", "areas", "area_codes", "quote", "locator"],
        Rows::Corpus(corpus::strengths)),
    table("actions", &["action_id", "paper_id", "source", "page", "meeting_date", "item", "action", "owner", "due_printed",
        "due", "status", "progress", "first_seen", "last_seen", "times_seen", "body", "kind", "owner_name", "related"],
        Rows::Corpus(meetings::actions)),
    widened("plan", &["paper_id", "source", "page", "theme", "action", "progress", "reporting", "owner", "due", "status", "row",
        "edition", "change"], meetings::plan_columns, Rows::Corpus(meetings::plan)),
    table("promises", &["promise_id", "paper_id", "source", "page", "ref", "text", "to_body", "due_printed", "due_from",
        "due_to", "outcome", "kept_by"], Rows::Corpus(meetings::promises)),
    table("recommendations", &["paper_id", "source", "page", "ref", "body", "text", "decision", "decided_in"],
        Rows::Corpus(meetings::recommendations)),
    table("figures", &["passage_id", "number", "unit", "of_what", "base", "area_code", "year"], Rows::None),
    table("attendance", &["paper_id", "source", "meeting_date", "status", "person", "role", "organisation", "for_person"],
        Rows::Corpus(meetings::attendance)),
    table("attendance_by_organisation", &["body", "organisation", "meeting_date", "present", "in_attendance", "apologies",
        "people_present", "people_in_attendance", "people_absent"], Rows::Corpus(meetings::attendance_by_organisation)),
    table("agenda_check", &["body", "meeting_date", "check", "item", "paper_id", "source", "page", "against"],
        Rows::Corpus(meetings::agendas)),
    table("citations", &["paper_id", "passage_id", "number", "cited_title"], Rows::Corpus(meetings::citations)),
    table("coverage", &["area_code", "area_name", "papers", "passages", "themes", "challenges", "state", "took_part"],
        Rows::Corpus(corpus::coverage)),
    table("bases", &["paper_id", "source", "page", "ref", "text", "number", "of_what", "kind"], Rows::None),
    table("finding_support", &["finding_id", "passage_id", "area_code", "paper_id", "variant"],
        Rows::Corpus(corpus::finding_support)),
];

/// The tables with their fixed columns, in order.
pub fn contract() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    TABLES.iter().map(|spec| (spec.name, spec.columns))
}

/// Writes every table as `NAME.csv`, the cells of each table as `tables/TABLE_ID.csv` and the passages as `evidence.jsonl` into
/// a folder that is made where it is missing, and gives the files in the order they were begun.
///
/// Records stream past once. Cells of tables left there by an earlier export are taken away first.
pub fn export(
    records: &impl Records,
    synthesis: &Synthesis,
    plan: &[PlanRow],
    followed: &Followed,
    dir: &Path,
    options: &TableOptions,
) -> Result<Vec<PathBuf>, RenderError> {
    let cells = dir.join("tables");
    fs::create_dir_all(&cells)?;
    papers::remove_old_cells(&cells)?;
    let (entries, codebook) = (records.sources(), records.codebook());
    let context = Context { entries, codebook, synthesis, plan, followed, links: Links::from(dir) };
    let mut sheets = Vec::with_capacity(TABLES.len());
    for spec in &TABLES {
        let mut columns: Vec<String> = spec.columns.iter().map(|c| (*c).to_owned()).collect();
        columns.extend((spec.extra)(&context));
        let mut sheet = Sheet::create(&dir.join(format!("{}.csv", spec.name)), &columns, options.no_bom)?;
        if let Rows::Corpus(write) = spec.rows {
            write(&context, &mut sheet)?;
        }
        sheets.push(sheet);
    }
    let mut lines = jsonl::Lines::create(&dir.join("evidence.jsonl"))?;
    let mut written = Vec::new();
    records.for_each(|record| -> Result<(), RenderError> {
        for paper in &record.papers {
            let place = Place { entry: record.entry, paper };
            for (spec, sheet) in TABLES.iter().zip(&mut sheets) {
                if let Rows::Paper(write) = spec.rows {
                    write(&context, &place, sheet)?;
                }
            }
            lines.paper(&record.entry.name, paper)?;
            written.extend(papers::cells(&paper.paper, &cells, options)?);
        }
        Ok(())
    })?;
    let mut files = Vec::with_capacity(sheets.len() + 1 + written.len());
    for sheet in sheets {
        files.push(sheet.finish()?);
    }
    files.push(lines.finish()?);
    files.extend(written);
    Ok(files)
}
