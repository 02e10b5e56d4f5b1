//! An action as one paper names it, before the ledger joins what several papers say of it.

use crate::model::action::ActionKind;
use crate::model::block::Block;
use crate::model::date::PartialDate;
use crate::model::locator::Locator;
use crate::model::paper::Paper;
use crate::util::numbering;

/// One naming of an action.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sighting {
    pub(super) locator: Locator,
    /// The list it stands in: actions of one list are never one action.
    pub(super) list: u32,
    /// The meeting that names it, where that is not the paper's own.
    pub(super) meeting: Option<PartialDate>,
    pub(super) item: String,
    pub(super) action: String,
    pub(super) owner: String,
    pub(super) due_printed: String,
    /// The column of times is written month first.
    pub(super) american: bool,
    pub(super) progress: String,
    pub(super) kind: ActionKind,
    /// It may be an action of its own; otherwise it only tells of an earlier one.
    pub(super) opens: bool,
    /// It tells how an earlier action stands.
    pub(super) looks_back: bool,
    /// What it is about, where a matter arising is named in front ("Small grants fund: ...").
    pub(super) subject: String,
}

impl Sighting {
    pub(super) fn new(locator: Locator, list: u32, action: impl Into<String>) -> Sighting {
        Sighting {
            locator,
            list,
            meeting: None,
            item: String::new(),
            action: action.into(),
            owner: String::new(),
            due_printed: String::new(),
            american: false,
            progress: String::new(),
            kind: ActionKind::Action,
            opens: true,
            looks_back: false,
            subject: String::new(),
        }
    }
}

/// Hands out numbers of lists and keeps what was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) sightings: Vec<Sighting>,
    lists: u32,
}

impl Found {
    pub(super) fn list(&mut self) -> u32 {
        self.lists += 1;
        self.lists
    }
}

/// Where a block of a table stands.
pub(super) fn locate(paper: &Paper, block: &Block, table: &str, row: u32, section: &[String]) -> Locator {
    // The passage made of this block knows its place best.
    let passage = paper
        .passages
        .iter()
        .find(|p| p.locator.table.as_deref() == Some(table) && !block.text.is_empty() && p.text.contains(&block.text))
        .or_else(|| paper.passages.iter().find(|p| !block.text.is_empty() && p.text.contains(&block.text)));
    match passage {
        Some(passage) => passage.locator.clone(),
        None => Locator {
            page: block.page,
            last_page: block.last_page.filter(|last| Some(*last) != block.page),
            section: section.to_vec(),
            paragraph: block.number.clone(),
            table: Some(table.to_owned()),
            row: Some(row),
            attachment: paper.attachment.clone(),
            estimated: paper.passages.iter().any(|p| p.locator.estimated),
        },
    }
}

/// Whether a heading is that of the matters arising from an earlier minute.
pub(super) fn is_matters_arising(heading: &str) -> bool {
    let folded = crate::util::text::fold(heading);
    [
        "matters arising",
        "matter arising",
        "action log",
        "actions from previous",
        "previous actions",
        "update on actions",
        "outstanding actions",
        "actions from the last",
        "action tracker",
        "actions tracker",
    ]
    .iter()
    .any(|phrase| folded.contains(phrase))
}

/// A text without the number that a reader left in front of it.
pub(super) fn unnumbered(text: &str) -> &str {
    numbering::leading(text).map_or(text, |n| if n.rest.is_empty() { text } else { n.rest })
}
