//! Records seen through a filter: the part of a corpus that a paper speaks of.

use crate::model::codebook::{Codebook, Facet};
use crate::model::learning::Narrowing;
use crate::model::paper::Paper;
use crate::model::records::{RecordError, Records, SourceRecord, TaggedPaper};
use crate::model::source::SourceEntry;
use crate::model::tags::{Coded, Mention, PassageTags};

/// Records of which only what a [`Narrowing`] lets through is seen: papers of the right kind and date; statements on the right
/// themes and areas, with no other themes and areas on them; and passages that keep a statement. Whatever is counted over it is a
/// count within the narrowing.
pub struct Narrowed<'a, R> {
    records: &'a R,
    narrowing: Narrowing,
}

impl<'a, R: Records> Narrowed<'a, R> {
    /// These records within a narrowing.
    pub fn new(records: &'a R, narrowing: Narrowing) -> Narrowed<'a, R> {
        Narrowed { records, narrowing }
    }

    fn keeps(&self, paper: &Paper) -> bool {
        let n = &self.narrowing;
        let date = paper.date.as_ref().map(|d| d.date);
        let after = n.since.is_none_or(|since| date.is_some_and(|d| d.latest() >= since.earliest()));
        let before = n.until.is_none_or(|until| date.is_some_and(|d| d.earliest() <= until.latest()));
        (n.kinds.is_empty() || n.kinds.iter().any(|k| k == paper.kind.as_str())) && after && before
    }

    /// Leaves of the tags what is asked for; false where nothing is left.
    fn cut(&self, tags: &mut PassageTags) -> bool {
        let Narrowing { themes, places, .. } = &self.narrowing;
        let within = |wanted: &[String], coded: &mut Vec<Coded>| {
            if !wanted.is_empty() {
                coded.retain(|c| wanted.contains(&c.id));
            }
            wanted.is_empty() || !coded.is_empty()
        };
        tags.statements.retain_mut(|s| within(themes, &mut s.themes) && within(places, &mut s.areas));
        let place = |m: &Mention| m.code.as_ref().is_some_and(|code| places.contains(code));
        tags.mentions.retain(|m| m.facet != Facet::Place || places.is_empty() || place(m));
        !tags.statements.is_empty()
    }

    fn paper(&self, mut tagged: TaggedPaper) -> Option<TaggedPaper> {
        let Narrowing { themes, places, .. } = &self.narrowing;
        if !self.keeps(&tagged.paper) {
            return None;
        }
        if themes.is_empty() && places.is_empty() {
            return Some(tagged);
        }
        let passages = std::mem::take(&mut tagged.paper.passages);
        let tags = std::mem::take(&mut tagged.tags.passages);
        for (passage, mut tags) in passages.into_iter().zip(tags) {
            if self.cut(&mut tags) {
                tagged.paper.passages.push(passage);
                tagged.tags.passages.push(tags);
            }
        }
        tagged.tags.area = tagged.tags.area.filter(|area| places.is_empty() || places.contains(area));
        (!tagged.paper.passages.is_empty()).then_some(tagged)
    }
}

impl<R: Records> Records for Narrowed<'_, R> {
    fn sources(&self) -> &[SourceEntry] {
        self.records.sources()
    }

    fn codebook(&self) -> &Codebook {
        self.records.codebook()
    }

    fn record<'a>(&'a self, entry: &'a SourceEntry) -> Result<Option<SourceRecord<'a>>, RecordError> {
        let Some(mut record) = self.records.record(entry)? else { return Ok(None) };
        if !self.narrowing.is_all() {
            record.papers = record.papers.into_iter().filter_map(|p| self.paper(p)).collect();
        }
        Ok(Some(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::PartialDate;
    use crate::synthesise::claims::{Filter, count};
    use crate::synthesise::testing;

    fn passages(narrowing: Narrowing) -> u64 {
        let records = testing::records();
        let filter: Filter = "passages".parse().unwrap();
        count(&Narrowed::new(&records, narrowing), &[filter], 0).unwrap()[0].value
    }

    #[test]
    fn themes_places_kinds_and_dates_leave_out_the_rest() {
        assert_eq!(passages(Narrowing::default()), 6);
        let shetland = || vec!["S12000027".to_owned()];
        assert_eq!(passages(Narrowing { places: shetland(), ..Narrowing::default() }), 2);
        let both = Narrowing { places: shetland(), themes: vec!["digital".into()], ..Narrowing::default() };
        assert_eq!(passages(both), 1);
        assert_eq!(passages(Narrowing { kinds: vec!["minute".into()], ..Narrowing::default() }), 0);
        let since = |year, month| PartialDate::ym(year, month);
        assert_eq!(passages(Narrowing { since: since(2020, 10), ..Narrowing::default() }), 6);
        assert_eq!(passages(Narrowing { since: since(2020, 11), ..Narrowing::default() }), 0);
        assert_eq!(passages(Narrowing { until: since(2020, 9), ..Narrowing::default() }), 0);
    }
}
