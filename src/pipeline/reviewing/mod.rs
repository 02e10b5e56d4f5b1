//! Decisions of people applied to the tags of every build.
//!
//! | file | what it does |
//! |---|---|
//! | `codes` | what a decision names, held against the codebook |
//! | `decide` | one decision carried out on the tags of its passage |
//! | `likeness` | whether two texts are one passage whose words were read a little differently |
//!
//! A decision finds its passage in the papers of its title and date by fingerprint; where no passage has it, by first words that
//! are nearly the same; where title and date find nothing, by a fingerprint that one passage of the index alone has. What finds
//! no passage is listed, never dropped in silence.

pub(super) mod codes;
pub(super) mod decide;
mod likeness;

use super::PipelineError;
use crate::config::Settings;
use crate::model::codebook::Codebook;
use crate::model::paper::Paper;
use crate::model::records::Records;
use crate::model::review::{self, Decision, Review, Subject, Verdict, date_of, fingerprints, text_start};
use crate::model::tags::{PaperTags, PassageTags};
use crate::store::Store;
use crate::tag::Tagger;
use crate::util::hash::short_id;
use crate::util::text::fold;
use std::collections::BTreeMap;
use std::path::Path;

/// How a decision found its passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// By its fingerprint: the same words.
    Same,
    /// By first words that are nearly the same.
    Near,
    /// By its fingerprint, under another title or date.
    Moved,
}

/// Where a decision landed: source, paper and passage by their positions.
#[derive(Debug, Clone)]
pub(super) struct Landed {
    pub(super) source: usize,
    pub(super) paper: usize,
    passage: usize,
    how: How,
    words: String,
    place: String,
}

/// A decision that was applied to words that are not those it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The decision.
    pub decision: Decision,
    /// The first words of the passage now.
    pub words: String,
    /// Where it stands, as a citation.
    pub place: String,
}

/// What became of the decisions of a build.
#[derive(Debug, Default)]
pub struct Reviewed {
    /// Decisions that found the same words.
    pub same: usize,
    /// Decisions that found nearly the same words.
    pub near: Vec<Changed>,
    /// Decisions that found the same words under another title or date.
    pub moved: usize,
    /// Decisions among all those that changed nothing, since the tags are so without them.
    pub idle: usize,
    /// Decisions that found no passage.
    pub lost: Vec<Decision>,
    /// Decisions whose code the codebook does not know: the line, why, and what to do.
    pub wrong: Vec<String>,
}

/// The file of decisions in use.
pub(super) fn file(settings: &Settings) -> &Path {
    settings.review.as_deref().unwrap_or(Path::new(review::FILE))
}

/// The decisions that people keep: those of the settings' file, or of `review.csv` in the working folder.
pub(super) fn read(settings: &Settings) -> Result<Review, PipelineError> {
    Ok(Review::read(file(settings))?)
}

/// What the tags depend on beside the program: the lexicon, and the decisions about tags where there are any.
pub(super) fn lexicon(fingerprint: &str, review: &Review) -> String {
    let ours: Vec<&Decision> = review.decisions.iter().filter(|d| is_ours(d)).collect();
    format!("{fingerprint}{}", print_of(&ours))
}

/// What decisions are known by as far as tags depend on it, so but for line, note and day; empty where there are none.
fn print_of(decisions: &[&Decision]) -> String {
    let bare = |d: &Decision| Decision { line: 0, note: String::new(), when: String::new(), ..d.clone() };
    let rows: Vec<String> = decisions.iter().map(|d| format!("{:?}", bare(d))).collect();
    if rows.is_empty() { String::new() } else { short_id(&rows.iter().map(String::as_str).collect::<Vec<_>>()) }
}

/// The tags of a paper, with the decisions of its title and date.
pub(super) fn tagged(review: &Review, paper: &Paper, tagger: &Tagger) -> PaperTags {
    let mut tags = tagger.tag(paper);
    apply(review, paper, &mut tags, tagger.codebook());
    tags
}

fn apply(review: &Review, paper: &Paper, tags: &mut PaperTags, codebook: &Codebook) {
    let date = date_of(paper);
    let ours = || review.decisions.iter().filter(|d| is_ours(d) && d.is_of(&paper.title, &date));
    if ours().next().is_none() {
        return;
    }
    let prints = fingerprints(&paper.passages);
    let mut landed: BTreeMap<usize, Vec<Decision>> = BTreeMap::new();
    for decision in ours().filter_map(|decision| codes::meant(decision, codebook).ok()) {
        if let Some((at, _)) = find(&decision, paper, &prints) {
            landed.entry(at).or_default().push(decision);
        }
    }
    for (at, decisions) in landed {
        if let Some(tags) = tags.passages.get_mut(at) {
            decide::decide_all(&decisions, tags, codebook);
        }
    }
}

