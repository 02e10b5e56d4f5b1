//! Decisions of people about what joins papers over time: the status of an action as somebody who knows set it.
//!
//! Decisions about tags are applied where passages are tagged; actions are found when they are asked for, so theirs are applied
//! here.

use crate::model::action::{ActionStatus, Followed};
use crate::model::records::{RecordError, Records};
use crate::model::review::{Decision, Review, Subject, Verdict, date_of, fingerprint};
use std::collections::BTreeMap;

/// Gives actions the status that a decision states. The last decision about an action holds. What finds no action is listed, never
/// dropped in silence.
pub(super) fn statuses(records: &impl Records, followed: &mut Followed, review: &Review) -> Result<(), RecordError> {
    let decided =
        |d: &&Decision| d.subject == Subject::ActionStatus && matches!(d.verdict, Verdict::Add | Verdict::Keep);
    let decisions: Vec<&Decision> = review.decisions.iter().filter(decided).collect();
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
    let mut actions: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for action in &mut followed.actions {
        let Some(paper) = papers.get(&action.paper_id) else { continue };
        actions.entry(fingerprint(&action.action, 0)).or_default().push((paper, action));
    }
    for decision in decisions {
        let status = ActionStatus::ALL.into_iter().find(|s| s.as_str() == decision.concept);
        let same_words = actions.get_mut(&decision.fingerprint).into_iter().flatten();
        let mut is_lost = true;
        for (_, action) in same_words.filter(|((title, date), _)| decision.is_of(title, date)) {
            if let Some(status) = status {
                (action.status, is_lost) = (status, false);
            }
        }
        if is_lost {
            followed.lost.push(decision.clone());
        }
    }
    Ok(())
}
