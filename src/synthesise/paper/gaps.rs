//! Where the papers are silent, and what rests on little.

use super::choose::names;
use super::numbers::{breadth, named};
use super::phrases::{are, have, in_sentence};
use super::{Writing, counted, section, template};
use crate::model::codebook::Facet;
use crate::model::evidence::{AreaState, Concentration};
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and, join_or};
use std::collections::{BTreeMap, BTreeSet};

/// Areas without a paper that are named one by one; all the councils of Scotland are 32.
const LISTED: usize = 32;

/// Where the papers are silent, for the themes that lead and the areas that contribute to them.
pub(super) fn gaps(writing: &Writing<'_>) -> Section {
    let areas = contributing(writing);
    let mut paragraphs = vec![template(match writing.options.narrowing.is_all() {
        true => "A gap means that no paper read here says anything. It does not mean that nothing is done there.",
        false => {
            "A gap means that nothing within the filter speaks of it. Papers or passages that the filter leaves out may, and it does \
             not mean that nothing is done there."
        }
    })];
    paragraphs.extend(pairs(writing, areas.len() as u64));
    paragraphs.extend(silent(writing, &areas));
    paragraphs.extend(single(writing));
    // Of one area alone, all comes from it.
    if areas.len() > 1 {
        paragraphs.extend(concentrated(writing));
    }
    paragraphs.extend(unnamed(writing));
    section(SectionKind::Gaps, "Where the papers are silent", paragraphs)
}

/// Areas, nations left out, that have a passage on one of the leading themes.
fn contributing<'a>(writing: &'a Writing<'_>) -> BTreeSet<&'a str> {
    let codes = writing.survey.groups.iter().flat_map(|g| g.examples.keys().map(String::as_str));
    codes.filter(|code| !writing.codebook.area(code).is_some_and(|a| a.is_nation)).collect()
}

fn pairs(writing: &Writing<'_>, areas: u64) -> Option<Paragraph> {
    let filters: Vec<Filter> = writing.survey.groups.iter().map(|g| g.filter.over(Unit::Areas)).collect();
    let claims: Vec<Claim> = filters.iter().map(|f| writing.numbers.claim(f)).collect();
    let (themes, filled) = (filters.len() as u64, claims.iter().map(|c| c.value).sum::<u64>());
    let all = themes * areas;
    if all == 0 {
        return None;
    }
    let none = all.saturating_sub(filled);
    let text = format!(
        "{} and {} make {}; {filled} {} a passage and {none} {} none.",
        count(themes, "theme", "themes"),
        count(areas, "area", "areas"),
        count(all, "pair", "pairs"),
        have(filled),
        have(none)
    );
    let derived = [("themes", themes), ("contributing", areas), ("product", all), ("sum", filled), ("rest", none)];
    let derived = derived.map(|(filter, value)| Claim { filter: filter.to_owned(), value });
    Some(counted(text, claims.into_iter().chain(derived).collect(), Vec::new()))
}

/// For each theme, the areas that others speak of and it does not.
fn silent(writing: &Writing<'_>, areas: &BTreeSet<&str>) -> Vec<Paragraph> {
    let mut made = Vec::new();
    for group in &writing.survey.groups {
        let missing: Vec<&str> = areas.iter().copied().filter(|code| !group.examples.contains_key(*code)).collect();
        if missing.is_empty() {
            continue;
        }
        let text =
            format!("On {}, nothing is said of {}.", in_sentence(&group.label), join_or(&names(writing, &missing)));
        let filter = group.filter.over(Unit::Areas);
        made.push(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()));
    }
    made
}

/// Themes that rest on one paper or one area, where there are more.
fn single(writing: &Writing<'_>) -> Vec<Paragraph> {
    let mut made = Vec::new();
    for group in &writing.survey.groups {
        let [_, papers, areas] = breadth(&group.filter);
        for (filter, what, more) in
            [(papers, "paper", writing.survey.papers.len() > 1), (areas, "area", contributing(writing).len() > 1)]
        {
            if more && writing.numbers.value(&filter) == 1 {
                let within = if writing.options.narrowing.is_all() { "" } else { " within the filter" };
                let text = format!("Only one {what}{within} speaks about {}.", in_sentence(&group.label));
                made.push(counted(text, vec![writing.numbers.claim(&filter)], Vec::new()));
            }
        }
    }
    made
}

