//! `sederunt agree`: the tags measured against what people coded.

use super::args::Format;
use super::printer::{self, Printer, STRONG};
use super::{Outcome, Session};
use crate::pipeline::{self, Agreement, Line, Measured};
use crate::store::Store;
use crate::util::plural::count;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `agree`.
#[derive(Debug, Args)]
pub(super) struct Agree {
    /// Coded passages as CSV or with tabs: passage_id, or source, page and the first words; coder, themes, challenges,
    /// strengths, stance, areas (ids or labels joined by |; areas by any name). Rows that are not measured are named, and then the exit
    /// status is 3
    #[arg(value_name = "CODED")]
    coded: PathBuf,
    /// List every code on which tagger and coders differ
    #[arg(long)]
    differences: bool,
}

/// Most warnings of a kind.
const MOST_SAID: usize = 10;

pub(super) fn agree(session: &Session, args: &Agree, printer: &mut Printer) -> anyhow::Result<Outcome> {
    let store = Store::open(&session.index)?;
    let agreement = pipeline::agree(&store, &session.settings, &args.coded)?;
    let text = match session.format {
        Some(Format::Json) => {
            serde_json::to_string_pretty(&serde_json::json!({ "version": 1, "agreement": agreement }))? + "\n"
        }
        Some(Format::Csv) if args.differences => differences_csv(&agreement)?,
        Some(Format::Csv) => csv(&agreement)?,
        _ => text(&agreement, args.differences),
    };
    printer.data(&text)?;
    for (said, what) in [(&agreement.warnings, "remarks on the table"), (&agreement.not_found, "rows are not measured")]
    {
        said.iter().take(MOST_SAID).for_each(|said| printer.warn(said));
        if said.len() > MOST_SAID {
            printer.warn(&format!("and {} more {what}; --format json lists them all", said.len() - MOST_SAID));
        }
    }
    Ok(match (agreement.passages, agreement.not_found.is_empty()) {
        (0, _) => Outcome::Nothing,
        (_, true) => Outcome::Done,
        (_, false) => Outcome::SomeFailed,
    })
}

fn text(agreement: &Agreement, differences: bool) -> String {
    let passages = match agreement.wanted > agreement.passages {
        true => format!("{} of {} passages", agreement.passages, agreement.wanted),
        false => count(agreement.passages as u64, "passage", "passages"),
    };
    let mut out = format!(
        "{} coded by {}: {}\n\n",
        passages,
        count(agreement.coders.len() as u64, "coder", "coders"),
        agreement.coders.join(", ")
    );
    out.push_str(&format!(
        "{:<11} {:<28} {:<18} {:<18} {:<18} {:>6} {:>6} {:>7} {:>6}\n",
        "", "", "precision", "recall", "F1", "kappa", "alpha", "coders", "alpha"
    ));
    for line in &agreement.lines {
        let whole = line.concept == "all";
        let row = format!(
            "{:<11} {:<28} {:<18} {:<18} {:<18} {:>6} {:>6} {:>7} {:>6}",
            if whole { line.facet.as_str() } else { "" },
            if whole { "" } else { line.concept.as_str() },
            value(line.precision, whole),
            value(line.recall, whole),
            value(line.f1, whole),
            short(line.kappa),
            short(line.alpha),
            short(line.coders_f1),
            short(line.coders_alpha)
        );
        out.push_str(&if whole { format!("{STRONG}{row}{STRONG:#}\n") } else { format!("{row}\n") });
    }
    out.push_str("\nIn brackets the middle 95 of 100 values over passages drawn anew; for stance, precision is the share that agrees.\n\
        kappa and the first alpha are of the tagger and the coders; \"coders\" is the F1 (for stance, the share that agrees) and the \
        last alpha that of the coders among themselves, each pair of them.\n");
    if differences {
        out.push_str("\nDifferences\n");
        for d in &agreement.differences {
            let who = match (d.facet.as_str(), d.tagger, d.coders.is_empty()) {
                ("stance", ..) => format!("tagger {}, {}", d.concept, d.coders.join(", ")),
                (_, true, true) => format!("tagger alone: {}", d.concept),
                (_, true, false) => format!("{} with {}", d.concept, d.coders.join(", ")),
                (_, false, _) => format!("missed: {} ({})", d.concept, d.coders.join(", ")),
            };
            out.push_str(&format!("  {} {} \"{}\"\n    {}: {who}\n", d.passage_id, d.passage, d.text, d.facet));
        }
    }
    out
}

fn value(measured: Option<Measured>, range: bool) -> String {
    match measured {
        None => "-".to_owned(),
        Some(Measured { value, low: Some(low), high: Some(high) }) if range => {
            format!("{value:.2} ({low:.2}-{high:.2})")
        }
        Some(Measured { value, .. }) => format!("{value:.2}"),
    }
}

fn short(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

fn csv(agreement: &Agreement) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "facet",
        "concept",
        "both",
        "extra",
        "missed",
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
        "f1",
        "f1_low",
        "f1_high",
        "kappa",
        "alpha",
        "coders_f1",
        "coders_alpha",
    ])?;
    for line in &agreement.lines {
        out.write_record(cells(line))?;
    }
    printer::table(out)
}

fn cells(line: &Line) -> Vec<String> {
    let number = |value: Option<f64>| value.map(|v| format!("{v:.4}")).unwrap_or_default();
    let mut out = vec![line.facet.clone(), line.concept.clone()];
    out.extend([line.counts.both, line.counts.extra, line.counts.missed].map(|n| n.to_string()));
    for measured in [line.precision, line.recall, line.f1] {
        out.push(number(measured.map(|m| m.value)));
        out.push(number(measured.and_then(|m| m.low)));
        out.push(number(measured.and_then(|m| m.high)));
    }
    out.extend([line.kappa, line.alpha, line.coders_f1, line.coders_alpha].map(number));
    out
}

fn differences_csv(agreement: &Agreement) -> anyhow::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["passage", "words", "facet", "concept", "tagger", "coders", "passage_id"])?;
    for d in &agreement.differences {
        let tagger = if d.tagger { "yes" } else { "no" };
        out.write_record([&d.passage, &d.text, &d.facet, &d.concept, tagger, &d.coders.join("|"), &d.passage_id])?;
    }
    printer::table(out)
}
