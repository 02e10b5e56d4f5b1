//! One pass over the records: candidates for findings, and every tally.

use super::basis;
use super::claims::{heading, places};
use super::remarks::Remarks;
use super::settings::Settings;
use super::spans::{Span, spans};
use super::tally::{Seen, Tally};
use super::{findings, procedure, quality, reads, saturation};
use crate::model::codebook::Codebook;
use crate::model::evidence::{Citation, EvidenceType, Score, Synthesis};
use crate::model::paper::{PaperKind, Passage, PassageKind};
use crate::model::records::{Part, SourceRecord, TaggedPaper};
use crate::model::source::SourceEntry;
use crate::model::tags::{ClaimType, Scope, Stance, Statement};
use crate::util::text::char_slice;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A statement, or a concession with what it concedes, that may become a finding.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The id of the statement that it is for.
    pub(super) id: String,
    /// Its words, without the lead-in.
    pub(super) text: String,
    pub(super) citation: Citation,
    pub(super) stance: Stance,
    pub(super) claim: ClaimType,
    /// Areas by code, nations left out.
    pub(super) areas: Vec<String>,
    /// A nation that it speaks for as a whole.
    pub(super) nation: Option<String>,
    pub(super) challenges: Vec<String>,
    pub(super) strengths: Vec<String>,
    /// What it is worth alone, see [`quality::alone`].
    pub(super) parts: Score,
    /// The sum of the parts.
    pub(super) worth: f64,
    /// Position among those of its source.
    pub(super) order: u32,
    pub(super) evidence: EvidenceType,
    /// What it speaks for, as printed.
    pub(super) basis: Option<(String, Option<u32>)>,
    /// Year of its paper.
    pub(super) year: Option<i16>,
    /// A paper sums up its own examples in it.
    pub(super) sums_up: bool,
}

/// What a pass over the records leaves.
pub(super) struct Gathered {
    /// By theme id.
    candidates: BTreeMap<String, Vec<Arc<Candidate>>>,
    tally: Tally,
    remarks: Remarks,
    /// Year of the newest paper.
    newest: Option<i16>,
    /// Candidates of a theme that are kept.
    most: usize,
}

/// Worth below which a statement cannot be quoted: what can be is worth nothing or more.
const UNUSABLE: f64 = -5.0;

/// What all statements of a paper share.
struct Home<'a> {
    source: &'a str,
    paper_id: &'a str,
    evidence: EvidenceType,
    basis: Option<(String, Option<u32>)>,
    year: Option<i16>,
    /// Headings under which the paper gathers examples by area; empty where it does not.
    gathers: BTreeSet<String>,
}

impl Part for Gathered {
    fn join(&mut self, next: Gathered) {
        for (theme, mut candidates) in next.candidates {
            let list = self.candidates.entry(theme).or_default();
            list.append(&mut candidates);
            if list.len() >= self.most.saturating_mul(2) {
                keep_best(list, self.most);
            }
        }
        self.tally.join(next.tally);
        self.remarks.join(next.remarks);
        self.newest = self.newest.max(next.newest);
    }
}

impl<'a> Home<'a> {
    fn of(source: &'a str, tagged: &'a TaggedPaper) -> Home<'a> {
        let paper = &tagged.paper;
        let rests = || paper.passages.iter().find_map(|p| basis::rests(&p.text));
        let evidence = EvidenceType::of(paper.kind, &paper.title);
        let weighty = matches!(evidence, EvidenceType::Audit | EvidenceType::Survey | EvidenceType::Research);
        Home {
            source,
            paper_id: &paper.id,
            evidence,
            basis: weighty.then(rests).flatten(),
            year: paper.date.as_ref().map(|d| d.date.year),
            gathers: gathers(tagged),
        }
    }

    /// A paragraph outside the headings that gather examples, in a paper that has such headings and names no area itself.
    fn sums_up(&self, passage: &Passage, span: &Span<'_>) -> bool {
        !self.gathers.is_empty() && span.areas.is_empty() && !self.gathers.contains(&heading(passage))
    }
}

/// The headings of a paper that gather examples: three or more passages open with the name of an area, and two or more areas do.
fn gathers(tagged: &TaggedPaper) -> BTreeSet<String> {
    if tagged.paper.kind != PaperKind::LearningPaper {
        return BTreeSet::new();
    }
    let mut headings: BTreeMap<String, (u32, BTreeSet<&str>)> = BTreeMap::new();
    for (passage, tags) in tagged.paper.passages.iter().zip(&tagged.tags.passages) {
        let areas: Vec<&str> = places(tags, Some(Scope::LeadIn)).collect();
        if !areas.is_empty() {
            let entry = headings.entry(heading(passage)).or_default();
            entry.0 += 1;
            entry.1.extend(areas);
        }
    }
    headings.retain(|_, (passages, areas)| *passages >= 3 && areas.len() >= 2);
    headings.into_keys().collect()
}