/// The areas of each nation that no paper names or, within a filter, no passage; where the filter asks for areas, those alone. Why there
/// is nothing is said as in the framework matrix.
fn unnamed(writing: &Writing<'_>) -> Vec<Paragraph> {
    let narrowing = &writing.options.narrowing;
    let sentence = |nation: &str| {
        let filter: Filter = named(nation, "no");
        let mut codes = writing.numbers.areas(&filter);
        codes.retain(|code| narrowing.places.is_empty() || narrowing.places.contains(code));
        let n = codes.len() as u64;
        let areas = count(n, "area", "areas");
        let opening = if !narrowing.places.is_empty() {
            "Not every area that the filter asks for is named by a passage within it".to_owned()
        } else if !narrowing.is_all() {
            format!("{areas} of {nation} {} named by no passage within the filter", are(n))
        } else {
            format!("{areas} of {nation} {} named in no paper", are(n))
        };
        // A list that nobody reads to its end is a table.
        let list = match codes.len() <= LISTED {
            true => by_state(writing, &codes),
            false => "they stand in coverage.csv".to_owned(),
        };
        (n > 0).then(|| counted(format!("{opening}: {list}."), vec![writing.numbers.claim(&filter)], Vec::new()))
    };
    writing.nations().into_iter().filter_map(sentence).collect()
}

/// Areas by the reason why nothing is said of them; where nobody wrote of any, their names alone.
fn by_state(writing: &Writing<'_>, codes: &[String]) -> String {
    let state = |code: &str| {
        let known = writing.synthesis.coverage.iter().find(|a| a.area == code);
        known.map_or(AreaState::NoPaper, |a| a.state)
    };
    let why = |state| match state {
        AreaState::Evidence | AreaState::Excluded => "excluded by the filter",
        AreaState::Silent => "named by papers that say nothing on a theme",
        AreaState::Unreadable => "a paper could not be read",
        AreaState::NoPaper => "no paper",
    };
    let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    codes.iter().for_each(|code| of.entry(why(state(code))).or_default().push(code));
    let said = |(why, codes): (&&str, &Vec<&str>)| format!("{} ({why})", join_and(&names(writing, codes)));
    match of.values().next() {
        Some(codes) if writing.options.narrowing.is_all() && of.keys().eq(["no paper"].iter()) => {
            join_and(&names(writing, codes))
        }
        _ => of.iter().map(said).collect::<Vec<_>>().join("; "),
    }
}

/// Themes of which one area gives most, and how many findings rest on one area alone.
fn concentrated(writing: &Writing<'_>) -> Vec<Paragraph> {
    let leading: BTreeSet<&str> =
        writing.survey.groups.iter().flat_map(|g| g.concepts.iter().map(String::as_str)).collect();
    let fits = |c: &&Concentration| leading.contains(c.theme.as_str());
    let mut made = Vec::new();
    let (mut single, mut all) = (0, 0);
    for theme in writing.synthesis.concentration.iter().filter(fits) {
        single += u64::from(theme.single);
        all += u64::from(theme.findings);
        if theme.passages * 2 <= theme.of || theme.of < 4 {
            continue;
        }
        let label = writing.codebook.label(Facet::Theme, &theme.theme);
        let area = writing.codebook.area_name(&theme.area);
        let filter =
            Filter::all(Unit::Passages).with(Key::Theme, [theme.theme.as_str()]).with(Key::Area, [theme.area.as_str()]);
        let (n, of) = (theme.passages, theme.of);
        let text =
            format!("More than half of what areas say on {} comes from {area}: {n} of {of}.", in_sentence(label));
        let cells = Claim { filter: format!("concentration {}", theme.theme), value: u64::from(of) };
        made.push(counted(text, vec![Claim { filter: filter.to_string(), value: u64::from(n) }, cells], Vec::new()));
    }
    if all > 0 {
        let themes: Vec<&str> = leading.into_iter().collect();
        let claim = |what: &str, value| Claim { filter: format!("findings {what} {}", themes.join("|")), value };
        let finding =
            count(all, "finding that takes a stance and names an area", "findings that take a stance and name an area");
        let text = format!("Of {finding}, {single} {} on one area alone.", if single == 1 { "rests" } else { "rest" });
        made.push(counted(text, vec![claim("all", all), claim("single", single)], Vec::new()));
    }
    made
}
