//! Why a passage has its tags: every term found in it with what became of it.

use super::found::Chars;
use super::matcher::Hit;
use super::passage::{Notes, PassageTagger, id_of};
use super::places::Names;
use super::rules::{Fate, Role};
use super::substance::{self, Substance};
use super::tagger::Tagger;
use super::themes::{self, Gathered, Outcome, Surroundings};
use super::titles;
use super::tokens::Tokens;
use crate::model::explanation::{ExplainedHit, ExplainedTheme, Explanation};
use crate::model::paper::Passage;

impl Tagger {
    /// What kind of rule a role is, and the concept or group of cues that it is of.
    pub(super) fn named(&self, role: Role) -> (&'static str, &str) {
        let lexicon = &self.lexicon;
        match role {
            Role::Theme(i) => ("theme", id_of(&lexicon.themes, i)),
            Role::Challenge(i) => ("challenge", id_of(&lexicon.challenges, i)),
            Role::ChallengeSubject(i) => ("challenge subject", id_of(&lexicon.challenges, i)),
            Role::Strength(i) => ("strength", id_of(&lexicon.strengths, i)),
            Role::StrengthSubject(i) => ("strength subject", id_of(&lexicon.strengths, i)),
            Role::Cue(cue) => ("cue", cue.id()),
        }
    }
}

impl PassageTagger<'_> {
    /// Everything that bears on the tags of this passage.
    pub(super) fn explain(&self, passage: &Passage, names: &Names) -> Explanation {
        let notes = Notes::default();
        let tags = self.one(passage, names, Some(&notes));
        let rules = &self.tagger.rules;
        let tokens = Tokens::of(&passage.text);
        let (all, fates) = rules.weigh(&tokens, &passage.text);
        let standing: Vec<Hit> =
            all.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Stands).map(|(hit, _)| *hit).collect();
        let titles = titles::spans(&passage.text, &tokens);
        let above = self.above(passage);
        let around = Surroundings { words: tokens.list().len(), titles: &titles, above: &above };
        let substance = substance::of(&passage.text, &tokens, &standing, rules);
        let gathered = themes::gather(rules, &self.tagger.lexicon.themes, &standing, &around);
        let chars = Chars::of(&passage.text);
        let hits = all.iter().zip(&fates).map(|(hit, fate)| {
            let list = tokens.list();
            let (from, to) = (list[hit.first as usize].start as usize, list[hit.last as usize].end as usize);
            let rule = rules.rule(hit);
            let (role, concept) = self.tagger.named(rule.role);
            let fate = self.fate(hit, *fate, &notes, &titles, substance);
            ExplainedHit {
                surface: passage.text.get(from..to).unwrap_or("").to_owned(),
                start: chars.of_byte(from),
                end: chars.of_byte(to),
                role: role.to_owned(),
                concept: concept.to_owned(),
                term: rule.text.clone(),
                weight: rule.weight,
                counts: fate.is_ok(),
                fate: fate.map_or_else(|why| why, str::to_owned),
            }
        });
        Explanation {
            passage_id: passage.id.clone(),
            text: passage.text.clone(),
            section: passage.locator.section.clone(),
            stem: passage.stem.clone(),
            substance: match substance {
                Substance::None => "procedure, names or figures: no theme",
                Substance::Row => "a row of figures or the heads of columns: no theme",
                Substance::Names => "a phrase: themes that it names itself",
                Substance::Says => "a statement",
            }
            .to_owned(),
            hits: hits.collect(),
            themes: gathered.iter().map(|g| self.theme(g, substance)).collect(),
            tags,
        }
    }

    /// How a term counts, or why it does not.
    fn fate(
        &self,
        hit: &Hit,
        fate: Fate,
        notes: &Notes,
        titles: &[std::ops::Range<u32>],
        substance: Substance,
    ) -> Result<&'static str, String> {
        let rules = &self.tagger.rules;
        match fate {
            Fate::Unless(block) => return Err(format!("not here: `unless = {}`", rules.numbered(block).text)),
            Fate::Within(outer) => return Err(format!("part of `{}`", rules.numbered(outer).text)),
            Fate::NotAtHead => return Err("counts only at the head of a sentence".to_owned()),
            Fate::Stands => {}
        }
        if let Some((_, why)) = notes.borrow().iter().find(|(noted, _)| noted == hit) {
            return Err(why.clone());
        }
        let theme = matches!(rules.rule(hit).role, Role::Theme(_));
        if theme && substance <= Substance::Row {
            return Err("the passage has no subject".to_owned());
        }
        if theme && titles.iter().any(|title| title.start <= hit.first && hit.last < title.end) {
            return Ok("counts little: part of the title of an office or committee");
        }
        Ok("counts")
    }

    fn theme(&self, gathered: &Gathered, substance: Substance) -> ExplainedTheme {
        let fate = match gathered.outcome {
            _ if substance <= Substance::Row => "the passage has no subject",
            Outcome::Given => "given",
            Outcome::Short => "too little is said of it",
            Outcome::Outweighed => "much more is said of another",
            Outcome::Crowded => "more is said of others",
        };
        ExplainedTheme {
            theme: id_of(&self.tagger.lexicon.themes, gathered.theme).to_owned(),
            terms: gathered.terms,
            above: gathered.above,
            needed: gathered.needed,
            fate: fate.to_owned(),
        }
    }
}