/// Hears of every passage what its statements are worth: the paper, the passage's place in it, the statements.
pub(super) trait Beside: FnMut(&TaggedPaper, usize, &[Seen<'_>]) {}

impl<F: FnMut(&TaggedPaper, usize, &[Seen<'_>])> Beside for F {}

impl Gathered {
    /// Nothing yet.
    pub(super) fn new(settings: &Settings) -> Gathered {
        Gathered {
            candidates: BTreeMap::new(),
            tally: Tally::default(),
            remarks: Remarks::default(),
            newest: None,
            most: settings.candidates_per_theme,
        }
    }

    /// Looks through a source.
    pub(super) fn see(
        &mut self,
        record: &SourceRecord<'_>,
        codebook: &Codebook,
        settings: &Settings,
        mut beside: impl Beside,
    ) {
        let mut order = 0;
        for tagged in &record.papers {
            self.paper(&record.entry.name, tagged, codebook, settings, &mut order, &mut beside);
        }
    }

    /// What all that was seen comes to.
    pub(super) fn settle(mut self, sources: &[SourceEntry], codebook: &Codebook, settings: &Settings) -> Synthesis {
        self.candidates.values_mut().for_each(|list| keep_best(list, settings.candidates_per_theme));
        let findings = findings::find(self.candidates, self.newest, codebook, settings);
        let remarks = self.remarks.finish(codebook);
        let made = self.tally.finish(sources, codebook, settings);
        let concentration = saturation::concentration(&findings, &made.matrix, codebook);
        Synthesis { findings, remarks, concentration, ..made }
    }

    fn paper(
        &mut self,
        source: &str,
        tagged: &TaggedPaper,
        codebook: &Codebook,
        settings: &Settings,
        order: &mut u32,
        beside: &mut impl Beside,
    ) {
        let paper = &tagged.paper;
        let home = Home::of(source, tagged);
        self.newest = self.newest.max(home.year);
        self.tally.begin_paper();
        if let Some(area) = &tagged.tags.area {
            self.tally.name_area(area);
        }
        for (place, (passage, tags)) in paper.passages.iter().zip(&tagged.tags.passages).enumerate() {
            let cite = || cite(source, &paper.id, passage);
            let statements = tags.statements.iter().enumerate();
            let seen: Vec<Seen<'_>> =
                statements.map(|(at, statement)| Seen::new(statement, at, passage, paper.kind, settings)).collect();
            let explains = LazyCell::new(|| procedure::explains(&passage.locator.section));
            for span in spans(passage, &tags.statements) {
                let text = words(passage, span.start, span.end);
                *order += 1;
                // A span of one statement is quotable where the statement was found to be.
                let usable = LazyCell::new(|| {
                    !span.hangs
                        && !*explains
                        && match (span.start, span.end) == (span.own.start, span.own.end) {
                            true => seen[span.at].worth() > UNUSABLE,
                            false => quality::quotable(text, passage.kind, paper.kind),
                        }
                });
                if passage.kind != PassageKind::Note {
                    self.remarks.see(&span, text, &seen[span.at], || *usable, &cite);
                }
                if !span.themes.is_empty() && may_be_found(&span, text, paper.kind) && *usable {
                    self.keep(&span, text, passage, &home, *order, codebook, settings);
                }
            }
            self.tally.passage(&cite, &tags.mentions, &seen);
            beside(tagged, place, &seen);
        }
        self.tally.end_paper();
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one candidate")]
    fn keep(
        &mut self,
        span: &Span<'_>,
        text: &str,
        passage: &Passage,
        home: &Home<'_>,
        order: u32,
        codebook: &Codebook,
        settings: &Settings,
    ) {
        if span.themes.is_empty() {
            return;
        }
        let is_nation = |code: &str| codebook.area(code).is_some_and(|a| a.is_nation);
        let codes = || span.areas.iter().map(|a| a.id.as_str());
        let own = |ids: &BTreeSet<&str>| ids.iter().map(|id| (*id).to_owned()).collect();
        let parts = quality::alone(text, span.stance, span.claim, span.at, settings);
        let candidate = Arc::new(Candidate {
            id: span.own.id.clone(),
            text: text.to_owned(),
            citation: cite(home.source, home.paper_id, passage),
            stance: span.stance,
            claim: span.claim,
            areas: codes().filter(|code| !is_nation(code)).map(str::to_owned).collect(),
            nation: codes().find(|code| is_nation(code)).map(str::to_owned),
            challenges: own(&span.challenges),
            strengths: own(&span.strengths),
            worth: parts.total(),
            parts,
            order,
            evidence: home.evidence,
            basis: basis::said(text).or_else(|| home.basis.clone()),
            year: home.year,
            sums_up: home.sums_up(passage, span),
        });
        for theme in &span.themes {
            let list = self.candidates.entry((*theme).to_owned()).or_default();
            list.push(Arc::clone(&candidate));
            if list.len() >= self.most.saturating_mul(2) {
                keep_best(list, self.most);
            }
        }
    }
}

/// Caveats have their own place, and so have the orders of plans and minutes; a neutral statement needs an effect, an activity, an aim,
/// or a word that judges or compares.
fn may_be_found(span: &Span<'_>, text: &str, kind: PaperKind) -> bool {
    if matches!(kind, PaperKind::ImprovementPlan | PaperKind::Minute) && reads::orders(text) {
        return false;
    }
    match span.claim {
        ClaimType::Caveat => false,
        ClaimType::Effect | ClaimType::Activity | ClaimType::Aim | ClaimType::Ask => true,
        ClaimType::Context => span.stance != Stance::Neutral || quality::lesson(text) > 0.0,
    }
}

/// Best first; equals in the order of the corpus, in which they were added.
fn keep_best(candidates: &mut Vec<Arc<Candidate>>, most: usize) {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    candidates.truncate(most);
}

/// The citation of a passage.
pub(super) fn cite(source: &str, paper_id: &str, passage: &Passage) -> Citation {
    Citation {
        passage_id: passage.id.clone(),
        paper_id: paper_id.to_owned(),
        source: source.to_owned(),
        locator: passage.locator.cite(source),
        page: passage.locator.source_page(),
    }
}

/// A statement's words without the lead-in that names where they come from.
pub(super) fn quotation<'a>(passage: &'a Passage, statement: &Statement) -> &'a str {
    words(passage, statement.start, statement.end)
}

/// The words of a passage from `start` to `end`, its lead-in and a number printed before them left out.
fn words(passage: &Passage, start: u32, end: u32) -> &str {
    let text = char_slice(&passage.text, start.max(after_lead_in(passage)), end).trim();
    unnumbered(if text.is_empty() { char_slice(&passage.text, start, end).trim() } else { text })
}

/// Words that open a sentence and follow no figure within one: a number before them counts key messages or paragraphs.
const OPENERS: [&str; 40] = [
    "The", "A", "An", "There", "This", "These", "In", "On", "At", "For", "From", "With", "Our", "It", "They", "Some",
    "Many", "Most", "All", "While", "When", "Where", "As", "By", "If", "Although", "However", "Not", "No", "We",
    "Since", "Despite", "Both", "Each", "Every", "Such", "Their", "To", "Few", "More",
];

/// A sentence without the number of a key message or paragraph that is printed before it: "2 The pool was shared."
pub(super) fn unnumbered(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    let Some((number, rest)) = text.split_once(char::is_whitespace) else { return text };
    let plain = number.trim_end_matches(['.', ')']);
    let is_number = plain.len() <= 6
        && plain.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let rest = rest.trim_start();
    let first = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // "12 Councils" may be a count and "5 March" a day; "1 Trust between partners" is neither.
    let capital = first.len() > 1 && first.starts_with(char::is_uppercase) && !first.ends_with('s');
    let singular = capital && first[1..].chars().all(char::is_lowercase) && crate::util::dates::month(first).is_none();
    if is_number && (OPENERS.contains(&first) || singular) { rest } else { text }
}

/// Where the words begin that follow the lead-in and its separator, in characters; 0 without a lead-in.
pub(super) fn after_lead_in(passage: &Passage) -> u32 {
    let Some(lead_in) = passage.lead_in else { return 0 };
    let rest = passage.text.chars().skip(lead_in as usize);
    let separator =
        rest.take_while(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−' | ':' | '|' | '*' | '.' | ';'));
    lead_in + separator.count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthesise::testing::{passage, statement};

    #[test]
    fn a_number_before_a_sentence_is_left_out() {
        for (text, left) in [
            ("2 The pool was shared by all.", "The pool was shared by all."),
            ("4.12 There were two hubs.", "There were two hubs."),
            ("1 Trust between partners is high.", "Trust between partners is high."),
            ("12 Councils replied to us.", "12 Councils replied to us."),
            ("3. We met each week.", "We met each week."),
            ("21 audit reports were read.", "21 audit reports were read."),
            ("5 March 2020 was the first day.", "5 March 2020 was the first day."),
            ("2019 The year began well.", "2019 The year began well."),
        ] {
            assert_eq!(unnumbered(text), left);
        }
    }

    #[test]
    fn a_quotation_leaves_the_lead_in_out() {
        let mut of = passage("Angus – A lot of work was done. More will be.");
        of.lead_in = Some(5);
        let first = statement(&of, 0, 31);
        assert_eq!(quotation(&of, &first), "A lot of work was done.");
        let second = statement(&of, 32, 45);
        assert_eq!(quotation(&of, &second), "More will be.");
    }
}
