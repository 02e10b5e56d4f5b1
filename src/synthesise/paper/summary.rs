//! The page that stands first: what was read, the best of each theme, what is most widely said to work and to be hard, what is asked.

use super::numbers::{breadth, concept};
use super::{Writing, choose, counted, front, phrases, section, voices};
use crate::model::codebook::Facet;
use crate::model::evidence::ConceptSummary;
use crate::model::learning::{Claim, Paragraph, Section, SectionKind};
use crate::synthesise::claims::{Filter, Key, Unit};
use crate::util::plural::{count, join_and};
use crate::util::text::word_count;

/// Words of a page, and what the heading, the space and the note of a quotation take of it.
const PAGE: u64 = 420;
/// See [`PAGE`].
const AROUND: u64 = 26;
/// Strengths, and challenges, that are named.
const NAMED: usize = 3;

pub(super) fn section_of(writing: &Writing<'_>) -> Section {
    let mut paragraphs = vec![opening(writing)];
    paragraphs.extend(widest(writing, &writing.synthesis.strengths, Facet::Strength));
    paragraphs.extend(widest(writing, &writing.synthesis.challenges, Facet::Challenge));
    let mut words: u64 = paragraphs.iter().map(|p| word_count(&p.text)).sum();
    for &at in &writing.plan.summary {
        let theme = writing.plan.themes.iter().position(|list| list.contains(&at));
        let label = theme.and_then(|i| writing.survey.groups.get(i)).map(|g| g.label.as_str());
        let Some(quoted) = choose::paragraph(writing, at, label) else { continue };
        words += taken(&quoted);
        if words > PAGE {
            break;
        }
        paragraphs.push(quoted);
    }
    let ask = voices::first_ask(writing);
    paragraphs.extend(ask.filter(|ask| words + taken(ask) <= PAGE));
    section(SectionKind::Summary, "Summary", paragraphs)
}

/// The room that a quotation takes, in words.
fn taken(quoted: &Paragraph) -> u64 {
    word_count(&quoted.text) + quoted.label.as_deref().map_or(0, word_count) + AROUND
}

fn opening(writing: &Writing<'_>) -> Paragraph {
    let filters = [Unit::Papers, Unit::Passages].map(Filter::all);
    let [papers, passages] = [0, 1].map(|i| writing.numbers.value(&filters[i]));
    let themes = writing.survey.groups.len() as u64;
    let over = match themes {
        0 => String::new(),
        1 => " 1 theme has a section of its own.".to_owned(),
        _ => format!(" {} have a section of their own.", count(themes, "theme", "themes")),
    };
    let text = match front::filter_in_words(writing) {
        Some(filter) if passages == 0 => {
            format!("Nothing that was read meets the filter, which asks for passages {filter}.")
        }
        None if passages == 0 => "Nothing was read that this paper could speak of.".to_owned(),
        _ => format!(
            "This paper sets out what {} with {} say{}.{over}",
            count(papers, "paper", "papers"),
            count(passages, "passage", "passages"),
            if papers == 1 { "s" } else { "" },
        ),
    };
    let mut claims: Vec<Claim> = filters.iter().map(|f| writing.numbers.claim(f)).collect();
    claims.push(Claim { filter: "themes".into(), value: themes });
    counted(text, claims, Vec::new())
}

/// The strengths or challenges that most areas state.
fn widest(writing: &Writing<'_>, concepts: &[ConceptSummary], facet: Facet) -> Option<Paragraph> {
    let (key, what) = match facet {
        Facet::Strength => (Key::Strength, "said to work"),
        _ => (Key::Challenge, "said to be hard"),
    };
    let mut claims = Vec::new();
    let mut parts = Vec::new();
    // Where each stands in one area at most, nothing is wide, and passages tell more.
    let areas_of = |summary: &ConceptSummary| writing.numbers.value(&breadth(&concept(key, &summary.id))[2]);
    let wide = concepts.first().is_some_and(|first| areas_of(first) > 1);
    let most = if wide { "Most widely" } else { "Most often" };
    for summary in concepts.iter().take(NAMED.min(writing.options.concepts)) {
        let [passages, _, areas] = breadth(&concept(key, &summary.id));
        let named = wide && areas_of(summary) > 0;
        let filter = if named { areas } else { passages };
        let n = writing.numbers.value(&filter);
        let counted = if named { count(n, "area", "areas") } else { count(n, "passage", "passages") };
        parts.push(format!("{} ({counted})", phrases::in_sentence(writing.codebook.label(facet, &summary.id))));
        claims.push(writing.numbers.claim(&filter));
    }
    (!parts.is_empty()).then(|| counted(format!("{most} {what}: {}.", join_and(&parts)), claims, Vec::new()))
}
