//! The papers, and the themes that lead.
//!
//! Where at least half of the coded passages stand under headings that gather examples by area, those headings are the themes: people
//! have already charted the evidence, and their words are better than ours. A heading gathers examples where three or more of its
//! passages open with the name of an area, and two or more areas do. Elsewhere the broadest themes of the codebook lead.

use super::PaperOptions;
use super::found::{Example, Finder};
use crate::model::codebook::{Codebook, Facet};
use crate::model::date::PartialDate;
use crate::model::evidence::{Synthesis, ThemeTotals};
use crate::model::paper::PaperKind;
use crate::model::records::{Part, Records, TaggedPaper};
use crate::model::tags::Scope;
use crate::synthesise::brief::{Brief, BriefTheme};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::referred::{References, Referred};
use crate::synthesise::tally::Seen;
use crate::synthesise::{SynthesisError, claims, fold};
use crate::util::text;
use std::collections::{BTreeMap, BTreeSet};

/// Headings that are watched as possible themes; a corpus has far fewer that gather examples.
const MOST_HEADINGS: usize = 10_000;

/// A paper as the list of sources names it.
pub(super) struct PaperLine {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) title: String,
    pub(super) kind: PaperKind,
    pub(super) body: Option<String>,
    pub(super) date: Option<PartialDate>,
    pub(super) pages: Option<(u32, u32)>,
    /// The pages are an estimate.
    pub(super) estimated: bool,
}

/// A theme that leads: one of the codebook, or a heading of the papers.
pub(super) struct Group {
    /// Unique and fit for an address.
    pub(super) id: String,
    /// What people call it.
    pub(super) label: String,
    /// Its passages.
    pub(super) filter: Filter,
    /// The codebook's themes; for a heading, the one that it names.
    pub(super) concepts: Vec<String>,
    /// The headings, folded, where the theme is made of headings.
    pub(super) headings: Vec<String>,
    /// Passages under the headings.
    pub(super) members: BTreeSet<String>,
    /// By code of the area.
    pub(super) examples: BTreeMap<String, Example>,
    /// The strengths, and the challenges, that most of its areas or passages state, most widely stated first.
    pub(super) widest: [Vec<String>; 2],
}

impl Group {
    fn new(id: String, label: String, filter: Filter, concepts: Vec<String>, headings: Vec<String>) -> Group {
        let (members, examples, widest) = Default::default();
        Group { id, label, filter, concepts, headings, members, examples, widest }
    }
}

/// What is known of the papers and themes before anything is counted.
pub(super) struct Survey {
    pub(super) papers: Vec<PaperLine>,
    pub(super) groups: Vec<Group>,
    /// Themes without a section, broadest first.
    pub(super) rest: Vec<String>,
    /// Papers that are referred to and not held.
    pub(super) referred: Vec<Referred>,
}

#[derive(Default)]
struct HeadingCount {
    words: String,
    order: usize,
    passages: u64,
    lead_ins: u32,
    areas: BTreeSet<String>,
    themes: BTreeMap<String, u32>,
}

/// The papers and their headings.
#[derive(Default)]
pub(super) struct Outline {
    papers: Vec<PaperLine>,
    headings: BTreeMap<String, HeadingCount>,
    /// Passages on a theme.
    coded: u64,
}

impl Part for Outline {
    fn join(&mut self, mut next: Outline) {
        self.papers.append(&mut next.papers);
        self.coded += next.coded;
        let mut headings: Vec<(String, HeadingCount)> = next.headings.into_iter().collect();
        headings.sort_by_key(|(_, heading)| heading.order);
        for (key, heading) in headings {
            let order = self.headings.len();
            match self.headings.get_mut(&key) {
                Some(known) => known.join(heading),
                None if order < MOST_HEADINGS => {
                    self.headings.insert(key, HeadingCount { order, ..heading });
                }
                None => {}
            }
        }
    }
}

