//! Findings, the framework matrix, coverage and the content of the learning paper.
//!
//! | file | what it does |
//! |---|---|
//! | [`settings`] | every weight, threshold and cap, with its reason |
//! | `quality` | which sentences can be quoted alone, and how well |
//! | `procedure` | sentences about meetings, papers and methods, which are no evidence |
//! | `words` | content words, sets and vectors of them |
//! | `similar` | sentences that say the same in nearly the same words |
//! | `spans` | concessions that stay whole |
//! | `basis` | what a sentence speaks for, and whom it quotes, in its own words |
//! | `reads` | what a sentence reads as, and whether it hangs on another |
//! | `referred` | papers that are referred to and not held |
//! | `remarks` | what is asked, what people want to keep, and the limits of the evidence |
//! | `restate` | examples that bear out a sentence that sums up |
//! | `central` | LexRank and maximal marginal relevance |
//! | `coverage` | the choice of sentences that say most of what is widely said |
//! | `gather` | one pass over the records: candidates for findings, and every tally |
//! | `suggest` | phrases that mark the passages without a theme |
//! | `tally` | matrix, coverage, summaries and totals |
//! | `findings` | candidates to ranked findings |
//! | `saturation` | concentration and the new-information curve |
//! | [`narrow`] | records seen through a filter |
//! | [`cross`](mod@cross) | cross tables and trends |
//! | [`matrix`](mod@matrix) | the framework matrix with the reason for every empty cell, and the balance sheet of audits |
//! | [`brief`] | which themes a paper has, under which names and in which order |
//! | [`claims`] | counts as filters that can be counted again |
//! | [`paper`](mod@paper) | the learning paper |
//!
//! # What never happens
//!
//! - A finding is never reworded: its text is a sentence of a source.
//! - An area never counts twice for a finding, and a nation never counts as an area.
//! - A source that is nearly the same as another never counts beside it, and a paper never beside its copy in a pack.
//! - Pairs are never compared across themes, nor beyond the caps in [`Settings`].

mod basis;
pub mod brief;
mod central;
pub mod claims;
mod coverage;
pub mod cross;
mod findings;
mod gather;
pub mod matrix;
pub mod narrow;
pub mod paper;
mod procedure;
mod quality;
mod reads;
mod referred;
mod remarks;
mod restate;
mod saturation;
pub mod settings;
mod similar;
mod spans;
mod suggest;
mod tally;
#[cfg(test)]
mod testing;
mod words;

pub use basis::took_part;
pub use brief::Brief;
pub use cross::{cross, trends};
pub use matrix::{balance, matrix};
pub use narrow::Narrowed;
pub use paper::{Earlier, Overview, PaperOptions, Quoted, View, Viewer, Written, overview, paper, weight};
pub use referred::{References, Referred};
pub use settings::Settings;
pub use suggest::{Knowing, Suggestion, suggest};

use crate::model::evidence::{AreaCoverage, Synthesis};
use crate::model::records::{Part, RecordError, Records, SourceRecord};
use crate::model::source::{Repeat, SourceEntry, SourceStatus};

/// Why a synthesis could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SynthesisError {
    /// A record could not be read back.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A filter that means nothing.
    #[error("the filter `{0}` cannot be read; write it as `passages theme=digital stance=challenge`")]
    Filter(String),
}

/// Whether what a source says counts: a file that says nearly the same as another would count its words twice.
fn counts(entry: &SourceEntry) -> bool {
    entry.status != SourceStatus::NearDuplicate
}

