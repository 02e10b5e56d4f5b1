//! Tables of what was read: sources, papers, outlines, tables, furniture and the codebook.

use super::{AREA_NAME, IN_PAPER, IN_SOURCE, PAGE, PAPER_ID, SOURCE, Table};
use super::{choice, count, date, key, list, name, words};

pub(in crate::render) const SOURCES: Table = Table {
    name: "sources",
    title: "Files that were found",
    about: "One row is a file that was found, read or not.",
    columns: &[
        SOURCE,
        key("sha256", "The SHA-256 of the file's bytes; empty where it could not be read."),
        name("media_type", "The format by its content."),
        count("bytes", "The size in bytes."),
        count("pages", "How many pages it has, where its format has pages."),
        count("papers", "How many papers were found in it."),
        count("passages", "How many passages."),
        count("words", "How many words stand in its passages."),
        choice(
            "status",
            &["ok", "duplicate", "near-duplicate", "partial", "no-text", "failed", "skipped"],
            "What became of the file.",
        ),
        words("reason", "Why, and what to do, wherever the status is not ok."),
        name("engine", "The program part that read it, with its version."),
        count("unreadable_pages", "Pages whose text could not be read, so that no count speaks of them."),
        count("ocr_pages", "Pages that were read from their picture."),
        count("ocr_confidence", "How sure OCR was of their words on average, in percent."),
    ],
    key: &["source"],
    foreign: &[],
    linked: Some("source"),
};

pub(in crate::render) const PAGES: Table = Table {
    name: "pages",
    title: "Pages to look at",
    about: "One row is a page that was read by OCR, that could not be read, or whose text looks weak.",
    columns: &[
        SOURCE,
        name("attachment", "The file within the source that the page belongs to; empty for the source's own pages."),
        count("page", "The page, from 1."),
        choice("outcome", &["ocr", "unreadable", "weak"], "What became of it."),
        count("score", "How readable its text is, from 0 to 100."),
        count("confidence", "How sure OCR was of its words, in percent."),
    ],
    key: &[],
    foreign: IN_SOURCE,
    linked: Some("source"),
};

pub(in crate::render) const PAPERS: Table = Table {
    name: "papers",
    title: "Papers",
    about: "One row is a paper; a bound pack of a meeting holds several.",
    columns: &[
        key("paper_id", "The id of the paper, made of its file's content and its place in it."),
        SOURCE,
        name("title", "The title as printed."),
        choice(
            "kind",
            &[
                "agenda",
                "minute",
                "report",
                "audit report",
                "improvement plan",
                "research digest",
                "learning paper",
                "strategy",
                "other",
            ],
            "What the paper is.",
        ),
        name("body", "The body that issued it or met."),
        date("date", "The day of the meeting or publication, as far as it is known."),
        key("area_code", "The one council area that the paper is by or about, by its GSS code."),
        AREA_NAME,
        count("first_page", "The page of the file on which it begins."),
        count("last_page", "The page on which it ends."),
        count("passages", "How many passages it has."),
        name("attachment", "The file embedded in the source that holds it; its pages are then that file's."),
    ],
    key: &["paper_id"],
    foreign: IN_SOURCE,
    linked: Some("source"),
};

pub(in crate::render) const OUTLINE: Table = Table {
    name: "outline",
    title: "Headings",
    about: "One row is a heading of a paper.",
    columns: &[
        PAPER_ID,
        SOURCE,
        PAGE,
        count("level", "Its level; 1 is the highest."),
        name("number", "Its number as printed."),
        words("text", "Its words."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const TABLES: Table = Table {
    name: "tables",
    title: "Tables in the papers",
    about: "One row is a table of a paper; its cells are in the file tables/TABLE_ID.csv.",
    columns: &[
        key("table_id", "The id of the table, and the name of the file with its cells."),
        PAPER_ID,
        SOURCE,
        count("first_page", "The page on which it begins."),
        count("last_page", "The page on which it ends, where that is another."),
        count("columns", "How many columns it has."),
        count("rows", "How many rows, its header left out."),
        list("header", "The headers of its columns."),
        count("header_rows", "How many rows its header has."),
    ],
    key: &["table_id"],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const FURNITURE: Table = Table {
    name: "furniture",
    title: "Lines left out of the text",
    about: "One row is a running head, foot, page number or contents line that was taken out of a paper's text.",
    columns: &[PAPER_ID, SOURCE, PAGE, words("text", "The words that were taken out.")],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const CODEBOOK: Table = Table {
    name: "codebook",
    title: "Codebook",
    about: "One row is a theme, challenge, strength or organisation that the papers are searched for.",
    columns: &[
        choice("facet", &["theme", "challenge", "strength", "organisation"], "What kind of concept it is."),
        key("concept", "Its id, as the other tables use it."),
        name("label", "What people call it."),
        words("definition", "When a passage belongs to it."),
        list(
            "terms",
            "Phrases that name it, or a body's other names. Terms that are patterns stand in the lexicon's own files.",
        ),
    ],
    key: &["facet", "concept"],
    foreign: &[],
    linked: None,
};