impl Part for HeadingCount {
    fn join(&mut self, mut next: HeadingCount) {
        self.passages += next.passages;
        self.lead_ins += next.lead_ins;
        self.areas.append(&mut next.areas);
        for (theme, passages) in next.themes {
            *self.themes.entry(theme).or_default() += passages;
        }
    }
}

impl Outline {
    /// Looks at a paper.
    pub(super) fn see(&mut self, source: &str, tagged: &TaggedPaper) {
        self.papers.push(line(source, tagged));
        self.coded += watch(tagged, &mut self.headings);
    }
}

/// The themes that may lead before anything is known of the papers: those of the brief, or else all of the codebook.
pub(super) fn candidates(codebook: &Codebook, options: &PaperOptions) -> Vec<Group> {
    match &options.brief {
        Some(brief) => brief_groups(brief),
        None => codebook.facet(Facet::Theme).map(|theme| of_codebook(codebook, &theme.id)).collect(),
    }
}

/// Chooses the themes that lead. What is already `found` of the candidates is taken over; where the papers' own headings lead instead,
/// the records are looked through once more for them.
pub(super) fn settle(
    records: &impl Records,
    synthesis: &Synthesis,
    options: &PaperOptions,
    (outline, references): (Outline, References),
    found: Vec<Group>,
) -> Result<Survey, SynthesisError> {
    let Outline { papers, mut headings, coded } = outline;
    let (groups, rest) = match &options.brief {
        Some(brief) => (brief_groups(brief), Vec::new()),
        None => {
            headings.retain(|_, h| h.lead_ins >= 3 && h.areas.len() >= 2);
            let under: u64 = headings.values().map(|h| h.passages).sum();
            if headings.len() >= 2 && under * 2 >= coded {
                (own_groups(headings), Vec::new())
            } else {
                codebook_groups(synthesis, records.codebook(), options)
            }
        }
    };
    let known = |group: &Group| found.iter().position(|f| f.id == group.id && f.headings == group.headings);
    let groups = match groups.iter().map(known).collect::<Option<Vec<usize>>>() {
        Some(places) => {
            let mut found: Vec<Option<Group>> = found.into_iter().map(Some).collect();
            places.into_iter().filter_map(|at| found[at].take()).collect()
        }
        None => look_for(records, groups, options)?,
    };
    Ok(Survey { papers, groups, rest, referred: references.finish() })
}

/// Looks through the records for the examples of themes.
fn look_for(records: &impl Records, groups: Vec<Group>, options: &PaperOptions) -> Result<Vec<Group>, SynthesisError> {
    let finder = Finder::new(groups, options);
    let found = fold(
        records,
        || finder.part(),
        |found, record| {
            let mut heading_of = claims::Headings::default();
            for tagged in &record.papers {
                let paper = &tagged.paper;
                for (passage, tags) in paper.passages.iter().zip(&tagged.tags.passages) {
                    let seen: Vec<Seen<'_>> = {
                        let statements = tags.statements.iter().enumerate();
                        statements.map(|(i, s)| Seen::new(s, i, passage, paper.kind, &options.settings)).collect()
                    };
                    finder.see(found, &record.entry.name, paper, (passage, tags), heading_of.of(passage), &seen);
                }
            }
        },
    )?;
    Ok(finder.settle(found))
}

fn line(source: &str, tagged: &TaggedPaper) -> PaperLine {
    let paper = &tagged.paper;
    PaperLine {
        id: paper.id.clone(),
        source: source.to_owned(),
        title: paper.title.clone(),
        kind: paper.kind,
        body: paper.body.clone(),
        date: paper.date.as_ref().map(|d| d.date),
        pages: paper.first_page.map(|first| (first, paper.last_page.unwrap_or(first))),
        estimated: paper.passages.iter().any(|p| p.locator.estimated),
    }
}

