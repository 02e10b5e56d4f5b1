//! Decisions of people about what joins papers over time: the status of an action as somebody who knows set it.
//!
//! Decisions about tags are applied where passages are tagged; actions are found when they are asked for, so theirs are applied
//! here.

use crate::model::action::{ActionStatus, Followed};
use crate::model::records::{RecordError, Records};
use crate::model::review::{Decision, Review, Subject, Verdict, date_of, fingerprint};
use std::collections::BTreeMap;

/// Gives actions the status that a decision states. The last decision about an action holds.
pub(super) fn statuses(records: &impl Records, followed: &mut Followed, review: &Review) -> Result<(), RecordError> {
    let decided =
        |d: &&Decision| d.subject == Subject::ActionStatus && matches!(d.verdict, Verdict::Add | Verdict::Keep);
    let decisions: BTreeMap<(&str, &str, &str), &str> = review
        .decisions
        .iter()
        .filter(decided)
        .map(|d| ((d.paper_title.as_str(), d.paper_date.as_str(), d.fingerprint.as_str()), d.concept.as_str()))
        .collect();
    if decisions.is_empty() {
        return Ok(());
    }
    let mut papers: BTreeMap<String, (String, String)> = BTreeMap::new();
    records.for_each(|record| -> Result<(), RecordError> {
        for paper in record.papers.iter().map(|tagged| &tagged.paper) {
            papers.insert(paper.id.clone(), (paper.title.clone(), date_of(paper)));
        }
        Ok(())
    })?;
    for action in &mut followed.actions {
        let Some((title, date)) = papers.get(&action.paper_id) else { continue };
        let print = fingerprint(&action.action, 0);
        let word = decisions.get(&(title.as_str(), date.as_str(), print.as_str()));
        if let Some(status) = word.and_then(|word| ActionStatus::ALL.into_iter().find(|s| s.as_str() == *word)) {
            action.status = status;
        }
    }
    Ok(())
}
