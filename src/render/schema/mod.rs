//! What every table is: its name, its columns with type and meaning, its keys. CSV, workbook sheets, Data Package, CSVW and
//! Parquet are all made from this one description.
//!
//! | file | tables |
//! |---|---|
//! | `papers` | sources, pages, papers, outline, tables, furniture, codebook |
//! | `passages` | evidence, passages, mentions, figures, bases, citations |
//! | `synthesis` | matrix, findings, challenges, strengths, coverage |
//! | `meetings` | actions, plans, promises, recommendations, attendance, agendas against minutes |

mod meetings;
mod papers;
mod passages;
mod synthesis;

pub(super) use meetings::{
    ACTIONS, AGENDA_CHECK, ATTENDANCE, ATTENDANCE_BY_ORGANISATION, PLAN, PROMISES, RECOMMENDATIONS,
};
pub(super) use papers::{CODEBOOK, FURNITURE, OUTLINE, PAGES, PAPERS, SOURCES, TABLES};
pub(super) use passages::{BASES, CITATIONS, EVIDENCE, FIGURES, MENTIONS, PASSAGES};
pub(super) use synthesis::{
    CHALLENGES, COVERAGE, FINDING_SUPPORT, FINDINGS, MATRIX, MATRIX_BINARY, MATRIX_WIDE, STRENGTHS,
};

/// What stands in the cells of a column. Every cell is text; an unknown value is the empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An id that other tables may name.
    Key,
    /// A name, a heading, a number as printed: a few words.
    Name,
    /// Sentences.
    Words,
    /// Several values joined by `|`.
    List,
    /// A whole number, 0 or more.
    Count,
    /// A day, ISO 8601.
    Day,
    /// A day, a month or a year, ISO 8601 as far as it is known.
    Date,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A relative link to a file, at its page where it has pages.
    Link,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in the header.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) kind: Kind,
    /// What it means, as a sentence.
    pub(super) about: &'static str,
}

/// A column whose values are found in another table, or are empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foreign {
    /// The column here.
    pub(super) column: &'static str,
    /// The other table.
    pub(super) table: &'static str,
    /// Its column.
    pub(super) to: &'static str,
}

/// A table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Its name, of which file and sheet are named.
    pub(super) name: &'static str,
    /// What people call it.
    pub(super) title: &'static str,
    /// What one row is.
    pub(super) about: &'static str,
    /// Its columns; those that depend on the corpus follow on the right.
    pub(super) columns: &'static [Column],
    /// Columns whose values together are never empty and never the same in two rows.
    pub(super) key: &'static [&'static str],
    /// Columns that lead to other tables.
    pub(super) foreign: &'static [Foreign],
    /// In a workbook, the column whose cell leads to the page of the source.
    pub(super) linked: Option<&'static str>,
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about }
}

const fn key(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Key, about)
}

const fn name(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Name, about)
}

const fn words(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Words, about)
}

const fn list(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::List, about)
}

const fn count(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Count, about)
}

const fn date(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Date, about)
}

const fn day(name: &'static str, about: &'static str) -> Column {
    column(name, Kind::Day, about)
}

const fn choice(name: &'static str, words: &'static [&'static str], about: &'static str) -> Column {
    column(name, Kind::Choice(words), about)
}

const fn to(column: &'static str, table: &'static str, to: &'static str) -> Foreign {
    Foreign { column, table, to }
}

const PAPER_ID: Column = key("paper_id", "The paper, as in the table papers.");
const SOURCE: Column = name("source", "The file, by its path below the folder that was read.");
const PAGE: Column = count("page", "The page of the file, counted from 1.");
const REF: Column = name("ref", "The printed paragraph number, or the row of a table, such as \"para 4.10\".");
const AREA_CODE: Column = key("area_code", "The council area or nation by its GSS code, such as S12000041.");
const AREA_NAME: Column = name("area_name", "The name of the area.");
const IN_SOURCE: &[Foreign] = &[to("source", "sources", "source")];
const IN_PAPER: &[Foreign] = &[to("paper_id", "papers", "paper_id"), to("source", "sources", "source")];
const STANCES: &[&str] = &["strength", "challenge", "mixed", "neutral"];
const SCOPES: &[&str] = &["direct", "lead-in", "heading", "paper"];

#[cfg(test)]
mod tests {
    use crate::render::tables::schemas;
    use std::collections::BTreeSet;

    #[test]
    fn keys_and_foreign_keys_name_columns_that_are_there() {
        for table in schemas() {
            let names: BTreeSet<&str> = table.columns.iter().map(|c| c.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}: a column stands twice", table.name);
            assert!(
                table.about.ends_with('.') && table.columns.iter().all(|c| c.about.ends_with('.')),
                "{}",
                table.name
            );
            for column in table.key.iter().chain(&table.linked) {
                assert!(names.contains(column), "{}: {column}", table.name);
            }
            for foreign in table.foreign {
                assert!(names.contains(foreign.column), "{}: {}", table.name, foreign.column);
                let other = schemas().find(|t| t.name == foreign.table).expect("the other table is there");
                assert_eq!(other.key, [foreign.to], "{}: {} leads to no key", table.name, foreign.column);
            }
        }
    }
}
