//! What each heading above a passage names, its theme and its areas, and what it says of what stands below it: read once a paper.

use super::opening::Opening;
use super::places::{PaperContext, PlaceHit};
use super::tagger::Tagger;
use super::themes;
use super::tokens::Tokens;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What one heading names.
#[derive(Debug, Default)]
pub(super) struct HeadingTags {
    /// Its one theme, with the term that decided.
    pub(super) theme: Option<(u16, String)>,
    /// Every theme that it names.
    pub(super) themes: Vec<u16>,
    /// The places in it.
    pub(super) places: Vec<PlaceHit>,
    /// The default that it sets.
    pub(super) opening: Option<Opening>,
}

/// The headings of one paper.
pub(super) struct Headings<'a> {
    tagger: &'a Tagger,
    context: &'a PaperContext,
    read: RefCell<BTreeMap<String, Rc<HeadingTags>>>,
}

impl<'a> Headings<'a> {
    /// The headings of a paper with this context.
    pub(super) fn new(tagger: &'a Tagger, context: &'a PaperContext) -> Headings<'a> {
        Headings { tagger, context, read: RefCell::default() }
    }

    /// What a heading names.
    pub(super) fn get(&self, heading: &str) -> Rc<HeadingTags> {
        if let Some(known) = self.read.borrow().get(heading) {
            return known.clone();
        }
        let Tagger { rules, lexicon, gazetteer, .. } = self.tagger;
        let hits = rules.find(&Tokens::of(heading), heading);
        let named = themes::named(rules, &lexicon.themes, &hits);
        let tags = Rc::new(HeadingTags {
            theme: themes::of_heading(rules, &named, &hits),
            themes: named,
            places: gazetteer.find_in(heading, self.context),
            opening: Opening::of(rules, &hits),
        });
        self.read.borrow_mut().insert(heading.to_owned(), tags.clone());
        tags
    }

    /// The nearest of these headings, outermost first, that names a theme.
    pub(super) fn theme(&self, section: &[String]) -> Option<(u16, String)> {
        section.iter().rev().find_map(|heading| self.get(heading).theme.clone())
    }

    /// The default set by a stem; failing that by the header of the column; failing that by the first of these headings that says
    /// anything. A column of strengths or difficulties holds these as a list does.
    pub(super) fn opening<'t>(
        &self,
        stem: Option<&str>,
        header: Option<&str>,
        mut above: impl Iterator<Item = &'t str>,
    ) -> Opening {
        if let Some(opening) = stem.and_then(|stem| self.get(stem).opening.as_ref().map(Opening::as_stem)) {
            return opening;
        }
        if let Some(opening) = header.and_then(|header| self.get(header).opening.clone()) {
            return opening.as_header();
        }
        above.find_map(|text| self.get(text).opening.clone()).unwrap_or_default()
    }

    /// The nearest of these headings that names a place, other than `title`.
    pub(super) fn places(&self, section: &[String], title: Option<&str>) -> Option<Rc<HeadingTags>> {
        section
            .iter()
            .rev()
            .filter(|heading| title != Some(heading.as_str()))
            .map(|heading| self.get(heading))
            .find(|tags| !tags.places.is_empty())
    }
}