/// Whether anything was decided about tags.
pub(super) fn is_any(review: &Review) -> bool {
    review.decisions.iter().any(is_ours)
}

/// Decisions about actions belong to the register of actions.
fn is_ours(decision: &Decision) -> bool {
    decision.subject != Subject::ActionStatus
}

fn find(decision: &Decision, paper: &Paper, prints: &[String]) -> Option<(usize, How)> {
    if let Some(at) = prints.iter().position(|print| *print == decision.fingerprint) {
        return Some((at, How::Same));
    }
    let texts = paper.passages.iter().map(|passage| passage.text.as_str());
    let at = likeness::nearest(&decision.text_start, review::START, texts)?;
    Some((at, How::Near))
}

/// Looks for the passages of decisions over a whole index, source by source.
pub(super) struct Search {
    decisions: Vec<Decision>,
    /// Their titles, folded.
    titles: Vec<String>,
    /// Decisions by fingerprint.
    prints: BTreeMap<String, Vec<usize>>,
    wrong: Vec<String>,
    /// Where each decision landed by title and date.
    landed: Vec<Vec<Landed>>,
    /// How many passages of other papers have its fingerprint, and the first of them.
    elsewhere: Vec<(usize, Option<Landed>)>,
}

impl Search {
    /// The decisions about tags whose codes the codebook knows; `name` is that of their file.
    pub(super) fn new(review: &Review, codebook: &Codebook, name: &Path) -> Search {
        let (mut decisions, mut wrong) = (Vec::new(), Vec::new());
        for decision in review.decisions.iter().filter(|d| is_ours(d)) {
            match codes::meant(decision, codebook) {
                Ok(decision) => decisions.push(decision),
                Err(why) => {
                    let place = format!("{}, line {}", name.display(), decision.line);
                    wrong.push(format!("{place}: the decision is not applied: {why}"));
                }
            }
        }
        let titles = decisions.iter().map(|decision: &Decision| fold(&decision.paper_title)).collect();
        let mut prints: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, decision) in decisions.iter().enumerate() {
            prints.entry(decision.fingerprint.clone()).or_default().push(i);
        }
        let (landed, elsewhere) = (vec![Vec::new(); decisions.len()], vec![(0, None); decisions.len()]);
        Search { decisions, titles, prints, wrong, landed, elsewhere }
    }

    /// Looks through the papers of one source.
    pub(super) fn take<'p>(&mut self, source: usize, name: &str, papers: impl Iterator<Item = &'p Paper>) {
        for (position, paper) in papers.enumerate() {
            let prints = fingerprints(&paper.passages);
            let land = |passage: usize, how: How| Landed {
                source,
                paper: position,
                passage,
                how,
                words: text_start(&paper.passages[passage].text),
                place: paper.passages[passage].locator.cite(name),
            };
            let (title, date) = (fold(&paper.title), date_of(paper));
            let is_own: Vec<bool> =
                self.decisions.iter().zip(&self.titles).map(|(d, of)| *of == title && d.is_dated(&date)).collect();
            for (i, decision) in self.decisions.iter().enumerate().filter(|(i, _)| is_own[*i]) {
                self.landed[i].extend(find(decision, paper, &prints).map(|(at, how)| land(at, how)));
            }
            for (at, print) in prints.iter().enumerate() {
                for i in self.prints.get(print).into_iter().flatten().filter(|i| !is_own[**i]) {
                    let (count, first) = &mut self.elsewhere[*i];
                    *count += 1;
                    first.get_or_insert_with(|| land(at, How::Moved));
                }
            }
        }
    }

    /// Each decision with the passages that it found.
    pub(super) fn landings(&self) -> impl Iterator<Item = (&Decision, &[Landed])> {
        self.decisions.iter().enumerate().map(|(i, decision)| {
            let found = match (&self.landed[i][..], &self.elsewhere[i]) {
                ([], (1, first)) => first.as_slice(),
                (landed, _) => landed,
            };
            (decision, found)
        })
    }

    /// The decisions that found this paper under another title or date, by passage.
    pub(super) fn moved_to(&self, source: usize) -> Vec<(&Decision, &Landed)> {
        let here = |found: &&Landed| found.source == source && found.how == How::Moved;
        self.landings().filter_map(|(decision, found)| Some((decision, found.iter().find(here)?))).collect()
    }

    /// What became of each decision, given which of them changed nothing.
    pub(super) fn told(&self, idle: usize) -> Reviewed {
        let mut out = Reviewed { idle, wrong: self.wrong.clone(), ..Reviewed::default() };
        for (decision, found) in self.landings() {
            match found.iter().find(|f| f.how == How::Same).or(found.first()) {
                None => out.lost.push(decision.clone()),
                Some(Landed { how: How::Same, .. }) => out.same += 1,
                Some(Landed { how: How::Moved, .. }) => out.moved += 1,
                Some(Landed { how: How::Near, words, place, .. }) => {
                    out.near.push(Changed { decision: decision.clone(), words: words.clone(), place: place.clone() })
                }
            }
        }
        out
    }

    /// The decisions that found one passage, in their order.
    pub(super) fn of_passage(&self, source: usize, paper: usize, passage: usize) -> Vec<&Decision> {
        let here = |found: &Landed| (found.source, found.paper, found.passage) == (source, paper, passage);
        self.landings().filter(|(_, found)| found.iter().any(here)).map(|(decision, _)| decision).collect()
    }
}

