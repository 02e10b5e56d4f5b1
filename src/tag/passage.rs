//! A passage's statements and mentions.

use super::areas;
use super::found::{Chars, Found};
use super::headings::Headings;
use super::lexicon::Entry;
use super::matcher::Hit;
use super::opening::Opening;
use super::places::{Names, PaperContext};
use super::reading::{Reading, Sentence};
use super::rules::Role;
use super::stated;
use super::substance::{self, Substance};
use super::tagger::Tagger;
use super::themes::{self, Surroundings};
use super::titles;
use super::tokens::Tokens;
use crate::model::codebook::Facet;
use crate::model::paper::{Passage, PassageKind};
use crate::model::tags::{Coded, Mention, PassageTags, Scope, Stance, Statement};
use crate::util::hash;
use std::cell::RefCell;

/// Words from which a passage takes the theme of a heading where it has none: of 32 shorter ones in passages that people coded
/// the heading was right for seven.
const LEAST_FILLED: usize = 12;

/// Tags the passages of one paper.
pub(super) struct PassageTagger<'a> {
    /// The lexicon.
    pub(super) tagger: &'a Tagger,
    /// What the gazetteer knows of the paper.
    pub(super) context: &'a PaperContext,
    /// The names in each passage.
    pub(super) names: &'a [Names],
    /// The paper's headings.
    pub(super) headings: Headings<'a>,
    /// The area that the paper is by or about.
    pub(super) paper_area: Option<&'a str>,
    /// The paper's title.
    pub(super) title: &'a str,
    /// The areas that the title names are the paper's, or where people met: it gives none as a heading does.
    pub(super) title_speaks: bool,
    /// The themes that it names.
    pub(super) paper_themes: Vec<u16>,
}

/// Hits that say nothing, each with the reason.
pub(super) type Notes = RefCell<Vec<(Hit, String)>>;

