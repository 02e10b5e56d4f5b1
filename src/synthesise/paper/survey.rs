//! The papers, the themes that lead, and the best example for each theme and area.
//!
//! Where at least half of the coded passages stand under headings that gather examples by area, those headings are the themes: people
//! have already charted the evidence, and their words are better than ours. A heading gathers examples where three or more of its
//! passages open with the name of an area, and two or more areas do. Elsewhere the broadest themes of the codebook lead.

use super::PaperOptions;
use crate::model::codebook::{Codebook, Facet};
use crate::model::date::PartialDate;
use crate::model::evidence::{Citation, Synthesis, ThemeTotals};
use crate::model::paper::{PaperKind, Passage};
use crate::model::records::{Part, Records, TaggedPaper};
use crate::model::tags::{PassageTags, Scope, Statement};
use crate::synthesise::brief::{Brief, BriefTheme};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::synthesise::gather::{after_lead_in, cite, quotation};
use crate::synthesise::referred::{References, Referred};
use crate::synthesise::tally::join;
use crate::synthesise::{SynthesisError, claims, fold, quality, settings::Settings};
use crate::util::text::{self, char_len, char_slice};
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

/// The words of a passage for one theme and area.
pub(super) struct Example {
    pub(super) text: String,
    pub(super) citation: Citation,
    worth: f64,
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

/// What the passages of a theme give.
#[derive(Default)]
struct Found {
    members: BTreeSet<String>,
    examples: BTreeMap<String, Example>,
    stated: [BTreeMap<String, Stated>; 2],
}

/// How widely a strength or challenge is stated within a theme.
#[derive(Default)]
struct Stated {
    areas: BTreeSet<String>,
    passages: u64,
}

impl Group {
    fn new(id: String, label: String, filter: Filter, concepts: Vec<String>, headings: Vec<String>) -> Group {
        let (members, examples, widest) = Default::default();
        Group { id, label, filter, concepts, headings, members, examples, widest }
    }

    /// Whether a statement belongs to the theme, where its passage stands under `heading`.
    fn has(&self, statement: &Statement, heading: &String) -> bool {
        match self.headings.as_slice() {
            [] => statement.themes.iter().any(|t| self.concepts.contains(&t.id)),
            own => own.contains(heading),
        }
    }

    /// Counts the strengths and challenges that the statements of a passage state on the theme.
    fn state(&self, tags: &PassageTags, heading: &String, found: &mut Found) {
        let mut seen: BTreeSet<(usize, &str)> = BTreeSet::new();
        for statement in &tags.statements {
            let stated = [&statement.strengths, &statement.challenges];
            if stated.iter().all(|ids| ids.is_empty()) || !self.has(statement, heading) {
                continue;
            }
            for (side, ids) in stated.into_iter().enumerate() {
                for id in ids {
                    seen.insert((side, id));
                    let areas = statement.areas.iter().map(|a| a.id.clone());
                    found.stated[side].entry(id.clone()).or_default().areas.extend(areas);
                }
            }
        }
        for (side, id) in seen {
            found.stated[side].entry(id.to_owned()).or_default().passages += 1;
        }
    }

