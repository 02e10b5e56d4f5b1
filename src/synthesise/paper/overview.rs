//! One pass over the records for all that a paper takes of them but its counts.
//!
//! Reading records back costs as much as most of what is made of them, so that everything that can be found in the first pass is:
//! findings, papers, headings, examples, papers that are referred to, and the tables behind trends and the balance of audits.

use super::PaperOptions;
use super::found::{Finder, Found};
use super::survey::{self, Outline, Survey};
use crate::model::codebook::Codebook;
use crate::model::cross::{Columns, Cross, Rows};
use crate::model::date::PartialDate;
use crate::model::evidence::{AreaCoverage, AreaState, Synthesis};
use crate::model::learning::Narrowing;
use crate::model::paper::{Paper, PaperKind};
use crate::model::records::{Part, Records, SourceRecord};
use crate::synthesise::claims::Headings;
use crate::synthesise::cross::Counting;
use crate::synthesise::gather::Gathered;
use crate::synthesise::referred::References;
use crate::synthesise::settings::Settings;
use crate::synthesise::tally::Seen;
use crate::synthesise::{SynthesisError, counts, coverage_of, distinct, fold};

/// Looks at records for a paper. What it finds of some of them is a [`View`], so that others can look beside it in the same pass.
pub struct Viewer<'a> {
    codebook: &'a Codebook,
    options: &'a PaperOptions,
    finder: Finder,
}

/// What was found in some records.
pub struct View {
    gathered: Gathered,
    outline: Outline,
    references: References,
    found: Vec<Found>,
    periods: [Counting; 2],
    audits: [Counting; 3],
}

/// What was found in all of them.
pub struct Overview {
    /// Findings, matrix, coverage, summaries and totals.
    pub synthesis: Synthesis,
    pub(super) survey: Survey,
    /// By year and by round.
    pub(super) periods: [Cross; 2],
    /// Of audit reports: by area, by body and by year.
    pub(super) audits: [Cross; 3],
}

impl Overview {
    /// Papers that are referred to and not held.
    pub fn referred(&self) -> u64 {
        self.survey.referred.len() as u64
    }

    /// Tells apart what the filter leaves out and what nobody wrote: `whole` are the records without the filter.
    ///
    /// # Errors
    ///
    /// Where a record cannot be read back.
    pub fn mark_excluded(&mut self, whole: &impl Records, settings: &Settings) -> Result<(), SynthesisError> {
        let within = std::mem::take(&mut self.synthesis.coverage);
        let found = |area: &str| within.iter().find(|a| a.area == area && a.papers > 0).cloned();
        let state = |state| if state == AreaState::Evidence { AreaState::Excluded } else { state };
        self.synthesis.coverage = coverage_of(whole, settings)?
            .into_iter()
            .map(|a| {
                let none =
                    AreaCoverage { papers: 0, passages: 0, themes: 0, challenges: 0, state: state(a.state), ..a };
                found(&none.area).unwrap_or(none)
            })
            .collect();
        Ok(())
    }

    /// The first date of a paper and the last.
    pub fn dates(&self) -> Option<(PartialDate, PartialDate)> {
        let dates = || self.survey.papers.iter().filter_map(|paper| paper.date);
        dates().min().zip(dates().max())
    }
}

impl Part for View {
    fn join(&mut self, next: View) {
        self.gathered.join(next.gathered);
        self.outline.join(next.outline);
        self.references.join(next.references);
        self.found.join(next.found);
        self.periods.join(next.periods);
        self.audits.join(next.audits);
    }
}

impl<'a> Viewer<'a> {
    /// Looks for what a paper with these options needs.
    pub fn new(codebook: &'a Codebook, options: &'a PaperOptions) -> Viewer<'a> {
        Viewer { codebook, options, finder: Finder::new(survey::candidates(codebook, options), options) }
    }

    /// Nothing found yet.
    pub fn part(&self) -> View {
        let themes_by = |by| Counting::new(by, Columns::Theme, false);
        View {
            gathered: Gathered::new(&self.options.settings),
            outline: Outline::default(),
            references: References::default(),
            found: self.finder.part(),
            periods: [Rows::Year, Rows::Round].map(themes_by),
            audits: [Rows::Area, Rows::Body, Rows::Year].map(themes_by),
        }
    }

    /// Looks at a source, unless it says nearly the same as another.
    pub fn see(&self, view: &mut View, record: SourceRecord<'_>) {
        if !counts(record.entry) {
            return;
        }
        let record = &distinct(record);
        let source = &record.entry.name;
        for tagged in &record.papers {
            view.references.see(source, tagged);
            view.outline.see(source, tagged);
        }
        view.periods.iter_mut().for_each(|table| table.see(record, self.codebook, |_| true));
        let is_audit = |paper: &Paper| paper.kind == PaperKind::AuditReport;
        view.audits.iter_mut().for_each(|table| table.see(record, self.codebook, is_audit));
        let (finder, found) = (&self.finder, &mut view.found);
        let mut heading_of = Headings::default();
        view.gathered.see(record, self.codebook, &self.options.settings, |tagged, at, seen: &[Seen<'_>]| {
            let (passage, tags) = (&tagged.paper.passages[at], &tagged.tags.passages[at]);
            let heading = if finder.asks_for_headings() { heading_of.of(passage) } else { "" };
            finder.see(found, source, &tagged.paper, (passage, tags), heading, seen);
        });
    }

    /// What all that was found comes to. The records are looked through once more where the papers' own headings lead.
    ///
    /// # Errors
    ///
    /// Where a record cannot be read back.
    pub fn settle(self, view: View, records: &impl Records) -> Result<Overview, SynthesisError> {
        let Viewer { codebook, options, finder } = self;
        let synthesis = view.gathered.settle(records.sources(), codebook, &options.settings);
        let seen = (view.outline, view.references);
        let survey = survey::settle(records, &synthesis, options, seen, finder.settle(view.found))?;
        let narrowing = Narrowing { kinds: vec![PaperKind::AuditReport.as_str().to_owned()], ..Narrowing::default() };
        let periods = view.periods.map(|table| table.finish(codebook, &[], &options.narrowing));
        let audits = view.audits.map(|table| table.finish(codebook, &synthesis.coverage, &narrowing));
        Ok(Overview { synthesis, survey, periods, audits })
    }
}

/// Looks through the records for a paper and nothing else.
///
/// # Errors
///
/// Where a record cannot be read back.
pub fn overview(records: &impl Records, options: &PaperOptions) -> Result<Overview, SynthesisError> {
    let viewer = Viewer::new(records.codebook(), options);
    let view = fold(records, || viewer.part(), |view, record| viewer.see(view, record))?;
    viewer.settle(view, records)
}