/// Counts the headings of a paper and gives the number of its coded passages.
fn watch(tagged: &TaggedPaper, headings: &mut BTreeMap<String, HeadingCount>) -> u64 {
    let mut coded = 0;
    let mut heading_of = claims::Headings::default();
    for (passage, tags) in tagged.paper.passages.iter().zip(&tagged.tags.passages) {
        if tags.statements.iter().all(|s| s.themes.is_empty()) {
            continue;
        }
        coded += 1;
        let Some(words) = passage.locator.section.last() else { continue };
        let key = heading_of.of(passage).to_owned();
        let order = headings.len();
        if key.is_empty() || order >= MOST_HEADINGS && !headings.contains_key(&key) {
            continue;
        }
        let count = headings.entry(key).or_insert_with(|| HeadingCount {
            words: words.clone(),
            order,
            ..HeadingCount::default()
        });
        count.passages += 1;
        let before = count.areas.len();
        count.areas.extend(claims::places(tags, Some(Scope::LeadIn)).map(str::to_owned));
        let leads = count.areas.len() > before || claims::places(tags, Some(Scope::LeadIn)).next().is_some();
        count.lead_ins += u32::from(leads);
        let by_heading: BTreeSet<&str> = tags
            .statements
            .iter()
            .flat_map(|s| &s.themes)
            .filter(|t| t.scope == Scope::Heading)
            .map(|t| t.id.as_str())
            .collect();
        for theme in by_heading {
            *count.themes.entry(theme.to_owned()).or_default() += 1;
        }
    }
    coded
}

fn own_groups(headings: BTreeMap<String, HeadingCount>) -> Vec<Group> {
    let mut list: Vec<(String, HeadingCount)> = headings.into_iter().collect();
    list.sort_by_key(|(_, h)| h.order);
    list.into_iter()
        .map(|(key, heading)| {
            let id = format!("theme-{}", key.replace(' ', "-"));
            let filter = Filter::all(Unit::Passages).with(Key::Heading, [key.as_str()]);
            let concept = heading.themes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
            let concepts = concept.map(|(id, _)| id).into_iter().collect();
            Group::new(id, heading.words, filter, concepts, vec![key])
        })
        .collect()
}

/// The themes of a brief, as they stand there.
fn brief_groups(brief: &Brief) -> Vec<Group> {
    let group = |(i, theme): (usize, &BriefTheme)| {
        let headings: Vec<String> = theme.headings.iter().map(|h| text::fold(h)).collect();
        let filter = if headings.is_empty() {
            Filter::all(Unit::Passages).with(Key::Theme, theme.themes.iter().cloned())
        } else {
            Filter::all(Unit::Passages).with(Key::Heading, headings.iter().cloned())
        };
        let label = theme.name.clone().unwrap_or_default();
        let id = format!("theme-{}-{}", i + 1, text::fold(&label).replace(' ', "-"));
        Group::new(id, label, filter, theme.themes.clone(), headings)
    };
    brief.theme.iter().enumerate().map(group).collect()
}

/// The broadest themes and the ids of the others, in order. Breadth is the product of areas and papers, each plus one: a corpus that
/// seldom names areas is ordered by papers, one of few papers by areas. Then passages decide.
fn codebook_groups(synthesis: &Synthesis, codebook: &Codebook, options: &PaperOptions) -> (Vec<Group>, Vec<String>) {
    let mut themes: Vec<&ThemeTotals> = synthesis.themes.iter().collect();
    themes.sort_by(|a, b| {
        let breadth = |t: &ThemeTotals| ((t.areas.len() as u64 + 1) * (u64::from(t.papers) + 1), t.passages);
        breadth(b).cmp(&breadth(a)).then_with(|| a.theme.cmp(&b.theme))
    });
    let rest = themes.iter().skip(options.themes).map(|t| t.theme.clone()).collect();
    let groups = themes.iter().take(options.themes).map(|t| of_codebook(codebook, &t.theme)).collect();
    (groups, rest)
}

/// A theme of the codebook.
fn of_codebook(codebook: &Codebook, theme: &str) -> Group {
    let label = codebook.label(Facet::Theme, theme).to_owned();
    let filter = Filter::all(Unit::Passages).with(Key::Theme, [theme]);
    Group::new(format!("theme-{theme}"), label, filter, vec![theme.to_owned()], Vec::new())
}