/// A record without what its papers repeat of others, which is counted there.
fn distinct(mut record: SourceRecord<'_>) -> SourceRecord<'_> {
    for Repeat { paper, whole, passages: again } in &record.entry.repeats {
        if *whole {
            record.papers.retain(|tagged| tagged.paper.id != *paper);
        } else if let Some(tagged) = record.papers.iter_mut().find(|tagged| tagged.paper.id == *paper) {
            let passages = std::mem::take(&mut tagged.paper.passages);
            let both = passages.into_iter().zip(std::mem::take(&mut tagged.tags.passages));
            (tagged.paper.passages, tagged.tags.passages) =
                both.filter(|(passage, _)| again.binary_search(&passage.id).is_err()).unzip();
        }
    }
    record
}

/// Papers that are copies as a whole, and passages of others that stand in another paper as well, over the sources that count.
pub fn repeated(sources: &[SourceEntry]) -> (u64, u64) {
    let all = sources.iter().filter(|e| counts(e)).flat_map(|e| &e.repeats);
    all.fold((0, 0), |(papers, passages), repeat| match repeat.whole {
        true => (papers + 1, passages),
        false => (papers, passages + repeat.passages.len() as u64),
    })
}

/// What all records that count come to, see [`Records::fold`].
pub(crate) fn fold<P: Part>(
    records: &impl Records,
    new: impl Fn() -> P + Sync,
    see: impl Fn(&mut P, SourceRecord<'_>) + Sync,
) -> Result<P, RecordError> {
    let counted: Vec<&SourceEntry> = records.sources().iter().filter(|e| counts(e)).collect();
    records.fold(&counted, new, |part, record| {
        see(part, distinct(record));
        Ok(())
    })
}

/// Makes findings, matrix, coverage, summaries and totals in one pass over the records.
///
/// Work grows with the passages; what is compared in pairs or sorted is bounded by [`Settings::candidates_per_theme`] for each theme.
pub fn run(records: &impl Records, settings: &Settings) -> Result<Synthesis, SynthesisError> {
    let codebook = records.codebook();
    let new = || gather::Gathered::new(settings);
    let gathered = fold(records, new, |gathered, record| gathered.see(&record, codebook, settings, |_, _, _| {}))?;
    Ok(gathered.settle(records.sources(), codebook, settings))
}

/// What is known of each area: one pass that counts and looks at no sentence.
fn coverage_of(records: &impl Records, settings: &Settings) -> Result<Vec<AreaCoverage>, SynthesisError> {
    let tally = fold(records, tally::Tally::default, |tally, record| {
        for tagged in &record.papers {
            tally.begin_paper();
            tagged.tags.area.iter().for_each(|area| tally.name_area(area));
            tagged.tags.passages.iter().for_each(|tags| tally.areas(&tags.mentions, tags.statements.iter()));
        }
    })?;
    Ok(tally.coverage(records.sources(), records.codebook(), settings))
}

#[cfg(test)]
mod tests {
    use super::claims::{Filter, count};
    use super::*;
    use crate::model::evidence::AreaState;
    use crate::model::tags::Stance;

    #[test]
    fn the_same_claim_of_two_areas_is_one_finding() {
        let made = run(&testing::records(), &Settings::default()).unwrap();
        let digital: Vec<_> = made.findings.iter().filter(|f| f.theme == "digital").collect();
        assert_eq!(digital.len(), 1, "procedure is no finding: {digital:?}");
        assert_eq!(digital[0].areas, ["S12000015", "S12000027"]);
        assert_eq!(digital[0].stance, Stance::Challenge);
        assert!(digital[0].text.starts_with("Communities do not have"));
        assert_eq!(digital[0].support.len(), 2);
    }

    #[test]
    fn cells_areas_and_totals_count_passages_once() {
        let made = run(&testing::records(), &Settings::default()).unwrap();
        assert_eq!(made.matrix.len(), 6);
        let cell = made.matrix.iter().find(|c| c.area == "S12000027" && c.theme == "community-mobilisation").unwrap();
        assert_eq!((cell.passages, cell.challenges, cell.by_heading, cell.direct), (1, 1, 1, 0));
        assert_eq!(cell.quote, "The number of volunteers was a challenge to manage for the small team.");
        assert!(made.coverage.iter().all(|a| a.state == AreaState::Evidence && a.papers == 1), "{:?}", made.coverage);
        assert_eq!(made.coverage.len(), 3, "a nation of which nothing is said has no line");
        assert_eq!(made.challenges[0].areas.len(), 2);
        assert_eq!(made.themes[0].strengths, 2);
    }

    #[test]
    fn a_near_duplicate_counts_for_nothing() {
        let mut records = testing::records();
        let mut copy = testing::entry("returns-copy.pdf", crate::model::source::SourceStatus::NearDuplicate);
        copy.has_record = true;
        let again = records.record(&records.sources()[0]).unwrap().unwrap().papers;
        records.insert(copy, again);
        let alone = run(&testing::records(), &Settings::default()).unwrap();
        assert_eq!(run(&records, &Settings::default()).unwrap(), alone);
        assert_eq!(count(&records, &["passages".parse().unwrap()], 0).unwrap()[0].value, 6);
    }

    #[test]
    fn what_is_repeated_counts_where_it_stands_first() {
        let alone = testing::records();
        let of = |name: &str, repeats| SourceEntry { repeats, ..testing::entry(name, SourceStatus::Ok) };
        let again = || alone.record(&alone.sources()[0]).unwrap().unwrap().papers;
        let id = || again()[0].paper.id.clone();
        let counted = |repeats| {
            let mut records = testing::records();
            records.insert(of("pack.pdf", repeats), again());
            let filters = ["papers", "passages"].map(|text| text.parse::<Filter>().unwrap());
            let counted = count(&records, &filters, 0).unwrap();
            (
                counted[0].value,
                counted[1].value,
                repeated(records.sources()),
                run(&records, &Settings::default()).unwrap(),
            )
        };
        let whole = counted(vec![Repeat { paper: id(), whole: true, passages: Vec::new() }]);
        assert_eq!(whole, (1, 6, (1, 0), run(&alone, &Settings::default()).unwrap()));
        let mut ids: Vec<String> = again()[0].paper.passages[1..].iter().map(|p| p.id.clone()).collect();
        ids.sort();
        let part = counted(vec![Repeat { paper: id(), whole: false, passages: ids }]);
        assert_eq!((part.0, part.1, part.2), (2, 7, (0, 5)));
    }

    #[test]
    fn counts_are_those_of_their_filters() {
        let count = |text: &str| count(&testing::records(), &[text.parse::<Filter>().unwrap()], 9).unwrap()[0].value;
        assert_eq!(count("sources"), 2);
        assert_eq!(count("sources status=failed"), 1);
        assert_eq!(count("papers kind=\"learning paper\""), 1);
        assert_eq!(count("passages"), 6);
        assert_eq!(count("passages theme=digital stance=challenge"), 2);
        assert_eq!(count("areas theme=digital challenge=digital-access"), 2);
        assert_eq!(count("areas heading=\"mobilising communities\""), 3);
        assert_eq!(count("cells theme=digital|community-mobilisation"), 6);
        assert_eq!(count("areas named=no nation=Scotland"), 0);
        assert_eq!(count("areas nation=Scotland"), 3);
        assert_eq!(count("passages claim=effect"), 2);
    }
}
