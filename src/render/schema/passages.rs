//! Tables of what papers say: evidence, passages, mentions, figures, bases and citations.

use super::{AREA_CODE, AREA_NAME, Column, IN_PAPER, Kind, PAGE, PAPER_ID, REF, SCOPES, SOURCE, STANCES, Table};
use super::{choice, column, count, date, key, list, name, to, words};

const PASSAGE_ID: Column = key("passage_id", "The passage, as in the table passages.");
const PAPER_TITLE: Column = name("paper_title", "The title of the paper.");
const PAPER_DATE: Column = date("paper_date", "The date of the paper, as far as it is known.");

pub(in crate::render) const EVIDENCE: Table = Table {
    name: "evidence",
    title: "Evidence",
    about: "One row is a statement on one theme and one area: the table to pivot. \
            A statement on two themes or areas has a row for each.",
    columns: &[
        key("statement_id", "The statement; count different ids, not rows."),
        key("theme", "The theme it is about."),
        name("theme_label", "What people call the theme."),
        AREA_CODE,
        AREA_NAME,
        choice("stance", STANCES, "Whether it says that something works, is hard, both or neither."),
        choice(
            "claim",
            &["effect", "activity", "aim", "ask", "caveat", "context"],
            "What it claims: a stated result, what was done, what is hoped, what somebody should do, a limit, or none of these.",
        ),
        choice("scope", SCOPES, "How the theme came to it: by its own words, by a lead-in, a heading or the paper."),
        list("challenge", "The difficulties it states."),
        list("strength", "What it says has worked."),
        words("text", "Its own words."),
        choice(
            "evidence_type",
            &["audit", "survey", "research", "partner return", "minute", "plan", "report"],
            "What sort of evidence the paper is.",
        ),
        name("body", "The body that issued the paper or met."),
        PAPER_TITLE,
        PAPER_DATE,
        PAGE,
        REF,
        column("link", Kind::Link, "Opens the file at the page."),
        PASSAGE_ID,
    ],
    key: &[],
    foreign: &[to("passage_id", "passages", "passage_id"), to("area_code", "coverage", "area_code")],
    linked: Some("link"),
};

pub(in crate::render) const PASSAGES: Table = Table {
    name: "passages",
    title: "Passages",
    about: "One row is a passage: the smallest text that can be cited alone.",
    columns: &[
        key("passage_id", "The id of the passage, made of its paper and its words."),
        PAPER_ID,
        SOURCE,
        PAGE,
        name("paragraph", "The printed number of the paragraph or item."),
        list("section", "The headings above it, the outermost first."),
        choice("kind", &["paragraph", "item", "row", "note"], "What it is."),
        choice("stance", STANCES, "Whether it says that something works, is hard, both or neither."),
        list("themes", "The themes it is about."),
        list("challenges", "The difficulties it states."),
        list("places", "The areas it speaks of, by their GSS codes."),
        list("organisations", "The bodies it names."),
        words("text", "Its words; the cells of a row are parted by a bar."),
        list("strengths", "What it says has worked."),
        count("order", "Its place in the paper, from 1."),
        words("stem", "The sentence that introduces the list it belongs to."),
        REF,
        PAPER_TITLE,
        PAPER_DATE,
    ],
    key: &["passage_id"],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const MENTIONS: Table = Table {
    name: "mentions",
    title: "Mentions",
    about: "One row is a concept found in a passage, with the rule that found it.",
    columns: &[
        PASSAGE_ID,
        choice("facet", &["theme", "place", "challenge", "strength", "organisation"], "What kind of concept it is."),
        key("concept", "The concept; for a place, the name of the area."),
        name("code", "The GSS code of a place."),
        name("surface", "The words that named it."),
        count("start", "Where they begin in the passage's text, counted in characters from 0."),
        count("end", "Where they end."),
        choice("scope", SCOPES, "How the concept came to the passage."),
        name("rule", "The rule that found it."),
    ],
    key: &[],
    foreign: &[to("passage_id", "passages", "passage_id")],
    linked: None,
};

pub(in crate::render) const FIGURES: Table = Table {
    name: "figures",
    title: "Figures",
    about: "One row is a figure that a passage states as evidence; figures are never added up.",
    columns: &[
        PASSAGE_ID,
        name("number", "The number as printed."),
        name("unit", "Its unit."),
        name("of_what", "What it counts or measures."),
        name("base", "What it is a share of."),
        AREA_CODE,
        name("year", "The year it is for."),
    ],
    key: &[],
    foreign: &[to("passage_id", "passages", "passage_id")],
    linked: None,
};

pub(in crate::render) const BASES: Table = Table {
    name: "bases",
    title: "Bases and limits of the evidence",
    about: "One row is a base or a limit that a paper states for its own evidence.",
    columns: &[
        PAPER_ID,
        SOURCE,
        PAGE,
        REF,
        words("text", "The words that state it."),
        name("number", "The number as printed."),
        name("of_what", "What it counts."),
        choice("kind", &["base", "caveat"], "Whether it is a base, such as \"29 partnerships\", or a limit."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const CITATIONS: Table = Table {
    name: "citations",
    title: "Studies cited",
    about: "One row is a numbered citation in a passage.",
    columns: &[
        PAPER_ID,
        PASSAGE_ID,
        count("number", "The number of the citation."),
        words("cited_title", "The title of the study, where the paper lists it."),
    ],
    key: &[],
    foreign: &[to("paper_id", "papers", "paper_id"), to("passage_id", "passages", "passage_id")],
    linked: None,
};