/// The passages that decisions about tags find in an index; `None` where nobody decided anything.
pub(super) fn search(
    store: &Store,
    review: &Review,
    codebook: &Codebook,
    name: &Path,
) -> Result<Option<Search>, PipelineError> {
    if !is_any(review) {
        return Ok(None);
    }
    let mut search = Search::new(review, codebook, name);
    let mut source = 0;
    store.for_each(|record| {
        search.take(source, &record.entry.name, record.papers.iter().map(|p| &p.paper));
        source += 1;
        Ok::<(), PipelineError>(())
    })?;
    Ok(Some(search))
}

/// Carries out decisions that found their passages under another title or date.
pub(super) fn apply_moved(moved: &[(&Decision, &Landed)], tags: &mut [PaperTags], codebook: &Codebook) {
    let mut landed: BTreeMap<(usize, usize), Vec<&Decision>> = BTreeMap::new();
    for (decision, at) in moved {
        landed.entry((at.paper, at.passage)).or_default().push(decision);
    }
    for ((paper, passage), decisions) in landed {
        if let Some(tags) = tags.get_mut(paper).and_then(|paper| paper.passages.get_mut(passage)) {
            decide::decide_all(decisions, tags, codebook);
        }
    }
}

/// What the decisions are known by that found a source under another title or date.
pub(super) fn moved_print(moved: &[(&Decision, &Landed)]) -> String {
    print_of(&moved.iter().map(|(decision, _)| *decision).collect::<Vec<_>>())
}

