//! Tables of what joins papers over time: actions, plans, promises, recommendations and attendance.

use super::{IN_PAPER, PAGE, PAPER_ID, REF, SOURCE, Table};
use super::{choice, count, date, day, key, list, name, words};

pub(in crate::render) const ACTIONS: Table = Table {
    name: "actions",
    title: "Actions",
    about: "One row is an action, decision or recommendation as last known.",
    columns: &[
        key("action_id", "The id of the action."),
        PAPER_ID,
        SOURCE,
        PAGE,
        date("meeting_date", "The meeting that agreed it."),
        name("item", "The item of business it belongs to."),
        words("action", "What is to be done, or was decided."),
        name("owner", "Who has it, as printed."),
        name("due_printed", "By when, as printed."),
        date("due", "By when."),
        choice(
            "status",
            &[
                "open",
                "complete",
                "delivered",
                "overdue",
                "carried forward",
                "paused",
                "superseded",
                "moved to other reporting",
                "no later mention",
                "decided",
            ],
            "What is known of it.",
        ),
        words("progress", "What was last said of its progress."),
        date("first_seen", "The first meeting or paper that names it."),
        date("last_seen", "The last one."),
        count("times_seen", "How many meetings name it."),
        name("body", "The body that agreed it."),
        choice("kind", &["action", "decision", "recommendation", "corrective action"], "What it is."),
        list("owner_name", "Who the owner is; several names where initials can be read in several ways."),
        list("related", "What else bears on it, such as the paper that delivers it."),
    ],
    key: &["action_id"],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const PLAN: Table = Table {
    name: "plan",
    title: "Improvement plans",
    about: "One row is a row of an improvement plan; columns that are not known follow under their printed headers.",
    columns: &[
        PAPER_ID,
        SOURCE,
        PAGE,
        name("theme", "The priority that the row stands under."),
        words("action", "What is to be done."),
        words("progress", "What was done so far."),
        words("reporting", "When and where it will be reported."),
        name("owner", "Who has it."),
        name("due", "By when, as printed."),
        name("status", "A status as printed."),
        count("row", "The row of the plan, from 1."),
        name("edition", "The edition of the plan."),
        words("change", "What has changed since the edition before."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const PROMISES: Table = Table {
    name: "promises",
    title: "Promises",
    about: "One row is a promise to report or do something by a time.",
    columns: &[
        key("promise_id", "The id of the promise."),
        PAPER_ID,
        SOURCE,
        PAGE,
        REF,
        words("text", "Its words."),
        name("to_body", "The body it is made to, as printed."),
        name("due_printed", "The time as printed."),
        day("due_from", "The first day that can be meant."),
        day("due_to", "The last day that can be meant."),
        choice("outcome", &["kept", "late", "not found", "no later paper"], "What became of it."),
        name("kept_by", "The paper that keeps it."),
    ],
    key: &["promise_id"],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const RECOMMENDATIONS: Table = Table {
    name: "recommendations",
    title: "Recommendations",
    about: "One row is a recommendation put to a body.",
    columns: &[
        PAPER_ID,
        SOURCE,
        PAGE,
        REF,
        name("body", "The body that is asked."),
        words("text", "What is recommended."),
        name("decision", "What the minute says of it; empty where no minute of the meeting is held."),
        name("decided_in", "Where the minute says so."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const ATTENDANCE: Table = Table {
    name: "attendance",
    title: "Attendance",
    about: "One row is a person at a meeting, or missing from it.",
    columns: &[
        PAPER_ID,
        SOURCE,
        date("meeting_date", "The meeting."),
        choice("status", &["present", "apologies", "in attendance"], "How the person took part."),
        name("person", "The name alone."),
        name("role", "Chair or another office, or a rank."),
        name("organisation", "Whom the person works or speaks for."),
        name("for_person", "Whom the person stands in for."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};

pub(in crate::render) const ATTENDANCE_BY_ORGANISATION: Table = Table {
    name: "attendance_by_organisation",
    title: "Attendance by organisation",
    about: "One row is an organisation at a meeting, so that its attendance over time reads downwards.",
    columns: &[
        name("body", "The body that met."),
        name("organisation", "The organisation."),
        date("meeting_date", "The meeting."),
        count("present", "How many of its people were present."),
        count("in_attendance", "How many were in attendance."),
        count("apologies", "How many sent apologies."),
        list("people_present", "Who was present."),
        list("people_in_attendance", "Who was in attendance."),
        list("people_absent", "Who sent apologies."),
    ],
    key: &[],
    foreign: &[],
    linked: None,
};

pub(in crate::render) const AGENDA_CHECK: Table = Table {
    name: "agenda_check",
    title: "Agendas against minutes",
    about: "One row is an item of an agenda or a minute of the same meeting, or a meeting that was announced.",
    columns: &[
        name("body", "The body that met."),
        date("meeting_date", "The meeting."),
        name("check", "What was found of it."),
        words("item", "The item as printed."),
        PAPER_ID,
        SOURCE,
        PAGE,
        name("against", "The paper it was held against."),
    ],
    key: &[],
    foreign: IN_PAPER,
    linked: Some("source"),
};