impl PassageTagger<'_> {
    /// The tags of every passage, in order.
    pub(super) fn all(&self, passages: &[Passage]) -> Vec<PassageTags> {
        passages.iter().zip(self.names).map(|(passage, names)| self.one(passage, names, None)).collect()
    }

    pub(super) fn one(&self, passage: &Passage, names: &Names, notes: Option<&Notes>) -> PassageTags {
        let tokens = Tokens::of(&passage.text);
        let hits = self.tagger.rules.find(&tokens, &passage.text);
        let (places, bodies) = self.tagger.gazetteer.find_among(&passage.text, names, self.context);
        let chars = Chars::of(&passage.text);
        let lead_end = match (passage.kind, passage.lead_in) {
            (PassageKind::Row, head) => {
                let head = head.map_or(0, |length| chars.byte(&passage.text, length));
                areas::row_head(&passage.text, head, &places)
            }
            (_, Some(length)) => chars.byte(&passage.text, length),
            (_, None) => areas::plain_lead(&passage.text, &places),
        };
        let substance = substance::of(&passage.text, &tokens, &hits, &self.tagger.rules);
        let reached = if substance <= Substance::Row { Vec::new() } else { self.reached(passage, &tokens, &hits) };
        let example = lead_end > 0 && places.iter().any(|place| place.end <= lead_end);
        let fills = reached.is_empty() && substance == Substance::Says && tokens.list().len() >= LEAST_FILLED;
        let found = Found {
            passage,
            charted: match (example, fills) {
                (true, _) => self.charting(passage),
                (false, true) => self.filling(passage),
                (false, false) => None,
            },
            reached,
            lead_end,
            tokens,
            hits,
            places,
            bodies,
            chars,
        };
        let mut mentions = self.direct(&found);
        self.inherited(&found, &mut mentions);
        let statements = self.statements(&found, &mut mentions, notes);
        mentions.sort_by(|a, b| key(a).cmp(&key(b)));
        mentions.dedup_by(|a, b| key(a) == key(b));
        let evidence = substance != Substance::None;
        PassageTags {
            stance: overall(&statements),
            figures: if evidence { stated::figures(passage, &statements) } else { Vec::new() },
            bases: if evidence { stated::bases(passage, &statements) } else { Vec::new() },
            mentions,
            statements,
        }
    }

    /// The themes that the passage is about.
    fn reached(&self, passage: &Passage, tokens: &Tokens, hits: &[Hit]) -> Vec<u16> {
        let above = self.above(passage);
        let titles = titles::spans(&passage.text, tokens);
        let around = Surroundings { words: tokens.list().len(), titles: &titles, above: &above };
        themes::reached(&self.tagger.rules, &self.tagger.lexicon.themes, hits, &around)
    }

    /// The theme of the nearest thing that stands over a passage and names one, with the term that names it.
    fn charting(&self, passage: &Passage) -> Option<(u16, String)> {
        let stem = || passage.stem.as_deref().and_then(|stem| self.headings.get(stem).theme.clone());
        self.headings.theme(&passage.locator.section).or_else(stem)
    }

    /// The theme that a heading gives a passage without one of its own. The items of a list go on from what stands over the list; other
    /// text takes no more than its own heading, and none from the paper's title: of 27 themes that only a heading further up named,
    /// people gave six.
    fn filling(&self, passage: &Passage) -> Option<(u16, String)> {
        match passage.stem {
            Some(_) => self.charting(passage),
            None => {
                let heading = passage.locator.section.last().filter(|heading| *heading != self.title)?;
                self.headings.get(heading).theme.clone()
            }
        }
    }

    /// The themes that the paper's title, the stem and the nearest heading name.
    pub(super) fn above(&self, passage: &Passage) -> Vec<u16> {
        let mut above = self.paper_themes.clone();
        above.extend(passage.stem.as_deref().and_then(|stem| self.headings.get(stem).theme.as_ref().map(|t| t.0)));
        above.extend(self.headings.theme(&passage.locator.section).map(|(theme, _)| theme));
        above
    }

    /// Mentions by the passage's own words: themes, places, bodies.
    fn direct(&self, found: &Found<'_>) -> Vec<Mention> {
        let mut out = Vec::new();
        for hit in &found.hits {
            let rule = self.tagger.rules.rule(hit);
            let Role::Theme(theme) = rule.role else { continue };
            if found.reached.contains(&theme) {
                let (start, end) = found.bytes(hit.first, hit.last);
                let id = id_of(&self.tagger.lexicon.themes, theme);
                out.push(found.mention(Facet::Theme, id, None, start..end, format!("term:{}", rule.text)));
            }
        }
        for place in &found.places {
            let code = Some(place.code.clone());
            out.push(found.mention(Facet::Place, &place.name, code, place.start..place.end, place.rule.clone()));
        }
        for body in &found.bodies {
            out.push(found.mention(Facet::Organisation, &body.id, None, body.start..body.end, body.rule.clone()));
        }
        out
    }

    /// Mentions by headings and by the paper.
    fn inherited(&self, found: &Found<'_>, mentions: &mut Vec<Mention>) {
        if let Some((theme, term)) = &found.charted {
            let id = id_of(&self.tagger.lexicon.themes, *theme);
            mentions.push(inherited(Facet::Theme, id, None, Scope::Heading, format!("heading:{term}")));
        }
        self.areas_above(found, mentions);
    }

    fn statements(&self, found: &Found<'_>, mentions: &mut Vec<Mention>, notes: Option<&Notes>) -> Vec<Statement> {
        let passage = found.passage;
        let mut out = Vec::new();
        let mut turned = false;
        let mut before = Stance::Neutral;
        let header = found.header(0).map(|header| self.headings.get(header));
        let takes_sides = header.is_some_and(|tags| tags.opening.as_ref().is_some_and(Opening::takes_sides));
        for (start, end) in found.sentences(takes_sides) {
            let range = found.tokens.within(start, end);
            let first = found.hits.partition_point(|hit| (hit.first as usize) < range.start);
            let hits: Vec<Hit> = found.hits[first..]
                .iter()
                .take_while(|h| (h.first as usize) < range.end)
                .filter(|h| (h.last as usize) < range.end)
                .copied()
                .collect();
            if range.is_empty() || passage.kind == PassageKind::Row && range.len() < 3 && hits.is_empty() {
                continue;
            }
            let header = found.header(start);
            let opening = self.opening(passage, header);
            let opening = match before {
                Stance::Strength | Stance::Challenge if illustrates(&passage.text[start..end]) => {
                    opening.illustrating(before == Stance::Strength)
                }
                _ if turned => opening.turned(),
                _ => opening,
            };
            let text = &passage.text[start..end];
            let rules = &self.tagger.rules;
            let sentence = Sentence { rules, tokens: &found.tokens, range, hits: &hits, text, start, notes };
            let reading = sentence.read(&opening);
            turned |= reading.turns;
            before = reading.stance;
            self.mention_stated(found, &reading, mentions);
            let areas = self.areas_of(found, (start, end), mentions);
            out.push(self.statement(found, (start, end), &hits, reading, areas));
        }
        out
    }

    fn opening(&self, passage: &Passage, header: Option<&str>) -> Opening {
        let sections = passage.locator.section.iter().rev().map(String::as_str);
        self.headings.opening(passage.stem.as_deref(), header, sections)
    }

    fn mention_stated(&self, found: &Found<'_>, reading: &Reading, mentions: &mut Vec<Mention>) {
        for stated in &reading.stated {
            let (facet, entries) = if stated.strength {
                (Facet::Strength, &self.tagger.lexicon.strengths)
            } else {
                (Facet::Challenge, &self.tagger.lexicon.challenges)
            };
            let (start, end) = found.bytes(stated.first, stated.last);
            let mut mention =
                found.mention(facet, id_of(entries, stated.concept), None, start..end, stated.rule.clone());
            mention.scope = Scope::Direct;
            mentions.push(mention);
        }
    }

    fn statement(
        &self,
        found: &Found<'_>,
        at: (usize, usize),
        hits: &[Hit],
        reading: Reading,
        areas: Vec<Coded>,
    ) -> Statement {
        let start = found.chars.of_byte(at.0);
        let lexicon = &self.tagger.lexicon;
        let concepts = |strength: bool, entries: &[Entry]| {
            let of_facet = reading.stated.iter().filter(|s| s.strength == strength);
            of_facet.map(|s| id_of(entries, s.concept).to_owned()).collect()
        };
        Statement {
            id: hash::short_id(&[&found.passage.id, &start.to_string()]),
            start,
            end: found.chars.of_byte(at.1),
            stance: reading.stance,
            claim: reading.claim,
            themes: self.themes_of(found, hits),
            areas,
            challenges: concepts(false, &lexicon.challenges),
            strengths: concepts(true, &lexicon.strengths),
        }
    }

    /// A statement's own themes; failing them those of its lead-in or the one that a heading gives the passage.
    fn themes_of(&self, found: &Found<'_>, hits: &[Hit]) -> Vec<Coded> {
        let mut own = self.reached_in(found, hits.iter());
        let mut scope = Scope::Direct;
        if own.is_empty() && found.lead_end > 0 {
            let lead = found.tokens.within(0, found.lead_end);
            own = self.reached_in(found, found.hits.iter().filter(|hit| lead.contains(&(hit.first as usize))));
            scope = Scope::LeadIn;
        }
        if own.is_empty() {
            own.extend(found.charted.as_ref().map(|(theme, _)| *theme));
            scope = Scope::Heading;
        }
        let themes = &self.tagger.lexicon.themes;
        own.into_iter().map(|theme| Coded { id: id_of(themes, theme).to_owned(), scope }).collect()
    }

    fn reached_in<'h>(&self, found: &Found<'_>, hits: impl Iterator<Item = &'h Hit>) -> Vec<u16> {
        let mut out: Vec<u16> = hits
            .filter_map(|hit| match self.tagger.rules.rule(hit).role {
                Role::Theme(theme) if found.reached.contains(&theme) => Some(theme),
                _ => None,
            })
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Whether a sentence opens as an example of the one before.
fn illustrates(sentence: &str) -> bool {
    const OPENERS: [&str; 6] =
        ["For example", "For instance", "An example of this", "As an example", "E.g.", "Examples of this"];
    OPENERS.iter().any(|opener| sentence.starts_with(opener))
}

pub(super) fn inherited(facet: Facet, concept: &str, code: Option<String>, scope: Scope, rule: String) -> Mention {
    Mention { facet, concept: concept.to_owned(), code, surface: String::new(), span: None, scope, rule }
}

pub(super) fn id_of(entries: &[Entry], number: u16) -> &str {
    entries.get(number as usize).map_or("", |entry| entry.id.as_str())
}

type MentionKey<'m> = (Facet, Scope, Option<(u32, u32)>, &'m str, &'m Option<String>);

fn key(mention: &Mention) -> MentionKey<'_> {
    (mention.facet, mention.scope, mention.span, &mention.concept, &mention.code)
}

/// A passage's stance from those of its statements.
fn overall(statements: &[Statement]) -> Stance {
    let has = |stance: Stance| statements.iter().any(|s| s.stance == stance);
    match (has(Stance::Strength), has(Stance::Challenge)) {
        _ if has(Stance::Mixed) => Stance::Mixed,
        (true, true) => Stance::Mixed,
        (true, false) => Stance::Strength,
        (false, true) => Stance::Challenge,
        (false, false) => Stance::Neutral,
    }
}