    /// Takes over what was found, in order.
    fn settle(&mut self, found: Found) {
        (self.members, self.examples) = (found.members, found.examples);
        for (side, stated) in found.stated.into_iter().enumerate() {
            let mut list: Vec<(String, Stated)> = stated.into_iter().collect();
            list.sort_by(|(a, x), (b, y)| (y.areas.len(), y.passages).cmp(&(x.areas.len(), x.passages)).then(a.cmp(b)));
            self.widest[side] = list.into_iter().map(|(id, _)| id).take(WIDEST).collect();
        }
    }
}

impl Part for Found {
    fn join(&mut self, mut next: Found) {
        self.members.append(&mut next.members);
        for (code, example) in next.examples {
            // Of equals the first.
            if self.examples.get(&code).is_none_or(|known| example.worth > known.worth) {
                self.examples.insert(code, example);
            }
        }
        for (all, next) in self.stated.iter_mut().zip(next.stated) {
            join(all, next);
        }
    }
}

impl Part for Stated {
    fn join(&mut self, mut next: Stated) {
        self.areas.append(&mut next.areas);
        self.passages += next.passages;
    }
}

/// Strengths, and challenges, of a theme that its opening names.
const WIDEST: usize = 2;

/// What two passes over the records find.
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
struct Outline {
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

pub(super) fn survey(
    records: &impl Records,
    synthesis: &Synthesis,
    options: &PaperOptions,
) -> Result<Survey, SynthesisError> {
    let (Outline { papers, mut headings, coded }, references) =
        fold(records, Default::default, |(outline, references): &mut (Outline, References), record| {
            for tagged in &record.papers {
                references.see(&record.entry.name, tagged);
                outline.papers.push(line(&record.entry.name, tagged));
                outline.coded += watch(tagged, &mut outline.headings);
            }
        })?;
    let (mut groups, rest) = match &options.brief {
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
    let own = groups.iter().any(|g| !g.headings.is_empty());
    let longest = if own { options.own_example } else { options.example };
    let new = || groups.iter().map(|_| Found::default()).collect::<Vec<_>>();
    let found = fold(records, new, |found, record| {
        for tagged in &record.papers {
            gather_examples(&record.entry.name, tagged, &groups, found, longest, &options.settings);
        }
    })?;
    groups.iter_mut().zip(found).for_each(|(group, found)| group.settle(found));
    Ok(Survey { papers, groups, rest, referred: references.finish() })
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
    let groups = themes
        .iter()
        .take(options.themes)
        .map(|t| {
            let label = codebook.label(Facet::Theme, &t.theme).to_owned();
            let filter = Filter::all(Unit::Passages).with(Key::Theme, [t.theme.as_str()]);
            Group::new(format!("theme-{}", t.theme), label, filter, vec![t.theme.clone()], Vec::new())
        })
        .collect();
    (groups, rest)
}

fn gather_examples(
    source: &str,
    tagged: &TaggedPaper,
    groups: &[Group],
    found: &mut [Found],
    longest: u32,
    settings: &Settings,
) {
    let own_headings = groups.iter().any(|g| !g.headings.is_empty());
    let mut heading_of = claims::Headings::default();
    for (passage, tags) in tagged.paper.passages.iter().zip(&tagged.tags.passages) {
        let heading = if own_headings { heading_of.of(passage).to_owned() } else { String::new() };
        groups.iter().zip(&mut *found).for_each(|(group, found)| group.state(tags, &heading, found));
        let needed = groups.iter().any(|group| match group.headings.as_slice() {
            [] => tags
                .statements
                .iter()
                .any(|s| !s.areas.is_empty() && s.themes.iter().any(|t| group.concepts.contains(&t.id))),
            own => own.contains(&heading),
        });
        if !needed {
            continue;
        }
        let worth: Vec<f64> = tags
            .statements
            .iter()
            .enumerate()
            .map(|(i, s)| {
                let text = quotation(passage, s);
                let alone = quality::alone(text, s.stance, s.claim, i, settings).total();
                if quality::quotable(text, passage.kind, tagged.paper.kind) { alone } else { alone - 10.0 }
            })
            .collect();
        for (group, found) in groups.iter().zip(&mut *found) {
            let mut best: BTreeMap<&str, usize> = BTreeMap::new();
            let mut put = |code, i: usize| {
                let at = best.entry(code).or_insert(i);
                if worth[i] > worth[*at] {
                    *at = i;
                }
            };
            match group.headings.as_slice() {
                [] => {
                    for (i, s) in tags.statements.iter().enumerate() {
                        if s.themes.iter().any(|t| group.concepts.contains(&t.id)) {
                            s.areas.iter().for_each(|a| put(&a.id, i));
                        }
                    }
                }
                own if own.contains(&heading) => {
                    found.members.insert(passage.id.clone());
                    for code in claims::places(tags, Some(Scope::LeadIn)) {
                        (0..tags.statements.len()).for_each(|i| put(code, i));
                    }
                }
                _ => {}
            }
            for (code, i) in best {
                let better = found.examples.get(code).is_none_or(|e| worth[i] > e.worth);
                if better {
                    let text = excerpt(passage, tags, i, longest).to_owned();
                    let citation = cite(source, &tagged.paper.id, passage);
                    found.examples.insert(code.to_owned(), Example { text, citation, worth: worth[i] });
                }
            }
        }
    }
}

/// The passage without its lead-in where it is short enough; else the sentence `best` with as many of those after and before it
/// as fit. Of a table row, the statement alone.
fn excerpt<'a>(passage: &'a Passage, tags: &PassageTags, best: usize, longest: u32) -> &'a str {
    let begin = after_lead_in(passage);
    let whole = char_slice(&passage.text, begin, u32::MAX).trim();
    let statements = &tags.statements;
    if passage.text.contains(" | ") {
        return quotation(passage, &statements[best]);
    }
    if char_len(whole) <= longest {
        return whole;
    }
    let (mut first, mut last) = (best, best);
    let length = |first: usize, last: usize| statements[last].end.saturating_sub(statements[first].start.max(begin));
    loop {
        if last + 1 < statements.len() && length(first, last + 1) <= longest {
            last += 1;
        } else if first > 0 && length(first - 1, last) <= longest {
            first -= 1;
        } else {
            break;
        }
    }
    char_slice(&passage.text, statements[first].start.max(begin), statements[last].end).trim()
}
