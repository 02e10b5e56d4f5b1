//! The rows of every table of the output contract, streamed from the records and the synthesis.
//!
//! [`TABLES`](contract) is the one list of tables: each with its description in `schema` and where its rows come
//! from.
//!
//! Rows stand in the order of the source's name, the paper's place in it, and the order in the paper; what is made over the
//! whole corpus stands in the order of [`Synthesis`]. So two exports of the same records are the same bytes.
//!
//! | file | what it fills |
//! |---|---|
//! | `papers` | sources, papers, outline, tables and their cells, the codebook |
//! | `passages` | passages and mentions |
//! | `stated` | figures, bases and limits of the evidence |
//! | `evidence` | a statement x theme x area |
//! | `meetings` | actions, attendance, recommendations, promises, citations, plans, agendas against minutes |
//! | `corpus` | matrix, findings, challenges, strengths, coverage |

mod corpus;
mod evidence;
mod meetings;
mod papers;
mod passages;
mod stated;
#[cfg(test)]
mod tests;

pub(super) use papers::{cells, remove_old_cells};

use super::error::RenderError;
use super::link::{Links, at_page};
use super::rows::{Field, Rows, Shape, Sheet};
use super::schema::{self, Table};
use crate::model::action::Followed;
use crate::model::codebook::Codebook;
use crate::model::evidence::{Citation, Synthesis};
use crate::model::records::{Records, TaggedPaper};
use crate::model::source::SourceEntry;

/// What the makers of rows can see.
pub(super) struct Context<'a> {
    pub(super) entries: &'a [SourceEntry],
    pub(super) codebook: &'a Codebook,
    pub(super) synthesis: &'a Synthesis,
    pub(super) followed: &'a Followed,
    pub(super) links: Links,
}

impl Context<'_> {
    /// The link to a page of a source by its name; empty where there is no such source.
    fn link(&self, source: &str, page: Option<u32>) -> String {
        let found = self.entries.binary_search_by(|entry| entry.name.as_str().cmp(source));
        found.map_or_else(|_| String::new(), |i| self.links.to(&self.entries[i], page))
    }

    /// The link to what is cited.
    fn cited(&self, citation: &Citation) -> String {
        self.link(&citation.source, citation.page)
    }
}

/// A paper with the source it stands in.
pub(super) struct Place<'a> {
    pub(super) entry: &'a SourceEntry,
    pub(super) paper: &'a TaggedPaper,
    /// The way to the source's file.
    pub(super) file: &'a str,
}

impl Place<'_> {
    /// The link to a page of the source.
    pub(super) fn link(&self, page: Option<u32>) -> String {
        at_page(self.file, self.entry.media_type, page)
    }
}

/// Where a table's rows come from.
enum From {
    /// From each paper as it streams past.
    Paper(fn(&Context<'_>, &Place<'_>, &mut Sheet) -> Result<(), RenderError>),
    /// From what is known of the whole corpus.
    Corpus(fn(&Context<'_>, &mut Sheet) -> Result<(), RenderError>),
}

/// A table of the contract.
struct TableSpec {
    table: &'static Table,
    /// Columns that depend on the corpus and follow on the right.
    further: fn(&Context<'_>) -> Vec<Field>,
    rows: From,
}

const fn table(table: &'static Table, rows: From) -> TableSpec {
    TableSpec { table, further: no_columns, rows }
}

const fn widened(table: &'static Table, further: fn(&Context<'_>) -> Vec<Field>, rows: From) -> TableSpec {
    TableSpec { table, further, rows }
}

fn no_columns(_: &Context<'_>) -> Vec<Field> {
    Vec::new()
}

const TABLES: [TableSpec; 28] = [
    table(&schema::EVIDENCE, From::Paper(evidence::evidence)),
    widened(&schema::MATRIX_WIDE, corpus::theme_columns, From::Corpus(corpus::matrix_wide)),
    widened(&schema::MATRIX_BINARY, corpus::theme_columns, From::Corpus(corpus::matrix_binary)),
    table(&schema::MATRIX, From::Corpus(corpus::matrix)),
    table(&schema::FINDINGS, From::Corpus(corpus::findings)),
    table(&schema::FINDING_SUPPORT, From::Corpus(corpus::finding_support)),
    table(&schema::CHALLENGES, From::Corpus(corpus::challenges)),
    table(&schema::STRENGTHS, From::Corpus(corpus::strengths)),
    table(&schema::COVERAGE, From::Corpus(corpus::coverage)),
    table(&schema::PASSAGES, From::Paper(passages::passages)),
    table(&schema::MENTIONS, From::Paper(passages::mentions)),
    table(&schema::ACTIONS, From::Corpus(meetings::actions)),
    widened(&schema::PLAN, meetings::plan_columns, From::Corpus(meetings::plan)),
    table(&schema::PROMISES, From::Corpus(meetings::promises)),
    table(&schema::RECOMMENDATIONS, From::Corpus(meetings::recommendations)),
    table(&schema::ATTENDANCE, From::Corpus(meetings::attendance)),
    table(&schema::ATTENDANCE_BY_ORGANISATION, From::Corpus(meetings::attendance_by_organisation)),
    table(&schema::AGENDA_CHECK, From::Corpus(meetings::agendas)),
    table(&schema::FIGURES, From::Paper(stated::figures)),
    table(&schema::BASES, From::Paper(stated::bases)),
    table(&schema::CITATIONS, From::Corpus(meetings::citations)),
    table(&schema::PAPERS, From::Paper(papers::papers)),
    table(&schema::OUTLINE, From::Paper(papers::outline)),
    table(&schema::TABLES, From::Paper(papers::tables)),
    table(&schema::FURNITURE, From::Paper(papers::furniture)),
    table(&schema::CODEBOOK, From::Corpus(papers::codebook)),
    table(&schema::PAGES, From::Corpus(papers::pages)),
    table(&schema::SOURCES, From::Corpus(papers::sources)),
];

/// The tables with their fixed columns, in the order in which people are likely to want them.
pub fn contract() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    schemas().map(|table| (table.name, table.columns.iter().map(|c| c.name).collect()))
}

/// The descriptions of the tables, in the same order.
pub(super) fn schemas() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().map(|spec| spec.table)
}

/// The tables as this corpus has them.
pub(super) fn shapes(context: &Context<'_>) -> Vec<Shape> {
    TABLES.iter().map(|spec| Shape::new(spec.table, (spec.further)(context))).collect()
}

/// Hands every row of every table to its writer; `writers` run beside [`shapes`]. Records stream past once, and `each` sees
/// every paper with its source.
pub(super) fn stream<W: Rows + 'static>(
    records: &impl Records,
    context: &Context<'_>,
    writers: &mut [W],
    mut each: impl FnMut(&Place<'_>) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    for (spec, writer) in TABLES.iter().zip(writers.iter_mut()) {
        if let From::Corpus(write) = spec.rows {
            write(context, writer)?;
        }
    }
    records.for_each(|record| -> Result<(), RenderError> {
        let file = context.links.to(record.entry, None);
        for paper in &record.papers {
            let place = Place { entry: record.entry, paper, file: &file };
            for (spec, writer) in TABLES.iter().zip(writers.iter_mut()) {
                if let From::Paper(write) = spec.rows {
                    write(context, &place, writer)?;
                }
            }
            each(&place)?;
        }
        Ok(())
    })
}
