//! Tables made over the whole corpus: the framework matrix, findings, challenges, strengths and coverage.

use super::{AREA_CODE, AREA_NAME, Column, Foreign, Table};
use super::{choice, count, key, list, name, to, words};

const QUOTE: Column = words("quote", "The quotation that says it best.");
const LOCATOR: Column = name("locator", "Where the quotation stands: file, page and paragraph.");
const PASSAGES: Column = count("passages", "How many passages, each counted once.");
const PAPERS: Column = count("papers", "How many papers, each counted once.");
const AREAS: Column = count("areas", "How many areas.");
const AREA_CODES: Column = list("area_codes", "These areas by their GSS codes.");
const IN_AREA: &[Foreign] = &[to("area_code", "coverage", "area_code")];

pub(in crate::render) const MATRIX: Table = Table {
    name: "matrix",
    title: "Framework matrix, a row a cell",
    about: "One row is an area and a theme for which there is evidence.",
    columns: &[
        AREA_CODE,
        AREA_NAME,
        key("theme", "The theme."),
        PASSAGES,
        PAPERS,
        count("strengths", "Passages that say something works."),
        count("challenges", "Passages that say something is hard."),
        QUOTE,
        LOCATOR,
        count("mixed", "Passages that say both."),
        count("direct", "Passages whose own words name the theme."),
        count("by_heading", "Passages that have the theme from a heading alone."),
    ],
    key: &["area_code", "theme"],
    foreign: IN_AREA,
    linked: Some("locator"),
};

pub(in crate::render) const MATRIX_WIDE: Table = Table {
    name: "matrix_wide",
    title: "Framework matrix: passages by area and theme",
    about: "One row is an area, with the number of passages on each theme. \
            0 means that papers about the area were read and say nothing; an empty cell, that there was nothing to read.",
    columns: &[AREA_CODE, AREA_NAME],
    key: &["area_code"],
    foreign: IN_AREA,
    linked: None,
};

pub(in crate::render) const MATRIX_BINARY: Table = Table {
    name: "matrix_binary",
    title: "Framework matrix: what is spoken of at all",
    about: "One row is an area, with 1 for each theme that its papers speak of and 0 for each that they do not. \
            An empty cell means that there was nothing to read.",
    columns: &[AREA_CODE, AREA_NAME],
    key: &["area_code"],
    foreign: IN_AREA,
    linked: None,
};

pub(in crate::render) const FINDINGS: Table = Table {
    name: "findings",
    title: "Findings",
    about: "One row is a claim that one or more passages make.",
    columns: &[
        key("finding_id", "The id of the finding."),
        key("theme", "The theme."),
        choice("stance", super::STANCES, "Whether it says that something works or is hard."),
        words("text", "Its words, those of the passage quoted."),
        AREAS,
        PAPERS,
        PASSAGES,
        AREA_CODES,
        list("passage_ids", "The passages that make it; the table finding_support has them a row each."),
        LOCATOR,
    ],
    key: &["finding_id"],
    foreign: &[],
    linked: Some("locator"),
};

pub(in crate::render) const FINDING_SUPPORT: Table = Table {
    name: "finding_support",
    title: "Passages behind the findings",
    about: "One row is a passage that supports a finding.",
    columns: &[
        key("finding_id", "The finding, as in the table findings."),
        key("passage_id", "The passage, as in the table passages."),
        AREA_CODE,
        super::PAPER_ID,
        words("variant", "Its own wording."),
    ],
    key: &[],
    foreign: &[
        to("finding_id", "findings", "finding_id"),
        to("passage_id", "passages", "passage_id"),
        to("area_code", "coverage", "area_code"),
        to("paper_id", "papers", "paper_id"),
    ],
    linked: None,
};

pub(in crate::render) const CHALLENGES: Table = Table {
    name: "challenges",
    title: "Challenges",
    about: "One row is a difficulty that papers state, the most widespread first.",
    columns: &[
        key("challenge", "The difficulty by its id."),
        name("label", "What people call it."),
        PASSAGES,
        PAPERS,
        AREAS,
        AREA_CODES,
        QUOTE,
        LOCATOR,
    ],
    key: &["challenge"],
    foreign: &[],
    linked: Some("locator"),
};

pub(in crate::render) const STRENGTHS: Table = Table {
    name: "strengths",
    title: "Strengths",
    about: "One row is something that papers say has worked, the most widespread first.",
    columns: &[
        key("strength", "What worked, by its id."),
        name("label", "What people call it."),
        PASSAGES,
        PAPERS,
        AREAS,
        AREA_CODES,
        QUOTE,
        LOCATOR,
    ],
    key: &["strength"],
    foreign: &[],
    linked: Some("locator"),
};

pub(in crate::render) const COVERAGE: Table = Table {
    name: "coverage",
    title: "Coverage",
    about: "One row is an area, with how much the papers say of it.",
    columns: &[
        AREA_CODE,
        AREA_NAME,
        count("papers", "How many papers speak of it."),
        count("passages", "How many passages."),
        count("themes", "How many themes."),
        count("challenges", "How many sorts of difficulty."),
        choice(
            "state",
            &["evidence", "silent", "no paper", "unreadable", "excluded by filter"],
            "What is known of the area.",
        ),
        name("took_part", "Whether it took part, as a paper states it."),
    ],
    key: &["area_code"],
    foreign: &[],
    linked: None,
};