/// What decisions did to one passage: the line of each, and whether it changed the tags that the lexicon alone gives. A tag that is
/// kept stands guard and always counts.
pub(super) fn effects(decisions: &[&Decision], tags: &mut PassageTags, codebook: &Codebook) -> Vec<(u64, bool)> {
    let effect = |decision: &Decision| {
        let before = tags.clone();
        decide::decide(decision, tags, codebook);
        (decision.line, decision.verdict == Verdict::Keep || *tags != before)
    };
    decide::in_order(decisions.iter().copied()).into_iter().map(effect).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Facet;
    use crate::model::review::fingerprint;
    use crate::model::tags::Stance;
    use crate::store::fixture;

    fn decision(paper: &Paper, text: &str, verdict: Verdict, concept: &str, to: &str) -> Decision {
        Decision {
            fingerprint: fingerprint(text, 0),
            paper_title: paper.title.clone(),
            paper_date: date_of(paper),
            subject: Subject::Concept(Facet::Theme),
            concept: concept.to_owned(),
            verdict,
            to_concept: to.to_owned(),
            note: String::new(),
            who: "AB".to_owned(),
            when: String::new(),
            text_start: text_start(text),
            line: 2,
        }
    }

    const TEXT: &str = "Volunteers delivered food parcels across the town during the winter months.";

    fn paper(title: &str) -> Paper {
        fixture::Made::new("a.pdf", title, None, &[[TEXT, "", "", ""]]).paper()
    }

    #[test]
    fn decisions_survive_a_change_of_words_and_are_applied() {
        let tagger = crate::tag::Tagger::load(None).unwrap();
        let paper = paper("Returns");
        let mut tags = tagger.tag(&paper);
        let review = Review {
            decisions: vec![
                decision(&paper, TEXT, Verdict::Reject, "Community mobilisation", ""),
                decision(&paper, &TEXT.replace("the town", "the towns"), Verdict::Add, "DIGITAL", ""),
            ],
            faults: Vec::new(),
        };
        let prints = fingerprints(&paper.passages);
        assert_eq!(find(&review.decisions[1], &paper, &prints).map(|f| f.1), Some(How::Near));
        assert!(decide::is_there(&tags.passages[0], Facet::Theme, "community-mobilisation"));
        apply(&review, &paper, &mut tags, tagger.codebook());
        assert!(!decide::is_there(&tags.passages[0], Facet::Theme, "community-mobilisation"));
        assert!(decide::is_there(&tags.passages[0], Facet::Theme, "digital"));
        assert!(find(&decision(&paper, "Other words altogether", Verdict::Add, "x", ""), &paper, &prints).is_none());
    }

    #[test]
    fn a_changed_title_loses_no_decision_that_can_mean_one_passage_only() {
        let tagger = crate::tag::Tagger::load(None).unwrap();
        let (old, new) = (paper("Returns"), paper("Returns of the areas"));
        let decisions =
            vec![decision(&old, TEXT, Verdict::Add, "digital", ""), decision(&old, TEXT, Verdict::Add, "digitle", "")];
        let review = Review { decisions, faults: Vec::new() };
        let look = |papers: &[&Paper]| {
            let mut search = Search::new(&review, tagger.codebook(), Path::new("review.csv"));
            search.take(0, "a.pdf", papers.iter().copied());
            search
        };
        let one = look(&[&new]);
        assert_eq!((one.told(0).moved, one.told(0).lost.len()), (1, 0));
        assert_eq!(
            one.told(0).wrong,
            ["review.csv, line 2: the decision is not applied: no theme `digitle`; did you mean `digital`?"]
        );
        let mut tags = vec![tagger.tag(&new)];
        apply_moved(&one.moved_to(0), &mut tags, tagger.codebook());
        assert!(decide::is_there(&tags[0].passages[0], Facet::Theme, "digital"));
        assert_eq!(look(&[&new, &new]).told(0).lost.len(), 1, "two passages have it");
        assert_eq!(look(&[&old, &new]).told(0).same, 1);
    }

    #[test]
    fn tags_depend_on_what_was_decided_about_them_alone() {
        let of = |decision: Decision| Review { decisions: vec![decision], faults: Vec::new() };
        let theme = decision(&paper("Returns"), TEXT, Verdict::Add, "digital", "");
        let known = |decision: Decision| lexicon("x", &of(decision));
        let noted = Decision { note: "Seen again".into(), when: "1 May".into(), line: 9, ..theme.clone() };
        assert_eq!(known(noted), known(theme.clone()));
        assert_ne!(known(Decision { who: "CD".into(), ..theme.clone() }), known(theme.clone()));
        let action = Decision { subject: Subject::ActionStatus, ..theme.clone() };
        assert_eq!((known(action.clone()), is_any(&of(action)), is_any(&of(theme))), ("x".into(), false, true));
    }

    #[test]
    fn a_stance_is_decided_last_wherever_its_passage_is_found() {
        let tagger = crate::tag::Tagger::load(None).unwrap();
        let (old, new) = (paper("Returns"), paper("Returns of the areas"));
        let of = |subject, concept, line| Decision { subject, line, ..decision(&old, TEXT, Verdict::Add, concept, "") };
        let decisions = vec![of(Subject::Stance, "neutral", 2), of(Subject::Concept(Facet::Challenge), "capacity", 3)];
        let review = Review { decisions, faults: Vec::new() };
        let (mut own, mut moved) = (tagger.tag(&old), vec![tagger.tag(&new)]);
        apply(&review, &old, &mut own, tagger.codebook());
        let mut search = Search::new(&review, tagger.codebook(), Path::new("review.csv"));
        search.take(0, "a.pdf", [&new].into_iter());
        apply_moved(&search.moved_to(0), &mut moved, tagger.codebook());
        assert_eq!((own.passages[0].stance, moved[0].passages[0].stance), (Stance::Neutral, Stance::Neutral));
        let mut plain = PassageTags { stance: Stance::Neutral, ..PassageTags::default() };
        let done = effects(&search.of_passage(0, 0, 0), &mut plain, tagger.codebook());
        assert_eq!((done, plain.stance), (vec![(3, true), (2, true)], Stance::Neutral));
    }
}
