//! `sederunt why`: why a passage has its tags.

use super::args::Format;
use super::printer::{self, Printer, STRONG};
use super::{Outcome, Session};
use crate::model::explanation::Explanation;
use crate::pipeline::{self, Decided, Explained, Why};
use crate::store::Store;
use crate::util::plural::count;
use clap::Args;
use serde::Serialize;

/// Arguments of `why`.
#[derive(Debug, Args)]
pub(super) struct WhyArgs {
    /// Id of a passage as the tables give it, its first six characters or more, or words that stand in it
    #[arg(required = true, value_name = "PASSAGE")]
    passage: Vec<String>,
}

/// What programs read. Version 1.
#[derive(Serialize)]
struct View<'a> {
    version: u32,
    found: usize,
    other_lexicon: bool,
    passages: Vec<PassageView<'a>>,
}

#[derive(Serialize)]
struct PassageView<'a> {
    citation: &'a str,
    paper_title: &'a str,
    #[serde(flatten)]
    explanation: &'a Explanation,
    decided: &'a [Decided],
}

pub(super) fn why(session: &Session, args: &WhyArgs, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let Why { explained, found, other_lexicon } = pipeline::why(&store, &session.settings, &args.passage.join(" "))?;
    let text = match session.format {
        Some(Format::Json) => {
            let passages = explained
                .iter()
                .map(|e| PassageView {
                    citation: &e.citation,
                    paper_title: &e.paper_title,
                    explanation: &e.explanation,
                    decided: &e.decided,
                })
                .collect();
            serde_json::to_string_pretty(&View { version: 1, found, other_lexicon, passages })? + "\n"
        }
        Some(Format::Csv) => csv(&explained)?,
        _ => explained.iter().map(text).collect::<Vec<_>>().join("\n"),
    };
    printer.data(&text)?;
    if other_lexicon {
        printer.warn(
            "the index was tagged with another lexicon than the one in use: what is shown here follows the one in use, and tables \
             and searches may differ; run `sederunt build` with it, or name the lexicon of the index with --lexicon",
        );
    }
    if explained.is_empty() {
        printer.say("No passage has this id or these words.");
        return Ok(Outcome::Nothing);
    }
    if found > explained.len() {
        printer.say(&format!(
            "{} have these words; give an id for one of the others.",
            count(found as u64, "passage", "passages")
        ));
    }
    Ok(Outcome::Done)
}

fn text(explained: &Explained) -> String {
    let e = &explained.explanation;
    let mut out =
        format!("{STRONG}{}{STRONG:#}  {}\n{}\n{}\n", explained.citation, e.passage_id, explained.paper_title, e.text);
    if let Some(stem) = &e.stem {
        out.push_str(&format!("  below: {stem}\n"));
    }
    if !e.section.is_empty() {
        out.push_str(&format!("  section: {}\n", e.section.join(" > ")));
    }
    out.push_str(&format!("  read as {}; stance {}\n", e.substance, e.tags.stance.as_str()));
    out.push_str("\nTags\n");
    for mention in &e.tags.mentions {
        let surface = if mention.surface.is_empty() { String::new() } else { format!(" \"{}\"", mention.surface) };
        out.push_str(&format!(
            "  {:<12} {:<28} {:<8} {}{surface}\n",
            mention.facet.as_str(),
            mention.concept,
            mention.scope.as_str(),
            mention.rule
        ));
    }
    if !explained.decided.is_empty() {
        out.push_str("\nDecisions of people, applied to the tags above\n");
    }
    for decided in &explained.decided {
        out.push_str(&format!("  {:<12} {:<28} {}\n", decided.facet, decided.concept, decided.said));
    }
    if !e.themes.is_empty() {
        out.push_str("\nThemes: own terms + what stands above, against what is needed\n");
    }
    for theme in &e.themes {
        out.push_str(&format!(
            "  {:<28} {:.2} + {:.2} of {:.2}  {}\n",
            theme.theme, theme.terms, theme.above, theme.needed, theme.fate
        ));
    }
    out.push_str("\nTerms\n");
    for hit in &e.hits {
        out.push_str(&format!(
            "  {:>4} \"{}\"  {} {} `{}` ({}): {}\n",
            hit.start, hit.surface, hit.role, hit.concept, hit.term, hit.weight, hit.fate
        ));
    }
    out
}

fn csv(explained: &[Explained]) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["passage_id", "start", "end", "surface", "role", "concept", "term", "weight", "fate"])?;
    for e in explained {
        for hit in &e.explanation.hits {
            out.write_record([
                e.explanation.passage_id.as_str(),
                &hit.start.to_string(),
                &hit.end.to_string(),
                &hit.surface,
                &hit.role,
                &hit.concept,
                &hit.term,
                &hit.weight.to_string(),
                &hit.fate,
            ])?;
        }
        for decided in &e.decided {
            let id = e.explanation.passage_id.as_str();
            out.write_record([id, "", "", "", "review", &decided.concept, &decided.facet, "", &decided.said])?;
        }
    }
    printer::table(out)
}
