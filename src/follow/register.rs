//! What a learning paper takes from the papers over time: the register of actions that are not known to be done, and the studies
//! behind the findings that it quotes from research digests.
//!
//! Both are tables of what stands in `actions.csv` and `citations.csv`; they count nothing and word nothing anew.

use crate::model::action::{Action, ActionKind, ActionStatus, Followed};
use crate::model::learning::{Cell, CountTable, LearningPaper, Paragraph, ParagraphKind, Section, SectionKind};
use crate::util::plural::thousands;
use std::collections::BTreeSet;

/// What asks for attention, in the order in which the register lists it.
const UNDONE: [ActionStatus; 5] = [
    ActionStatus::Overdue,
    ActionStatus::NoLaterMention,
    ActionStatus::CarriedForward,
    ActionStatus::Open,
    ActionStatus::Paused,
];

/// Actions that are listed; those that come first ask for attention most.
const LISTED: usize = 1_000;

/// The register of actions that are not known to be done, what needs attention first; `None` where there are none.
pub fn register(followed: &Followed) -> Option<Section> {
    let place = |action: &Action| UNDONE.iter().position(|status| *status == action.status);
    let mut undone: Vec<&Action> =
        followed.actions.iter().filter(|a| a.kind != ActionKind::Decision && place(a).is_some()).collect();
    // A stable sort: within a status by date, those without one last, then in the order of sources.
    undone.sort_by_key(|a| (place(a), a.due.is_none(), a.due));
    let all = undone.len();
    undone.truncate(LISTED);
    let caption = match all > LISTED {
        true => format!(
            "Actions not known to be done, what is overdue first: {} of {}. All stand in actions.csv, which `sederunt export` writes.",
            thousands(LISTED as u64),
            thousands(all as u64)
        ),
        false => "Actions not known to be done, what is overdue first.".to_owned(),
    };
    let rows: Vec<Vec<Cell>> = undone
        .into_iter()
        .map(|action| {
            let owner =
                if action.owner_name.is_empty() { action.owner.clone() } else { action.owner_name.join(" or ") };
            let due = action.due.map_or_else(|| action.due_printed.clone(), |due| due.to_string());
            let place = action.locator.cite(&action.source);
            [action.status.as_str().to_owned(), due, owner, action.action.clone(), place].map(text).to_vec()
        })
        .collect();
    let header = ["Status", "Due", "Owner", "Action", "Where it was agreed"];
    table(
        SectionKind::Register,
        "register",
        "Register of actions",
        "Actions that these papers name and that are not known to be done, each as it stood on the day of its body's latest paper. Where initials can be read in several ways, every reading is given.",
        &caption,
        &header,
        rows,
    )
}

/// The studies that passages quoted in the paper cite by number; `None` where it quotes none.
pub fn studies(followed: &Followed, paper: &LearningPaper) -> Option<Section> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    let quoted = paper.sections.iter().flat_map(|s| &s.paragraphs).filter(|p| p.kind == ParagraphKind::Quotation);
    for citation in quoted.flat_map(|p| &p.citations) {
        for reference in followed.references.iter().filter(|r| r.passage_id == citation.passage_id) {
            if seen.insert((citation.locator.clone(), reference.number)) {
                let title = if reference.cited_title.is_empty() {
                    "not in the paper's list of studies".to_owned()
                } else {
                    reference.cited_title.clone()
                };
                rows.push([citation.locator.clone(), reference.number.to_string(), title].map(text).to_vec());
            }
        }
    }
    table(
        SectionKind::Studies,
        "studies",
        "Studies behind quoted research",
        "A digest of research cites its studies by number. Here each number that stands in a quotation has its study.",
        "Studies cited in passages that this paper quotes.",
        &["Quoted from", "Number", "Study"],
        rows,
    )
}

fn text(text: String) -> Cell {
    Cell { text, claim: None }
}

fn table(
    kind: SectionKind,
    id: &str,
    heading: &str,
    says: &str,
    caption: &str,
    header: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Option<Section> {
    (!rows.is_empty()).then(|| Section {
        kind,
        id: id.to_owned(),
        heading: heading.to_owned(),
        paragraphs: vec![Paragraph {
            kind: ParagraphKind::Template,
            text: says.to_owned(),
            label: None,
            citations: Vec::new(),
            claims: Vec::new(),
            group: None,
            example: None,
            finding: None,
            also: Vec::new(),
        }],
        tables: vec![CountTable {
            id: format!("table-{id}"),
            caption: caption.to_owned(),
            header: header.iter().map(|h| (*h).to_owned()).collect(),
            rows,
        }],
    })
}
